"""Whatever is changed in a case behind sayso's back is found and named."""

from __future__ import annotations

import sqlite3
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.errors import RequestError
from sayso.ledger import Writer
from sayso.model import Document, Extraction, Item, Judgement, Origin, sha256, text_sha256
from sayso.pipeline.verify import verify
from tests.ledger.conftest import document, item, rows  # noqa: F401 - fixtures

NOTE = Judgement("j1", "note", ("d1",), {"note": "seen"}, "ann", "2026-01-03T00:00:00Z")
UNDONE = Judgement("j2", "note", ("d1",), {"note": "wrong"}, "bob", "2026-01-03T00:00:01Z")
UNDO = Judgement("j3", "undo", ("j2",), {}, "bob", "2026-01-03T00:00:02Z")


@pytest.fixture
def case(tmp_path: Path, item: Item, document: Document, rows: Extraction) -> Path:  # noqa: F811
    path = tmp_path / "case.sayso"
    with Writer(path) as writer, writer.transaction():
        writer.add_item("/src", item)
        writer.put_document(document, rows, "full abc")
        for judgement in (NOTE, UNDONE, UNDO):
            writer.add_judgement(judgement)
    return path


def test_an_untouched_case_holds(case: Path) -> None:
    result = verify(case)
    assert result.faults == ()
    assert (result.items, result.documents, result.log_entries) == (1, 1, 5)
    assert result.anchors >= 9


TAMPERINGS = {
    "an item's bytes": ("UPDATE items SET packed = x'" + zlib.compress(b"other").hex() + "'", "hash-mismatch", "item"),
    "an item that cannot be unpacked": ("UPDATE items SET packed = x'00'", "hash-mismatch", "item"),
    "an item taken out": ("DELETE FROM items", "hash-mismatch", "item"),
    "an item put in": (f"INSERT INTO items VALUES ('{sha256(b'x')}', 1, 'text/plain', x'{zlib.compress(b'x').hex()}')",
                       "broken-chain", "collected"),
    "when an item was collected": ("UPDATE addresses SET collected = '1999-01-01T00:00:00Z'", "broken-chain", "a.txt"),
    "where an item was collected": ("UPDATE addresses SET address = 'b.txt'", "broken-chain", "b.txt"),
    "the text layer": ("UPDATE documents SET text = replace(text, '40', '41')", "hash-mismatch", "text layer"),
    "the text layer and its hash": (
        "UPDATE documents SET text = replace(text, '40', '41'), text_sha256 = '" + "0" * 64 + "'", "broken-chain", "text"),
    "an anchor's offset": ("UPDATE figures SET start = start + 1", "anchor-mismatch", "a.txt"),
    "a row's words": ("UPDATE figures SET text = 'At least 41 people'", "anchor-mismatch", "41"),
    "a source's words": ("UPDATE statements SET source = 'a junior official'", "anchor-mismatch", "junior"),
    "a figure": ("UPDATE figures SET low = 400", "row-mismatch", "a.txt"),
    "a stance": ("UPDATE statements SET stance = 'deny'", "row-mismatch", "a.txt"),
    "a row taken out": ("DELETE FROM caveats", "row-mismatch", "a.txt"),
    "a publication date": ("UPDATE documents SET published = '2020-01-01'", "row-mismatch", "a.txt"),
    "an outlet": ("UPDATE documents SET outlet = 'Herald'", "row-mismatch", "a.txt"),
    "a withdrawal": ("UPDATE documents SET withdrawn = 'quietly'", "broken-chain", "withdrawal"),
    "who took a step": ("UPDATE log SET who = 'somebody else' WHERE n = 1", "broken-chain", "collect"),
    "when a step was taken": ("UPDATE log SET at = '1999-01-01T00:00:00Z' WHERE n = 2", "broken-chain", "extract"),
    "the first step taken out": ("DELETE FROM log WHERE n = 1", "broken-chain", "extract"),
    "a step taken out": ("DELETE FROM log WHERE n = 2", "broken-chain", "judge"),
    "the last step taken out": ("DELETE FROM log WHERE n = 5", "broken-chain", "judgement"),
    "two steps changed about": (
        "UPDATE log SET n = -1 WHERE n = 1; UPDATE log SET n = 1 WHERE n = 2; UPDATE log SET n = 2 WHERE n = -1",
        "broken-chain", "extract"),
    "what a judgement says": ("UPDATE judgements SET detail = '{\"note\":\"not seen\"}' WHERE id = 'j1'", "broken-chain", "ann"),
    "who judged": ("UPDATE judgements SET who = 'eve' WHERE id = 'j1'", "broken-chain", "eve"),
    "a judgement taken out": ("DELETE FROM judgements WHERE id = 'j1'", "broken-chain", "not in the case"),
    "a judgement taken back unseen": ("UPDATE judgements SET undone = 'j3' WHERE id = 'j1'", "broken-chain", "stands"),
    "a judgement that stands again": ("UPDATE judgements SET undone = NULL WHERE id = 'j2'", "broken-chain", "stands"),
}  # fmt: skip


@pytest.mark.parametrize("what", TAMPERINGS)
def test_a_change_is_found_and_named_first(case: Path, what: str) -> None:
    change, code, named = TAMPERINGS[what]
    db = sqlite3.connect(case)
    db.executescript(change)
    db.close()
    faults = verify(case).faults
    assert faults and (faults[0].code, named in f"{faults[0].subject} {faults[0].detail}") == (code, True), faults


def test_a_text_layer_forged_with_its_whole_log_is_not_what_its_item_says(
    tmp_path: Path,
    item: Item,  # noqa: F811
    document: Document,  # noqa: F811
) -> None:
    forged = document.text.replace("40", "41")
    made = replace(document, text=forged, text_sha256=text_sha256(forged), origin=Origin("bytes", encoding="utf-8"))
    with Writer(tmp_path / "c.sayso") as writer, writer.transaction():
        writer.add_item("/src", item)
        writer.put_document(made, Extraction(made.id), "full abc")
    faults = verify(tmp_path / "c.sayso").faults
    assert [f.code for f in faults] == ["hash-mismatch"] and "not what its item says" in faults[0].detail


@pytest.mark.parametrize("change", ["INSERT INTO migrations VALUES ('9999-later')", "PRAGMA application_id = 1"])
def test_a_case_of_another_version_or_kind_is_refused(case: Path, change: str) -> None:
    db = sqlite3.connect(case)
    db.executescript(change)
    db.close()
    with pytest.raises(RequestError) as refused:
        verify(case)
    assert refused.value.code in ("newer-case", "not-a-case")
