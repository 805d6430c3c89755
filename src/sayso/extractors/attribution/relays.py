"""Relays that the build of a sentence gives away.

``AFP quoted Y as saying``, ``through her lawyer``, ``on state television``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sayso.encoders.reading import Found
from sayso.model import Span
from sayso.text.words import places

_QUOTES = re.compile(r"(?:quot|cit)(?:ed|es|ing|e)", re.IGNORECASE)
_AS_SAYING = re.compile(
    r"\s*((?:[“\"‘'(]?[\w’'.&-]+[”\"’')]?,?\s+){1,12}?)as\s+((?:having\s+)?(?:saying|stating|warning|claiming|telling|writing|said))"
    r"[,:]?\s+"
)
_SURE = 0.9  # that somebody who is quoted as saying something said it, by the report

_BY_WHOM = (
    r"((?:his|her|their|its|the\s+[\w-]+['’]s|(?:[A-Z][\w-]+\s)?[A-Z][\w-]+['’]s)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:lawyers?|attorneys?|solicitors?|barristers?|son|daughter|brother|sister|wife|husband|father|mother|family|"
    r"interpreter|translator|representatives?|agent|publicist|spokes(?:man|woman|person|people)|aides?|friend|neighbou?r))(?!\w)"
)
_SPOKEN_FOR = re.compile(
    rf"(?:(?<!\w)(?:[Tt]hrough|[Vv]ia)|\b(?:read|read out|read aloud|relayed|delivered|released|passed on|shared)\s+by)"
    rf"\s+{_BY_WHOM}"
)
_SPOKEN_FOR_WORDS = frozenset(
    ("through", "via", "read", "relayed", "delivered", "released", "passed", "shared", "aloud")
)
_ON_AIR = re.compile(
    r"(?:(?<!\w)(?:[Oo]n|[Tt]old|[Tt]elling|[Ii]nformed)|said\s+to|spoke\s+to|speaking\s+to)\s+"
    r"((?:the\s+)?(?:[\w-]+\s)?(?:state|national|public|regional)(?:-run|-owned|-controlled)?\s+"
    r"(?:television|TV|radio|media|broadcaster|news\s+agency))(?!\w)(?!\s+[A-Z])"
)
_ON_AIR_WORDS = frozenset(("television", "tv", "radio", "media", "broadcaster", "agency"))


def quoted_as(text: str, found: Sequence[Found]) -> list[Found]:
    """The findings, with what ``AFP quoted an official as saying`` passes on, where it is missing or doubted."""
    out = list(found)
    near = {at: k for k, o in enumerate(found) if o.cue is not None for at in range(o.cue.start, o.cue.end)}
    for f in found:
        if f.cue is None or f.source is None or _QUOTES.fullmatch(text, f.cue.start, f.cue.end) is None:
            continue
        content = f.content[-1]
        said = _AS_SAYING.match(text, f.cue.end, content.end) if content.start - f.cue.end <= 1 else None
        if said is None:
            continue
        cue, inner = Span(*said.span(2)), Span(said.end(), content.end)
        known = near.get(cue.start)
        if known is not None:
            o = out[known]
            out[known] = replace(o, cue_score=max(o.cue_score, _SURE), valid=max(o.valid, _SURE))
        elif len(inner.of(text).split()) > 1:
            whom = Span(said.start(1), said.start(1) + len(said.group(1).rstrip(" ,")))
            out.append(
                replace(f, cue=cue, source=whom, content=(inner,), anchor=cue.start, cue_score=_SURE, valid=_SURE)
            )
    return out


def passed_on(text: str, source: Span | None, context: Span) -> Span | None:
    """Who without a name passes a statement on: a lawyer whom somebody spoke through, television that aired it."""
    here = places(text)
    for pattern, words in ((_SPOKEN_FOR, _SPOKEN_FOR_WORDS), (_ON_AIR, _ON_AIR_WORDS)):
        if here.keys().isdisjoint(words):
            continue
        m = pattern.search(text, context.start, context.end)
        if m is not None and not (source is not None and source.overlaps(Span(*m.span(1)))):
            return Span(*m.span(1))
    return None
