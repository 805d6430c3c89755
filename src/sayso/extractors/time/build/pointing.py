"""Phrases that point: last week, that night, the next day, the second week of May, now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from ..readings import DayPart, Deictic, Nth, Partial, Reading, SamePeriod, Span, Unit, Vague, Which
from ..words import Word
from .dates import calendar
from .parts import MONTH_KINDS, count_of, first_of, is_verb, nth_of, part_said, unit_of, which_one, year_tail


def weekday_of(words: Sequence[Word]) -> Reading | None:
    """``Monday next week``, ``the first Monday of May 2019``."""
    day = first_of(words, "weekday", "unsure_weekday")
    if day is None:
        return None
    unit = f"d{day.number}"
    if first_of(words, "unit_W"):
        return Nth(1, unit, Unit("W", which_one(words) or "the"))
    n = nth_of(words)
    at = list(words).index(day)
    tail = words[at:]
    if first_of(tail, *MONTH_KINDS):
        of = calendar([w for w in tail if w is not day])
        return Nth(n, unit, of) if isinstance(of, Partial) else None
    return Nth(n, unit, Unit("M" if first_of(tail, "unit_M") else "Y", which_one(tail) or "the"))


def deictic(words: Sequence[Word]) -> Reading | None:
    """``yesterday evening``, ``earlier today``, ``the day before yesterday``."""
    word = first_of(words, "deictic")
    if word is None:
        return None
    days = word.number
    if first_of(words, "before"):
        days -= 1
    elif first_of(words, "after"):
        days += 1
    daypart = first_of(words, "daypart")
    value = str(daypart.value) if daypart else "NI" if word.text.lower() == "tonight" else None
    return Deictic(days, part_said(words), value)


def part_of_day(words: Sequence[Word]) -> Reading | None:
    """``this morning``, ``last night``, ``that evening``, ``later in the evening``."""
    word = first_of(words, "daypart")
    if word is None:
        return DayPart("NI", "the")  # overnight
    which = which_one(words) or "the"
    if words[0].kind == "the" and which == "next":
        which = "following"
    if words[-1].kind in ("before", "after"):
        which = "previous" if words[-1].kind == "before" else "following"
    return DayPart(str(word.value), which)


def the_daypart(words: Sequence[Word]) -> Reading | None:
    """``the evening``: of the day spoken of."""
    word = first_of(words, "daypart")
    if word is None or word.text[0].isupper():  # the Morning is a name
        return None
    return DayPart(str(word.value), "the")


def bare_daypart(words: Sequence[Word]) -> Reading | None:
    """``by evening``, ``before dawn``: a time only behind such a word."""
    word = words[0]
    return None if word.text[0].isupper() or word.text.endswith("s") else DayPart(str(word.value), "the")


def which_unit(words: Sequence[Word]) -> Reading | None:
    """``last week``, ``this year``, ``the past month``, ``over the next year``."""
    unit = next((w for w in words if w.kind.startswith("unit_")), None)
    if unit is None:
        return None
    which, code = which_one(words) or "this", str(unit.value)
    if unit.text.lower().endswith("s"):
        if unit.text[0].isupper() and words[-2].text[0].isupper():
            return None  # the title of a work
        if which != "this":
            return Span(code, None, 1 if which == "next" else -1)
    if words[0].kind == "the" and which == "next":
        return next_unit(words)
    throughout = words[0].kind in ("for", "over", "within", "during") and which == "next" and code != "QU"
    throughout = throughout or any(w.text.lower() == "coming" for w in words)
    long = code in ("DE", "CE") and any(w.kind == "the" for w in words)
    rolling = throughout or long or any(w.kind == "past" for w in words)
    return Unit(code, which, rolling=rolling and code != "WE")


def part_of_unit(words: Sequence[Word]) -> Reading | None:
    """``earlier this year``, ``late last year``, ``the end of the month``, ``later in the day``."""
    unit = next((w for w in words if w.kind.startswith("unit_")), None)
    if unit is None:
        return None
    side = first_of(words, "earlier", "later")
    which = which_one(words)
    pointing = which or ("the" if any(w.kind in ("the", "in") for w in words) else None)
    if pointing is None:
        return None
    found: Literal["earlier", "later"] | None = None
    if side is not None:
        found = "earlier" if side.kind == "earlier" else "later"
    if is_verb(words) or unit.text.lower().endswith("s"):
        return None
    return Unit(str(unit.value), pointing, part_said(words), found)


def same_unit(words: Sequence[Word]) -> Reading | None:
    """``the same day``, ``that week``."""
    unit = unit_of(words)
    return Unit(unit, "same") if unit else None


def same_period(words: Sequence[Word]) -> Reading | None:
    """``the same month last year``."""
    value, which, _ = year_tail(words)
    return SamePeriod(value, 0 if value else 1 if which in ("next", "following") else -1, moment=_is_moment(words))


def _is_moment(words: Sequence[Word]) -> bool:
    return any(w.kind == "time" for w in words)


def this_period(words: Sequence[Word]) -> Reading | None:
    """``this period``: the one last spoken of."""
    return SamePeriod(None, 0, period=False)


def next_unit(words: Sequence[Word]) -> Reading | None:
    """``the next day``, ``the following year``, ``the day before``."""
    unit, which = unit_of(words), which_one(words)
    if unit is None:
        return None
    if first_of(words, "after"):
        which = "following"
    elif first_of(words, "before"):
        which = "previous"
    pointing: dict[Which | None, Which] = {"next": "following", "last": "last"}
    event = words[-1].kind in ("before", "after")
    return Unit(unit, pointing.get(which, which or "following"), event=event)


def the_day(words: Sequence[Word]) -> Reading | None:
    """``the day``: the one spoken of."""
    return Unit("D", "the")


def after_next(words: Sequence[Word]) -> Reading | None:
    """``the week after next``, ``the year before last``."""
    unit, which = unit_of(words), which_one(words)
    if unit is None or which not in ("next", "last"):
        return None
    return Unit(unit, which, steps=2)


def nth_unit(words: Sequence[Word]) -> Reading | None:
    """``the last week of March``, ``the first two months of the year``."""
    at = next((i for i, w in enumerate(words) if w.kind.startswith("unit_")), None)
    if at is None:
        return None
    head, tail = list(words[:at]), list(words[at + 1 :])
    n = nth_of(head)
    count = count_of([w for w in head if w.kind not in ("ordinal", "which")])
    unit = str(words[at].value)
    value, which, rest = year_tail(tail)
    month = first_of(rest, *MONTH_KINDS)
    season_word = first_of(rest, "season")
    of: Partial | Unit
    if month or season_word or value is not None or which is not None:
        of = Partial(
            year=value,
            year_which=which,
            month=month.number if month else None,
            season=str(season_word.value) if season_word else None,
        )
    else:
        of = Unit(unit_of(tail) or "Y", which_one(tail) or "the")
    if count is None and unit != "WE" and words[at].text.lower().endswith("s"):
        return replace(of, part="late" if n < 0 else "early")  # the final days of October
    return Nth(n, unit, of, int(count[1]) if count else 1)


def day_of_month(words: Sequence[Word]) -> Reading | None:
    """``the 20th of next month``."""
    day, which = first_of(words, "day_number"), which_one(words)
    return Nth(day.number, "D", Unit("M", which or "this")) if day else None


def days_of_month(words: Sequence[Word]) -> Reading | None:
    """``4 to 22 this month``."""
    days = [w.number for w in words if w.kind in ("day_number", "ordinal")]
    which = which_one(words)
    if len(days) != 2 or not days[0] <= days[1] or which is None:
        return None
    return Nth(days[0], "D", Unit("M", which), days[1] - days[0] + 1)


def week_of(words: Sequence[Word]) -> Reading | None:
    """``the week of April 10``."""
    unit = unit_of(words)
    of = calendar([w for w in words if not w.kind.startswith("unit_W") and w.kind != "part"])
    return Nth(0, unit, of) if unit and isinstance(of, Partial) else None


def the_weekend(words: Sequence[Word]) -> Reading | None:
    """``the weekend``; ``the weekends`` are a habit."""
    return None if words[-1].text.lower().endswith("ends") else Unit("WE", "the")


def since_then(words: Sequence[Word]) -> Reading | None:
    """``since then``: from the time last spoken of."""
    return Vague("since then")


def now(words: Sequence[Word]) -> Reading | None:
    """``now``, ``currently``, ``at the moment``."""
    return Vague("now")


def recently(words: Sequence[Word]) -> Reading | None:
    """``recently``."""
    return Vague("recently")


def to_date(words: Sequence[Word]) -> Reading | None:
    """``to date``, ``so far``, ``so far this year``."""
    unit, which = unit_of(words), which_one(words)
    return Unit(unit, which or "this", None, "earlier") if unit else Vague("to date")
