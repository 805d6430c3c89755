"""Parquet: a folder with one table a row kind, for DuckDB, pandas, Polars and the like."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any

from sayso.errors import RequestError
from sayso.views import CaseView

from .files import folder, whole_file
from .tables import tables


class ParquetExporter:
    """A folder of Parquet files. Structures stay JSON text, so that every reader can open every column."""

    name = "parquet"
    suffix = ""

    def export(self, view: CaseView, path: Path) -> None:
        """Write every table that has rows.

        Raises :class:`RequestError`: ``missing-extra`` without pyarrow; ``read-only``, ``disk-full``.
        """
        try:
            arrow = import_module("pyarrow")
            parquet = import_module("pyarrow.parquet")
        except ImportError as error:
            raise RequestError("missing-extra", "parquet", "pip install 'sayso[parquet]'") from error
        folder(path)
        for name, rows in tables(view):
            if not rows:
                continue
            columns = {c: arrow.array(*column([row.get(c) for row in rows], arrow)) for c in rows[0]}
            with whole_file(path / f"{name}.parquet") as file:
                parquet.write_table(arrow.table(columns), file, compression="zstd")


def column(values: list[Any], arrow: Any) -> tuple[list[Any], Any]:
    """A column's values and its type, by what it holds: truth values, whole numbers, numbers or text."""
    held = [v for v in values if v is not None]
    if held and all(isinstance(v, bool) for v in held):
        return values, arrow.bool_()
    if held and all(isinstance(v, int) and abs(v) < 1 << 63 for v in held):
        return values, arrow.int64()
    if held and all(isinstance(v, (int, float)) for v in held):
        return [None if v is None else float(v) for v in values], arrow.float64()
    return [None if v is None else text(v) for v in values], arrow.string()


def text(value: Any) -> str:
    """A value as text that is valid UTF-8."""
    words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return words.encode("utf-8", "replace").decode()
