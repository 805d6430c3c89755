"""A followed folder: a real folder, a real process, files that arrive whole, in parts, broken or changed."""

from __future__ import annotations

import json
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso.examples import META, REPORTS
from sayso.ledger import View
from sayso.pipeline import BuildOptions, build, verify
from sayso.pipeline.export import export
from sayso.pipeline.follow import REST, REST_EMPTY, Watch
from sayso.plugins import ReadOptions
from sayso.readers import load_meta

LATE = ("03-zelnica-courier.html", "05-sandrow-echo.html", "17-ministry-statement.pdf")


class Follower:
    """``sayso build --follow --json`` in a process of its own."""

    def __init__(self, folder: Path, case: Path) -> None:
        command = [
            sys.executable, "-m", "sayso.cli", "build", "--follow", str(folder), "-o", str(case),
            "--meta", str(META), "--depth", "fast", "--workers", "1", "--json",
        ]  # fmt: skip
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.put(line)

    def next(self, seconds: float = 60) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.lines.get(timeout=seconds))
        return found

    def stop(self) -> tuple[int, str]:
        self.process.send_signal(signal.SIGINT)
        self.process.wait(30)
        assert self.process.stderr
        return self.process.returncode, self.process.stderr.read()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = Path(shutil.copytree(REPORTS, tmp_path / "reports"))
    for name in LATE:
        (made / name).unlink()
    return made


@pytest.fixture
def follower(folder: Path, tmp_path: Path) -> Iterator[Follower]:
    started = Follower(folder, tmp_path / "c.sayso")
    yield started
    started.process.kill()
    started.process.wait()


def exported(case: Path) -> bytes:
    path = case.with_suffix(".jsonl")
    export(case, "jsonl", path)
    return path.read_bytes()


def test_a_followed_folder_becomes_the_case_of_one_build(folder: Path, follower: Follower, tmp_path: Path) -> None:
    case = tmp_path / "c.sayso"
    first = follower.next()
    assert (first["round"], first["new_documents"]) == (0, 18)
    # one comes by rename, one grows in steps, one is under another name until it is whole
    whole = {name: (REPORTS / name).read_bytes() for name in LATE}
    (folder / ".coming").write_bytes(whole[LATE[0]])
    (folder / ".coming").rename(folder / LATE[0])
    (folder / (LATE[2] + ".part")).write_bytes(whole[LATE[2]][:1500])
    with (folder / LATE[1]).open("wb") as growing:
        for n in range(6):
            growing.write(whole[LATE[1]][n * 700 : (n + 1) * 700 if n < 5 else None])
            growing.flush()
            time.sleep(REST / 3)
    (folder / (LATE[2] + ".part")).write_bytes(whole[LATE[2]])
    (folder / (LATE[2] + ".part")).rename(folder / LATE[2])
    rounds = []
    while {d["path"] for r in rounds for d in r["documents"]} < set(LATE):
        rounds.append(follower.next())
    arrived = [d["path"] for r in rounds for d in r["documents"]]
    assert sorted(arrived) == sorted(LATE), "each once: none was read half written"
    assert [r["problems"] for r in rounds] == [[]] * len(rounds)
    assert any(r["claims"] for r in rounds)
    status, errors = follower.stop()
    assert (status, "Traceback" in errors) == (0, False)
    build([REPORTS], tmp_path / "whole.sayso", BuildOptions(ReadOptions(meta=load_meta(META)), "fast", 1))
    assert exported(case) == exported(tmp_path / "whole.sayso")
    assert verify(case).faults == ()


def test_bad_files_are_named_and_a_mended_one_is_read(folder: Path, follower: Follower, tmp_path: Path) -> None:
    case = tmp_path / "c.sayso"
    follower.next()
    pdf = (REPORTS / LATE[2]).read_bytes()
    (folder / LATE[2]).write_bytes(pdf[:300])
    bad = follower.next()
    assert [p["address"] for p in bad["problems"]] == [LATE[2]]
    assert bad["documents"] == []
    (folder / LATE[2]).write_bytes(pdf)
    mended = follower.next()
    assert [d["path"] for d in mended["documents"]] == [LATE[2]]
    changed = folder / "07-globe-digest.txt"
    changed.write_text(changed.read_text(encoding="utf-8") + "\nA line more.\n", encoding="utf-8")
    again = follower.next()
    assert [d["path"] for d in again["documents"]] == [changed.name]
    assert len(again["withdrawn"]) == 1
    status, errors = follower.stop()
    assert status == 2, "there was a problem"
    assert LATE[2] in errors
    with View(case) as view:
        assert list(view.problems()) == []
        assert view.counts()["documents"] == 19


def test_a_file_is_ready_when_it_rests(tmp_path: Path) -> None:
    watch = Watch([tmp_path], tmp_path / "c.sayso")
    (tmp_path / "c.sayso").write_text("a case among its own sources")
    (tmp_path / "c.sayso-wal").write_text("and its log")
    file, empty = tmp_path / "a.txt", tmp_path / "b.txt"
    file.write_text("one", encoding="utf-8")
    empty.touch()
    assert watch.ready(0.0) == set()
    assert watch.waiting
    file.write_text("one two", encoding="utf-8")
    assert watch.ready(REST) == set(), "it grew"
    assert watch.ready(2 * REST) == {file}
    watch.take({file})
    assert watch.ready(3 * REST) == set()
    assert watch.ready(REST_EMPTY) == {empty}
    watch.take({empty})
    assert watch.ready(100.0) == set()
    assert not watch.waiting
    file.write_text("three four", encoding="utf-8")
    watch.ready(101.0)
    assert watch.ready(101.0 + REST) == {file}
    file.unlink()
    assert watch.ready(110.0) == set()
