"""The preview says who goes, who stays, and what is left that could tell who somebody is."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from sayso.cli import main
from sayso.pipeline import BuildOptions, build
from sayso.pipeline.preview import preview
from sayso.plugins import ReadOptions

TEXT = (
    "Governor Nadia Verenko opened the dyke. Oksana Lund, 41, the only midwife of the Ost clinic, said the ward was full. "
    "“We carried nine children out over the roof in the first hour,” said Oksana Lund. Write to ward@clinic.example.\n"
)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("preview")
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    build([folder / "a.txt"], folder / "case.sayso", BuildOptions(ReadOptions(), "full", 1))
    return folder / "case.sayso"


def test_who_goes_and_what_could_still_tell(case: Path) -> None:
    found = preview(case, "default")
    assert [(w.name, w.times, w.reports) for w in found.masked] == [("Oksana Lund", 2, 1)]
    assert [w.name for w in found.left] == ["Nadia Verenko"] and found.coarsened == 1
    told = {(t.kind, t.text) for t in found.told}
    assert ("post or work", "the only midwife of the Ost clinic") in told
    assert any(kind.startswith("quotation") and "over the roof" in text for kind, text in told)
    assert ("contact", "ward@clinic.example") in told
    assert not any("Lund" in t.text or "Oksana" in t.text for t in found.told)


def test_it_is_printed(case: Path) -> None:
    for form in ([], ["--json"]):
        out = io.StringIO()
        with redirect_stdout(out), pytest.raises(SystemExit) as done:
            main(["preview", str(case), *form])
        assert not done.value.code and "the only midwife" in out.getvalue()
        if form:
            assert json.loads(out.getvalue())["policy"] == "default"
