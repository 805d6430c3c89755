"""Matched words -> what they say. One function for each name that the grammar's ``as`` uses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from sayso.text.dates import parse_date

from .readings import (
    DayPart,
    Deictic,
    Nth,
    Pair,
    Part,
    Partial,
    Plain,
    Reading,
    SamePeriod,
    Shift,
    Span,
    Unit,
    Vague,
    Which,
)
from .units import duration_value
from .words import Word

_MONTH_KINDS = ("month", "unsure_month", "lower_month")
_WHICH: dict[int, Which] = {-1: "last", 0: "this", 1: "next"}
_COUNTERS = ("number_word", "day_number", "two_digits", "number", "year", "article", "vague_count")
_PARTS: dict[str, Part] = {
    "early": "early", "mid": "mid", "late": "late", "start": "start", "end": "end", "rest": "rest",
    "latter": "latter",
}  # fmt: skip
_FORTNIGHT = 2


def _which(words: Sequence[Word]) -> Which | None:
    """Which one the phrase points at: last, next, this, the following, that same."""
    found: Which | None = None
    for w in words:
        if w.kind == "which":
            found = found or _WHICH[w.number]
        elif w.kind == "past":
            found = "last"
        elif w.kind == "previous":
            found = "previous"
        elif w.kind == "following":
            found = "following"
        elif w.kind in ("that", "same"):
            found = "same"
    return found


def _part(words: Sequence[Word]) -> Part | None:
    """Early, mid, late, start, end of what follows."""
    for w in words:
        if w.kind == "part":
            return _PARTS[str(w.value)]
    return None


def _first(words: Sequence[Word], *kinds: str) -> Word | None:
    return next((w for w in words if w.kind in kinds), None)


def _year(text: str, bc: bool = False) -> int:
    number = int(text)
    if bc:
        return -number
    if len(text) <= 2:
        number += 1900 if number >= 30 else 2000
    return number


def _year_tail(words: Sequence[Word]) -> tuple[int | None, Which | None, list[Word]]:
    """The year that the phrase names or points at, and the words without it."""
    bc = any(w.kind == "bc" for w in words)
    for i, w in enumerate(words):
        after = words[i + 1].kind if i + 1 < len(words) else ""
        if w.kind in ("number", "two_digits", "day_number") and after == "bc":
            return _year(w.text, bc), None, [*words[:i], *words[i + 2 :]]
        if w.kind == "year":
            rest = [*words[:i], *words[i + 1 :]]
            return _year(w.text, bc), None, rest
        if w.kind == "apostrophe" and i + 1 < len(words) and words[i + 1].kind in ("two_digits", "day_number"):
            return _year(words[i + 1].text), None, [*words[:i], *words[i + 2 :]]
        if w.kind == "unit_Y" and i:
            near = [v for v in words[max(0, i - 4) : i + 2] if v.kind in _POINTERS]
            if near:
                which = _which(near)
                if near[-1].kind in ("before",):
                    which = "previous"
                elif near[-1].kind == "after":
                    which = "following"
                return None, which, [v for v in words if v not in near and v is not w]
    return None, None, list(words)


_POINTERS = ("which", "past", "that", "same", "previous", "following", "before", "after")


_AFTER_HUNDRED = (
    "zone", "zone_adjective", "local", "other", "open", "hours_mark", "weekday", "unsure_weekday", "deictic",
    "comma",
)  # fmt: skip


def _clock(words: Sequence[Word]) -> tuple[str | None, int | None]:
    """The first clock time of the phrase as hh:mm, and its zone in minutes east of UTC."""
    for i, w in enumerate(words):
        after = words[i + 1] if i + 1 < len(words) else None
        meridiem = str(after.value) if after is not None and after.kind == "meridiem" else None
        if w.kind in ("clock", "dotted"):
            hour, minute = (int(p) for p in w.text.replace(".", ":").split(":")[:2])
        elif w.kind == "hundred_hours" or (w.kind == "year" and after is not None and after.kind in _AFTER_HUNDRED):
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
        zone = _first(words[i:], "zone")
        return f"{hour:02d}:{minute:02d}", zone.number if zone else None
    return None, None


def calendar(words: Sequence[Word]) -> Reading | None:
    """A phrase of the calendar: month, day, weekday, year, part of the day and clock time, in any order."""
    if _verb_part(words):
        return None
    clock, zone = _clock(words)
    body = [w for w in words if not (clock and w.kind in ("clock", "dotted", "hundred_hours"))]
    if clock:
        body = _without_clock_numbers(body)
    body = _without_bracket(body) if clock else body
    deictic = _first(body, "deictic")
    daypart = _first(body, "daypart")
    part_of_day = str(daypart.value) if daypart else None
    if deictic:
        return Deictic(deictic.number, _part(body), f"T{clock}" if clock else part_of_day)
    year, year_which, rest = _year_tail(body)
    month = _first(rest, *_MONTH_KINDS)
    weekday = _first(rest, "weekday", "unsure_weekday")
    season = _first(rest, "season")
    day: int | None = None
    if month is not None:
        near = [w for w in rest if w.kind in ("day_number", "ordinal") and not (clock and w.kind == "number_word")]
        day = near[0].number if near else None
        if day is not None and not 1 <= day <= 31:
            return None
        joint = _first(rest, "dash", "slash")
        if near and joint is not None and month.end <= joint.start < near[0].start != month.end + 1:
            return None  # June - 15 people
    pointing = [w for w in rest if w.kind in _POINTERS]
    if clock and month is None and weekday is None and daypart is None and year is None:
        which = _which(pointing)
        return Partial(clock=clock, zone=zone, which=which)
    if clock and month is None and weekday is None and daypart is not None:
        return DayPart(str(daypart.value), _which(pointing) or "same")
    return Partial(
        year=year,
        year_which=year_which,
        month=month.number if month else None,
        day=day,
        weekday=weekday.number if weekday else None,
        season=str(season.value) if season else None,
        which=_which(pointing),
        part=_part(rest),
        daypart=part_of_day,
        clock=clock,
        zone=zone,
    )


def _without_clock_numbers(words: list[Word]) -> list[Word]:
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


def _without_bracket(words: list[Word]) -> list[Word]:
    """The words without a bracket: the same clock time in another zone says nothing about the day."""
    kept, depth = [], 0
    for w in words:
        depth += w.kind == "open"
        if not depth:
            kept.append(w)
        depth -= w.kind == "close"
    return kept


def unsure_month(words: Sequence[Word]) -> Reading | None:
    """May or March alone: a month only where the words around it say so."""
    return Partial(month=words[0].number, unsure=True)


def day_range(words: Sequence[Word]) -> Reading | None:
    """Days of one month: ``May 24 to 26``."""
    year, year_which, rest = _year_tail(words)
    month = _first(rest, *_MONTH_KINDS)
    days = [w.number for w in rest if w.kind in ("day_number", "ordinal")]
    if month is None or len(days) < 2 or not 1 <= days[0] <= days[1] <= 31:
        return None
    return Partial(year=year, year_which=year_which, month=month.number, day=days[0], last_day=days[1])


def year(words: Sequence[Word]) -> Reading | None:
    """A year alone, perhaps a part of it."""
    bc = any(w.kind == "bc" for w in words)
    era = any(w.kind in ("ad", "bc") for w in words)
    number = _first(words, "year", "number", "two_digits", "day_number")
    if number is None or _verb_part(words):
        return None
    short = any(w.kind == "apostrophe" for w in words)
    value = _year(number.text, bc) if (short or len(number.text) > 2 or bc) else int(number.text)
    said = any(w.kind == "unit_Y" for w in words)
    about = any(w.kind == "about" for w in words)
    return Partial(year=value, part=_part(words), about=about, unsure=not (era or said))


def two_years(words: Sequence[Word]) -> Reading | Pair | None:
    """``1915-17``."""
    first, last = words[0].number, int(words[2].text)
    if len(words[2].text) != 2 or last <= first % 100 or words[0].end != words[1].start:
        return None
    return Pair(Partial(year=first), Partial(year=first // 100 * 100 + last))


def bare_number(words: Sequence[Word]) -> Reading | None:
    """A number that is a year before Christ where the text around it speaks of such years."""
    return Partial(year=-int(words[-1].text), part=_part(words), unsure=True)


def iso(words: Sequence[Word]) -> Reading | None:
    """An ISO 8601 date."""
    numbers = [int(w.text) for w in words if w.text.isdigit()]
    return _checked(*numbers[:3])


def numeric(words: Sequence[Word]) -> Reading | None:
    """A numeric date whose day and month can be told apart; else its month and day stay open."""
    text = "".join(w.text for w in words)
    named = _first(words, *_MONTH_KINDS)
    if named is not None:
        days, year_word = _first(words, "day_number", "ordinal"), _first(words, "year")
        return _checked(int(year_word.text), named.number, days.number) if days and year_word else None
    date = parse_date(text)
    if date is not None:
        return Partial(year=date.year, month=date.month, day=date.day)
    numbers = [int(w.text) for w in words if w.text.isdigit()]
    if len(numbers) == 3 and 1 <= numbers[0] <= 12 and 1 <= numbers[1] <= 12:
        # month/day/year or day/month/year: only the publication day can tell
        value = _year(words[-1].text)
        return Partial(year=value, month=numbers[0], day=numbers[1], unsure=True)
    return None


def _checked(year: int, month: int, day: int) -> Partial | None:
    return Partial(year=year, month=month, day=day) if 1 <= month <= 12 and 1 <= day <= 31 else None


def decade(words: Sequence[Word]) -> Reading | None:
    """``the 1970s``, ``the late '80s``, ``the 1800s`` (a century)."""
    named = _first(words, "decade_word")
    if named is not None:
        return Partial(decade=named.number, part=_part(words))
    number = _first(words, "year", "number", "two_digits", "day_number")
    bc = any(w.kind == "bc" for w in words)
    if number is None or int(number.text) % 10 or (number.kind == "number" and not bc):
        return None
    if len(number.text) == 4 and number.text.endswith("00") and number.text != "2000":
        return Partial(century=int(number.text) // 100 + 1, part=_part(words))
    value = int(number.text)
    if value < 100 and not bc:
        value += 1900 if value >= 20 else 2000
    return Partial(decade=-value if bc else value, part=_part(words))


def century(words: Sequence[Word]) -> Reading | None:
    """``the 19th century``."""
    number = _first(words, "ordinal", "day_number")
    if number is None:
        return None
    bc = any(w.kind == "bc" for w in words)
    return Partial(century=-number.number if bc else number.number, part=_part(words))


def season(words: Sequence[Word]) -> Reading | None:
    """``the summer of 2017``, ``next spring``. A bare season that is no phrase of time is left (prices fall)."""
    value, year_which, rest = _year_tail(words)
    word = _first(rest, "season")
    if word is None or _verb_part(rest):
        return None
    which = _which(rest)
    bare = value is None and year_which is None and which is None and _part(rest) is None
    return Partial(
        year=value,
        year_which=year_which,
        season=str(word.value),
        which=which,
        part=_part(rest),
        unsure=bare,
    )


def quarter(words: Sequence[Word]) -> Reading | None:
    """``the third quarter of 2009``, ``Q3 2020``, ``last quarter``."""
    value, year_which, rest = _year_tail(words)
    number = _first(rest, "ordinal", "day_number")
    if _first(rest, "h") is not None and number is not None:
        return Partial(year=value, year_which=year_which, half=number.number) if 1 <= number.number <= 2 else None
    final = _first(rest, "final")
    which = _which(rest)
    if number is None and final is None:
        if which is None:
            return None
        if value is None and year_which is None:
            return Unit("QU", which)
        return Partial(year=value, year_which=year_which, quarter=0)
    n = number.number if number else 0
    if not 0 <= n <= 4:
        return None
    return Partial(
        year=value,
        year_which=year_which,
        quarter=n,
        fiscal=any(w.kind == "fiscal" for w in rest),
        unsure=value is None and year_which is None,
    )


def half(words: Sequence[Word]) -> Reading | None:
    """``the second half of this year``."""
    value, year_which, rest = _year_tail(words)
    number = _first(rest, "ordinal")
    part = _part(rest)
    n = number.number if number else 1 if part in ("early", "start") else 2
    if n not in (1, 2):
        return None
    which: Part = "first half" if n == 1 else "second half"
    decade_word = next((w for i, w in enumerate(words) if w.kind == "s"), None)
    month = _first(rest, *_MONTH_KINDS)
    if decade_word is not None and value is not None:
        return Partial(decade=value, part=which)
    if month is not None:
        return Partial(year=value, year_which=year_which, month=month.number, part=which)
    if value is not None or year_which is not None:
        return Partial(year=value, year_which=year_which, half=n)
    return Unit("CE" if _first(rest, "unit_CE") else "Y", "the", which)


def weekday_of(words: Sequence[Word]) -> Reading | None:
    """``Monday next week``, ``the first Monday of May 2019``."""
    day = _first(words, "weekday", "unsure_weekday")
    if day is None:
        return None
    unit = f"d{day.number}"
    if _first(words, "unit_W"):
        return Nth(1, unit, Unit("W", _which(words) or "the"))
    n = _nth(words)
    at = list(words).index(day)
    tail = words[at:]
    if _first(tail, *_MONTH_KINDS):
        of = calendar([w for w in tail if w is not day])
        return Nth(n, unit, of) if isinstance(of, Partial) else None
    return Nth(n, unit, Unit("M" if _first(tail, "unit_M") else "Y", _which(tail) or "the"))


def _nth(words: Sequence[Word]) -> int:
    for w in words:
        if w.kind in ("ordinal", "day_number"):
            return w.number
        if w.kind == "final" or (w.kind == "which" and w.value == -1):
            return -1
        if w.kind == "which":
            return 1
        if w.kind == "part":
            return -1 if w.value in ("end", "late") else 1
    return 1


def deictic(words: Sequence[Word]) -> Reading | None:
    """``yesterday evening``, ``earlier today``, ``the day before yesterday``."""
    word = _first(words, "deictic")
    if word is None:
        return None
    days = word.number
    if _first(words, "before"):
        days -= 1
    elif _first(words, "after"):
        days += 1
    daypart = _first(words, "daypart")
    value = str(daypart.value) if daypart else "NI" if word.text.lower() == "tonight" else None
    return Deictic(days, _part(words), value)


def part_of_day(words: Sequence[Word]) -> Reading | None:
    """``this morning``, ``last night``, ``that evening``, ``later in the evening``."""
    word = _first(words, "daypart")
    if word is None:
        return DayPart("NI", "the")  # overnight
    which = _which(words) or "the"
    if words[0].kind == "the" and which == "next":
        which = "following"
    return DayPart(str(word.value), which)


def the_daypart(words: Sequence[Word]) -> Reading | None:
    """``the evening``: of the day spoken of."""
    word = _first(words, "daypart")
    if word is None or word.text[0].isupper():  # the Morning is a name
        return None
    return DayPart(str(word.value), "the")


def night_between(words: Sequence[Word]) -> Reading | None:
    """``the night of 3–4 May``: the night that begins on the first day, both days."""
    days = [w for w in words if w.kind in ("weekday", "unsure_weekday")]
    if len(days) == 2:
        return Partial(weekday=days[0].number, last_day=1, daypart="NI")
    months = [w for w in words if w.kind in _MONTH_KINDS]
    if len(months) == 2:
        return None
    reading = day_range([w for w in words if w.kind not in ("daypart", "and")])
    return reading


def which_unit(words: Sequence[Word]) -> Reading | None:
    """``last week``, ``this year``, ``the past month``, ``over the next year``."""
    unit = next((w for w in words if w.kind.startswith("unit_")), None)
    if unit is None:
        return None
    which, code = _which(words) or "this", str(unit.value)
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
    side = _first(words, "earlier", "later")
    which = _which(words)
    pointing = which or ("the" if any(w.kind in ("the", "in") for w in words) else None)
    if pointing is None:
        return None
    found: Literal["earlier", "later"] | None = None
    if side is not None:
        found = "earlier" if side.kind == "earlier" else "later"
    if _verb_part(words) or unit.text.lower().endswith("s"):
        return None
    return Unit(str(unit.value), pointing, _part(words), found)


def _verb_part(words: Sequence[Word]) -> bool:
    """Whether start, end or rest is a verb here (to end the day): the noun is followed by of."""
    for i, w in enumerate(words):
        if w.kind == "part" and w.value in ("start", "end", "rest"):
            return i + 1 >= len(words) or words[i + 1].kind not in ("of", "dash")
    return False


def _count(words: Sequence[Word]) -> tuple[float, float] | None:
    """The number of units as low and high; ``a few`` is read through the profile (2 to 5)."""
    low = high = 0.0
    seen = False
    for w in words:
        if w.kind not in _COUNTERS:
            continue
        if w.kind == "article" and seen:
            continue
        if w.kind == "vague_count":
            a, _, b = str(w.value).partition("..")
            return float(a), float(b or 9)
        if w.kind == "article" and any(v.kind == "vague_count" for v in words):
            continue
        if seen and w.number < 20 and low % 10 == 0 and low >= 20:
            low, high = low + w.number, high + w.number
        elif not seen:
            low = high = float(w.number)
        seen = True
    if any(w.kind == "half" for w in words):
        low, high = (low + 0.5, high + 0.5) if seen else (0.5, 0.5)
        seen = True
    return (low, high) if seen else None


def _units(words: Sequence[Word]) -> str | None:
    unit = next((w for w in words if w.kind.startswith("unit_")), None)
    return str(unit.value) if unit else None


def last_units(words: Sequence[Word]) -> Reading | None:
    """``the last four years``, ``over the next few days``."""
    unit, count = _units(words), _count([w for w in words if w.kind != "ordinal"])
    which = _which(words)
    if unit is None or count is None or words[0].kind == "following":
        return None
    if count[1] > 1 and not any(w.kind.startswith("unit_") and w.text.lower().endswith("s") for w in words):
        return None
    forward = which in ("next", "following")
    base = "text" if which in ("following", "previous", "same") else "now"
    if count[1] == 1 and any(w.kind == "number_word" for w in words) is False and which in ("this",):
        return None
    vague = any(w.kind == "vague_count" for w in words)
    return Span(unit, count[1], 1 if forward else -1, "text" if base == "text" else "now", vague)


def vague_units(words: Sequence[Word]) -> Reading | None:
    """``recent years``, ``the coming days and weeks``."""
    unit = _units(words)
    if unit is None:
        return None
    plural = any(w.kind.startswith("unit_") and w.text.lower().endswith("s") for w in words)
    which = _which(words)
    if not plural:
        return which_unit(words) if which else None
    return Span(unit, None, 1 if which == "next" else -1)


def shift_today(words: Sequence[Word]) -> Reading | None:
    """``two years ago``."""
    return _shift(words, -1 if _first(words, "ago") else 1, "now")


def shift_now(words: Sequence[Word]) -> Reading | None:
    """``two weeks from now``, ``three days from tomorrow``."""
    unit, count = _units(words), _count(words)
    base = _first(words, "deictic")
    if unit is None or count is None:
        return None
    return Shift(unit, count[0], count[1], 1, "now", offset=base.number if base else 0)


def in_units_bare(words: Sequence[Word]) -> Reading | None:
    """``in ten days``: a time where the clause looks ahead, else a length."""
    unit, count = _units(words), _count(words)
    if unit is None or count is None:
        return None
    return Shift(unit, count[0], count[1], 1, "now", unsure=True)


def after_next(words: Sequence[Word]) -> Reading | None:
    """``the week after next``, ``the year before last``."""
    unit, which = _units(words), _which(words)
    if unit is None or which not in ("next", "last"):
        return None
    return Unit(unit, which, steps=2)


def weekday_day(words: Sequence[Word]) -> Reading | None:
    """``Friday 14th``: the nearest such day."""
    weekday, day = _first(words, "weekday", "unsure_weekday"), _first(words, "day_number", "ordinal")
    return Partial(weekday=weekday.number, day=day.number) if weekday and day else None


def day_of_month(words: Sequence[Word]) -> Reading | None:
    """``the 20th of next month``."""
    day, which = _first(words, "day_number"), _which(words)
    return Nth(day.number, "D", Unit("M", which or "this")) if day else None


def days_of_month(words: Sequence[Word]) -> Reading | None:
    """``4 to 22 this month``."""
    days = [w.number for w in words if w.kind in ("day_number", "ordinal")]
    which = _which(words)
    if len(days) != 2 or not days[0] <= days[1] or which is None:
        return None
    return Nth(days[0], "D", Unit("M", which), days[1] - days[0] + 1)


def shift_text(words: Sequence[Word]) -> Reading | None:
    """``two days earlier``, ``three years later``, ``two weeks before`` something."""
    back = _first(words, "earlier", "before", "previous")
    return _shift(words, -1 if back else 1, "text")


def _shift(words: Sequence[Word], direction: int, base: str) -> Reading | None:
    unit, count = _units(words), _count(words)
    if unit is None or count is None:
        return None
    about = any(w.kind == "about" for w in words)
    more: tuple[str, float] | None = None
    units = [i for i, w in enumerate(words) if w.kind.startswith("unit_")]
    if len(units) == 2:  # one month, 21 days ago
        count, second = _count(words[: units[0]]), _count(words[units[0] :])
        if count is None or second is None:
            return None
        more = (str(words[units[1]].value), second[0])
    anchor: Literal["now", "text"] = "now" if base == "now" else "text"
    return Shift(unit, count[0], count[1], -1 if direction < 0 else 1, anchor, about, more)


def long_ago(words: Sequence[Word]) -> Reading | None:
    """``years ago``."""
    return Vague("long ago")


def units_later(words: Sequence[Word]) -> Reading | None:
    """``years later``: no number of them is said."""
    return Vague("units later") if words[0].text.lower().endswith("s") else None


def in_units(words: Sequence[Word]) -> Reading | None:
    """``in two years' time``."""
    return _shift(words, 1, "now")


def within_units(words: Sequence[Word]) -> Reading | None:
    """``within 30 days``."""
    unit, count = _units(words), _count(words)
    vague = any(w.kind == "vague_count" for w in words)
    return Span(unit, count[1], 1, vague=vague) if unit and count else None


def same_unit(words: Sequence[Word]) -> Reading | None:
    """``the same day``, ``that week``."""
    unit = _units(words)
    return Unit(unit, "same") if unit else None


def same_period(words: Sequence[Word]) -> Reading | None:
    """``the same month last year``."""
    value, which, _ = _year_tail(words)
    return SamePeriod(value, 0 if value else 1 if which in ("next", "following") else -1)


def this_period(words: Sequence[Word]) -> Reading | None:
    """``this period``: the one last spoken of."""
    return SamePeriod(None, 0)


def next_unit(words: Sequence[Word]) -> Reading | None:
    """``the next day``, ``the following year``, ``the day before``."""
    unit, which = _units(words), _which(words)
    if unit is None:
        return None
    if _first(words, "after"):
        which = "following"
    elif _first(words, "before"):
        which = "previous"
    pointing: dict[Which | None, Which] = {"next": "following", "last": "last"}
    event = words[-1].kind in ("before", "after")
    return Unit(unit, pointing.get(which, which or "following"), event=event)


def the_day(words: Sequence[Word]) -> Reading | None:
    """``the day``: the one spoken of."""
    return Unit("D", "the")


def nth_unit(words: Sequence[Word]) -> Reading | None:
    """``the last week of March``, ``the first two months of the year``."""
    at = next((i for i, w in enumerate(words) if w.kind.startswith("unit_")), None)
    if at is None:
        return None
    head, tail = list(words[:at]), list(words[at + 1 :])
    n = _nth(head)
    count = _count([w for w in head if w.kind not in ("ordinal", "which")])
    unit = str(words[at].value)
    value, which, rest = _year_tail(tail)
    month = _first(rest, *_MONTH_KINDS)
    season_word = _first(rest, "season")
    of: Partial | Unit
    if month or season_word or value is not None or which is not None:
        of = Partial(
            year=value,
            year_which=which,
            month=month.number if month else None,
            season=str(season_word.value) if season_word else None,
        )
    else:
        of = Unit(_units(tail) or "Y", _which(tail) or "the")
    return Nth(n, unit, of, int(count[1]) if count else 1)


def week_of(words: Sequence[Word]) -> Reading | None:
    """``the week of April 10``."""
    unit = _units(words)
    of = calendar([w for w in words if not w.kind.startswith("unit_W") and w.kind != "part"])
    return Nth(0, unit, of) if unit and isinstance(of, Partial) else None


def the_weekend(words: Sequence[Word]) -> Reading | None:
    """``the weekend``."""
    return Unit("WE", "the")


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
    unit, which = _units(words), _which(words)
    return Unit(unit, which or "this", None, "earlier") if unit else Vague("to date")


def holiday(words: Sequence[Word]) -> Reading | None:
    """A holiday by its name, perhaps with its year."""
    value, year_which, rest = _year_tail(words)
    word = _first(rest, "holiday")
    if word is None:
        return None
    return Partial(year=value, year_which=year_which, holiday=str(word.value), which=_which(rest))


def duration(words: Sequence[Word]) -> Reading | None:
    """``seven years``, ``a week``, ``18 years old``: a length of time, no time."""
    unit, count = _units(words), _count(words)
    if unit is None:
        return None
    if any(w.kind == "vague_count" for w in words):
        return Plain(duration_value(unit, None))
    return Plain(duration_value(unit, count[0] if count else 1))


def some_units(words: Sequence[Word]) -> Reading | None:
    """``months``."""
    return Plain(duration_value(str(words[0].value), None)) if words[0].text.lower().endswith("s") else None


def set_of(words: Sequence[Word]) -> Reading | None:
    """``every day``, ``annually``."""
    if words[0].kind == "set_word":
        return Plain(str(words[0].value))
    values = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX"}
    if words[1].kind == "daypart":
        return Plain(f"XXXX-XX-XXT{words[1].value}")
    return Plain(values.get(str(words[1].value), duration_value(str(words[1].value), 1)))


def reference(words: Sequence[Word]) -> Reading | None:
    """``former``, ``recent``, ``future``."""
    values = {"future_reference": "FUTURE_REF", "current": "PRESENT_REF", "unit_D": "PRESENT_REF"}
    return Plain(values.get(words[-1].kind, "PAST_REF"))


Builder = Callable[[Sequence[Word]], Reading | Pair | None]
BUILDERS: dict[str, Builder] = {
    f.__name__: f
    for f in (
        calendar, unsure_month, day_range, year, two_years, bare_number, iso, numeric, decade, century, season,
        quarter, half, weekday_of, deictic, part_of_day, the_daypart, night_between, which_unit, part_of_unit,
        last_units, vague_units, shift_today, shift_now, in_units_bare, after_next, weekday_day, day_of_month,
        days_of_month, shift_text, long_ago, units_later, in_units, within_units, same_unit, same_period,
        this_period, next_unit, the_day, nth_unit, week_of, the_weekend, since_then, now, recently, to_date,
        holiday, duration, some_units, set_of, reference,
    )
}  # fmt: skip
