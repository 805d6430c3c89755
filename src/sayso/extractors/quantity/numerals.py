"""Number words and digits -> numerals, before any bound, range or unit is read.

The grammar, from the inside out: a *count* is digits or number words with their scales (``1.2m``, ``two hundred
and six``, ``half a million``); a *vague* numeral is a word of the profile, perhaps times a scale (``several
hundred``, ``tens of thousands``); a *share* is a fraction or a word for one (``two-thirds``, ``the majority``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sayso.lexicon import Entry, table

from .words import HYPHENS, Words, plural

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
DOZENS = frozenset(f for f, e in _ROLE.items() if e.key in ("dozen", "dozens"))
_ORDINAL_UNITS = {
    f + s: float(v)
    for v, f in enumerate(("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"), 1)
    for s in ("", "s")
}
NONE = frozenset(f for f, e in _ROLE.items() if e.fields["role"] == "none")
_SUFFIX = {
    "k": 1e3,
    "g": 1e9,
    "m": 1e6,
    "mn": 1e6,
    "mm": 1e6,
    "mln": 1e6,
    "b": 1e9,
    "bn": 1e9,
    "bln": 1e9,
    "t": 1e12,
    "tn": 1e12,
}
_GLYPHS = {
    "½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅕": 0.2, "⅖": 0.4, "⅗": 0.6, "⅘": 0.8, "⅙": 1 / 6,
    "⅚": 5 / 6, "⅛": 0.125, "⅜": 0.375, "⅝": 0.625, "⅞": 0.875, "⅐": 1 / 7, "⅑": 1 / 9, "⅒": 0.1,
}  # fmt: skip
_SPACES = frozenset("\u00a0\u2009\u202f ")
_LONGEST = 24  # characters of digits; what is longer is a key or a checksum
_LARGEST = 1e18
TRIGGERS = frozenset((*_ROLE, *_GLYPHS))  # words other than digits at which a numeral can begin
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
    return low in TRIGGERS or low[0].isdecimal()


def digits_value(low: str) -> float | None:
    """The value of a token of digits; ``None`` for versions and clock-like tokens (``10.4.1``)."""
    if low in _GLYPHS:
        return _GLYPHS[low]
    if len(low) > _LONGEST:
        return None
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
        return "".join(groups) if grouped or (comma and len(groups[-1]) == 3) else ""
    if comma:
        indian = len(groups[1]) == 3
        return "".join(groups) if indian else ".".join(groups)
    return low


def _gap(words: Words, i: int) -> str:
    return words.text[words.end[i - 1] : words.start[i]]


def count(words: Words, i: int, limit: int) -> Numeral | None:
    """A count that begins at word ``i``, before word ``limit``."""
    low = words.low[i]
    found: Numeral | None = None
    if low[0].isdecimal() or low in _GLYPHS:
        found = _digit_count(words, i, limit)
    elif low in UNITS or low in TENS or low in SCALES:
        found = _spelled(words, i, limit)
    return None if found is None or abs(found.value) > _LARGEST else found


def _digit_count(words: Words, i: int, limit: int) -> Numeral | None:
    value = digits_value(words.low[i])
    if value is None:
        return None
    j = i + 1
    if i > 0 and words.low[i - 1] == "." and words.touches(i) and words.low[i].isdecimal() and _opens(words, i - 1):
        return _scaled(words, Numeral(i, j, value / 10 ** len(words.low[i]), digits=True), limit)  # .08
    if words.low[i].isdecimal() and len(words.low[i]) <= 3:  # 1 200 000
        while j < limit and _group(words, j, limit):
            value = value * 1000 + float(_plain(words.low[j]))
            j += 1
    if j < limit and words.low[j] in _GLYPHS:
        return Numeral(i, j + 1, value + _GLYPHS[words.low[j]], digits=True)
    slashed = _slash(words, i, limit)
    if slashed is not None:
        return slashed
    mixed = _slash(words, j, limit) if j < limit and words.low[j].isdecimal() else None
    if mixed is not None and words.low[i].isdecimal() and mixed.value < 100:
        return Numeral(i, mixed.stop, value + mixed.value / 100, digits=True)  # 1 4/5
    power = _power(words, j, limit, value)
    if power is not None:
        return Numeral(i, power[1], power[0], digits=True, scaled=True)
    numeral = _scaled(words, Numeral(i, j, value, digits=True), limit)
    if numeral.scaled and words.low[numeral.stop - 1] in SCALES:
        numeral = _rest(words, numeral, limit)
    if numeral.stop == j:
        return _over(words, numeral, limit)
    return _with_part(words, numeral, limit)


def _opens(words: Words, k: int) -> bool:
    """Whether nothing stands right before word ``k``."""
    return k == 0 or not words.touches(k)


def _group(words: Words, j: int, limit: int) -> bool:
    """Whether word ``j`` is a group of three digits after a space (1 200 000)."""
    low = words.low[j]
    digits = low.split(".")[0]
    if not (low[0].isdecimal() and len(digits) == 3 and digits.isdecimal() and _gap(words, j) in _SPACES):
        return False
    if "." in low and _gap(words, j) == " ":
        return False
    return not (
        j + 1 < limit and words.touches(j + 1) and (words.low[j + 1] in HYPHENS or words.low[j + 1] in ("s", "/"))
    )


def _slash(words: Words, i: int, limit: int) -> Numeral | None:
    """``2/3`` of something; a date or a longer chain is none."""
    if i + 2 >= limit or words.low[i + 1] != "/" or not words.touches(i + 1) or not words.touches(i + 2):
        return None
    if not (words.low[i].isdecimal() and words.low[i + 2].isdecimal()):
        return None
    if (i + 3 < limit and words.low[i + 3] == "/") or (i > 0 and words.low[i - 1] == "/"):
        return None
    above, below = float(words.low[i]), float(words.low[i + 2])
    if below in (2, 3, 4, 5, 6, 7, 8, 10, 16) and above < below:
        return Numeral(i, i + 3, 100 * above / below, digits=True, share=True)
    return None


def _power(words: Words, j: int, limit: int, value: float) -> tuple[float, int] | None:
    """``1e10``, ``1.3x10^6``, ``1.1^23``: the value and the word after it."""
    if j >= limit or not words.touches(j):
        return None
    k, base, factor = j, 10.0, value
    if words.low[j] == "e":
        k = j + 1
    elif words.low[j] == "^":
        k, base, factor = j + 1, value, 1.0
    elif words.low[j] in ("x", "×") and j + 2 < limit and words.low[j + 1] == "10" and words.low[j + 2] == "^":
        k = j + 3
    else:
        return None
    sign = 1.0
    while k < limit and words.low[k] in ("+", "-") and words.touches(k):
        sign = -1.0 if words.low[k] == "-" and sign > 0 else 1.0
        k += 1
    if k >= limit or not words.low[k].isdecimal() or not words.touches(k) or len(words.low[k]) > 2:
        return None
    plain = words.low[j] == "e" and k == j + 1 and len(words.low[k]) == 1 and value == int(value)
    if plain:
        return None  # 7e7 is a name
    try:
        return factor * float(base ** (sign * float(words.low[k]))), k + 1
    except (OverflowError, ZeroDivisionError):
        return None


def _scaled(words: Words, numeral: Numeral, limit: int) -> Numeral:
    """The numeral with the scale words and suffixes that follow it."""
    value, j, factor = numeral.value, numeral.stop, 1.0
    while j < limit and value * factor < _LARGEST:
        k = j + 1 if words.low[j] in HYPHENS and j + 1 < limit and words.touches(j) else j
        low = words.low[k]
        if low in SCALES:
            factor *= SCALES[low]
            j = k + 1
            if j < limit and words.low[j] == "." and low in _CYRILLIC_SCALE:
                j += 1
        elif low in DOZENS:
            factor *= 12
            j = k + 1
        elif (numeral.digits and k == j and low in _SUFFIX and _suffix_fits(words, j, limit)) or (
            numeral.digits and low in ("mn", "mln", "bn", "bln", "tn") and k == j
        ):
            factor *= _SUFFIX[low]
            j += 1
        else:
            break
    if factor == 1.0:
        return numeral
    return replace(numeral, stop=j, value=round(value * factor, 6), scaled=True, factor=factor)


def _suffix_fits(words: Words, j: int, limit: int) -> bool:
    """Whether a letter on digits is a scale: k, M, bn are; a small m is metres unless money or a noun says so."""
    low, written = words.low[j], words.raw(j)
    if not words.touches(j):
        return written in ("k", "M", "G") and (j + 1 >= limit or not words.low[j + 1][0].isalnum())
    first = j - 1
    if first > 0 and words.low[first - 1] in "$€£¥₽₴₹#":
        return True
    if low in ("k", "bn", "mn", "mln", "bln", "tn") or (written in ("M", "B") and j + 1 <= limit):
        return not (j + 1 < limit and words.touches(j + 1) and words.low[j + 1][0].isalnum())
    if low == "g":
        return written == "G" and len(words.low[first]) > 1
    if low == "b":
        return "." in words.low[first]
    if low != "m":
        return False
    if _LEVELS.intersection(words.low[max(0, first - 9) : first]):
        return plural(words.low[j + 1]) if j + 1 < limit else False
    if any(words.low[b] == "m" and words.touches(b) and "." in words.low[b - 1] for b in range(max(1, j - 7), j - 1)):
        return True  # from 2.5m to 30m
    following = words.low[j + 1] if j + 1 < limit else ""
    if following in ("tall", "long", "wide", "high", "deep", "away", "from", "above", "below", "thick"):
        return False
    return plural(following) or following == "of" or "." in words.low[first]


_LEVELS = frozenset("river rivers water level levels tide wave waves sea snow depth height length surge dam".split())


def _spelled(words: Words, i: int, limit: int) -> Numeral | None:
    """A count in words: an integer, then perhaps a point, a fraction, or ``over`` another."""
    integer = _integer(words, i, limit)
    if integer is None:
        return None
    pointed = _pointed(words, integer, limit)
    if pointed is not integer:
        return pointed
    return _over(words, _with_part(words, integer, limit), limit)


def _integer(words: Words, i: int, limit: int) -> Numeral | None:
    """Units, tens, hundreds and larger scales in falling order; ``stop`` is where the sum no longer goes on."""
    total, group, j = 0.0, 0.0, i
    last, smallest = "", float("inf")
    factor = 1.0
    while j < limit:
        low, k = words.low[j], j
        if last and low in HYPHENS and j + 1 < limit and (words.touches(j) or last == "ten"):
            k, low = j + 1, words.low[j + 1]
        elif last in ("hundred", "scale") and low == "and" and j + 1 < limit:
            k, low = j + 1, words.low[j + 1]
            if low not in UNITS and low not in TENS:
                break
            if low == "one" and denominator(words, k + 1, limit) is not None:
                break
        if low in UNITS and (last in ("", "hundred", "scale") or (last == "ten" and 0 < UNITS[low] < 10)):
            group += UNITS[low]
            last = "unit"
        elif low in TENS and last in ("", "hundred", "scale"):
            group += TENS[low]
            last = "ten"
        elif low in SCALES and SCALES[low] == 100 and (last in ("unit", "ten", "") or (last == "scale" and k == j)):
            group = (group or 1.0) * 100
            if group > _LARGEST:
                return None
            last = "hundred"
            factor = max(factor, 100.0)
        elif low in SCALES and SCALES[low] > 100:
            scale = SCALES[low]
            if last == "scale":
                total *= scale
            elif scale > smallest:
                total = (total + group) * scale
            else:
                total += (group or 1.0) * scale
            if total > _LARGEST:
                return None
            group = 0.0
            smallest = min(smallest, scale)
            factor = max(factor, scale)
            last = "scale"
        elif low in DOZENS and last in ("unit", "ten"):
            hundreds = group - group % 100
            group = hundreds + (group - hundreds) * 12
            factor, last = 12.0, "scale"
        else:
            break
        j = k + 1
    return None if j == i else Numeral(i, j, total + group, scaled=factor > 1, factor=factor)


def _rest(words: Words, numeral: Numeral, limit: int) -> Numeral:
    """``4 thousand 3 hundred and 21``: what follows a scale in digits."""
    j = numeral.stop
    value = numeral.value
    while j < limit:
        k = j + 1 if words.low[j] == "and" else j
        if k >= limit:
            break
        if words.low[k].isdecimal() and len(words.low[k]) <= 3:
            follows = k + 1 < limit and words.low[k + 1] in SCALES
            if not (follows or (k > j and numeral.factor >= 100 and float(words.low[k]) < 100)):
                break
            more = _scaled(words, Numeral(k, k + 1, float(words.low[k]), digits=True), limit)
        elif k > j and words.low[k] in UNITS | TENS:
            spelled = _integer(words, k, limit)
            if spelled is None or spelled.value >= numeral.factor or words.low[min(spelled.stop, limit - 1)] in PARTS:
                break
            more = spelled
        else:
            break
        if more.value >= numeral.factor or more.value <= 0:
            break
        value += more.value
        numeral = replace(numeral, stop=more.stop, value=value)
        j = more.stop
    return numeral


def _pointed(words: Words, numeral: Numeral, limit: int) -> Numeral:
    """``five point five``, ``two hundred point zero three``, ``nought point eleven``."""
    j = numeral.stop
    if j + 1 >= limit or words.low[j] != "point":
        return numeral
    k, digits = j + 1, ""
    while k < limit and words.low[k] in UNITS:
        digits += str(int(UNITS[words.low[k]]))
        k += 1
    if not digits and words.low[k] in TENS:
        rest = _integer(words, k, limit)
        if rest is not None:
            digits, k = str(int(rest.value)), rest.stop
    if not digits:
        return numeral
    found = replace(numeral, stop=k, value=numeral.value + float("0." + digits))
    return _scaled(words, found, limit)


def alone(words: Words, i: int, limit: int) -> Numeral | None:
    """``a fifth``, ``a twenty-first`` as all that is said."""
    if i > 0 and words.sentence[i - 1] == words.sentence[i]:
        return None
    below = denominator(words, i + 1, limit)
    if below is None or below[1] < limit:
        return None
    return Numeral(i, below[1], 100 / below[0], share=True)


def denominator(words: Words, k: int, limit: int) -> tuple[float, int, bool] | None:
    """The denominator at word ``k`` (``fifths``, ``twenty-firsts``): its value, the word after it, plural."""
    if k >= limit:
        return None
    low = words.low[k]
    base = 0.0
    if low in TENS:
        m = k + 1
        if m < limit and words.low[m] in HYPHENS:
            m += 1
        if m < limit and words.low[m] in _ORDINAL_UNITS:
            word = words.low[m]
            return TENS[low] + _ORDINAL_UNITS[word], m + 1, word.endswith("s")
        return None
    if low in HALVES:
        return 2.0, k + 1, low == "halves"
    if low in PARTS:
        return base + PARTS[low], k + 1, low.endswith("s")
    return None


def _with_part(words: Words, numeral: Numeral, limit: int) -> Numeral:
    """``two and a half``, ``three million and a quarter``, ``twenty-three fifths``, ``103 and two thirds``."""
    j = numeral.stop
    if j >= limit:
        return numeral
    unit = numeral.factor if numeral.scaled and words.low[j - 1] in SCALES and numeral.factor >= 1000 else 1.0
    flat = [k for k in range(j, min(limit, j + 7)) if words.low[k] not in HYPHENS]
    if len(flat) >= 3 and words.low[flat[0]] == "and" and words.low[flat[1]] in ("a", "an", "one"):
        below = denominator(words, flat[2], limit)
        if below is not None and not below[2] and below[0] <= 100:
            part = unit / below[0]
            if below[1] < limit and words.low[below[1]] in SCALES:
                scale = SCALES[words.low[below[1]]]
                if scale < numeral.factor:
                    return replace(numeral, stop=below[1] + 1, value=numeral.value + scale / below[0])
                if not numeral.scaled:
                    return _scaled(words, replace(numeral, stop=below[1], value=numeral.value + 1 / below[0]), limit)
            return replace(numeral, stop=below[1], value=numeral.value + part)
    k = j
    if words.low[k] == "and" and k + 1 < limit and (words.low[k + 1] in UNITS or words.low[k + 1] in TENS):
        above = _integer(words, k + 1, limit)
        below = denominator(words, above.stop, limit) if above is not None else None
        if above is not None and below is not None and below[2] and above.value < below[0]:
            if below[1] < limit and words.low[below[1]] in SCALES:
                scale = SCALES[words.low[below[1]]]
                return replace(numeral, stop=below[1] + 1, value=numeral.value + scale * above.value / below[0])
            return replace(numeral, stop=below[1], value=numeral.value + unit * above.value / below[0])
    return _improper(words, numeral, limit)


def _improper(words: Words, numeral: Numeral, limit: int) -> Numeral:
    """``twenty-three fifths`` is 4.6; ``two hundred and fifty-four hundredths`` is 200.54."""
    if numeral.digits:
        return numeral
    j = numeral.stop
    k = j + 1 if j < limit and words.low[j] in HYPHENS else j
    below = denominator(words, k, limit)
    if below is None or not below[2]:
        return numeral
    words_of = range(numeral.first, j)
    tens_last = words.low[j - 1] in TENS and j - 1 > numeral.first and words.low[k] in _ORDINAL_UNITS
    if tens_last and words.low[j - 2] not in ("and", *HYPHENS):  # one hundred thirty fifths: thirty-fifths
        tens = TENS[words.low[j - 1]]
        return replace(
            numeral, stop=below[1], value=(numeral.value - tens) / (tens + _ORDINAL_UNITS[words.low[k]]), scaled=False
        )
    joined = next((m for m in words_of if words.low[m] == "and"), None)
    if joined is not None:
        above = _integer(words, joined + 1, limit)
        if above is not None and above.stop == j and above.value < below[0]:
            whole = numeral.value - above.value
            unit = numeral.factor if numeral.factor >= 1000 else 1.0
            if below[1] < limit and words.low[below[1]] in SCALES:
                unit = SCALES[words.low[below[1]]]
                return replace(numeral, stop=below[1] + 1, value=whole + unit * above.value / below[0])
            return replace(numeral, stop=below[1], value=whole + unit * above.value / below[0])
    if numeral.value < below[0] and not numeral.scaled:
        return numeral  # a proper fraction: a share
    return replace(numeral, stop=below[1], value=numeral.value / below[0], scaled=False)


def _over(words: Words, numeral: Numeral, limit: int) -> Numeral:
    """``one over three`` said as a fraction: nothing is counted after it."""
    j = numeral.stop
    if j + 1 >= limit or words.low[j] != "over" or numeral.scaled:
        return numeral
    low = words.low[j + 1]
    below = Numeral(j + 1, j + 2, float(low), digits=True) if low.isdecimal() else _integer(words, j + 1, limit)
    if below is None or below.value <= 0 or (below.stop < limit and words.low[below.stop][0].isalnum()):
        return numeral
    return replace(numeral, stop=below.stop, value=numeral.value / below.value)


def vague(words: Words, i: int, limit: int) -> Numeral | None:
    """``dozens``, ``several hundred``, ``tens of thousands``, ``a few``: read through a profile."""
    low = words.low[i]
    if low in ("tens", "десятки", "десятков") and not (
        i + 1 < limit and words.low[i + 1] in ("of", "or", "тысяч", "тисяч")
    ):
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


def perhaps(words: Words, j: int, limit: int) -> int:
    """The word after what joins a number to a larger one that it may be: ``or``, ``if not``, ``, perhaps``; 0: none."""
    k = j + 1 if j < limit and words.low[j] == "," else j
    if k < limit and words.low[k] in ("to", "and") and k == j:
        return k + 1
    joined = k < limit and words.low[k] == "or"
    k += joined
    if k + 1 < limit and words.low[k] == "if" and words.low[k + 1] == "not":
        return k + 2
    if k < limit and words.low[k] in _PERHAPS:
        return k + 1
    return k if joined and words.low[k - 2] != "," else 0


_PERHAPS = frozenset("perhaps maybe possibly even probably potentially".split())


def _plural(words: Words, i: int, limit: int) -> Numeral | None:
    """``hundreds``, ``dozens of thousands``, ``tens or hundreds of thousands``."""
    low = words.low[i]
    j, upper = i + 1, None
    if j + 1 < limit and words.low[j] == "and" and words.low[j + 1] == low:
        j += 2  # dozens and dozens
    elif (k := perhaps(words, j, limit)) and k < limit and words.low[k] in PLURAL_SCALES:
        upper = words.low[k]
        j = k + 1
        if j + 1 < limit and words.low[j] == "," and words.low[j + 1] == "of":
            j += 1  # hundreds, possibly thousands, of people
    scale = 1.0
    k = j + 1 if j < limit and words.low[j] == "of" else j
    if k < limit and words.low[k] in PLURAL_SCALES and k > j:
        scale = PLURAL_SCALES[words.low[k]]
        j = k + 1
    elif j < limit and low > "z" and words.low[j] in SCALES:
        scale = SCALES[words.low[j]]
        j += 1
    if low in VAGUE:
        top = PLURAL_SCALES[upper] * scale if upper else None
        return Numeral(i, j, scale, f"vague:{VAGUE[low]}", scaled=True, factor=scale, high=top)
    value = PLURAL_SCALES[low]
    if value == 10 and scale == 1:
        return Numeral(i, j, 10.0, "plural:tens", scaled=True)
    many = i > 0 and words.low[i - 1] == "many" and scale == 1
    top = PLURAL_SCALES[upper] * scale if upper else None
    return Numeral(i, j, value * scale, "plural:many" if many else "plural:bare", scaled=True, high=top)


def share(words: Words, i: int, limit: int) -> Numeral | None:
    """Fractions and words for a share; the value is in per cent."""
    low = words.low[i]
    if low in TENS:
        below = denominator(words, i + 1, limit)
        if below is not None and below[2] and TENS[low] < below[0]:
            return Numeral(i, below[1], 100 * TENS[low] / below[0], share=True)
    if low in ("a", "one", "an") or low in UNITS:
        k = i + 1
        if k < limit and words.low[k] in HYPHENS:
            k += 1
        if k < limit and words.low[k] in HALVES and k + 1 < limit and words.low[k + 1] in HYPHENS:
            return None
        spaced = k + 1 < limit and words.low[k] in HYPHENS
        below = denominator(words, k + 1 if spaced else k, limit)
        if below is not None and words.low[below[1] - 1] not in HALVES:
            above = UNITS.get(low, 1.0)
            if below[2] != (above != 1.0) or above >= below[0]:
                return None
            return Numeral(i, below[1], 100 * above / below[0], share=True)
        if low == "one" and k < limit and words.low[k] in HALVES:
            return Numeral(i, k + 1, 50.0, share=True)
    if low in HALVES:
        return Numeral(i, i + 1, 50.0, share=True)
    if low in PARTS and low in ("third", "quarter", "fifth", "tenth"):
        return None
    if low in SHARES:
        return Numeral(i, i + 1, 0.0, f"share:{SHARES[low]}", share=True)
    return None
