"""Quotation structure: which stretches of a text stand between quotation marks, of any style.

Marks are paired within a paragraph by a stack, so quotations nest. A mark that is never closed runs to the
end of its paragraph and says so; where the next paragraph opens with the same mark, the quotation continues
there (the printers' rule: every paragraph of a long quotation opens with a mark, only the last one closes).
Apostrophes, primes and possessives are told from single quotation marks by their neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.model import Span

from .sentences import paragraphs

# opening mark -> marks that close it. A mark may open in one language and close in another.
_PAIRS = {
    "“": '”"“″',
    "„": '“”"',
    "‟": "”",
    "«": "»",
    "‹": "›",
    "「": "」",
    "『": "』",
    "‘": "’'",
    "‚": "‘’",
    '"': '"”“″',
    "'": "'’",
    "``": "''",
    "”": "”",
    "»": "«",
    "›": "‹",
    "’": "’",
}
_SINGLE = frozenset("'‘’‚")
_ALWAYS_OPEN = frozenset("„‟「『‚")
_MARK = re.compile("[“”„‟«»‹›「」『』‘’‚\"'`″]")
_CURLY = re.compile("[“”]")
_BEFORE_OPENING = frozenset("([{—–-:;/,\"“”„«‘'…>*|")
_ELISIONS = ("em", "til", "tis", "twas", "cause", "round", "n", "s", "t", "d", "ll", "re", "ve", "m")


_LINES_BELOW, _REACH_BELOW = 8, 2500
_DEEPEST = 6  # quotations within quotations
_LOOK_AHEAD = 3000  # code points in which a single mark must find its partner


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation with its marks: ``start..end`` in the text; ``inner`` is what stands between them."""

    start: int
    end: int
    inner: Span
    depth: int  # 1 for an outermost quotation
    closed: bool  # whether a closing mark was found
    continues: bool  # whether the next paragraph goes on with it

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(slots=True)
class _Open:
    mark: str
    start: int
    depth: int


def _letter(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at].isalnum()


def _space(text: str, at: int, span: Span) -> bool:
    return at < span.start or at >= span.end or text[at].isspace()


def _can_open(text: str, at: int, width: int, span: Span) -> bool:
    before_free = _space(text, at - 1, span) or text[at - 1] in _BEFORE_OPENING
    return before_free and not _space(text, at + width, span)


def _is_apostrophe(text: str, at: int, span: Span) -> bool:
    """Whether a single mark stands inside a word, or for letters left out (``'em``, ``'90s``)."""
    if _letter(text, at - 1) and _letter(text, at + 1):
        return True
    if _space(text, at - 1, span) and at + 1 < span.end:
        if text[at + 1].isdigit():
            return True
        end = at + 1
        while end < span.end and text[end].isalpha() and end - at < 8:
            end += 1
        return text[at + 1 : end].lower() in _ELISIONS
    return False


def _closes_later(text: str, at: int, span: Span, closers: str) -> bool:
    """Whether a single quotation mark opened at ``at`` finds its closing mark in the paragraph."""
    for i in range(at + 1, min(span.end, at + _LOOK_AHEAD)):
        if text[i] in closers and not _letter(text, i + 1) and not _space(text, i - 1, span):
            return True
    return False


def _single_closes(text: str, at: int, span: Span, closers: str) -> bool:
    """Whether this single mark ends a quotation rather than making a possessive (``soldiers’ pay``)."""
    if _letter(text, at + 1) or _space(text, at - 1, span):
        return False
    if text[at - 1] not in "sS" or at + 1 >= span.end or not text[at + 1].isspace():
        return True
    for i in range(at + 1, min(span.end, at + _LOOK_AHEAD)):
        if text[i] == "‘":
            return True
        if text[i] in closers and not _letter(text, i + 1) and text[i - 1] in ".,!?…":
            return False
    return True


def _scan(text: str, span: Span, found: list[Quotation]) -> list[_Open]:
    """Pair the marks of one paragraph; returns what stays open."""
    stack: list[_Open] = []
    i = span.start
    while (next_mark := _MARK.search(text, i, span.end)) is not None:
        i, mark = next_mark.start(), next_mark.group()
        width = 1
        if mark in "`'" and text[i : i + 2] in ("``", "''"):
            mark, width = text[i : i + 2], 2
        elif mark == "`":
            i += 1
            continue
        if mark in _SINGLE and mark != "‘" and _is_apostrophe(text, i, span):
            i += 1
            continue
        at = _closing(stack, mark, text, i, span)
        if at is not None:
            for left in stack[at + 1 :]:
                found.append(_quotation(left, i, i, closed=False))
            found.append(_quotation(stack[at], i, i + width, closed=True))
            del stack[at:]
        elif mark in _PAIRS and len(stack) < _DEEPEST and _opens(stack, mark, text, i, width, span):
            stack.append(_Open(mark, i, len(stack) + 1))
        i += width
    return stack


def _closing(stack: Sequence[_Open], mark: str, text: str, at: int, span: Span) -> int | None:
    """Index in the stack of the quotation that this mark closes."""
    for k in range(len(stack) - 1, -1, -1):
        closers = _PAIRS[stack[k].mark]
        if mark not in closers or (len(mark) == 2) != (len(stack[k].mark) == 2):
            continue
        if mark in _SINGLE and not _single_closes(text, at, span, closers):
            return None
        if mark == "“" and stack[k].mark != "„" and _can_open(text, at, 1, span):
            return None  # an opening mark nested in another
        return k
    return None


def _opens(stack: Sequence[_Open], mark: str, text: str, at: int, width: int, span: Span) -> bool:
    if mark in _ALWAYS_OPEN:
        return True
    if mark in ("”", "»", "›", "’"):  # these open only where a language sets them so
        return not stack and _can_open(text, at, width, span) and _closes_later(text, at, span, _PAIRS[mark])
    if mark in ("'", "‘"):
        return _can_open(text, at, width, span) and _closes_later(text, at, span, _PAIRS[mark])
    if mark == '"':
        return _can_open(text, at, width, span)
    if mark == "“" and _space(text, at + width, span):  # “ set apart ”, as some tools leave it
        after = _CURLY.search(text, at + width, min(span.end, at + _LOOK_AHEAD))
        return _space(text, at - 1, span) and after is not None and after.group() == "”"
    return not _space(text, at + width, span)


def _quotation(opened: _Open, inner_end: int, end: int, *, closed: bool) -> Quotation:
    inner = Span(min(opened.start + len(opened.mark), inner_end), inner_end)
    return Quotation(opened.start, end, inner, opened.depth, closed, False)


def quotations(text: str, lines: Sequence[Span] | None = None) -> tuple[Quotation, ...]:
    """All quotations of ``text`` in order of their start, outer before inner.

    ``lines`` are the paragraphs of the text where the caller has them already.
    """
    spans = paragraphs(text) if lines is None else lines
    found: list[Quotation] = []
    resume = 0
    for k, span in enumerate(spans):
        if resume >= span.end:
            continue
        here: list[Quotation] = []
        for left in _scan(text, Span(max(span.start, resume), span.end), here):
            following = text[spans[k + 1].start] if k + 1 < len(spans) else ""
            goes_on = left.depth == 1 and following == left.mark
            close = None if goes_on or left.depth > 1 else _closed_below(text, spans, k, left.mark)
            if close is not None:
                here.append(_quotation(left, close, close + len(_closer(text, close)), closed=True))
                resume = here[-1].end
                continue
            whole = _quotation(left, span.end, span.end, closed=False)
            here.append(Quotation(whole.start, whole.end, whole.inner, whole.depth, False, goes_on))
        found.extend(sorted(here, key=lambda q: (q.start, -q.end)))
    return tuple(sorted(found, key=lambda q: (q.start, -q.end)))


def _closer(text: str, at: int) -> str:
    return "''" if text[at : at + 2] == "''" else text[at]


def _closed_below(text: str, spans: Sequence[Span], k: int, mark: str) -> int | None:
    """Where a quotation left open in paragraph ``k`` is closed in one of the next lines, if it plainly is.

    Texts with one sentence a line break a quotation over lines without opening it anew. The first mark of
    its kind below must be one that can only close.
    """
    if mark in _SINGLE:
        return None
    closers = _PAIRS[mark]
    for span in spans[k + 1 : k + 1 + _LINES_BELOW]:
        if span.start - spans[k].end > _REACH_BELOW:
            return None
        for i in range(span.start, min(span.end, spans[k].end + _REACH_BELOW)):
            if text[i] == mark[0] or text[i] in closers:
                opens = (text[i] == mark and mark not in closers) or _can_open(text, i, 1, span)
                return None if opens or text[i : i + len(mark)] == "``" else i
    return None


def inside(text: str, quoted: Sequence[Quotation]) -> bytearray:
    """For every code point 0 outside, 1 inside an outermost quotation, 2 for its marks."""
    state = bytearray(len(text))
    for q in quoted:
        if q.depth > 1 or (not q.closed and not q.continues and q.end - q.start > 1500):
            continue
        state[q.start : q.end] = b"\x01" * (q.end - q.start)
        state[q.start] = 2
        if q.closed:
            state[q.end - 1] = 2
    return state
