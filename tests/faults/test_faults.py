"""Full device, read-only folder, two writers, a clock set back, a cut log, no network: a clear word, nothing lost."""

from __future__ import annotations

import datetime as dt
import json
import os
import resource
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.bench.faults import kills
from sayso.cli import COMMANDS
from sayso.errors import RequestError
from sayso.ledger import View, Writer
from sayso.ledger import log as custody
from sayso.model import Item, sha256
from sayso.pipeline import BuildOptions, build, verify
from sayso.pipeline.export import export
from sayso.pipeline.judge import judge
from sayso.plugins import ReadOptions, exporters
from tests.exporters.conftest import case as built  # noqa: F401 - fixture

FAST = BuildOptions(ReadOptions(), "fast", 1)


@pytest.fixture
def case(built: Path, tmp_path: Path) -> Path:  # noqa: F811
    return Path(shutil.copy(built, tmp_path / "case.sayso"))


def counts(case: Path) -> dict[str, int]:
    with View(case) as view:
        return view.counts()


@pytest.mark.timeout(280)
def test_kills_at_random_moments() -> None:
    found = kills(6)
    assert found["kills"] >= 6 and found["resumed_to_the_same_export"] >= 1
    for bad in ("did_not_open", "rows_lost", "faults", "half_files", "resumed_to_another"):
        assert found[bad] == 0, found


def test_a_full_device_while_building(case: Path, tmp_path: Path) -> None:
    before = counts(case)
    with Writer(case) as writer:
        pages = writer._db.execute("PRAGMA page_count").fetchone()[0]
        writer._db.execute(f"PRAGMA max_page_count = {pages + 2}")
        big = os.urandom(1 << 20)
        with pytest.raises(RequestError) as refused, writer.transaction():
            writer.add_item("/src", Item(sha256(big), "big.bin", big, "2025-01-01T00:00:00Z", "text/plain"))
        assert refused.value.code == "disk-full"
    assert counts(case) == before and verify(case).faults == ()


@pytest.mark.parametrize("form", sorted(set(exporters()) - {"parquet"}))
def test_a_full_device_while_exporting(form: str, case: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    program = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200)); "
        "from sayso.cli import main; main(sys.argv[1:])"
    )
    command = [sys.executable, "-c", program, "export", str(case), "--to", form, "-o", str(out / "made")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "[disk-full]" in done.stderr or "[read-only]" in done.stderr, done.stderr
    assert "Traceback" not in done.stderr
    assert not any(p.is_file() and p.stat().st_size for p in out.rglob("*") if p.suffix == ".part")


def test_a_folder_that_cannot_be_written(case: Path, tmp_path: Path) -> None:
    for act in (
        lambda: build([case.parent], Path("/proc/no/case.sayso"), FAST),
        lambda: export(case, "jsonl", Path("/proc/no/out.jsonl")),
    ):
        with pytest.raises(RequestError) as refused:
            act()
        assert refused.value.code in ("read-only", "disk-full", "nothing-found")


def test_two_builds_at_once(case: Path, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "a.txt").write_text("Officials said 12 people were missing on Monday.\n")
    before = counts(case)
    with Writer(case), pytest.raises(RequestError) as refused:
        build([tmp_path / "more"], case, FAST)
    assert refused.value.code == "case-busy"
    assert counts(case) == before
    build([tmp_path / "more"], case, FAST)
    assert counts(case)["documents"] == before["documents"] + 1


def test_a_clock_set_back(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with View(case) as view:
        document = next(view.documents()).id
    judge(case, "note", [document], {"note": "first"}, "a", dt.datetime(2030, 1, 1, tzinfo=dt.UTC))
    monkeypatch.setattr(custody, "now", lambda: "1999-01-01T00:00:00Z")
    judge(case, "note", [document], {"note": "second"}, "a", dt.datetime(1999, 1, 1, tzinfo=dt.UTC))
    assert verify(case).faults == (), "the chain holds by hashes, not by clocks"
    with View(case) as view:
        assert [j.detail["note"] for j in view.judgements()] == ["first", "second"], (
            "in the order in which they were made"
        )


@pytest.mark.parametrize("share", [0.0, 0.3, 0.7, 0.99])
def test_power_cut_with_a_torn_log(case: Path, tmp_path: Path, share: float) -> None:
    before = counts(case)
    with View(case) as view:
        document = next(view.documents()).id
    writer = Writer(case)
    try:
        writer._db.execute("PRAGMA wal_autocheckpoint = 0")
        for n in range(20):
            with writer.transaction():
                writer.withdraw(document, f"reason {n}")
                writer.restore(document)
        torn = tmp_path / "torn" / "case.sayso"
        torn.parent.mkdir()
        shutil.copy(case, torn)
        wal = case.with_name(case.name + "-wal").read_bytes()
        assert len(wal) > 1000
        torn.with_name(torn.name + "-wal").write_bytes(wal[: int(len(wal) * share)])
    finally:
        writer.close()
    assert counts(torn) == before and verify(torn).faults == ()
    with View(torn) as view:
        entries = len(list(view.log()))
    judge(torn, "note", [document], {"note": "after"}, "a")
    with View(torn) as view:
        assert len(list(view.log())) > entries


def test_a_case_cut_short_is_named(case: Path) -> None:
    data = case.read_bytes()
    case.write_bytes(data[: len(data) // 2])
    with pytest.raises(RequestError) as refused:
        verify(case)
        View(case).close()
    assert refused.value.code == "not-a-case"


ASKED: dict[str, list[list[str]]] = {
    "build": [["a.html", "-o", "c.sayso", "--workers", "1"], ["a.html", "-o", "c.sayso", "--depth", "fast", "--workers", "1"]],
    "extract": [["a.html"], ["a.html", "--mask", "default"]],
    "search": [["c.sayso", "missing"]],
    "figures": [["c.sayso"]],
    "claims": [["c.sayso"]],
    "origins": [["c.sayso", "ROW"]],
    "copies": [["c.sayso"]],
    "sources": [["c.sayso"]],
    "entities": [["c.sayso"]],
    "rests-on": [["c.sayso", "a.html"]],
    "judge": [["c.sayso", "note", "a.html", "--note", "seen", "--who", "ann"]],
    "evidence": [["c.sayso"]],
    "problems": [["c.sayso"]],
    "drop": [["c.sayso", "a.html", "--reason", "x"], ["c.sayso", "a.html", "--undo"]],
    "check": [["c.sayso", "--profile", "notes"]],
    "import": [["c.sayso", "notes.csv"]],
    "export": [["c.sayso", "--to", form, "-o", f"out-{form}", *mask] for form in sorted(exporters())
               for mask in ((), ("--mask", "default"))],
    "preview": [["c.sayso"]],
    "verify": [["c.sayso"], ["out-ro-crate"]],
    "custody": [["c.sayso"], ["c.sayso", "--request", "head.tsq"]],
    "mcp": [["c.sayso"]],
    "demo": [[]],
    "bench": [[]],
}  # fmt: skip


def test_every_command_is_asked_without_a_network() -> None:
    assert set(ASKED) == set(COMMANDS) - {"open"}, "open serves on loopback: its own tests hold that"


@pytest.mark.timeout(280)
def test_no_socket_but_loopback(tmp_path: Path) -> None:
    """Every command in a process in which a connection, or a name that is looked up, is an error unless it is loopback."""
    (tmp_path / "a.html").write_text(
        "<html><head><link rel=stylesheet href='https://elsewhere.example/x.css'></head><body><h1>Dam</h1>"
        "<img src='https://elsewhere.example/x.png'><p>Officials said 12 people were missing on Monday.</p></body></html>"
    )
    (tmp_path / "notes.csv").write_text("path,text,note\na.html,12 people,seen\n")
    (tmp_path / "asked.json").write_text(json.dumps([[name, *rest] for name, every in ASKED.items() for rest in every]))
    program = """
import json, os, socket, sys
def refuse(*a, **k): os.write(2, ("network: " + repr(a)).encode()); os._exit(99)
real, real_info = socket.socket.connect, socket.getaddrinfo
def connect(self, address):
    if self.family != socket.AF_UNIX and address[0] not in ("127.0.0.1", "::1"): refuse(address)
    return real(self, address)
def info(host, *a, **k):
    if host not in (None, "", "localhost", "127.0.0.1", "::1"): refuse(host)
    return real_info(host, *a, **k)
socket.socket.connect = connect
socket.socket.connect_ex = socket.socket.sendto = refuse
socket.getaddrinfo = info
socket.gethostbyname = socket.gethostbyaddr = refuse
sys.stdin = open(os.devnull)
from pathlib import Path
from sayso.cli import main
from sayso.ledger import View
for arguments in json.loads(Path("asked.json").read_text()):
    if "ROW" in arguments:
        with View(Path("c.sayso")) as view: arguments[arguments.index("ROW")] = next(view.figures()).row.id
    try: main(arguments)
    except SystemExit as stop: assert stop.code in (None, 0, 3) or arguments[0] == "import", (arguments, stop.code)
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stderr
    assert "elsewhere.example" not in (tmp_path / "out-html").read_text().split("<pre")[0]


def test_the_guard_of_the_test_above_holds() -> None:
    program = "import socket\nsocket.socket.connect = lambda s, a: (_ for _ in ()).throw(SystemExit('network'))\n"
    done = subprocess.run(
        [sys.executable, "-c", program + "import urllib.request; urllib.request.urlopen('http://192.0.2.1/', timeout=1)"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert resource.RLIMIT_FSIZE is not None and socket.AF_INET is not None
