"""The list of reports, a page at a time, and what is known of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sayso.ledger import View

from .facets import Bools, Ints, ordinal
from .rows import AGENCY, NAMED, Report, Tie, marks, report_of, tie_of

PAGE = 50
COPIES = ("copy", "excerpt", "rewrite", "translation")
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
    """A page of reports. ``total``: how many match; ``more``: whether another page follows."""

    lines: tuple[ReportLine, ...]
    page: int
    total: int
    more: bool


@dataclass(frozen=True)
class ReportIndex:
    """All standing reports by path, in columns: so that any page of any narrowed list is turned to at once.

    ``outlets``: codes of ``names``, -1 for none. ``published``: ordinal of the day, 0 where unknown. ``words``: title
    and path, folded.
    """

    numbers: Ints
    outlets: Ints
    published: Ints
    repeats: Bools  # whether it repeats another
    words: tuple[str, ...]
    names: tuple[str, ...]

    def of_outlet(self, name: str) -> Bools:
        """The reports of an outlet; :data:`NO_OUTLET` asks for those of none."""
        code = -1 if name == NO_OUTLET else self.names.index(name) if name in self.names else -2
        found: Bools = self.outlets == code
        return found

    def places(self, numbers: Sequence[int]) -> Ints:
        """Positions of reports by number, in the order given; numbers that are not held are left out."""
        ascending = np.argsort(self.numbers)
        asked = np.array(numbers, np.int64)
        if not len(ascending):
            return asked[:0]
        at = ascending[np.minimum(np.searchsorted(self.numbers[ascending], asked), len(ascending) - 1)]
        found: Ints = at[self.numbers[at] == asked]
        return found


def report_index(view: View) -> ReportIndex:
    """Read all standing reports into columns. One pass over the reports: keep the result."""
    names: dict[str, int] = {}
    repeating = {
        r["b_document"]
        for r in view.db.execute(
            f"SELECT b_document FROM relations WHERE relation IN {marks(COPIES)} AND directed", COPIES
        )
    }
    rows = [
        (
            r["n"], r["id"] in repeating, names.setdefault(r["outlet"], len(names)) if r["outlet"] else -1,
            ordinal(r["published"]), f"{r['title'] or ''}\n{r['path']}".casefold(),
        )
        for r in view.db.execute(
            "SELECT n, id, outlet, published, title, path FROM documents WHERE withdrawn IS NULL ORDER BY path, id"
        )
    ]  # fmt: skip
    table = np.array([r[:4] for r in rows], np.int64).reshape(-1, 4)
    numbers, repeats, outlets, published = (table[:, k].copy() for k in range(4))
    return ReportIndex(
        numbers, outlets, published, repeats.astype(np.bool_), tuple(r[4] for r in rows), tuple(names)
    )  # fmt: skip


def reports_page(
    view: View,
    every: ReportIndex,
    page: int = 1,
    outlet: str = "",
    words: str = "",
    undated: bool = False,
    repeats: bool = False,
) -> ReportsPage:
    """Reports by path; ``words`` narrows by title or path. ``every``: :func:`report_index`."""
    kept = np.ones(len(every.numbers), np.bool_)
    if outlet:
        kept &= every.of_outlet(outlet)
    if undated:
        kept &= every.published == 0
    if repeats:
        kept &= every.repeats
    asked = words.casefold()
    found = [n for n in np.flatnonzero(kept).tolist() if not asked or asked in every.words[n]]
    some = [int(every.numbers[n]) for n in found[PAGE * (page - 1) : PAGE * page]]
    query = f"""SELECT d.id AS did, d.path, d.title, d.outlet, d.published, d.language, {AGENCY} AS agency, d.characters
        FROM documents d WHERE d.n IN {marks(some)} ORDER BY d.path, d.id"""
    rows = view.db.execute(query, some).fetchall() if some else []
    lines = tuple(
        ReportLine(
            report_of(r), r["characters"], _count(view, "statements", r["did"]), _count(view, "figures", r["did"]),
            _repeats(view, r["did"]),
        )
        for r in rows
    )  # fmt: skip
    return ReportsPage(lines, page, len(found), len(found) > PAGE * page)


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
