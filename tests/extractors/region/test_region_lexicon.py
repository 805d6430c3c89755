"""Every entry of the lexicon ``regions`` marks its ``hit`` texts and none of its ``miss`` texts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sayso.encoders.analysis import plain
from sayso.extractors.region import regions

ROOT = Path(__file__).resolve().parents[3]
ENTRIES = yaml.safe_load((ROOT / "resources" / "lexicon" / "regions.yaml").read_text(encoding="utf-8"))["entries"]
TITLE = "Dam breach displaces hundreds in the north"
BODY = (
    "The dam above the northern town gave way on Friday morning, and hundreds of residents were displaced when "
    "the water reached the lower streets within the hour, the ministry said."
)


def page(scope: str, words: str) -> tuple[str, int]:
    """A page with the words where their scope looks for them, and where they begin in it."""
    if scope == "lead":
        return f"{words}\n\n{TITLE}\n\n{BODY}\n\n{BODY}\n", 0
    if scope in ("tail", "tail-credit"):
        front = f"{TITLE}\n\n{BODY}\n\n"
        return front + words, len(front)
    front = f"{TITLE}\n\n{BODY}\n\n"
    return f"{front}{words}\n\n{BODY}\n", len(front)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e["key"])
def test_examples(entry: dict[str, Any]) -> None:
    assert entry["hit"], "an entry needs examples"
    for words in entry["hit"]:
        text, at = page(entry["scope"], words)
        marked = [r for r in regions(text, plain(text)) if r.start < at + len(words) and r.end > at]
        assert entry["kind"] in {r.kind for r in marked}, words
    for words in entry.get("miss", ()):
        text, at = page(entry["scope"], words)
        marked = [r for r in regions(text, plain(text)) if r.start < at + len(words) and r.end > at]
        assert f"lexicon:{entry['key']}" not in {r.rule for r in marked}, words
