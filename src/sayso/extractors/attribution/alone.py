"""Quotations that no cue and no speech around them claims.

On annotated reports every quotation of seven words or more is somebody's statement: what no other rule ties is
tied to a name behind it, to a statement announced before it, or stands with its sentence and without a source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.model import Span
from sayso.text.quotes import Quotation

from .engine import ALONE, Draft, ruled
from .inventory import Inventory
from .shape import Quoted, trimmed, words

_LEAST = 7  # words of a quotation that is no title, term or slogan
_SPEECH = 12  # words of a quotation that is no title, and needs no speaker before it in its paragraph
_LONGEST = 600  # code points of a sentence that is a content
_BEHIND = re.compile(r"\s?([A-Z][^\n.;:“”\"]{2,90}?)(?=\.(?:\s|$)|\n|$)")
_VERB = re.compile(r"\b(?:is|was|are|were|has|had|have|did|does|will|would|\w+ed)\b")
_ANNOUNCED = re.compile(
    r"((?:has |have |had )?"
    r"(?:released|issued|made|posted|gave|sent|published|shared|delivered|wrote|tweeted|read out|read)"
    r"\s+(?:the following|this|an?|the)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:statement|letter|e-?mail|message|post|tweet|note|apology|remarks|text))s?\b[^\n“”\"]{0,60}:$"
)
_WORD = re.compile(r"(?<!\w)[^\W\d_]{4,}")
_TITLE = 0.6  # share of capitalised words from which a quotation is taken for a title


def left_over(names: Inventory, sentences: Sequence[Span], quoted: Quoted, made: Sequence[Draft]) -> list[Draft]:
    """The statements of quotations that none of ``made`` covers."""
    text = names.text
    covered = bytearray(len(text))
    for d in made:
        for c in (*d.content, *((d.cue,) if d.cue else ())):
            covered[c.start : c.end] = b"\x01" * (c.end - c.start)
    free = [
        q
        for q in quoted.outer
        if words(text, [q.span]) >= _LEAST and not any(covered[q.start : q.end]) and not _titled(text, q)
    ]
    out: list[Draft] = []
    done = 0
    for k, q in enumerate(free):
        if q.start < done:
            continue
        draft = _announced(names, free[k:])
        if draft is None and q.closed:
            draft = _named_behind(names, q) or _with_sentence(names, sentences, covered, made, q)
        if draft is not None:
            out.append(draft)
            done = draft.content[-1].end
    return out


def _titled(text: str, q: Quotation) -> bool:
    longer = _WORD.findall(text, q.start, q.end)
    return len(longer) < _SPEECH and sum(w[0].isupper() for w in longer) > _TITLE * len(longer)


def _named_behind(names: Inventory, q: Quotation) -> Draft | None:
    """``"We are full," Jesse Brik, a nurse.``: a name behind the comma and no verb."""
    text = names.text
    behind = _BEHIND.match(text, q.end) if text[q.end - 2 : q.end - 1] == "," else None
    if behind is None or _VERB.search(behind.group(1)):
        return None
    first = names.between(behind.start(1), behind.end(1))
    if not first or first[0].start != behind.start(1):
        return None
    return ruled(None, Span(*behind.span(1)), (q.span,), "speaker-behind")


def _announced(names: Inventory, quotations: Sequence[Quotation]) -> Draft | None:
    """``The mayor released the following statement: "…"``, over as many paragraphs as it has."""
    text, q = names.text, quotations[0]
    before = text[max(0, q.start - 240) : q.start].rstrip()
    line = before[before.rfind("\n") + 1 :]
    lead = _ANNOUNCED.search(line)
    if lead is None:
        return None
    begin = max(0, q.start - 240) + len(before) - len(line)
    source = trimmed(text, Span(begin, begin + lead.start()))
    people = names.between(begin, begin + lead.start())
    if source is None or not people:
        return None
    content = [q.span]
    for more in quotations[1:]:
        if text[content[-1].end : more.start].strip():
            break
        content.append(more.span)
    return ruled(Span(begin + lead.start(1), begin + lead.end(1)), source, tuple(content), "statement-announced")


def _with_sentence(
    names: Inventory, sentences: Sequence[Span], covered: bytearray, made: Sequence[Draft], q: Quotation
) -> Draft | None:
    """A quotation with the sentence it stands in, in a paragraph that tells of somebody who speaks there."""
    text = names.text
    begin = text.rfind("\n", 0, q.start) + 1
    here = [s for s in sentences if s.start < q.end and q.start < s.end]
    if not here:
        return None
    whole = trimmed(text, Span(min(here[0].start, q.start), max(here[-1].end, q.end)))
    if whole is None or (len(whole) > _LONGEST and whole.start != q.start) or any(covered[whole.start : whole.end]):
        return None
    spoken = any(begin <= d.anchor < q.start for d in made)
    if not spoken and not (names.between(begin, q.start) and words(text, [q.span]) >= _SPEECH):
        return None
    end = q.end if whole.end <= q.end else whole.end
    return ruled(None, None, (Span(whole.start, end),), ALONE)
