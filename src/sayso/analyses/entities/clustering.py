"""Who is who across reports: the same name first, then short forms, each join against the vetoes.

Names are compared only where they share a block key, and each distinct name once, so the cost follows the
number of distinct names. What is near but not sure is offered as a possible join and not made.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from sayso.text.transliteration import latin

from .decisions import Decisions
from .matching import MAY_BE_ALIKE, SPELT_ALIKE, Comparison, leftovers, same_head, word_likeness
from .names import Name
from .sieve import Local, block_keys, kind_class, size
from .similarity import near_keys, verdict
from .words import concept_place, concepts, given_groups, heads, place_key

_LARGEST_BLOCK = 60  # distinct names; a larger block is cut into parts by a second key
_SAMPLE = 20  # reports of a cluster whose other names are its context
_AGE_SLACK = 1  # years that two reports of one year may differ about an age
_ENOUGH = 2  # other entities that two reports must share before context speaks for a join
# Heads that a short form may leave out: "Azov" for the Azov regiment, "Ilmara" for the river; not "Ford" for the
# Ford Foundation, and not "Kherson" for the Kherson region.
_LOOSE_HEADS = frozenset(
    "regiment battalion brigade division corps platoon squadron legion army fleet unit militia dam bridge airport "
    "plant "
    "firm company paper broadcaster news press river lake sea mountain city valley".split()
)
_SLIP = 0.55  # score of near names from which a shared context is enough
_OFFERS = 5  # possible joins that one single name may give rise to: a list for people to read
_MANIFOLD = 3  # as many reports of one body as of the next that bear a name: it is the former's
_FULLEST = 6  # longest names of a body that are held against those of another
_COMMON = 3  # bearers with other given names from which a family name is common in a case


Signature = tuple[str, ...]


@dataclass(slots=True, eq=False)
class Cluster:
    """Entities of single reports that name the same thing, and what joins are held against.

    ``births``: (age, year of the report or 0). ``sample``: the first reports, for looking at context.
    """

    kind: str
    members: list[Local] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    documents: set[str] = field(default_factory=set)
    confidence: float = 1.0
    names: dict[Signature, Name] = field(default_factory=dict)
    genders: set[str] = field(default_factory=set)
    gazetteers: set[str] = field(default_factory=set)
    numbers: set[tuple[str, ...]] = field(default_factory=set)
    births: set[tuple[int, int]] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    sample: list[str] = field(default_factory=list)
    first: int = 0  # place of the first member among all
    fullest: tuple[tuple[int, int], list[Name]] | None = None  # of a body; made again when the cluster has grown

    @classmethod
    def of(cls, e: Local, year: int, place: int) -> Cluster:
        """A cluster of one."""
        return cls(
            kind_class(e.kind), [e], [], {e.document},
            names={signature(n): n for n in e.names},
            genders={e.gender} if e.gender and e.kind == "person" else set(),
            gazetteers={e.gazetteer} if e.gazetteer else set(),
            numbers={n.numbers for n in e.names if n.numbers},
            births={(age, year) for age in e.ages},
            roles=set(e.roles),
            sample=[e.document],
            first=place,
        )  # fmt: skip

    def take(self, other: Cluster, why: str, confidence: float) -> None:
        """Take the other cluster in."""
        self.members.extend(other.members)
        self.reasons.extend(r for r in (*other.reasons, why) if r not in self.reasons)
        self.documents |= other.documents
        self.confidence = min(self.confidence, other.confidence, confidence)
        self.names |= other.names
        self.genders |= other.genders
        self.gazetteers |= other.gazetteers
        self.numbers |= other.numbers
        self.births |= other.births
        self.roles |= other.roles
        self.first = min(self.first, other.first)
        self.sample = sorted({*self.sample, *other.sample})[:_SAMPLE]


@dataclass(frozen=True, slots=True)
class Possible:
    """Two clusters that may be one: by their first members, with reason and confidence."""

    a: Local
    b: Local
    why: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Clustering:
    """The clusters in a fixed order, and the joins that were not made."""

    clusters: tuple[Cluster, ...]
    possible: tuple[Possible, ...]


def signature(name: Name) -> Signature:
    """What makes two names the same text: kind, script-free words, head, numbers."""
    return (
        kind_class(name.kind),
        name.head or "",
        " ".join(name.numbers),
        name.acronym or "",
        name.given or "",
        *(sorted(name.words) if name.kind != "person" else name.words),
    )


def generic(name: Name) -> bool:
    """Whether a name is made of common words alone (``National Guard``): many countries have one."""
    if name.kind == "person" or name.acronym:
        return False
    return not name.numbers and all(concepts(w) or heads(w) for w in name.words) and not name.places


def cluster(locals_: Sequence[Local], decided: Decisions, years: Mapping[str, int]) -> Clustering:
    """Cluster the entities of all reports. ``years``: document id to year of publication."""
    work = _Work(list(locals_), decided, years)
    work.decided_joins()
    work.same_names()
    work.same_passages()
    work.near_names()
    work.short_names()
    return work.done()


class _Work:
    def __init__(self, locals_: list[Local], decided: Decisions, years: Mapping[str, int]) -> None:
        self.locals = locals_
        self.decided = decided
        self.years = years
        self.at = {id(e): i for i, e in enumerate(locals_)}
        self.of: list[Cluster] = [Cluster.of(e, years.get(e.document, 0), i) for i, e in enumerate(locals_)]
        self.by_mention = {m.id: i for i, e in enumerate(locals_) for m in e.mentions}
        self.apart: dict[int, set[int]] = defaultdict(set)
        for pair in sorted(decided.apart, key=sorted):
            a, b = sorted(pair)
            if a in self.by_mention and b in self.by_mention:
                self.apart[self.by_mention[a]].add(self.by_mention[b])
                self.apart[self.by_mention[b]].add(self.by_mention[a])
        self.possible: dict[tuple[int, int], Possible] = {}
        self.by_document: dict[str, list[int]] = defaultdict(list)
        for i, e in enumerate(locals_):
            self.by_document[e.document].append(i)
        self.names: dict[Signature, list[int]] = defaultdict(list)
        self.name_of: dict[Signature, Name] = {}
        for i, e in enumerate(locals_):
            for s in dict.fromkeys(signature(n) for n in e.names):
                self.names[s].append(i)
            for n in e.names:
                self.name_of.setdefault(signature(n), n)
        self.bearers = self._bearers()
        self.place_stems: dict[str, tuple[str, ...]] = self._place_stems()
        self._pairs: list[tuple[Signature, Signature, Comparison]] | None = None

    # what two clusters are held against each other by ------------------------------------------------

    def veto(self, a: Cluster, b: Cluster) -> str | None:
        """What forbids to join two clusters, if anything does."""
        if a.kind != b.kind:
            return f"one is a {a.kind}, the other a {b.kind}"
        if self.apart:
            small, large = sorted((a, b), key=lambda c: len(c.members))
            if any(self.of[k] is large for e in small.members for k in self.apart.get(self.at[id(e)], ())):
                return "told apart by a person"
        if len(a.genders | b.genders) > 1:
            return "a man and a woman"
        if len(a.gazetteers | b.gazetteers) > 1:
            return "two places of the gazetteer"
        if len(a.numbers | b.numbers) > 1:
            return "other numbers"
        if a.kind == "organisation" and _other_names(a, b):
            return "other full names"
        for age, year in a.births:
            for other, then in b.births:
                gap = abs((year - age) - (then - other)) if year and then else abs(age - other) - 2
                if gap > _AGE_SLACK:
                    return f"ages {age} and {other}"
        return None

    def join(self, i: int, j: int, why: str, confidence: float) -> bool:
        """Join the clusters of two members unless something forbids it."""
        a, b = self.of[i], self.of[j]
        if a is b:
            return True
        if self.veto(a, b):
            return False
        self._unite(a, b, why, confidence)
        return True

    def _unite(self, a: Cluster, b: Cluster, why: str, confidence: float) -> None:
        if len(a.members) < len(b.members):
            a, b = b, a
        a.take(b, why, confidence)
        for e in b.members:
            self.of[self.at[id(e)]] = a

    def offer(self, i: int, j: int, why: str, confidence: float) -> None:
        """Note a possible join of two clusters, unless something forbids it."""
        a, b = self.of[i], self.of[j]
        if a is b or self.veto(a, b):
            return
        first, second = sorted((a.first, b.first))
        if (first, second) not in self.possible:
            self.possible[(first, second)] = Possible(self.locals[first], self.locals[second], why, confidence)

    # passes ------------------------------------------------------------------------------------------

    def decided_joins(self) -> None:
        """Joins that a person made; they stand above every veto but the same person's splits."""
        for a, b, why in self.decided.together:
            i, j = self.by_mention.get(a), self.by_mention.get(b)
            if i is not None and j is not None and self.of[i] is not self.of[j] and j not in self.apart[i]:
                self._unite(self.of[i], self.of[j], why, 1.0)

    def same_names(self) -> None:
        """Reports that give the same name, then names that are spellings or translations of each other."""
        for s in sorted(self.names):
            name = self.name_of[s]
            if not self._tells(name):
                continue
            members = self.names[s]
            telling = sorted(members, key=lambda i: (not self.locals[i].ages, i))
            tops: list[int] = []
            for i in telling:
                fits = [k for k in tops if self.of[k] is self.of[i] or not self.veto(self.of[k], self.of[i])]
                if len({id(self.of[k]) for k in fits}) == 1:
                    self.join(fits[0], i, "the same name in several reports", 0.97)
                elif not fits:
                    tops.append(i)
                elif (own := self._own(s, fits)) is not None:
                    self.join(own, i, "the same name in several reports", 0.95)
                else:
                    for top in fits[:3]:
                        self.offer(top, i, f"“{name.text}”: the case has several bearers of this name", 0.4)
        for s, t, found in self._compared():
            if found.verdict == "same" and self._tells(self.name_of[s]) and self._tells(self.name_of[t]):
                self._across(s, t, found.why[0], found.score, found.score >= SPELT_ALIKE)

    def _own(self, s: Signature, tops: Sequence[int]) -> int | None:
        """Of several bodies that bear a name, the one whose full name it is: others have it as a part of theirs."""
        if self.name_of[s].kind == "person":
            return None
        able = [k for k in tops if (found := _fullest(self.of[k])) and signature(found[0]) == s]
        if len({id(self.of[k]) for k in able}) == 1:
            return able[0]
        bear = Counter({k: sum(any(signature(n) == s for n in e.names) for e in self.of[k].members) for k in tops})
        (first, most), (_, next_most) = bear.most_common(2)
        return first if most > _MANIFOLD * next_most else None

    def _tells(self, name: Name) -> bool:
        """Whether a name alone tells who is meant."""
        if name.kind == "person":
            return name.full and len(name.given or "") != 1
        if name.acronym or place_key(name.text):
            return True
        return bool(name.words) and not generic(name)

    def same_passages(self) -> None:
        """One sentence in two reports names one thing: copies."""
        seen: dict[tuple[str, str, str], int] = {}
        for i, e in enumerate(self.locals):
            for passage in sorted(e.passages):
                key = (kind_class(e.kind), e.name.text.casefold(), passage)
                other = seen.setdefault(key, i)
                if other != i and self.locals[other].document != e.document:
                    self.join(other, i, f"the same sentence names “{e.name.text}” in several reports", 0.95)

    def near_names(self) -> None:
        """Common names in a shared context, near spellings in a shared context; else offers."""
        for s in sorted(self.names):
            name = self.name_of[s]
            if self._tells(name):
                continue
            offers = 0
            for i, j in pairwise(self.names[s]):
                if self.of[i] is self.of[j]:
                    continue
                if name.kind != "person" and (name.words or name.head) and size(name) > 1:
                    shared = self.shared(i, j)
                    if len(shared) >= _ENOUGH:
                        self.join(i, j, f"the same name; both reports name {_listed(shared)}", 0.9)
                        continue
                if name.kind == "person" and not name.given and self._role(i, j):
                    self.join(i, j, f"the same family name and role ({self._role(i, j)})", 0.9)
                    continue
                if offers < _OFFERS and (size(name) > 1 or name.kind == "person"):
                    offers += 1
                    self.offer(i, j, f"both reports say just “{name.text}”", 0.5)
        for s, t, found in self._compared():
            a, b = self.name_of[s], self.name_of[t]
            if found.verdict == "same" and not (self._tells(a) and self._tells(b)):
                self._with_context(s, t, found)
            elif found.verdict == "alike":
                if a.full and b.full and found.score >= _SLIP:
                    self._with_context(s, t, found)
                else:
                    self._across(s, t, found.why[0], found.score, False)

    def _role(self, i: int, j: int) -> str:
        shared = self.locals[i].roles & self.locals[j].roles
        return ", ".join(sorted(shared))

    def _with_context(self, s: Signature, t: Signature, found: Comparison) -> None:
        for i, j in self._bridges(s, t):
            shared = self.shared(i, j)
            if len(shared) >= _ENOUGH and found.score >= _SLIP and not self._meet(i, j):
                self.join(i, j, f"{found.why[0]}; both reports name {_listed(shared)}", 0.88)
            else:
                self.offer(i, j, found.why[0], found.score * 0.8)

    def _meet(self, i: int, j: int) -> bool:
        """Whether some report names both: then it means two."""
        return bool(self.of[i].documents & self.of[j].documents)

    def _across(self, s: Signature, t: Signature, why: str, score: float, sure: bool) -> None:
        for i, j in self._bridges(s, t):
            if self._meet(i, j):
                continue
            if sure:
                self.join(i, j, why, score)
            else:
                self.offer(i, j, why, score * 0.8)

    def _bridges(self, s: Signature, t: Signature) -> list[tuple[int, int]]:
        """One pair for each two clusters that bear the names, few where there are many."""
        left = list({id(self.of[i]): i for i in reversed(self.names[s])}.values())[::-1][:8]
        right = list({id(self.of[j]): j for j in reversed(self.names[t])}.values())[::-1][:8]
        if len(left) * len(right) > 16:
            return [(left[0], right[0])]
        return [(i, j) for i in left for j in right if self.of[i] is not self.of[j]]

    def short_names(self) -> None:
        """A short form joins the one fuller name of the case that it can stand for, given evidence."""
        options: dict[int, dict[int, tuple[int, Comparison]]] = defaultdict(dict)
        for s, t, found in self._compared():
            if found.verdict != "short":
                continue
            short, full = (s, t) if size(self.name_of[s]) <= size(self.name_of[t]) else (t, s)
            for i, j in self._bridges(short, full):
                short_cluster = self.of[i]
                if self.veto(short_cluster, self.of[j]) or self._meet(i, j):
                    continue
                if any(
                    size(n) > size(self.name_of[short]) and not self._goes_with(n, short, full) for n in self._all(i)
                ):
                    continue
                options[short_cluster.first].setdefault(self.of[j].first, (j, found))
        attested = self._attested()
        for i in sorted(options):
            live = {self.of[j].first: (j, found) for j, found in options[i].values() if self.of[j] is not self.of[i]}
            if not live:
                continue
            if len(live) > 1:
                for j, found in list(live.values())[:3]:
                    self.offer(i, j, f"{found.why[0]}, but the case has {len(live)} such names", 0.3)
                continue
            ((j, found),) = live.values()
            evidence = self._evidence(i, j, attested)
            if evidence:
                self.join(i, j, f"{found.why[0]}; {evidence}", 0.88)
            else:
                self.offer(i, j, found.why[0], 0.4)

    def _goes_with(self, n: Name, short: Signature, full: Signature) -> bool:
        """Whether a longer name of the short form's cluster says no more than the full name but whose country it is."""
        a, b = self.name_of[short], self.name_of[full]
        if n.places and b.places and not n.places & b.places:
            return False
        country = [w for w in n.words if any(concept_place(c) for c in concepts(w))]
        return all(w in country or _alike(w, (*a.words, *b.words)) for w in n.words)

    def _all(self, i: int) -> Iterable[Name]:
        return self.of[i].names.values()

    def _attested(self) -> dict[Signature, set[int]]:
        """Short forms that some report uses beside the full name: signature to cluster."""
        found: dict[Signature, set[int]] = defaultdict(set)
        for i, e in enumerate(self.locals):
            if len(e.names) > 1:
                for n in e.names:
                    found[signature(n)].add(id(self.of[i]))
        return found

    def _evidence(self, i: int, j: int, attested: Mapping[Signature, set[int]]) -> str | None:
        """What else says that the short form of one cluster stands for the fuller name of the other."""
        short, full = self.of[i], self.of[j]
        shared = self.shared(i, j)
        forms = {signature(n): n for n in self._all(i)}
        for s, name in sorted(forms.items()):
            if attested.get(s) == {id(full)} and len(shared) >= _ENOUGH - 1:
                return f"other reports use “{name.text}” for it"
        if short.kind == "person":
            return self._person_evidence(short, full, shared)
        fuller = [n for n in full.names.values() if n.acronym is None]
        if all(self._telling(n, fuller) for n in forms.values()):
            return None
        proper = all(_proper(n) and n.acronym is None for n in forms.values())
        if proper and not all(concepts(w) for n in forms.values() for w in n.words):
            return "no other such name in the case"
        if len(shared) >= _ENOUGH:
            return f"both reports name {_listed(shared)}"
        return None

    def _person_evidence(self, short: Cluster, full: Cluster, shared: Sequence[str]) -> str | None:
        family = next((n.family for n in full.names.values() if n.given and n.family), None)
        if family is None or self.bearers.get(family, 0) >= _COMMON:
            return None
        roles = short.roles & full.roles
        if roles and shared:
            return f"the same role ({', '.join(sorted(roles))})"
        return f"both reports name {_listed(shared)}" if len(shared) >= _ENOUGH else None

    def _telling(self, short: Name, fuller: Sequence[Name]) -> bool:
        """Whether every fuller name has a word that may tell it from what the short form means."""
        return all(self._tells_apart(short, n) for n in fuller if size(n) > size(short)) if fuller else True

    def _tells_apart(self, short: Name, full: Name) -> bool:
        if short.acronym:
            return False
        if full.numbers != short.numbers:
            return True
        if full.head and not short.head and not full.heads & _LOOSE_HEADS:
            return True
        alone, _, _, _ = leftovers(full.words, short.words)
        across = full.cyrillic != short.cyrillic
        for word in alone:
            country = any(concept_place(c) for c in concepts(word)) or self._of_place(word)
            if full.kind == "place":
                return True  # South Sudan is not Sudan
            if country or word in full.owners or given_groups(word) or (across and concepts(word)):
                continue
            return True
        return False

    def _of_place(self, word: str) -> bool:
        """Whether the word is made from the name of a place of the case (``Halvian``, ``Сорвении``)."""
        low = latin(word)
        return any(low.startswith(p[: max(4, len(p) - 2)]) for p in self.place_stems.get(low[:4], ()))

    def done(self) -> Clustering:
        clusters = list({id(c): c for c in self.of}.values())
        for c in clusters:
            c.members.sort(key=lambda e: self.at[id(e)])
            c.reasons = list(dict.fromkeys([*(r for e in c.members for r in e.reasons), *c.reasons]))
        clusters.sort(key=lambda c: self.at[id(c.members[0])])
        open_ = [p for (i, j), p in sorted(self.possible.items()) if self.of[i] is not self.of[j]]
        return Clustering(
            tuple(clusters),
            tuple(p for p in open_ if not self.veto(self.of[self.at[id(p.a)]], self.of[self.at[id(p.b)]])),
        )

    # what is computed once ----------------------------------------------------------------------------

    def _bearers(self) -> dict[str, int]:
        given: dict[str, set[str]] = defaultdict(set)
        for name in self.name_of.values():
            if name.kind == "person" and name.family and name.given:
                given[name.family].add(latin(name.given)[:4])
        return {family: len(names) for family, names in given.items()}

    def _place_stems(self) -> dict[str, tuple[str, ...]]:
        words = {latin(w) for n in self.name_of.values() if n.kind == "place" for w in n.words if len(w) > 3}
        found: dict[str, list[str]] = defaultdict(list)
        for w in sorted(words):
            found[w[:4]].append(w)
        return {k: tuple(v[:50]) for k, v in found.items()}

    def shared(self, i: int, j: int) -> list[str]:
        """Names of other entities that reports of both clusters name."""
        own = {id(self.of[i]), id(self.of[j])}
        left = self._company(self.of[i])
        right = self._company(self.of[j])
        both = [k for k in left if k in right and k not in own]
        return [left[k] for k in both][:5]

    def _company(self, c: Cluster) -> dict[int, str]:
        found: dict[int, str] = {}
        for document in c.sample:
            for k in self.by_document[document]:
                e = self.locals[k]
                if e.kind == "place" and e.gazetteer is None and len(self.of[k].documents) > 200:
                    continue
                found.setdefault(id(self.of[k]), e.name.text)
        return found

    def _compared(self) -> list[tuple[Signature, Signature, Comparison]]:
        """All pairs of distinct names that share a block key and are not plainly different."""
        if self._pairs is not None:
            return self._pairs
        blocks: dict[tuple[str, str], list[Signature]] = defaultdict(list)
        for s in sorted(self.names):
            name = self.name_of[s]
            for key in (*block_keys(name), *near_keys(name)):
                blocks[(s[0], key)].append(s)
        pairs: dict[tuple[Signature, Signature], Comparison] = {}
        for block in sorted(blocks):
            for s, t in _pairs(blocks[block], self.name_of, bare=block[1].startswith("h:")):
                if (s, t) not in pairs:
                    pairs[(s, t)] = verdict(self.name_of[s], self.name_of[t])
        for pair in [p for p, c in pairs.items() if c.verdict == "different"]:
            del pairs[pair]
        rank = {"same": 0, "short": 1, "alike": 2, "different": 3}
        self._pairs = sorted(
            ((s, t, c) for (s, t), c in pairs.items()), key=lambda x: (rank[x[2].verdict], -x[2].score, x[0], x[1])
        )
        return self._pairs


def _pairs(
    block: list[Signature], names: Mapping[Signature, Name], bare: bool
) -> Iterator[tuple[Signature, Signature]]:
    """Pairs of a block in order. ``bare``: only those with a name that has no words beside its head."""
    if bare:
        heads_only = [s for s in block if not names[s].words][:_LARGEST_BLOCK]
        for s in heads_only:
            for t in block:
                if s != t:
                    yield (s, t) if s < t else (t, s)
        return
    if len(block) <= _LARGEST_BLOCK:
        yield from combinations(block, 2)
        return
    parts: dict[str, list[Signature]] = defaultdict(list)
    for s in block:
        name = names[s]
        if name.kind == "person":
            seconds = set(given_groups(name.given)) or {latin(name.given)[:2]} if name.given else {""}
        else:
            seconds = {"".join(sorted(latin(w)[:1] for w in name.words)) + "".join(name.numbers)}
        for second in seconds:
            parts[second].append(s)
    for second in sorted(parts):
        yield from combinations(parts[second][:_LARGEST_BLOCK], 2)


def _other_names(a: Cluster, b: Cluster) -> bool:
    """Whether two bodies have other full names: a short form in common (``Human Rights``) does not make them one."""
    mine, theirs = _fullest(a), _fullest(b)
    return bool(mine and theirs) and all(_differ(n, m) for n in mine for m in theirs)


def _differ(a: Name, b: Name) -> bool:
    """Whether two full names are of two bodies: more than a country or a given name tells them apart."""
    if verdict(a, b).verdict != "different":
        return False
    if a.head and b.head and not same_head(a.head, b.head):
        return True
    alone, others, _, _ = leftovers(a.words, b.words)
    return all(any(not given_groups(w) and not _of_country(w) for w in rest) for rest in (alone, others))


def _of_country(word: str) -> bool:
    return any(concept_place(c) for c in concepts(word))


def _fullest(c: Cluster) -> list[Name]:
    """The full names of a cluster, of two words or more and short for no other, the one that most reports use first.
    What only one report of several has counts for nothing: it may be two names run together."""
    size_now = len(c.names), len(c.members).bit_length()
    if c.fullest is None or c.fullest[0] != size_now:
        uses = Counter(s for e in c.members for s in {signature(n) for n in e.names})
        able = [n for n in c.names.values() if n.acronym is None and n.kind != "person" and size(n) > 1]
        often = [n for n in able if uses[signature(n)] > 1]
        found: list[Name] = []
        for n in sorted(often or able, key=lambda n: (-size(n), n.text))[:_FULLEST]:
            if not any(verdict(n, m).verdict == "short" for m in found):
                found.append(n)
        c.fullest = size_now, sorted(found, key=lambda n: (-uses[signature(n)], -size(n), n.text))
    return c.fullest[1]


def _within(a: Name, b: Name) -> bool:
    return all(any(word_likeness(x, y) >= SPELT_ALIKE or concepts(x) & concepts(y) for y in b.words) for x in a.words)


def _alike(word: str, words: Iterable[str]) -> bool:
    return any(word_likeness(word, w) >= MAY_BE_ALIKE or concepts(word) & concepts(w) for w in words)


def _proper(name: Name) -> bool:
    return any(not concepts(w) and not heads(w) and not given_groups(w) for w in name.words)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:3])
