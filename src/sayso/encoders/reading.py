"""What the encoder found in a document, in code points of its text layer."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.model import Span
from sayso.model.records import MentionKind


@dataclass(frozen=True, slots=True)
class Found:
    """One possible statement. Probabilities are of the heads: see ``model.records`` for their order."""

    cue: Span | None
    source: Span | None
    content: tuple[Span, ...]
    tellers: tuple[Span, ...]  # who passes it on, where the words near the cue say so
    context: Span  # the stretch that was read for this cue
    anchor: int  # where the cue stands, or where a statement without a cue begins
    cue_score: float
    valid: float
    clarity: float
    stance: tuple[float, ...]
    factuality: tuple[float, ...]
    identification: tuple[float, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Named:
    """A name with its kind."""

    start: int
    end: int
    kind: MentionKind
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the model read; ``found`` in the order of ``anchor``, ``names`` in text order."""

    model: str
    found: tuple[Found, ...]
    names: tuple[Named, ...]
