"""Worker processes end with the process that started them, even when that one is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

_CODE = """
import time
from sayso.pipeline.local import _pool

pool = _pool(2)
list(pool.map(time.sleep, [0.3] * 6))
print(*sorted(pool._processes), flush=True)
time.sleep(120)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills by a signal that Windows does not have")
def test_workers_do_not_outlive_a_builder_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "builder.py"
    script.write_text(_CODE, encoding="utf-8")
    builder = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    assert builder.stdout is not None
    workers = [int(n) for n in builder.stdout.readline().split()]
    assert workers
    builder.send_signal(signal.SIGKILL)
    builder.wait()
    until = time.monotonic() + 30
    while any(map(_alive, workers)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(_alive, workers))


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")  # one that nobody waits for stays in the table
    try:
        return state.read_text().rpartition(")")[2].split()[0] != "Z" if state.parent.parent.exists() else True
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("piped", [False, True])
def test_a_plain_script_that_builds_is_not_run_again_by_its_workers(tmp_path: Path, piped: bool) -> None:
    (tmp_path / "in").mkdir()
    for n in range(3):
        (tmp_path / "in" / f"{n}.txt").write_text(f"Officials said {n + 4} people died on Monday.", encoding="utf-8")
    script = tmp_path / "script.py"
    script.write_text(
        "import sayso\n"
        "from sayso.pipeline import BuildOptions\n"
        "case = sayso.build('in', 'c.sayso', BuildOptions(depth='fast', workers=2))\n"
        "print(len(list(case.documents())), len(list(case.problems())))\n",
        encoding="utf-8",
    )
    with script.open(encoding="utf-8") as given:
        done = subprocess.run(
            [sys.executable, "-" if piped else str(script)],
            cwd=tmp_path, stdin=given, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
    assert (done.stdout, done.stderr) == ("3 0\n", "")
