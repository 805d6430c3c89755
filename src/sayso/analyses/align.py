"""Passages that two reports share, word for word, to their full length."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .shingles import LENGTH, shingles
from .words import Words

_OFTEN = 6  # a run of five words that occurs more often within one report is matched this many times at most


@dataclass(frozen=True, slots=True)
class Run:
    """A shared run: word indices in either report. ``outside`` is its longest part outside quotation marks."""

    a: int
    b: int
    length: int
    outside: int
    unquoted: int  # its words outside quotation marks


@dataclass(frozen=True, slots=True)
class Alignment:
    """The shared runs of two reports, in the order of the first; no word of either is used twice."""

    runs: tuple[Run, ...]

    @property
    def longest(self) -> int:
        """The longest shared run outside quotation marks, in words."""
        return max((r.outside for r in self.runs), default=0)

    @property
    def longest_quoted(self) -> int:
        """The most words that one run shares inside quotation marks."""
        return max((r.length - r.unquoted for r in self.runs), default=0)

    def total(self, least: int = 1) -> int:
        """Words outside quotation marks in runs of which ``least`` or more stand outside."""
        return sum(r.unquoted for r in self.runs if r.outside >= least)

    def in_order(self) -> float:
        """Share of neighbouring runs that stand in the same order in the other report; 1 with fewer than two."""
        steps = [x.b < y.b for x, y in zip(self.runs, self.runs[1:], strict=False)]
        return sum(steps) / len(steps) if steps else 1.0


def align(
    a: Words,
    b: Words,
    drop_a: NDArray[np.bool_] | None = None,
    drop_b: NDArray[np.bool_] | None = None,
    least: int = LENGTH,
) -> Alignment:
    """All maximal shared runs of ``least`` words or more; words that are dropped match nothing."""
    matches_a, matches_b = _matches(_numbers(a, drop_a), _numbers(b, drop_b))
    if not len(matches_a):
        return Alignment(())
    diagonal = matches_a - matches_b
    order = np.lexsort((matches_a, diagonal))
    i, d = matches_a[order], diagonal[order]
    opens = np.ones(len(i), np.bool_)
    opens[1:] = (d[1:] != d[:-1]) | (i[1:] != i[:-1] + 1)
    first = np.flatnonzero(opens)
    sizes = np.diff(np.append(first, len(i))) + LENGTH - 1
    quoted = a.quoted, b.quoted
    taken_a, taken_b = np.zeros(len(a), np.bool_), np.zeros(len(b), np.bool_)
    runs: list[Run] = []
    for k in sorted(range(len(first)), key=lambda k: (-int(sizes[k]), int(i[first[k]]), int(d[first[k]]))):
        start_a = int(i[first[k]])
        start_b = start_a - int(d[first[k]])
        for x, y, n in _free(start_a, start_b, int(sizes[k]), taken_a, taken_b):
            if n < least:
                continue
            taken_a[x : x + n] = True
            taken_b[y : y + n] = True
            runs.append(_run(x, y, n, quoted))
    return Alignment(tuple(sorted(runs, key=lambda r: (r.a, r.b))))


def _numbers(words: Words, drop: NDArray[np.bool_] | None) -> NDArray[np.uint64]:
    numbers = shingles(words.forms)
    if drop is None or not drop.any():
        return numbers
    numbers = numbers.copy()
    gone = np.zeros(len(numbers), np.bool_)
    for k in range(LENGTH):
        gone |= drop[k : k + len(numbers)]
    numbers[gone] = 0
    return numbers


def _matches(a: NDArray[np.uint64], b: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Positions of equal numbers in either row; 0 matches nothing."""
    order = np.argsort(b, kind="stable")
    ordered = b[order]
    low = np.searchsorted(ordered, a, side="left")
    high = np.searchsorted(ordered, a, side="right")
    times = np.minimum(high - low, _OFTEN)
    times[a == 0] = 0
    hit = np.repeat(np.arange(len(a)), times)
    if not len(hit):
        return hit, hit
    within = np.arange(len(hit)) - np.repeat(np.cumsum(times) - times, times)
    return hit, order[np.repeat(low, times) + within].astype(np.int64)


def _free(a: int, b: int, n: int, taken_a: NDArray[np.bool_], taken_b: NDArray[np.bool_]) -> list[tuple[int, int, int]]:
    """The parts of a run of which no word is used yet."""
    busy = taken_a[a : a + n] | taken_b[b : b + n]
    if not busy.any():
        return [(a, b, n)]
    edges = np.flatnonzero(np.diff(np.concatenate(([True], busy, [True])).astype(np.int8)))
    return [(a + int(s), b + int(s), int(e - s)) for s, e in zip(edges[::2], edges[1::2], strict=True)]


def _run(a: int, b: int, n: int, quoted: tuple[NDArray[np.bool_], NDArray[np.bool_]]) -> Run:
    inside = quoted[0][a : a + n] | quoted[1][b : b + n]
    edges = np.flatnonzero(np.diff(np.concatenate(([True], inside, [True])).astype(np.int8)))
    stretches = edges[1::2] - edges[::2]
    return Run(a, b, n, int(stretches.max()) if len(stretches) else 0, int(n - inside.sum()))
