"""What repeats what: families of reports, each with its earliest member and how the others go back to it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sayso.model import Relation
from sayso.model.findings import DOCUMENT_RELATIONS

from .claims import RETELLING, Findings, relation_json


@dataclass(frozen=True, slots=True)
class Heir:
    """A report that goes back to another: to which, how, and why it is thought so."""

    document: str
    path: str
    outlet: str
    published: str | None
    relation: str
    model: str  # path of the report that it goes back to
    directed: bool
    confidence: float
    why: str


@dataclass(frozen=True, slots=True)
class Family:
    """Reports that go back to one. ``root`` is the earliest known member, not a proven first telling."""

    root: str
    path: str
    outlet: str
    published: str | None
    heirs: tuple[Heir, ...]


@dataclass(frozen=True, slots=True)
class CopyBoard:
    """The families of a case, largest first; ``relations``: all relations between reports."""

    families: tuple[Family, ...]
    relations: tuple[Relation, ...]
    alone: int  # reports that repeat no other and are not repeated


def copy_board(found: Findings, words: str = "") -> CopyBoard:
    """Who repeats whom; ``words`` narrows by path, outlet or title of a member."""
    relations = tuple(
        sorted(
            (r for r in found.relations if r.relation in DOCUMENT_RELATIONS),
            key=lambda r: (DOCUMENT_RELATIONS.index(r.relation), -r.confidence, r.a.path, r.b.path),
        )
    )
    parent = {d: d for d in found.documents}

    def root(id: str) -> str:
        while parent[id] != id:
            id = parent[id]
        return id

    days = {d.id: (d.published.isoformat() if d.published else "9999", d.path) for d in found.documents.values()}
    best: dict[str, Relation] = {}
    for r in relations:
        if (
            r.relation not in RETELLING
            or r.by == "copies:issuer"
            or r.a.document not in parent
            or r.b.document not in parent
        ):
            continue
        parent[root(r.b.document)] = root(r.a.document)
        known = best.get(r.b.document)
        if known is None or (known.directed, known.confidence) < (r.directed, r.confidence):
            best[r.b.document] = r
    directed = {(r.a.document, r.b.document): r for r in relations if r.directed and r.relation in RETELLING}
    for heir, model in found.model_of.items():  # of several models the one that all views follow
        if heir in best:
            best[heir] = directed[(model, heir)]
    groups: dict[str, list[str]] = defaultdict(list)
    for d in found.documents:
        groups[root(d)].append(d)
    families = [_family(found, sorted(g, key=days.__getitem__), best) for g in groups.values() if len(g) > 1]
    wanted = words.casefold()
    families = [f for f in families if not wanted or _mentions(found, f, wanted)]
    kept = {f.root for f in families} | {h.document for f in families for h in f.heirs}
    shown = relations if not words else tuple(r for r in relations if {r.a.document, r.b.document} & kept)
    return CopyBoard(
        tuple(sorted(families, key=lambda f: (-len(f.heirs), f.path))),
        shown,
        sum(len(g) == 1 for g in groups.values()),
    )


def _family(found: Findings, members: list[str], best: dict[str, Relation]) -> Family:
    first = next((m for m in members if m not in best), members[0])
    heirs = []
    for member in members:
        relation = best.get(member)
        if member == first or relation is None:
            continue
        document = found.documents[member]
        heirs.append(
            Heir(
                member, document.path, found.outlet(member),
                document.published.isoformat() if document.published else None, relation.relation, relation.a.path,
                relation.directed, relation.confidence, relation.why,
            )
        )  # fmt: skip
    document = found.documents[first]
    published = document.published.isoformat() if document.published else None
    return Family(first, document.path, found.outlet(first), published, tuple(heirs))


def _mentions(found: Findings, family: Family, wanted: str) -> bool:
    ids = [family.root, *(h.document for h in family.heirs)]
    text = " ".join(f"{d.path} {d.outlet or ''} {d.title or ''}" for d in (found.documents[i] for i in ids))
    return wanted in text.casefold()


def copies_json(board: CopyBoard) -> dict[str, Any]:
    """Families and relations between reports."""
    return {
        "claims": [],
        "families": [
            {"root": f.root, "path": f.path, "outlet": f.outlet, "published": f.published, "heirs": list(f.heirs)}
            for f in board.families
        ],
        "relations": [relation_json(r) for r in board.relations],
    }
