"""Regions: what of a text layer is not body text. Each is marked with its kind, none is cut out.

Evidence is position, the shape of lines, the lexicon ``regions``, and repetition. Overlaps are settled by the
order in which the rules are asked: what a reader knows, furniture, datelines, titles, headings, repetition.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import replace

from sayso.encoders.analysis import Analysis
from sayso.model import Document, Extraction, Region

from .datelines import dateline, glued
from .furniture import credit_regions, line_regions, phrase_regions
from .headings import inner, titles, zone
from .lines import Line, lines
from .repetition import Repetition, across, within

__all__ = ["RegionExtractor", "Repetition", "regions"]


class _Marked:
    """Regions without overlap, in text order; the first to claim a stretch keeps it."""

    def __init__(self, first: Iterable[Region]) -> None:
        self.regions: list[tuple[int, int, Region]] = []
        self.add(first)

    def add(self, new: Iterable[Region]) -> None:
        for region in new:
            at = bisect_left(self.regions, (region.start,))
            before = self.regions[at - 1] if at else None
            after = self.regions[at] if at < len(self.regions) else None
            if before is not None and before[1] > region.start:
                continue
            if after is not None and after[0] < region.end:
                if region.kind != "caption" and after[0] > region.start:
                    continue
                if after[0] <= region.start:
                    continue
            if region.start < region.end:
                insort(self.regions, (region.start, region.end, region), key=lambda r: r[:2])

    def taken(self, found: Iterable[Line]) -> frozenset[int]:
        """Starts of the lines that a region covers at their beginning."""
        starts = {start for start, _, _ in self.regions}
        covered = set()
        for line in found:
            at = bisect_left(self.regions, (line.start + 1,))
            if line.start in starts or (at and self.regions[at - 1][1] > line.start):
                covered.add(line.start)
        return frozenset(covered)


def fold(text: str) -> str:
    """The text in lower case with every offset kept."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def regions(
    text: str,
    analysis: Analysis,
    known: Iterable[Region] = (),
    title: str | None = None,
    shared: frozenset[str] = frozenset(),
) -> tuple[Region, ...]:
    """All regions of a text layer in text order, without overlaps.

    ``known``: regions that a reader gave. ``title``: the report's title where it is known from elsewhere.
    ``shared``: lines that the outlet's reports share (:meth:`Repetition.furniture`).
    """
    found = lines(text, analysis.paragraphs)
    if not found:
        return tuple(known)
    above = zone(found)
    marked = _Marked(known)
    marked.add(across(found, shared))
    marked.add(line_regions(found, above))
    marked.add(credit_regions(text, found))
    marked.add(phrase_regions(text, fold(text), analysis.sentences))
    marked.add(r for r in map(dateline, found) if r is not None)
    given = frozenset(region.start for _, _, region in marked.regions if region.kind == "title")
    marked.add(titles(text, found, above, marked.taken(found), title, given))
    first = found[min(above, len(found) - 1)]
    marked.add(glued(text, first))
    taken = marked.taken(found)
    below = len(found)
    while below > above and not (found[below - 1].body and found[below - 1].start not in taken):
        below -= 1
    marked.add(within(found, taken, below))
    taken = marked.taken(found)
    if taken & {line.start for line in found[below:]}:  # furniture stands below the body: so do its headings
        marked.add(
            Region(line.start, line.end, "boilerplate", "below:heading")
            for line in found[max(below, 1) :]
            if line.start not in taken and line.heading and not line.ends_sentence
        )
        taken = marked.taken(found)
    marked.add(inner(found[:below], above, taken))
    return tuple(region for _, _, region in marked.regions)


class RegionExtractor:
    """Titles, bylines, datelines, captions and boilerplate."""

    name = "region"
    needs: tuple[str, ...] = ()
    gives: tuple[str, ...] = ("regions",)

    def extract(self, document: Document, analysis: Analysis, rows: Extraction) -> Extraction:
        """``rows`` with the document's regions, those of its reader included."""
        known = (*rows.regions, *(r for r in document.regions if r not in rows.regions))
        return replace(rows, regions=regions(document.text, analysis, known, document.title))
