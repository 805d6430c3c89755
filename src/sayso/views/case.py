"""The rows of a case as anything that shows or writes them gets them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from sayso.ledger import Placed, View
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
)


@dataclass(frozen=True)
class CaseView:
    """A case's rows in a fixed order. Every way out of a case starts here."""

    view: View

    @cached_property
    def name(self) -> str:
        """The case file's name without its suffix."""
        return self.view.path.stem

    def documents(self) -> Iterator[Document]:
        """Standing documents by path, with their text."""
        return self.view.documents()

    def extraction(self, document: str) -> Extraction:
        """All rows of one document."""
        return self.view.extraction(document)

    def statements(self) -> Iterator[Placed[Statement]]:
        """Statements by path and place."""
        return self.view.statements()

    def figures(self) -> Iterator[Placed[Figure]]:
        """Figures by path and place."""
        return self.view.figures()

    def relations(self) -> Iterator[Relation]:
        """Relations between rows and between documents."""
        return self.view.relations()

    def entities(self) -> Iterator[Entity]:
        """Entities by name."""
        return self.view.entities()

    def origins(self) -> Iterator[OriginGroup]:
        """Origin groups by name."""
        return self.view.origins()

    def claims(self) -> Iterator[Claim]:
        """Claims by id."""
        return self.view.claims()

    def judgements(self) -> Iterator[Judgement]:
        """Standing judgements."""
        return self.view.judgements()

    def problems(self) -> Iterator[Problem]:
        """What could not be read or resolved."""
        return self.view.problems()
