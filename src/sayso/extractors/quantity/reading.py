"""Figures of a text, read from left to right: numeral, bounds, range, unit, noun, interval.

:func:`drafts` gives every figure with its interval and what it counts, in text order; what the clause says of it
(measure, group, place, time) is read afterwards by :mod:`.clause`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.lexicon import table

from . import exclude, numerals
from .marks import Unit, article_before, bound_after, bound_before, sign_before, unit_at
from .nouns import Noun, head_noun, noun_like, noun_text, of_phrase
from .numerals import Numeral
from .profile import Profile, Reading
from .words import (
    AUXILIARY,
    CONJUNCTION,
    DETERMINER,
    HYPHENS,
    PREPOSITION,
    PRONOUN,
    UNCOUNTED,
    Words,
    plural,
    possessive,
)

_PERSONS = frozenset(form for e in table("persons").entries if e.fields["role"] != "collective" for form in e.forms)
_HARM = frozenset(
    "killed kills killing kill injured injuring injures wounded wounding wounds hurt dead died die dies arrested "
    "arresting detained rescued hospitalized hospitalised missing trapped saved saving evacuated displaced slain "
    "murdered infected perished survived drowned deaths dying captured sentenced convicted executed".split()
)
_CHANGE = frozenset(
    "rise rises rose risen rising fall falls fell fallen falling increase increased increases increasing decrease "
    "decreased decreases decreasing drop dropped drops dropping climb climbed climbs climbing grow grew grown growing "
    "jump jumped jumps jumping soar soared cut reduced reduce reducing raise raised raising raises lower lowered "
    "decline declined declining slid slide slip slipped slashed halved shrank shrink expanded up down toll bringing "
    "brought went go plunged plummeted surged improved extended widened revised updated".split()
)
_UP = frozenset(
    "rise rises rose risen rising increase increased increases increasing climb climbed climbs climbing grow grew "
    "grown growing jump jumped jumps jumping soar soared raise raised raising raises up surged improved extended "
    "gained gain gains widened expanded higher reach reached".split()
)
_DOWN = frozenset(
    "fall falls fell fallen falling decrease decreased decreases decreasing drop dropped drops dropping cut reduced "
    "reduce reducing lower lowered decline declined declining slid slide slip slipped slashed halved shrank shrink "
    "down plunged plummeted lost lose loses losing fewer".split()
)
_SCORE = frozenset(
    "beat beats beating defeat defeated defeats won win wins lost lose drew draw draws voted vote votes score scored "
    "scores led lead leads leading trailing trailed result victory tie tied match approved passed final".split()
)
_INDEX = frozenset(
    "index indices indexes dow nikkei nasdaq ftse dax cac sensex average composite exchange stocks s&p merval "
    "shares hang bovespa micex rts stoxx".split()
)
_DURATIONS = frozenset(f for e in table("units").where(measure="duration") for f in e.forms)
_INCH = next(e for e in table("units").entries if e.key == "inch")
_POUND = next(e for e in table("units").entries if e.key == "pound weight")
_SINGLE_UNITS = frozenset("minute hour day week fortnight month year decade century mile".split())
_AGO = frozenset("ago later earlier after before afterwards since prior".split())
_BOUNDING = frozenset("than over nearly almost about under least approximately roughly just only".split())
_SPAN_BEFORE = frozenset(
    "for over within in than nearly almost about under least takes took take lasted lasts last drive approximately "
    "only just roughly spend spent spending waited wait every half around after".split()
)
_NOT_ATTRIBUTIVE = frozenset("handed way sided faced off shoes legged piece fold ply tone dimensional edged pronged up".split())
_LOOSE = frozenset("over within around about surpass surpasses surpassed surpassing exceed exceeds exceeded exceeding".split())
_DEFINITE = frozenset("the these those this that his her its their our my your last next past first previous".split())
_PERSON_VERBS = frozenset(
    form
    for e in table("measures").where(persons=True)
    for part in ("passive", "active")
    for form in e.fields.get(part) or ()
    if " " not in form
)
_SMALLER = {
    ("hour", "minute"): 60, ("minute", "second"): 60, ("hour", "second"): 3600, ("year", "month"): 12,
    ("day", "hour"): 24, ("week", "day"): 7, ("month", "day"): 31, ("year", "day"): 366, ("month", "week"): 4.3,
    ("year", "week"): 52, ("foot", "inch"): 12, ("kilogram", "gram"): 1000, ("pound weight", "ounce"): 16,
    ("kilometre", "metre"): 1000, ("metre", "centimetre"): 100,
}  # fmt: skip
_AGED = frozenset("those children people women men anyone adults girls boys kids persons youths citizens minors".split())
_WEIGHING = frozenset(
    "weigh weighs weighed weighing weight weights lb lbs ton tons heavy heavier lighter baby drop lose lost gain ounces "
    "explosive explosives tnt cocaine heroin marijuana drugs meat".split()
)
_GROUPS = frozenset("family group team crew panel party gang squad committee delegation band couple jury cabinet".split())
_COPULA = frozenset("is was as be been became become are being remains among named".split())
_DISCRETE_UNITS = frozenset(("age",))


@dataclass(frozen=True, slots=True)
class Draft:
    """A figure on its way: words ``first..stop``, its numeral's words, intervals and what it counts."""

    first: int
    stop: int
    number: int  # the numeral's first word
    after: int  # the word after the numeral and its unit
    low: float | None
    high: float | None
    typical_low: float | None
    typical_high: float | None
    unit: str | None
    counted: str | None
    head: int | None  # word of the counted noun
    family: str  # count, money, share, unit, age, score, points, magnitude, rate, times, none
    measure: str | None  # decided by the unit or the words around it
    rule: str
    bound: str = "exact"
    direction: str | None = None
    part: bool = False
    increment: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """A numeral with its range, before units: lower and upper numeral, and the words it covers."""

    first: int
    stop: int
    low: Numeral
    high: Numeral


def _interval(
    amount: Amount, bound: str, discrete: bool, profile: Profile
) -> tuple[float | None, float | None, float | None, float | None]:
    """Hard and typical ends under the profile."""
    hard_low, hard_high, soft_low, soft_high = *_numeral_ends(amount.low, profile), None, None
    _, _, soft_low, soft_high = (*_numeral_ends(amount.low, profile), *_numeral_typical(amount.low, profile))
    if amount.high is not amount.low:
        hard_high = _numeral_ends(amount.high, profile)[1]
        soft_high = _numeral_typical(amount.high, profile)[1]
    if bound == "exact":
        return hard_low, hard_high, soft_low, soft_high
    reading = profile.bounds[bound]
    ends = reading.counts if discrete else reading.hard
    low, high = ends.at(hard_low, hard_high)
    if high is not None and high < 0:
        low = None  # below minus five: nothing bounds it from below
    typical_low, typical_high = reading.typical.at(soft_low, soft_high)
    if low is not None and typical_low is not None:
        typical_low = max(low, typical_low)
    if high is not None and typical_high is not None:
        typical_high = min(high, typical_high)
    return low, high, typical_low, typical_high


def _reading(numeral: Numeral, profile: Profile) -> Reading | None:
    part, _, term = numeral.reading.partition(":")
    return None if not part else {"vague": profile.vague, "plural": profile.plural, "share": profile.share}[part][term]


def _numeral_ends(numeral: Numeral, profile: Profile) -> tuple[float | None, float | None]:
    reading = _reading(numeral, profile)
    if reading is None:
        return numeral.value, numeral.value if numeral.high is None else numeral.high
    return _spread(numeral, *reading.hard.at(numeral.value, numeral.high or numeral.value))


def _numeral_typical(numeral: Numeral, profile: Profile) -> tuple[float | None, float | None]:
    reading = _reading(numeral, profile)
    if reading is None:
        return numeral.value, numeral.value if numeral.high is None else numeral.high
    return _spread(numeral, *reading.typical.at(numeral.value, numeral.high or numeral.value))


def _spread(numeral: Numeral, low: float | None, high: float | None) -> tuple[float | None, float | None]:
    """A vague word times its scale: several hundred is 3..9 times 100, dozens of thousands ends below 100,000."""
    if not numeral.reading.startswith("vague:") or numeral.factor == 1.0:
        return low, high
    top = None if high is None else high * numeral.factor
    if top is not None and high is not None and high % 10 == 9 and high > 9:
        top = (high + 1) * numeral.factor - 1
    return (None if low is None else low * numeral.factor), top


class Reader:
    """Reads one text. ``covered``: ranges of code points that are dates and clock times already."""

    def __init__(self, words: Words, profile: Profile, covered: Sequence[tuple[int, int]] = ()) -> None:
        self.words = words
        self.profile = profile
        self.covered = covered
        self.found: list[Draft] = []
        self.names = exclude.names(words)
        self._at = 0  # index into covered

    def drafts(self) -> list[Draft]:
        """Every figure in text order."""
        low = self.words.low
        for first, stop in self.words.bounds:
            i = first
            while i < stop:
                word = low[i]
                if word in _STARTS or word[0].isdigit() or numerals.is_trigger(word):
                    i = max(i + 1, self._read(i, first, stop))
                else:
                    i += 1
        return self.found

    # --- one figure -------------------------------------------------------------------------------------------

    def _read(self, i: int, floor: int, limit: int) -> int:
        """Read what begins at word ``i``; the word to go on from."""
        words = self.words
        low = words.low[i]
        if self.found and i < self.found[-1].after and low not in ("no",):
            return i + 1
        if low in ("no", "none", "neither", "nobody", "no-one"):
            return self._none(i, floor, limit)
        if low in ("both", "most", "single", "twice", "thrice"):
            return self._word(i, floor, limit)
        if low in numerals.RATIOS:
            return self._ratio(i, floor, limit)
        if low in ("a", "an"):
            single = self._single_unit(i, floor, limit)
            if single:
                return single
        numeral = self._numeral(i, limit)
        if numeral is None:
            return i + 1
        amount = self._range(numeral, floor, limit)
        return self._figure(amount, floor, limit)

    def _numeral(self, i: int, limit: int) -> Numeral | None:
        words = self.words
        low = words.low[i]
        following = words.low[i + 1] if i + 1 < limit else ""
        if low in ("a", "an"):
            fraction = numerals.alone(words, i, limit)
            if fraction is not None:
                return fraction
            if following in ("few", "handful", "couple"):
                inner = numerals.vague(words, i + 1, limit)
            elif following in numerals.SCALES or following in ("dozen", "score", "pair", "trio", "quartet"):
                inner = self._collective(i + 1, limit)
            elif following in ("half", "quarter"):
                return self._half(i + 1, i, limit) or numerals.share(words, i, limit)
            elif following in ("majority", "minority") and noun_like(words, i + 2, limit) and words.low[i + 2] not in numerals.UNITS:
                return None
            elif following in numerals.PARTS or following in ("majority", "minority"):
                part = numerals.share(words, i, limit) or numerals.share(words, i + 1, limit)
                if part is not None and following in numerals.PARTS and not self._shares(part.stop, i, limit):
                    return None
                inner = part
            elif following in ("simple", "vast", "clear", "large", "overwhelming", "slim", "narrow", "great", "small", "absolute"):
                after = words.low[i + 2] if i + 2 < limit else ""
                inner = numerals.share(words, i + 2, limit) if after in ("majority", "minority") else None
            else:
                return None
            return None if inner is None else replace(inner, first=i)
        if low in numerals.UNITS or (low in numerals.TENS):
            part = numerals.share(words, i, limit)
            if part is not None and (self._shares(part.stop, i, limit) or words.low[part.stop - 1] != "third"):
                return part
        if low in ("half", "quarter"):
            return self._half(i, i, limit)
        found = numerals.count(words, i, limit) or numerals.vague(words, i, limit)
        if found is not None:
            return found
        if low in numerals.COLLECTIVE:
            before = words.low[i - 1] if i else ""
            if low in ("duo", "trio", "quartet") and before in DETERMINER:
                return self._collective(i, limit)
            return self._collective(i, limit) if low in ("dozen", "pair") and before in DETERMINER else None
        if low in ("majority", "minority"):
            if following in ("of", "in", "against") and not (i and words.low[i - 1] in HYPHENS):
                return numerals.share(words, i, limit)
        return None

    def _collective(self, i: int, limit: int) -> Numeral | None:
        low = self.words.low[i]
        if low in numerals.SCALES:
            return numerals.count(self.words, i, limit)
        value = numerals.COLLECTIVE[low]
        if low == "score" and not (i + 1 < limit and self.words.low[i + 1] == "of"):
            return None
        return Numeral(i, i + 1, value)

    def _shares(self, stop: int, first: int, limit: int) -> bool:
        """Whether a fraction is a share: of something, a majority, or a change by it."""
        words = self.words
        after = words.low[stop] if stop < limit else ""
        before = words.low[first - 1] if first else ""
        return after in ("of", "majority", "supermajority", "full") or before in ("by", "than", "nearly", "about", "almost", "least", "over") or (
            words.low[first] not in ("a", "an") and (stop >= limit or not after[0].isalpha() or after == "the")
        )

    def _half(self, i: int, first: int, limit: int) -> Numeral | None:
        """``half a million``, ``half a dozen``, ``a quarter million``, ``half of``, ``half the``."""
        words = self.words
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
            if first == i or not self._shares(i + 1, first, limit):
                return None
            return Numeral(first, i + 1, 25.0, share=True)
        if first != i:
            bounded = before in ("than", "below", "above", "nearly", "about", "almost", "over", "under", "by")
            return Numeral(first, i + 1, 50.0, share=True) if after == "of" or bounded else None
        if after in HYPHENS:
            return None
        if after in ("an", "a") and i + 2 < limit and words.low[i + 2] in _SINGLE_UNITS:
            return Numeral(first, i + 2, 0.5)
        if after in ("of", "the", "its", "their", "his", "her", "that", "those", "these", "our") or before in ("than", "nearly", "about", "almost", "by", "over", "roughly"):
            return Numeral(first, i + 1, 50.0, share=True)
        if after in ("an", "a") and i + 2 < limit and words.low[i + 2] in _SINGLE_UNITS:
            return Numeral(first, i + 2, 0.5)
        return None

    def _range(self, numeral: Numeral, floor: int, limit: int) -> Amount:
        """The numeral with the upper end that follows it: 45 to 50, 18-60, $5 to $10, forty or fifty."""
        words = self.words
        j, i = numeral.stop, numeral.first
        single = Amount(i, j, numeral, numeral)
        if j + 1 >= limit or numeral.share and numeral.reading:
            return single
        link = words.low[j]
        before = words.low[i - 1] if i > floor else ""
        k = j + 1
        if link in HYPHENS:
            if words.low[k] in HYPHENS and k + 1 < limit:
                k += 1
            if not (words.low[k][0].isdigit() or words.low[k] in numerals.UNITS or words.low[k] in numerals.TENS or words.low[k] in "$€£"):
                return single
        elif link == "~":
            pass
        elif link in ("to", "through"):
            if self._changes(i, floor):
                return single
        elif link == "and":
            if not self._between(i, floor):
                return single
        elif link != "or":
            unit = unit_at(words, j, limit, numeral.digits)
            if unit is None or unit.stop + 1 >= limit or words.low[unit.stop] not in ("to", "-", "–"):
                if not (unit is not None and unit.stop < limit and words.low[unit.stop] == "and" and self._between(i, floor)):
                    return single
            if words.low[unit.stop] == "to" and self._changes(i, floor):
                return single
            k = unit.stop + 1
            second = numerals.count(words, k, limit)
            if second is None:
                return single
            other = unit_at(words, second.stop, limit, second.digits)
            same = other is not None and other.entry == unit.entry and numeral.value < second.value
            return Amount(i, second.stop, numeral, second) if same else single
        sign = k
        while k < limit and (words.low[k] in "$€£¥" or (words.low[k] in ("us", "ca", "au", "c", "a") and k + 1 < limit and words.low[k + 1] == "$")):
            k += 1
        if k > sign and not self._signed(i, floor):
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
        if first.value >= second.value or first.reading or second.reading:
            return single
        if link in HYPHENS and len(words.low[i]) == 3 and len(words.low[second.first]) == 4 and words.low[second.first].isdigit():
            return single  # a telephone number
        if link == "or" and (first.digits != second.digits or second.value > 20 * max(first.value, 1)):
            return single
        if link in HYPHENS and first.value == second.value:
            return single
        if link in HYPHENS and self._scores(numeral, second, floor, limit):
            return single
        del before
        return Amount(i, second.stop, first, second)

    def _changes(self, i: int, floor: int) -> bool:
        """Whether ``from A to B`` tells a change (rose from 14 to 31), not a range."""
        words = self.words
        k = i - 1
        while k > floor and (words.low[k] in "$€£" or words.low[k] in ("us", "about", "around", "some", "nearly", "just", "over", "the", "at", "least")):
            k -= 1
        made = k > floor and words.low[k] == "up" and words.low[k - 1] in ("make", "makes", "made", "making")
        if k >= floor and not made and (words.low[k] == "by" or words.low[k] in _UP or words.low[k] in _DOWN):
            return True
        if k < floor or words.low[k] != "from":
            return False
        return any(words.low[m] in _CHANGE for m in range(max(floor, k - 7), k))

    def _between(self, i: int, floor: int) -> bool:
        words = self.words
        return any(words.low[m] in ("between", "from") for m in range(max(floor, i - 5), i))

    def _signed(self, i: int, floor: int) -> bool:
        return sign_before(self.words, i, floor) is not None

    def _scores(self, first: Numeral, second: Numeral, floor: int, limit: int) -> bool:
        """Whether ``A-B`` is a score or a vote: falling, or small numbers beside a word of contest."""
        words = self.words
        if first.value > second.value:
            return True
        near = range(max(floor, first.first - 8), min(limit, second.stop + 5))
        plain = second.stop >= limit or not noun_like(words, second.stop, limit) or words.low[second.stop] in ("win", "victory", "vote", "defeat", "loss", "draw")
        return plain and any(words.low[m] in _SCORE for m in near) and unit_at(words, second.stop, limit, True) is None

    # --- the figure around an amount --------------------------------------------------------------------------

    def _one_in(self, amount: Amount, limit: int) -> Amount:
        """``one in five``, ``nine out of ten``: a share, in per cent."""
        words = self.words
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
        if below is None or below.share or numeral.value >= below.value or (len(words.low[k]) == 4 and words.low[k].isdigit()):
            return amount
        after = words.low[below.stop] if below.stop < limit else ""
        round_number = below.value <= 10 or (not out and below.value in (20, 50, 100, 1000, 10000, 100000))
        if not round_number or unit_at(words, below.stop, limit, below.digits) is not None or after in ("a", "per"):
            return amount
        share = Numeral(numeral.first, below.stop, round(100 * numeral.value / below.value, 4), share=True)
        return Amount(amount.first, below.stop, share, share)

    def _figure(self, amount: Amount, floor: int, limit: int) -> int:
        words = self.words
        amount = self._one_in(amount, limit)
        numeral = amount.low
        sign = sign_before(words, amount.first, floor)
        first = sign[1] if sign else amount.first
        minus = first > floor and (
            (
                words.low[first - 1] in "-−–"
                and words.touches(first)
                and (
                    (not words.touches(first - 1) and not (first - 2 >= floor and words.low[first - 2][0].isdigit()))
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
            start = self._skip_names(start, floor)
            found = bound_before(words, start, floor)
            if found is not None and moved_over and words.low[found[1]] in _LOOSE:
                break
            if found is not None and words.low[found[1]] == "about" and found[1] > floor and words.low[found[1] - 1] == "how":
                break
            if found is not None:
                bounds.append(str(found[0].fields["term"]))
                start = found[1]
                scan = True
                continue
            moved = article_before(words, start, floor)
            if moved < start and not (words.low[moved] in ("a", "an") and moved + 1 == start and numeral.digits is False and False):
                moved_over = moved_over or any(words.low[m] in _DEFINITE for m in range(moved, start))
                start = moved
                scan = bound_before(words, start, floor) is not None
        clock = self._clock_duration(amount, limit)
        if clock:
            self._append_simple(start, clock[1], amount.first, clock[1], clock[0], "seconds", None, "quantity:clock", "unit", "duration")
            return clock[1]
        unit = unit_at(words, amount.high.stop, limit, amount.high.digits)
        stop = amount.high.stop
        if unit is None and numeral.reading and stop < limit and words.low[stop] == "of":
            unit = unit_at(words, stop + 1, limit, False)
        if unit is not None and amount.high.share and unit.measure != "share" and not amount.high.reading:
            part = replace(amount.high, value=amount.high.value / 100, share=False)  # a 1/4 mile
            amount = Amount(amount.first, amount.stop, part, part)
        if unit is not None and (unit.factor != 1.0 or (unit.money and unit.stop < limit and words.low[unit.stop] in numerals.SCALES)):
            amount, unit = self._money_scale(amount, unit)
            stop = unit.stop
        if unit is not None and unit.money and amount.high is amount.low and sign is None:
            amount, unit = self._cents(amount, unit, limit)
            stop = unit.stop
        if unit is not None and unit.measure in ("duration", "distance", "weight") and amount.high is amount.low:
            amount, unit = self._composite(amount, unit, limit)
            stop = amount.stop
        if unit is not None and self._unit_fits(unit, amount, floor, limit):
            stop = unit.stop
        elif unit is not None and unit.entry.key == "pound":
            unit = replace(unit, entry=_POUND, money=False)
            stop = unit.stop
        else:
            unit = None
        if not self._allowed(amount, sign is not None, unit, bool([b for b in bounds if b != "exact"]), floor, limit):
            return amount.low.stop
        after = bound_after(words, stop, limit)
        if after is not None and self._after_fits(after[0].key, stop, limit):
            bounds.append(str(after[0].fields["term"]))
            stop = after[1]
            if unit is None:
                unit = unit_at(words, stop, limit, amount.high.digits)
                if unit is not None and self._unit_fits(unit, amount, floor, limit):
                    stop = unit.stop
                else:
                    unit = None
        bound = next((b for b in bounds if b not in ("exact", "about")), "about" if "about" in bounds else "exact")
        if start > floor and (words.low[start - 1] == "many" and numeral.reading == "plural:many"):
            start -= 1
        if amount.high is not numeral and start > floor and words.low[start - 1] in ("between", "from"):
            start -= 1
        draft = self._counted(amount, sign, unit, bound, start, stop, floor, limit)
        if draft is None:
            return amount.low.stop
        if draft.family == "score":
            draft = self._score_span(draft, floor, limit)
        draft = replace(draft, increment=draft.increment or self._increment(start, amount.first, stop, limit))
        self.found.append(draft)
        return max(draft.after, amount.stop)

    def _score_span(self, draft: Draft, floor: int, limit: int) -> Draft:
        """Both numbers of a score written in one piece (43-5) keep the whole as their words."""
        words = self.words
        low = words.low
        j = draft.after
        if j + 1 < limit and low[j] in HYPHENS and words.touches(j) and low[j + 1].isdigit():
            return replace(draft, stop=j + 2)
        i = draft.number
        if i - 2 >= floor and low[i - 1] in HYPHENS and words.touches(i) and low[i - 2].isdigit():
            return replace(draft, first=i - 2)
        return draft

    def _clock_duration(self, amount: Amount, limit: int) -> tuple[float, int] | None:
        """``2:14:04`` (hours, minutes, seconds) as seconds and the word after it."""
        words = self.words
        i = amount.low.first
        if i + 4 >= limit or words.low[i + 1] != ":" or words.low[i + 3] != ":" or not words.touches(i + 4):
            return None
        parts = words.low[i], words.low[i + 2], words.low[i + 4]
        if not all(p.isdigit() and len(p) <= 2 for p in parts):
            return None
        after = words.low[i + 5] if i + 5 < limit else ""
        if after in ("am", "pm", "a", "p", "utc", "gmt", "z") or (i > 0 and words.touches(i)):
            return None
        return 3600.0 * int(parts[0]) + 60.0 * int(parts[1]) + int(parts[2]), i + 5

    def _money_scale(self, amount: Amount, unit: Unit) -> tuple[Amount, Unit]:
        """``75 USD million``, ``30 MUSD``."""
        factor, stop = unit.factor, unit.stop
        if factor == 1.0:
            factor, stop = numerals.SCALES[self.words.low[stop]], stop + 1
        low = replace(amount.low, value=amount.low.value * factor, scaled=True)
        high = low if amount.high is amount.low else replace(amount.high, value=amount.high.value * factor)
        return Amount(amount.first, amount.stop, low, high), replace(unit, stop=stop)

    def _cents(self, amount: Amount, unit: Unit, limit: int) -> tuple[Amount, Unit]:
        """``thirteen dollars and forty-five cents``, ``15 dollars 50``."""
        words = self.words
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

    def _composite(self, amount: Amount, unit: Unit, limit: int) -> tuple[Amount, Unit]:
        """``1 hour 59 minutes 40.2 seconds``, ``15 years, 8 months``, ``six feet two inches`` in the smallest unit."""
        words = self.words
        total = amount.low
        while True:
            k = unit.stop
            if k < limit and words.low[k] in (",", "and"):
                k += 1
            second = numerals.count(words, k, limit) if k < limit else None
            smaller = unit_at(words, second.stop, limit, second.digits) if second is not None else None
            if second is not None and smaller is None and unit.entry.key == "foot" and second.value < 12:
                if second.stop < limit and words.low[second.stop] == "in" and words.low[unit.stop - 1] in ("ft", "feet", "foot"):
                    smaller = Unit(_INCH, second.stop + 1, "inches", False)
            if second is None or smaller is None or smaller.money:
                return amount, unit
            ratio = _SMALLER.get((unit.entry.key, smaller.entry.key))
            if ratio is None or second.value >= ratio:
                return amount, unit
            total = replace(total, value=total.value * ratio + second.value, stop=second.stop)
            amount = Amount(amount.first, smaller.stop, total, total)
            unit = smaller

    def _skip_names(self, start: int, floor: int) -> int:
        """Past ``the age of`` and ``magnitude``, which may stand between a bound and its number."""
        words = self.words
        if start - 2 >= floor and words.low[start - 1] == "of" and words.low[start - 2] in ("age", "ages"):
            start -= 2
            if start - 1 >= floor and words.low[start - 1] in DETERMINER:
                start -= 1
        elif start - 1 >= floor and words.low[start - 1] in ("magnitude", "age", "aged"):
            start -= 1
        return start

    def _increment(self, start: int, first: int, stop: int, limit: int) -> bool:
        words = self.words
        return any(words.low[k] in ("another", "further", "additional", "extra") for k in range(start, first)) or (
            stop < limit and words.low[stop] in ("more", "additional", "further", "extra")
        )

    def _unit_fits(self, unit: Unit, amount: Amount, floor: int, limit: int) -> bool:
        """A unit word that is the head of a longer noun phrase (two day trips) still measures; a name does not."""
        words = self.words
        if unit.entry.key == "pound":
            near = words.low[max(floor, amount.first - 8) : unit.stop + 3]
            return not any(w in _WEIGHING for w in near)
        if unit.entry.key == "angle" and not amount.high.digits:
            return False
        if unit.entry.key == "pound weight" and sign_before(words, amount.first, floor):
            return False
        return not (unit.entry.key == "second" and unit.stop <= limit and amount.high.stop < limit and words.low[amount.high.stop] == "second" and amount.low.value != 1 and not unit.text.endswith("s") and words.low[amount.high.stop - 1] not in HYPHENS)

    def _after_fits(self, key: str, stop: int, limit: int) -> bool:
        words = self.words
        low = words.low[stop]
        if low == "plus" or low in HYPHENS:
            return True
        if low == "+":
            return words.touches(stop)
        if key in ("or more", "or less") and low in ("or", "and") and stop + 3 < len(words.low):
            beyond = words.low[stop + 2 : stop + 4]
            if beyond[:1] == ["than"] and beyond[1][0].isdigit():
                return False
        if low in ("approximately", "at", "tops", "maximum", "odd", "ish", "upwards"):
            return stop + 1 >= limit or low == "odd" or not words.low[stop + 1][0].isalnum() or words.low[stop + 1] in ("least", "most", "the", "a")
        return True

    def _allowed(self, amount: Amount, money: bool, unit: Unit | None, bounded: bool, floor: int, limit: int) -> bool:
        """Whether the number is a figure at all."""
        words = self.words
        numeral = amount.low
        i = numeral.first
        if money:
            return True
        if unit is not None and not unit.money and unit.entry.fields["measure"] == "duration":
            if exclude.is_clock(words, numeral, limit):
                return False
        elif self._covered(words.start[i], words.end[amount.high.stop - 1]):
            return False
        if numeral.share and numeral.stop > i + 2:
            return True
        even = i + 2 < limit and words.low[i + 1] in HYPHENS and words.low[i + 2] == words.low[i]
        if even or (i > 1 and words.low[i - 1] in HYPHENS and words.low[i - 2] == words.low[i]):
            return False  # a fifty-fifty chance
        named = words.capital(i) and i > floor and words.capital(i - 1) and words.low[i - 1] not in PREPOSITION | DETERMINER
        if named and not numeral.digits and unit is None and not exclude.title_case(words, floor, limit):
            return False
        if words.capital(i) and numeral.scaled and i > floor and words.low[i - 1] == "the" and words.capital(numeral.stop - 1):
            return exclude.title_case(words, floor, limit)  # the Five Hundred
        if words.low[i] == "one" and numeral.stop == i + 1:
            return self._one(i, unit, floor, limit)
        if "couple" in words.low[i : numeral.stop] and words.low[i] == "couple":
            after = words.low[numeral.stop] if numeral.stop < limit else ""
            before = words.low[i - 1] if i > floor else ""
            if after != "of" and before not in ("last", "next", "past", "first", "good"):
                return False
        if words.low[i] in ("few",) and (i == floor or words.low[i - 1] not in ("last", "next", "past", "first", "coming", "these", "previous", "a", "recent", "final", "following")):
            return False
        if i > floor + 1 and words.low[i - 1] == "quite":
            return False
        if not numeral.digits:
            if i > 0 and words.low[i - 1] in HYPHENS and words.touches(i) and words.touches(i - 1):
                return words.low[i - 2][0].isdigit()
            if words.capital(i) and i > floor and not numeral.scaled and amount.stop < limit and words.capital(amount.stop) and words.low[i] in numerals.UNITS:
                return words.low[amount.stop] not in numerals.SCALES and not words.capital(i)
            if exclude.is_clock(words, numeral, limit):
                return False
            return not self._attributive(amount, limit) and not exclude.is_label(words, numeral, floor, limit)
        glued = amount.stop < len(words.low) and words.touches(amount.stop)
        if unit is not None and glued and not (i > 0 and words.touches(i) and words.low[i - 1][-1].isalpha()):
            return True
        if i > 1 and words.touches(i) and words.low[i - 1] in HYPHENS and words.low[i - 2] in self.names:
            return False
        if self._attributive(amount, limit) and unit is None:
            return False
        if words.low[i] in self.names and numeral.stop == i + 1 and not bounded:
            return False
        if i > floor and words.low[i - 1] == "per":
            return False
        if numeral.stop == i + 1 and not bounded and exclude.is_telephone(words, i):
            return False
        if exclude.is_name_part(words, amount.high, limit, second=amount.high is not numeral):
            return False
        if amount.high is not numeral and i > 0 and words.touches(i) and (words.low[i - 1].isalpha() or words.low[i - 1] in "/_@.:"):
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
        if len(words.low[i]) > 9 and words.low[i].isdigit():
            return False
        return not (words.low[i].startswith("0") and len(words.low[i]) > 1 and "." not in words.low[i] and words.low[i].isdigit())

    def _covered(self, start: int, end: int) -> bool:
        """Whether a time of the document covers these code points."""
        while self._at < len(self.covered) and self.covered[self._at][1] <= start:
            self._at += 1
        return self._at < len(self.covered) and self.covered[self._at][0] <= start and end <= self.covered[self._at][1]

    def _attributive(self, amount: Amount, limit: int) -> bool:
        """``two-handed``, ``one-off``: a manner, not a number of things."""
        j = amount.stop
        words = self.words
        return (
            j + 1 < limit
            and words.low[j] in HYPHENS
            and words.touches(j)
            and words.touches(j + 1)
            and (words.low[j + 1].split("-")[0] in _NOT_ATTRIBUTIVE or words.low[j + 1].endswith("ed"))
        )

    def _one(self, i: int, unit: Unit | None, floor: int, limit: int) -> bool:
        """Whether ``one`` is a number here and not a pronoun or a name for somebody."""
        words = self.words
        before = words.low[i - 1] if i > floor else ""
        after = words.low[i + 1] if i + 1 < limit else ""
        if unit is not None and before == "that":
            return True
        if before in ("no", "any", "every", "this", "that", "each", "which", "some", "the", "another", "square", "day") or before in HYPHENS:
            return False
        listed = before in (",", ":", "including", "and", "-", "–", "—", "(") and bool(self.found)
        if listed and after in ("in", "on", "with", "at", "from", "for", "by", "near", "outside"):
            return True
        if before == "at" and after in ("point", "time", "stage", "end"):
            return False
        if after in ("another", "day", "can", "could", "should", "would", "might", "must", "who", "such", "way", "thing", "time", "in", "would-be"):
            return after == "in" and self._ratio_of(i, limit) or after in ("thing", "time")
        if after == "of":
            return self._one_of(i, floor, limit)
        if after in HYPHENS:
            return words.low[i + 2] not in ("off", "time", "sided", "way", "on", "to", "stop", "man", "page") if i + 2 < limit else False
        if words.capital(i) and i > floor and i + 1 < limit and words.capital(i + 1) and words.low[i + 1] not in _PERSONS:
            return False
        if unit is not None:
            return True
        head = head_noun(words, i + 1, limit, singular=True)
        if head is not None:
            return not (words.low[head.head].endswith("ing") and head.head == i + 1)
        near = [words.low[k] for k in range(max(floor, i - 3), i)]
        if any(w in _HARM for w in near) or (i + 1 < limit and (after in _HARM or (after in AUXILIARY and any(words.low[k] in _HARM for k in range(i + 1, min(limit, i + 5)))))):
            return True
        return after in ("more", "less", "or", "fewer") or before in ("least", "than", "only", "just", "by") or (
            before in ("and", "or") and bool(self.found) and self.found[-1].stop >= i - 2
        )

    def _ratio_of(self, i: int, limit: int) -> bool:
        """``one in five``."""
        words = self.words
        return i + 2 < limit and words.low[i + 1] == "in" and (words.low[i + 2] in numerals.UNITS or words.low[i + 2].isdigit() or words.low[i + 2] in numerals.TENS)

    def _one_of(self, i: int, floor: int, limit: int) -> bool:
        """``one of the five demands`` counts; ``one of the largest`` and ``as one of his rivals`` only praise."""
        words = self.words
        m = i + 2
        while m < limit and words.low[m] in DETERMINER:
            m += 1
        if m >= limit or words.low[m] in ("most", "few", "best", "only", "main", "last", "many", "worst", "least"):
            return False
        window = range(m, min(limit, m + 4))
        noun = head_noun(words, m, limit)
        counted = range(m, min(noun.head if noun is not None else m + 4, m + 4))
        if any(words.low[k][0].isdigit() or words.low[k] in numerals.UNITS for k in counted):
            return True
        if any(words.low[k].endswith("est") and words.low[k] not in ("west", "protest", "arrest", "guest", "forest", "interest", "request", "test") for k in window):
            return False
        before = words.low[i - 1] if i > floor else ""
        if before in _COPULA or words.low[m] in ("us", "themselves"):
            return False
        return True

    # --- what is counted --------------------------------------------------------------------------------------

    def _counted(
        self,
        amount: Amount,
        sign: tuple[object, int] | None,
        unit: Unit | None,
        bound: str,
        start: int,
        stop: int,
        floor: int,
        limit: int,
    ) -> Draft | None:
        words = self.words
        numeral = amount.low
        family, measure, name, unit_text = "count", None, None, None
        head: int | None = None
        end = stop
        rule = "quantity:" + ("range" if amount.high is not numeral else (numeral.reading or "number"))
        age = self._age(amount, unit, start, stop, floor, limit)
        if sign is not None:
            from sayso.lexicon import Entry

            entry = sign[0]
            assert isinstance(entry, Entry)
            family, measure, name = "money", "money", str(entry.fields["name"])
            unit_text = str(entry.fields.get("code") or entry.key)
            if unit is not None and unit.money:
                stop = end = unit.stop
            end = self._rate(end, limit)
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
            end = self._rate(end, limit)
        elif unit is not None:
            family, measure, name, unit_text = self._measured(unit, amount, stop, limit)
            if family == "share":
                head, end = self._share_of(stop, limit)
                name = self._share_name(unit, head)
            elif family == "unit" and measure == "duration" and self._compound_noun(stop, limit):
                end = stop
        elif numeral.share:
            family, measure, name = "share", "share", "%"
            unit_text = "%"
            if self._majority(stop, limit):
                end = stop + 1
                bound = "at-least"
            else:
                head, end = self._share_of(stop, limit)
                if head is not None:
                    name = noun_text(words, head)
        else:
            found = self._noun(amount, stop, floor, limit)
            if found is None:
                return None
            head, name, end, family, measure = found
        later = bound_after(words, end, limit) if end > stop and family == "count" else None
        if later is not None and words.low[end] == "or" and bound == "exact":
            bound, end = str(later[0].fields["term"]), later[1]
        if bound == "up-to" and family == "unit" and measure == "duration" and "within" in words.low[start : amount.first]:
            bound = "exact"
        discrete = family in ("age", "times", "score") or (family == "count" and name is not None)
        low, high, typical_low, typical_high = _interval(amount, bound, discrete, self.profile)
        if numeral.share and high is None and words.low[min(stop, limit - 1)] in ("majority", "supermajority"):
            high = 100.0
        bound, ends = self._inherit(bound, start, family, (low, high, typical_low, typical_high), amount)
        return Draft(
            start, max(end, stop), amount.first, max(stop, amount.stop), *ends, unit_text, name, head, family,
            measure, rule + ("" if bound == "exact" else "+" + bound), bound,
        )  # fmt: skip

    def _majority(self, stop: int, limit: int) -> bool:
        return stop < limit and self.words.low[stop] in ("majority", "supermajority")

    def _inherit(
        self,
        bound: str,
        start: int,
        family: str,
        ends: tuple[float | None, float | None, float | None, float | None],
        amount: Amount,
    ) -> tuple[str, tuple[float | None, float | None, float | None, float | None]]:
        """A conversion in brackets has the bound of what it converts: more than 500 miles (800 km)."""
        words = self.words
        if bound != "exact" or not self.found or start == 0 or words.low[start - 1] not in "([/":
            return bound, ends
        last = self.found[-1]
        same = (family == last.family and family in ("unit", "money")) or (family == "money" and last.family == "money")
        if not same or last.stop < start - 3 or last.bound == "exact":
            return bound, ends
        return last.bound, _interval(amount, last.bound, False, self.profile)

    def _age(self, amount: Amount, unit: Unit | None, start: int, stop: int, floor: int, limit: int) -> bool:
        """Whether the number is somebody's age."""
        words = self.words
        if unit is not None:
            k = start - 1
            named = [words.low[m] for m in range(max(floor, start - 2), amount.first)]
            at = any(w in ("aged", "age", "ages") for w in named) or (
                any(w in _AGED or w in ("infants", "babies") for w in named) and bool({"under", "over", "below"} & set(named))
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
        inner_before = [words.low[m] for m in range(max(floor, start - 2), amount.first)]
        after = words.low[stop] if stop < limit else "."
        ageless = not noun_like(words, stop, limit) or words.low[stop] in AUXILIARY | PREPOSITION
        if ageless and amount.low.value < 100 and any(w in _AGED for w in inner_before) and any(
            w in ("under", "over", "between", "below", "above") for w in inner_before
        ):
            return True
        closes = after in ",);.—–:" or stop >= limit or after in ("and", "from")
        if not closes or not (1 <= amount.low.value) or "." in words.low[amount.first]:
            return False
        number = amount.first
        someone = number - 2 >= floor and (words.capital(number - 2) or words.low[number - 2] in _PERSONS)
        listed = after in ",)" or (after == "and" and stop + 2 < limit and words.low[stop + 1].isdigit() and words.low[stop + 2] == ",")
        paired = before == "and" and bool(self.found) and self.found[-1].family == "age" and self.found[-1].stop == start - 1
        if paired and after in ",)":
            return True
        if someone and words.low[number - 1] == "," and listed and words.low[number].isdigit():
            return len(words.low[number]) <= 3 and not words.low[number - 2] in exclude.MONTHS
        if number - 2 >= floor and words.low[number - 1] == "(" and words.capital(number - 2) and after == ")":
            return number - 2 > floor and len(words.low[number]) == 2
        if before in ("was", "is", "now", "turned", "turns", "be") and closes and 14 <= amount.low.value <= 110:
            if self._number_of(amount.first, floor) is not None:
                return False
            subject = words.low[start - 2] if start - 2 >= floor else ""
            near = subject in ("he", "she", "who", "i") or subject == "," or (subject[:1].isalpha() and words.capital(start - 2)) or before in ("turned", "turns", "now")
            return near and stop - start <= 2
        if before == "at" and closes and 14 <= amount.low.value <= 110:
            return any(words.low[m] in ("dies", "died", "dead", "passes", "die") for m in range(max(floor, start - 5), start - 1))
        return False

    def _measured(self, unit: Unit, amount: Amount, stop: int, limit: int) -> tuple[str, str, str, str]:
        words = self.words
        measure = str(unit.entry.fields["measure"])
        name = unit.text
        if measure == "share":
            return "share", "share", name, "%"
        low = name.lower()
        if unit.entry.key == "point":
            return "points", ("score" if _SCORE & set(words.low[max(0, stop - 12) : stop]) else "other"), "points", "points"
        if measure == "duration" and words.low[amount.high.stop] in HYPHENS and not low.endswith("s") and low in ("year", "day", "minute"):
            name += "s"
        return "unit", measure, name.split()[-1] if " per " not in name else name, unit.entry.key

    def _compound_noun(self, stop: int, limit: int) -> bool:
        return stop < limit and noun_like(self.words, stop, limit)

    def _share_of(self, stop: int, limit: int) -> tuple[int | None, int]:
        """The noun of which a share is told, and the end of the phrase."""
        words = self.words
        m = of_phrase(words, stop, limit)
        if m is None and stop < limit and words.low[stop - 1][0].isalnum() and {"in", "out"} & set(words.low[max(0, stop - 4) : stop]):
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
        while m < limit and (words.low[m][0].isdigit() or words.low[m] in numerals.UNITS or words.low[m] in numerals.SCALES):
            m += 1
        noun = head_noun(words, m, limit)
        return (None, stop) if noun is None else (noun.head, noun.stop)

    def _share_name(self, unit: Unit, head: int | None) -> str:
        if head is not None:
            return noun_text(self.words, head)
        return unit.text

    def _rate(self, end: int, limit: int) -> int:
        """The end of ``per share``, ``an hour``, ``a year`` after money."""
        words = self.words
        if end + 1 < limit and (words.low[end] == "per" or (words.low[end] in ("a", "an") and words.low[end + 1] in _SINGLE_UNITS)):
            return end + 2
        return end

    def _noun(
        self, amount: Amount, stop: int, floor: int, limit: int
    ) -> tuple[int | None, str | None, int, str, str | None] | None:
        """Head word, name, end, family and measure of a plain number."""
        words = self.words
        numeral = amount.low
        j = stop
        if j < limit and words.low[j] == "times":
            return j, "times", j + 1, "times", "events"
        if self._ratio_of(numeral.first, limit) and not numeral.scaled and numeral.value < 20 and numeral.stop == stop:
            pass
        hyphen = j + 1 < limit and words.low[j] in HYPHENS and words.touches(j) and words.touches(j + 1)
        if hyphen and words.low[j + 1] == "to":
            return self._elliptic(amount, j, floor, limit)
        if hyphen and words.low[j + 1][0].isalpha():
            return self._hyphenated(numeral, j, limit)
        magnitude = self._magnitude(numeral, j, floor, limit)
        if magnitude is not None:
            return magnitude
        m = of_phrase(words, j, limit)
        singular = numeral.value == 1 and amount.high is numeral and not numeral.reading
        if m is None and j + 1 < limit and words.low[j] == "out" and words.low[j + 1] == "of":
            m = of_phrase(words, j + 1, limit)
        if m is not None and m < limit:
            if words.low[m] in ("whom", "which", "them", "us", "these", "those", "it") or (words.low[m - 1] in ("these", "those") and not noun_like(words, m, limit)):
                return None if numeral.reading == "vague:few" else (None, self._earlier(numeral.first, floor), m + 1, "count", None)
            while m < limit and (words.low[m][0].isdigit() or words.low[m] in numerals.UNITS or words.low[m] in numerals.SCALES or words.low[m] in HYPHENS or possessive(words.low[m]) or words.low[m] in ("at", "least", "only", "just", "about", "over", "other", "more", "than")):
                m += 1
            noun = head_noun(words, m, limit)
            if noun is not None:
                return noun.head, noun_text(words, noun.head), noun.stop, "count", None
        bare = numeral.reading.startswith("plural:") or numeral.reading in ("vague:dozens", "vague:scores")
        exceeding = self._exceeded(amount, floor)
        noun = None if bare and j == stop and not (j < limit and words.low[j] in ("of", "more", "other", "dead")) else self._plain_noun(j, limit, singular)
        if noun is not None:
            return self._rated(self._joined(noun, limit, singular), limit)
        if exceeding is not None:
            return None, exceeding, j, "count", None
        if words.low[numeral.stop - 1] in ("duo", "trio", "quartet", "pair"):
            return None, "people", j, "count", None
        return self._rated(self._elliptic(amount, j, floor, limit) or (None, None, j, "count", None), limit)

    def _rated(
        self, found: tuple[int | None, str | None, int, str, str | None], limit: int
    ) -> tuple[int | None, str | None, int, str, str | None]:
        """``seven cases per 100,000``: the base of the rate belongs to the words."""
        low = self.words.low
        end = found[2]
        if end + 1 < limit and low[end] == "per" and low[end + 1][0].isdigit():
            return found[0], found[1], end + 2, found[3], "rate"
        return found

    def _joined(self, noun: Noun, limit: int, singular: bool) -> tuple[int | None, str | None, int, str, str | None]:
        """The head with a second one joined to it: homes and businesses."""
        words = self.words
        k = noun.stop
        name = noun_text(words, noun.head)
        if not noun.plural and k + 2 < limit and words.low[k] in ("and", "or") and not singular:
            shared = numerals.count(words, k + 1, limit)
            other = head_noun(words, shared.stop, limit) if shared is not None else None
            if other is not None and other.plural:
                return noun.head, noun_text(words, other.head), noun.stop, "count", None  # 30 regime and 39 rebel fighters
        if (
            noun.plural
            and words.low[noun.head] not in _HARM
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

    def _exceeded(self, amount: Amount, floor: int) -> str | None:
        """``infections surpassed one million``: the subject of the verb is what is counted."""
        words = self.words
        k = amount.first - 1
        if k < floor or words.low[k] not in _LOOSE or words.low[k] in ("over", "within", "around", "about"):
            return None
        named = self._number_of(amount.first, floor)
        if named is not None:
            return named
        k -= 1
        while k >= floor and (words.low[k] in AUXILIARY or words.low[k] in ("to", "not", "already", "now")):
            k -= 1
        return words.raw(k) if k >= floor and plural(words.low[k]) else None

    def _plain_noun(self, j: int, limit: int, singular: bool) -> Noun | None:
        return head_noun(self.words, j, limit, singular)

    def _hyphenated(
        self, numeral: Numeral, j: int, limit: int
    ) -> tuple[int | None, str | None, int, str, str | None]:
        """``20-room mansion``, ``three-judge court``, ``two-time champion``."""
        words = self.words
        name = words.raw(j + 1).split("-")[0]
        low = name.lower()
        if low in ("person", "man", "woman") and j + 2 < limit and noun_like(words, j + 2, limit):
            noun = head_noun(words, j + 2, limit, singular=True)
            if noun is not None:
                return noun.head, noun_text(words, noun.head), noun.stop, "count", None
        if low in ("time",):
            return j + 1, "times", j + 2, "times", "events"
        if low in ("member", "person", "man", "woman", "judge", "room", "seat", "nation", "party", "part", "game", "vote", "bed", "country", "page", "point", "car", "vehicle", "justice", "state"):
            name += "s" if low[-1] != "y" else ""
            name = {"persons": "people", "mans": "men", "womans": "women", "party": "parties", "country": "countries"}.get(name.lower(), name)
        head = self._plain_noun(j + 1, j + 2, True)
        return (head.head if head else j + 1), name, j + 2, "count", None

    def _magnitude(
        self, numeral: Numeral, j: int, floor: int, limit: int
    ) -> tuple[int | None, str | None, int, str, str | None] | None:
        """Strength of an earthquake: ``a 5.2 quake``, ``magnitude 5.2 earthquake``."""
        words = self.words
        if not numeral.digits or not 0 < numeral.value < 10:
            return None
        near = [words.low[k] for k in range(max(floor, numeral.first - 8), numeral.first)]
        following = [words.low[k].split("-")[-1] for k in range(j, min(limit, j + 4))]
        if "magnitude" not in near and "magnitude" not in following and not (
            "." in words.low[numeral.first] and any(w in ("quake", "earthquake") for w in following)
        ):
            return None
        for k in range(j, min(limit, j + 4)):
            if words.low[k] in ("quake", "earthquake", "tremor", "aftershock", "earthquakes", "quakes"):
                return k, words.raw(k), k + 1, "magnitude", "other"
        return None, "magnitude", j, "magnitude", "other"

    def _earlier(self, i: int, floor: int) -> str | None:
        """What the last plain count of the same sentence, or else of the text before, counted."""
        for draft in reversed(self.found[-6:]):
            if draft.number >= floor and draft.family == "count" and draft.counted:
                return draft.counted
        for draft in reversed(self.found[-4:]):
            if draft.family == "count" and draft.counted:
                return draft.counted
        return None

    def _elliptic(
        self, amount: Amount, j: int, floor: int, limit: int
    ) -> tuple[int | None, str | None, int, str, str | None] | None:
        """A number without a noun: what it counts is said elsewhere in the sentence."""
        words = self.words
        i = amount.first
        low = words.low
        after = low[j] if j < limit else ""
        shared = self._shared_noun(j, limit)
        if shared is not None:
            return shared
        if self._is_score(i, j, floor, limit):
            return None, self._score_name(floor, limit), j, "score", "score"
        before = [low[k] for k in range(max(floor, i - 5), i)]
        ahead = [low[k] for k in range(j, min(limit, j + 4))]
        named = self._number_of(i, floor)
        if named is not None:
            return None, named, j, "count", None
        more = after in ("more", "others") or (i > floor and low[i - 1] in ("another", "further", "additional", "other"))
        if more and self.found and self._earlier(i, floor) is not None:
            return None, self._earlier(i, floor), j, "count", None
        if amount.low.scaled and self.found and self.found[-1].family == "money" and self.found[-1].number >= floor:
            return None, self.found[-1].counted, j, "money", "money"
        if any(w in _HARM for w in before[-3:]) or any(w in _HARM for w in ahead) or after in _PERSON_VERBS:
            return None, "people", j, "count", None
        if i - 2 >= floor and low[i - 1] == "of" and low[i - 2] in _GROUPS:
            return None, "people", j, "count", None
        if {"favour", "favor", "against", "abstained", "abstaining"} & set(ahead):
            return None, "votes", j, "count", None
        if i - 2 >= floor and low[i - 1] == "of" and plural(low[i - 2]):
            return None, words.raw(i - 2), j, "count", None
        sentence = set(low[floor:limit])
        owned = i > floor and low[i - 1] in DETERMINER and low[i - 1] != "the"
        beside = any(d.family == "points" and d.number >= floor for d in self.found[-4:])
        if not owned and beside and (amount.low.value >= 100 or amount.low.value < 0):
            return None, "points", j, "points", "other"
        if amount.low.digits and not owned and sentence & _INDEX and (amount.low.value >= 100 or "." in low[i]):
            return None, "points", j, "points", "other"
        if amount.low.digits and not owned and amount.low.value >= 100 and self._index_before(floor):
            return None, "points", j, "points", "other"
        earlier = self._earlier(i, floor)
        if earlier is not None:
            return None, earlier, j, "count", None
        if after in AUXILIARY or after in ("who", "were"):
            return None, "people", j, "count", None
        if amount.low.digits or amount.low.scaled or amount.low.reading:
            return None, None, j, "count", None
        return None, None, j, "count", None

    def _index_before(self, floor: int) -> bool:
        """Whether the sentence before this one is about a stock index and its points."""
        words = self.words
        here = words.sentence[floor]
        if here == 0 or not any(d.family == "points" for d in self.found[-3:]):
            return False
        first, stop = words.bounds[here - 1]
        return bool(_INDEX & set(words.low[first:stop]))

    def _shared_noun(self, j: int, limit: int) -> tuple[int | None, str | None, int, str, str | None] | None:
        """``500 and 1,000 songs``, ``eight and fourteen percent``: the noun of the next number is shared."""
        words = self.words
        if j + 1 >= limit or words.low[j] not in ("and", "or", "to", ",") and words.low[j] not in HYPHENS:
            return None
        second = numerals.count(words, j + 1, limit)
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

    def _is_score(self, i: int, j: int, floor: int, limit: int) -> bool:
        words = self.words
        low = words.low
        right = j + 1 < limit and (low[j] in HYPHENS or low[j] in ("to", ":")) and (low[j + 1][0].isdigit() or low[j + 1] in HYPHENS)
        left = i - 2 >= floor and (low[i - 1] in HYPHENS or low[i - 1] in ("to", ":")) and (low[i - 2][0].isdigit() or low[i - 2] in ("to", "points"))
        if not (right or left):
            return False
        return low[j] in HYPHENS if right and low[j] in HYPHENS else any(low[k] in _SCORE for k in range(max(floor, i - 10), min(limit, j + 6)))

    def _score_name(self, floor: int, limit: int) -> str:
        votes = {"vote", "votes", "voted", "senate", "house", "parliament", "legislative", "passed", "bill", "lawmakers"}
        return "votes" if votes & set(self.words.low[floor:limit]) else "points"

    def _number_of(self, i: int, floor: int) -> str | None:
        """``the number of cases ... rose to 58``, ``the death toll ... 31``."""
        words = self.words
        for k in range(i - 1, floor, -1):
            if words.low[k] == "of" and words.low[k - 1] in ("number", "numbers", "total"):
                noun = head_noun(words, k + 1, i)
                return None if noun is None else noun_text(words, noun.head)
            if words.low[k] in ("toll", "count"):
                return "death toll" if words.low[k - 1] == "death" else "people"
            if words.low[k] == "population":
                return "population"
        return None

    # --- words that are numbers of their own ------------------------------------------------------------------

    def _none(self, i: int, floor: int, limit: int) -> int:
        """``no casualties``, ``none of them``, ``neither of the firms``."""
        words = self.words
        low = words.low[i]
        after = words.low[i + 1] if i + 1 < limit else ""
        if low == "no":
            if after in UNCOUNTED or not after[:1].isalpha() or after in DETERMINER or after in PRONOUN:
                return i + 1
            noun = head_noun(words, i + 1, limit, singular=True)
            if noun is None:
                return i + 1
            name = words.low[noun.head]
            if name in UNCOUNTED:
                return i + 1
            if not (noun.plural or name in _PERSONS or name in _EVENT_NOUNS):
                return i + 1
            self._append_simple(i, noun.stop, i, i + 1, 0.0, noun_text(words, noun.head), noun.head, "quantity:none")
            return noun.stop
        if low == "neither" and after == "of":
            noun = head_noun(words, of_phrase(words, i + 1, limit) or i + 2, limit)
            if noun is not None:
                self._append_simple(i, noun.stop, i, i + 1, 0.0, noun_text(words, noun.head), noun.head, "quantity:none")
        elif low == "none" and after == "of":
            m = of_phrase(words, i + 1, limit) or i + 2
            noun = head_noun(words, m, limit)
            name = noun_text(words, noun.head) if noun else self._earlier(i, floor)
            if name:
                self._append_simple(i, noun.stop if noun else m + 1, i, i + 1, 0.0, name, noun.head if noun else None, "quantity:none")
        return i + 1

    def _append_simple(
        self, first: int, stop: int, number: int, after: int, value: float, name: str | None, head: int | None, rule: str,
        family: str = "count", measure: str | None = None,
    ) -> None:
        self.found.append(
            Draft(first, stop, number, after, value, value, value, value, None, name, head, family, measure, rule)
        )

    def _word(self, i: int, floor: int, limit: int) -> int:
        """``both explosions``, ``most residents``, ``a single officer``, ``twice``."""
        words = self.words
        low = words.low[i]
        after = words.low[i + 1] if i + 1 < limit else ""
        before = words.low[i - 1] if i > floor else ""
        if low in ("twice", "thrice"):
            self._append_simple(i, i + 1, i, i + 1, numerals.TIMES[low], "times", None, "quantity:times", "times", "events")
            return i + 1
        if low == "single":
            noun = head_noun(words, i + 1, limit, singular=True)
            if before == "a" and noun is not None and after not in HYPHENS:
                self._append_simple(i - 1, noun.stop, i, i + 1, 1.0, noun_text(words, noun.head), noun.head, "quantity:single")
                return noun.stop
            return i + 1
        if low == "both":
            m = of_phrase(words, i + 1, limit)
            if m is not None and m < limit and words.low[m] in ("them", "us", "whom", "which"):
                self._append_simple(i, m + 1, i, i + 1, 2.0, self._earlier(i, floor), None, "quantity:both")
                return m + 1
            noun = head_noun(words, m if m is not None else i + 1, limit)
            joined = noun is not None and noun.stop < limit and words.low[noun.stop] == "and"
            if joined or before in AUXILIARY or before in ("this", "that"):
                return i + 1
            if noun is not None and noun.plural and after not in ("the",) and not words.capital(noun.head):
                self._append_simple(i, noun.stop, i, i + 1, 2.0, noun_text(words, noun.head), noun.head, "quantity:both")
                return noun.stop
            return i + 1
        return self._most(i, before, after, limit)

    def _most(self, i: int, before: str, after: str, limit: int) -> int:
        """``most of the city``, ``most voters``; a superlative (the most important) is no figure."""
        words = self.words
        m = of_phrase(words, i + 1, limit)
        if before in ("the", "at", "of") and m is None or before in ("its", "his", "their", "'s", "second", "third", "two", "a", "very"):
            return i + 1
        if before == "than" or (m is not None and m < limit and words.low[i + 2] in ("any", "all")):
            return i + 1
        if before.endswith("'s") or (before and before[0].isdigit()):
            return i + 1
        if m is not None and m < limit:
            noun = head_noun(words, m, limit)
            if noun is None and words.low[m] not in ("them", "which", "whom", "it"):
                return i + 1
            name = noun_text(words, noun.head) if noun else "%"
            stop = noun.stop if noun else m + 1
        else:
            noun = head_noun(words, i + 1, limit)
            if noun is None or not noun.plural or noun.head > i + 4 or after.endswith("ly"):
                return i + 1
            if after in ("cases", "recent", "likely", "important"):
                return i + 1
            name, stop = noun_text(words, noun.head), noun.stop
        reading = self.profile.share["most"]
        first = i - 1 if before in ("the",) else i
        self.found.append(
            Draft(
                first, stop, i, i + 1, *reading.hard.at(0, 0), *reading.typical.at(0, 0), "%", name,
                noun.head if noun else None, "share", "share", "quantity:share:most",
            )
        )  # fmt: skip
        return stop

    def _ratio(self, i: int, floor: int, limit: int) -> int:
        """``doubled``, ``halved``: a change by a factor, in per cent of what it was."""
        words = self.words
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
        ends = _interval(Amount(i, i + 1, numeral, numeral), term, False, self.profile)
        m = i + 1
        while m < limit and words.low[m] in DETERMINER:
            m += 1
        noun = head_noun(words, m, limit, singular=True)
        self.found.append(
            Draft(
                start, i + 1, i, i + 1, *ends, "%", noun_text(words, noun.head) if noun else None,
                noun.head if noun else None, "share", "change", "quantity:ratio", term,
                "down" if value < 100 else "up",
            )
        )  # fmt: skip
        return i + 1

    def _single_unit(self, i: int, floor: int, limit: int) -> int:
        """``a week after``, ``for an hour``, ``a year-long``: one of a unit, where it measures."""
        words = self.words
        if i + 1 >= limit:
            return 0
        low = words.low[i + 1]
        compound = low.split("-")
        before = words.low[i - 1] if i > floor else ""
        after = words.low[i + 2] if i + 2 < limit else ""
        long_form = len(compound) == 2 and compound[0] in _SINGLE_UNITS and compound[1] in ("long", "old")
        if not long_form and low not in _SINGLE_UNITS:
            return 0
        if self.found and self.found[-1].stop >= i + 1:
            return i + 2
        if self.found and self.found[-1].after >= i and self.found[-1].family in ("money", "share", "count", "unit") and before not in _SPAN_BEFORE:
            return 0
        half = [words.low[k] for k in range(i + 2, min(limit, i + 8)) if words.low[k] not in HYPHENS][:3] == ["and", "a", "half"]
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
        ends = _interval(Amount(i, stop, numeral, numeral), term, False, self.profile)
        key = compound[0]
        self.found.append(
            Draft(start, stop, i, stop, *ends, key, key, None, "unit", "duration" if key != "mile" else "distance", "quantity:single-unit", term)
        )
        return stop


_STARTS = frozenset(
    ("a", "an", "no", "none", "neither", "both", "most", "single", "twice", "thrice", "half", *numerals.RATIOS)
)
_EVENT_NOUNS = frozenset(
    form for e in table("measures").entries for form in (e.fields.get("nouns") or ()) if " " not in form
)


def drafts(words: Words, profile: Profile, covered: Sequence[tuple[int, int]] = ()) -> list[Draft]:
    """Every figure of the text in order; ``covered`` are dates and clock times, sorted."""
    return Reader(words, profile, covered).drafts()
