"""Fresh reports: figures and times of 80 news reports, labelled by hand before the program read them.

The labels (``bench/labels/*_figures.jsonl``) hold offsets into the texts of GeoVirus (epidemics and poisonings) and of
GUM's news part (anything from a browser to a festival), no text. They were made in batches of ten; what the program
got wrong in a batch was mended afterwards, so that only a batch's first reading, told in ``docs/figures.md``, says how
it does on texts that nobody has tuned on. Publication days are assumed where the corpus gives none: any day that fits
the text measures the reading as well.
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

_LABELS = Path(__file__).parents[3] / "bench" / "labels"
GEOVIRUS, GUM = _LABELS / "geovirus_figures.jsonl", _LABELS / "gum_figures.jsonl"
_METRICS = ("figure", "figure+interval", "figure+counted", "time", "time+interval")


def run(data: Path) -> dict[str, Any]:
    """The scorer's metrics for every batch and for all, by the program as it is now."""
    scorer = load_scorer(data)
    reports = list(labelled(data))
    groups = {f"batch {n}": [r for r in reports if r["batch"] == n] for n in sorted({r["batch"] for r in reports})}
    groups["all"] = reports
    return {name: _scored(scorer, group) for name, group in groups.items()}


def labelled(data: Path) -> Iterator[dict[str, Any]]:
    """The labelled reports with their texts, as the scorer reads them.

    Raises :class:`~sayso.bench.MissingDataError` without the labels or the corpus, and :class:`ValueError` where a
    text is not the one that was labelled.
    """
    tree = ElementTree.parse(need(data / "places" / "GeoVirus.xml"))
    texts = {f"geovirus-{i:03d}": a.findtext("text") or "" for i, a in enumerate(tree.getroot().iter("article"))}
    for line in need(data / "gum" / "gum_news.jsonl").read_text(encoding="utf-8").splitlines():
        report = json.loads(line)
        texts[report["id"].lower()] = report["text"]
    labels = [line for file in (GEOVIRUS, GUM) for line in need(file).read_text(encoding="utf-8").splitlines()]
    for label in map(json.loads, labels):
        text = texts[label["document"]]
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
