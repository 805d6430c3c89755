"""Every command that prints rows takes ``--mask``, and prints no masked form."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from sayso.cli import COMMANDS as KNOWN
from sayso.cli import group
from sayso.ledger import View
from sayso.masking.scan import scan_bytes
from sayso.pipeline.masked import masker
from sayso.views import CaseView

from .conftest import Ran

COMMANDS = ("search", "figures", "claims", "copies", "sources", "entities", "problems", "check")


@pytest.mark.parametrize("command", COMMANDS)
def test_masked_rows(command: str, run: Callable[..., Ran], case: Path) -> None:
    words = ("said",) if command == "search" else ()
    for form in ((), ("--json",)):
        ran = run(command, case, *words, "--mask", "everyone", *form)
        assert ran.status in (0, 3) and (ran.out or command == "problems"), ran.err
        with View(case) as view:
            assert scan_bytes("out", ran.out.encode(), masker(view, "everyone")) == []
        if form:
            json.loads(ran.out)


def test_rows_by_id(run: Callable[..., Ran], case: Path) -> None:
    with View(case) as view:
        masking = masker(view, "everyone")
        claim = next(view.claims()).id
        named = next(p.row.id for p in view.statements() if masking.find(p.row.source.text if p.row.source else ""))
        document = next(view.documents()).id
    for command, id in (("origins", claim), ("origins", named), ("rests-on", document)):
        ran = run(command, case, id, "--mask", "everyone", "--json")
        assert ran.status == 0 and scan_bytes("out", ran.out.encode(), masking) == [], ran.err


def test_hits_stand_in_the_masked_text(run: Callable[..., Ran], case: Path) -> None:
    hits = json.loads(run("search", case, "said", "--mask", "everyone", "--json").out)["hits"]
    assert hits
    with View(case) as view:
        masked = CaseView(view, masker(view, "everyone"))
        for hit in hits:
            assert 0 <= hit["start"] < hit["end"] <= len(masked.document(hit["document"]).text)
            assert all(0 <= a < b <= len(hit["excerpt"]) for a, b in hit["marked"])


def test_a_masked_name_finds_nothing(run: Callable[..., Ran], case: Path) -> None:
    with View(case) as view:
        name = next(p.name for p in masker(view, "everyone").persons if p.masked and " " in p.name)
    assert json.loads(run("search", case, name, "--json").out)["hits"]
    assert json.loads(run("search", case, name, "--mask", "everyone", "--json").out)["hits"] == []


def test_extract_masks_without_a_case(run: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("“We ran,” said Oksana Lund, 41, a farmer. Lund said 12 people were missing.\n")
    plain = run("extract", tmp_path / "a.txt", "--depth", "fast", "--text")
    assert "Oksana Lund" in plain.out
    masked = run("extract", tmp_path / "a.txt", "--depth", "fast", "--text", "--mask", "default")
    assert masked.status == 0 and "Person 1" in masked.out
    assert "Lund" not in masked.out and "Oksana" not in masked.out


def test_every_command_takes_the_option_or_prints_no_rows() -> None:
    # build and demo print counts, judge and drop ids; the custody log never leaves behind a mask, for an altered one
    # proves nothing; the rest is about the file or the program
    without = {"custody", "build", "demo", "judge", "drop", "import", "verify", "bench"}
    for name in KNOWN:
        found = group.get_command(click.Context(group), name)
        assert found is not None
        assert (name not in without) == any("--mask" in p.opts for p in found.params), name


def test_a_mask_on_a_fast_reading_warns(run: Callable[..., Ran], case: Path, tmp_path: Path) -> None:
    assert "finds few names" in run("claims", case, "--mask", "default").err
    assert "finds few names" in run("export", case, "--to", "csl", "-o", tmp_path / "a.json", "--mask", "default").err
    assert "finds few names" not in run("claims", case).err
