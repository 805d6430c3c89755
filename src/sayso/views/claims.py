"""Claims with their rows, independent origins, agreement and conflict: most contested first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sayso.ledger import Placed
from sayso.model import Anchor, Claim, Document, Figure, OriginGroup, Relation, Statement
from sayso.model.findings import ROW_RELATIONS

from .case import CaseView

RETELLING = ("copy", "excerpt", "rewrite", "translation", "same-origin")
_WEIGHT = {"conflict": 10, "denies": 8, "tension": 4, "revision": 2}


@dataclass(frozen=True)
class Findings:
    """All claims of a case with what they are made of, read once."""

    case: CaseView

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """Standing documents by id."""
        return {d.id: d for d in self.case.documents()}

    @cached_property
    def figures(self) -> Mapping[str, Placed[Figure]]:
        """Figures by id."""
        return {p.row.id: p for p in self.case.figures()}

    @cached_property
    def statements(self) -> Mapping[str, Placed[Statement]]:
        """Statements by id."""
        return {p.row.id: p for p in self.case.statements()}

    @cached_property
    def origins(self) -> Mapping[str, OriginGroup]:
        """Origin groups by id."""
        return {o.id: o for o in self.case.origins()}

    @cached_property
    def origin_of(self) -> Mapping[str, OriginGroup]:
        """Row id -> its origin group."""
        return {row: o for o in self.origins.values() for row in o.rows}

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """All claims."""
        return tuple(self.case.claims())

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """All relations."""
        return tuple(self.case.relations())

    @cached_property
    def between_rows(self) -> Mapping[str, tuple[Relation, ...]]:
        """Claim id -> relations between rows of which at least one is its member."""
        claim_of = {m: c.id for c in self.claims for m in c.members}
        out: dict[str, list[Relation]] = defaultdict(list)
        for r in self.relations:
            if r.relation in ROW_RELATIONS:
                for id in sorted({claim_of[i] for i in (r.a.id, r.b.id) if i in claim_of}):
                    out[id].append(r)
        return {k: tuple(v) for k, v in out.items()}

    @cached_property
    def model_of(self) -> Mapping[str, str]:
        """Document id -> the document that it most likely goes back to (copies first, then the surest)."""
        best: dict[str, tuple[int, float, str, str, str]] = {}
        for r in self.relations:
            if r.relation in RETELLING and r.directed and r.by != "copies:issuer" and r.a.document in self.documents:
                model = self.documents[r.a.document]
                day = model.published.isoformat() if model.published else ""
                rank = (RETELLING.index(r.relation), -r.confidence, day, model.path, model.id)
                if r.b.document not in best or rank < best[r.b.document]:
                    best[r.b.document] = rank
        return {heir: rank[4] for heir, rank in best.items()}

    def root(self, document: str) -> str:
        """The document at the end of the line of models."""
        seen = set()
        while document in self.model_of and document not in seen:
            seen.add(document)
            document = self.model_of[document]
        return document

    def outlet(self, document: str) -> str:
        """The outlet of a document, else the agency of its dateline, else its path."""
        found = self.documents[document]
        return found.outlet or _agency(found) or found.path

    @cached_property
    def agencies(self) -> frozenset[str]:
        """Names of the agencies that documents of the case are from."""
        return frozenset(_agency(d) for d in self.documents.values()) - {""}

    def in_title(self, document: str, start: int) -> bool:
        """Whether a place of a document stands in its title."""
        return any(r.kind == "title" and r.start <= start < r.end for r in self.case.extraction(document).regions)

    @cached_property
    def own_words(self) -> frozenset[str]:
        """Documents in which a source itself speaks: others name it as their source, and this is its own report."""
        return frozenset(r.a.document for r in self.relations if r.by == "copies:issuer")


def _agency(document: Document) -> str:
    """The agency of a document's dateline or line of credit; empty without one."""
    return document.evidence.get("agency", "").partition(" (")[0]


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim on the board. ``relations``: how many of each between its rows; ``unsaid``: what is not known."""

    claim: Claim
    reports: int
    outlets: int
    origins: tuple[OriginGroup, ...]
    relations: tuple[tuple[str, int], ...]
    contested: int
    unsaid: tuple[str, ...]


def claim_rows(found: Findings, words: str = "") -> list[ClaimRow]:
    """Claims, most contested first; ``words`` narrows by label, group, place and the rows' own words."""
    out = []
    for claim in found.claims:
        if words and not _mentions(found, claim, words):
            continue
        documents = {d for m in claim.members if (d := _document(found, m))}
        counts: dict[str, int] = defaultdict(int)
        for r in found.between_rows.get(claim.id, ()):
            counts[r.relation] += 1
        origins = tuple(found.origins[i] for i in claim.origin_ids if i in found.origins)
        out.append(
            ClaimRow(
                claim,
                len(documents),
                len({found.outlet(d) for d in documents}),
                origins,
                tuple((k, counts[k]) for k in ROW_RELATIONS if counts[k]),
                sum(_WEIGHT.get(k, 0) * min(n, 20) for k, n in counts.items()),
                unsaid(claim, origins),
            )
        )
    return sorted(out, key=lambda r: (-r.contested, -len(r.origins), -r.reports, r.claim.label, r.claim.id))


def unsaid(claim: Claim, origins: tuple[OriginGroup, ...]) -> tuple[str, ...]:
    """What the reports leave open about a claim."""
    open_ends = Counter(o.name for o in origins if not o.known)
    nameless = Counter(o.name for o in origins if o.known and o.kind in ("anonymous", "role"))
    times = {1: "", 2: ", twice"}
    out = [
        f"{name}{times.get(n, f', {n} times')}: where it has this from is not recorded; not counted as independent"
        for name, n in open_ends.items()
    ]
    out += [f"{name}: no name tells who it is; it may be one of the others" for name in nameless]
    sides: dict[str, list[str]] = defaultdict(list)
    for origin in origins:
        if origin.known and origin.side:
            sides[origin.side].append(origin.name)
    for side, names in sorted(sides.items()):
        if len(set(names)) > 1:
            out.append(f"{' and '.join(sorted(set(names)))} are of one side ({side})")
    if claim.from_ is None and claim.to is None:
        out.append("none of its reports is dated")
    if origins and all(not o.known for o in origins):
        out.append("no origin is known")
    return tuple(out)


def _document(found: Findings, row: str) -> str | None:
    placed = found.figures.get(row) or found.statements.get(row)
    return placed.document if placed is not None else None


def _mentions(found: Findings, claim: Claim, words: str) -> bool:
    wanted = words.casefold().split()
    parts = [claim.label, claim.measure or "", claim.group or "", claim.place or ""]
    for member in claim.members[:200]:
        figure, statement = found.figures.get(member), found.statements.get(member)
        if figure is not None:
            parts.append(figure.row.text)
            document = found.documents.get(figure.document)
            parts.append((document.title or "") if document else "")
        elif statement is not None:
            parts += [q.text for q in statement.row.content]
    text = " ".join(parts).casefold()
    return all(w in text for w in wanted)


def claim_json(claim: Claim) -> dict[str, Any]:
    """A claim, as other programs get it."""
    return {
        "id": claim.id,
        "kind": claim.kind,
        "label": claim.label,
        "measure": claim.measure,
        "group": claim.group,
        "place": claim.place,
        "from": claim.from_.isoformat() if claim.from_ else None,
        "to": claim.to.isoformat() if claim.to else None,
        "origins": claim.origins,
        "unknown_lineage": claim.unknown_lineage,
        "members": list(claim.members),
        "origin_ids": list(claim.origin_ids),
    }


def anchor_json(anchor: Anchor) -> dict[str, Any]:
    """One side of a relation; a whole document has no range."""
    if anchor.start is None:
        return {"document": anchor.document, "path": anchor.path, "id": anchor.id}
    return {
        "document": anchor.document,
        "path": anchor.path,
        "start": anchor.start,
        "end": anchor.end,
        "text": anchor.text,
        "id": anchor.id,
    }


def relation_json(relation: Relation) -> dict[str, Any]:
    """A relation, as other programs get it."""
    return {
        "relation": relation.relation,
        "a": anchor_json(relation.a),
        "b": anchor_json(relation.b),
        "field": relation.field,
        "why": relation.why,
        "confidence": round(relation.confidence, 3),
        "by": relation.by,
        "directed": relation.directed,
        "id": relation.id,
        "passages": [
            {"a": {"start": p.a_start, "end": p.a_end}, "b": {"start": p.b_start, "end": p.b_end}}
            for p in relation.passages
        ],
    }


def claims_json(found: Findings, rows: list[ClaimRow]) -> dict[str, Any]:
    """Claims and the relations between their rows."""
    ids = {r.claim.id for r in rows}
    relations = {r.id: r for id in sorted(ids) for r in found.between_rows.get(id, ())}
    return {
        "claims": [claim_json(r.claim) | {"contested": r.contested, "unsaid": list(r.unsaid)} for r in rows],
        "relations": [relation_json(relations[k]) for k in sorted(relations)],
    }
