"""The rows of files without a case: what the side table says of a file reaches its rows."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from sayso.model import Problem
from sayso.pipeline.oneoff import extract_files
from sayso.plugins import ReadOptions


def test_the_side_table_gives_the_day_that_times_count_from(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Dam breaks in Vell\n\nThe dam broke yesterday, the mayor said.\n", encoding="utf-8")
    problems: list[Problem] = []
    options = ReadOptions(meta={"a.txt": {"published": "2019-08-22"}})
    (made,) = extract_files([file], options, "fast", problems)
    assert not problems
    assert made.document.published == dt.date(2019, 8, 22)
    assert [(t.from_, t.to) for t in made.rows.times] == [(dt.date(2019, 8, 21), dt.date(2019, 8, 21))]
