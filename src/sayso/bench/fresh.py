"""Fresh reports: figures and times of 60 Wikinews reports, labelled by hand before the program read them.

The labels (``bench/labels/geovirus_figures.jsonl``) hold offsets into the texts of GeoVirus, no text. They were
made in batches of ten; what the program got wrong in one batch was mended before the next was labelled, so that
only the last batch, read once, tells how it does on texts that nobody has tuned on. Publication days are assumed
where the corpus gives none: any day that fits the text measures the reading as well.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

from sayso.bench import need
from sayso.encoders.analysis import plain
from sayso.extractors.quantity import extract_figures
from sayso.extractors.time import TimeExtractor
from sayso.model import Document, Extraction, text_sha256
from sayso.views.contract import time_json

from .accuracy import load_scorer, scores

LABELS = Path(__file__).parents[3] / "bench" / "labels" / "geovirus_figures.jsonl"
_METRICS = ("figure", "figure+interval", "figure+counted", "time", "time+interval")


def run(data: Path) -> dict[str, Any]:
    """The scorer's metrics for every batch, for the batches that were mended after, and for the last."""
    scorer = load_scorer(data)
    reports = list(labelled(data))
    last = max(report["batch"] for report in reports)
    batches = {f"batch {n}": [r for r in reports if r["batch"] == n] for n in range(1, last + 1)}
    groups = {
        **batches,
        "batches whose errors were mended": [r for r in reports if r["batch"] < last],
        "last batch, labelled before it was read": batches[f"batch {last}"],
    }
    return {name: _scored(scorer, group) for name, group in groups.items()}


def labelled(data: Path) -> Iterator[dict[str, Any]]:
    """The labelled reports with their texts, as the scorer reads them.

    Raises :class:`~sayso.bench.MissingDataError` without the labels or the corpus, and :class:`ValueError` where a
    text is not the one that was labelled.
    """
    tree = ElementTree.parse(need(data / "places" / "GeoVirus.xml"))
    texts = [article.findtext("text") or "" for article in tree.getroot().iter("article")]
    for line in need(LABELS).read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        text = texts[int(label["document"].rpartition("-")[2])]
        if text_sha256(text) != label["text_sha256"]:
            raise ValueError(f"{label['document']}: another text than the one that was labelled")
        yield {
            "document": {"path": label["document"], "published": label["published"]},
            "batch": label["batch"],
            "text": text,
            "statements": [],
            "caveats": [],
            "figures": [
                {"start": start, "end": end, "low": low, "high": high, "counted": counted}
                for start, end, low, high, counted in label["figures"]
            ],
            "times": [
                {"start": start, "end": end, "from": first, "to": to} for start, end, first, to in label["times"]
            ],
        }


def _scored(scorer: ModuleType, reports: list[dict[str, Any]]) -> dict[str, Any]:
    found = {
        Path(r["document"]["path"]).name: {**scorer.EMPTY, **read(r["text"], r["document"]["published"])}
        for r in reports
    }
    measured = scores(scorer, reports, found)
    kept = ("precision", "recall", "f1", "interval", "gold", "found")
    return {
        "reports": len(reports),
        "words": sum(len(r["text"].split()) for r in reports),
        **{metric: {k: measured[metric][k] for k in kept} for metric in _METRICS},
    }


def read(text: str, published: str | None) -> Mapping[str, list[dict[str, Any]]]:
    """What the program finds in one text: figures and times, in the shape of the scorer."""
    analysis = plain(text)
    day = dt.date.fromisoformat(published) if published else None
    document = Document("d", "a.txt", "", text, text_sha256(text), published=day)
    times = TimeExtractor().extract(document, analysis, Extraction("d")).times
    figures = extract_figures(text, analysis, document="d", times=times)
    names = ("start", "end", "low", "high", "counted")
    return {
        "figures": [{name: getattr(f, name) for name in names} for f in figures],
        "times": [time_json(t) for t in times],
    }
