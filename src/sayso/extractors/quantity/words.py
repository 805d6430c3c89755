"""A document's words as parallel lists, with the number words in hyphenated compounds set free."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.lexicon import table
from sayso.model import Span
from sayso.text.tokens import Tokens

HYPHENS = frozenset("-‐‑–—−")
_LONGEST_SENTENCE = 250  # words; what runs on longer is read in pieces, so that the time stays linear
CARDINAL = frozenset(
    form for e in table("numbers").entries if e.fields["role"] in ("unit", "ten", "scale", "half") for form in e.forms
)
_SPLIT_ON = frozenset((*CARDINAL, "several", "dozen", "quarter"))


_DIGITS = re.compile(r"\d+|[.,]")


def _grouped(low: str) -> bool:
    """Whether all groups after the first have three digits (1,200,000.5)."""
    groups = re.split(r"[.,]", low)
    last = groups[-1]
    inner = groups[1:-1] if low.count(",") and low.count(".") else groups[1:]
    indian = bool(inner) and low.count(",") > 0 and all(len(g) == 2 for g in inner[:-1]) and len(inner[-1]) == 3
    return (all(len(g) == 3 for g in inner) or indian) and len(groups[0]) <= 3 and bool(last)


def class_of(key: str) -> frozenset[str]:
    """The words of one class of the table ``grammar``."""
    return next(frozenset(e.forms) for e in table("grammar").entries if e.key == key)


PREPOSITION = class_of("preposition")
DETERMINER = class_of("determiner")
PRONOUN = class_of("pronoun")
CONJUNCTION = class_of("conjunction")
AUXILIARY = class_of("auxiliary")
ADVERB = class_of("adverb")
FINITE = class_of("finite verb")
ING_NOUN = class_of("noun in -ing")
MODIFIER = class_of("number modifier")
UNCOUNTED = class_of("not a figure")
SINGULAR_S = class_of("singular in -s")
ATTRIBUTIVE = class_of("attributive plural")
PLURAL = class_of("plural without -s")


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one text: ``low`` is lower case; ``sentence`` is the index of the sentence each lies in."""

    text: str
    start: Sequence[int]
    end: Sequence[int]
    low: Sequence[str]
    sentence: Sequence[int]
    bounds: Sequence[tuple[int, int]]  # of each sentence: first word, word after the last

    def raw(self, i: int) -> str:
        """The word as it is written."""
        return self.text[self.start[i] : self.end[i]]

    def touches(self, i: int) -> bool:
        """Whether nothing stands between word ``i`` and the word before it."""
        return i > 0 and self.end[i - 1] == self.start[i]

    def capital(self, i: int) -> bool:
        """Whether word ``i`` begins with a capital letter."""
        return self.text[self.start[i]].isupper()

    def phrase(self, first: int, stop: int) -> str:
        """The text from word ``first`` up to word ``stop``, which is left out."""
        return self.text[self.start[first] : self.end[stop - 1]] if stop > first else ""


def _parted(text: str, a: int, b: int, low: str) -> list[tuple[int, int, str]]:
    """The words that one token is: start, end, lower case."""
    if low[0].isdecimal() and (low.count(",") > 1 or low.count(".") > 1) and not _grouped(low):
        return [(*run.span(), run.group()) for run in _DIGITS.finditer(text, a, b)]  # 22,24,26 are several numbers
    if b - a > 3 and ("-" in low or "‑" in low or "‐" in low):
        low = low.replace("‑", "-").replace("‐", "-")
        parts = low.split("-")
        if len(parts) > 1 and (parts[0] in _SPLIT_ON or (parts[0] == "mid" and parts[1] in CARDINAL)):
            found = [(a, a + len(parts[0]), parts[0])]
            for part in parts[1:]:
                at = found[-1][1]
                found += ((at, at + 1, "-"), (at + 1, at + 1 + len(part), part))
            return found
    return [(a, b, low.replace("’", "'"))]


def read(text: str, tokens: Tokens, sentences: Sequence[Span]) -> Words:
    """The words of ``text``; compounds that begin with a number word (``ten-storey``) fall into parts."""
    starts, ends = [a for a, _ in tokens.offsets], [b for _, b in tokens.offsets]
    lows = [text[a:b].lower() for a, b in tokens.offsets]
    marked = [k for k, low in enumerate(lows) if not low.isalpha() and (len(low) > 1 or low == "’")]
    for k in reversed(marked):  # from the end, so that the places before stay
        parts = _parted(text, starts[k], ends[k], lows[k])
        if len(parts) == 1:
            lows[k] = parts[0][2]
        else:
            starts[k : k + 1], ends[k : k + 1], lows[k : k + 1] = map(list, zip(*parts, strict=True))
    sentence: list[int] = []
    bounds: list[tuple[int, int]] = []
    i = 0
    for k in range(len(sentences)):
        stop = sentences[k + 1].start if k + 1 < len(sentences) else len(text) + 1
        last = bisect_left(starts, stop, i)
        while i < last:
            first, i = i, min(last, i + _LONGEST_SENTENCE)
            sentence.extend([len(bounds)] * (i - first))
            bounds.append((first, i))
    return Words(text, starts, ends, lows, sentence, bounds)


def possessive(low: str) -> bool:
    """Whether a word is a possessive (``Boeing's``, ``the rebels'``)."""
    return low.endswith(("'s", "s'"))


def plural(low: str) -> bool:
    """Whether a lower-case word looks like a plural noun."""
    if low in PLURAL:
        return True
    return len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "is", "'s")) and low not in SINGULAR_S
