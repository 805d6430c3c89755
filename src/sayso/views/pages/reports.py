"""The list of reports, a page at a time, and what is known of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sayso.ledger import View

from .rows import AGENCY, NAMED, Report, Tie, report_of, tie_of

PAGE = 50
NO_OUTLET = "-"  # asks for reports whose outlet is not known


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report in the list with its numbers of rows and the report that it repeats, if any."""

    report: Report
    characters: int
    statements: int
    figures: int
    repeats: tuple[str, str, str] | None  # relation, document, name of the earlier report


@dataclass(frozen=True, slots=True)
class ReportsPage:
    """A page of reports. ``more``: whether another follows."""

    lines: tuple[ReportLine, ...]
    page: int
    more: bool


def report_numbers(view: View) -> tuple[int, ...]:
    """The standing reports' numbers by path: kept, so that any page of the whole list is turned to at once."""
    rows = view.db.execute("SELECT n FROM documents WHERE withdrawn IS NULL ORDER BY path, id")
    return tuple(r["n"] for r in rows)


def reports_page(
    view: View, every: Sequence[int], page: int = 1, outlet: str = "", words: str = "", undated: bool = False
) -> ReportsPage:
    """Reports by path; ``words`` narrows by title or path. ``every``: :func:`report_numbers`."""
    where: list[str] = ["d.withdrawn IS NULL"]
    values: list[Any] = []
    if outlet == NO_OUTLET:
        where.append("d.outlet IS NULL")
    elif outlet:
        where.append("d.outlet = ?")
        values.append(outlet)
    if words:
        where.append("(d.title LIKE ? OR d.path LIKE ?)")
        values += [f"%{words}%"] * 2
    if undated:
        where.append("d.published IS NULL")
    offset = PAGE * (page - 1)
    if len(where) == 1:
        shown = every[offset : offset + PAGE + 1]
        where, values, offset = [f"d.n IN ({','.join(map(str, shown))})"], [], 0
    query = f"""SELECT d.id AS did, d.path, d.title, d.outlet, d.published, d.language, {AGENCY} AS agency, d.characters
        FROM documents d WHERE {" AND ".join(where)} ORDER BY d.path, d.id LIMIT ? OFFSET ?"""
    rows = view.db.execute(query, (*values, PAGE + 1, offset)).fetchall()
    lines = tuple(
        ReportLine(
            report_of(r), r["characters"], _count(view, "statements", r["did"]), _count(view, "figures", r["did"]),
            _repeats(view, r["did"]),
        )
        for r in rows[:PAGE]
    )  # fmt: skip
    return ReportsPage(lines, page, len(rows) > PAGE)


def copies_of(view: View, document: str) -> tuple[Tie, ...]:
    """How a report relates to others: copies, rewrites, same origins."""
    found = {
        row["id"]: tie_of(row)
        for side in ("a", "b")
        for row in view.db.execute(
            f"""SELECT * FROM relations WHERE {side}_document = ? AND a_id IS NULL
            ORDER BY relation, a_path, b_path LIMIT 60""",
            (document,),
        )
    }
    return tuple(sorted(found.values(), key=lambda t: (t.relation, t.a_path, t.b_path)))


def _count(view: View, table: str, document: str) -> int:
    return int(view.db.execute(f"SELECT count(*) FROM {table} WHERE document = ?", (document,)).fetchone()[0])


def _repeats(view: View, document: str) -> tuple[str, str, str] | None:
    row = view.db.execute(
        f"""SELECT r.relation, d.id, {NAMED} AS name FROM relations r
        JOIN documents d ON d.id = r.a_document
        WHERE r.b_document = ? AND r.directed AND r.relation IN ('copy', 'excerpt', 'rewrite', 'translation')
        ORDER BY r.confidence DESC, r.a_path LIMIT 1""",
        (document,),
    ).fetchone()
    return (row["relation"], row["id"], row["name"]) if row else None
