"""Passages that two reports share, word for word, to their full length."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sayso.lexicon.pronouns import FIRST

from .shingles import LENGTH, shingles
from .words import Wording, form_of

_SPEAKER = np.asarray(sorted(form_of(w) for w in FIRST), np.uint64)
_OFTEN = 6  # a run of five words that occurs more often within one report is matched this many times at most


# Words. Two reports of one event share runs of six words or so by chance: names, set phrases, what a thing is called.
_CHANCE, _POWER = 6, 1.5
_QUOTED, _TOLD = 0.2, 3  # what a quoted word counts, in a run with so many words of the reporter


@dataclass(frozen=True, slots=True)
class Run:
    """A shared run: word indices in either report.

    Words that are common property stand in its midst and count nowhere but in ``length``. ``outside``: its longest part
    outside quotation marks; ``unquoted``, ``quoted``: its words outside and inside of them.
    """

    a: int
    b: int
    length: int
    outside: int
    unquoted: int
    quoted: int

    @property
    def telling(self) -> float:
        """Its words as evidence: a quotation counts little, and nothing without the reporter's words around it."""
        return self.unquoted + (_QUOTED * self.quoted if self.unquoted >= _TOLD else 0.0)


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
        return max((r.quoted for r in self.runs), default=0)

    @property
    def strength(self) -> float:
        """The length of the one run outside quotation marks that would tell as much as all runs together, in words.

        A run tells by what it has above chance, to the power of one and a half: one run of twenty words tells more
        than three of ten.
        """
        found = sum((r.telling - _CHANCE) ** _POWER for r in self.runs if r.telling > _CHANCE)
        return round(float(_CHANCE + found ** (1 / _POWER)), 2)

    def words(self) -> int:
        """All words that are shared, quoted or not."""
        return sum(r.unquoted + r.quoted for r in self.runs)

    def total(self, least: int = 1) -> int:
        """Words outside quotation marks in runs of which ``least`` or more stand outside."""
        return sum(r.unquoted for r in self.runs if r.outside >= least)

    def in_order(self) -> float:
        """Share of neighbouring runs that stand in the same order in the other report; 1 with fewer than two."""
        steps = [x.b < y.b for x, y in zip(self.runs, self.runs[1:], strict=False)]
        return sum(steps) / len(steps) if steps else 1.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A body made ready to be laid beside others: what :func:`align` needs of it, worked out once.

    ``gone``: words that are common property (``worn``: there are such); ``first``: words in which a speaker speaks of
    himself; ``numbers``: its shingles in rising order, those of common property alone left out, with the places ``at``.
    """

    wording: Wording
    gone: NDArray[np.bool_]
    worn: bool
    first: NDArray[np.bool_]
    numbers: NDArray[np.uint64]
    at: NDArray[np.int64]

    @classmethod
    def of(cls, words: Wording, gone: NDArray[np.bool_] | None = None) -> Sheet:
        """The sheet of a body without the words that are common property."""
        numbers = shingles(words.forms)
        worn = gone is not None and bool(gone.any())
        at = np.arange(len(numbers))
        if gone is None:
            gone = np.zeros(len(words), np.bool_)
        if worn and len(numbers):
            at = np.flatnonzero(~np.lib.stride_tricks.sliding_window_view(gone, LENGTH).all(axis=1))
        order = at[np.argsort(numbers[at], kind="stable")]
        return cls(words, gone, worn, np.isin(words.forms, _SPEAKER), numbers[order], order)


def align(
    a: Wording, b: Wording, drop_a: NDArray[np.bool_] | None = None, drop_b: NDArray[np.bool_] | None = None
) -> Alignment:
    """The alignment of two bodies; dropped words are common property."""
    return lay(Sheet.of(a, drop_a), Sheet.of(b, drop_b))


def lay(a: Sheet, b: Sheet, least: int = LENGTH) -> Alignment:
    """All maximal shared runs of ``least`` words or more.

    Words of common property make no run, but a few in the midst of one do not break it.
    """
    matches_a, matches_b = _matches(a, b)
    if not len(matches_a):
        return Alignment(())
    diagonal = matches_a - matches_b
    order = np.lexsort((matches_a, diagonal))
    i, d = matches_a[order], diagonal[order]
    opens = np.ones(len(i), np.bool_)
    opens[1:] = (d[1:] != d[:-1]) | (i[1:] != i[:-1] + 1)
    first = np.flatnonzero(opens)
    sizes = (np.diff(np.append(first, len(i))) + LENGTH - 1).tolist()
    found = zip(sizes, i[first].tolist(), d[first].tolist(), strict=True)
    taken_a, taken_b = np.zeros(len(a.gone), np.bool_), np.zeros(len(b.gone), np.bool_)
    worn = a.worn or b.worn
    runs: list[Run] = []
    for size, start, gap in sorted(found, key=lambda x: (-x[0], x[1], x[2])):
        for x, y, n in _free(start, start - gap, size, taken_a, taken_b):
            common = a.gone[x : x + n] | b.gone[y : y + n]
            for first_own, end in _own(common) if worn else ((0, n),):
                if (int((~common[first_own:end]).sum()) if worn else n) < least:
                    continue
                at, to = slice(x + first_own, x + end), slice(y + first_own, y + end)
                taken_a[at] = True
                taken_b[to] = True
                quoted = _spoken(a.first[at], a.wording.quoted[at] | b.wording.quoted[to])
                runs.append(_run(x + first_own, y + first_own, common[first_own:end], quoted))
    return Alignment(tuple(sorted(runs, key=lambda r: (r.a, r.b))))


def _matches(a: Sheet, b: Sheet) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Positions of equal numbers in either body."""
    low = np.searchsorted(b.numbers, a.numbers, side="left")
    met = np.flatnonzero(b.numbers[np.minimum(low, len(b.numbers) - 1)] == a.numbers) if len(b.numbers) else low[:0]
    if not len(met):
        return met, met
    low = low[met]
    times = np.minimum(np.searchsorted(b.numbers, a.numbers[met], side="right") - low, _OFTEN)
    within = np.arange(int(times.sum())) - np.repeat(np.cumsum(times) - times, times)
    return a.at[np.repeat(met, times)], b.at[np.repeat(low, times) + within]


def _free(a: int, b: int, n: int, taken_a: NDArray[np.bool_], taken_b: NDArray[np.bool_]) -> list[tuple[int, int, int]]:
    """The parts of a run of which no word is used yet."""
    busy = taken_a[a : a + n] | taken_b[b : b + n]
    if not busy.any():
        return [(a, b, n)]
    edges = np.flatnonzero(np.diff(np.concatenate(([True], busy, [True])).astype(np.int8)))
    return [(a + int(s), b + int(s), int(e - s)) for s, e in zip(edges[::2], edges[1::2], strict=True)]


def _own(common: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The parts of a run that are more than common property: all between the first and the last word of its own, or
    the stretches between common ones where these are the greater part."""
    own = np.flatnonzero(~common)
    if len(own) == len(common):
        return [(0, len(common))]
    if 4 * len(own) >= 3 * len(common):
        return [(int(own[0]), int(own[-1]) + 1)]
    edges = np.flatnonzero(np.diff(np.concatenate(([True], common, [True])).astype(np.int8)))
    return [(int(s), int(e)) for s, e in zip(edges[::2], edges[1::2], strict=True)]


def _spoken(first: NDArray[np.bool_], quoted: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which words of a run stand inside quotation marks. A stretch beside a quotation that says `I` is speech as well:
    one of its marks was lost."""
    if not quoted.any() or quoted.all() or not first.any():
        return quoted
    edges = np.flatnonzero(np.diff(quoted.astype(np.int8))) + 1
    out = quoted.copy()
    for s, e in zip((0, *edges.tolist()), (*edges.tolist(), len(quoted)), strict=True):
        if not quoted[s] and first[s:e].any():
            out[s:e] = True
    return out


def _run(a: int, b: int, common: NDArray[np.bool_], inside: NDArray[np.bool_]) -> Run:
    own = inside[~common]
    quoted = int(own.sum())
    if not quoted:
        return Run(a, b, len(common), len(own), len(own), 0)
    edges = np.flatnonzero(np.diff(np.concatenate(([True], own, [True])).astype(np.int8)))
    stretches = edges[1::2] - edges[::2]
    return Run(a, b, len(common), int(stretches.max(initial=0)), len(own) - quoted, quoted)
