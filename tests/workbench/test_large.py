"""What keeps the pages of a large case quick: nothing that grows with it is read while a page waits."""

from __future__ import annotations

import itertools
import pickle
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, TypeVar

import pytest
from starlette.testclient import TestClient

from sayso.ledger import View
from sayso.workbench import app, store
from sayso.workbench.guard import Access
from sayso.workbench.pages import KEPT
from sayso.workbench.store import CountingError, Store

from .addresses import addresses

T = TypeVar("T")
PAGES = (
    "/search?q=dam&outlet=Daily&place=Orsk&page=2", "/search?in=reports&outlet=Daily", "/search?q=da*", "/reports?page=2",
    "/reports?q=dam", "/reports?undated=1", "/claims?q=dam&page=2", "/doubts?page=2", "/timeline?from=2025-04-13",
    "/news?after=1",
)  # fmt: skip
ROWS = ("documents", "statements", "figures", "times", "places", "mentions", "caveats", "relations", "claims", "origins",
        "claim_members", "origin_rows", "entities", "entity_mentions", "items", "log", "problems")  # fmt: skip


class Traced(View):
    """A view that keeps the queries that are asked."""

    asked: ClassVar[list[str]] = []

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.db.set_trace_callback(self.asked.append)


def test_no_page_reads_a_whole_table(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Store(example)
    with made.view() as view:
        for name, make in KEPT:
            made.kept(name, view, make)
    made._mine.__dict__.clear()
    monkeypatch.setattr(store, "View", Traced)
    monkeypatch.setattr(app, "Store", lambda _: made)
    client = TestClient(app.application(example, Access(hosts=("testserver",))))
    plain = sqlite3.connect(example)
    for path in (*addresses(example).values(), *PAGES):
        Traced.asked.clear()
        assert client.get(path).status_code == 200, path
        assert Traced.asked
        for query in dict.fromkeys(q for q in Traced.asked if q.lstrip().startswith(("SELECT", "WITH"))):
            plan = [row[3] for row in plain.execute(f"EXPLAIN QUERY PLAN {query}")]
            tables = {t for t in ROWS if f" {t}" in query}
            scanned = [p for p in plan if p.startswith("SCAN ") and p.split()[1] in tables | _aliases(query, tables)]
            assert scanned == [], (path, query)


def _aliases(query: str, tables: set[str]) -> set[str]:
    words = query.replace(",", " ").split()
    return {b for a, b in itertools.pairwise(words) if a in tables and len(b) == 1}


def waited(made: Store, name: str, make: Callable[[View], T]) -> T:
    for _ in range(600):
        try:
            with made.view() as view:
                return made.kept(name, view, make)
        except CountingError:
            time.sleep(0.05)
    raise AssertionError(name)


def same(a: Any, b: Any) -> bool:
    return repr(a) == repr(b)


def test_a_large_case_is_counted_in_another_process(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "LARGE", 0)
    made = Store(example)
    for name, make in KEPT:
        if name not in ("front", "reports"):
            continue
        with pytest.raises(CountingError), made.view() as view:
            made.kept(name, view, make)
        with View(example) as view:
            assert same(waited(made, name, make), make(view)), name


def test_every_kept_result_can_be_handed_over(example: Path) -> None:
    with View(example) as view:
        for name, make in KEPT:
            value = make(view)
            assert same(pickle.loads(pickle.dumps(value)), value), name


def test_where_the_other_process_fails_the_result_is_made_here(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "LARGE", 0)
    made = Store(example)
    assert waited(made, "unknown to the other process", lambda view: 7) == 7


def test_after_a_judgement_a_large_result_is_made_aside(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Store(example)
    calls: list[int] = []

    def slow(view: View) -> int:
        calls.append(1)
        return len(calls)

    with made.view() as view:
        made.kept("n", view, slow)
    held = made._kept["n"]
    made._kept["n"] = store._Kept("0", held.at, 9.0, held.value)  # it took long, and the case has changed
    made.forget()
    with made.view() as view:
        assert made.kept("n", view, slow) == 1  # at once, and anew aside
    for _ in range(200):
        if len(calls) == 2:
            break
        time.sleep(0.02)
    with made.view() as view:
        assert made.kept("n", view, slow) == 2
