"""All temporal expressions of a text as TIMEX3: times, and the durations and sets that are no rows of the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from .extractor import JOINTS, Timed, times
from .readings import Pair, Partial
from .values import timex_value
from .words import Words


@dataclass(frozen=True, slots=True)
class Timex:
    """One expression with its TIMEX3 type and value, and the days it denotes where it denotes any."""

    start: int
    end: int
    text: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    from_: dt.date | None = None
    to: dt.date | None = None


def timex(text: str, published: dt.date | None = None) -> tuple[Timex, ...]:
    """The TIMEX3 expressions of a text in order. Two ends of a range are two expressions here."""
    words = Words(text)
    found: list[Timex] = []
    for t in times(words, published, join=False):
        for first, last, value, days in _ends(words, t):
            start, end = words.start(first), words.end(last - 1)
            found.append(Timex(start, end, text[start:end], _type(value), value, *days))
    return tuple(found)


_Days = tuple[dt.date | None, dt.date | None]


def _ends(words: Words, t: Timed) -> Iterator[tuple[int, int, str, _Days]]:
    """The expression, or its two ends with their words: ``22`` and ``25 April 1951`` of ``22-25 April 1951``."""
    value = timex_value(t.reading, t.when)
    if value is None:
        return
    start, end = t.when.start, t.when.end
    joint = next((i for i in range(t.first + 1, t.last - 1) if words.kind(i) in JOINTS), None)
    two = isinstance(t.reading, Pair) or (isinstance(t.reading, Partial) and t.reading.last_day and t.reading.day)
    if two and joint is not None and start is not None and end is not None:
        if isinstance(t.reading, Pair):
            yield t.first, joint, f"{start.year:04d}", (start, end)
            yield joint + 1, t.last, f"{end.year:04d}", (start, end)
        else:
            yield t.first, joint, start.isoformat(), (start, start)
            yield joint + 1, t.last, end.isoformat(), (end, end)
        return
    yield t.first, t.last, value, (start, end)


def _type(value: str) -> Literal["DATE", "TIME", "DURATION", "SET"]:
    if value.endswith("_REF"):
        return "DATE"
    if value.startswith("P"):
        return "DURATION"
    if value.startswith("XXXX") and value.strip("X-W") == "":
        return "SET"
    return "TIME" if "T" in value else "DATE"
