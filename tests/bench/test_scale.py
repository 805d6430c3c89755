"""The generated reports of the scale bench, and how its moments are told apart."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from types import FrameType

from sayso.bench.scale import _cost, _slope, stage_of
from sayso.bench.scale_reports import A_DAY, reports, write, write_more
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
    at([compare, ("sayso.analyses.compare", "findings"), ("sayso.analyses.claims", "claims_of")])
    at([compare, ("sayso.ledger.writer", "put_gathered"), ("sayso.ledger.gathered", "settle")])
    at([("sayso.pipeline.build", "read"), ("sayso.ledger.writer", "put_document")])
    at([("sayso.pipeline.build", "read"), ("sayso.pipeline.local", "in_processes")])
    at([("sayso.cli.build", "command")])
    assert found == [
        "compare: compare_reports > index.build_index",
        "compare: claims.claims_of",
        "compare: ledger.writer.put_gathered > ledger.gathered.settle",
        "store the rows of reports",
        "read, hand out and wait for extraction",
        "start, read and end",
    ]


def test_the_estimate_is_made_from_the_result_files() -> None:
    tool = Path(__file__).parents[2] / "tools" / "scale_estimate.py"
    done = subprocess.run([sys.executable, tool, "--check"], check=False)
    assert done.returncode == 0, "run: python tools/scale_estimate.py"


def test_later_reports_leave_those_before_as_they_are(tmp_path: Path) -> None:
    table = write(TEXTS, 40, tmp_path)
    before = {p: p.read_bytes() for p in (tmp_path / "reports").rglob("*.txt")}
    grown = write_more(TEXTS, 40, 5, tmp_path)
    after = {p: p.read_bytes() for p in (tmp_path / "reports").rglob("*.txt")}
    assert len(before) == 40 and len(after) == 45
    assert after.items() >= before.items()
    assert grown.read_text("utf-8").startswith(table.read_text("utf-8"))
    assert len(grown.read_text("utf-8").splitlines()) == 46


def test_a_build_in_two_runs_costs_what_both_did() -> None:
    def told(seconds: float, stage: str) -> dict[str, object]:
        return {
            "seconds": seconds, "cpu_main": 1.0, "cpu_workers": 2.0, "peak_main_mib": 100 * seconds,
            "peak_worker_mib": 50.0, "stages": {stage: {"seconds": 1.0, "cpu": 1.0}, "the rest": {"seconds": 1, "cpu": 0.5}},
        }  # fmt: skip

    cost = _cost(0, [told(2.0, "a"), told(3.0, "b")], 10, 2)
    assert (cost["runs"], cost["seconds"], cost["reports_per_second"], cost["cpu_seconds"]) == (2, 5.0, 2.0, 6.0)
    assert cost["peak_memory_mib"] == {"main": 300.0, "largest_worker": 50.0, "all_at_most": 400.0}
    assert cost["stages"] == {
        "a": {"seconds": 1.0, "cpu": 1.0},
        "b": {"seconds": 1.0, "cpu": 1.0},
        "the rest": {"seconds": 2, "cpu": 1.0},
    }
