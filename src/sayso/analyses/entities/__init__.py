"""Who is who across spellings, scripts and reports: entities, and joins that are offered but not made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.ledger import View
from sayso.ledger.codec import record
from sayso.model import Anchor, Entity, Judgement, Mention, Relation
from sayso.model.ids import finding_id

from ..memory import Memory
from .blocks import Blocks
from .clustering import Cluster, Possible, cluster
from .coreference import entities_of
from .decisions import Decisions, decisions, entity_id
from .kinds import voted
from .sieve import Local

__all__ = ["Report", "Resolution", "entity_id", "resolution", "resolve", "resolve_reports"]


_STANDING = "document IN (SELECT id FROM documents WHERE withdrawn IS NULL)"
_MENTIONS = f'SELECT * FROM mentions WHERE {_STANDING} ORDER BY document, start, "end", id'
_PLACES = f"""SELECT document, start, "end", gazetteer FROM places WHERE gazetteer IS NOT NULL AND {_STANDING}
ORDER BY document, start, "end", id"""
_DOCUMENTS = "SELECT id, path, extracted, published FROM documents WHERE withdrawn IS NULL ORDER BY path, id"


@dataclass(frozen=True, slots=True)
class Report:
    """What resolution needs of one report. ``places``: (start, end, gazetteer id)."""

    document: str
    path: str
    text: str
    mentions: tuple[Mention, ...]
    places: tuple[tuple[int, int, str], ...] = ()
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """The entities, and the possible joins as relations between mentions (``possible-join``)."""

    entities: tuple[Entity, ...]
    possible: tuple[Relation, ...]


def resolve(view: View) -> tuple[Entity, ...]:
    """The entities of a case, from its standing mentions and judgements."""
    return resolution(view).entities


def resolution(view: View, memory: Memory | None = None) -> Resolution:
    """The entities of a case and the joins that a person may want to make. ``memory`` spares what an earlier run worked
    out of each report; names are joined across reports anew, judgements first."""
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for row in view.db.execute(_MENTIONS):
        mentions[row["document"]].append(record(Mention, row, entity=None))
    places: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for row in view.db.execute(_PLACES):
        places[row["document"]].append((row["start"], row["end"], row["gazetteer"]))
    placed = [(id, m) for id in sorted(mentions) for m in mentions[id]]
    decided = decisions(view.judgements(), placed)

    def text_of(document: str) -> str:
        return str(view.db.execute("SELECT text FROM documents WHERE id = ?", (document,)).fetchone()["text"])

    blocks = Blocks(Memory() if memory is None else memory, text_of, voted(m for _, m in placed))
    locals_: list[Local] = []
    paths: dict[str, str] = {}
    years: dict[str, int] = {}
    for d in view.db.execute(_DOCUMENTS):
        id = d["id"]
        if id not in mentions:
            continue
        paths[id] = d["path"]
        if d["published"]:
            years[id] = int(d["published"][:4])
        locals_.extend(blocks.of(id, d["extracted"], mentions[id], decided.apart, places.get(id, ())))
    return _resolved(locals_, decided, years, paths)


def resolve_reports(reports: Sequence[Report], judgements: Sequence[Judgement] = ()) -> Resolution:
    """Resolve the mentions of reports. A report without mentions has no part in it."""
    placed = [(r.document, m) for r in reports for m in r.mentions]
    decided = decisions(judgements, placed)
    kinds = voted(m for _, m in placed)
    locals_ = [e for r in reports for e in entities_of(r.document, r.text, r.mentions, decided.apart, r.places, kinds)]
    years = {r.document: r.year for r in reports if r.year is not None}
    return _resolved(locals_, decided, years, {r.document: r.path for r in reports})


def _resolved(
    locals_: Sequence[Local], decided: Decisions, years: Mapping[str, int], paths: Mapping[str, str]
) -> Resolution:
    found = cluster(locals_, decided, years)
    entities = sorted((_entity(c) for c in found.clusters), key=lambda e: (e.name.casefold(), e.id))
    return Resolution(tuple(entities), tuple(_relation(p, paths) for p in found.possible))


_GLUED = 8  # times as often as a name stands another of the same entity, from which the former may be glued


def _entity(c: Cluster) -> Entity:
    members = [m for e in c.members for m in e.mentions]
    counts: dict[str, int] = defaultdict(int)
    for m in members:
        counts[" ".join(m.text.split())] += 1
    aliases = sorted(counts, key=lambda a: (-counts[a], a))
    kinds: dict[str, int] = defaultdict(int)
    for m in members:
        kinds[m.kind] += 1
    kind = max(sorted(kinds), key=lambda k: kinds[k])
    name = _best_name(c, counts)
    return Entity(
        id=entity_id(members[0].id),
        kind=kind,  # type: ignore[arg-type]
        name=name,
        aliases=tuple(a for a in aliases if a != name),
        mentions=tuple(sorted(m.id for m in members)),
        documents=tuple(sorted({e.document for e in c.members})),
        reasons=tuple(c.reasons),
        confidence=round(c.confidence, 3),
    )


def _best_name(c: Cluster, counts: Mapping[str, int]) -> str:
    """The name that most mentions give in full: Latin letters and full names first, then frequency. A name that stands
    once where another of its kind stands often may be glued from two: it names nobody."""
    by_text = {n.text: n for e in c.members for n in e.names}
    known = {text: by_text[text] for text in counts if text in by_text}
    if not known:
        return max(counts, key=lambda t: (counts[t], t))

    def rank(text: str) -> tuple[object, ...]:
        name = known[text]
        return (name.full or name.kind != "person", not name.cyrillic, not text.isupper(), name.acronym is None,
                min(counts[text], 3), len(name.words) + bool(name.head), counts[text], text)  # fmt: skip

    often = max(counts[text] for text in known)
    held = [
        text for text in known if counts[text] * _GLUED > often or (known[text].kind == "person" and known[text].full)
    ]
    return max(held, key=rank)


def _relation(p: Possible, paths: Mapping[str, str]) -> Relation:
    def anchor(e: Local) -> Anchor:
        m = e.mentions[0]
        return Anchor(e.document, paths[e.document], m.start, m.end, m.text, m.id)

    a, b = anchor(p.a), anchor(p.b)
    return Relation(
        id=finding_id("relation", "possible-join", a.id or "", b.id or ""),
        relation="possible-join",
        a=a,
        b=b,
        why=p.why,
        confidence=round(p.confidence, 3),
        by="entities",
        field="entity",
    )
