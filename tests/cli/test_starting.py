"""Commands start with what they need."""

from __future__ import annotations

import subprocess
import sys

READING = "check claims copies entities figures origins problems rests_on search sources"
HEAVY = ("onnxruntime", "tokenizers", "lxml", "sayso.pipeline", "sayso.masking", "sayso.extractors")


def test_commands_that_read_a_case_load_no_model() -> None:
    found = subprocess.run(
        [sys.executable, "-c", f"import sys, sayso.cli.{', sayso.cli.'.join(READING.split())}; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(found.stdout.split()).isdisjoint(HEAVY)
    assert "sayso.ledger" in found.stdout.split()
