"""Ties figures to the statement that holds them and to the figure that they are a part of."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.encoders.analysis import Analysis
from sayso.model import Document, Extraction, Figure, Span, Statement

_LOOK_BACK = 40  # figures before a part among which its whole is sought
_NEXT_WHOLE = 30  # characters between "12 of the" and "41 delegates"
_KINDS = frozenset(("share", "money", "age", "duration", "distance"))


@dataclass(frozen=True, slots=True)
class Contents:
    """The stretches of all statements' contents, by their beginning."""

    starts: tuple[int, ...]
    stretches: tuple[tuple[int, int, int, str], ...]  # start, end, size of the whole content, statement
    longest: int

    @classmethod
    def of(cls, statements: Sequence[Statement]) -> Contents:
        """The contents of these statements."""
        found = sorted(
            (quote.start, quote.end, sum(q.end - q.start for q in s.content), s.id)
            for s in statements
            for quote in s.content
        )
        return cls(tuple(f[0] for f in found), tuple(found), max((f[1] - f[0] for f in found), default=0))

    def innermost(self, start: int, end: int) -> str | None:
        """The statement of the smallest content that holds ``start..end``; ``None``: the outlet's own."""
        best: tuple[int, int, str] | None = None
        for n in range(bisect_right(self.starts, start) - 1, -1, -1):
            a, b, size, statement = self.stretches[n]
            if a < start - self.longest:
                break
            if end <= b and (best is None or size < best[0]):
                best = (size, n, statement)
        return None if best is None else best[2]


def whole_of(n: int, figures: Sequence[Figure], sentence: Span) -> str | None:
    """The figure of which the ``n``-th is a part: the total that follows in ``12 of the 41 delegates``, else the
    nearest before it in its sentence; never a smaller one. ``None`` where the report gives none."""
    part = figures[n]
    after = figures[n + 1] if n + 1 < len(figures) else None
    near = after is not None and after.counted == part.counted and after.start - part.end <= _NEXT_WHOLE
    if after is not None and near and after.start < sentence.end and after.kind != "part" and _holds(after, part):
        return after.id
    for other in reversed(figures[max(0, n - _LOOK_BACK) : n]):
        if other.start < sentence.start:
            return None
        if other.kind != "part" and _holds(other, part):
            return other.id
    return None


def _holds(whole: Figure, part: Figure) -> bool:
    """Whether ``part`` can be a part of ``whole``: the same kind of thing, and not more of it."""
    if part.measure != whole.measure and (part.measure in _KINDS or whole.measure in _KINDS):
        return False
    return whole.high is None or part.low is None or part.low <= whole.high


def link_figures(document: Document, analysis: Analysis, rows: Extraction) -> Extraction:
    """``rows`` with each figure's ``statement`` and ``part_of`` filled."""
    del document
    contents = Contents.of(rows.statements)
    starts = [s.start for s in analysis.sentences]
    linked = []
    for n, figure in enumerate(rows.figures):
        at = bisect_right(starts, figure.start) - 1
        whole = whole_of(n, rows.figures, analysis.sentences[at]) if figure.kind == "part" and at >= 0 else None
        statement = contents.innermost(figure.start, figure.end)
        same = statement == figure.statement and whole == figure.part_of
        linked.append(figure if same else replace(figure, statement=statement, part_of=whole))
    return replace(rows, figures=tuple(linked))
