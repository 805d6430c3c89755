"""The index over all reports: which passages are common property, which reports may repeat each other, which
tell of the same event. Made from prints alone, in whole-array steps, so that it costs little to make again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .prints import Print
from .reports import Listed
from .shingles import Pairs, pair_up
from .words import form_of

OCCASIONS = 3  # a passage met on so many occasions is background or furniture, and joins nothing
APART = 4  # days between two occasions
SAME_TEXT = 0.4  # share of the longer report's traces: copies of one text are one occasion
REPEATS = 3  # undated reports of one outlet with the same passage
LEAST_TRACES = 2
NEAR = 14  # days between reports of one event
FOREIGN, FOREIGN_NAMES, FOREIGN_NUMBERS = 0.2, 3, 2  # likeness given to reports in two languages of one event
_PRIOR = 1000  # reports of other things that a small case is imagined among, so that its one subject still counts
_RARE = 0.02  # share of the reports that may hold a term which proposes pairs
STEP = 0.05  # likeness is told no finer, so that it outlasts small changes of the case
_NONE = np.int64(-10_000_000)


Vector = tuple[NDArray[np.uint64], NDArray[np.float64]]  # terms and their weights; of length one


@dataclass(frozen=True, slots=True)
class Index:
    """``common``: for each report which of its traces are common property. Ranks are places in ``order``."""

    order: tuple[Listed, ...]
    prints: tuple[Print, ...]
    common: tuple[NDArray[np.bool_], ...]
    verbatim: Pairs  # share two traces or more that are nobody's furniture
    alike: tuple[tuple[int, int, float], ...]  # proposed by rare terms, with the cosine of their terms
    vectors: tuple[Vector, ...] = ()
    particulars: tuple[Vector, ...] = ()  # names and numbers with their weights

    def shared_particulars(self, a: int, b: int) -> float:
        """How much of the names and numbers of the one of two reports that has less of them is in the other too, by
        how rare they are, in steps."""
        mine, theirs = self.particulars[a], self.particulars[b]
        _, i, _ = np.intersect1d(mine[0], theirs[0], assume_unique=True, return_indices=True)
        whole = min(float(mine[1].sum()), float(theirs[1].sum()))
        return round(float(mine[1][i].sum()) / whole / STEP) * STEP if whole else 0.0

    def likeness(self, a: int, b: int) -> float:
        """The cosine of the terms of any two reports, in steps."""
        return round(_cosine(self.vectors[a], self.vectors[b]) / STEP) * STEP


def build_index(
    order: Sequence[Listed], prints: Sequence[Print], entities: Sequence[frozenset[str]] | None = None
) -> Index:
    """The index of reports in their order of rank; ``entities``: those that each report names."""
    if not order:
        return Index((), (), (), Pairs(*(np.zeros(0, np.int64),) * 3), ())
    vectors = term_vectors(prints)
    numbers = np.concatenate([p.traces for p in prints])
    sizes = np.asarray([len(p.traces) for p in prints])
    met = _met_again(numbers)  # most numbers are in one report only, and need no further look
    common = np.zeros(len(numbers), np.bool_)
    numbers, ranks = numbers[met], _ranks(sizes, met)
    often = _common(numbers, ranks, sizes, order)
    common[met[often]] = True
    found = pair_up(numbers[~often], ranks[~often], len(prints))
    enough = found.shared >= LEAST_TRACES
    verbatim = Pairs(found.a[enough], found.b[enough], found.shared[enough])
    del numbers, ranks, met, often, found, enough  # what follows needs the room
    return Index(
        tuple(order),
        tuple(prints),
        tuple(np.split(common, np.cumsum(sizes)[:-1])),
        verbatim,
        _alike(order, prints, vectors) + _foreign(order, prints, entities or [frozenset()] * len(order)),
        tuple(vectors),
        tuple(_particulars(prints)),
    )


def _days(order: Sequence[Listed]) -> NDArray[np.int64]:
    return np.asarray([r.day.toordinal() if r.day else _NONE for r in order], np.int64)


def _met_again(numbers: NDArray[np.uint64], most: int | None = None) -> NDArray[np.int64]:
    """The places, rising, of numbers that are there more than once, and no more than ``most`` times."""
    order = np.argsort(numbers, kind="stable")
    n = numbers[order]
    opens = np.flatnonzero(np.append(len(n) > 0, n[1:] != n[:-1]))
    del n
    times = np.diff(np.append(opens, len(order)))
    wanted = times > 1 if most is None else (times > 1) & (times <= most)
    return np.sort(order[np.repeat(wanted, times)])


def _ranks(sizes: Sequence[int] | NDArray[np.int64], places: NDArray[np.int64]) -> NDArray[np.int64]:
    """The rank of the report that each place belongs to, of reports with so many places each."""
    return np.searchsorted(np.cumsum(sizes), places, side="right")


def _common(
    numbers: NDArray[np.uint64], ranks: NDArray[np.int64], sizes: NDArray[np.int64], order: Sequence[Listed]
) -> NDArray[np.bool_]:
    """Which entries belong to passages met on several occasions, or in several undated reports of one outlet.
    ``sizes``: how many numbers each report has, those met nowhere else with them."""
    days = _occasion(numbers, ranks, sizes, _days(order))[ranks]
    dated = days > _NONE
    out = np.zeros(len(numbers), np.bool_)
    out[dated] = _often(numbers[dated], days[dated], APART, OCCASIONS)
    outlets = {name: n for n, name in enumerate(sorted({r.outlet for r in order if r.outlet}))}
    outlet = np.asarray([outlets.get(r.outlet or "", -1) for r in order])[ranks]
    undated = ~dated & (outlet >= 0)
    with np.errstate(over="ignore"):
        of_outlet = (outlet[undated].astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    out[undated] = _often(numbers[undated] ^ of_outlet, ranks[undated], 1, REPEATS)
    return out


def _occasion(
    numbers: NDArray[np.uint64], ranks: NDArray[np.int64], sizes: NDArray[np.int64], days: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The day of each report, for a report that is mostly another's words the day of the earliest of these."""
    pairs = pair_up(numbers, ranks, len(days))
    same = pairs.shared >= SAME_TEXT * np.maximum(sizes[pairs.a], sizes[pairs.b])
    out = days.copy()
    for a, b in zip(pairs.a[same].tolist(), pairs.b[same].tolist(), strict=True):  # by rank: the earliest comes first
        if out[a] > _NONE and out[b] > _NONE:
            out[b] = min(out[a], out[b])
    return out


def _often(numbers: NDArray[np.uint64], places: NDArray[np.int64], apart: int, least: int) -> NDArray[np.bool_]:
    """Which entries' numbers occur at ``least`` places (two or more) that are ``apart`` from each other."""
    out = np.zeros(len(numbers), np.bool_)
    if not len(numbers):
        return out
    order = np.lexsort((places, numbers))
    n = numbers[order]
    opens = np.ones(len(n), np.bool_)
    opens[1:] = n[1:] != n[:-1]
    del n
    new = opens.copy()
    new[1:] |= np.diff(places[order]) >= apart
    group = np.cumsum(opens) - 1
    occasions = np.bincount(group, new)
    out[order] = occasions[group] >= least
    return out


def _alike(
    order: Sequence[Listed], prints: Sequence[Print], vectors: Sequence[Vector]
) -> tuple[tuple[int, int, float], ...]:
    """Pairs near in time that share rare terms, names or numbers, with the cosine of their terms."""
    total = len(prints)
    numbers = np.concatenate([part for p in prints for part in (p.terms, p.numbers)])
    rare = _met_again(numbers, max(24, int(total * _RARE)))
    numbers, ranks = numbers[rare], _ranks([len(p.terms) + len(p.numbers) for p in prints], rare)
    del rare
    pairs = pair_up(numbers, ranks, total, everyone=8, first=0)
    days = _days(order)
    known = (days[pairs.a] > _NONE) & (days[pairs.b] > _NONE)
    near = ~known | (np.abs(days[pairs.a] - days[pairs.b]) <= NEAR)
    chosen = near & (pairs.shared >= 4)
    out = []
    for a, b in zip(pairs.a[chosen].tolist(), pairs.b[chosen].tolist(), strict=True):
        like = _cosine(vectors[a], vectors[b])
        out.append((a, b, round(like / STEP) * STEP))
    return tuple(out)


def _foreign(
    order: Sequence[Listed], prints: Sequence[Print], entities: Sequence[frozenset[str]]
) -> tuple[tuple[int, int, float], ...]:
    """Pairs in two languages, near in time, that name the same entities, or the same in other letters, and share
    numbers."""
    if len({r.language for r in order}) < 2:
        return ()
    features = [np.union1d(p.spelled, np.asarray([form_of(e) for e in names], np.uint64))
                for p, names in zip(prints, entities, strict=True)]  # fmt: skip
    ranks = np.repeat(np.arange(len(order)), [len(f) for f in features])
    pairs = pair_up(np.concatenate(features), ranks, len(order), first=0)
    out = []
    for a, b, shared in zip(pairs.a.tolist(), pairs.b.tolist(), pairs.shared.tolist(), strict=True):
        gap = days_between(order[a].day, order[b].day)
        if order[a].language == order[b].language or shared < FOREIGN_NAMES or (gap is not None and abs(gap) > NEAR):
            continue
        numbers = len(np.intersect1d(prints[a].numbers, prints[b].numbers, assume_unique=True))
        if numbers >= FOREIGN_NUMBERS:
            out.append((a, b, FOREIGN))
    return tuple(out)


def term_vectors(prints: Sequence[Print]) -> list[Vector]:
    """Unit vectors of the terms of each report: 1 + log of the count, by how rare the term is."""
    if not prints:
        return []
    terms, weight = _rarity([p.terms for p in prints])
    out: list[Vector] = []
    for p in prints:
        values = (1 + np.log(np.maximum(p.counts, 1))) * weight[np.searchsorted(terms, p.terms)]
        values[np.isin(p.terms, p.names)] *= 1.5
        norm = float(np.linalg.norm(values))
        out.append((p.terms, values / norm if norm else values))
    return out


def _particulars(prints: Sequence[Print]) -> list[Vector]:
    """The names and numbers of each report, by how rare they are."""
    found = [np.union1d(p.names, p.numbers) for p in prints]
    features, weight = _rarity(found)
    return [(f, weight[np.searchsorted(features, f)]) for f in found]


def _rarity(found: Sequence[NDArray[np.uint64]]) -> Vector:
    """All features of the reports and how much each tells."""
    features, counts = np.unique(np.concatenate(found), return_counts=True)
    size = 1 << (max(len(found), _PRIOR) - 1).bit_length()  # a few reports more change no likeness
    often = np.exp2(np.floor(np.log2(counts)))  # in doublings, so that a few reports more change few weights
    return features, np.log1p(size / often)


def _cosine(a: Vector, b: Vector) -> float:
    _, i, j = np.intersect1d(a[0], b[0], assume_unique=True, return_indices=True)
    return float(a[1][i] @ b[1][j]) if len(i) else 0.0


def days_between(a: dt.date | None, b: dt.date | None) -> int | None:
    """Days from ``a`` to ``b``; ``None`` where one is not known."""
    return (b - a).days if a and b else None
