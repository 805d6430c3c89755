"""What a time phrase says before it is anchored: the values between the grammar and the calendar.

A year before Christ is negative here (490 BC is -490); Python's dates begin with the year 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Part = Literal["early", "mid", "late", "start", "end", "rest", "latter", "first half", "second half"]
Tense = Literal["ahead", "weak", "behind"]
Which = Literal["last", "this", "next", "same", "previous", "following", "coming", "the"]


@dataclass(frozen=True, slots=True)
class Partial:
    """A phrase of the calendar, with what it leaves out left ``None``: ``June``, ``Monday night``, ``2014``."""

    year: int | None = None
    year_which: Which | None = None  # of last year, of that year
    month: int | None = None
    day: int | None = None
    last_day: int | None = None  # May 24 to 26
    weekday: int | None = None  # 1 is Monday
    season: str | None = None  # SP, SU, FA, WI
    quarter: int | None = None  # 0 is the last
    half: int | None = None
    decade: int | None = None  # 1970; with short_decade only the last two digits are known
    century: int | None = None  # 19 is 1801 to 1900, here 1800 to 1899
    holiday: str | None = None
    which: Which | None = None  # last March, next Monday
    weeks: int = 0  # Tuesday week: so many weeks behind the next Tuesday
    part: Part | None = None
    daypart: str | None = None  # MO, AF, EV, NI, MI
    clock: str | None = None  # 10:39
    zone: int | None = None  # minutes east of UTC
    about: bool = False  # around 1970
    day_first: bool | None = None  # the order of a numeric date that can be read in one way only
    either_order: bool = False  # 5/6/2022: month and day may stand the other way round
    unsure: bool = False  # a word that may be no time at all (a bare number, a bare May)


@dataclass(frozen=True, slots=True)
class Deictic:
    """A day counted from the day of speaking: ``yesterday`` is -1."""

    days: int
    part: Part | None = None
    daypart: str | None = None


@dataclass(frozen=True, slots=True)
class DayPart:
    """A part of a day that the phrase points at: ``this morning``, ``last night``, ``that evening``."""

    daypart: str
    which: Which


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the calendar that the phrase points at: ``last week``, ``that year``, ``the next day``."""

    unit: str
    which: Which
    part: Part | None = None
    side: Literal["earlier", "later"] | None = None  # earlier this week
    rolling: bool = False  # the past month: a month up to now, not a calendar month
    steps: int = 1  # the week after next is two steps away
    event: bool = False  # the day after an event that is not dated


@dataclass(frozen=True, slots=True)
class Shift:
    """A distance from now or from another time: ``two years ago``, ``a few days later``."""

    unit: str
    low: float
    high: float
    direction: Literal[-1, 1]
    base: Literal["now", "text"]
    about: bool = False
    more: tuple[str, float] | None = None  # and 21 days
    offset: int = 0  # days from now to the day counted from (tomorrow is 1)
    unsure: bool = False  # in ten days: a time only where the clause looks ahead


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of N units up to or from now: ``the past four years``, ``within 30 days``."""

    unit: str
    high: float | None  # None: an open number (recent years)
    direction: Literal[-1, 1]
    base: Literal["now", "text"] = "now"
    vague: bool = False  # a few, several


@dataclass(frozen=True, slots=True)
class Nth:
    """The nth unit, or the first or last ``count`` units, of another time. ``n`` below 0 counts from the end."""

    n: int
    unit: str  # D, W, WE, M, Y, or d1 to d7 for a weekday
    of: Partial | Unit
    count: int = 1


@dataclass(frozen=True, slots=True)
class UpTo:
    """``count`` units that end with another time: ``the three months to March``, ``the week ending June 4``."""

    unit: str
    count: float
    of: Partial


@dataclass(frozen=True, slots=True)
class Vague:
    """A time without firm ends: now, recently, to date, years ago."""

    kind: Literal["now", "recently", "to date", "long ago", "since then", "units later"]


@dataclass(frozen=True, slots=True)
class Plain:
    """An expression that TIMEX3 counts and the ledger does not: a duration, a set, a vague reference."""

    value: str


@dataclass(frozen=True, slots=True)
class SamePeriod:
    """The period last spoken of, moved to another year: ``the same month last year``."""

    year: int | None
    years: int  # how far it is moved where ``year`` is not said
    period: bool = True  # a month or longer, where the text speaks of one
    moment: bool = False  # the same time: where no period is spoken of, the month of writing


Reading = Partial | Deictic | DayPart | Unit | Shift | Span | Nth | UpTo | Vague | SamePeriod | Plain


@dataclass(frozen=True, slots=True)
class Pair:
    """Two times as the ends of one: ``June to August 2023``."""

    first: Reading
    last: Reading
