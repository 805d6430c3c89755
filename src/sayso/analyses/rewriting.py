"""Whether one report tells another's story in other words: the same particulars, sentence by sentence, in order.

Two correspondents at one event share its names and its toll; a rewrite shares the small particulars as well,
and tells them in the order of its model.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import log

from sayso.text.sentences import sentences

from .reports import Report
from .words import text_words

_STEM = 5  # letters: endings differ in a rewrite, stems seldom
_FAIR = 0.2
_ONE = 1000  # weights are whole numbers: their sums do not depend on the order of a set


@dataclass(frozen=True, slots=True)
class Likeness:
    """How far the shorter report's sentences are found in the other. All shares are 0..1.

    ``told``: share of its stems found in the other's best sentences; ``order``: how well
    those of its sentences of which a fifth is found keep the other's order.
    """

    told: float
    order: float
    sentences: int


def stems(text: str) -> frozenset[str]:
    """Word stems, names and numbers of a stretch of text, without the shortest words."""
    return frozenset(w[:_STEM] for w in text_words(text) if len(w) > 3 or w[:1].isdigit())


def sentence_stems(report: Report) -> list[frozenset[str]]:
    """The stems of every sentence of the body, furniture left out."""
    apart = [r for r in (*report.rows.regions, *report.document.regions) if r.kind != "caption"]
    out = []
    for span in sentences(report.text):
        if any(r.start <= span.start and span.end <= r.end for r in apart):
            continue
        found = stems(report.text[span.start : span.end])
        if len(found) > 2:
            out.append(found)
    return out


def likeness(a: list[frozenset[str]], b: list[frozenset[str]], weights: Mapping[str, int]) -> Likeness:
    """Compare the sentences of two reports; ``weights``: how much a stem tells, in thousandths."""
    if not a or not b:
        return Likeness(0.0, 0.0, 0)
    short, long = (a, b) if sum(map(len, a)) <= sum(map(len, b)) else (b, a)
    index: dict[str, list[int]] = {}
    for j, stems_of in enumerate(long):
        for stem in stems_of:
            index.setdefault(stem, []).append(j)
    whole = found = 0
    best: list[tuple[int, float]] = []
    for stems_of in short:
        weight = 0
        scores: dict[int, int] = {}
        shared: dict[int, int] = {}
        for stem in stems_of:
            weight_of = weights.get(stem, _ONE)
            weight += weight_of
            for j in index.get(stem, ()):
                scores[j] = scores.get(j, 0) + weight_of
                shared[j] = shared.get(j, 0) + 1
        score, place = max(((score, -j) for j, score in scores.items()), default=(0, 1))
        whole += len(stems_of)
        found += max(shared.values(), default=0)
        best.append((-place, score / weight if weight else 0.0))
    order = _order([j for j, share in best if share >= _FAIR])
    return Likeness(found / whole if whole else 0.0, order, len(short))


def _order(found: list[int]) -> float:
    """Share of pairs that stand in the order of the model (Kendall's tau, brought to 0..1); 0 with fewer than four."""
    if len(found) < 4:
        return 0.0
    pairs = [(x, y) for i, x in enumerate(found) for y in found[i + 1 :] if x != y]
    return sum(x < y for x, y in pairs) / len(pairs) if pairs else 0.0


def stem_weights(reports: list[list[frozenset[str]]]) -> dict[str, int]:
    """How much each stem tells among these reports: 1000 for one of a kind, towards 0 for one in every report."""
    count: dict[str, int] = {}
    for report in reports:
        for stem in set().union(*report) if report else ():
            count[stem] = count.get(stem, 0) + 1
    total = len(reports)
    if total < 2:
        return {}
    return {s: round(_ONE * log((total + 1) / n) / log(total + 1)) for s, n in count.items()}
