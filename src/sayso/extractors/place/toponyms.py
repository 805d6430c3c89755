"""Toponyms in raw text: capitalised names that the gazetteer has, judged by what stands around them.

A name is looked up at every capitalised word, longest first. It is left out where it is part of a longer name
that is no place (``Paris Hilton``, ``Boston University``), where the report uses it as a person's name, and
where it is a common word. What is left is marked with the evidence for it; resolution decides.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .gazetteer import COUNTRY, Entry, Gazetteer
from .keys import key
from .words import Words


def _capitals() -> str:
    """The capital letters of the scripts that have them, as ranges for a character class."""
    points = [c for c in range(0x1FFF) if chr(c).isupper() and chr(c).isalpha()]
    ranges: list[list[int]] = []
    for point in points:
        if ranges and point == ranges[-1][1] + 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    return "".join(chr(a) if a == b else f"{chr(a)}-{chr(b)}" for a, b in ranges)


_UPPER = _capitals()
# The capital comes first, and what may not stand before it second: so the search runs from capital to capital.
_CAPITAL = re.compile(rf"[{_UPPER}](?<![^\W_].)(?:\.(?:[A-Z]\.)+(?:[A-Z]\b)?|[^\W\d_]*(?:['’ʼ‘ʻ\-‐‑][^\W\d_]+)*)")
_ABBREVIATED = frozenset(
    "St Mt Ft Calif Tex Fla Penn Mass Conn Mich Minn Wis Okla Tenn Ala Ariz Colo Kan Neb Nev Va".split()
)
_ARTICLE = re.compile(r"(?:(?<![^\W_])(?:al|el|ar|as|ad|an|az|at|ash|ez|es)[-‑]|(?<![^\W_])[dl]['’])$")
_POSSESSIVE = re.compile(r"['’]s$|['’]$")
_COMPOUND = re.compile(r"([^\W\d_]{2,})-[a-zß-ÿ]+$")
_AFTER = re.compile(r"\s([^\W\d_][\w'’-]*)")
_TYPED = re.compile(
    r"(?:province|governorate|oblast|district|village|raion|prefecture)\b|of (?=[A-ZÀ-Þ]|[ae][lrsdntz]-)"
)
_FAMOUS = 1_000_000  # inhabitants from which a name is a place's before it is anything else
_LONGEST = 5  # words of a name
_REACH = 40  # characters in front of a name in which two words are looked for
_SHORT = 12  # characters of the small words inside a name
_DIRECT = (" ", "-", "‑", "\u00a0")
_POSSESSED = ("'s ", "’s ")  # People's Republic of China
_APART, _LINKED, _BRIDGED = range(3)


class Piece(NamedTuple):
    """A capitalised word; ``first``: it opens a sentence; ``link``: how it hangs on the one before it.

    Linked words stand side by side; bridged ones have small words between them (``Rio de Janeiro``).
    """

    start: int
    end: int
    text: str
    first: bool
    link: int


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


def pieces(text: str, starts: frozenset[int], connectors: frozenset[str]) -> list[Piece]:
    """The capitalised words of a text, each cut from its possessive ending and from ``-based``, ``-wide``."""
    found: list[Piece] = []
    before = ""
    last = -_REACH
    for match in _CAPITAL.finditer(text):
        word, start = match.group(), match.start()
        if start and text[start - 1] in "-‑'’":  # al-Bab, d'Ivoire
            article = _ARTICLE.search(text, max(0, start - 5), start)
            if article:
                word, start = article.group() + word, article.start()
        if word[-1] in "s'’":
            tail = _POSSESSIVE.search(word)
            if tail:
                word = word[: tail.start()]
        if "-" in word:
            cut = _COMPOUND.match(word)
            if cut:
                word = cut.group(1)
        if word in _ABBREVIATED and text[start + len(word) : start + len(word) + 2] == ". ":
            word += "."
        between = text[last:start] if start - last <= _SHORT else "."
        if between in _DIRECT or (not between and before[-1:] == "."):
            link = _LINKED
        elif between in _POSSESSED or (
            between[:1] == " " and between[-1:] == " " and connectors.issuperset(between.split())
        ):
            link = _BRIDGED
        else:
            link = _APART
        last = start + len(word)
        before = word
        found.append(Piece(start, last, word, start in starts, link))
    return found


def words_before(text: str, start: int) -> tuple[str, ...]:
    """Up to two words in front of ``start``, in lower case, the nearest last; none across a mark."""
    if not start or text[start - 1] not in " \u00a0\n":
        return ()
    out: list[str] = []
    for word in text[max(0, start - _REACH) : start].split()[:-3:-1]:
        if not word[-1].isalnum() and word[-1] != ".":
            break
        out.append(word.lower().strip("\"'“”‘’()[]."))
    return tuple(out[::-1])


def word_after(text: str, end: int) -> str:
    """The word behind ``end``, in lower case; empty where a mark or the end is."""
    found = _AFTER.match(text, end)
    return found.group(1).lower() if found else ""


def spans(text: str, found: Sequence[Piece]) -> dict[int, list[tuple[int, str]]]:
    """For each capitalised word the names that begin there: (index behind the last word, key), longest first."""
    out: dict[int, list[tuple[int, str]]] = {}
    size = len(found)
    for i, piece in enumerate(found):
        if piece.text == "The":
            continue
        ends = [(i + 1, key(piece.text))]
        j = i + 1
        while j < size and found[j].link and j - i < _LONGEST:
            ends.append((j + 1, key(text[piece.start : found[j].end])))
            j += 1
        if j == i + 1 and j < size and found[j].text in ("D.C.", "DC") and text[piece.end : found[j].start] == ", ":
            ends.append((j + 1, key(text[piece.start : found[j].end])))
        out[i] = ends[::-1]
    return out


def toponyms(text: str, found: Sequence[Piece], gaz: Gazetteer, words: Words) -> list[Toponym]:
    """The names that may be places, without overlaps, in text order."""
    starting = spans(text, found)
    known = gaz.find([k for ends in starting.values() for _, k in ends])
    persons = _persons(found, words)
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
    lone = {t.key: text[t.start : t.end] for t in out if not t.located and " " not in t.key}
    common = {name for name, word in lone.items() if f" {word.lower()} " in text}
    return [
        t
        for t in out
        if not ((t.key in surnames and not t.led) or (t.key in common and not t.located)) or _famous(t.entries)
    ]


def _famous(entries: Sequence[Entry]) -> bool:
    return any(e.kind == COUNTRY or e.population >= _FAMOUS for e in entries)


def _persons(found: Sequence[Piece], words: Words) -> frozenset[str]:
    """Keys of words that name a person somewhere in the report: a title stands before them."""
    out: set[str] = set()
    for i, piece in enumerate(found):
        if piece.text.lower().rstrip(".") not in words.person_title:
            continue
        j = i + 1
        while j < len(found) and (found[j].link == _LINKED or (j == i + 1 and found[j].start - piece.end == 2)):
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
    before = words_before(text, first.start)
    near = before[-1] if before else ""
    behind = word_after(text, last.end)
    located = (
        near in words.locative
        or near in words.type_before
        or near in words.direction
        or (near == "of" and before[0] in words.type_before)
        or (near == "the" and before[0] in words.locative and not single)
        or (not single and last.text.lower() in words.type_after)
    )
    led = followed = False
    if first.link == _LINKED and near not in words.direction:
        if near in words.person_title:
            return None
        usual = near in words.function or near in words.locative or near in words.common
        led = not (near in words.demonyms or near in words.role_after or (found[i - 1].first and usual))
    if behind:
        if behind in words.illness:
            return None
        if behind in words.type_after:
            located = True
        elif end < len(found) and found[end].link == _LINKED:
            if behind in words.organisation and single and name in words.given_name:
                return None
            followed = not (behind in words.role_after or behind in words.direction or behind in words.demonyms)
    if single and not located and name in persons:
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
    starts = [piece.start for piece in found]
    for match in _TYPED.finditer(text):
        at = bisect_left(starts, match.start())
        if match.group() == "of ":
            front = text[max(0, match.start() - _REACH) : match.start()].split()
            if at < len(found) and found[at].start == match.end() and front and front[-1].lower() in words.type_before:
                end = at + 1
                while end < len(found) and found[end].link == _LINKED:
                    end += 1
                out.append((found[at].start, found[end - 1].end))
        elif at and found[at - 1].end == match.start() - 1 and text[match.start() - 1] == " ":
            begin = at - 1
            while begin and found[begin].link == _LINKED and not found[begin - 1].first:
                begin -= 1
            if not (found[begin].first or _plain(found[begin], words)):
                out.append((found[begin].start, found[at - 1].end))
    return out


def _plain(piece: Piece, words: Words) -> bool:
    low = piece.text.lower()
    return low in words.demonyms or low in words.never or low in words.direction
