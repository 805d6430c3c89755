"""Quotations that no cue claims: they go on with the speaker of the passage, or stand alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.encoders.reading import Found
from sayso.model import Span

from .engine import Draft
from .shape import Quoted, words

_LEAST = 5  # words of a quotation that can stand as a statement of its own
_COLON = re.compile(r":\s*$")


def completed(text: str, quoted: Quoted, made: Sequence[Draft]) -> list[Draft]:
    """The drafts, with rows added for whole-sentence quotations that none of them covers.

    A quotation right after a speaker's statement in the same paragraph is that speaker's (a dialogue run);
    elsewhere it has no source.
    """
    out = list(made)
    for q in quoted.outer:
        inner = Span(q.start, q.end)
        if words(text, [inner]) < _LEAST or not _sentence_like(text, inner):
            continue
        if any(_covers(d, inner) for d in made):
            continue
        source = _running_speaker(text, inner, made)
        if source is None:
            continue  # a quotation without a speaker near it: a slogan, a title, a caption
        found = Found(None, source, (inner,), (), inner, q.start, 0.5, 0.6, 0.5, (), (), (), "dialogue-run")
        out.append(Draft(found, None, source, (inner,)))
    return sorted(out, key=lambda d: (d.anchor, d.extent))


def _sentence_like(text: str, span: Span) -> bool:
    inner = text[span.start + 1 : span.end].strip("\"“”'’ ")
    return inner[:1].isupper() and text[span.end - 2 : span.end].strip("\"”’'»")[-1:] in (".", "!", "?", ",")


def _covers(d: Draft, span: Span) -> bool:
    return any(c.start < span.end and span.start < c.end for c in d.content)


def _running_speaker(text: str, span: Span, made: Sequence[Draft]) -> Span | None:
    before = [d for d in made if d.source is not None and d.content[0].start < span.start and d.source.start < span.start]
    if not before:
        return None
    last = max(before, key=lambda d: max(d.content[-1].end, d.source.end if d.source else 0))
    end = max(last.content[-1].end, last.source.end if last.source else 0, last.cue.end if last.cue else 0)
    between = text[end : span.start]
    return last.source if len(between) < 12 and "\n\n" not in between and not _COLON.search(between) else None
