"""Reading the case for pages: one connection a thread, each request in one transaction, heavy counts kept."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar, cast

from sayso.ledger import View

T = TypeVar("T")
FRESH = 5.0  # seconds for which a kept result of an older state is still shown while a build writes


class Store:
    """A case file with what pages keep of it between requests."""

    def __init__(self, case: Path) -> None:
        self.case = case
        self._mine = threading.local()
        self._kept: dict[str, tuple[str, float, Any]] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._guard = threading.Lock()
        with self.view():
            pass

    @contextlib.contextmanager
    def view(self) -> Iterator[View]:
        """This thread's view; all that is read inside belongs to one state of the case."""
        view: View | None = getattr(self._mine, "view", None)
        if view is None:
            view = self._mine.view = View(self.case)
            view.db.execute("PRAGMA cache_size = -16000")
            view.db.execute("PRAGMA mmap_size = 268435456")
        if view.db.in_transaction:
            yield view
            return
        view.db.execute("BEGIN")
        try:
            yield view
        finally:
            view.db.execute("COMMIT")

    def state(self, view: View) -> str:
        """What changes whenever the case does: the number of the custody log's last entry."""
        row = view.db.execute("SELECT max(n) FROM log").fetchone()
        return str(row[0])

    def kept(self, name: str, view: View, make: Callable[[View], T]) -> T:
        """``make(view)``, kept until the case changes; while it is made anew, others are shown the last one."""
        state = self.state(view)
        known = self._kept.get(name)
        if known and (known[0] == state or time.monotonic() - known[1] < FRESH):
            return cast(T, known[2])
        with self._guard:
            lock = self._locks.setdefault(name, threading.Lock())
        if not lock.acquire(blocking=known is None):
            assert known is not None
            return cast(T, known[2])
        try:
            again = self._kept.get(name)
            if again and again[0] == state:
                return cast(T, again[2])
            made = make(view)
            self._kept[name] = (state, time.monotonic(), made)
            return made
        finally:
            lock.release()

    def forget(self) -> None:
        """Show nothing old: a person has judged, and must see it at once."""
        self._kept.clear()
