"""Name tags from Wikigold and MEANTIME as examples for the name head."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from examples import SKIP, Example, split

KINDS = {"PER": 0, "ORG": 1, "LOC": 3, "MISC": 4}  # 2, units, is left to rules
_LEFT = frozenset(".,;:!?)]}'%")
_NAME = re.compile(r"[A-Z0-9][\w.&'’-]*(?:\s+(?:(?:of|and|the|for|de|al|bin|von|van|&)\s+)*[A-Z0-9][\w.&'’-]*)*")


def _label(example: Example, spans: list[tuple[int, int, int]]) -> None:
    w = example.window
    example.names = np.zeros(len(w), np.int64)
    for start, end, kind in spans:
        at = [k for k in range(len(w)) if w.starts[k] >= start and w.ends[k] <= end and w.starts[k] >= 0]
        for n, k in enumerate(at):
            example.names[k] = kind + (1 if n == 0 else 6)


def wikigold(root: Path, pieces: Tokenizer) -> list[Example]:
    """Wikigold (CC BY 4.0) with its sentences joined to paragraphs."""
    path = root / "entities" / "wikigold" / "CONLL-format" / "data" / "wikigold.conll.txt"
    made = []
    for number, block in enumerate(re.split(r"-DOCSTART- O", path.read_text(encoding="utf-8"))):
        text, spans, last = "", [], "O"
        for line in block.split("\n"):
            if not line.strip():
                last = "O"
                continue
            word, tag = line.rsplit(" ", 1)
            if text and word[0] not in _LEFT and not text.endswith(("(", "[")):
                text += " "
            start = len(text)
            text += word
            if tag != "O" and tag[2:] in KINDS:
                if last == tag:
                    spans[-1] = (spans[-1][0], len(text), spans[-1][2])
                else:
                    spans.append((start, len(text), KINDS[tag[2:]]))
            last = tag
        if text:
            for e in _examples(f"wikigold-{number}", text, pieces, spans):
                made.append(e)
    return made


def _examples(name: str, text: str, pieces: Tokenizer, spans: list[tuple[int, int, int]]) -> list[Example]:
    made = []
    for window in split(text, pieces):
        skip = np.full(len(window), SKIP, np.int64)
        example = Example(name, window, skip, skip.copy(), weight=0.0)
        _label(example, spans)
        made.append(example)
    return made


def meantime(root: Path, records: list[dict[str, Any]]) -> dict[str, list[tuple[int, int, int]]]:
    """Name spans of the MEANTIME reports among ``records`` (CC BY 4.0), by the reports' paths."""
    wanted = {
        r["document"]["url"].removeprefix("meantime:"): r
        for r in records
        if str(r["document"].get("url", "")).startswith("meantime:")
    }
    spans: dict[str, list[tuple[int, int, int]]] = {}
    position: dict[str, int] = {}
    running: dict[str, int] = {}
    for line in (root / "entities" / "meantime_en.conll").read_text(encoding="utf-8").splitlines():
        parts = line.split("\t")
        if len(parts) != 5 or parts[0] not in wanted:
            continue
        doc, word, tags = parts[0], parts[3], parts[4]
        text = wanted[doc]["text"]
        at = text.find(word, position.get(doc, 0), position.get(doc, 0) + 200)
        if at < 0:
            continue
        position[doc] = at + len(word)
        for tag in (part.strip() for part in tags.split("|")):
            core = tag.strip("()")
            if tag.startswith("("):
                running[f"{doc} {core}"] = at
            if tag.endswith(")"):
                begin = running.pop(f"{doc} {core}", None)
                found = re.search(r"(PER|ORG|LOC)\d", core)
                if begin is not None and found:
                    spans.setdefault(str(wanted[doc]["document"]["path"]), []).append(
                        (begin, position[doc], KINDS[found.group(1)])
                    )
    return {
        path: _names_only(next(r for r in records if r["document"]["path"] == path)["text"], found)
        for path, found in spans.items()
    }


def _names_only(text: str, found: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The proper name inside each mention; mentions without one are dropped, the shortest mention wins."""
    kept: list[tuple[int, int, int]] = []
    for start, end, kind in sorted(set(found), key=lambda s: (s[1] - s[0], s)):
        m = _NAME.search(text, start, end)
        if m is None or end - start > 60 or any(m.start() < e and s < m.end() for s, e, _ in kept):
            continue
        if m.group() in ("The", "It", "They", "He", "She", "This", "Its", "His", "Her", "We", "I", "Their"):
            continue
        begin = m.start() + (4 if m.group().startswith("The ") else 0)
        kept.append((begin, m.end(), kind))
    return sorted(kept)


def with_names(data: list[Example], spans: dict[str, list[tuple[int, int, int]]]) -> None:
    """Add MEANTIME's name tags to the windows of those reports."""
    for e in data:
        if spans.get(e.document):
            last = max(end for _, end, _ in spans[e.document])  # only the first sentences have name labels
            _label(e, spans[e.document])
            e.names[e.window.starts > last] = SKIP
