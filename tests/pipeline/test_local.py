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
import os, sys, time
from pathlib import Path
from sayso.pipeline.local import _pool

def pid(_):
    time.sleep(0.3)
    return os.getpid()

if __name__ == "__main__":
    found = sorted(set(_pool(2).map(pid, range(6))))
    print(*found, flush=True)
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
