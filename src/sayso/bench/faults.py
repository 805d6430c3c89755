"""Kills at random moments of build, judge and export: what opens, what is lost, what the case comes to when resumed.

Eight reports of the bundled example are built, judged and exported in processes of their own, each killed (SIGKILL)
after a random part of the time that the whole takes. After each kill the case must open, hold every document and
judgement that it held before, and verify. After a build that came to its end, and after every twenty kills, the case
is resumed and must export to the same bytes as one that nobody killed. SAYSO_KILLS sets how many (200).
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from sayso.errors import RequestError
from sayso.examples import META, REPORTS
from sayso.ledger import View
from sayso.pipeline import verify
from sayso.pipeline.export import export

_CLI = (sys.executable, "-m", "sayso.cli")


def run(data: Path | None) -> dict[str, Any]:
    """The bench; it needs no data but the bundled example."""
    return kills(int(os.environ.get("SAYSO_KILLS", "200")))


def kills(count: int, seed: int = 7) -> dict[str, Any]:
    """Kill ``count`` processes, two builds for each judge and each export; rebuild from nothing every few kills."""
    rng = random.Random(seed)
    found: dict[str, Any] = {
        "kills": 0, "finished": 0, "by": {}, "cut_off_at_birth": 0, "did_not_open": 0, "rows_lost": 0, "faults": 0,
        "half_files": 0, "resumed_to_the_same_export": 0, "resumed_to_another": 0,
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        whole, out = Path(folder) / "whole.sayso", Path(folder) / "out.jsonl"
        reports = Path(folder) / "reports"
        reports.mkdir()
        for report in sorted(REPORTS.iterdir())[:8]:
            shutil.copy(report, reports)
        begun = time.perf_counter()
        _command(("build",), whole)
        whole_takes = time.perf_counter() - begun
        takes = {"build": whole_takes, "judge": whole_takes / 2, "export": whole_takes / 2}
        export(whole, "jsonl", out)
        expected = _same(out)
        case = Path(folder) / "killed.sayso"
        while found["kills"] < count:
            if found["kills"] % 20 == 0 and case.exists():
                _resume(case, expected, found)
            action = rng.choice(("build", "build", "judge", "export"))
            if action != "build" and not case.exists():
                action = "build"
            before = _committed(case)
            begun = time.perf_counter()
            killed = _kill(action, case, rng.uniform(0.05, 1.0) * takes[action])
            if not killed:
                takes[action] = time.perf_counter() - begun  # how busy the machine is changes
            found["kills" if killed else "finished"] += 1
            if killed:
                found["by"][action] = found["by"].get(action, 0) + 1
            if case.exists() and case.stat().st_size:
                try:
                    after = _committed(case)
                    found["rows_lost"] += len(before - after)
                    found["faults"] += len(verify(case).faults)
                except RequestError:
                    # cut off before its first table: there is nothing in it yet, and the next build makes it
                    found["did_not_open" if before else "cut_off_at_birth"] += 1
            for part in Path(folder).glob("killed-out*"):
                lines = part.read_bytes()
                found["half_files"] += not lines.endswith(b"\n") if lines else bool(before)
                part.unlink()
            if action == "build" and not killed:
                _resume(case, expected, found)
        if case.exists():
            _resume(case, expected, found)
    return found


def _command(action: tuple[str, ...], case: Path) -> None:
    subprocess.run(_arguments(action[0], case), check=True, stdout=subprocess.DEVNULL)


def _arguments(action: str, case: Path) -> list[str]:
    if action == "build":
        sources = str(case.with_name("reports"))
        more = ["build", sources, "-o", str(case), "--meta", str(META), "--depth", "fast", "--workers", "1"]
    elif action == "judge":
        document = sorted(_documents(case))[:1] or ["none"]
        more = ["judge", str(case), "note", document[0], "--note", "looked at", "--who", "bench"]
    else:
        more = ["export", str(case), "--to", "jsonl", "-o", str(case.with_name("killed-out.jsonl"))]
    return [*_CLI, *more]


def _kill(action: str, case: Path, after: float) -> bool:
    """Whether the process was still running when it was killed."""
    process = subprocess.Popen(
        _arguments(action, case), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, 9)
        process.wait()
        return True
    return False


def _documents(case: Path) -> set[str]:
    if not case.exists():
        return set()
    try:
        with View(case) as view:
            return {d.id for d in view.documents(text=False)}
    except RequestError:
        return set()


def _committed(case: Path) -> set[str]:
    """Ids of the documents and judgements that a case holds; empty where it does not open."""
    if not case.exists():
        return set()
    try:
        with View(case) as view:
            return {d.id for d in view.documents(text=False)} | {j.id for j in view.judgements(standing=False)}
    except RequestError:
        return set()


def _same(path: Path) -> list[bytes]:
    """The export without the judgements, which the killed runs add."""
    return [line for line in path.read_bytes().splitlines() if not line.startswith(b'{"judgement"')]


def _resume(case: Path, expected: list[bytes], found: dict[str, Any]) -> None:
    out = case.with_name("resumed.jsonl")
    _command(("build",), case)
    export(case, "jsonl", out)
    found["resumed_to_the_same_export" if _same(out) == expected else "resumed_to_another"] += 1
    for part in (case, out, case.with_name(case.name + "-wal"), case.with_name(case.name + "-shm")):
        part.unlink(missing_ok=True)
