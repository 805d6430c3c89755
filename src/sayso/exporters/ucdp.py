"""Figures in the columns of conflict-event tables (UCDP GED, ACLED).

``low``, ``high`` and the candidates are filled, ``best`` is left empty: which number is the best one,
a person decides. One row a claim about a figure, and one a figure that stands alone.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sayso.ledger import Placed
from sayso.model import Document, Figure, Place
from sayso.views import CaseView
from sayso.views.claims import Findings
from sayso.views.contract import number

from .csv import cell
from .files import whole_file

COLUMNS = (
    "id", "measure", "counted", "group", "where_description", "latitude", "longitude", "where_prec", "country",
    "date_start", "date_end", "best", "low", "high", "typical_low", "typical_high", "candidates", "number_of_sources",
    "unknown_lineage", "source_article", "source_office", "source_date", "source_headline", "source_original",
)  # fmt: skip


class UcdpExporter:
    """A CSV file, UTF-8 with a byte order mark."""

    name = "ucdp"
    suffix = ".csv"

    def export(self, view: CaseView, path: Path) -> None:
        """Write all rows."""
        text = io.StringIO()
        writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for row in rows(view):
            writer.writerow({k: cell(v) for k, v in row.items()})
        with whole_file(path) as file:
            file.write("\ufeff".encode() + text.getvalue().encode("utf-8", "replace"))


def rows(view: CaseView) -> Iterator[dict[str, Any]]:
    """Claims by id, then figures that are in none."""
    found = Findings(view)
    places = {d: {n: p for p in view.extraction(d).places for n in (p.text, p.name) if n} for d in found.documents}
    used: set[str] = set()
    for claim in found.claims:
        members = [found.figures[m] for m in claim.members if m in found.figures]
        if not members:
            continue
        used.update(m.row.id for m in members)
        row = _row(found, members, places)
        row |= {
            "id": claim.id, "group": claim.group or row["group"],
            "where_description": claim.place or row["where_description"],
            "date_start": claim.from_.isoformat() if claim.from_ else None,
            "date_end": claim.to.isoformat() if claim.to else None,
            "number_of_sources": claim.origins, "unknown_lineage": claim.unknown_lineage,
        }  # fmt: skip
        yield row
    for id, placed in found.figures.items():
        if id not in used:
            origin = found.origin_of.get(id)
            known = origin is not None and origin.known
            yield _row(found, [placed], places) | {"number_of_sources": int(known), "unknown_lineage": int(not known)}


def _row(found: Findings, members: list[Placed[Figure]], places: dict[str, dict[str, Place]]) -> dict[str, Any]:
    first = members[0].row
    held = [m.row for m in members]
    reports = list(dict.fromkeys(m.document for m in members))
    where = next((p for m in members if m.row.place and (p := places[m.document].get(m.row.place))), None)

    def of_reports(fact: Any) -> str | None:
        return "; ".join(dict.fromkeys(v for d in reports if (v := fact(found.documents[d])))) or None

    def day(d: Document) -> str | None:
        return d.published.isoformat() if d.published else None

    who = [found.origin_of[m.row.id].name for m in members if m.row.id in found.origin_of]
    return {
        "id": first.id, "measure": first.measure, "counted": first.counted, "group": first.group,
        "where_description": first.place,
        "latitude": where.lat if where else None, "longitude": where.lon if where else None,
        "where_prec": where.precision if where else None, "country": where.country if where else None,
        "date_start": first.as_of, "date_end": first.as_of, "best": None,
        "low": _lowest([f.low for f in held]), "high": _highest([f.high for f in held]),
        "typical_low": _lowest([f.typical_low for f in held]), "typical_high": _highest([f.typical_high for f in held]),
        "candidates": "; ".join(_candidates(found, members)), "number_of_sources": None, "unknown_lineage": None,
        "source_article": of_reports(lambda d: d.url or d.path), "source_office": of_reports(lambda d: d.outlet),
        "source_date": of_reports(day), "source_headline": of_reports(lambda d: d.title),
        "source_original": "; ".join(dict.fromkeys(who)) or None,
    }  # fmt: skip


def _candidates(found: Findings, members: list[Placed[Figure]]) -> list[str]:
    """Every reading once, with its words and whose it is."""
    out: dict[tuple[Any, Any], list[str]] = {}
    for m in members:
        origin = found.origin_of.get(m.row.id)
        who = f"{m.row.text} — {origin.name if origin else 'unknown'}"
        out.setdefault((m.row.low, m.row.high), []).append(who)
    return [f"{_end(low)}..{_end(high)} ({' / '.join(dict.fromkeys(who))})" for (low, high), who in out.items()]


def _end(value: float | None) -> str:
    return "" if value is None else f"{number(value)}"


def _lowest(values: list[float | None]) -> int | float | None:
    """The lowest end; open where any is open."""
    held = [v for v in values if v is not None]
    return number(min(held)) if held and len(held) == len(values) else None


def _highest(values: list[float | None]) -> int | float | None:
    held = [v for v in values if v is not None]
    return number(max(held)) if held and len(held) == len(values) else None
