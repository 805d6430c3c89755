"""Which place a name means: containment first, then the report's countries and regions, then how well known.

One name has one sense in a report, as one sense per discourse has it (Gale, Church and Yarowsky, 1992), unless
the text itself names another container (``Paris, Texas``). The weights are steps, not probabilities: each
kind of evidence outweighs the sum of those below it only where it should, and an answer that no evidence
supports is not given.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .gazetteer import AREA, CAPITAL, CONTINENT, COUNTRY, DISTRICT, POINT, REGION, Entry
from .toponyms import Piece, Toponym
from .words import Words

_PRIOR = {CONTINENT: 8.0, AREA: 7.5, COUNTRY: 8.0, REGION: 5.8, POINT: 5.0}
_DIVIDED = 0.7  # a second division counts less than a city of as many people
_BY_MANY = 0.45  # what a tenfold population adds to a division's prior beyond 100,000
_PRIMARY = 1.0  # the name is the place's own, not one of its others
_LISTED = 2.5  # the same, where the name may be a country in a list of countries
_CONTAINER = 8.0  # the text puts it there: "Dallas, Texas"
_COUNTRY = 3.2  # the report's main country is its country
_REGION = 2.0  # the report names its region, or another place of it
_CAPITAL = 1.2  # a country's capital is named more often than its size tells
_SEAT = 0.6  # of a division and its seat of the same name, the seat
_ROW_MATE = 1.5  # the places next to it in a row are of its kind and country
_USUAL = 1.5  # by how much less likely readings of a container still count
_CLEAR = 1.5  # by how much the likeliest reading must lead to say where the report is
_REPEATED = 3  # mentions of one name that count
_TYPED = 3.5  # "Idlib province", "the city of New York"
_LARGE = 90_000  # inhabitants from which a name needs no other evidence
_SMALL_SURE = 15_000  # inhabitants from which a preposition of place is evidence enough
_DIVISION_WORDS = frozenset(
    "province governorate region oblast district state prefecture department county krai canton raion parish".split()
)
_TYPE_WORDS = _DIVISION_WORDS | {"city"}
_CITY_WORDS = frozenset("city town village suburb port airport hamlet capital".split())
_NEIGHBOUR = frozenset(("neighbouring", "neighboring"))
_TELLING = {COUNTRY: _NEIGHBOUR, REGION: _DIVISION_WORDS, DISTRICT: _DIVISION_WORDS}
_KIND_WORDS = _DIVISION_WORDS | _CITY_WORDS | _NEIGHBOUR


@dataclass(frozen=True, slots=True)
class Resolved:
    """A toponym with its place, or without; ``rule`` names the evidence that decided."""

    start: int
    end: int
    entry: Entry | None
    rule: str


@dataclass(frozen=True, slots=True)
class _Context:
    """What the report says of where it is: weights of countries and of first divisions."""

    countries: Mapping[str, float]
    regions: Mapping[int, float]
    districts: Mapping[int, float]


def _own_name(entry: Entry) -> bool:
    return entry.own or entry.kind in (AREA, CONTINENT, COUNTRY)


def _prior(entry: Entry, own: bool) -> float:
    if entry.settlement or entry.kind == DISTRICT:
        base = math.log10(entry.population + 100) - (_DIVIDED if entry.kind == DISTRICT else 0.0)
        base += _CAPITAL if entry.kind == CAPITAL else 0.0
    else:
        base = _PRIOR[entry.kind]
        if entry.kind == REGION:
            base += _BY_MANY * (math.log10(entry.population + 1000) - 5)
    return base + (_PRIMARY if own else 0.0)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One place that a name may mean, and how likely before the report is looked at."""

    entry: Entry
    prior: float


def _readings(entries: Sequence[Entry]) -> tuple[_Reading, ...]:
    """The readings of a name, the likeliest first."""
    made = [_Reading(entry, _prior(entry, _own_name(entry))) for entry in entries]
    return tuple(sorted(made, key=lambda r: (-r.prior, r.entry.row)))


def _typed(toponym: Toponym) -> frozenset[str]:
    """The words that stand at the toponym, among which its kind may be: ``province``, ``city of``."""
    near = toponym.before[:1] if toponym.before[-1:] == ("of",) else toponym.before[-1:]
    return frozenset((*near, toponym.after))


def _container(toponyms: Sequence[Toponym], index: int, text: str) -> Toponym | None:
    """The toponym that the text names as the one around this: ``A, B``, ``A in B``, ``B's A``, ``A (B)``."""
    own = toponyms[index]
    if index + 1 < len(toponyms):
        after = toponyms[index + 1]
        between = text[own.end : after.start]
        low = " ".join(between.lower().split()) if len(between) < 40 else between
        if low in (",", "(", ", in", "in", "of", ", the", "in the", "- in") or (
            len(low) < 30 and low.startswith((", in ", "in ", ", ")) and low.count(",") < 2 and low.split()[-1] in _NEAR
        ):
            return after
    if index:
        before = toponyms[index - 1]
        if text[before.end : own.start] in ("'s ", "’s "):
            return before
    return None


_NEAR = frozenset(
    "northern southern eastern western central north south east west northeastern northwestern southeastern "
    "southwestern in of upper lower rural neighbouring neighboring northeast northwest southeast southwest".split()
)


def _inside(entry: Entry, outer: Entry) -> bool:
    if outer.kind == COUNTRY:
        return entry.country == outer.country and entry.kind not in (COUNTRY, CONTINENT)
    if outer.kind == REGION:
        return entry.admin1 == outer.row
    if outer.kind == DISTRICT:
        return entry.admin2 == outer.row or (entry.admin1 >= 0 and entry.admin1 == outer.admin1 and entry.settlement)
    return outer.kind == AREA and bool(outer.country) and entry.country == outer.country


def _context(
    toponyms: Sequence[Toponym], readings: Mapping[str, tuple[_Reading, ...]], found: Sequence[Piece], words: Words
) -> _Context:
    """Weights of countries (names, peoples, places that only one country has) and regions."""
    countries: defaultdict[str, float] = defaultdict(float)
    regions: defaultdict[int, float] = defaultdict(float)
    districts: defaultdict[int, float] = defaultdict(float)
    for piece in found:
        country = words.demonyms.get(piece.text.lower())
        if country:
            countries[country] += 1.0
    for name, count in Counter(t.key for t in toponyms).items():
        ranked = readings[name]
        if not ranked:
            continue
        top, times = ranked[0].entry, min(count, _REPEATED)
        margin = ranked[0].prior - next((r.prior for r in ranked if r.entry.country != top.country), 0.0)
        if margin > _CLEAR:
            if top.country:
                countries[top.country] += times * (2.0 if top.kind == COUNTRY else 1.0)
            if top.kind == REGION:
                regions[top.row] += times
            elif top.admin1 >= 0:
                regions[top.admin1] += 0.5 * times
            if top.kind == DISTRICT:
                districts[top.row] += times
    return _Context(countries, regions, districts)


def _evidence(entry: Entry, context: _Context, total: float) -> tuple[float, str]:
    score, rule = 0.0, "population"
    weight = context.countries.get(entry.country, 0.0) if entry.country else 0.0
    if weight and entry.kind not in (COUNTRY, AREA, CONTINENT):
        score += _COUNTRY * min(1.0, weight / max(total * 0.5, 2.0))
        rule = "country"
    elif weight and entry.kind == COUNTRY:
        score += 0.5
    near = context.regions.get(entry.admin1, 0.0) if entry.admin1 >= 0 else 0.0
    if entry.kind == REGION:
        near = max(near, context.regions.get(entry.row, 0.0) - 1.0)
    if near > 0:
        score += _REGION * min(1.0, near)
        rule = "region"
    if entry.admin2 >= 0 and context.districts.get(entry.admin2):
        score += 0.5
    return score, rule


@dataclass(frozen=True, slots=True)
class _Answer:
    """The best reading of a name, its score, and the evidence that decided."""

    score: float
    entry: Entry
    rule: str


def _best(
    readings: Sequence[_Reading],
    context: _Context,
    total: float,
    typed: frozenset[str],
    leading: Sequence[Entry],
    beside: frozenset[tuple[int, str]],
) -> _Answer | None:
    """The best reading where the words ``typed`` stand by the name, the text puts it in ``leading``, and it
    stands in a row with places of the kinds and countries ``beside``."""
    if not readings:
        return None
    nations = {r.entry.country for r in readings if r.entry.kind == COUNTRY}
    rows = {r.entry.row for r in readings if r.entry.kind == REGION}
    usual = readings[0].entry.kind
    inside = _LISTED if usual == COUNTRY or any(o.kind == usual for o in leading) else _CONTAINER
    best: _Answer | None = None
    for reading in readings:
        entry = reading.entry
        if nations and entry.kind != COUNTRY:
            namesake = entry.country in nations and not typed & _TYPE_WORDS
            if namesake or not entry.own:
                continue  # "Mexico" means neither its capital nor its state of that name
        more, rule = _evidence(entry, context, total)
        score = reading.prior + more
        if typed & _TELLING.get(entry.kind, frozenset()):
            score, rule = score + _TYPED, "type"
        elif typed & _CITY_WORDS and entry.settlement:
            score, rule = score + _TYPED / 2, "type"
        if leading and any(_inside(entry, o) for o in leading):
            score, rule = score + inside, "container"
        if beside and _sort(entry) in beside:
            score += _ROW_MATE
        if rows and entry.settlement and entry.admin1 in rows:
            score += _SEAT
        if best is None or (score, -entry.row) > (best.score, -best.entry.row):
            best = _Answer(score, entry, rule)
    return best


def resolve(
    text: str, toponyms: Sequence[Toponym], found: Sequence[Piece], words: Words, given: bool = False
) -> list[Resolved]:
    """One answer for each toponym, in order.

    ``given``: the toponyms are known to be places (a person or a model marked them), so that an answer needs
    less evidence; else those without enough are left out.
    """
    readings = {t.key: _readings(t.entries) for t in {t.key: t for t in toponyms}.values()}
    context = _context(toponyms, readings, found, words)
    total = sum(context.countries.values())
    mates = _in_rows(toponyms, text)
    held: dict[str, _Answer | None] = {}  # the best of all mentions of a name
    plain: dict[str, _Answer | None] = {}  # the best where nothing stands by it
    own: list[_Answer | None] = []
    for index, toponym in enumerate(toponyms):
        name = toponym.key
        outer = _container(toponyms, index, text)
        typed = _typed(toponym) & _KIND_WORDS
        leading = _leading(readings[outer.key]) if outer is not None else []
        row = frozenset(_sort(readings[n][0].entry) for n in mates.get(toponym.start, ()) if n != name and readings[n])
        if typed or leading or row:
            answer = _best(readings[name], context, total, typed, leading, row)
        else:
            if name not in plain:
                plain[name] = _best(readings[name], context, total, frozenset(), [], frozenset())
            answer = plain[name]
        own.append(answer)
        before = held.get(name)
        if answer is not None and (before is None or answer.score > before.score):
            held[name] = answer
    located = {t.key for t in toponyms if t.located}
    out: list[Resolved] = []
    for toponym, answer in zip(toponyms, own, strict=True):
        common = held.get(toponym.key)
        if answer is None or common is None:
            out.append(Resolved(toponym.start, toponym.end, None, "gazetteer:none"))
            continue
        chosen = answer if answer.rule in ("container", "type") or common.rule == "type" else common
        sure = given or _enough(
            toponym, chosen.entry, chosen.rule, toponym.key in located, toponym.start in mates, words
        )
        if sure:
            out.append(Resolved(toponym.start, toponym.end, chosen.entry, f"gazetteer:{chosen.rule}"))
    return out


def _in_one_country(entries: Sequence[Entry]) -> bool:
    return len({e.country for e in entries}) == 1


_ROW = frozenset((",", "and", ", and", "or", "&", "/", "-", "–", ";"))


def _in_rows(toponyms: Sequence[Toponym], text: str) -> dict[int, list[str]]:
    """For toponyms (by their start) that stand in a row, ``A, B and C``: the keys next to them."""
    out: dict[int, list[str]] = {}
    for before, after in itertools.pairwise(toponyms):
        between = text[before.end : after.start] if after.start - before.end < 8 else "far"
        if " ".join(between.split()) in _ROW:
            out.setdefault(before.start, []).append(after.key)
            out.setdefault(after.start, []).append(before.key)
    return out


def _sort(entry: Entry) -> tuple[int, str]:
    """What makes places of one row alike: countries stand with countries, regions with their country's."""
    return (entry.kind, "" if entry.kind == COUNTRY else entry.country)


def _leading(readings: Sequence[_Reading]) -> list[Entry]:
    """The divisions and countries that the name of a container usually means."""
    least = readings[0].prior - _USUAL if readings else 0.0
    return [r.entry for r in readings if r.entry.kind in (COUNTRY, REGION, DISTRICT, AREA) and r.prior >= least]


def _enough(toponym: Toponym, entry: Entry, rule: str, located: bool, beside: bool, words: Words) -> bool:
    """Whether a name found in raw text is a place: what is small and stands alone is not.

    ``located``: somewhere in the report a preposition or a word of kind stands by the name. ``beside``: it
    stands in a row with other places.
    """
    if rule == "container":
        return True
    if toponym.led:
        return False
    if entry.kind in (COUNTRY, CONTINENT, AREA, POINT) or entry.geonames == 0:
        return not toponym.followed or (entry.kind == COUNTRY and toponym.key not in words.given_name)
    if toponym.followed or (toponym.key in words.common and not (located and entry.population >= _LARGE)):
        return False
    if rule == "type":
        return True
    if not _own_name(entry) and rule == "population":
        return entry.population >= _LARGE * 10
    if entry.kind == REGION and entry.population > _LARGE:
        return located or beside or rule != "population" or entry.population > 1_000_000
    if entry.population >= _LARGE * 10:
        return True
    supported = rule in ("country", "region") and entry.population >= _SMALL_SURE
    if supported and entry.own and _in_one_country(toponym.entries):
        return True
    if not located and not beside:
        return rule != "population" and entry.population >= _LARGE * 2
    return rule in ("country", "region") or entry.population >= _SMALL_SURE
