"""Numbers that are no figures: parts of names, labels, dates, years, clock times, addresses, versions."""

from __future__ import annotations

from sayso.lexicon import table
from sayso.lexicon.calendar import MONTHS

from .nouns import head_noun, noun_like
from .numerals import Numeral
from .words import (
    ADVERB,
    AUXILIARY,
    CONJUNCTION,
    DETERMINER,
    FINITE,
    HYPHENS,
    PREPOSITION,
    PRONOUN,
    Words,
    plural,
)

_LABELS = frozenset(
    "category level number no nos num page pages chapter round phase section article articles version "
    "type highway route flight room grade stage step tier class act bill resolution order rule title part "
    "figure fig table volume vol issue episode season game week day line track platform gate terminal "
    "pier unit apartment suite channel model mark mk block sector zone district ward precinct local layer "
    "protocol directive decree law film poor's ftse nikkei stoxx russell russel dax cac clause paragraph "
    "amendment appendix annex exhibit case interstate exit runway building lot box windows ios android "
    "web formula world top area group form code division bus line force".split()
)
_LABELS_PLURAL_OK = frozenset(
    "week day line unit case game building group area top class part world no bus number force".split()
)
_LABEL_PLURALS = frozenset(
    "pages flights chapters articles sections paragraphs resolutions rooms routes highways posts episodes nos".split()
)
_STREETS = frozenset(
    "street st avenue ave road rd boulevard blvd lane drive dr way place square court terrace highway".split()
)
_ZONES = frozenset("utc gmt est edt cst cdt mst mdt pst pdt cet cest bst ist msk eet eest z hrs local ast aest".split())
_DATE_WORDS = frozenset(
    "in since until till by from during of after before around circa early late mid throughout for and to the "
    "year summer autumn fall winter spring season between - – — ( в с до по від року года".split()
)
_OWNERS = frozenset("the its their his her our new this".split())
_LOOSELY = frozenset("at least about around roughly approximately nearly early late mid circa".split())
_DATING = frozenset("until till since by from in after before".split())
_SINGULAR_VERBS = frozenset("is was has will would can could does".split())
_OPENERS = frozenset(
    "the a an in on at by of for with from to and or but some only about around over nearly almost more than least "
    "up another all after police officials authorities killed killing".split()
)


def names(words: Words) -> frozenset[str]:
    """Digits that the text uses as a name: after a capitalised name, or grown together with one (787-9, 707s)."""
    found: set[str] = set()
    low = words.low
    for i in [i for i, word in enumerate(low) if 3 <= len(word) <= 4 and word.isdecimal()]:
        if low[i].endswith("00"):
            continue
        written = words.raw(i - 1) if i else ""
        named = written[:1].isalpha() and written != written.lower() and low[i - 1] not in MONTHS
        after = low[i + 1] if i + 1 < len(low) else ""
        model = i + 3 < len(low) and after in HYPHENS and words.touches(i + 1) and low[i + 2][0].isdecimal()
        if (
            len(low[i]) == 3
            and i
            and (
                (low[i - 1] in ("the", "a") and after in _SINGULAR_VERBS)
                or (low[i - 1] in _OWNERS and i + 1 < len(low) and words.capital(i + 1) and not plural(after))
                or (low[i - 1].endswith(("'s", "’s")) and not after[:1].isalpha())
                or (model and words.touches(i + 3) and low[i + 3].isalpha())
            )
        ):
            found.add(low[i])
        inside = named and i > 1 and words.sentence[i - 2] == words.sentence[i] and low[i - 1] not in _OPENERS
        series = i + 1 < len(low) and words.touches(i + 1) and low[i + 1] == "s" and len(low[i]) == 3
        if (inside and not low[i - 1].endswith(("'s", "ed"))) or series:
            found.add(low[i])
    return frozenset(found)


_EMERGENCY = frozenset("911 999 112 111 108 000".split())
_DIALLING = frozenset("call calls called calling dial dials dialed dialled phone phoned rang ring ringing".split())
_DIALLED = 5  # words from the call to its number (a call was placed to 911)


def is_telephone(words: Words, i: int) -> bool:
    """Whether digits belong to a chain of three groups or more joined by hyphens (888-555-0123), or call for help."""
    low = words.low
    if low[i] in _EMERGENCY and not _DIALLING.isdisjoint(low[max(0, i - _DIALLED) : i]):
        return not (i + 1 < len(low) and noun_like(words, i + 1, len(low)) and plural(low[i + 1]))
    first = i
    while first >= 2 and low[first - 1] in HYPHENS and words.touches(first) and low[first - 2].isdecimal():
        first -= 2
    if first == i:  # 0370 60 60 900
        spaced = i
        while spaced > 0 and low[spaced - 1].isdecimal():
            spaced -= 1
        dialled = low[spaced].startswith("0") and len(low[spaced]) >= 3
        if dialled and spaced + 1 < len(low) and low[spaced + 1].isdecimal():
            return True
    groups, k = 1, first
    while k + 2 < len(low) and low[k + 1] in HYPHENS and words.touches(k + 1) and low[k + 2].isdecimal():
        groups += 1
        k += 2
    return groups >= 3 or (groups == 2 and len(low[first]) == 3 and len(low[k]) == 4)


def is_name_part(words: Words, numeral: Numeral, limit: int, second: bool = False) -> bool:
    """Whether digits are written onto letters, dots or slashes (A380, B-17, COVID-19, 3GS, 5th, 10.4.1).
    ``second``: it is the upper end of a range, so that what stands before it belongs to the range."""
    i, j = numeral.first, numeral.stop
    if i > 0 and words.touches(i) and not second:
        before = words.low[i - 1]
        if before.isalpha():
            return True
        if before in "/_@&=#" or (before == "." and i > 1 and words.touches(i - 1) and words.low[i - 2][-1].isalnum()):
            return True
        joined = before in HYPHENS and i > 1 and words.touches(i - 1) and words.low[i - 2][-1].isalpha()
        if joined and words.low[i - 2] != "to":  # 230-to-197
            return True
        if before == "+" and i > 1 and words.low[i - 2] in _ZONES:
            return True
        if before in ":'’" and i > 1 and words.touches(i - 1):
            return True
        if before in "'’" and words.low[i].isdecimal():
            return True  # the '90s
    if j < limit and words.low[j] == "th":
        return True
    if i > 0 and j < limit and words.low[i - 1] == "[" and words.low[j] == "]" and words.low[i].isdecimal():
        return len(words.low[i]) < 4  # a note's mark
    if i > 0 and j < limit and words.low[i - 1] == "(" and words.low[j] == ")" and numeral.value < 20:
        return not (i > 1 and words.low[i - 2][0].isdecimal()) and not words.capital(i - 2)
    if j < limit and words.touches(j):
        after = words.low[j]
        if after[0].isalpha() or after in "_@":
            return True
        if after in "/:" and j + 1 < limit and words.touches(j + 1) and words.low[j + 1][0].isalnum():
            return True
        if after == "." and j + 1 < limit and words.touches(j + 1) and words.low[j + 1][0].isalnum():
            return True
    return False


def is_clock(words: Words, numeral: Numeral, limit: int) -> bool:
    """Whether the number is a time of day (10 a.m., 1429 UTC, 7 o'clock)."""
    i, j = numeral.first, numeral.stop
    if j >= limit:
        return False
    after = words.low[j]
    if (
        after == "in"
        and j + 2 < limit
        and words.low[j + 1] == "the"
        and words.low[j + 2] in ("morning", "afternoon", "evening")
    ):
        return i > 0 and words.low[i - 1] in ("at", "around", "about", "by", "until", "from") and numeral.value <= 12
    if after in ("am", "pm", "o'clock", "noon") or (after in ("a", "p") and _dotted_m(words, j, limit)):
        return True
    four = len(words.low[i]) == 4 and words.low[i].isdecimal()
    if after in _ZONES and (four or after not in ("local", "z")) and j == i + 1:
        return four or words.raw(j).isupper()
    if four and after in ("hours", "hrs", "hour") and words.low[i][0] in "012" and int(words.low[i][2:]) < 60:
        return words.low[i - 1] in ("at", "by", "until", "around", "about", "before", "after") if i else False
    return False


def _dotted_m(words: Words, j: int, limit: int) -> bool:
    return (
        j + 2 < limit
        and words.low[j + 1] == "."
        and words.touches(j + 1)
        and words.low[j + 2] == "m"
        and words.touches(j + 2)
    )


def is_date(words: Words, numeral: Numeral, floor: int, limit: int) -> bool:
    """Whether a small number is the day of a month (5 June, June 5-7, May 24 to 26, 12/19)."""
    i, j = numeral.first, numeral.stop
    if not numeral.digits or numeral.scaled or not words.low[i].isdecimal():
        return False
    value = numeral.value
    if value > 31 or j != i + 1 or value < 1:
        return False
    before = words.low[i - 1] if i > floor else ""
    if before in MONTHS and (before not in ("may", "march", "mar", "dec", "sec") or words.capital(i - 1)):
        return True
    if before == "." and i - 1 > floor and words.low[i - 2] in MONTHS:
        return True
    k = j
    if k < limit and words.low[k] in HYPHENS | {"to", "and", "of", ","} and k + 1 < limit:
        if words.low[k] == "of" and words.low[k + 1] in MONTHS and words.capital(k + 1):
            return True
        if words.low[k + 1].isdecimal() and len(words.low[k + 1]) <= 2 and k + 2 < limit and words.low[k + 2] in MONTHS:
            return words.capital(k + 2)
    if k < limit and words.low[k] in MONTHS and (words.capital(k) or words.low[k] > "z"):
        return True
    m = i - 1  # June 5-7; 24 to 26 May read from behind
    if (
        m - 1 > floor
        and (words.low[m] in HYPHENS or words.low[m] in ("to", "and", "or"))
        and words.low[m - 1].isdecimal()
    ):
        return len(words.low[m - 1]) <= 2 and m - 2 >= floor and words.low[m - 2] in MONTHS and words.capital(m - 2)
    return False


def is_year(words: Words, numeral: Numeral, floor: int, limit: int, bounded: bool) -> bool:
    """Whether four digits are a calendar year: in range, ungrouped, and counting nothing."""
    i, j = numeral.first, numeral.stop
    low = words.low[i]
    if not (len(low) == 4 and low.isdecimal() and j == i + 1 and 1400 <= int(low) <= 2150):
        return False
    before = words.low[i - 1] if i > floor else ""
    after = words.low[j] if j < limit else ""
    if i == floor and j < limit and words.capital(j):
        return True
    if after in ("года", "году", "год", "року", "рік", "р", "г"):
        return True
    if before in MONTHS or after in HYPHENS or after in ("'s", "’s"):
        return True
    k = i - 1
    while k > floor and words.low[k] in _LOOSELY:
        k -= 1
    if k >= floor and k < i - 1 and words.low[k] in _DATING:
        head = head_noun(words, j, limit)
        return head is None or not head.plural or head.head > j + 1  # until at least 2014; from roughly 1948
    if bounded and before not in ("about", "around", "before", "by", "to", "over", "until"):
        return False
    if words.sentence[i] >= 0 and i == floor and noun_like(words, j, limit):
        head = head_noun(words, j, limit)
        return head is None or not head.plural or words.capital(head.head)
    if before == "of" and after in _COUNTED_PERSONS:
        return False
    if before == "of" and i - 2 >= floor and words.low[i - 2] in _AMOUNTS and plural(after):
        return False  # a total of 2000 cases
    if before in _DATE_WORDS or (i > floor and words.capital(i - 1)) or before in (",", ""):
        head = head_noun(words, j, limit) if before not in ("in", "since", "until", "by", "during") else None
        counted = head is not None and head.plural and head.head <= j + 1 and not words.capital(head.head)
        return not (counted and before not in ("the", "year", "of"))
    head = head_noun(words, j, limit)
    return head is None or not (head.plural and head.head <= j + 2)


_COUNTED_PERSONS = frozenset(
    form
    for e in table("persons").entries
    if e.fields["role"] in ("people", "crowds", "held", "moved")
    for form in e.forms
    if plural(form)
)


_AMOUNTS = frozenset(
    "total totals line mark number numbers figure toll group crowd force army convoy team fleet limit maximum minimum "
    "average threshold tally count quota target crew band shipment batch load stock excess".split()
)


def is_label(words: Words, numeral: Numeral, floor: int, limit: int) -> bool:
    """Whether the number only names something: a label before it, a capitalised name, an address, a list mark."""
    i, j = numeral.first, numeral.stop
    if numeral.scaled or not (numeral.digits or numeral.stop == i + 1):
        return False
    before = words.low[i - 1] if i > floor else ""
    at = i - 1
    if (
        before in (".", "#", "№")
        and i - 1 > floor
        and words.low[i - 2] in ("no", "nos", "num", "vol", "art", "sec", "fig", "p", "pp", "ch")
    ):
        return True
    if before in ("#", "№"):
        return not words.low[i].count(",") and not numeral.scaled
    listed = before in ("and", "to", "or", "&") and i - 3 >= floor and words.low[i - 2].isdecimal()
    if listed and words.low[i].isdecimal() and words.low[i - 3] in _LABEL_PLURALS and not noun_like(words, j, limit):
        return True
    if before in _LABEL_PLURALS and words.low[i].isdecimal() and not noun_like(words, j, limit):
        return True
    follows = head_noun(words, j, limit) if before in _LABELS and not numeral.digits else None
    if follows is not None and follows.plural and not words.capital(at):
        return False  # to form six working groups
    if before in _LABELS and "," not in words.low[i]:
        label = before not in _LABELS_PLURAL_OK or words.capital(at)
        if label and not (
            before in ("no", "top") or (before == "number" and i - 1 > floor and words.low[i - 2] == "the")
        ):
            return True
        if before == "number" and not numeral.digits and i - 1 > floor and words.low[i - 2] != "the":
            return True
        if before == "no" and numeral.digits and words.capital(at):
            return True
        if (
            before in ("number", "day", "week", "case", "unit", "line")
            and numeral.digits
            and not noun_like(words, j, limit)
        ):
            return True
    if before == ")" and i - 3 >= floor and words.low[i - 3] == "(" and words.raw(i - 2).isupper() and numeral.digits:
        return not noun_like(words, j, limit)
    if before == "of" and i - 2 >= floor and words.low[i - 2] == "group" and words.capital(i - 2):
        return True
    if not numeral.digits:
        return False
    if i == floor and j < limit and words.low[j] in (".", ")") and words.touches(j) and numeral.value < 100:
        return j + 1 < limit  # a list mark
    plain = words.low[i].isdecimal()
    version = len(words.low[i]) == 3 and words.low[i][1] == "."
    if j + 1 < limit and plain and words.capital(j):
        for k in range(j + 1, min(limit, j + 4)):
            if words.low[k] in _STREETS and words.capital(k):
                return True
            if not words.low[k][0].isalpha():
                break
    if (
        (plain or version)
        and i > floor
        and words.raw(at) != words.low[at]
        and words.low[at] not in MONTHS
        and not words.touches(i)
    ):
        return _names_it(words, numeral, floor, limit)
    return False


def _names_it(words: Words, numeral: Numeral, floor: int, limit: int) -> bool:
    """Whether a capitalised word and the digits after it are one name (Boeing 787, Falcon 9, FTSE 100)."""
    i, j = numeral.first, numeral.stop
    at = i - 1
    low = words.low[at]
    if j + 1 < limit and words.low[j] in HYPHENS and words.touches(j) and words.low[j + 1].isdecimal():
        return len(words.low[i]) == 3 and len(words.low[j + 1]) == 3  # Boeing 737-800, but Noosa 32-22
    if low in _COMMON or low.endswith(("'s", "s'", "ly")) or low in _WEEKDAYS or title_case(words, floor, limit):
        return False
    if low.endswith(("ed", "ing")) and at == floor:
        return False
    follows = head_noun(words, j, limit)
    counts = follows is not None and follows.plural and follows.head <= j + 3 and not words.capital(follows.head)
    if not counts:
        return at > floor or words.raw(at)[1:] != low[1:] or not (j < limit and words.low[j] in AUXILIARY)
    first = at
    while (
        first > floor
        and words.low[first] not in PREPOSITION
        and (words.capital(first - 1) or words.low[first - 1] in HYPHENS)
    ):
        first -= 1
    if words.low[first] in _PLACING or (first > floor and words.low[first - 1] in _PLACING):
        return False  # in Aleppo 30 civilians
    if j < limit and words.low[j] in ("times", "percent"):
        return False
    model = len(words.low[i]) == 3 and (at > floor or not words.low[i].endswith("0"))
    return model or (at > floor and numeral.value <= 12)


def title_case(words: Words, floor: int, limit: int) -> bool:
    """Whether a sentence is a headline in capitals, where a capital tells nothing."""
    long = [k for k in range(floor, limit) if len(words.low[k]) > 3 and words.low[k][0].isalpha()]
    return len(long) >= 3 and sum(words.capital(k) for k in long) > 0.7 * len(long)


_PLACING = frozenset("in on at near outside around across".split())
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday".split())
_COMMON = PREPOSITION | DETERMINER | AUXILIARY | CONJUNCTION | ADVERB | PRONOUN | FINITE | _OPENERS
