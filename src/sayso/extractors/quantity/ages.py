"""Numbers that are somebody's age."""

from __future__ import annotations

from sayso.lexicon.calendar import MONTHS

from .context import Amount, Context
from .marks import Unit
from .nouns import noun_like
from .sets import PERSONS
from .things import number_of
from .words import AUXILIARY, PREPOSITION, plural

_TALLY = frozenset(("number", "toll", "count", "tally", "total", "figure", "estimate", "estimates", "list", "lists"))
_AGED = frozenset(
    "those children people women men anyone adults girls boys kids persons youths citizens minors".split()
)


def bounds_nothing(start: int, amount: Amount) -> bool:
    """Whether no bound or article stands before the number."""
    return start == amount.first


def is_age(ctx: Context, amount: Amount, unit: Unit | None, start: int, stop: int, floor: int, limit: int) -> bool:
    """Whether the number is somebody's age."""
    words = ctx.words
    if unit is not None:
        k = start - 1
        named = [words.low[m] for m in range(max(floor, start - 2), amount.first)]
        at = any(w in ("aged", "age", "ages") for w in named) or (
            any(w in _AGED or w in ("infants", "babies") for w in named)
            and bool({"under", "over", "below"} & set(named))
        )
        return unit.age or (unit.measure == "duration" and at)
    if amount.low.value > 120 or amount.low.reading or amount.low.scaled or amount.low.share:
        return False
    k = start - 1
    before = words.low[k] if k >= floor else ""
    if before in ("aged", "age", "ages"):
        return True
    if before in ("of", "from", "between") and k - 1 >= floor and words.low[k - 1] in ("age", "ages", "aged"):
        return True
    inner = [words.low[m] for m in range(max(floor, start - 1), amount.first)]
    if any(w in ("aged", "age", "ages") for w in inner):
        return True
    if "between" in inner or "from" in inner:
        lead = [words.low[m] for m in range(max(floor, start - 4), start)]
        if "age" in lead or "ages" in lead or "aged" in lead:
            return True
    apart = next((m for m in range(max(floor, start - 1), amount.first) if words.low[m] == "between"), 0)
    grown = amount.high is not amount.low and amount.high.value <= 110
    if apart > floor and grown and words.low[apart - 1] in PERSONS and not noun_like(words, stop, limit):
        return True  # men between 19 and 97
    inner_before = [words.low[m] for m in range(max(floor, start - 2), amount.first)]
    after = words.low[stop] if stop < limit else "."
    ageless = not noun_like(words, stop, limit) or words.low[stop] in AUXILIARY | PREPOSITION
    if (
        ageless
        and amount.low.value < 100
        and any(w in _AGED for w in inner_before)
        and any(w in ("under", "over", "between", "below", "above") for w in inner_before)
    ):
        return True
    if before in ("turned", "turns", "turning") and ageless and words.low[amount.first].isdecimal():
        return 1 <= amount.low.value <= 110 and stop - start <= 1
    closes = after in ",);.—–:-" or stop >= limit or after in ("and", "from")
    when = start - 3 >= floor and words.low[start - 3] in ("when", "until", "since", "before", "after", "because")
    told = closes or after in ("so", "but", "when", "because", "or")
    if when and before in ("was", "were") and told and words.low[start - 2] in ("he", "she", "i", "they", "we"):
        return stop - start == 1 and 1 <= amount.low.value <= 110  # when she was six
    if not closes or not (amount.low.value >= 1) or "." in words.low[amount.first]:
        return False
    number = amount.first
    someone = number - 2 >= floor and (words.capital(number - 2) or words.low[number - 2] in PERSONS)
    full_name = number - 3 >= floor and words.capital(number - 2) and words.capital(number - 3)
    listed = (
        after in ",)"
        or (after in "-–—" and full_name)
        or (after == "and" and stop + 2 < limit and words.low[stop + 1].isdecimal() and words.low[stop + 2] == ",")
    )
    paired = before == "and" and bool(ctx.found) and ctx.found[-1].family == "age" and ctx.found[-1].stop == start - 1
    if (
        someone
        and words.low[number - 1] == ","
        and after == "and"
        and words.capital(number - 2)
        and 16 <= amount.low.value <= 99
    ):
        follows = words.low[stop + 1] if stop + 1 < limit else ""
        return words.low[number].isdecimal() and not follows[:1].isdecimal() and bounds_nothing(start, amount)
    if paired and after in ",)":
        return True
    if someone and words.low[number - 1] == "," and listed and words.low[number].isdecimal():
        if number_of(ctx, number, floor) is not None:
            return False  # the greatest number of women, 102, and of others
        return len(words.low[number]) <= 3 and words.low[number - 2] not in MONTHS
    if number - 2 >= floor and words.low[number - 1] == "(" and words.capital(number - 2) and after == ")":
        return number - 2 > floor and len(words.low[number]) == 2
    young = "under" in inner and amount.low.value <= 21 and before in ("be", "are", "were", "is", "was")
    if (
        young
        and closes
        and any(
            w in _AGED or w in ("dead", "victims", "population", "infected", "patients")
            for w in words.low[max(floor, start - 14) : start]
        )
    ):
        return True  # most of the dead are under 15
    if before in ("was", "is", "now", "turned", "turns", "be") and closes and 14 <= amount.low.value <= 110:
        if number_of(ctx, amount.first, floor) is not None:
            return False
        subject = words.low[start - 2] if start - 2 >= floor else ""
        near = (
            subject in ("he", "she", "who", "i")
            or subject == ","
            or (subject[:1].isalpha() and words.capital(start - 2))
            or (subject in PERSONS and not plural(subject))
            or before in ("turned", "turns", "now")
        )
        return near and stop - start <= 2
    if before == "at" and closes and 14 <= amount.low.value <= 110:
        if any(words.low[m] in _TALLY for m in range(max(floor, start - 9), start - 1)):
            return False  # put the number of dead at 72
        return any(
            words.low[m] in ("dies", "died", "dead", "passes", "die") for m in range(max(floor, start - 5), start - 1)
        )
    return False
