"""The labels that the attribution model learns from: they parse, their marks balance, their values are the ledger's."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from sayso.model.records import FACTUALITIES, IDENTIFICATIONS, STANCES

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools" / "train"))
from marked import records  # noqa: E402

LABELS = ROOT / "resources" / "labels"
TYPES = ("direct", "mixed", "indirect", "narrated")


@pytest.mark.parametrize("path", sorted(LABELS.glob("*.txt")), ids=lambda p: p.stem)
def test_written_reports_are_well_marked(path: Path) -> None:
    held = records(path)
    assert held
    for record in held:
        text, name = record["text"], record["document"]["id"]
        assert not re.search(r"[{}]", text), name
        for s in record["statements"]:
            for anchor in [*s["content"], *(a for a in (s["source"], s["cue"]) if a)]:
                assert text[anchor["start"] : anchor["end"]] == anchor["text"], name
                assert anchor["text"].strip(), name
            assert s["stance"] in STANCES, (name, s["stance"])
            assert s["factuality"] in FACTUALITIES, (name, s["factuality"])
            assert s["type"] in TYPES, (name, s["type"])
            kind = s["chain"][-1].get("kind") if s["source"] and s["chain"] else None
            assert kind is None or kind in IDENTIFICATIONS, (name, kind)


@pytest.mark.parametrize("path", sorted(LABELS.glob("*.jsonl")), ids=lambda p: p.stem)
def test_stand_off_labels_are_ranges_of_hashed_texts(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        held = json.loads(line)
        assert re.fullmatch(r"[0-9a-f]{64}", held["text_sha256"])
        for s in held["statements"]:
            ranges = [*s["content"], *(r for r in (s["source"], s["cue"]) if r)]
            assert all(0 <= a < b <= held.get("end", b) for a, b in ranges), held["document"]
