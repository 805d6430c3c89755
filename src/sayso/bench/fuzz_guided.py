"""Coverage-guided inputs through readers and extractors: how many, what branches they reached, what they found.

A search by libFuzzer (through Atheris, ``pip install 'sayso[fuzz]'``): an input that reaches a branch or a count of
branches that none before it reached is kept and changed further. Half of the changes are libFuzzer's own, on bytes;
half know the format: those of the campaigns that are not guided, and for archives and office documents a change of one
member, packed again. Branches are counted in sayso and in the libraries that read mail, archives and pages. Every
target runs in a process of its own, with a limit of time for an input and of memory for the whole; an input fails as it
does in ``readers-fuzz`` and ``fuzz``. SAYSO_FUZZ_GUIDED sets how many inputs a target gets (2,000).
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from . import MissingDataError
from .fuzz_target import TARGETS

SECONDS = 20  # that one input may take before its process is ended
MEMORY_MIB = 2048
_DONE = re.compile(r"^#(\d+)\s+(INITED|DONE)\s+cov: (\d+) ft: (\d+) corp: (\d+)/", re.MULTILINE)


def run(data: Path) -> dict[str, Any]:
    """The bench; it needs no data but the bundled example. Raises :class:`MissingDataError` without Atheris."""
    if find_spec("atheris") is None:
        raise MissingDataError("Atheris is not installed: pip install 'sayso[fuzz]'")
    return campaign(int(os.environ.get("SAYSO_FUZZ_GUIDED", "2000")))


def campaign(count: int, seed: int = 1, targets: tuple[str, ...] = TARGETS) -> dict[str, Any]:
    """Run ``count`` inputs through each target; what each came to, and the sums."""
    found = {name: _target(name, count, seed) for name in targets}
    return {
        "inputs": sum(f["inputs"] for f in found.values()),
        "finds": sum(len(f["finds"]) for f in found.values()),
        "kept": sum(f["kept"] - f["kept_at_first"] for f in found.values()),
        "targets": found,
    }


def _target(name: str, count: int, seed: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        finds = Path(folder) / "finds.jsonl"
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        command = [
            sys.executable, "-m", "sayso.bench.fuzz_target", name, str(finds), str(corpus), f"-seed={seed}",
            f"-runs={count}", f"-timeout={SECONDS}", f"-rss_limit_mb={MEMORY_MIB}", f"-artifact_prefix={folder}/",
            "-print_final_stats=1",
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
        steps = {step: tuple(map(int, numbers)) for *numbers, step in _steps(done.stderr)}
        failed = [json.loads(line) for line in finds.read_text("utf-8").splitlines()] if finds.exists() else []
        for artifact in sorted(Path(folder).glob("*-*")):  # what ended the process: crash-…, timeout-…, oom-…
            failed.append({"fault": artifact.name.partition("-")[0], "input": artifact.read_bytes().hex()[:4000]})
        if done.returncode and not failed:
            failed.append({"fault": f"ended with {done.returncode}", "input": done.stderr[-800:]})
    first, last = steps.get("INITED", (0, 0, 0, 0)), steps.get("DONE", (0, 0, 0, 0))
    return {
        "inputs": last[0], "branches_at_first": first[1], "branches": last[1], "features_at_first": first[2],
        "features": last[2], "kept_at_first": first[3], "kept": last[3], "finds": failed,
        "peak_mib": _stat(done.stderr, "peak_rss_mb"), "slowest_seconds": _stat(done.stderr, "slowest_unit_time_sec"),
    }  # fmt: skip


def _steps(log: str) -> list[tuple[str, str, str, str, str]]:
    return [(m[1], m[3], m[4], m[5], m[2]) for m in _DONE.finditer(log)]


def _stat(log: str, name: str) -> int:
    found = re.search(rf"stat::{name}:\s+(\d+)", log)
    return int(found[1]) if found else 0
