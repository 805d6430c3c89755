"""What is known where a phrase stands, and what comes of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from ..calendar import Days
from ..readings import Tense

NO_PUBLICATION = "the publication date is not known"
NO_ANCHOR = "the text gives no time to count from"


BEFORE_YEAR_1 = "before the year 1"
NOT_A_DATE = "no such day in the calendar"
AMBIGUOUS = "day and month cannot be told apart"
NO_DAY = "a clock time without a day"
VAGUE = "no firm time"
NO_TIME = "a length of time or a habit"


@dataclass(frozen=True, slots=True)
class When:
    """The days of a time; an open end is ``None``. ``year`` holds the year of a time before Christ."""

    start: dt.date | None
    end: dt.date | None
    granularity: str
    anchor: str | None = None  # published, text (text:3 is the fourth time of the text), or None for absolute
    value: str | None = None  # TIMEX3
    reason: str | None = None
    year: int | None = None
    whole: Days | None = None  # the period of which early, mid or late days were taken

    @property
    def resolved(self) -> bool:
        return self.reason is None


def unresolved(reason: str, granularity: str = "day", value: str | None = None) -> When:
    """A time whose days cannot be told."""
    return When(None, None, granularity, None, value, reason)


@dataclass(slots=True)
class Frame:
    """What is known where a phrase stands: the publication day, and the times spoken of before it.

    ``narrative``: the text tells of times far from its publication, so that a bare month belongs to the year
    last spoken of. ``tense``: whether the clause speaks of what is to come (``None``: cannot be told).
    """

    published: dt.date | None
    narrative: bool = False
    spoken: dt.date | None = None  # the day on which the quotation around the phrase was said
    told_on: dt.date | None = None  # the same, where the text itself names that day
    tense: Tense | None = None
    day: dt.date | None = None  # the day last spoken of
    scene: dt.date | None = None  # the day of what the text reports: of this sentence, else of its opening
    day_first: bool | None = None  # the order of the text's numeric dates, where one of them tells
    limit: bool = False  # until, through: the phrase is an end
    last: When | None = None  # the time last spoken of
    dated: When | None = None  # the month or year last spoken of
    month: dt.date | None = None  # the first day of the month, or the day, last spoken of
    period: When | None = None  # the month, quarter or year last spoken of
    said: dict[dt.date, int] = field(default_factory=dict)  # first day -> the last time that began on it

    @property
    def now(self) -> dt.date | None:
        """The day from which ``today`` counts."""
        return self.spoken or self.published

    def told(self, base: dt.date | None) -> str:
        """The anchor of what is counted from ``base``, a day that the text named."""
        return f"text:{self.said[base]}" if base in self.said else "text"


def whole_days(days: Days, granularity: str, anchor: str | None, whole: Days | None = None) -> When:
    """A resolved time; ``whole`` is the period of which the days are a part."""
    return When(days.start, days.end, granularity, anchor, whole=whole)
