"""How alike two names are as a number, and what that adds to the verdict by their parts.

:mod:`.matching` asks for reasons and finds too little where a letter or a space is lost; here words are aligned one to
one and the shares of what agrees are weighed. A name is as alike as its least alike telling word. Names of one
run of letters are the same; names that are likely one are near, which joins nothing but is offered.
"""

from __future__ import annotations

import re
from functools import lru_cache

from sayso.text.transliteration import latin

from .matching import Comparison, compare, distance, two_genders, word_likeness
from .names import LEGAL_FORMS, Name, initials, parse
from .words import given_groups, heads, skeleton

HEAD = 0.3  # weight of a head noun against 1 for a telling word
LIKELY = 0.6  # from here two names are more likely one than two
_SHORTEST, _LONGEST = 4, 20  # letters of a word that is looked up with a letter less
_TELLING = 6  # letters of a single word that is worth weighing by its letters
_OFFERED = 0.5  # share of a likeness that a name only near is given: too little to be joined in any company

_LEGAL_PHRASES = re.compile(
    r"\b(?:(?:open |closed |public )?joint[- ]stock company|(?:public )?limited liability company"
    r"|societatea cu r\w+spundere limitat\w*"
    r"|gesellschaft mit beschr\w+nkter haftung|soci[eé]t[eé] anonyme"
    r"|sp\.? ?z ?o\.? ?o\b\.?|s\.r\.l\b\.?|p\.l\.c\b\.?|l\.l\.c\b\.?|s\.a\b\.?|l\.p\b\.?"
    r"|акционерное общество|общество с ограниченной ответственностью|a/s\b)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\b(?:bin|ibn|ben)\b", re.IGNORECASE)
_HYPHEN = re.compile(r"(?<=\w)[-‐‑](?=\w)")


def name_score(a: str, b: str, person: bool) -> float:
    """Likeness of two names, 0..1; from :data:`LIKELY` on they are more likely one name than two."""
    x, y = _read(a, person), _read(b, person)
    if (not x.words and not x.head) or (not y.words and not y.head):
        return 0.0
    first, second = _joined(x), _joined(y)
    if first == second and first:
        return 0.3 if x.numbers != y.numbers else 1.0
    apart = len(x.words) != len(y.words)
    if len(first) > 6 and apart and distance(first, second, 1) <= 1:
        return 0.9
    return _persons(x, y) if person else _organisations(x, y)


@lru_cache(maxsize=200_000)
def verdict(a: Name, b: Name) -> Comparison:
    """The verdict on two names by their parts, and by their likeness where the parts only fail to agree."""
    found = compare(a, b)
    if found.verdict != "different" or _never(a, b):
        return found
    likely = name_score(a.text, b.text, a.kind == "person")
    if likely == 1.0:
        return Comparison("same", 0.97, (f"one name, written together or apart ({a.text}, {b.text})",))
    if likely >= LIKELY:
        return Comparison("alike", _OFFERED * likely, (f"names spelt nearly alike ({a.text}, {b.text})",))
    return found


def near_keys(name: Name) -> tuple[str, ...]:
    """Keys that names share when they may be one by their letters alone: written together or apart; a middle name that
    is another's family name; one letter more, less or other in a family name after one given name, or in a body's only
    word."""
    joined = "".join(c for c in _joined(name) if c.isalnum())
    if name.kind == "place" or not joined:
        return ()
    keys = [f"j:{joined}"]
    if name.kind == "person":
        if name.given and name.family and len(name.given) > 1:
            keys += _letter_short(f"d:{skeleton(name.given)}", latin(name.family))
        keys += [f"w:{skeleton(w)}" for w in name.middle if len(w) > 2]
    elif len(name.words) == 1:
        keys += _letter_short("d", latin(name.words[0]))
    return tuple(keys)


def _letter_short(kind: str, word: str) -> list[str]:
    """The word and the word without each of its letters: words one edit apart have one of these in common."""
    if not _SHORTEST <= len(word) <= _LONGEST:
        return []
    return [f"{kind}:{short}" for short in dict.fromkeys((word, *(word[:i] + word[i + 1 :] for i in range(len(word)))))]


def _never(a: Name, b: Name) -> bool:
    """Whether more than the spelling tells two names apart (kind, number, gender, a known given name), or one is too
    short for its spelling to tell anything."""
    if "place" in (a.kind, b.kind) or (a.kind == "person") != (b.kind == "person") or a.numbers != b.numbers:
        return True
    if a.acronym or b.acronym or any(len(n.words) == 1 and len(n.words[0]) < _TELLING and not n.head for n in (a, b)):
        return True  # AFP and WFP, Fatah and Fateh
    if a.gender and b.gender and a.gender != b.gender:
        return True
    if a.given and b.given and two_genders(latin(a.given), latin(b.given)):
        return True
    known = [given_groups(n.given) if n.given else frozenset() for n in (a, b)]
    if not all(known) or known[0] & known[1]:
        return False
    return a.given not in b.middle and b.given not in a.middle


def _read(text: str, person: bool) -> Name:
    if person:
        return parse(_HYPHEN.sub(" ", text), "person")
    plainly = _LEGAL_PHRASES.sub(" ", text).replace("&", " and ")
    name = parse(_HYPHEN.sub(" ", plainly), "organisation")
    return name if name.words or name.head else parse(text, "organisation")


def _joined(name: Name) -> str:
    if name.kind == "person":
        return "".join(latin(w) for w in name.words)
    return "".join(
        latin(w) for w in (*name.words, *((name.head,) if name.head and name.head not in LEGAL_FORMS else ()))
    )


@lru_cache(maxsize=100_000)
def _word(a: str, b: str, person: bool) -> float:
    """Likeness of two words; a slip in a long word leaves them alike."""
    if a == b:
        return 1.0
    if min(len(a), len(b)) == 1:
        return 0.75 if latin(a)[:1] == latin(b)[:1] else 0.0
    x, y = latin(a), latin(b)
    edits = distance(x, y, 2)
    longest = max(len(x), len(y))
    slip = 1 - edits / longest if edits <= 2 else 0.0
    if edits == 1 and longest >= 4:
        slip = max(slip, 0.86 if person else 0.76)
    near = max(word_likeness(a, b), slip)
    if person:
        groups = given_groups(a), given_groups(b)
        if groups[0] & groups[1]:
            return 0.95
        if all(groups):
            near = min(near, 0.6)
    return near


Aligned = tuple[list[tuple[float, int, int]], list[int], list[int]]


def _pairs(a: tuple[str, ...], b: tuple[str, ...], person: bool) -> Aligned:
    """Words aligned one to one, best first; what stays alone on either side."""
    scored = sorted(
        ((_word(x, y, person), -abs(i - j), i, j) for i, x in enumerate(a) for j, y in enumerate(b)), reverse=True
    )
    left, right = set(range(len(a))), set(range(len(b)))
    made = []
    for near, _, i, j in scored:
        if i in left and j in right and near >= 0.5:
            left.discard(i)
            right.discard(j)
            made.append((near, i, j))
    return made, sorted(left), sorted(right)


def _persons(a: Name, b: Name) -> float:
    made, left, right = _pairs(a.words, b.words, True)
    if not made:
        return 0.0
    if _BETWEEN.search(a.text) and _BETWEEN.search(b.text) and not left and not right:
        order = [j for _, _, j in sorted(made, key=lambda m: m[1])]
        if order != sorted(order):
            return 0.4  # son and father
    if len(a.words) == 1 or len(b.words) == 1:
        if len(a.words) == len(b.words):
            return made[0][0]
        single, full = (a, b) if len(a.words) == 1 else (b, a)
        family = full.family is not None and single.words[0] == full.family and len(full.words) <= 3
        return 0.66 if family else 0.5 * made[0][0]
    least = min(m[0] for m in made)
    if left and right:
        return 0.5 * least
    if len(made) < 2:
        return 0.5 * least
    return least * (1 - 0.06 * (len(left) + len(right)))


def _organisations(a: Name, b: Name) -> float:
    if a.numbers != b.numbers:
        return 0.3
    x = (*a.words, *((a.head,) if a.head else ()))
    y = (*b.words, *((b.head,) if b.head else ()))
    made, left, right = _pairs(x, y, False)
    for short, full in ((a, b), (b, a)):
        if short.acronym and len(full.words) + bool(full.head) > 1 and initials(full) == short.acronym:
            return 0.8
    if not made:
        return 0.0
    least = min(m[0] for m in made)

    def weight(words: list[str]) -> float:
        return sum(0.05 if w in LEGAL_FORMS else HEAD if heads(w) else 1.0 for w in words)

    alone, others = weight([x[i] for i in left]), weight([y[j] for j in right])
    telling = any(x[i] not in LEGAL_FORMS for _, i, _ in made)
    if not telling:
        return 0.3 * least
    if left and right and min(alone, others) > 0.1:
        return 0.5 * least
    return least * (1 - 0.45 * min(1.0, alone + others))


__all__ = ["LIKELY", "name_score", "near_keys", "verdict"]
