"""Fit the weights of ``confidence.py`` on held-out findings: ``python tools/train/calibrate.py FOUND.jsonl``.

``FOUND.jsonl`` comes from ``train.py --fold K --predict FOUND.jsonl``: what a model found in training reports
that it had not seen. A row is right when content, source and cue agree with the annotation.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from anchors import corrected

from examples import annotated
from sayso.encoders.encoder import plain
from sayso.encoders.reading import Found, Reading
from sayso.extractors.attribution import confidence, extract
from sayso.model import Document, Span, text_sha256

NAMES = ("bias", "cue", "valid", "clarity", "direct", "mixed", "bare")


def _span(held: dict[str, int] | None) -> Span | None:
    return Span(held["start"], held["end"]) if held else None


def reading(rows: list[dict[str, Any]]) -> Reading:
    """Findings as the encoder gives them."""
    made = []
    for f in rows:
        spans = {k: tuple(Span(s["start"], s["end"]) for s in f[k]) for k in ("content", "tellers")}
        context = Span(f["context"]["start"], f["context"]["end"])
        scores = {k: tuple(f[k]) for k in ("stance", "factuality", "identification")}
        plain_fields = {k: f[k] for k in ("anchor", "cue_score", "valid", "clarity", "rule")}
        made.append(
            Found(cue=_span(f["cue"]), source=_span(f["source"]), context=context, **spans, **scores, **plain_fields)
        )
    return Reading("held-out", tuple(sorted(made, key=lambda f: (f.anchor, f.context))), ())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("found", type=Path, nargs="+")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    args = parser.parse_args()
    sys.path.insert(0, str(args.data.parent / "score"))
    import score as scorer

    held = {
        r["path"]: r["found"] for p in args.found for r in map(json.loads, p.read_text(encoding="utf-8").splitlines())
    }
    inputs, right = [], []
    for record in annotated(args.data, "train"):
        path = record["document"]["path"]
        if path not in held:
            continue
        corrected(record)
        text = record["text"]
        document = Document(path, path, "0" * 64, text, text_sha256(text))
        analysis = plain(document)
        outputs = MappingProxyType({**analysis.outputs, "reading": reading(held[path])})
        rows = extract(document, type(analysis)(analysis.paragraphs, analysis.sentences, analysis.tokens, outputs))
        found = [
            {
                "type": s.type,
                "content": [vars_of(q) for q in s.content],
                "source": vars_of(s.source),
                "cue": vars_of(s.cue),
            }
            for s in rows
        ]
        gold = scorer.attributed(record)
        pairs = scorer.pair(text, gold, found, 0.5)
        hit = {j for i, j in pairs if all(scorer.touches(text, gold[i][k], found[j][k]) for k in ("source", "cue"))}
        for j, s in enumerate(rows):
            raw = next((f for f in held[path] if s.cue and f["cue"] and f["cue"]["start"] == s.cue.start), None)
            if raw is not None:
                inputs.append(confidence.features(raw["cue_score"], raw["valid"], raw["clarity"], s.type, False))
                right.append(float(j in hit))
    x, y = np.array(inputs), np.array(right)
    w = np.zeros(x.shape[1])
    for _ in range(50):  # Newton's method with a small ridge
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - y) + 0.5 * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + 0.5 * np.eye(len(w))
        w -= np.linalg.solve(hessian, gradient)
    print(
        len(y),
        "rows,",
        round(float(y.mean()), 3),
        "right;",
        {n: round(float(v), 3) for n, v in zip(NAMES, w, strict=True)},
    )


def vars_of(quote: Any) -> dict[str, Any] | None:
    """An anchor in the scorer's shape."""
    return {"start": quote.start, "end": quote.end, "text": quote.text} if quote else None


if __name__ == "__main__":
    main()
