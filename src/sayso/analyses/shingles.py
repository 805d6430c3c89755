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

    ``numbers`` and ``ranks`` run in parallel: one entry for every number of every report. ``count``: reports.
    A number in more than ``everyone`` reports pairs each with the ``first`` ones and with its two neighbours in
    rank, not with all: a wire's many copies hang on their earliest members, and the cost stays linear.
    """
    order = np.lexsort((ranks, numbers))
    numbers, ranks = numbers[order], ranks[order]
    if not len(numbers):
        return NO_PAIRS
    opens = np.empty(len(numbers), np.bool_)
    opens[0] = True
    opens[1:] = numbers[1:] != numbers[:-1]
    begins = np.flatnonzero(opens)
    group = np.cumsum(opens) - 1
    size = np.diff(np.append(begins, len(numbers)))
    place = np.arange(len(numbers)) - begins[group]
    keep = size[group] > 1
    ranks, place, size_of = ranks[keep], place[keep], size[group][keep]
    opens = place == 0
    begin = np.flatnonzero(opens)[np.cumsum(opens) - 1] if len(place) else np.zeros(0, np.int64)
    keys = []
    here = np.arange(len(ranks))
    for back in range(1, everyone):
        mask = (place >= back) & ((size_of <= everyone) | (back <= 2))
        if not mask.any():
            break
        keys.append(ranks[here[mask] - back] * count + ranks[mask])
    for offset in range(first):
        mask = (size_of > everyone) & (place > offset + 2)
        if mask.any():
            keys.append(ranks[begin[mask] + offset] * count + ranks[mask])
    if not keys:
        return NO_PAIRS
    found, shared = np.unique(np.concatenate(keys), return_counts=True)
    return Pairs(found // count, found % count, shared)
