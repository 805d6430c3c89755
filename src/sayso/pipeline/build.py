"""Sources -> case: only what is new is read, only what changed is compared again."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Protocol

from sayso.errors import RequestError
from sayso.ledger import Writer
from sayso.model import Document, Item, Problem
from sayso.plugins import ReadOptions
from sayso.readers import holds_many, read_item, walk

from .compare import compare_case
from .extraction import Depth, fingerprint
from .local import in_process, in_processes
from .work import Done, Job, Unit

CHUNK_UNITS = 16
CHUNK_BYTES = 1_000_000
FEW = 12  # fewer units than this are not worth starting workers for


class Progress(Protocol):
    """Who wants to know how far a build is. All amounts are totals so far."""

    def reading(self, items: int, documents: int, problems: int, done_bytes: int, total_bytes: int) -> None:
        """After every chunk."""

    def comparing(self) -> None:
        """Before the stages across documents."""


class Silent:
    """Nobody is watching."""

    def reading(self, items: int, documents: int, problems: int, done_bytes: int, total_bytes: int) -> None:
        """Say nothing."""

    def comparing(self) -> None:
        """Say nothing."""


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How to build. ``workers``: processes, by default one a core."""

    read: ReadOptions = field(default_factory=ReadOptions)
    depth: Depth = "full"
    workers: int = field(default_factory=lambda: len(os.sched_getaffinity(0)))


@dataclass(slots=True)
class BuildSummary:
    """What a build did. ``skipped``: documents that the case held already."""

    items: int = 0
    documents: int = 0
    skipped: int = 0
    problems: list[Problem] = field(default_factory=list)
    compared: bool = False


def build(
    sources: Sequence[Path], case: Path, options: BuildOptions | None = None, progress: Progress | None = None
) -> BuildSummary:
    """Read sources into a case, extract and compare. Run again, it does only the new work.

    Raises :class:`RequestError`: ``nothing-found``, ``case-busy``, ``not-a-case``, ``newer-case``,
    ``read-only``, ``disk-full``. Items that cannot be read become problems of the summary and of the case.
    """
    options = options or BuildOptions()
    progress = progress or Silent()
    for source in sources:
        if not source.exists() and not source.is_symlink():
            raise RequestError("nothing-found", str(source), "no such file or folder")
    total = sum(_size(source) for source in sources)
    with Writer(case) as writer:
        run = _Build(writer, options, progress, total)
        for source in sources:
            run.read(source)
        if not run.summary.items and not run.summary.problems:
            raise RequestError("nothing-found", ", ".join(map(str, sources)))
        progress.comparing()
        run.summary.compared = compare_case(case, writer)
        return run.summary


class _Build:
    """The state of one build: which items are still missing documents."""

    def __init__(self, writer: Writer, options: BuildOptions, progress: Progress, total: int) -> None:
        self.writer = writer
        self.options = options
        self.progress = progress
        self.total = total
        self.summary = BuildSummary()
        self.done_bytes = 0
        self.mark = fingerprint(options.depth)
        self.job = Job(options.read, options.depth)
        self._n = 0

    def read(self, source: Path) -> None:
        """All items of one source."""
        name = str(source.resolve())
        self._owner: dict[int, Unit] = {}
        self._open: dict[str, int] = {}  # address -> units under way
        self._whole: dict[str, Item] = {}  # items whose units have all been handed out
        self._failed: set[str] = set()  # items to try again on the next run
        chunks = _chunks(self._units(source, name))
        first = next(chunks, ())
        everything = chain([first], chunks) if first else iter(())
        if len(first) < FEW or self.options.workers < 2:
            results = in_process(everything, self.job)
        else:
            results = in_processes(everything, self.job, self.options.workers)
        for done in results:
            self._store(name, done)
        with self.writer.transaction():
            self._finish_items(name)

    def _units(self, source: Path, name: str) -> Iterator[Unit]:
        for found in walk([source], self.options.read):
            if isinstance(found, Problem):
                self._problem(name, found)
                continue
            self.summary.items += 1
            self.done_bytes += len(found.data)
            done = self.writer.item_done(name, found.address, found.sha256)
            if done and _covers(done, self.mark):
                self.summary.skipped += 1
                continue
            with self.writer.transaction():
                self.writer.clear_problems(name, found.address)
                self.writer.add_item(name, found)
            yield from self._parts(found, name)
            self._whole[found.address] = found

    def _parts(self, item: Item, name: str) -> Iterator[Unit]:
        """One unit for an item of one document; one unit a document for a table, a mailbox, an archive."""
        if not holds_many(item):
            yield self._unit(item.address, item, None)
            return
        for found in read_item(item, self.options.read):
            if isinstance(found, Problem):
                self._problem(name, found)
                self._failed.add(item.address)
            elif _covers(self.writer.extracted(found.id) or "", self.mark):
                self.summary.skipped += 1
            else:
                yield self._unit(item.address, None, found)

    def _unit(self, address: str, item: Item | None, document: Document | None) -> Unit:
        self._n += 1
        unit = Unit(self._n, address, item, document)
        self._owner[unit.n] = unit
        self._open[address] = self._open.get(address, 0) + 1
        return unit

    def _problem(self, source: str, problem: Problem) -> None:
        self.summary.problems.append(problem)
        with self.writer.transaction():
            self.writer.add_problem(source, problem)

    def _store(self, source: str, results: tuple[Done, ...]) -> None:
        with self.writer.transaction():
            for done in results:
                unit = self._owner.pop(done.unit)
                for extracted in done.documents:
                    self.writer.put_document(extracted.document, extracted.rows, self.mark)
                    self.summary.documents += 1
                for problem in done.problems:
                    self.writer.add_problem(source, problem)
                    self.summary.problems.append(problem)
                    self._failed.add(unit.address)
                self._open[unit.address] -= 1
            self._finish_items(source)
        s = self.summary
        self.progress.reading(s.items, s.documents, len(s.problems), self.done_bytes, self.total)

    def _finish_items(self, source: str) -> None:
        """Mark the items of which every document is stored; what had a problem is read again next time."""
        for address in [a for a in self._whole if self._open.get(a, 0) <= 0]:
            item = self._whole.pop(address)
            self._open.pop(address, None)
            if address not in self._failed:
                self.writer.finish_item(source, item, self.mark)


def _covers(done: str, mark: str) -> bool:
    """Whether a stored extraction makes a new one needless: the same, or a full one where a fast one is asked."""
    return done == mark or (done.startswith("full") and mark.startswith("fast"))


def _chunks(units: Iterable[Unit]) -> Iterator[tuple[Unit, ...]]:
    chunk: list[Unit] = []
    size = 0
    for unit in units:
        chunk.append(unit)
        size += unit.size
        if len(chunk) >= CHUNK_UNITS or size >= CHUNK_BYTES:
            yield tuple(chunk)
            chunk, size = [], 0
    if chunk:
        yield tuple(chunk)


def _size(source: Path) -> int:
    """Bytes below a source, as far as they can be seen."""
    if not source.is_dir():
        return source.stat().st_size if source.exists() else 0
    total = 0
    for folder, _, names in os.walk(source):
        for name in names:
            with contextlib.suppress(OSError):
                total += (Path(folder) / name).lstat().st_size
    return total
