"""How alike two names are as a number, for searching and for lists of likely joins.

The clusters are made by :mod:`.matching`, which asks for reasons; here words are aligned one to one and the
shares of what agrees are weighed. A name is as alike as its least alike telling word.
"""

from __future__ import annotations

import re
from functools import lru_cache

from sayso.text.transliteration import latin

from .matching import distance, word_likeness
from .names import LEGAL_FORMS, Name, initials, parse
from .words import given_groups, heads

HEAD = 0.3  # weight of a head noun against 1 for a telling word
LIKELY = 0.6  # from here two names are more likely one than two

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


__all__ = ["LIKELY", "name_score"]
