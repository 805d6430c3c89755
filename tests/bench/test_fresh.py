"""The labels of fresh reports hold offsets alone, in batches of ten, and the program's rows come in their shape."""

from __future__ import annotations

import json
from collections import Counter

from sayso.bench import MissingDataError, data_folder
from sayso.bench.fresh import GEOVIRUS, GUM, labelled, read

LINES = [json.loads(line) for file in (GEOVIRUS, GUM) for line in file.read_text(encoding="utf-8").splitlines()]


def test_batches_of_ten_reports_each_once() -> None:
    assert set(Counter(label["batch"] for label in LINES).values()) == {10}
    assert len({label["document"] for label in LINES}) == len(LINES) == 80


def test_labels_hold_no_text_but_what_is_counted() -> None:
    for label in LINES:
        for start, end, low, high, counted in label["figures"]:
            assert 0 <= start < end and (low is None or high is None or low <= high)
            assert counted is None or " " not in counted
        for start, end, first, last in label["times"]:
            assert 0 <= start < end and (first is None or last is None or first <= last)


def test_labels_lie_in_the_texts_that_were_labelled() -> None:
    try:
        reports = list(labelled(data_folder()))
    except MissingDataError:
        return
    for report in reports:
        rows = [*report["figures"], *report["times"]]
        assert all(report["text"][row["start"] : row["end"]].strip() for row in rows)


def test_rows_come_in_the_shape_of_the_labels() -> None:
    rows = read("At least 70 citizens volunteered on Monday.", "2021-03-18")
    assert rows["figures"] == [{"start": 0, "end": 20, "low": 70, "high": None, "counted": "citizens"}]
    assert [(t["start"], t["end"], t["from"]) for t in rows["times"]] == [(36, 42, "2021-03-15")]
