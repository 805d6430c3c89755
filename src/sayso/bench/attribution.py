"""Who says what: scores, recall by construction and type, reliability of the confidence, speed of the stage.

Scores are given twice: as the reports are labelled, and with the sources put right that stand at another place of
the same words (``tools/train/anchors.py``: another ``he``, the next question's label).
``before`` is the path without a model (rules and listed cues), ``after`` the shipped model. Scores are on the
check part, which is never tuned on; only counts leave this module, never a report's words.
"""

from __future__ import annotations

import copy
import random
import re
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sayso.encoders.encoder import load, plain
from sayso.extractors.attribution import extract
from sayso.lexicon import table
from sayso.model import Document, Statement, text_sha256

from .accuracy import annotated, load_module, load_scorer, scores
from .machine import peak_memory_mib

_WORDS_OF_A_REPORT = 500
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+\s+)?$")
_NEGATED = re.compile(r"(?:\b(?:not|never|nobody|none|no)|n['’]t)\s+(?:\w+\s+){0,2}$")
_RELATIVE = re.compile(r"^\W*(?:who|which|that)\b")


def run(data: Path) -> dict[str, Any]:
    """Recall of triples by construction before and after, reliability in ten bins, speed and memory."""
    scorer = load_scorer(data)
    gold = annotated(data, "check")
    documents = [_document(g) for g in gold]
    encoder = load()
    encoder.analyse(documents[0])  # the first call pays for loading
    begun = time.process_time()
    after = [extract(d, encoder.analyse(d)) for d in documents]
    seconds = time.process_time() - begun
    before = [extract(d, plain(d)) for d in documents]
    words = sum(len(g["text"].split()) for g in gold)
    right = copy.deepcopy(gold)
    anchors = load_module(Path(__file__).parents[3] / "tools" / "train" / "anchors.py")
    moved = sum(anchors.corrected(g) for g in right)
    found = {Path(g["document"]["path"]).name: _rows(rows) for g, rows in zip(gold, after, strict=True)}
    return {
        "model": encoder.name,
        "reports": len(gold),
        "as_labelled": _statements_only(scores(scorer, gold, found)),
        "sources_put_right": {"moved": moved, **_statements_only(scores(scorer, right, found))},
        "recall_by_construction": {
            "before": by_construction(scorer, gold, before),
            "after": by_construction(scorer, gold, after),
        },
        "reliability": reliability(scorer, gold, after),
        "speed": {
            "reports_of_500_words_per_second_and_core": round(words / _WORDS_OF_A_REPORT / seconds, 1),
            "words": words,
            "seconds": round(seconds, 2),
        },
        "peak_memory_mib": peak_memory_mib(),
    }


def _document(gold: dict[str, Any]) -> Document:
    text = gold["text"]
    path = gold["document"]["path"]
    return Document(f"d-{path}", path, "0" * 64, text, text_sha256(text), url=gold["document"].get("url"))


def _rows(found: Sequence[Statement]) -> dict[str, Any]:
    """Statements in the scorer's shape, with their confidence."""

    def anchor(quote: Any) -> dict[str, Any] | None:
        return {"start": quote.start, "end": quote.end, "text": quote.text} if quote else None

    return {
        "statements": [
            {
                "type": s.type,
                "content": [anchor(q) for q in s.content],
                "source": anchor(s.source),
                "cue": anchor(s.cue),
                "chain": [{"text": t.text, "kind": t.kind} for t in s.chain],
                "stance": s.stance,
                "factuality": s.factuality,
                "confidence": s.confidence,
            }
            for s in found
        ]
    }


def _statements_only(metrics: dict[str, Any]) -> dict[str, Any]:
    return {m: v for m, v in metrics.items() if not m.startswith(("figure", "time", "caveat", "boilerplate"))}


def constructions(gold: dict[str, Any]) -> list[set[str]]:
    """The constructions of every attributed statement of a report, in order."""
    text = gold["text"]
    entries = table("cues").entries
    verbs = {f for e in entries if e.fields.get("part") == "verb" for f in e.forms}
    nouns = {f for e in entries if e.fields.get("part") == "noun" for f in e.forms} - verbs
    listed = [s for s in gold["statements"] if s["type"] != "narrated"]
    out = []
    for s in listed:
        kinds = {s["type"]}
        cue, source = s["cue"], s["source"]
        if source is None:
            kinds.add("no source")
        if len(s["content"]) > 1:
            kinds.add("split content")
        if len(s["chain"]) > 1:
            kinds.add("relayed")
        if cue is None:
            out.append(kinds | {"no cue"})
            continue
        before, said = text[max(0, cue["start"] - 40) : cue["start"]], cue["text"].lower()
        if said in nouns:
            kinds.add("noun cue")
        elif _PASSIVE.search(before) and not said.endswith("ing"):
            kinds.add("passive cue")
        elif said.split()[0].endswith("ing"):
            kinds.add("participle")
        if _NEGATED.search(before):
            kinds.add("negated cue")
        if source is not None and source["end"] <= cue["start"] and _RELATIVE.match(text[source["end"] : cue["start"]]):
            kinds.add("relative clause")
        if any(c["start"] <= cue["start"] < c["end"] for o in listed if o is not s for c in o["content"]):
            kinds.add("nested")
        first = s["content"][0]["text"]
        if (
            s["type"] == "indirect"
            and len(first.split()) < 6
            and not re.match(r"(?:that|to|whether|if)\b", first.lower())
        ):
            kinds.add("short indirect content")
        out.append(kinds)
    return out


def _agreed(scorer: Any, gold: dict[str, Any], found: dict[str, Any]) -> tuple[set[int], set[int]]:
    """Gold and found statements that agree in content, source and cue."""
    text = gold["text"]
    wanted, given = scorer.attributed(gold), scorer.attributed(found)
    pairs = [
        (i, j)
        for i, j in scorer.pair(text, wanted, given, 0.5)
        if all(scorer.touches(text, wanted[i].get(k), given[j].get(k)) for k in ("source", "cue"))
    ]
    return {i for i, _ in pairs}, {j for _, j in pairs}


def by_construction(
    scorer: Any, gold: Sequence[dict[str, Any]], found: Iterable[Sequence[Statement]]
) -> dict[str, Any]:
    """Recall of triples for each construction, with a 95 % interval from 500 resamplings of the reports."""
    counts: list[dict[str, tuple[int, int]]] = []
    for g, rows in zip(gold, found, strict=True):
        hit, _ = _agreed(scorer, g, _rows(rows))
        tally: dict[str, tuple[int, int]] = {}
        for k, kinds in enumerate(constructions(g)):
            for kind in kinds:
                right, total = tally.get(kind, (0, 0))
                tally[kind] = (right + (k in hit), total + 1)
        counts.append(tally)
    rng = random.Random(0)
    draws = [[rng.randrange(len(counts)) for _ in counts] for _ in range(500)]
    out = {}
    for kind in sorted({kind for tally in counts for kind in tally}):
        right, total = _sum(counts, kind)
        shares = sorted(r / t for r, t in (_sum([counts[i] for i in d], kind) for d in draws) if t)
        low, high = shares[int(0.025 * len(shares))], shares[max(0, int(0.975 * len(shares)) - 1)]
        interval = [round(low, 3), round(high, 3)]
        out[kind] = {"recall": round(right / total, 3), "interval": interval, "right": right, "gold": total}
    return out


def _sum(counts: Sequence[dict[str, tuple[int, int]]], kind: str) -> tuple[int, int]:
    held = [tally.get(kind, (0, 0)) for tally in counts]
    return sum(r for r, _ in held), sum(t for _, t in held)


def reliability(
    scorer: Any, gold: Sequence[dict[str, Any]], found: Iterable[Sequence[Statement]]
) -> list[dict[str, float]]:
    """For each tenth of confidence how many rows fall there and which share of them is right."""
    bins = [[0, 0, 0.0] for _ in range(10)]
    for g, rows in zip(gold, found, strict=True):
        given = _rows(rows)
        _, right = _agreed(scorer, g, given)
        for j, row in enumerate(scorer.attributed(given)):
            held = bins[min(9, int(row["confidence"] * 10))]
            held[0] += 1
            held[1] += j in right
            held[2] += row["confidence"]
    return [
        {"from": k / 10, "rows": int(n), "stated": round(stated / n, 3), "right": round(right / n, 3)}
        for k, (n, right, stated) in enumerate(bins)
        if n
    ]
