"""Every rule of the lexicon ``caveats`` marks its ``hit`` sentences with its kind and no ``miss`` sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sayso.encoders.analysis import plain
from sayso.extractors.caveat import folded, worded

ROOT = Path(__file__).resolve().parents[3]
ENTRIES = yaml.safe_load((ROOT / "resources" / "lexicon" / "caveats.yaml").read_text(encoding="utf-8"))["entries"]
RULES = [entry for entry in ENTRIES if entry["role"] == "rule"]


def kinds(sentence: str) -> set[str]:
    return {found.kind for found in worded(folded(sentence), plain(sentence).sentences)}


@pytest.mark.parametrize("rule", RULES, ids=lambda e: e["key"])
def test_examples(rule: dict[str, Any]) -> None:
    assert rule["hit"], "a rule needs examples"
    assert rule["miss"], "a rule needs counter-examples"
    for sentence in rule["hit"]:
        assert rule["kind"] in kinds(sentence), sentence
    for sentence in rule["miss"]:
        assert not kinds(sentence), sentence


def test_every_list_is_used() -> None:
    patterns = " ".join(rule["pattern"] for rule in RULES)
    unused = [e["key"] for e in ENTRIES if e["role"] == "words" and f"<{e['key']}>" not in patterns]
    assert not unused
