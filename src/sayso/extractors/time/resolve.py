"""What a phrase says -> the days that it denotes, given the publication day and the text so far."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from . import calendar as cal
from .calendar import DAY, Days
from .readings import (
    DayPart,
    Deictic,
    Nth,
    Pair,
    Partial,
    Plain,
    Reading,
    SamePeriod,
    Shift,
    Span,
    Tense,
    Unit,
    Vague,
)

NO_PUBLICATION = "the publication date is not known"
NO_ANCHOR = "the text gives no time to count from"
BEFORE_YEAR_1 = "before the year 1"
NOT_A_DATE = "no such day in the calendar"
AMBIGUOUS = "day and month cannot be told apart"
NO_DAY = "a clock time without a day"
VAGUE = "no firm time"
NO_TIME = "a length of time or a habit"
_SOON = 45  # days ahead within which a date outweighs the tense, when the last such date is most of a year ago
_JUST = 30  # days back, likewise
_MARGIN = 3  # days ahead, likewise: the date line of another zone, a report put out early
_A_YEAR = 370  # days


@dataclass(frozen=True, slots=True)
class When:
    """The days of a time; an open end is ``None``. ``year`` holds the year of a time before Christ."""

    start: dt.date | None
    end: dt.date | None
    granularity: str
    anchor: str | None = None  # published, text, or None for absolute
    value: str | None = None  # TIMEX3
    reason: str | None = None
    year: int | None = None
    month: int | None = None
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
    tense: Tense | None = None
    day: dt.date | None = None  # the day last spoken of
    scene: dt.date | None = None  # the day of what the text reports: of this sentence, else of its opening
    limit: bool = False  # until, through: the phrase is an end
    last: When | None = None  # the time last spoken of
    dated: When | None = None  # the month or year last spoken of

    @property
    def now(self) -> dt.date | None:
        """The day from which ``today`` counts."""
        return self.spoken or self.published


def resolve(reading: Reading | Pair, frame: Frame) -> When:
    """The days of a reading; unresolved with its reason where its anchor is missing."""
    try:
        return _resolve(reading, frame)
    except (ValueError, OverflowError):
        return unresolved(NOT_A_DATE)


def _resolve(reading: Reading | Pair, frame: Frame) -> When:
    if isinstance(reading, Pair):
        return _pair(reading, frame)
    if isinstance(reading, Plain):
        return unresolved(NO_TIME, "open", reading.value)
    if isinstance(reading, Partial):
        return _partial(reading, frame)
    if isinstance(reading, Deictic):
        return _deictic(reading, frame)
    if isinstance(reading, DayPart):
        return _daypart(reading, frame)
    if isinstance(reading, Unit):
        return _unit(reading, frame)
    if isinstance(reading, Shift):
        return _shift(reading, frame)
    if isinstance(reading, Span):
        return _span(reading, frame)
    if isinstance(reading, Nth):
        return _nth(reading, frame)
    if isinstance(reading, SamePeriod):
        return _same_period(reading, frame)
    return _vague(reading, frame)


def _days(days: Days, granularity: str, anchor: str | None, whole: Days | None = None) -> When:
    return When(days.start, days.end, granularity, anchor, whole=whole)


# ---- phrases of the calendar


def _partial(p: Partial, frame: Frame) -> When:
    if p.clock and p.month is None and p.weekday is None and p.year is None and p.holiday is None:
        return _bare_clock(p, frame)
    if p.holiday:
        return _holiday(p, frame)
    if p.weekday is not None and p.month is None:
        return _weekday(p, frame) if p.day is None else _weekday_day(p, frame)
    year, anchor = _year_of(p, frame)
    if year is None:
        missing = NO_PUBLICATION if frame.published is None else NO_ANCHOR
        return unresolved(missing, _granularity(p), _value_without_year(p))
    if year < 1:
        return When(None, None, _granularity(p), anchor, None, BEFORE_YEAR_1, year, p.month)
    whole, granularity = _body(p, year)
    days = whole
    if p.part:
        days = cal.part_of(days, p.part, granularity, frame.now)
    if p.about and granularity == "year":
        days = cal.years(year - 1, 3)
    if granularity == "day" and (p.daypart or p.clock):
        granularity = "part-of-day" if p.daypart and not p.clock else "time"
    return _days(days, granularity, anchor, whole)


def _body(p: Partial, year: int) -> tuple[Days, str]:
    """The days of the phrase in its year, without early and late."""
    if p.month is not None and p.day is not None:
        start = dt.date(year, p.month, p.day)
        return Days(start, dt.date(year, p.month, p.last_day) if p.last_day else start), "day"
    if p.month is not None:
        return cal.month(year, p.month), "month"
    if p.season:
        return cal.season(year, p.season), "season"
    if p.quarter is not None:
        return cal.months(year, 3 * (p.quarter or 4) - 2, 3), "quarter"
    if p.half is not None:
        return cal.months(year, 6 * p.half - 5, 6), "half"
    if p.decade is not None:
        return cal.years(max(1, p.decade), 10), "decade"
    if p.century is not None:
        return cal.years(max(1, (p.century - 1) * 100), 100 if p.century > 1 else 99), "century"
    return cal.years(year), "year"


def _granularity(p: Partial) -> str:
    if p.day is not None or p.weekday is not None or p.holiday:
        return "day"
    for name in ("month", "season", "quarter", "half", "decade", "century"):
        if getattr(p, name) is not None:
            return name
    return "time" if p.clock else "year"


def _value_without_year(p: Partial) -> str | None:
    if p.month is None:
        return f"XXXX-{p.season}" if p.season else None
    return f"XXXX-{p.month:02d}" + (f"-{p.day:02d}" if p.day else "")


def _year_of(p: Partial, frame: Frame) -> tuple[int | None, str | None]:
    """The year of a phrase and what it is anchored to."""
    if p.year is not None:
        return p.year, None
    if p.decade is not None:
        return p.decade or 1, None
    if p.century is not None:
        return ((p.century - 1) * 100 or 1) if p.century > 0 else p.century * 100, None
    context = frame.last.year if frame.last and frame.last.year else None
    if p.year_which is not None:
        if p.year_which in ("same", "previous", "following"):
            base = frame.last.start.year if frame.last and frame.last.start else context
            moved = {"same": 0, "previous": -1, "following": 1}[p.year_which]
            return (base + moved if base else None), "text"
        if frame.now is None:
            return None, None
        return frame.now.year + {"last": -1, "next": 1}.get(p.year_which, 0), "published"
    if frame.narrative:
        return _narrative_year(p, frame), "text"
    if frame.now is None:
        return None, None
    return _nearest_year(p, frame, frame.now), "published"


def _narrative_year(p: Partial, frame: Frame) -> int | None:
    """In a narrative a bare month belongs to the year last spoken of."""
    last = frame.dated or frame.last
    if last is None:
        return None
    year = last.year or (last.start.year if last.start else last.end.year if last.end else None)
    if year is None:
        return None
    if p.which in ("following", "next"):
        started = last.start is not None and p.month is not None and p.month <= last.start.month
        return year + 1 if started or p.month is None else year
    if p.which in ("previous", "last"):
        started = last.start is not None and p.month is not None and p.month >= last.start.month
        return year - 1 if started or p.month is None else year
    if p.month is None or last.start is None or last.granularity == "year" or year != last.start.year:
        return year
    return year + 1 if last.start.month >= 11 and p.month <= 2 else year


def _nearest_year(p: Partial, frame: Frame, now: dt.date) -> int:
    """The year of a month, day, season or quarter without one, beside the publication day."""
    if p.month == 2 and p.day == 29:
        leap = [y for y in range(now.year - 8, now.year + 9) if y > 0 and cal.month_length(y, 2) == 29]
        return min(leap, key=lambda y: abs(y - now.year))
    year = now.year
    this = _body(p, year)[0]
    if p.which == "same" and frame.dated is not None and frame.dated.start is not None:
        return frame.dated.start.year
    if p.which == "this":
        return year
    if p.which in ("last", "previous"):
        return year if this.end < now and not _within_week(this, now) else year - 1
    if p.which in ("next", "following"):
        return year if this.start > now else year + 1
    before = year if this.start <= now else year - 1
    after = year if this.end >= now else year + 1
    if before == after:
        return year
    to_next = (_body(p, after)[0].start - now).days
    since_last = (now - _body(p, before)[0].end).days
    if frame.limit:
        return after if frame.tense != "behind" or to_next < since_last else before
    if frame.tense == "ahead":
        return before if since_last <= _JUST and to_next > 300 else after
    if frame.tense == "weak":
        return after if to_next < since_last else before
    if frame.tense == "behind":
        return after if to_next <= _MARGIN and since_last > 300 else before
    return after if to_next <= 2 * _SOON and since_last > 180 else before


def _within_week(days: Days, now: dt.date) -> bool:
    return days.start == days.end and (now - days.end).days < 7


def _weekday(p: Partial, frame: Frame) -> When:
    """A weekday alone: the one next to the publication day, before it unless the clause looks ahead."""
    assert p.weekday is not None
    granularity = "time" if p.clock else "part-of-day" if p.daypart else "day"
    base = frame.now
    anchor = "published"
    if frame.narrative or base is None or p.which in ("same", "previous", "following"):
        base, anchor = frame.day, "text"
        if base is None and frame.now is not None:
            base, anchor = frame.now, "published"
        if base is None:
            return unresolved(NO_PUBLICATION, granularity, f"XXXX-WXX-{p.weekday}")
        if frame.now is None and not frame.narrative and p.which not in ("same", "previous", "following"):
            return unresolved(NO_PUBLICATION, granularity, f"XXXX-WXX-{p.weekday}")
    back = (base.weekday() + 1 - p.weekday) % 7
    before, after = base - DAY * back, base + DAY * ((p.weekday - 1 - base.weekday()) % 7)
    if p.which in ("last", "previous"):
        day = before if before < base else base - DAY * 7
    elif p.which in ("next", "following"):
        day = after if after > base else base + DAY * 7
        if p.which == "next" and (day - base).days < 7 and cal.week(day) == cal.week(base):
            day += DAY * 7
    elif p.which == "this":
        day = cal.week(base).start + DAY * (p.weekday - 1)
    elif frame.tense == "ahead":
        day = after
    elif frame.tense == "weak" or frame.limit:
        day = after if after - base < base - before else before
    else:
        day = before
    if anchor == "text" and p.which is None:
        day = before if before == base else after
    last = day + DAY * p.last_day if p.last_day else day
    return _days(Days(day, last), granularity, anchor)


def _weekday_day(p: Partial, frame: Frame) -> When:
    """Friday 14th: the nearest day that is both, ahead only where the clause looks ahead."""
    base = frame.now
    if base is None or p.day is None:
        return unresolved(NO_PUBLICATION)
    fits = [
        base + DAY * k
        for k in range(-_A_YEAR, _A_YEAR)
        if (base + DAY * k).day == p.day and (base + DAY * k).isoweekday() == p.weekday
    ]
    wanted = [d for d in fits if frame.tense is None or (d >= base) == (frame.tense == "ahead")] or fits
    if not wanted:
        return unresolved(NOT_A_DATE)
    day = min(wanted, key=lambda d: abs(d - base))
    return _days(Days(day, day), "day", "published")


def _bare_clock(p: Partial, frame: Frame) -> When:
    """A clock time: on the day spoken of, else on the publication day."""
    scene = frame.scene or frame.day
    day, anchor = (scene, "text") if scene else (frame.now, "published")
    if day is None:
        return unresolved(NO_DAY, "time", f"T{p.clock}")
    return _days(Days(day, day), "time", anchor)


def _holiday(p: Partial, frame: Frame) -> When:
    assert p.holiday is not None
    if p.year is not None:
        day = cal.holiday(p.holiday, p.year)
        return _days(Days(day, day), "day", None)
    if len(p.holiday) == 10 and p.holiday[4] == "-":
        day = dt.date.fromisoformat(p.holiday)
        return _days(Days(day, day), "day", None)
    if p.year_which is not None:
        year, anchor = _year_of(p, frame)
        if year is None:
            return unresolved(NO_PUBLICATION)
        day = cal.holiday(p.holiday, year)
        return _days(Days(day, day), "day", anchor)
    now = frame.now
    if frame.narrative:
        year = _narrative_year(p, frame)
        if year is None or year < 1:
            return unresolved(NO_ANCHOR)
        day = cal.holiday(p.holiday, year)
        return _days(Days(day, day), "day", "text")
    if now is None:
        return unresolved(NO_PUBLICATION)
    found = [cal.holiday(p.holiday, now.year + k) for k in (-1, 0, 1)]
    before = max(d for d in found if d <= now)
    after = min(d for d in found if d >= now)
    if p.which in ("last", "previous"):
        day = before if before < now else found[0]
    elif p.which in ("next", "following"):
        day = after
    elif p.which == "this":
        day = found[1]
    else:  # nearest
        day = after if (after - now) < (now - before) else before
    return _days(Days(day, day), "day", "published")


# ---- phrases that point


def _deictic(r: Deictic, frame: Frame) -> When:
    if frame.now is None:
        return unresolved(NO_PUBLICATION)
    day = frame.now + DAY * r.days
    granularity = "day"
    if r.daypart:
        granularity = "time" if r.daypart.startswith("T") else "part-of-day"
    return _days(Days(day, day), granularity, "published" if frame.spoken is None else "text")


def _daypart(r: DayPart, frame: Frame) -> When:
    base: dt.date | None
    if r.which in ("this", "last", "next"):
        base, anchor = frame.now, "published"
        moved = -1 if r.which == "last" else 0
    else:
        told = (frame.scene or frame.day) if r.which == "the" else frame.day
        base, anchor = (told, "text") if told else (frame.now, "published")
        moved = {"previous": -1, "following": 1}.get(r.which, 0)
    if base is None:
        return unresolved(NO_PUBLICATION, "part-of-day")
    if r.which == "next":
        moved = 1
    day = base + DAY * moved
    return _days(Days(day, day), "part-of-day", anchor)


def _unit(r: Unit, frame: Frame) -> When:
    granularity = cal.granularity_of(r.unit)
    if r.which in ("same", "previous", "following", "the"):
        return _unit_of_text(r, frame, granularity)
    now = frame.now
    if now is None:
        return unresolved(NO_PUBLICATION, granularity)
    if r.rolling and r.unit != "D":
        if r.which == "next":
            return _days(Days(now, cal.shift(now, r.unit, 1)), granularity, "published")
        return _days(Days(cal.shift(now, r.unit, -1), now), granularity, "published")
    step = {"last": -1, "next": 1}.get(r.which, 0) * r.steps
    if r.unit == "WE":
        days = _weekend(now, step, frame)
    else:
        days = cal.unit_of(r.unit, cal.shift(cal.unit_of(r.unit, now).start, r.unit, step))
    return _side(r, days, granularity, "published", now)


def _weekend(now: dt.date, step: int, frame: Frame) -> Days:
    """This weekend is the one under way or just past at the beginning of a week, else the coming one."""
    this = cal.weekend(now)
    if step == 0:
        past = frame.tense != "ahead" and now.weekday() <= 2
        return cal.weekend(now - DAY * 7) if past and this.start > now else this
    if step < 0:
        return cal.weekend(now - DAY * 7)
    return cal.weekend(now + DAY * 7)


def _side(r: Unit, days: Days, granularity: str, anchor: str | None, now: dt.date | None) -> When:
    whole = days
    if r.part:
        days = cal.part_of(days, r.part, granularity, now)
    elif r.side and now and granularity != "day":
        if r.side == "earlier" and days.start <= now:
            end = min(now, days.end)
            if granularity == "week" and end == now and now > days.start:
                end = now - DAY
            days = Days(days.start, end)
        elif r.side == "later" and days.end >= now:
            first = now + DAY if granularity == "week" and now < days.end else now
            days = Days(max(first, days.start), days.end)
    return _days(days, granularity, anchor, whole)


def _unit_of_text(r: Unit, frame: Frame, granularity: str) -> When:
    last = frame.last
    base = frame.day if r.unit in ("D", "W", "WE") else None
    if r.unit == "D" and r.which == "the":
        base = frame.scene or frame.now or base
        if base is not None:
            return _days(Days(base, base), "day", "text")
    if base is None and last is not None and last.start is not None:
        base = last.start
    if base is None and last is not None and last.year is not None:
        size = {"Y": 1, "DE": 10, "CE": 100}.get(r.unit)
        if size:
            moved = {"previous": -size, "following": size}.get(r.which, 0)
            return When(None, None, granularity, "text", None, BEFORE_YEAR_1, last.year + moved)
        return unresolved(BEFORE_YEAR_1, granularity)
    anchor = "text"
    if base is None or (r.which == "the" and r.unit in ("Y", "M", "QU", "W", "CE", "DE") and not frame.narrative):
        base, anchor = frame.now or base, "published" if frame.now else "text"
    if base is None:
        return unresolved(NO_PUBLICATION if frame.published is None else NO_ANCHOR, granularity)
    if r.unit == "WE" and r.which == "the":
        days = _weekend(base, 0, frame) if anchor == "published" else cal.weekend(base)
        if frame.now and days.start > frame.now and frame.tense != "ahead":
            days = cal.weekend(frame.now - DAY * 7)
        return _days(days, granularity, anchor)
    step = {"previous": -1, "following": 1}.get(r.which, 0)
    if r.event and frame.scene is not None and not frame.narrative:
        base = frame.scene
    days = cal.unit_of(r.unit, cal.shift(cal.unit_of(r.unit, base).start, r.unit, step))
    if r.event and frame.published and days.start > frame.published and frame.tense != "ahead":
        return unresolved(NO_ANCHOR, granularity)
    return _side(r, days, granularity, anchor, frame.now if anchor == "published" else base)


def _shift(r: Shift, frame: Frame) -> When:
    fine = r.unit in ("TH", "TM", "TS")
    if r.base == "text" and r.unit in ("Y", "DE", "CE") and frame.last and frame.last.start is None and frame.last.year:
        count = r.direction * r.low * {"Y": 1, "DE": 10, "CE": 100}[r.unit]
        return When(None, None, "year", "text", None, BEFORE_YEAR_1, frame.last.year + int(count))
    granularity = "time" if fine else cal.granularity_of(r.unit)
    if r.base == "now":
        base, anchor = frame.now, "published"
    else:
        base, anchor = _base_in_text(r, frame)
    if base is None:
        return unresolved(NO_PUBLICATION if frame.published is None else NO_ANCHOR, granularity)
    last = frame.last
    base += DAY * r.offset
    if r.more is not None:
        day = cal.shift(cal.shift(base, r.unit, r.direction * r.low), r.more[0], r.direction * r.more[1])
        return _days(Days(day, day), "day", anchor)
    if (r.unit, r.low, r.direction) == ("Y", 1, -1) and last is not None and last.granularity in ("month", "quarter"):
        year = base.year - 1 if r.base == "now" else None
        return _same_period(SamePeriod(year, -1), frame)  # compared with a year ago: the same month of it
    if fine:
        return _days(Days(base, base), granularity, anchor)
    near, far = cal.shift(base, r.unit, r.direction * r.low), cal.shift(base, r.unit, r.direction * r.high)
    if r.base == "text" and frame.published and near > frame.published >= base and frame.tense != "ahead":
        near = far = frame.published  # three decades later, it still holds: until now
    if r.low != r.high:
        return _days(Days(min(near, far), max(near, far)), granularity, anchor)
    if r.unit == "Y" and r.low != int(r.low):
        return _days(cal.unit_of("M", near), "month", anchor)
    if r.unit in ("Y", "M", "DE", "CE"):
        days = cal.unit_of(r.unit if r.unit != "CE" else "Y", near)
        if r.unit == "DE":
            days = cal.unit_of("Y", near)
        if r.about and r.unit == "Y":
            days = Days(cal.years(days.start.year - 1).start, cal.years(days.end.year + 1).end)
        return _days(days, granularity, anchor)
    return _days(Days(near, near), "day", anchor)


def _base_in_text(r: Shift, frame: Frame) -> tuple[dt.date | None, str]:
    last = frame.last
    if r.unit in ("D", "W", "TH", "TM", "TS", "FN", "WE"):
        if frame.day:
            return frame.day, "text"
        return (frame.now if not frame.narrative else None), "published"
    if last is not None and last.start is not None:
        return last.start, "text"
    return frame.now, "published"


def _span(r: Span, frame: Frame) -> When:
    base, anchor = frame.published, "published"
    if r.base == "text" and frame.day:
        base, anchor = frame.day, "text"
    granularity = cal.granularity_of(r.unit)
    if base is None:
        return unresolved(NO_PUBLICATION, granularity)
    if r.high is None:
        days: tuple[dt.date | None, dt.date | None] = (None, base) if r.direction < 0 else (base, None)
        return When(days[0], days[1], granularity, anchor)
    other = cal.shift(base, r.unit, r.direction * r.high)
    return _days(Days(min(base, other), max(base, other)), granularity, anchor)


def _nth(r: Nth, frame: Frame) -> When:
    of = _resolve(r.of, frame)
    if of.start is None or of.end is None:
        return replace(of, granularity=cal.granularity_of(r.unit))
    granularity = "day" if r.unit.startswith("d") else cal.granularity_of(r.unit)
    if r.n == 0:
        return _days(cal.unit_of(r.unit, of.start), granularity, of.anchor)
    if r.unit.startswith("d"):
        weekday = int(r.unit[1])
        if r.n > 0:
            first = of.start + DAY * ((weekday - 1 - of.start.weekday()) % 7)
            day = first + DAY * 7 * (r.n - 1)
        else:
            day = of.end - DAY * ((of.end.weekday() - weekday + 1) % 7)
        return _days(Days(day, day), granularity, of.anchor)
    if r.unit == "W" and of.granularity in ("month", "year", "quarter", "season"):
        # weeks run from Monday to Sunday; the first is the one with the period's fourth day (ISO 8601 for years)
        first, last = cal.week(of.start + DAY * 3).start, cal.week(of.end - DAY * 3).end
        start = first + DAY * 7 * (r.n - 1) if r.n > 0 else last + DAY - DAY * 7 * r.count
        return _days(Days(start, start + DAY * (7 * r.count - 1)), granularity, of.anchor)
    if r.n > 0:
        start = cal.shift(of.start, r.unit, r.n - 1)
        if r.unit == "WE":
            start = of.start + DAY * ((5 - of.start.weekday()) % 7) + DAY * 7 * (r.n - 1)
            return _days(Days(start, start + DAY), granularity, of.anchor)
        end = cal.shift(start, r.unit, r.count) - DAY
    else:
        end = of.end
        start = cal.shift(end + DAY, r.unit, -r.count)
        if r.unit == "WE":
            start = end - DAY * ((end.weekday() - 5) % 7)
            return _days(Days(start, start + DAY), granularity, of.anchor)
    return _days(Days(start, min(end, of.end) if end > of.end and start <= of.end else end), granularity, of.anchor)


def _same_period(r: SamePeriod, frame: Frame) -> When:
    last = frame.last
    if last is None or last.start is None or last.end is None:
        return unresolved(NO_ANCHOR, "month")
    years = r.years if r.year is None else r.year - last.start.year
    start = cal.shift(last.start, "Y", years)
    end = cal.shift(last.end + DAY, "Y", years) - DAY if last.end.year < 9999 else last.end
    return _days(Days(start, end), last.granularity, "text")


def _vague(r: Vague, frame: Frame) -> When:
    now = frame.published
    if r.kind == "to date":
        if now is None:
            return unresolved(NO_PUBLICATION, "open", "PRESENT_REF")
        return When(None, now, "open", "published", "PRESENT_REF")
    if r.kind == "units later":
        return unresolved(VAGUE, "open", "FUTURE_REF")
    if r.kind == "since then":
        if frame.last is None or frame.last.start is None:
            return unresolved(NO_ANCHOR, "open")
        return When(frame.last.start, now, "open", "text")
    if r.kind == "now":
        if now is None:
            return unresolved(NO_PUBLICATION, "day", "PRESENT_REF")
        return When(now, now, "day", "published", "PRESENT_REF")
    if now is None:
        return unresolved(NO_PUBLICATION, "open", "PAST_REF")
    return When(None, now, "open", "published", "PAST_REF")


def _pair(r: Pair, frame: Frame) -> When:
    last = _resolve(r.last, frame)
    first = _resolve(r.first, frame)
    if first.start is not None and isinstance(r.last, Partial) and r.last.weekday and not r.last.month:
        # from Monday to Friday: the first such day behind the beginning
        day = first.start + DAY * ((r.last.weekday - first.start.isoweekday()) % 7)
        last = replace(first, start=day, end=day)
    if first.start is None or last.end is None:
        bad = first if first.start is None else last
        return replace(bad, start=None, end=None, reason=bad.reason or VAGUE)
    if first.start > last.end and isinstance(r.first, Partial) and (
        r.first.year is None or (isinstance(r.last, Partial) and r.first.year == r.last.year)
    ):
        first = replace(first, start=cal.shift(first.start, "Y", -1))
    if first.start is None or first.start > last.end:
        return unresolved(NOT_A_DATE, last.granularity)
    return When(first.start, last.end, last.granularity, last.anchor or first.anchor)
