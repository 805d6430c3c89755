"""Mutated texts through every extractor: how many, what went wrong, how long the slowest took.

Each text is made from the bundled example reports: stretches are cut, repeated and moved between reports, and what
quotation, number, name and date rules look at is put in, as are direction marks and lone surrogates. A text fails
when an extractor raises, takes longer than its limit, or breaks the promise of a row: its words stand at its anchor.
Nine of ten texts are as short as a sentence. SAYSO_FUZZ sets how many (20,000); SAYSO_FUZZ_SECONDS ends it earlier.
"""

from __future__ import annotations

import math
import os
import random
import time
from collections import Counter
from pathlib import Path
from typing import Any

from sayso.errors import SaysoError
from sayso.examples import REPORTS
from sayso.model import Document, document_id, text_sha256
from sayso.pipeline import extract
from sayso.pipeline.verify import quotes
from sayso.readers import read

SLOW = 5.0  # seconds of processor time that one text may take
MOST = 6_000  # characters of one text
PIECES: tuple[str, ...] = (
    "\"", "“", "”", "«", "»", "’", "'", "—", "-", "\n", "\n\n", "\t", "\u202e", "\u200b", "\ud800",
    "\u0301", "\x00", "ﬁ", "İ", "，", "。", "٣", "½", "9" * 40, "1,000,000.5.5", "1e999", "-0", "$",
    "%", "per cent", "said", "said said", "told", " according to ", "Mr. ", "J. K. ",
    "O'Brien-Smith ", "the ", "who ", "that ", "not ", "last Tuesday ", "31 February 2025", "00:61",
    "since ", "between ", "dozens of ", "more than ", "at least ", "half ", "killed ", "(", ")))",
    "[[", "{", "<b>", "&amp;", "http://x/", "сказал", " что ", "заявил,", "Лунд", "他说", "مقتل", "😀",
)  # fmt: skip


def run(data: Path) -> dict[str, Any]:
    """The bench; it needs no data but the bundled example."""
    seconds = float(os.environ.get("SAYSO_FUZZ_SECONDS", "inf"))
    return campaign(int(os.environ.get("SAYSO_FUZZ", "20000")), seconds=seconds)


def campaign(count: int, seed: int = 1, seconds: float = math.inf) -> dict[str, Any]:
    """Run ``count`` texts, or as many as start within ``seconds``; and the first hundred that failed."""
    texts = sources()
    failed: list[dict[str, Any]] = []
    by_error: Counter[str] = Counter()
    rows, slowest, characters = 0, 0.0, 0
    until, done = time.monotonic() + seconds, 0
    for number in range(count):
        if time.monotonic() > until:
            break
        done += 1
        rng = random.Random(f"{seed} {number}")
        text = mutated(texts, rng)
        characters += len(text)
        begun = time.process_time()
        fault, found = check(text, rng.choice(("en", "en", "ru", "uk", None)))
        spent = time.process_time() - begun
        rows += found
        slowest = max(slowest, spent)
        if fault is None and spent > SLOW:
            fault = f"{spent:.1f} seconds"
        if fault is not None:
            by_error[fault.split(":")[0]] += 1
            if len(failed) < 100:
                failed.append({"number": number, "seed": seed, "fault": fault})
    return {
        "texts": done, "characters": characters, "anchors_checked": rows, "failed": sum(by_error.values()),
        "by_error": dict(by_error), "slowest_seconds": round(slowest, 2), "failures": failed,
    }  # fmt: skip


def sources() -> list[str]:
    """The texts of the bundled reports."""
    found = []
    for path in sorted(REPORTS.iterdir()):
        try:
            found.append(read(path).text)
        except SaysoError:
            continue
    return found


def mutated(texts: list[str], rng: random.Random) -> str:
    """One text: a stretch of a report with changes."""
    text = rng.choice(texts)
    start = rng.randrange(max(1, len(text) - 200))
    short = rng.random() < 0.9
    text = text[start : start + (rng.randrange(20, 140) if short else rng.randrange(40, 900))]
    return changed(text, texts, rng, short)


def changed(text: str, texts: list[str], rng: random.Random, short: bool) -> str:
    """A text with up to three changes, or eleven in a long one."""
    for _ in range(rng.randrange(1, 4 if short else 12)):
        at, size = rng.randrange(len(text) + 1), rng.randrange(1, 30)
        change = rng.randrange(6)
        if change == 0:
            text = text[:at] + text[at + size :]
        elif change == 1:
            text = text[:at] + rng.choice(PIECES) + text[at:]
        elif change == 2:
            text = text[:at] + text[at : at + size] * rng.randrange(2, 20) + text[at + size :]
        elif change == 3:
            other = rng.choice(texts)
            cut = rng.randrange(len(other))
            text = text[:at] + other[cut : cut + size * 5] + text[at:]
        elif change == 4:
            text = text[:at] + rng.choice(PIECES) * rng.randrange(2, 6 if short else 60) + text[at:]
        else:
            text = text[:at] + text[at : at + size].swapcase() + text[at + size :]
    return text[:MOST]


def check(text: str, language: str | None = "en") -> tuple[str | None, int]:
    """What is wrong with a text's rows, and how many anchors were checked."""
    digest = text_sha256(text)
    document = Document(document_id(digest, "fuzz.txt"), "fuzz.txt", digest, text, digest, language=language)
    extracted = extract(document, "fast")
    for problem in extracted.problems:
        return f"{problem.code}: {problem.message[:200]}", 0
    anchors = 0
    for row, quote in quotes(extracted.rows, document):
        anchors += 1
        if not quote.holds_in(text):
            return f"anchor: {row} {quote.start}..{quote.end}", anchors
    return None, anchors
