"""Whole builds from 1,000 to 100,000 reports: time, CPU, memory, disk by stage, growth exponents, queries after it.

Reports are made by :mod:`.scale_reports` from dated real ones. Each size is one ``sayso build`` in a process of its
own, looked at fifty times a second: a moment belongs to the stage that the main thread is in (in the comparison to the
first :data:`DEEP` functions on the way in), and so does the CPU time since the moment before. ``exponent`` is the slope
of log CPU seconds (all processes) against log reports over all sizes of the run: 1 is linear. Then some more reports
come in, and the same command goes on (``more``).

With a ``keep`` folder everything stays below it: a run that was cut off is started again with the same words, finds the
reports made and the sizes done, and its build goes on. A build in several runs (``runs``) counts the time, CPU and
stages of all of them; of a run that was killed only what it had noted, at most :data:`_NOTES` seconds before.
"""

from __future__ import annotations

import contextlib
import json
import math
import resource
import runpy
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

from sayso.exporters.parquet import ParquetExporter
from sayso.ledger import View
from sayso.views import CaseView
from sayso.views.overview import overview
from sayso.views.pages.claims import claim_index
from sayso.views.search import search

from .copies import _dated
from .scale_reports import write, write_more

SIZES = (1000, 3000, 10_000)
_COMPARING = ("analyses.", "ledger.writer.", "ledger.gathered.")
MORE = 100  # reports that come in later
DEEP = 3
_EVERY = 0.02  # seconds
_AT_ONCE = 1e-5  # seconds until the main thread is stopped where it is, not where it next waits for something
_NOTES = 20.0  # seconds between two notes of how far a build is
_LEAST = 0.005  # share of the whole under which a stage counts among the rest


def run(
    data: Path, reports: Sequence[int] = SIZES, depth: str = "fast", workers: int = 2, keep: Path | None = None
) -> dict[str, Any]:
    """One build for each size; growth over all of them. ``keep``: where reports, cases and results stay."""
    texts = [t.text for t in _dated(data)]
    sizes: dict[str, Any] = {}
    for count in sorted(reports):
        with _place(keep, count) as folder:
            done = folder / f"{depth}.json"
            if done.exists():
                sizes[str(count)] = json.loads(done.read_text("utf-8"))
                continue
            sizes[str(count)] = _size(texts, count, depth, workers, folder)
            done.write_text(json.dumps(sizes[str(count)]), encoding="utf-8")
            print(json.dumps({str(count): sizes[str(count)]}, indent=1), file=sys.stderr, flush=True)
    return {"depth": depth, "workers": workers, "sizes": sizes, "exponents": _exponents(sizes)}


@contextlib.contextmanager
def _place(keep: Path | None, count: int) -> Iterator[Path]:
    if keep is None:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder)
        return
    (keep / str(count)).mkdir(parents=True, exist_ok=True)
    yield keep / str(count)


def _size(texts: Sequence[str], count: int, depth: str, workers: int, folder: Path) -> dict[str, Any]:
    meta, later = folder / "meta.tsv", folder / "meta-more.tsv"
    if not meta.exists():
        write(texts, count, folder)
    out: dict[str, Any] = {}
    if not later.exists():  # else it was cut off behind the first build
        out = _build(folder, meta, count, depth, workers)
        (folder / f"first-{depth}.json").write_text(json.dumps(out), encoding="utf-8")
        write_more(texts, count, MORE, folder)
    else:
        out = json.loads((folder / f"first-{depth}.json").read_text("utf-8"))
    case = folder / f"{depth}.sayso"
    before = {key for keys in _kept(case).values() for key in keys}
    more = {"reports": MORE} | _cost(*_run(folder, later, depth, workers, "more"), MORE, workers)
    anew = {kind: len(keys - before) for kind, keys in _kept(case).items()}
    return out | {"more": more | {"worked_out_anew": anew}}


def _kept(case: Path) -> dict[str, set[str]]:
    """Keys of what comparisons worked out, by kind: a report's print, a pair's passages, a story's findings."""
    found: dict[str, set[str]] = {}
    with View(case) as view:
        for row in view.db.execute("SELECT kind, key FROM memory ORDER BY kind"):
            found.setdefault(row["kind"], set()).add(row["key"])
    return found


def _run(folder: Path, meta: Path, depth: str, workers: int, name: str) -> tuple[int, list[dict[str, Any]]]:
    """One ``sayso build``: its exit status, and what was noted of it and of runs of it that were cut off."""
    runs = len(list(folder.glob(f"told-{depth}-{name}-*.json")))
    case, told = folder / f"{depth}.sayso", folder / f"told-{depth}-{name}-{runs + 1:03d}.json"
    arguments = ["build", str(folder / "reports"), "-o", str(case), "--meta", str(meta), "--depth", depth]
    arguments += ["--workers", str(workers), "--json"]
    command = [sys.executable, "-m", "sayso.bench.scale", str(told), *arguments]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode not in (0, 2):
        raise RuntimeError(done.stderr[-2000:])
    return done.returncode, [
        json.loads(p.read_text("utf-8")) for p in sorted(folder.glob(f"told-{depth}-{name}-*.json"))
    ]


def _cost(status: int, told: Sequence[dict[str, Any]], count: int, workers: int) -> dict[str, Any]:
    """What all runs of a build cost together."""
    seconds = sum(t["seconds"] for t in told)
    own, others = sum(t["cpu_main"] for t in told), sum(t["cpu_workers"] for t in told)
    main, worker = max(t["peak_main_mib"] for t in told), max(t["peak_worker_mib"] for t in told)
    stages: dict[str, dict[str, float]] = {}
    for stage, spent in (s for t in told for s in t["stages"].items()):
        into = stages.setdefault(stage, {"seconds": 0.0, "cpu": 0.0})
        for unit in into:
            into[unit] = round(into[unit] + spent[unit], 2)
    return {
        "exit_status": status,
        "runs": len(told),
        "seconds": round(seconds, 1),
        "reports_per_second": round(count / seconds, 1),
        "cpu_seconds": round(own + others, 1),
        "cpu_milliseconds_a_report": round((own + others) / count * 1000, 2),
        "cpu_main": round(own, 1),
        "cpu_workers": round(others, 1),
        "peak_memory_mib": {"main": main, "largest_worker": worker, "all_at_most": round(main + workers * worker, 1)},
        "stages": dict(sorted(stages.items(), key=lambda s: -s[1]["cpu"])),
    }


def _build(folder: Path, meta: Path, count: int, depth: str, workers: int) -> dict[str, Any]:
    case = folder / f"{depth}.sayso"
    cost = _cost(*_run(folder, meta, depth, workers, "first"), count, workers)
    with View(case) as view:
        facts = overview(view)
        queries = _queries(view)
        shutil.rmtree(folder / "ledger", ignore_errors=True)  # of a run that was cut off
        ParquetExporter().export(CaseView(view), folder / "ledger")
    return cost | {
        "disk_mib": {
            "reports": _mib(folder / "reports"), "case": round(case.stat().st_size / 2**20, 2),
            "parquet": _mib(folder / "ledger"),
        },
        "problems": facts.problems,
        "rows": {
            "reports": facts.documents, "statements": facts.statements, "figures": facts.figures,
            "claims": facts.claims, "conflicts": facts.conflicts, "revisions": facts.revisions,
            "repeat_another": facts.copies, "origins": facts.origins,
        },
        "queries_milliseconds": queries,
    }  # fmt: skip


def _mib(folder: Path) -> float:
    return round(sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) / 2**20, 2)


def _queries(view: View) -> dict[str, float]:
    """What a reader waits for, asked straight of the ledger; the slower of two."""
    asked: dict[str, Callable[[], object]] = {
        "overview": lambda: overview(view),
        "claims, all ordered": lambda: claim_index(view),
        "search": lambda: search(view, "minister killed", None, 50),
        "one report with its rows": lambda: view.extraction(view.document("000/000000.txt").id),
    }
    out = {}
    for name, ask in asked.items():
        spent = []
        for _ in range(2):
            begun = time.perf_counter()
            ask()
            spent.append(time.perf_counter() - begun)
        out[name] = round(max(spent) * 1000, 1)
    return out


def _exponents(sizes: dict[str, Any]) -> dict[str, float]:
    """The growth of the whole and of each stage that is in all sizes."""
    if len(sizes) < 2:
        return {}
    counts = [int(c) for c in sizes]
    out = {"whole": _slope(counts, [s["cpu_seconds"] for s in sizes.values()])}
    shared = set.intersection(*(set(s["stages"]) for s in sizes.values()))
    for stage in sorted(shared):
        spent = [s["stages"][stage]["cpu"] for s in sizes.values()]
        if min(spent) > 0:
            out[stage] = _slope(counts, spent)
    return out


def _slope(counts: Sequence[int], spent: Sequence[float]) -> float:
    xs, ys = [math.log(c) for c in counts], [math.log(s) for s in spent]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return round(sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs), 2)


# In the process that builds -----------------------------------------------------------------------


class Sampler:
    """Looks at the main thread of this process now and then."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.cpu: dict[str, float] = defaultdict(float)
        self._main = threading.main_thread().ident or 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """No more."""
        self._stop.set()
        self._thread.join()

    def _look(self) -> None:
        wall, cpu = time.perf_counter(), time.process_time()
        while not self._stop.wait(_EVERY):
            stage = stage_of(sys._current_frames().get(self._main))
            now, used = time.perf_counter(), time.process_time()
            self.seconds[stage] += now - wall
            self.cpu[stage] += used - cpu
            wall, cpu = now, used


def stage_of(frame: FrameType | None) -> str:
    """Where the build stands, from the main thread's innermost frame outwards."""
    path: list[str] = []
    while frame is not None:
        module = str(frame.f_globals.get("__name__", ""))
        if module.startswith("sayso."):
            path.append(f"{module.removeprefix('sayso.')}.{frame.f_code.co_name}")
        frame = frame.f_back
    path.reverse()
    for n, step in enumerate(path):
        if step == "pipeline.compare.compare_case":
            inner = [s for s in path[n + 1 :] if s.startswith(_COMPARING) and "<" not in s]
            names = [s.removeprefix("analyses.").removeprefix("compare.") for s in inner if not s.endswith(".findings")]
            return "compare: " + " > ".join(names[:DEEP] or ["other"])
        if step.startswith("ledger.writer."):
            return "store the rows of reports"
        if step.startswith("pipeline.furniture."):
            return "lines shared by reports of an outlet"
    if any(step.startswith("pipeline.local.") for step in path):
        return "read, hand out and wait for extraction"
    return "start, read and end"


def _peak_mib() -> float:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def main() -> None:
    """Run the command line's arguments under a sampler and leave what it saw in the file named first."""
    told, arguments = Path(sys.argv[1]), sys.argv[2:]
    sys.argv = ["sayso", *arguments]
    sys.setswitchinterval(_AT_ONCE)
    sampler, begun = Sampler(), time.perf_counter()
    sampler.start()
    ended = threading.Event()

    def note() -> None:
        """What was seen so far, in place of the last note."""
        aside = told.with_suffix(".part")
        aside.write_text(json.dumps(_seen(sampler, time.perf_counter() - begun)), encoding="utf-8")
        aside.replace(told)

    def keep_noting() -> None:
        while not ended.wait(_NOTES):
            note()

    notes = threading.Thread(target=keep_noting, daemon=True)
    notes.start()
    try:
        runpy.run_module("sayso.cli", run_name="__main__")  # as `sayso build` is run
    finally:
        sampler.stop()
        ended.set()
        notes.join()
        note()


def _seen(sampler: Sampler, seconds: float) -> dict[str, Any]:
    own, workers = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu, wall = dict(sampler.cpu), dict(sampler.seconds)
    whole = sum(cpu.values()) or 1.0
    stages: dict[str, dict[str, float]] = {}
    for stage, spent in sorted(cpu.items(), key=lambda s: -s[1]):
        name = stage if spent >= _LEAST * whole or wall.get(stage, 0.0) > 1 else "the rest"
        into = stages.setdefault(name, {"seconds": 0.0, "cpu": 0.0})
        into["seconds"] = round(into["seconds"] + wall.get(stage, 0.0), 2)
        into["cpu"] = round(into["cpu"] + spent, 2)
    extraction = workers.ru_utime + workers.ru_stime
    stages["extraction in the workers"] = {"seconds": 0.0, "cpu": round(extraction, 2)}
    return {
        "seconds": seconds,
        "cpu_main": own.ru_utime + own.ru_stime,
        "cpu_workers": extraction,
        "peak_main_mib": _peak_mib(),
        "peak_worker_mib": round(workers.ru_maxrss / 1024, 1),
        "stages": stages,
    }


if __name__ == "__main__":
    main()
