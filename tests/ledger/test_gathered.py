"""Findings written as a difference: whatever the order and the batches, the tables hold what was taken last."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.ledger import View, Writer, gathered
from sayso.model import Claim, Findings, OriginGroup

ONE = Claim("c1", "figure", "killed", "killed", None, "Ost", None, None, 1, 0, ("f1", "f2"), ("o1",))
TWO = replace(ONE, id="c2", members=("f3",))
ORIGIN = OriginGroup("o1", "official", "role", True, ("s1", "s2"), ("d1",), ("said so",))


def settled(case: Path, *parts: Findings) -> int:
    with Writer(case) as writer, writer.gather() as rows:
        for part in parts:
            rows.take(part)
        with writer.transaction():
            return writer.put_gathered(rows, "mark")


def stored(case: Path) -> tuple[Findings, int]:
    with View(case) as view:
        found = Findings(origins=tuple(view.origins()), claims=tuple(view.claims()))
        return found, view.db.execute("SELECT count(*) FROM claim_members").fetchone()[0]


def indexes(case: Path) -> list[tuple[str, str]]:
    db = sqlite3.connect(case)
    try:
        return db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' ORDER BY name").fetchall()
    finally:
        db.close()


@pytest.mark.parametrize("batch", [1, 2, 20_000])
def test_only_the_difference_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch: int) -> None:
    monkeypatch.setattr(gathered, "_BATCH", batch)
    case = tmp_path / "a.sayso"
    Writer(case).close()
    before = indexes(case)
    assert settled(case, Findings(claims=(ONE,)), Findings(claims=(TWO,), origins=(ORIGIN,))) == 2 + 3 + 1 + 2
    assert stored(case) == (Findings(origins=(ORIGIN,), claims=(ONE, TWO)), 3)
    assert indexes(case) == before, "the indexes are back after the first filling"
    assert settled(case, Findings(claims=(TWO,), origins=(ORIGIN,)), Findings(claims=(ONE,))) == 0
    changed = replace(ONE, origins=2, members=("f1", "f9"))
    # one claim and one of its members gone and come; then the other claim and its member gone
    assert settled(case, Findings(claims=(changed, TWO), origins=(ORIGIN,))) == 4
    assert settled(case, Findings(claims=(changed,), origins=(ORIGIN,))) == 2
    assert stored(case) == (Findings(origins=(ORIGIN,), claims=(changed,)), 2)
    assert settled(case) == 1 + 2 + 1 + 2
    assert stored(case) == (Findings(), 0)


def test_of_two_rows_with_one_key_the_first_stands(tmp_path: Path) -> None:
    case = tmp_path / "a.sayso"
    settled(case, Findings(claims=(ONE,)), Findings(claims=(replace(ONE, label="other"),)))
    assert stored(case)[0].claims == (ONE,)
    settled(case, Findings(claims=(TWO,)), Findings(claims=(replace(TWO, label="other"),)))
    assert stored(case)[0].claims == (TWO,)
