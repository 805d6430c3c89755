"""Reports a second on one core, stage by stage: plain text and HTML in, both depths, the ledger written."""

from __future__ import annotations

import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sayso.encoders.encoder import load
from sayso.ledger import Writer
from sayso.linking import link
from sayso.model import Document, Extraction, Item
from sayso.pipeline.build import CHUNK_UNITS
from sayso.pipeline.extraction import Depth, analyse, fingerprint, with_narrated
from sayso.plugins import ReadOptions, extractors
from sayso.readers import read_item, walk
from sayso.readers.archives import Collector

from . import need
from .readers import made_pages

WORDS = 500  # a report, for counting
_PAGES = 150
_WARM = 5  # reports read beforehand: models and tables are loaded once a process
_RUNS = 3  # a stage's time is the least of so many: what else the machine does only adds


def run(data: Path) -> dict[str, Any]:
    """Processor milliseconds a 500-word report of every stage, and reports a second of all stages together."""
    annotated = need(data / "annotated")
    texts = [i for i in walk(sorted((annotated / "texts").glob("*.txt")), ReadOptions()) if isinstance(i, Item)]
    collector = Collector("2024-01-01T00:00:00Z", ReadOptions())
    pages = [collector.item(p.encode(), f"{n}.html") for n, (p, _, _) in enumerate(made_pages(annotated, _PAGES))]
    reading = {"text": _read(texts), "html": _read(pages)}
    documents = _documents(texts)
    out: dict[str, Any] = {"reports": len(documents), "reports_of_500_words": round(_size(documents), 1)}
    for depth in ("fast", "full"):
        out[depth] = _depth(texts, documents, depth, reading)
    return out


def _documents(items: Iterable[Item]) -> list[Document]:
    return [d for item in items for d in read_item(item, ReadOptions()) if isinstance(d, Document)]


def _size(documents: Iterable[Document]) -> float:
    return sum(len(d.text.split()) for d in documents) / WORDS


def _read(items: Sequence[Item]) -> float:
    """Seconds to read a report of 500 words."""
    _documents(items[:_WARM])
    least = float("inf")
    for _ in range(_RUNS):
        begun = time.process_time()
        documents = _documents(items)
        least = min(least, (time.process_time() - begun) / _size(documents))
    return least


def _depth(items: list[Item], documents: list[Document], depth: Depth, reading: dict[str, float]) -> dict[str, Any]:
    reports = _size(documents)
    for document in documents[:_WARM]:
        _work(document, depth, defaultdict(float))
    least: dict[str, float] = {}
    for _ in range(_RUNS):
        spent: dict[str, float] = defaultdict(float)
        with _timed(spent) if depth == "full" else nullcontext():
            rows = [_work(document, depth, spent) for document in documents]
        with tempfile.TemporaryDirectory() as folder:
            spent["write"] = _write(items, documents, rows, depth, Path(folder) / "case.sayso")
        least = {k: min(v, least.get(k, v)) for k, v in spent.items()}
    inside = {k: v for k, v in least.items() if k.startswith("graph ")}
    stages = {k: v / reports for k, v in least.items() if k not in inside}
    made: dict[str, Any] = {}
    for kind, seconds in reading.items():
        whole = seconds + sum(stages.values())
        made[f"{kind}_in"] = {
            "reports_per_second": round(1 / whole, 1),
            "reports_per_second_before_writing": round(1 / (whole - stages["write"]), 1),
            "share": {k: round(v / whole, 3) for k, v in _ordered(stages | {"read": seconds})},
        }
    made["reports_per_second"] = made["text_in"]["reports_per_second_before_writing"]
    made["attribution_stage_per_second"] = round(1 / (stages["analyse"] + stages["attribution"]), 1)
    made["milliseconds"] = {k: round(v * 1000, 2) for k, v in _ordered(stages)}
    made["milliseconds_of_reading"] = {k: round(v * 1000, 2) for k, v in reading.items()}
    if inside:
        made["milliseconds_of_the_graphs"] = {k: round(v / reports * 1000, 2) for k, v in _ordered(inside)}
    return made


def _ordered(times: dict[str, float]) -> list[tuple[str, float]]:
    return sorted(times.items(), key=lambda pair: -pair[1])


def _work(document: Document, depth: Depth, spent: dict[str, float]) -> Extraction:
    at = time.process_time()
    analysis = analyse(document, depth)
    spent["analyse"] += time.process_time() - at
    rows = Extraction(document.id, regions=document.regions)
    for extractor in extractors():
        at = time.process_time()
        rows = extractor.extract(document, analysis, rows)
        spent[extractor.name] += time.process_time() - at
    at = time.process_time()
    linked = with_narrated(document, analysis, link(document, analysis, rows))
    spent["link"] += time.process_time() - at
    return linked


def _write(
    items: Sequence[Item], documents: Sequence[Document], rows: Sequence[Extraction], depth: Depth, case: Path
) -> float:
    """Seconds to write reports and rows into a new ledger."""
    with Writer(case) as writer:
        begun = time.process_time()
        whole = list(zip(items, documents, rows, strict=True))
        for k in range(0, len(whole), CHUNK_UNITS):
            with writer.transaction():
                for item, document, found in whole[k : k + CHUNK_UNITS]:
                    writer.add_item("texts", item)
                    writer.put_document(document, found, fingerprint(depth))
        return time.process_time() - begun


class _Clock:
    """A graph of the encoder, its time taken."""

    def __init__(self, graph: Any, name: str, spent: dict[str, float]) -> None:
        self.graph, self.name, self.spent = graph, name, spent

    def run(self, *given: Any) -> Any:
        """Run the graph."""
        at = time.process_time()
        made = self.graph.run(*given)
        self.spent[self.name] += time.process_time() - at
        return made


@contextmanager
def _timed(spent: dict[str, float]) -> Iterator[None]:
    """Take the time of the encoder's two graphs."""
    encoder: Any = load()
    held = encoder._lower, encoder._upper
    encoder._lower, encoder._upper = (_Clock(g, f"graph {n}", spent) for g, n in zip(held, (1, 2), strict=True))
    try:
        yield
    finally:
        encoder._lower, encoder._upper = held
