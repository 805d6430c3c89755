"""Reading the case for pages: one connection a thread, each request in one transaction, heavy counts kept."""

from __future__ import annotations

import contextlib
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, cast

from sayso.ledger import View
from sayso.model import Document, Extraction
from sayso.views.reader import Reading, reading, window_of

T = TypeVar("T")
B = TypeVar("B")
FRESH = 3.0  # seconds for which a kept result is shown while a build goes on writing
REST = 20.0  # and at least so many times as long as it took to make, so that making it never fills the machine
PATIENCE = 0.5  # seconds that a request waits for what another one makes
INSTANT = 0.05  # seconds: what is made so fast is made anew while the page waits
LONG = 20_000  # characters from which a report's rows are kept: reading them anew would be felt
LONGS = 8  # such reports that are kept
LARGE = (
    64_000_000  # bytes of a case from which what is kept is made in a process of its own: here it would hold up pages
)
QUICK = 0.5  # seconds: what is made so fast is made anew at once after a judgement


class CountingError(Exception):
    """What this request needs is being made for the first time: it is asked to come again."""


@dataclass(frozen=True, slots=True)
class _Kept:
    state: str
    at: float
    cost: float
    value: Any


_ROWS = ("statements", "figures", "times", "places", "mentions", "caveats")


@dataclass(slots=True)
class LongReport:
    """A report's rows, and the windows of it that were asked for."""

    rows: Extraction
    windows: dict[int, Reading] = field(default_factory=dict)

    def reading(self, document: Document, part: int | None, row: str | None) -> Reading:
        """The window that is asked for, made once."""
        part = window_of(document.text, self.rows, part, row)
        if part not in self.windows:
            self.windows[part] = reading(document, self.rows, part)
        return self.windows[part]


class Store:
    """A case file with what pages keep of it between requests."""

    def __init__(self, case: Path) -> None:
        self.case = case
        self._mine = threading.local()
        self._kept: dict[str, _Kept] = {}
        self._derived: dict[str, tuple[Any, Any]] = {}
        self._making: dict[str, threading.Lock] = {}
        self._guard = threading.Lock()
        self._long: dict[str, tuple[tuple[Any, ...], LongReport]] = {}
        with self.view():
            pass

    @contextlib.contextmanager
    def view(self) -> Iterator[View]:
        """This thread's view; all that is read inside belongs to one state of the case."""
        view: View | None = getattr(self._mine, "view", None)
        if view is None:
            view = self._mine.view = View(self.case)
            view.db.execute("PRAGMA cache_size = -8000")
            view.db.execute("PRAGMA mmap_size = 268435456")
        view.db.execute("BEGIN")
        self._mine.oldest = None
        try:
            yield view
        finally:
            view.db.execute("COMMIT")

    def state(self, view: View) -> str:
        """What changes whenever the case does: the number of the custody log's last entry."""
        row = view.db.execute("SELECT max(n) FROM log").fetchone()
        return str(row[0] or 0)

    def shown(self, view: View) -> int:
        """The state of the oldest thing that this thread's request was given: what came later it does not show."""
        now = int(self.state(view))
        oldest: int | None = self._mine.oldest
        return now if oldest is None else min(now, oldest)

    def kept(self, name: str, view: View, make: Callable[[View], T]) -> T:
        """``make(view)``, kept until the case changes; then the last result is shown while a new one is made aside.

        Raises :class:`CountingError` where it is made for the first time by another, or aside.
        """
        known = self._kept.get(name)
        if known is None:
            lock = self._lock(name)
            if not lock.acquire(timeout=PATIENCE):
                raise CountingError(name)
            if self._large and name not in self._kept:
                threading.Thread(target=self._make_aside, args=(name, make, lock), daemon=True).start()
                raise CountingError(name)
            try:
                known = self._kept.get(name) or self._make(name, view, make)
            finally:
                lock.release()
        elif known.state != self.state(view):
            lock = self._lock(name)
            if known.cost < INSTANT and lock.acquire(timeout=PATIENCE):
                try:
                    known = self._make(name, view, make)
                finally:
                    lock.release()
            elif time.monotonic() - known.at > max(FRESH, REST * known.cost) and lock.acquire(blocking=False):
                threading.Thread(target=self._make_aside, args=(name, make, lock), daemon=True).start()
        state, oldest = int(known.state), getattr(self._mine, "oldest", None)
        self._mine.oldest = state if oldest is None else min(state, oldest)
        return cast(T, known.value)

    def derived(self, name: str, base: B, make: Callable[[B], T]) -> T:
        """``make(base)``, kept for as long as ``base`` is the same object."""
        known = self._derived.get(name)
        if known is None or known[0] is not base:
            known = self._derived[name] = (base, make(base))
        return cast(T, known[1])

    def report(self, view: View, document: Document) -> LongReport:
        """A report's rows and windows. Long ones are kept for as long as the same rows stand in the case."""
        if len(document.text) < LONG:
            return LongReport(view.extraction(document.id))
        counts = ", ".join(f"(SELECT max(n) FROM {t} WHERE document = d.id)" for t in _ROWS)
        stamp = tuple(
            view.db.execute(
                f"""SELECT d.extracted, d.text_sha256, {counts}, (SELECT count(*) FROM regions WHERE document = d.id),
                (SELECT sum(start + "end") FROM regions WHERE document = d.id) FROM documents d WHERE d.id = ?""",
                (document.id,),
            ).fetchone()
        )
        known = self._long.get(document.id)
        if known is None or known[0] != stamp:
            known = (stamp, LongReport(view.extraction(document.id)))
        with self._guard:
            self._long.pop(document.id, None)
            self._long[document.id] = known
            for old in list(self._long)[:-LONGS]:
                del self._long[old]
        return known[1]

    def warm(self, made: Sequence[tuple[str, Callable[[View], Any]]]) -> None:
        """Make the first of the kept results now, the rest aside, so that nobody waits for them."""
        name, one = made[0]
        with self.view() as view, self._lock(name):
            self._make(name, view, one)

        def rest() -> None:
            for name, one in made[1:]:
                lock = self._lock(name)
                if name not in self._kept and lock.acquire(blocking=False):
                    self._make_aside(name, one, lock)

        threading.Thread(target=rest, daemon=True).start()

    def forget(self) -> None:
        """A person has judged and must see it: what is made quickly is made anew at once, the rest aside."""
        for name, known in list(self._kept.items()):
            if known.cost < QUICK:
                self._kept.pop(name, None)
            else:
                self._kept[name] = _Kept(known.state, 0.0, INSTANT, known.value)

    def _lock(self, name: str) -> threading.Lock:
        with self._guard:
            return self._making.setdefault(name, threading.Lock())

    def _make(self, name: str, view: View, make: Callable[[View], Any]) -> _Kept:
        begun = time.monotonic()
        state = self.state(view)
        value = make(view)
        done = time.monotonic()
        made = self._kept[name] = _Kept(state, done, done - begun, value)
        return made

    @property
    def _large(self) -> bool:
        return self.case.stat().st_size >= LARGE

    def _make_aside(self, name: str, make: Callable[[View], Any], lock: threading.Lock) -> None:
        try:
            if not (self._large and self._made_elsewhere(name)):
                with View(self.case) as view:
                    view.db.execute("BEGIN")
                    self._make(name, view, make)
                    view.db.execute("COMMIT")
        finally:
            lock.release()

    def _made_elsewhere(self, name: str) -> bool:
        """Whether a process of its own (:mod:`sayso.workbench.making`) could make it."""
        begun = time.monotonic()
        command = [sys.executable, "-m", f"{__package__}.making", str(self.case), name]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=False)
        if done.returncode:
            return False
        state, value = pickle.loads(done.stdout)
        ended = time.monotonic()
        self._kept[name] = _Kept(state, ended, ended - begun, value)
        return True
