"""Clock times inside a phrase."""

from __future__ import annotations

from collections.abc import Sequence

from ..readings import Partial, Reading
from ..words import Word
from .parts import first_of

_AFTER_HUNDRED = (
    "zone", "zone_adjective", "local", "other", "open", "hours_mark", "weekday", "unsure_weekday", "deictic",
    "comma",
)  # fmt: skip


def clock_time(words: Sequence[Word]) -> tuple[str | None, int | None]:
    """The first clock time of the phrase as hh:mm, and its zone in minutes east of UTC."""
    plain = any(w.kind == "clock" for w in words)  # 12 April 2025, 18:40: the year is no clock time
    for i, w in enumerate(words):
        after = words[i + 1] if i + 1 < len(words) else None
        meridiem = str(after.value) if after is not None and after.kind == "meridiem" else None
        if w.kind in ("clock", "dotted"):
            hour, minute = (int(p) for p in w.text.replace(".", ":").split(":")[:2])
        elif w.kind == "hundred_hours" or (
            w.kind == "year" and not plain and after is not None and after.kind in _AFTER_HUNDRED
        ):
            hour, minute = int(w.text) // 100, int(w.text) % 100
        elif w.kind in ("day_number", "two_digits", "number_word") and (
            meridiem or (after is not None and after.kind in ("oclock", "apostrophe"))
        ):
            hour, minute = w.number, 0
        else:
            continue
        if hour > 24 or minute > 59:
            continue
        if meridiem == "pm" and hour < 12:
            hour += 12
        elif meridiem == "am" and hour == 12:
            hour = 0
        zone = first_of(words[i:], "zone")
        return f"{hour:02d}:{minute:02d}", zone.number if zone else None
    return None, None


def spoken_clock(words: Sequence[Word]) -> Reading | None:
    """``a quarter to six``, ``half past four on Monday``, ``five minutes to midnight``."""
    at = next(i for i, w in enumerate(words) if w.kind in ("past", "to"))
    told = next((w for w in words[:at] if w.kind in ("number_word", "half", "unit_QU")), None)
    hour = words[at + 1] if at + 1 < len(words) else None
    if told is None or hour is None:
        return None
    minutes = {"half": 30, "unit_QU": 15}.get(told.kind) or told.number
    full = _HOURS.get(hour.text.lower()) if hour.kind == "daypart" else hour.number
    if full is None or full > 12 or not 0 < minutes < 60:
        return None
    day = first_of(words, "weekday", "unsure_weekday")
    total = (full * 60 + (minutes if words[at].kind == "past" else -minutes)) % (24 * 60)
    clock = f"{total // 60:02d}:{total % 60:02d}"
    return Partial(weekday=day.number if day else None, clock=clock, unsure=day is None)


_HOURS = {"midnight": 0, "noon": 12, "midday": 12}


def without_clock_numbers(words: list[Word]) -> list[Word]:
    """The words without the numbers that belong to a clock time (6 in ``6 pm``, 1922 in ``1922 UTC``)."""
    kept: list[Word] = []
    for i, w in enumerate(words):
        before = words[i - 1].kind if i else "about"
        after = words[i + 1].kind if i + 1 < len(words) else ""
        if w.kind in ("day_number", "number_word", "two_digits") and after in ("meridiem", "oclock", "apostrophe"):
            continue
        hundred = w.kind == "year" and before in ("about", "just", "open", "zone", "local", "time")
        if hundred and (i == 0 or after not in ("", "comma")):
            continue
        kept.append(w)
    return kept


def without_bracket(words: list[Word]) -> list[Word]:
    """The words without a bracket: the same clock time in another zone says nothing about the day."""
    kept, depth = [], 0
    for w in words:
        depth += w.kind == "open"
        if not depth:
            kept.append(w)
        depth -= w.kind == "close"
    return kept
