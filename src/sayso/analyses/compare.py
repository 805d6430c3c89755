"""All findings of a case: index, passages, stories; then origins, claims and relations story by story."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sayso.ledger import View
from sayso.ledger.codec import dumps, from_json
from sayso.model import Claim, Findings, OriginGroup, Relation
from sayso.version import __version__

from .align import Alignment, Run, align
from .claims import Setting, claims_of
from .copies import REWRITE_COSINE, WORTH, Evidence, is_verbatim, nearest, relate_reports
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
from .stories import ALIKE, stories
from .words import Wording

_HELD = 2000  # bodies whose words stay at hand: some 4 KB each
SMALL = 40  # reports: in a story up to this size every two are laid side by side
MIDDLING = 120  # reports: in a story up to this size every two of near days are at least held against each other
NEAR_DAYS = 3
_RULES = "3"  # raise when a rule changes what a story's findings are


_PRINTS = "2"  # raise when a print holds other things
_WORDING = "1"  # raise when what is kept of a body's words changes
_PASSAGES = "2"  # raise when an alignment holds other things


Pairs = dict[tuple[int, int], float]  # ranks of two reports -> their likeness


@dataclass(frozen=True, slots=True)
class StoryFindings:
    """What one story gave."""

    relations: tuple[Relation, ...]
    origins: tuple[OriginGroup, ...]
    claims: tuple[Claim, ...]


def compare_reports(
    view: View,
    memory: Memory,
    entity_of: Mapping[str, str] | None = None,
    told: Callable[[int, int], None] = lambda done, total: None,
) -> Iterator[Findings]:
    """Copies, origins, claims and relations of a case's standing reports, story by story.

    ``memory`` holds what an earlier comparison worked out and takes in what is new. ``entity_of``: mention id ->
    entity id, where entities were resolved in the same run. ``told``: called with the reports done and all of them.
    """
    order = listed(view)
    shelf = Shelf(view, entity_of or {})
    index = build_index(order, _prints(order, shelf, memory), shelf.entities(order))
    passages = _Passages(index, shelf, memory)
    verbatim = [
        (a, b)
        for a, b in zip(index.verbatim.a.tolist(), index.verbatim.b.tolist(), strict=True)
        if passages.verbatim(a, b)
    ]
    judged = decisions(view)
    met = occasions(view, index)
    alike = {(a, b): like for a, b, like in (*index.alike, *((a, b, max(like, OCCASION)) for a, b, like in met))}
    groups = stories(index, judged.hold_together(order, verbatim), met)
    seen: set[str] = set()  # what persons set stands in every story; it is told once
    done = 0
    for ranks, near in zip(groups, _near_pairs(groups, index, alike), strict=True):
        pairs = _story_pairs(ranks, index, alike, near)
        found = _story(ranks, pairs, index, passages, shelf, memory, judged)
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
            report = shelf[entry.id]
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
        self._held: dict[int, Wording] = {}
        self._worn = [key_of(np.packbits(c).tobytes()) if c.any() else "" for c in index.common]

    def of(self, a: int, b: int) -> Alignment:
        """The alignment of two reports, common passages left out."""
        order = self.index.order
        key = key_of(_PASSAGES, order[a].id, order[a].mark, self._worn[a], order[b].id, order[b].mark, self._worn[b])
        packed = self._memory.get("passages", key)
        if packed is None:
            found = align(self._wording(a), self._wording(b), self._drop(a), self._drop(b))
            rows = [(r.a, r.b, r.length, r.outside, r.unquoted, r.quoted) for r in found.runs]
            packed = np.asarray(rows, np.int32).tobytes()
            self._memory.put("passages", key, packed)
            return found
        kept = np.frombuffer(packed, np.int32).reshape(-1, 6).tolist()
        return Alignment(tuple(Run(*row) for row in kept))

    def verbatim(self, a: int, b: int) -> bool:
        """Whether one of two reports repeats the other's words."""
        one, other = (int(self.index.prints[i].length[0]) for i in (a, b))
        return is_verbatim(self.of(a, b), one, other, self.index.order[a].day, self.index.order[b].day)

    def _drop(self, rank: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]] | None:
        common = self.index.common[rank]
        return worn(self.index.prints[rank], common) if common.any() else None

    def _wording(self, rank: int) -> Wording:
        found = self._held.pop(rank, None)
        if found is None:
            entry = self.index.order[rank]
            packed = self._memory.get("wording", _wording_key(entry))
            if packed is None:
                packed = self._shelf[entry.id].words.pack()
                self._memory.put("wording", _wording_key(entry), packed)
            found = Wording.unpack(packed, int(self.index.prints[rank].length[0]))
            if len(self._held) >= _HELD:
                self._held.pop(next(iter(self._held)))
        self._held[rank] = found
        return found


def _story(
    ranks: Sequence[int],
    pairs: Pairs,
    index: Index,
    passages: _Passages,
    shelf: Shelf,
    memory: Memory,
    judged: Decisions,
) -> StoryFindings:
    """The findings of one story, remembered by all that they depend on."""
    entries = [index.order[i] for i in ranks]
    place = {rank: n for n, rank in enumerate(ranks)}  # a rank changes with every earlier report of the case
    alignments = {p: passages.of(*p) for p in pairs}
    particulars = {p: index.shared_particulars(*p) for p, like in pairs.items() if like >= REWRITE_COSINE}
    alike = _likenesses(ranks, pairs, index)
    key = key_of(
        __version__, _RULES,
        *(part for e in entries for part in (e.id, e.mark, e.path, str(e.day), str(e.outlet))),
        shelf.entity_key([e.id for e in entries]), judged.key([e.id for e in entries]),
        *(
            f"{place[p[0]]},{place[p[1]]}:{alignments[p].longest},{alignments[p].total(5)},"
            f"{alignments[p].strength:.3f},{alignments[p].words()},{like:.3f},{particulars.get(p, 0.0):.3f}"
            for p, like in sorted(pairs.items())
        ),
        *(f"{place[a]},{place[b]}={like:.2f}" for (a, b), like in sorted(alike.items()) if (a, b) not in pairs),
    )  # fmt: skip
    packed = memory.get("story", key)
    if packed is not None:
        return from_json(StoryFindings, json.loads(packed))
    reports = [shelf[e.id] for e in entries]
    by_rank = dict(zip(ranks, reports, strict=True))
    stems = {r.id: sentence_stems(r) for r in reports} if len(reports) > 1 else {}
    weights = stem_weights(list(stems.values()))
    credits = credits_of(reports)
    relations: list[Relation] = []
    shares: dict[frozenset[str], float] = {}
    for (a, b), like in sorted(pairs.items()):
        one, other = by_rank[a], by_rank[b]
        told = None
        if like >= WORTH and not passages.verbatim(a, b):
            told = likeness(stems[one.id], stems[other.id], weights)
        shares[frozenset((one.id, other.id))] = told.told if told is not None else 0.0
        relation = relate_reports(
            one, other, Evidence(alignments[(a, b)], told, like, particulars.get((a, b), 0.0)), credits
        )
        if relation is not None:
            relations.append(relation)
    relations = list(judged.amend(nearest(relations, shares)))
    laid = {(by_rank[a].id, by_rank[b].id): alignments[(a, b)] for a, b in sorted(pairs)}
    again = retold(reports, relations, laid)
    reports = read_again(reports, again)
    found = origins(reports, relations, again)
    setting = Setting(
        reports, found, credits, laid,
        {(by_rank[a].id, by_rank[b].id): like for (a, b), like in sorted(alike.items())},
        families(reports, relations, RETELLING), again, judged.split, judged.joined,
    )  # fmt: skip
    claims, row_relations = claims_of(setting)
    out = StoryFindings((*relations, *row_relations), found.groups, tuple(claims))
    memory.put("story", key, dumps(out).encode("utf-8", "surrogatepass"))
    return out


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
