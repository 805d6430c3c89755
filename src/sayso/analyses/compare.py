"""All findings of a case: index, passages, stories; then origins, claims and relations story by story."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace

import numpy as np

from sayso.ledger import View
from sayso.ledger.codec import dumps
from sayso.model import Findings, Relation
from sayso.version import __version__

from .align import Alignment, Run, Sheet, lay
from .claims import EVENT, EVENT_LOOSE, EVENT_PLAIN, Setting, claims_of
from .copies import (
    BY_LIKENESS,
    RETOLD_COSINE,
    RETOLD_PARTICULARS,
    REWRITE_COSINE,
    REWRITE_PARTICULARS,
    WORTH,
    Evidence,
    alike_only,
    is_verbatim,
    nearest,
    relate_reports,
)
from .credits import credits_of
from .index import Index, build_index, days_between
from .judged import Decisions, decisions
from .memory import Memory, key_of
from .occasions import OCCASION, occasions
from .origins import RETELLING, families, origins
from .prints import Print, make_print, worn
from .reports import Listed, Shelf, listed
from .retelling import read_again, retold
from .rewriting import likeness, sentence_stems, stem_weights
from .standing import Standing, StoryFindings
from .stories import ALIKE, stories
from .words import Wording

_HELD = 1000  # bodies that stay ready to be laid beside others: some 14 KB each
KEPT = 1000  # reports: those of a case up to this size are read once
SMALL = 40  # reports: in a story up to this size every two are laid side by side
MIDDLING = 120  # reports: in a story up to this size every two of near days are at least held against each other
NEAR_DAYS = 3
_RULES = "9"  # raise when a rule changes what a story's findings are
_PRINTS = "2"  # raise when a print holds other things
_WORDING = "1"  # raise when what is kept of a body's words changes
_PASSAGES = "3"  # raise when an alignment holds other things
_REPEATS = "1"  # raise when a rule changes which reports repeat each other's words

# From where on likeness and shared particulars mean something to the rules of a story. They are told to them no finer,
# so that a story is compared again where they pass one of these, not with every small change of the case.
_LIKENESS = sorted({EVENT_LOOSE, EVENT, EVENT_PLAIN, WORTH, REWRITE_COSINE, RETOLD_COSINE})
_PARTICULARS = (REWRITE_PARTICULARS, RETOLD_PARTICULARS)

Pairs = dict[tuple[int, int], float]  # ranks of two reports -> their likeness


def compare_reports(
    view: View,
    memory: Memory,
    entity_of: Mapping[str, str] | None = None,
    told: Callable[[int, int], None] = lambda done, total: None,
    standing: Standing | None = None,
) -> Iterator[Findings]:
    """Copies, origins, claims and relations of a case's standing reports, story by story.

    ``memory`` holds what an earlier comparison worked out and takes in what is new. ``entity_of``: mention id ->
    entity id, where entities were resolved in the same run. ``told``: called with the reports done and all of them.
    ``standing``: stories whose rows the case holds as they are; they are passed over.
    """
    order = listed(view)
    shelf = Shelf(view, entity_of or {}, keeps=len(order) <= KEPT)
    several = len({entry.language for entry in order}) > 1
    index = build_index(order, _prints(order, shelf, memory), shelf.entities(order) if several else None)
    passages = _Passages(index, shelf, memory)
    repeats = passages.repeats()
    judged = decisions(view)
    met = occasions(view, index)
    alike = {(a, b): like for a, b, like in (*index.alike, *((a, b, max(like, OCCASION)) for a, b, like in met))}
    groups = stories(index, judged.hold_together(order, repeats), met)
    story = _Stories(index, passages, frozenset(repeats), shelf, memory, judged)
    seen: set[str] = set()  # what persons set stands in every story; it is told once
    done = 0
    for ranks, near in zip(groups, _near_pairs(groups, index, alike), strict=True):
        found = story.findings(ranks, _story_pairs(ranks, index, alike, near), standing)
        if found is not None:
            yield Findings(_once(judged.amend(found.relations), seen), origins=found.origins, claims=found.claims)
        done += len(ranks)
        told(done, len(order))
    yield Findings(_once(judged.amend(()), seen))


def _once(relations: Iterable[Relation], seen: set[str]) -> tuple[Relation, ...]:
    """Each relation of two rows once, the surest; of those by persons what is not ``seen``."""
    best: dict[str, Relation] = {}
    for r in relations:
        if r.by.startswith("person:"):
            if r.id in seen:
                continue
            seen.add(r.id)
        if r.id not in best or r.confidence > best[r.id].confidence:
            best[r.id] = r
    return tuple(best.values())


def _prints(order: Sequence[Listed], shelf: Shelf, memory: Memory) -> list[Print]:
    out = []
    for entry in order:
        key = key_of(_PRINTS, entry.id, entry.mark)
        packed = memory.get("print", key)
        if packed is None:
            report = shelf.body(entry.id)
            packed = make_print(report).pack()
            memory.put("print", key, packed)
            memory.put("wording", _wording_key(entry), report.words.pack())
        else:
            memory.hold("wording", _wording_key(entry))
        out.append(Print.unpack(packed))
    return out


def _wording_key(entry: Listed) -> str:
    return key_of(_WORDING, entry.id, entry.mark)


class _Passages:
    """Alignments of reports by rank, each made once.

    Reports that share passages may stand far apart, so no report is read for them: what a body says is kept by itself.
    """

    def __init__(self, index: Index, shelf: Shelf, memory: Memory) -> None:
        self.index = index
        self._shelf = shelf
        self._memory = memory
        self._held: dict[int, Sheet] = {}
        # of each report all that its passages with others depend on
        self.marks = [
            bytes.fromhex(key_of(e.id, e.mark, str(e.day), np.packbits(c).tobytes() if c.any() else ""))
            for e, c in zip(index.order, index.common, strict=True)
        ]

    def of(self, a: int, b: int) -> Alignment:
        """The alignment of two reports, common passages left out."""
        kept = np.frombuffer(self.packed(a, b), np.int32).reshape(-1, 6).tolist()
        return Alignment(tuple(Run(*row) for row in kept))

    def packed(self, a: int, b: int) -> bytes:
        """Its runs as numbers of 32 bits, six a run, in the order of the fields of :class:`Run`."""
        key = self._key(a, b)
        packed = self._memory.get("passages", key)
        if packed is None:
            found = lay(self._sheet(a), self._sheet(b)).runs
            rows = [(r.a, r.b, r.length, r.outside, r.unquoted, r.quoted) for r in found]
            packed = np.asarray(rows, np.int32).tobytes()
            self._memory.put("passages", key, packed)
        return packed

    def hold(self, a: int, b: int) -> None:
        """Say that the alignment of two reports stays wanted."""
        self._memory.hold("passages", self._key(a, b))

    def repeats(self) -> list[tuple[int, int]]:
        """The pairs of the index of which one report repeats the other's words, in order. What is known of a report
        and all its pairs is kept as one."""
        first, others = self.index.verbatim.a, self.index.verbatim.b
        ends = np.flatnonzero(np.append(first[1:] != first[:-1], len(first) > 0)) + 1
        out: list[tuple[int, int]] = []
        start = 0
        for end in ends.tolist():
            a, mine = int(first[start]), others[start:end].tolist()
            start = end
            key = key_of(_REPEATS, self.marks[a], *(self.marks[b] for b in mine))
            known = self._memory.get("repeats", key)
            if known is None:
                known = bytes(self.verbatim(a, b, self.of(a, b)) for b in mine)
                self._memory.put("repeats", key, known)
            else:
                for b in mine:
                    self.hold(a, b)
            out += [(a, b) for b, repeats in zip(mine, known, strict=True) if repeats]
        return out

    def verbatim(self, a: int, b: int, alignment: Alignment) -> bool:
        """Whether one of two reports of this alignment repeats the other's words."""
        one, other = (int(self.index.prints[i].length[0]) for i in (a, b))
        return is_verbatim(alignment, one, other, self.index.order[a].day, self.index.order[b].day)

    def _key(self, a: int, b: int) -> str:
        return key_of(_PASSAGES, self.marks[a], self.marks[b])

    def _drop(self, rank: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]] | None:
        common = self.index.common[rank]
        return worn(self.index.prints[rank], common) if common.any() else None

    def _sheet(self, rank: int) -> Sheet:
        found = self._held.pop(rank, None)
        if found is None:
            entry = self.index.order[rank]
            packed = self._memory.get("wording", _wording_key(entry))
            if packed is None:
                packed = self._shelf.body(entry.id).words.pack()
                self._memory.put("wording", _wording_key(entry), packed)
            found = Sheet.of(Wording.unpack(packed, int(self.index.prints[rank].length[0])), self._drop(rank))
            if len(self._held) >= _HELD:
                self._held.pop(next(iter(self._held)))
        self._held[rank] = found
        return found


class _Stories:
    """The findings of stories, remembered by all that they depend on. ``repeats``: pairs of which one report repeats
    the other's words."""

    def __init__(
        self,
        index: Index,
        passages: _Passages,
        repeats: Set[tuple[int, int]],
        shelf: Shelf,
        memory: Memory,
        judged: Decisions,
    ) -> None:
        self.index = index
        self.passages = passages
        self.repeats = repeats
        self.shelf = shelf
        self.memory = memory
        self.judged = judged

    def findings(self, ranks: Sequence[int], pairs: Pairs, standing: Standing | None) -> StoryFindings | None:
        """The findings of one story; ``None`` when their rows stand as they are."""
        entries = [self.index.order[i] for i in ranks]
        ids = [e.id for e in entries]
        place = {rank: n for n, rank in enumerate(ranks)}  # a rank changes with every earlier report of the case
        decided = self.judged.key(ids)
        # who repeats another is of one family with it, whatever they are like, unless a person says otherwise
        kin = self.repeats if not decided else frozenset()
        bands = {
            p: _band(like, (EVENT,) if p in kin else _LIKENESS)
            for p, like in _likenesses(ranks, pairs, self.index).items()
        }
        shared = {
            p: self._particulars(p, bands[p]) for p in pairs if bands[p] >= REWRITE_COSINE and p not in self.repeats
        }
        situation = (
            __version__, _RULES,
            *(part for e in entries for part in (e.id, e.mark, str(e.day), e.path, str(e.outlet))),
            self.shelf.entity_key(ids), decided,
            *(
                f"{place[p[0]]},{place[p[1]]},{'+' if p in pairs else '-'},{band},{shared.get(p, 0.0):.3f}"
                for p, band in sorted(bands.items())
            ),
        )  # fmt: skip
        key = self._key(situation, ranks, pairs)
        shown = {p: like for p, like in pairs.items() if like >= WORTH and p not in self.repeats}
        rows = key_of(key, *(f"{place[a]},{place[b]}={like:.2f}" for (a, b), like in sorted(shown.items())))
        if standing is not None and standing.holds(rows, key):
            self.memory.hold("story", key)
            return None
        packed = self.memory.get("story", key)
        if packed is not None:
            found = StoryFindings.unpack(packed)
        else:
            found = self._compared(ranks, pairs, bands, shared)
            self.memory.put("story", key, dumps(found).encode("utf-8", "surrogatepass"))
        likes = {frozenset((self.index.order[a].id, self.index.order[b].id)): like for (a, b), like in pairs.items()}
        return replace(found, relations=tuple(_told_exactly(r, likes) for r in found.relations))

    def _key(self, situation: Sequence[str], ranks: Sequence[int], pairs: Pairs) -> str:
        """The key of a story's findings. What is common property of its reports' words counts as far as their passages
        change with it; the key that comes of it is remembered, so that they are not gone through each time."""
        if not pairs:
            return key_of(*situation)
        worn = key_of(*situation, *(self.passages.marks[i] for i in ranks))
        known = self.memory.get("story-key", worn)
        if known is None:
            known = bytes.fromhex(key_of(*situation, *(self.passages.packed(a, b) for a, b in sorted(pairs))))
            self.memory.put("story-key", worn, known)
        else:
            for a, b in pairs:
                self.passages.hold(a, b)
        return known.hex()

    def _particulars(self, pair: tuple[int, int], like: float) -> float:
        """How much two reports share of names and numbers: exactly where it is told to readers, else from where on."""
        found = self.index.shared_particulars(*pair)
        if like >= RETOLD_COSINE and found >= RETOLD_PARTICULARS:
            return found
        return _band(found, _PARTICULARS)

    def _compared(
        self,
        ranks: Sequence[int],
        pairs: Pairs,
        bands: Pairs,
        shared: Mapping[tuple[int, int], float],
    ) -> StoryFindings:
        reports = [self.shelf[self.index.order[i].id] for i in ranks]
        by_rank = dict(zip(ranks, reports, strict=True))
        alignments = {p: self.passages.of(*p) for p in pairs}
        stems = {r.id: sentence_stems(r) for r in reports} if len(reports) > 1 else {}
        weights = stem_weights(list(stems.values()))
        credits = credits_of(reports)
        relations: list[Relation] = []
        shares: dict[frozenset[str], float] = {}
        for a, b in sorted(pairs):
            one, other = by_rank[a], by_rank[b]
            told = None
            if bands[(a, b)] >= WORTH and not self.passages.verbatim(a, b, alignments[(a, b)]):
                told = likeness(stems[one.id], stems[other.id], weights)
            shares[frozenset((one.id, other.id))] = told.told if told is not None else 0.0
            evidence = Evidence(alignments[(a, b)], told, bands[(a, b)], shared.get((a, b), 0.0))
            relation = relate_reports(one, other, evidence, credits)
            if relation is not None:
                relations.append(relation)
        relations = list(self.judged.amend(nearest(relations, shares)))
        laid = {(by_rank[a].id, by_rank[b].id): alignments[(a, b)] for a, b in sorted(pairs)}
        again = retold(reports, relations, laid)
        reports = read_again(reports, again)
        found = origins(reports, relations, again)
        setting = Setting(
            reports, found, credits, laid,
            {(by_rank[a].id, by_rank[b].id): band for (a, b), band in sorted(bands.items())},
            families(reports, relations, RETELLING), again, self.judged.split, self.judged.joined,
        )  # fmt: skip
        claims, row_relations = claims_of(setting)
        return StoryFindings((*relations, *row_relations), found.groups, tuple(claims))


def _band(value: float, least: Sequence[float]) -> float:
    """The highest of some rising values that this one reaches; 0 when it reaches none."""
    return max((v for v in least if value >= v), default=0.0)


def _told_exactly(relation: Relation, likes: Mapping[frozenset[str], float]) -> Relation:
    """A relation by likeness alone says what the likeness is."""
    if relation.by != BY_LIKENESS:
        return relation
    return replace(relation, why=alike_only(likes[frozenset((relation.a.document, relation.b.document))]))


def _likenesses(ranks: Sequence[int], pairs: Pairs, index: Index) -> Pairs:
    """How alike the reports of a story are: those laid side by side, and of one of middling size all near in time."""
    if not SMALL < len(ranks) <= MIDDLING:
        return pairs
    out = dict(pairs)
    for i, a in enumerate(ranks):
        for b in ranks[i + 1 :]:
            gap = days_between(index.order[a].day, index.order[b].day)
            if (a, b) not in out and gap is not None and abs(gap) <= NEAR_DAYS:
                out[(a, b)] = index.likeness(a, b)
    return out


def _near_pairs(groups: Sequence[Sequence[int]], index: Index, alike: Mapping[tuple[int, int], float]) -> list[Pairs]:
    """For each story its pairs that are alike or share passages: one pass over the pairs of the case."""
    story = {rank: n for n, ranks in enumerate(groups) for rank in ranks}
    found: list[Pairs] = [{} for _ in groups]
    for (a, b), like in alike.items():
        if like >= ALIKE and story[a] == story[b]:
            found[story[a]][(a, b)] = like
    for a, b in zip(index.verbatim.a.tolist(), index.verbatim.b.tolist(), strict=True):
        if story[a] == story[b]:
            found[story[a]].setdefault((a, b), alike.get((a, b), 0.0))
    return found


def _story_pairs(ranks: Sequence[int], index: Index, alike: Mapping[tuple[int, int], float], near: Pairs) -> Pairs:
    """The pairs of a story that are laid side by side, with their likeness: of a small one, every two."""
    if len(ranks) > SMALL:
        return near
    every = [(a, b) for i, a in enumerate(ranks) for b in ranks[i + 1 :]]
    return {p: max(alike.get(p, 0.0), index.likeness(*p)) for p in every}
