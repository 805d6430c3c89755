"""The labels of the bench of copies hold together."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from pathlib import Path

from sayso.bench.copies import KINDS, LABELS


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def test_forty_paraphrases_half_of_them_for_scores_only() -> None:
    rows = _rows(LABELS / "paraphrases" / "INDEX.tsv")
    assert Counter(r["part"] for r in rows) == {"dev": 20, "check": 20}
    assert {f"paraphrase, {r['part']}" for r in rows} <= set(KINDS)
    assert {r["file"] for r in rows} == {p.name for p in (LABELS / "paraphrases").glob("*.txt")}
    assert len({r["of"] for r in rows}) == 40
    for r in rows:
        assert len((LABELS / "paraphrases" / r["file"]).read_text("utf-8").split()) >= 110
        assert r["url"].startswith("https://en.wikinews.org/wiki/")


def test_every_pair_that_was_read_has_a_verdict_of_its_kind() -> None:
    rows = _rows(LABELS / "copies" / "negatives.tsv")
    assert len({(r["a"], r["b"]) for r in rows}) == len(rows)
    kinds = {"repeats": {"wire", "caption"}, "negative": {"name", "statement", "speech"}}
    for r in rows:
        assert r["kind"] in kinds[r["verdict"]]
        assert r["a"] < r["b"]
        assert r["why"]
        assert r["a"].rpartition("/")[0] != r["b"].rpartition("/")[0]  # two outlets


def test_the_page_has_the_committed_figures() -> None:
    tool = Path(__file__).parents[2] / "tools" / "copies_table.py"
    done = subprocess.run([sys.executable, tool, "--check"], check=False)
    assert done.returncode == 0, "run: python tools/copies_table.py"
