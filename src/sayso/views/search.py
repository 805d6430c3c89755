"""Full-text search over documents and statements.

The query language: words must all occur; ``"several words"`` as a phrase; ``-word`` must not occur;
``word*`` begins so; ``this OR that``. Case and accents do not matter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from sayso.ledger import View

_TERM = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')
_OPEN, _CLOSE = "\x02", "\x03"


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """What narrows a search. Dates are ISO; a document without a date passes no date filter."""

    source: str | None = None
    entity: str | None = None
    from_: str | None = None
    to: str | None = None
    measure: str | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A document or a statement that matches. ``marked`` holds the matched words' ranges within ``excerpt``."""

    kind: Literal["document", "statement"]
    id: str
    document: str
    path: str
    title: str | None
    outlet: str | None
    published: str | None
    start: int
    end: int
    excerpt: str
    marked: tuple[tuple[int, int], ...]
    source: str | None
    score: float


def fts_query(words: str) -> str:
    """The words as an FTS5 query that cannot be malformed; empty when nothing is asked for."""
    groups: list[list[str]] = [[]]
    banned: list[str] = []
    for minus, phrase, word in _TERM.findall(words):
        if word == "OR" and not minus:
            if groups[-1]:
                groups.append([])
            continue
        term = phrase or word
        star = "*" if word.endswith("*") else ""
        bare = re.sub(r"[^\w\s'’-]", " ", term).strip()
        if not bare:
            continue
        quoted = f'"{bare}"{star}'
        (banned if minus else groups[-1]).append(quoted)
    wanted = [" AND ".join(group) for group in groups if group]
    if not wanted:
        return ""
    query = " OR ".join(f"({w})" for w in wanted)
    return f"({query})" + "".join(f" NOT {b}" for b in banned)


def search(view: View, words: str, narrow: SearchFilter | None = None, limit: int = 50) -> list[SearchHit]:
    """Documents and statements that match, best first (BM25); statements before documents at equal score."""
    query = fts_query(words)
    narrow = narrow or SearchFilter()
    hits = _statements(view, query, narrow, limit)
    if narrow.source is None and narrow.measure is None:
        hits += _documents(view, query, narrow, limit)
    return sorted(hits, key=lambda h: (h.score, h.kind == "document", h.path, h.start))[:limit]


def _conditions(narrow: SearchFilter, *, statement: bool) -> tuple[list[str], list[Any]]:
    where = ["d.withdrawn IS NULL"]
    values: list[Any] = []

    def add(condition: str, *more: Any) -> None:
        where.append(condition)
        values.extend(more)

    if narrow.outlet:
        add("d.outlet LIKE ?", f"%{narrow.outlet}%")
    if narrow.from_:
        add("d.published >= ?", narrow.from_)
    if narrow.to:
        add("d.published <= ?", narrow.to)
    if narrow.entity:
        add(
            "EXISTS (SELECT 1 FROM mentions m LEFT JOIN entity_mentions x ON x.mention = m.id "
            "LEFT JOIN entities e ON e.id = x.entity WHERE m.document = d.id "
            "AND (e.id = ? OR e.name LIKE ? OR m.text LIKE ?))",
            narrow.entity, f"%{narrow.entity}%", f"%{narrow.entity}%",
        )  # fmt: skip
    if statement and narrow.source:
        add("(s.source LIKE ? OR s.chain LIKE ?)", f"%{narrow.source}%", f"%{narrow.source}%")
    if statement and narrow.measure:
        add("EXISTS (SELECT 1 FROM figures f WHERE f.statement = s.id AND f.measure = ?)", narrow.measure)
    return where, values


def _statements(view: View, query: str, narrow: SearchFilter, limit: int) -> list[SearchHit]:
    where, values = _conditions(narrow, statement=True)
    if query:
        table = "statements_search x JOIN statements s ON s.n = x.rowid"
        excerpt = f"snippet(statements_search, 0, '{_OPEN}', '{_CLOSE}', '…', 40)"
        rank = "x.rank"
        where.insert(0, "statements_search MATCH ?")
        values.insert(0, query)
    else:
        table, excerpt, rank = "statements s", "substr(s.words, 1, 300)", "0.0"
    sql = (
        f'SELECT s.id, s.document, d.path, d.title, d.outlet, d.published, s.start, s."end", s.origin, s.source, '
        f"{excerpt} AS excerpt, {rank} AS score FROM {table} JOIN documents d ON d.id = s.document "
        f"WHERE {' AND '.join(where)} ORDER BY score, d.path, s.start LIMIT ?"
    )
    hits = []
    for row in view.db.execute(sql, (*values, limit)):
        plain, marked = unmark(row["excerpt"])
        hits.append(
            SearchHit(
                "statement",
                row["id"],
                row["document"],
                row["path"],
                row["title"],
                row["outlet"],
                row["published"],
                row["start"],
                row["end"],
                plain,
                marked,
                row["origin"] or row["source"],
                row["score"],
            )
        )
    return hits


def _documents(view: View, query: str, narrow: SearchFilter, limit: int) -> list[SearchHit]:
    if not query:
        return []
    where, values = _conditions(narrow, statement=False)
    sql = (
        "SELECT d.id, d.path, d.title, d.outlet, d.published, d.text, "
        f"snippet(documents_search, 1, '{_OPEN}', '{_CLOSE}', '…', 40) AS excerpt, x.rank AS score "
        "FROM documents_search x JOIN documents d ON d.n = x.rowid "
        f"WHERE documents_search MATCH ? AND {' AND '.join(where)} ORDER BY score, d.path LIMIT ?"
    )
    hits = []
    for row in view.db.execute(sql, (query, *values, limit)):
        plain, marked = unmark(row["excerpt"])
        start = max(row["text"].find(plain.strip("…")), 0)
        hits.append(
            SearchHit(
                "document",
                row["id"],
                row["id"],
                row["path"],
                row["title"],
                row["outlet"],
                row["published"],
                start,
                start + len(plain.strip("…")),
                plain,
                marked,
                None,
                row["score"],
            )
        )
    return hits


def unmark(excerpt: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The excerpt without the marks, and where they stood."""
    out: list[str] = []
    marked: list[tuple[int, int]] = []
    length = opened = 0
    for part in re.split(f"([{_OPEN}{_CLOSE}])", excerpt):
        if part == _OPEN:
            opened = length
        elif part == _CLOSE:
            marked.append((opened, length))
        else:
            out.append(part)
            length += len(part)
    return "".join(out), tuple(marked)
