"""Russian and Ukrainian reports: quotations with a verb of speech, ``по словам X``. A first step, by rules.

Nothing else is guessed: a report in these languages has the statements that these patterns find and no more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.encoders.reading import Found
from sayso.model import Span

from .shape import Quoted, trimmed

_LONGEST_SENTENCE = 2500  # code points
_VERB = (
    r"(?:сказал|заявил|сообщил|отметил|добавил|подчеркнул|рассказал|пояснил|объяснил|утверждал|признал|подтвердил|"
    r"объявил|написал|ответил|предупредил|пообещал|обвинил|призвал|уточнил|напомнил)(?:а|о|и)?"
    r"|(?:говорит|говорят|заявляет|заявляют|сообщает|сообщают|утверждает|утверждают|отмечает|считает|"
    r"считают|пишет|пишут|"
    r"подчеркивает|подчёркивает|добавляет)"
    r"|(?:сказа|заяви|повідоми|зазначи|дода|підкресли|розпові|поясни|стверджува|визна|підтверди|оголоси|написа|"
    r"відпові|попереди|пообіця|звинувати|закли|уточни|нагада)(?:в|ла|ло|ли)"
    r"|(?:каже|кажуть|заявляє|заявляють|повідомляє|повідомляють|стверджує|стверджують|зазначає|вважає|"
    r"вважають|пише|пишуть|"
    r"додає|підкреслює)"
)
_CUE = re.compile(rf"(?<!\w)(?:{_VERB})(?!\w)", re.IGNORECASE)
_BY_WORDS = re.compile(
    r"(?<!\w)(?:по\s+(?:словам|данным|информации|мнению|сообщению)|согласно|за\s+(?:словами|даними|інформацією)|"
    r"на\s+думку|згідно\s+з)(?!\w)",
    re.IGNORECASE,
)
_THAT = re.compile(r"\s*,?\s*(?:что|що)\s", re.IGNORECASE)
_NOUNS = re.compile(r"(?:[\w.«»’'ʼ-]+\s*){1,9}")


def find(text: str, sentences: Sequence[Span], quoted: Quoted) -> tuple[Found, ...]:
    """Possible statements of a Russian or Ukrainian text."""
    made: list[Found] = []
    for s in sentences:
        if len(s) > _LONGEST_SENTENCE:
            continue  # no prose: a table, a list, a dump
        for m in _BY_WORDS.finditer(text, s.start, s.end):
            comma = text.find(",", m.end(), s.end)
            source = trimmed(text, Span(m.end(), comma if comma > 0 else s.end))
            before, after = (
                trimmed(text, Span(s.start, m.start())),
                trimmed(text, Span(comma, s.end)) if comma > 0 else None,
            )
            content = after if after and (before is None or len(before) < 12) else before
            if content is not None:
                made.append(_found(Span(*m.span()), source, [content], s))
        for m in _CUE.finditer(text, s.start, s.end):
            if quoted.at(m.start()) is None:
                made.extend(_verb(text, s, Span(*m.span()), quoted))
    return tuple(sorted(made, key=lambda f: (f.anchor, f.context)))


def _found(cue: Span, source: Span | None, content: Sequence[Span], context: Span) -> Found:
    return Found(cue, source, tuple(content), (), context, cue.start, 0.6, 0.6, 0.6, (), (), (), "cyrillic")


def _verb(text: str, s: Span, cue: Span, quoted: Quoted) -> list[Found]:
    that = _THAT.match(text, cue.end, s.end)
    near = [q for q in quoted.meeting(Span(max(0, s.start - 3), min(len(text), s.end + 3))) if q.end - q.start > 12]
    left = [q for q in near if q.end <= cue.start and cue.start - q.end < 8]
    before = _before(text, s, cue)
    if left:
        after = _NOUNS.match(text, cue.end + 1, s.end)
        source = trimmed(text, Span(*after.span())) if after else None
        return [_found(cue, source, [q.span for q in left[-1:]], s)]
    if that is not None:
        content = trimmed(text, Span(that.end(), s.end))
        return [_found(cue, before, [content], s)] if content else []
    right = [q for q in near if q.start >= cue.end and text[cue.end : q.start].strip() in (":", ",", ": —", ":—")]
    if right:
        return [_found(cue, before, [right[0].span], s)]
    tail = re.compile(r",\s*[–—-]?\s*$").search(text, s.start, cue.start)
    dash = text.rfind(" — ", s.start, cue.start)
    if tail is not None or (dash > 0 and cue.start - dash < 4):
        content = trimmed(text, Span(s.start, tail.start() if tail else dash))
        after = _NOUNS.match(text, cue.end + 1, s.end)
        if content is not None and after is not None:
            return [_found(cue, trimmed(text, Span(*after.span())), [content], s)]
    return []


def _before(text: str, s: Span, cue: Span) -> Span | None:
    start = max(text.rfind(mark, s.start, cue.start) for mark in (",", ";", "»", "”", '"'))
    return trimmed(text, Span(start + 1 if start >= 0 else s.start, cue.start))
