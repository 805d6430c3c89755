"""Who is who: entities with their names, reasons and reports, and the joins that are left to a person."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass

from sayso.ledger import View
from sayso.text.transliteration import fold, latin


@dataclass(frozen=True, slots=True)
class EntityRow:
    """One entity. ``reasons``: why its names were joined; ``maybe``: ids of entities that may be the same."""

    id: str
    kind: str
    name: str
    aliases: tuple[str, ...]
    mentions: int
    documents: int
    outlets: int
    confidence: float
    reasons: tuple[str, ...]
    maybe: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PossibleJoin:
    """Two entities that may be one, with the words that were compared. Not joined."""

    id: str
    a: str
    a_name: str
    a_path: str
    b: str
    b_name: str
    b_path: str
    why: str
    confidence: float


@dataclass(frozen=True, slots=True)
class EntitiesPage:
    """Entities, most reported first, and possible joins, likeliest first."""

    entities: tuple[EntityRow, ...]
    possible: tuple[PossibleJoin, ...]


def entities(view: View, words: str = "", kind: str | None = None) -> EntitiesPage:
    """The entities of a case; ``words`` narrows by any name, whatever its letters and accents."""
    outlets = {d.id: d.outlet or d.path for d in view.documents(text=False)}
    possible = _possible(view)
    maybe: dict[str, set[str]] = defaultdict(set)
    for p in possible:
        maybe[p.a].add(p.b)
        maybe[p.b].add(p.a)
    counts = dict(view.db.execute("SELECT entity, count(*) FROM entity_mentions GROUP BY entity").fetchall())
    query = "SELECT id, kind, name, aliases, documents, reasons, confidence FROM entities ORDER BY name, id"
    rows = []
    for r in view.db.execute(query):
        aliases = tuple(json.loads(r["aliases"]))
        if (kind and r["kind"] != kind) or not _named(words, (r["name"], *aliases)):
            continue
        documents = json.loads(r["documents"])
        rows.append(
            EntityRow(
                id=r["id"],
                kind=r["kind"],
                name=r["name"],
                aliases=aliases,
                mentions=counts.get(r["id"], 0),
                documents=len(documents),
                outlets=len({outlets[d] for d in documents if d in outlets}),
                confidence=r["confidence"],
                reasons=tuple(json.loads(r["reasons"])),
                maybe=tuple(sorted(maybe[r["id"]])),
            )
        )
    shown = {r.id for r in rows}
    rows.sort(key=lambda e: (-e.documents, -e.mentions, e.name, e.id))
    return EntitiesPage(tuple(rows), tuple(p for p in possible if p.a in shown or p.b in shown))


def _named(words: str, names: tuple[str, ...]) -> bool:
    asked = fold(words).text.split()
    if not asked:
        return True
    for name in names:
        plain = fold(name).text
        if all(w in plain or latin(w) in latin(plain) for w in asked):
            return True
    return False


def _possible(view: View) -> tuple[PossibleJoin, ...]:
    query = """
        SELECT r.id, ea.id AS a, ea.name AS a_name, r.a_path, eb.id AS b, eb.name AS b_name, r.b_path, r.why,
               r.confidence
        FROM relations r
        JOIN entity_mentions ma ON ma.mention = r.a_id JOIN entities ea ON ea.id = ma.entity
        JOIN entity_mentions mb ON mb.mention = r.b_id JOIN entities eb ON eb.id = mb.entity
        WHERE r.relation = 'possible-join' ORDER BY r.confidence DESC, r.id
    """
    return tuple(PossibleJoin(**dict(r)) for r in view.db.execute(query))
