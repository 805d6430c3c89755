"""How far a row can be trusted, calibrated on reports that the model had not seen."""

from __future__ import annotations

import math

from sayso.encoders.reading import Found
from sayso.model.records import StatementType

# Logistic regression over held-out training reports (tools/train/calibrate.py): bias, cue, valid, clarity,
# direct, mixed, without cue.
_WEIGHTS = (-2.67, 2.34, 1.50, 0.18, 1.27, 0.14, -0.5)


def features(cue: float, valid: float, clarity: float, kind: StatementType, bare: bool) -> tuple[float, ...]:
    """What the confidence of a row is computed from, in the order of the weights."""
    return (1.0, cue, valid, clarity, float(kind == "direct"), float(kind == "mixed"), float(bare))


def confidence(found: Found, kind: StatementType) -> float:
    """Probability that content, source and cue are right, 0..1, two decimals."""
    x = features(found.cue_score, found.valid, found.clarity, kind, found.cue is None)
    z = sum(w * v for w, v in zip(_WEIGHTS, x, strict=True))
    return round(1.0 / (1.0 + math.exp(-z)), 2)
