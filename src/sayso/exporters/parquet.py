"""Parquet: a folder with one table a row kind, for DuckDB, Spark, Polars and the like. Never held whole in memory."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import Any

from sayso.errors import RequestError
from sayso.ledger.codec import to_json
from sayso.views import CaseView
from sayso.views.contract import extraction_json

from .files import folder, whole_file
from .tables import KINDS, with_words

PARTITIONED = 50_000  # reports: a larger case is written by month of publication
ROWS = 50_000  # rows of a table held before they are written as one row group
UNDATED = "__HIVE_DEFAULT_PARTITION__"  # what Hive, Spark and DuckDB take as no value

# A column has one type in every partition, whatever it holds there; what is not named is text.
WHOLE = frozenset(("start", "end", "characters", "origins", "unknown_lineage", "n"))
NUMBERS = frozenset(("low", "high", "typical_low", "typical_high", "lat", "lon", "confidence"))
TRUTHS = frozenset(("resolved", "known", "directed"))


class ParquetExporter:
    """A folder of Parquet files. Structures stay JSON text, so that every reader can open every column.

    Above ``partitioned`` reports the rows of reports stand in ``TABLE/month=YYYY-MM/part-0.parquet``; what was found
    across reports is always one file, ``TABLE.parquet``.
    """

    name = "parquet"
    suffix = ""

    def __init__(self, partitioned: int = PARTITIONED) -> None:
        self._partitioned = partitioned

    def export(self, view: CaseView, path: Path) -> None:
        """Write every table that has rows.

        Raises :class:`RequestError`: ``missing-extra`` without pyarrow; ``read-only``, ``disk-full``.
        """
        try:
            import_module("pyarrow.parquet")
        except ImportError as error:
            raise RequestError("missing-extra", "parquet", "pip install 'sayso[parquet]'") from error
        folder(path)
        _clear(path)
        listed = [
            (d.published.strftime("%Y-%m") if d.published else UNDATED, d.id) for d in view.view.documents(text=False)
        ]
        if len(listed) <= self._partitioned:
            _write_documents(view, (id for _, id in listed), lambda kind: path / kind)
        else:
            for month, group in groupby(sorted(listed, key=lambda e: e[0]), key=lambda e: e[0]):

                def place(kind: str, month: str = month) -> Path:
                    return path / kind / f"month={month}" / "part-0"

                _write_documents(view, (id for _, id in group), place)
        for kind, rows in _findings(view):
            with _Table(path / kind) as table:
                for row in rows:
                    table.add(row)


def _write_documents(view: CaseView, ids: Iterable[str], place: Callable[[str], Path]) -> None:
    with ExitStack() as stack:
        tables = {kind: stack.enter_context(_Table(place(kind))) for kind in KINDS}
        for id in ids:
            document = view.document(id)
            whole = extraction_json(document, view.extraction(id))
            tables["documents"].add(whole.pop("document"))
            for kind, rows in whole.items():
                for row in rows:
                    row = with_words(row) if kind == "statements" else row  # noqa: PLW2901
                    tables[kind].add({"document": document.id, "path": document.path, **row})


def _findings(view: CaseView) -> Iterator[tuple[str, Iterable[dict[str, Any]]]]:
    """What was found across reports, and as tables of their own the rows of claims and origins: what joins go by."""
    yield "relations", map(to_json, view.relations())
    yield "claims", map(to_json, view.claims())
    yield (
        "claim_members",
        ({"claim": c.id, "member": m, "n": n} for c in view.claims() for n, m in enumerate(c.members)),
    )
    yield "claim_origins", ({"claim": c.id, "origin": o} for c in view.claims() for o in c.origin_ids)
    yield "entities", map(to_json, view.entities())
    yield "entity_mentions", ({"entity": e.id, "mention": m} for e in view.entities() for m in e.mentions)
    yield "origins", map(to_json, view.origins())
    yield "origin_rows", ({"origin": o.id, "row": r} for o in view.origins() for r in o.rows)
    yield "judgements", map(to_json, view.judgements())
    yield "problems", map(to_json, view.problems())


class _Table:
    """One file, which appears when it is whole; none where there are no rows. Use as a context manager."""

    def __init__(self, place: Path) -> None:
        self._path = place.with_name(place.name + ".parquet")
        self._rows: list[dict[str, Any]] = []
        self._stack = ExitStack()
        self._writer: Any = None

    def __enter__(self) -> _Table:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: Any) -> None:
        if kind is None and self._rows:
            try:
                self._flush()
            except BaseException as late:
                self._stack.__exit__(type(late), late, late.__traceback__)
                raise
        self._stack.__exit__(kind, error, trace)

    def add(self, row: dict[str, Any]) -> None:
        """One more row."""
        self._rows.append(row)
        if len(self._rows) >= ROWS:
            self._flush()

    def _flush(self) -> None:
        arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
        columns = {name: _column(name, [row[name] for row in self._rows], arrow) for name in self._rows[0]}
        table = arrow.table(columns)
        if self._writer is None:
            folder(self._path.parent)
            file = self._stack.enter_context(whole_file(self._path))
            self._writer = self._stack.enter_context(parquet.ParquetWriter(file, table.schema, compression="zstd"))
        self._writer.write_table(table)
        self._rows = []


def _column(name: str, values: list[Any], arrow: Any) -> Any:
    if name in WHOLE:
        return arrow.array(values, arrow.int64())
    if name in NUMBERS:
        return arrow.array([None if v is None else float(v) for v in values], arrow.float64())
    if name in TRUTHS:
        return arrow.array(values, arrow.bool_())
    return arrow.array([None if v is None else text(v) for v in values], arrow.string())


def text(value: Any) -> str:
    """A value as text that is valid UTF-8."""
    words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return words.encode("utf-8", "replace").decode()


def _clear(path: Path) -> None:
    """Take away the tables of an earlier export, which may have been laid out in the other way."""
    for kind in KINDS:
        (path / f"{kind}.parquet").unlink(missing_ok=True)
        for file in (path / kind).glob("month=*/part-*.parquet"):
            file.unlink()
