"""The coverage-guided search reaches further than its seeds, and sees what it is there to see."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sayso.bench import MissingDataError, fuzz_guided

PLANTED = """
import sys
from pathlib import Path
from sayso.bench.fuzz_target import search

def check(data):
    if len(data) > 3:
        raise KeyError("planted")

search(check, lambda data, rng: data + b"more", Path(sys.argv[1]), ["-runs=50", "-seed=1", f"-artifact_prefix={sys.argv[2]}/"])
"""


@pytest.mark.parametrize("target", ["table", "mail"])
def test_a_slice_of_the_search(target: str) -> None:
    pytest.importorskip("atheris", reason="atheris is not installed")
    found = fuzz_guided.campaign(60, targets=(target,))
    one = found["targets"][target]
    assert found["finds"] == 0, one["finds"]
    assert found["inputs"] >= 60 and one["branches"] > one["branches_at_first"] > 100


def test_a_find_is_written_down_once(tmp_path: Path) -> None:
    pytest.importorskip("atheris", reason="atheris is not installed")
    finds = tmp_path / "finds.jsonl"
    done = subprocess.run([sys.executable, "-c", PLANTED, finds, tmp_path], capture_output=True, text=True, check=False)
    lines = finds.read_text().splitlines()
    assert len(lines) == 1 and "KeyError" in json.loads(lines[0])["fault"], done.stderr


def test_without_the_fuzzer_the_bench_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fuzz_guided, "find_spec", lambda name: None)
    with pytest.raises(MissingDataError, match="Atheris"):
        fuzz_guided.run(tmp_path)
