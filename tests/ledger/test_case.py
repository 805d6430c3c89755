"""What goes into a case comes out of it, once, for one writer at a time."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.errors import RequestError
from sayso.ledger import View, Writer
from sayso.model import (
    Anchor,
    Claim,
    Document,
    Entity,
    Extraction,
    Findings,
    Item,
    Judgement,
    OriginGroup,
    Passage,
    Problem,
    Relation,
)


@pytest.fixture
def case(tmp_path: Path, item: Item, document: Document, rows: Extraction) -> Path:
    path = tmp_path / "case.sayso"
    with Writer(path) as writer, writer.transaction():
        writer.add_item("/src", item)
        writer.put_document(document, rows, "full abc")
        writer.finish_item("/src", item, "full abc")
        writer.add_problem("/src", Problem("empty", "b.txt", "no text"))
        writer.add_problem("/src", Problem("empty", "b.txt", "no text"))
    return path


def test_documents_and_rows_round_trip(case: Path, item: Item, document: Document, rows: Extraction) -> None:
    with View(case) as view:
        assert list(view.documents()) == [document]
        assert view.extraction(document.id) == rows
        assert view.item(item.sha256) == item.data
        assert [p.code for p in view.problems()] == ["empty"], "the same problem is kept once"
        assert view.document(document.id[:8]) == document
        assert view.row(rows.figures[0].id)[1].row == rows.figures[0]


def test_writing_a_document_again_replaces_its_rows(case: Path, document: Document, rows: Extraction) -> None:
    with Writer(case) as writer, writer.transaction():
        writer.put_document(document, replace(rows, figures=()), "full def")
        assert writer.extracted(document.id) == "full def"
    with View(case) as view:
        assert view.counts()["documents"] == 1
        assert view.extraction(document.id).figures == ()
        hits = view.db.execute(
            "SELECT count(*) FROM statements_search WHERE statements_search MATCH 'people'"
        ).fetchone()
        assert hits[0] == 1, "the search index forgot the replaced rows"


def test_a_changed_item_supersedes_the_old_one(case: Path, item: Item, document: Document) -> None:
    changed = replace(item, data=b"other", sha256="f" * 64)
    with Writer(case) as writer, writer.transaction():
        writer.add_item("/src", changed)
    with View(case) as view:
        assert view.withdrawn() == {document.id: "superseded by a changed item"}
        assert view.item(item.sha256) == item.data, "nothing is lost"
        assert list(view.documents()) == []


def test_findings_round_trip(case: Path, document: Document, rows: Extraction) -> None:
    side = Anchor(document.id, document.path, 0, 3, "Dam", rows.figures[0].id)
    findings = Findings(
        relations=(Relation("r1", "copy", side, Anchor(document.id, document.path), "why", 0.5, "rule", None, True, (Passage(0, 1, 2, 3),)),),
        entities=(Entity("e1", "organisation", "Courier", ("The Courier",), (rows.mentions[0].id,), (document.id,), ("same name",)),),
        origins=(OriginGroup("o1", "official", "role", True, (rows.statements[0].id,), (document.id,), ("said so",)),),
        claims=(Claim("c1", "figure", "killed", "killed", None, "Ost", None, None, 1, 0, (rows.figures[0].id,), ("o1",)),),
    )  # fmt: skip
    with Writer(case) as writer, writer.transaction():
        writer.put_findings(findings, "mark")
    with View(case) as view:
        assert tuple(view.relations()) == findings.relations
        assert tuple(view.entities()) == findings.entities
        assert tuple(view.origins()) == findings.origins
        assert tuple(view.claims()) == findings.claims
        assert view.extraction(document.id).mentions[0].entity == "e1"


def test_judgements_can_be_undone_once(case: Path) -> None:
    joined = Judgement("j1", "join", ("e1", "e2"), {"reason": "same man"}, "ana", "2026-01-01T00:00:00Z")
    undo = Judgement("j2", "undo", ("j1",), {}, "ben", "2026-01-02T00:00:00Z")
    with Writer(case) as writer:
        with writer.transaction():
            writer.add_judgement(joined)
            writer.add_judgement(undo)
        with pytest.raises(RequestError, match="no-such-row"), writer.transaction():
            writer.add_judgement(replace(undo, id="j3"))
    with View(case) as view:
        assert list(view.judgements()) == []
        assert [j.undone for j in view.judgements(standing=False)] == ["j2", None]


def test_a_second_writer_is_refused(case: Path) -> None:
    with Writer(case), pytest.raises(RequestError, match="case-busy"):
        Writer(case)
    Writer(case).close()
    assert not list(case.parent.glob("*-lock"))


def test_readers_read_while_a_writer_writes(case: Path, document: Document) -> None:
    with Writer(case) as writer, View(case) as view, writer.transaction():
        writer.withdraw(document.id, "test")
        assert view.counts()["documents"] == 1, "an open transaction is not seen"


def test_a_failed_transaction_leaves_nothing(case: Path, document: Document) -> None:
    with Writer(case) as writer, pytest.raises(ZeroDivisionError), writer.transaction():
        writer.withdraw(document.id, "test")
        raise ZeroDivisionError
    with View(case) as view:
        assert view.withdrawn() == {}


def test_a_newer_case_is_refused_and_left_untouched(case: Path) -> None:
    db = sqlite3.connect(case)
    db.execute("INSERT INTO migrations VALUES ('9999-later')")
    db.commit()
    db.close()
    before = case.read_bytes()
    for opener in (View, Writer):
        with pytest.raises(RequestError, match="newer-case"):
            opener(case)
    assert case.read_bytes() == before


@pytest.mark.parametrize("content", [b"hello", b"SQLite format 3\x00" + b"\x00" * 100])
def test_another_file_is_not_a_case(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.sayso"
    path.write_bytes(content)
    for opener in (View, Writer):
        with pytest.raises(RequestError, match="not-a-case"):
            opener(path)
    assert path.read_bytes() == content
    with pytest.raises(RequestError, match="no-case"):
        View(tmp_path / "none.sayso")
    with pytest.raises(RequestError, match="read-only"):
        Writer(tmp_path / "no" / "folder" / "x.sayso")
