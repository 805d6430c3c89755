"""The ledger as Parquet: the same types in every partition, and joins that give the counts of the ledger."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import polars
import pytest

from sayso.exporters.parquet import ParquetExporter
from sayso.exporters.tables import KINDS
from sayso.ledger import View
from sayso.views import CaseView

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module", params=[10**6, 3], ids=["one file a table", "by month"])
def made(request: pytest.FixtureRequest, case: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("parquet")
    with View(case) as view:
        ParquetExporter(request.param).export(CaseView(view), path)
    return path


def files(made: Path, table: str) -> str:
    """What a query names: ``TABLE.parquet``, or all partitions."""
    return f"{made}/{table}.parquet" if (made / f"{table}.parquet").exists() else f"{made}/{table}/*/*.parquet"


def test_every_row_is_there_for_duckdb_and_polars(made: Path, case: Path) -> None:
    with View(case) as view:
        counts = view.counts()
    for table in (*KINDS, "relations", "claims", "entities", "origins"):
        if not counts[table]:
            continue
        where = files(made, table)
        assert duckdb.sql(f"SELECT count(*) FROM read_parquet('{where}')").fetchall() == [(counts[table],)]
        assert polars.scan_parquet(where).select(polars.len()).collect().item() == counts[table]


def test_types_are_those_of_the_rows(made: Path) -> None:
    where = files(made, "figures")
    kinds = {name: kind for name, kind, *_ in duckdb.sql(f"DESCRIBE SELECT * FROM read_parquet('{where}')").fetchall()}
    assert {kinds[n] for n in ("low", "high", "typical_low")} == {"DOUBLE"}
    assert {kinds[n] for n in ("start", "end")} == {"BIGINT"}
    assert {kinds[n] for n in ("text", "measure", "group", "statement")} == {"VARCHAR"}
    places = duckdb.sql(f"DESCRIBE SELECT lat, lon FROM read_parquet('{files(made, 'places')}')").fetchall()
    assert {row[1] for row in places} == {"DOUBLE"}


def documented(name: str) -> str:
    """A query of docs/scale.md, by the comment that it begins with."""
    page = (ROOT / "docs" / "scale.md").read_text("utf-8")
    found = re.search(rf"```sql\n(-- {name}\n.*?)```", page, re.DOTALL)
    assert found
    return found[1]


def asked(query: str, made: Path) -> str:
    return re.sub(r"'ledger/(\w+)[^']*'", lambda m: f"'{files(made, m[1])}'", query)


def test_the_documented_join_gives_the_counts_of_the_ledger(made: Path, case: Path) -> None:
    rows = duckdb.sql(asked(documented("on what each claim rests"), made)).fetchall()
    found = {r[0]: (r[2], r[3], r[4], r[5]) for r in rows}
    with View(case) as view:
        groups = {row: o.id for o in view.origins() for row in o.rows}
        stored = {
            c.id: (c.origins, c.unknown_lineage, len(c.members), len({groups[m] for m in c.members}))
            for c in view.claims()
        }
    assert len(stored) > 3
    assert found == stored


def test_a_second_export_in_the_other_layout_doubles_nothing(case: Path, tmp_path: Path) -> None:
    with View(case) as view:
        for partitioned in (3, 10**6, 3):
            ParquetExporter(partitioned).export(CaseView(view), tmp_path)
            count = len(list(view.documents(text=False)))
            where = files(tmp_path, "documents")
            assert duckdb.sql(f"SELECT count(*) FROM read_parquet('{where}')").fetchall() == [(count,)]
            assert not ((tmp_path / "documents.parquet").exists() and list(tmp_path.glob("documents/*/*")))
