"""What a phrase says -> the days that it denotes, given the publication day and the text so far."""

from __future__ import annotations

from dataclasses import replace

from .. import calendar as cal
from ..calendar import DAY, Days
from ..readings import DayPart, Deictic, Nth, Pair, Partial, Plain, Reading, SamePeriod, Shift, Span, Unit, UpTo
from .dates import resolve_partial
from .frame import NO_TIME, NOT_A_DATE, VAGUE, Frame, When, unresolved, whole_days
from .pointing import (
    resolve_daypart,
    resolve_deictic,
    resolve_same_period,
    resolve_shift,
    resolve_span,
    resolve_unit,
    resolve_vague,
)

__all__ = ["Frame", "When", "resolve"]


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
        return resolve_partial(reading, frame)
    if isinstance(reading, Deictic):
        return resolve_deictic(reading, frame)
    if isinstance(reading, DayPart):
        return resolve_daypart(reading, frame)
    if isinstance(reading, Unit):
        return resolve_unit(reading, frame)
    if isinstance(reading, Shift):
        return resolve_shift(reading, frame)
    if isinstance(reading, Span):
        return resolve_span(reading, frame)
    if isinstance(reading, Nth):
        return _nth(reading, frame)
    if isinstance(reading, UpTo):
        return _up_to(reading, frame)
    if isinstance(reading, SamePeriod):
        return resolve_same_period(reading, frame)
    return resolve_vague(reading, frame)


def _nth(r: Nth, frame: Frame) -> When:
    of = _resolve(r.of, frame)
    if of.start is None or of.end is None:
        return replace(of, granularity=cal.granularity_of(r.unit))
    granularity = "day" if r.unit.startswith("d") else cal.granularity_of(r.unit)
    if r.n == 0:
        return whole_days(cal.unit_of(r.unit, of.start), granularity, of.anchor)
    if r.unit.startswith("d"):
        weekday = int(r.unit[1])
        if r.n > 0:
            first = of.start + DAY * ((weekday - 1 - of.start.weekday()) % 7)
            day = first + DAY * 7 * (r.n - 1)
        else:
            day = of.end - DAY * ((of.end.weekday() - weekday + 1) % 7)
        return whole_days(Days(day, day), granularity, of.anchor)
    if r.unit == "W" and of.granularity in ("month", "year", "quarter", "season"):
        # weeks run from Monday to Sunday; the first is the one with the period's fourth day (ISO 8601 for years)
        first, last = cal.week(of.start + DAY * 3).start, cal.week(of.end - DAY * 3).end
        start = first + DAY * 7 * (r.n - 1) if r.n > 0 else last + DAY - DAY * 7 * r.count
        return whole_days(Days(start, start + DAY * (7 * r.count - 1)), granularity, of.anchor)
    if r.n > 0:
        start = cal.shift(of.start, r.unit, r.n - 1)
        if r.unit == "WE":
            start = of.start + DAY * ((5 - of.start.weekday()) % 7) + DAY * 7 * (r.n - 1)
            return whole_days(Days(start, start + DAY), granularity, of.anchor)
        end = cal.shift(start, r.unit, r.count) - DAY
    else:
        end = of.end
        start = cal.shift(end + DAY, r.unit, -r.count)
        if r.unit == "WE":
            start = end - DAY * ((end.weekday() - 5) % 7)
            return whole_days(Days(start, start + DAY), granularity, of.anchor)
    return whole_days(
        Days(start, min(end, of.end) if end > of.end and start <= of.end else end), granularity, of.anchor
    )


def _up_to(r: UpTo, frame: Frame) -> When:
    of = _resolve(r.of, frame)
    if of.end is None:
        return of
    start = cal.shift(of.end + DAY, r.unit, -r.count)
    return whole_days(Days(start, of.end), cal.granularity_of(r.unit), of.anchor)


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
    if (
        first.start > last.end
        and isinstance(r.first, Partial)
        and (r.first.year is None or (isinstance(r.last, Partial) and r.first.year == r.last.year))
    ):
        first = replace(first, start=cal.shift(first.start, "Y", -1))
    if first.start is None or first.start > last.end:
        return unresolved(NOT_A_DATE, last.granularity)
    return When(first.start, last.end, last.granularity, last.anchor or first.anchor)
