"""Statements by rules alone: quotations, listed cues, and the words beside them. A baseline, and it says so.

Used at ``fast`` depth, where no model runs. Patterns: ``X said (that) …``, ``"…," said X``, ``… , X said``,
``according to X, …``, ``reportedly …``. Nouns and rarer constructions are left to the model.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from sayso.encoders.reading import Found
from sayso.lexicon import Wordings, alternation, table
from sayso.model import Span

from .shape import Quoted, trimmed

_LONGEST_SENTENCE = 2500  # code points
_ADVERB = frozenset(("reportedly", "allegedly", "supposedly", "purportedly"))
_ACCORDING = frozenset(("according to", "as stated by", "in the words of", "in the view of", "in the opinion of"))
_BREAK = re.compile(r"[,;:—–]\s|[\"“”«»]|\s(?:and|but|while|although|because|after|before|as|when|if|that|which)\s")
_AUXILIARY = re.compile(
    r"(?:(?<![\w'’])(?:has|have|had|is|are|was|were|will|would|also|later|then|further|previously|recently|reportedly|"
    r"already|now|himself|herself|itself|repeatedly|not|on [A-Z][a-z]+day|[A-Z][a-z]+day|yesterday|today)"
    r"|n['’]t)(?!\w)[\s,]*+"
)
_VERB_OF_SPEECH = (
    "say says said saying state states stated stating announce announces announced announcing report reports "
    "reported reporting declare declares declared claim claims claimed claiming allege alleges alleged add adds "
    "added adding tell tells told telling write writes wrote warn warns warned warning confirm confirms confirmed "
    "deny denies denied denying admit admits admitted acknowledge acknowledges acknowledged insist insists insisted "
    "argue argues argued stress stresses stressed note notes noted noting explain explains explained suggest suggests "
    "suggested believe believes believed think thinks thought expect expects fear fears hope hopes hoped predict "
    "predicts predicted estimate estimates estimated promise promises promised vow vows vowed pledge pledges pledged "
    "urge urges urged accuse accuses accused call calls called tweet tweets tweeted reply replied respond responded "
    "conclude concludes concluded reveal reveals revealed indicate indicates indicated find finds found show shows "
    "showed emphasise emphasised emphasize emphasized reiterate reiterated recall recalled recalls comment commented "
    "remark remarked observe observed maintain maintains maintained assert asserts asserted contend contends contended "
    "threaten threatened demand demands demanded ask asks asked order ordered praise praised criticise criticised "
    "criticize criticized condemn condemns condemned blame blames blamed describe describes described"
).split()  # fmt: skip
_CUE = Wordings(
    re.compile(r"(?<![\w'’])(" + "|".join(sorted(_VERB_OF_SPEECH, key=len, reverse=True)) + r")(?!\w)", re.IGNORECASE),
    _VERB_OF_SPEECH,
)
_COMMA = re.compile(r"[,.;]\s|[,.;]$|\n")
_SUBJECT = re.compile(r"[\w$€£%(\[]")
_AFTER = re.compile(
    r"\s+((?:(?!\b(?:that|in|on|at|during|after|to|as|when|told)\b)[\w.’'&-]+\s*){1,8}(?:,\s+(?:a|an|"
    r"the|its|his|her|who)\s[^,.\"“”]{3,80})?)"
)
_CLAUSE_OPENS = re.compile(
    r"\s*(?:(?:reporters|journalists|[A-Z][\w.&-]+(?:\s[A-Z][\w.&-]+){0,3}|"
    r"the\s[\w\s]{3,30}?)\s+)?(?:on\s[A-Z]\w+day\s+|\w+day\s+)?(that\s|the\s|a\s|an\s|he\s|she\s|it\s|"
    r"they\s|we\s|I\s|there\s|his\s|her\s|its\s|their\s|this\s|these\s|some\s|about\s|more\s|at\s|"
    r"no\s|to\s|[A-Z\d\"“])"
)


@cache
def _patterns() -> tuple[Wordings, Wordings]:
    phrases = [f for e in table("cues").where(part="phrase") for f in e.forms]
    adverbs = [f for f in phrases if f in _ADVERB]
    according = [f for f in phrases if f in _ACCORDING]
    one, other = (re.compile(alternation(forms), re.IGNORECASE) for forms in (adverbs, according))
    return Wordings(one, adverbs), Wordings(other, according)


def find(text: str, sentences: Sequence[Span], quoted: Quoted) -> tuple[Found, ...]:
    """Possible statements of a text, by rules."""
    adverb, according = _patterns()
    made: list[Found] = []
    for s in sentences:
        if len(s) > _LONGEST_SENTENCE:
            continue  # no prose: a table, a list, a dump
        for m in according.within(text, s.start, s.end):
            made.extend(_according(text, s, Span(*m.span())))
        for m in adverb.within(text, s.start, s.end):
            content = [c for c in (trimmed(text, Span(s.start, m.start())), trimmed(text, Span(m.end(), s.end))) if c]
            made.append(_found(Span(*m.span()), None, content, s, "listed:adverb", 0.55))
        for m in _CUE.within(text, s.start, s.end):
            if quoted.at(m.start()) is None:
                made.extend(_verb(text, s, Span(*m.span()), quoted))
    return tuple(sorted((f for f in made if f.content), key=lambda f: (f.anchor, f.context)))


def _found(cue: Span, source: Span | None, content: Sequence[Span], context: Span, rule: str, score: float) -> Found:
    return Found(cue, source, tuple(content), (), context, cue.start, score, score, score, (), (), (), rule)


def _according(text: str, s: Span, cue: Span) -> list[Found]:
    comma = _COMMA.search(text, cue.end, s.end)
    end = comma.start() if comma else s.end
    source = trimmed(text, Span(cue.end, end))
    before, after = trimmed(text, Span(s.start, cue.start)), trimmed(text, Span(end, s.end))
    content = [before] if before and before.end - before.start > 15 else [after] if after else []
    return [_found(cue, source, content, s, "listed:according", 0.7)]


def _verb(text: str, s: Span, cue: Span, quoted: Quoted) -> list[Found]:
    before = _subject(text, s, cue)
    near = [q for q in quoted.meeting(Span(max(s.start - 2, 0), min(s.end + 2, len(text)))) if q.end - q.start > 12]
    left = [q for q in near if q.end <= cue.start and cue.start - q.end < 90]
    right = [q for q in near if q.start >= cue.end and q.start - cue.end < 90]
    if left and (before is None or cue.start - left[-1].end < 4):
        after = _AFTER.match(text, cue.end)
        before = trimmed(text, Span(*after.span(1))) if after and after.end() <= s.end + 1 else before
    if left or right:
        content = [q.span for q in (left[-1:] + right[:1])]
        joined = trimmed(text, Span(cue.end, right[0].end)) if right and not left else None
        if (
            joined is not None
            and right[0].start - cue.end > 12
            and not text[cue.end : right[0].start].strip().endswith((",", ":"))
        ):
            return [_found(cue, before, [joined], s, "listed:mixed", 0.6)]
        return [_found(cue, before, content, s, "listed:quote", 0.75)]
    if before is None:
        return []
    opens = _CLAUSE_OPENS.match(text, cue.end, s.end)
    if opens is not None:
        clause = trimmed(text, Span(opens.start(1), s.end))
        return [_found(cue, before, [clause], s, "listed:clause", 0.6)] if clause else []
    tail = text[cue.end : s.end].strip(" .\n")
    lead = trimmed(text, Span(s.start, before.start))
    if lead is not None and len(tail) < 30 and text[: before.start].rstrip().endswith(","):
        return [_found(cue, before, [lead], s, "listed:tail", 0.65)]
    return []


def _subject(text: str, s: Span, cue: Span) -> Span | None:
    """The noun phrase before a cue: back to the nearest clause border."""
    lead = text[s.start : cue.start]
    end = _before_auxiliaries(lead)
    start = 0
    for m in _BREAK.finditer(lead, 0, end):
        start = m.end()
    found = trimmed(text, Span(s.start + start, s.start + end))
    if found is None or len(found.of(text).split()) > 14 or not _SUBJECT.match(text[found.start]):
        return None
    return found


def _before_auxiliaries(lead: str) -> int:
    """Where the run of auxiliaries begins that ends ``lead``, else where its last word ends. Each word is looked at
    once: a pattern for the whole run would try it from each of its words, and Python before 3.11.5 reads possessive
    groups wrongly."""
    begin = end = -1
    for m in _AUXILIARY.finditer(lead):
        if m.start() != end:
            begin = m.start()
        end = m.end()
    return begin if end == len(lead) else len(lead.rstrip())
