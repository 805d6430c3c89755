"""Memory, judgements, and that nothing is done twice or left over."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.analyses import Memory, compare
from sayso.errors import RequestError
from sayso.ledger import View, Writer
from sayso.ledger.codec import to_json
from sayso.model import Extraction
from sayso.pipeline.compare import compare_case
from sayso.pipeline.judge import judge

from .golden import decode, fill, ledger


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "gold.sayso"
    fill(path, ledger()[:8])
    with Writer(path) as writer:
        compare_case(path, writer)
    return path


def test_findings_with_memory_are_those_without(case: Path) -> None:
    with View(case) as view:
        memory = Memory(view)
        assert to_json(compare(view, memory)) == to_json(compare(view))
        assert not list(memory.fresh)
        assert not list(memory.stale)


def test_a_new_report_leaves_what_is_known_of_the_others(case: Path) -> None:
    fill(case, ledger()[8:10])
    with View(case) as view:
        memory = Memory(view)
        grown = compare(view, memory)
        assert len([k for k, _, _ in memory.fresh if k == "print"]) == 2
        assert to_json(grown) == to_json(compare(view))


def test_a_withdrawn_report_is_forgotten(case: Path) -> None:
    with View(case) as view:
        gone = next(d.id for d in view.documents() if d.path.startswith("05"))
    with Writer(case) as writer:
        with writer.transaction():
            writer.withdraw(gone, "test")
        compare_case(case, writer)
    with View(case) as view:
        assert not [r for r in view.relations() if gone in (r.a.document, r.b.document)]
        memory = Memory(view)
        compare(view, memory)
        assert not list(memory.stale)


def pair(view: View, relation: str) -> tuple[str, str]:
    found = next(r for r in view.relations("relation = ?", (relation,)))
    assert found.a.id is not None and found.b.id is not None
    return found.a.id, found.b.id


def test_a_split_takes_the_relation_away_and_undo_brings_it_back(case: Path) -> None:
    with View(case) as view:
        a, b = pair(view, "conflict")
    done = judge(case, "split", [a, b], who="editor")
    with View(case) as view:
        assert not [r for r in view.relations() if {r.a.id, r.b.id} == {a, b}]
    judge(case, "undo", [done.id], who="editor")
    with View(case) as view:
        assert [r for r in view.relations() if {r.a.id, r.b.id} == {a, b}]


def test_a_relation_set_by_a_person_stands_and_says_who(case: Path) -> None:
    with View(case) as view:
        a, b = pair(view, "conflict")
    judge(
        case, "relate", [a, b], {"relation": "not-comparable", "field": "place", "note": "two villages"}, who="editor"
    )
    with View(case) as view:
        (found,) = [r for r in view.relations() if {r.a.id, r.b.id} == {a, b}]
        assert (found.relation, found.field, found.by, found.why) == (
            "not-comparable", "place", "person:editor", "two villages",
        )  # fmt: skip


def test_a_judgement_finds_its_rows_after_a_new_extraction(case: Path) -> None:
    with View(case) as view:
        a, b = pair(view, "conflict")
        words = {view.row(a)[1].row.text, view.row(b)[1].row.text}
    judge(case, "relate", [a, b], {"relation": "part"}, who="editor")
    renamed = [_renamed(d) for d in ledger()[:8]]
    with Writer(case) as writer:
        with writer.transaction():
            for document, rows in renamed:
                writer.put_document(document, rows, "gold-2")
        compare_case(case, writer)
    with View(case) as view:
        (found,) = [r for r in view.relations() if r.by == "person:editor"]
        assert {found.a.text, found.b.text} == words
        assert found.a.id not in (a, b)


def _renamed(raw: dict) -> tuple:  # type: ignore[type-arg]
    import dataclasses

    document, rows, _ = decode(raw)
    new = {f.id: f"f{n:08d}{document.id}" for n, f in enumerate(rows.figures)}
    figures = tuple(dataclasses.replace(f, id=new[f.id], part_of=new.get(f.part_of or "")) for f in rows.figures)
    return document, Extraction(
        document.id, rows.regions, rows.statements, figures, rows.times, rows.places, rows.mentions, rows.caveats
    )


@pytest.mark.parametrize("kind, subjects, detail", [
    ("grade", 1, {"letter": "B", "digit": "2"}), ("grade", 1, {"letter": "B"}), ("grade", 1, {"digit": "7"}),
    ("relate", 2, {"relation": "resembles"}), ("join", 1, {}), ("note", 1, {}),
])  # fmt: skip
def test_a_judgement_that_does_not_say_what_it_must_is_refused(
    case: Path, kind: str, subjects: int, detail: dict[str, str]
) -> None:
    with View(case) as view:
        ids = [p.row.id for p in view.figures()][:subjects]
    with pytest.raises(RequestError) as refused:
        judge(case, kind, ids, detail, who="editor")  # type: ignore[arg-type]
    assert refused.value.code == "bad-judgement"


def test_grades_and_notes_are_kept(case: Path) -> None:
    with View(case) as view:
        origin, claim = next(view.origins()).id, next(view.claims()).id
    judge(case, "grade", [origin], {"letter": "F", "topic": "tolls"}, who="editor")
    judge(case, "grade", [claim], {"digit": "6"}, who="editor")
    judge(case, "note", [claim], {"note": "ask the clinic"}, who="editor")
    with View(case) as view:
        assert [j.kind for j in view.judgements()] == ["grade", "grade", "note"]


def test_what_a_comparison_works_out_is_kept_on_the_way(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso.analyses import memory as room

    with View(case) as view:
        whole = to_json(compare(view))
    fill(case, ledger()[8:12])
    monkeypatch.setattr(room, "_ROOM", 2000)
    kept: list[tuple[str, str, bytes]] = []
    with View(case) as view:
        memory = Memory(view, kept.extend)
        found = compare(view, memory)
        assert len(kept) > 4
        assert to_json(found) == to_json(compare(view)) != whole
    with Writer(case) as writer, writer.transaction():
        writer.remember(kept, ())
    with View(case) as view:
        again = Memory(view)
        assert to_json(compare(view, again)) == to_json(found)
        assert not {(k, key) for k, key, _ in kept} & {(k, key) for k, key, _ in again.fresh}


def test_what_is_held_is_not_stale(case: Path) -> None:
    with View(case) as view:
        keys = list(Memory(view).stale)
        memory = Memory(view)
        memory.hold(*keys[0])
        assert list(memory.stale) == keys[1:]
