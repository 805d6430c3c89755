"""The shape of a statement: its content ranges put right by the quotation marks, and its type."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from sayso.model import Span
from sayso.model.records import StatementType
from sayso.text.quotes import Quotation
from sayso.text.words import count

_WORD = re.compile(r"\w+")
_TRIM_END = " \t\r\n\u00a0,;:.—–-"
_TRIM_START = " \t\r\n\u00a0,;:.—–)-"
_CLOSING = "\"”’»'“」"


class Quoted:
    """The outermost quotations of a text, for look-up by offset."""

    def __init__(self, text: str, quotations: Sequence[Quotation]) -> None:
        self.text = text
        self.outer = tuple(q for q in quotations if q.depth == 1)
        self._starts = [q.start for q in self.outer]
        self._inner = bytearray(len(text))
        for q in quotations:
            if q.depth > 1:
                self._inner[q.start : q.end] = b"\x01" * (q.end - q.start)

    def at(self, offset: int) -> Quotation | None:
        """The outermost quotation that holds this offset."""
        k = bisect_right(self._starts, offset) - 1
        return self.outer[k] if k >= 0 and offset < self.outer[k].end else None

    def nested(self, offset: int) -> bool:
        """Whether this offset stands in a quotation within a quotation."""
        return bool(self._inner[offset])

    def meeting(self, span: Span) -> tuple[Quotation, ...]:
        """The outermost quotations that share a code point with ``span``."""
        k = max(0, bisect_right(self._starts, span.start) - 1)
        found = []
        while k < len(self.outer) and self.outer[k].start < span.end:
            if span.start < self.outer[k].end:
                found.append(self.outer[k])
            k += 1
        return tuple(found)


_GAP_WORDS = 3
_BREAK = re.compile(r"[.;:!?()\"“”«»„]|,\s*(?:who|which|whose)\b")


def trimmed(text: str, span: Span) -> Span | None:
    """The span without the white space and stray punctuation at its ends; ``None`` when no word is left."""
    start, end = span.start, span.end
    while start < end and text[start] in _TRIM_START:
        start += 1
    while end > start and text[end - 1] in _TRIM_END:
        if text[end - 1] == "." and _abbreviated(text, start, end):
            break
        end -= 1
    return Span(start, end) if _WORD.search(text, start, end) else None


def _abbreviated(text: str, start: int, end: int) -> bool:
    """Whether the stop before ``end`` belongs to an abbreviation (``U.S.``, ``a.m.``, ``Inc.``)."""
    return bool(re.search(r"(?:\b\w\.\w\.|\b(?:Inc|Ltd|Co|Corp|Jr|Sr|Bros|etc)\.)$", text[max(start, end - 8) : end]))


def repaired(quoted: Quoted, spans: Sequence[Span], taken: Sequence[Span]) -> tuple[Span, ...]:
    """Content ranges with their quotation marks, cut free of source and cue, merged and in order.

    ``taken`` are the ranges of source and cue. A mark that stands right at the border of a range belongs to
    it when the rest of its quotation does.
    """
    text = quoted.text
    made: list[Span] = []
    for span in sorted(spans):
        for piece in _without(span, taken):
            whole = _with_marks(quoted, piece, taken)
            cut = trimmed(text, whole)
            if cut is not None:
                made.append(_with_marks(quoted, cut, taken))
    made = [_not_broken_off(text, span, taken) for span in _without_scraps(quoted, made, taken)]
    merged: list[Span] = []
    for span in sorted((*made, *completed_quotations(quoted, made, taken))):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        elif merged and _slip(text, Span(merged[-1].end, span.start), taken):
            merged[-1] = Span(merged[-1].start, span.end)
        else:
            merged.append(span)
    return tuple(merged)


_BROKEN_OFF = re.compile(r"(?<!\w)(?:(which|who|whose|that)|to|of|in|with|for|by|from|at|on|than|the|an?)$")
_CLAUSE_LEFT = re.compile(r"[^.,;:!?\n\"“”«»]{2,120}(?=[.,;:!?\n\"”»])")
_PHRASE_LEFT = re.compile(r"\s+(?:(?:the|an?|its|his|her|their)\s+)?\w[\w’'-]*")


def _not_broken_off(text: str, span: Span, taken: Sequence[Span]) -> Span:
    """A range that ends with a word that ends nothing goes on to the end of that clause or phrase."""
    end = _BROKEN_OFF.search(text, max(span.start, span.end - 6), span.end)
    left = (_CLAUSE_LEFT if end.group(1) else _PHRASE_LEFT).match(text, span.end) if end else None
    whole = Span(span.start, left.end()) if left else span
    return span if any(whole.overlaps(t) for t in taken) else whole


def _slip(text: str, gap: Span, taken: Sequence[Span]) -> bool:
    """Whether a gap between two ranges is no interruption: no word, or a word or two that nobody says apart."""
    words_between = gap.of(text)
    if "\n" in words_between or any(t.overlaps(gap) for t in taken):
        return False
    count = len(_WORD.findall(words_between))
    return count == 0 or (count <= _GAP_WORDS and not _BREAK.search(words_between))


def completed_quotations(
    quoted: Quoted, spans: Sequence[Span], taken: Sequence[Span], share: float = 0.4
) -> tuple[Span, ...]:
    """The ranges with every quotation whole of which they hold at least ``share`` of the words.

    A quotation that holds the source or the cue is left as it is: there the statement is a part of it.
    """
    out = list(spans)
    for q in {q for s in spans for q in quoted.meeting(s)}:
        if not q.closed or any(q.span.overlaps(t) for t in taken):
            continue
        total = words(quoted.text, [q.span])
        have = words(quoted.text, [Span(max(s.start, q.start), min(s.end, q.end)) for s in spans if s.overlaps(q.span)])
        if total > have >= share * total:
            out.append(q.span)
    return tuple(sorted(out))


def _without_scraps(quoted: Quoted, spans: list[Span], taken: Sequence[Span]) -> list[Span]:
    """The ranges less those that hold only a small piece of a quotation, where a better range is there."""
    kept = []
    for s in spans:
        q = quoted.at(s.start) or quoted.at(s.end - 1)
        if q is None or not q.closed or any(q.span.overlaps(t) for t in taken):
            kept.append(s)
            continue
        inside = words(
            quoted.text, [Span(max(t.start, q.start), min(t.end, q.end)) for t in spans if t.overlaps(q.span)]
        )
        if q.span.contains(s) and inside < 0.4 * words(quoted.text, [q.span]):
            continue
        kept.append(s)
    return kept or spans


def _without(span: Span, taken: Sequence[Span]) -> list[Span]:
    pieces = [span]
    for t in taken:
        pieces = [
            p
            for s in pieces
            for p in (
                (s,) if not s.overlaps(t) else (Span(s.start, max(s.start, t.start)), Span(min(s.end, t.end), s.end))
            )
            if p.end > p.start
        ]
    return pieces


def _with_marks(quoted: Quoted, span: Span, taken: Sequence[Span]) -> Span:
    start, end = span.start, span.end
    text = quoted.text
    for q in quoted.meeting(Span(max(0, start - 3), min(len(text), end + 3))):
        low = q.start
        if 0 < start - low <= 3 and q.end > start and not _WORD.search(text, low, start):
            start = low
        if q.closed and 0 < q.end - end <= 4 and start <= q.start < end and not _WORD.search(text, end, q.end):
            end = q.end
    whole = Span(start, end)
    return span if any(whole.overlaps(t) for t in taken) else whole


def words(text: str, spans: Sequence[Span]) -> int:
    """How many words the ranges hold."""
    return sum(count(text, s.start, s.end) for s in spans)


def type_of(quoted: Quoted, content: Sequence[Span], cue: Span | None = None) -> StatementType:
    """``direct`` when all words stand in quotation marks, ``mixed`` when some do, else ``indirect``.

    A quotation that holds the cue as well is another's. A name or title in quotation marks (every word
    capitalised) does not make a content mixed.
    """
    text = quoted.text
    around = quoted.at(cue.start) if cue is not None else None
    total = inside = 0
    for span in content:
        for m in _WORD.finditer(text, span.start, span.end):
            total += 1
            held = quoted.at(m.start())
            inside += held is not None and (held is not around or quoted.nested(m.start()))
    if not total or not inside:
        return "indirect"
    loose = total - inside
    if loose == 0 or (
        loose == 1
        and total > 4
        and _WORD.match(text, content[0].start)
        and text[content[0].start :].startswith("that ")
    ):
        return "direct"
    for span in content:
        for q in quoted.meeting(span):
            if q is around:
                continue
            inner = text[max(q.inner.start, span.start) : min(q.inner.end, span.end)]
            found = _WORD.findall(inner)
            if found and not all(
                w[:1].isupper() or w.isdigit() or w in ("of", "the", "and", "in", "for", "a", "to") for w in found
            ):
                return "mixed"
    return "indirect"


_OWN_WORDS = re.compile(r"(?<![\w’'])(?:I|I['’](?:m|ve|d|ll)|[Mm]y|[Mm]yself)(?![\w])")
_OUR_WORDS = re.compile(r"(?<![\w’'])(?:[Ww]e|[Oo]ur|[Uu]s)(?!\w)")
_SAYING = re.compile(
    r"(?:say|says|said|tell|tells|told|write|writes|wrote|recall|recalls|recalled|explain|explains|"
    r"explained|add|adds|added)$",
    re.IGNORECASE,
)


def lost_marks(text: str, content: Sequence[Span], cue: Span | None, source: Span | None) -> bool:
    """Whether a content without quotation marks is plainly the source's own first-person speech.

    Evidence: the cue is a verb of saying, the source is spoken of in the third person, the content is no
    ``that`` clause and says ``I`` or ``my`` (or ``we`` and ``our`` at least twice, before its cue).
    """
    if cue is None or source is None or _SAYING.search(cue.of(text).strip()) is None:
        return False
    if re.match(r"(?:I|we|my|our)\b", source.of(text), re.IGNORECASE):
        return False
    body = " ".join(c.of(text) for c in content)
    if body[:5].lower() == "that ":
        return False
    return bool(_OWN_WORDS.search(body)) or (content[0].start < cue.start and len(_OUR_WORDS.findall(body)) > 1)
