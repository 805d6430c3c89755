"""Annotated reports as training examples: windows with cue tags, and one example for every marked cue."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from sayso.encoders.windows import Window, slice_for, windows
from sayso.model.records import FACTUALITIES, IDENTIFICATIONS, STANCES
from sayso.text.quotes import quotations
from sayso.text.sentences import paragraphs, sentences

CUE, CUE_IN, BARE = 1, 2, 3  # cue tags; BARE marks where a statement without a cue begins
TYPES = ("direct", "mixed", "indirect")
SKIP = -100


@dataclass(slots=True)
class Marked:
    """One marked cue in a window: piece indices of the window; label arrays over the slice."""

    cue: list[int]
    low: int
    high: int
    bare: bool
    source: NDArray[np.int64]  # 0 out, 1 first, 2 inside
    content: NDArray[np.int64]  # 0 out, 1 in
    teller: NDArray[np.int64]  # 0 out, 1 in
    attributes: tuple[int, int, int, int, int]  # valid, stance, factuality, type, identification
    weight: float = 1.0
    soft: dict[str, NDArray[np.float32]] | None = None


@dataclass(slots=True)
class Example:
    """A window with its cue tags, name tags and marked cues."""

    document: str
    window: Window
    cues: NDArray[np.int64]
    names: NDArray[np.int64]  # SKIP where the text has no name labels
    marked: list[Marked] = field(default_factory=list)
    weight: float = 1.0
    soft: NDArray[np.float32] | None = None


def tokenizer(path: Path) -> Tokenizer:
    """The encoder's tokenizer without truncation and padding."""
    made = Tokenizer.from_file(str(path))
    made.no_truncation()
    made.no_padding()
    return made


def split(text: str, pieces: Tokenizer) -> tuple[Window, ...]:
    """The windows of a text, as at run time."""
    lines = paragraphs(text)
    return windows(text, lines, sentences(text), quotations(text, lines), pieces)


def _touch(window: Window, ranges: Iterable[tuple[int, int]], low: int, high: int) -> list[int]:
    found = []
    spans = list(ranges)
    for k in range(low, high):
        s, e = int(window.starts[k]), int(window.ends[k])
        if s >= 0 and any(s < b and a < e for a, b in spans):
            found.append(k)
    return found


def _range(anchor: dict[str, Any]) -> tuple[int, int]:
    return anchor["start"], anchor["end"]


def _tellers(text: str, statement: dict[str, Any], low: int, high: int) -> list[tuple[int, int]]:
    """Where the tellers before the origin are named in ``low..high`` of the text, as far as they are."""
    found = []
    for link in statement["chain"][:-1]:
        names = [link["text"]]
        words = [w for w in re.findall(r"[\w.&'-]+", link["text"]) if len(w) > 2 and w[0].isupper()]
        names += words[-1:] + words[:1]
        for name in names:
            hits = [m.start() for m in re.finditer(re.escape(name), text[low:high], re.IGNORECASE)]
            if hits:
                found.append((low + hits[0], low + hits[0] + len(name)))
                break
    return found


def _index(values: Sequence[str], value: str | None) -> int:
    return values.index(value) if value in values else SKIP


def _mark(text: str, window: Window, cue: list[int], s: dict[str, Any], bare: bool) -> Marked:
    low, high = slice_for(window, cue[0])
    size = high - low
    source, content, teller = (np.zeros(size, np.int64) for _ in range(3))
    if s["source"]:
        for n, k in enumerate(_touch(window, [_range(s["source"])], low, high)):
            source[k - low] = 1 if n == 0 else 2
    for k in _touch(window, [_range(c) for c in s["content"]], low, high):
        content[k - low] = 1
    bounds = [int(v) for v in window.starts[low:high] if v >= 0], [int(v) for v in window.ends[low:high]]
    if bounds[0]:
        for k in _touch(window, _tellers(text, s, min(bounds[0]), max(bounds[1])), low, high):
            teller[k - low] = 1
    kind = s["chain"][-1].get("kind") if s["chain"] else "unspecified"
    attributes = (
        1,
        _index(STANCES, s.get("stance")),
        _index(FACTUALITIES, s.get("factuality")),
        _index(TYPES, s["type"]),
        _index(IDENTIFICATIONS, kind),
    )
    return Marked(cue, low, high, bare, source, content, teller, attributes)


def examples(record: dict[str, Any], pieces: Tokenizer, weight: float = 1.0) -> list[Example]:
    """The examples of one annotated report (shape of the contract, with ``text``)."""
    text = record["text"]
    made = []
    statements = [s for s in record["statements"] if s["type"] != "narrated"]
    for window in split(text, pieces):
        size = len(window)
        cues = np.zeros(size, np.int64)
        names = np.full(size, SKIP, np.int64)
        example = Example(str(record["document"].get("path") or record["document"]["id"]), window, cues, names)
        example.weight = weight
        taken: dict[tuple[int, ...], int] = {}
        for s in statements:
            bare = s["cue"] is None
            first = min(c["start"] for c in s["content"])
            where = (first, first + 1) if bare else _range(s["cue"])
            at = _touch(window, [where], 0, size)
            if not at:
                continue
            marked = _mark(text, window, at, s, bare)
            marked.weight = weight
            key = tuple(at)
            if key in taken:  # several statements on one cue: the longest content teaches
                if marked.content.sum() > example.marked[taken[key]].content.sum():
                    example.marked[taken[key]] = marked
                continue
            taken[key] = len(example.marked)
            example.marked.append(marked)
            for n, k in enumerate(at):
                cues[k] = BARE if bare else (CUE if n == 0 else CUE_IN)
        made.append(example)
    return made


def annotated(root: Path, part: str) -> list[dict[str, Any]]:
    """The annotated reports of one part (``train`` or ``check``) in a fixed order."""
    with (root / "annotated" / "INDEX.tsv").open(encoding="utf-8") as lines:
        parts = {row["file"]: row["part"] for row in csv.DictReader(lines, delimiter="\t")}
    found = []
    for name in ("wikinews", "meantime", "statements"):
        path = root / "annotated" / f"{name}.jsonl"
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            if parts[record["document"]["path"]] == part:
                found.append(record)
    return found


def fold(record: dict[str, Any], folds: int = 5) -> int:
    """Which fold of the cross-validation a report belongs to: by its text, so that it never moves."""
    return sum(record["text"].encode("utf-8")) % folds
