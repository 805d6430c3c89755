"""Search with facets over statements and reports. The query language is that of :mod:`sayso.views.search`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sayso.ledger import View
from sayso.views.search import fts_query, unmark

from .facets import Facet, FacetIndex
from .rows import AGENCY, Report, report_of

PAGE = 25
RANKED = 5000  # matches that are put in the order of how well they match; more stand in the case's own order


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement or a report that matches; ``ranges`` are the matched words within ``excerpt``."""

    kind: str
    id: str
    report: Report
    excerpt: str
    ranges: tuple[tuple[int, int], ...]
    source: str | None
    stance: str | None
    factuality: str | None


@dataclass(frozen=True, slots=True)
class FindingPage:
    """One page of matches. ``ranked``: the best match stands first; else there are too many to rank."""

    kind: str  # statements, reports
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    total: int
    ranked: bool
    page: int


def statements_page(view: View, index: FacetIndex, words: str, narrow: Mapping[str, str], page: int = 1) -> FindingPage:
    """Statements that hold the words and have the values asked for."""
    query = fts_query(words)
    kept = index.mask(narrow)
    ranked = False
    if query:
        matched = index.places(_matching(view, "statements_search", query))
        among = np.zeros(len(kept), np.bool_)
        among[matched] = True
        ranked = len(matched) <= RANKED
        kept &= among
        order = matched[kept[matched]] if ranked else np.flatnonzero(kept)
    else:
        order = np.flatnonzero(kept)
    shown = [int(index.numbers[at]) for at in order[PAGE * (page - 1) : PAGE * page]]
    hits = tuple(_statement(view, n, query) for n in shown)
    return FindingPage("statements", hits, index.facets(kept, narrow), len(order), ranked, page)


def reports_found(view: View, words: str, narrow: Mapping[str, str], page: int = 1) -> FindingPage:
    """Whole reports that hold the words; outlet and days of publication narrow them."""
    query = fts_query(words)
    where, values = ["d.withdrawn IS NULL"], list[Any]()
    for name, column in (("outlet", "d.outlet = ?"), ("from", "d.published >= ?"), ("to", "d.published <= ?")):
        if narrow.get(name):
            where.append(column)
            values.append(narrow[name])
    if query:
        source = "documents_search x JOIN documents d ON d.n = x.rowid"
        where.insert(0, "documents_search MATCH ?")
        values.insert(0, query)
    else:
        source = "documents d"
    condition = " AND ".join(where)
    found = (
        f"SELECT d.n, {'x.rank' if query else 'd.n'} AS score, d.outlet FROM {source} WHERE {condition} LIMIT {RANKED}"
    )
    rows = view.db.execute(f"SELECT n, outlet FROM ({found}) ORDER BY score, n", values).fetchall()
    counts: dict[str, int] = {}
    for r in rows:
        if r["outlet"]:
            counts[r["outlet"]] = counts.get(r["outlet"], 0) + 1
    top = tuple(sorted(counts.items(), key=lambda v: (-v[1], v[0]))[:8])
    facets = (Facet("outlet", "Outlet", top, narrow.get("outlet")),) if top else ()
    hits = tuple(_report(view, r["n"], query) for r in rows[PAGE * (page - 1) : PAGE * page])
    return FindingPage("reports", hits, facets, len(rows), len(rows) < RANKED and bool(query), page)


def _matching(view: View, table: str, query: str) -> list[int]:
    """Numbers of the rows that match: the best first, where there are few enough to rank."""
    rows = view.db.cursor()
    rows.row_factory = None
    found = rows.execute(f"SELECT rowid FROM {table} WHERE {table} MATCH ?", (query,)).fetchall()
    if len(found) <= RANKED:
        found = rows.execute(
            f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rank, rowid", (query,)
        ).fetchall()
    return [n for (n,) in found]


def _statement(view: View, n: int, query: str) -> Hit:
    row = view.db.execute(
        f"""SELECT s.id, s.words, coalesce(s.origin, s.source) AS who, s.stance, s.factuality,
        d.id AS did, d.path, d.title, d.outlet, d.published, d.language, {AGENCY} AS agency
        FROM statements s JOIN documents d ON d.id = s.document WHERE s.n = ?""",
        (n,),
    ).fetchone()
    plain, ranges = _excerpt(view, "statements_search", 0, n, query, row["words"])
    return Hit("statement", row["id"], report_of(row), plain, ranges, row["who"], row["stance"], row["factuality"])


def _report(view: View, n: int, query: str) -> Hit:
    row = view.db.execute(
        f"""SELECT d.id AS did, d.path, d.title, d.outlet, d.published, d.language, {AGENCY} AS agency,
        substr(d.text, 1, 240) AS head FROM documents d WHERE d.n = ?""",
        (n,),
    ).fetchone()
    plain, ranges = _excerpt(view, "documents_search", 1, n, query, row["head"])
    return Hit("report", row["did"], report_of(row), plain, ranges, None, None, None)


def _excerpt(
    view: View, table: str, column: int, n: int, query: str, otherwise: str
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The words around a match with the matched ones marked, or the beginning."""
    found = None
    if query:
        found = view.db.execute(
            f"SELECT snippet({table}, {column}, char(2), char(3), '…', 48) AS t FROM {table} "
            f"WHERE {table} MATCH ? AND rowid = ?",
            (query, n),
        ).fetchone()
    return unmark((found["t"] if found else None) or otherwise)
