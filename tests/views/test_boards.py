"""The boards of figures, claims, origins, copies and what rests on what, over the example's gold rows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from sayso.cli import group
from sayso.errors import RequestError
from sayso.ledger import View, Writer
from sayso.model import Claim
from sayso.pipeline.compare import compare_case
from sayso.views import CaseView
from sayso.views.claims import Findings, claim_rows
from sayso.views.copies import copy_board
from sayso.views.figures import FigureRow, ValueRow, as_told, figure_boards, value_label, what_is_counted
from sayso.views.origins import Node, origin_tree
from sayso.views.rests_on import rests_on
from tests.analyses.golden import fill, ledger


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("boards") / "gold.sayso"
    fill(path, ledger())
    with Writer(path) as writer:
        compare_case(path, writer)
    return path


@pytest.fixture(scope="module")
def found(case: Path) -> Findings:
    return Findings(CaseView(View(case)))


def test_the_dead_are_the_most_contested_and_the_headline_says_how(found: Findings) -> None:
    board = figure_boards(found)[0]
    assert board.claim.measure == "killed"
    assert [v.label for v in board.values if not v.changed][:2] == ["58", "58 or more"]
    for part in ("58", "72", "86", "100", "the 86 is a later count by the origin of the 58", "repeat Lantern Press"):
        assert part in board.headline
    assert next(v for v in board.values if v.label == "85").changed


def test_a_board_says_what_it_does_not_know(found: Findings) -> None:
    boards = figure_boards(found)
    unknown = [b for b in boards if b.claim.unknown_lineage and any("not recorded" in line for line in b.unsaid)]
    assert unknown and "unknown lineage" in unknown[0].headline


@pytest.mark.parametrize(
    ("low", "high", "texts", "told"),
    [
        (2000, 9999, ("thousands of victims", "Thousands"), "“thousands”"),
        (20000, 99999, ("tens of thousands", "tens of thousands of dead"), "“tens of thousands”"),
        (58, 58, ("fifty-eight",), "58"),
        (45, 50, ("45 to 50",), "45–50"),
    ],
)
def test_where_nobody_gives_a_number_the_sentence_gives_the_words(
    low: float, high: float, texts: tuple[str, ...], told: str
) -> None:
    rows = tuple(FigureRow(t, "d", "p", "o", None, 0, 1, t, None, (), None) for t in texts)
    assert as_told(ValueRow(low, high, low, high, value_label(low, high), rows, 1, 1, (), 0, False)) == told


@pytest.mark.parametrize(
    ("label", "measure", "place", "told"),
    [
        ("people killed (Sorvenia)", "killed", "Sorvenia", "killed"),
        ("months duration", "duration", None, "months"),
        ("years age", "age", None, "years old"),
        ("members strength (Haiti)", "strength", "Haiti", "members"),
        ("staff share (Haiti)", "share", "Haiti", "(share of staff)"),
        ("% change", "change", None, "% (change)"),
        ("delegates (Samoa)", "other", "Samoa", "delegates"),
    ],
)
def test_a_sentence_says_what_is_counted(label: str, measure: str, place: str | None, told: str) -> None:
    claim = Claim("c", "figure", label, measure, None, place, None, None, 1, 0, (), ())
    assert what_is_counted(claim) == told


def test_claims_are_ordered_by_what_is_contested(found: Findings) -> None:
    rows = claim_rows(found)
    assert [r.contested for r in rows] == sorted((r.contested for r in rows), reverse=True)
    assert claim_rows(found, "nothing says this") == []


def leaves(node: Node) -> list[Node]:
    return [node] if not node.below else [leaf for below in node.below for leaf in leaves(below)]


def test_the_tree_ends_in_origins_with_their_words(found: Findings) -> None:
    board = figure_boards(found)[0]
    tree = origin_tree(found, board.claim.id)
    ends = leaves(tree)
    assert {e.kind for e in ends} == {"origin", "unknown"}  # Eastbank Online names nobody for its hundred
    open_end = next(b for b in figure_boards(found) if any("not recorded" in line for line in b.unsaid))
    assert "unknown" in {e.kind for e in leaves(origin_tree(found, open_end.claim.id))}
    assert any("Ministry of Emergencies" in e.name for e in ends)
    texts = {d.path: d.text for d in found.documents.values()}
    for end in ends:
        assert end.argument
        if end.words is not None:
            assert texts[end.words.path][end.words.start : end.words.end] == end.words.text
    with pytest.raises(RequestError):
        origin_tree(found, "nothing")


def test_families_hang_on_the_dispatches(found: Findings) -> None:
    board = copy_board(found)
    assert {f.path for f in board.families} == {"01-lantern-wire.txt", "02-lantern-update.txt"}
    brief = next(h for f in board.families for h in f.heirs if h.path.startswith("09"))
    assert (brief.relation, brief.model) == ("copy", "02-lantern-update.txt")


def test_what_falls_with_the_ministry(found: Findings) -> None:
    rests = rests_on(found, "Ministry of Emergencies")
    assert rests.kind == "source"
    missing, rescued = (next(r for r in rests.claims if r.claim.measure == m) for m in ("missing", "rescued"))
    assert (missing.loses, missing.origins_left) == ("one origin", 1), (
        "the other side's health office has its own count"
    )
    assert rescued.loses in ("its only origin", "everything")
    wire = rests_on(found, "02-lantern-update.txt")
    assert wire.kind == "report" and "09-tirsund-mirror.html" in wire.repeats
    with pytest.raises(RequestError):
        rests_on(found, "nobody at all")


@pytest.mark.parametrize("low, high, label", [
    (58.0, 58.0, "58"), (20.0, 30.0, "20–30"), (4001.0, None, "4,001 or more"), (0.0, 300.0, "up to 300"),
    (None, 5.0, "up to 5"), (0.0, 0.0, "0"), (1.8, 2.0, "1.8–2"), (None, None, "?"),
])  # fmt: skip
def test_intervals_in_words(low: float | None, high: float | None, label: str) -> None:
    assert value_label(low, high) == label


@pytest.mark.parametrize("command", ["figures", "claims", "copies"])
def test_boards_print_and_keep_the_contract_s_keys(case: Path, command: str) -> None:
    plain = CliRunner().invoke(group, [command, str(case)])
    assert plain.exit_code == 0 and plain.output
    printed = CliRunner().invoke(group, [command, str(case), "--json"])
    data = json.loads(printed.output)
    assert {"claims", "relations"} <= data.keys()
    for relation in data["relations"]:
        assert {"relation", "a", "b", "field", "why", "confidence", "by"} <= relation.keys()
    for claim in data["claims"]:
        keys = {
            "id",
            "kind",
            "label",
            "measure",
            "group",
            "place",
            "from",
            "to",
            "origins",
            "unknown_lineage",
            "members",
        }
        assert keys <= claim.keys()


def test_origins_rests_on_and_judge_print(case: Path) -> None:
    with View(case) as view:
        claim = next(view.claims()).id
    assert json.loads(CliRunner().invoke(group, ["origins", str(case), claim, "--json"]).output)["node"] == claim
    assert CliRunner().invoke(group, ["origins", str(case), claim]).exit_code == 0
    rests = CliRunner().invoke(group, ["rests-on", str(case), "01-lantern-wire.txt", "--json"])
    assert json.loads(rests.output)["kind"] == "report"
    note = ["judge", str(case), "note", claim, "--note", "ask again", "--who", "editor", "--json"]
    assert json.loads(CliRunner().invoke(group, note).output)["who"] == "editor"
