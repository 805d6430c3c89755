"""A report as the comparison sees it: its facts, its rows, its body as words; read from a case when needed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b

from sayso.ledger import View
from sayso.model import Document, Extraction

from .words import Words, body_words, fold

_BODY = re.compile(r"\b(?:of|for|Office|Ministry|Agency|Department|Service|Command|Council|Press|News)\b")
_AMERICAN = {"defence": "defense", "isation": "ization", "centre": "center", "labour": "labor"}
_BRITISH = re.compile("|".join(_AMERICAN))
_ARTICLES = frozenset(("the", "a", "an", "of", "for", "and", "in", "s"))


@dataclass(frozen=True)
class Report:
    """One standing document with its rows."""

    document: Document
    rows: Extraction

    @cached_property
    def words(self) -> Words:
        """The body's words."""
        regions = (*self.rows.regions, *self.document.regions)
        return body_words(self.document.text, regions)

    @property
    def id(self) -> str:
        return self.document.id

    @property
    def text(self) -> str:
        return self.document.text

    @cached_property
    def day(self) -> dt.date | None:
        """When it was published; else the one full date of its dateline."""
        if self.document.published is not None:
            return self.document.published
        lines = [r for r in self.rows.regions if r.kind == "dateline"]
        days = [
            t.from_ for t in self.rows.times
            if t.from_ is not None and t.from_ == t.to and any(r.start <= t.start and t.end <= r.end for r in lines)
        ]  # fmt: skip
        return min(days, default=None)

    @cached_property
    def outlet_name(self) -> str:
        """The outlet; else the agency of its dateline, or the body that signs it."""
        if self.document.outlet:
            return self.document.outlet
        agency = self.document.evidence.get("agency", "").partition(" (")[0]
        byline = self.document.byline or ""
        return agency or (byline if _BODY.search(byline) else "")

    @cached_property
    def outlet(self) -> frozenset[str]:
        """The outlet's name as words; empty when it is not known."""
        return name_words(self.outlet_name)


@dataclass(frozen=True, slots=True)
class Listed:
    """What is known of a report without reading its text."""

    id: str
    path: str
    mark: str  # of the extraction that made its rows, and of the lines that its outlet's reports share
    day: dt.date | None
    outlet: str | None
    language: str | None = None


_MARK = """extracted || coalesce((SELECT '+' || group_concat(start) FROM (
SELECT start FROM regions WHERE document = d.id AND rule = 'repeated:across' ORDER BY start)), '')"""
_DATED = """
SELECT t.document AS id, min(t."from") AS day FROM times t JOIN regions r ON r.document = t.document
JOIN documents d ON d.id = t.document
WHERE d.published IS NULL AND r.kind = 'dateline' AND t.start >= r.start AND t."end" <= r."end" AND t."from" = t."to"
GROUP BY t.document
"""


def listed(view: View) -> list[Listed]:
    """Standing reports, earliest first; undated ones last."""
    query = f"SELECT id, path, {_MARK} AS mark, published, outlet, language FROM documents d WHERE withdrawn IS NULL"
    dated = {r["id"]: r["day"] for r in view.db.execute(_DATED)}
    found = []
    for r in view.db.execute(query):
        day = r["published"] or dated.get(r["id"])
        found.append(
            Listed(
                r["id"],
                r["path"],
                r["mark"],
                dt.date.fromisoformat(day) if day else None,
                r["outlet"],
                r["language"],
            )
        )
    return sorted(found, key=lambda r: (r.day or dt.date.max, r.path, r.id))


class Shelf:
    """Reports of a case, read when asked for. ``keeps``: they stay at hand, as those of a small case do; in a large one
    each is asked for once, with its story."""

    def __init__(self, view: View, entity_of: Mapping[str, str], keeps: bool = True) -> None:
        self._view = view
        self._entity_of = entity_of
        self.keeps = keeps
        self._held: dict[str, Report] = {}
        self._keys: dict[str, int] | None = None

    def __getitem__(self, id: str) -> Report:
        report = self._held.get(id)
        if report is None:
            report = Report(self._view.document(id), self._with_entities(self._view.extraction(id)))
            if self.keeps:
                self._held[id] = report
        return report

    def body(self, id: str) -> Report:
        """A report of which only regions and figures are needed: in a large case the rest is not read."""
        if self.keeps:
            return self[id]
        return Report(self._view.document(id), self._view.extraction(id, only=("figures",)))

    def _with_entities(self, rows: Extraction) -> Extraction:
        """The rows with the entities of this run, in place of those that an earlier one stored."""
        mentions = tuple(replace(m, entity=self._entity_of.get(m.id)) for m in rows.mentions)
        return replace(rows, mentions=mentions)

    def entities(self, order: Sequence[Listed]) -> list[frozenset[str]]:
        """The entities that each report names."""
        rank = {entry.id: n for n, entry in enumerate(order)}
        found: list[set[str]] = [set() for _ in order]
        if self._entity_of:
            for row in self._view.db.execute("SELECT id, document FROM mentions"):
                entity = self._entity_of.get(row["id"])
                if entity is not None and row["document"] in rank:
                    found[rank[row["document"]]].add(entity)
        return [frozenset(f) for f in found]

    def entity_key(self, ids: Sequence[str]) -> str:
        """Which mentions of these reports are one entity, as a string that changes when it does."""
        if not self._entity_of:
            return ""
        if self._keys is None:
            self._keys = self._entity_keys()
        return "\n".join(f"{self._keys.get(id, 0):x}" for id in ids)

    def _entity_keys(self) -> dict[str, int]:
        """Of each report all its mentions with their entities, as one number."""
        found: dict[str, int] = {}
        for row in self._view.db.execute("SELECT id, document FROM mentions"):
            pair = f"{row['id']}={self._entity_of.get(row['id'])}".encode()
            number = int.from_bytes(blake2b(pair, digest_size=12).digest(), "big")
            found[row["document"]] = found.get(row["document"], 0) ^ number  # in whatever order they come
        return found


def name_words(name: str) -> frozenset[str]:
    """A name's words, folded, without articles and the like."""
    found = (american(fold(w)) for w in re.findall(r"[^\W_]+", name.replace("’s", "").replace("'s", "")))
    return frozenset(w for w in found if w not in _ARTICLES)


def american(word: str) -> str:
    """A folded word of a body's name as American spelling has it: `defense`, `organization`, `center`, `labor`."""
    return _BRITISH.sub(lambda m: _AMERICAN[m.group()], word) if len(word) > 5 else word
