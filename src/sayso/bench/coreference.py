"""Scores of coreference: MUC, B-cubed, CEAF-e and their mean (CoNLL 2012), on gold mentions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping

import numpy as np

Chains = Mapping[Hashable, Hashable]


def _sets(chains: Chains) -> list[set[Hashable]]:
    found: dict[Hashable, set[Hashable]] = defaultdict(set)
    for mention, chain in chains.items():
        found[chain].add(mention)
    return list(found.values())


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _muc(key: Chains, answer: Chains) -> float:
    """Recall of links (Vilain et al. 1995)."""
    links = total = 0
    for chain in _sets(key):
        parts = len({answer[m] for m in chain})
        links += len(chain) - parts
        total += len(chain) - 1
    return links / total if total else 0.0


def _b_cubed(key: Chains, answer: Chains) -> float:
    """Mean recall of a mention's chain (Bagga and Baldwin 1998)."""
    sizes = Counter(key.values())
    both = Counter((key[m], answer[m]) for m in key)
    return sum(n * n / sizes[k] for (k, _), n in both.items()) / len(key)


def _ceaf(key: Chains, answer: Chains) -> tuple[float, float]:
    """Precision and recall of the best alignment of chains under the entity measure (Luo 2005)."""
    left, right = Counter(key.values()), Counter(answer.values())
    both = Counter((key[m], answer[m]) for m in key)
    rows = {k: i for i, k in enumerate(left)}
    columns = {k: i for i, k in enumerate(right)}
    size = max(len(rows), len(columns))
    weight = np.zeros((size, size))
    for (a, b), n in both.items():
        weight[rows[a], columns[b]] = 2 * n / (left[a] + right[b])
    total = float(weight[np.arange(size), assignment(-weight)].sum())
    return total / len(columns), total / len(rows)


def assignment(cost: np.ndarray) -> np.ndarray:
    """For each row its column in the assignment of least cost (Hungarian method, O(n^3))."""
    n = cost.shape[0]
    u, v = np.zeros(n + 1), np.zeros(n + 1)
    match = np.zeros(n + 1, dtype=int)
    way = np.zeros(n + 1, dtype=int)
    for i in range(1, n + 1):
        match[0] = i
        j = 0
        least = np.full(n + 1, np.inf)
        used = np.zeros(n + 1, dtype=bool)
        while True:
            used[j] = True
            row = match[j]
            free = ~used
            free[0] = False
            gap = cost[row - 1] - u[row] - v[1:]
            better = free[1:] & (gap < least[1:])
            least[1:][better] = gap[better]
            way[1:][better] = j
            candidates = np.where(free, least, np.inf)
            nearest = int(candidates.argmin())
            delta = candidates[nearest]
            u[match[used]] += delta
            v[used] -= delta
            least[~used] -= delta
            j = nearest
            if match[j] == 0:
                break
        while j:
            before = int(way[j])
            match[j] = match[before]
            j = before
    found = np.zeros(n, dtype=int)
    found[match[1:] - 1] = np.arange(n)
    return found


def scores(key: Chains, answer: Chains) -> dict[str, float]:
    """F1 of the three measures and their mean, rounded to four digits."""
    muc = _f1(_muc(answer, key), _muc(key, answer))
    b = _f1(_b_cubed(answer, key), _b_cubed(key, answer))
    ceaf = _f1(*_ceaf(key, answer))
    parts = {"muc": muc, "b_cubed": b, "ceaf_e": ceaf, "conll": (muc + b + ceaf) / 3}
    return {name: round(value, 4) for name, value in parts.items()}
