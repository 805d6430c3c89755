"""The table of promises names tests that are there, and figures that were measured."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "trust.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[\w/.]+?)(?:::(\w+))?`", PAGE)))


def result(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / "bench" / "results" / f"{name}.json").read_text("utf-8"))["result"]
    return found


def test_there_is_a_table_to_check() -> None:
    assert len(NAMED) > 30
    for line in PAGE.splitlines():
        if line.startswith("| ") and not line.startswith("| promise"):
            assert line.count("|") == 4 and "`" in line.split("|")[2], line


@pytest.mark.parametrize(("path", "test"), NAMED)
def test_every_named_test_is_there(path: str, test: str) -> None:
    assert (ROOT / path).exists(), path
    if test:
        assert re.search(rf"^def {test}\(", (ROOT / path).read_text("utf-8"), re.MULTILINE), f"{path}::{test}"


def test_the_figures_are_those_of_the_result_files() -> None:
    kills, readers, extractors = result("faults"), result("readers-fuzz"), result("fuzz")
    assert f"{kills['kills']:,} kills" in PAGE
    for bad in ("did_not_open", "rows_lost", "faults", "half_files", "resumed_to_another"):
        assert kills[bad] == 0, bad
    assert f"{readers['inputs']:,} inputs, {readers['failures']} failed" in PAGE
    assert f"{extractors['texts']:,} texts, {extractors['failed']} failed" in PAGE
    guided = result("fuzz-guided")
    assert guided["finds"] == 0 and f"{guided['inputs']:,} guided inputs, 0 finds" in PAGE
    for end in ("branches_at_first", "branches"):
        assert f"{sum(t[end] for t in guided['targets'].values()):,} " in PAGE, end


def test_growth_is_that_of_the_result_files() -> None:
    readers = [kind["exponent"] for kind in result("readers-growth").values()]
    others = [part["exponent"] for kind in result("extractors-growth").values() for part in kind.values()]
    for grown in (readers, others):
        assert max(grown) < 1.7, "the square would be 2"
        assert f"largest exponent {max(grown)}" in PAGE
