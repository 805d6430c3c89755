"""A crate holds as it is written; whatever is changed in it is found and named; a masked one says what is not in it."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.errors import RequestError
from sayso.pipeline.verify_crate import verify_crate
from tests.exporters.conftest import case, exported  # noqa: F401 - fixtures


@pytest.fixture
def crate(exported: Callable[..., Path], tmp_path: Path) -> Path:  # noqa: F811
    return Path(shutil.copytree(exported("ro-crate"), tmp_path / "crate"))


def test_a_crate_holds(crate: Path) -> None:
    result = verify_crate(crate)
    assert result.faults == () and result.originals
    assert result.anchors > 500 and result.log_entries > 10 and result.items and result.documents


def test_a_masked_crate_says_that_originals_are_absent(exported: Callable[..., Path]) -> None:  # noqa: F811
    path = exported("ro-crate", "default")
    result = verify_crate(path)
    assert result.faults == () and not result.originals and result.items == 0 and result.log_entries == 0
    assert not (path / "data" / "items").exists() and not (path / "data" / "custody.jsonl").exists()


def test_a_changed_byte_is_found(crate: Path) -> None:
    for file in sorted(p for p in crate.rglob("*") if p.is_file() and p.name != "tagmanifest-sha256.txt")[::5]:
        before = file.read_bytes()
        file.write_bytes(before[:-1] + bytes([before[-1] ^ 1]))
        assert verify_crate(crate).faults, file.name
        file.write_bytes(before)
    assert verify_crate(crate).faults == ()


def test_a_change_with_new_manifests_is_found_by_the_words(crate: Path) -> None:
    text = sorted((crate / "data" / "texts").iterdir())[0]
    text.write_text(text.read_text("utf-8").replace("e", "o"), encoding="utf-8")
    for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        lines = [x.partition("  ")[2] for x in (crate / name).read_text().splitlines()]
        made = "".join(f"{hashlib.sha256((crate / x).read_bytes()).hexdigest()}  {x}\n" for x in lines)
        (crate / name).write_text(made)
    assert {f.code for f in verify_crate(crate).faults} == {"hash-mismatch"}


def test_files_that_nobody_listed_and_paths_that_lead_out(crate: Path, tmp_path: Path) -> None:
    (crate / "data" / "more.txt").write_text("x")
    assert any("no manifest" in f.detail for f in verify_crate(crate).faults)
    (crate / "data" / "more.txt").unlink()
    with (crate / "manifest-sha256.txt").open("a") as file:
        file.write(f"{'0' * 64}  ../../etc/passwd\n")
    assert "unsafe-path" in {f.code for f in verify_crate(crate).faults}
    with pytest.raises(RequestError, match="not-a-case"):
        verify_crate(tmp_path)
