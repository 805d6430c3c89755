"""Phrases that point -> days: counted from now, or from the time last spoken of."""

from __future__ import annotations

import datetime as dt

from .. import calendar as cal
from ..calendar import DAY, Days
from ..readings import DayPart, Deictic, SamePeriod, Shift, Span, Unit, Vague
from .frame import BEFORE_YEAR_1, NO_ANCHOR, NO_PUBLICATION, VAGUE, Frame, When, unresolved, whole_days

_COARSE_UNITS = ("DE", "CE")
_COARSE = ("year", "decade", "century")


def resolve_deictic(r: Deictic, frame: Frame) -> When:
    """A day counted from the day of speaking."""
    if frame.now is None:
        return unresolved(NO_PUBLICATION)
    day = frame.now + DAY * r.days
    granularity = "day"
    if r.daypart:
        granularity = "time" if r.daypart.startswith("T") else "part-of-day"
    return whole_days(Days(day, day), granularity, "published" if frame.spoken is None else frame.told(frame.spoken))


def resolve_daypart(r: DayPart, frame: Frame) -> When:
    """A part of a day: of this day, or of the one spoken of."""
    base: dt.date | None
    if r.which in ("this", "last", "next"):
        base, anchor = frame.now, "published"
        moved = -1 if r.which == "last" else 0
    else:
        told = (frame.scene or frame.day) if r.which == "the" else frame.day
        base, anchor = (told, frame.told(told)) if told else (frame.now, "published")
        moved = {"previous": -1, "following": 1}.get(r.which, 0)
    if base is None:
        return unresolved(NO_PUBLICATION, "part-of-day")
    if r.which == "next":
        moved = 1
    day = base + DAY * moved
    return whole_days(Days(day, day), "part-of-day", anchor)


def resolve_unit(r: Unit, frame: Frame) -> When:
    """A unit of the calendar: counted from now, or from the time spoken of."""
    granularity = cal.granularity_of(r.unit)
    if r.which in ("same", "previous", "following", "the"):
        return _unit_of_text(r, frame, granularity)
    now = frame.now
    if now is None:
        return unresolved(NO_PUBLICATION, granularity)
    if r.rolling and r.unit != "D":
        if r.which == "next":
            return whole_days(Days(now, cal.shift(now, r.unit, 1)), granularity, "published")
        return whole_days(Days(cal.shift(now, r.unit, -1), now), granularity, "published")
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
        past = now.weekday() <= (2 if frame.tense == "behind" else 1) and frame.tense != "ahead"
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
    return whole_days(days, granularity, anchor, whole)


def _unit_of_text(r: Unit, frame: Frame, granularity: str) -> When:
    last = frame.last
    base = frame.day if r.unit in ("D", "W", "WE") else None
    if r.unit == "D" and r.which == "the":
        base = frame.scene or frame.now or base
        if base is not None:
            return whole_days(Days(base, base), "day", frame.told(base) if frame.scene else "published")
    if base is None and last is not None and last.start is not None:
        base = last.start
    if base is None and last is not None and last.year is not None:
        size = {"Y": 1, "DE": 10, "CE": 100}.get(r.unit)
        if size:
            moved = {"previous": -size, "following": size}.get(r.which, 0)
            return When(None, None, granularity, "text", None, BEFORE_YEAR_1, last.year + moved)
        return unresolved(BEFORE_YEAR_1, granularity)
    if r.unit == "M" and last is not None and last.granularity in _COARSE and frame.month and not frame.narrative:
        base = frame.month  # March fell against 2008; the previous month is February
    anchor = frame.told(base)
    if base is None or (r.which == "the" and r.unit in ("Y", "M", "QU", "W", "CE", "DE") and not frame.narrative):
        base, anchor = frame.now or base, "published" if frame.now else anchor
    if base is None:
        return unresolved(NO_PUBLICATION if frame.published is None else NO_ANCHOR, granularity)
    if r.unit == "WE" and r.which == "the":
        days = _weekend(base, 0, frame) if anchor == "published" else cal.weekend(base)
        if frame.now and days.start > frame.now and frame.tense != "ahead":
            days = cal.weekend(frame.now - DAY * 7)
        return whole_days(days, granularity, anchor)
    step = {"previous": -1, "following": 1}.get(r.which, 0)
    if r.event and frame.scene is not None and not frame.narrative:
        base, anchor = frame.scene, frame.told(frame.scene)
    days = cal.unit_of(r.unit, cal.shift(cal.unit_of(r.unit, base).start, r.unit, step))
    if r.event and frame.published and days.start > frame.published and frame.tense != "ahead":
        return unresolved(NO_ANCHOR, granularity)
    return _side(r, days, granularity, anchor, frame.now if anchor == "published" else base)


def resolve_shift(r: Shift, frame: Frame) -> When:
    """A distance from now, from the day spoken of or from the date that the clause names."""
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
        return whole_days(Days(day, day), "day", anchor)
    if (r.unit, r.low, r.direction) == ("Y", 1, -1) and last is not None and last.granularity in ("month", "quarter"):
        year = base.year - 1 if r.base == "now" else None
        return resolve_same_period(SamePeriod(year, -1), frame)  # compared with a year ago: the same month of it
    if fine:
        return whole_days(Days(base, base), granularity, anchor)
    near, far = cal.shift(base, r.unit, r.direction * r.low), cal.shift(base, r.unit, r.direction * r.high)
    if r.base == "text" and frame.published and near > frame.published >= base and frame.tense != "ahead":
        near = far = frame.published  # three decades later, it still holds: until now
    if r.low != r.high:
        return whole_days(Days(min(near, far), max(near, far)), granularity, anchor)
    if r.unit == "Y" and r.low != int(r.low):
        return whole_days(cal.unit_of("M", near), "month", anchor)
    if r.unit in ("Y", "M", "DE", "CE"):
        days = cal.unit_of(r.unit if r.unit != "CE" else "Y", near)
        if r.unit == "DE":
            days = cal.unit_of("Y", near)
        if r.about and r.unit == "Y":
            days = Days(cal.years(days.start.year - 1).start, cal.years(days.end.year + 1).end)
        return whole_days(days, granularity, anchor)
    return whole_days(Days(near, near), "day", anchor)


def _base_in_text(r: Shift, frame: Frame) -> tuple[dt.date | None, str]:
    last = frame.last
    if r.unit in ("D", "W", "TH", "TM", "TS", "FN", "WE"):
        if frame.day:
            return frame.day, frame.told(frame.day)
        return (frame.now if not frame.narrative else None), "published"
    if last is not None and last.start is not None:
        return last.start, frame.told(last.start)
    return frame.now, "published"


def resolve_span(r: Span, frame: Frame) -> When:
    """A stretch up to now or from now."""
    spoken = frame.spoken
    if spoken != frame.told_on and (r.direction > 0 or r.unit in ("Y", *_COARSE_UNITS)):
        spoken = None  # a day of speech that the text does not name moves no years
    base, anchor = spoken or frame.published, "published" if spoken is None else frame.told(spoken)
    if r.base == "text" and frame.day:
        base, anchor = frame.day, frame.told(frame.day)
    granularity = cal.granularity_of(r.unit)
    if base is None:
        return unresolved(NO_PUBLICATION, granularity)
    if r.high is None:
        days: tuple[dt.date | None, dt.date | None] = (None, base) if r.direction < 0 else (base, None)
        return When(days[0], days[1], granularity, anchor)
    other = cal.shift(base, r.unit, r.direction * r.high)
    return whole_days(Days(min(base, other), max(base, other)), granularity, anchor)


def resolve_same_period(r: SamePeriod, frame: Frame) -> When:
    """The period last spoken of, in another year."""
    last = frame.last
    if last is not None and last.granularity in ("day", "time", "part-of-day") and frame.period and r.period:
        last = frame.period  # first-quarter profits on Tuesday … the same period of 2009
    if last is None or last.start is None or last.end is None:
        if frame.published is None or not r.moment:
            return unresolved(NO_ANCHOR, "month")
        now = cal.unit_of("M", frame.published)  # at the same time last year: the month of writing, a year before
        last = whole_days(now, "month", "published")
    assert last.start is not None and last.end is not None
    years = r.years if r.year is None else r.year - last.start.year
    start = cal.shift(last.start, "Y", years)
    end = cal.shift(last.end + DAY, "Y", years) - DAY if last.end.year < 9999 else last.end
    return whole_days(Days(start, end), last.granularity, frame.told(last.start))


def resolve_vague(r: Vague, frame: Frame) -> When:
    """Now, recently, to date: open at one end, or the day of publication."""
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
        return When(frame.last.start, now, "open", frame.told(frame.last.start))
    if r.kind == "now":
        if now is None:
            return unresolved(NO_PUBLICATION, "day", "PRESENT_REF")
        if frame.spoken is not None:
            return When(frame.spoken, frame.spoken, "day", frame.told(frame.spoken), "PRESENT_REF")
        return When(now, now, "day", "published", "PRESENT_REF")
    if now is None:
        return unresolved(NO_PUBLICATION, "open", "PAST_REF")
    return When(None, now, "open", "published", "PAST_REF")
