"""Whether two spellings are of one name: a learned alignment of letters.

The model cuts both spellings into small segments (``shch`` to ``щ``, ``w`` to ``v``) on the cheapest path; the
costs are negative log probabilities of segment pairs, learnt by Viterbi training of a memoryless transducer
(Ristad and Yianilos 1998) with segments of several letters. A small network weighs what the path shows.
``tools/train/names_matcher.py`` makes the weights, from name pairs of Wikidata (CC0).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from sayso.text.transliteration import cyrillic, fold, latin, romanise

FLOOR = 11.0  # nats: the cost of a pair of letters never seen together
SHAPES: tuple[tuple[int, int], ...] = (
    (1, 1), (2, 1), (1, 2), (3, 1), (2, 2), (1, 3), (4, 1), (3, 2), (1, 0), (0, 1),
)  # fmt: skip
_LONGEST = 40  # letters; longer words are cut


@dataclass(frozen=True, slots=True)
class Costs:
    """Segment pairs: joint cost, and the costs of the right segment given the left one and the reverse."""

    joint: Mapping[tuple[str, str], float]
    right: Mapping[tuple[str, str], float]
    left: Mapping[tuple[str, str], float]


Path = list[tuple[str, str]]


def align(joint: Mapping[tuple[str, str], float], a: str, b: str) -> tuple[float, Path]:
    """The cheapest way to cut both words into segment pairs, and its cost in nats."""
    n, m = len(a), len(b)
    best = [[math.inf] * (m + 1) for _ in range(n + 1)]
    came: list[list[tuple[int, int]]] = [[(0, 0)] * (m + 1) for _ in range(n + 1)]
    best[0][0] = 0.0
    for i in range(n + 1):
        row = best[i]
        for j in range(m + 1):
            here = row[j]
            if here == math.inf:
                continue
            for dx, dy in SHAPES:
                x, y = i + dx, j + dy
                if x > n or y > m:
                    continue
                cost = joint.get((a[i:x], b[j:y]))
                if cost is None:
                    if dx + dy > 2:
                        continue
                    cost = FLOOR
                if here + cost < best[x][y]:
                    best[x][y] = here + cost
                    came[x][y] = (dx, dy)
    path: Path = []
    i, j = n, m
    while i or j:
        dx, dy = came[i][j]
        path.append((a[i - dx : i], b[j - dy : j]))
        i, j = i - dx, j - dy
    path.reverse()
    return best[n][m], path


_VOWELS = frozenset("aeiouyаеёиоуыэюяіїє'ьъ")


def _vocal(segment: str) -> bool:
    return all(c in _VOWELS for c in segment)


def _pieces(word: str) -> set[str]:
    padded = f"^{word}$"
    return {padded[i : i + 2] for i in range(len(padded) - 1)}


def features(costs: Costs, a: str, b: str) -> tuple[float, ...]:
    """What the cheapest path shows, each number of the order of one."""
    total, path = align(costs.joint, a, b)
    right = [costs.right.get(p, FLOOR) for p in path]
    left = [costs.left.get(p, FLOOR) for p in path]
    each = [min(x, y) for x, y in zip(right, left, strict=True)]
    firm = [c for c, (x, y) in zip(each, path, strict=True) if not (_vocal(x) and _vocal(y))]
    worst = sorted(each, reverse=True)
    longest, shortest = max(len(a), len(b)), min(len(a), len(b))
    p, q = _pieces(a), _pieces(latin(b))
    return (
        total / longest / 4,
        sum(each) / longest,
        sum(right) / longest / 2,
        sum(left) / longest / 2,
        max(right) / 5,
        max(left) / 5,
        worst[0] / 5,
        (worst[1] if len(worst) > 1 else 0.0) / 5,
        (worst[2] if len(worst) > 2 else 0.0) / 5,
        max(firm, default=0.0) / 5,
        sum(firm) / longest,
        each[0] / 5,
        each[-1] / 5,
        sum(c > 3 for c in each) / 2,
        sum(x == FLOOR for x in right) / 2,
        sum(not x or not y for x, y in path) / 2,
        (longest - shortest) / longest,
        longest / 10,
        sum(each[: max(1, len(each) // 2)]) / longest,
        len(p & q) / len(p | q),
        float(len(path)) / longest,
    )


@dataclass(frozen=True, slots=True)
class Network:
    """One hidden layer of rectified units, one logistic output."""

    mean: Sequence[float]
    scale: Sequence[float]
    hidden: Sequence[Sequence[float]]  # per unit: weights, then bias
    output: Sequence[float]  # per unit, then bias

    def __call__(self, values: Sequence[float]) -> float:
        x = [(v - m) / s for v, m, s in zip(values, self.mean, self.scale, strict=True)]
        units = [max(0.0, sum(w * v for w, v in zip(row, x, strict=False)) + row[-1]) for row in self.hidden]
        z = sum(w * u for w, u in zip(self.output, units, strict=False)) + self.output[-1]
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))


@dataclass(frozen=True, slots=True)
class Matcher:
    """Costs and network of one pair of scripts."""

    costs: Costs
    network: Network

    def __call__(self, a: str, b: str) -> float:
        return self.network(features(self.costs, a, b))


def decode(raw: Mapping[str, object]) -> Matcher:
    """A matcher from its stored form."""
    joint: dict[tuple[str, str], float] = {}
    right: dict[tuple[str, str], float] = {}
    left: dict[tuple[str, str], float] = {}
    for a, b, cost, to_right, to_left in raw["segments"]:  # type: ignore[attr-defined]
        joint[(a, b)], right[(a, b)], left[(a, b)] = cost, to_right, to_left
    net = raw["network"]
    return Matcher(Costs(joint, right, left), Network(net["mean"], net["scale"], net["hidden"], net["output"]))  # type: ignore[index]


@cache
def _models() -> dict[str, Matcher]:
    path = files("sayso.resources") / "names_matcher.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    return {name: decode(model) for name, model in raw.items()}


def spelt(word: str) -> str:
    """The form of a word that the models read: lower case, letters only; Latin without accents."""
    low = word.lower() if cyrillic(word) else fold(word).text
    return "".join(c for c in low if c.isalpha())[:_LONGEST]


@lru_cache(maxsize=200_000)
def likeness(a: str, b: str) -> float:
    """Probability that two words are spellings of one name, at one hard negative a positive.

    Scripts other than Latin and Cyrillic count only when the words are equal.
    """
    x, y = spelt(a), spelt(b)
    if not x or not y:
        return 0.0
    if x == y:
        return 1.0
    if cyrillic(x) and cyrillic(y):
        x = spelt(romanise(x, "ukrainian" if set(x) & set("іїєґ") else "russian").text)
    if cyrillic(x):
        x, y = y, x
    known = _models()
    if cyrillic(y):
        return known["latin-cyrillic"](x, y)
    first, second = sorted((x, y))
    return known["latin-latin"](first, second)
