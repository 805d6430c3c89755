"""Where: the places that reports name, with how precisely they are known, and those that are not."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.ledger import View

from .pages.rows import everywhere, within

MOST = 300


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place of the gazetteer, or (``gazetteer`` is ``None``) a name that nothing resolves."""

    name: str
    gazetteer: str | None
    lat: float | None
    lon: float | None
    precision: str | None
    country: str | None
    mentions: int
    reports: int
    document: str
    row: str


@dataclass(frozen=True, slots=True)
class MapPage:
    """Resolved places, most often named first, and names that stay unresolved."""

    places: tuple[PlaceLine, ...]
    unresolved: tuple[PlaceLine, ...]


def map_page(view: View, claim: str | None = None) -> MapPage:
    """The places of a claim's reports, or of the whole case."""
    return MapPage(_lines(view, claim, resolved=True), _lines(view, claim, resolved=False))


def _lines(view: View, claim: str | None, *, resolved: bool) -> tuple[PlaceLine, ...]:
    source, values = (within("places"), (claim,)) if claim else (everywhere("places"), ())
    key = "r.gazetteer" if resolved else "lower(r.text)"
    placed = "NOT NULL AND r.lat IS NOT NULL" if resolved else "NULL"
    query = f"""SELECT coalesce(min(r.name), min(r.text)) AS name, r.gazetteer, r.lat, r.lon, r."precision", r.country,
        count(DISTINCT r.id) AS mentions, count(DISTINCT r.document) AS reports, min(r.n) AS first
        FROM {source} AND r.gazetteer IS {placed} GROUP BY {key} ORDER BY 7 DESC, 1 LIMIT {MOST}"""
    out = []
    for r in view.db.execute(query, values):
        at = view.db.execute("SELECT id, document FROM places WHERE n = ?", (r["first"],)).fetchone()
        out.append(
            PlaceLine(
                r["name"], r["gazetteer"], r["lat"], r["lon"], r["precision"], r["country"], r["mentions"],
                r["reports"], at["document"], at["id"],
            )
        )  # fmt: skip
    return tuple(out)
