"""Judgements and hand annotations come in whole, once, at the right words; what cannot be placed is named."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from sayso.errors import RequestError
from sayso.ledger import View
from sayso.pipeline import verify
from sayso.pipeline.export import export
from sayso.pipeline.import_ import import_file
from sayso.pipeline.judge import judge
from tests.exporters.conftest import case as built  # noqa: F401 - fixture


@pytest.fixture
def case(built: Path, tmp_path: Path) -> Path:  # noqa: F811
    return Path(shutil.copy(built, tmp_path / "case.sayso"))


def notes(case: Path) -> list[tuple[str, str, str]]:
    with View(case) as view:
        return [(j.subjects[0], j.detail["note"], j.who) for j in view.judgements() if j.kind == "note"]


def test_judgements_go_from_case_to_case(case: Path, tmp_path: Path) -> None:
    other = Path(shutil.copy(case, tmp_path / "other.sayso"))
    with View(case) as view:
        claim, document = next(view.claims()).id, next(view.documents()).id
    judge(case, "grade", [claim], {"digit": 6}, "ann")
    judge(case, "note", [document], {"note": "spoke to the editor"}, "ben")
    export(case, "jsonl", tmp_path / "out.jsonl")
    done = import_file(other, tmp_path / "out.jsonl")
    assert (done.new, done.known, done.refused) == (2, 0, ())
    with View(case) as a, View(other) as b:
        assert list(a.judgements()) == list(b.judgements())
    assert import_file(other, tmp_path / "out.jsonl").new == 0
    assert verify(other).faults == ()
    forged = (tmp_path / "out.jsonl").read_text().replace('"who":"ben"', '"who":"eve"')
    (tmp_path / "forged.jsonl").write_text(forged)
    assert any("changed" in r for r in import_file(other, tmp_path / "forged.jsonl").refused)


def test_annotations_find_their_rows(case: Path, tmp_path: Path) -> None:
    export(case, "webannotation", tmp_path / "page.jsonld")
    page = json.loads((tmp_path / "page.jsonld").read_text())
    figure = next(a for a in page["items"] if a["body"]["sayso:kind"] == "figure")
    figure |= {"body": {"type": "TextualBody", "value": "counted twice?"}, "creator": {"name": "ann"}}
    figure.pop("id")
    (tmp_path / "a.jsonld").write_text(json.dumps(page | {"items": [figure]}))
    assert import_file(case, tmp_path / "a.jsonld").new == 1
    subject, note, who = notes(case)[0]
    assert (note, who) == ("counted twice?", "ann")
    with View(case) as view:
        kind, placed = view.row(subject)
    exact = figure["target"][0]["selector"][0]["exact"]
    assert kind in ("figures", "statements") and placed.row.text == exact
    assert import_file(case, tmp_path / "a.jsonld").new == 0


def test_a_table_of_notes(case: Path, tmp_path: Path) -> None:
    with View(case) as view:
        document = next(view.documents())
    words = document.text[10:60]
    lines = [
        "path,text,note",
        f'{document.path},"{words}",look here',
        f"{document.path},not in it at all,x",
        "none.txt,a,b",
    ]
    (tmp_path / "a.csv").write_text("\n".join(lines), encoding="utf-8")
    done = import_file(case, tmp_path / "a.csv", "cas")
    assert done.new == 1 and len(done.refused) == 2
    assert notes(case)[0][1:] == ("look here", "cas")
    with View(case) as view:
        anchor = next(iter(next(view.judgements()).detail["anchors"].values()))
    assert document.text[anchor["start"] : anchor["end"]] == words == anchor["text"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b"a,b\n1,2\n",
        b"[" * 100_000,
        b'{"type":"AnnotationPage","items":7}',
        b'[{"target":7}]',
    ],
)
def test_what_is_no_import_is_named(case: Path, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x").write_bytes(data)
    with pytest.raises(RequestError) as refused:
        import_file(case, tmp_path / "x")
    assert refused.value.code == "bad-import"
