"""Who is who inside one report: exact names, variants, surnames, short forms, acronyms, call signs, roles.

A sieve of passes, the surest first (Raghunathan et al. 2010). Each join keeps its reason. What several
fuller names could explain goes to the one named last before it, as readers take it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from sayso.model import Mention
from sayso.model.records import MentionKind

from .kinds import kind_in_case, name_key
from .matching import MAY_BE_ALIKE, compare, word_likeness
from .names import Name, parse, tokens
from .words import Gender, concepts, place_key, roles, skeleton

_BEFORE = 60  # code points in which a title or age before a name is looked for
_AFTER = 80
_AGE_BEFORE = re.compile(r"\b(\d{1,3})[- ]year[- ]old[\w\s,'’-]{0,30}$", re.IGNORECASE)
_AGE_AFTER = re.compile(
    r"^\s*(?:[,(]\s*)?(?:a |an |the |who is |котор\w+ |якому |якій )?(?:(\d{1,3})[- ]year[- ]old"
    r"|aged (\d{1,3})|(\d{1,3})(?=\s*[,)])"
    r"|(\d{1,3})[- ](?:лет|год|года|років|роки|рік|гадоў)\b)",
    re.IGNORECASE,
)
_THE = re.compile(r"(?:^|\W)(?:[Tt]he|[Tt]his|[Tt]hat)\s+(?:(\w{2,20})\s+)?$")  # a given name may stand between
_DEFINED = re.compile(r"^[\s,]*\(\s*(?:the\s+)?[\"“”']?([^()\n]{2,40}?)[\"“”']?\s*\)")
_ALSO = re.compile(
    r"^\s*,?\s*\(?(?:also |better |formerly |previously )?(?:known as|called|nicknamed|call sign"
    r"|codenamed?|alias|a\.k\.a\.|aka)"
    r"\s+(?:the\s+)?[\"“]?$",
    re.IGNORECASE,
)
_SPELT = re.compile(r"\b(?:spelled|spelt|written|transliterated as|formerly|or)\s+[\"“]?$", re.IGNORECASE)
_FIGHTS = re.compile(
    r"^['’]s\s+(?:\w+\s+)?(?:volunteers|fighters|soldiers|troops|men|forces|commanders?|ranks|members|officers)"
)
_OWNS = re.compile(r"^['’]s\s+[^\W\d_]")
_WORDS = re.compile(r"\w+")


@dataclass(slots=True, eq=False)
class Local:
    """An entity of one report. ``passages``: its sentences, for finding the same words in a copy."""

    document: str
    kind: MentionKind
    name: Name
    names: list[Name]
    mentions: list[Mention]
    reasons: list[str] = field(default_factory=list)
    ages: set[int] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    gender: Gender | None = None
    gazetteer: str | None = None
    passages: set[str] = field(default_factory=set)

    @property
    def first(self) -> int:
        """Where the report names it first."""
        return self.mentions[0].start


def kind_class(kind: MentionKind) -> str:
    """Kinds that may be one thing: units are organisations."""
    return "organisation" if kind == "unit" else kind


@lru_cache(maxsize=100_000)
def block_keys(name: Name) -> tuple[str, ...]:
    """Keys that two names share when they are worth comparing.

    Persons by their family name (or both names in any order), others by each telling word, by translated words
    with the head, and by the head with the number (``h:``: worth comparing with a name that has nothing else).
    """
    keys: set[str] = set()
    if name.kind == "person":
        if name.family and name.given:
            keys = {
                f"w:{skeleton(name.family)}",
                "s:" + " ".join(sorted((skeleton(name.family), skeleton(name.given)))),
            }
        else:
            keys = {f"w:{skeleton(w)}" for w in name.words}
        return tuple(sorted(keys))
    found = sorted(name.heads)
    for w in name.words:
        known = concepts(w)
        keys |= {f"c:{c}:{h}" for c in known for h in found or [""]}
        if not known and len(w) > 1:
            keys.add(f"w:{skeleton(w)}")
    keys |= {f"h:{h}:{n}" for h in found for n in ("", *name.numbers)}
    keys |= {f"n:{n}:{skeleton(name.words[0])}" for n in name.numbers if name.words}
    if place := place_key(name.text):
        keys.add(f"p:{place}")
    if name.acronym:
        keys |= {f"a:{name.acronym}", f"w:{skeleton(name.acronym)}"}
    letters = "".join(w[0] for w in _capitals(name.text))
    if len(letters) > 2:
        keys.add(f"a:{letters.casefold()}")
    return tuple(sorted(keys))


def _capitals(text: str) -> list[str]:
    return [w for w in tokens(text) if w[:1].isupper()]


def local_entities(
    document: str,
    text: str,
    mentions: Sequence[Mention],
    apart: frozenset[frozenset[str]] = frozenset(),
    places: Iterable[tuple[int, int, str]] = (),
    kinds: Mapping[str, MentionKind] | None = None,
) -> list[Local]:
    """The entities of one report, in the order of their first mention.

    ``apart``: pairs of mention ids that a person told apart. ``places``: (start, end, gazetteer id). ``kinds``:
    the kinds of names over the whole case (:func:`.kinds.voted`).
    """
    located = {(start, end): id for start, end, id in places}
    found: list[Local] = []
    exact: dict[tuple[str, str], Local] = {}
    for mention in sorted(mentions, key=lambda m: (m.start, m.end, m.id)):
        kind = kind_in_case(mention, kinds) if kinds is not None else mention.kind
        name = parse(" ".join(mention.text.split()), kind)
        if not name.words and not name.head and not name.acronym and not name.numbers:
            continue
        key = (kind_class(kind), name_key(name.text))
        known = exact.get(key)
        if known is None or told_apart(known.mentions, [mention], apart):
            known = Local(document, kind, name, [name], [])
            found.append(known)
            exact[key] = known
        known.mentions.append(mention)
        _read_around(known, text, mention)
        known.gazetteer = known.gazetteer or located.get((mention.start, mention.end))
    merged = _Merger(text, found, apart)
    merged.defined()
    merged.standing_for()
    merged.names("same")
    merged.names("short")
    return merged.done()


def told_apart(a: Sequence[Mention], b: Sequence[Mention], apart: frozenset[frozenset[str]]) -> bool:
    """Whether a person told any two mentions of both apart."""
    return bool(apart) and any(frozenset((x.id, y.id)) in apart for x in a for y in b)


def _read_around(local: Local, text: str, mention: Mention) -> None:
    before = text[max(0, mention.start - _BEFORE) : mention.start]
    after = text[mention.end : mention.end + _AFTER]
    start = max(text.rfind(mark, 0, mention.start) for mark in (". ", "\n", "? ", "! ")) + 1
    ends = [at for mark in (". ", "\n", "? ", "! ", ".\n") if (at := text.find(mark, mention.end)) >= 0]
    words = _WORDS.findall(text[start : min(ends, default=len(text))].casefold())
    if len(words) >= 7:
        local.passages.add(" ".join(words))
    if local.kind != "person":
        return
    for m in (_AGE_BEFORE.search(before), _AGE_AFTER.match(after)):
        digits = next((g for g in m.groups() if g), None) if m else None
        if digits and int(digits) <= 120:
            local.ages.add(int(digits))
    lead = re.split(r"[.;:!?\n,(]", before)[-1]
    trail = re.match(r"\s*,\s*([^,.;\n]{3,60})", after)
    near = [*tokens(lead)[-3:], *(tokens(trail.group(1))[:6] if trail else ())]
    for word in near:
        for key, kind, gender in roles(word)[:1]:
            if kind != "title" or gender:
                local.roles.add(key)
            local.gender = local.gender or gender
    local.gender = local.gender or local.name.gender


class _Merger:
    def __init__(self, text: str, found: list[Local], apart: frozenset[frozenset[str]]) -> None:
        self.text = text
        self.found = found
        self.apart = apart

    def done(self) -> list[Local]:
        return sorted(self.found, key=lambda e: (e.first, e.mentions[0].id))

    def join(self, into: Local, other: Local, why: str) -> bool:
        """Put ``other`` into ``into``; refused where a person told them apart."""
        if into is other or told_apart(into.mentions, other.mentions, self.apart):
            return False
        if into.ages and other.ages and not into.ages & other.ages:
            return False
        into.mentions = sorted([*into.mentions, *other.mentions], key=lambda m: (m.start, m.end, m.id))
        into.names.extend(n for n in other.names if n not in into.names)
        into.reasons.extend(r for r in (*other.reasons, why) if r not in into.reasons)
        into.ages |= other.ages
        into.roles |= other.roles
        into.passages |= other.passages
        into.gender = into.gender or other.gender
        into.gazetteer = into.gazetteer or other.gazetteer
        into.name = max(
            into.names, key=lambda n: (n.acronym is None, n.full, len(n.words) + bool(n.head), -len(n.text))
        )
        self.found.remove(other)
        return True

    def defined(self) -> None:
        """``International Monetary Fund (IMF)``; ``the rebels, known as the Upper Ilmara Front``."""
        by_start = {m.start: e for e in self.found for m in e.mentions}
        for entity in list(self.found):
            for mention in list(entity.mentions):
                after = self.text[mention.end : mention.end + 60]
                m = _DEFINED.match(after)
                other = by_start.get(mention.end + m.start(1)) if m else None
                if m and other and other in self.found and entity in self.found and other.name.acronym:
                    into = next((e for e in self.found if mention in e.mentions), entity)
                    self.join(into, other, f"the report gives {other.name.text} as short for {entity.name.text}")
                    continue
                nearest = min((s for s in by_start if mention.end < s <= mention.end + 50), default=None)
                other = by_start.get(nearest) if nearest is not None else None
                if nearest is None or other is None or other not in self.found or entity not in self.found:
                    continue
                if kind_class(other.kind) != kind_class(entity.kind):
                    continue
                between = self.text[mention.end : nearest]
                if _SPELT.search(between) and _last_alike(entity.name, other.name):
                    self.join(entity, other, f"the report gives {other.name.text} as another spelling")
                elif _ALSO.match(between):
                    self.join(entity, other, f"the report says that {entity.name.text} is known as {other.name.text}")

    def standing_for(self) -> None:
        """A person's name that stands for the unit or work named after the person: ``the Kalinoŭski top brass``."""
        named_after = [e for e in self.found if e.kind in ("unit", "organisation", "other") and e.name.head]
        for entity in [e for e in self.found if e.kind == "person" and not e.ages and not e.name.roles]:
            targets = [t for t in named_after if _holds(t.name, entity.name)]
            if not targets:
                continue
            targets.sort(key=lambda t: (-len(t.mentions), t.first))  # a battalion that became a regiment is named twice
            alike = [e for e in self.found if e.kind == "person" and _shares(e.name, entity.name)]
            spots = [m for e in alike for m in e.mentions]
            strong = [
                _definite(self.text[max(0, m.start - 30) : m.start])
                or bool(_FIGHTS.match(self.text[m.end : m.end + 40]))
                for m in spots
            ]
            weak = [bool(_OWNS.match(self.text[m.end : m.end + 8])) for m in spots]
            if any(strong) and all(map(max, strong, weak)) and targets[0] in self.found:
                self.join(targets[0], entity, f"“{entity.name.text}” stands for {targets[0].name.text} here")

    def names(self, verdict: str) -> None:
        """Join names that compare as ``same``, or each ``short`` one to the fuller name before it."""
        blocks: dict[str, list[Local]] = defaultdict(list)
        for entity in self.found:
            for name in entity.names:
                for key in block_keys(name):
                    if entity not in blocks[key]:
                        blocks[key].append(entity)
        order = sorted(self.found, key=lambda e: (e.first, e.mentions[0].id))
        for entity in order:
            if entity not in self.found:
                continue
            near: list[Local] = []
            for name in entity.names:
                for key in block_keys(name):
                    near.extend(o for o in blocks[key] if o is not entity and o not in near and o in self.found)
            options = [(o, why) for o in near if (why := self._fits(entity, o, verdict)) is not None]
            if verdict == "short":
                options = [x for x in options if not _two_in_one(entity.name, x[0])]
            if not options:
                continue
            before = [x for x in options if x[0].first < entity.first] or options
            recent = max(
                before, key=lambda x: max((m.start for m in x[0].mentions if m.start < entity.first), default=-1)
            )
            if verdict == "short" and len(before) > 1 and before is options and before[0][0].first > entity.first:
                continue  # named only later, and by more than one: left alone
            if verdict == "short" and entity.kind != "person" and len(before) > 1 and size(entity.name) > 1:
                continue  # "the Ministry of Defence" where two countries' are named
            self.join(recent[0], entity, recent[1])

    def _fits(self, entity: Local, other: Local, verdict: str) -> str | None:
        if kind_class(entity.kind) != kind_class(other.kind):
            return None
        if entity.gender and other.gender and entity.gender != other.gender:
            return None
        if entity.gazetteer and other.gazetteer and entity.gazetteer != other.gazetteer:
            return None
        for a in entity.names:
            for b in other.names:
                found = compare(a, b)
                if found.verdict == verdict == "same":
                    return found.why[0]
                if found.verdict == verdict == "short" and size(b) > size(a):
                    return found.why[0]
        return None


def _two_in_one(short: Name, other: Local) -> bool:
    """Whether a name is two run together: of its short forms one is plainly another name than the other."""
    if short.kind == "person" or short.acronym or not short.words:
        return False
    return any(
        n.words and not n.acronym and size(n) < size(other.name) and compare(short, n).verdict == "different"
        for n in other.names
    )


def _definite(before: str) -> bool:
    """Whether an article stands before a name, at most one other name between."""
    found = _THE.search(before)
    return found is not None and (found.group(1) is None or found.group(1)[0].isupper())


def size(name: Name) -> int:
    """How many words tell the name."""
    return len(name.words) + bool(name.head) + len(name.numbers)


def _last_alike(a: Name, b: Name) -> bool:
    return bool(a.words and b.words) and word_likeness(a.words[-1], b.words[-1]) >= MAY_BE_ALIKE


def _shares(a: Name, b: Name) -> bool:
    return bool({skeleton(w) for w in a.words} & {skeleton(w) for w in b.words})


def _holds(target: Name, person: Name) -> bool:
    return bool(person.words) and all(
        any(skeleton(w) == skeleton(t) and w[:3] == t[:3] for t in target.words) for w in person.words
    )
