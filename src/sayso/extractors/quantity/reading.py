"""Figures of a text, read from left to right: numeral, bounds, range, unit, noun, interval.

:func:`drafts` gives every figure with its interval and what it counts, in text order; what the clause says of it
(measure, group, place, time) is read afterwards by :mod:`.clause`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sayso.lexicon import table

from . import exclude, numerals
from .allowed import allowed
from .alone import (
    DECADES,
    OR_MORE,
    append_simple,
    in_years_of_life,
    nearly_all,
    none_of,
    or_two,
    ratio,
    single_unit,
    word,
)
from .context import Amount, Context, Draft
from .counted import counted
from .marks import Unit, article_before, bound_after, bound_before, sign_before, unit_at
from .nouns import noun_like
from .numerals import Numeral
from .profile import Profile
from .ranges import cents, clock_duration, composite, money_scale, one_in, with_exception, with_range
from .sets import LOOSE, SINGLE_UNITS
from .things import score_span
from .words import DETERMINER, HYPHENS, Words

_STARTS = frozenset(
    (
        "a",
        "an",
        "no",
        "none",
        "neither",
        "both",
        "most",
        "single",
        "twice",
        "thrice",
        "half",
        "all",
        "so",
        *numerals.RATIOS,
        *DECADES,
    )
)
_BEGINS = _STARTS | numerals.TRIGGERS
_POUND = next(e for e in table("units").entries if e.key == "pound weight")
_DEFINITE = frozenset("the these those this that his her its their our my your last next past first previous".split())
_MEASURES = frozenset(
    "glass cup bottle pint litre liter gallon teaspoon tablespoon spoonful ton tonne kilo kilogram pound "
    "ounce gram acre hectare page point inch foot metre meter kilometre kilometer loaf dose tablet pill "
    "bag box barrel bucket truckload lifetime second season game percentage degree".split()
)
_WEIGHING = frozenset(
    "weigh weighs weighed weighing weight weights lb lbs ton tons heavy heavier lighter baby drop lose "
    "lost gain ounces explosive explosives tnt cocaine heroin marijuana drugs meat".split()
)


def read_at(ctx: Context, i: int, floor: int, limit: int) -> int:
    """Read what begins at word ``i``; the word to go on from."""
    words = ctx.words
    low = words.low[i]
    if ctx.found and i < ctx.found[-1].after and low not in ("no",):
        return i + 1
    if low in ("no", "none", "neither", "nobody", "no-one"):
        return none_of(ctx, i, floor, limit)
    if low in ("both", "most", "single", "twice", "thrice"):
        return word(ctx, i, floor, limit)
    if i > floor and words.low[i - 1] == "or":
        after = or_two(ctx, i, floor) if low in OR_MORE else 0
        if after:
            return after
    if low == "all":
        return nearly_all(ctx, i, floor, limit)
    if low in DECADES or low[0].isdecimal():
        after = in_years_of_life(ctx, i, floor, limit)
        if after or low in DECADES:
            return after or i + 1
    if low in numerals.RATIOS:
        return ratio(ctx, i, floor, limit)
    if low in ("a", "an"):
        single = single_unit(ctx, i, floor, limit)
        if single:
            return single
    numeral = numeral_at(ctx, i, limit)
    if numeral is None:
        return i + 1
    amount = with_range(ctx, numeral, floor, limit)
    return figure(ctx, amount, floor, limit)


def numeral_at(ctx: Context, i: int, limit: int) -> Numeral | None:
    words = ctx.words
    low = words.low[i]
    following = words.low[i + 1] if i + 1 < limit else ""
    if low in ("a", "an"):
        fraction = numerals.alone(words, i, limit)
        if fraction is not None:
            return fraction
        if following in ("few", "handful", "couple"):
            inner = numerals.vague(words, i + 1, limit)
        elif following in numerals.SCALES or following in ("dozen", "score", "pair", "trio", "quartet"):
            inner = collective(ctx, i + 1, limit)
        elif following in ("half", "quarter"):
            return half(ctx, i + 1, i, limit) or numerals.share(words, i, limit)
        elif (
            following in ("majority", "minority")
            and noun_like(words, i + 2, limit)
            and words.low[i + 2] not in numerals.UNITS
        ):
            return None
        elif following in numerals.PARTS or following in ("majority", "minority"):
            part = numerals.share(words, i, limit) or numerals.share(words, i + 1, limit)
            if part is not None and following in numerals.PARTS and not is_share(ctx, part.stop, i, limit):
                return None
            inner = part
        elif following in (
            "simple",
            "vast",
            "clear",
            "large",
            "overwhelming",
            "slim",
            "narrow",
            "great",
            "small",
            "absolute",
        ):
            after = words.low[i + 2] if i + 2 < limit else ""
            inner = numerals.share(words, i + 2, limit) if after in ("majority", "minority") else None
        else:
            return None
        return None if inner is None else replace(inner, first=i)
    if low in numerals.UNITS or (low in numerals.TENS):
        part = numerals.share(words, i, limit)
        if part is not None and (is_share(ctx, part.stop, i, limit) or words.low[part.stop - 1] != "third"):
            return part
    if low in ("half", "quarter"):
        return half(ctx, i, i, limit)
    found = numerals.count(words, i, limit) or numerals.vague(words, i, limit)
    if found is not None:
        return found
    if low in numerals.COLLECTIVE:
        before = words.low[i - 1] if i else ""
        if low in ("duo", "trio", "quartet") and before in DETERMINER:
            return collective(ctx, i, limit)
        return collective(ctx, i, limit) if low in ("dozen", "pair") and before in DETERMINER else None
    of_whom = following in ("of", "in", "against") and not (i and words.low[i - 1] in HYPHENS)
    if low in ("majority", "minority") and of_whom:
        return numerals.share(words, i, limit)
    return None


def collective(ctx: Context, i: int, limit: int) -> Numeral | None:
    low = ctx.words.low[i]
    if low in numerals.SCALES:
        return numerals.count(ctx.words, i, limit)
    value = numerals.COLLECTIVE[low]
    if low == "score" and not (i + 1 < limit and ctx.words.low[i + 1] == "of"):
        return None
    return Numeral(i, i + 1, value)


def is_share(ctx: Context, stop: int, first: int, limit: int) -> bool:
    """Whether a fraction is a share: of something, a majority, or a change by it."""
    words = ctx.words
    after = words.low[stop] if stop < limit else ""
    before = words.low[first - 1] if first else ""
    return (
        after in ("of", "majority", "supermajority", "full")
        or before in ("by", "than", "nearly", "about", "almost", "least", "over")
        or (words.low[first] not in ("a", "an") and (stop >= limit or not after[0].isalpha() or after == "the"))
    )


def half(ctx: Context, i: int, first: int, limit: int) -> Numeral | None:
    """``half a million``, ``half a dozen``, ``a quarter million``, ``half of``, ``half the``."""
    words = ctx.words
    part = 0.5 if words.low[i] == "half" else 0.25
    k = i + 1
    while k < limit and (words.low[k] in HYPHENS or words.low[k] in ("a", "of")):
        k += 1
    if k < limit and (words.low[k] in numerals.SCALES or words.low[k] == "dozen"):
        size = numerals.SCALES.get(words.low[k], 12.0)
        return Numeral(first, k + 1, part * size, scaled=True, factor=size)
    after = words.low[i + 1] if i + 1 < limit else ""
    before = words.low[first - 1] if first else ""
    if before in ("second", "first", "latter") or (before in ("other", "in", "back") and first == i and after != "of"):
        return None
    if part == 0.25:
        if first == i or not is_share(ctx, i + 1, first, limit):
            return None
        return Numeral(first, i + 1, 25.0, share=True)
    if first != i and after in ("an", "a") and i + 2 < limit and words.low[i + 2] in _MEASURES:
        return Numeral(first, i + 2, 0.5)  # a half a glass
    if first != i:
        bounded = before in ("than", "below", "above", "nearly", "about", "almost", "over", "under", "by")
        return Numeral(first, i + 1, 50.0, share=True) if after == "of" or bounded else None
    if after in HYPHENS:
        return None
    if after in ("an", "a") and i + 2 < limit and words.low[i + 2] in SINGLE_UNITS | {"percent", "percentage", "per"}:
        return Numeral(first, i + 2, 0.5)
    if after in ("of", "the", "its", "their", "his", "her", "that", "those", "these", "our") or before in (
        "than",
        "nearly",
        "about",
        "almost",
        "by",
        "over",
        "roughly",
    ):
        return Numeral(first, i + 1, 50.0, share=True)
    if after in ("an", "a") and i + 2 < limit and words.low[i + 2] in SINGLE_UNITS | _MEASURES:
        return Numeral(first, i + 2, 0.5)
    return None


def figure(ctx: Context, amount: Amount, floor: int, limit: int) -> int:
    words = ctx.words
    amount = of_a_million(ctx, one_in(ctx, amount, limit), limit)
    numeral = amount.low
    sign = sign_before(words, amount.first, floor)
    first = sign[1] if sign else amount.first
    minus = first > floor and (
        (
            words.low[first - 1] in "-−–"
            and words.touches(first)
            and (
                (not words.touches(first - 1) and not (first - 2 >= floor and words.low[first - 2][0].isdecimal()))
                or words.low[first - 2] in "<>=≤≥("
            )
        )
        or words.low[first - 1] in ("minus", "negative")
    )
    if minus:
        negative = replace(numeral, value=-numeral.value)
        upper = negative if amount.high is amount.low else amount.high
        amount = Amount(first - 1, amount.stop, negative, upper)
        first -= 1
    bounds: list[str] = []
    start = first
    scan, moved_over = True, False
    while scan:
        scan = False
        start = skip_names(ctx, start, floor)
        found = bound_before(words, start, floor)
        if found is not None and moved_over and words.low[found[1]] in LOOSE:
            break
        if (
            found is not None
            and words.low[found[1]] == "about"
            and found[1] > floor
            and words.low[found[1] - 1] == "how"
        ):
            break
        if found is not None and words.low[found[1]] == "up" and _brought(words, found[1], floor):
            break  # brings the toll up to 40: what it is now
        if found is not None:
            bounds.append(str(found[0].fields["term"]))
            start = found[1]
            scan = True
            continue
        moved = article_before(words, start, floor)
        if moved < start:
            moved_over = moved_over or any(words.low[m] in _DEFINITE for m in range(moved, start))
            start = moved
            scan = bound_before(words, start, floor) is not None
    clock = clock_duration(ctx, amount, limit)
    if clock:
        append_simple(
            ctx,
            start,
            clock[1],
            amount.first,
            clock[1],
            clock[0],
            "seconds",
            None,
            "quantity:clock",
            "unit",
            "duration",
        )
        return clock[1]
    unit = unit_at(words, amount.high.stop, limit, amount.high.digits)
    stop = amount.high.stop
    if unit is None and numeral.reading and stop < limit and words.low[stop] == "of":
        unit = unit_at(words, stop + 1, limit, False)
    if start > floor and stop + 1 < limit and words.low[start - 1] == "[" and words.low[stop] == "]":
        start, unit = start - 1, unit_at(words, stop + 1, limit, amount.high.digits)  # [Ten] years ago
    if unit is None and amount.high.share and stop + 2 < limit and words.low[stop + 1] in ("a", "one"):
        of = unit_at(words, stop + 2, limit, False) if words.low[stop] == "of" else None
        if of is not None and (of.measure == "share" or words.low[stop + 2] == "percentage"):
            part = replace(amount.high, value=amount.high.value / 100, share=False)  # a fifth of a per cent
            amount, unit = Amount(amount.first, amount.stop, part, part), of
    if unit is not None and amount.high.share and unit.measure != "share" and not amount.high.reading:
        part = replace(amount.high, value=amount.high.value / 100, share=False)  # a 1/4 mile
        amount = Amount(amount.first, amount.stop, part, part)
    if unit is not None and (
        unit.factor != 1.0 or (unit.money and unit.stop < limit and words.low[unit.stop] in numerals.SCALES)
    ):
        amount, unit = money_scale(ctx, amount, unit)
        stop = unit.stop
    if unit is not None and unit.money and amount.high is amount.low and sign is None:
        amount, unit = cents(ctx, amount, unit, limit)
        stop = unit.stop
    if unit is not None and unit.measure in ("duration", "distance", "weight") and amount.high is amount.low:
        amount, unit = composite(ctx, amount, unit, limit)
        stop = amount.stop
    if unit is not None and unit_fits(ctx, unit, amount, floor, limit):
        stop = unit.stop
    elif unit is not None and unit.entry.key == "pound":
        unit = replace(unit, entry=_POUND, money=False)
        stop = unit.stop
    else:
        unit = None
    bounded = any(b != "exact" for b in bounds)
    nearest = next((b for b in bounds if b != "exact"), "exact")
    amount, start = with_exception(ctx, amount, start, floor, limit)
    after = bound_after(words, stop, limit)
    if after is not None and after_fits(ctx, after[0].key, stop, limit):
        later = str(after[0].fields["term"])
        nearest = later if nearest in ("exact", "about") else nearest
        stop = after[1]
        if unit is None:
            unit = unit_at(words, stop, limit, amount.high.digits)
            if unit is not None and unit_fits(ctx, unit, amount, floor, limit):
                stop = unit.stop
            else:
                unit = None
    added = any(w in ("further", "additional", "another", "extra") for w in words.low[start : amount.first])
    dated = len(words.low[amount.first]) == 4 and nearest != "exact"  # 1500 or more are no year
    bounded = bounded or added or dated
    if not allowed(ctx, amount, sign is not None, unit, bounded, floor, limit):
        return amount.low.stop
    bound = nearest
    if start > floor and (words.low[start - 1] == "many" and numeral.reading == "plural:many"):
        start -= 1
    if amount.high is not numeral and start > floor and words.low[start - 1] in ("between", "from"):
        start -= 1
    draft = counted(ctx, amount, sign, unit, bound, start, stop, floor, limit)
    if draft is None:
        return amount.low.stop
    if draft.family == "score":
        draft = score_span(ctx, draft, floor, limit)
    draft = replace(draft, increment=draft.increment or is_increment(ctx, start, amount.first, stop, limit))
    ctx.found.append(draft)
    return max(draft.after, amount.stop)


def of_a_million(ctx: Context, amount: Amount, limit: int) -> Amount:
    """``three quarters of a million`` is a number, not a share."""
    low, numeral, stop = ctx.words.low, amount.low, amount.stop
    if not numeral.share or amount.high is not numeral or stop + 2 >= limit or low[stop] != "of":
        return amount
    if low[stop + 1] not in ("a", "one") or low[stop + 2] not in numerals.SCALES:
        return amount
    size = numerals.SCALES[low[stop + 2]]
    whole = replace(numeral, stop=stop + 3, value=numeral.value / 100 * size, share=False, scaled=True, factor=size)
    return Amount(amount.first, stop + 3, whole, whole)


def _brought(words: Words, i: int, floor: int) -> bool:
    """Whether a count is brought up to what follows word ``i``: takes the death toll up to 212."""
    before = words.low[max(floor, i - _BROUGHT_REACH) : i]
    return not _BRINGS.isdisjoint(before) and not _TALLIES.isdisjoint(before)


_BROUGHT_REACH = 10  # words from the verb to the bound
_BRINGS = frozenset(
    "bring brings bringing brought take takes taking took push pushes pushed raise raises raising raised".split()
)
_TALLIES = frozenset("toll total number tally count figure".split())


def skip_names(ctx: Context, start: int, floor: int) -> int:
    """Past ``the age of`` and ``magnitude``, which may stand between a bound and its number."""
    words = ctx.words
    if start - 2 >= floor and words.low[start - 1] == "of" and words.low[start - 2] in ("age", "ages"):
        start -= 2
        if start - 1 >= floor and words.low[start - 1] in DETERMINER:
            start -= 1
    elif start - 1 >= floor and words.low[start - 1] in ("magnitude", "age", "aged"):
        start -= 1
    return start


def is_increment(ctx: Context, start: int, first: int, stop: int, limit: int) -> bool:
    words = ctx.words
    return any(words.low[k] in ("another", "further", "additional", "extra") for k in range(start, first)) or (
        stop < limit and words.low[stop] in ("more", "additional", "further", "extra")
    )


def unit_fits(ctx: Context, unit: Unit, amount: Amount, floor: int, limit: int) -> bool:
    """A unit word that is the head of a longer noun phrase (two day trips) still measures; a name does not."""
    words = ctx.words
    if unit.entry.key == "pound":
        near = words.low[max(floor, amount.first - 8) : unit.stop + 3]
        return not any(w in _WEIGHING for w in near)
    if unit.entry.key == "angle" and not amount.high.digits:
        return False
    if unit.entry.key == "pound weight" and sign_before(words, amount.first, floor):
        return False
    return not (
        unit.entry.key == "second"
        and unit.stop <= limit
        and words.low[unit.stop - 1] == "second"
        and amount.low.value != 1
        and words.low[unit.stop - 2] not in HYPHENS
    )


def after_fits(ctx: Context, key: str, stop: int, limit: int) -> bool:
    words = ctx.words
    low = words.low[stop]
    if low == "plus" or low in HYPHENS:
        return True
    if low == "+":
        return words.touches(stop)
    if key in ("or more", "or less") and low in ("or", "and") and stop + 3 < len(words.low):
        beyond = words.low[stop + 2 : stop + 4]
        if beyond[:1] == ["than"] and beyond[1][0].isdecimal():
            return False
    if low in ("approximately", "at", "tops", "maximum", "odd", "ish", "upwards"):
        return (
            stop + 1 >= limit
            or low == "odd"
            or not words.low[stop + 1][0].isalnum()
            or words.low[stop + 1] in ("least", "most", "the", "a")
        )
    return True


def drafts(words: Words, profile: Profile, covered: Sequence[tuple[int, int]] = ()) -> list[Draft]:
    """Every figure of the text in order; ``covered`` are dates and clock times, sorted."""
    ctx = Context(words, profile, covered, exclude.names(words))
    low = words.low
    begins = [i for i, word in enumerate(low) if word in _BEGINS or word[0].isdecimal()]
    at = 0
    for first, stop in words.bounds:
        i = first
        while at < len(begins) and begins[at] < stop:
            if begins[at] >= i:
                i = max(begins[at] + 1, read_at(ctx, begins[at], first, stop))
            at += 1
    return ctx.found
