"""Contents that the model took too much or too little of, or took on the wrong side of the cue.

What stands before ``…, the ministry said on Saturday`` is what it said; the words after the cue only say when or
where. A quotation that is followed by its cue does not reach back into the sentence before it; a content that is
followed by its cue begins with its sentence's opening phrase (``As of Sunday, the rate had …, the office said``).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from sayso.lexicon.calendar import MONTH_NAMES
from sayso.model import Span

from .engine import Draft
from .shape import Quoted

_LEAST = 4  # words before the source that can be what was said
_DATELINE = 120  # code points at the head of a sentence in which a dateline's dash is looked for
_WHEN_OR_WHERE = re.compile(
    r"(?:late |early |earlier |later )?(?:"
    r"(?:on |last |this |next )?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|yesterday\b|today\b|tonight\b"
    r"|this (?:week|month|year|morning|afternoon|evening)\b|last (?:night|week|month|year)\b"
    rf"|on (?:{'|'.join(MONTH_NAMES)}) \d"
    r"|(?:in|at|during) (?:an?|the|his|her|its|their) (?:\w+ ){0,2}"
    r"(?:statement|interview|release|conference|briefing|letter|e-?mail|post|tweet|message|report|speech|telegram)\b)",
    re.IGNORECASE,
)
_LONGEST_OPENING = 60  # code points
_OPENING = re.compile(
    r"(?:As of|In|On|At|By|After|Before|During|Since|For|From|Until|Between|Within|Over|Under|Throughout|Despite|"
    r"Because of|Due to|Thanks to|Not including|Excluding|Including|Prior to|Unlike|Without)\s[^\n\"“”«»:;!?—–]+,\s"
)
_DASH = re.compile(r"\)\s*[-–—]+\s+|\s[-–—]{1,2}\s+")


def turned(text: str, sentences: Sequence[Span], quoted: Quoted, made: Sequence[Draft]) -> list[Draft]:
    """The drafts, those on the wrong side of their cue turned to the words before it, and quotations parted from
    an unquoted sentence before them."""
    starts = [s.start for s in sentences]
    turned_over = [_parted(text, quoted, _turned(text, sentences, starts, d, made)) for d in made]
    opened = [_opened(text, sentences, starts, d, made) for d in turned_over]
    dated = [_undated(text, _alone(text, _shared(text, _told_apart(text, d, made), made), made)) for d in opened]
    return [_listed(text, _addressed(text, _around(text, sentences, starts, quoted, d, made))) for d in dated]


_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|afternoon|evening|night))?"
_MONTH = f"(?:{'|'.join(MONTH_NAMES).title()})"
_SAID_WHEN = re.compile(
    rf"(?:(?:on |late on |early on |late |early |last |this )?{_DAY}|yesterday|today|that (?:night|day|evening)|"
    rf"(?:on|in) {_MONTH}(?: \d{{1,2}})?(?:, \d{{4}})?|(?:last|this|earlier this) (?:week|month|year|night|morning)),? "
    r"(?=\S+ \S)"
)


_AND = re.compile(r",?\s+(?:and|but|while|as)\s*$|,\s*$")


def _shared(text: str, d: Draft, made: Sequence[Draft]) -> Draft:
    """A content ends before the next statement's speaker: ``blamed the fog`` *and the tower* ``blamed the pilot``."""
    last = d.content[-1]
    for o in _near(made, d) if last.start >= d.anchor else ():
        source, cue = o.source, o.cue
        if (
            o.found is d.found
            or source is None
            or cue is None
            or not last.start < source.start < source.end == last.end
        ):
            continue
        end = _AND.search(text, last.start, source.start)
        if 0 < cue.start - source.end <= 2 and end is not None and end.start() > last.start:
            return replace(d, content=(*d.content[:-1], Span(last.start, end.start())))
    return d


_WHICH = re.compile(
    r",\s+(?:which|whom|who|something)\s+(?:(?:he|she|they|it|we|I)\s+)?(?:has\s+|have\s+|had\s+|also\s+|later\s+)*$"
)


def _told_apart(text: str, d: Draft, made: Sequence[Draft]) -> Draft:
    """A content ends before what its speaker says of it apart: ``he may build``, *which he said would cost little*."""
    last = d.content[-1]
    for o in _near(made, d):
        if o.found is d.found or o.cue is None or o.source is None or not last.start < o.cue.start < last.end:
            continue
        which = _WHICH.search(text, last.start, o.cue.start)
        if which is not None and which.start() <= o.source.start and which.start() > last.start:
            return replace(d, content=(*d.content[:-1], Span(last.start, which.start())))
    return d


def _alone(text: str, d: Draft, made: Sequence[Draft]) -> Draft:
    """A quotation whose own speaker follows it is no part of the next: ``"Where?" the judge asked. "At home," …``."""
    if len(d.content) < 2:
        return d
    first, after = d.content[0], d.content[1].start
    for o in _near(made, d):
        if o.found is d.found or o.cue is None or o.source is None or o.content != (first,) or d.source == o.source:
            continue
        words = (o.cue, o.source)
        if all(first.end <= w.start and w.end <= after for w in words) and d.anchor > after:
            return replace(d, content=d.content[1:])
    return d


def _undated(text: str, d: Draft) -> Draft:
    """The day between a cue and what was said tells when it was said: ``announced`` *on Monday* ``that …``."""
    content = d.content[0]
    if d.cue is None or content.start - d.cue.end != 1 or d.source is None or d.source.start > d.cue.end:
        return d
    when = _SAID_WHEN.match(text, content.start, content.end)
    return d if when is None else replace(d, content=(Span(when.end(), content.end), *d.content[1:]))


_ASKS = re.compile(
    r"(?:(?:ask|order|direct|request|instruct|encourag|requir|challeng|invit|forbid|forbad|press)(?:ed|ing|s|es|e)?|"
    r"urg(?:ed|ing|es|e)|advis(?:ed|ing|es|e)|warn(?:ed|ing|s)?|want(?:ed|s)?)$",
    re.IGNORECASE,
)
_ASKED = re.compile(r"\s+((?!(?:by|with|of|in|on|at|for|to|yesterday|today)\s)[^\W\d][\w’'.-]*(?:\s[\w’'.-]+){0,6}\s)$")
_GOES_ON = re.compile(r"; (?:and )?that\s[^\n;“”\"]{8,300}?(?=[.;]\s|[.;]?[”\"\n]|[.;]?$)")
_SPEAKING = re.compile(
    r"(?:Speaking|Asked|When asked|Talking|Writing|Responding|In (?:an?|his|her|its|their|the)\s(?:[\w’'-]+\s){0,3}"
    r"(?:statement|interview|release|conference|briefing|letter|e-?mail|post|tweet|message|report|speech|telegram|"
    r"study|article|video|ruling|broadcast|testimony|address))\b"
)


def _addressed(text: str, d: Draft) -> Draft:
    """A content that begins with what is asked begins with whom it is asked of: ``asked`` *the judge to wait*."""
    content = d.content[0]
    if d.cue is None or not text.startswith("to ", content.start) or not 0 < content.start - d.cue.end <= 60:
        return d
    gap = _ASKED.fullmatch(text, d.cue.end, content.start) if _ASKS.search(d.cue.of(text)) else None
    if gap is None or (d.source is not None and d.source.overlaps(Span(*gap.span()))):
        return d
    return replace(d, content=(Span(gap.start(1), content.end), *d.content[1:]))


def _listed(text: str, d: Draft) -> Draft:
    """A ``that`` clause goes on with the clauses set beside it: ``that it will be open; that it will be fair``."""
    last = d.content[-1]
    more = _GOES_ON.match(text, last.end) if text.startswith("that ", last.start) else None
    if more is None:
        return d
    return replace(d, content=(*d.content[:-1], Span(last.start, more.end())))


def _around(
    text: str, sentences: Sequence[Span], starts: list[int], quoted: Quoted, d: Draft, made: Sequence[Draft]
) -> Draft:
    """The words before ``, the mayor said,`` belong to what he said where the words behind go on with it."""
    content = d.content[0]
    if d.cue is None or d.source is None or content.start < d.cue.end or quoted.at(content.start) is not None:
        return d
    head = min(d.cue.start, d.source.start)
    if max(d.cue.end, d.source.end) > content.start or text[max(d.cue.end, d.source.end) : content.start] != ", ":
        return d
    k = bisect_right(starts, head) - 1
    before = text[sentences[k].start : head].rstrip() if k >= 0 and head <= sentences[k].end else ""
    if not before.endswith(",") or len(before.split()) < 2 or _SPEAKING.match(before) or "\n" in before:
        return d
    lead = Span(sentences[k].start, sentences[k].start + len(before) - 1)
    if quoted.meeting(lead) or any(o.cue and lead.overlaps(o.cue) for o in _near(made, d) if o.found is not d.found):
        return d
    return replace(d, content=(lead, *d.content))


def _opened(text: str, sentences: Sequence[Span], starts: list[int], d: Draft, made: Sequence[Draft]) -> Draft:
    content = d.content[0]
    if d.cue is None or d.source is None or d.content[-1].end > min(d.cue.start, d.source.start):
        return d
    k = bisect_right(starts, content.start) - 1
    if k < 0 or not 0 < content.start - sentences[k].start <= _LONGEST_OPENING:
        return d
    lead = Span(sentences[k].start, content.start)
    if _OPENING.fullmatch(text, lead.start, lead.end) is None:
        return d
    if any(o.cue and lead.overlaps(o.cue) for o in made if abs(o.anchor - d.anchor) < _DATELINE):
        return d
    return replace(d, content=(Span(lead.start, content.end), *d.content[1:]))


def _parted(text: str, quoted: Quoted, d: Draft) -> Draft:
    content = d.content[0]
    if d.cue is None or d.cue.start < content.end:
        return d
    for q in quoted.meeting(content):
        before = text[content.start : q.start].rstrip()
        if q.start > content.start and q.end >= content.end - 1 and before.endswith((".", "!", "?")):
            return replace(d, content=(Span(q.start, content.end), *d.content[1:]))
    return d


def _turned(text: str, sentences: Sequence[Span], starts: list[int], d: Draft, made: Sequence[Draft]) -> Draft:
    if d.cue is None or d.source is None or len(d.content) != 1:
        return d
    content = d.content[0]
    head = min(d.cue.start, d.source.start)
    tail = max(d.cue.end, d.source.end)
    if not 0 <= content.start - tail <= 2 or not _WHEN_OR_WHERE.match(text, content.start, content.end):
        return d
    k = bisect_right(starts, head) - 1
    if k < 0 or head > sentences[k].end:
        return d
    start = sentences[k].start
    before = text[start:head].rstrip()
    if not before.endswith(","):
        return d
    end = start + len(before) - 1
    dash = _DASH.search(text, start, min(end, start + _DATELINE))
    if dash is not None:
        start = dash.end()
    lead = Span(start, max(start, end))
    if len(text[lead.start : lead.end].split()) < _LEAST:
        return d
    if any(
        o.found is not d.found and (lead.overlaps(o.extent) or (o.cue and lead.overlaps(o.cue))) for o in _near(made, d)
    ):
        return d
    return replace(d, content=(lead,))


def _near(made: Sequence[Draft], d: Draft, around: int = 8) -> Sequence[Draft]:
    """The drafts beside one, which are in text order."""
    k = bisect_left(made, d.anchor, key=lambda other: other.anchor)
    return made[max(0, k - around) : k + around + 1]
