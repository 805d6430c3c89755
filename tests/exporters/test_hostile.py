"""What a hostile report says does no harm in any format: formulas, markup, control and direction characters, paths."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import bagit
import networkx
import openpyxl
import pytest
import rdflib
from lxml import etree

from sayso.ledger import View
from sayso.pipeline import BuildOptions, build
from sayso.pipeline.export import export
from sayso.pipeline.verify_crate import verify_crate
from sayso.plugins import ReadOptions, exporters

TITLE = '=HYPERLINK("https://elsewhere.example","x") </script><script>alert(1)</script>'
TEXT = (
    f"{TITLE}\n\n+SUM(A1) \u202e said ]]> --> \u2028 &lt; &amp; \ufffe \x0b \x1b[31m \\u0022 <img src=x onerror=alert(1)>\n\n"
    "@cmd, the =mayor of Ost</text>, said “-1+1 \" ' ; . <urn:x> 40 people” were killed. \U0001f600 100%25 ../../etc/passwd\n"
)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "in").mkdir()
    (folder / "in" / "=cmd|' <x> & \u202etxt.exe.txt").write_text(TEXT, encoding="utf-8", errors="surrogatepass")
    build([folder / "in"], folder / "=1+1.sayso", BuildOptions(ReadOptions(), "fast", 1))
    return folder / "=1+1.sayso"


@pytest.mark.parametrize("form", sorted(exporters()))
def test_every_format_is_written(form: str, case: Path, tmp_path: Path) -> None:
    export(case, form, tmp_path / "out")
    files = [p for p in tmp_path.rglob("*") if p.is_file()]
    assert files and all(p.resolve().is_relative_to(tmp_path.resolve()) for p in files)
    for file in files:
        data = file.read_bytes()
        if form not in ("xlsx", "parquet", "ro-crate"):
            assert b"\x1b" not in data and b"\x0b" not in data.replace(b"\\u000b", b""), file


def test_formulas_stay_words(case: Path, tmp_path: Path) -> None:
    export(case, "xlsx", tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row]
    assert all(c.data_type != "f" for c in cells)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert not any(b"<f>" in archive.read(n) for n in archive.namelist())
    for form in ("csv", "ucdp"):
        export(case, form, tmp_path / form)
        tables = list((tmp_path / form).glob("*.csv")) if form == "csv" else [tmp_path / form]
        for table in tables:
            with table.open(encoding="utf-8-sig", newline="") as file:
                assert not any(cell[:1] in "=+@\t\r" and cell for row in csv.reader(file) for cell in row)


def test_markup_stays_words(case: Path, tmp_path: Path) -> None:
    export(case, "graphml", tmp_path / "a.graphml")
    graph = networkx.read_graphml(tmp_path / "a.graphml", force_multigraph=True)
    with View(case) as view:
        told = [(d.title or d.path).replace("\ufffe", "\ufffd") for d in view.documents()]
    assert [d["label"] for _, d in graph.nodes(data=True) if d["kind"] == "document"] == told
    assert any("<" in d["label"] for _, d in graph.nodes(data=True))
    export(case, "html", tmp_path / "a.html")
    page = etree.HTML((tmp_path / "a.html").read_text("utf-8"))
    assert not page.xpath("//img[@onerror]") and all("alert(1)" not in (s.text or "") for s in page.xpath("//script"))
    export(case, "prov", tmp_path / "a.ttl")
    assert len(rdflib.Graph().parse(tmp_path / "a.ttl", format="turtle")) > 5
    for form in ("geojson", "csl", "webannotation"):
        export(case, form, tmp_path / form)
        json.loads((tmp_path / form).read_text("utf-8"))
    export(case, "ro-crate", tmp_path / "crate")
    bagit.Bag(str(tmp_path / "crate")).validate()
    assert verify_crate(tmp_path / "crate").faults == ()


def test_what_a_killed_export_left_is_cleared_by_the_next(case: Path, tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    half, folder = tmp_path / f".a.jsonl.{dead.pid}.part", tmp_path / f".a.csv.{dead.pid}.part"
    half.write_bytes(b'{"half')
    folder.mkdir()
    (folder / "a.csv").write_bytes(b"not scanned")
    other, alive = tmp_path / f".b.jsonl.{dead.pid}.part", tmp_path / f".a.jsonl.{os.getppid()}.part"
    other.write_bytes(b"of another export")
    alive.write_bytes(b"somebody is writing this")
    export(case, "jsonl", tmp_path / "a.jsonl")
    export(case, "ucdp", tmp_path / "a.csv", "default")
    assert not half.exists() and not folder.exists()
    assert other.exists() and alive.exists()
    assert {p.name for p in tmp_path.iterdir()} == {"a.jsonl", "a.csv", other.name, alive.name}
