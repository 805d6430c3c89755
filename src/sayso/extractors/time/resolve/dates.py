"""Phrases of the calendar -> days: the missing year, the nearest weekday, holidays."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from .. import calendar as cal
from ..calendar import DAY, Days
from ..readings import Partial
from .frame import (
    AMBIGUOUS,
    BEFORE_YEAR_1,
    NO_ANCHOR,
    NO_DAY,
    NO_PUBLICATION,
    NOT_A_DATE,
    Frame,
    When,
    unresolved,
    whole_days,
)

_SOON = 45  # days ahead within which a date outweighs the tense, when the last such date is most of a year ago
_JUST = 30  # days back, likewise
_MARGIN = 14  # days ahead, likewise, against a verb that looks back: the verb is then another's
_A_YEAR = 370  # days


def resolve_partial(p: Partial, frame: Frame) -> When:
    """A phrase of the calendar, with the year that it leaves out."""
    if p.clock and p.month is None and p.weekday is None and p.year is None and p.holiday is None:
        return _bare_clock(p, frame)
    if p.holiday:
        return _holiday(p, frame)
    if p.weekday is not None and p.month is None:
        return _weekday(p, frame) if p.day is None else _weekday_day(p, frame)
    if p.day is not None and p.month is None:
        return _bare_day(p, frame)
    if p.either_order:
        ordered = _in_order(p, frame)
        if ordered is None:
            return unresolved(AMBIGUOUS)
        p = ordered
    year, anchor = _year_of(p, frame)
    if year is None:
        missing = NO_PUBLICATION if frame.published is None else NO_ANCHOR
        return unresolved(missing, _granularity(p), _value_without_year(p))
    if year < 1:
        return When(None, None, _granularity(p), anchor, None, BEFORE_YEAR_1, year)
    whole, granularity = _body(p, year)
    days = whole
    if p.part:
        days = cal.part_of(days, p.part, granularity, frame.now)
    if p.about and granularity == "year":
        days = cal.years(year - 1, 3)
    if granularity == "day" and (p.daypart or p.clock):
        granularity = "part-of-day" if p.daypart and not p.clock else "time"
    return whole_days(days, granularity, anchor, whole)


def _in_order(p: Partial, frame: Frame) -> Partial | None:
    """A numeric date with month and day told apart: as elsewhere in the text, else by what the publication allows."""
    turned = replace(p, month=p.day, day=p.month, either_order=False)
    asis = replace(p, either_order=False)
    if frame.day_first is not None:
        return turned if frame.day_first else asis
    if frame.published is None:
        return None
    near = [q for q in (asis, turned) if abs((_body(q, q.year or 1)[0].start - frame.published).days) <= _JUST]
    return near[0] if len(near) == 1 else None


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
            return (base + moved if base else None), frame.told(frame.last.start if frame.last else None)
        if frame.now is None:
            return None, None
        return frame.now.year + {"last": -1, "next": 1}.get(p.year_which, 0), "published"
    if frame.narrative:
        told = frame.dated or frame.last
        return _narrative_year(p, frame), frame.told(told.start if told else None)
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
        return after if p.day and to_next <= _MARGIN and since_last > 300 else before
    return after if to_next <= 2 * _SOON and since_last > 180 else before


def _within_week(days: Days, now: dt.date) -> bool:
    return days.start == days.end and (now - days.end).days < 7


def _weekday(p: Partial, frame: Frame) -> When:
    """A weekday alone: the one next to the publication day, before it unless the clause looks ahead."""
    assert p.weekday is not None
    granularity = "time" if p.clock else "part-of-day" if p.daypart else "day"
    base = frame.told_on or frame.published or frame.spoken
    anchor = "published"
    if frame.narrative or base is None or p.which in ("same", "previous", "following"):
        base, anchor = frame.day, frame.told(frame.day)
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
    elif p.which == "coming":
        day = after if after > base else base + DAY * 7
    elif p.which == "this":
        day = cal.week(base).start + DAY * (p.weekday - 1)
    elif frame.tense == "ahead":
        day = after
    elif frame.tense == "weak" or frame.limit:
        day = after if after - base < base - before else before
    else:
        day = before
    if anchor != "published" and p.which is None:
        day = before if before == base else after
    day += DAY * 7 * p.weeks
    last = day + DAY * p.last_day if p.last_day else day
    return whole_days(Days(day, last), granularity, anchor)


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
    return whole_days(Days(day, day), "day", "published")


def _bare_day(p: Partial, frame: Frame) -> When:
    """The 7th: of the month spoken of, else the nearest to the publication, before it unless the clause looks ahead."""
    assert p.day is not None
    spoken, base = frame.month, frame.month or frame.now
    if base is None:
        return unresolved(NO_PUBLICATION)
    ahead = frame.limit or frame.tense == "ahead"
    months = [cal.month(base.year + (base.month - 1 + k) // 12, (base.month - 1 + k) % 12 + 1) for k in (-1, 0, 1)]
    fits = [m.start + DAY * (p.day - 1) for m in months if m.end.day >= p.day]
    if spoken is not None:
        later = [d for d in fits if d >= base.replace(day=1) and (not ahead or d >= base)]
        day = later[0] if later else None
    else:
        wanted = [d for d in fits if d >= base] if ahead else [d for d in reversed(fits) if d <= base]
        day = wanted[0] if wanted else None
    if day is None:
        return unresolved(NOT_A_DATE)
    return whole_days(Days(day, day), "day", frame.told(spoken) if spoken else "published")


def _bare_clock(p: Partial, frame: Frame) -> When:
    """A clock time: on the day spoken of, else on the publication day."""
    scene = frame.scene or frame.day
    day, anchor = (scene, frame.told(scene)) if scene else (frame.now, "published")
    if day is None:
        return unresolved(NO_DAY, "time", f"T{p.clock}")
    return whole_days(Days(day, day), "time", anchor)


def _holiday(p: Partial, frame: Frame) -> When:
    assert p.holiday is not None
    if p.year is not None:
        day = cal.holiday(p.holiday, p.year)
        return whole_days(Days(day, day), "day", None)
    if len(p.holiday) == 10 and p.holiday[4] == "-":
        day = dt.date.fromisoformat(p.holiday)
        return whole_days(Days(day, day), "day", None)
    if p.year_which is not None:
        year, anchor = _year_of(p, frame)
        if year is None:
            return unresolved(NO_PUBLICATION)
        day = cal.holiday(p.holiday, year)
        return whole_days(Days(day, day), "day", anchor)
    now = frame.now
    if frame.narrative:
        year = _narrative_year(p, frame)
        if year is None or year < 1:
            return unresolved(NO_ANCHOR)
        day = cal.holiday(p.holiday, year)
        told = frame.dated or frame.last
        return whole_days(Days(day, day), "day", frame.told(told.start if told else None))
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
    elif frame.tense == "ahead":
        day = before if (now - before).days <= _JUST and (after - now).days > 300 else after
    elif frame.tense == "behind":
        day = after if (after - now).days <= _MARGIN else before
    else:  # nearest
        day = after if (after - now) < (now - before) else before
    return whole_days(Days(day, day), "day", "published")
