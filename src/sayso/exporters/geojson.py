"""GeoJSON (RFC 7946): one feature a named place, with the statements and figures that stand with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sayso.model import Statement
from sayso.views import CaseView
from sayso.views.contract import place_json

from .files import write_json


class GeoJsonExporter:
    """A feature collection in WGS 84. A place that is not resolved has a null geometry."""

    name = "geojson"
    suffix = ".geojson"

    def export(self, view: CaseView, path: Path) -> None:
        """Write all places by report and place in the text."""
        write_json(path, {"type": "FeatureCollection", "features": list(features(view))})


def features(view: CaseView) -> Iterator[dict[str, Any]]:
    """The features."""
    for document in view.documents():
        rows = view.extraction(document.id)
        for place in rows.places:
            located = place.lat is not None and place.lon is not None
            names = {n for n in (place.text, place.name) if n}
            facts = place_json(place)
            yield {
                "type": "Feature",
                "id": facts.pop("id"),
                "geometry": {"type": "Point", "coordinates": [facts["lon"], facts["lat"]]} if located else None,
                "properties": {
                    "document": document.id,
                    "path": document.path,
                    "outlet": document.outlet,
                    "published": document.published.isoformat() if document.published else None,
                    **{k: v for k, v in facts.items() if k not in ("lat", "lon")},
                    "statements": [s.id for s in rows.statements if _holds(s, place.start, place.end)],
                    "figures": [f.id for f in rows.figures if f.place in names],
                },
            }


def _holds(statement: Statement, start: int, end: int) -> bool:
    return any(q.start <= start and end <= q.end for q in statement.content)
