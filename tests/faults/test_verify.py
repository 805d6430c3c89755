"""Whatever is changed in a case behind sayso's back is found and named."""

from __future__ import annotations

import sqlite3
import zlib
from pathlib import Path

import pytest

from sayso.ledger import Writer
from sayso.model import Document, Extraction, Item
from sayso.pipeline.verify import verify
from tests.ledger.conftest import document, item, rows  # noqa: F401 - fixtures


@pytest.fixture
def case(tmp_path: Path, item: Item, document: Document, rows: Extraction) -> Path:  # noqa: F811
    path = tmp_path / "case.sayso"
    with Writer(path) as writer, writer.transaction():
        writer.add_item("/src", item)
        writer.put_document(document, rows, "full abc")
    return path


def test_an_untouched_case_holds(case: Path) -> None:
    result = verify(case)
    assert result.faults == ()
    assert (result.items, result.documents, result.log_entries) == (1, 1, 2)
    assert result.anchors >= 9


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("UPDATE figures SET text = 'At least 41 people'", "anchor-mismatch"),
        ("UPDATE statements SET source = 'a junior official'", "anchor-mismatch"),
        ("UPDATE documents SET text = replace(text, '40', '41')", "hash-mismatch"),
        ("UPDATE items SET packed = x'" + zlib.compress(b"other").hex() + "'", "hash-mismatch"),
        ("DELETE FROM items", "hash-mismatch"),
        ("UPDATE log SET who = 'somebody else' WHERE n = 1", "broken-chain"),
        ("DELETE FROM log WHERE n = 1", "broken-chain"),
        ("DELETE FROM log WHERE n = 2", "broken-chain"),
        (
            "UPDATE documents SET text = replace(text, '40', '41'), "
            "text_sha256 = '0000000000000000000000000000000000000000000000000000000000000000'",
            "hash-mismatch",
        ),
    ],
)
def test_a_change_is_found(case: Path, change: str, code: str) -> None:
    db = sqlite3.connect(case)
    db.execute(change)
    db.commit()
    db.close()
    faults = verify(case).faults
    assert faults and code in {f.code for f in faults}
