"""The probe sentences for caveats: each marked stretch is found with its kind, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from sayso.encoders.analysis import plain
from sayso.extractors.caveat import find
from sayso.extractors.region import regions
from sayso.model import Extraction

PROBES = yaml.safe_load((Path(__file__).parent / "caveats.yaml").read_text(encoding="utf-8"))
PASSAGES = [passage for group in PROBES.values() for passage in group]
_MARK = re.compile(r"\[(unverified|withheld|disputed|corrected|conflict-of-interest|headline): ([^\]]*)\]")


@pytest.mark.parametrize("passage", PASSAGES)
def test_probe(passage: str) -> None:
    wanted = [(m.group(1), m.group(2).rstrip(".")) for m in _MARK.finditer(passage)]
    text = _MARK.sub(r"\2", passage)
    text = text.removeprefix("TITLE: ") if text.startswith("TITLE: ") else "The river\n\n" + text
    analysis = plain(text)
    rows = Extraction("d", regions=regions(text, analysis))
    found = [(c.kind, text[c.start : c.end].rstrip(".")) for c in find(text, analysis, rows)]
    assert [kind for kind, _ in found] == [kind for kind, _ in wanted]
    for (_, have), (_, want) in zip(found, wanted, strict=True):
        own, gold = set(have.split()), set(want.split())
        assert len(own & gold) >= 0.5 * len(own | gold), have
