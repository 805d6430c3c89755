"""Builds through Dask: two processes against one, and what is lost or doubled when workers, scheduler or builder die.

The same generated reports are built without Dask and through it, by one process and by two: ``efficiency`` is the gain
of the second in the middle of the work, from a fifth of the reports committed to four fifths (starting processes and
models is over by then, and the comparison is one process's work either way). The first number of reports is for that,
the last for what dies. Then each
thing that may die does, when half of the reports are in the ledger, and is started again where somebody would: a
worker, the scheduler with its workers, the process that builds; and one report kills every process that takes it.
``lost`` and ``doubled`` count reports with their rows, as exported; ``as_expected``: the whole export is that of an
undisturbed build.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from sayso.errors import RequestError
from sayso.ledger import View
from sayso.pipeline import BuildOptions, Cluster, Silent, build
from sayso.pipeline.export import export
from sayso.pipeline.extraction import Depth
from sayso.pipeline.work import Done, Job, Unit
from sayso.pipeline.work import run as run_chunk
from sayso.plugins import ReadOptions
from sayso.readers import load_meta

from . import MissingDataError
from .copies import _dated
from .scale_reports import write

POISON = "SAYSO_BENCH_POISON"  # address of the report that kills
_PRELOAD = "from sayso.pipeline import cluster\nfrom sayso.bench.cluster import run_or_die\ncluster.run = run_or_die\n"
_WAIT = 900.0


def run(data: Path, reports: Sequence[int] = (2000,), depth: Depth = "fast") -> dict[str, Any]:
    """All of it: how two gain over one on the first number of reports, the deaths on the last."""
    try:
        import distributed  # noqa: F401
    except ImportError as error:
        raise MissingDataError("distributed is not installed: pip install 'sayso[cluster]'") from error
    with tempfile.TemporaryDirectory() as made:
        texts = [t.text for t in _dated(data)]
        bench = _Bench(Path(made) / "gain", texts, reports[0], depth)
        gain = bench.efficiency()
        fewer = bench if reports[-1] == reports[0] else _Bench(Path(made) / "deaths", texts, reports[-1], depth)
        return {
            "reports": reports[0],
            "depth": depth,
            "efficiency": gain,
            "deaths": {"reports": reports[-1]} | fewer.deaths(),
        }


class _Bench:
    def __init__(self, folder: Path, texts: Sequence[str], count: int, depth: Depth) -> None:
        self.folder = folder
        self.count = count
        self.depth = depth
        folder.mkdir()
        write(texts, count, folder)
        self.times: dict[str, dict[str, float]] = {}
        self.times["1 process"] = self._time("one.sayso", 1, None)
        self.whole = self._exported(folder / "one.sayso")

    def efficiency(self) -> dict[str, Any]:
        """Seconds without Dask and through it."""
        self.times["2 processes"] = self._time("two.sayso", 2, None)
        for n in (1, 2):
            self.times[f"Dask, {n} process{'es' if n > 1 else ''}"] = self._time(f"dask{n}.sayso", 1, f"local:{n}")
        one, two = self.times["1 process"]["middle"], self.times["2 processes"]["middle"]
        dask1, dask2 = self.times["Dask, 1 process"]["middle"], self.times["Dask, 2 processes"]["middle"]
        return {
            "seconds": self.times,
            "efficiency of two, without Dask": round(two / (2 * one), 2),
            "efficiency of two, through Dask": round(dask2 / (2 * dask1), 2),
            "the same export": all(
                self._exported(self.folder / f"{name}.sayso") == self.whole for name in ("two", "dask1", "dask2")
            ),
        }

    def deaths(self) -> dict[str, Any]:
        """What each death costs."""
        return {
            "a worker": self._death("worker", self._kill_worker),
            "the scheduler and its workers": self._death("scheduler", self._kill_scheduler),
            "the process that builds": self._death("builder", self._kill_builder),
            "every process that takes one report": self._poison(),
        }

    def _death(self, name: str, disturb: Callable[[_Cluster, Path, _Builder], _Builder]) -> dict[str, Any]:
        case = self.folder / f"{name}.sayso"
        with _Cluster() as cluster:
            builder = _Builder(self, case, cluster.address)
            self._half(case, builder)
            builder = disturb(cluster, case, builder)
            status = builder.wait()
        return {"exit_status": status, **self._compared(case)}

    def _kill_worker(self, cluster: _Cluster, case: Path, builder: _Builder) -> _Builder:
        cluster.kill(cluster.workers[0])
        return builder

    def _kill_scheduler(self, cluster: _Cluster, case: Path, builder: _Builder) -> _Builder:
        cluster.restart()
        return builder

    def _kill_builder(self, cluster: _Cluster, case: Path, builder: _Builder) -> _Builder:
        builder.process.kill()
        builder.process.wait()
        return _Builder(self, case, cluster.address)

    def _poison(self) -> dict[str, Any]:
        poison = f"000/{min(self.count // 2, 999):06d}.txt"
        case = self.folder / "poison.sayso"
        with _Cluster({POISON: poison}) as cluster:
            status = _Builder(self, case, cluster.address, {POISON: poison}).wait()
        with View(case) as view:
            problems = [f"{p.code} {p.address}" for p in view.problems()]
        return {"exit_status": status, "problems": problems, **self._compared(case, without=poison)}

    def _half(self, case: Path, builder: _Builder) -> None:
        until = time.monotonic() + _WAIT
        while _documents(case) < self.count // 2:
            if builder.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError("the build ended before it could be disturbed: ask for more reports")
            time.sleep(0.05)

    def _compared(self, case: Path, without: str = "") -> dict[str, Any]:
        found = self._exported(case)
        want, got = (
            Counter(line for line in lines if line.startswith(b'{"document"')) for lines in (self.whole, found)
        )
        if without:
            spared = f'"path":"{without}"'.encode()
            want = Counter({line: n for line, n in want.items() if spared not in line})
        with View(case) as view:
            extracted = Counter(e.subject for e in view.log() if e.action == "extract")
        return {
            "lost": sum((want - got).values()),
            "doubled": sum((got - want).values()) + sum(n - 1 for n in extracted.values()),
            "as_expected": found == self.whole if not without else None,
        }

    def _exported(self, case: Path) -> list[bytes]:
        path = case.with_suffix(".jsonl")
        export(case, "jsonl", path)
        return path.read_bytes().splitlines()

    def _time(self, case: str, workers: int, scheduler: str | None) -> dict[str, float]:
        command = self.command(self.folder / case, workers, scheduler)
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr[-2000:])
        found: dict[str, float] = json.loads(done.stdout)
        return found

    def command(self, case: Path, workers: int, scheduler: str | None) -> list[str]:
        """A build in a process of its own: see :func:`main`."""
        return [sys.executable, "-m", "sayso.bench.cluster", str(self.folder), str(case), self.depth, str(workers),
                scheduler or ""]  # fmt: skip


class _Builder:
    """A build under way."""

    def __init__(self, bench: _Bench, case: Path, address: str, more: dict[str, str] | None = None) -> None:
        self.process = subprocess.Popen(
            bench.command(case, 1, address), stdout=subprocess.DEVNULL, env={**os.environ, **(more or {})}
        )

    def wait(self) -> int:
        """Its exit status."""
        return self.process.wait(_WAIT)


class _Cluster:
    """A scheduler and two workers, as processes that can be killed. Use as a context manager."""

    def __init__(self, more: dict[str, str] | None = None) -> None:
        with contextlib.closing(socket.socket()) as found:
            found.bind(("127.0.0.1", 0))
            self._port = str(found.getsockname()[1])
        self.address = f"tcp://127.0.0.1:{self._port}"
        self._environment = {**os.environ, **(more or {})}
        self._all: list[subprocess.Popen[bytes]] = []
        self.workers: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> _Cluster:
        self._folder = tempfile.TemporaryDirectory()
        preload = Path(self._folder.name) / "preload.py"
        preload.write_text(_PRELOAD, encoding="utf-8")
        self._preload = str(preload)
        self._start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end()
        self._folder.cleanup()

    def _start(self) -> None:
        self._run("scheduler", "--host", "127.0.0.1", "--port", self._port, "--no-dashboard", "--no-jupyter")
        more = ("--nthreads", "1", "--no-dashboard", "--local-directory", self._folder.name, "--preload", self._preload)
        self.workers = [self._run("worker", self.address, *more) for _ in range(2)]

    def _run(self, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", *arguments]
        started = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, env=self._environment
        )
        self._all.append(started)
        return started

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """The process and what it started."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def restart(self) -> None:
        """All of it dies and starts again at the same address."""
        self._end()
        self._start()

    def _end(self) -> None:
        for process in self._all:
            self.kill(process)
        self._all = []


def _documents(case: Path) -> int:
    try:
        with View(case) as view:
            return int(view.db.execute("SELECT count(*) FROM documents").fetchone()[0])
    except RequestError:
        return 0


def run_or_die(chunk: tuple[Unit, ...], job: Job) -> tuple[Done, ...]:
    """A worker's function that dies on one report, where the environment names one."""
    if any(unit.address == os.environ.get(POISON) for unit in chunk):
        os.kill(os.getpid(), signal.SIGKILL)
    return run_chunk(chunk, job)


class _Times(Silent):
    """When how many reports were in."""

    def __init__(self) -> None:
        self.begun = time.perf_counter()
        self.seen: list[tuple[int, float]] = []
        self.last = 0.0

    def reading(self, items: int, documents: int, problems: int, done_bytes: int, total_bytes: int) -> None:
        self.seen.append((documents, time.perf_counter()))

    def comparing(self, done: int = 0, total: int = 0) -> None:
        self.last = self.last or time.perf_counter()

    @property
    def middle(self) -> float:
        """Reports a second from a fifth of them to four fifths."""
        whole = self.seen[-1][0]
        inner = [s for s in self.seen if 0.2 * whole <= s[0] <= 0.8 * whole]
        if len(inner) < 2:
            raise RuntimeError("too few chunks to tell: ask for more reports")
        return (inner[-1][0] - inner[0][0]) / (inner[-1][1] - inner[0][1])


def main() -> None:
    """FOLDER CASE DEPTH WORKERS SCHEDULER: build, and print how long it took."""
    folder, case, depth, workers, scheduler = sys.argv[1:]
    if POISON in os.environ:
        # by its name in this module, not in the main one: the processes of a pool look it up
        vars(import_module("sayso.pipeline.local"))["run"] = import_module("sayso.bench.cluster").run_or_die
    read = ReadOptions(meta=load_meta(Path(folder) / "meta.tsv"))
    cluster = Cluster(scheduler, f"{case}-shards") if scheduler else None
    times = _Times()
    kind: Depth = "full" if depth == "full" else "fast"
    build([Path(folder) / "reports"], Path(case), BuildOptions(read, kind, int(workers), cluster), times)
    done = time.perf_counter()
    first = times.seen[0][1]
    found = {
        "start": first - times.begun, "extraction": times.last - first, "whole": done - times.begun,
        "middle": times.middle,
    }  # fmt: skip
    print(json.dumps({k: round(v, 2) for k, v in found.items()}))


if __name__ == "__main__":
    main()
