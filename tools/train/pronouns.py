#!/usr/bin/env python3
"""Train the pronoun model on GAP and measure it.

    pronouns.py DEVELOPMENT VALIDATION -o src/sayso/resources/pronouns.json

Prints F1 over both candidates, cross-validated on DEVELOPMENT (the overall measure of GAP), and of a model
trained on DEVELOPMENT on VALIDATION. What is written is trained on both.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import random
from pathlib import Path
from urllib.parse import unquote

import numpy as np

from sayso.linking.pronouns import candidate_features, pair_features, scene
from sayso.model import Span


SEEDS = (1, 2, 3, 4)


def examples(path: Path, titles: bool) -> tuple[np.ndarray, np.ndarray]:
    """Features and labels, two rows a snippet."""
    rows, labels = [], []
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


def fit(x: np.ndarray, y: np.ndarray, seed: int, units: int = 12, epochs: int = 50, decay: float = 2e-2):
    """One hidden layer, Adam with weight decay."""
    rng = np.random.default_rng(seed)
    mean, scale = x.mean(0), x.std(0) + 1e-6
    z = (x - mean) / scale
    n, d = z.shape
    params = [rng.normal(0, (1 / d) ** 0.5, (d, units)), np.zeros(units), rng.normal(0, (1 / units) ** 0.5, units), np.zeros(1)]
    m = [np.zeros_like(p) for p in params]
    v = [np.zeros_like(p) for p in params]
    step = 0
    for epoch in range(epochs):
        order = rng.permutation(n)
        rate = 2e-3 * 0.5 * (1 + math.cos(math.pi * epoch / epochs))
        for at in range(0, n, 64):
            rows = order[at : at + 64]
            w1, b1, w2, b2 = params
            h = z[rows] @ w1 + b1
            r = np.maximum(h, 0)
            p = 1 / (1 + np.exp(-(r @ w2 + b2)))
            g = (p - y[rows]) / len(rows)
            gh = np.outer(g, w2) * (h > 0)
            grads = [z[rows].T @ gh, gh.sum(0), r.T @ g, np.array([g.sum()])]
            step += 1
            for i, (param, grad) in enumerate(zip(params, grads, strict=True)):
                m[i] = 0.9 * m[i] + 0.1 * grad
                v[i] = 0.999 * v[i] + 0.001 * grad**2
                param -= rate * (m[i] / (1 - 0.9**step)) / (np.sqrt(v[i] / (1 - 0.999**step)) + 1e-8)
                if param.ndim == 2 or i == 2:
                    param -= rate * decay * param
    return mean, scale, params


def probabilities(model, x: np.ndarray) -> np.ndarray:
    mean, scale, (w1, b1, w2, b2) = model
    return 1 / (1 + np.exp(-(np.maximum(((x - mean) / scale) @ w1 + b1, 0) @ w2 + b2)))


def decided(p: np.ndarray, threshold: float) -> np.ndarray:
    """Of two candidates at most one: the likelier one, from the threshold on."""
    pairs = p.reshape(-1, 2)
    best = pairs.argmax(1)
    out = np.zeros_like(pairs)
    rows = np.arange(len(pairs))
    out[rows, best] = pairs[rows, best] >= threshold
    return out.reshape(-1)


def f1(y: np.ndarray, found: np.ndarray) -> float:
    hits = float((y * found).sum())
    return 2 * hits / (y.sum() + found.sum())


def main() -> None:
    """Measure, train on everything, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("development", type=Path)
    parser.add_argument("validation", type=Path)
    parser.add_argument("-o", "--output", type=Path)
    args = parser.parse_args()
    threshold = 0.3
    for titles in (False, True):
        x, y = examples(args.development, titles)
        snippets = list(range(len(y) // 2))
        random.Random(7).shuffle(snippets)
        out = np.zeros(len(y))
        for fold in range(5):
            held = np.array([r for s in snippets[fold::5] for r in (2 * s, 2 * s + 1)])
            kept = np.setdiff1d(np.arange(len(y)), held)
            out[held] = np.mean([probabilities(fit(x[kept], y[kept], seed), x[held]) for seed in SEEDS], axis=0)
        print("with titles" if titles else "without titles")
        table = {t: round(float(f1(y, decided(out, t))), 4) for t in (0.2, 0.25, 0.3, 0.35, 0.4)}
        print("  development, five-fold", table)
        vx, vy = examples(args.validation, titles)
        there = np.mean([probabilities(fit(x, y, seed), vx) for seed in SEEDS], axis=0)
        back = np.mean([probabilities(fit(vx, vy, seed), x) for seed in SEEDS], axis=0)
        print("  validation", round(float(f1(vy, decided(there, threshold))), 4))
        print("  trained on validation, development", round(float(f1(y, decided(back, threshold))), 4))
    if args.output:
        mean, scale, (w1, b1, w2, b2) = fit(np.concatenate([x, vx]), np.concatenate([y, vy]), 1)
        short = lambda a: [round(float(u), 4) for u in a]  # noqa: E731
        raw = {
            "mean": short(mean), "scale": short(scale),
            "hidden": [short(np.append(w1[:, j], b1[j])) for j in range(w1.shape[1])],
            "output": [*short(w2), round(float(b2[0]), 4)], "threshold": threshold,
        }  # fmt: skip
        args.output.write_text(json.dumps(raw) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
