"""The probe sentences for places."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from sayso.encoders.analysis import plain
from sayso.extractors.place import PlaceExtractor
from sayso.model import Document, Extraction, text_sha256

PROBES = yaml.safe_load((Path(__file__).parent / "places.yaml").read_text(encoding="utf-8"))
PASSAGES = [passage for group in PROBES.values() for passage in group]
_MARK = re.compile(r"\{([^=]*)=(\S+) (\S+)\}")


def identifier(mark: str) -> str | None:
    """The gazetteer id that a mark stands for."""
    if mark == "-":
        return None
    return "sayso:" + mark[2:] if mark.startswith("s:") else f"geonames:{mark}"


@pytest.mark.parametrize("passage", PASSAGES)
def test_probe(passage: str) -> None:
    wanted = [(words, identifier(mark), None if c == "-" else c) for words, mark, c in _MARK.findall(passage)]
    text = _MARK.sub(r"\1", passage)
    document = Document("d", "a.txt", "0" * 64, text, text_sha256(text))
    rows = PlaceExtractor().extract(document, plain(text), Extraction("d")).places
    assert [(p.text, p.gazetteer, p.country) for p in rows] == wanted
