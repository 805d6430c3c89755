"""Who speaks in a headline: it says ``Hong Kong leader`` or ``scientists``, and the report below names them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.model import Span

from .resolve import Speaker, is_body, is_one

_LEAD = 1600  # code points below the headline in which it is told again
_LEAST = 3  # stems in common, the cue's counting two, from which two statements tell the same
_STEM = 5  # letters
_WORD = re.compile(r"[^\W\d_]{4,}|\d+")
_ENDS = re.compile(r"[.!?]$")


def heading(text: str) -> Span:
    """The first line of a report where it is no sentence of its own; else empty."""
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    line = Span(start, end if end >= 0 else start)
    return Span(start, start) if _ENDS.search(line.of(text).strip()) else line


def may_be(called: str, speaker: Speaker) -> bool:
    """Whether a speaker of the report can be whom its headline calls so: one person, a body, or several people."""
    if is_one(called):
        return speaker.kind == "person"
    if is_body(called):
        return speaker.kind == "organisation"
    return speaker.kind == "organisation" or (speaker.kind is None and len(speaker.name) > len(called))


def told_again(
    text: str, head: tuple[Span | None, Sequence[Span]], below: Sequence[tuple[int, Span | None, Sequence[Span]]]
) -> int | None:
    """Which of the statements below a headline tells what it says: cue and content alike; ``None`` where none does.

    ``head``: its cue and content; ``below``: number, cue and content of the statements that follow.
    """
    cue, content = head
    wanted = _stems(text, content)
    best: tuple[int, int] | None = None
    for k, other, said in below:
        if not said or said[0].start > _LEAD:
            continue
        score = len(wanted & _stems(text, said))
        if score and cue is not None and other is not None and _stem(cue.of(text)) == _stem(other.of(text)):
            score += 2
        if score >= _LEAST and (best is None or score > best[0]):
            best = (score, k)
    return best[1] if best else None


def _stems(text: str, spans: Sequence[Span]) -> frozenset[str]:
    return frozenset(m.group().lower()[:_STEM] for s in spans for m in _WORD.finditer(text, s.start, s.end))


def _stem(word: str) -> str:
    return word.lower()[: _STEM - 1]
