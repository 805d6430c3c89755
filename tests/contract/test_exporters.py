"""What every exporter must do, those of plug-ins too: mask, neutralise, write whole files, give the same bytes again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.errors import CheckError, RequestError
from sayso.ledger import View
from sayso.masking import scan
from sayso.pipeline.export import export
from sayso.pipeline.masked import masker
from sayso.plugins import exporters
from sayso.views import CaseView

FORMS = tuple(exporters())


def digests(path: Path) -> dict[str, str]:
    files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    return {p.relative_to(path).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def test_the_formats_of_the_contract_are_there() -> None:
    assert set(FORMS) >= {
        "html", "csv", "xlsx", "jsonl", "parquet", "webannotation", "ftm", "geojson", "graphml", "prov", "csl",
        "ucdp", "ro-crate",
    }  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("policy", ["default", "everyone"])
def test_masked_output_holds_no_masked_form(form: str, policy: str, case: Path, exported: Callable[..., Path]) -> None:
    path = exported(form, policy)
    with View(case) as view:
        masking = masker(view, policy)
        assert scan(path, masking) == []
        if form != "csl":  # citations name nobody but authors
            open_output = exported(form)
            assert scan(open_output, masking), "the scan finds nothing in the open output either: it proves nothing"


@pytest.mark.parametrize("form", FORMS)
def test_the_same_case_gives_the_same_bytes(
    form: str,
    case: Path,
    exported: Callable[..., Path],
    tmp_path: Path,
) -> None:
    first = exported(form)
    export(case, form, tmp_path / first.name)
    assert digests(tmp_path / first.name) == digests(first)


@pytest.mark.parametrize("form", FORMS)
def test_a_leak_is_refused_and_leaves_nothing(
    form: str,
    case: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from sayso.masking import Masker

    monkeypatch.setattr(Masker, "text", lambda self, words: words)
    monkeypatch.setattr(Masker, "_replacements", lambda self, text: [])
    with pytest.raises(CheckError) as refused:
        export(case, form, tmp_path / "out", "everyone")
    assert refused.value.code == "leak"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", FORMS)
def test_a_folder_that_is_not_there_is_named(form: str, case: Path) -> None:
    with pytest.raises(RequestError) as refused:
        export(case, form, Path("/proc/no-such-folder/out"))
    assert refused.value.code in ("read-only", "disk-full")


def test_masked_ids_are_not_made_from_names(case: Path) -> None:
    with View(case) as view:
        masked = CaseView(view, masker(view, "everyone"))
        ids = {o.id for o in masked.origins()}
        assert len(ids) == len(list(view.origins())) and not ids & {o.id for o in view.origins()}
        assert {i for c in masked.claims() for i in c.origin_ids} <= ids
        assert any(c.origin_ids for c in masked.claims())
