"""Headline against body: figures that the body does not have, deeds that the body does not tell as done,
and certainty where the body hedges.

Only what can be shown is compared: a sum, a share or a count of the headline with the sums, shares and counts
of the body (two that add up to it included); a headline's deed with the intention that the body's sentence of
the same number speaks of; a figure that the headline gives flatly and the body only behind a hedge.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from sayso.lexicon.numbers import SMALL, TENS
from sayso.lexicon.tables import Entry, table
from sayso.model import Figure, Span, Statement
from sayso.model.records import MEASURES

_WORDS = {word: value for value, word in enumerate((*SMALL, TENS[0]))}
_SCALES = {
    "k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "million": 1e6, "b": 1e9, "bn": 1e9,
    "billion": 1e9, "tn": 1e12, "trillion": 1e12,
}  # fmt: skip
_NUMBER = re.compile(
    r"(?<![\w.])(?P<digits>\d{1,3}(?:[, ]\d{3})+(?!\d)|\d+(?:\.\d+)?)"
    r"(?:\s?-?(?P<scale>k|thousand|million|mln|mn|m|billion|bn|b|trillion|tn)\b)?"
    r"(?P<unit>\s?(?:%|per cent|percent|euros?|dollars?|pounds?|yen|roubles|rubles))?"
)
_CURRENCY = re.compile(r"(?:(?:us|a|c|hk)?[$€£¥]|\b(?:usd|eur|gbp))\s?$")
_SPELLED = re.compile(r"\b(?:" + "|".join(_WORDS) + r")\b(?:\s(?P<scale>thousand|million|billion|trillion)\b)?")
_HEDGE = re.compile(
    r"\b(?:reportedly|allegedly|purportedly|supposedly|apparently|unconfirmed|rumou?red|suspected|possibly|"
    r"believed|thought|speculated|claimed|claims)\b"
)
_ABOUT = re.compile(r"\b(?:about|around|some|nearly|almost|up to|aged?)\s$")
_ATTRIBUTED = re.compile(
    r"\b(?:sa(?:y|ys|id)|claims?|claimed|alleged(?:ly)?|report(?:s|ed|edly)?|accus\w+|suspected|may|might|could|"
    r"according|warns?|believed|denies|denied|possible|feared?|apparent(?:ly)?|thought)\b|[:\"“‘?]"
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_STEM = 4  # letters by which the forms of one verb are taken together (kills, killed)
_HEDGE_REACH = 60  # characters before a number in which its hedge stands
_NEAR = 0.05  # relative difference up to which two figures are the same, rounded
_ADDENDS = 30  # figures of the body that are tried in pairs
_LEAST = 2  # counts below this are no news
_CORE = frozenset(MEASURES) - {"other", "age", "duration", "share", "change", "events", "score", "rate", "money"}


@dataclass(frozen=True, slots=True)
class Number:
    """One figure as a headline or a body writes it."""

    start: int
    end: int
    value: float
    kind: str  # money, share or count


def numbers(fold: str, start: int, end: int, spelled: bool = True) -> Iterator[Number]:
    """The plain figures of ``fold[start:end]``; years, clock times and ordinals are left out."""
    for found in _NUMBER.finditer(fold, start, end):
        value = float(found["digits"].replace(",", "").replace(" ", ""))
        scaled = value * _SCALES.get(found["scale"] or "", 1)
        unit = (found["unit"] or "").strip()
        currency = _CURRENCY.search(fold, max(start, found.start() - 5), found.start())
        kind = "share" if unit in ("%", "per cent", "percent") else "money" if currency or unit else "count"
        after = fold[found.end() : found.end() + 5]
        year = kind == "count" and not found["scale"] and 1900 <= value <= 2100 and "," not in found["digits"]
        if not year and not after.startswith((":", "st", "nd", "rd", "th", "-year", "'s", "/")):
            yield Number(currency.start() if currency else found.start(), found.end(), scaled, kind)
    for found in _SPELLED.finditer(fold, start, end) if spelled else ():
        value = _WORDS[found.group().split()[0]] * _SCALES.get(found["scale"] or "", 1)
        yield Number(found.start(), found.end(), value, "count")


def _same(a: float, b: float) -> bool:
    return abs(a - b) <= _NEAR * max(abs(a), abs(b))


@cache
def _deeds() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Pairs of words: deeds that a headline may tell, and the lesser deeds that a body may tell instead."""
    return tuple((frozenset(e.forms), frozenset(e.fields["lesser"].split("|"))) for e in _entries())


def _entries() -> tuple[Entry, ...]:
    return table("caveats").where(role="deed")


def figures_differ(top: Sequence[Number], inside: Sequence[Number]) -> Iterator[tuple[int, int, str]]:
    """Sums and shares of the title that the body contradicts: it has others of that kind, and not these."""
    for number in top:
        rest = [n.value for n in inside if n.kind == number.kind]
        if number.kind == "count" or not rest or any(_same(number.value, n.value) for n in inside):
            continue
        sums = (a + b for i, a in enumerate(rest[:_ADDENDS]) for b in rest[i + 1 : _ADDENDS])
        if not any(_same(number.value, total) for total in sums):
            yield number.start, number.end, "headline:figure"


def deeds_differ(
    fold: str, title: Span, top: Sequence[Number], inside: Sequence[Number], sentences: Sequence[Span]
) -> Iterator[tuple[int, int, str]]:
    """A number that the title gives to a deed and the body only to a lesser one (arrive, volunteer)."""
    words = set(_WORD.findall(fold[title.start : title.end]))
    told = [lesser for deeds, lesser in _deeds() if words & deeds and not words & lesser]
    if not told:
        return
    for number in top:
        where = [n for n in inside if n.value == number.value]
        held = [sentences[max(0, bisect_right(sentences, n.start, key=lambda s: s.start) - 1)] for n in where]
        if held and all(_tells(fold[s.start : s.end], told, words) for s in held):
            yield title.start, title.end, "headline:deed"
            return


def _tells(sentence: str, told: Sequence[frozenset[str]], words: set[str]) -> bool:
    """Whether a sentence has a lesser deed and none of the title's, in whatever form."""
    own = set(_WORD.findall(sentence))
    stems = {word[:_STEM] for deeds, _ in _deeds() if deeds & words for word in deeds}
    return any(own & lesser for lesser in told) and not any(word[:_STEM] in stems for word in own)


def hedged_in_body(fold: str, top: Sequence[Number], inside: Sequence[Number]) -> Iterator[tuple[int, int, str]]:
    """A number that the title gives flatly and the body only behind a hedge (``believed to be worth $15bn``)."""
    for number in top:
        if _ABOUT.search(fold, max(0, number.start - 12), number.start):
            continue
        where = [n for n in inside if n.kind == number.kind and _same(n.value, number.value)]
        if where and all(_HEDGE.search(fold, max(0, n.start - _HEDGE_REACH), n.start) for n in where):
            yield number.start, number.end, "headline:certain"


def measures_differ(title: Span, figures: Sequence[Figure]) -> Iterator[tuple[int, int, str]]:
    """A figure of the title whose every match in the body has another measure (wounded, hospitalised)."""
    for top in figures:
        if not (title.start <= top.start and top.end <= title.end) or top.low is None or top.measure not in _CORE:
            continue
        same = [
            f
            for f in figures
            if f.start >= title.end and f.low == top.low and f.high == top.high and f.counted == top.counted
        ]
        if same and all(f.measure in _CORE and f.measure != top.measure for f in same):
            yield top.start, top.end, "headline:measure"


def headline(
    fold: str, title: Span, sentences: Sequence[Span], figures: Sequence[Figure]
) -> Iterator[tuple[int, int, str]]:
    """What the title says more than, or other than, the text behind it: stretches with their rule."""
    words = fold[title.start : title.end]
    found = list(measures_differ(title, figures))
    top = [n for n in numbers(fold, title.start, title.end) if n.value >= _LEAST]
    if top:
        inside = list(numbers(fold, title.end, len(fold), any(n.kind == "count" for n in top)))
        found += figures_differ(top, inside)
        if not _ATTRIBUTED.search(words):
            found += deeds_differ(fold, title, top, inside, sentences)
            found += hedged_in_body(fold, top, inside)
    end = -1
    for start, stop, rule in sorted(found, key=lambda f: (f[0], -f[1])):
        if start >= end:
            yield start, stop, rule
            end = stop


def behind_headline(
    start: int, end: int, figures: Sequence[Figure], statements: Sequence[Statement]
) -> tuple[str, ...]:
    """The innermost statements of the body that hold a figure of the headline's stretch ``start..end``."""
    own = {f.low for f in figures if start <= f.start and f.end <= end} - {None}
    found: list[str] = []
    for figure in figures:
        if figure.start < end or (figure.low not in own and figure.high not in own):
            continue
        holding = [s for s in statements if any(q.start <= figure.start and figure.end <= q.end for q in s.content)]
        if holding:
            found.append(min(holding, key=lambda s: sum(q.end - q.start for q in s.content)).id)
    return tuple(dict.fromkeys(found))
