"""From an amount with its bound and unit to a draft: family, unit, counted noun, interval."""

from __future__ import annotations

from sayso.lexicon import Entry

from . import numerals
from .ages import is_age
from .context import Amount, Context, Draft
from .intervals import interval
from .marks import Unit, bound_after
from .nouns import head_noun, noun_like, noun_text, of_phrase
from .sets import SCORE, SINGLE_UNITS
from .things import thing
from .words import HYPHENS


def counted(
    ctx: Context,
    amount: Amount,
    sign: tuple[Entry, int] | None,
    unit: Unit | None,
    bound: str,
    start: int,
    stop: int,
    floor: int,
    limit: int,
) -> Draft | None:
    words = ctx.words
    numeral = amount.low
    family, measure, name, unit_text = "count", None, None, None
    head: int | None = None
    end = stop
    rule = "quantity:" + ("range" if amount.high is not numeral else (numeral.reading or "number"))
    age = is_age(ctx, amount, unit, start, stop, floor, limit)
    if sign is not None:
        entry = sign[0]
        family, measure = "money", "money"
        name = str(entry.fields["name"] or words.phrase(sign[1], amount.first).strip())
        unit_text = str(entry.fields.get("code") or entry.key)
        if unit is not None and unit.money:
            stop = end = unit.stop
        end = rate_end(ctx, end, limit)
    elif age:
        family, measure, name = "age", "age", "years"
        unit_text = "years"
        if unit is not None:
            unit_text = unit.text.lower()
            name = unit_text = unit_text if unit_text.endswith("s") else unit_text + "s"
    elif unit is not None and unit.money:
        family, measure, name = "money", "money", unit.text.split()[-1]
        national = len(unit.text.split()) > 1 and unit.text.lower() not in unit.entry.forms
        unit_text = unit.text if national else str(unit.entry.fields.get("code") or unit.entry.key)
        end = rate_end(ctx, end, limit)
    elif unit is not None:
        family, measure, name, unit_text = measured(ctx, unit, amount, stop)
        if family == "share":
            head, end = share_of(ctx, stop, limit)
            name = share_name(ctx, unit, head)
        elif family == "unit" and measure == "duration" and compound_noun(ctx, stop, limit):
            end = stop
    elif numeral.share:
        family, measure, name = "share", "share", "%"
        unit_text = "%"
        if is_majority(ctx, stop, limit):
            end = stop + 1
            bound = "at-least"
        else:
            head, end = share_of(ctx, stop, limit)
            if head is not None:
                name = noun_text(words, head)
    else:
        found = thing(ctx, amount, stop, floor, limit)
        if found is None:
            return None
        head, name, end, family, measure = found
    later = bound_after(words, end, limit) if end > stop and family == "count" else None
    closes = later is not None and (later[1] >= limit or not words.low[later[1]][0].isalnum())
    if later is not None and bound == "exact" and (words.low[end] == "or" or (words.low[end] == "at" and closes)):
        bound, end = str(later[0].fields["term"]), later[1]
    if bound == "up-to" and family == "unit" and measure == "duration" and "within" in words.low[start : amount.first]:
        bound = "exact"
    discrete = family in ("times", "score") or (family == "count" and name is not None)
    low, high, typical_low, typical_high = interval(amount, bound, discrete, ctx.profile)
    if numeral.share and high is None and words.low[min(stop, limit - 1)] in ("majority", "supermajority"):
        high = 100.0
    bound, ends = inherit(ctx, bound, start, family, (low, high, typical_low, typical_high), amount)
    return Draft(
        start, max(end, stop), amount.first, max(stop, amount.stop), *ends, unit_text, name, head, family,
        measure, rule + ("" if bound == "exact" else "+" + bound), bound,
    )  # fmt: skip


def is_majority(ctx: Context, stop: int, limit: int) -> bool:
    return stop < limit and ctx.words.low[stop] in ("majority", "supermajority")


def inherit(
    ctx: Context,
    bound: str,
    start: int,
    family: str,
    ends: tuple[float | None, float | None, float | None, float | None],
    amount: Amount,
) -> tuple[str, tuple[float | None, float | None, float | None, float | None]]:
    """A conversion in brackets has the bound of what it converts: more than 500 miles (800 km)."""
    words = ctx.words
    if bound != "exact" or not ctx.found or start == 0 or words.low[start - 1] not in "([/":
        return bound, ends
    last = ctx.found[-1]
    same = (family == last.family and family in ("unit", "money")) or (family == "money" and last.family == "money")
    if not same or last.stop < start - 3 or last.bound == "exact":
        return bound, ends
    return last.bound, interval(amount, last.bound, False, ctx.profile)


def measured(ctx: Context, unit: Unit, amount: Amount, stop: int) -> tuple[str, str, str, str]:
    words = ctx.words
    measure = str(unit.entry.fields["measure"])
    name = unit.text
    if measure == "share":
        return "share", "share", name, "%"
    low = name.lower()
    if unit.entry.key == "point":
        return "points", ("score" if SCORE & set(words.low[max(0, stop - 12) : stop]) else "other"), "points", "points"
    several = amount.high.value > 1 or words.low[amount.high.stop] in HYPHENS
    if measure == "duration" and several and low in ("year", "month", "week", "day", "hour", "minute"):
        name += "s"
    return "unit", measure, name.split()[-1] if " per " not in name else name, unit.entry.key


def compound_noun(ctx: Context, stop: int, limit: int) -> bool:
    return stop < limit and noun_like(ctx.words, stop, limit)


def share_of(ctx: Context, stop: int, limit: int) -> tuple[int | None, int]:
    """The noun of which a share is told, and the end of the phrase."""
    words = ctx.words
    m = of_phrase(words, stop, limit)
    if (
        m is None
        and stop < limit
        and words.low[stop - 1][0].isalnum()
        and {"in", "out"} & set(words.low[max(0, stop - 4) : stop])
    ):
        noun = head_noun(words, stop, limit)
        return (noun.head, noun.stop) if noun is not None and noun.plural else (None, stop)
    if m is None and stop < limit and words.low[stop] in ("the", "its", "their", "his", "her", "all"):
        m = stop + 1
    if m is None or m >= limit:
        return None, stop
    if words.low[m] in ("them", "those", "us", "whom", "which", "it", "that"):
        return None, m + 1
    if words.low[m - 1] in ("those", "these") and not noun_like(words, m, limit):
        return None, m
    while m < limit and (
        words.low[m][0].isdecimal() or words.low[m] in numerals.UNITS or words.low[m] in numerals.SCALES
    ):
        m += 1
    noun = head_noun(words, m, limit)
    return (None, stop) if noun is None else (noun.head, noun.stop)


def share_name(ctx: Context, unit: Unit, head: int | None) -> str:
    if head is not None:
        return noun_text(ctx.words, head)
    return unit.text


def rate_end(ctx: Context, end: int, limit: int) -> int:
    """The end of ``per share``, ``an hour``, ``a year`` after money."""
    words = ctx.words
    if end + 1 < limit and (
        words.low[end] == "per" or (words.low[end] in ("a", "an") and words.low[end + 1] in SINGLE_UNITS)
    ):
        return end + 2
    return end
