"""What stands or falls with an origin: each claim that it bears, and what would be left of it."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.errors import RequestError
from sayso.ledger import View

from .claims import ClaimLine
from .rows import MOST, Telling, tellings

CLAIMS = 200  # claims that the page shows


@dataclass(frozen=True, slots=True)
class RestLine:
    """A claim without the origin: ``loses`` everything, its only origin, one origin, or reports only; ``left`` rows
    stand without it, of ``origins_left`` known origins."""

    line: ClaimLine
    loses: str
    rows: int
    left: int
    origins_left: int


@dataclass(frozen=True, slots=True)
class RestsPage:
    """What rests on an origin: claims, those that lose most first, and all that goes back to it by report."""

    origin: str
    name: str
    known: bool
    claims: tuple[RestLine, ...]
    tellings: tuple[Telling, ...]
    reports: int
    rows: int
    left_out: int


_LOSES = ("everything", "its only origin", "one origin", "reports only")


def rests_page(view: View, origin: str, index: dict[str, ClaimLine]) -> RestsPage:
    """An origin by id. Its cost grows with what rests on it. Raises :class:`RequestError` (``no-such-row``)."""
    one = view.db.execute("SELECT id, name, known FROM origins WHERE id = ?", (origin,)).fetchone()
    if one is None:
        raise RequestError("no-such-row", origin)
    rows = [r[0] for r in view.db.execute('SELECT "row" FROM origin_rows WHERE origin = ? ORDER BY 1', (origin,))]
    claims = [
        r[0]
        for r in view.db.execute(
            """SELECT m.claim, count(*) FROM origin_rows x JOIN claim_members m ON m.member = x."row"
            WHERE x.origin = ? GROUP BY 1 ORDER BY 2 DESC, 1""",
            (origin,),
        )
    ]
    lines = [_without(view, index[c], origin) for c in claims[:CLAIMS] if c in index]
    lines.sort(key=lambda x: (_LOSES.index(x.loses), -x.rows, x.line.label, x.line.id))
    told = tellings(view, rows[:MOST])
    told.sort(key=lambda t: (t.report.published or "9999", t.report.path, t.start, t.kind))
    return RestsPage(
        one["id"], one["name"], bool(one["known"]), tuple(lines), tuple(told), len({t.report.id for t in told}),
        len(rows), max(len(claims) - CLAIMS, 0),
    )  # fmt: skip


def _without(view: View, line: ClaimLine, origin: str) -> RestLine:
    found = view.db.execute(
        """SELECT m.member, x.origin, o.known FROM claim_members m LEFT JOIN origin_rows x ON x."row" = m.member
        LEFT JOIN origins o ON o.id = x.origin WHERE m.claim = ?""",
        (line.id,),
    ).fetchall()
    gone = {r["member"] for r in found if r["origin"] == origin}
    members = {r["member"] for r in found}
    before = {r["origin"] for r in found if r["known"]}
    after = {r["origin"] for r in found if r["known"] and r["member"] not in gone}
    if gone == members:
        loses = "everything"
    elif before and not after:
        loses = "its only origin"
    else:
        loses = "one origin" if before - after else "reports only"
    return RestLine(line, loses, len(gone), len(members) - len(gone), len(after))
