"""Names in a text: persons, organisations, units, places, others. They come from the one encoder's name head;
military units and repeated names are added by rule. Without a model only plainly marked names are given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sayso.encoders.analysis import Analysis
from sayso.encoders.encoder import outputs
from sayso.encoders.reading import Named
from sayso.lexicon import Wordings
from sayso.lexicon.calendar import MONTH_NAMES, WEEKDAYS
from sayso.model import Document, Extraction, Mention, Span, row_id
from sayso.model.records import MentionKind
from sayso.text.words import places

_LEAST = 0.35  # mean probability of a name's pieces below which it is dropped
_UNIT = re.compile(
    r"(?<!\w)(?:\d{1,4}(?:st|nd|rd|th)\s+(?:[A-Z][\w’'-]+\s+){0,4}(?:Brigade|Battalion|Regiment|"
    r"Division|Army|Corps|Squadron|Fleet|"
    r"Company|Wing|Group)|(?:[A-Z][\w’'-]+\s+){1,3}(?:Brigade|Battalion|Regiment|Division|Squadron|"
    r"Legion|Militia|brigade|battalion|regiment|squadron|legion|militia))(?!\w)"
)
_TITLES = (
    "Mr|Mrs|Ms|Dr|President|Prime Minister|Minister|Senator|Governor|Mayor|General|Colonel|Captain|Chancellor|"
    "Professor|Judge"
)
_TITLED = Wordings(
    re.compile(rf"(?<!\w)(?:{_TITLES})\.?\s+((?:[A-Z][\w’'-]+\s+){{0,2}}[A-Z][\w’'-]+)"), _TITLES.split("|")
)
_UNIT_NOUNS = frozenset(
    "brigade battalion regiment division army corps squadron fleet company wing group legion militia".split()
)
_WORD = re.compile(r"\w+")
_INSIDE = re.compile(r"[\w-]")
_TAIL = re.compile(r"['’]s?$")
_HEAD = re.compile(r"^(?:The|A|An|the|a|an)\s+")
# A body's name goes on over "of" and "for": where the reading cut it there, the words on the other side belong to it.
_CUT_BEFORE = re.compile(r"([A-Z][\w’'-]{1,40}\s)$")
_FROM_LINK = re.compile(r"(?:of|for)\s+(?:the\s+)?")
_TO_LINK = re.compile(r"\s(?:of|for)(?:\s+the)?$")
_CUT_AFTER = re.compile(r"\s+(?:the\s+)?[A-Z][\w’'-]{1,40}(?:\s[A-Z][\w’'-]{1,40}){0,3}")
_TITLE = re.compile(
    r"(?:(?:U\.?S\.?|Vice|Former|Deputy|Prime|Chief|Crown|Foreign|Defen[cs]e|Acting|Mr|Mrs|Ms|Miss|Dr|"
    r"Sir|President|Minister|Senator|"
    r"Governor|Mayor|General|Colonel|Captain|Major|Sergeant|Lieutenant|Admiral|Chancellor|Professor|"
    r"Judge|Justice|Prince|Princess|"
    r"King|Queen|Pope|Secretary|Chairman|Spokes(?:man|woman|person)|Ambassador|Representative|"
    r"Congress(?:man|woman)|CEO|Premier)"
    r"\.?\s+)+"
)
_PLAIN = frozenset(
    "the a an he she it they we i you this that these those his her its their on in at but and or if as "
    "mr mrs ms dr".split()
) | {*MONTH_NAMES, *WEEKDAYS}


@dataclass(frozen=True, slots=True)
class _Name:
    start: int
    end: int
    kind: MentionKind
    score: float
    rule: str


def mentions(document: Document, analysis: Analysis) -> tuple[Mention, ...]:
    """The names of a document in text order; no two overlap."""
    text = document.text
    _, reading = outputs(analysis)
    if reading is None:
        found = [*_units(text), *_titled(text)]
    else:
        read = [n for n in (_clean(text, r, reading.model) for r in reading.names) if n is not None]
        found = [*_units(text), *read]
        found += _repeated(text, found)
    kept: list[_Name] = []
    for n in sorted(found, key=lambda n: (n.rule == "repeated-name", -(n.end - n.start), n.start)):
        if not any(n.start < k.end and k.start < n.end for k in kept):
            kept.append(n)
    return tuple(
        Mention(
            row_id(document.id, "mention", [Span(n.start, n.end)]), n.start, n.end, text[n.start : n.end], n.kind,
            n.rule, confidence=round(n.score, 2),
        )
        for n in sorted(kept, key=lambda n: n.start)
    )  # fmt: skip


def _clean(text: str, named: Named, rule: str) -> _Name | None:
    start, end = named.start, named.end
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in ".)"):
        end -= 1
    while start < end and not text[start].isalnum():
        start += 1
    head, tail = _HEAD.match(text[start:end]), _TAIL.search(text[start:end])
    start += head.end() if head else 0
    end -= len(tail.group()) if tail else 0
    if end > start and text[end - 1] == "." and text[start:end].count(".") == 1:
        end -= 1
    start, end = _whole(text, start, end)
    title = _TITLE.match(text, start, end) if named.kind == "person" else None
    start = title.end() if title and title.end() < end else start
    words = text[start:end]
    if named.score < _LEAST or len(words) < 2 or not any(c.isupper() for c in words) or words.lower() in _PLAIN:
        return None
    return _Name(start, end, named.kind, named.score, rule)


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """A name that begins or ends with "of" or "for" with its other half, or without the small word."""
    link = _FROM_LINK.match(text, start, end)
    if link:
        before = _CUT_BEFORE.search(text[max(0, start - 42) : start])
        start = start - len(before[1]) if before else link.end()
    link = _TO_LINK.search(text[start:end])
    if link:
        after = _CUT_AFTER.match(text, end)
        end = after.end() if after else start + link.start()
    return start, end


def _units(text: str) -> Iterator[_Name]:
    if places(text).keys().isdisjoint(_UNIT_NOUNS):
        return
    for m in _UNIT.finditer(text):
        head = _HEAD.match(m.group())
        yield _Name(m.start() + (head.end() if head else 0), m.end(), "unit", 0.9, "unit-name")


def _titled(text: str) -> Iterator[_Name]:
    for m in _TITLED.within(text, 0, len(text)):
        yield _Name(m.start(1), m.end(1), "person", 0.8, "titled-name")


def _repeated(text: str, found: list[_Name]) -> list[_Name]:
    """Other places where a name of this document stands, with the kind that most of its mentions have."""
    votes: dict[str, dict[MentionKind, float]] = {}
    for n in found:
        tally = votes.setdefault(text[n.start : n.end], {})
        tally[n.kind] = tally.get(n.kind, 0.0) + n.score
    sure = {w: max(sorted(t), key=lambda k: t[k]) for w, t in votes.items() if len(w) > 3 and max(t.values()) > 0.6}
    if not sure:
        return []
    begun: dict[str, list[str]] = {}  # by their first word, as the text's words are known by theirs
    for name in sorted(sure, key=lambda w: (-len(w), w)):
        begun.setdefault(_WORD.findall(name)[0].lower(), []).append(name)
    words = places(text)
    again: list[_Name] = []
    end = 0
    for at, first in sorted((at, word) for word in begun for at in words.get(word, ())):
        if at < end or text[at - 1 : at] == "-":
            continue
        for name in begun[first]:
            if text.startswith(name, at) and not _INSIDE.match(text, at + len(name)):
                end = at + len(name)
                again.append(_Name(at, end, sure[name], 0.6, "repeated-name"))
                break
    return again


class MentionExtractor:
    """Names of a document; needs no rows of others."""

    name = "mention"
    needs: tuple[str, ...] = ()
    gives: tuple[str, ...] = ("mentions",)

    def extract(self, document: Document, analysis: Analysis, rows: Extraction) -> Extraction:
        """Return ``rows`` with the document's mentions."""
        return replace(rows, mentions=(*rows.mentions, *mentions(document, analysis)))
