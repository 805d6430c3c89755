"""Of many reports only those are gone through again that something changed for."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from sayso.analyses.entities import blocks, resolution
from sayso.ledger import View, Writer
from sayso.pipeline.compare import compare_case
from sayso.pipeline.judge import judge
from tests.analyses.golden import fill, ledger


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Reports of which the entities were worked out, as they are."""
    found: list[str] = []
    work = blocks.entities_of

    def counted(document: str, *rest: object) -> object:
        found.append(document)
        return work(document, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(blocks, "entities_of", counted)
    return found


def bring_up(case: Path, read: list[str]) -> list[str]:
    read.clear()
    with Writer(case) as writer:
        compare_case(case, writer)
    return list(read)


def test_more_reports_leave_the_others_alone(tmp_path: Path, read: list[str]) -> None:
    case = tmp_path / "gold.sayso"
    fill(case, ledger()[:9])
    assert len(bring_up(case, read)) == 9
    fill(case, ledger()[9:11])
    with View(case) as view:
        new = {d.id for d in view.documents()} - set(read)
    assert len(new) == 2
    again = bring_up(case, read)
    assert new <= set(again)
    assert len(again) <= 3  # and one at the most in which a name is now taken for another kind
    with View(case) as view:
        assert set(view.entities()) == set(resolution(view).entities)


def test_a_judgement_goes_through_the_reports_of_its_mentions(tmp_path: Path, read: list[str]) -> None:
    case = tmp_path / "gold.sayso"
    fill(case, ledger()[:9])
    bring_up(case, read)
    with View(case) as view:
        known = {m.row.id: m for m in view.mentions()}
        pairs = ((known[a], known[b]) for e in view.entities() for a, b in pairwise(e.mentions))
        one, other = next((a, b) for a, b in pairs if a.document == b.document)
    read.clear()
    judge(case, "split", [one.row.id, other.row.id], who="editor")
    assert read == [one.document]
    with View(case) as view:
        assert not [e for e in view.entities() if {one.row.id, other.row.id} <= set(e.mentions)]
        assert set(view.entities()) == set(resolution(view).entities)
