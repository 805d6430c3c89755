"""CSV: a folder with one table a row kind. A spreadsheet must not run what a report says."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

from sayso.views import CaseView

from .files import CONTROL, folder, whole_file
from .tables import tables

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def harmless(value: str) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP, "CSV injection"): an apostrophe goes before it. Characters
    that a terminal obeys become the replacement character."""
    value = CONTROL.sub("\ufffd", value)
    return "'" + value if value.startswith(_FORMULA) else value


def cell(value: Any) -> str | int | float | None:
    """A JSON value as a cell: structures as JSON text, texts made harmless."""
    if value is None or isinstance(value, (int, float)):
        return value
    if isinstance(value, str):
        return harmless(value)
    return harmless(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


class CsvExporter:
    """A folder of CSV files, UTF-8 with a byte order mark so that spreadsheets read the letters right."""

    name = "csv"
    suffix = ""

    def export(self, view: CaseView, path: Path) -> None:
        """Write every table that has rows."""
        folder(path)
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
