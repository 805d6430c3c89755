"""Caveats against the annotated reports, and what they cost.

The rules were written while looking at the ``train`` part and at unannotated reports; ``check`` is only ever
scored. The headline rules are given the annotated figures, so that they are measured for themselves.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.encoders.analysis import plain
from sayso.extractors.caveat import find
from sayso.extractors.region import regions
from sayso.model import Extraction, Figure

from .accuracy import annotated, load_scorer

FOLDS = 5


def figures(report: Mapping[str, Any]) -> tuple[Figure, ...]:
    """The annotated figures of a report as rows."""
    return tuple(
        Figure(
            str(i), f["start"], f["end"], f["text"], f["low"], f["high"], None, None, f.get("unit"), f.get("counted"),
            f.get("measure") or "other", None, None, None, "total", "annotated",
        )
        for i, f in enumerate(report["figures"])
    )  # fmt: skip


def rows_of(report: Mapping[str, Any]) -> dict[str, Any]:
    """What is found in one report, in the shape of the scorer."""
    text = report["text"]
    analysis = plain(text)
    marked = regions(text, analysis)
    found = find(text, analysis, Extraction("", regions=marked, figures=figures(report)))
    return {
        "regions": [{"start": r.start, "end": r.end, "kind": r.kind} for r in marked],
        "caveats": [{"start": c.start, "end": c.end, "kind": c.kind, "rule": c.rule} for c in found],
    }


def seeds(data: Path) -> list[dict[str, Any]]:
    """The two annotated seed reports, where they are."""
    files = sorted((data.parent / "seeds").glob("gold-*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines() if line]


def score(data: Path, reports: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Precision, recall and F1 of caveats (any kind), and how many of the paired have the kind right."""
    scorer = load_scorer(data)
    agreed = wanted = given = same = 0
    kinds: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for report in reports:
        found = rows_of(report)["caveats"]
        pairs = scorer.pair(report["text"], report["caveats"], found, 0.2)
        agreed += len(pairs)
        wanted += len(report["caveats"])
        given += len(found)
        for caveat in report["caveats"]:
            kinds[caveat["kind"]]["annotated"] += 1
        for i, _ in pairs:
            kinds[report["caveats"][i]["kind"]]["found"] += 1
        same += sum(report["caveats"][i]["kind"] == found[j]["kind"] for i, j in pairs)
    return {
        "annotated": wanted,
        "found": given,
        "precision": round(agreed / given, 4) if given else None,
        "recall": round(agreed / wanted, 4) if wanted else None,
        "f1": round(2 * agreed / (wanted + given), 4) if wanted + given else None,
        "kind_right": round(same / agreed, 4) if agreed else None,
        "by_kind": {kind: dict(counts) for kind, counts in sorted(kinds.items())},
    }


@dataclass(slots=True)
class _Tally:
    """What one rule marks in some reports: how often rightly, how often not."""

    right: int = 0
    wrong: int = 0


def cross_validated(data: Path, reports: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """F1 over all reports where each fifth is read only with rules that the other four speak for.

    ``strict``: rules that find a true caveat there, and no fewer true than false ones. ``lenient``: also rules that
    mark nothing there. The rules themselves were written once, with the training part in view.
    """
    scorer = load_scorer(data)
    judged: list[tuple[int, int, list[tuple[str, bool]]]] = []  # fold, annotated, each mark's rule and whether right
    for report in reports:
        found = rows_of(report)["caveats"]
        hits = {j for _, j in scorer.pair(report["text"], report["caveats"], found, 0.2)}
        fold = hashlib.sha256(report["text"].encode()).digest()[0] % FOLDS
        judged.append((fold, len(report["caveats"]), [(c["rule"], j in hits) for j, c in enumerate(found)]))
    out: dict[str, Any] = {"reports": len(judged), "folds": FOLDS}
    for name in ("strict", "lenient"):
        agreed = given = 0
        for fold in range(FOLDS):
            seen: defaultdict[str, _Tally] = defaultdict(_Tally)
            for rule, hit in (mark for at, _, marks in judged if at != fold for mark in marks):
                seen[rule].right += hit
                seen[rule].wrong += not hit
            for rule, hit in (mark for at, _, marks in judged if at == fold for mark in marks):
                known = seen[rule]
                if known.right >= known.wrong and (name == "lenient" or known.right):
                    given += 1
                    agreed += hit
        wanted = sum(count for _, count, _ in judged)
        out[name] = {
            "precision": round(agreed / given, 4) if given else None,
            "recall": round(agreed / wanted, 4) if wanted else None,
            "f1": round(2 * agreed / (wanted + given), 4) if wanted + given else None,
        }
    return out


def cost(texts: Iterable[str]) -> float:
    """Milliseconds of one core that caveats take per 500 words, regions and the analysis given."""
    seconds, words = 0.0, 0
    for text in texts:
        analysis = plain(text)
        rows = Extraction("", regions=regions(text, analysis))
        begun = time.process_time()
        find(text, analysis, rows)
        seconds += time.process_time() - begun
        words += len(text.split())
    return round(seconds / words * 500_000, 3)


def run(data: Path) -> dict[str, Any]:
    """Both parts, the seeds, and all annotated reports together."""
    train, check, own = annotated(data, "train"), annotated(data, "check"), seeds(data)
    return {
        "train": score(data, train),
        "check": score(data, check),
        "seeds": score(data, own),
        "all": score(data, [*train, *check, *own]),
        "cross-validated": cross_validated(data, [*train, *check, *own]),
        "milliseconds_per_500_words": cost(report["text"] for report in train),
    }
