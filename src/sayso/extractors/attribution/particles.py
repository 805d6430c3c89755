"""Verbs whose preposition belongs to the cue: ``called for``, ``pointed to``, ``came out against``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.model import Span

_WITH = {
    "for": ("called", "calling", "call", "asked", "asking", "apologised", "apologized", "responsibility"),
    "on": ("called", "calling", "call", "commented", "commenting", "comment"),
    "upon": ("called", "calling", "call"),
    "to": ("pointed", "pointing", "points", "point", "referred", "referring", "refers", "alluded", "alluding"),
    "of": ("talked", "talking", "spoke", "speaking", "speaks", "spoken"),
    "against": ("out", "voted"),
    "at": ("hinted", "hinting", "hints", "out"),
}  # fmt: skip
_NEXT = re.compile(r"\s+(" + "|".join(sorted(_WITH)) + r")\s+(?=\S)")


def whole(text: str, cue: Span, content: Sequence[Span]) -> tuple[Span, tuple[Span, ...]]:
    """The cue with the preposition that belongs to it, and the content without it."""
    next_word = _NEXT.match(text, cue.end)
    last = cue.of(text).lower().rpartition(" ")[2]
    if next_word is None or last not in _WITH[next_word.group(1)]:
        return cue, tuple(content)
    longer = Span(cue.start, next_word.end(1))
    kept = []
    for c in content:
        left = Span(next_word.end(), c.end) if c.start < longer.end < c.end else c
        if not left.overlaps(longer):
            kept.append(left)
    return (longer, tuple(kept)) if kept and any(c.start == next_word.end() for c in kept) else (cue, tuple(content))
