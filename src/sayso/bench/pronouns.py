"""Pronouns of persons: F1 on GAP, cross-validated on its development part."""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import numpy as np

from sayso.linking.pronouns import candidate_features, pair_features, scene
from sayso.model import Span

from . import need
from .fitting import Array, Fitted, fit

THRESHOLD = 0.3  # of the likelier candidate
SEEDS = (1, 2, 3)
FOLDS = 5


def examples(path: Path, titles: bool) -> tuple[Array, Array]:
    """Features and labels, two rows a snippet: candidate A, candidate B. ``titles``: with the page's title."""
    rows: list[tuple[float, ...]] = []
    labels: list[bool] = []
    with path.open(encoding="utf-8") as file:
        for r in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            read = scene(r["Text"])
            at = int(r["Pronoun-offset"])
            pronoun = Span(at, at + len(r["Pronoun"]))
            title = unquote(r["URL"].rsplit("/", 1)[-1]).replace("_", " ") if titles else ""
            spans = [Span(int(r[f"{c}-offset"]), int(r[f"{c}-offset"]) + len(r[c])) for c in "AB"]
            a, b = (candidate_features(read, pronoun, s, title) for s in spans)
            rows += [pair_features(a, b), pair_features(b, a)]
            labels += [r["A-coref"] == "TRUE", r["B-coref"] == "TRUE"]
    return np.array(rows), np.array(labels, dtype=float)


def fitted(rows: Array, labels: Array, seed: int) -> Fitted:
    """The model as it is trained."""
    return fit(rows, labels, seed=seed, units=24, epochs=25, decay=0.5, rate=2e-3, batch=64)


def decided(probabilities: Array, threshold: float = THRESHOLD) -> Array:
    """Of two candidates at most one: the likelier one, from the threshold on."""
    pairs = probabilities.reshape(-1, 2)
    best = pairs.argmax(1)
    out = np.zeros_like(pairs)
    rows = np.arange(len(pairs))
    out[rows, best] = pairs[rows, best] >= threshold
    return np.asarray(out.reshape(-1))


def f1(labels: Array, found: Array) -> float:
    """The overall measure of GAP: F1 over both candidates' labels."""
    return round(float(2 * (labels * found).sum() / (labels.sum() + found.sum())), 4)


def _mean(models: Sequence[Fitted], rows: Array) -> Array:
    return np.asarray(np.mean([m(rows) for m in models], axis=0))


def cross_validated(rows: Array, labels: Array, more: Array, more_labels: Array) -> Array:
    """Probabilities of each row from models that never saw its snippet; ``more`` is always in training."""
    snippets = list(range(len(labels) // 2))
    random.Random(7).shuffle(snippets)
    out = np.zeros(len(labels))
    for fold in range(FOLDS):
        held = np.array([r for s in snippets[fold::FOLDS] for r in (2 * s, 2 * s + 1)])
        kept = np.setdiff1d(np.arange(len(labels)), held)
        x, y = np.concatenate([rows[kept], more]), np.concatenate([labels[kept], more_labels])
        out[held] = _mean([fitted(x, y, seed) for seed in SEEDS], rows[held])
    return out


def run(data: Path) -> dict[str, Any]:
    """F1 on GAP development (five folds, each with the validation part in training) and on its validation part
    (trained on development), with the page's title as context and without."""
    development = need(data / "entities" / "gap-development.tsv")
    validation = need(data / "entities" / "gap-validation.tsv")
    result: dict[str, Any] = {}
    for titles in (True, False):
        x, y = examples(development, titles)
        vx, vy = examples(validation, titles)
        result["with title" if titles else "without title"] = {
            "development": f1(y, decided(cross_validated(x, y, vx, vy))),
            "validation": f1(vy, decided(_mean([fitted(x, y, seed) for seed in SEEDS], vx))),
        }
    return result
