"""The licence check refuses what it must; the audit never takes silence for a pass."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent


def tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"tool_{name}", ROOT / "tools" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_pinned_package_that_is_installed_may_go_with_this_licence() -> None:
    done = subprocess.run([sys.executable, ROOT / "tools" / "licences.py"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert int(done.stdout.partition(" packages checked")[0].split()[-1]) > 20, done.stdout


@pytest.mark.parametrize(
    ("said", "fits"),
    [
        ("MIT License", True), ("Apache-2.0 OR GPL-3.0-only", True), ("MPL-2.0 AND MIT", True), ("Public Domain", True),
        ("GPL-3.0-only", False), ("GNU General Public License v3", False), ("AGPL-3.0-or-later", False),
        ("MIT AND GPL-2.0-only", False), ("LGPL-2.1-only", False), ("CC BY-NC 4.0", False), ("BSD; Proprietary", False),
        ("", False), ("see LICENSE", False),
    ],
)  # fmt: skip
def test_which_licences_fit(said: str, fits: bool) -> None:
    assert tool("licences").fits(said) is fits


def test_the_audit_never_takes_silence_for_a_pass() -> None:
    judged = tool("audit").judged
    clean, skipped = {"name": "a", "version": "1", "vulns": []}, {"name": "b", "skip_reason": "not found"}
    weak = {"name": "c", "version": "2", "vulns": [{"id": "X-1", "fix_versions": ["3"]}]}
    for packages, status in (
        ([clean], 0),
        ([clean, skipped], 2),
        ([skipped], 2),
        ([clean, weak], 1),
        ([weak, skipped], 1),
    ):
        assert judged(json.dumps({"dependencies": packages}))[0] == status
    for silence in ("", "Traceback", "[]", '{"dependencies": []}'):
        assert judged(silence)[0] == 2


@pytest.mark.parametrize(
    ("tool_there", "answered", "status", "said"),
    [
        (False, 0, 0, "not looked up"), (True, 0, 0, "looked up: no known weakness"),
        (True, 2, 0, "not looked up"), (True, 1, 1, "known weaknesses found"),
    ],
)  # fmt: skip
def test_what_runs_on_every_change_says_when_nothing_was_looked_up(
    tmp_path: Path, tool_there: bool, answered: int, status: int, said: str
) -> None:
    assert "make test" in (ROOT / ".ci/run").read_text() and ".ci/audit" in (ROOT / ".ci/run").read_text()
    assert "make sbom" in (ROOT / ".ci/run").read_text()
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "audit", tmp_path / ".ci" / "audit")
    (tmp_path / "Makefile").write_text(f"audit-tool:\n\t@{'true' if tool_there else 'false'}\n")
    python = tmp_path / "venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f"#!/bin/sh\nexit {answered}\n")
    python.chmod(0o755)
    done = subprocess.run(
        ["bash", ".ci/audit"],
        cwd=tmp_path,
        env={**os.environ, "VENV": "venv"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.startswith(said)) == (status, True), done.stdout + done.stderr
