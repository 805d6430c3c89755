"""Stand-off labels (``resources/labels/*.jsonl``) joined with their texts, which stay outside the repository.

A label file has one report a line: its id, the SHA-256 of its text, and statements whose ranges are pairs of
offsets; ``end`` cuts a text of which only the beginning was labelled. Texts are found by their hash among
those of GeoVirus (Wikinews, CC BY 2.5) and GUM (CC BY).
"""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

from sayso.model import text_sha256


def geovirus(root: Path) -> dict[str, str]:
    """The texts of GeoVirus by their SHA-256."""
    articles = ET.parse(root / "places" / "GeoVirus.xml").getroot().iter("article")
    texts = [article.findtext("text") or "" for article in articles]
    return {text_sha256(text): text for text in texts}


def gum(root: Path) -> dict[str, str]:
    """The texts of GUM by their SHA-256."""
    lines = (root / "gum" / "gum_ccby.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]
    return {text_sha256(text): text for text in texts}


def joined(path: Path, texts: dict[str, str]) -> list[dict[str, Any]]:
    """Reports in the contract's shape. Raises ``KeyError`` where a labelled text is not among ``texts``."""
    made = []
    for line in path.read_text(encoding="utf-8").splitlines():
        held = json.loads(line)
        text = texts[held["text_sha256"]][: held.get("end")]
        statements = []
        for s in held["statements"]:
            ranges = {"content": [_anchor(text, r) for r in s["content"]]}
            single = {k: _anchor(text, s[k]) if s[k] else None for k in ("source", "cue")}
            statements.append({**s, **ranges, **single})
        made.append(
            {"document": {"id": held["document"], "path": held["document"]}, "text": text, "statements": statements}
        )
    return made


def _anchor(text: str, span: list[int]) -> dict[str, Any]:
    start, end = span
    return {"start": start, "end": end, "text": text[start:end]}
