"""Number words and digits -> numerals, before any bound, range or unit is read.

The grammar, from the inside out: a *count* is digits or number words with their scales (``1.2m``, ``two hundred
and six``, ``half a million``); a *vague* numeral is a word of the profile, perhaps times a scale (``several
hundred``, ``tens of thousands``); a *share* is a fraction or a word for one (``two-thirds``, ``the majority``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sayso.lexicon import Entry, table

from .words import HYPHENS, Words

_ROLE: dict[str, Entry] = table("numbers").by_form()
UNITS = {f: float(e.fields["value"]) for f, e in _ROLE.items() if e.fields["role"] == "unit"}
TENS = {f: float(e.fields["value"]) for f, e in _ROLE.items() if e.fields["role"] == "ten"}
SCALES = {f: float(e.fields["value"]) for f, e in _ROLE.items() if e.fields["role"] == "scale"}
PLURAL_SCALES = {f: float(e.fields["value"]) for f, e in _ROLE.items() if e.fields["role"] == "plural-scale"}
VAGUE = {f: str(e.fields["term"]) for f, e in _ROLE.items() if e.fields["role"] == "vague"}
COLLECTIVE = {f: float(e.fields["value"]) for f, e in _ROLE.items() if e.fields["role"] == "collective"}
PARTS = {f: float(e.fields["value"]) for f, e in _ROLE.items() if e.fields["role"] == "part"}
HALVES = frozenset(f for f, e in _ROLE.items() if e.fields["role"] == "half")
SHARES = {f: str(e.fields["term"]) for f, e in _ROLE.items() if e.fields["role"] == "share"}
TIMES = {f: float(e.fields["value"]) for f, e in _ROLE.items() if e.fields["role"] == "times"}
RATIOS = {f: float(e.fields["value"]) for f, e in _ROLE.items() if e.fields["role"] == "ratio"}
NONE = frozenset(f for f, e in _ROLE.items() if e.fields["role"] == "none")
_SUFFIX = {"k": 1e3, "m": 1e6, "mn": 1e6, "mm": 1e6, "mln": 1e6, "b": 1e9, "bn": 1e9, "bln": 1e9, "t": 1e12, "tn": 1e12}
_GLYPHS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅕": 0.2, "⅛": 0.125}
_SPACES = frozenset("\u00a0\u2009\u202f ")
_TRIGGERS = frozenset(_ROLE)
_AFTER_SCORES = frozenset("of more have had has were are killed injured wounded dead died arrested missing".split())
_CYRILLIC_SCALE = frozenset(f for f in SCALES if f[0] > "z")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral over the words ``first..stop``. ``reading`` names the profile's part and term for vague ones
    (``vague:dozens``, ``plural:bare``, ``share:most``) and is empty for an exact value. ``scaled``: a scale word
    or suffix was read. ``share``: a fraction, ``value`` in per cent."""

    first: int
    stop: int
    value: float
    reading: str = ""
    digits: bool = False
    scaled: bool = False
    share: bool = False
    factor: float = 1.0  # the scale read, for a range whose first part borrows it
    high: float | None = None  # upper part of a numeral that is itself a range (one or two hundred)


def is_trigger(low: str) -> bool:
    """Whether a numeral can begin at this word."""
    return low in _TRIGGERS or low[0].isdigit() or low in _GLYPHS


def digits_value(low: str) -> float | None:
    """The value of a token of digits; ``None`` for versions and clock-like tokens (``10.4.1``)."""
    if low in _GLYPHS:
        return _GLYPHS[low]
    try:
        if "," not in low and "." not in low:
            return float(int(low))
        return float(_plain(low))
    except ValueError:
        return None


def _plain(low: str) -> str:
    comma, point = low.count(","), low.count(".")
    if comma and point:
        thousands = "," if low.rfind(".") > low.rfind(",") else "."
        plain = low.replace(thousands, "").replace(",", ".")
        return plain if plain.count(".") == 1 else ""
    mark = "," if comma else "."
    groups = low.split(mark)
    grouped = all(len(g) == 3 for g in groups[1:]) and 1 <= len(groups[0]) <= 3
    if len(groups) > 2:
        return "".join(groups) if grouped else ("".join(groups) if comma and len(groups[-1]) == 3 else "")
    if comma:
        indian = len(groups[1]) == 3
        return "".join(groups) if indian else ".".join(groups)
    return low


def _gap(words: Words, i: int) -> str:
    return words.text[words.end[i - 1] : words.start[i]]


def count(words: Words, i: int, limit: int) -> Numeral | None:
    """A count that begins at word ``i``, before word ``limit``."""
    low = words.low[i]
    if low[0].isdigit() or low in _GLYPHS:
        return _digit_count(words, i, limit)
    if low in UNITS or low in TENS or low in SCALES:
        return _word_count(words, i, limit)
    return None


def _digit_count(words: Words, i: int, limit: int) -> Numeral | None:
    value = digits_value(words.low[i])
    if value is None:
        return None
    j = i + 1
    if words.low[i].isdigit() and len(words.low[i]) <= 3:  # 1 200 000
        while (
            j < limit
            and words.low[j].isdigit()
            and len(words.low[j]) == 3
            and _gap(words, j) in _SPACES
            and not (j + 1 < limit and words.touches(j + 1) and (words.low[j + 1] in HYPHENS or words.low[j + 1] == "s"))
        ):
            value = value * 1000 + float(words.low[j])
            j += 1
    if j < limit and words.low[j] in _GLYPHS:
        value += _GLYPHS[words.low[j]]
        j += 1
    elif j + 1 < limit and words.low[j] == "/" and words.touches(j) and words.low[j + 1].isdigit():
        return _slash(words, i, j, limit, value)
    numeral = Numeral(i, j, value, digits=True)
    return _scaled(words, numeral, limit)


def _slash(words: Words, i: int, j: int, limit: int, above: float) -> Numeral | None:
    below = float(words.low[j + 1])
    if j + 2 < limit and words.low[j + 2] == "/":
        return None
    if below in (2, 3, 4, 5, 8, 10) and above < below and words.touches(j + 1):
        return Numeral(i, j + 2, 100 * above / below, digits=True, share=True)
    return None


def _scaled(words: Words, numeral: Numeral, limit: int) -> Numeral:
    """The numeral with the scale words and suffixes that follow it."""
    value, j, factor = numeral.value, numeral.stop, 1.0
    while j < limit:
        k = j + 1 if words.low[j] in HYPHENS and j + 1 < limit and words.touches(j) else j
        low = words.low[k]
        if low in SCALES:
            factor *= SCALES[low]
            j = k + 1
            if j < limit and words.low[j] == "." and low in _CYRILLIC_SCALE:
                j += 1
        elif low == "dozen":
            factor *= 12
            j = k + 1
        elif numeral.digits and k == j and low in _SUFFIX and words.touches(j) and not _unit_m(words, j, limit):
            factor *= _SUFFIX[low]
            j += 1
        elif numeral.digits and low in ("mn", "mln", "bn", "bln", "tn") and k == j:
            factor *= _SUFFIX[low]
            j += 1
        else:
            break
    if factor == 1.0:
        return numeral
    return replace(numeral, stop=j, value=round(value * factor, 6), scaled=True, factor=factor)


def _unit_m(words: Words, j: int, limit: int) -> bool:
    """Whether an ``m`` on digits is metres: no money before, and no counted noun after."""
    if words.low[j] not in ("m", "mm", "b", "t", "k") or words.low[j] == "k":
        return False
    first = j - 1
    if first > 0 and words.low[first - 1] in "$€£¥₽₴₹":
        return False
    if words.low[j] != "m":
        return True
    following = words.low[j + 1] if j + 1 < limit else ""
    decimal_point = "." in words.low[first]
    return not (following.endswith("s") or following in ("people", "of") or decimal_point)


def _word_count(words: Words, i: int, limit: int) -> Numeral | None:
    total, current, j = 0.0, 0.0, i
    last = ""  # role of the last number word
    factor = 1.0
    while j < limit:
        low = words.low[j]
        k = j
        if last and low in HYPHENS and words.touches(j) and j + 1 < limit:
            k, low = j + 1, words.low[j + 1]
        elif last == "scale" and low == "and" and j + 1 < limit:
            k, low = j + 1, words.low[j + 1]
            if low not in UNITS and low not in TENS:
                break
        if low in UNITS and (not last or last == "scale" or (last == "ten" and 0 < UNITS[low] < 10)):
            current += UNITS[low]
            last = "unit"
        elif low in TENS and (not last or last == "scale"):
            current += TENS[low]
            last = "ten"
        elif low in SCALES and (last or k == i):
            scale = SCALES[low]
            if scale == 100:
                current = (current or 1.0) * 100
            else:
                total += (current or 1.0 if not total or current else 1.0) * scale
                current = 0.0
            factor = max(factor, scale)
            last = "scale"
        elif low == "dozen" and last in ("unit", "ten"):
            current *= 12
            factor = 12.0
            last = "scale"
        else:
            break
        j = k + 1
    if j == i:
        return None
    value = total + current
    if j + 2 < limit and words.low[j] == "point" and words.low[j + 1] in UNITS:
        value += UNITS[words.low[j + 1]] / 10
        j += 2
    found = Numeral(i, j, value, scaled=factor > 1, factor=factor)
    return _and_a_half(words, found, limit)


def _and_a_half(words: Words, numeral: Numeral, limit: int) -> Numeral:
    """``two and a half``, ``two-and-a-half``."""
    j = numeral.stop
    flat = [words.low[k] for k in range(j, min(limit, j + 6)) if words.low[k] not in HYPHENS]
    for wording, part in ((["and", "a", "half"], 0.5), (["and", "a", "quarter"], 0.25)):
        if flat[:3] == wording:
            k, seen = j, 0
            while seen < 3:
                seen += words.low[k] not in HYPHENS
                k += 1
            plus = replace(numeral, stop=k, value=numeral.value + part)
            return _scaled(words, plus, limit)
    return numeral


def vague(words: Words, i: int, limit: int) -> Numeral | None:
    """``dozens``, ``several hundred``, ``tens of thousands``, ``a few``: read through a profile."""
    low = words.low[i]
    if low in ("tens", "десятки", "десятков") and not (i + 1 < limit and words.low[i + 1] in ("of", "or", "тысяч", "тисяч")):
        return None
    if low == "scores" and not (i + 1 < limit and words.low[i + 1] in _AFTER_SCORES):
        return None
    if low in PLURAL_SCALES or low in ("dozens", "scores"):
        return _plural(words, i, limit)
    if low not in VAGUE:
        return None
    base, j = 1.0, i + 1
    k = j + 1 if j < limit and words.low[j] == "of" else j
    if k < limit and (words.low[k] in SCALES or words.low[k] == "dozen" or words.low[k] == "score"):
        while k < limit and (words.low[k] in SCALES or words.low[k] in ("dozen", "score")):
            base *= SCALES.get(words.low[k], COLLECTIVE.get(words.low[k], 1.0))
            k += 1
        j = k
    elif k < limit and words.low[k] in PLURAL_SCALES and low != "countless":
        base = PLURAL_SCALES[words.low[k]]
        j = k + 1
    return Numeral(i, j, base, f"vague:{VAGUE[low]}", scaled=base > 1, factor=base)


def _plural(words: Words, i: int, limit: int) -> Numeral | None:
    """``hundreds``, ``dozens of thousands``, ``tens or hundreds of thousands``."""
    low = words.low[i]
    j, upper = i + 1, None
    if j + 1 < limit and words.low[j] == "and" and words.low[j + 1] == low:
        j += 2  # dozens and dozens
    elif j + 1 < limit and words.low[j] in ("or", "to", "and") and words.low[j + 1] in PLURAL_SCALES:
        upper = words.low[j + 1]
        j += 2
    scale = 1.0
    k = j + 1 if j < limit and words.low[j] == "of" else j
    if k < limit and words.low[k] in PLURAL_SCALES and k > j:
        scale = PLURAL_SCALES[words.low[k]]
        j = k + 1
    elif j < limit and low > "z" and words.low[j] in SCALES:
        scale = SCALES[words.low[j]]
        j += 1
    if low in VAGUE:
        return Numeral(i, j, scale, f"vague:{VAGUE[low]}", scaled=True, factor=scale)
    value = PLURAL_SCALES[low]
    if value == 10 and scale == 1:
        return Numeral(i, j, 10.0, "plural:tens", scaled=True)
    many = i > 0 and words.low[i - 1] == "many" and scale == 1
    top = PLURAL_SCALES[upper] * scale if upper else None
    return Numeral(i, j, value * scale, "plural:many" if many else "plural:bare", scaled=True, high=top)


def share(words: Words, i: int, limit: int) -> Numeral | None:
    """Fractions and words for a share; the value is in per cent."""
    low = words.low[i]
    if low in ("a", "one", "an") or low in UNITS:
        k = i + 1
        if k < limit and words.low[k] in HYPHENS:
            k += 1
        if k < limit and words.low[k] in HALVES and k + 1 < limit and words.low[k + 1] in HYPHENS:
            return None
        if k < limit and words.low[k] in PARTS:
            below = words.low[k]
            singular = not below.endswith("s")
            above = UNITS.get(low, 1.0)
            if singular != (above == 1.0) or above >= PARTS[below]:
                return None
            return Numeral(i, k + 1, 100 * above / PARTS[below], share=True)
        if low == "one" and k < limit and words.low[k] in HALVES:
            return Numeral(i, k + 1, 50.0, share=True)
    if low in HALVES:
        return Numeral(i, i + 1, 50.0, share=True)
    if low in PARTS and low in ("third", "quarter", "fifth", "tenth"):
        return None
    if low in SHARES:
        return Numeral(i, i + 1, 0.0, f"share:{SHARES[low]}", share=True)
    return None
