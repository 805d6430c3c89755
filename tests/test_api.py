"""The Python interface does what docs/python.md shows."""

from __future__ import annotations

from pathlib import Path

import pytest

import sayso
from sayso.errors import ItemError, RequestError
from sayso.examples import REPORTS
from sayso.pipeline import BuildOptions


def test_read_extract_build_open(tmp_path: Path) -> None:
    document = sayso.read(REPORTS / "01-lantern-wire.txt")
    rows = sayso.extract(document, depth="fast")
    assert rows.figures
    for figure in rows.figures:
        assert document.text[figure.start : figure.end] == figure.text
    with sayso.build(REPORTS, tmp_path / "c.sayso", BuildOptions(depth="fast", workers=1)) as case:
        assert len(list(case.documents())) == 21
        assert [d.path for d in case.documents(path=document.path)] == [document.path]
        killed = list(case.figures(measure="killed", document=document.id))
        assert killed and all(p.row.measure == "killed" and p.path == document.path for p in killed)
        assert case.extraction(document.id).figures == tuple(p.row for p in case.figures(document=document.id))
        assert case.search("dam")
    with sayso.open(tmp_path / "c.sayso") as again:
        assert not list(again.problems())


def test_errors_are_coded(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    with pytest.raises(ItemError) as wrong:
        sayso.read(tmp_path / "empty.txt")
    assert wrong.value.code == "empty"
    with pytest.raises(RequestError, match="no-case"):
        sayso.open(tmp_path / "none.sayso")


def test_the_public_names_are_there() -> None:
    assert set(sayso.__all__) == {"Case", "__version__", "build", "extract", "open", "read"}
    for name in sayso.__all__:
        assert getattr(sayso, name)
    with pytest.raises(AttributeError):
        _ = sayso.nothing  # type: ignore[attr-defined]
