"""Words that are numbers of their own: none, both, most, twice, doubled, a week later."""

from __future__ import annotations

from sayso.lexicon import table

from . import numerals
from .context import Amount, Context, Draft
from .intervals import interval
from .marks import bound_before
from .nouns import head_noun, noun_text, of_phrase
from .numerals import Numeral
from .sets import HARM, PERSONS, SINGLE_UNITS
from .things import earlier_noun
from .words import AUXILIARY, DETERMINER, HYPHENS, PRONOUN, UNCOUNTED

_AGO = frozenset("ago later earlier after before afterwards since prior".split())
_BOUNDING = frozenset("than over nearly almost about under least approximately roughly just only".split())
_SPAN_BEFORE = frozenset(
    "for over within in than nearly almost about under least takes took take lasted lasts last drive approximately "
    "only just roughly spend spent spending waited wait every half around after".split()
)
_EVENT_NOUNS = frozenset(
    form for e in table("measures").entries for form in (e.fields.get("nouns") or ()) if " " not in form
)


def none_of(ctx: Context, i: int, floor: int, limit: int) -> int:
    """``no casualties``, ``none of them``, ``neither of the firms``."""
    words = ctx.words
    low = words.low[i]
    after = words.low[i + 1] if i + 1 < limit else ""
    if low in ("nobody", "no-one") or (low == "no" and after == "one"):
        stop = i + 1 if low != "no" else i + 2
        k = stop
        while k < min(limit, stop + _NOBODY_REACH) and words.low[k] not in AUXILIARY and words.low[k] not in ",;:":
            k += 1  # no one in the city has died
        k = k if k < limit and words.low[k] in AUXILIARY else stop
        while k < limit and (words.low[k] in AUXILIARY or words.low[k] in ("reported", "seriously", "else")):
            k += 1
        if k > stop and k < limit and words.low[k] in HARM | _HEALTH:
            append_simple(ctx, i, stop, i, stop, 0.0, "people", None, "quantity:none")
        return stop
    if low == "no":
        if after in UNCOUNTED or not after[:1].isalpha() or after in DETERMINER or after in PRONOUN:
            return i + 1
        noun = head_noun(words, i + 1, limit, singular=True)
        if noun is None:
            return i + 1
        counted = words.low[noun.head]
        if counted in UNCOUNTED or not (noun.plural or counted in PERSONS or counted in _EVENT_NOUNS):
            return i + 1
        append_simple(ctx, i, noun.stop, i, i + 1, 0.0, noun_text(words, noun.head), noun.head, "quantity:none")
        return noun.stop
    if low == "neither" and after == "of":
        noun = head_noun(words, of_phrase(words, i + 1, limit) or i + 2, limit)
        if noun is not None:
            append_simple(ctx, i, noun.stop, i, i + 1, 0.0, noun_text(words, noun.head), noun.head, "quantity:none")
    elif low == "none" and after == "of":
        m = of_phrase(words, i + 1, limit) or i + 2
        noun = head_noun(words, m, limit)
        name = noun_text(words, noun.head) if noun else earlier_noun(ctx, i, floor)
        if name:
            append_simple(
                ctx,
                i,
                noun.stop if noun else min(m + 1, limit),
                i,
                i + 1,
                0.0,
                name,
                noun.head if noun else None,
                "quantity:none",
            )
    return i + 1


_HEALTH = frozenset("ill sick affected harmed unharmed left charged tested found seen aboard inside present".split())
_NOBODY_REACH = 8  # words between no one and its verb


def append_simple(
    ctx: Context,
    first: int,
    stop: int,
    number: int,
    after: int,
    value: float,
    name: str | None,
    head: int | None,
    rule: str,
    family: str = "count",
    measure: str | None = None,
) -> None:
    ctx.found.append(
        Draft(first, stop, number, after, value, value, value, value, None, name, head, family, measure, rule)
    )


def word(ctx: Context, i: int, floor: int, limit: int) -> int:
    """``both explosions``, ``most residents``, ``a single officer``, ``twice``."""
    words = ctx.words
    low = words.low[i]
    after = words.low[i + 1] if i + 1 < limit else ""
    before = words.low[i - 1] if i > floor else ""
    if low in ("twice", "thrice"):
        append_simple(ctx, i, i + 1, i, i + 1, numerals.TIMES[low], "times", None, "quantity:times", "times", "events")
        return i + 1
    if low == "single":
        noun = head_noun(words, i + 1, limit, singular=True)
        if before == "a" and noun is not None and after not in HYPHENS:
            none = i - 2 >= floor and words.low[i - 2] == "not"
            first = i - 2 if none else i - 1
            value, name = 0.0 if none else 1.0, noun_text(words, noun.head)
            append_simple(ctx, first, noun.stop, i, i + 1, value, name, noun.head, "quantity:single")
            return noun.stop
        return i + 1
    if low == "both":
        m = of_phrase(words, i + 1, limit)
        if m is not None and m < limit and words.low[m] in ("them", "us", "whom", "which"):
            append_simple(ctx, i, min(m + 1, limit), i, i + 1, 2.0, earlier_noun(ctx, i, floor), None, "quantity:both")
            return m + 1
        noun = head_noun(words, m if m is not None else i + 1, limit)
        joined = noun is not None and noun.stop < limit and words.low[noun.stop] == "and"
        if joined or before in AUXILIARY or before in ("this", "that"):
            return i + 1
        if noun is not None and noun.plural and after not in ("the",) and not words.capital(noun.head):
            append_simple(ctx, i, noun.stop, i, i + 1, 2.0, noun_text(words, noun.head), noun.head, "quantity:both")
            return noun.stop
        return i + 1
    return most(ctx, i, before, after, limit)


def nearly_all(ctx: Context, i: int, floor: int, limit: int) -> int:
    """``almost all customers``, ``nearly all of the plants``: a share just below the whole."""
    words = ctx.words
    bound = bound_before(words, i, floor)
    if bound is None or str(bound[0].fields["term"]) != "nearly":
        return i + 1
    m = of_phrase(words, i + 1, limit) or i + 1
    while m < limit and words.low[m] in DETERMINER:
        m += 1
    noun = head_noun(words, m, limit)
    if noun is None or not noun.plural:
        return i + 1
    numeral = Numeral(i, i + 1, 100.0, share=True)
    ends = interval(Amount(i, i + 1, numeral, numeral), "nearly", False, ctx.profile)
    name = noun_text(words, noun.head)
    ctx.found.append(
        Draft(
            bound[1],
            noun.stop,
            i,
            i + 1,
            *ends,
            "%",
            name,
            noun.head,
            "share",
            "share",
            "quantity:all+nearly",
            "nearly",
        )
    )
    return noun.stop


def in_years_of_life(ctx: Context, i: int, floor: int, limit: int) -> int:
    """``in their late teens``, ``a man in his 30s``: an age within ten years; early, mid and late are thirds."""
    words = ctx.words
    low = words.low[i]
    decade = _DECADES.get(low)
    stop = i + 1
    if (
        decade is None
        and low.isdecimal()
        and len(low) == 2
        and low[1] == "0"
        and stop < limit
        and words.low[stop] == "s"
    ):
        decade, stop = int(low), stop + 1
    if decade is None:
        return 0
    k = i - 1
    while k >= floor and (words.low[k] in _THIRDS or words.low[k] in HYPHENS):
        k -= 1
    if k < floor or words.low[k] not in ("his", "her", "their", "my", "your", "our"):
        return 0
    first, last = (13, 19) if decade == 10 else (decade, decade + 9)
    third = next((_THIRDS[words.low[m]] for m in range(k + 1, i) if words.low[m] in _THIRDS), None)
    if third == 0:
        last = first + 3 if decade != 10 else 14
    elif third == 1:
        first, last = (15, 16) if decade == 10 else (first + 4, first + 6)
    elif third == 2:
        first = 17 if decade == 10 else first + 7
    start = k - 1 if k > floor and words.low[k - 1] == "in" else k
    ends = (float(first), float(last), float(first), float(last))
    ctx.found.append(Draft(start, stop, i, stop, *ends, "years", "years", None, "age", "age", "quantity:years-of-life"))
    return stop


_THIRDS = {"early": 0, "mid": 1, "middle": 1, "late": 2}
_DECADES = {
    "teens": 10, "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70,
    "eighties": 80, "nineties": 90,
}  # fmt: skip
DECADES = frozenset(_DECADES)


def most(ctx: Context, i: int, before: str, after: str, limit: int) -> int:
    """``most of the city``, ``most voters``; a superlative (the most important) is no figure."""
    words = ctx.words
    m = of_phrase(words, i + 1, limit)
    numeric = after[:1].isdecimal() or after in numerals.UNITS or after in numerals.TENS or after in ("a", "an")
    if (
        (before in ("the", "of") and m is None)
        or (before == "at" and numeric)
        or before
        in (
            "its",
            "his",
            "their",
            "'s",
            "second",
            "third",
            "two",
            "a",
            "very",
        )
    ):
        return i + 1
    if before == "than" or (m is not None and m < limit and words.low[i + 2] in ("any", "all")):
        return i + 1
    if before.endswith(("'s", "ly")) or (before and before[0].isdecimal()):
        return i + 1
    if m is not None and m < limit:
        noun = head_noun(words, m, limit)
        if noun is None and words.low[m] not in ("them", "which", "whom", "it"):
            return i + 1
        name = noun_text(words, noun.head) if noun else "%"
        stop = noun.stop if noun else m + 1
    else:
        noun = head_noun(words, i + 1, limit)
        reach = _NAMED if i + 1 < limit and words.capital(i + 1) else _NEAR
        if noun is None or not noun.plural or noun.head > i + reach or after.endswith("ly"):
            return i + 1
        if after in ("cases", "recent", "likely", "important"):
            return i + 1
        name, stop = noun_text(words, noun.head), noun.stop
    reading = ctx.profile.share["most"]
    first = i - 1 if before in ("the",) else i
    ctx.found.append(
        Draft(
            first, stop, i, i + 1, *reading.hard.at(0, 0), *reading.typical.at(0, 0), "%", name,
            noun.head if noun else None, "share", "share", "quantity:share:most",
        )
    )  # fmt: skip
    return stop


_NEAR, _NAMED = 4, 8  # words from most to its noun; behind a name (most United Auto Workers (UAW) members)


def ratio(ctx: Context, i: int, floor: int, limit: int) -> int:
    """``doubled``, ``halved``: a change by a factor, in per cent of what it was."""
    words = ctx.words
    low = words.low[i]
    before = words.low[i - 1] if i > floor else ""
    if not low.endswith("ed") or before in ("a", "an", "the", "its"):
        return i + 1
    value = numerals.RATIOS[low] * 100
    start = i
    bound = bound_before(words, i, floor)
    term = "exact"
    if bound is not None:
        start, term = bound[1], str(bound[0].fields["term"])
    numeral = Numeral(i, i + 1, value)
    ends = interval(Amount(i, i + 1, numeral, numeral), term, False, ctx.profile)
    m = i + 1
    while m < limit and words.low[m] in DETERMINER:
        m += 1
    noun = head_noun(words, m, limit, singular=True)
    ctx.found.append(
        Draft(
            start, i + 1, i, i + 1, *ends, "%", noun_text(words, noun.head) if noun else None,
            noun.head if noun else None, "share", "change", "quantity:ratio", term,
            "down" if value < 100 else "up",
        )
    )  # fmt: skip
    return i + 1


def or_two(ctx: Context, i: int, floor: int) -> int:
    """``a day or two``, ``the first week or two``, ``another hour or so``: one of the unit to two of it."""
    words = ctx.words
    if i - 2 < floor or words.low[i - 1] != "or" or words.low[i - 2] not in SINGLE_UNITS:
        return 0
    first = i - 2
    while first > floor and (words.low[first - 1] in DETERMINER or words.low[first - 1] in _ONE_OF):
        first -= 1
    if first == i - 2 or (ctx.found and ctx.found[-1].stop > first):
        return 0
    key, so = words.low[i - 2], words.low[i] == "so"
    one = Numeral(first, i - 1, 1.0)
    amount = Amount(first, i + 1, one, one if so else Numeral(i, i + 1, numerals.UNITS[words.low[i]]))
    ends = interval(amount, "about" if so else "exact", False, ctx.profile)
    measure = "duration" if key != "mile" else "distance"
    ctx.found.append(
        Draft(first, i + 1, i - 2, i + 1, *ends, key, key, None, "unit", measure, "quantity:single-unit-or-more")
    )
    return i + 1


OR_MORE = frozenset("two three four so".split())
_ONE_OF = frozenset("first last next past coming previous another further extra only about".split())


def single_unit(ctx: Context, i: int, floor: int, limit: int) -> int:
    """``a week after``, ``for an hour``, ``a year-long``: one of a unit, where it measures."""
    words = ctx.words
    if i + 1 >= limit:
        return 0
    low = words.low[i + 1]
    compound = low.split("-")
    before = words.low[i - 1] if i > floor else ""
    after = words.low[i + 2] if i + 2 < limit else ""
    long_form = len(compound) == 2 and compound[0] in SINGLE_UNITS and compound[1] in ("long", "old")
    if not long_form and low not in SINGLE_UNITS:
        return 0
    if ctx.found and ctx.found[-1].stop >= i + 1:
        return i + 2
    if (
        ctx.found
        and ctx.found[-1].after >= i
        and ctx.found[-1].family in ("money", "share", "count", "unit")
        and before not in _SPAN_BEFORE
    ):
        return 0
    following = [words.low[k] for k in range(i + 2, min(limit, i + 8)) if words.low[k] not in HYPHENS][:3]
    half = following == ["and", "a", "half"]
    if following[:1] == ["or"] and following[1:2] and following[1] in OR_MORE:
        return 0  # a day or two: read at two
    if not long_form and not (after in _AGO or before in _SPAN_BEFORE or half):
        return 0
    if after in ("ago", "earlier", "before") and not half and before not in _BOUNDING:
        return 0  # a year ago is a time
    if after in ("of",) and not long_form and before not in ("for", "within"):
        return 0
    term, start = "exact", i
    bound = bound_before(words, i, floor)
    if bound is not None:
        start, term = bound[1], str(bound[0].fields["term"])
    value, stop = 1.0, i + 2
    if half:
        value = 1.5
        stop = i + 5
    numeral = Numeral(i, i + 2, value)
    ends = interval(Amount(i, stop, numeral, numeral), term, False, ctx.profile)
    key = compound[0]
    ctx.found.append(
        Draft(
            start,
            stop,
            i,
            stop,
            *ends,
            key,
            key,
            None,
            "unit",
            "duration" if key != "mile" else "distance",
            "quantity:single-unit",
            term,
        )
    )
    return stop
