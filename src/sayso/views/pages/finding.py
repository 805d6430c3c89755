"""Search with facets over statements and reports. The query language is that of :mod:`sayso.views.search`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sayso.ledger import View
from sayso.views.search import fts_query, unmark

from .rows import Report, report_of

PAGE = 25
BOUND = 5000  # matches that are ranked and counted; a wider query says so

# name, heading, and the SQL value of a statement for that facet
FACETS: tuple[tuple[str, str, str], ...] = (
    ("outlet", "Outlet", "d.outlet"),
    ("source", "Source", "coalesce(s.origin, s.source)"),
    ("teller", "Teller", "s.teller"),
    ("stance", "Stance", "s.stance"),
    ("factuality", "Factuality", "s.factuality"),
    ("identification", "Identification", "s.identification"),
    ("type", "Type", "s.type"),
)
JOINED: tuple[tuple[str, str, str, str], ...] = (
    ("measure", "Measure", "figures j", "j.measure"),
    ("place", "Place", "places j", "coalesce(j.name, j.text)"),
    (
        "entity",
        "Entity",
        "mentions j JOIN entity_mentions e ON e.mention = j.id JOIN entities n ON n.id = e.entity",
        "n.name",
    ),
)
FLAGS = (("single", "On a single origin"), ("disputed", "Disputed"))


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
    identification: str | None


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow: its values with how many of the counted matches have them."""

    name: str
    heading: str
    values: tuple[tuple[str, int], ...]
    chosen: str | None


@dataclass(frozen=True, slots=True)
class FindingPage:
    """One page of matches. ``total`` is exact unless ``bounded``: then at least that many match."""

    words: str
    kind: str  # statements, reports
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    total: int
    bounded: bool
    page: int


def finding_page(
    view: View, words: str, narrow: Mapping[str, str], kind: str = "statements", page: int = 1
) -> FindingPage:
    """Search. ``narrow``: facet names to values, with ``from`` and ``to`` (publication) and the flags."""
    query = fts_query(words)
    if kind == "reports":
        return _reports(view, words, query, narrow, page)
    where, values = _conditions(narrow)
    if query:
        table = "statements_search x JOIN statements s ON s.n = x.rowid"
        where.insert(0, "statements_search MATCH ?")
        values.insert(0, query)
        rank = "x.rank"
    else:
        table, rank = "statements s", "0.0"
    found = view.db.execute(
        f"""SELECT s.n, s.document FROM (SELECT s.n AS n, s.document AS document, {rank} AS score FROM {table}
        JOIN documents d ON d.id = s.document WHERE {" AND ".join(where)} LIMIT {BOUND}) s ORDER BY s.score, s.n""",
        values,
    ).fetchall()
    numbers = [r["n"] for r in found]
    shown = numbers[PAGE * (page - 1) : PAGE * page]
    return FindingPage(
        words,
        kind,
        tuple(_hits(view, shown, query)),
        _facets(view, numbers, narrow),
        len(numbers),
        len(numbers) == BOUND,
        page,
    )


def _conditions(narrow: Mapping[str, str]) -> tuple[list[str], list[Any]]:
    where, values = ["d.withdrawn IS NULL"], []
    for name, _, column in FACETS:
        if narrow.get(name):
            where.append(f"{column} = ?")
            values.append(narrow[name])
    for name, _, table, column in JOINED:
        if narrow.get(name):
            where.append(f"EXISTS (SELECT 1 FROM {table} WHERE {_tie(name)} AND {column} = ?)")
            values.append(narrow[name])
    if narrow.get("from"):
        where.append("d.published >= ?")
        values.append(narrow["from"])
    if narrow.get("to"):
        where.append("d.published <= ?")
        values.append(narrow["to"])
    member = "s.id = m.member OR m.member IN (SELECT f.id FROM figures f WHERE f.statement = s.id)"
    if narrow.get("single"):
        where.append(
            f"""EXISTS (SELECT 1 FROM claim_members m JOIN claims c ON c.id = m.claim
            WHERE ({member}) AND c.origins + c.unknown_lineage = 1)"""
        )
    if narrow.get("disputed"):
        rows = "SELECT s.id UNION ALL SELECT f.id FROM figures f WHERE f.statement = s.id"
        where.append(
            f"""(EXISTS (SELECT 1 FROM relations r WHERE r.relation IN ('conflict', 'denies') AND r.a_id IN ({rows}))
            OR EXISTS (SELECT 1 FROM relations r WHERE r.relation IN ('conflict', 'denies') AND r.b_id IN ({rows})))"""
        )
    return where, values


def _hits(view: View, numbers: list[int], query: str) -> list[Hit]:
    out = []
    for n in numbers:
        row = view.db.execute(
            """SELECT s.id, s.words, coalesce(s.origin, s.source) AS who, s.stance, s.factuality, s.identification,
            d.id AS did, d.path, d.title, d.outlet, d.published, d.language
            FROM statements s JOIN documents d ON d.id = s.document WHERE s.n = ?""",
            (n,),
        ).fetchone()
        text = row["words"]
        if query:
            found = view.db.execute(
                "SELECT snippet(statements_search, 0, char(2), char(3), '…', 48) AS t FROM statements_search "
                "WHERE statements_search MATCH ? AND rowid = ?",
                (query, n),
            ).fetchone()
            text = found["t"] if found else text
        plain, ranges = unmark(text)
        out.append(
            Hit(
                "statement", row["id"], report_of(row), plain, ranges, row["who"], row["stance"], row["factuality"],
                row["identification"],
            )
        )  # fmt: skip
    return out


def _facets(view: View, numbers: list[int], narrow: Mapping[str, str]) -> tuple[Facet, ...]:
    """Values with their counts among the matches, the most frequent first."""
    if not numbers:
        return ()
    ids = "[" + ",".join(map(str, numbers)) + "]"
    among = "statements s JOIN documents d ON d.id = s.document WHERE s.n IN (SELECT value FROM json_each(?))"
    out = []
    for name, heading, column in FACETS:
        rows = view.db.execute(
            f"""SELECT {column} AS v, count(*) AS n FROM {among} AND {column} IS NOT NULL
            GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 8""",
            (ids,),
        )
        out.append(Facet(name, heading, tuple((r["v"], r["n"]) for r in rows), narrow.get(name)))
    for name, heading, table, column in JOINED:
        rows = view.db.execute(
            f"""SELECT {column} AS v, count(DISTINCT s.n) AS n FROM statements s JOIN {table} WHERE {_tie(name)}
            AND s.n IN (SELECT value FROM json_each(?)) GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 8""",
            (ids,),
        )
        out.append(Facet(name, heading, tuple((r["v"], r["n"]) for r in rows), narrow.get(name)))
    return tuple(f for f in out if f.values or f.chosen)


def _tie(facet: str) -> str:
    """How a row of a joined facet belongs to a statement."""
    if facet == "measure":
        return "j.statement = s.id"
    return 'j.document = s.document AND j.start < s."end" AND j."end" > s.start'


def _reports(view: View, words: str, query: str, narrow: Mapping[str, str], page: int) -> FindingPage:
    where, values = ["d.withdrawn IS NULL"], []
    for name, column in (("outlet", "d.outlet = ?"), ("from", "d.published >= ?"), ("to", "d.published <= ?")):
        if narrow.get(name):
            where.append(column)
            values.append(narrow[name])
    if query:
        table, rank = "documents_search x JOIN documents d ON d.n = x.rowid", "x.rank"
        where.insert(0, "documents_search MATCH ?")
        values.insert(0, query)
    else:
        table, rank = "documents d", "d.n"
    numbers = [
        r["n"]
        for r in view.db.execute(
            f"""SELECT n FROM (SELECT d.n AS n, {rank} AS score FROM {table} WHERE {" AND ".join(where)} LIMIT {BOUND})
            ORDER BY score, n""",
            values,
        )
    ]
    hits = []
    for n in numbers[PAGE * (page - 1) : PAGE * page]:
        row = view.db.execute(
            """SELECT id AS did, path, title, outlet, published, language, substr(text, 1, 240) AS head
            FROM documents WHERE n = ?""",
            (n,),
        ).fetchone()
        text = row["head"]
        if query:
            found = view.db.execute(
                "SELECT snippet(documents_search, 1, char(2), char(3), '…', 48) AS t FROM documents_search "
                "WHERE documents_search MATCH ? AND rowid = ?",
                (query, n),
            ).fetchone()
            text = found["t"] if found and found["t"] else text
        plain, ranges = unmark(text)
        hits.append(Hit("report", row["did"], report_of(row), plain, ranges, None, None, None, None))
    outlets = view.db.execute(
        """SELECT outlet AS v, count(*) AS n FROM documents WHERE n IN (SELECT value FROM json_each(?))
        AND outlet IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 8""",
        ("[" + ",".join(map(str, numbers)) + "]",),
    )
    facet = Facet("outlet", "Outlet", tuple((r["v"], r["n"]) for r in outlets), narrow.get("outlet"))
    return FindingPage(
        words, "reports", tuple(hits), (facet,) if facet.values else (), len(numbers), len(numbers) == BOUND, page
    )
