"""Sources -> case: only what is new is read, only what changed is compared again."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Protocol

from sayso.errors import RequestError
from sayso.ledger import Writer, belongs_to
from sayso.model import Document, Item, Problem
from sayso.plugins import ReadOptions
from sayso.readers import holds_many, read_item, remote, walk
from sayso.readers.kinds import without_number

from .cluster import Cluster, Session
from .compare import compare_case
from .extraction import Depth, fingerprint
from .furniture import mark_shared_lines
from .local import in_process, in_processes
from .work import Done, Job, Unit

Source = Path | str  # a path of this machine, or an address that fsspec opens
CHUNK_UNITS = 16  # as a rule; see _chunks
CHUNK_MOST = 64
CHUNK_BYTES = 1_000_000
FEW = 12  # fewer units than this are not worth starting workers for


class Progress(Protocol):
    """Who wants to know how far a build is. All amounts are totals so far."""

    def reading(self, items: int, documents: int, problems: int, done_bytes: int, total_bytes: int) -> None:
        """After every chunk."""

    def comparing(self, done: int = 0, total: int = 0) -> None:
        """Before the stages across documents, and as their reports are done with; ``total`` 0 is not known yet."""


class Silent:
    """Nobody is watching."""

    def reading(self, items: int, documents: int, problems: int, done_bytes: int, total_bytes: int) -> None:
        """Say nothing."""

    def comparing(self, done: int = 0, total: int = 0) -> None:
        """Say nothing."""


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How to build. ``workers``: processes, by default one a core. ``cluster``: others than those of this process."""

    read: ReadOptions = field(default_factory=ReadOptions)
    depth: Depth = "full"
    workers: int = field(default_factory=lambda: len(os.sched_getaffinity(0)))
    cluster: Cluster | None = None


@dataclass(slots=True)
class BuildSummary:
    """What a build did. ``skipped``: documents that the case held already."""

    items: int = 0
    documents: int = 0
    skipped: int = 0
    problems: list[Problem] = field(default_factory=list)
    compared: bool = False


def build(
    sources: Sequence[Source],
    case: Path,
    options: BuildOptions | None = None,
    progress: Progress | None = None,
) -> BuildSummary:
    """Read sources into a case, extract and compare. Run again, it does only the new work.

    A source is a file or folder, or an address with ``://`` in it, which fsspec opens.

    Raises :class:`RequestError`: ``nothing-found``, ``case-busy``, ``not-a-case``, ``newer-case``,
    ``read-only``, ``disk-full``, ``missing-extra``; with a cluster also ``no-scheduler``, ``unfit-worker`` and
    ``no-shards``. Items that cannot be read become problems of the summary and of the case.
    """
    options = options or BuildOptions()
    progress = progress or Silent()
    for source in sources:
        if isinstance(source, Path) and not source.exists() and not source.is_symlink():
            raise RequestError("nothing-found", str(source), "no such file or folder")
    new = not case.exists()
    with Writer(case) as writer:
        summary = bring_in(writer, sources, options, progress)
        found = bool(summary.items or summary.problems)
        if found:
            progress.comparing()
            summary.compared = compare_case(case, writer, progress.comparing)
    if not found:
        if new:  # a case of nothing is no case
            case.unlink(missing_ok=True)
        raise RequestError("nothing-found", ", ".join(map(_name, sources)))
    return summary


def bring_in(
    writer: Writer,
    sources: Sequence[Source],
    options: BuildOptions,
    progress: Progress,
    wanted: Callable[[Path], bool] | None = None,
) -> BuildSummary:
    """The per-document part of a build. ``wanted``: which files to read, all by default."""
    total = 0 if wanted else sum(_size(source) for source in sources)
    run = _Build(writer, options, progress, total, wanted)
    with run.workers():
        for source in sources:
            run.read(source)
    if run.summary.documents:
        mark_shared_lines(writer)
    return run.summary


class _Build:
    """The state of one build: which items are still missing documents."""

    def __init__(
        self,
        writer: Writer,
        options: BuildOptions,
        progress: Progress,
        total: int,
        wanted: Callable[[Path], bool] | None,
    ) -> None:
        self.writer = writer
        self.options = options
        self.progress = progress
        self.total = total
        self.wanted = wanted
        self.summary = BuildSummary()
        self.done_bytes = 0
        self.mark = fingerprint(options.depth)
        self.job = Job(replace(options.read, meta={}), options.depth)
        self._meta = _Side(options.read.meta)
        self._n = 0
        self._session: Session | None = None

    @contextlib.contextmanager
    def workers(self) -> Iterator[None]:
        """The cluster, if there is one, for as long as sources are read."""
        if self.options.cluster is None:
            yield
            return
        with Session(self.options.cluster, self.job, self.mark) as self._session:
            yield

    def read(self, source: Source) -> None:
        """All items of one source."""
        name = _name(source)
        self._owner: dict[int, Unit] = {}
        self._open: dict[str, int] = {}  # address -> units under way
        self._whole: dict[str, Item] = {}  # items whose units have all been handed out
        self._counted: dict[str, int] = {}  # address -> its bytes that are done with
        self._failed: set[str] = set()  # items to try again on the next run
        chunks = _chunks(self._units(source, name))
        first: list[tuple[Unit, ...]] = []
        while sum(map(len, first)) < FEW and (chunk := next(chunks, None)):
            first.append(chunk)
        few = sum(map(len, first)) < FEW
        everything = chain(first, chunks)
        if self._session is not None:
            results = self._session.run(everything)
        elif few or self.options.workers < 2:
            results = in_process(everything, self.job)
        else:
            results = in_processes(everything, self.job, self.options.workers)
        for done in results:
            self._store(name, done)
        with self.writer.transaction():
            self._finish_items(name)

    def _wants(self, path: Path) -> bool:
        """A case may lie among its own sources; it is none of them."""
        return not belongs_to(self.writer.path, path) and (self.wanted is None or self.wanted(path))

    def _units(self, source: Source, name: str) -> Iterator[Unit]:
        for found in walk([source], self.options.read, wanted=self._wants):
            if isinstance(found, Problem):
                self._problem(name, found)
                continue
            self.summary.items += 1
            done = self.writer.item_done(name, found.address, found.sha256)
            if done and _covers(done, self.mark):
                self.summary.skipped += 1
                self.done_bytes += len(found.data)
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
        unit = Unit(self._n, address, item, document, {} if document else self._meta.of(address))
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
                self._count(unit.address, unit.size)
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

    def _count(self, address: str, size: int) -> None:
        """Bytes of an item that are done with; a table's reports count for what they hold."""
        self.done_bytes += size
        self._counted[address] = self._counted.get(address, 0) + size

    def _finish_items(self, source: str) -> None:
        """Mark the items of which every document is stored; what had a problem is read again next time."""
        for address in [a for a in self._whole if self._open.get(a, 0) <= 0]:
            item = self._whole.pop(address)
            self._open.pop(address, None)
            self.done_bytes += len(item.data) - self._counted.pop(address, 0)
            if address not in self._failed:
                self.writer.finish_item(source, item, self.mark)


def _covers(done: str, mark: str) -> bool:
    """Whether a stored extraction makes a new one needless: the same, or a full one where a fast one is asked."""
    return done == mark or (done.startswith("full") and mark.startswith("fast"))


class _Side:
    """The side table by file, so that each unit takes along the few rows that may be about it."""

    def __init__(self, meta: Mapping[str, Mapping[str, str]]) -> None:
        self._rows = meta
        self._keys: dict[str, list[str]] = {}
        for key in meta:
            self._keys.setdefault(without_number(key), []).append(key)

    def of(self, address: str) -> dict[str, Mapping[str, str]]:
        """The rows that name this item, a document in it, or a file of its name."""
        file = without_number(address)
        keys = (key for name in {file, file.rsplit("/", 1)[-1]} for key in self._keys.get(name, ()))
        return {key: self._rows[key] for key in sorted(keys)}


def _chunks(units: Iterable[Unit]) -> Iterator[tuple[Unit, ...]]:
    """Units by some sixteen. What a unit holds decides whether a chunk ends with it, so that chunks are the same
    ones when a build goes on, whatever was done before."""
    chunk: list[Unit] = []
    size = 0
    for unit in units:
        chunk.append(unit)
        size += unit.size
        if unit.draw % CHUNK_UNITS == 0 or len(chunk) >= CHUNK_MOST or size >= CHUNK_BYTES:
            yield tuple(chunk)
            chunk, size = [], 0
    if chunk:
        yield tuple(chunk)


def _name(source: Source) -> str:
    """How a case names a source."""
    return str(source.resolve()) if isinstance(source, Path) else remote.shown(source)


def _size(source: Source) -> int:
    """Bytes below a source, as far as they can be seen."""
    if not isinstance(source, Path):
        return sum(file.size for file in remote.files(source))
    if not source.is_dir():
        return source.stat().st_size if source.exists() else 0
    total = 0
    for folder, _, names in os.walk(source):
        for name in names:
            with contextlib.suppress(OSError):
                total += (Path(folder) / name).lstat().st_size
    return total
