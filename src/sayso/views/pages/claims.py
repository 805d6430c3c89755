"""Claims: the index of all, and one with its tellings by origin."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sayso.errors import RequestError
from sayso.ledger import View

from .rows import MOST, Origin, Telling, Tie, TieGroup, tellings, tie_groups, ties


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One claim in a list. ``unknown``: groups of unrecorded lineage, never counted as independent."""

    id: str
    kind: str
    label: str
    measure: str | None
    group: str | None
    place: str | None
    from_: str | None
    to: str | None
    origins: int
    unknown: int
    members: int
    reports: int
    conflicts: int
    tensions: int
    revisions: int
    denials: int

    @property
    def contested(self) -> int:
        """How much stands against each other, for the order of lists."""
        return 4 * self.conflicts + 4 * self.denials + 2 * self.tensions + self.revisions

    @property
    def single(self) -> bool:
        """Whether everything goes back to one origin."""
        return self.origins + self.unknown == 1


@dataclass(frozen=True, slots=True)
class OriginTellings:
    """What goes back to one origin. ``origin`` is ``None`` where nothing says where it comes from.

    ``colour`` is the origin's place among the claim's known origins, ``None`` for unknown lineage.
    """

    origin: Origin | None
    colour: int | None
    tellings: tuple[Telling, ...]

    @property
    def name(self) -> str:
        """The origin's name as headings show it."""
        if self.origin is None:
            return "Lineage unknown"
        side = f" ({self.origin.side})" if self.origin.side and self.origin.side not in self.origin.name else ""
        return self.origin.name + side if self.origin.known else f"Lineage unknown: {self.origin.name}"


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """One claim: its tellings by origin, how they relate, and what a person has judged of it."""

    line: ClaimLine
    groups: tuple[OriginTellings, ...]
    ties: tuple[Tie, ...]
    left_out: int  # members beyond what a page shows

    @property
    def tellings(self) -> tuple[Telling, ...]:
        """All tellings, by origin."""
        return tuple(t for g in self.groups for t in g.tellings)

    @property
    def summed(self) -> tuple[TieGroup, ...]:
        """The relations summed up, what stands against each other first."""
        return tie_groups(self.ties, self.tellings)

    @property
    def opposite(self) -> frozenset[str]:
        """The tellings that deny: by their own stance or polarity, or because a relation says so."""
        return frozenset(
            {t.id for t in self.tellings if t.stance == "deny" or (t.factuality or "").endswith("-")}
            | {t.a for t in self.tied("denies")}
        )

    def tied(self, relation: str) -> tuple[Tie, ...]:
        """The relations of one kind."""
        return tuple(t for t in self.ties if t.relation == relation)


def claim_lines(view: View, claim: str) -> dict[str, ClaimLine]:
    """One claim by id, or nothing."""
    return {c.id: c for c in _index(view, "WHERE claim = :claim", "WHERE id = :claim", {"claim": claim})}


def claim_index(view: View) -> tuple[ClaimLine, ...]:
    """Every claim, the most contested first. Cost grows with the number of claims and relations."""
    return _index(view, "", "", {})


def _index(view: View, members: str, claims: str, values: dict[str, str]) -> tuple[ClaimLine, ...]:
    counted: dict[str, dict[str, int]] = {}
    sides = " UNION ".join(
        f"""SELECT m.claim, r.id, r.relation FROM claim_members m JOIN relations r ON r.{side}_id = m.member
        AND +r.relation IN ('conflict', 'tension', 'revision', 'denies') {members}"""
        for side in ("a", "b")
    )
    for row in view.db.execute(f"SELECT claim, relation, count(*) AS n FROM ({sides}) GROUP BY 1, 2", values):
        counted.setdefault(row["claim"], {})[row["relation"]] = row["n"]
    sizes = {
        row["claim"]: (row["n"], row["reports"])
        for row in view.db.execute(
            f"""SELECT m.claim, count(*) AS n, count(DISTINCT coalesce(f.document, s.document)) AS reports
            FROM claim_members m LEFT JOIN figures f ON f.id = m.member LEFT JOIN statements s ON s.id = m.member
            {members} GROUP BY 1""",
            values,
        )
    }
    lines = [
        _line(row, sizes.get(row["id"], (0, 0)), counted.get(row["id"], {}))
        for row in view.db.execute(f"SELECT * FROM claims {claims} ORDER BY id", values)
    ]
    return tuple(sorted(lines, key=lambda c: (-c.contested, -c.reports, -c.members, c.label, c.id)))


def _line(row: object, size: tuple[int, int], counted: dict[str, int]) -> ClaimLine:
    r = dict(row)  # type: ignore[call-overload]
    return ClaimLine(
        r["id"], r["kind"], r["label"], r["measure"], r["group"], r["place"], r["from"], r["to"], r["origins"],
        r["unknown_lineage"], size[0], size[1], counted.get("conflict", 0), counted.get("tension", 0),
        counted.get("revision", 0), counted.get("denies", 0),
    )  # fmt: skip


def claim_page(view: View, claim: str, index: dict[str, ClaimLine]) -> ClaimPage:
    """One claim. Raises :class:`RequestError` (``no-such-row``)."""
    if claim not in index:
        raise RequestError("no-such-row", claim)
    members = [
        r["member"]
        for r in view.db.execute("SELECT member FROM claim_members WHERE claim = ? ORDER BY n LIMIT ?", (claim, MOST))
    ]
    told = tellings(view, members)
    order = {o: n for n, o in enumerate(_origin_ids(view, claim))}
    return ClaimPage(
        line=index[claim],
        groups=by_origin(told, order),
        ties=tuple(ties(view, members)),
        left_out=max(index[claim].members - MOST, 0),
    )


def by_origin(told: list[Telling], order: dict[str, int]) -> tuple[OriginTellings, ...]:
    """Tellings grouped: known origins first in the claim's order, then those of unknown lineage."""
    groups: dict[str, list[Telling]] = {}
    origins: dict[str, Origin | None] = {}
    for telling in told:
        key = telling.origin.id if telling.origin else ""
        groups.setdefault(key, []).append(telling)
        origins[key] = telling.origin

    def rank(key: str) -> tuple[bool, int, int, str]:
        origin = origins[key]
        return origin is None or not origin.known, order.get(key, len(order)), -len(groups[key]), key

    out, colour = [], 0
    for key in sorted(groups, key=rank):
        origin = origins[key]
        known = origin is not None and origin.known
        out.append(OriginTellings(origin, colour if known else None, tuple(groups[key])))
        colour += known
    return tuple(out)


def _origin_ids(view: View, claim: str) -> list[str]:
    row = view.db.execute("SELECT origin_ids FROM claims WHERE id = ?", (claim,)).fetchone()
    return list(json.loads(row["origin_ids"])) if row else []
