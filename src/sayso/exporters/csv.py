"""CSV: a folder with one table a row kind. A spreadsheet must not run what a report says."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sayso.errors import RequestError
from sayso.ledger.codec import to_json
from sayso.views import CaseView
from sayso.views.contract import extraction_json

from .files import whole_file

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def harmless(value: str) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, "CSV injection"): an apostrophe goes before it."""
    return "'" + value if value.startswith(_FORMULA) else value


def cell(value: Any) -> str | int | float | None:
    """A JSON value as a cell: structures as JSON text, texts made harmless."""
    if value is None or isinstance(value, (int, float)):
        return value
    if isinstance(value, str):
        return harmless(value)
    return harmless(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def tables(view: CaseView) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The tables of a case by name; rows of documents carry the document's id and path."""
    by_kind: dict[str, list[dict[str, Any]]] = {
        k: [] for k in ("documents", "regions", "statements", "figures", "times", "places", "mentions", "caveats")
    }
    for document in view.documents():
        whole = extraction_json(document, view.extraction(document.id))
        by_kind["documents"].append(whole.pop("document"))
        for kind, rows in whole.items():
            by_kind[kind] += [{"document": document.id, "path": document.path, **row} for row in rows]
    for row in by_kind["statements"]:
        row["words"] = " … ".join(q["text"] for q in row["content"])
        row["told_by"] = " > ".join(t["text"] for t in row["chain"])
    yield from by_kind.items()
    findings: tuple[tuple[str, Iterable[Any]], ...] = (
        ("relations", view.relations()), ("claims", view.claims()), ("entities", view.entities()),
        ("origins", view.origins()), ("judgements", view.judgements()), ("problems", view.problems()),
    )  # fmt: skip
    for kind, rows in findings:
        yield kind, [to_json(row) for row in rows]


class CsvExporter:
    """A folder of CSV files, UTF-8 with a byte order mark so that spreadsheets read the letters right."""

    name = "csv"
    suffix = ""

    def export(self, view: CaseView, path: Path) -> None:
        """Write every table that has rows."""
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise RequestError("read-only", str(path), error.strerror or "") from error
        for name, rows in tables(view):
            if not rows:
                continue
            text = io.StringIO()
            writer = csv.writer(text, lineterminator="\n")
            columns = list(rows[0])
            writer.writerow(columns)
            writer.writerows([cell(row.get(c)) for c in columns] for row in rows)
            with whole_file(path / f"{name}.csv") as file:
                file.write("\ufeff".encode() + text.getvalue().encode("utf-8", "replace"))
