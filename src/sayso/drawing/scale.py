"""Scales of numbers and of days, with ticks on round values."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

_WIDE = 40.0  # a ratio above which a linear axis would press the small values together


@dataclass(frozen=True, slots=True)
class Scale:
    """Numbers to a stretch of the picture. ``folded``: by the logarithm of 1 + x, for values far apart."""

    low: float
    high: float
    left: float
    right: float
    folded: bool = False

    def at(self, value: float) -> float:
        """The place of a value, held within the stretch."""
        low, high, x = (_fold(v) if self.folded else v for v in (self.low, self.high, value))
        share = (x - low) / (high - low) if high > low else 0.5
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)

    def ticks(self) -> list[float]:
        """Round values to mark."""
        if self.folded:
            powers = [10.0**p for p in range(int(math.log10(max(self.high, 1))) + 1)]
            return [v for v in [0.0, *powers] if self.low <= v <= self.high]
        step = _round_step((self.high - self.low) / 6 or 1.0)
        first = math.ceil(self.low / step)
        return [n * step for n in range(first, math.floor(self.high / step) + 1)]


def scale(values: list[float], left: float, right: float) -> Scale:
    """A scale that holds all values, with air on both sides."""
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    positive = sorted(v for v in values if v > 0)
    if positive and low >= 0 and positive[-1] / positive[0] > _WIDE:
        return Scale(0.0, high * 1.3, left, right, folded=True)
    air = (high - low) * 0.08 or max(abs(high) * 0.2, 1.0)
    start = low - air
    if low >= 0 and (low < (high - low) * 1.5 or start < 0):
        start = 0.0
    return Scale(start, high + air, left, right)


@dataclass(frozen=True, slots=True)
class Days:
    """Days to a stretch of the picture."""

    first: dt.date
    last: dt.date
    left: float
    right: float

    def at(self, day: dt.date, *, end: bool = False) -> float:
        """The place where a day begins, or ``end`` s; held within the stretch."""
        span = (self.last - self.first).days + 1
        share = ((day - self.first).days + (1 if end else 0)) / span
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)

    def ticks(self) -> list[tuple[dt.date, str]]:
        """Days to mark, with their names."""
        span = (self.last - self.first).days + 1
        if span <= 16:
            step = max(1, span // 8)
            days = [self.first + dt.timedelta(days=n) for n in range(0, span, step)]
            return [(d, f"{d.day} {d:%b}") for d in days]
        if span <= 120:
            days = [self.first + dt.timedelta(days=n) for n in range(span)]
            every = [d for d in days if d.weekday() == 0]
            return [(d, f"{d.day} {d:%b}") for d in every[:: max(1, len(every) // 8)]]
        if span <= 366 * 3:
            months = [
                dt.date(y, m, 1)
                for y in range(self.first.year, self.last.year + 1)
                for m in range(1, 13)
                if self.first <= dt.date(y, m, 1) <= self.last
            ]
            return [(d, f"{d:%b} {d.year}") for d in months[:: max(1, len(months) // 8)]]
        years = [dt.date(y, 1, 1) for y in range(self.first.year + 1, self.last.year + 1)]
        return [(d, str(d.year)) for d in years[:: max(1, len(years) // 8)]]


def _fold(value: float) -> float:
    return math.log10(1 + max(value, 0.0))


def _round_step(rough: float) -> float:
    base = 10.0 ** math.floor(math.log10(rough))
    return next(base * m for m in (1, 2, 5, 10) if base * m >= rough * 0.999)
