"""Every probe sentence: where the figure stands, both intervals, what is counted; or that there is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from figure_rows import figures

from sayso.model import Figure

PROBES = yaml.safe_load((Path(__file__).parents[2] / "probes" / "figures.yaml").read_text(encoding="utf-8"))


def agrees(found: Figure, wanted: dict[str, Any]) -> bool:
    ends = zip(
        (found.low, found.high, found.typical_low, found.typical_high),
        (wanted["low"], wanted["high"], wanted["typical_low"], wanted["typical_high"]),
        strict=True,
    )
    same = all((a is None) == (b is None) and (a is None or abs(a - b) < 0.011) for a, b in ends)
    counted = wanted.get("counted")
    return same and (counted is None or (found.counted or "").lower().split()[-1:] == counted.lower().split()[-1:])


def test_there_are_enough() -> None:
    assert len(PROBES) >= 300


@pytest.mark.parametrize("probe", PROBES, ids=lambda p: p["text"][:60])
def test_probe(probe: dict[str, Any]) -> None:
    text, wanted = probe["text"], probe["figure"]
    found = figures(text)
    if wanted is None:
        assert not found, [(f.text, f.low, f.high) for f in found]
        return
    assert text[wanted["start"] : wanted["end"]] == wanted["words"]
    here = [f for f in found if (f.start, f.end) == (wanted["start"], wanted["end"])]
    assert here, [f.text for f in found]
    assert any(agrees(f, wanted) for f in here), here
