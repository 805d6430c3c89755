"""Whether two names can name one thing: a verdict, how sure, and why.

``same``: the names agree. ``short``: one is a shorter form of the other. ``alike``: near, not near enough to
join. ``different``: something speaks against it, and ``why`` says what.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from sayso.text.transliteration import cyrillic, latin

from .names import Name, initials
from .transducer import likeness
from .words import concepts, given_groups, heads, lemmas, masculine, place_key, plain, skeleton, sounds

Verdict = Literal["same", "short", "alike", "different"]

SPELT_ALIKE = 0.9  # likeness from which two words are spellings of one name: precision first
_FAR = 0.3  # words of one script that sound unlike
MAY_BE_ALIKE = 0.5  # likeness of the matcher at which errors of both kinds are as frequent


@dataclass(frozen=True, slots=True)
class Comparison:
    """The verdict on two names. ``score``: 0..1; ``why``: what agrees or what differs."""

    verdict: Verdict
    score: float
    why: tuple[str, ...]


def different(why: str) -> Comparison:
    """A verdict against."""
    return Comparison("different", 0.0, (why,))


def distance(a: str, b: str, most: int = 2) -> int:
    """Edits between two words with transpositions of neighbours (Damerau); ``most + 1`` where there are more."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, before, row = before, row, [i]
        for j, y in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]


@lru_cache(maxsize=500_000)
def word_likeness(a: str, b: str) -> float:
    """How alike two words of names are, 0..1: spelling, script, case form, slip of the keys."""
    x, y = plain(a), plain(b)
    if x == y:
        return 1.0
    if not x or not y:
        return 0.0
    cross = cyrillic(x) != cyrillic(y)
    if min(len(x), len(y)) <= 2:
        return 1.0 if cross and latin(x) == latin(y) else 0.0
    forms = [(p, q) for p in lemmas(x) for q in lemmas(y)]
    if any(p == q or (cross and latin(p) == latin(q)) for p, q in forms):
        return 0.99
    if cross and any(min(len(p), len(q)) >= 5 and sounds(p) == sounds(q) for p, q in forms):
        return 0.96
    if cross:
        near = [(p, q) for p, q in forms if (p == x and q == y) or skeleton(p) == skeleton(q)]
        return max(likeness(p, q) for p, q in near)
    return _one_script(x, y)


def _one_script(x: str, y: str) -> float:
    """Two words of one script: the model knows romanisations; of slips in plain names it knows too little."""
    shortest = min(len(x), len(y))
    heard = distance(sounds(x), sounds(y))
    if heard == 0 and shortest >= 5:
        return 0.96
    if shortest >= 7 and distance(x, y, 1) == 1 and sorted(x) == sorted(y):
        return 0.95  # two neighbours changed places
    if heard <= shortest // 5:
        return likeness(x, y)
    return min(likeness(x, y), 0.8) if heard == 1 else _FAR


def same_concept(a: str, b: str) -> bool:
    """Whether the words translate each other; two words of one language must be the same word."""
    x, y = plain(a), plain(b)
    if x == y:
        return True
    if cyrillic(x) != cyrillic(y):
        return bool(concepts(x) & concepts(y))
    if cyrillic(x):
        return bool(concepts(x) & concepts(y)) and x[:4] == y[:4]
    return bool(concepts(x) & concepts(y)) and (x[:5] == y[:5] or distance(x, y, 1) <= 1)


def same_head(a: str | None, b: str | None) -> bool:
    """Whether two head nouns say the same: one word, or translations of each other."""
    if a is None or b is None:
        return a == b
    x, y = plain(a), plain(b)
    if x == y or x.rstrip("s") == y.rstrip("s"):
        return True
    if cyrillic(x) != cyrillic(y):
        return bool(heads(x) & heads(y))
    if cyrillic(x):
        return bool(heads(x) & heads(y)) and x[:3] == y[:3]
    return bool(heads(x) & heads(y)) and distance(x, y, 2) <= 2


def given_likeness(a: str, b: str) -> float:
    """How alike two given names are; spellings and diminutives of one name count as the same."""
    if plain(a) == plain(b):
        return 1.0
    if given_groups(a) & given_groups(b):
        return 0.97
    if len(a) == 1 or len(b) == 1:
        return 0.6 if latin(a)[:1] == latin(b)[:1] else 0.0
    known = given_groups(a) and given_groups(b)
    near = word_likeness(a, b)
    if two_genders(latin(a), latin(b)):
        return min(near, 0.3)
    return min(near, 0.85) if known else near


def two_genders(a: str, b: str) -> bool:
    """Francisco and Francisca, Roman and Romana: a man's and a woman's form of one given name."""
    short, long = sorted((a, b), key=len)
    if len(short) == len(long):
        return short[:-1] == long[:-1] and {short[-1], long[-1]} in ({"o", "a"}, {"e", "a"}, {"i", "a"}, {"y", "a"})
    return long in (short + "a", short + "e", short + short[-1] + "a", short + short[-1] + "e")


def family_likeness(a: str, b: str) -> float:
    """How alike two family names are; the feminine form counts as its masculine one."""
    near = word_likeness(a, b)
    if near >= SPELT_ALIKE:
        return near
    x, y = masculine(a), masculine(b)
    return max(near, word_likeness(x, y)) if (x, y) != (plain(a), plain(b)) else near


def compare(a: Name, b: Name) -> Comparison:
    """The verdict on two names by their parts alone."""
    person = (a.kind == "person", b.kind == "person")
    if person == (True, True):
        return _persons(a, b)
    if any(person):
        return different(f"one is a person, the other {b.kind if person[0] else a.kind}")
    return _others(a, b)


def _persons(a: Name, b: Name) -> Comparison:
    if a.gender and b.gender and a.gender != b.gender:
        return different("one name is a man's, the other a woman's")
    if a.call_sign and a.call_sign == b.call_sign and (a.words == b.words or not (a.full and b.full)):
        return Comparison("same", 0.95, (f"the same call sign {a.call_sign}",))
    if a.full and b.full:
        return _full_names(a, b)
    if a.words == b.words:
        verdict: Verdict = "same" if a.full else "alike"
        return Comparison(verdict, 0.8, ("the same single name",))
    if not a.full and not b.full:
        x, y = a.words[0] if a.words else "", b.words[0] if b.words else ""
        near = max(given_likeness(x, y), family_likeness(x, y)) if x and y else 0.0
        if near >= SPELT_ALIKE:
            return Comparison("alike", near * 0.7, (f"single names spelt alike ({x}, {y})",))
        return different("other names")
    full, single = (a, b) if a.full else (b, a)
    word = single.words[0] if single.words else ""
    if word and full.family and family_likeness(full.family, word) >= SPELT_ALIKE:
        return Comparison("short", 0.7, (f"{word} is the family name of {full.text}",))
    if word and full.given and given_likeness(full.given, word) >= SPELT_ALIKE:
        return Comparison("alike", 0.4, (f"{word} is the given name of {full.text}",))
    return different("other names")


def _full_names(a: Name, b: Name) -> Comparison:
    assert a.given and b.given and a.family and b.family
    family = family_likeness(a.family, b.family)
    given = given_likeness(a.given, b.given)
    known = given_groups(a.given), given_groups(b.given)
    if all(known) and not known[0] & known[1]:
        return different(f"other given names ({a.given}, {b.given})")
    if a.middle and b.middle and not _meet(a.middle, b.middle):
        return different(f"other middle names ({' '.join(a.middle)}, {' '.join(b.middle)})")
    if family >= SPELT_ALIKE and given >= SPELT_ALIKE:
        why = "the same name" if a.words == b.words else f"spellings of one name ({a.text}, {b.text})"
        return Comparison("same", min(family, given), (why,))
    if family >= SPELT_ALIKE and (len(a.given) == 1 or len(b.given) == 1) and given > 0:
        return Comparison("alike", 0.45, ("the same family name and initial",))
    swapped = min(word_likeness(a.family, b.given), word_likeness(a.given, b.family))
    if swapped >= 0.97:
        sure = any(known) != all(known)  # which of the two is the given name can be told
        verdict: Verdict = "same" if sure else "alike"
        return Comparison(verdict, 0.92 if sure else 0.6, ("the same names in another order",))
    if min(family, given) >= MAY_BE_ALIKE and max(family, given) >= SPELT_ALIKE:
        slip = given >= 0.97 and family >= 0.7  # the given name stands, the family name may be misspelt
        return Comparison(
            "alike", 0.8 * min(family, given) if slip else 0.4, (f"names spelt nearly alike ({a.text}, {b.text})",)
        )
    if family >= SPELT_ALIKE:
        return different(f"the same family name, other given names ({a.given}, {b.given})")
    return different("other names")


def _meet(a: Sequence[str], b: Sequence[str]) -> bool:
    def one(x: str, y: str) -> bool:
        if len(x) == 1 or len(y) == 1:
            return latin(x)[:1] == latin(y)[:1]
        return word_likeness(x, y) >= 0.6 or bool(given_groups(x) & given_groups(y))

    if all(len(x) == 1 for x in (*a, *b)):
        return list(a) == list(b)
    short, long = sorted((a, b), key=len)
    return all(any(one(x, y) for y in long) for x in short)


def leftovers(a: Sequence[str], b: Sequence[str]) -> tuple[list[str], list[str], float, int]:
    """Words of either side without a fellow on the other, the least likeness and the number of the pairs."""
    rest = list(b)
    alone: list[str] = []
    least, pairs = 1.0, 0
    for x in a:
        best, at = 0.0, -1
        for i, y in enumerate(rest):
            near = 1.0 if same_concept(x, y) else _plain_words(x, y)
            if near > best:
                best, at = near, i
        if best >= SPELT_ALIKE:
            rest.pop(at)
            least, pairs = min(least, best), pairs + 1
        else:
            alone.append(x)
    return alone, rest, least, pairs


def _plain_words(x: str, y: str) -> float:
    """Likeness of two words that may be plain words: these match only when they are equal."""
    if x == y or x.rstrip("s") == y.rstrip("s"):
        return 1.0
    if heads(x) or heads(y):
        return 0.99 if same_head(x, y) else 0.0
    if (concepts(x) and not cyrillic(x)) or (concepts(y) and not cyrillic(y)):
        return 0.0
    return word_likeness(x, y)


def _others(a: Name, b: Name) -> Comparison:
    if a.numbers != b.numbers and a.numbers and b.numbers:
        return different(f"other numbers ({' '.join(a.numbers)}, {' '.join(b.numbers)})")
    known = place_key(a.text), place_key(b.text)
    if all(known):
        return (
            Comparison("same", 0.97, (f"names of one thing ({a.text}, {b.text})",))
            if known[0] == known[1]
            else different("other places")
        )
    if a.acronym or b.acronym:
        return _acronyms(a, b)
    if a.head and b.head and not same_head(a.head, b.head):
        if {a.kind, b.kind} == {"place"} and not (heads(a.head) & heads(b.head)):
            return different(f"one is a {a.head}, the other a {b.head}")
        return different(f"other heads ({a.head}, {b.head})")
    alone, others, least, pairs = leftovers(a.words, b.words)
    if alone and others:
        return different(f"other words ({' '.join(alone)}; {' '.join(others)})")
    heads_agree = (a.head is None) == (b.head is None)
    numbers_agree = a.numbers == b.numbers
    if not alone and not others and heads_agree and numbers_agree and (pairs or a.head or a.numbers):
        plainly = a.words == b.words and a.head == b.head
        why = "the same name" if plainly else f"spellings or translations of one name ({a.text}, {b.text})"
        return Comparison("same", least, (why,))
    extra = (*alone, *others)
    longer, shorter = (a, b) if len(a.words) + bool(a.head) > len(b.words) + bool(b.head) else (b, a)
    if not pairs and not (longer.head and shorter.head):
        return different("no word in common")
    return Comparison("short", 0.6 * least, (f"“{shorter.text}” is short for “{longer.text}”", *extra))


def _acronyms(a: Name, b: Name) -> Comparison:
    if a.acronym and b.acronym:
        if latin(a.acronym) == latin(b.acronym):
            return Comparison("same", 0.9, ("the same letters",))
        return different("other letters")
    short, full = (a, b) if a.acronym else (b, a)
    if full.words == (short.acronym,) and full.head is None:
        return Comparison("same", 0.95, ("the same name",))
    if len(full.words) + bool(full.head) >= 2 and initials(full) == short.acronym:
        return Comparison("short", 0.6, (f"{short.text} may stand for {full.text}",))
    if full.words and short.acronym in full.words:
        return Comparison("short", 0.6, (f"{short.text} stands in {full.text}",))
    return different("other names")
