"""Mentions of every kind in one report brought together: names, noun phrases, pronouns.

Names go through the sieve; around them noun phrases and pronouns are tied by structure (apposition, relative
clause, title before a name), by head noun, and by nearness among what they can stand for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.lexicon.pronouns import FEMALE, FIRST, MALE, NEUTER, RELATIVE, THEY, WE
from sayso.model import Mention
from sayso.model.records import MentionKind
from sayso.text.sentences import sentences

from .kinds import kind_in_case
from .names import parse
from .sieve import Local, local_entities, told_apart
from .words import plain

_CUT = re.compile(
    r"\s*(?:,|\(|;|--)\s*|\s+(?:which|who|whose|that|where|when|of|in|for|from|at|on|to|with|by|under|based)\s+(?=\S)"
)
_RELATIVE = RELATIVE | {"where"}
_OWN = frozenset("own one each both".split())
PRONOUNS = FIRST | WE | MALE | FEMALE | NEUTER | THEY | _RELATIVE
_DEFINITE = re.compile(r"^(?:the|this|that|these|those|its|their|his|her|our|my)\s+", re.IGNORECASE)
_INDEFINITE = re.compile(r"^(?:a|an|another|one|some|several|many|two|three|four|other|any|no)\s+", re.IGNORECASE)
_IS = re.compile(r"^\s*(?:,\s*)?(?:is|was|are|were|remains|became|has been|will be)\s+(?:now\s+|also\s+|still\s+)?$")
_SAID = re.compile(
    r"\b(?:said|says|say|told|added|stated|explained|according to|announced|wrote|claimed"
    r"|commented|warned|noted|insisted)\b"
)


@dataclass(frozen=True, slots=True)
class Noun:
    """A mention read as a noun phrase: name part (with its place), head noun, the words before it."""

    start: int
    end: int
    text: str
    kind: MentionKind
    core: str
    name: tuple[int, int] | None
    head: str
    modifiers: frozenset[str]
    pronoun: str | None
    definite: bool
    indefinite: bool
    plural: bool


def read(text: str, start: int, end: int, kind: MentionKind) -> Noun:
    """A mention as a noun phrase."""
    words = text[start:end]
    low = words.strip().lower()
    capitals = len(low) > 1 and words.strip().isupper()  # WHO, US
    pronoun = low if (low in PRONOUNS or low in _OWN) and not capitals else None
    cut = _CUT.search(words, 1)
    core = words[: cut.start()] if cut and cut.start() > 0 else words
    pieces = [(m.start(), m.end()) for m in re.finditer(r"[^\s]+", core)]
    tail = len(pieces)
    while tail and _namelike(core[pieces[tail - 1][0] : pieces[tail - 1][1]], kind):
        tail -= 1
    name: tuple[int, int] | None = None
    if pronoun is None and tail < len(pieces):
        name = (start + pieces[tail][0], start + pieces[-1][1])
    elif pronoun is None and cut and kind in ("person", "organisation") and "," in cut.group():
        m = re.match(r"((?:[A-Z][\w.&’'-]*\s*)+)", words[cut.end() :])
        if m:
            name = (start + cut.end(), start + cut.end() + len(m.group().rstrip()))
    nouns = [core[a:b] for a, b in pieces]
    head = plain(nouns[-1]) if nouns else ""
    rest = frozenset(plain(w) for w in nouns[:-1]) - {
        "the",
        "a",
        "an",
        "s",
        "its",
        "their",
        "this",
        "that",
        "his",
        "'s",
    }
    return Noun(
        start, end, words, kind, core, name, head, rest, pronoun,
        bool(_DEFINITE.match(words)), bool(_INDEFINITE.match(words)),
        head.endswith("s") and not head.endswith("ss") and name is None,
    )  # fmt: skip


def _namelike(word: str, kind: MentionKind) -> bool:
    if word in ("'s", "’s"):
        return False
    if word in ("&", "of", "N.V.", "S.A."):
        return False
    if word[:1].isupper() and word not in ("The", "A", "An", "CEO", "CFO", "COO", "It", "Its"):
        return True
    return kind == "other" and any(c.isdigit() for c in word) and any(c.isalpha() for c in word)


@dataclass(slots=True)
class _Chains:
    parent: list[int]

    def find(self, i: int) -> int:
        while self.parent[i] != i:
            self.parent[i] = self.parent[self.parent[i]]
            i = self.parent[i]
        return i

    def join(self, i: int, j: int) -> None:
        a, b = self.find(i), self.find(j)
        if a != b:
            self.parent[max(a, b)] = min(a, b)


def entities_of(
    document: str,
    text: str,
    mentions: Sequence[Mention],
    apart: frozenset[frozenset[str]] = frozenset(),
    places: Iterable[tuple[int, int, str]] = (),
    kinds: Mapping[str, MentionKind] | None = None,
) -> list[Local]:
    """The entities of one report, in the order of their first mention (:func:`.sieve.local_entities`).

    Where an extractor gives descriptions and pronouns as mentions, every mention is read as a noun phrase: of a
    phrase around a name the name is compared, and what has no name is tied to what has, or stays by itself.
    """
    if not any(_bare(m.text) for m in mentions):
        return local_entities(document, text, mentions, apart, places, kinds)
    ordered = sorted(mentions, key=lambda m: (m.start, -m.end, m.id))
    nouns = [
        read(
            text,
            m.start,
            m.end,
            m.kind if kinds is None or m.text.islower() or _bare(m.text) else kind_in_case(m, kinds),
        )
        for m in ordered
    ]
    named = [
        replace(m, start=n.name[0], end=n.name[1], text=text[n.name[0] : n.name[1]])
        for m, n in zip(ordered, nouns, strict=True)
        if n.name is not None
    ]
    at = {m.id: i for i, m in enumerate(ordered)}
    locals_ = local_entities(document, text, named, apart, places, kinds)
    made = _tied(text, nouns, [[at[m.id] for m in e.mentions] for e in locals_])
    chains: dict[int, list[Local]] = defaultdict(list)
    for e in locals_:
        chains[made.find(at[e.mentions[0].id])].append(e)
    held = {m.id for m in named}
    whole = {m.id: m for m in ordered}
    for e in locals_:
        e.mentions = [whole[m.id] for m in e.mentions]
    for i, m in enumerate(ordered):
        if m.id not in held:
            chains[made.find(i)].append(Local(document, m.kind, parse(m.text, m.kind), [], [m]))
    found = [e for chain in chains.values() for e in _brought_together(chain, apart)]
    return sorted(found, key=lambda e: (e.first, e.mentions[0].id))


def _brought_together(chain: Sequence[Local], apart: frozenset[frozenset[str]]) -> list[Local]:
    """One entity of a chain, the first with a name as its body; beside it what a person told apart from it."""
    into, *others = sorted(chain, key=lambda e: (not e.names, e.first, e.mentions[0].id))
    left = []
    for e in others:
        if told_apart(into.mentions, e.mentions, apart):
            left.append(e)
            continue
        why = () if e.names else ("descriptions and pronouns, by what stands near them",)
        into.mentions = sorted([*into.mentions, *e.mentions], key=lambda m: (m.start, m.end, m.id))
        into.names += [n for n in e.names if n not in into.names]
        into.reasons += [r for r in (*e.reasons, *why) if r not in into.reasons]
        into.ages |= e.ages
        into.roles |= e.roles
        into.passages |= e.passages
        into.gender = into.gender or e.gender
        into.gazetteer = into.gazetteer or e.gazetteer
    return [into, *left]


def _bare(words: str) -> bool:
    """Whether a mention is plainly no name: a pronoun, or words in small letters after an article."""
    if words.islower():
        return words in PRONOUNS or bool(_DEFINITE.match(words) or _INDEFINITE.match(words))
    return not words.isupper() and words.lower() in PRONOUNS


def _tied(text: str, nouns: Sequence[Noun], names: Sequence[Sequence[int]]) -> _Chains:
    """Noun phrases tied to each other. ``names``: which of them are one entity by their names."""
    made = _Chains(list(range(len(nouns))))
    order = sorted(range(len(nouns)), key=lambda i: (nouns[i].start, -nouns[i].end, i))
    _nested(text, nouns, order, made)
    for same in names:
        for i in same[1:]:
            made.join(same[0], i)
    starts = [s.start for s in sentences(text)]
    _apposed(text, nouns, order, made)
    _nominal(nouns, order, made, starts)
    _pronominal(text, nouns, order, made, starts)
    return made


def _nested(text: str, nouns: Sequence[Noun], order: Sequence[int], made: _Chains) -> None:
    """``Apple CEO`` and ``Steve Jobs`` inside ``Apple CEO Steve Jobs``."""
    for x, i in enumerate(order):
        outer = nouns[i]
        for j in order[x + 1 :]:
            inner = nouns[j]
            if inner.start >= outer.end:
                break
            if inner.end > outer.end or inner.kind != outer.kind or inner.pronoun:
                continue
            if (inner.start, inner.end) == (outer.start, outer.end):
                made.join(i, j)
                continue
            after = text[inner.end : outer.end]
            before = text[outer.start : inner.start]
            if inner.start == outer.start:
                if (
                    re.match(r"\s*(?:,|\(|which|who|that)", after) and not re.search(r"\band\b", after.split(",")[0])
                ) or (
                    re.match(r"\s+[A-Z]", after) and inner.name is None and outer.name and outer.name[0] >= inner.end
                ):
                    made.join(i, j)
            elif inner.end == outer.end or outer.name == (inner.start, inner.end):
                last = before.rstrip().rsplit(None, 1)[-1].lower() if before.strip() else ""
                if last in ("(", ",") or (
                    inner.name
                    and last not in ("'s", "’s", "and", "or", "of", "in", "for", "from", "by", "with", "at", "on")
                ):
                    made.join(i, j)
            elif outer.name and (inner.start, inner.end) == outer.name:
                made.join(i, j)


def _apposed(text: str, nouns: Sequence[Noun], order: Sequence[int], made: _Chains) -> None:
    """``Airbus, which``; ``EADS, the parent of Airbus,``; ``X is the largest maker``."""
    for x, i in enumerate(order):
        a = nouns[i]
        if a.pronoun:
            continue
        for j in order[x + 1 : x + 12]:
            b = nouns[j]
            if b.start < a.end:
                continue
            between = text[a.end : b.start]
            if len(between) > 24:
                break
            if b.pronoun in _RELATIVE and re.fullmatch(r"\s*,?\s*", between):
                if a.kind == b.kind:
                    made.join(i, j)
                break
            if a.kind != b.kind or b.pronoun:
                continue
            if re.fullmatch(r"\s*,\s*", between) and (a.name is None) != (b.name is None):
                tail = text[b.end : b.end + 6]
                if not re.match(r"\s*,?\s*and\b", tail) and not (a.name is None and a.plural):
                    made.join(i, j)
                break
            if re.fullmatch(r"\s*\(\s*", between) and b.name:
                made.join(i, j)
                break
            if _IS.match(between) and b.name is None and not b.plural:
                made.join(i, j)
                break


def _sentence(starts: Sequence[int], at: int) -> int:
    low, high = 0, len(starts)
    while low < high:
        mid = (low + high) // 2
        if starts[mid] <= at:
            low = mid + 1
        else:
            high = mid
    return low - 1


def _nominal(nouns: Sequence[Noun], order: Sequence[int], made: _Chains, starts: Sequence[int]) -> None:
    """Definite noun phrases: the same head before, else the nearest name that the phrase can stand for."""
    linked = {i for i in range(len(nouns)) if sum(made.find(j) == made.find(i) for j in range(len(nouns))) > 1}
    named_chain = {made.find(i) for i, n in enumerate(nouns) if n.name}
    for x, i in enumerate(order):
        n = nouns[i]
        if n.pronoun or n.name or (i in linked and made.find(i) in named_chain):
            continue
        earlier = [j for j in order[:x] if nouns[j].end <= n.start and nouns[j].kind == n.kind and not nouns[j].pronoun]
        same = next(
            (j for j in reversed(earlier) if nouns[j].head == n.head and nouns[j].name is None and _agree(n, nouns[j])),
            None,
        )
        if same is not None and (not n.indefinite or nouns[same].text.lower() == n.text.lower()):
            made.join(same, i)
            continue
        if not n.definite or n.plural:
            continue
        names = [j for j in earlier if nouns[j].name is not None and not nouns[j].plural]
        here = _sentence(starts, n.start)
        if n.kind == "other":
            names = [j for j in names if here - _sentence(starts, nouns[j].start) <= 3]
        target = None if n.kind == "place" else _nearest(names, nouns, starts, n)
        if target is not None:
            made.join(target, i)


def _agree(a: Noun, b: Noun) -> bool:
    """Whether neither phrase has a telling word that the other lacks, or one has none."""
    return a.modifiers <= b.modifiers or (b.modifiers <= a.modifiers and not a.indefinite)


def _nearest(options: Sequence[int], nouns: Sequence[Noun], starts: Sequence[int], n: Noun) -> int | None:
    """The nearest sentence's first name, this sentence's first counted as near."""
    if not options:
        return None
    here = _sentence(starts, n.start)
    best: tuple[float, int] | None = None
    for j in options:
        s = _sentence(starts, nouns[j].start)
        gap = here - s
        if gap > 4:
            continue
        offset = nouns[j].start - starts[s] if s >= 0 else 0
        key = gap + offset / 400
        if best is None or key < best[0]:
            best = (key, j)
    return best[1] if best else None


def _pronominal(text: str, nouns: Sequence[Noun], order: Sequence[int], made: _Chains, starts: Sequence[int]) -> None:
    for x, i in enumerate(order):
        n = nouns[i]
        if n.pronoun is None or (n.pronoun in _RELATIVE and made.find(i) != i):
            continue
        earlier = [j for j in order[:x] if nouns[j].end <= n.start and nouns[j].kind == n.kind]
        if not earlier:
            after = [
                j
                for j in order[x + 1 : x + 10]
                if nouns[j].kind == n.kind and nouns[j].name and nouns[j].start - n.end < 200
            ]
            if after and n.pronoun not in _RELATIVE:
                made.join(after[0], i)
            continue
        if n.pronoun in WE | FIRST:
            target = _speaker(text, nouns, order, x)
        elif n.pronoun in _RELATIVE:
            target = earlier[-1]
        else:
            target = _antecedent(nouns, earlier, starts, n)
        if target is not None:
            made.join(target, i)


def _antecedent(nouns: Sequence[Noun], earlier: Sequence[int], starts: Sequence[int], n: Noun) -> int | None:
    here = _sentence(starts, n.start)
    best: tuple[float, int] | None = None
    for j in earlier[-40:]:
        m = nouns[j]
        gap = here - _sentence(starts, m.start)
        if gap > 3:
            continue
        offset = m.start - starts[_sentence(starts, m.start)]
        plural = m.plural and m.name is None
        if n.pronoun in NEUTER | MALE | FEMALE and plural:
            continue
        key = gap + offset / 300 + (0.3 if n.pronoun in THEY and not plural and n.kind == "other" else 0)
        key += 0.2 if m.name is None and m.pronoun is None else 0
        if best is None or key < best[0]:
            best = (key, j)
    return best[1] if best else None


def _speaker(text: str, nouns: Sequence[Noun], order: Sequence[int], x: int) -> int | None:
    """Whoever speaks: the earlier ``we`` of this speech, else the name nearest to a word of saying."""
    n = nouns[order[x]]
    for j in reversed(order[:x]):
        m = nouns[j]
        if m.kind == n.kind and m.pronoun in (WE if n.pronoun in WE else FIRST) and n.start - m.start < 500:
            return j
    best: tuple[float, int] | None = None
    for j in order:
        m = nouns[j]
        if m.kind != n.kind or m.pronoun in _RELATIVE or abs(m.start - n.start) > 500 or m.pronoun in WE | FIRST:
            continue
        near = _SAID.search(text[max(0, m.start - 30) : m.end + 90])
        gap = abs(m.start - n.start) / 100 + (0 if near else 3) + (1 if m.start > n.start else 0)
        if best is None or gap < best[0]:
            best = (gap, j)
    return best[1] if best else None
