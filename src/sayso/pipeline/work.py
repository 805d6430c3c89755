"""What a worker does with a chunk: items and documents in, extracted documents and problems out."""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import FrameType

from sayso.errors import CODES, ItemError
from sayso.ledger.codec import dumps
from sayso.model import Document, Item, Problem
from sayso.plugins import ReadOptions
from sayso.readers import read_item

from .extraction import Depth, Extracted, extract

UNIT_SECONDS = 60.0  # a 500-word report takes some hundredths of a second


@dataclass(frozen=True, slots=True)
class Unit:
    """The smallest piece of work: an item that holds one document, or one document of a larger item.

    ``meta``: what the side table says of it, and nothing of the rest, so that a chunk stays small.
    """

    n: int
    address: str  # of the item
    item: Item | None
    document: Document | None
    meta: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What to name when this unit fails."""
        return self.document.path if self.document else self.address

    @property
    def draw(self) -> int:
        """A number that depends on what the unit holds alone."""
        if self.item is not None:
            return int(self.item.sha256[:8], 16)
        return int(self.document.id[1:9], 16) if self.document else 0

    @property
    def key(self) -> bytes:
        """A digest of all that the unit's results depend on, besides what the job says."""
        parts = [self.address, dumps(dict(sorted(self.meta.items())))]
        if self.item is not None:
            parts += [self.item.sha256, self.item.media_type]
        if self.document is not None:
            parts.append(dumps(self.document))
        return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()

    @property
    def size(self) -> int:
        """Bytes of the item, or characters of the document."""
        return len(self.item.data) if self.item else len(self.document.text) if self.document else 0


@dataclass(frozen=True, slots=True)
class Done:
    """A unit's results."""

    unit: int
    documents: tuple[Extracted, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """What every unit of a build shares. The options come without the side table: see :class:`Unit`."""

    options: ReadOptions
    depth: Depth
    seconds: float = UNIT_SECONDS


def start_worker() -> None:
    """What a worker process begins with: one thread for every numeric library, for two workers on two cores must
    not fight; no ear for an interrupt, which is for the process that commits; and an end when that process is
    gone, however it went, for a queue that siblings hold open too never tells."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def run(chunk: tuple[Unit, ...], job: Job) -> tuple[Done, ...]:
    """Work through a chunk; whatever goes wrong with one unit stays with that unit."""
    return tuple(_one(unit, job) for unit in chunk)


def _one(unit: Unit, job: Job) -> Done:
    found: list[Extracted] = []
    problems: list[Problem] = []
    try:
        with _limit(job.seconds):
            for result in _documents(unit, replace(job.options, meta=unit.meta)):
                if isinstance(result, Problem):
                    problems.append(result)
                    continue
                extracted = extract(result, job.depth)
                found.append(extracted)
                problems.extend(extracted.problems)
    except ItemError as error:
        problems.append(Problem(error.code, unit.name, error.detail or CODES[error.code]))
    except TimeoutError:
        problems.append(Problem("timeout", unit.name, f"more than {job.seconds:g} seconds"))
    except (MemoryError, RecursionError) as error:
        problems.append(Problem("too-large", unit.name, type(error).__name__))
    except Exception as error:  # noqa: BLE001 - any reader's bug must leave the other items unharmed
        problems.append(Problem("malformed", unit.name, f"{type(error).__name__}: {error}"))
    return Done(unit.n, tuple(found), tuple(problems))


def _documents(unit: Unit, options: ReadOptions) -> Iterator[Document | Problem]:
    if unit.document is not None:
        yield unit.document
    elif unit.item is not None:
        yield from read_item(unit.item, options)


@contextlib.contextmanager
def _limit(seconds: float) -> Iterator[None]:
    """Raise :class:`TimeoutError` after ``seconds``: by an alarm in the main thread of a process, else between two
    steps of the interpreter."""
    if threading.current_thread() is not threading.main_thread():
        yield from _limit_thread(seconds)
        return

    def ring(_: int, __: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _limit_thread(seconds: float) -> Iterator[None]:
    """The same for a thread of a cluster's worker, which no signal reaches."""
    thread = ctypes.c_ulong(threading.get_ident())
    over = threading.Lock()  # held by whoever comes first: the end of the work, or the alarm

    def ring() -> None:
        if over.acquire(blocking=False):
            ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, ctypes.py_object(TimeoutError))

    alarm = threading.Timer(seconds, ring)
    alarm.daemon = True
    alarm.start()
    try:
        yield
    finally:
        alarm.cancel()
        if not over.acquire(blocking=False):  # it rang as the work ended: take the exception back
            ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, None)
