"""On whose say-so: the tree from a claim, figure or statement through copies and tellers down to the origins."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sayso.errors import RequestError
from sayso.ledger import Placed
from sayso.model import Figure, OriginGroup, Statement

from .claims import Findings


@dataclass(frozen=True, slots=True)
class Words:
    """Quoted words with where they stand."""

    document: str
    path: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Node:
    """One step of the tree. ``kind``: claim, figure, statement, report, teller, origin or unknown.

    ``argument``: why it is taken for what it is, a sentence a step.
    """

    node: str
    kind: str
    name: str
    documents: tuple[str, ...]  # paths
    words: Words | None
    below: tuple[Node, ...]
    argument: tuple[str, ...] = ()


def origin_tree(found: Findings, id: str) -> Node:
    """The tree of a claim, figure or statement, by its id or the beginning of it. Raises ``no-such-row``."""
    claim = _one([c for c in found.claims if c.id.startswith(id)], id) if id[:1] == "c" else None
    if claim is not None:
        documents = sorted({d for m in claim.members if (d := _document(found, m)) is not None})
        below = _reports(found, list(claim.members))
        paths = tuple(found.documents[d].path for d in documents)
        return Node(claim.id, "claim", claim.label, paths, None, below)
    rows: dict[str, Placed[Any]] = {**found.figures, **found.statements}
    key = id if id in rows else _one([k for k in rows if k.startswith(id)], id) if len(id) >= 4 else None
    if key is None:
        raise RequestError("no-such-row", id)
    placed = rows[key]
    kind = "figure" if key in found.figures else "statement"
    words = _words(found, key)
    return Node(key, kind, words.text, (placed.path,), words, _reports(found, [key]))


def _one(found: list[Any], id: str) -> Any:
    if len(found) != 1:
        raise RequestError("no-such-row", id, "no row, or several, begin so" if found else "")
    return found[0]


def _document(found: Findings, row: str) -> str | None:
    placed = found.figures.get(row) or found.statements.get(row)
    return placed.document if placed is not None else None


def _words(found: Findings, row: str) -> Words:
    placed = found.figures.get(row) or found.statements[row]
    value: Figure | Statement = placed.row
    if isinstance(value, Figure):
        return Words(placed.document, placed.path, value.start, value.end, value.text)
    start, end = value.content[0].start, value.content[-1].end
    return Words(placed.document, placed.path, start, end, found.documents[placed.document].text[start:end])


def _reports(found: Findings, rows: list[str]) -> tuple[Node, ...]:
    """The reports at the head of each line of copies, those that repeat them named with them."""
    by_root: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        document = _document(found, row)
        if document is not None:
            by_root[found.root(document)].append(row)
    out = []
    for root in sorted(by_root, key=lambda d: (str(found.documents[d].published or "9999"), found.documents[d].path)):
        mine = by_root[root]
        documents = sorted({d for r in mine if (d := _document(found, r))} - {root})
        at_root = [r for r in mine if _document(found, r) == root]
        paths = (found.documents[root].path, *(found.documents[d].path for d in documents))
        argument = tuple(
            f"{found.documents[d].path} goes back to {found.documents[found.model_of[d]].path}"
            for d in documents if d in found.model_of
        )  # fmt: skip
        out.append(
            Node(root, "report", found.outlet(root), paths, _words(found, (at_root or mine)[0]), _tellers(found, mine),
                 argument)
        )  # fmt: skip
    return tuple(out)


def _tellers(found: Findings, rows: list[str]) -> tuple[Node, ...]:
    """Tellers between the reports and the origins, and the origins below them."""
    by_chain: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for row in rows:
        statement = _statement(found, row)
        by_chain[tuple(t.text for t in statement.chain[:-1]) if statement else ()].append(row)
    out: list[Node] = []
    for chain in sorted(by_chain):
        below = _origins(found, by_chain[chain])
        for teller in reversed(chain):
            paths = tuple(sorted({found.documents[d].path for r in by_chain[chain] if (d := _document(found, r))}))
            below = (Node(teller, "teller", teller, paths, _teller_words(found, by_chain[chain], teller), below),)
        out += below
    return tuple(out)


def _statement(found: Findings, row: str) -> Statement | None:
    if row in found.statements:
        return found.statements[row].row
    statement = found.figures[row].row.statement
    return found.statements[statement].row if statement is not None and statement in found.statements else None


def _teller_words(found: Findings, rows: list[str], teller: str) -> Words | None:
    for row in rows:
        statement = _statement(found, row)
        for link in statement.chain if statement else ():
            if link.text == teller and link.start is not None and link.end is not None:
                document = _document(found, row)
                assert document is not None
                text = found.documents[document].text[link.start : link.end]
                return Words(document, found.documents[document].path, link.start, link.end, text)
    return None


def _origins(found: Findings, rows: list[str]) -> tuple[Node, ...]:
    groups: dict[str, OriginGroup] = {}
    by_group: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        group = found.origin_of.get(row)
        if group is not None:
            groups[group.id] = group
            by_group[group.id].append(row)
    out = []
    for id in sorted(groups, key=lambda i: (not groups[i].known, groups[i].name)):
        group = groups[id]
        statement = next((s for r in by_group[id] if (s := _statement(found, r)) and s.source), None)
        words = None
        if statement is not None and statement.source is not None:
            placed = found.statements[statement.id]
            words = Words(
                placed.document, placed.path, statement.source.start, statement.source.end, statement.source.text
            )
        name = group.name + (f" (side: {group.side})" if group.side and group.side != group.name else "")
        paths = tuple(sorted(found.documents[d].path for d in group.documents if d in found.documents))
        kind = "origin" if group.known else "unknown"
        out.append(Node(id, kind, name, paths, words, (), group.argument))
    return tuple(out)


def node_json(node: Node) -> dict[str, Any]:
    """The tree as other programs get it."""
    return {
        "node": node.node, "kind": node.kind, "name": node.name, "documents": list(node.documents),
        "words": node.words, "argument": list(node.argument), "below": [node_json(n) for n in node.below],
    }  # fmt: skip
