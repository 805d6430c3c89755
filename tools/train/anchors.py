"""Put right labels whose words stand at another place: the same ``he`` or ``GM`` a sentence further on.

A source that occurs several times belongs where it is nearest to its cue and outside its content. Labels are
corrected in memory for training; the files stay as they came.
"""

from __future__ import annotations

import re
from typing import Any

_BREAK = re.compile(r"[.!?][\"”’']*\s+(?=[\"“A-Z])|\n")


def _distance(text: str, at: int, end: int, cue: tuple[int, int]) -> int:
    """Code points between a source and its cue; a sentence break between them counts 200."""
    low, high = (end, cue[0]) if end <= cue[0] else (cue[1], at)
    return max(0, high - low) + 200 * len(_BREAK.findall(text[low:high])) + (12 if at > cue[0] else 0)


def _before_content(text: str, s: dict[str, Any]) -> int:
    """A speaker's label in a transcript stands right before what is said, not before the next question."""
    words, start = s["source"]["text"], min(c["start"] for c in s["content"])
    at = text.rfind(words, max(0, start - len(words) - 8), start)
    if at < 0 or at == s["source"]["start"] or not re.fullmatch(r"[\s:\u00a0]*", text[at + len(words) : start]):
        return 0
    s["source"] = {"start": at, "end": at + len(words), "text": words}
    return 1


def corrected(record: dict[str, Any]) -> int:
    """Move misplaced sources of one report in place; returns how many were moved."""
    text, moved = record["text"], 0
    for s in record["statements"]:
        if not s["source"]:
            continue
        if not s["cue"]:
            moved += _before_content(text, s)
            continue
        cue = (s["cue"]["start"], s["cue"]["end"])
        words = s["source"]["text"]
        content = [(c["start"], c["end"]) for c in s["content"]]
        free = []
        for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text):
            if any(a < m.end() and m.start() < b for a, b in content) or (m.start() < cue[1] and cue[0] < m.end()):
                continue
            free.append((_distance(text, m.start(), m.end(), cue), m.start(), m.end()))
        now = _distance(text, s["source"]["start"], s["source"]["end"], cue)
        if not free:
            continue
        best = min(free)
        held = any(a <= s["source"]["start"] < b for a, b in content)
        if best[1] != s["source"]["start"] and (best[0] + 8 < now or held):
            s["source"] = {"start": best[1], "end": best[2], "text": words}
            moved += 1
    return moved
