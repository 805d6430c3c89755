"""Numerals that go together: ranges, one in five, dollars and cents, hours and minutes."""

from __future__ import annotations

from dataclasses import replace

from sayso.lexicon import table

from . import exclude, numerals
from .context import Amount, Context
from .marks import Unit, sign_before, unit_at
from .nouns import noun_like
from .numerals import Numeral
from .sets import CHANGES, DOWN, SCORE, UP
from .words import DETERMINER, HYPHENS, Words

_INCH = next(e for e in table("units").entries if e.key == "inch")
_SMALLER = {
    ("hour", "minute"): 60, ("minute", "second"): 60, ("hour", "second"): 3600, ("year", "month"): 12,
    ("day", "hour"): 24, ("week", "day"): 7, ("month", "day"): 31, ("year", "day"): 366, ("month", "week"): 4.3,
    ("year", "week"): 52, ("foot", "inch"): 12, ("kilogram", "gram"): 1000, ("pound weight", "ounce"): 16,
    ("kilometre", "metre"): 1000, ("metre", "centimetre"): 100,
}  # fmt: skip


def with_range(ctx: Context, numeral: Numeral, floor: int, limit: int) -> Amount:
    """The numeral with the upper end that follows it: 45 to 50, 18-60, $5 to $10, forty or fifty."""
    words = ctx.words
    j, i = numeral.stop, numeral.first
    single = Amount(i, j, numeral, numeral)
    if j + 1 >= limit or (numeral.share and numeral.reading):
        return single
    link = words.low[j]
    k = j + 1
    if link in HYPHENS:
        if words.low[k] in HYPHENS and k + 1 < limit:
            k += 1
        if not (
            words.low[k][0].isdecimal()
            or words.low[k] in numerals.UNITS
            or words.low[k] in numerals.TENS
            or words.low[k] in "$€£"
        ):
            return single
    elif link == "~":
        pass
    elif link in ("to", "through"):
        if is_change(ctx, i, floor):
            return single
    elif link == "and":
        if not after_between(ctx, i, floor):
            return single
    elif link in (",", "if") or (link == "or" and words.low[k] in ("perhaps", "maybe", "possibly", "even")):
        k = numerals.perhaps(words, j, limit)
        second = numerals.count(words, k, limit) if 0 < k < limit else None
        if second is None or second.share or second.digits != numeral.digits:
            return single
        near = numeral.value < second.value <= 3 * numeral.value and not (numeral.reading or second.reading)
        return Amount(i, second.stop, numeral, second) if near else single
    elif link != "or":
        unit = unit_at(words, j, limit, numeral.digits)
        if (unit is None or unit.stop + 1 >= limit or words.low[unit.stop] not in ("to", "-", "–")) and not (
            unit is not None and unit.stop < limit and words.low[unit.stop] == "and" and after_between(ctx, i, floor)
        ):
            return single
        if words.low[unit.stop] == "to" and is_change(ctx, i, floor):
            return single
        k = unit.stop + 1
        second = numerals.count(words, k, limit)
        if second is None:
            return single
        other = unit_at(words, second.stop, limit, second.digits)
        smaller = _SMALLER.get((other.entry.key, unit.entry.key)) if other is not None else None
        if smaller is not None and numeral.value / smaller < second.value and after_between(ctx, i, floor):
            return Amount(i, second.stop, replace(numeral, value=numeral.value / smaller), second)
        same = other is not None and other.entry == unit.entry and numeral.value < second.value
        return Amount(i, second.stop, numeral, second) if same else single
    sign = k
    while k < limit and (
        words.low[k] in "$€£¥"
        or (words.low[k] in ("us", "ca", "au", "c", "a") and k + 1 < limit and words.low[k + 1] == "$")
    ):
        k += 1
    if k > sign and not is_signed(ctx, i, floor):
        return single
    if k >= limit:
        return single
    second = numerals.count(words, k, limit)
    if second is None and link in ("or", "to") and words.low[k] in numerals.VAGUE:
        return single
    if second is None or second.share:
        return single
    if exclude.is_name_part(words, second, limit, second=True) and unit_at(words, second.stop, limit, True) is None:
        return single
    first = numeral
    if second.scaled and not numeral.scaled and numeral.value < second.value:
        base = second.value / second.factor
        if numeral.value < base or (link in HYPHENS and numeral.value < 1000) or link == "or":
            first = replace(numeral, value=numeral.value * second.factor)
    if link in HYPHENS and words.touches(j + 1) and first is numeral and _in_thousands(words, numeral, second):
        first = replace(numeral, value=numeral.value * _THOUSAND)  # 45-50,000
    if first.value >= second.value or first.reading or second.reading:
        return single
    if (
        link in HYPHENS
        and len(words.low[i]) == 3
        and len(words.low[second.first]) == 4
        and words.low[second.first].isdecimal()
    ):
        return single  # a telephone number
    if link == "or" and (first.digits != second.digits or second.value > 20 * max(first.value, 1)):
        return single
    if link in HYPHENS and first.value == second.value:
        return single
    if link in HYPHENS and is_score_range(ctx, numeral, second, floor, limit):
        return single
    return Amount(i, second.stop, first, second)


def _in_thousands(words: Words, first: Numeral, second: Numeral) -> bool:
    """Whether the lower end leaves out the thousands that the upper end writes."""
    if not first.digits or first.scaled or second.scaled or "," not in words.low[second.first]:
        return False
    return first.value < _THOUSAND and first.value * _THOUSAND < second.value and second.value % _THOUSAND == 0


_THOUSAND = 1000


def is_change(ctx: Context, i: int, floor: int) -> bool:
    """Whether ``from A to B`` tells a change (rose from 14 to 31), not a range."""
    words = ctx.words
    k = i - 1
    while k > floor and (
        words.low[k] in "$€£"
        or words.low[k] in ("us", "about", "around", "some", "nearly", "just", "over", "the", "at", "least")
    ):
        k -= 1
    made = k > floor and words.low[k] == "up" and words.low[k - 1] in ("make", "makes", "made", "making")
    if k >= floor and not made and (words.low[k] == "by" or words.low[k] in UP or words.low[k] in DOWN):
        return True
    if k < floor or words.low[k] != "from":
        return False
    return any(words.low[m] in CHANGES for m in range(max(floor, k - 7), k))


def after_between(ctx: Context, i: int, floor: int) -> bool:
    words = ctx.words
    return any(words.low[m] in ("between", "from") for m in range(max(floor, i - 5), i))


def is_signed(ctx: Context, i: int, floor: int) -> bool:
    return sign_before(ctx.words, i, floor) is not None


def is_score_range(ctx: Context, first: Numeral, second: Numeral, floor: int, limit: int) -> bool:
    """Whether ``A-B`` is a score or a vote: falling, or small numbers beside a word of contest."""
    words = ctx.words
    if first.value > second.value:
        return True
    near = range(max(floor, first.first - 8), min(limit, second.stop + 5))
    plain = (
        second.stop >= limit
        or not noun_like(words, second.stop, limit)
        or words.low[second.stop] in ("win", "victory", "vote", "defeat", "loss", "draw")
    )
    return plain and any(words.low[m] in SCORE for m in near) and unit_at(words, second.stop, limit, True) is None


def with_exception(ctx: Context, amount: Amount, start: int, floor: int, limit: int) -> tuple[Amount, int]:
    """``all but one of the sixteen`` is fifteen, ``not one of them`` is none; and where the words then begin."""
    words = ctx.words
    numeral = amount.low
    if amount.high is not numeral or numeral.reading or numeral.share:
        return amount, start
    before = list(words.low[max(floor, start - 2) : start])
    if before[-1:] == ["not"] and numeral.value == 1 and words.low[numeral.first] == "one":
        none = replace(numeral, value=0.0)
        return Amount(amount.first, amount.stop, none, none), start - 1
    if before != ["all", "but"] or numeral.stop >= limit or words.low[numeral.stop] != "of":
        return amount, start
    k = numeral.stop + 1
    while k < limit and words.low[k] in DETERMINER:
        k += 1
    whole = numerals.count(words, k, limit) if k < limit else None
    if whole is None or whole.value <= numeral.value:
        return amount, start
    rest = replace(numeral, value=whole.value - numeral.value)
    return Amount(amount.first, amount.stop, rest, rest), start - 2


def one_in(ctx: Context, amount: Amount, limit: int) -> Amount:
    """``one in five``, ``nine out of ten``: a share, in per cent."""
    words = ctx.words
    numeral = amount.low
    j = amount.stop
    if amount.high is not numeral or numeral.scaled or numeral.reading or numeral.share or not 0 < numeral.value <= 20:
        return amount
    if j + 1 >= limit or words.low[j] not in ("in", "out"):
        return amount
    out = words.low[j] == "out"
    k = j + 2 if out and words.low[j + 1] == "of" else j + 1
    if (out and k == j + 1) or k >= limit or (words.low[k] == "every" and k + 1 >= limit):
        return amount
    k += words.low[k] == "every"
    below = numerals.count(words, k, limit)
    if (
        below is None
        or below.share
        or numeral.value >= below.value
        or (len(words.low[k]) == 4 and words.low[k].isdecimal())
    ):
        return amount
    after = words.low[below.stop] if below.stop < limit else ""
    round_number = below.value <= 10 or (not out and below.value in (20, 50, 100, 1000, 10000, 100000))
    if not round_number or unit_at(words, below.stop, limit, below.digits) is not None or after in ("a", "per"):
        return amount
    share = Numeral(numeral.first, below.stop, round(100 * numeral.value / below.value, 4), share=True)
    return Amount(amount.first, below.stop, share, share)


def clock_duration(ctx: Context, amount: Amount, limit: int) -> tuple[float, int] | None:
    """``2:14:04`` (hours, minutes, seconds) as seconds and the word after it."""
    words = ctx.words
    i = amount.low.first
    if i + 4 >= limit or words.low[i + 1] != ":" or words.low[i + 3] != ":" or not words.touches(i + 4):
        return None
    parts = words.low[i], words.low[i + 2], words.low[i + 4]
    if not all(p.isdecimal() and len(p) <= 2 for p in parts):
        return None
    after = words.low[i + 5] if i + 5 < limit else ""
    if after in ("am", "pm", "a", "p", "utc", "gmt", "z") or (i > 0 and words.touches(i)):
        return None
    return 3600.0 * int(parts[0]) + 60.0 * int(parts[1]) + int(parts[2]), i + 5


def money_scale(ctx: Context, amount: Amount, unit: Unit) -> tuple[Amount, Unit]:
    """``75 USD million``, ``30 MUSD``."""
    factor, stop = unit.factor, unit.stop
    if factor == 1.0:
        factor, stop = numerals.SCALES[ctx.words.low[stop]], stop + 1
    low = replace(amount.low, value=amount.low.value * factor, scaled=True)
    high = low if amount.high is amount.low else replace(amount.high, value=amount.high.value * factor)
    return Amount(amount.first, amount.stop, low, high), replace(unit, stop=stop)


def cents(ctx: Context, amount: Amount, unit: Unit, limit: int) -> tuple[Amount, Unit]:
    """``thirteen dollars and forty-five cents``, ``15 dollars 50``."""
    words = ctx.words
    k = unit.stop
    joined = k < limit and words.low[k] == "and"
    cents = numerals.count(words, k + joined, limit) if k + joined < limit else None
    if cents is None or cents.scaled or cents.share or not 0 < cents.value < 100 or cents.value != int(cents.value):
        return amount, unit
    small = unit_at(words, cents.stop, limit, cents.digits)
    if small is not None and small.entry.key == "cent":
        stop = small.stop
    elif small is None and (cents.stop >= limit or words.low[cents.stop] in (".", "more")) and cents.value >= 5:
        stop = cents.stop
    else:
        return amount, unit
    whole = replace(amount.low, value=amount.low.value + cents.value / 100, stop=stop)
    return Amount(amount.first, amount.stop, whole, whole), replace(unit, stop=stop)


def composite(ctx: Context, amount: Amount, unit: Unit, limit: int) -> tuple[Amount, Unit]:
    """``1 hour 59 minutes 40.2 seconds``, ``15 years, 8 months``, ``six feet two inches`` in the smallest unit."""
    words = ctx.words
    total = amount.low
    while True:
        k = unit.stop
        if k < limit and words.low[k] in (",", "and"):
            k += 1
        second = numerals.count(words, k, limit) if k < limit else None
        smaller = unit_at(words, second.stop, limit, second.digits) if second is not None else None
        if (
            second is not None
            and smaller is None
            and unit.entry.key == "foot"
            and second.value < 12
            and (
                second.stop < limit
                and words.low[second.stop] == "in"
                and words.low[unit.stop - 1] in ("ft", "feet", "foot")
            )
        ):
            smaller = Unit(_INCH, second.stop + 1, "inches", False)
        if second is None or smaller is None or smaller.money:
            return amount, unit
        ratio = _SMALLER.get((unit.entry.key, smaller.entry.key))
        if ratio is None or second.value >= ratio:
            return amount, unit
        total = replace(total, value=total.value * ratio + second.value, stop=second.stop)
        amount = Amount(amount.first, smaller.stop, total, total)
        unit = smaller
