"""Where: the places that reports name, with how precisely they are known, and those that are not."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.ledger import View

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
    where = ""
    values: tuple[str, ...] = ()
    if claim:
        where = """AND EXISTS (SELECT 1 FROM claim_members m LEFT JOIN figures f ON f.id = m.member
            JOIN statements s ON s.id = coalesce(f.statement, m.member)
            WHERE m.claim = ? AND s.document = p.document AND p.start < s."end" AND p."end" > s.start)"""
        values = (claim,)
    key = "p.gazetteer" if resolved else "p.text"
    placed = "NOT NULL AND p.lat IS NOT NULL" if resolved else "NULL"
    query = f"""SELECT coalesce(min(p.name), min(p.text)) AS name, p.gazetteer, p.lat, p.lon, p."precision", p.country,
        count(*) AS mentions, count(DISTINCT p.document) AS reports, min(p.n) AS first
        FROM places p JOIN documents d ON d.id = p.document
        WHERE d.withdrawn IS NULL AND p.gazetteer IS {placed} {where}
        GROUP BY {key} ORDER BY 7 DESC, 1 LIMIT {MOST}"""
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
