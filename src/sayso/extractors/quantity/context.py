"""What the reading of one text has at hand, and what it makes: amounts and drafts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .numerals import Numeral
from .profile import Profile
from .words import Words


@dataclass(frozen=True, slots=True)
class Draft:
    """A figure on its way: words ``first..stop``, its numeral's words, intervals and what it counts."""

    first: int
    stop: int
    number: int  # the numeral's first word
    after: int  # the word after the numeral and its unit
    low: float | None
    high: float | None
    typical_low: float | None
    typical_high: float | None
    unit: str | None
    counted: str | None
    head: int | None  # word of the counted noun
    family: str  # count, money, share, unit, age, score, points, magnitude, rate, times, none
    measure: str | None  # decided by the unit or the words around it
    rule: str
    bound: str = "exact"
    direction: str | None = None
    part: bool = False
    increment: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """A numeral with its range, before units: lower and upper numeral, and the words it covers."""

    first: int
    stop: int
    low: Numeral
    high: Numeral


@dataclass(slots=True)
class Context:
    """The reading of one text. ``covered``: ranges of code points that are dates and clock times already, sorted;
    ``names``: digits that the text uses as names; ``found``: the drafts so far; ``at``: how far ``covered`` is
    used up."""

    words: Words
    profile: Profile
    covered: Sequence[tuple[int, int]]
    names: frozenset[str]
    found: list[Draft] = field(default_factory=list)
    at: int = 0
