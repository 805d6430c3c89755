"""Persons' decisions: written with who and when, applied before the findings are made again."""

from __future__ import annotations

import datetime as dt
import getpass
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sayso.errors import RequestError
from sayso.ledger import View, Writer
from sayso.ledger.codec import to_json
from sayso.model import CONFIDENCES, LIKELIHOODS, Anchor, Document, Judgement, judgement_id, likelihood
from sayso.model.findings import DOCUMENT_RELATIONS, ROW_RELATIONS, JudgementKind
from sayso.views import CaseView
from sayso.views.evidence import WEIGHTS, evidence_tables

from .compare import compare_case

RELATIONS = (*ROW_RELATIONS, *DOCUMENT_RELATIONS)
LETTERS, DIGITS = "ABCDEF", "123456"
_OF_MANY = ("join", "split", "relate")
MOST_ROWS = 50  # rows of a claim or an origin whose anchors are kept, so that it is found again


def drop(case: Path, document: str, reason: str, who: str | None = None) -> Document:
    """Withdraw a document (id, id prefix or path) and compare again. Raises ``no-such-row``, ``case-busy``."""
    return _set(case, document, reason, who)


def restore(case: Path, document: str, who: str | None = None) -> Document:
    """Undo :func:`drop`."""
    return _set(case, document, None, who)


def _set(case: Path, document: str, reason: str | None, who: str | None) -> Document:
    with View(case) as view:
        found = view.document(document)
    with Writer(case) as writer:
        with writer.transaction():
            if reason is None:
                writer.restore(found.id, who)
            else:
                writer.withdraw(found.id, reason, who)
        compare_case(case, writer)
    return found


def judge(
    case: Path,
    kind: JudgementKind,
    subjects: Sequence[str],
    detail: Mapping[str, Any] | None = None,
    who: str | None = None,
    at: dt.datetime | None = None,
) -> Judgement:
    """Write a decision and make the findings again.

    ``subjects``: ids of rows, documents, entities, claims or origin groups, or beginnings of them (for ``undo``
    the judgement's). ``detail``: for ``relate`` ``relation`` (and ``field``); for ``grade`` ``letter`` (A..F, of a
    source, with ``topic``) or ``digit`` (1..6, of a claim), each without the other; for ``note`` ``note``; for
    ``conclude`` (of a claim) ``likelihood``, ``confidence``, ``note``; for ``ask`` (of claims) ``question`` and
    ``hypotheses``, two or more; for ``weigh`` (of a table that was asked, and an origin) ``hypothesis``, its words or
    its number from 1, and ``weight``. The anchors of rows are kept in it, so that the decision finds them after a new
    extraction.

    Raises :class:`RequestError`: ``no-such-row``, ``case-busy``, ``bad-judgement``.
    """
    given = dict(detail or {})
    with View(case) as view:
        ids = [_resolve(view, kind, s, n) for n, s in enumerate(subjects)]
        given = checked(kind, ids, given)
        if kind == "weigh":
            given["hypothesis"] = _hypothesis(view, ids, str(given["hypothesis"]))
            given["origin"] = _called(view, "origins", "name", ids[1])
        if kind in _OF_CLAIMS:
            given["labels"] = [_called(view, "claims", "label", i) for i in ids]
        rows = [*ids, *(r for i in ids for r in _rows(view, kind, i))]
        anchors = {i: to_json(a) for i in rows if (a := _anchor(view, i)) is not None}
    if anchors:
        given["anchors"] = anchors
    moment = (
        (at or dt.datetime.now(dt.UTC)).astimezone(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    )
    person = who or getpass.getuser()
    whole = dict(sorted(given.items()))
    judgement = Judgement(
        judgement_id(kind, ids, whole, person, moment), kind, tuple(ids), whole, person, moment
    )  # fmt: skip
    with Writer(case) as writer:
        with writer.transaction():
            writer.add_judgement(judgement)
        compare_case(case, writer)
    return judgement


def checked(kind: str, ids: Sequence[str], detail: Mapping[str, Any]) -> dict[str, Any]:
    """A decision's detail, its words in the form in which they are kept. Raises ``bad-judgement``."""
    given = dict(detail)

    def refuse(why: str) -> None:
        raise RequestError("bad-judgement", kind, why)

    if kind in _OF_MANY and len(ids) < 2:
        refuse("it takes two rows or more")
    if kind in ("undo", "grade", "note", "conclude") and len(ids) != 1:
        refuse("it takes one row")
    if kind == "relate" and (len(ids) != 2 or given.get("relation") not in RELATIONS):
        refuse("it takes two rows and a relation: " + ", ".join(RELATIONS))
    if kind == "note" and not given.get("note"):
        refuse("it takes the words of the note")
    if kind == "grade":
        letter, digit = given.get("letter"), given.get("digit")
        if (letter is None) == (digit is None):
            refuse("it takes a letter (of a source, on a topic) or a digit (of a claim), each without the other")
        if letter is not None and (letter not in LETTERS or not given.get("topic")):
            refuse("a letter is A to F and is given on a topic; F: cannot be judged")
        if digit is not None and str(digit) not in DIGITS:
            refuse("a digit is 1 to 6; 6: cannot be judged")
    if kind == "conclude":
        band = likelihood(str(given.get("likelihood", "")))
        if band is None:
            refuse("it takes a word of likelihood: " + ", ".join(b.word for b in LIKELIHOODS))
        elif given.get("confidence") not in CONFIDENCES or not given.get("note"):
            refuse("it takes a confidence (low, moderate, high) and, as a note, the grounds for it")
        else:
            given |= {"likelihood": band.word, "percent": [band.low, band.high]}
    if kind == "ask":
        asked = [str(h).strip() for h in given.get("hypotheses") or () if str(h).strip()]
        if not str(given.get("question") or "").strip() or len(asked) < 2 or len(set(asked)) < len(asked):
            refuse("it takes a question and two different hypotheses or more")
        given["hypotheses"] = asked
    if kind == "weigh" and (len(ids) != 2 or not given.get("hypothesis") or given.get("weight") not in WEIGHTS):
        refuse("it takes a table, an origin, a hypothesis and a weight: " + ", ".join(WEIGHTS))
    return given


def _hypothesis(view: View, ids: Sequence[str], asked: str) -> str:
    """The words of a hypothesis given by its words or number. Raises ``bad-judgement`` where it is not of the table."""
    table = next((t for t in evidence_tables(CaseView(view)) if t.id == ids[0]), None)
    if table is None:
        raise RequestError("bad-judgement", ids[0], "nobody asked this, or it was taken back")
    if ids[1] not in {row.origin for row in table.rows}:
        raise RequestError("bad-judgement", ids[1], "it is no origin of the table's claims")
    if asked in table.hypotheses:
        return asked
    if asked.isascii() and asked.isdigit() and 0 < int(asked) <= len(table.hypotheses):
        return table.hypotheses[int(asked) - 1]
    raise RequestError("bad-judgement", asked, "the hypotheses are: " + "; ".join(table.hypotheses))


JUDGED = (
    "documents",
    "statements",
    "figures",
    "times",
    "places",
    "mentions",
    "caveats",
    "claims",
    "origins",
    "entities",
    "relations",
)  # tables whose rows a judgement may name
_OF_CLAIMS = ("conclude", "ask")


def _resolve(view: View, kind: str, subject: str, place: int) -> str:
    """The full id of what the subject at a place names. Raises ``no-such-row``."""
    tables: tuple[str, ...] = JUDGED
    if kind == "undo" or (kind == "weigh" and place == 0):
        tables = ("judgements",)
    elif kind in (*_OF_CLAIMS, "weigh"):
        tables = ("origins",) if kind == "weigh" else ("claims",)
    found = set()
    for table in tables:
        query = f"SELECT id FROM {table} WHERE id = ?1 OR (length(?1) >= 4 AND substr(id, 1, length(?1)) = ?1) LIMIT 3"
        found |= {row["id"] for row in view.db.execute(query, (subject,))}
    if subject in found:
        return subject
    if not found and "documents" in tables:
        found = {row["id"] for row in view.db.execute("SELECT id FROM documents WHERE path = ?", (subject,))}
    if len(found) != 1:
        raise RequestError("no-such-row", subject, "several rows begin so" if found else "")
    return str(found.pop())


def _called(view: View, table: str, column: str, id: str) -> str:
    return str(view.db.execute(f"SELECT {column} FROM {table} WHERE id = ?", (id,)).fetchone()[0])


def _rows(view: View, kind: str, subject: str) -> list[str]:
    """The rows by which a judged claim or origin is found again when it was made anew under another id."""
    query = {
        "conclude": "SELECT member FROM claim_members WHERE claim = ? ORDER BY n",
        "ask": "SELECT member FROM claim_members WHERE claim = ? ORDER BY n",
        "weigh": 'SELECT "row" FROM origin_rows WHERE origin = ? ORDER BY 1',
    }.get(kind)
    return [r[0] for r in view.db.execute(f"{query} LIMIT {MOST_ROWS}", (subject,))] if query else []


def _anchor(view: View, id: str) -> Anchor | None:
    """Where a subject stands and its words, where it is a row or a document."""
    row = view.db.execute("SELECT id, path FROM documents WHERE id = ?", (id,)).fetchone()
    if row is not None:
        return Anchor(row["id"], row["path"])
    for table, words in (("statements", "words"), ("figures", "text"), ("mentions", "text")):
        query = (
            f'SELECT r.id, r.document, r.start, r."end", r.{words} AS words, d.path FROM {table} r '
            "JOIN documents d ON d.id = r.document WHERE r.id = ?"
        )
        row = view.db.execute(query, (id,)).fetchone()
        if row is not None:
            return Anchor(row["document"], row["path"], row["start"], row["end"], row["words"], row["id"])
    return None
