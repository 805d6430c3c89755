"""How far a row can be trusted, calibrated on reports that the model had not seen."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sayso.encoders.reading import Found
from sayso.model import Span
from sayso.model.records import StatementType

from .resolve import is_pronoun
from .shape import words

NAMES = (
    "bias", "cue", "valid", "clarity", "direct", "mixed", "no cue", "no source", "pronoun", "length", "parts",
    "short", "plain cue", "nested", "participle", "cue doubt", "valid doubt",
)  # fmt: skip
# Logistic regression over held-out training reports (tools/train/calibrate.py), in the order of NAMES.
_WEIGHTS = (
    -0.48, 1.0, 0.55, 0.67, 0.94, 0.28, 0.0, -0.43, 0.41, 0.11, -0.26, -0.56, 0.04, -0.97, -0.6, -1.63, -1.19,
)  # fmt: skip
_PLAIN = frozenset(("said", "says", "told", "according", "to"))


def features(
    text: str, found: Found, kind: StatementType, source: Span | None, content: Sequence[Span], nested: bool
) -> tuple[float, ...]:
    """What the confidence of a row is computed from, in the order of ``NAMES``."""
    cue = found.cue.of(text).lower() if found.cue else ""
    count = max(1, words(text, content))
    return (
        1.0,
        found.cue_score,
        found.valid,
        found.clarity,
        float(kind == "direct"),
        float(kind == "mixed"),
        float(found.cue is None),
        float(source is None),
        float(source is not None and is_pronoun(source.of(text))),
        math.log(count),
        float(len(content) > 1),
        float(count < 3),
        float(cue.rpartition(" ")[2] in _PLAIN),
        float(nested),
        float(cue.endswith("ing")),
        math.sqrt(max(0.0, 1.0 - found.cue_score)),
        math.sqrt(max(0.0, 1.0 - found.valid)),
    )


def confidence(x: Sequence[float]) -> float:
    """Probability that content, source and cue are right, 0..1, two decimals; ``x`` as :func:`features` gives it."""
    z = sum(w * v for w, v in zip(_WEIGHTS, x, strict=True))
    return round(1.0 / (1.0 + math.exp(-z)), 2)
