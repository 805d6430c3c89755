"""The index of shared wordings: every run of five words is a number, and reports that share numbers are paired.

Winnowing (Schleimer, Wilkerson, Aiken 2003, "Winnowing: local algorithms for document fingerprinting") keeps
the least number of every four neighbours, so that each shared run of eight words or more leaves a trace.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .words import Numbers

LENGTH = 5  # words in a shingle
WINDOW = 4
EVERYONE = 12  # a number in more reports than this is paired with the earliest ones and the neighbours only
FIRST = 3
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)


def shingles(forms: Numbers, length: int = LENGTH) -> Numbers:
    """One number for every run of ``length`` words; empty when there are fewer."""
    count = len(forms) - length + 1
    if count <= 0:
        return np.zeros(0, np.uint64)
    total = np.zeros(count, np.uint64)
    with np.errstate(over="ignore"):
        for i in range(length):
            total = (total ^ forms[i : i + count]) * _PRIME
            total ^= total >> np.uint64(29)
        total *= _MIX
        total ^= total >> np.uint64(32)
    return total


def traces(numbers: Numbers, window: int = WINDOW) -> Numbers:
    """The numbers that winnowing keeps, sorted and each once."""
    if len(numbers) <= window:
        return np.unique(numbers)
    return np.unique(np.lib.stride_tricks.sliding_window_view(numbers, window).min(axis=1))


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of reports by rank, ``a`` < ``b``, with how many numbers they share."""

    a: NDArray[np.int64]
    b: NDArray[np.int64]
    shared: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.a)


NO_PAIRS = Pairs(*(np.zeros(0, np.int64) for _ in range(3)))


def pair_up(
    numbers: Numbers, ranks: NDArray[np.int64], count: int, *, everyone: int = EVERYONE, first: int = FIRST
) -> Pairs:
    """Pairs of reports that share numbers.

    ``numbers`` and ``ranks`` run in parallel, by rank: one entry for every number of every report. ``count``: reports.
    A number in more than ``everyone`` reports pairs each with the ``first`` ones and with its two neighbours in
    rank, not with all: a wire's many copies hang on their earliest members, and the cost stays linear.
    """
    order = np.argsort(numbers, kind="stable")
    numbers, ranks = numbers[order], ranks[order]
    del order
    same = numbers[1:] == numbers[:-1]
    shared = np.zeros(len(numbers), np.bool_)
    shared[1:] |= same
    shared[:-1] |= same
    numbers, ranks = numbers[shared], ranks[shared]  # most numbers are in one report only
    if not len(numbers):
        return NO_PAIRS
    opens = np.ones(len(numbers), np.bool_)
    opens[1:] = numbers[1:] != numbers[:-1]
    del numbers, same, shared
    begins = np.flatnonzero(opens)
    sizes = np.diff(np.append(begins, len(opens)))
    begin, size_of = np.repeat(begins, sizes), np.repeat(sizes.astype(np.int32), sizes)
    place = (np.arange(len(opens)) - begin).astype(np.int32)
    total = _Counts()
    for back in range(1, everyone):
        at = np.flatnonzero((place >= back) & ((size_of <= everyone) | (back <= 2)))
        if not len(at):
            break
        total.add(ranks[at - back] * count + ranks[at])
    for offset in range(first):
        at = np.flatnonzero((size_of > everyone) & (place > offset + 2))
        total.add(ranks[begin[at] + offset] * count + ranks[at])
    return Pairs(total.keys // count, total.keys % count, total.counts)


class _Counts:
    """How often each key came, counted batch by batch: the batches of a large case together would need much room."""

    def __init__(self) -> None:
        self.keys: NDArray[np.int64] = np.zeros(0, np.int64)
        self.counts: NDArray[np.int64] = np.zeros(0, np.int64)

    def add(self, batch: NDArray[np.int64]) -> None:
        """Count a batch."""
        if not len(batch):
            return
        found, counts = np.unique(batch, return_counts=True)
        keys = np.concatenate((self.keys, found))
        counts = np.concatenate((self.counts, counts))
        order = np.argsort(keys, kind="stable")  # two sorted runs: a merge
        keys, counts = keys[order], counts[order]
        opens = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
        self.keys, self.counts = keys[opens], np.add.reduceat(counts, opens)
