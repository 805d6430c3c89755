"""Words, numbers and marks with their offsets. The text is never changed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from sayso.model import Span

# A word keeps inner apostrophes and hyphens; a number keeps its group and decimal marks; else one character.
_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*"
    r"|[^\W\d_]+(?:['’ʼ\-‐‑][^\W\d_]+)*"
    r"|[^\W_]+"
    r"|\S"
)


def tokens(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """Tokens of ``text[start:end]`` as spans of ``text``, in order; white space belongs to none."""
    stop = len(text) if end is None else end
    return tuple(Span(m.start(), m.end()) for m in _TOKEN.finditer(text, start, stop))


def first_at_or_after(spans: Sequence[Span], offset: int) -> int:
    """Index of the first span that starts at or after ``offset`` (``len(spans)`` when there is none)."""
    return bisect_left(spans, offset, key=lambda s: s.start)
