"""What a plain number counts: the noun after it, or what the sentence has said before."""

from __future__ import annotations

from dataclasses import replace

from sayso.lexicon import table

from . import numerals
from .context import Amount, Context, Draft
from .marks import unit_at
from .nouns import VERB_S, Noun, head_noun, noun_like, noun_text, of_phrase
from .numerals import Numeral
from .sets import HARM, LOOSE, RUNGS, SCORE
from .words import ADVERB, AUXILIARY, DETERMINER, FINITE, HYPHENS, Words, plural, possessive

_INDEX = frozenset(
    "index indices indexes dow nikkei nasdaq ftse dax cac sensex average composite exchange stocks s&p merval "
    "shares hang bovespa micex rts stoxx".split()
)
_PERSON_VERBS = frozenset(
    form
    for e in table("measures").where(persons=True)
    for part in ("passive", "active")
    for form in e.fields.get(part) or ()
    if " " not in form
)
_NOT_ANTECEDENTS = frozenset(
    "says reports estimates numbers results totals years days months weeks hours minutes times lines levels others "
    "figures sources officials authorities points markets shares dead wounded injured missing arrested detained "
    "displaced".split()
)
_BOUND_WORDS = frozenset(
    "about as many much up to at least more than over nearly almost some around roughly another".split()
)
_GROUPS = frozenset(
    "family group team crew panel party gang squad committee delegation band couple jury cabinet".split()
)


def score_span(ctx: Context, draft: Draft, floor: int, limit: int) -> Draft:
    """Both numbers of a score written in one piece (43-5) keep the whole as their words."""
    words = ctx.words
    low = words.low
    j = draft.after
    if j + 1 < limit and low[j] in HYPHENS and words.touches(j) and low[j + 1].isdecimal():
        return replace(draft, stop=j + 2)
    i = draft.number
    if i - 2 >= floor and low[i - 1] in HYPHENS and words.touches(i) and low[i - 2].isdecimal():
        return replace(draft, first=i - 2)
    return draft


def thing(
    ctx: Context, amount: Amount, stop: int, floor: int, limit: int
) -> tuple[int | None, str | None, int, str, str | None] | None:
    """Head word, name, end, family and measure of a plain number."""
    words = ctx.words
    numeral = amount.low
    j = stop
    if j < limit and words.low[j] == "times":
        return j, "times", j + 1, "times", "events"
    hyphen = j + 1 < limit and words.low[j] in HYPHENS and words.touches(j) and words.touches(j + 1)
    if hyphen and words.low[j + 1] == "to":
        return elliptic(ctx, amount, j, floor, limit)
    if hyphen and words.low[j + 1][0].isalpha():
        return hyphenated(ctx, j, limit)
    magnitude = magnitude_of(ctx, numeral, j, floor, limit)
    if magnitude is not None:
        return magnitude
    m = of_phrase(words, j, limit)
    singular = numeral.value == 1 and amount.high is numeral and not numeral.reading
    if m is None and j + 1 < limit and words.low[j] == "out" and words.low[j + 1] == "of":
        m = of_phrase(words, j + 1, limit)
    if m is not None and m < limit:
        if words.low[m] in ("whom", "which", "them", "us", "these", "those", "it") or (
            words.low[m - 1] in ("these", "those") and not noun_like(words, m, limit)
        ):
            what = _apposed(words, m, limit)
            if what is not None and numeral.reading != "vague:few":
                return what.head, noun_text(words, what.head), what.stop, "count", None
            return (
                None
                if numeral.reading == "vague:few"
                else (None, earlier_noun(ctx, numeral.first, floor), m + 1, "count", None)
            )
        while m < limit and (
            words.low[m][0].isdecimal()
            or words.low[m] in numerals.UNITS
            or words.low[m] in numerals.SCALES
            or words.low[m] in HYPHENS
            or possessive(words.low[m])
            or words.low[m] in ("at", "least", "only", "just", "about", "over", "other", "more", "than")
        ):
            m += 1
        noun = head_noun(words, m, limit)
        if noun is not None:
            return noun.head, noun_text(words, noun.head), noun.stop, "count", None
    bare = numeral.reading.startswith("plural:") or numeral.reading in ("vague:dozens", "vague:scores")
    exceeding = exceeded(ctx, amount, floor)
    noun = (
        None
        if bare and j == stop and not (j < limit and words.low[j] in ("of", "more", "other", "dead"))
        else plain_noun(ctx, j, limit, singular)
    )
    if noun is not None and noun.head == j and words.low[j] in _DONE_TO:
        return None, "people", noun.stop, "count", None  # 47 arrested at rally
    if noun is not None:
        return rated(ctx, joined(ctx, noun, limit, singular), limit)
    if exceeding is not None:
        return None, exceeding, j, "count", None
    if words.low[numeral.stop - 1] in ("duo", "trio", "quartet", "pair"):
        return None, "people", j, "count", None
    return rated(ctx, elliptic(ctx, amount, j, floor, limit) or (None, None, j, "count", None), limit)


def _apposed(words: Words, m: int, limit: int) -> Noun | None:
    """``five of them children``: the noun that says who they are, with nothing behind it."""
    if words.low[m] not in ("them", "these", "those") or m + 1 >= limit or words.low[m + 1] in FINITE:
        return None
    noun = head_noun(words, m + 1, limit)
    closes = noun is not None and (noun.stop >= limit or words.low[noun.stop] in (",", "and", ")", "-", "–", "—"))
    return noun if noun is not None and noun.plural and closes else None


def rated(
    ctx: Context, found: tuple[int | None, str | None, int, str, str | None], limit: int
) -> tuple[int | None, str | None, int, str, str | None]:
    """``seven cases per 100,000``: the base of the rate belongs to the words."""
    low = ctx.words.low
    end = found[2]
    if end + 1 < limit and low[end] == "per" and low[end + 1][0].isdecimal():
        return found[0], found[1], end + 2, found[3], "rate"
    return found


def joined(ctx: Context, noun: Noun, limit: int, singular: bool) -> tuple[int | None, str | None, int, str, str | None]:
    """The head with a second one joined to it: homes and businesses."""
    words = ctx.words
    k = noun.stop
    name = noun_text(words, noun.head)
    if not noun.plural and k + 2 < limit and words.low[k] in ("and", "or") and not singular:
        shared = numerals.count(words, k + 1, limit)
        other = head_noun(words, shared.stop, limit) if shared is not None else None
        if other is not None and other.plural:
            return noun.head, noun_text(words, other.head), noun.stop, "count", None  # 30 regime and 39 rebel fighters
    if (
        noun.plural
        and words.low[noun.head] not in HARM
        and k + 1 < limit
        and words.low[k] in ("and", "or")
        and noun_like(words, k + 1, limit)
        and not any(numerals.is_trigger(words.low[m]) for m in range(k + 1, min(limit, k + 4)))
    ):
        second = head_noun(words, k + 1, limit)
        if (
            second is not None
            and second.plural
            and second.head <= k + 3
            and not words.low[k + 1].endswith(("ing", "ed"))
            and not words.capital(second.head)
        ):
            return second.head, words.phrase(noun.head, second.stop), second.stop, "count", None
    return noun.head, name, noun.stop, "count", None


def exceeded(ctx: Context, amount: Amount, floor: int) -> str | None:
    """``infections surpassed one million``: the subject of the verb is what is counted."""
    words = ctx.words
    k = amount.first - 1
    if k < floor or words.low[k] not in LOOSE or words.low[k] in ("over", "within", "around", "about"):
        return None
    named = number_of(ctx, amount.first, floor)
    if named is not None:
        return named
    k -= 1
    while k >= floor and (words.low[k] in AUXILIARY or words.low[k] in ("to", "not", "already", "now")):
        k -= 1
    return words.raw(k) if k >= floor and plural(words.low[k]) else None


def plain_noun(ctx: Context, j: int, limit: int, singular: bool) -> Noun | None:
    return head_noun(ctx.words, j, limit, singular)


def hyphenated(ctx: Context, j: int, limit: int) -> tuple[int | None, str | None, int, str, str | None]:
    """``20-room mansion``, ``three-judge court``, ``two-time champion``."""
    words = ctx.words
    name = words.raw(j + 1).split("-")[0]
    low = name.lower()
    if low in ("person", "man", "woman") and j + 2 < limit and noun_like(words, j + 2, limit):
        noun = head_noun(words, j + 2, limit, singular=True)
        if noun is not None:
            return noun.head, noun_text(words, noun.head), noun.stop, "count", None
    if low == "strong":
        noun = head_noun(words, j + 2, limit, singular=True)  # a 50-strong rescue team
        if noun is not None:
            return noun.head, noun_text(words, noun.head), noun.stop, "count", "strength"
        return None, None, j + 2, "count", "strength"
    if low in ("time",):
        return j + 1, "times", j + 2, "times", "events"
    if low in (
        "member",
        "person",
        "man",
        "woman",
        "judge",
        "room",
        "seat",
        "nation",
        "party",
        "part",
        "game",
        "vote",
        "bed",
        "country",
        "page",
        "point",
        "car",
        "vehicle",
        "justice",
        "state",
    ):
        name += "s" if low[-1] != "y" else ""
        name = {"persons": "people", "mans": "men", "womans": "women", "party": "parties", "country": "countries"}.get(
            name.lower(), name
        )
    head = plain_noun(ctx, j + 1, j + 2, True)
    return (head.head if head else j + 1), name, j + 2, "count", None


def magnitude_of(
    ctx: Context, numeral: Numeral, j: int, floor: int, limit: int
) -> tuple[int | None, str | None, int, str, str | None] | None:
    """Strength of an earthquake: ``a 5.2 quake``, ``magnitude 5.2 earthquake``."""
    words = ctx.words
    if not numeral.digits or not 0 < numeral.value < 10:
        return None
    near = [words.low[k] for k in range(max(floor, numeral.first - 8), numeral.first)]
    following = [words.low[k].split("-")[-1] for k in range(j, min(limit, j + 4))]
    measured = j == limit or not noun_like(words, j, limit)  # the quake, measured at 6.4, killed 12
    if measured and "." in words.low[numeral.first] and _QUAKES & set(near) and _READ & set(near[-3:]):
        return None, "magnitude", j, "magnitude", "other"
    if (
        "magnitude" not in near
        and "magnitude" not in following
        and not ("." in words.low[numeral.first] and any(w in ("quake", "earthquake") for w in following))
    ):
        return None
    for k in range(j, min(limit, j + 4)):
        if words.low[k] in _QUAKES:
            return k, words.raw(k), k + 1, "magnitude", "other"
    return None, "magnitude", j, "magnitude", "other"


_QUAKES = frozenset("quake earthquake tremor aftershock earthquakes quakes".split())
_READ = frozenset("measured measuring registered registering put recorded magnitude was is".split())


def same_number(ctx: Context, amount: Amount, floor: int) -> str | None:
    """``six medics ... all six``: what a number that points back was said to count."""
    numeral, low = amount.low, ctx.words.low
    pointing = amount.first > floor and low[amount.first - 1] in _POINTING
    if not pointing or amount.high is not numeral or numeral.reading or numeral.share or numeral.value < 2:
        return None
    for draft in reversed(ctx.found[-_BACK:]):
        if draft.family == "count" and draft.low == draft.high == numeral.value and draft.counted:
            return draft.counted
    return None


_POINTING = frozenset("the all these those".split())
_BACK = 20  # figures looked back at for one of the same number
_SUBJECTS = frozenset("it he she who which that this not also".split())  # what stands before a verb in -s


def earlier_noun(ctx: Context, i: int, floor: int) -> str | None:
    """What the last plain count of the sentence counted, else its last plural before the number, else what the
    last count of the text before counted. A rung of a scale (``the alert level at five``) counts nothing."""
    if any(low in RUNGS for low in ctx.words.low[max(floor, i - 3) : i]):
        return None
    for draft in reversed(ctx.found[-6:]):
        if draft.number >= floor and draft.family == "count" and draft.counted:
            return draft.counted
    words = ctx.words
    for k in range(i - 1, max(floor, i - 25) - 1, -1):
        low = words.low[k]
        if low[0].isalpha() and plural(low) and low not in _NOT_ANTECEDENTS and not words.capital(k):
            if low in VERB_S or low in FINITE or (k > floor and words.low[k - 1] in _SUBJECTS):
                continue
            return words.raw(k)
    for draft in reversed(ctx.found[-4:]):
        if draft.family == "count" and draft.counted:
            return draft.counted
    return None


def elliptic(
    ctx: Context, amount: Amount, j: int, floor: int, limit: int
) -> tuple[int | None, str | None, int, str, str | None] | None:
    """A number without a noun: what it counts is said elsewhere in the sentence."""
    words = ctx.words
    i = amount.first
    low = words.low
    after = low[j] if j < limit else ""
    shared = shared_noun(ctx, j, limit)
    if shared is not None:
        return shared
    if is_score(ctx, i, j, floor, limit):
        return None, score_name(ctx, floor, limit), j, "score", "score"
    before = [low[k] for k in range(max(floor, i - 5), i)]
    ahead = [low[k] for k in range(j, min(limit, j + 4))]
    named = number_of(ctx, i, floor) or changed(ctx, i, floor) or same_number(ctx, amount, floor)
    if named is not None:
        return None, named, j, "count", None
    more = after in ("more", "others") or (i > floor and low[i - 1] in ("another", "further", "additional", "other"))
    if more and ctx.found and earlier_noun(ctx, i, floor) is not None:
        return None, earlier_noun(ctx, i, floor), j, "count", None
    if amount.low.scaled and ctx.found and ctx.found[-1].family == "money" and ctx.found[-1].number >= floor:
        return None, ctx.found[-1].counted, j, "money", "money"
    whole = part_of_whole(ctx, i, floor)
    if whole is not None:
        return None, whole, j, "count", None
    before_it = share_before(ctx, amount, i, floor)
    if before_it is not None:
        return None, before_it, j, "share", "share"
    if any(w in HARM for w in before[-3:]) or any(w in HARM for w in ahead) or after in _PERSON_VERBS:
        return None, "people", j, "count", None
    if i - 2 >= floor and low[i - 1] == "of" and low[i - 2] in _GROUPS:
        return None, "people", j, "count", None
    if {"favour", "favor", "against", "abstained", "abstaining"} & set(ahead):
        return None, "votes", j, "count", None
    if i - 2 >= floor and low[i - 1] == "of" and plural(low[i - 2]):
        return None, words.raw(i - 2), j, "count", None
    sentence = set(low[floor:limit])
    owned = i > floor and low[i - 1] in DETERMINER and low[i - 1] != "the"
    beside = any(d.family == "points" and d.number >= floor for d in ctx.found[-4:])
    negative = amount.low.value < 0 and any(d.family == "points" for d in ctx.found[-8:])
    if negative:
        return None, "points", j, "points", "other"
    if not owned and beside and (amount.low.value >= 100 or amount.low.value < 0):
        return None, "points", j, "points", "other"
    if amount.low.digits and not owned and sentence & _INDEX and (amount.low.value >= 100 or "." in low[i]):
        return None, "points", j, "points", "other"
    if amount.low.digits and not owned and amount.low.value >= 100 and index_before(ctx, floor):
        return None, "points", j, "points", "other"
    earlier = earlier_noun(ctx, i, floor)
    if earlier is not None:
        return None, earlier, j, "count", None
    if after in AUXILIARY or after in ("who", "were"):
        return None, "people", j, "count", None
    return None, None, j, "count", None


def share_before(ctx: Context, amount: Amount, i: int, floor: int) -> str | None:
    """``43 per cent, down from 61``: the unit of the share that the number was or became."""
    last, low = (ctx.found[-1] if ctx.found else None), ctx.words.low
    if last is None or last.number < floor or last.unit != "%" or not amount.low.digits:
        return None
    moved = low[i - 1] == "from" and i - 2 >= floor and low[i - 2] in ("down", "up")
    return last.counted if moved and amount.low.value <= _ALL else None


_ALL = 100  # per cent


def part_of_whole(ctx: Context, i: int, floor: int) -> str | None:
    """``Of the 60 passengers, 12 were hurt``: what the whole at the head of the sentence counts."""
    first = next((d for d in ctx.found[-_BACK:] if d.number >= floor), None)
    if first is None or first.family != "count" or ctx.words.low[floor] != "of":
        return None
    near = first.first <= floor + _OPENING and 0 < i - first.stop <= _PART_REACH
    return first.counted if near and ctx.words.low[first.stop] == "," else None


_PART_REACH, _OPENING = 12, 3  # words from the whole to its part, and from the head of the sentence to the whole


def changed(ctx: Context, i: int, floor: int) -> str | None:
    """``deaths rose to 2,104``, ``cases jumped from 310 to 452``, ``the crowd numbered 5,000``: the subject."""
    words, low = ctx.words, ctx.words.low
    k = i - 1
    while k > floor and (low[k] in _BETWEEN or low[k][0].isdecimal() or low[k] in _BOUND_WORDS):
        k -= 1
    if k <= floor or low[k] not in _CHANGING:
        return None
    numbers = low[k].startswith("number")
    k -= 1
    while k > floor and (low[k] in AUXILIARY or low[k] in ADVERB or low[k].endswith("ly")):
        k -= 1
    if numbers and low[k] in _CROWDS:
        return "people"
    subject = plural(low[k]) and low[k] not in _NOT_ANTECEDENTS and low[k] not in FINITE
    return words.raw(k) if subject and (k == floor or not words.capital(k)) else None


_BETWEEN = frozenset("to from by at % percent per cent year on".split())  # rose 12 per cent year on year to 1,204
_CHANGING = frozenset(
    "rose risen rise rises increased climbed climb climbs jumped jumps grew grown grows surged surges soared soars "
    "fell fallen falls dropped drops decreased declined "
    "slid plunged tumbled slumped numbered numbering totalled totaled totalling totaling stood reached hit topped "
    "passed exceeded".split()
)
_DONE_TO = frozenset(
    "arrested detained jailed hurt evacuated hospitalised hospitalized rescued displaced killed executed".split()
)
_CROWDS = frozenset("crowd crowds group force turnout audience congregation".split())


def index_before(ctx: Context, floor: int) -> bool:
    """Whether the sentence before this one is about a stock index and its points."""
    words = ctx.words
    here = words.sentence[floor]
    if here == 0 or not any(d.family == "points" for d in ctx.found[-3:]):
        return False
    first, stop = words.bounds[here - 1]
    return bool(_INDEX & set(words.low[first:stop]))


def shared_noun(ctx: Context, j: int, limit: int) -> tuple[int | None, str | None, int, str, str | None] | None:
    """``500 and 1,000 songs``, ``eight and fourteen percent``: the noun of the next number is shared."""
    words = ctx.words
    if j + 1 >= limit or (words.low[j] not in ("and", "or", "to", ",") and words.low[j] not in HYPHENS):
        return None
    k = j + 1
    while k < min(limit - 1, j + 5) and words.low[k] in _BOUND_WORDS:
        k += 1
    second = numerals.count(words, k, limit)
    if second is None:
        return None
    unit = unit_at(words, second.stop, limit, second.digits)
    if unit is not None:
        if unit.age:
            return None
        measure = unit.measure
        return None, unit.text, j, "share" if measure == "share" else ("money" if unit.money else "unit"), measure
    if words.low[j] in HYPHENS:
        return None
    noun = head_noun(words, second.stop, limit)
    if noun is not None and noun.plural:
        return None, noun_text(words, noun.head), j, "count", None
    return None


def is_score(ctx: Context, i: int, j: int, floor: int, limit: int) -> bool:
    words = ctx.words
    low = words.low
    right = (
        j + 1 < limit
        and (low[j] in HYPHENS or low[j] in ("to", ":"))
        and (low[j + 1][0].isdecimal() or low[j + 1] in HYPHENS)
    )
    left = (
        i - 2 >= floor
        and (low[i - 1] in HYPHENS or low[i - 1] in ("to", ":"))
        and (low[i - 2][0].isdecimal() or low[i - 2] in ("to", "points"))
    )
    if not (right or left):
        return False
    return (
        low[j] in HYPHENS
        if right and low[j] in HYPHENS
        else any(low[k] in SCORE for k in range(max(floor, i - 10), min(limit, j + 6)))
    )


def score_name(ctx: Context, floor: int, limit: int) -> str:
    votes = {"vote", "votes", "voted", "senate", "house", "parliament", "legislative", "passed", "bill", "lawmakers"}
    return "votes" if votes & set(ctx.words.low[floor:limit]) else "points"


def number_of(ctx: Context, i: int, floor: int) -> str | None:
    """``the number of cases ... rose to 58``, ``the death toll ... 31``."""
    words = ctx.words
    for k in range(i - 1, floor - 1, -1):
        if k > floor and words.low[k] == "of" and words.low[k - 1] in ("number", "numbers", "total"):
            noun = head_noun(words, k + 1, i)
            return None if noun is None else noun_text(words, noun.head)
        if words.low[k] in ("toll", "count"):
            return "death toll" if k > floor and words.low[k - 1] == "death" else "people"
        if words.low[k] == "population":
            return "population"
    return None
