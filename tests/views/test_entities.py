"""``sayso entities`` and the page behind it: names found in any letters, possible joins, judgements."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from sayso.cli import group
from sayso.ledger import View, Writer
from sayso.model import (
    Document,
    Extraction,
    Item,
    Judgement,
    Mention,
    Span,
    document_id,
    finding_id,
    row_id,
    sha256,
    text_sha256,
)
from sayso.pipeline.compare import compare_case
from sayso.views.entities import entities

REPORTS = {
    "a.txt": ("Pavel Oreshin spoke in Zelnica. Denis nodded.", ("Pavel Oreshin", "Denis"), "Zelnica"),
    "b.txt": ("Павел Орешин молчал. Denys left Zelnica.", ("Павел Орешин", "Denys"), "Zelnica"),
}


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "case.sayso"
    with Writer(path) as writer:
        with writer.transaction():
            for name, (text, persons, place) in REPORTS.items():
                item = Item(sha256(text.encode()), name, text.encode(), "2026-01-02T03:04:05Z", "text/plain")
                id = document_id(item.sha256, name)
                found = []
                for words in (*persons, place):
                    at = Span(text.index(words), text.index(words) + len(words))
                    kind = "place" if words == place else "person"
                    found.append(Mention(row_id(id, "mention", [at]), at.start, at.end, words, kind, "test"))
                document = Document(id, name, item.sha256, text, text_sha256(text))
                writer.add_item("/src", item)
                writer.put_document(document, Extraction(id, mentions=tuple(found)), "x")
                writer.finish_item("/src", item, "x")
        compare_case(path, writer)
    return path


def test_one_person_in_two_scripts_is_found_in_either(case: Path) -> None:
    with View(case) as view:
        for words in ("oreshin", "Орешин", "павел"):
            (row,) = entities(view, words).entities
            assert (row.name, row.aliases, row.documents, row.mentions) == ("Pavel Oreshin", ("Павел Орешин",), 2, 2)
            assert row.reasons
        assert {e.name for e in entities(view, kind="place").entities} == {"Zelnica"}
        assert entities(view, "nobody").entities == ()


def test_possible_joins_are_shown_and_a_person_makes_them(case: Path) -> None:
    with View(case) as view:
        (possible,) = entities(view).possible
        assert {possible.a_name, possible.b_name} == {"Denis", "Denys"}
        assert possible.b in next(e for e in entities(view).entities if e.id == possible.a).maybe
    made = Judgement(finding_id("judgement", "1"), "join", (possible.a, possible.b), {}, "ada", "2026-01-02T00:00:00Z")
    with Writer(case) as writer:
        with writer.transaction():
            writer.add_judgement(made)
        compare_case(case, writer)
    with View(case) as view:
        page = entities(view, "Denis")
        assert page.possible == ()
        assert {page.entities[0].name, *page.entities[0].aliases} == {"Denis", "Denys"}
        assert "join by ada, 2026-01-02" in page.entities[0].reasons


def test_the_command_prints_lines_and_json(case: Path) -> None:
    lines = CliRunner().invoke(group, ["entities", str(case), "--reasons"])
    assert lines.exit_code == 0
    whole = CliRunner().invoke(group, ["entities", str(case), "--json"])
    names = [e["name"] for e in json.loads(whole.stdout)["entities"]]
    assert "Pavel Oreshin" in names
