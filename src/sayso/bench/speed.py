"""Reports a second on one core, stage by stage, at both depths."""

from __future__ import annotations

import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from sayso.linking import link
from sayso.model import Document, Extraction
from sayso.pipeline.extraction import Depth, analyse
from sayso.plugins import ReadOptions, extractors
from sayso.readers import read_item, walk

from . import need

WORDS = 500  # a report, for counting


def run(data: Path) -> dict[str, Any]:
    """Milliseconds a 500-word report of every stage, from plain text, on one core."""
    files = sorted(need(data / "annotated" / "texts").glob("*.txt"))
    begun = time.process_time()
    documents: list[Document] = []
    for item in walk(files, ReadOptions()):
        documents += [d for d in read_item(item, ReadOptions()) if isinstance(d, Document)]  # type: ignore[arg-type]
    reading = time.process_time() - begun
    reports = sum(len(d.text.split()) for d in documents) / WORDS
    out: dict[str, Any] = {"reports": len(documents), "reports_of_500_words": round(reports, 1)}
    for depth in ("fast", "full"):
        out[depth] = _stages(documents, depth, reports, reading)
    return out


def _stages(documents: list[Document], depth: Depth, reports: float, reading: float) -> dict[str, Any]:
    for document in documents[:5]:  # models and tables are loaded once a process
        _work(document, depth, defaultdict(float))
    spent: dict[str, float] = defaultdict(float)
    begun = time.process_time()
    for document in documents:
        _work(document, depth, spent)
    total = time.process_time() - begun + reading
    spent["read"] = reading
    return {
        "reports_per_second": round(reports / total, 1),
        "milliseconds": {k: round(v / reports * 1000, 2) for k, v in sorted(spent.items(), key=lambda s: -s[1])},
        "share": {k: round(v / sum(spent.values()), 3) for k, v in sorted(spent.items(), key=lambda s: -s[1])},
    }


def _work(document: Document, depth: Depth, spent: dict[str, float]) -> None:
    at = time.process_time()
    analysis = analyse(document, depth)
    spent["analyse"] += time.process_time() - at
    rows = Extraction(document.id, regions=document.regions)
    for extractor in extractors():
        at = time.process_time()
        rows = extractor.extract(document, analysis, rows)
        spent[extractor.name] += time.process_time() - at
    at = time.process_time()
    link(document, analysis, rows)
    spent["link"] += time.process_time() - at
