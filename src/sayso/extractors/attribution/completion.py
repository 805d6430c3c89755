"""Quotations that no cue claims: they go on with the speaker of the passage, or stand alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sayso.model import Span
from sayso.text.quotes import Quotation

from .engine import Draft, ruled
from .inventory import Inventory
from .shape import Quoted, trimmed, words

_PLACE = 1000  # code points
_LEAST = 5  # words of a quotation that can stand as a statement of its own
_COLON = re.compile(r":\s*$")
_LEAST_LINE = 1  # words of a line in a transcript
_ENDS = re.compile(r"[.?!…\"”’')]")
_LABELS = 3  # times that a label must come back
_LABEL = re.compile(
    r"^[ \t]*(?:(\(\([\w .]{1,20}\)\))\s*:?|([A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3})[ \t]*:)[ \t\u00a0]+(?=\S)",
    re.MULTILINE,
)
_LEAD = re.compile(r"(?:^|\n|[.!?”\"] )([A-Z][^:\n\"“”.!?]{1,70}):[ \t]*$")
_SENTENCE_LEAD = re.compile(r"(?:^|\n|[.!?”\"] )([A-Z][^:\n\"“”.!?]{1,160}):[ \t]*$")
_SUBJECT_LEAD = re.compile(r"(?:[A-Za-z’'-]+ ){0,4}[A-Za-z’'-]+, |")
_GOES_ON = re.compile(r" [a-z]")
_VERB = re.compile(r"\b(?:is|was|are|were|said|says|wrote|had|has|have|read|reads|told|asked|added)\b")


def completed(names: Inventory, quoted: Quoted, made: Sequence[Draft]) -> list[Draft]:
    """The drafts, with whole-sentence quotations that none of them covers given to whoever speaks there.

    A quotation right after a quoted statement in the same paragraph goes on with it (``"…," he said. "…"``);
    after other words of a speaker, behind a speaker and a colon, or as a paragraph after one that ends with
    ``…," he said.``, it is a statement of its own; elsewhere it is left alone: a slogan, a title, a caption.
    """
    text = names.text
    labelled = _labelled(text)
    spoken = _Near(labelled)
    out = [d for d in made if d.cue is not None or not any(_covers(b, d.content[0]) for b in spoken.around(d.extent))]
    out += labelled
    index = _Near(out)
    longer: dict[Draft, list[Span]] = {}
    for q in quoted.outer:
        inner = Span(q.start, q.end)
        if words(text, [inner]) < _LEAST or not _sentence_like(text, inner):
            continue
        around = index.around(inner)
        if any(_covers(d, inner) for d in around) or any(s.overlaps(inner) for held in longer.values() for s in held):
            continue
        source = _before_colon(text, inner) or _told_before_colon(names, inner)
        if source is not None:
            out.append(ruled(None, source, (inner,), "speaker-colon"))
            continue
        last = _running(text, inner, around, longer)
        if last is None:
            source = _paragraph_before(text, quoted, q, around)
            if source is not None:
                out.append(ruled(None, source, (inner,), "dialogue-run"))
            continue
        if last.source is None:
            continue
        if any(quoted.at(c.start) is not None for c in last.content):
            longer.setdefault(last, []).append(inner)
        else:
            out.append(ruled(None, last.source, (inner,), "dialogue-run"))
    out = [replace(d, content=tuple(sorted((*d.content, *longer[d])))) if d in longer else d for d in out]
    return sorted(out, key=lambda d: (d.anchor, d.extent))


class _Near:
    """Drafts by place, so that a long report costs no more a passage than a short one."""

    def __init__(self, made: Sequence[Draft]) -> None:
        self._places: dict[int, list[Draft]] = {}
        for d in made:
            for k in range(d.extent.start // _PLACE, d.extent.end // _PLACE + 1):
                self._places.setdefault(k, []).append(d)

    def around(self, span: Span) -> list[Draft]:
        """The drafts whose content lies at ``span`` or a little before it."""
        found: list[Draft] = []
        for k in range(max(0, span.start // _PLACE - 1), span.end // _PLACE + 1):
            found.extend(d for d in self._places.get(k, ()) if d not in found)
        return found


def _labelled(text: str) -> list[Draft]:
    """Lines of an interview or transcript: a speaker's label that comes back, a colon, and a sentence.

    Such a line is one statement, whatever a model makes of its sentences.
    One plain label alone (``Image: …``) makes no transcript; two must take turns, or one stand in brackets.
    """
    lines = []
    for m in _LABEL.finditer(text):
        label = 1 if m.group(1) else 2
        end = text.find("\n", m.end())
        content = trimmed(text, Span(m.end(), end if end >= 0 else len(text)))
        if (
            content is not None
            and words(text, [content]) >= _LEAST_LINE
            and _ENDS.search(text, content.end - 1, content.end + 1)
        ):
            lines.append((m.group(label), Span(m.start(label), m.end(label)), content))
    count: dict[str, int] = {}
    for name, _, _ in lines:
        count[name] = count.get(name, 0) + 1
    turns = {name for name, n in count.items() if n >= _LABELS}
    if len(turns) < 2 and not any(name.startswith("(") for name in turns):
        return []
    return [ruled(None, label, (content,), "speaker-label") for name, label, content in lines if name in turns]


def _before_colon(text: str, span: Span) -> Span | None:
    """The short noun phrase before a colon that leads a quotation in: ``The mayor: "…"``."""
    m = _LEAD.search(text, max(0, span.start - 90), span.start)
    if m is None or _VERB.search(m.group(1)):
        return None
    return trimmed(text, Span(m.start(1), m.end(1)))


def _told_before_colon(names: Inventory, span: Span) -> Span | None:
    """The one person whom the sentence before a colon tells of: ``Chabor is vague when asked: "…"``."""
    m = _SENTENCE_LEAD.search(names.text, max(0, span.start - 170), span.start)
    people = [n for n in names.between(m.start(1), span.start) if names.kind(n.core) == "person"] if m else []
    if m is None or len({names.fullest(n.core) for n in people}) != 1:
        return None
    who = people[0]
    subject = _SUBJECT_LEAD.fullmatch(names.text, m.start(1), who.start) and _GOES_ON.match(names.text, who.end)
    return Span(who.start, who.end) if subject else None


def _paragraph_before(text: str, quoted: Quoted, q: Quotation, near: Sequence[Draft]) -> Span | None:
    """The speaker of the paragraph before, where it ends with ``…," he said.`` and this quotation is a paragraph."""
    before = text[: q.start].rstrip(" \t")
    if not before.endswith("\n") or text[q.end :].lstrip(" \t")[:1] not in ("", "\n"):
        return None
    end = len(before.rstrip())
    for d in near:
        if d.cue is None or d.source is None or quoted.at(d.content[-1].start) is None:
            continue
        last = max(d.cue.end, d.source.end)
        if d.content[-1].end <= min(d.cue.start, d.source.start) and 0 <= end - last <= 1:
            return d.source
    return None


def _sentence_like(text: str, span: Span) -> bool:
    inner = text[span.start + 1 : span.end].strip("\"“”'’ ")
    if not inner[:1].isupper():
        return False
    before = text[max(0, span.start - 3) : span.start].rstrip()
    alone = text[span.end : span.end + 1] in (".", "!", "?") and before.endswith((".", "!", "?", "”", '"'))
    return alone or text[span.end - 2 : span.end].strip("\"”’'»")[-1:] in (".", "!", "?", ",")


def _covers(d: Draft, span: Span) -> bool:
    return any(c.start < span.end and span.start < c.end for c in d.content)


def _running(text: str, span: Span, near: Sequence[Draft], longer: Mapping[Draft, Sequence[Span]]) -> Draft | None:
    """The statement that ends right before a quotation, in the same paragraph."""
    best, end = None, -1
    for d in near:
        if d.source is None:
            continue
        parts = [*d.content, *longer.get(d, ()), d.source, *((d.cue,) if d.cue else ())]
        if d.content[0].start >= span.start or any(p.overlaps(span) for p in parts):
            continue
        stop = max(p.end for p in parts if p.end <= span.start)
        if stop > end:
            best, end = d, stop
    between = text[end : span.start] if best is not None else ""
    return (
        best
        if best is not None and len(between) < 12 and "\n\n" not in between and not _COLON.search(between)
        else None
    )
