"""What could not be read or resolved, and every join that is less than sure: to be judged."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sayso.ledger import View
from sayso.model import Problem

from .pages.rows import NAMED, Tie, tie_of

SURE = 0.8  # joins and relations below this confidence are shown for judgement
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
class DoubtsPage:
    """Each kind of doubt with its number and the first of it."""

    problems: tuple[Problem, ...]
    joins: tuple[NameDoubt, ...]
    relations: tuple[Tie, ...]
    statements: tuple[StatementDoubt, ...]
    counts: dict[str, int]
    page: int


def doubts_page(view: View, page: int = 1) -> DoubtsPage:
    """The doubts, least sure first; ``page`` turns all lists together."""
    slice_ = (PAGE, PAGE * (page - 1))
    problems = view.db.execute(
        "SELECT code, address, message, document FROM problems ORDER BY code, address, message LIMIT ? OFFSET ?", slice_
    )
    joins = view.db.execute(
        "SELECT * FROM entities WHERE confidence < ? ORDER BY confidence, name, id LIMIT ? OFFSET ?", (SURE, *slice_)
    )
    relations = view.db.execute(
        "SELECT * FROM relations WHERE confidence < ? ORDER BY confidence, id LIMIT ? OFFSET ?", (SURE, *slice_)
    )
    statements = view.db.execute(
        f"""SELECT s.id, s.document, {NAMED} AS name, s.words, coalesce(s.origin, s.source) AS source,
        s.confidence FROM statements s JOIN documents d ON d.id = s.document
        WHERE s.confidence < 0.5 AND d.withdrawn IS NULL LIMIT ? OFFSET ?""",
        slice_,
    )
    counts = {
        "problems": "problems", "joins": f"entities WHERE confidence < {SURE}",
        "relations": f"relations WHERE confidence < {SURE}", "statements": "statements WHERE confidence < 0.5",
    }  # fmt: skip
    return DoubtsPage(
        tuple(Problem(**dict(r)) for r in problems),
        tuple(
            NameDoubt(
                r["id"], r["kind"], r["name"], tuple(json.loads(r["aliases"])), len(json.loads(r["documents"])),
                tuple(json.loads(r["reasons"])), r["confidence"], _wordings(view, r["id"]),
            )
            for r in joins
        ),
        tuple(tie_of(r) for r in relations),
        tuple(StatementDoubt(**dict(r)) for r in statements),
        {kind: _bounded(view, rows) for kind, rows in counts.items()},
        page,
    )  # fmt: skip


def _wordings(view: View, entity: str) -> tuple[tuple[str, str], ...]:
    rows = view.db.execute(
        """SELECT min(m.id) AS id, m.text FROM entity_mentions x JOIN mentions m ON m.id = x.mention
        WHERE x.entity = ? GROUP BY m.text ORDER BY m.text LIMIT 20""",
        (entity,),
    )
    return tuple((r["id"], r["text"]) for r in rows)


def _bounded(view: View, rows: str) -> int:
    """How many rows, counted to ten thousand."""
    return int(view.db.execute(f"SELECT count(*) FROM (SELECT 1 FROM {rows} LIMIT 10000)").fetchone()[0])
