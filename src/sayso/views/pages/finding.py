"""Search with facets over statements and reports. The query language is that of :mod:`sayso.views.search`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sayso.ledger import View
from sayso.views.search import fts_query, unmark

from .facets import Facet, FacetIndex, ordinal
from .reports import ReportIndex
from .rows import AGENCY, Report, marks, report_of

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
    excerpts = _excerpts(view, "statements_search", 0, shown, query)
    hits = tuple(_statement(view, n, excerpts) for n in shown)
    return FindingPage("statements", hits, index.facets(kept, narrow), len(order), ranked, page)


def reports_found(view: View, every: ReportIndex, words: str, narrow: Mapping[str, str], page: int = 1) -> FindingPage:
    """Whole reports that hold the words; outlet and days of publication narrow them."""
    query = fts_query(words)
    kept = np.ones(len(every.numbers), np.bool_)
    if narrow.get("outlet"):
        kept &= every.of_outlet(narrow["outlet"])
    first, last = ordinal(narrow.get("from")), ordinal(narrow.get("to"))
    if first:
        kept &= every.published >= first
    if last:
        kept &= (every.published <= last) & (every.published > 0)
    order, ranked = np.flatnonzero(kept), False
    if query:
        matched = every.places(_matching(view, "documents_search", query))
        ranked = len(matched) <= RANKED
        order = matched[kept[matched]] if ranked else np.sort(matched[kept[matched]])
    outlets = every.outlets[order]
    counts = np.bincount(outlets[outlets >= 0], minlength=1)
    top = sorted(((every.names[c], int(counts[c])) for c in np.flatnonzero(counts)), key=lambda v: (-v[1], v[0]))[:8]
    facets = (Facet("outlet", "Outlet", tuple(top), narrow.get("outlet")),) if top else ()
    shown = [int(every.numbers[at]) for at in order[PAGE * (page - 1) : PAGE * page]]
    excerpts = _excerpts(view, "documents_search", 1, shown, query)
    hits = tuple(_report(view, n, excerpts) for n in shown)
    return FindingPage("reports", hits, facets, len(order), ranked, page)


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


def _statement(view: View, n: int, excerpts: Mapping[int, str]) -> Hit:
    row = view.db.execute(
        f"""SELECT s.id, s.words, coalesce(s.origin, s.source) AS who, s.stance, s.factuality,
        d.id AS did, d.path, d.title, d.outlet, d.published, d.language, {AGENCY} AS agency
        FROM statements s JOIN documents d ON d.id = s.document WHERE s.n = ?""",
        (n,),
    ).fetchone()
    plain, ranges = unmark(excerpts.get(n) or row["words"])
    return Hit("statement", row["id"], report_of(row), plain, ranges, row["who"], row["stance"], row["factuality"])


def _report(view: View, n: int, excerpts: Mapping[int, str]) -> Hit:
    row = view.db.execute(
        f"""SELECT d.id AS did, d.path, d.title, d.outlet, d.published, d.language, {AGENCY} AS agency,
        substr(d.text, 1, 240) AS head FROM documents d WHERE d.n = ?""",
        (n,),
    ).fetchone()
    plain, ranges = unmark(excerpts.get(n) or row["head"])
    return Hit("report", row["did"], report_of(row), plain, ranges, None, None, None)


def _excerpts(view: View, table: str, column: int, numbers: Sequence[int], query: str) -> dict[int, str]:
    """The words around the matches in rows by number, with the matched ones marked."""
    if not query or not numbers:
        return {}
    asked = f"""SELECT rowid, snippet({table}, {column}, char(2), char(3), '…', 48) FROM {table}
        WHERE {table} MATCH ? AND"""
    if "*" not in query:
        return {n: text for one in numbers for n, text in view.db.execute(f"{asked} rowid = ?", (query, one))}
    # The words that begin so are looked up for each query anew: one for all rows.
    return dict(view.db.execute(f"{asked} +rowid IN {marks(numbers)}", (query, *numbers)).fetchall())
