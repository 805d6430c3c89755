"""Regions: boilerplate against the annotated reports, and how much of other corpora is marked.

Other corpora have no gold: the share of their characters that is marked by kind shows over-marking, and what
``Repetition`` adds shows what the lexicon does not know.
"""

from __future__ import annotations

import csv
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sayso.encoders.analysis import plain
from sayso.extractors.region import Repetition, regions

from . import need
from .accuracy import annotated, load_scorer


def score(data: Path, reports: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Precision, recall and F1 of the words of boilerplate."""
    scorer = load_scorer(data)
    agreed = wanted = given = 0
    for report in reports:
        text = report["text"]
        gold = scorer.words(text, [(r["start"], r["end"]) for r in report["regions"] if r["kind"] == "boilerplate"])
        marked = [(r.start, r.end) for r in regions(text, plain(text)) if r.kind == "boilerplate"]
        found = scorer.words(text, marked)
        agreed, wanted, given = agreed + len(gold & found), wanted + len(gold), given + len(found)
    return {
        "words": wanted,
        "found": given,
        "precision": round(agreed / given, 4) if given else None,
        "recall": round(agreed / wanted, 4) if wanted else None,
        "f1": round(2 * agreed / (wanted + given), 4) if wanted + given else None,
    }


def shares(reports: Iterable[tuple[str, str, str | None]]) -> dict[str, Any]:
    """Share of characters marked by kind; ``reports``: outlet, text, title. Repetition counts each outlet."""
    known = list(reports)
    counters: defaultdict[str, Repetition] = defaultdict(Repetition)
    for outlet, text, _ in known:
        counters[outlet].add(text)
    furniture = {outlet: counter.furniture() for outlet, counter in counters.items()}
    marked: Counter[str] = Counter()
    total = 0
    for outlet, text, title in known:
        total += len(text)
        for region in regions(text, plain(text), (), title, furniture[outlet]):
            marked["repeated" if region.rule == "repeated:across" else region.kind] += region.end - region.start
    return {"reports": len(known), **{kind: round(count / total, 5) for kind, count in sorted(marked.items())}}


def fakes(data: Path) -> list[tuple[str, str, str | None]]:
    """FA-KES."""
    with need(data / "fakes" / "FA-KES-Dataset.csv").open(encoding="latin-1", newline="") as file:
        return [(r["source"], r["article_content"], r["article_title"]) for r in csv.DictReader(file)]


def timeline(data: Path) -> list[tuple[str, str, str | None]]:
    """timeline17."""
    found: list[tuple[str, str, str | None]] = []
    for path in sorted(need(data / "timeline17").glob("*/articles.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            found.append((path.parent.name, str(json.loads(line)["text"]), None))
    return found


def cost(texts: Iterable[str]) -> float:
    """Milliseconds of one core per 500 words, the analysis given."""
    seconds, words = 0.0, 0
    for text in texts:
        analysis = plain(text)
        begun = time.process_time()
        regions(text, analysis)
        seconds += time.process_time() - begun
        words += len(text.split())
    return round(seconds / words * 500_000, 3)


def run(data: Path) -> dict[str, Any]:
    """Annotated parts, shares marked in other corpora, cost."""
    train = annotated(data, "train")
    return {
        "train": score(data, train),
        "check": score(data, annotated(data, "check")),
        "fakes": shares(fakes(data)),
        "timeline17": shares(timeline(data)),
        "milliseconds_per_500_words": cost(report["text"] for report in train),
    }
