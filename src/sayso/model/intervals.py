"""Intervals of numbers and of days. ``None`` is an open end."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed interval of numbers; an open end is ``None``."""

    low: float | None
    high: float | None

    def __post_init__(self) -> None:
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"not an interval: {self.low}..{self.high}")

    def overlaps(self, other: Interval) -> bool:
        """Whether some number lies in both."""
        return not (_below(self, other) or _below(other, self))

    def within(self, other: Interval) -> bool:
        """Whether every number of this interval lies in the other."""
        low = other.low is None or (self.low is not None and self.low >= other.low)
        high = other.high is None or (self.high is not None and self.high <= other.high)
        return low and high


def _below(a: Interval, b: Interval) -> bool:
    return a.high is not None and b.low is not None and a.high < b.low


@dataclass(frozen=True, slots=True)
class Days:
    """A closed interval of calendar days; an open end is ``None``."""

    start: dt.date | None
    end: dt.date | None

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.start > self.end:
            raise ValueError(f"not an interval of days: {self.start}..{self.end}")

    def overlaps(self, other: Days) -> bool:
        """Whether some day lies in both."""
        before = self.end is not None and other.start is not None and self.end < other.start
        after = other.end is not None and self.start is not None and other.end < self.start
        return not (before or after)
