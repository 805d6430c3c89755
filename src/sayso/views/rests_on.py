"""What stands or falls with a report, an outlet or a source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from sayso.errors import RequestError
from sayso.model import Claim

from .claims import Findings, claim_json

_LEAST = 3  # characters of a name


@dataclass(frozen=True, slots=True)
class Rest:
    """What one claim loses: all its rows, its only known origin, or one of several."""

    claim: Claim
    loses: Literal["everything", "its only origin", "one origin", "reports only"]
    rows: int
    left: int  # rows that stand without it
    origins_left: int


@dataclass(frozen=True, slots=True)
class RestsOn:
    """What rests on a report, outlet or source. ``repeats``: paths of reports that go back to it."""

    kind: Literal["report", "outlet", "source"]
    name: str
    documents: tuple[str, ...]
    repeats: tuple[str, ...]
    claims: tuple[Rest, ...]


def rests_on(found: Findings, id: str) -> RestsOn:
    """``id``: a document (id, its beginning, path), an origin group's id, or the name of an outlet or source.

    Raises ``no-such-row``.
    """
    documents = [d for d in found.documents.values() if id in (d.id, d.path) or (len(id) >= 6 and d.id.startswith(id))]
    if documents:
        return _without_documents(found, "report", documents[0].path, {documents[0].id})
    wanted = id.casefold()
    of_outlet = {d.id for d in found.documents.values() if (d.outlet or "").casefold() == wanted}
    groups = [o for o in found.origins.values() if o.id == id or (len(id) >= 6 and o.id.startswith(id))]
    groups = groups or [o for o in found.origins.values() if o.known and o.name.casefold() == wanted]
    if of_outlet and not groups:
        return _without_documents(found, "outlet", id, of_outlet)
    if not groups and len(wanted) >= _LEAST:
        groups = [o for o in found.origins.values() if o.known and wanted in o.name.casefold()]
        if not groups:
            of_outlet = {d.id for d in found.documents.values() if wanted in (d.outlet or "").casefold()}
            if of_outlet:
                return _without_documents(found, "outlet", id, of_outlet)
    if not groups:
        raise RequestError("no-such-row", id)
    gone = {row for g in groups for row in g.rows}
    paths = sorted({found.documents[d].path for g in groups for d in g.documents if d in found.documents})
    return RestsOn("source", groups[0].name, tuple(paths), (), _losses(found, gone))


def _without_documents(found: Findings, kind: Literal["report", "outlet"], name: str, ids: set[str]) -> RestsOn:
    heirs = {d for d in found.documents if d not in ids and _line(found, d) & ids}
    gone = {r for r, p in found.figures.items() if p.document in ids | heirs}
    gone |= {r for r, p in found.statements.items() if p.document in ids | heirs}
    paths = tuple(sorted(found.documents[d].path for d in ids))
    return RestsOn(kind, name, paths, tuple(sorted(found.documents[d].path for d in heirs)), _losses(found, gone))


def _line(found: Findings, document: str) -> set[str]:
    """The reports that a report goes back to."""
    seen: set[str] = set()
    while document in found.model_of and found.model_of[document] not in seen:
        document = found.model_of[document]
        seen.add(document)
    return seen


def _losses(found: Findings, gone: set[str]) -> tuple[Rest, ...]:
    out = []
    for claim in found.claims:
        lost = [m for m in claim.members if m in gone]
        if not lost:
            continue
        left = [m for m in claim.members if m not in gone]
        before = {o.id for m in claim.members if (o := found.origin_of.get(m)) and o.known}
        after = {o.id for m in left if (o := found.origin_of.get(m)) and o.known}
        loses: Literal["everything", "its only origin", "one origin", "reports only"]
        if not left:
            loses = "everything"
        elif before and not after:
            loses = "its only origin"
        else:
            loses = "one origin" if before - after else "reports only"
        out.append(Rest(claim, loses, len(lost), len(left), len(after)))
    order = ("everything", "its only origin", "one origin", "reports only")
    return tuple(sorted(out, key=lambda r: (order.index(r.loses), -r.rows, r.claim.label, r.claim.id)))


def rests_json(rests: RestsOn) -> dict[str, Any]:
    """What rests on it, as other programs get it."""
    return {
        "kind": rests.kind, "name": rests.name, "documents": list(rests.documents), "repeats": list(rests.repeats),
        "claims": [
            claim_json(r.claim) | {"loses": r.loses, "rows": r.rows, "left": r.left, "origins_left": r.origins_left}
            for r in rests.claims
        ],
    }  # fmt: skip
