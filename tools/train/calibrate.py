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
from sayso.model import Document, Span, Statement, text_sha256


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
        seen = reading(held[path])
        outputs = MappingProxyType({**analysis.outputs, "reading": seen})
        rows = extract(document, type(analysis)(analysis.paragraphs, analysis.sentences, analysis.tokens, outputs))
        found = [shaped(s) for s in rows]
        gold = scorer.attributed(record)
        pairs = scorer.pair(text, gold, found, 0.5)
        hit = {j for i, j in pairs if all(scorer.touches(text, gold[i][k], found[j][k]) for k in ("source", "cue"))}
        for j, s in enumerate(rows):
            raw = next((f for f in seen.found if s.cue and f.cue and f.cue.start == s.cue.start), None)
            if raw is not None:
                content = [Span(c.start, c.end) for c in s.content]
                source = Span(s.source.start, s.source.end) if s.source else None
                x = confidence.features(text, raw, s.type, source, content, s.parent is not None)
                inputs.append(x)
                right.append(float(j in hit))
    x, y = np.array(inputs), np.array(right)
    fold = np.arange(len(y)) * 5 // len(y)  # rows of one report stay together, near enough
    guessed = np.zeros(len(y))
    for k in range(5):
        guessed[fold == k] = sigmoid(x[fold == k] @ fitted(x[fold != k], y[fold != k]))
    print(
        len(y),
        "rows,",
        round(float(y.mean()), 3),
        "right; cross-validated Brier",
        round(((guessed - y) ** 2).mean(), 4),
    )
    for low in np.arange(0, 1, 0.1):
        inside = (guessed >= low) & (guessed < low + 0.1)
        if inside.any():
            print(f"{low:.1f}-{low + 0.1:.1f}: {int(inside.sum())} rows, {y[inside].mean():.2f} right")
    print(dict(zip(confidence.NAMES, np.round(fitted(x, y), 2).tolist(), strict=True)))


def sigmoid(z: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-z))


def fitted(x: np.ndarray, y: np.ndarray, ridge: float = 2.0) -> np.ndarray:
    """Logistic regression by Newton's method with a ridge on all weights but the first."""
    w = np.zeros(x.shape[1])
    held = ridge * (np.arange(len(w)) > 0)
    for _ in range(60):
        p = sigmoid(x @ w)
        hessian = (x * (p * (1 - p))[:, None]).T @ x + ridge * np.eye(len(w))
        w -= np.linalg.solve(hessian, x.T @ (p - y) + held * w)
    return w


def shaped(s: Statement) -> dict[str, Any]:
    """A statement in the scorer's shape."""
    return {
        "type": s.type,
        "content": [vars_of(q) for q in s.content],
        "source": vars_of(s.source),
        "cue": vars_of(s.cue),
    }


def vars_of(quote: Any) -> dict[str, Any] | None:
    """An anchor in the scorer's shape."""
    return {"start": quote.start, "end": quote.end, "text": quote.text} if quote else None


if __name__ == "__main__":
    main()
