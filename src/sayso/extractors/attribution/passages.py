"""Paragraphs of somebody's own speech whose quotation marks were lost, as translations and flattened pages lose them.

A report is told in the third person. A paragraph of it that says ``we`` and ``I`` throughout, has no quotation
marks and follows a paragraph in which a person is said to speak goes on with that person's words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.encoders.reading import Found
from sayso.model import Span

from .engine import Draft
from .resolve import PRONOUNS
from .shape import trimmed, words

RULE = "first-person-passage"
_LINE = re.compile(r"\S[^\n]*")
_FIRST = re.compile(r"(?<![\w’'])(?:I|[Ww]e|[Mm]y|[Oo]ur|[Mm]e|[Uu]s|[Oo]urs|[Mm]ine|I['’]\w+|[Ww]e['’]\w+)(?![\w’'])")
_MARK = re.compile(r"[\"“”«»„]")
_SENTENCE = re.compile(r"[.!?](?:\s|$)")
_ANYBODY = PRONOUNS | frozenset(("everyone", "everybody", "nobody", "no one", "somebody", "someone", "people", "some"))
_LEAST = 12  # words of a passage
_SHARE = 0.35  # of a report's paragraphs: beyond it the report itself speaks in the first person
_AWAY = 2  # paragraphs between the speaker and the passage at most, the next one counted


def spoken(text: str, made: Sequence[Draft]) -> list[Draft]:
    """The passages as drafts of their own, each with the source of the statement that came last before it."""
    lines = [m.span() for m in _LINE.finditer(text)]
    own = [k for k, (a, b) in enumerate(lines) if _passage(text, a, b)]
    long = [k for k, (a, b) in enumerate(lines) if words(text, [Span(a, b)]) >= _LEAST]
    if not own or len(own) > _SHARE * len(long):
        return []
    found = []
    voiced: dict[int, Draft] = {}  # passages may follow one another
    for k in own:
        begin = lines[k][0]
        last = voiced.get(k - 1) or _speaker(text, made, lines[max(0, k - _AWAY)][0], begin)
        span = trimmed(text, Span(*lines[k]))
        if last is None or last.source is None or span is None or _attributed(text, made, span):
            continue
        held = Found(None, last.source, (span,), (), span, span.start, 0.6, 0.6, 0.6, (), (), (), RULE)
        voiced[k] = Draft(held, None, last.source, (span,))
        found.append(voiced[k])
    return found


def _passage(text: str, start: int, end: int) -> bool:
    line = text[start:end]
    if _MARK.search(line) or not _SENTENCE.search(line):
        return False
    said = len(_FIRST.findall(line))
    return words(text, [Span(start, end)]) >= _LEAST and said >= 2 and said >= len(_SENTENCE.findall(line)) / 2


def _speaker(text: str, made: Sequence[Draft], low: int, high: int) -> Draft | None:
    """The last statement in ``low..high`` that a third person makes, by a cue."""
    for d in reversed(made):
        if low <= d.anchor < high and d.cue is not None and d.source is not None and d.cue.end <= high:
            return None if _FIRST.fullmatch(d.source.of(text)) else d
    return None


def _attributed(text: str, made: Sequence[Draft], span: Span) -> bool:
    """Whether the passage names a speaker of its own: then it is that report's telling, not one person's speech.

    ``everyone thought``, ``they told us`` belong to what the person says; ``said the mayor`` does not.
    """
    return any(
        d.cue is not None
        and d.source is not None
        and span.contains(d.cue)
        and d.source.of(text).lower() not in _ANYBODY
        and not _FIRST.fullmatch(d.source.of(text))
        for d in made
    )
