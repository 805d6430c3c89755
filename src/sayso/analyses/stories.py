"""Stories: reports that tell of one event or repeat each other. Rows are compared within a story only."""

from __future__ import annotations

from collections.abc import Sequence

from .index import Index, days_between
from .reports import Listed

ALIKE = 0.18  # least likeness of two reports of one story
ALIKE_DAYS = 10
SPAN = 40  # days that likeness alone may stretch a story over
MANY = 400  # reports that likeness alone may gather


def stories(
    index: Index, verbatim: Sequence[tuple[int, int]], occasions: Sequence[tuple[int, int, float]] = ()
) -> list[list[int]]:
    """Ranks by story, each in order. ``verbatim``: pairs of which one repeats the other's words; ``occasions``: pairs
    of one occasion, with their likeness.

    Pairs join strongest first (Kruskal's order); likeness does not join what would grow beyond ``SPAN`` and
    ``MANY``, so that a long war is not one story.
    """
    parent = list(range(len(index.order)))
    size = [1] * len(parent)
    days = [r.day.toordinal() if r.day else None for r in index.order]
    first, last = list(days), list(days)

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    def join(a: int, b: int) -> None:
        a, b = sorted((root(a), root(b)))
        if a == b:
            return
        parent[b] = a
        size[a] += size[b]
        known = [d for d in (first[a], first[b]) if d is not None]
        first[a] = min(known, default=None)
        known = [d for d in (last[a], last[b]) if d is not None]
        last[a] = max(known, default=None)

    def span(a: int, b: int) -> int:
        known = [d for i in (root(a), root(b)) for d in (first[i], last[i]) if d is not None]
        return max(known) - min(known) if known else 0

    for a, b in sorted(verbatim):
        join(a, b)
    alike = [x for x in index.alike if x[2] >= ALIKE] + [(a, b, max(like, ALIKE)) for a, b, like in occasions]
    for a, b, _ in sorted(alike, key=lambda x: (-x[2], x[0], x[1])):
        if not _near(index.order[a], index.order[b]) or root(a) == root(b):
            continue
        if size[root(a)] + size[root(b)] <= MANY and span(a, b) <= SPAN:
            join(a, b)
    groups: dict[int, list[int]] = {}
    for i in range(len(parent)):
        groups.setdefault(root(i), []).append(i)
    return [groups[k] for k in sorted(groups)]


def _near(a: Listed, b: Listed) -> bool:
    gap = days_between(a.day, b.day)
    return gap is None or abs(gap) <= ALIKE_DAYS
