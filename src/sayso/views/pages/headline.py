"""A claim in one sentence, read from its own rows alone, so that its cost does not grow with the case."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.ledger import Placed, View
from sayso.model import Claim, Document, Figure, OriginGroup, Relation, Statement
from sayso.views.case import CaseView
from sayso.views.claims import Findings, claim_rows
from sayso.views.figures import figure_boards

_MEMBERS = "SELECT member FROM claim_members WHERE claim = ?"
_HELD = f"SELECT statement FROM figures WHERE id IN ({_MEMBERS}) AND statement IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Headline:
    """The sentence, and what is not known."""

    sentence: str
    unsaid: tuple[str, ...]


def claim_headline(view: View, claim: str) -> Headline:
    """What a claim comes to."""
    found = Findings(_OneClaim(view, claim=claim))
    boards = figure_boards(found)
    if boards:
        return Headline(boards[0].headline, boards[0].unsaid)
    rows = claim_rows(found)
    return Headline("", rows[0].unsaid if rows else ())


@dataclass(frozen=True)
class _OneClaim(CaseView):
    """A case as if it held one claim and what that is made of."""

    claim: str = ""

    def claims(self) -> Iterator[Claim]:
        row = self.view.db.execute("SELECT * FROM claims WHERE id = ?", (self.claim,)).fetchone()
        members = tuple(r["member"] for r in self.view.db.execute(_MEMBERS + " ORDER BY n", (self.claim,)))
        if row is not None:
            yield Claim(
                row["id"], row["kind"], row["label"], row["measure"], row["group"], row["place"],
                _date(row["from"]), _date(row["to"]), row["origins"], row["unknown_lineage"], members,
                tuple(json.loads(row["origin_ids"])),
            )  # fmt: skip

    def figures(self) -> Iterator[Placed[Figure]]:
        return self.view.figures(f"r.id IN ({_MEMBERS})", (self.claim,))

    def statements(self) -> Iterator[Placed[Statement]]:
        return self.view.statements(f"r.id IN ({_MEMBERS} UNION ALL {_HELD})", (self.claim, self.claim))

    def documents(self) -> Iterator[Document]:
        query = f"""SELECT id, path, item, text_sha256, title, byline, outlet, published, language, url FROM documents
            WHERE withdrawn IS NULL AND id IN (SELECT document FROM figures WHERE id IN ({_MEMBERS})
            UNION SELECT document FROM statements WHERE id IN ({_MEMBERS})) ORDER BY path, id"""
        for r in self.view.db.execute(query, (self.claim, self.claim)):
            yield Document(
                r["id"], r["path"], r["item"], "", r["text_sha256"], r["title"], r["byline"], r["outlet"],
                _date(r["published"]), r["language"], r["url"],
            )  # fmt: skip

    def origins(self) -> Iterator[OriginGroup]:
        query = f"""SELECT o.*, json_group_array(x."row") AS held FROM origin_rows x JOIN origins o ON o.id = x.origin
            WHERE x."row" IN ({_MEMBERS} UNION ALL {_HELD}) GROUP BY o.id ORDER BY o.name, o.id"""
        for r in self.view.db.execute(query, (self.claim, self.claim)):
            yield OriginGroup(
                r["id"], r["name"], r["kind"], bool(r["known"]), tuple(json.loads(r["held"])),
                tuple(json.loads(r["documents"])), tuple(json.loads(r["argument"])), r["side"],
            )  # fmt: skip

    def relations(self) -> Iterator[Relation]:
        documents = [d.id for d in self.documents()]
        among = "SELECT value FROM json_each(?)"
        yield from self.view.relations(
            f"a_id IN ({_MEMBERS}) OR b_id IN ({_MEMBERS}) OR (a_id IS NULL AND b_document IN ({among}))",
            (self.claim, self.claim, json.dumps(documents)),
        )


def _date(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None
