"""Which statements a caveat limits.

A caveat that refers back (``his claims``, ``neither figure``, ``the unconfirmed report``) limits what was stated
before it; else it limits the innermost statement that holds it, else one of its own sentence, else the nearest
before it in its paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from sayso.model import Span, Statement

_BACK = re.compile(
    r"\b(?:his|her|its|their|the|these|those|this|that|both|such|neither|either|none of the)\s+(?:\w+[ -]){0,2}?"
    r"(?:claims?|reports?|accounts?|figures?|counts?|tolls?|tall(?:y|ies)|numbers?|statements?|assertions?|"
    r"allegations?|versions?|videos?|footage|information|accusations?|estimates?|theory|conclusions?)\b"
    r"|^(?:it|this|that|these|those|they)\b"
)
_PAIR = re.compile(r"\b(?:neither|either|both|rival|conflicting|two)\b")
_WINDOW = 20_000  # characters in front of a caveat in which a statement that holds it may begin
_REACH = 3  # sentences back in which a statement that is referred to may stand


def _start(statement: Statement) -> int:
    return statement.content[0].start


def _end(statement: Statement) -> int:
    return max(q.end for q in statement.content)


class Limits:
    """Answers which statements of one document a caveat limits."""

    def __init__(self, statements: Sequence[Statement], sentences: Sequence[Span], paragraphs: Sequence[Span]) -> None:
        self._statements = sorted(statements, key=_start)
        self._starts = [_start(s) for s in self._statements]
        self._sentences = sentences
        self._paragraphs = paragraphs

    def of(self, words: str, start: int, end: int) -> tuple[str, ...]:
        """Ids of the statements that the caveat ``start..end`` limits, in text order. ``words``: it, folded."""
        if not self._statements:
            return ()
        index = max(0, bisect_right(self._sentences, start, key=lambda s: s.start) - 1)
        sentence = self._sentences[index]
        first, last = bisect_left(self._starts, start - _WINDOW), bisect_left(self._starts, sentence.end)
        near = self._statements[first:last]
        before = [s for s in near if _end(s) <= start]
        if _BACK.search(words):
            floor = self._sentences[max(0, index - _REACH)].start
            back = sorted((s for s in before if _start(s) >= floor), key=lambda s: (_end(s), _start(s)))
            wanted = back[-2:] if _PAIR.search(words) else back[-1:]
            if wanted:
                return tuple(s.id for s in sorted(wanted, key=_start))
        holding = [s for s in near if any(q.start <= start and end <= q.end for q in s.content)]
        if holding:
            return (min(holding, key=lambda s: sum(q.end - q.start for q in s.content)).id,)
        own = [s for s in near if _end(s) > sentence.start]
        touching = [s for s in own if any(q.start < end and start < q.end for q in s.content)]
        if touching or own:
            return ((touching or own)[0].id,)
        floor = self._paragraphs[max(0, bisect_right(self._paragraphs, start, key=lambda s: s.start) - 1)].start
        same = [s for s in before if _start(s) >= floor]
        return (same[-1].id,) if same else ()
