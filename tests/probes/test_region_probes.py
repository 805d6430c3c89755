"""The probe pages for regions: each line is marked as it says, and body text is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sayso.encoders.analysis import plain
from sayso.extractors.region import regions

PAGES = yaml.safe_load((Path(__file__).parent / "regions.yaml").read_text(encoding="utf-8"))
BODY = " The bridge was closed on Monday, the town said, and the ferry will run every hour until it is open again."


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p["name"])
def test_page(page: dict[str, Any]) -> None:
    lines = [
        (mark, words + BODY if mark == "dateline" and words.endswith("-") else words) for mark, words in page["lines"]
    ]
    text = "\n".join(words for _, words in lines)
    marked = regions(text, plain(text))
    at = 0
    for mark, words in lines:
        own = [r for r in marked if r.start < at + len(words) and r.end > at]
        kinds = {r.kind for r in own}
        assert kinds == (set() if mark == "-" else {mark}), words
        if own and not words.endswith(BODY):
            assert sum(r.end - r.start for r in own) >= 0.9 * len(words), words
        at += len(words) + 1
