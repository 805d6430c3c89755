"""Furniture by repetition: inside one report, and across the reports of one outlet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from sayso.model import Region
from sayso.text.sentences import paragraphs

from .lines import Line, lines

_LEAST = 4  # letters; shorter lines are cells of a table
_WITHIN = 3  # repetitions inside one report (2 in the part below the body)
_DOCUMENTS = 5  # reports of one outlet that must share a line
_SHARE = 0.02  # and the share of the outlet's reports that must have it
_EDGE = 0.2  # body-like lines count only where they stand in the first or last fifth
_AT_EDGE = 0.8


def within(found: Sequence[Line], taken: frozenset[int], below: int) -> Iterator[Region]:
    """Short lines that return inside one report. ``below``: index of the first line after the body."""
    counts = Counter(line.fold for line in found)
    low = Counter(line.fold for line in found[below:])
    for index, line in enumerate(found):
        often = counts[line.fold] >= _WITHIN or (index >= below and low[line.fold] > 1)
        if not often or line.start in taken or line.body or not line.heading:
            continue
        if sum(c.isalpha() for c in line.text) >= _LEAST and not line.text.rstrip().endswith((":", "?", "!")):
            yield Region(line.start, line.end, "boilerplate", "repeated:within")


class Repetition:
    """Counts the lines of an outlet's reports, one report at a time; memory grows with distinct lines.

    A line that many reports of one outlet share is that outlet's furniture. A wire's sentence that several
    outlets print is not: each outlet is counted alone. A body-like line counts only where it stands at an
    edge of the report nearly every time, so that a background sentence that an outlet likes to repeat
    (``The blast killed 11 workers.``) stays body text.
    """

    def __init__(self) -> None:
        self._reports = 0
        self._seen: Counter[str] = Counter()
        self._edge: Counter[str] = Counter()

    def add(self, text: str) -> None:
        """Count one report."""
        self._reports += 1
        own = lines(text, paragraphs(text))
        last = len(own) - 1
        for key, index in {line.fold: i for i, line in enumerate(own)}.items():
            self._seen[key] += 1
            if last > 0 and (index < _EDGE * last or index > (1 - _EDGE) * last):
                self._edge[key] += 1

    def furniture(self) -> frozenset[str]:
        """The folded lines that are furniture of this outlet."""
        least = max(_DOCUMENTS, _SHARE * self._reports)
        return frozenset(
            key for key, count in self._seen.items() if count >= least and self._edge[key] >= _AT_EDGE * count
        )


def across(found: Sequence[Line], shared: frozenset[str]) -> Iterator[Region]:
    """Regions of the lines that an outlet's reports share (``Repetition.furniture``)."""
    for line in found:
        if line.fold in shared:
            yield Region(line.start, line.end, "boilerplate", "repeated:across")
