"""Places against GeoVirus (Gritta et al. 2018): 229 articles of Wikinews with toponyms and their coordinates.

The articles are split by a hash of their address: rules and word lists were made while looking at the ``dev``
half; the ``check`` half is only ever scored. A place is right within 161 km (100 miles) of the annotated
point, the measure of that literature.
"""

from __future__ import annotations

import hashlib
import math
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.encoders.analysis import plain
from sayso.extractors.place import find, locate
from sayso.extractors.place.resolve import Resolved

from . import need

NEAR = 161.0  # kilometres
_EARTH = 12_742.0  # its mean diameter in kilometres


@dataclass(frozen=True, slots=True)
class Article:
    """One article and its toponyms: start, end, latitude, longitude."""

    text: str
    toponyms: tuple[tuple[int, int, float, float], ...]


def articles(path: Path, half: str) -> Iterator[Article]:
    """The articles of one half, ``dev`` or ``check``. The file counts its offsets from one."""
    for node in ET.parse(path).getroot().iter("article"):
        address = node.findtext("source") or ""
        odd = int(hashlib.sha256(address.encode()).hexdigest(), 16) % 2
        if (half == "check") != bool(odd):
            continue
        marked = [
            (
                int(place.findtext("start") or 0) - 1,
                int(place.findtext("end") or 0) - 1,
                float(place.findtext("lat") or 0),
                float(place.findtext("lon") or 0),
            )
            for place in node.iter("location")
        ]
        yield Article(node.findtext("text") or "", tuple(sorted(marked)))


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance (haversine)."""
    a, b, c, d = map(math.radians, (lat, lon, other_lat, other_lon))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return _EARTH * math.asin(math.sqrt(h))


def _right(found: Resolved | None, lat: float, lon: float) -> bool:
    return (
        found is not None and found.entry is not None and kilometres(lat, lon, found.entry.lat, found.entry.lon) <= NEAR
    )


def score(chosen: Sequence[Article]) -> dict[str, float]:
    """Accuracies on some articles.

    ``given``: with the annotated toponyms given, all of them counted. ``raw``: from raw text, the share of the
    annotated toponyms that were found and put right. ``precision`` and ``recall`` are those of finding them.
    """
    total = given = raw = found_all = overlapping = hit = words = 0
    seconds = 0.0
    for article in chosen:
        analysis = plain(article.text)
        answers = locate(article.text, analysis, [(start, end) for start, end, _, _ in article.toponyms])
        begun = time.process_time()
        found = find(article.text, analysis)
        seconds += time.process_time() - begun
        words += len(article.text.split())
        total += len(article.toponyms)
        found_all += len(found)
        overlapping += sum(any(a < f.end and f.start < b for a, b, _, _ in article.toponyms) for f in found)
        for (start, end, lat, lon), answer in zip(article.toponyms, answers, strict=True):
            given += _right(answer, lat, lon)
            own = next((f for f in found if f.start < end and start < f.end), None)
            hit += own is not None
            raw += _right(own, lat, lon)
    return {
        "articles": len(chosen),
        "toponyms": total,
        "given": round(given / total, 4),
        "raw": round(raw / total, 4),
        "precision": round(overlapping / found_all, 4),
        "recall": round(hit / total, 4),
        "milliseconds_per_500_words": round(seconds / words * 500_000, 3),
    }


def run(data: Path) -> dict[str, Any]:
    """Both halves of GeoVirus."""
    path = need(data / "places" / "GeoVirus.xml")
    return {half: score(list(articles(path, half))) for half in ("dev", "check")}
