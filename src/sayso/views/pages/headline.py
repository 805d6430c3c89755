"""A claim in one sentence, read from its own rows alone, so that its cost does not grow with the case.

Each figure of the sentence leads to the words that carry it.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sayso.ledger import Placed, View
from sayso.model import Claim, Document, Figure, OriginGroup, Relation, Statement
from sayso.views.case import CaseView
from sayso.views.claims import RETELLING, Findings, claim_rows
from sayso.views.figures import FigureBoard, FigureRow, as_told, figure_boards

_HELD = "SELECT statement FROM figures WHERE id IN (SELECT value FROM json_each(?)) AND statement IS NOT NULL"
_AMONG = "(SELECT value FROM json_each(?))"
_ORIGINS = re.compile(r"\b(?:[a-z]+|[\d,]+) origins?\b|\bof unknown lineage\b")
_REPEATS = re.compile(r".+ other reports? repeats? .+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of the sentence. ``row`` of ``document``: whose words carry it; ``view``: the view that shows it."""

    text: str
    document: str | None = None
    row: str | None = None
    view: str | None = None


@dataclass(frozen=True, slots=True)
class Headline:
    """The sentence in phrases, and what is not known."""

    phrases: tuple[Phrase, ...]
    unsaid: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The words."""
        return "".join(p.text for p in self.phrases)


def claim_headline(view: View, claim: str) -> Headline:
    """What a claim comes to."""
    found = Findings(SomeRows.of_claim(view, claim))
    boards = figure_boards(found)
    if boards:
        return Headline(told_phrases(boards[0]), boards[0].unsaid)
    rows = claim_rows(found)
    return Headline((), rows[0].unsaid if rows else ())


def told_phrases(board: FigureBoard) -> tuple[Phrase, ...]:
    """A board's sentence, each figure leading to the row that told it first: by its number or by its words."""
    return tuple(phrases(board.headline, {w: v.rows[0] for v in board.values for w in (v.label, as_told(v))}))


def phrases(sentence: str, first: Mapping[str, FigureRow]) -> Iterator[Phrase]:
    """A sentence cut where a figure, a count of origins or of repeats stands. ``first``: a figure as the sentence
    writes it -> the row that told it first."""
    listed, *clauses = sentence.split("; ")
    figures = "|".join(re.escape(label) for label in sorted(first, key=len, reverse=True)) or "(?!)"
    in_list = re.compile(rf"(?<![\w,.])(?:{figures})(?![\w.]|,\d)")
    in_clause = re.compile(rf"(?<=\bthe )(?:{figures})(?![\w.]|,\d)")
    told, colon, counts = listed.partition(": ")
    yield from _cut(told, in_list, first)
    yield from _cut(colon + counts, _ORIGINS, {})
    for clause in clauses:
        yield Phrase("; ")
        yield from _cut(clause, _REPEATS if _REPEATS.search(clause) else in_clause, first)


def _cut(text: str, pattern: re.Pattern[str], first: Mapping[str, FigureRow]) -> Iterator[Phrase]:
    at = 0
    for match in pattern.finditer(text):
        if match.start() > at:
            yield Phrase(text[at : match.start()])
        row = first.get(match.group())
        yield Phrase(match.group(), row.document, row.id) if row else Phrase(match.group(), view="/origins")
        at = match.end()
    if at < len(text):
        yield Phrase(text[at:])


@dataclass(frozen=True)
class SomeRows(CaseView):
    """A case as if it held these figures and statements only, with the claim that they belong to, if any."""

    claim: str | None = None
    rows: tuple[str, ...] = ()

    @classmethod
    def of_claim(cls, view: View, claim: str) -> SomeRows:
        """What a claim is made of."""
        members = view.db.execute("SELECT member FROM claim_members WHERE claim = ? ORDER BY n", (claim,))
        return cls(view, claim=claim, rows=tuple(r["member"] for r in members))

    @property
    def _ids(self) -> str:
        return json.dumps(self.rows)

    def claims(self) -> Iterator[Claim]:
        row = self.view.db.execute("SELECT * FROM claims WHERE id = ?", (self.claim,)).fetchone()
        if row is not None:
            yield Claim(
                row["id"], row["kind"], row["label"], row["measure"], row["group"], row["place"],
                _date(row["from"]), _date(row["to"]), row["origins"], row["unknown_lineage"], self.rows,
                tuple(json.loads(row["origin_ids"])),
            )  # fmt: skip

    def figures(self) -> Iterator[Placed[Figure]]:
        return self.view.figures(f"r.id IN {_AMONG}", (self._ids,))

    def statements(self) -> Iterator[Placed[Statement]]:
        return self.view.statements(f"r.id IN {_AMONG} OR r.id IN ({_HELD})", (self._ids, self._ids))

    def documents(self) -> Iterator[Document]:
        """The reports that hold the rows, and those that they go back to, without their texts."""
        again = ", ".join(f"'{r}'" for r in RETELLING)
        query = f"""WITH RECURSIVE held(id) AS (
            SELECT document FROM figures WHERE id IN {_AMONG} UNION SELECT document FROM statements WHERE id IN {_AMONG}
            UNION SELECT r.a_document FROM held JOIN relations r ON r.b_document = held.id
            WHERE r.a_id IS NULL AND r.directed AND r.relation IN ({again}))
            SELECT id, path, item, text_sha256, title, byline, outlet, published, language, url, evidence
            FROM documents WHERE withdrawn IS NULL AND id IN held ORDER BY path, id"""
        for r in self.view.db.execute(query, (self._ids, self._ids)):
            yield Document(
                r["id"], r["path"], r["item"], "", r["text_sha256"], r["title"], r["byline"], r["outlet"],
                _date(r["published"]), r["language"], r["url"], evidence=json.loads(r["evidence"]),
            )  # fmt: skip

    def origins(self) -> Iterator[OriginGroup]:
        query = f"""SELECT o.*, json_group_array(x."row") AS held FROM origin_rows x JOIN origins o ON o.id = x.origin
            WHERE x."row" IN {_AMONG} OR x."row" IN ({_HELD}) GROUP BY o.id ORDER BY o.name, o.id"""
        for r in self.view.db.execute(query, (self._ids, self._ids)):
            yield OriginGroup(
                r["id"], r["name"], r["kind"], bool(r["known"]), tuple(json.loads(r["held"])),
                tuple(json.loads(r["documents"])), tuple(json.loads(r["argument"])), r["side"],
            )  # fmt: skip

    def relations(self) -> Iterator[Relation]:
        documents = json.dumps([d.id for d in self.documents()])
        yield from self.view.relations(
            f"a_id IN {_AMONG} OR b_id IN {_AMONG} OR (a_id IS NULL AND b_document IN {_AMONG})",
            (self._ids, self._ids, documents),
        )


def _date(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None
