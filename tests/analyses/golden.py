"""A case filled with the example's gold rows, so that the comparison is tested apart from extraction."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from pathlib import Path
from typing import Any

from sayso.examples import GOLD
from sayso.ledger import View, Writer
from sayso.ledger.codec import from_json
from sayso.model import (
    Caveat,
    Document,
    Extraction,
    Figure,
    Item,
    Mention,
    Place,
    Region,
    Statement,
    Time,
    document_id,
    row_id,
    sha256,
    text_sha256,
)

KINDS: dict[str, Any] = {
    "regions": Region, "statements": Statement, "figures": Figure, "times": Time, "places": Place,
    "mentions": Mention, "caveats": Caveat,
}  # fmt: skip


def ledger() -> list[dict[str, Any]]:
    """The gold ledger, a document a line."""
    return [json.loads(line) for line in (GOLD / "ledger.jsonl").read_text(encoding="utf-8").splitlines()]


def relations() -> dict[str, Any]:
    """What the gold says across reports."""
    return dict(json.loads((GOLD / "relations.json").read_text(encoding="utf-8")))


def fill(case: Path, documents: list[dict[str, Any]]) -> None:
    """Write gold documents into a case."""
    with Writer(case) as writer, writer.transaction():
        for raw in documents:
            document, rows, item = decode(raw)
            writer.add_item("gold", item)
            writer.put_document(document, rows, "gold")


def decode(raw: dict[str, Any]) -> tuple[Document, Extraction, Item]:
    """A gold document as records; gold row ids are kept."""
    facts = raw["document"]
    data = raw["text"].encode("utf-8")
    item = Item(sha256(data), facts["path"], data, "2025-05-01T00:00:00Z", "text/plain")
    id = document_id(item.sha256, facts["path"])
    rows: dict[str, Any] = {}
    for kind, cls in KINDS.items():
        rows[kind] = tuple(_row(cls, r, id, kind, n) for n, r in enumerate(raw.get(kind, ())))
    document = Document(
        id=id, path=facts["path"], item_sha256=item.sha256, text=raw["text"], text_sha256=text_sha256(raw["text"]),
        title=facts.get("title"), byline=facts.get("byline"), outlet=facts.get("outlet"),
        published=dt.date.fromisoformat(facts["published"]) if facts.get("published") else None,
        language=facts.get("language"),
    )  # fmt: skip
    return document, Extraction(id, **rows), item


def _row(cls: Any, raw: dict[str, Any], document: str, kind: str, n: int) -> Any:
    values = {"rule": "gold", "confidence": 1.0, "unit": None, "counted": None, "group": None, "place": None,
              "as_of": None, "typical_low": raw.get("low"), "typical_high": raw.get("high"), "statements": (),
              "anchor": None, "granularity": "day", "gazetteer": None, "lat": None, "lon": None, "precision": None,
              "country": None, "text": ""}  # fmt: skip
    values |= raw
    values.setdefault("id", row_id(document, kind, (), str(n)))
    names = {f.name.rstrip("_") for f in dataclasses.fields(cls)}
    return from_json(cls, {k: v for k, v in values.items() if k in names})


def golden_case(folder: Path) -> View:
    """A case of all gold documents, opened."""
    case = folder / "gold.sayso"
    fill(case, ledger())
    return View(case)
