"""Phrases of the calendar: dates, months, years, seasons, quarters, holidays."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.text.dates import parse_date

from ..readings import DayPart, Deictic, Nth, Pair, Part, Partial, Reading, Unit
from ..words import Word
from .clock import clock_time, without_bracket, without_clock_numbers
from .parts import MONTH_KINDS, POINTERS, first_of, is_verb, part_said, which_one, year_number, year_tail


def calendar(words: Sequence[Word]) -> Reading | None:
    """A phrase of the calendar: month, day, weekday, year, part of the day and clock time, in any order."""
    if is_verb(words):
        return None
    clock, zone = clock_time(words)
    body = [w for w in words if not (clock and w.kind in ("clock", "dotted", "hundred_hours"))]
    if clock:
        body = without_clock_numbers(body)
    body = without_bracket(body) if clock else body
    deictic = first_of(body, "deictic")
    daypart = first_of(body, "daypart")
    part_of_day = str(daypart.value) if daypart else None
    if deictic:
        return Deictic(deictic.number, part_said(body), f"T{clock}" if clock else part_of_day)
    year, year_which, rest = year_tail(body)
    month = first_of(rest, *MONTH_KINDS)
    weekday = first_of(rest, "weekday", "unsure_weekday")
    season = first_of(rest, "season")
    day: int | None = None
    if month is not None:
        near = [w for w in rest if w.kind in ("day_number", "ordinal") and not (clock and w.kind == "number_word")]
        day = near[0].number if near else None
        if day is not None and not 1 <= day <= 31:
            return None
        joint = first_of(rest, "dash", "slash")
        if near and joint is not None and month.end <= joint.start < near[0].start != month.end + 1:
            return None  # June - 15 people
    pointing = [w for w in rest if w.kind in POINTERS]
    if clock and month is None and weekday is None and daypart is None and year is None:
        which = which_one(pointing)
        return Partial(clock=clock, zone=zone, which=which)
    if clock and month is None and weekday is None and daypart is not None:
        return DayPart(str(daypart.value), which_one(pointing) or "same")
    return Partial(
        year=year,
        year_which=year_which,
        month=month.number if month else None,
        day=day,
        weekday=weekday.number if weekday else None,
        season=str(season.value) if season else None,
        which="coming" if weekday and any(w.text.lower() == "coming" for w in pointing) else which_one(pointing),
        part=part_said(rest),
        daypart=part_of_day,
        clock=clock,
        zone=zone,
    )


def unsure_month(words: Sequence[Word]) -> Reading | None:
    """May or March alone: a month only where the words around it say so."""
    return Partial(month=words[0].number, unsure=True)


def day_range(words: Sequence[Word]) -> Reading | None:
    """Days of one month: ``May 24 to 26``."""
    year, year_which, rest = year_tail(words)
    month = first_of(rest, *MONTH_KINDS)
    days = [w.number for w in rest if w.kind in ("day_number", "ordinal")]
    if month is None or len(days) < 2 or not 1 <= days[0] <= days[-1] <= 31:
        return None
    return Partial(year=year, year_which=year_which, month=month.number, day=days[0], last_day=days[-1])


def year(words: Sequence[Word]) -> Reading | None:
    """A year alone, perhaps a part of it."""
    bc = any(w.kind == "bc" for w in words)
    era = any(w.kind in ("ad", "bc") for w in words)
    number = first_of(words, "year", "number", "two_digits", "day_number")
    if number is None or is_verb(words):
        return None
    short = any(w.kind == "apostrophe" for w in words)
    value = year_number(number.text, bc) if (short or len(number.text) > 2 or bc) else int(number.text)
    said = any(w.kind == "unit_Y" for w in words)
    about = words[0].kind == "about"
    if about and (words[0].text.lower() == "about" or words[1].kind == "the"):
        return None  # a film about the 2020 protests
    return Partial(year=value, part=part_said(words), about=about, unsure=not (era or said))


def two_years(words: Sequence[Word]) -> Reading | Pair | None:
    """``1915-17``."""
    opening, joint, closing = words[-3:]
    first, last = opening.number, int(closing.text)
    if closing.kind == "year":
        return Pair(Partial(year=first), Partial(year=last)) if last == first + 1 else None
    if len(closing.text) != 2 or last <= first % 100 or not opening.end == joint.start == joint.end - 1:
        return None
    if joint.kind == "slash" and last != first % 100 + 1:
        return None  # 2021/22 is a season; 2021/06 a month
    return Pair(Partial(year=first), Partial(year=first // 100 * 100 + last))


def bare_number(words: Sequence[Word]) -> Reading | None:
    """A number that is a year before Christ where the text around it speaks of such years."""
    return Partial(year=-int(words[-1].text), part=part_said(words), unsure=True)


def iso(words: Sequence[Word]) -> Reading | None:
    """An ISO 8601 date."""
    numbers = [int(w.text) for w in words if w.text.isdecimal()]
    return _checked(*numbers[:3])


def numeric(words: Sequence[Word]) -> Reading | None:
    """A numeric date whose day and month can be told apart; else its month and day stay open."""
    text = "".join(w.text for w in words)
    named = first_of(words, *MONTH_KINDS)
    if named is not None:
        days, year_word = first_of(words, "day_number", "ordinal"), first_of(words, "year")
        return _checked(int(year_word.text), named.number, days.number) if days and year_word else None
    date = parse_date(text)
    numbers = [int(w.text) for w in words if w.text.isdecimal()]
    slashed = len(numbers) == 3 and any(w.kind == "slash" for w in words) and words[0].kind != "year"
    if date is not None:
        order = numbers[0] == date.day if slashed and numbers[0] != numbers[1] else None
        return Partial(year=date.year, month=date.month, day=date.day, day_first=order)
    if len(numbers) == 3 and 1 <= numbers[0] <= 12 and 1 <= numbers[1] <= 12:
        return Partial(year=year_number(words[-1].text), month=numbers[0], day=numbers[1], either_order=True)
    return None


def _checked(year: int, month: int, day: int) -> Partial | None:
    return Partial(year=year, month=month, day=day) if 1 <= month <= 12 and 1 <= day <= 31 else None


def decade(words: Sequence[Word]) -> Reading | None:
    """``the 1970s``, ``the late '80s``, ``the 1800s`` (a century)."""
    named = first_of(words, "decade_word")
    if named is not None:
        return Partial(decade=named.number, part=part_said(words))
    number = first_of(words, "year", "number", "two_digits", "day_number")
    bc = any(w.kind == "bc" for w in words)
    if number is None or int(number.text) % 10 or (number.kind == "number" and not bc):
        return None
    if len(number.text) == 4 and number.text.endswith("00") and number.text != "2000":
        return Partial(century=int(number.text) // 100 + 1, part=part_said(words))
    value = int(number.text)
    if value < 100 and not bc:
        value += 1900 if value >= 20 else 2000
    return Partial(decade=-value if bc else value, part=part_said(words))


def century(words: Sequence[Word]) -> Reading | None:
    """``the 19th century``."""
    number = first_of(words, "ordinal", "day_number")
    if number is None:
        return None
    bc = any(w.kind == "bc" for w in words)
    return Partial(century=-number.number if bc else number.number, part=part_said(words))


def season(words: Sequence[Word]) -> Reading | None:
    """``the summer of 2017``, ``next spring``. A bare season that is no phrase of time is left (prices fall)."""
    value, year_which, rest = year_tail(words)
    word = first_of(rest, "season")
    if word is None or is_verb(rest):
        return None
    which = which_one(rest)
    bare = value is None and year_which is None and which is None and part_said(rest) is None
    return Partial(
        year=value,
        year_which=year_which,
        season=str(word.value),
        which=which,
        part=part_said(rest),
        unsure=bare,
    )


def quarter(words: Sequence[Word]) -> Reading | None:
    """``the third quarter of 2009``, ``Q3 2020``, ``last quarter``."""
    value, year_which, rest = year_tail(words)
    number = first_of(rest, "ordinal", "day_number")
    if first_of(rest, "h") is not None and number is not None:
        return Partial(year=value, year_which=year_which, half=number.number) if 1 <= number.number <= 2 else None
    final = first_of(rest, "final")
    which = which_one(rest)
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
        unsure=value is None and year_which is None,
    )


def half(words: Sequence[Word]) -> Reading | None:
    """``the second half of this year``."""
    value, year_which, rest = year_tail(words)
    number = first_of(rest, "ordinal")
    part = part_said(rest)
    n = number.number if number else 1 if part in ("early", "start") else 2
    if n not in (1, 2):
        return None
    which: Part = "first half" if n == 1 else "second half"
    decade_word = next((w for i, w in enumerate(words) if w.kind == "s"), None)
    month = first_of(rest, *MONTH_KINDS)
    if decade_word is not None and value is not None:
        return Partial(decade=value, part=which)
    if month is not None:
        return Partial(year=value, year_which=year_which, month=month.number, part=which)
    if value is not None or year_which is not None:
        return Partial(year=value, year_which=year_which, half=n)
    return Unit("CE" if first_of(rest, "unit_CE") else "Y", "the", which)


def weekday_day(words: Sequence[Word]) -> Reading | None:
    """``Friday 14th``: the nearest such day."""
    weekday, day = first_of(words, "weekday", "unsure_weekday"), first_of(words, "day_number", "ordinal")
    return Partial(weekday=weekday.number, day=day.number) if weekday and day else None


def weekday_on(words: Sequence[Word]) -> Reading | None:
    """``Tuesday week``, ``a fortnight on Thursday``: the weekday next to come, and so many weeks more."""
    weekday = first_of(words, "weekday", "unsure_weekday")
    weeks = 2 if first_of(words, "unit_FN") else 1
    return Partial(weekday=weekday.number, which="coming", weeks=weeks) if weekday else None


def bare_day(words: Sequence[Word]) -> Reading | None:
    """``on the 7th``: a day of the month spoken of."""
    day = first_of(words, "day_number")
    return Partial(day=day.number, unsure=True) if day and 1 <= day.number <= 31 else None


def two_months(words: Sequence[Word]) -> Reading | Pair | None:
    """``April/May``: two months one after the other."""
    year, year_which, rest = year_tail(words)
    months = [w.number for w in rest if w.kind in MONTH_KINDS]
    if len(months) != 2 or months[1] != months[0] % 12 + 1:
        return None
    first = year - (months[1] == 1) if year is not None else None
    return Pair(
        Partial(year=first, year_which=year_which, month=months[0]),
        Partial(year=year, year_which=year_which, month=months[1]),
    )


def iso_week(words: Sequence[Word]) -> Reading | None:
    """``2019-W23``: the weeks of ISO 8601."""
    found = _ISO_WEEK.fullmatch("".join(w.text for w in words))
    if found is None or not 1 <= int(found[2]) <= _WEEKS:
        return None
    return Nth(int(found[2]), "W", Partial(year=int(found[1])))


_ISO_WEEK = re.compile(r"(\d{4})-?W(\d\d)")
_WEEKS = 53  # weeks that a year may have


def night_between(words: Sequence[Word]) -> Reading | None:
    """``the night of 3–4 May``: the night that begins on the first day, both days."""
    days = [w for w in words if w.kind in ("weekday", "unsure_weekday")]
    if len(days) == 2:
        return Partial(weekday=days[0].number, last_day=1, daypart="NI")
    months = [w for w in words if w.kind in MONTH_KINDS]
    if len(months) == 2:
        return None
    reading = day_range([w for w in words if w.kind not in ("daypart", "and")])
    return reading


def holiday(words: Sequence[Word]) -> Reading | None:
    """A holiday by its name, perhaps with its year."""
    value, year_which, rest = year_tail(words)
    word = first_of(rest, "holiday")
    if word is None:
        return None
    return Partial(year=value, year_which=year_which, holiday=str(word.value), which=which_one(rest))
