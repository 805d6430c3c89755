"""No attack gets a name past the mask, in any format, on the command line, to an assistant, or in a masked copy."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from sayso.cli import main
from sayso.ledger import View
from sayso.mcp.ledger import Ledger
from sayso.model import text_sha256
from sayso.pipeline import BuildOptions, build
from sayso.pipeline.export import export
from sayso.pipeline.masked import case_view
from sayso.pipeline.masked_case import masked_case
from sayso.pipeline.verify import quotes, verify
from sayso.plugins import ReadOptions, exporters

from .attacks import ATTACKS, Attack
from .reading import readings


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("attacks")
    (folder / "in").mkdir()
    for attack in ATTACKS:
        (folder / "in" / attack.file).write_text(attack.text, encoding="utf-8")
    build([folder / "in"], folder / "case.sayso", BuildOptions(ReadOptions(), "full", 1))
    return folder / "case.sayso"


def leaks(said: str) -> list[str]:
    return [f"{a.file}: {gone}" for a in ATTACKS for gone in a.gone if gone.casefold() in said]


@pytest.mark.parametrize("form", sorted(exporters()))
def test_nothing_gets_into_an_export(form: str, case: Path, tmp_path: Path) -> None:
    out = tmp_path / f"out{exporters()[form].suffix}"
    export(case, form, out, "default")
    assert leaks("\n".join(readings(out))) == []


def test_the_open_export_holds_what_the_attacks_hide(case: Path, tmp_path: Path) -> None:
    export(case, "jsonl", tmp_path / "out.jsonl")
    said = "\n".join(readings(tmp_path / "out.jsonl"))
    missed = [a.file for a in ATTACKS if not any(gone.casefold() in said for gone in a.gone)]
    assert missed == []


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda a: a.file)
def test_what_is_no_name_stays(attack: Attack, case: Path, tmp_path: Path) -> None:
    with View(case) as view:
        texts = " ".join(" ".join(d.text.split()) for d in case_view(view, "default").documents())
    assert [kept for kept in attack.kept if kept not in texts] == []


def test_rows_of_attacks_hold_in_the_masked_layer(case: Path) -> None:
    with View(case) as view:
        masked = case_view(view, "default")
        for document in masked.documents():
            assert document.text_sha256 == text_sha256(document.text)
            for row, quote in quotes(masked.extraction(document.id), document):
                assert quote.holds_in(document.text), (document.path, row, quote)


def test_nothing_gets_into_a_masked_copy(case: Path, tmp_path: Path) -> None:
    masked_case(case, "default", tmp_path / "copy.sayso")
    assert leaks(tmp_path.joinpath("copy.sayso").read_bytes().decode("utf-8", "replace").casefold()) == []
    assert verify(tmp_path / "copy.sayso").anchors > 20


@pytest.mark.parametrize("command", ["figures", "claims", "sources", "entities", "problems", "check", "copies"])
def test_nothing_is_printed(command: str, case: Path) -> None:
    out = io.StringIO()
    with redirect_stdout(out), pytest.raises(SystemExit):
        main([command, str(case), "--mask", "default", "--json"])
    assert leaks(out.getvalue().casefold()) == []


def test_an_assistant_learns_nothing(case: Path) -> None:
    ledger = Ledger(case, "default")
    try:
        said = [json.dumps(ledger.search(words, 50), ensure_ascii=False) for words in ("said", "water", "сказал")]
        said.append(json.dumps(ledger.sources("", 50), ensure_ascii=False))
    finally:
        ledger.close()
    assert leaks("\n".join(said).casefold()) == []
