"""Our own sentences: every time found, at its offsets, with its days and granularity, and nothing else."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml
from time_rows import read

PROBES = yaml.safe_load((Path(__file__).parents[2] / "probes" / "times.yaml").read_text(encoding="utf-8"))["probes"]


def test_enough_probes() -> None:
    assert len(PROBES) >= 150


@pytest.mark.parametrize("probe", PROBES, ids=lambda p: f"{p['text'][:40]}|{p['published']}")
def test_probe(probe: dict[str, Any]) -> None:
    published = dt.date.fromisoformat(probe["published"]) if probe["published"] else None
    found = [
        (
            t.start,
            t.end,
            t.from_.isoformat() if t.from_ else None,
            t.to.isoformat() if t.to else None,
            t.granularity,
        )
        for t in read(probe["text"], published)
    ]
    wanted = [(t["start"], t["end"], t["from"], t["to"], t["granularity"]) for t in probe["times"]]
    assert found == wanted
    assert all(probe["text"][t["start"] : t["end"]] == t["text"] for t in probe["times"])
