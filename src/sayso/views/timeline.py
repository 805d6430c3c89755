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
class TimelinePage:
    """Resolved times in order of their days, the unresolved ones, and the window that holds most of them."""

    lines: tuple[TimeLine, ...]
    unresolved: tuple[Unresolved, ...]
    unresolved_count: int
    first: dt.date | None
    last: dt.date | None
    left_out: int


def timeline_page(view: View, claim: str | None = None, from_: str = "", to: str = "") -> TimelinePage:
    """The times of a claim's statements and reports, or the intervals most often meant in the whole case."""
    lines = _of_claim(view, claim) if claim else _of_case(view)
    low, high = _date(from_), _date(to)
    lines = [
        x for x in lines
        if (low is None or x.to is None or x.to >= low) and (high is None or x.from_ is None or x.from_ <= high)
    ]  # fmt: skip
    lines.sort(key=lambda x: (x.from_ or x.to or dt.date.max, x.to or dt.date.max, x.kind, x.words, x.name))
    shown = lines[:MOST]
    first, last = _window(shown)
    source, values = (within("times"), (claim,)) if claim else (everywhere("times"), ())
    query = f"""SELECT DISTINCT r.id, r.text, r.reason, d.id AS did, {NAMED} AS name
        FROM {source} AND NOT r.resolved"""
    unresolved = view.db.execute(query + " ORDER BY d.path, r.start LIMIT 100", values).fetchall()
    count = len(unresolved)
    if count == 100:
        count = int(
            view.db.execute(f"SELECT count(DISTINCT r.id) FROM {source} AND NOT r.resolved", values).fetchone()[0]
        )
    return TimelinePage(
        tuple(shown),
        tuple(Unresolved(r["text"], r["reason"], r["did"], r["name"], r["id"]) for r in unresolved),
        count, low or first, high or last, len(lines) - len(shown),
    )  # fmt: skip


def _of_case(view: View) -> list[TimeLine]:
    rows = view.db.execute(
        """SELECT t."from" AS f, t."to" AS t, count(*) AS n, count(DISTINCT t.document) AS reports,
        min(t.n) AS first FROM times t JOIN documents d ON d.id = t.document
        WHERE t.resolved AND d.withdrawn IS NULL GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT ?""",
        (MOST,),
    ).fetchall()
    out = []
    for r in rows:
        one = view.db.execute(
            f"""SELECT t.id, t.text, t.granularity, t.document, {NAMED} AS name FROM times t
            JOIN documents d ON d.id = t.document WHERE t.n = ?""",
            (r["first"],),
        ).fetchone()
        out.append(
            TimeLine(
                one["text"], _date(r["f"]), _date(r["t"]), "time", one["document"], one["name"], one["id"], r["n"],
                r["reports"], one["granularity"],
            )
        )  # fmt: skip
    return out


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
