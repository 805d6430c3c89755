"""What else tells who somebody is: ages, years of birth, family ties, home towns, where they stand with a person."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sayso.lexicon.numbers import SMALL, TENS

from .policy import Policy

PLACE = "[place]"
_DECADES = (
    "childhood",
    "teens",
    "twenties",
    "thirties",
    "forties",
    "fifties",
    "sixties",
    "seventies",
    "eighties",
    "nineties",
)
_ONES, _TEENS = SMALL[1:10], SMALL[10:]
_NUMBER = rf"(?:(?:{'|'.join(TENS)})(?:[\s-](?:{'|'.join(_ONES)}))?|{'|'.join(_TEENS)}|{'|'.join(_ONES)})"
_YEARS = rf"(?:\d{{1,2}}|1[01]\d|{_NUMBER})"
_SOMEBODY = "(?:man|woman|boy|girl|resident|mother|father|baby|infant|toddler|child|son|daughter)"
# what has an age and is nobody
_THING = (
    r"(?!\s+(?:\w+\s+)?(?:wars?|conflicts?|insurgency|ceasefires?|truce|regime|government|building|houses?|bridge|church|"
    r"school|dam|agreements?|deal|treaty|law|company|party|republic|state|dispute|blockade|siege|ban|project|plan|case)\b)"
)
# as the nineteenth letter of the alphabet: the Cyrillic tens in the words for "of forty-two years"
_TENS_CYRILLIC = (
    ("двадцят", "двадцат"),
    ("тридцят", "тридцат"),
    ("сорок",),
    ("п'ятдесят", "п’ятдесят", "пʼятдесят", "пятидесят"),
    ("шістдесят", "шестидесят"),
    ("сімдесят", "семидесят"),
    ("вісімдесят", "восьмидесят"),
    ("дев'яност", "дев’яност", "девʼяност", "девяност"),
)
_CYRILLIC_YEARS = "|".join(word for held in _TENS_CYRILLIC for word in held)
_AGE = re.compile(
    rf"\b(?P<a>{_YEARS})(?:[\s-]year[\s-]olds?|\s+years?\s+old|\s+years\s+of\s+age)(?:\s+{_SOMEBODY})?\b{_THING}"
    rf"|\b(?:aged|(?:at\s+)?(?:the\s+)?age(?:\s+of)?)\s+(?P<b>{_YEARS})\b(?!\s*[-–]|\d|\s+(?:to|and|or)\s)"
    r"|\b(?P<c>\d{1,3})-(?:летн|річн)\w{1,3}\b"
    r"|\b(?:в\s+возрасте|у\s+віці)\s+(?P<d>\d{1,3})\s+\w+"
    rf"|\b(?P<e>{_CYRILLIC_YEARS})\w{{0,12}}(?:летн|річн)\w{{1,3}}\b"
    rf"|\b(?P<f>[\w-]{{1,12}})[\s-](?:month|week|day)s?[\s-]old\s+{_SOMEBODY}\b",
    re.IGNORECASE,
)
_BORN = re.compile(
    r"\bborn\s+(?:(?:in|near|at)\s+[^.;,\d\n]{1,40}\s+)?(?:in|on)\s+(?:[^\W_]{1,12}\s+|\d{1,2},?\s+){0,3}(?P<y>(?:19|20)\d\d)\b"
)
_AGE_AFTER = re.compile(
    rf",\s(?P<a>{_YEARS})(?:\s(?:год\w?|лет|рік|рок\w+))?(?=\s?[,.;:)—–])|\s\((?P<b>{_YEARS})\)"
    r"|\s\((?:b\.\s?|born\s)?(?P<y>(?:19|20)\d\d)(?:\s?[-–]\s?(?:(?:19|20)\d\d)?)?\)"
)  # right behind a name
TIES = (
    "wife|husband|sons?|daughters?|brothers?|sisters?|mother|father|twins?|fiancée?|girlfriend|boyfriend|grandmother|"
    "grandfather|grandsons?|granddaughters?|grandchildren|grandchild|uncles?|aunts?|cousins?|nephews?|nieces?|widow|"
    "widower|stepsons?|stepdaughters?|stepfather|stepmother|parents|children|kids|partner|mum|mom|dad|"
    "(?:mother|father|brother|sister|son|daughter)-in-law"
)
KIND = rf"(?:(?:late|elder|older|younger|youngest|oldest|eldest|twin|small|young|only|{_NUMBER}|\d{{1,2}})\s+){{0,2}}"
TIES_CYRILLIC = (
    "жен(?:а|ы|е|у|ой)|муж(?:а|у|ем|е)?|сын(?:а|у|ом|е|овья)?|доч(?:ь|ери|ерью)|брат(?:а|у|ом|е)?|сестр(?:а|ы|е|у|ой)|"
    "мать|матер[иь]\\w{0,1}|отец|отц(?:а|у|ом|е)|дружин(?:а|и|і|у|ою)|чоловік(?:а|у|ом|ові)?|син(?:а|у|ом|ові)|"
    "доньк(?:а|и|у|ою)|доньці|мати|батьк(?:о|а|у|ом|ові)|бабушк(?:а|и|е|у|ой)|дедушк(?:а|и|е|у|ой)|вдов(?:а|ы|е|у|ой)"
)
_FAMILY = re.compile(
    rf"\b(?P<whose>his|her|their|my|our|whose)\s+{KIND}(?:{TIES})\b"
    rf"|\b(?P<ru>его|её|ее|их|його|її|їх|мо[йяеёю]|моего|моей|моєї|мого|сво[йяею]|своего|своей|свого|своєї)\s+"
    rf"(?:{TIES_CYRILLIC})\b",
    re.IGNORECASE,
)
_PARENT = re.compile(
    rf"\b(?:(?:married|single|widowed)\s+)?(?:mother|father|dad|mum|mom|parent|grandmother|grandfather)\s+of\s+"
    rf"(?:{_NUMBER}|\d{{1,2}})\b(?!\s+(?:the|percent|per)\b)",
    re.IGNORECASE,
)
_FAMILY_AFTER = re.compile(rf"['’]s?\s+{KIND}(?:{TIES})\b")
_FAMILY_BEFORE = re.compile(rf"\b(?:(?:the|a|an)\s+)?{KIND}(?:{TIES})\s+of\s+$", re.IGNORECASE)
_CAPITAL = "A-ZÀ-ÞĀĂĄĆČĎĐĒĘĚĢĪĶĹĽŁŃŇŌŐŘŚŠŤŪŮŰŹŻŽА-ЯЁІЇЄҐ"
_TOWN = rf"(?P<town>[{_CAPITAL}][\w'’-]+(?:[ -][{_CAPITAL}][\w'’-]+){{0,2}})"
_KIND_OF_PLACE = (
    r"(?:(?:the|a)\s+(?:[a-z]{3,12}\s+){0,2}(?:village|town|city|hamlet|suburb|settlement|district|port)\s+of\s+|"
    r"(?:near|nearby|outside)\s+)?"
)
_NO_HOME = (
    "(?!said|says|told|that|killed|wounded|injured|shot|died|arrested|detained|seized|captured|seen|found|hit|struck|"
    "fled|arrived|returned|travell?ed|reported|reporting|and|but|when|as|on|after|before|during|was|were|is|has|had)"
)
_HOME_AFTER = re.compile(
    rf"(?:\s*[,(–—-]\s*(?:(?:{_YEARS}|in\s+their\s+\w+)\s*,\s*)?(?:{_NO_HOME}\b[^\W\d_A-ZА-Я][\w'’-]*,?\s+){{0,6}}?"
    rf"(?:from|of|in|из|з|із)|\s+(?:from|of|из|з|із))\s+{_KIND_OF_PLACE}{_TOWN}"
)
_LIVES_AFTER = re.compile(
    rf",?\s+(?:who\s+)?(?:now\s+)?(?:lives|lived|living|resides|was\s+born|born|grew\s+up|was\s+raised|raised|comes|came|"
    rf"hails|settled|живёт|живет|родился|родилась|мешкає|народився|народилася)\s+(?:in|near|from|в|у)\s+{_KIND_OF_PLACE}{_TOWN}"
)
_HOME_BEFORE = re.compile(
    rf"{_TOWN}(?:-(?:based|born))?\s+(?:resident|native|villager|local|farmer|teacher|nurse|doctor|fisherman|baker|"
    r"shopkeeper|pensioner|student|driver|businessman|businesswoman|housewife|worker|activist|journalist|mother|father|"
    r"man|woman|schoolteacher|lawyer|engineer|miner)\s*,?\s*$"
    rf"|(?:жител|мешкан|урожен)\w{{1,5}}\s+(?:(?:села|города|деревни|посёлка|поселка|міста|селища)\s+)?"
    rf"(?P<cyrillic>[{_CAPITAL}][\w'’-]+)\s*,?\s*$"
)
_HOME_OF_ONE = re.compile(
    rf"\b(?:an?|one|another)\s+(?:[a-z-]{{3,14}}\s+)?(?:resident|native|inhabitant|villager)\s+(?:of|from)\s+"
    rf"{_KIND_OF_PLACE}{_TOWN}",
)
_BORN_IN = re.compile(rf"\bborn\s+(?:(?:in|on)\s+[\w ,]{{1,24}}?\s+)?(?:in|near|at)\s+{_KIND_OF_PLACE}{_TOWN}")
_AFTER_AGE = re.compile(rf"(?:\s+[a-z]+)?\s+from\s+{_KIND_OF_PLACE}{_TOWN}")


@dataclass(frozen=True, slots=True)
class Coarse:
    """What is coarsened: a range of the text, what takes its place, and the name that it stands with (its start and
    end), where it is known by that name only."""

    start: int
    end: int
    words: str
    beside: tuple[int, int] | None = None


def coarse(
    text: str, names: Sequence[tuple[int, int]], policy: Policy, town: Callable[[str], bool]
) -> Iterator[Coarse]:
    """What of a text a policy coarsens. ``names``: where masked persons stand; ``town``: whether words name a place
    where somebody may live."""
    ages: list[Coarse] = []
    if policy.coarsen_ages:
        ages = list(_ages(text, names))
        yield from ages
    if policy.coarsen_family:
        yield from _family(text, names, ages)
    if policy.coarsen_towns:
        yield from _towns(text, names, ages, town)


def decade(years: str) -> str:
    """The decade of an age in digits or words: *in their* …"""
    words = years.casefold()
    if words.isdecimal():
        return _DECADES[min(int(words) // 10, 9)]
    for n, held in enumerate(_TENS_CYRILLIC, 2):
        if words.startswith(held):
            return _DECADES[n]
    first = re.split(r"[\s-]", words)[0]
    if first in TENS:
        return _DECADES[TENS.index(first) + 2]
    return _DECADES[1 if first in _TEENS else 0]


def _ages(text: str, names: Sequence[tuple[int, int]]) -> Iterator[Coarse]:
    for m in _AGE.finditer(text):
        years = m["a"] or m["b"] or m["c"] or m["d"] or m["e"] or "0"
        words = f"in their {decade(years)}" if m["b"] or m["d"] else f"person in their {decade(years)}"
        yield Coarse(m.start(), m.end(), words)
    for m in _BORN.finditer(text):
        yield Coarse(m.start(), m.end(), f"born in the {m['y'][:3]}0s")
    for name in names:
        if behind := _AGE_AFTER.match(text, name[1]):
            group = next(g for g in ("a", "b", "y") if behind[g])
            if group == "y":
                yield Coarse(behind.start() + 1, behind.end(), f"(born in the {behind['y'][:3]}0s)", name)
            else:
                till = behind.end() if group == "a" else behind.end("b")
                yield Coarse(behind.start(group), till, f"in their {decade(behind[group])}", name)


def _family(text: str, names: Sequence[tuple[int, int]], ages: Sequence[Coarse]) -> Iterator[Coarse]:
    for m in _FAMILY.finditer(text):
        yield Coarse(m.start(), m.end(), f"{m['whose'] or m['ru']} relative")
    for m in _PARENT.finditer(text):
        yield Coarse(m.start(), m.end(), "parent")
    for age in ages:
        if tie := _FAMILY_AFTER.match(text, age.end):
            yield Coarse(tie.start(), tie.end(), "’s relative")
    for name in names:
        if tie := _FAMILY_AFTER.match(text, name[1]):
            yield Coarse(tie.start(), tie.end(), "’s relative", name)
        if before := _FAMILY_BEFORE.search(text, max(0, name[0] - 60), name[0]):
            yield Coarse(before.start(), name[0], "a relative of ", name)


def _towns(
    text: str, names: Sequence[tuple[int, int]], ages: Sequence[Coarse], town: Callable[[str], bool]
) -> Iterator[Coarse]:
    for name in names:
        for pattern in (_LIVES_AFTER, _HOME_AFTER):
            if (m := pattern.match(text, name[1])) and town(m["town"]):
                yield Coarse(*m.span("town"), PLACE, name)
                break
        if m := _HOME_BEFORE.search(text, max(0, name[0] - 60), name[0]):
            group = "town" if m["town"] else "cyrillic"
            if town(m[group]):
                yield Coarse(*m.span(group), PLACE, name)
    for m in _HOME_OF_ONE.finditer(text):
        yield Coarse(*m.span("town"), PLACE)
    for m in _BORN_IN.finditer(text):
        if town(m["town"]):
            yield Coarse(*m.span("town"), PLACE)
    for age in ages:
        if (m := _AFTER_AGE.match(text, age.end)) and town(m["town"]):
            yield Coarse(*m.span("town"), PLACE)
