"""A case of the bundled example filled from its gold: real items and documents, hand-made rows and findings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sayso.errors import RequestError
from sayso.examples import GOLD, META, REPORTS
from sayso.ledger import View, Writer
from sayso.ledger.codec import from_json
from sayso.model import (
    Anchor,
    Caveat,
    Claim,
    Document,
    Entity,
    Extraction,
    Figure,
    Findings,
    Mention,
    OriginGroup,
    Passage,
    Place,
    Region,
    Relation,
    Statement,
    Time,
)
from sayso.pipeline import BuildOptions, build
from sayso.plugins import ReadOptions
from sayso.readers import load_meta

KINDS = {
    "regions": Region, "statements": Statement, "figures": Figure, "times": Time, "places": Place,
    "mentions": Mention, "caveats": Caveat,
}  # fmt: skip


def gold_case(path: Path) -> Path:
    """Build the example and put the gold's rows and findings in place of the program's."""
    build([REPORTS], path, BuildOptions(ReadOptions(meta=load_meta(META)), "fast", 1))
    gold = [json.loads(line) for line in (GOLD / "ledger.jsonl").read_text("utf-8").splitlines()]
    across = json.loads((GOLD / "relations.json").read_text("utf-8"))
    with View(path) as view:
        documents = {d.path: d for d in view.documents()}
    rows = {g["document"]["path"]: extraction(documents[g["document"]["path"]], g) for g in gold}
    with Writer(path) as writer, writer.transaction():
        for at, document in documents.items():
            writer.put_document(document, rows[at], "full gold")
        writer.put_findings(findings(documents, rows, across), "gold")
    return path


def extraction(document: Document, gold: dict[str, Any]) -> Extraction:
    """One report's gold rows as records. Raises :class:`RequestError` where the text layers differ."""
    if document.text != gold["text"]:
        raise RequestError("bad-import", document.path, "the gold's text layer is another")
    found: dict[str, tuple[Any, ...]] = {}
    for kind, cls in KINDS.items():
        found[kind] = tuple(
            from_json(
                cls, {"id": f"{document.path[:2]}/{kind}/{n}", "rule": "gold", "entity": None} | without_entity(row)
            )
            for n, row in enumerate(gold[kind])
        )
    return Extraction(document.id, **found)


def without_entity(row: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in row.items() if k != "entity"}


def findings(documents: dict[str, Document], rows: dict[str, Extraction], across: dict[str, Any]) -> Findings:
    """The gold's findings as records; a claim's value classes give every pair's relation."""
    document_of = {r.id: documents[p] for p, e in rows.items() for r in (*e.statements, *e.figures)}
    words = {r.id: r for e in rows.values() for r in (*e.statements, *e.figures)}

    def row_anchor(row: str) -> Anchor:
        d, r = document_of[row], words[row]
        if isinstance(r, Statement):
            return Anchor(d.id, d.path, r.content[0].start, r.content[-1].end, r.content[0].text, row)
        return Anchor(d.id, d.path, r.start, r.end, r.text, row)

    relations: list[Relation] = []

    def relate(kind: Any, a: Anchor, b: Anchor, why: str, field: str | None = None, **more: Any) -> None:
        relations.append(Relation(f"r{len(relations):05d}", kind, a, b, why, 0.9, "gold", field, **more))

    for copy in across["copies"]:
        a, b = documents[copy["a"]["path"]], documents[copy["b"]["path"]]
        directed = copy.get("derived") is not None
        passages = tuple(
            Passage(p["b"]["start"], p["b"]["end"], p["a"]["start"], p["a"]["end"]) for p in copy.get("passages", ())
        )
        why = copy["why"] if isinstance(copy["why"], str) else "; ".join(copy["why"])
        relate(copy["relation"], Anchor(b.id, b.path), Anchor(a.id, a.path), why, directed=directed, passages=passages)
    for relation in across["relations"]:
        if relation["a"].get("id") in words and relation["b"].get("id") in words:
            relate(
                relation["relation"], row_anchor(relation["a"]["id"]), row_anchor(relation["b"]["id"]),
                relation["why"], relation.get("field"),
            )  # fmt: skip
    origins = []
    for o in across["origins"]:
        members = tuple(r for r in o["rows"] if r in words)
        why = o.get("why", "")
        origins.append(
            OriginGroup(
                o["id"], o["name"], o["kind"], not o.get("unknown", False), members,
                tuple(sorted({document_of[r].id for r in members})), (why,) if why else (), o.get("side"),
            )
        )  # fmt: skip
    claims = []
    for c in across["claims"]:
        members = tuple(m for m in (r for c_rows in c.get("classes", {}).values() for r in c_rows) if m in words)
        members = members or tuple(m for m in c.get("members", ()) if m in words)
        kind = "figure" if any(m in words and isinstance(words[m], Figure) for m in members) else "statement"
        of = tuple(
            dict.fromkeys(
                o.id for o in origins for m in members if m in o.rows or getattr(words[m], "statement", None) in o.rows
            )
        )
        claims.append(
            from_json(
                Claim,
                {
                    "id": c["id"], "kind": kind, "label": c["label"], "measure": c.get("measure"),
                    "group": c.get("group"), "place": c.get("place"), "from": c.get("from"), "to": c.get("to"),
                    "origins": len(c.get("origin_ids", of)), "unknown_lineage": c.get("unknown_lineage", 0),
                    "members": members, "origin_ids": c.get("origin_ids", of),
                },
            )
        )  # fmt: skip
        for between in c.get("between", ()):
            a, b = c["classes"].get(between["a"], ()), c["classes"].get(between["b"], ())
            if a and b:
                relate(between["relation"], row_anchor(a[0]), row_anchor(b[0]), between["why"], between.get("field"))
    mention_at = {(p, m.start, m.end): m.id for p, e in rows.items() for m in e.mentions}
    entities = []
    for e in across["entities"]:
        mentions = tuple(
            mention_at[key] for m in e["mentions"] if (key := (m["path"], m["start"], m["end"])) in mention_at
        )
        texts = sorted({m["text"] for m in e["mentions"]})
        entities.append(
            Entity(
                e["id"], e["kind"], e["name"], tuple(texts), mentions,
                tuple(sorted({documents[m["path"]].id for m in e["mentions"]})), ("gold",),
            )
        )  # fmt: skip
    return Findings(tuple(relations), tuple(entities), tuple(origins), tuple(claims))
