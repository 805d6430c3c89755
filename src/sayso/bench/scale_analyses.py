"""Cost of the comparison from 1,000 to 30,000 reports, and of 100 more: seconds, growth exponent, memory.

Reports are made from dated real ones: an event is one report with its words put through a substitution of its
own (within bands of frequency), an outlet's version of it a copy, an excerpt, a text with changed words, or a
report of its own with the same figures. ``$SAYSO_SCALE`` sets other sizes, separated by commas.
"""

from __future__ import annotations

import datetime as dt
import math
import os
import random
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sayso.analyses import Memory, compare
from sayso.ledger import View, Writer
from sayso.model import Document, Extraction, Figure, Quote, Span, Statement, Teller, document_id, row_id, text_sha256
from sayso.pipeline.compare import compare_case

from .copies import _dated
from .machine import peak_memory_mib

SIZES = (1000, 3000, 10000, 30000)
MORE = 100
_WORD = re.compile(r"[A-Za-z]{4,}")
_NUMBER = re.compile(r"\b\d{2,4}\b")
_BANDS = 12
_NAMES = (
    "Ministry of Health",
    "National Guard",
    "Red Crescent",
    "Coast Guard",
    "Observatory for Rights",
    "River Authority",
)


def run(data: Path) -> dict[str, Any]:
    """Seconds for each size, the exponent between neighbours, and what 100 more reports cost at the largest."""
    sizes = tuple(int(s) for s in os.environ.get("SAYSO_SCALE", "").split(",") if s) or SIZES
    texts = [t.text for t in _dated(data)]
    out: dict[str, Any] = {"sizes": {}}
    seconds: list[float] = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            case = Path(folder) / "scale.sayso"
            made = reports(texts, size + MORE)
            _put(case, made, size)
            begun = time.perf_counter()
            with Writer(case) as writer:
                compare_case(case, writer)
            seconds.append(time.perf_counter() - begun)
            with View(case) as view:
                counts = view.counts()
            result = {
                "seconds": round(seconds[-1], 1),
                "reports a second": round(size / seconds[-1]),
                "relations": counts["relations"],
                "claims": counts["claims"],
                "peak memory MiB": peak_memory_mib(),
            }
            if size == sizes[-1]:
                result |= _more(case, made)
            out["sizes"][str(size)] = result
    out["exponents"] = [
        round(math.log(seconds[n] / seconds[n - 1]) / math.log(sizes[n] / sizes[n - 1]), 2)
        for n in range(1, len(sizes))
    ]
    return out


def _more(case: Path, made: Iterator[tuple[Document, Extraction]]) -> dict[str, Any]:
    """What 100 more reports cost: seconds, and how much was worked out anew."""
    _put(case, made, MORE)
    begun = time.perf_counter()
    with View(case) as view:
        memory = Memory(view)
        compare(view, memory)
    fresh = Counter(kind for kind, _, _ in memory.fresh)
    return {f"seconds for {MORE} more": round(time.perf_counter() - begun, 1), "made anew": dict(sorted(fresh.items()))}


def _put(case: Path, made: Iterator[tuple[Document, Extraction]], count: int) -> None:
    with Writer(case) as writer, writer.transaction():
        for _ in range(count):
            document, rows = next(made)
            writer.put_document(document, rows, "scale")


def reports(texts: list[str], count: int) -> Iterator[tuple[Document, Extraction]]:
    """Reports of invented events, each event told by one to eight outlets within four days."""
    rng = random.Random(count)
    bands = _bands(texts)
    made = event = 0
    while made < count:
        event += 1
        text = _other_words(texts[event % len(texts)], bands, random.Random(event))
        day = dt.date(2015, 1, 1) + dt.timedelta(rng.randrange(3000))
        for version in range(min(count - made, 1 + int(rng.expovariate(0.4)) % 8)):
            made += 1
            yield _report(made, _version(text, version, rng), day + dt.timedelta(version // 2), rng)


Bands = tuple[dict[str, tuple[int, int]], list[list[str]]]


def _bands(texts: list[str]) -> Bands:
    """Word -> (its band of frequency, its place in it), and the words of each band."""
    counts = Counter(w.lower() for t in texts for w in _WORD.findall(t))
    ordered = sorted(counts, key=lambda w: (-counts[w], w))
    size = max(1, len(ordered) // _BANDS)
    return {w: (n // size, n % size) for n, w in enumerate(ordered)}, [
        ordered[i : i + size] for i in range(0, len(ordered), size)
    ]


def _other_words(text: str, bands: Bands, rng: random.Random) -> str:
    """The text with its words put through a substitution within their bands."""
    places, words = bands
    shift = [rng.randrange(len(band)) for band in words]

    def other(match: re.Match[str]) -> str:
        word = match.group()
        band, place = places[word.lower()]
        found = words[band][(place + shift[band]) % len(words[band])]
        return found.capitalize() if word[0].isupper() else found

    return _WORD.sub(other, text)


def _version(text: str, version: int, rng: random.Random) -> str:
    words = text.split()
    kind = rng.randrange(4)
    if version == 0 or kind == 0:
        return text
    if kind == 1:
        start = rng.randrange(max(1, len(words) // 2))
        return " ".join(words[start : start + max(60, len(words) // 3)])
    if kind == 2:
        return " ".join(rng.choice(words) if rng.random() < 0.12 else w for w in words)
    sentences = text.split("\n")
    rng.shuffle(sentences)
    return "\n".join(sentences[: max(1, len(sentences) * 2 // 3)])


def _report(n: int, text: str, day: dt.date, rng: random.Random) -> tuple[Document, Extraction]:
    id = document_id(f"{n:064d}", f"r{n}")
    outlet = f"Outlet {rng.randrange(40)}"
    document = Document(id, f"r{n:06d}", f"{n:064d}", text, text_sha256(text), text[:60], None, outlet, day, "en")
    statements, figures = [], []
    for k, match in enumerate(list(_NUMBER.finditer(text))[:6]):
        start, end = match.span()
        quote = Quote(start, end, match.group())
        name = rng.choice(_NAMES)
        statement = Statement(
            row_id(id, "statement", [Span(start, end)]), "indirect", (quote,), None, None,
            (Teller(name, "organisation"),), "organisation", "neutral", "CT+", 1.0, "scale",
        )  # fmt: skip
        value = float(match.group())
        measure = ("killed", "wounded", "displaced")[k % 3]
        statements.append(statement)
        figures.append(
            Figure(
                row_id(id, "figure", [Span(start, end)]), start, end, match.group(), value, value, value, value,
                "people",
                "people", measure, None, None, None, "total", "scale", statement=statement.id,
            )
        )  # fmt: skip
    return document, Extraction(id, statements=tuple(statements), figures=tuple(figures))
