"""Arithmetic of the calendar: units, their parts, shifts and holidays. Days are inclusive; weeks begin on Monday."""

from __future__ import annotations

import calendar as _calendar
import datetime as dt
from typing import NamedTuple

from .readings import Part

DAY = dt.timedelta(days=1)


class Days(NamedTuple):
    """Days from ``start`` to ``end``, both in it."""

    start: dt.date
    end: dt.date


_SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_PARTED = {"early": 0, "mid": 1, "late": 2}


def month_length(year: int, month: int) -> int:
    """How many days the month has."""
    return _calendar.monthrange(year, month)[1]


def month(year: int, number: int) -> Days:
    """One month; raises :class:`ValueError` outside the years 1 to 9999."""
    return Days(dt.date(year, number, 1), dt.date(year, number, month_length(year, number)))


def months(year: int, first: int, count: int) -> Days:
    """``count`` months from the month ``first`` (which may lie beyond December)."""
    last = year * 12 + first - 1 + count - 1
    start_year, start_month = divmod(year * 12 + first - 1, 12)
    return Days(dt.date(start_year, start_month + 1, 1), month(last // 12, last % 12 + 1).end)


def years(first: int, count: int = 1) -> Days:
    """``count`` years."""
    return Days(dt.date(first, 1, 1), dt.date(first + count - 1, 12, 31))


def season(year: int, name: str) -> Days:
    """A season by meteorologists' months; a winter is that which begins in December of the year."""
    return months(year, _SEASON_MONTH[name], 3)


def week(day: dt.date) -> Days:
    """The week, Monday to Sunday, that holds the day."""
    start = day - DAY * day.weekday()
    return Days(start, start + DAY * 6)


def weekend(day: dt.date) -> Days:
    """Saturday and Sunday of the week that holds the day."""
    end = week(day).end
    return Days(end - DAY, end)


def unit_of(unit: str, day: dt.date) -> Days:
    """The unit of the calendar that holds the day."""
    if unit == "D":
        return Days(day, day)
    if unit == "W":
        return week(day)
    if unit == "WE":
        return weekend(day)
    if unit == "M":
        return month(day.year, day.month)
    if unit == "QU":
        return months(day.year, (day.month - 1) // 3 * 3 + 1, 3)
    if unit == "Y":
        return years(day.year)
    if unit == "DE":
        return years(max(1, day.year // 10 * 10), 10)
    if unit == "CE":
        return years(max(1, day.year // 100 * 100), 100)
    return Days(day, day)  # hours and smaller


_IN_MONTHS = {"M": 1, "QU": 3, "Y": 12, "DE": 120, "CE": 1200}
_IN_DAYS = {"D": 1.0, "W": 7.0, "FN": 14.0, "WE": 7.0, "TH": 1 / 24, "TM": 1 / 1440, "TS": 1 / 86400}


def shift(day: dt.date, unit: str, count: float) -> dt.date:
    """The day ``count`` units after ``day`` (before, when negative); the end of a shorter month where needed.

    Raises :class:`OverflowError` or :class:`ValueError` outside the years 1 to 9999.
    """
    if unit in _IN_MONTHS:
        total = count * _IN_MONTHS[unit]
        whole = int(total) if total == int(total) else round(total)
        at = day.year * 12 + day.month - 1 + whole
        year, number = at // 12, at % 12 + 1
        return dt.date(year, number, min(day.day, month_length(year, number)))
    days = count * _IN_DAYS[unit]
    return day + dt.timedelta(days=round(days) if unit in ("D", "W", "FN", "WE") else int(days))


def granularity_of(unit: str) -> str:
    """The name of a unit in a row."""
    return {
        "D": "day", "W": "week", "FN": "week", "WE": "weekend", "M": "month", "QU": "quarter", "Y": "year",
        "DE": "decade", "CE": "century",
    }.get(unit, "day")  # fmt: skip


def part_of(days: Days, part: Part, granularity: str, now: dt.date | None) -> Days:
    """Early, mid and late thirds (the months of a year, the years of a decade), halves, first and last."""
    start, end = days
    if part == "rest":
        return Days(max(start, min(now, end)), end) if now else days
    if granularity == "day":
        return days
    if part == "end":
        if granularity in ("decade", "century"):
            return years(end.year - (9 if granularity == "century" else 0), 10 if granularity == "century" else 1)
        return Days(end, end)
    if part == "start":
        if granularity == "year":
            return month(start.year, 1)
        if granularity in ("decade", "century"):
            return years(start.year, 10 if granularity == "century" else 1)
        part = "early"
    if part in ("first half", "second half", "latter"):
        return _halves(days, granularity)[part != "first half"]
    third = _PARTED[part]
    if granularity in ("year", "half", "quarter", "season"):
        span = _span_months(days) // 3
        return months(start.year, start.month + third * span, span) if span else days
    if granularity in ("decade", "century"):
        count = end.year - start.year + 1
        low, high = third * count / 3, (third + 1) * count / 3
        return Days(dt.date(start.year + int(low), 1, 1), dt.date(start.year + int(-(-high // 1)) - 1, 12, 31))
    if granularity == "month":
        return Days(start + DAY * (10 * third), end if third == 2 else start + DAY * (10 * third + 9))
    count = (end - start).days + 1
    return Days(start + DAY * (third * count // 3), start + DAY * (-(-(third + 1) * count // 3) - 1))


def _span_months(days: Days) -> int:
    return (days.end.year - days.start.year) * 12 + days.end.month - days.start.month + 1


def _halves(days: Days, granularity: str) -> tuple[Days, Days]:
    start, end = days
    if granularity in ("year", "half", "quarter", "season", "decade", "century"):
        half = _span_months(days) // 2
        return months(start.year, start.month, half), months(start.year, start.month + half, half)
    middle = start + DAY * (((end - start).days + 1) // 2)
    return Days(start, middle - DAY if middle > start else start), Days(middle, end)


def easter(year: int) -> dt.date:
    """Western Easter Sunday (the anonymous Gregorian computus, Nature 1876)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    number, day = divmod(h + m - 7 * n + 114, 31)
    return dt.date(year, number, day + 1)


def orthodox_easter(year: int) -> dt.date:
    """Orthodox Easter Sunday in the Gregorian calendar, for the years 1900 to 2099 (Meeus, Julian computus)."""
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    number, day = divmod(d + e + 114, 31)
    return dt.date(year, number, day + 1) + DAY * 13


def nth_weekday(year: int, number: int, weekday: int, n: int) -> dt.date:
    """The nth (-1: last) weekday (1 is Monday) of a month."""
    days = month(year, number)
    if n > 0:
        return days.start + DAY * ((weekday - 1 - days.start.weekday()) % 7 + 7 * (n - 1))
    return days.end - DAY * ((days.end.weekday() - weekday + 1) % 7)


def holiday(rule: str, year: int) -> dt.date:
    """The day of a holiday in a year; the forms of ``rule`` are described in the lexicon ``times``."""
    if rule.startswith(("easter", "pascha")):
        base = easter(year) if rule.startswith("easter") else orthodox_easter(year)
        return base + DAY * int(rule[6:])
    if rule == "black":
        return nth_weekday(year, 11, 4, 4) + DAY
    if rule == "cyber":
        return nth_weekday(year, 11, 4, 4) + DAY * 4
    if rule == "elect":
        return nth_weekday(year, 11, 1, 1) + DAY
    if "/" in rule:
        number, weekday, n = (int(p) for p in rule.split("/"))
        return nth_weekday(year, number, weekday, n)
    if len(rule) == 10:
        return dt.date.fromisoformat(rule)
    return dt.date(year, int(rule[:2]), int(rule[3:]))
