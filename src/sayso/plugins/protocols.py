"""What a reader, an extractor and an exporter must offer.

A reader turns one item's bytes into documents. An extractor turns a document and what is already known
of it into rows. An exporter writes a view of a case. None of them stores anything: the pipeline does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from sayso.model import Document, Extraction, Item, Problem

if TYPE_CHECKING:
    from sayso.views import CaseView


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the user says about the sources: table columns, facts that override, limits."""

    columns: Mapping[str, str] = field(default_factory=dict)  # field -> column name
    meta: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # file name or path -> facts
    published: dt.date | None = None
    max_item_bytes: int = 256 * 1024 * 1024
    max_archive_bytes: int = 4 * 1024 * 1024 * 1024
    max_depth: int = 5
    max_document_characters: int = 5_000_000


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a reader may look at before it accepts an item: its address, first bytes and full bytes."""

    item: Item
    head: bytes
    suffix: str  # lower case, with the dot


@runtime_checkable
class Reader(Protocol):
    """Item -> documents. ``name`` enters the ids' evidence; ``priority``: higher is asked first."""

    name: str
    priority: int

    def accepts(self, candidate: Candidate) -> bool:
        """Whether this reader can read the item, judged from bytes first and name second."""
        ...

    def read(self, item: Item, options: ReadOptions) -> Iterator[Document | Problem]:
        """The item's documents in order; what cannot be read as a :class:`Problem`."""
        ...


@runtime_checkable
class Extractor(Protocol):
    """(Document, Analysis, rows so far) -> the same rows with this extractor's added.

    ``needs`` and ``gives`` name row kinds (fields of :class:`Extraction`); the pipeline orders by them.
    """

    name: str
    needs: tuple[str, ...]
    gives: tuple[str, ...]

    def extract(self, document: Document, analysis: Any, rows: Extraction) -> Extraction:
        """Return ``rows`` with new ones added; never change or drop another extractor's rows."""
        ...


@runtime_checkable
class Exporter(Protocol):
    """A case view -> a file or folder at ``path``."""

    @property
    def name(self) -> str:
        """What ``--to`` takes."""
        ...

    @property
    def suffix(self) -> str:
        """The usual ending of its file, with the dot; empty for a folder."""
        ...

    def export(self, view: CaseView, path: Path) -> None:
        """Write the view; raises :class:`sayso.errors.RequestError` when it cannot."""
        ...
