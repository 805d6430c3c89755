"""A case kept current while reports arrive: look, wait until a file is at rest, read it, compare, tell what changed."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from sayso.errors import RequestError
from sayso.ledger import View, Writer, belongs_to
from sayso.readers import files
from sayso.views.changes import Changes, changes, standing

from .build import BuildOptions, BuildSummary, Progress, Silent, bring_in
from .compare import compare_case

REST = 1.0  # seconds that a file must stay as it is before it is read
REST_EMPTY = 5.0  # an empty one is most likely to be written yet
LOOK = 2.0  # seconds between two looks where nothing tells of changes
SWEEP = 4.0  # and where something does, for what it may have missed: a shared folder tells nothing
IDLE = 20  # looking takes at most one part in so many of the time
UNDER_WAY = (".part", ".partial", ".crdownload", ".download", ".filepart", ".tmp")  # names until a transfer is done
_STEP = 0.25


@dataclass(frozen=True, slots=True)
class Round:
    """One round that changed the case. The first brings the case up to date, and has no ``changes``."""

    n: int
    at: str  # ISO 8601, UTC
    summary: BuildSummary
    changes: Changes | None


def follow(
    sources: Sequence[Path],
    case: Path,
    options: BuildOptions,
    tell: Callable[[Round], None],
    stop: threading.Event | None = None,
    progress: Progress | None = None,
) -> None:
    """Build, then go on as files arrive and change until ``stop`` is set or Ctrl-C is pressed.

    The case may be read and judged all the while; between two rounds nobody holds it. Whenever this ends, what was
    committed stays, and the next build or round goes on from there. Raises as :func:`.build.build` does, except that
    it waits for sources to hold something and for others to be done writing.
    """
    stop = stop or threading.Event()
    for source in sources:
        if not source.exists():
            raise RequestError("nothing-found", str(source), "no such file or folder")
    watch = Watch(sources, case)
    wake = _Wake(sources, stop)
    n = 0
    while not stop.is_set():
        begun = time.monotonic()
        ready = watch.ready(begun)
        cost = time.monotonic() - begun
        if (ready or (n == 0 and not watch.waiting)) and (done := _round(sources, case, options, ready, n, progress)):
            watch.take(ready)
            n += 1
            if done.changes or n == 1:
                tell(done)
        if watch.waiting or ready:
            stop.wait(REST)
        else:
            wake.wait(cost * IDLE)


def _round(
    sources: Sequence[Path], case: Path, options: BuildOptions, ready: set[Path], n: int, progress: Progress | None
) -> Round | None:
    """One round; ``None`` when another process writes to the case just now."""
    before = None
    if n:
        with View(case) as view:
            before = standing(view)
    progress = (progress if n == 0 else None) or Silent()
    try:
        with Writer(case) as writer:
            summary = bring_in(writer, sources, options, progress, ready.__contains__)
            progress.comparing()
            summary.compared = compare_case(case, writer, progress.comparing)
    except RequestError as error:
        if error.code == "case-busy":
            return None
        raise
    at = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    if before is None:
        return Round(n, at, summary, None)
    with View(case) as view:
        return Round(n, at, summary, changes(before, view))


_Stamp = tuple[int, int, int]  # size, time of the last change in nanoseconds, number of the file


class Watch:
    """Which files are new or changed since they were last taken, and at rest; those of the case itself are none of
    them. ``waiting``: some are not at rest yet."""

    def __init__(self, sources: Sequence[Path], case: Path) -> None:
        self._sources = sources
        self._case = case
        self._taken: dict[Path, _Stamp] = {}
        self._seen: dict[Path, tuple[_Stamp, float]] = {}  # and since when it is known to stand like that
        self.waiting = False

    def ready(self, now: float) -> set[Path]:
        """Files to read now. ``now``: seconds of a clock that only goes forward."""
        found: set[Path] = set()
        seen: dict[Path, tuple[_Stamp, float]] = {}
        self.waiting = False
        for path in self._files():
            try:
                state = path.stat()
            except OSError:
                continue  # gone again
            stamp = (state.st_size, state.st_mtime_ns, state.st_ino)
            if self._taken.get(path) == stamp:
                continue
            known, since = self._seen.get(path, (stamp, now))
            since = since if known == stamp else now
            seen[path] = (stamp, since)
            if now - since >= (REST if stamp[0] else REST_EMPTY):
                found.add(path)
            else:
                self.waiting = True
        self._seen = seen
        return found

    def take(self, paths: set[Path]) -> None:
        """These were read as they stood when they were last looked at."""
        for path in paths:
            self._taken[path] = self._seen.pop(path)[0]

    def _files(self) -> Iterator[Path]:
        for source in self._sources:
            for path, _ in files(source):
                if not isinstance(path, Path) or belongs_to(self._case, path):
                    continue
                if not path.name.lower().endswith(UNDER_WAY):
                    yield path


class _Wake:
    """Waits until files may have changed. The system tells so where ``watchfiles`` is installed and can; else there
    is a look every few seconds."""

    def __init__(self, sources: Sequence[Path], stop: threading.Event) -> None:
        self._stop = stop
        self._told: Iterator[set[object]] | None = None
        try:
            watcher = import_module("watchfiles")
        except ImportError:
            return
        self._told = watcher.watch(
            *(os.fspath(s) for s in sources), watch_filter=None, debounce=200, step=50, stop_event=stop,
            rust_timeout=int(_STEP * 1000), yield_on_timeout=True, raise_interrupt=True, ignore_permission_denied=True,
        )  # fmt: skip

    def wait(self, least: float) -> None:
        """Return when something changed, or after a few seconds, ``least`` or more. Ctrl-C goes through."""
        begun = time.monotonic()
        while not self._stop.is_set() and time.monotonic() - begun < max(least, SWEEP if self._told else LOOK):
            if self._told is None:
                self._stop.wait(_STEP)
                continue
            try:
                if next(self._told, None):
                    return
            except (OSError, RuntimeError):  # too many folders for the system to watch, or one is gone
                self._told = None
