"""What could not be read or resolved, and every join that is less than sure: to be judged."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from sayso.ledger import View
from sayso.model import Problem

from .pages.rows import NAMED, Tie, marks, tie_of

SURE = 0.8  # joins and relations below this confidence are shown for judgement
DOUBTFUL = 0.5  # statements below this confidence
MOST = 10_000  # of each kind
PAGE = 50


@dataclass(frozen=True, slots=True)
class NameDoubt:
    """An entity whose joins are less than sure, with the reasons that were kept."""

    id: str
    kind: str
    name: str
    aliases: tuple[str, ...]
    documents: int
    reasons: tuple[str, ...]
    confidence: float
    mentions: tuple[tuple[str, str], ...]  # the first mention of each wording: id, words


@dataclass(frozen=True, slots=True)
class StatementDoubt:
    """A statement of low confidence."""

    id: str
    document: str
    name: str
    words: str
    source: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Doubts:
    """The rows of each kind of doubt in the order in which they are shown, at most :data:`MOST`: problems and
    statements by number, names and relations by id."""

    problems: tuple[int, ...]
    joins: tuple[str, ...]
    relations: tuple[str, ...]
    statements: tuple[int, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many of each kind."""
        return {
            "problems": len(self.problems), "joins": len(self.joins), "relations": len(self.relations),
            "statements": len(self.statements),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class DoubtsPage:
    """Each kind of doubt with its number and a page of it."""

    problems: tuple[Problem, ...]
    joins: tuple[NameDoubt, ...]
    relations: tuple[Tie, ...]
    statements: tuple[StatementDoubt, ...]
    counts: dict[str, int]
    page: int


def doubts(view: View) -> Doubts:
    """All doubts, the least sure first. One pass over the rows: keep the result."""

    def found(query: str) -> tuple[Any, ...]:
        return tuple(r[0] for r in view.db.execute(f"{query} LIMIT {MOST}"))

    return Doubts(
        found("SELECT n FROM problems ORDER BY code, address, message, n"),
        found(f"SELECT id FROM entities WHERE confidence < {SURE} ORDER BY confidence, name, id"),
        found(
            f"""SELECT id FROM relations WHERE confidence < {SURE} AND relation <> 'same-event-only'  -- no join at all
            ORDER BY confidence, id"""
        ),
        found(
            f"""SELECT s.n FROM statements s JOIN documents d ON d.id = s.document
            WHERE s.confidence < {DOUBTFUL} AND d.withdrawn IS NULL ORDER BY s.confidence, s.n"""
        ),
    )


def doubts_page(view: View, every: Doubts, page: int = 1) -> DoubtsPage:
    """A page of the doubts; ``page`` turns all lists together. ``every``: :func:`doubts`."""

    def shown(numbers: tuple[Any, ...], key: str, query: str) -> list[sqlite3.Row]:
        some = numbers[PAGE * (page - 1) : PAGE * page]
        rows = {r[key]: r for r in view.db.execute(f"{query} IN {marks(some)}", some)} if some else {}
        return [rows[i] for i in some if i in rows]

    problems = shown(every.problems, "n", "SELECT n, code, address, message, document FROM problems WHERE n")
    joins = shown(every.joins, "id", "SELECT * FROM entities WHERE id")
    relations = shown(every.relations, "id", "SELECT * FROM relations WHERE id")
    statements = shown(
        every.statements, "n",
        f"""SELECT s.n, s.id, s.document, {NAMED} AS name, s.words, coalesce(s.origin, s.source) AS source,
        s.confidence FROM statements s JOIN documents d ON d.id = s.document WHERE s.n""",
    )  # fmt: skip
    return DoubtsPage(
        tuple(Problem(r["code"], r["address"], r["message"], r["document"]) for r in problems),
        tuple(
            NameDoubt(
                r["id"], r["kind"], r["name"], tuple(json.loads(r["aliases"])), len(json.loads(r["documents"])),
                tuple(json.loads(r["reasons"])), r["confidence"], _wordings(view, r["id"]),
            )
            for r in joins
        ),
        tuple(tie_of(r) for r in relations),
        tuple(
            StatementDoubt(r["id"], r["document"], r["name"], r["words"], r["source"], r["confidence"])
            for r in statements
        ),
        every.counts,
        page,
    )  # fmt: skip


def _wordings(view: View, entity: str) -> tuple[tuple[str, str], ...]:
    rows = view.db.execute(
        """SELECT min(m.id) AS id, m.text FROM entity_mentions x JOIN mentions m ON m.id = x.mention
        WHERE x.entity = ? GROUP BY m.text ORDER BY m.text LIMIT 20""",
        (entity,),
    )
    return tuple((r["id"], r["text"]) for r in rows)
