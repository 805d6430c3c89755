"""Ties figures to the statement that holds them and to the figure that they are a part of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.encoders.analysis import Analysis
from sayso.model import Document, Extraction, Figure, Span, Statement

_SAME = 2000  # characters within which a part looks back for its whole


def innermost(figure: Figure, statements: Sequence[Statement]) -> str | None:
    """The id of the shortest statement whose content holds the figure; ``None``: the outlet's own."""
    best: tuple[int, int, str] | None = None
    for n, statement in enumerate(statements):
        for quote in statement.content:
            if quote.start <= figure.start and figure.end <= quote.end:
                size = sum(q.end - q.start for q in statement.content)
                if best is None or size < best[0]:
                    best = (size, n, statement.id)
    return None if best is None else best[2]


def whole_of(n: int, figures: Sequence[Figure], sentences: Sequence[Span]) -> str | None:
    """The figure of which the ``n``-th is a part: the nearest before it in its sentence, or the total that follows
    in ``12 of the 41 delegates``; never one that is smaller. ``None`` where the report gives none."""
    part = figures[n]
    here = next((s for s in sentences if s.start <= part.start < s.end), None)
    if here is None:
        return None
    candidates = [f for f in figures[n + 1 : n + 2] if f.start < here.end and f.start - part.end <= _inner(part, f)]
    candidates += [f for f in reversed(figures[:n]) if f.start >= here.start]
    for other in candidates:
        if other.kind != "part" and _holds(other, part):
            return other.id
    return None


def _inner(part: Figure, other: Figure) -> int:
    return 30 if part.counted == other.counted else 0


def _holds(whole: Figure, part: Figure) -> bool:
    """Whether ``part`` can be a part of ``whole``: the same kind of thing, and not more of it."""
    if part.measure in ("share", "money", "age", "duration", "distance") and part.measure != whole.measure:
        return False
    if whole.measure in ("share", "money", "age", "duration", "distance") and part.measure != whole.measure:
        return False
    return whole.high is None or part.low is None or part.low <= whole.high


def link_figures(document: Document, analysis: Analysis, rows: Extraction) -> Extraction:
    """``rows`` with each figure's ``statement`` and ``part_of`` filled."""
    del document
    linked = tuple(
        replace(
            figure,
            statement=innermost(figure, rows.statements),
            part_of=whole_of(n, rows.figures, analysis.sentences) if figure.kind == "part" else None,
        )
        for n, figure in enumerate(rows.figures)
    )
    return replace(rows, figures=linked)
