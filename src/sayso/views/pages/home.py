"""The overview: a case on one screen."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.ledger import View
from sayso.views.overview import Overview, overview

from .claims import ClaimLine


@dataclass(frozen=True, slots=True)
class OutletLine:
    """An outlet with its number of reports and how many of them repeat another."""

    name: str
    reports: int
    copies: int


@dataclass(frozen=True, slots=True)
class HomePage:
    """Counts, and what stands out: contested claims, claims on one origin, outlets, problems by code."""

    counts: Overview
    contested: tuple[ClaimLine, ...]
    single: tuple[ClaimLine, ...]
    outlets: tuple[OutletLine, ...]
    problems: tuple[tuple[str, int], ...]
    judgements: int


def home_page(view: View, claims: tuple[ClaimLine, ...]) -> HomePage:
    """Everything that the overview shows."""
    outlets = [
        OutletLine(r["outlet"], r["n"], r["copies"])
        for r in view.db.execute(
            """SELECT coalesce(d.outlet, '(no outlet)') AS outlet, count(*) AS n, sum(d.id IN (
                 SELECT b_document FROM relations
                 WHERE relation IN ('copy', 'excerpt', 'rewrite', 'translation') AND directed
               )) AS copies FROM documents d WHERE d.withdrawn IS NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 12"""
        )
    ]
    problems = view.db.execute("SELECT code, count(*) AS n FROM problems GROUP BY 1 ORDER BY 2 DESC, 1").fetchall()
    judged = view.db.execute("SELECT count(*) FROM judgements WHERE undone IS NULL AND kind <> 'undo'").fetchone()[0]
    return HomePage(
        counts=overview(view),
        contested=tuple(c for c in claims if c.contested)[:8],
        single=tuple(c for c in claims if c.single and c.reports > 1)[:8],
        outlets=tuple(outlets),
        problems=tuple((r["code"], r["n"]) for r in problems),
        judgements=judged,
    )
