"""What a worker does with a chunk: items and documents in, extracted documents and problems out."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from types import FrameType

from sayso.errors import CODES, ItemError
from sayso.model import Document, Item, Problem
from sayso.plugins import ReadOptions
from sayso.readers import read_item

from .extraction import Depth, Extracted, extract

UNIT_SECONDS = 60.0  # a 500-word report takes some hundredths of a second


@dataclass(frozen=True, slots=True)
class Unit:
    """The smallest piece of work: an item that holds one document, or one document of a larger item."""

    n: int
    address: str  # of the item
    item: Item | None
    document: Document | None

    @property
    def name(self) -> str:
        """What to name when this unit fails."""
        return self.document.path if self.document else self.address

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
    """What every unit of a build shares."""

    options: ReadOptions
    depth: Depth
    seconds: float = UNIT_SECONDS


def one_thread() -> None:
    """One thread a worker for every numeric library: two workers on two cores must not fight."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def run(chunk: tuple[Unit, ...], job: Job) -> tuple[Done, ...]:
    """Work through a chunk; whatever goes wrong with one unit stays with that unit."""
    return tuple(_one(unit, job) for unit in chunk)


def _one(unit: Unit, job: Job) -> Done:
    found: list[Extracted] = []
    problems: list[Problem] = []
    try:
        with _limit(job.seconds):
            for result in _documents(unit, job.options):
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
    """Raise :class:`TimeoutError` after ``seconds``, where signals can (the main thread of a process)."""
    if threading.current_thread() is not threading.main_thread():
        yield
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
