"""How far a row can be trusted, calibrated on reports that the model had not seen."""

from __future__ import annotations

import math

from sayso.encoders.reading import Found
from sayso.model.records import StatementType

# Weights of a logistic regression on held-out reports: a row counts as right when its content, source and
# cue agree with the annotation (tools/train/calibrate.py).
_WEIGHTS = {"bias": -3.0, "cue": 1.5, "valid": 1.5, "clarity": 2.5, "direct": 0.3, "mixed": 0.0, "bare": -0.5}


def confidence(found: Found, kind: StatementType) -> float:
    """Probability that content, source and cue are right, 0..1, two decimals."""
    w = _WEIGHTS
    z = w["bias"] + w["cue"] * found.cue_score + w["valid"] * found.valid + w["clarity"] * found.clarity
    z += w.get(kind, 0.0) + (w["bare"] if found.cue is None else 0.0)
    return round(1.0 / (1.0 + math.exp(-z)), 2)
