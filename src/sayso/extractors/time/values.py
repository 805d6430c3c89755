"""Days and readings as TIMEX3 values (TimeML 1.2.1: https://timeml.org/publications/timeMLdocs/timeml_1.2.1.html)."""

from __future__ import annotations

from .calendar import Days
from .readings import DayPart, Deictic, Nth, Pair, Partial, Plain, Reading, Span, Unit
from .resolve import When
from .units import duration_value


def timex_value(reading: Reading | Pair, when: When) -> str | None:
    """The TIMEX3 value of a resolved time, or that which it had before resolution failed."""
    if when.value is not None:
        return when.value
    if when.year is not None and when.start is None:
        return before_christ(reading, when)
    if isinstance(reading, Plain):
        return reading.value
    if isinstance(reading, Span):
        return duration_value(reading.unit, None if reading.vague else reading.high)
    if isinstance(reading, Unit) and reading.rolling:
        return duration_value(reading.unit, 1)
    if isinstance(reading, Nth) and reading.n and reading.unit in ("W", "M", "Y"):
        return duration_value(reading.unit, reading.count)
    days = when.whole or (Days(when.start, when.end) if when.start and when.end else None)
    if days is None:
        return None
    value = calendar_value(days, when.granularity)
    return value + _part_of_day(reading) if value and days.start == days.end else value


def _part_of_day(reading: Reading | Pair) -> str:
    if isinstance(reading, Partial) and reading.clock:
        return f"T{reading.clock}{_offset(reading.zone)}"
    if isinstance(reading, (Partial, Deictic, DayPart)) and reading.daypart:
        return reading.daypart if reading.daypart.startswith("T") else f"T{reading.daypart}"
    return ""


def _offset(zone: int | None) -> str:
    """Minutes east of UTC as ISO 8601 writes them."""
    if zone is None:
        return ""
    if zone == 0:
        return "Z"
    hours, minutes = divmod(abs(zone), 60)
    return f"{'+' if zone > 0 else '-'}{hours:02d}" + (f":{minutes:02d}" if minutes else "")


def calendar_value(days: Days, granularity: str) -> str:
    """The value of a whole period of the calendar; other days are an ISO 8601 interval."""
    start, end = days
    year = f"{start.year:04d}"
    if start == end:
        return start.isoformat()
    if granularity == "month" and _months(days) == 1:
        return f"{year}-{start.month:02d}"
    if granularity == "year" and _months(days) == 12 and start.month == 1:
        return year
    if granularity == "decade" and end.year - start.year == 9:
        return year[:3]
    if granularity == "century":
        return year[:2]
    if granularity == "quarter":
        return f"{year}-Q{(start.month + 2) // 3}"
    if granularity == "half":
        return f"{year}-H{1 if start.month == 1 else 2}"
    if granularity == "season":
        return f"{year}-{'WI SP SU FA'.split()[start.month % 12 // 3]}"
    if granularity == "week" and (end - start).days == 6:
        iso = start.isocalendar()
        return f"{iso.year:04d}-W{iso.week:02d}"
    if granularity == "weekend":
        iso = start.isocalendar()
        return f"{iso.year:04d}-W{iso.week:02d}-WE"
    return f"{start.isoformat()}/{end.isoformat()}"


def _months(days: Days) -> int:
    return (days.end.year - days.start.year) * 12 + days.end.month - days.start.month + 1


def before_christ(reading: Reading | Pair, when: When) -> str | None:
    """``BC0490``, ``BC0480-09``, ``BC0480-SP``; a decade and a century drop their last digits."""
    assert when.year is not None
    number = f"{-when.year:04d}"
    if when.granularity == "decade":
        return f"BC{number[:3]}"
    if when.granularity == "century":
        return f"BC{number[:2]}"
    value = f"BC{number}"
    if isinstance(reading, Partial):
        if reading.season:
            return f"{value}-{reading.season}"
        if reading.month:
            return f"{value}-{reading.month:02d}" + (f"-{reading.day:02d}" if reading.day else "")
    return value
