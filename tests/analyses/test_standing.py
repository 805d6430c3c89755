"""What stands is neither compared nor written again, and the ledger is that of a comparison from nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.analyses import compare as whole
from sayso.analyses.claims import EVENT, EVENT_LOOSE, EVENT_PLAIN
from sayso.analyses.compare import _LIKENESS, _band, _Stories
from sayso.analyses.copies import RETOLD_COSINE, REWRITE_COSINE, WORTH
from sayso.analyses.index import STEP
from sayso.ledger import View, Writer
from sayso.ledger.gathered import Gathered
from sayso.model import Findings
from sayso.pipeline.compare import compare_case
from sayso.pipeline.judge import judge

from .golden import fill, ledger
from .test_incremental import report

TABLES = ("relations", "entities", "entity_mentions", "origins", "origin_rows", "claims", "claim_members")


class Work:
    """How many stories were compared, and how many relations were handed over to be written."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.stories = self.relations = 0
        compared, take = _Stories._compared, Gathered.take

        def counted(stories: _Stories, *args: object) -> object:
            self.stories += 1
            return compared(stories, *args)  # type: ignore[arg-type]

        def taken(rows: Gathered, findings: Findings) -> None:
            self.relations += len(findings.relations)
            take(rows, findings)

        monkeypatch.setattr(_Stories, "_compared", counted)
        monkeypatch.setattr(Gathered, "take", taken)

    def of(self, case: Path) -> tuple[int, int]:
        """The work of bringing a case up to date."""
        self.stories = self.relations = 0
        with Writer(case) as writer:
            compare_case(case, writer)
        return self.stories, self.relations


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    return Work(monkeypatch)


def add(case: Path, *events: int) -> None:
    with Writer(case) as writer, writer.transaction():
        for event in events:
            for version in range(3):
                day = dt.date(2020, 1, 1) + dt.timedelta(14 * event)
                writer.put_document(*report(event, version, day), "test")


def held(case: Path) -> dict[str, list[tuple[object, ...]]]:
    with View(case) as view:
        return {t: sorted(map(tuple, view.db.execute(f"SELECT * FROM {t}")), key=repr) for t in TABLES}


def anew(case: Path) -> dict[str, list[tuple[object, ...]]]:
    """The rows of a comparison that knows of no other."""
    with Writer(case) as writer, writer.transaction():
        for table in (*TABLES, "memory"):
            writer._db.execute(f"DELETE FROM {table}")
        writer.set_state("findings", "")
        writer.set_state("stories", "")
    with Writer(case) as writer:
        compare_case(case, writer)
    return held(case)


def test_new_reports_cost_their_own_stories(tmp_path: Path, work: Work) -> None:
    case = tmp_path / "grows.sayso"
    add(case, *range(12))
    stories, relations = work.of(case)
    assert stories == 12
    add(case, 12, 13)
    assert work.of(case) == (2, relations // 6)  # as much a story as before, however many there are
    add(case, 14)
    assert work.of(case) == (1, relations // 12)
    assert held(case) == anew(case)


def test_a_report_that_goes_takes_its_storys_rows_along(tmp_path: Path, work: Work) -> None:
    case = tmp_path / "shrinks.sayso"
    add(case, *range(8))
    work.of(case)
    before = held(case)
    with Writer(case) as writer, writer.transaction():
        writer.withdraw(report(3, 1, dt.date(2020, 2, 12))[0].id, "test")
    assert work.of(case)[0] == 1
    after = held(case)
    assert len(after["relations"]) < len(before["relations"])
    with Writer(case) as writer, writer.transaction():
        writer.restore(report(3, 1, dt.date(2020, 2, 12))[0].id)
    work.of(case)
    assert held(case) == before
    assert after != before


@pytest.mark.parametrize("lose", [
    lambda w: w.set_state("stories", ""), lambda w: w._db.execute("DELETE FROM memory WHERE kind = 'story'"),
])  # fmt: skip
def test_what_stands_is_found_out_where_no_note_of_it_is_left(
    tmp_path: Path, work: Work, lose: Callable[[Writer], None]
) -> None:
    case = tmp_path / "noteless.sayso"
    add(case, *range(6))
    work.of(case)
    add(case, 6)
    with Writer(case) as writer, writer.transaction():
        lose(writer)
    work.of(case)
    assert held(case) == anew(case)


def test_judgements_come_and_go_with_their_rows(tmp_path: Path, work: Work) -> None:
    case = tmp_path / "judged.sayso"
    fill(case, ledger()[:10])
    work.of(case)
    before = held(case)
    with View(case) as view:
        conflict = next(view.relations("relation = 'conflict'"))
        mentions = [m.row.id for m in view.mentions()][:2]
    a, b = str(conflict.a.id), str(conflict.b.id)
    done = [
        judge(case, "relate", [a, b], {"relation": "not-comparable", "field": "place", "note": "two"}, who="editor"),
        judge(case, "split", mentions, who="editor"),
    ]
    now = held(case)
    assert now != before
    assert [r for r in now["relations"] if "person:editor" in r]
    fill(case, ledger()[10:12])
    work.of(case)
    assert held(case) == anew(case)
    assert [r for r in held(case)["relations"] if "person:editor" in r]
    for one in done:
        judge(case, "undo", [one.id], who="editor")
    assert not [r for r in held(case)["relations"] if "person:editor" in r]
    assert held(case) == anew(case)


def test_likeness_is_told_as_finely_as_rules_ask() -> None:
    asked = (EVENT, EVENT_PLAIN, EVENT_LOOSE, WORTH, REWRITE_COSINE, RETOLD_COSINE)
    for like in (n * STEP for n in range(21)):
        told = _band(like, _LIKENESS)
        assert [like >= a for a in asked] == [told >= a for a in asked]
    assert {_band(n * STEP, _LIKENESS) for n in range(10, 21)} == {0.5}


def test_the_rows_are_those_of_findings_at_once(tmp_path: Path, work: Work) -> None:
    case = tmp_path / "at-once.sayso"
    fill(case, ledger()[:6])
    work.of(case)
    fill(case, ledger()[6:9])
    work.of(case)
    with View(case) as view:
        found = whole(view)
        assert sorted(r.id for r in found.relations) == [r.id for r in view.relations()]
        assert sorted(c.id for c in found.claims) == [c.id for c in view.claims()]
        assert {o.id for o in found.origins} == {o.id for o in view.origins()}
