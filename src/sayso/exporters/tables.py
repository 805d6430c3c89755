"""The rows of a case as tables, one a row kind: what CSV and XLSX write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sayso.ledger.codec import to_json
from sayso.views import CaseView
from sayso.views.contract import extraction_json

KINDS = ("documents", "regions", "statements", "figures", "times", "places", "mentions", "caveats")


def tables(view: CaseView) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The tables of a case by name; rows of documents carry the document's id and path."""
    by_kind: dict[str, list[dict[str, Any]]] = {k: [] for k in KINDS}
    for document in view.documents():
        whole = extraction_json(document, view.extraction(document.id))
        by_kind["documents"].append(whole.pop("document"))
        for kind, rows in whole.items():
            by_kind[kind] += [{"document": document.id, "path": document.path, **row} for row in rows]
    names = {row: group.name for group in view.origins() if group.known for row in group.rows}
    by_kind["statements"] = [with_words(row) | {"origin": names.get(row["id"])} for row in by_kind["statements"]]
    by_kind["figures"] = [row | {"origin": names.get(row["id"])} for row in by_kind["figures"]]
    yield from by_kind.items()
    findings: tuple[tuple[str, Iterable[Any]], ...] = (
        ("claims", view.claims()), ("entities", view.entities()),
        ("origins", view.origins()), ("judgements", view.judgements()), ("problems", view.problems()),
    )  # fmt: skip
    yield "relations", [with_ends(to_json(row)) for row in view.relations()]
    for kind, rows in findings:
        yield kind, [to_json(row) for row in rows]


def with_words(statement: dict[str, Any]) -> dict[str, Any]:
    """A statement's row with its words and its tellers as plain text."""
    words = " … ".join(q["text"] for q in statement["content"])
    return {**statement, "words": words, "told_by": " > ".join(t["text"] for t in statement["chain"])}


def with_ends(relation: dict[str, Any]) -> dict[str, Any]:
    """A relation's row with the words and the reports of both its ends as plain text."""
    ends = {f"{end}_{field}": relation[end].get(field) for end in ("a", "b") for field in ("text", "path")}
    return {**relation, **ends}
