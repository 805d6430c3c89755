"""The Python interface: read, extract, build, open."""

from __future__ import annotations

import builtins
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from sayso import notebook, pipeline, readers
from sayso.ledger import Placed, View
from sayso.model import Claim, Document, Entity, Extraction, Figure, Judgement, Problem, Relation, Statement
from sayso.model.findings import JudgementKind
from sayso.pipeline import BuildOptions, Depth
from sayso.pipeline.judge import judge as decide
from sayso.views import CaseView
from sayso.views.evidence import Conclusion, EvidenceTable, conclusions, evidence_tables
from sayso.views.search import SearchFilter, SearchHit, search


class Case:
    """An open case. Iterators filter by keyword: ``case.statements(stance="deny", document="…")``.

    Use as a context manager, or call :meth:`close`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.view = View(path)
        notebook.follow(self.view)

    def __enter__(self) -> Case:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        notebook.leave(self.view)
        self.view.close()

    def _repr_html_(self) -> str:
        """The case's numbers, for a notebook."""
        return notebook.case_html(self.view)

    def documents(self, **fields: Any) -> Iterator[Document]:
        """Standing documents by path."""
        return (d for d in self.view.documents() if _matches(d, fields))

    def extraction(self, document: str) -> Extraction:
        """All rows of one document."""
        return self.view.extraction(document)

    def statements(self, **fields: Any) -> Iterator[Placed[Statement]]:
        """Statements with the document that holds each."""
        return _placed(self.view.statements(), fields)

    def figures(self, **fields: Any) -> Iterator[Placed[Figure]]:
        """Figures with the document that holds each."""
        return _placed(self.view.figures(), fields)

    def claims(self, **fields: Any) -> Iterator[Claim]:
        """Claims across documents."""
        return (c for c in self.view.claims() if _matches(c, fields))

    def relations(self, **fields: Any) -> Iterator[Relation]:
        """Relations between rows and between documents."""
        return (r for r in self.view.relations() if _matches(r, fields))

    def copies(self) -> Iterator[Relation]:
        """Relations between documents: what repeats what."""
        return (r for r in self.view.relations() if r.a.id is None)

    def entities(self, **fields: Any) -> Iterator[Entity]:
        """Who is who."""
        return (e for e in self.view.entities() if _matches(e, fields))

    def problems(self, **fields: Any) -> Iterator[Problem]:
        """What could not be read or resolved."""
        return (p for p in self.view.problems() if _matches(p, fields))

    def conclusions(self) -> tuple[Conclusion, ...]:
        """What persons conclude on claims, in words of likelihood."""
        return conclusions(CaseView(self.view))

    def evidence(self) -> tuple[EvidenceTable, ...]:
        """Persons' tables of origins against rival hypotheses."""
        return evidence_tables(CaseView(self.view))

    def judge(self, kind: JudgementKind, *subjects: str, who: str | None = None, **detail: Any) -> Judgement:
        """Keep a person's decision; ``subjects`` and ``detail`` are those of :func:`sayso.pipeline.judge.judge`."""
        return decide(self.path, kind, subjects, detail, who)

    def search(self, words: str, narrow: SearchFilter | None = None, limit: int = 50) -> list[SearchHit]:
        """Documents and statements that match, best first."""
        return search(self.view, words, narrow, limit)


def read(path: str | Path) -> Document:
    """The one report of a file. Raises :class:`sayso.errors.ItemError` when it cannot be read."""
    return readers.read(Path(path))


def extract(document: Document, depth: Depth = "full") -> Extraction:
    """All rows of a document."""
    return pipeline.extract(document, depth).rows


def build(sources: Sequence[str | Path] | str | Path, case: str | Path, options: BuildOptions | None = None) -> Case:
    """Read sources into a case and open it. A source with ``://`` in it is read through fsspec.

    Raises :class:`sayso.errors.RequestError`.
    """
    if isinstance(sources, (str, Path)):
        sources = [sources]
    named = [str(s) if readers.remote.is_remote(str(s)) else Path(s) for s in sources]
    pipeline.build(named, Path(case), options)
    return Case(Path(case))


def open(case: str | Path) -> Case:
    """Open an existing case. Raises :class:`sayso.errors.RequestError`."""
    return Case(Path(case))


def _matches(row: Any, fields: builtins.dict[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in fields.items())


def _placed(rows: Iterator[Placed[Any]], fields: builtins.dict[str, Any]) -> Iterator[Placed[Any]]:
    of_place = {k: v for k, v in fields.items() if k in ("document", "path")}
    of_row = {k: v for k, v in fields.items() if k not in of_place}
    return (p for p in rows if _matches(p, of_place) and _matches(p.row, of_row))
