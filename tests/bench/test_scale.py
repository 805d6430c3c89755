"""The generated reports of the scale bench, and how its moments are told apart."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from types import FrameType

from sayso.bench.scale import _slope, stage_of
from sayso.bench.scale_reports import A_DAY, reports
from sayso.examples import REPORTS

TEXTS = [p.read_text(encoding="utf-8") for p in sorted(REPORTS.glob("*.txt"))]


def test_the_same_count_gives_the_same_reports() -> None:
    once, again = list(reports(TEXTS, 60)), list(reports(TEXTS, 60))
    assert once == again
    assert len({r.path for r in once}) == 60
    assert len({r.outlet for r in once}) > 10


def test_a_pile_has_events_copies_and_reports_of_their_own() -> None:
    made = list(reports(TEXTS, 300))
    texts = [r.text for r in made]
    assert 150 < len(set(texts)) < 300, "some are copies word for word"
    assert sum(a != b and b.startswith(a) for a in texts for b in set(texts)) > 10, "some are cut"
    numbers = {tuple(re.findall(r"\b[1-9]\d{1,3}\b", t)) for t in texts}
    assert len(numbers) > len(TEXTS) * 5, "events have figures of their own"


def test_as_much_happens_on_a_day_of_a_large_pile() -> None:
    few, many = (list(reports(TEXTS, n)) for n in (2000, 4000))
    spans = [(max(r.published for r in made) - min(r.published for r in made)).days for made in (few, many)]
    assert abs(spans[0] - 2000 / A_DAY) < 10
    assert abs(spans[1] - 4000 / A_DAY) < 10


def test_growth_is_the_slope() -> None:
    assert _slope([10, 100, 1000], [1, 10, 100]) == 1.0
    assert _slope([10, 100, 1000], [1, 100, 10000]) == 2.0


def test_a_moment_belongs_to_the_stage_that_the_thread_is_in() -> None:
    found: list[str] = []

    def look() -> None:
        frame: FrameType | None = sys._getframe()
        found.append(stage_of(frame))

    def at(names: list[tuple[str, str]]) -> None:
        """Call :func:`look` from functions of such modules and names."""
        call = look
        for module, name in reversed(names):
            scope: dict[str, object] = {"__name__": module, "inner": call}
            exec(f"def {name}():\n    inner()\n", scope)
            call = scope[name]  # type: ignore[assignment]
        call()

    compare = ("sayso.pipeline.compare", "compare_case")
    at([compare, ("sayso.analyses.compare", "compare_reports"), ("sayso.analyses.index", "build_index")])
    at([compare, ("sayso.ledger.writer", "put_findings")])
    at([("sayso.pipeline.build", "read"), ("sayso.ledger.writer", "put_document")])
    at([("sayso.pipeline.build", "read"), ("sayso.pipeline.local", "in_processes")])
    at([("sayso.cli.build", "command")])
    assert found == [
        "compare: compare_reports > index.build_index",
        "compare: ledger.writer.put_findings",
        "store the rows of reports",
        "read, hand out and wait for extraction",
        "start, read and end",
    ]


def test_the_estimate_is_made_from_the_result_files() -> None:
    tool = Path(__file__).parents[2] / "tools" / "scale_estimate.py"
    done = subprocess.run([sys.executable, tool, "--check"], check=False)
    assert done.returncode == 0, "run: python tools/scale_estimate.py"
