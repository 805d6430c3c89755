"""Persons' decisions: written with who and when, applied before the findings are made again."""

from __future__ import annotations

import datetime as dt
import getpass
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from sayso.errors import RequestError
from sayso.ledger import View, Writer
from sayso.ledger.codec import to_json
from sayso.model import Anchor, Document, Judgement, finding_id
from sayso.model.findings import DocumentRelation, JudgementKind, RowRelation

from .compare import compare_case

RELATIONS: tuple[str, ...] = (*get_args(RowRelation), *get_args(DocumentRelation))
LETTERS, DIGITS = "ABCDEF", "123456"
_OF_MANY = ("join", "split", "relate")


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
    source, with ``topic``) or ``digit`` (1..6, of a claim), each without the other; for ``note`` ``note``. The
    anchors of rows are kept in it, so that the decision finds them after a new extraction.

    Raises :class:`RequestError`: ``no-such-row``, ``case-busy``, ``bad-judgement``.
    """
    given = dict(detail or {})
    with View(case) as view:
        ids = [_resolve(view, kind, s) for s in subjects]
        _check(kind, ids, given)
        anchors = {i: to_json(a) for i in ids if (a := _anchor(view, i)) is not None}
    if anchors:
        given["anchors"] = anchors
    moment = (
        (at or dt.datetime.now(dt.UTC)).astimezone(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    )
    person = who or getpass.getuser()
    judgement = Judgement(
        finding_id("judgement", kind, *ids, person, moment),
        kind,
        tuple(ids),
        dict(sorted(given.items())),
        person,
        moment,
    )
    with Writer(case) as writer:
        with writer.transaction():
            writer.add_judgement(judgement)
        compare_case(case, writer)
    return judgement


def _check(kind: str, ids: Sequence[str], detail: Mapping[str, Any]) -> None:
    """Raises ``bad-judgement`` where a decision does not say what it must."""

    def refuse(why: str) -> None:
        raise RequestError("bad-judgement", kind, why)

    if kind in _OF_MANY and len(ids) < 2:
        refuse("it takes two rows or more")
    if kind in ("undo", "grade", "note") and len(ids) != 1:
        refuse("it takes one row")
    if kind == "relate" and (len(ids) != 2 or detail.get("relation") not in RELATIONS):
        refuse("it takes two rows and a relation: " + ", ".join(RELATIONS))
    if kind == "note" and not detail.get("note"):
        refuse("it takes the words of the note")
    if kind == "grade":
        letter, digit = detail.get("letter"), detail.get("digit")
        if (letter is None) == (digit is None):
            refuse("it takes a letter (of a source, on a topic) or a digit (of a claim), each without the other")
        if letter is not None and (letter not in LETTERS or not detail.get("topic")):
            refuse("a letter is A to F and is given on a topic; F: cannot be judged")
        if digit is not None and str(digit) not in DIGITS:
            refuse("a digit is 1 to 6; 6: cannot be judged")


_TABLES = ("documents", "statements", "figures", "times", "places", "mentions", "caveats", "claims", "origins",
           "entities", "relations")  # fmt: skip


def _resolve(view: View, kind: str, subject: str) -> str:
    """The full id of what a subject names. Raises ``no-such-row``."""
    tables = ("judgements",) if kind == "undo" else _TABLES
    found = set()
    for table in tables:
        query = f"SELECT id FROM {table} WHERE id = ?1 OR (length(?1) >= 4 AND substr(id, 1, length(?1)) = ?1) LIMIT 3"
        found |= {row["id"] for row in view.db.execute(query, (subject,))}
    if subject in found:
        return subject
    if not found and kind != "undo":
        found = {row["id"] for row in view.db.execute("SELECT id FROM documents WHERE path = ?", (subject,))}
    if len(found) != 1:
        raise RequestError("no-such-row", subject, "several rows begin so" if found else "")
    return str(found.pop())


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
