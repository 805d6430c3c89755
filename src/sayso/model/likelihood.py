"""Words of likelihood and of confidence for a person's own conclusions.

The seven bands of ICD 203, "Analytic Standards" (Office of the Director of National Intelligence, 2015), section
D.6.e(2)(a), each with its two wordings and its range in per cent. A likelihood is of the event; confidence is in
the grounds for saying so, and the two are kept apart.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Likelihood:
    """One band: its word, the other wording that the standard allows, and its range in per cent."""

    word: str
    other: str
    low: int
    high: int


LIKELIHOODS: tuple[Likelihood, ...] = (
    Likelihood("almost no chance", "remote", 1, 5),
    Likelihood("very unlikely", "highly improbable", 5, 20),
    Likelihood("unlikely", "improbable", 20, 45),
    Likelihood("roughly even chance", "roughly even odds", 45, 55),
    Likelihood("likely", "probable", 55, 80),
    Likelihood("very likely", "highly probable", 80, 95),
    Likelihood("almost certain", "nearly certain", 95, 99),
)
CONFIDENCES: tuple[str, ...] = ("low", "moderate", "high")


def likelihood(word: str) -> Likelihood | None:
    """The band of a word, in either wording."""
    asked = " ".join(word.casefold().split())
    return next((b for b in LIKELIHOODS if asked in (b.word, b.other)), None)
