"""A build through a cluster gives the ledger of a local one, whatever dies on the way."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from sayso.errors import RequestError
from sayso.examples import META, REPORTS
from sayso.ledger import View
from sayso.model import Item, Problem, sha256
from sayso.pipeline import BuildOptions, build, local, verify
from sayso.pipeline import cluster as cluster_module
from sayso.pipeline.cluster import Cluster, Outcome, Session, work_shard
from sayso.pipeline.export import export
from sayso.pipeline.extraction import fingerprint
from sayso.pipeline.shards import Shards, decode, encode
from sayso.pipeline.work import Job, Unit, run
from sayso.plugins import ReadOptions
from sayso.readers import load_meta

distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
READ = ReadOptions(meta=load_meta(META))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """What a local build exports."""
    case = tmp_path_factory.mktemp("whole") / "whole.sayso"
    build([REPORTS], case, BuildOptions(READ, "fast", 1))
    return exported(case)


def exported(case: Path) -> bytes:
    path = case.with_suffix(".jsonl")
    export(case, "jsonl", path)
    return path.read_bytes()


def options(scheduler: str, tmp_path: Path) -> BuildOptions:
    return BuildOptions(READ, "fast", 1, Cluster(scheduler, str(tmp_path / "shards"), back=60))


def units(count: int = 3) -> tuple[Unit, ...]:
    found = []
    for n, path in enumerate(sorted(REPORTS.glob("0*"))[:count]):
        item = Item(sha256(path.read_bytes()), path.name, path.read_bytes(), "2026-01-01T00:00:00Z", "text/html")
        found.append(Unit(n, path.name, item, None))
    return tuple(found)


def die_once(chunk: tuple[Unit, ...], job: Job, mark: str, shards: Shards, name: str) -> Outcome:
    """The first worker to come here is killed in the middle of its chunk."""
    died = Path(shards.place).parent / "died"
    if not died.exists():
        died.write_text(str(os.getpid()), encoding="utf-8")
        os.kill(os.getpid(), signal.SIGKILL)
    return work_shard(chunk, job, mark, shards, name)


def die_on_report_five(chunk: tuple[Unit, ...], job: Job, mark: str, shards: Shards, name: str) -> Outcome:
    """Whoever works on this report dies."""
    if any(unit.address.startswith("05-") for unit in chunk):
        os.kill(os.getpid(), signal.SIGKILL)
    return work_shard(chunk, job, mark, shards, name)


def die_on_report_five_here(chunk: tuple[Unit, ...], job: Job) -> object:
    """So does a process of this machine."""
    if any(unit.address.startswith("05-") for unit in chunk):
        os.kill(os.getpid(), signal.SIGKILL)
    return run(chunk, job)


def test_two_workers_one_of_them_killed_give_the_bytes_of_a_local_build(
    tmp_path: Path, whole: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_module, "work_shard", die_once)
    summary = build([REPORTS], tmp_path / "c.sayso", options("local:2", tmp_path))
    assert (tmp_path / "died").exists()
    assert (summary.documents, summary.problems) == (21, [])
    assert exported(tmp_path / "c.sayso") == whole
    assert verify(tmp_path / "c.sayso").faults == ()
    assert not (tmp_path / "shards").exists(), "what is committed needs no shard"


def test_a_document_that_kills_workers_is_quarantined_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for path in REPORTS.glob("0[3-6]*"):
        shutil.copy(path, folder)
    monkeypatch.setattr(cluster_module, "work_shard", die_on_report_five)
    monkeypatch.setattr(local, "run", die_on_report_five_here)
    summary = build([folder], tmp_path / "c.sayso", options("local:1", tmp_path))
    assert summary.problems == [Problem("quarantined", "05-sandrow-echo.html", "its worker died or hung")]
    assert summary.documents == 3


@contextmanager
def process(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "dask", *arguments]
    started = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        yield started
    finally:
        os.killpg(started.pid, signal.SIGKILL)
        started.wait()


@contextmanager
def scheduler(port: int) -> Iterator[None]:
    with (
        process("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard", "--no-jupyter"),
        process("worker", f"tcp://127.0.0.1:{port}", "--nthreads", "1", "--no-dashboard"),
    ):
        yield


def free_port() -> int:
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def test_a_scheduler_killed_and_started_again_loses_and_doubles_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    for n in range(4):
        shutil.copytree(REPORTS, folder / f"part{n}")
    build([folder], tmp_path / "whole.sayso", BuildOptions(READ, "fast", 1))
    port, case = free_port(), tmp_path / "c.sayso"
    done: list[object] = []
    building = threading.Thread(
        target=lambda: done.append(build([folder], case, options(f"tcp://127.0.0.1:{port}", tmp_path)))
    )
    with scheduler(port):
        building.start()
        wait(lambda: documents(case) > 0)
    seen = documents(case)
    assert building.is_alive(), "the scheduler went away in the middle of the run"
    with scheduler(port):
        building.join(120)
    assert done
    assert 0 < seen < documents(case) == 4 * 21
    with View(case) as view:
        extracted = [e.subject for e in view.log() if e.action == "extract"]
    assert len(extracted) == len(set(extracted)) == 4 * 21, "each document is committed once"
    assert exported(case) == exported(tmp_path / "whole.sayso")


def documents(case: Path) -> int:
    try:
        with View(case) as view:
            return view.counts()["documents"]
    except RequestError:
        return 0


def wait(until: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_finished_shard_is_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chunk, job, mark = units(), Job(ReadOptions(), "fast"), fingerprint("fast")
    shards = Shards(str(tmp_path / "shards"))
    assert work_shard(chunk, job, mark, shards, "a") == Outcome()
    monkeypatch.setattr(cluster_module, "run", lambda *_: pytest.fail("made again"))
    assert work_shard(chunk, job, mark, shards, "a") == Outcome()
    session = Session(Cluster("tcp://127.0.0.1:1", shards.place), job, mark)
    name = session.name(chunk)
    (tmp_path / "shards" / "a.parquet").rename(tmp_path / "shards" / f"{name}.parquet")
    (results,) = session.run([chunk])  # no scheduler is asked
    assert [d.unit for d in results] == [0, 1, 2]
    assert not shards.has(name), "committed, it goes"


def test_a_shard_holds_what_was_extracted(tmp_path: Path) -> None:
    chunk = (*units(), Unit(9, "none.txt", Item(sha256(b""), "none.txt", b"", "", "text/plain"), None))
    results = run(chunk, Job(READ, "fast"))
    data = encode(results)
    assert decode(data, chunk) == results
    with pytest.raises(ValueError):
        decode(data, chunk[1:])
    with pytest.raises((ValueError, OSError)):
        decode(data[: len(data) // 2], chunk)
    pytest.importorskip("fsspec", reason="the extra `remote` is not installed")
    for place in (str(tmp_path / "here"), f"file://{tmp_path}/there", "memory://shards"):
        shards = Shards(place)
        assert shards.read("a") is None
        shards.write("a", data)
        assert shards.has("a")
        assert shards.read("a") == data
        shards.remove("a")
        shards.sweep()
        assert not shards.has("a")


def test_a_chunk_is_named_by_what_its_results_depend_on() -> None:
    job = Job(ReadOptions(), "fast")
    session = Session(Cluster("local:1", "x"), job, "fast 1")
    name = session.name(units())
    later = tuple(Unit(u.n + 40, u.address, u.item, None) for u in units())
    assert session.name(later) == name
    assert session.name(units(2)) != name
    told = tuple(Unit(u.n, u.address, u.item, None, {u.address: {"outlet": "x"}}) for u in units())
    assert session.name(told) != name
    assert Session(Cluster("local:1", "x"), job, "fast 2").name(units()) != name


def test_a_worker_of_another_version_is_refused(tmp_path: Path) -> None:
    found = work_shard(units(), Job(ReadOptions(), "fast"), "fast other", Shards(str(tmp_path)), "a")
    assert found.code == "unfit-worker"
    (tmp_path / "file").write_bytes(b"")
    found = work_shard(units(), Job(ReadOptions(), "fast"), fingerprint("fast"), Shards(str(tmp_path / "file")), "a")
    assert found.code == "no-shards"


def test_what_is_missing_is_told_by_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_module, "FIRST", 0.5)
    for address in (f"tcp://127.0.0.1:{free_port()}", "local:many", "nonsense"):
        with pytest.raises(RequestError) as error:
            build([REPORTS], tmp_path / "c.sayso", options(address, tmp_path))
        assert error.value.code == "no-scheduler"

    def missing(name: str) -> object:
        raise ImportError(name)

    monkeypatch.setattr(cluster_module, "import_module", missing)
    with pytest.raises(RequestError) as error:
        build([REPORTS], tmp_path / "c.sayso", options("local:1", tmp_path))
    assert error.value.code == "missing-extra"
    assert documents(tmp_path / "c.sayso") == 0


def test_sources_elsewhere_give_the_same_ledger(tmp_path: Path, whole: bytes) -> None:
    fsspec = pytest.importorskip("fsspec", reason="the extra `remote` is not installed")
    memory = fsspec.filesystem("memory")
    memory.put(str(REPORTS), "/bucket/reports", recursive=True)
    for source in ("memory://bucket/reports", f"file://{REPORTS}"):
        case = tmp_path / f"{source[:4]}.sayso"
        summary = build([source], case, BuildOptions(READ, "fast", 1))
        assert (summary.documents, summary.problems) == (21, [])
        assert exported(case) == whole
        assert build([source], case, BuildOptions(READ, "fast", 1)).skipped == 21
    for wrong, code in (("memory://bucket/nothing", "nothing-found"), ("nosuch://x/y", "nothing-found")):
        with pytest.raises(RequestError) as error:
            build([wrong], tmp_path / "none.sayso", BuildOptions(READ, "fast", 1))
        assert error.value.code == code
