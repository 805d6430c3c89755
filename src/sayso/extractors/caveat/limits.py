"""Which statements a caveat limits.

A caveat that refers back (``his claims``, ``neither figure``, ``the unconfirmed report``) limits what was stated
before it; else it limits the innermost statement that holds it, else one of its own sentence, else the nearest
before it in its paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from sayso.model import Span, Statement

_BACK = re.compile(
    r"\b(?:his|her|its|their|the|these|those|this|that|both|such|neither|either|none of the)\s+(?:\w+[ -]){0,2}?"
    r"(?:claims?|reports?|accounts?|figures?|counts?|tolls?|tall(?:y|ies)|numbers?|statements?|assertions?|"
    r"allegations?|versions?|videos?|footage|information|accusations?|estimates?|theory|conclusions?)\b"
    r"|^(?:it|this|that|these|those|they)\b"
)
_PAIR = re.compile(r"\b(?:neither|either|both|rival|conflicting|two)\b")
_REACH = 3  # sentences back in which a statement that is referred to may stand


def _start(statement: Statement) -> int:
    return statement.content[0].start


def _end(statement: Statement) -> int:
    return max(q.end for q in statement.content)


def limited(
    words: str,
    start: int,
    end: int,
    statements: Sequence[Statement],
    sentences: Sequence[Span],
    paragraphs: Sequence[Span],
) -> tuple[str, ...]:
    """Ids of the statements that the caveat ``start..end`` limits, in text order. ``words``: it, folded."""
    if not statements:
        return ()
    index = max(0, bisect_right(sentences, start, key=lambda s: s.start) - 1)
    before = [s for s in statements if _end(s) <= start]
    if _BACK.search(words):
        floor = sentences[max(0, index - _REACH)].start
        near = sorted((s for s in before if _start(s) >= floor), key=lambda s: (_end(s), _start(s)))
        wanted = near[-2:] if _PAIR.search(words) else near[-1:]
        if wanted:
            return tuple(s.id for s in sorted(wanted, key=_start))
    holding = [s for s in statements if any(q.start <= start and end <= q.end for q in s.content)]
    if holding:
        return (min(holding, key=lambda s: sum(q.end - q.start for q in s.content)).id,)
    sentence = sentences[index]
    own = [s for s in statements if _start(s) < sentence.end and _end(s) > sentence.start]
    touching = [s for s in own if any(q.start < end and start < q.end for q in s.content)]
    if touching or own:
        return ((touching or own)[0].id,)
    paragraph = max(0, bisect_right(paragraphs, start, key=lambda s: s.start) - 1)
    floor = paragraphs[paragraph].start
    same = [s for s in before if _start(s) >= floor]
    return (same[-1].id,) if same else ()
