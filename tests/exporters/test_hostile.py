"""What a hostile report says does no harm in any format: formulas, markup, control and direction characters, paths."""

from __future__ import annotations

import csv
import html
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import bagit
import networkx
import openpyxl
import pyarrow.parquet
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


ADDRESS = 'javascript:alert(1)//"><script>alert(2)</script> <urn:x> . \u202e'
PAGE = (
    '<html><head><title>{title}</title><link rel=canonical href="{address}"><meta name=author content="{title}">'
    '<meta property=og:site_name content="{title}"></head><body><article><p>{title} said that at least 40 people were '
    "killed in Lisbon on Monday, and the mayor of Ost said that 30 were killed in Lisbon on Monday too.</p><p>{text}</p>"
    "</article></body></html>"
)
ATTACKS = {
    "script": "</script><script>alert(1)</script><img src=x onerror=alert(1)>",
    "formula": '=HYPERLINK("https://elsewhere.example")',
    "formula after a blank": "\t+cmd|' /C calc'!A0",
    "terminal": "\x1b]0;owned\x07\x1b[2J\x9b31m",
    "path": "../../../etc/passwd",
    "entities": '<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/passwd">]>&c;',
    "direction": "\u202egnp.exe\u2066abc",
    "confusables": "Рresident Рutin аnd the Mаyor",
    "turtle": '" . <urn:evil> a <urn:x> . """ \\',
    "json": '\\u0000"},{"x":"',
}


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One page an attack, in its title, byline, outlet, address, text and file name."""
    folder = tmp_path_factory.mktemp("attacked")
    (folder / "in").mkdir()
    for n, (name, words) in enumerate(ATTACKS.items()):
        inner = {"title": html.escape(words), "address": html.escape(ADDRESS), "text": html.escape(words)}
        file = f"{n} {words}".replace("/", "_").replace("\\", "_").replace("\0", "_")[:60] + ".html"
        (folder / "in" / file).write_text(PAGE.format(**inner), encoding="utf-8")
        assert name
    build([folder / "in"], folder / "a.sayso", BuildOptions(ReadOptions(), "fast", 1))
    return folder / "a.sayso"


def strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [s for k, v in value.items() for s in (*strings(k), *strings(v))]
    if isinstance(value, list):
        return [s for v in value for s in strings(v)]
    return [value] if isinstance(value, str) else []


def opened(form: str, path: Path) -> list[str]:
    """The texts that the format's own tool reads in an export; the tool itself must not stumble."""
    if form == "html":
        page = etree.HTML(path.read_text("utf-8"))
        assert not page.xpath("//*[@*[starts-with(name(), 'on')]]") and len(page.xpath("//script")) == 1
        links = [str(x).strip().casefold() for x in page.xpath("//@href | //@src")]
        assert not any(x.startswith(("javascript:", "data:text", "vbscript:")) for x in links), links
        return [str(t) for t in page.xpath("//body//text()")]
    if form in ("csv", "ucdp"):
        cells = []
        for table in sorted(path.glob("*.csv")) if path.is_dir() else [path]:
            with table.open(encoding="utf-8-sig", newline="") as file:
                cells += [cell for row in csv.reader(file) for cell in row]
        assert not any(cell[:1] in ("=", "+", "@", "\t", "\r") for cell in cells)
        assert not any(c[:1] == "-" and not c[1:].replace(".", "").isdigit() for c in cells)
        return cells
    if form == "xlsx":
        book = openpyxl.load_workbook(path)
        cells = [c for sheet in book for row in sheet.iter_rows() for c in row]
        assert all(c.data_type != "f" and c.hyperlink is None for c in cells)
        return [str(c.value) for c in cells]
    if form == "parquet":
        return [
            t for file in sorted(path.rglob("*.parquet")) for t in strings(pyarrow.parquet.read_table(file).to_pylist())
        ]
    if form == "graphml":
        graph = networkx.read_graphml(path, force_multigraph=True)
        return strings([d for _, d in graph.nodes(data=True)])
    if form == "prov":
        graph = rdflib.Graph().parse(path, format="turtle")
        assert not any("evil" in str(s) for s in graph.subjects())
        return [str(o) for o in graph.objects()]
    if form == "ro-crate":
        bagit.Bag(str(path)).validate()
        assert verify_crate(path).faults == ()
        names = [p.relative_to(path).as_posix() for p in path.rglob("*")]
        assert all(re.fullmatch(r"[\w./-]+", n) and ".." not in n for n in names), names
        return strings(json.loads((path / "data/ro-crate-metadata.json").read_text("utf-8")))
    text = path.read_text("utf-8")
    return strings([json.loads(line) for line in text.splitlines()] if form in ("jsonl", "ftm") else json.loads(text))


@pytest.mark.parametrize("mask", [None, "everyone"])
@pytest.mark.parametrize("form", sorted(exporters()))
def test_every_attack_in_every_format(form: str, mask: str | None, attacked: Path, tmp_path: Path) -> None:
    out = tmp_path / "here" / f"out{exporters()[form].suffix}"
    out.parent.mkdir()
    export(attacked, form, out, mask)
    told = opened(form, out)
    assert [p.name for p in tmp_path.iterdir()] == ["here"] and [p.name for p in out.parent.iterdir()] == [out.name]
    assert any("40" in t or "Lisbon" in t or "html" in t for t in told), "the attacks are in it"
    if form != "parquet":  # whose strings go to programs, byte for byte
        raw = [
            p for p in ([out] if out.is_file() else sorted(out.rglob("*"))) if p.is_file() and p.parent.name != "items"
        ]
        for file in raw:
            if form == "xlsx" or file.parent.name == "texts":
                continue
            data = file.read_bytes()
            assert not any(bad in data for bad in (b"\x1b", b"\x07", b"\xc2\x9b")), file
