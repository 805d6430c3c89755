"""Persons' decisions as pages tell them."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from sayso.ledger import View

MOST = 200


@dataclass(frozen=True, slots=True)
class Subject:
    """What a decision is about: words in a report where it is a row, else the name of the claim, origin or earlier
    decision (``of`` says which); the id alone where the case has it no more."""

    id: str
    document: str | None
    path: str | None
    words: str | None
    of: str | None = None  # claim, origin, decision
    name: str | None = None


@dataclass(frozen=True, slots=True)
class JudgementLine:
    """One decision. ``said``: what was decided, in words; ``undone`` when another took it back."""

    id: str
    kind: str
    who: str
    at: str
    said: str
    subjects: tuple[Subject, ...]
    undone: bool


def judgement_lines(view: View) -> tuple[JudgementLine, ...]:
    """All decisions, the latest first."""
    rows = view.db.execute("SELECT * FROM judgements ORDER BY n DESC LIMIT ?", (MOST,))
    return tuple(_line(view, r) for r in rows)


def judgements_on(view: View, row: str) -> tuple[JudgementLine, ...]:
    """The standing decisions about one row, in the order in which they were made."""
    rows = view.db.execute(
        """SELECT * FROM judgements WHERE undone IS NULL AND kind <> 'undo'
        AND EXISTS (SELECT 1 FROM json_each(subjects) WHERE value = ?) ORDER BY n""",
        (row,),
    )
    return tuple(_line(view, r) for r in rows)


def _line(view: View, row: sqlite3.Row) -> JudgementLine:
    detail = json.loads(row["detail"])
    anchors = detail.get("anchors", {})
    told = ("relation", "field", "letter", "digit", "likelihood", "weight", "question")
    parts = [f"in {detail[k]}" if k == "field" else str(detail[k]) for k in told if detail.get(k)]
    if detail.get("confidence"):
        parts.append(f"with {detail['confidence']} confidence")
    if detail.get("hypothesis"):
        parts.append(f"with “{detail['hypothesis']}” · {detail.get('origin', '')}")
    parts += [f"“{h}”" for h in detail.get("hypotheses", ())]
    if detail.get("topic"):
        parts.append(f"on {detail['topic']}")
    if detail.get("note"):
        parts.append(f"“{detail['note']}”")
    subjects = tuple(
        Subject(i, a.get("document"), a.get("path"), a.get("text"), *(_named(view, i) if not a else (None, None)))
        for i in json.loads(row["subjects"])
        for a in [anchors.get(i, {})]
    )
    return JudgementLine(
        row["id"], row["kind"], row["who"], row["at"][:19].replace("T", " "), " ".join(parts), subjects,
        row["undone"] is not None,
    )  # fmt: skip


_NAMES = (
    ("claim", "SELECT label FROM claims WHERE id = ?"),
    ("origin", "SELECT name FROM origins WHERE id = ?"),
    ("decision", "SELECT kind || ' by ' || who FROM judgements WHERE id = ?"),
)


def _named(view: View, id: str) -> tuple[str | None, str | None]:
    for of, query in _NAMES:
        found = view.db.execute(query, (id,)).fetchone()
        if found is not None:
            return of, found[0]
    return None, None
