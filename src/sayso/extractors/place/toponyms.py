"""Toponyms in raw text: capitalised names that the gazetteer has, judged by what stands around them.

A name is looked up at every capitalised word, longest first. It is left out where it is part of a longer name
that is no place (``Paris Hilton``, ``Boston University``), where the report uses it as a person's name, and
where it is a common word. What is left is marked with the evidence for it; resolution decides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .gazetteer import COUNTRY, Entry, Gazetteer
from .keys import key
from .words import Words

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}(?:[A-Z]\b)?|(?:St|Mt|Ft|Calif|Tex|Fla|Penn|Mass|Conn|Mich|Minn|Wis|Okla|Tenn|Ala|Ariz|Colo|Kan|Neb|Nev|Va)\.(?=\s)"
    r"|[^\W\d_]+(?:['’ʼ‘ʻ\-‐‑][^\W\d_]+)*|\d[\d.,]*|[^\w\s]"
)
_POSSESSIVE = re.compile(r"['’]s$|['’]$")
_FAMOUS = 1_000_000  # inhabitants from which a name is a place's before it is anything else
_LONGEST = 5  # words of a name
_POSSESSED = ("'s ", "’s ")  # People's Republic of China
_COMPOUND = re.compile(r"([^\W\d_]{2,})-[a-zß-ÿ]+$")
_CAPITAL_INSIDE = re.compile(r"(?:al|el|ar|as|ad|an|az|at|ash|ez|es)[-‑][^\W\d_]|[dl]['’][A-ZÀ-Þ]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark; ``first``: it opens a sentence or a line."""

    start: int
    end: int
    text: str
    capital: bool
    word: bool
    first: bool


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name that may be a place. ``left`` and ``right``: indexes of the tokens next to it."""

    start: int
    end: int
    key: str
    entries: tuple[Entry, ...]
    left: int
    right: int
    located: bool  # a preposition of place or a word like "village" stands by it
    led: bool  # a capitalised word that is no place stands before it: "Air France"
    followed: bool  # one stands behind it: "Kenya Red Cross"


def tokens(text: str, starts: Sequence[int] | frozenset[int]) -> list[Token]:
    """Words and marks; a possessive ending belongs to no word."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        words, end = match.group(), match.end()
        word = words[0].isalpha()
        if word:
            tail = _POSSESSIVE.search(words)
            if tail:
                words, end = words[: tail.start()], match.start() + tail.start()
            cut = _COMPOUND.match(words)
            if cut:  # "UK-based", "Australia-wide"
                words, end = cut.group(1), match.start() + cut.end(1)
        capital = word and (words[0].isupper() or _CAPITAL_INSIDE.match(words) is not None)
        found.append(Token(match.start(), end, words, capital, word, match.start() in starts))
    return found


def _joined(text: str, left: Token, right: Token) -> bool:
    """Whether two words can stand in one name: one space or hyphen between them."""
    between = text[left.end : right.start]
    return between == " " or between in ("-", "‑", "\u00a0") or (between == "" and left.text.endswith("."))


def spans(text: str, found: Sequence[Token], words: Words) -> dict[int, list[tuple[int, str]]]:
    """For each capitalised word the names that begin there: (index behind the last word, key), longest first."""
    out: dict[int, list[tuple[int, str]]] = {}
    for i, token in enumerate(found):
        if not token.capital or token.text == "The":
            continue
        ends = [(i + 1, key(token.text))]
        j = i
        while (
            j + 1 < len(found)
            and j + 1 - i < _LONGEST
            and (_joined(text, found[j], found[j + 1]) or text[found[j].end : found[j + 1].start] in _POSSESSED)
        ):
            j += 1
            following = found[j]
            if following.capital:
                ends.append((j + 1, key(text[token.start : following.end])))
            elif following.text.lower() not in words.connector:
                break
        if j + 2 < len(found) and found[j + 1].text == "," and found[j + 2].text in ("D.C.", "DC"):
            ends.append((j + 3, key(text[token.start : found[j + 2].end])))
        out[i] = ends[::-1]
    return out


def toponyms(text: str, found: Sequence[Token], gaz: Gazetteer, words: Words) -> list[Toponym]:
    """The names that may be places, without overlaps, in text order."""
    starting = spans(text, found, words)
    known = gaz.find([k for ends in starting.values() for _, k in ends])
    persons = _persons(text, found, words, known)
    lower = {t.text for t in found if t.word and not t.capital}
    out: list[Toponym] = []
    i = 0
    while i < len(found):
        step = 1
        for end, name in starting.get(i, ()):
            if name not in known:
                continue
            made = _judge(text, found, i, end, name, known[name], words, persons, lower)
            if made is not None:
                out.append(made)
                step = end - i
                break
        i += step
    surnames = {t.key for t in out if t.led} - {t.key for t in out if t.located}
    return [t for t in out if t.key not in surnames or t.led or _famous(t)]


def _famous(toponym: Toponym) -> bool:
    return any(e.kind == COUNTRY or e.population >= _FAMOUS for e in toponym.entries)


def _persons(text: str, found: Sequence[Token], words: Words, known: Mapping[str, tuple[Entry, ...]]) -> frozenset[str]:
    """Keys of last words of runs that name a person: a title or a given name stands before them."""
    out: set[str] = set()
    for i, token in enumerate(found[:-1]):
        after = found[i + 1]
        if not after.capital or not _joined(text, token, after):
            continue
        low = token.text.lower().rstrip(".")
        if low in words.person_title and token.capital and key(after.text) not in words.role_after:
            j = i + 1
            while j < len(found) and found[j].capital and (j == i + 1 or _joined(text, found[j - 1], found[j])):
                out.add(key(found[j].text))
                j += 1
    return frozenset(out)


def _judge(
    text: str,
    found: Sequence[Token],
    i: int,
    end: int,
    name: str,
    entries: tuple[Entry, ...],
    words: Words,
    persons: frozenset[str],
    lower: set[str],
) -> Toponym | None:
    first, last = found[i], found[end - 1]
    single = end - i == 1
    if single and name in words.demonyms:
        return None
    if single and name in words.never and not first.text.isupper() and "." not in first.text:
        return None
    if len(name) < 3 and not (first.text.isupper() or "." in first.text):
        return None
    if first.text.isupper() and len(first.text) <= 5 and single and all(key(e.name) == name for e in entries):
        return None  # an acronym that happens to be a village's name
    before = found[i - 1] if i else None
    after = found[end] if end < len(found) else None
    located = led = followed = False
    if before is not None and before.word:
        low = before.text.lower().rstrip(".")
        joined = _joined(text, before, first)
        if (
            low in words.locative
            or (low == "of" and i > 1 and found[i - 2].text.lower() in words.type_before)
            or (low == "the" and i > 1 and found[i - 2].text.lower() in words.locative)
            or low in words.type_before
            or low in words.direction
        ):
            located = True
        elif joined and before.capital:
            if low in words.person_title:
                return None
            led = not before.first and low not in words.demonyms and low not in words.role_after
    if not single and last.text.lower() in words.type_after:
        located = True  # "Fulton County"
    if after is not None and after.word and _joined(text, last, after):
        low = after.text.lower().rstrip(".")
        if low in words.illness:
            return None
        if low in words.type_after:
            located = True
        elif after.capital:
            if low in words.organisation and single and name in words.given_name:
                return None
            followed = low not in words.role_after and low not in words.direction and low not in words.demonyms
    if single and name in persons and not located:
        return None
    if single and first.text.lower() in lower and not located and max(e.population for e in entries) < _FAMOUS:
        return None
    return Toponym(first.start, last.end, name, entries, i - 1, end, located, led, followed)


def typed_names(text: str, found: Sequence[Token], words: Words) -> list[tuple[int, int]]:
    """Capitalised names that the text itself calls places: ``the village of Loza``, ``Verest province``."""
    out: list[tuple[int, int]] = []
    for i, token in enumerate(found):
        if token.capital or token.text.lower() not in words.type_before | words.type_after:
            continue
        low = token.text.lower()
        if low in words.type_before and i + 2 < len(found) and found[i + 1].text == "of" and found[i + 2].capital:
            j = i + 3
            while j < len(found) and found[j].capital and _joined(text, found[j - 1], found[j]):
                j += 1
            out.append((found[i + 2].start, found[j - 1].end))
        elif low in _NAMED and i and found[i - 1].capital and _joined(text, found[i - 1], token):
            j = i - 1
            while j and found[j - 1].capital and not found[j - 1].first and _joined(text, found[j - 1], found[j]):
                j -= 1
            single = j == i - 1
            plain = found[j].text.lower() not in words.demonyms and key(found[j].text) not in words.never
            if not (single and (found[j].first or not plain)):
                out.append((found[j].start, found[i - 1].end))
    return out


_NAMED = frozenset("province governorate oblast district village raion prefecture".split())
