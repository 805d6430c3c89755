"""What stands around a numeral: bounds, articles, money signs, units, and bounds that follow."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sayso.lexicon import Entry, table
from sayso.text.tokens import tokens

from .words import HYPHENS, Words


def _key(form: str) -> str:
    """A form as its tokens, joined as word lists are looked up."""
    return " ".join(form[t.start : t.end] for t in tokens(form.lower()))


def _index(entries: tuple[Entry, ...]) -> tuple[dict[str, Entry], int]:
    index: dict[str, Entry] = {}
    for entry in entries:
        for form in entry.forms:
            index.setdefault(_key(form), entry)
    return index, max(len(k.split()) for k in index)


_BEFORE, _BEFORE_LONGEST = _index(table("bounds").where(side="before"))
_AFTER, _AFTER_LONGEST = _index(table("bounds").where(side="after"))
_BEFORE_LAST = frozenset(k.split()[-1] for k in _BEFORE)
_AFTER_FIRST = frozenset(k.split()[0] for k in _AFTER)
_UNITS, _UNITS_LONGEST = _index(table("units").entries)
_UNITS_FIRST = frozenset(k.split()[0] for k in _UNITS)
_TIGHT = frozenset(str(f).lower() for e in table("units").entries for f in e.fields.get("tight", ()))
_MONEY, _MONEY_LONGEST = _index(table("currencies").entries)
_MONEY_FIRST = frozenset(k.split()[0] for k in _MONEY)
_SIGNS = {_key(f): e for e in table("currencies").entries for f in e.fields["before"]}
_SIGNS_LAST = frozenset(k.split()[-1] for k in _SIGNS)
_ARTICLES = frozenset(
    "the these those this his her its their our my your all a an another any every each first last next past "
    "previous other some additional further nearly".split()
)
_BRACKETS = {"(": ")", "[": "]", "{": "}", "<": ">"}
_HEAT = frozenset(
    "temperature temperatures heat heatwave hot hotter hottest cold colder coldest warm warmer warmest cool cooler "
    "degrees celsius centigrade fahrenheit mercury thermometer thermometers fever frost freezing warming "
    "shade °".split()
)
_HEAT_REACH = 15  # words around a number in which heat is spoken of
_LETTER_UNITS = frozenset("m g l t b c ha mi ms mp min sec".split())


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit or currency over the words up to ``stop``; ``text`` is how the report writes it."""

    entry: Entry
    stop: int
    text: str
    money: bool
    age: bool = False
    factor: float = 1.0

    @property
    def measure(self) -> str:
        """The measure that the unit decides."""
        return "money" if self.money else str(self.entry.fields["measure"])


def bound_before(words: Words, i: int, floor: int) -> tuple[Entry, int] | None:
    """The longest bound that ends just before word ``i``, and the word it begins at."""
    if i <= floor or words.low[i - 1] not in _BEFORE_LAST:
        return None
    for size in range(min(_BEFORE_LONGEST, i - floor), 0, -1):
        entry = _BEFORE.get(" ".join(words.low[i - size : i]))
        if entry is not None:
            return entry, i - size
    return None


def bound_after(words: Words, j: int, limit: int) -> tuple[Entry, int] | None:
    """The longest bound that begins at word ``j``, and the word after it."""
    if j >= limit:
        return None
    k = j + 1 if words.low[j] in HYPHENS and words.touches(j) and j + 1 < limit else j
    if words.low[k] not in _AFTER_FIRST:
        return None
    for size in range(min(_AFTER_LONGEST, limit - k), 0, -1):
        entry = _AFTER.get(" ".join(words.low[k : k + size]))
        if entry is not None:
            return entry, k + size
    return None


def sign_before(words: Words, i: int, floor: int) -> tuple[Entry, int] | None:
    """The money sign or code that ends just before word ``i`` (``$``, ``US$``, ``EUR``), and where it begins."""
    if i <= floor or words.low[i - 1] not in _SIGNS_LAST:
        return None
    for size in range(min(3, i - floor), 0, -1):
        entry = _SIGNS.get(" ".join(words.low[i - size : i]))
        if entry is None:
            continue
        if words.low[i - 1] == "#" and not _is_pound(words, i):
            continue  # the British # of ISO 646 stands for a pound sign; #12 is a label
        last = words.raw(i - 1)
        if last.isalpha() and not (last.isupper() or last in _MIXED):
            continue
        if size > 1 or not last.isalpha() or words.start[i] - words.end[i - 1] <= 1:
            return entry, i - size
    return None


_MIXED = frozenset(("Rs", "KSh", "Ksh", "TSh", "Tsh", "USh", "Ush", "Rp", "Tk", "Dhs"))


def _is_pound(words: Words, i: int) -> bool:
    """Whether the number at word ``i`` is a sum: # 0.79, # 70,000, # 20m."""
    if words.touches(i):
        return False
    low = words.low[i]
    scaled = i + 1 < len(words.low) and words.touches(i + 1) and words.low[i + 1] in ("m", "bn", "k", "tn")
    return "." in low or "," in low or scaled


def article_before(words: Words, i: int, floor: int) -> int:
    """Where the articles and the like before word ``i`` begin."""
    while i > floor and words.low[i - 1] in _ARTICLES:
        i -= 1
    return i


def unit_at(words: Words, j: int, limit: int, digits: bool) -> Unit | None:
    """The unit or currency that begins at word ``j`` (``%``, ``km/h``, ``-year-old``, ``US dollars``)."""
    if j >= limit:
        return None
    if words.low[j] in _BRACKETS and j + 2 < limit and words.low[j + 2] == _BRACKETS[words.low[j]]:
        inner = unit_at(words, j + 1, j + 2, digits)
        return None if inner is None else replace(inner, stop=j + 3)
    hyphen = words.low[j] in HYPHENS and j + 1 < limit and words.touches(j) and words.touches(j + 1)
    k = j + 1 if hyphen else j
    low = words.low[k]
    if hyphen and "-" in low:
        return _compound(words, k)
    if low in _UNITS_FIRST:
        for size in range(min(_UNITS_LONGEST, limit - k), 0, -1):
            entry = _UNITS.get(" ".join(words.low[k : k + size]))
            if entry is not None and size > 1 and words.low[k + 1][0] in "0123456789/" and not words.touches(k + 1):
                continue
            if entry is not None and _fits(words, k, size, digits, limit):
                return _aged(words, Unit(entry, k + size, words.phrase(k, k + size), False), limit)
    if not hyphen and k + 1 < limit and words.low[k + 1] in _MONEY and words.capital(k) and low not in _MONEY:
        entry = _MONEY[words.low[k + 1]]  # a national currency that the table does not list: Syrian pounds
        return Unit(entry, k + 2, words.phrase(k, k + 2), True)
    if low[0] == "m" and low[1:] in _MONEY and len(low) == 4 and words.raw(k).isupper():
        return Unit(_MONEY[low[1:]], k + 1, words.raw(k), True, factor=1e6)  # 30 MUSD
    if low in _MONEY_FIRST:
        for size in range(min(_MONEY_LONGEST, limit - k), 0, -1):
            entry = _MONEY.get(" ".join(words.low[k : k + size]))
            if entry is not None:
                return Unit(entry, k + size, words.phrase(k, k + size), True)
    return None


def _fits(words: Words, k: int, size: int, digits: bool, limit: int) -> bool:
    """Whether a short symbol is a unit here and not the start of a word or a name."""
    low = words.low[k]
    if size > 1 or len(low) > 2 or not low.isalpha():
        return True
    if not digits:
        return False
    if low in ("c", "f"):
        if not words.raw(k).isupper():
            return False
        near = words.low[max(0, k - _HEAT_REACH) : k + _HEAT_REACH]
        return not (k + 1 < limit and words.touches(k + 1) and words.low[k + 1][0].isalnum()) and any(
            w in _HEAT for w in near
        )
    if low in _LETTER_UNITS and words.raw(k).isupper() and low != "mp":
        return False
    if k + 1 < limit and words.touches(k + 1) and words.low[k + 1][0].isalnum():
        return False
    return low in _TIGHT or not words.touches(k) or low not in _LETTER_UNITS


def _compound(words: Words, k: int) -> Unit | None:
    """``year-old``, ``day-long``, ``mile-wide`` in one word after a hyphen."""
    head, _, rest = words.low[k].partition("-")
    a = words.start[k]
    if head in _MONEY:
        return Unit(_MONEY[head], k + 1, words.text[a : a + len(head)], True)
    entry = _UNITS.get(head)
    if entry is None:
        return None
    return Unit(entry, k + 1, words.text[a : a + len(head)], False, age=rest.startswith("old"))


def _aged(words: Words, unit: Unit, limit: int) -> Unit:
    """The unit with ``old``, ``of age`` after it, which make a duration an age."""
    if str(unit.entry.fields["measure"]) != "duration":
        return unit
    k = unit.stop
    if k + 1 < limit and words.low[k] in HYPHENS and words.low[k + 1] in ("old", "olds", "long"):
        return Unit(unit.entry, k + 2, unit.text, False, age=words.low[k + 1] != "long")
    if words.low[k - 1] in ("yo",):
        return Unit(unit.entry, k, "years", False, age=True)
    if k < limit and words.low[k] in ("old", "year-old"):
        return Unit(unit.entry, k + 1, unit.text, False, age=True)
    if k + 1 < limit and words.low[k] == "of" and words.low[k + 1] == "age":
        return Unit(unit.entry, k + 2, unit.text, False, age=True)
    return unit
