"""A build does the new work only, goes on after a stop, and gives the same ledger twice."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sayso.errors import RequestError
from sayso.examples import META, REPORTS
from sayso.ledger import View
from sayso.model import Problem
from sayso.pipeline import BuildOptions, build, verify
from sayso.pipeline.export import export
from sayso.plugins import ReadOptions
from sayso.readers import load_meta

FAST = BuildOptions(depth="fast", workers=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(REPORTS, tmp_path / "reports"))


def exported(case: Path) -> bytes:
    path = case.with_suffix(".jsonl")
    export(case, "jsonl", path)
    return path.read_bytes()


def test_two_builds_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    read = ReadOptions(meta=load_meta(META))
    build([folder], tmp_path / "a.sayso", BuildOptions(read, "fast", 1))
    build([folder], tmp_path / "b.sayso", BuildOptions(read, "fast", 2))
    assert exported(tmp_path / "a.sayso") == exported(tmp_path / "b.sayso")
    assert verify(tmp_path / "a.sayso").faults == ()


def test_a_second_run_does_only_the_new_work(folder: Path, tmp_path: Path) -> None:
    case = tmp_path / "c.sayso"
    late = folder / "03-zelnica-courier.html"
    aside = tmp_path / late.name
    shutil.move(late, aside)
    first = build([folder], case, FAST)
    assert (first.documents, first.skipped) == (20, 0)
    shutil.move(aside, late)
    second = build([folder], case, FAST)
    assert (second.documents, second.skipped) == (1, 20)
    third = build([folder], case, FAST)
    assert (third.documents, third.skipped, third.compared) == (0, 21, False)
    build([folder], tmp_path / "whole.sayso", FAST)
    assert exported(case) == exported(tmp_path / "whole.sayso")


def test_a_case_among_its_own_sources_is_none_of_them(folder: Path, tmp_path: Path) -> None:
    first = build([folder], folder / "c.sayso", FAST)
    second = build([folder], folder / "c.sayso", FAST)
    assert [p.address for p in (*first.problems, *second.problems) if "c.sayso" in p.address] == []
    assert (first.items, second.skipped, second.compared) == (second.items, first.documents, False)


def test_a_changed_report_supersedes_and_a_vanished_one_stays(folder: Path, tmp_path: Path) -> None:
    case = tmp_path / "c.sayso"
    build([folder], case, FAST)
    changed, gone = folder / "07-globe-digest.txt", folder / "06-saltmarsh-brief.txt"
    changed.write_text(changed.read_text(encoding="utf-8") + "\nA line more.\n", encoding="utf-8")
    gone.unlink()
    build([folder], case, FAST)
    with View(case) as view:
        assert view.counts()["documents"] == 21
        assert view.document(changed.name).text.endswith("A line more.\n")
        assert list(view.withdrawn().values()) == ["superseded by a changed item"]
        assert view.document(gone.name)
    assert verify(case).faults == ()


def test_bad_items_are_named_and_the_rest_is_unharmed(folder: Path, tmp_path: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "noise.txt").write_bytes(b"\x7fELF" + bytes(random.Random(0).randrange(256) for _ in range(4000)))
    (folder / "cut.pdf").write_bytes((folder / "17-ministry-statement.pdf").read_bytes()[:300])
    (folder / "rows.csv").write_text("id,words\n1,no text column\n", encoding="utf-8")
    (folder / "round").symlink_to(folder)
    summary = build([folder], tmp_path / "c.sayso", FAST)
    assert summary.documents == 21
    named = {p.address: p.code for p in summary.problems}
    assert named["empty.txt"] == "empty"
    assert set(named) >= {"empty.txt", "noise.txt", "cut.pdf", "round"}
    assert any(address.startswith("rows.csv") for address in named)
    with View(tmp_path / "c.sayso") as view:
        assert set(named) == {p.address for p in view.problems()}
    again = build([folder], tmp_path / "c.sayso", FAST)
    assert {p.address for p in again.problems} == set(named), "what cannot be read is told every time"


def test_nothing_to_read_is_a_request_that_cannot_be_met(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    for source in (tmp_path / "none", tmp_path / "missing"):
        with pytest.raises(RequestError, match="nothing-found"):
            build([source], tmp_path / "c.sayso", FAST)


def test_an_extractor_that_fails_costs_its_own_rows_only(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sayso.extractors.time import TimeExtractor

    def fail(*_: object) -> None:
        raise ZeroDivisionError("planted")

    monkeypatch.setattr(TimeExtractor, "extract", fail)
    summary = build([folder / "01-lantern-wire.txt"], tmp_path / "c.sayso", FAST)
    assert [p.code for p in summary.problems] == ["extraction-failed"]
    assert "planted" in summary.problems[0].message
    with View(tmp_path / "c.sayso") as view:
        assert view.counts()["documents"] == 1
        assert view.counts()["times"] == 0
        assert view.counts()["regions"] > 0


def test_a_unit_past_its_time_is_a_problem(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso.model import Item, sha256
    from sayso.pipeline import work

    monkeypatch.setattr(work, "extract", lambda *_: time.sleep(5))
    data = (folder / "01-lantern-wire.txt").read_bytes()
    item = Item(sha256(data), "01.txt", data, "2026-01-01T00:00:00Z", "text/plain")
    (done,) = work.run((work.Unit(1, "01.txt", item, None),), work.Job(ReadOptions(), "fast", seconds=0.2))
    assert [p.code for p in done.problems] == ["timeout"]


def test_a_build_killed_at_random_moments_resumes_to_the_same_ledger(folder: Path, tmp_path: Path) -> None:
    for n in range(6):
        shutil.copytree(REPORTS, folder / f"again{n}")
    build([folder], tmp_path / "whole.sayso", FAST)
    case = tmp_path / "killed.sayso"
    command = [
        sys.executable,
        "-m",
        "sayso.cli",
        "build",
        str(folder),
        "-o",
        str(case),
        "--depth",
        "fast",
        "--workers",
        "1",
    ]
    rng = random.Random(11)
    killed = 0
    for _ in range(10):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(0.5 + rng.random() * 1.2)
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
            killed += 1
        process.wait()
        if case.exists() and case.stat().st_size:
            assert not verify(case).faults, "what a killed build left holds"
    assert killed >= 3
    build([folder], case, FAST)
    assert exported(case) == exported(tmp_path / "whole.sayso")


def kill_on_report_five(chunk: tuple[object, ...], job: object) -> object:
    """A worker function that dies on one document (module level, so that a spawned process finds it)."""
    from sayso.pipeline import work

    if any(getattr(unit, "address", "").startswith("05-") for unit in chunk):
        os.kill(os.getpid(), signal.SIGKILL)
    return work.run(chunk, job)  # type: ignore[arg-type]


def test_a_document_that_kills_its_worker_is_quarantined(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sayso.pipeline import local

    monkeypatch.setattr(local, "run", kill_on_report_five)
    summary = build([folder], tmp_path / "c.sayso", BuildOptions(depth="fast", workers=2))
    assert summary.problems == [Problem("quarantined", "05-sandrow-echo.html", "its worker died or hung")]
    assert summary.documents == 20
