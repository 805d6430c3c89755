"""Conclusions in words of likelihood and tables of origins against hypotheses: kept, shown, masked, found again."""

from __future__ import annotations

import itertools
import json
import shutil
import sqlite3
from pathlib import Path

import pytest

import sayso
from sayso.errors import RequestError
from sayso.ledger import View
from sayso.model import LIKELIHOODS, likelihood
from sayso.pipeline.export import export
from sayso.pipeline.import_ import import_file
from sayso.pipeline.judge import judge
from sayso.pipeline.masked import case_view, masker
from sayso.views import CaseView
from sayso.views.evidence import conclusions, evidence_table, evidence_tables
from tests.exporters.conftest import case as built  # noqa: F401 - fixture


@pytest.fixture
def case(built: Path, tmp_path: Path) -> Path:  # noqa: F811
    return Path(shutil.copy(built, tmp_path / "case.sayso"))


def widest(case: Path) -> tuple[str, list[str]]:
    """The claim with most known origins, and those origins, unknown lineage last."""
    with View(case) as view:
        claim = max(view.claims(), key=lambda c: (c.origins, c.unknown_lineage, c.id))
        known = {o.id: o.known for o in view.origins()}
    return claim.id, sorted(claim.origin_ids, key=lambda o: (not known[o], o))


def asked(case: Path) -> tuple[str, str, list[str]]:
    claim, origins = widest(case)
    detail = {"question": "Why did the dam break?", "hypotheses": ["It was shelled", "It was neglected"]}
    return judge(case, "ask", [claim], detail, "ann").id, claim, origins


def test_the_bands_of_the_standard_meet() -> None:
    assert len(LIKELIHOODS) == 7 and (LIKELIHOODS[0].low, LIKELIHOODS[-1].high) == (1, 99)
    assert all(a.high == b.low for a, b in itertools.pairwise(LIKELIHOODS))
    assert likelihood("Highly  Probable") == likelihood("very likely") != likelihood("likely")
    assert likelihood("maybe") is None


def test_a_conclusion_keeps_word_range_confidence_and_grounds(case: Path) -> None:
    claim, _ = widest(case)
    given = {"likelihood": "probable", "confidence": "low", "note": "two lists agree"}
    judge(case, "conclude", [claim[:9]], given, "ann")
    with View(case) as view:
        (found,) = conclusions(CaseView(view))
    assert (found.claim, found.likelihood, found.low, found.high, found.confidence, found.who) == (
        claim, "likely", 55, 80, "low", "ann",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "detail"),
    [
        ("conclude", {"likelihood": "maybe", "confidence": "low", "note": "x"}),
        ("conclude", {"likelihood": "likely", "note": "x"}),
        ("conclude", {"likelihood": "likely", "confidence": "low"}),
        ("ask", {"question": "Why?", "hypotheses": ["one"]}),
        ("ask", {"question": "Why?", "hypotheses": ["one", "one"]}),
        ("ask", {"hypotheses": ["one", "two"]}),
    ],
)
def test_what_does_not_say_enough_is_refused(kind: str, detail: dict[str, object], case: Path) -> None:
    with pytest.raises(RequestError) as refused:
        judge(case, kind, [widest(case)[0]], detail)  # type: ignore[arg-type]
    assert refused.value.code == "bad-judgement"


def test_cells_are_given_by_origin_and_counted_apart_from_unknown_lineage(case: Path) -> None:
    table, claim, origins = asked(case)
    with View(case) as view:
        before = evidence_table(CaseView(view), table)
        known = {o.id for o in view.origins() if o.known}
    assert [r.origin for r in before.rows if r.known] and before.claims[0].id == claim
    assert {r.origin for r in before.rows} == set(origins) and all(r.words for r in before.rows)
    assert [c.not_weighed for c in before.counts] == [len(known & set(origins))] * 2
    for origin in origins:
        judge(case, "weigh", [table, origin], {"hypothesis": "1", "weight": "inconsistent"}, "ann")
    judge(case, "weigh", [table, origins[0]], {"hypothesis": "It was neglected", "weight": "consistent"}, "ann")
    with View(case) as view:
        (after,) = evidence_tables(CaseView(view))
    first, second = after.counts
    assert first.inconsistent == len(known & set(origins)) and second.consistent == 1
    assert first.unknown_inconsistent == len(set(origins) - known)
    assert [r.tells_apart for r in after.rows if r.origin == origins[0]] == [True]


def test_a_later_weight_takes_the_place_of_ones_own_and_differs_from_anothers(case: Path) -> None:
    table, _, origins = asked(case)
    last = None
    for who, weight in (("ann", "neutral"), ("ann", "consistent"), ("ben", "inconsistent")):
        last = judge(case, "weigh", [table, origins[0]], {"hypothesis": "1", "weight": weight}, who)

    def cell() -> tuple[str | None, list[tuple[str, str]]]:
        with View(case) as view:
            found = next(r for r in evidence_table(CaseView(view), table).rows if r.origin == origins[0]).cells[0]
        return found.weight, [(b.who, b.weight) for b in found.by]

    assert cell() == ("disputed", [("ann", "consistent"), ("ben", "inconsistent")])
    assert last is not None
    judge(case, "undo", [last.id])
    assert cell() == ("consistent", [("ann", "consistent")])


def test_a_cell_outside_the_table_is_refused(case: Path) -> None:
    table, _, origins = asked(case)
    with View(case) as view:
        stranger = next(o.id for o in view.origins() if o.id not in origins)
    for subjects, hypothesis in (([table, stranger], "1"), ([table, origins[0]], "3"), ([table, origins[0]], "x")):
        with pytest.raises(RequestError) as refused:
            judge(case, "weigh", subjects, {"hypothesis": hypothesis, "weight": "neutral"})
        assert refused.value.code == "bad-judgement"


def test_claims_and_origins_made_anew_are_found_by_their_rows(case: Path) -> None:
    table, claim, origins = asked(case)
    judge(case, "weigh", [table, origins[0]], {"hypothesis": "1", "weight": "neutral"}, "ann")
    judge(case, "conclude", [claim], {"likelihood": "likely", "confidence": "high", "note": "n"}, "ann")
    with View(case) as view:
        writable = view.db.execute("PRAGMA database_list").fetchone()["file"]
    db = sqlite3.connect(writable)
    for name, column, id in (("claims", "id", claim), ("claim_members", "claim", claim),
                             ("origins", "id", origins[0]), ("origin_rows", "origin", origins[0])):  # fmt: skip
        db.execute(f"UPDATE {name} SET {column} = ? WHERE {column} = ?", (id[0] + "f" * 20, id))
    db.execute("UPDATE claims SET origin_ids = replace(origin_ids, ?, ?)", (origins[0], "o" + "f" * 20))
    db.commit()
    db.close()
    with View(case) as view:
        shown = CaseView(view)
        assert conclusions(shown)[0].claim == "c" + "f" * 20
        (found,) = evidence_tables(shown)
    assert found.claims[0].id == "c" + "f" * 20
    assert [r.cells[0].weight for r in found.rows if r.origin == "o" + "f" * 20] == ["neutral"]


def test_they_travel_from_case_to_case_and_a_forged_one_is_refused(case: Path, built: Path, tmp_path: Path) -> None:  # noqa: F811
    table, claim, origins = asked(case)
    judge(case, "weigh", [table, origins[0]], {"hypothesis": "2", "weight": "inconsistent", "note": "no shells"}, "ann")
    judge(case, "conclude", [claim], {"likelihood": "unlikely", "confidence": "low", "note": "n"}, "ann")
    export(case, "jsonl", tmp_path / "out.jsonl")
    other = Path(shutil.copy(built, tmp_path / "other.sayso"))
    done = import_file(other, tmp_path / "out.jsonl")
    assert (done.new, done.refused) == (3, ())
    with View(case) as a, View(other) as b:
        assert evidence_tables(CaseView(a)) == evidence_tables(CaseView(b)) != ()
        assert conclusions(CaseView(a)) == conclusions(CaseView(b)) != ()
    forged = (tmp_path / "out.jsonl").read_text().replace('"likelihood":"unlikely"', '"likelihood":"likely"')
    (tmp_path / "forged.jsonl").write_text(forged)
    assert any("changed" in r for r in import_file(other, tmp_path / "forged.jsonl").refused)


def test_behind_a_mask_nothing_names_or_can_be_tried(case: Path, tmp_path: Path) -> None:
    with View(case) as view:
        masking = masker(view, "everyone")
        person = next(p.name for p in masking.persons if p.masked and " " in p.name)
    table, claim, origins = asked(case)
    detail = {"question": f"Did {person} order it?", "hypotheses": [f"{person} did", f"not {person}"]}
    named = judge(case, "ask", [claim], detail, "ann").id
    judge(case, "weigh", [named, origins[0]], {"hypothesis": "1", "weight": "neutral", "note": person}, "ann")
    judge(case, "conclude", [claim], {"likelihood": "likely", "confidence": "low", "note": f"{person} saw it"}, "ann")
    with View(case) as view:
        masked = case_view(view, "everyone")
        tables, found = evidence_tables(masked), conclusions(masked)
        raw = {j.id for j in view.judgements()} - {table}  # the first one says nothing that is masked
    assert tables[1].rows[0].cells and any(c.weight == "neutral" for r in tables[1].rows for c in r.cells)
    told = json.dumps([repr(tables), repr(found)])
    assert masking.find(told) == [] and not any(i in told for i in (*raw, *origins))
    for form in ("jsonl", "html"):  # every other form takes its rows from the same view
        export(case, form, tmp_path / f"out-{form}", "everyone")  # scans what it wrote, and refuses a leak
        written = [p for p in [tmp_path / f"out-{form}", *(tmp_path / f"out-{form}").rglob("*")] if p.is_file()]
        assert written
        for path in written:
            assert not any(i in path.read_text("utf-8", "replace") for i in (*raw, *origins)), path


def test_the_python_interface(case: Path) -> None:
    claim, _ = widest(case)
    with sayso.open(case) as opened:
        opened.judge("conclude", claim, who="ann", likelihood="likely", confidence="low", note="n")
        opened.judge("ask", claim, who="ann", question="Why?", hypotheses=["a", "b"])
        assert [c.likelihood for c in opened.conclusions()] == ["likely"]
        assert [t.hypotheses for t in opened.evidence()] == [("a", "b")]
