"""Chunks through Dask.distributed: the processes of this machine or those of a scheduler elsewhere.

A worker leaves each finished chunk as a shard (:mod:`.shards`); this process alone commits, in the order of the
sources, so that the ledger is the one of a local build. A chunk that is finished already is not sent; one that lost its
workers is taken back and halved here, each part in a process of its own (:func:`.local.bisect`), until the one unit is
found that kills them. When the scheduler goes away, it is waited for, and what was under way is sent again.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from dataclasses import dataclass, field
from importlib import import_module
from types import TracebackType
from typing import Any

from sayso.errors import RequestError
from sayso.ledger.codec import dumps

from .extraction import fingerprint
from .local import Chunk, bisect, patience
from .shards import Shards, decode, encode, parquet
from .work import Done, Job, run

LOCAL = "local:"
FAILURES = 1  # workers that a chunk may lose on a cluster of our own before it is halved
AHEAD = 3  # chunks under way for each thread of the cluster
TICK = 2.0  # seconds between two looks at whether the cluster is still there
FIRST = 10.0  # seconds to reach a scheduler for the first time
REVIVE = 6.0  # seconds that a process of our own may take to come back
WORKERLESS = 300.0  # seconds to wait for workers


@dataclass(frozen=True, slots=True)
class Cluster:
    """``scheduler``: ``tcp://HOST:PORT``, or ``local:N`` for N processes of this machine. ``shards``: the folder for
    finished chunks, a path or an address for fsspec, which workers and this process must both see. ``back``: seconds
    to wait for a scheduler that went away."""

    scheduler: str
    shards: str
    back: float = 120.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a worker tells of a chunk: nothing, or why it could not be done; its rows are in the shard."""

    code: str = ""
    detail: str = ""


def work_shard(chunk: Chunk, job: Job, mark: str, shards: Shards, name: str) -> Outcome:
    """On a worker: extract a chunk and leave its shard. Done already, it is not done again."""
    if fingerprint(job.depth) != mark:
        return Outcome("unfit-worker", f"it would extract as `{fingerprint(job.depth)}`, not as `{mark}`")
    try:
        if not shards.has(name):
            shards.write(name, encode(run(chunk, job)))
    except OSError as error:
        return Outcome("no-shards", f"{type(error).__name__}: {error}")
    except RequestError as error:
        return Outcome("unfit-worker", error.detail)
    return Outcome()


@dataclass(slots=True)
class _Sent:
    """A chunk under way; ``future`` is ``None`` where its shard was there already."""

    chunk: Chunk
    name: str
    future: Any = None
    since: float = field(default_factory=time.monotonic)


class Session:
    """A connection to a cluster for one build. Use as a context manager.

    Raises :class:`RequestError`: ``missing-extra``, ``no-scheduler``, ``unfit-worker``, ``no-shards``.
    """

    def __init__(self, cluster: Cluster, job: Job, mark: str) -> None:
        parquet()
        try:
            self._dask = import_module("distributed")
        except ImportError as error:
            raise RequestError("missing-extra", "cluster", "pip install 'sayso[cluster]'") from error
        self._cluster = cluster
        self._job = job
        self._mark = mark
        self._shards = Shards(cluster.shards)
        self._own: Any = None
        self._processes = 0
        self._short: float | None = None  # since when the cluster of our own has fewer processes than it should
        self._client: Any = None
        self._sent = 0
        self._room = AHEAD

    def __enter__(self) -> Session:
        for name in [n for n in logging.root.manager.loggerDict if n.partition(".")[0] == "distributed"]:
            logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters is told by code, once
        address = self._cluster.scheduler
        if address.startswith(LOCAL):
            address = self._start(address.removeprefix(LOCAL))
        self._address = address
        self._client = self._connect(FIRST)
        return self

    def __exit__(self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        self._leave()
        if self._own is not None:
            self._own.close(timeout=10)
        with contextlib.suppress(OSError):
            self._shards.sweep()

    def _start(self, workers: str) -> str:
        if not workers.isdecimal() or not int(workers):
            raise RequestError(
                "no-scheduler", self._cluster.scheduler, "it is local:N, N processes, or tcp://HOST:PORT"
            )
        self._processes = int(workers)
        config = import_module("dask.config")
        with config.set({"distributed.scheduler.allowed-failures": FAILURES}):
            self._own = self._dask.LocalCluster(
                n_workers=self._processes, threads_per_worker=1, processes=True, dashboard_address=None,
                silence_logs=logging.CRITICAL, host="127.0.0.1",
            )  # fmt: skip
        return str(self._own.scheduler_address)

    def _connect(self, seconds: float) -> Any:
        """A client. Raises ``no-scheduler`` when none answers in time."""
        until = time.monotonic() + seconds
        while True:
            try:
                return self._dask.Client(self._address, timeout=min(5.0, seconds), set_as_default=False)
            except (OSError, TimeoutError, ValueError) as error:
                if time.monotonic() > until or isinstance(error, ValueError):
                    raise RequestError("no-scheduler", self._address, str(error) or type(error).__name__) from error
                time.sleep(0.5)

    def _leave(self) -> None:
        if self._client is not None:
            with contextlib.suppress(OSError, TimeoutError, CancelledError, RuntimeError):
                self._client.close(timeout=2)
            self._client = None

    # chunks -----------------------------------------------------------------------------------------

    def run(self, chunks: Iterable[Chunk]) -> Iterator[tuple[Done, ...]]:
        """Results in the order of the chunks; a shard goes when the next results are asked for, its own being
        committed by then."""
        waiting: deque[_Sent] = deque()
        source = iter(chunks)
        while True:
            while len(waiting) < self._room and (chunk := next(source, None)):
                waiting.append(self._send(chunk))
            if not waiting:
                return
            first = waiting[0]
            fate = self._wait(first)
            if fate == "lost":
                self._reconnect(waiting)
                continue
            waiting.popleft()
            if fate == "killed":
                yield bisect(first.chunk, self._job)
                continue
            results = self._read(first)
            if results is None:
                waiting.appendleft(self._send(first.chunk))
                continue
            yield results
            if all(other.name != first.name for other in waiting):  # the same reports below another source
                with contextlib.suppress(OSError):
                    self._shards.remove(first.name)

    def name(self, chunk: Chunk) -> str:
        """A chunk's name: the digest of all that its results depend on."""
        digest = hashlib.blake2b(f"{self._mark}\x1f{dumps(self._job)}".encode(), digest_size=16)
        for unit in chunk:
            digest.update(unit.key)
        return digest.hexdigest()

    def _send(self, chunk: Chunk) -> _Sent:
        sent = _Sent(chunk, self.name(chunk))
        try:
            if not self._shards.has(sent.name):
                self._submit(sent)
        except OSError as error:
            raise RequestError("no-shards", self._shards.place, str(error)) from error
        return sent

    def _submit(self, sent: _Sent) -> None:
        self._sent += 1
        sent.since = time.monotonic()
        # The key is new each time: a scheduler remembers under the old one that it failed.
        key = f"sayso-{sent.name}-{self._sent}"
        with contextlib.suppress(OSError, RuntimeError, CancelledError):  # seen, and mended, when it is waited for
            sent.future = self._client.submit(
                work_shard, sent.chunk, self._job, self._mark, self._shards, sent.name, key=key, pure=False
            )

    def _wait(self, sent: _Sent) -> str:
        """``done``, ``killed`` (its workers died or hang) or ``lost`` (the scheduler went away)."""
        if sent.future is None:
            return "done" if self._shards.has(sent.name) else "lost"
        idle = time.monotonic()
        while True:
            try:
                outcome = sent.future.result(timeout=TICK)
            except self._dask.KilledWorker:
                return "killed"
            except (ImportError, AttributeError) as error:
                raise RequestError("unfit-worker", self._address, f"{type(error).__name__}: {error}") from error
            except TimeoutError:
                workers = self._workers()
                if workers is None:
                    return "lost"
                now = time.monotonic()
                idle = now if workers else idle
                if now - idle > WORKERLESS:
                    raise RequestError("no-scheduler", self._address, "it has no workers") from None
                if now - sent.since > patience(sent.chunk, self._job) and self._stop_worker(sent):
                    return "killed"
                continue
            except (OSError, CancelledError):
                return "lost"
            if outcome.code:
                place = self._shards.place if outcome.code == "no-shards" else self._address
                raise RequestError(outcome.code, place, outcome.detail)
            return "done"

    def _workers(self) -> int | None:
        """Threads of the cluster; ``None`` when the scheduler does not answer."""
        if self._client.status != "running":
            return None
        try:
            threads = sum(int(n) for n in self._client.nthreads().values())
        except (OSError, TimeoutError, CancelledError):
            return None
        self._room = max(AHEAD, AHEAD * threads)
        self._revive(threads)
        return threads

    def _revive(self, threads: int) -> None:
        """Start processes in place of those that a cluster of our own lost for good: one that dies while it starts
        is not started again by its keeper."""
        if self._own is None or threads >= self._processes:
            self._short = None
        elif self._short is None:
            self._short = time.monotonic()
        elif time.monotonic() - self._short > REVIVE:
            self._own.scale(len(self._own.worker_spec) + self._processes - threads)
            self._short = None

    def _stop_worker(self, sent: _Sent) -> bool:
        """Restart the process that a chunk hangs in: code outside Python hears no alarm. False while it is queued."""
        with contextlib.suppress(OSError, TimeoutError, ValueError):  # ValueError: a worker that nobody can restart
            busy = [worker for worker, keys in self._client.processing().items() if sent.future.key in keys]
            sent.future.cancel(force=True)
            if busy:
                self._client.restart_workers(busy, timeout=30)
                return True
        return False

    def _reconnect(self, waiting: deque[_Sent]) -> None:
        self._leave()
        self._client = self._connect(self._cluster.back)
        for sent in waiting:
            sent.future = None
            if not self._shards.has(sent.name):
                self._submit(sent)

    def _read(self, sent: _Sent) -> tuple[Done, ...] | None:
        """A shard's results; ``None`` where it is spoilt. Raises ``no-shards`` when it is not to be seen here."""
        try:
            data = self._shards.read(sent.name)
        except OSError as error:
            raise RequestError("no-shards", self._shards.place, str(error)) from error
        if data is None:
            raise RequestError("no-shards", self._shards.place, "a worker wrote a shard that is not to be seen here")
        try:
            return decode(data, sent.chunk)
        except (ValueError, KeyError, OSError):
            self._shards.remove(sent.name)
            return None
