"""When: the days of which reports speak, as intervals, and those that nothing resolves."""

from __future__ import annotations

import datetime as dt
import sqlite3
from dataclasses import dataclass

from sayso.ledger import View

from .pages.rows import NAMED, everywhere, within

MOST = 120


@dataclass(frozen=True, slots=True)
class TimeLine:
    """One time phrase, or several with the same interval in ``reports`` reports."""

    words: str
    from_: dt.date | None
    to: dt.date | None
    kind: str  # published, time
    document: str
    name: str
    row: str | None
    times: int
    reports: int
    granularity: str = "day"
    rows: tuple[str, ...] = ()  # all rows of a claim that say so in the same words


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A time phrase without an interval, and why."""

    words: str
    reason: str | None
    document: str
    name: str
    row: str


@dataclass(frozen=True, slots=True)
class Interval:
    """Days that ``times`` rows of ``reports`` reports mean. ``first``: the number of the first such row."""

    from_: dt.date | None
    to: dt.date | None
    times: int
    reports: int
    first: int


@dataclass(frozen=True, slots=True)
class CaseTimes:
    """All intervals of a case, the most often meant first; the first times that nothing resolves, and how many."""

    intervals: tuple[Interval, ...]
    unresolved: tuple[Unresolved, ...]
    unresolved_count: int


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """Resolved times in order of their days, the unresolved ones, and the window that holds most of them."""

    lines: tuple[TimeLine, ...]
    unresolved: tuple[Unresolved, ...]
    unresolved_count: int
    first: dt.date | None
    last: dt.date | None
    left_out: int


def case_times(view: View) -> CaseTimes:
    """Every interval that a case's reports speak of, and what nothing resolves. One pass over the times: keep the
    result."""
    rows = view.db.execute(
        """SELECT t."from" AS f, t."to" AS t, count(*) AS n, count(DISTINCT t.document) AS reports, min(t.n) AS first
        FROM times t JOIN documents d ON d.id = t.document WHERE t.resolved AND d.withdrawn IS NULL GROUP BY 1, 2
        ORDER BY 3 DESC, 1, 2"""
    )
    intervals = tuple(Interval(_date(r["f"]), _date(r["t"]), r["n"], r["reports"], r["first"]) for r in rows)
    return CaseTimes(intervals, *_unresolved(view, everywhere("times"), ()))


def timeline_page(view: View, every: CaseTimes, from_: str = "", to: str = "") -> TimelinePage:
    """The intervals most often meant in the whole case, or between two days. ``every``: :func:`case_times`."""
    low, high = _date(from_), _date(to)
    found = [i for i in every.intervals if _between(i, low, high)]
    lines = [_line(view, i) for i in found[:MOST]]
    return _page(lines, every.unresolved, every.unresolved_count, low, high, len(found))


def claim_timeline(view: View, claim: str, from_: str = "", to: str = "") -> TimelinePage:
    """The times of a claim's statements and reports."""
    low, high = _date(from_), _date(to)
    lines = [x for x in _of_claim(view, claim) if _between(x, low, high)]
    return _page(lines, *_unresolved(view, within("times"), (claim,)), low, high, len(lines))


def _between(some: TimeLine | Interval, low: dt.date | None, high: dt.date | None) -> bool:
    return (low is None or some.to is None or some.to >= low) and (
        high is None or some.from_ is None or some.from_ <= high
    )


def _page(
    lines: list[TimeLine], unresolved: tuple[Unresolved, ...], count: int, low: dt.date | None, high: dt.date | None,
    found: int,
) -> TimelinePage:  # fmt: skip
    lines.sort(key=lambda x: (x.from_ or x.to or dt.date.max, x.to or dt.date.max, x.kind, x.words, x.name))
    shown = tuple(lines[:MOST])
    first, last = _window(list(shown))
    return TimelinePage(shown, unresolved, count, low or first, high or last, found - len(shown))


def _unresolved(view: View, source: str, values: tuple[str, ...]) -> tuple[tuple[Unresolved, ...], int]:
    """The first of the times that nothing resolves, and how many there are."""
    query = f"""SELECT DISTINCT r.id, r.text, r.reason, d.id AS did, {NAMED} AS name
        FROM {source} AND NOT r.resolved"""
    unresolved = view.db.execute(query + " ORDER BY d.path, r.start LIMIT 100", values).fetchall()
    count = len(unresolved)
    if count == 100:
        count = int(
            view.db.execute(f"SELECT count(DISTINCT r.id) FROM {source} AND NOT r.resolved", values).fetchone()[0]
        )
    return tuple(Unresolved(r["text"], r["reason"], r["did"], r["name"], r["id"]) for r in unresolved), count


def _line(view: View, some: Interval) -> TimeLine:
    """An interval in the words of the row that first speaks of it."""
    one = view.db.execute(
        f"""SELECT t.id, t.text, t.granularity, t.document, {NAMED} AS name FROM times t
        JOIN documents d ON d.id = t.document WHERE t.n = ?""",
        (some.first,),
    ).fetchone()
    return TimeLine(
        one["text"], some.from_, some.to, "time", one["document"], one["name"], one["id"], some.times, some.reports,
        one["granularity"],
    )  # fmt: skip


def _of_claim(view: View, claim: str) -> list[TimeLine]:
    rows = view.db.execute(
        f"""SELECT DISTINCT r.id, r.text, r."from" AS f, r."to" AS t, r.granularity, r.document,
        {NAMED} AS name FROM {within("times")} AND r.resolved ORDER BY d.path, r.start LIMIT 2000""",
        (claim,),
    )
    said: dict[tuple[str | None, str | None, str], list[sqlite3.Row]] = {}
    for r in rows:
        said.setdefault((r["f"], r["t"], r["text"].casefold()), []).append(r)
    out = [
        TimeLine(
            some[0]["text"], _date(low), _date(high), "time", some[0]["document"], _names(some), some[0]["id"],
            len(some), len({r["document"] for r in some}), some[0]["granularity"], tuple(r["id"] for r in some),
        )
        for (low, high, _), some in said.items()
    ]  # fmt: skip
    dated = view.db.execute(
        f"""SELECT DISTINCT d.id, d.published, {NAMED} AS name FROM claim_members m
        LEFT JOIN figures f ON f.id = m.member LEFT JOIN statements s ON s.id = m.member
        JOIN documents d ON d.id = coalesce(f.document, s.document)
        WHERE m.claim = ? AND d.published IS NOT NULL AND d.withdrawn IS NULL""",
        (claim,),
    )
    on_day: dict[str, list[sqlite3.Row]] = {}
    for r in sorted(dated, key=lambda r: (r["published"], r["name"], r["id"])):
        on_day.setdefault(r["published"], []).append(r)
    for day, some in on_day.items():
        on = _date(day)
        out.append(TimeLine("published", on, on, "published", some[0]["id"], _names(some), None, len(some), len(some)))
    return out


def _names(rows: list[sqlite3.Row]) -> str:
    """Outlets of rows: two by name, the others by number."""
    names = list(dict.fromkeys(r["name"] for r in rows))
    rest = len(names) - 2
    return ", ".join(names[:2]) + (f" and {rest} more" if rest > 0 else "")


def _window(lines: list[TimeLine]) -> tuple[dt.date | None, dt.date | None]:
    """Days that hold most of the short intervals by how often they are meant: a few far dates must not press all
    others together."""
    days = sorted(d for x in lines for d in (x.from_, x.to) if d and x.from_ and x.to for _ in range(min(x.times, 50)))
    days = days or sorted(d for x in lines for d in (x.from_, x.to) if d)
    if not days:
        return None, None
    first, last = days[len(days) // 10], days[-1 - len(days) // 30]
    air = max((last - first).days // 12, 2)
    lower, upper = dt.date.min.toordinal() + 1, dt.date.max.toordinal() - 1
    return (
        dt.date.fromordinal(max(first.toordinal() - air, lower)),
        dt.date.fromordinal(min(last.toordinal() + air, upper)),
    )


def _date(value: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError:
        return None
