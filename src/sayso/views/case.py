"""The rows of a case as anything that shows or writes them gets them: the one way out, masked on request."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Protocol, TypeVar

from sayso.ledger import Placed, View
from sayso.ledger.log import LogEntry
from sayso.model import (
    Claim,
    Document,
    Entity,
    Extraction,
    Figure,
    Judgement,
    OriginGroup,
    Problem,
    Relation,
    Statement,
    finding_id,
    judgement_id,
)

from .search import SearchHit

Page = TypeVar("Page")
GONE = "o" + "0" * 20  # stands for an origin that a judgement names and the case has no more


class Masking(Protocol):
    """What masks records; :class:`sayso.masking.Masker` does."""

    def text(self, words: str) -> str: ...
    def page(self, value: Page) -> Page: ...
    def range(self, document: Document, start: int, end: int) -> tuple[int, int]: ...
    def coarsened(self, document: Document, start: int, end: int) -> bool: ...
    def excerpt(self, words: str, marked: tuple[tuple[int, int], ...]) -> tuple[str, tuple[tuple[int, int], ...]]: ...
    def name(self, words: str) -> str: ...
    def document(self, document: Document) -> Document: ...
    def extraction(self, document: Document, rows: Extraction) -> Extraction: ...
    def statement(self, document: Document, statement: Statement) -> Statement: ...
    def figure(self, document: Document, figure: Figure) -> Figure: ...
    def relation(self, relation: Relation, a: Document, b: Document) -> Relation: ...
    def entity(self, entity: Entity) -> Entity: ...
    def origin(self, origin: OriginGroup) -> OriginGroup: ...
    def claim(self, claim: Claim) -> Claim: ...
    def judgement(self, judgement: Judgement) -> Judgement: ...
    def problem(self, problem: Problem) -> Problem: ...


@dataclass(frozen=True, slots=True)
class Original:
    """An item as it came, with every address at which it was found and the first time of collection."""

    sha256: str
    media_type: str
    addresses: tuple[str, ...]
    collected: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class CaseView:
    """A case's rows in a fixed order. Every way out of a case starts here.

    With ``mask``, names, texts, offsets, hashes and paths are those of the masked text layers.
    """

    view: View
    mask: Masking | None = None
    _originals: dict[str, Document] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def name(self) -> str:
        """The case file's name without its suffix."""
        return self.words(self.view.path.stem)

    def words(self, text: str) -> str:
        """Any text on its way out."""
        return self.mask.name(text) if self.mask else text

    def page(self, value: Page) -> Page:
        """A page made from the rows themselves, with every text in it masked."""
        return self.mask.page(value) if self.mask else value

    def asked(self, words: str) -> str:
        """What a reader asks for. Behind a mask a question by a masked name finds what its pseudonym finds: nothing."""
        return self.mask.text(words) if self.mask else words

    def hit(self, hit: SearchHit) -> SearchHit:
        """A search hit, with its ranges on the masked text layer and in the masked excerpt."""
        if self.mask is None:
            return hit
        start, end = self.mask.range(self._original(hit.document), hit.start, hit.end)
        excerpt, marked = self.mask.excerpt(hit.excerpt, hit.marked)
        return replace(self.mask.page(hit), start=start, end=end, excerpt=excerpt, marked=marked)

    def documents(self) -> Iterator[Document]:
        """Standing documents by path, with their text."""
        for document in self.view.documents():
            yield self.mask.document(document) if self.mask else document

    def document(self, id: str) -> Document:
        """One document by id or path. Raises ``no-such-row``."""
        document = self.view.document(id)
        return self.mask.document(document) if self.mask else document

    def extraction(self, document: str) -> Extraction:
        """All rows of one document."""
        rows = self.view.extraction(document)
        return self.mask.extraction(self._original(document), rows) if self.mask else rows

    def statements(self) -> Iterator[Placed[Statement]]:
        """Statements by path and place."""
        for p in self.view.statements():
            row = self.mask.statement(self._original(p.document), p.row) if self.mask else p.row
            yield Placed(p.document, self.words(p.path), row)

    def figures(self) -> Iterator[Placed[Figure]]:
        """Figures by path and place."""
        for p in self.view.figures():
            row = self.mask.figure(self._original(p.document), p.row) if self.mask else p.row
            yield Placed(p.document, self.words(p.path), row)

    def relations(self) -> Iterator[Relation]:
        """Relations between rows and between documents."""
        for relation in self.view.relations():
            if self.mask:
                a, b = self._original(relation.a.document), self._original(relation.b.document)
                relation = self.mask.relation(relation, a, b)  # noqa: PLW2901
            yield relation

    def entities(self) -> Iterator[Entity]:
        """Entities by name. Behind a mask, a place that is named as somebody's home only is none."""
        for entity in self.view.entities():
            if self.mask is None:
                yield entity
            elif entity.kind != "place" or not self._coarsened(entity):
                yield self.mask.entity(entity)

    def _coarsened(self, entity: Entity) -> bool:
        """Whether all mentions of an entity stand in words that the mask coarsens."""
        for id in entity.mentions:
            for placed in self.view.mentions("r.id = ?", (id,)):
                document = self._original(placed.document)
                if self.mask is None or not self.mask.coarsened(document, placed.row.start, placed.row.end):
                    return False
        return bool(entity.mentions)

    def origins(self) -> Iterator[OriginGroup]:
        """Origin groups by name."""
        for o in self.view.origins():
            yield replace(self.mask.origin(o), id=self._origin_ids[o.id]) if self.mask else o

    def claims(self) -> Iterator[Claim]:
        """Claims by id."""
        for c in self.view.claims():
            if self.mask:
                ids = tuple(map(self.origin_id, c.origin_ids))
                yield replace(self.mask.claim(c), origin_ids=ids)
            else:
                yield c

    def judgements(self) -> Iterator[Judgement]:
        """Standing judgements. Behind a mask their ids are made anew: those of the case are hashes of what they say."""
        made: dict[str, str] = {}
        for j in self.view.judgements():
            if self.mask:
                masked = self.mask.judgement(j)
                subjects = tuple(made.get(i) or self.origin_id(i) for i in j.subjects)
                id = judgement_id(j.kind, subjects, masked.detail, j.who, j.at)
                made[j.id] = id
                yield replace(masked, id=id, subjects=subjects)
            else:
                yield j

    def row(self, id: str) -> Placed[Statement] | Placed[Figure]:
        """One statement or figure. Raises ``no-such-row``."""
        _, placed = self.view.row(id)
        row = placed.row
        if self.mask:
            document = self._original(placed.document)
            row = self.mask.figure(document, row) if isinstance(row, Figure) else self.mask.statement(document, row)
        return Placed(placed.document, self.words(placed.path), row)

    def origin_id(self, id: str) -> str:
        """The id of an origin as it may leave; behind a mask one that is no more is nameless."""
        if self.mask is None:
            return id
        return self._origin_ids.get(id, GONE if id.startswith("o") else id)

    def problems(self) -> Iterator[Problem]:
        """What could not be read or resolved."""
        return (self.mask.problem(p) if self.mask else p for p in self.view.problems())

    @cached_property
    def _origin_ids(self) -> dict[str, str]:
        """Ids of origins behind a mask, from their rows: those of the case are hashes of names, which can be tried."""
        return {o.id: finding_id("origin", *sorted(o.rows), *sorted(o.documents)) for o in self.view.origins()}

    def items(self) -> Iterator[Original]:
        """The items of standing documents by hash; none behind a mask, for nothing can be masked in them."""
        if self.mask:
            return
        query = (
            "SELECT i.sha256, i.media_type, group_concat(a.address, char(10)) AS addresses, "
            "min(a.collected) AS collected "
            "FROM items i LEFT JOIN addresses a ON a.item = i.sha256 "
            "WHERE i.sha256 IN (SELECT item FROM documents WHERE withdrawn IS NULL) GROUP BY i.sha256 ORDER BY i.sha256"
        )
        for row in self.view.db.execute(query):
            addresses = tuple(sorted((row["addresses"] or "").split("\n")))
            data = self.view.item(row["sha256"])
            yield Original(row["sha256"], row["media_type"], addresses, row["collected"] or "", data)

    def custody(self) -> Iterator[LogEntry]:
        """The custody log; empty behind a mask, for an altered log proves nothing."""
        if not self.mask:
            yield from self.view.log()

    def tokens(self) -> dict[str, bytes]:
        """Time-stamp tokens on the custody log by SHA-256; none behind a mask, as the log."""
        return {} if self.mask else self.view.tokens()

    @property
    def last_change(self) -> str:
        """The moment of the last step of custody, ISO 8601."""
        row = self.view.db.execute("SELECT at FROM log ORDER BY n DESC LIMIT 1").fetchone()
        return str(row["at"]) if row else "1970-01-01T00:00:00Z"

    def _original(self, document: str) -> Document:
        if document not in self._originals:
            if len(self._originals) >= 64:
                self._originals.clear()
            self._originals[document] = self.view.document(document)
        return self._originals[document]
