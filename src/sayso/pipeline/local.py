"""Chunks through the processes of this machine, results in the order of submission.

A worker that dies takes its chunk with it: the chunk is halved and tried again in a pool of one, until the
one unit that kills workers is found; that unit becomes a ``quarantined`` problem and the run goes on.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as Late
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import SpawnContext, SpawnProcess
from threading import Lock
from types import ModuleType

from sayso.model import Problem

from .work import Done, Job, Unit, run, start_worker

Chunk = tuple[Unit, ...]


def in_process(chunks: Iterable[Chunk], job: Job) -> Iterator[tuple[Done, ...]]:
    """Without workers: for few documents and for debugging."""
    for chunk in chunks:
        yield run(chunk, job)


def in_processes(chunks: Iterable[Chunk], job: Job, workers: int) -> Iterator[tuple[Done, ...]]:
    """With ``workers`` processes; at most ``2 * workers + 2`` chunks are under way, so memory stays bounded."""
    pool = _pool(workers)
    waiting: deque[tuple[Chunk, Future[tuple[Done, ...]]]] = deque()
    source = iter(chunks)
    try:
        while True:
            while len(waiting) < 2 * workers + 2:
                chunk = next(source, None)
                if chunk is None:
                    break
                waiting.append((chunk, pool.submit(run, chunk, job)))
            if not waiting:
                return
            chunk, future = waiting.popleft()
            try:
                yield future.result(timeout=patience(chunk, job))
            except (BrokenProcessPool, Late):
                _kill(pool)
                yield bisect(chunk, job)
                pool = _pool(workers)
                waiting = deque((c, pool.submit(run, c, job)) for c, _ in waiting)
    finally:
        _kill(pool)


def bisect(chunk: Chunk, job: Job) -> tuple[Done, ...]:
    """Run a chunk that lost its worker, in ever smaller parts, in a process that is replaced whenever it dies."""
    found: list[Done] = []
    parts = [chunk]
    pool = _pool(1)
    try:
        while parts:
            part = parts.pop()
            try:
                found.extend(pool.submit(run, part, job).result(timeout=patience(part, job)))
            except (BrokenProcessPool, Late):
                _kill(pool)
                pool = _pool(1)
                if len(part) == 1:
                    problem = Problem("quarantined", part[0].name, "its worker died or hung")
                    found.append(Done(part[0].n, (), (problem,)))
                else:
                    half = len(part) // 2
                    parts += [part[half:], part[:half]]
    finally:
        _kill(pool)
    return tuple(found)


def patience(chunk: Chunk, job: Job) -> float:
    """How long a chunk may take before its worker counts as hung: code outside Python hears no alarm."""
    return 60.0 + job.seconds * (1 + len(chunk) / 4)


class _Worker(SpawnProcess):
    """A process that does not import the program which asked for it: a script that calls ``build`` at its top, or
    that came in over a pipe, would be run again in every worker, or fail there."""

    def start(self) -> None:
        with _starting:
            asking = sys.modules["__main__"]
            sys.modules["__main__"] = ModuleType("__main__")
            try:
                super().start()
            finally:
                sys.modules["__main__"] = asking


class _Workers(SpawnContext):
    Process = _Worker


_starting = Lock()


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=_Workers(), initializer=start_worker)


def _kill(pool: ProcessPoolExecutor) -> None:
    processes = list((getattr(pool, "_processes", None) or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.kill()
    for process in processes:
        process.join()
