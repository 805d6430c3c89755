"""Toponyms in raw text: capitalised names that the gazetteer has, judged by what stands around them.

A name is looked up at every capitalised word, longest first. It is left out where it is part of a longer name
that is no place (``Paris Hilton``, ``Boston University``), where the report uses it as a person's name, and
where it is a common word. What is left is marked with the evidence for it; resolution decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .gazetteer import COUNTRY, Entry, Gazetteer
from .keys import key
from .words import Words

_STATES = "Calif|Tex|Fla|Penn|Mass|Conn|Mich|Minn|Wis|Okla|Tenn|Ala|Ariz|Colo|Kan|Neb|Nev|Va"
_LOWER = r"[a-z]++(?:['’-][a-z]++)*+(?![-‑'’][^\W\d_])"
_PIECE = re.compile(
    rf"{_LOWER}(?:[ \u00a0]{_LOWER})*+"  # a run of words in lower case is one piece
    rf"|(?:[A-Z]\.){{2,}}(?:[A-Z]\b)?|(?:St|Mt|Ft|{_STATES})\.(?=\s)"
    r"|[^\W\d_]+(?:['’ʼ‘ʻ\-‐‑][^\W\d_]+)*"
)
_POSSESSIVE = re.compile(r"['’]s$|['’]$")
_FAMOUS = 1_000_000  # inhabitants from which a name is a place's before it is anything else
_LONGEST = 5  # words of a name
_SPACES = (" ", "\u00a0", "  ", "\n")
_POSSESSED = ("'s ", "’s ")  # People's Republic of China
_COMPOUND = re.compile(r"([^\W\d_]{2,})-[a-zß-ÿ]+$")
_ARTICLE = re.compile(r"(?:al|el|ar|as|ad|an|az|at|ash|ez|es)[-‑][^\W\d_]|[dl]['’][A-ZÀ-Þ]")
_NAMED = frozenset("province governorate oblast district village raion prefecture".split())


class Piece(NamedTuple):
    """A capitalised word, or a run of words in lower case; ``first``: it opens a sentence."""

    start: int
    end: int
    text: str
    capital: bool
    first: bool


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name that may be a place. ``before`` and ``after``: the words next to it, in lower case."""

    start: int
    end: int
    key: str
    entries: tuple[Entry, ...]
    before: tuple[str, ...] = ()  # the nearest last
    after: str = ""
    located: bool = True  # a preposition of place or a word like "village" stands by it
    led: bool = False  # a capitalised word that is no place stands before it: "Air France"
    followed: bool = False  # one stands behind it: "Kenya Red Cross"


def pieces(text: str, starts: frozenset[int]) -> list[Piece]:
    """The words of a text in pieces; marks and digits are in none.

    A capitalised word is cut from its possessive ending and from ``-based``, ``-wide``.
    """
    found: list[Piece] = []
    add = found.append
    for match in _PIECE.finditer(text):
        word, start = match.group(), match.start()
        head = word[0]
        if not head.isupper() and (word[1:4].isalpha() or _ARTICLE.match(word) is None):
            add(Piece(start, match.end(), word, False, False))
            continue
        tail = _POSSESSIVE.search(word)
        if tail:
            word = word[: tail.start()]
        cut = _COMPOUND.match(word)
        if cut:
            word = cut.group(1)
        add(Piece(start, start + len(word), word, True, start in starts))
    return found


def words_before(text: str, found: Sequence[Piece], index: int) -> tuple[str, ...]:
    """Up to two words in front of a piece, in lower case, the nearest last; none across a mark."""
    out: list[str] = []
    while index > 0 and len(out) < 2 and text[found[index - 1].end : found[index].start] in _SPACES:
        index -= 1
        out[:0] = found[index].text.lower().rstrip(".").split()[-2:]
    return tuple(out[-2:])


def word_after(text: str, found: Sequence[Piece], index: int) -> str:
    """The word behind a piece, in lower case; empty where a mark or the end is."""
    if index + 1 >= len(found) or text[found[index].end : found[index + 1].start] not in _SPACES:
        return ""
    return found[index + 1].text.split(None, 1)[0].lower().rstrip(".")


def _joined(text: str, left: Piece, right: Piece) -> bool:
    """Whether two words can stand in one name: one space or hyphen between them."""
    between = text[left.end : right.start]
    return between == " " or between in ("-", "‑", "\u00a0") or (between == "" and left.text.endswith("."))


def spans(text: str, found: Sequence[Piece], words: Words) -> dict[int, list[tuple[int, str]]]:
    """For each capitalised word the names that begin there: (index behind the last word, key), longest first."""
    out: dict[int, list[tuple[int, str]]] = {}
    last = len(found) - 1
    for i, piece in enumerate(found):
        if not piece.capital or piece.text == "The":
            continue
        ends = [(i + 1, key(piece.text))]
        j = i
        while j < last and j - i < _LONGEST - 1:
            following = found[j + 1]
            if not (_joined(text, found[j], following) or text[found[j].end : following.start] in _POSSESSED):
                break
            j += 1
            if following.capital:
                ends.append((j + 1, key(text[piece.start : following.end])))
            elif not all(word in words.connector for word in following.text.split(None, 3)[:3]):
                break
        if i < last and found[i + 1].text in ("D.C.", "DC") and text[piece.end : found[i + 1].start] == ", ":
            ends.append((i + 2, key(text[piece.start : found[i + 1].end])))
        out[i] = ends[::-1]
    return out


def toponyms(text: str, found: Sequence[Piece], gaz: Gazetteer, words: Words) -> list[Toponym]:
    """The names that may be places, without overlaps, in text order."""
    starting = spans(text, found, words)
    known = gaz.find([k for ends in starting.values() for _, k in ends])
    persons = _persons(text, found, words, list(starting))
    out: list[Toponym] = []
    behind = 0
    for i, ends in starting.items():
        if i < behind:
            continue
        for end, name in ends:
            if name in known:
                made = _judge(text, found, (i, end), name, known[name], words, persons)
                if made is not None:
                    out.append(made)
                    behind = end
                    break
    surnames = {t.key for t in out if t.led} - {t.key for t in out if t.located}
    return [t for t in out if t.key not in surnames or t.led or _famous(t.entries)]


def _famous(entries: Sequence[Entry]) -> bool:
    return any(e.kind == COUNTRY or e.population >= _FAMOUS for e in entries)


def _persons(text: str, found: Sequence[Piece], words: Words, capitals: Sequence[int]) -> frozenset[str]:
    """Keys of words that name a person somewhere in the report: a title stands before them."""
    out: set[str] = set()
    for i in capitals:
        if found[i].text.lower().rstrip(".") not in words.person_title:
            continue
        j = i + 1
        while j < len(found) and found[j].capital and _joined(text, found[j - 1], found[j]):
            name = key(found[j].text)
            if j == i + 1 and name in words.role_after:
                break
            out.add(name)
            j += 1
    return frozenset(out)


def _judge(
    text: str,
    found: Sequence[Piece],
    place: tuple[int, int],
    name: str,
    entries: tuple[Entry, ...],
    words: Words,
    persons: frozenset[str],
) -> Toponym | None:
    """The toponym that the pieces ``place`` are, or none."""
    i, end = place
    first, last = found[i], found[end - 1]
    single = end - i == 1
    if not single and name in words.never:
        return None
    if single and not _may_stand_alone(first.text, name, entries, words):
        return None
    before = words_before(text, found, i)
    near = before[-1] if before else ""
    behind = word_after(text, found, end - 1)
    located = (
        near in words.locative
        or near in words.type_before
        or near in words.direction
        or (near == "of" and before[0] in words.type_before)
        or (near == "the" and before[0] in words.locative and not single)
        or (not single and last.text.lower() in words.type_after)
    )
    led = followed = False
    if i and found[i - 1].capital and _joined(text, found[i - 1], first) and near not in words.direction:
        if near in words.person_title:
            return None
        usual = near in words.function or near in words.locative or near in words.common
        led = not (near in words.demonyms or near in words.role_after or (found[i - 1].first and usual))
    if end < len(found) and _joined(text, last, found[end]):
        if behind in words.illness:
            return None
        if behind in words.type_after:
            located = True
        elif found[end].capital:
            if behind in words.organisation and single and name in words.given_name:
                return None
            followed = not (behind in words.role_after or behind in words.direction or behind in words.demonyms)
    if single and not located:
        if name in persons:
            return None
        if f" {first.text.lower()} " in text and not _famous(entries):
            return None
    return Toponym(first.start, last.end, name, entries, before, behind, located, led, followed)


def _may_stand_alone(word: str, name: str, entries: tuple[Entry, ...], words: Words) -> bool:
    """Whether one word can be a toponym: no people's name, no function word, no acronym of a village."""
    short = word.isupper() or "." in word
    if name in words.demonyms or (not short and (name in words.never or len(name) < 3)):
        return False
    return not (word.isupper() and len(word) <= 5 and all(key(e.name) == name for e in entries))


def typed_names(text: str, found: Sequence[Piece], words: Words) -> list[tuple[int, int]]:
    """Capitalised names that the text itself calls places: ``the village of Loza``, ``Verest province``."""
    out: list[tuple[int, int]] = []
    i = 0
    while i < len(found):
        if not found[i].capital:
            i += 1
            continue
        j = i + 1
        while j < len(found) and found[j].capital and _joined(text, found[j - 1], found[j]):
            j += 1
        before = words_before(text, found, i)
        behind = word_after(text, found, j - 1)
        begin = i + 1 if found[i].first and j - i > 1 else i
        if before[-1:] == ("of",) and before[0] in words.type_before:
            out.append((found[i].start, found[j - 1].end))
        elif behind in _NAMED and not (found[begin].first or _plain(found[begin], words)):
            out.append((found[begin].start, found[j - 1].end))
        i = j
    return out


def _plain(piece: Piece, words: Words) -> bool:
    low = piece.text.lower()
    return low in words.demonyms or low in words.never or low in words.direction
