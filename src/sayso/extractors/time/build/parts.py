"""What the words of a match have in common: which one, which part, which year, how many."""

from __future__ import annotations

from collections.abc import Sequence

from ..readings import Part, Which
from ..words import Word

MONTH_KINDS = ("month", "unsure_month", "lower_month")
_WHICH: dict[int, Which] = {-1: "last", 0: "this", 1: "next"}
_COUNTERS = ("number_word", "day_number", "two_digits", "number", "year", "article", "vague_count")
_PARTS: dict[str, Part] = {
    "early": "early", "mid": "mid", "late": "late", "start": "start", "end": "end", "rest": "rest",
    "latter": "latter",
}  # fmt: skip


POINTERS = ("which", "past", "that", "same", "previous", "following", "before", "after")


def which_one(words: Sequence[Word]) -> Which | None:
    """Which one the phrase points at: last, next, this, the following, that same."""
    found: Which | None = None
    for w in words:
        if w.kind == "which":
            found = found or _WHICH[w.number]
        elif w.kind == "past":
            found = "last"
        elif w.kind == "previous":
            found = "previous"
        elif w.kind == "following":
            found = "following"
        elif w.kind in ("that", "same"):
            found = "same"
    return found


def part_said(words: Sequence[Word]) -> Part | None:
    """Early, mid, late, start, end of what follows."""
    for w in words:
        if w.kind == "part":
            return _PARTS[str(w.value)]
    return None


def first_of(words: Sequence[Word], *kinds: str) -> Word | None:
    return next((w for w in words if w.kind in kinds), None)


def year_number(text: str, bc: bool = False) -> int:
    number = int(text)
    if bc:
        return -number
    if len(text) <= 2:
        number += 1900 if number >= 30 else 2000
    return number


def year_tail(words: Sequence[Word]) -> tuple[int | None, Which | None, list[Word]]:
    """The year that the phrase names or points at, and the words without it."""
    bc = any(w.kind == "bc" for w in words)
    for i, w in enumerate(words):
        after = words[i + 1].kind if i + 1 < len(words) else ""
        if w.kind in ("number", "two_digits", "day_number") and after == "bc":
            return year_number(w.text, bc), None, [*words[:i], *words[i + 2 :]]
        if w.kind == "year":
            rest = [*words[:i], *words[i + 1 :]]
            return year_number(w.text, bc), None, rest
        if w.kind == "apostrophe" and i + 1 < len(words) and words[i + 1].kind in ("two_digits", "day_number"):
            return year_number(words[i + 1].text), None, [*words[:i], *words[i + 2 :]]
        if w.kind == "unit_Y" and i:
            near = [v for v in words[max(0, i - 4) : i + 2] if v.kind in POINTERS]
            if near:
                which = which_one(near)
                if near[-1].kind in ("before",):
                    which = "previous"
                elif near[-1].kind == "after":
                    which = "following"
                return None, which, [v for v in words if v not in near and v is not w]
    return None, None, list(words)


def count_of(words: Sequence[Word]) -> tuple[float, float] | None:
    """The number of units as low and high; ``a few`` is read through the profile (2 to 5)."""
    if len(words) > 1 and words[0].kind == "half" and words[1].kind == "article":
        return 0.5, 0.5  # half a century
    low = high = 0.0
    seen = False
    for w in words:
        if w.kind not in _COUNTERS:
            continue
        if w.kind == "article" and seen:
            continue
        if w.kind == "vague_count":
            a, _, b = str(w.value).partition("..")
            return float(a), float(b or 9)
        if w.kind == "article" and any(v.kind == "vague_count" for v in words):
            continue
        if seen and w.number < 20 and low % 10 == 0 and low >= 20:
            low, high = low + w.number, high + w.number
        elif not seen:
            low = high = float(w.number)
        seen = True
    if any(w.kind == "half" for w in words):
        low, high = (low + 0.5, high + 0.5) if seen else (0.5, 0.5)
        seen = True
    return (low, high) if seen else None


def unit_of(words: Sequence[Word]) -> str | None:
    unit = next((w for w in words if w.kind.startswith("unit_")), None)
    return str(unit.value) if unit else None


def nth_of(words: Sequence[Word]) -> int:
    for w in words:
        if w.kind in ("ordinal", "day_number"):
            return w.number
        if w.kind == "final" or (w.kind == "which" and w.value == -1):
            return -1
        if w.kind == "which":
            return 1
        if w.kind == "part":
            return -1 if w.value in ("end", "late") else 1
    return 1


def is_verb(words: Sequence[Word]) -> bool:
    """Whether start, end or rest is a verb here (to end the day): the noun is followed by of."""
    for i, w in enumerate(words):
        if w.kind == "part" and w.value in ("start", "end", "rest"):
            return i + 1 >= len(words) or words[i + 1].kind not in ("of", "dash")
    return False
