"""The benches of figures: labels made twice are of the same figures, and rows come in the peers' shape."""

from __future__ import annotations

import json
from pathlib import Path

from sayso.bench.figure_peers import ours, score

LABELS = Path(__file__).parents[2] / "bench" / "labels" / "figures"
MEASURES = frozenset(
    "strength joined applied arrived left deployed stationed killed wounded casualties missing captured detained "
    "charged displaced rescued infected tested attended voted destroyed produced events share change money age "
    "duration distance area speed weight volume temperature rate score other".split()
)


def labels(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (LABELS / name).read_text(encoding="utf-8").splitlines()]


def test_the_second_labels_are_of_figures_labelled_before() -> None:
    key = ("set", "document", "start", "end")
    first = {tuple(x[k] for k in key) for x in labels("clauses.jsonl")}
    again = [tuple(x[k] for k in key) for x in labels("again.jsonl")]
    assert len(again) == len(set(again)) == 200
    assert set(again) <= first


def test_measures_are_those_of_the_ledger() -> None:
    assert {x["measure"] for name in ("clauses.jsonl", "again.jsonl") for x in labels(name)} <= MEASURES


def test_our_rows_in_the_shape_of_the_peers() -> None:
    assert ours()("At least 70 citizens volunteered.") == [(0, 20, 70, None)]


def test_a_reader_that_finds_nothing_is_right_where_nothing_stands() -> None:
    result = score(lambda text: [])
    assert 0 < result["found"] == result["interval"] < result["sentences"]
