"""Which numbers are figures at all."""

from __future__ import annotations

from . import exclude, numerals
from .context import Amount, Context
from .marks import Unit
from .nouns import head_noun, noun_like
from .sets import HARM, PERSONS
from .words import AUXILIARY, DETERMINER, HYPHENS, PREPOSITION, plural

_NOT_ATTRIBUTIVE = frozenset(
    "handed way sided faced off shoes legged piece fold ply tone dimensional edged pronged up".split()
)
_COPULA = frozenset("is was as be been became become are being remains among named".split())


def allowed(
    ctx: Context, amount: Amount, money: bool, unit: Unit | None, bounded: bool, floor: int, limit: int
) -> bool:
    """Whether the number is a figure at all."""
    words = ctx.words
    numeral = amount.low
    i = numeral.first
    if money:
        return True
    if unit is not None and not unit.money and unit.entry.fields["measure"] == "duration":
        if exclude.is_clock(words, numeral, limit):
            return False
    elif is_covered(ctx, words.start[i], words.end[amount.high.stop - 1]):
        return False
    if numeral.share and numeral.stop > i + 2:
        return True
    even = i + 2 < limit and words.low[i + 1] in HYPHENS and words.low[i + 2] == words.low[i]
    if even or (i > 1 and words.low[i - 1] in HYPHENS and words.low[i - 2] == words.low[i]):
        return False  # a fifty-fifty chance
    named = words.capital(i) and i > floor and words.capital(i - 1) and words.low[i - 1] not in PREPOSITION | DETERMINER
    if named and not numeral.digits and unit is None and not exclude.title_case(words, floor, limit):
        return False
    if (
        words.capital(i)
        and numeral.scaled
        and i > floor
        and words.low[i - 1] == "the"
        and words.capital(numeral.stop - 1)
    ):
        return exclude.title_case(words, floor, limit)  # the Five Hundred
    if words.low[i] == "one" and numeral.stop == i + 1:
        return one_counts(ctx, i, unit, floor, limit)
    if "couple" in words.low[i : numeral.stop] and words.low[i] == "couple":
        after = words.low[numeral.stop] if numeral.stop < limit else ""
        before = words.low[i - 1] if i > floor else ""
        if after != "of" and before not in ("last", "next", "past", "first", "good"):
            return False
    if words.low[i] in ("few",) and (
        i == floor
        or words.low[i - 1]
        not in ("last", "next", "past", "first", "coming", "these", "previous", "a", "recent", "final", "following")
    ):
        return False
    if i > floor + 1 and words.low[i - 1] == "quite":
        return False
    if not numeral.digits:
        if i > 0 and words.low[i - 1] in HYPHENS and words.touches(i) and words.touches(i - 1):
            return words.low[i - 2][0].isdecimal()
        if (
            words.capital(i)
            and i > floor
            and not numeral.scaled
            and amount.stop < limit
            and words.capital(amount.stop)
            and words.low[i] in numerals.UNITS
        ):
            return words.low[amount.stop] not in numerals.SCALES and not words.capital(i)
        if exclude.is_clock(words, numeral, limit):
            return False
        return not attributive(ctx, amount, limit) and not exclude.is_label(words, numeral, floor, limit)
    glued = amount.stop < len(words.low) and words.touches(amount.stop)
    if unit is not None and glued and not (i > 0 and words.touches(i) and words.low[i - 1][-1].isalpha()):
        return True
    if unit is None and i > 1 and words.touches(i) and words.low[i - 1] in HYPHENS and words.low[i - 2] in ctx.names:
        return False
    if attributive(ctx, amount, limit) and unit is None:
        return False
    if words.low[i] in ctx.names and numeral.stop == i + 1 and not bounded and unit is None:
        return False
    if i > floor and words.low[i - 1] == "per":
        return False
    if numeral.digits and not bounded and exclude.is_telephone(words, i):
        return False
    if exclude.is_name_part(words, amount.high, limit, second=amount.high is not numeral):
        return False
    if (
        amount.high is not numeral
        and i > 0
        and words.touches(i)
        and (words.low[i - 1].isalpha() or words.low[i - 1] in "/_@.:")
    ):
        return False
    if exclude.is_clock(words, amount.high, limit) or exclude.is_date(words, numeral, floor, limit):
        return False
    if unit is not None:
        return not (words.low[unit.stop - 1] > "z" and exclude.is_year(words, numeral, floor, limit, bounded))
    if exclude.is_date(words, amount.high, floor, limit):
        return False
    if exclude.is_year(words, numeral, floor, limit, bounded):
        return False
    if exclude.is_label(words, numeral, floor, limit) and not bounded:
        return False
    if modelled(ctx, amount, floor, limit):
        return False
    if words.low[i].isdecimal() and (
        len(words.low[i]) > 9 or (len(words.low[i]) > 6 and not noun_like(words, amount.stop, limit))
    ):
        return False  # a code
    return not (
        words.low[i].startswith("0") and len(words.low[i]) > 1 and "." not in words.low[i] and words.low[i].isdecimal()
    )


def modelled(ctx: Context, amount: Amount, floor: int, limit: int) -> bool:
    """Whether digits after an article name a single thing of their kind: a 747 aircraft, the 3000 Housing Project."""
    words = ctx.words
    i, j = amount.first, amount.stop
    if not words.low[i].isdecimal() or amount.high is not amount.low or j != i + 1 or amount.low.value == 1:
        return False
    if j >= limit or i <= floor or words.low[i - 1] not in ("a", "an", "the") or not words.low[j][0].isalpha():
        return False
    ends = not noun_like(words, j + 1, limit) or words.low[j + 1] in AUXILIARY
    if words.low[i - 1] != "the":
        return ends and len(words.low[i]) == 3 and words.low[j] in _MODELS
    named = j + 1 < limit and words.capital(j) and words.capital(j + 1) and not plural(words.low[j + 1])
    head = head_noun(words, j, limit)
    if head is not None and head.plural and words.capital(head.head) and int(words.low[i]) < 200:
        return False  # the 29 Australian Sizzler Restaurants
    return named and not words.low[j + 1].endswith(("ed", "ing")) and not exclude.title_case(words, floor, limit)


_MODELS = frozenset("aircraft plane jet airliner jetliner helicopter car truck rifle engine bus ship tank".split())


def is_covered(ctx: Context, start: int, end: int) -> bool:
    """Whether a time of the document covers these code points."""
    while ctx.at < len(ctx.covered) and ctx.covered[ctx.at][1] <= start:
        ctx.at += 1
    return ctx.at < len(ctx.covered) and ctx.covered[ctx.at][0] <= start and end <= ctx.covered[ctx.at][1]


def attributive(ctx: Context, amount: Amount, limit: int) -> bool:
    """``two-handed``, ``one-off``: a manner, not a number of things."""
    j = amount.stop
    words = ctx.words
    return (
        j + 1 < limit
        and words.low[j] in HYPHENS
        and words.touches(j)
        and words.touches(j + 1)
        and (
            words.low[j + 1].split("-")[0] in _NOT_ATTRIBUTIVE
            or (words.low[j + 1].endswith("ed") and len(words.low[j + 1]) > 3)
            or _goes_on(ctx, j + 2, limit)
        )
    )


def _goes_on(ctx: Context, k: int, limit: int) -> bool:
    """Whether a compound has a participle for its last part: the two-party-preferred vote."""
    words = ctx.words
    joined = k + 1 < limit and words.low[k] in HYPHENS and words.touches(k) and words.touches(k + 1)
    return joined and words.low[k + 1].endswith("ed")


def one_counts(ctx: Context, i: int, unit: Unit | None, floor: int, limit: int) -> bool:
    """Whether ``one`` is a number here and not a pronoun or a name for somebody."""
    words = ctx.words
    before = words.low[i - 1] if i > floor else ""
    after = words.low[i + 1] if i + 1 < limit else ""
    if before == "that" and (unit is not None or head_noun(words, i + 1, limit, singular=True) is not None):
        return after not in ("of", "day", "who")
    if after == "per" and i + 2 < limit and words.low[i + 2][0].isdecimal():
        return True
    if after == "day" and before in ("in", "within", "than", "least", "only", "just"):
        return True
    if (
        before in ("no", "any", "every", "this", "that", "each", "which", "some", "the", "another", "square", "day")
        or before in HYPHENS
    ):
        return False
    if before == "number" or (before == "from" and _to_another(ctx, i, limit)):
        return False  # our number one priority; from one baby to another
    listed = before in (",", ":", "including", "and", "-", "–", "—", "(") and bool(ctx.found)
    if listed and after in ("in", "on", "with", "at", "from", "for", "by", "near", "outside"):
        return True
    if before == "at" and after in ("point", "time", "stage", "end"):
        return False
    if after in (
        "another",
        "day",
        "can",
        "could",
        "should",
        "would",
        "might",
        "must",
        "who",
        "such",
        "way",
        "thing",
        "time",
        "in",
        "would-be",
    ):
        return (after == "in" and ratio_of(ctx, i, limit)) or after in ("thing", "time")
    if after == "of":
        return one_of(ctx, i, floor, limit)
    if after in HYPHENS:
        return (
            words.low[i + 2] not in ("off", "time", "sided", "way", "on", "to", "stop", "man", "page")
            if i + 2 < limit
            else False
        )
    if words.capital(i) and i > floor and i + 1 < limit and words.capital(i + 1) and words.low[i + 1] not in PERSONS:
        return False
    if unit is not None:
        return True
    head = head_noun(words, i + 1, limit, singular=True)
    if head is not None:
        return not (words.low[head.head].endswith("ing") and head.head == i + 1)
    near = [words.low[k] for k in range(max(floor, i - 3), i)]
    if any(w in HARM for w in near) or (
        i + 1 < limit
        and (
            after in HARM or (after in AUXILIARY and any(words.low[k] in HARM for k in range(i + 1, min(limit, i + 5))))
        )
    ):
        return True
    return (
        after in ("more", "less", "or", "fewer")
        or before in ("least", "than", "only", "just", "by")
        or (before in ("and", "or") and bool(ctx.found) and ctx.found[-1].stop >= i - 2)
    )


def _to_another(ctx: Context, i: int, limit: int) -> bool:
    """Whether ``to another`` or ``to the next`` follows within a few words."""
    low = ctx.words.low
    return any(
        low[k] == "to" and (low[k + 1] == "another" or (low[k + 1] == "the" and k + 2 < limit and low[k + 2] == "next"))
        for k in range(i + 1, min(limit - 1, i + 5))
    )


def ratio_of(ctx: Context, i: int, limit: int) -> bool:
    """``one in five``."""
    words = ctx.words
    return (
        i + 2 < limit
        and words.low[i + 1] == "in"
        and (words.low[i + 2] in numerals.UNITS or words.low[i + 2].isdecimal() or words.low[i + 2] in numerals.TENS)
    )


def one_of(ctx: Context, i: int, floor: int, limit: int) -> bool:
    """``one of the five demands`` counts; ``one of the largest`` and ``as one of his rivals`` only praise."""
    words = ctx.words
    m = i + 2
    while m < limit and words.low[m] in DETERMINER:
        m += 1
    if m >= limit or words.low[m] in ("most", "few", "best", "only", "main", "last", "many", "worst", "least"):
        return False
    window = range(m, min(limit, m + 4))
    noun = head_noun(words, m, limit)
    counted = range(m, min(noun.head if noun is not None else m + 4, m + 4, limit))
    if any(words.low[k][0].isdecimal() or words.low[k] in numerals.UNITS for k in counted):
        return True
    if any(
        words.low[k].endswith("est")
        and words.low[k] not in ("west", "protest", "arrest", "guest", "forest", "interest", "request", "test")
        for k in window
    ):
        return False
    before = words.low[i - 1] if i > floor else ""
    return not (before in _COPULA or words.low[m] in ("us", "themselves"))
