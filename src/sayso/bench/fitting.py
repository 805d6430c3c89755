"""A small network fitted by Adam: for the trainers and for measures that are cross-validated."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fitted:
    """Standardisation, one hidden layer of rectified units, one logistic output."""

    mean: Array
    scale: Array
    hidden: Array  # inputs x units
    bias: Array
    output: Array
    last: Array

    def __call__(self, rows: Array) -> Array:
        units = np.maximum(((rows - self.mean) / self.scale) @ self.hidden + self.bias, 0)
        z = np.clip(units @ self.output + self.last, -30, 30)
        return np.asarray(1 / (1 + np.exp(-z)))

    def stored(self) -> dict[str, list[float] | list[list[float]]]:
        """Rounded numbers: per unit its weights, then its bias; the output weights, then their bias."""

        def short(values: Array) -> list[float]:
            return [round(float(v), 4) for v in values]

        units = range(self.hidden.shape[1])
        return {
            "mean": short(self.mean),
            "scale": short(self.scale),
            "hidden": [short(np.append(self.hidden[:, j], self.bias[j])) for j in units],
            "output": short(np.append(self.output, self.last)),
        }


def fit(
    rows: Array, labels: Array, *, seed: int, units: int, epochs: int, decay: float, rate: float, batch: int
) -> Fitted:
    """Fit to labels 0 and 1 with weight decay and a cosine schedule (Kingma and Ba 2015)."""
    rng = np.random.default_rng(seed)
    mean, scale = rows.mean(0), rows.std(0)
    scale[scale < 1e-3] = 1.0  # a column that never changes
    x = (rows - mean) / scale
    n, d = x.shape
    params = [
        rng.normal(0, (1 / d) ** 0.5, (d, units)), np.zeros(units),
        rng.normal(0, (1 / units) ** 0.5, units), np.zeros(1),
    ]  # fmt: skip
    first = [np.zeros_like(p) for p in params]
    second = [np.zeros_like(p) for p in params]
    step = 0
    for epoch in range(epochs):
        order = rng.permutation(n)
        now = rate * 0.5 * (1 + math.cos(math.pi * epoch / epochs))
        for at in range(0, n, batch):
            part = order[at : at + batch]
            w1, b1, w2, b2 = params
            h = x[part] @ w1 + b1
            r = np.maximum(h, 0)
            p = 1 / (1 + np.exp(-np.clip(r @ w2 + b2, -30, 30)))
            g = (p - labels[part]) / len(part)
            back = np.outer(g, w2) * (h > 0)
            grads = [x[part].T @ back, back.sum(0), r.T @ g, np.array([g.sum()])]
            step += 1
            for i, (param, grad) in enumerate(zip(params, grads, strict=True)):
                first[i] = 0.9 * first[i] + 0.1 * grad
                second[i] = 0.999 * second[i] + 0.001 * grad**2
                change = (first[i] / (1 - 0.9**step)) / (np.sqrt(second[i] / (1 - 0.999**step)) + 1e-8)
                params[i] = param - now * (change + (decay * param if i in (0, 2) else 0.0))
    return Fitted(mean, scale, *params)
