"""CSV, TSV and JSON lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sayso.errors import RequestError
from sayso.model import Document, Problem
from sayso.plugins import ReadOptions
from sayso.readers import holds_many, load_meta

from .making import code, item, one, results

TEXT = "The river rose by two metres during the night, the water board said."


def test_named_columns_and_row_numbers() -> None:
    table = f'unit,article_title,article_content,source,date\n7,Rise,"{TEXT}",Sana,4/25/2017\n7,Fall,"{TEXT}\n""So""",Tass,4/5/2017\n'
    options = ReadOptions(
        columns={"text": "article_content", "title": "article_title", "outlet": "source", "published": "date"}
    )
    first, second = results(table, "a.csv", options)
    assert isinstance(first, Document) and isinstance(second, Document)
    assert (first.path, second.path) == ("a.csv#1", "a.csv#2")
    assert first.id != second.id
    assert (first.title, first.outlet, str(first.published)) == ("Rise", "Sana", "2017-04-25")
    assert str(second.published) == "2017-04-05"  # the column has the month first, as row 1 shows
    assert "month first: 4/25/2017 in row 1" in second.evidence["published"]
    assert second.text == TEXT + '\n"So"'
    assert (second.origin.kind, second.origin.path) == ("field", "article_content")


def test_column_order_that_nothing_decides_stays_unknown() -> None:
    table = f"text,date\n{TEXT.replace(',', '')},4/5/2017\n"
    document = one(table, "a.csv")
    assert document.published is None
    assert document.evidence["published"].startswith("unknown")


def test_contradicting_column_stays_unknown() -> None:
    rows = "".join(f'"{TEXT}",{day}\n' for day in ("4/25/2017", "25/4/2017", "4/5/2017"))
    found = results("text,date\n" + rows, "a.csv")
    days = [str(d.published) for d in found if isinstance(d, Document)]
    assert days == ["2017-04-25", "2017-04-25", "None"]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_delimiters(mark: str) -> None:
    document = one(f"title{mark}content{mark}published\nRise{mark}A river rose overnight{mark}2022-03-04\n", "a.csv")
    assert (document.title, document.text, str(document.published)) == ("Rise", "A river rose overnight", "2022-03-04")


def test_latin1_table() -> None:
    document = one("text,outlet\nLe ministère a déclaré cela à Genève,La Dépêche\n".encode("latin-1"), "a.csv")
    assert (document.text, document.outlet) == ("Le ministère a déclaré cela à Genève", "La Dépêche")


def test_bad_rows_do_not_stop_the_others() -> None:
    found = results("text,title\n,Empty\nA river rose overnight,Good\n\nOnly text here stands\n", "a.csv")
    assert [type(f).__name__ for f in found] == ["Problem", "Document", "Document"]
    assert isinstance(found[0], Problem) and (found[0].code, found[0].address) == ("bad-row", "a.csv#1")


@pytest.mark.parametrize(("table", "name"), [("a,b\n1,2\n", "malformed"), ("text\n", None), ("\n\n", "empty")])
def test_tables_without_text(table: str, name: str | None) -> None:
    found = results(table, "a.csv")
    assert [f.code for f in found if isinstance(f, Problem)] == ([name] if name else [])


def test_json_lines() -> None:
    lines = [
        json.dumps({"id": "1", "time": "2010-05-15", "text": TEXT, "url": "https://news.example/a"}),
        "{broken",
        "",
        json.dumps(["no object"]),
        json.dumps({"body": TEXT + "\ud800", "author": ["Ana", "Jo"], "publisher": {"name": "Ex"}}),
    ]
    found = results("\n".join(lines), "a.jsonl")
    assert [f.path if isinstance(f, Document) else (f.address, f.code) for f in found] == [
        "a.jsonl#1", ("a.jsonl#2", "bad-row"), ("a.jsonl#4", "bad-row"), "a.jsonl#5",
    ]  # fmt: skip
    first, last = found[0], found[-1]
    assert isinstance(first, Document) and isinstance(last, Document)
    assert (str(first.published), first.url) == ("2010-05-15", "https://news.example/a")
    assert (last.byline, last.outlet, last.text) == ("Ana, Jo", "Ex", TEXT + "\ufffd")


@pytest.mark.parametrize(
    ("data", "paths"),
    [
        ({"text": TEXT}, ["a.json"]),
        ([{"text": TEXT}, {"text": TEXT}], ["a.json#1", "a.json#2"]),
        ({"articles": [{"content": TEXT}]}, ["a.json#1"]),
    ],
)
def test_json_file(data: object, paths: list[str]) -> None:
    assert [f.path for f in results(json.dumps(data, indent=1), "a.json") if isinstance(f, Document)] == paths


def test_json_faults() -> None:
    assert code("{", "a.json") == "malformed"
    assert code("[]", "a.json") == "malformed"
    assert code("[" * 100_000, "a.jsonl") in ("malformed", "bad-row")


def test_holds_many() -> None:
    assert holds_many(item(b"text\nA river\n", "a.csv"))
    assert not holds_many(item(b"A river\n", "a.txt"))
    assert not holds_many(item(b"", "a.csv"))


def test_load_meta(tmp_path: Path) -> None:
    table = tmp_path / "meta.tsv"
    table.write_text("\ufeffFile\tDate\tOutlet\n./a.txt\t2022-03-04\tThe Example\nb.txt\t\t\n", encoding="utf-8")
    assert load_meta(table) == {"a.txt": {"published": "2022-03-04", "outlet": "The Example"}, "b.txt": {}}


@pytest.mark.parametrize("words", ["name,date\na,b\n", "file\na\n", ""])
def test_load_meta_that_is_none(tmp_path: Path, words: str) -> None:
    table = tmp_path / "meta.csv"
    table.write_text(words)
    with pytest.raises(RequestError):
        load_meta(table)


def test_load_meta_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RequestError):
        load_meta(tmp_path / "no.csv")


@pytest.mark.parametrize(
    ("value", "day"),
    [(1646388000, "2022-03-04"), (1646388000000, "2022-03-04"), ("1646388000.5", "2022-03-04"), (20220304, "2022-03-04"),
     ("2022", "None"), (12, "None"), (True, "None"), (float("1e300"), "None"), (["2022-03-04"], "2022-03-04")],
)  # fmt: skip
def test_moments_in_seconds(value: object, day: str) -> None:
    assert str(one(json.dumps({"text": TEXT, "timestamp": value}), "a.jsonl").published) == day
