"""Where a document names persons: what was read as a person, and what names one beside or without that.

Extraction finds most names. The rest is found here, on the side of masking too many: nicknames, maiden names, handles,
initials that are given beside a name, names given by a family tie, names that begin by a known given name, and names
that stand in a headline, a byline, a file name or an address only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from sayso.analyses.entities.kinds import kind_of
from sayso.analyses.entities.words import given_gender
from sayso.lexicon.calendar import MONTH_NAMES, WEEKDAYS
from sayso.lexicon.pronouns import PRONOUNS
from sayso.model import Document, Extraction
from sayso.text.transliteration import fold

from .coarse import KIND, TIES, TIES_CYRILLIC

NAME_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ\-‐‑][^\W\d_]+)*")
SHORT = frozenset("van von der den de del la al el bin ibn abu ben the mr mrs ms dr prof sir of and".split())
AROUND = 90  # code points before and after a name in which an office is looked for
_NOBODY = PRONOUNS | set("this он она они мы я він вона вони ми".split())  # they name nobody by themselves
_CALL_SIGN = re.compile(
    r"(?:call[ -]?sign|nom de guerre|goes by the name|позывн\w{1,4}|позивн\w{1,4})(?:\s+(?:of|is|was))?[\s:,—–-]{1,3}"
    r"[\"'“«‘]?([^\W\d_][\w-]{2,30})",
    re.IGNORECASE,
)
UPPER = "A-ZÀ-ÞĀĂĄĆČĎĐĒĘĚĢĪĶĹĽŁŃŇŌŐŘŚŠŤŪŮŰŹŻŽА-ЯЁІЇЄҐ"
_ONE = rf"[{UPPER}][^\W\d_]+(?:['’ʼ\-‐‑][^\W\d_]+)*"
_ALSO = re.compile(
    r"\s*[,(–—]?\s*(?:(?:who\s+is|and\s+is)\s+)?(?:(?:also|better|widely|locally)\s+)?(?:known\s+(?:as|to\s+\w+\s+as)|"
    r"nicknamed|alias|a\.?k\.?a\.?|also\s+called|goes\s+by|goes\s+by\s+the\s+name|whom\s+(?:\w+\s+){1,2}calls?|née|nee|"
    r"born|урожд[её]нн\w+|в\s+девичестве|по\s+прозвищу|на\s+прізвисько|на\s+прозвище)\s+[\"“«‘']?"
    rf"(?P<name>{_ONE}(?:\s{_ONE})?)"
)
_QUOTED = re.compile(rf"[\"“«‘'(](?P<name>{_ONE})[\"”»’')]")
_HANDLE = re.compile(
    r"\s*[,(]?\s*(?:(?:who\s+)?(?:posts|writes|tweets|posted|wrote)\s+(?:as|under)\s+)?@(?P<name>\w{3,30})"
)
_TIED = re.compile(
    rf"(?:\b(?:his|her|their|my|our|whose)|['’]s)\s+{KIND}(?:{TIES}),?\s+(?P<name>{_ONE}(?:\s{_ONE}){{0,2}})"
    rf"|\b(?:его|её|ее|их|його|її|їх|мо[йяеёю]|моего|моей|моєї|мого)\s+(?:{TIES_CYRILLIC}),?\s+"
    rf"(?P<cyrillic>{_ONE}(?:\s{_ONE}){{0,2}})"
)
_CAPITALS = re.compile(rf"(?<![\w@#/.-])(?P<first>{_ONE})(?:\s[{UPPER}]\.)?(?:[^\S\n]{_ONE}){{1,2}}(?![\w@/-])")
_CREDIT = re.compile(r"\)\s*[-–—]")
# given names that begin other things more often: "Will Wish", "Roman Catholic", "May Day"
_NOT_FIRST = frozenset("will may roman christian april june august art mark faith hope grace victoria jordan".split())
_NEXT = re.compile(rf"[^\S\n]({_ONE})(?![\w@/])")
_FAMILY_FIRST = re.compile(r"(?<![\w@#/.-])[А-ЯІЇЄҐ][а-яіїєґ'’ʼ-]{2,}\s(?P<given>[А-ЯІЇЄҐ][а-яіїєґ]{2,})(?!\w)")
DAYS = frozenset((*MONTH_NAMES, *WEEKDAYS))
_PART = re.compile(r"[\W_\d]+")


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a document: its words, what stands around it, and its entity, where that is known."""

    document: str
    text: str
    before: str
    after: str
    entity: str | None
    sign: bool = False  # a call sign or a given name alone


def names_of(document: Document, rows: Extraction) -> Iterator[Named]:
    """The names of persons in a document, those that were read as such first."""
    text = document.text
    seen: set[tuple[int, int]] = set()

    def named(start: int, end: int, entity: str | None = None, sign: bool = False) -> Named:
        seen.add((start, end))
        return Named(document.id, text[start:end], text[max(0, start - AROUND) : start], text[end : end + AROUND],
                     entity, sign)  # fmt: skip

    others = {m.start for m in rows.mentions}
    for mention in rows.mentions:
        if mention.kind == "person" and kind_of(mention.text) in ("person", None):
            start = with_given_name(text, mention.start)
            end = _with_family_name(text, mention.start, mention.end, others)
            yield named(start, end, mention.entity)
            yield from _beside(document, start, end, mention.entity)
    for statement in rows.statements:
        for link in statement.chain:
            if link.start is None or link.end is None or any(a < link.end and link.start < b for a, b in seen):
                continue
            if text[max(0, link.start - 1) : link.start] == "(" and _CREDIT.match(text, link.end):
                continue  # an agency at the head of a report
            personal = link.kind == "pseudonym" or (link.kind == "named" and kind_of(link.text) in ("person", None))
            if personal and looks_named(link.text):
                at = text.find(link.text, link.start, link.end)  # of "a fighter who goes by Heron" the name alone
                start, end = (at, at + len(link.text)) if at >= 0 else (link.start, link.end)
                yield named(start, end, None, link.kind == "pseudonym")
    for match in _CALL_SIGN.finditer(text):
        if match[1][0].isupper() and kind_of(match[1]) in ("person", None):
            yield named(*match.span(1), None, True)
    taken = [(m.start, m.end) for m in rows.mentions] + [(p.start, p.end) for p in rows.places]
    for match in _TIED.finditer(text):
        group = "name" if match["name"] else "cyrillic"
        if kind_of(match[group]) in ("person", None):
            yield named(*match.span(group), None, True)
            taken.append(match.span(group))
    for start, end in _capitals(text):
        if not any(a < end and start < b for a, b in taken):
            yield named(start, end)
    yield from _facts(document)


def _beside(document: Document, start: int, end: int, entity: str | None) -> Iterator[Named]:
    """What else a person is called, where it is said beside the name: it belongs to the same entity."""
    text = document.text
    whole = text[start:end]

    def also(words: str) -> Named:
        return Named(document.id, words, "", "", entity or "name " + key(whole), True)

    for pattern in (_ALSO, _HANDLE):
        if (m := pattern.match(text, end)) and kind_of(m["name"]) in ("person", None):
            yield also(m["name"])
    for m in _QUOTED.finditer(text, start, min(len(text), end + 24)):
        if m.start() <= end + 1 and len(m["name"]) < 20:
            yield also(m["name"])
    letters = "".join(w[0] for w in NAME_WORD.findall(whole) if w[0].isupper())
    if 2 <= len(letters) <= 3:
        spaced = r"\.?\s?".join(letters)
        if re.search(rf"(?m)\({spaced}\.?\)|^{spaced}\.?:|/{letters}/", text):
            yield also(letters)


def _capitals(text: str) -> Iterator[tuple[int, int]]:
    """Names that begin by a given name: *Mara Heel*; the words of a line that is all capitals are no names by that."""
    for m in _CAPITALS.finditer(text):
        first = m["first"].casefold()
        if first not in _NOT_FIRST and given_gender(first) is not None and kind_of(m.group()) in ("person", None):
            yield m.start(), m.end() - 2 * m.group().endswith(("'s", "’s"))
    for m in _FAMILY_FIRST.finditer(text):
        if given_gender(m["given"].casefold()) is not None and kind_of(m.group()) in ("person", None):
            yield m.span()


def _facts(document: Document) -> Iterator[Named]:
    """Names in what is known of a document and does not stand in its text."""
    if document.byline:
        for word in re.split(r"[,;/&]| and | und ", document.byline):
            bare = re.sub(r"^\s*(?:by|von|par|de|автор)\s+", "", word, flags=re.IGNORECASE).strip()
            house = document.outlet is not None and bare.casefold() == document.outlet.casefold()
            if house or kind_of(bare) not in ("person", None):
                continue  # By Ana Brik, Marl Tribune
            if looks_named(bare) and len(bare.split()) in (2, 3):
                at = document.text.find(bare)
                before, after = ("", "") if at < 0 else _around(document.text, at, at + len(bare))
                yield Named(document.id, bare, before, after, None)
    for fact in (document.title, document.outlet, *document.evidence.values()):
        if fact and fact not in document.text:
            for start, end in _capitals(fact):
                yield Named(document.id, fact[start:end], *_around(fact, start, end), None)
            for m in _TIED.finditer(fact):
                yield Named(document.id, m["name"] or m["cyrillic"], "", "", None, True)
    for address in (document.path, document.url):
        words = [w for w in _PART.split(address or "") if w]
        for given, family in pairwise(words):
            if given_gender(given.casefold()) is not None and len(family) >= 3 and _name_like(given, family):
                yield Named(document.id, f"{given.title()} {family.title()}", "", "", None)


def _name_like(given: str, family: str) -> bool:
    """Of two words in a file name: no ordinary English word by its kind, no ending of a file."""
    return len(given) >= 4 and kind_of(family.title()) is None and family.casefold() not in _FILE_WORDS


_FILE_WORDS = frozenset(
    (
        "html htm txt pdf docx eml mbox json jsonl csv tsv xml rss zip tar gz warc php aspx com org net info news "
        "report reports article articles story stories interview statement letter says said and the for with from photo"
    ).split()
)


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    return text[max(0, start - AROUND) : start], text[end : end + AROUND]


def with_given_name(text: str, start: int) -> int:
    """Where the name begins when a given name or an initial stands right before what was found."""
    before = re.search(r"([^\W\d_]+\.?)\s$", text[max(0, start - 30) : start])
    if before is None or not before[1][0].isupper():
        return start
    known = given_gender(before[1].casefold()) is not None or (len(before[1]) == 2 and before[1].endswith("."))
    return start - len(before[0]) if known else start


def _with_family_name(text: str, start: int, end: int, others: set[int]) -> int:
    """Where the name ends when it was found as one word and another name word stands right behind it."""
    after = _NEXT.match(text, end)
    if after is None or " " in text[start:end] or after.start(1) in others or not text[start].isupper():
        return end
    return after.end() if kind_of(after[1]) is None and after[1].casefold() not in DAYS else end


def looks_named(words: str) -> bool:
    """Whether words are written as a name is: one to four, capitals, no pronoun."""
    parts = NAME_WORD.findall(words)
    if not 1 <= len(parts) <= 4 or parts[0].casefold() in _NOBODY:
        return False
    return all(p[0].isupper() or p.lower() in SHORT for p in parts)


def key(name: str) -> str:
    """A name's words, folded: under it names that no entity holds are the same."""
    return " ".join(words(name))


def words(name: str) -> list[str]:
    """The folded words of a name without particles and titles."""
    return [w for w in (fold(m).text.casefold() for m in NAME_WORD.findall(name)) if w not in SHORT]
