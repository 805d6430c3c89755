"""What a tagger takes wrongly by the build of a sentence, put right before its findings become statements.

Each rule looks at the words beside a cue and changes or drops one finding; none adds one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from sayso.encoders.reading import Found
from sayso.model import Span

_AUXILIARIES = frozenset(
    "do does did has have had is are was were be been will would can could should may might".split()
)
_NEGATED = 16  # code points from a bare auxiliary to the verb that it belongs to: "do not believe"
_CITED_BY = re.compile(r"(?:as\s+)?(?:cited|quoted|reported|carried|told)\s+(?:by|in)", re.IGNORECASE)
_AS = re.compile(r"\bas\s+$", re.IGNORECASE)
_TOPIC = re.compile(r"(?:Why|How|What|Where|Who|When|Which|Inside|Meet)\b")
_LIGHT = re.compile(
    r"(?:make|makes|made|making|issue|issued|issuing|give|gave|giving|voice|voiced|voicing|has|have|had)"
    r"(?:\s+(?:an?|the|its|their|his|her|new|more|public|vocal|repeated|several|strong))?"
)
_DASH = re.compile(r"\s[—–]\s|\s--\s|—")
_HEAD_WORDS = 6  # of a sentence's subject before a parenthesis between dashes
_FROM = re.compile(
    r"\s+from\s+((?:[“\"‘']?[\w’'.&-]+[”\"’']?\s+){0,5}?[“\"‘']?[\w’'.&-]+[”\"’']?)"
    r"(?=\s+(?:on|about|that|to|for|over|regarding|concerning)\s)"
)
_PLEDGES = re.compile(
    r"(?:vow|pledg|promis|threaten|agree|refus|declin|offer|demand|plan|hop|decid|swear|swor|intend|mean|volunteer)"
    r"(?:e|ed|d|s|es|ing|n|t)?",
    re.IGNORECASE,
)
_ACTIVE = re.compile(r"\s+(?:(?:have|has|had|also|now|reportedly|allegedly|then|since|later|already|publicly)\s+)*$")
_REDUCED = re.compile(r"\s*(?:[—–,(]|--)\s*$")
_CONCEDES = re.compile(r"[\s,”\"]*(?:even\s+)?(?:although|though|while|whereas)\s+", re.IGNORECASE)
_ADDS = re.compile(r"[\s,”\"]*(?:but|and|yet)\s+")
_NAME_AT_END = re.compile(r"(?:(?:the|The)\s+)?[A-Z][\w’'.-]*(?:\s+(?:(?:of|the)\s+)*[A-Z][\w’'.-]*){0,5}$")


def mended(text: str, sentences: Sequence[Span], found: Sequence[Found]) -> list[Found]:
    """The findings without those that are none, the others with source and content put right."""
    ordered = sorted(found, key=lambda f: f.anchor)
    kept = [f for k, f in enumerate(ordered) if not _is_none(text, f, ordered[max(0, k - 6) : k + 7])]
    starts = [s.start for s in sentences]
    return [_put_right(text, sentences, starts, f, kept) for f in kept]


def _is_none(text: str, f: Found, near: Sequence[Found]) -> bool:
    cue = f.cue
    if cue is None:
        return _is_topic(text, f)
    others = [o for o in near if o is not f and o.cue is not None and o.context.overlaps(f.context)]
    return (
        _within_a_word(text, cue)
        or _is_auxiliary(text, cue, others)
        or _repeats_relay(text, f, others)
        or _is_light(text, f, others)
        or _is_work(text, f)
    )


def _is_topic(text: str, f: Found) -> bool:
    """A heading's subject before its colon is no speaker: ``The harbour: Why the pumps failed``."""
    content = f.content[0]
    return (
        f.source is not None
        and 0 < content.start - f.source.end <= 2
        and text.startswith(":", f.source.end)
        and _TOPIC.match(text, content.start) is not None
        and not text.startswith("?", f.content[-1].end)
        and text[f.content[-1].end - 1] != "?"
    )


def _within_a_word(text: str, cue: Span) -> bool:
    """``self-confident-looking`` holds no ``confident``."""
    before, after = text[max(0, cue.start - 2) : cue.start], text[cue.end : cue.end + 2]
    left = len(before) == 2 and before[1] in "-‑" and before[0].isalpha()
    return left and len(after) == 2 and after[0] in "-‑" and after[1].isalpha()


def _is_auxiliary(text: str, cue: Span, others: Sequence[Found]) -> bool:
    """``do`` in ``do not believe`` is part of the other cue."""
    return cue.of(text).lower() in _AUXILIARIES and any(
        o.cue is not None and cue.end < o.cue.start <= cue.end + _NEGATED for o in others
    )


def _repeats_relay(text: str, f: Found, others: Sequence[Found]) -> bool:
    """``…, X said, as cited by Y``: Y passes on what X said, which is one statement."""
    cue = f.cue
    if cue is None or _CITED_BY.fullmatch(cue.of(text)) is None:
        return False
    if not cue.of(text).lower().startswith("as ") and _AS.search(text, max(0, cue.start - 4), cue.start) is None:
        return False
    return any(c.overlaps(d) for o in others if o.source is not None for c in o.content for d in f.content)


def _is_light(text: str, f: Found, others: Sequence[Found]) -> bool:
    """``made`` in ``made calls to arm the town``: the noun is the cue, where it was found as one."""
    cue = f.cue
    if cue is None or _LIGHT.fullmatch(text, cue.start, cue.end) is None:
        return False
    return any(
        o.cue is not None
        and f.content[0].start <= o.cue.start < f.content[0].start + 25
        and all(f.content[0].start <= c.start and c.end <= f.content[-1].end for c in o.content)
        for o in others
    )


_MAKES = re.compile(
    r"(?:wr[oi]te[s]?|writ(?:ten|ing)|publish(?:ed|es|ing)|record(?:ed|s|ing)|compos(?:ed|es|ing))", re.IGNORECASE
)
_WORK = re.compile(
    r"(?:the|an?|his|her|their|its)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:novel|book|film|song|poem|play|album|memoirs?|movie|musical|opera|autobiography)\b"
    r"(?!\s+(?:that|in which|where))"
)


def _is_work(text: str, f: Found) -> bool:
    """Whoever wrote a novel said nothing by it: ``wrote the novel "They Said No"``."""
    cue, content = f.cue, f.content[0]
    return (
        cue is not None
        and _MAKES.fullmatch(text, cue.start, cue.end) is not None
        and 0 < content.start - cue.end <= 1
        and _WORK.match(text, content.start, content.end) is not None
    )


def _put_right(text: str, sentences: Sequence[Span], starts: list[int], f: Found, all_found: Sequence[Found]) -> Found:
    if f.cue is None:
        return f
    f = _own_sentence(text, sentences, starts, f, all_found)
    f = _before_dashes(text, sentences, starts, f)
    return _from_whom(text, _subject_of_pledge(text, _reduced(text, _without_concession(text, f, all_found))))


def _sentence(sentences: Sequence[Span], starts: list[int], at: int) -> Span | None:
    k = bisect_right(starts, at) - 1
    return sentences[k] if k >= 0 and at < sentences[k].end else None


def _own_sentence(
    text: str, sentences: Sequence[Span], starts: list[int], f: Found, all_found: Sequence[Found]
) -> Found:
    """A participle's subject is that of its sentence, not whoever the next sentence names."""
    cue, source = f.cue, f.source
    if cue is None or source is None or source.start <= cue.end or not cue.of(text).endswith("ing"):
        return f
    own = _sentence(sentences, starts, cue.start)
    if own is None or source.start < own.end:
        return f
    sources = [o.source for o in all_found if o.source is not None]
    same = [s for s in sources if own.start <= s.start and s.end <= cue.start]
    return replace(f, source=max(same, default=None, key=lambda s: s.start))


def _before_dashes(text: str, sentences: Sequence[Span], starts: list[int], f: Found) -> Found:
    """``The polling — hard where few pollsters exist — shows that …``: the subject stands before the dashes."""
    cue, source = f.cue, f.source
    if cue is None or source is None or source.end > cue.start or _DASH.fullmatch(text, source.end, cue.start) is None:
        return f
    own = _sentence(sentences, starts, cue.start)
    if own is None or source.start < own.start:
        return f
    first = _DASH.search(text, own.start, source.end)
    if first is None or not 0 < len(text[own.start : first.start()].split()) <= _HEAD_WORDS:
        return f
    return replace(f, source=Span(own.start, first.start()))


def _without_concession(text: str, f: Found, all_found: Sequence[Found]) -> Found:
    """``Hundreds came, officials said, although the army has not …``: what is conceded is the report's own.

    So is what ``but`` or ``and`` adds, where it is somebody else who tells it: ``…, but the army has not disclosed``.
    """
    cue, source = f.cue, f.source
    if cue is None or source is None or len(f.content) < 2:
        return f
    head, tail = min(cue.start, source.start), max(cue.end, source.end)
    added = _ADDS.match(text, tail)
    anothers = added is not None and any(
        o.source is not None and o.cue is not None and o.source.start == added.end() and o.cue.start > o.source.start
        for o in all_found
    )
    if f.content[0].end > head or not (anothers or _CONCEDES.match(text, tail)):
        return f
    return replace(f, content=tuple(c for c in f.content if c.end <= head))


def _around_to(text: str, f: Found) -> tuple[Span, Span, Span] | None:
    """Cue, words before it and ``to …`` behind it, where a finding without a source has just these."""
    cue = f.cue
    if cue is None or f.source is not None or len(f.content) != 2 or f.content[0].end > cue.start:
        return None
    first, second = f.content
    return (cue, first, second) if second.start >= cue.end and text.startswith("to ", second.start) else None


def _reduced(text: str, f: Found) -> Found:
    """``to the port – thought to be closed``: only the name right before the dash is thought to be so."""
    parts = _around_to(text, f)
    if parts is None:
        return f
    cue, first, second = parts
    name = _NAME_AT_END.search(text, first.start, first.end)
    if _REDUCED.fullmatch(text, first.end, cue.start) is None or name is None:
        return f
    return replace(f, content=(Span(name.start(), first.end), second))


def _subject_of_pledge(text: str, f: Found) -> Found:
    """``Up to 300 have reportedly vowed to go``: who vows is the source, not part of what is vowed."""
    parts = _around_to(text, f)
    if parts is None:
        return f
    cue, first, second = parts
    if _PLEDGES.fullmatch(cue.of(text)) is None or _ACTIVE.fullmatch(text, first.end, cue.start) is None:
        return f
    return replace(f, source=first, content=(second,))


def _from_whom(text: str, f: Found) -> Found:
    """``requests from several veterans on how to join``: who asks stands behind ``from``."""
    cue = f.cue
    if cue is None or f.source is not None or len(f.content) != 1 or f.content[0].start < cue.end:
        return f
    m = _FROM.match(text, cue.end)
    if m is None or m.end() + 1 >= f.content[0].end or f.content[0].start > m.end():
        return f
    return replace(f, source=Span(*m.span(1)), content=(Span(m.end() + 1, f.content[0].end),))
