"""The overview: a case on one screen, what is contested first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from sayso.ledger import View
from sayso.views.overview import Overview, overview

from .claims import ClaimLine, ClaimPage, OriginTellings, claim_index, claim_page
from .headline import Headline, claim_headline

SENTENCES = 4  # figures told in a sentence
LOOKED = 40  # claims with denials that are read to find those
DENIED = 4  # claims shown with who says and who denies them
NAMED = 3  # names on each side of a denial


@dataclass(frozen=True, slots=True)
class OutletLine:
    """An outlet with its number of reports and how many of them repeat another. ``name``: ``None`` for no outlet."""

    name: str | None
    reports: int
    copies: int


@dataclass(frozen=True, slots=True)
class Told:
    """A claim in a sentence."""

    line: ClaimLine
    headline: Headline


@dataclass(frozen=True, slots=True)
class Denied:
    """A claim with the origins that say so and those that deny it."""

    line: ClaimLine
    says: tuple[str, ...]
    denies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HomePage:
    """Counts, and what stands out: figures in sentences (``board``: the first of them), denials, claims on one origin,
    outlets, problems by code. ``contested``: whether the sentences tell of figures that stand against each other."""

    counts: Overview
    told: tuple[Told, ...]
    contested: bool
    board: ClaimPage | None
    denied: tuple[Denied, ...]
    single: tuple[ClaimLine, ...]
    outlets: tuple[OutletLine, ...]
    problems: tuple[tuple[str, int], ...]
    judgements: int


@dataclass(frozen=True, slots=True)
class Front:
    """Every claim, the most contested first, and the overview of the same state of the case."""

    claims: tuple[ClaimLine, ...]
    home: HomePage


def front(view: View) -> Front:
    """What the first page and every list of claims need. Cost grows with the case: keep the result."""
    claims = claim_index(view)
    return Front(claims, home_page(view, claims))


def home_page(view: View, claims: tuple[ClaimLine, ...]) -> HomePage:
    """Everything that the overview shows."""
    outlets = [
        OutletLine(r["outlet"], r["n"], r["copies"])
        for r in view.db.execute(
            """SELECT d.outlet, count(*) AS n, sum(d.id IN (
                 SELECT b_document FROM relations
                 WHERE relation IN ('copy', 'excerpt', 'rewrite', 'translation') AND directed
               )) AS copies FROM documents d WHERE d.withdrawn IS NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 12"""
        )
    ]
    problems = view.db.execute("SELECT code, count(*) AS n FROM problems GROUP BY 1 ORDER BY 2 DESC, 1").fetchall()
    judged = view.db.execute("SELECT count(*) FROM judgements WHERE undone IS NULL AND kind <> 'undo'").fetchone()[0]
    figures = [c for c in claims if c.kind == "figure"]
    contested = [c for c in figures if c.contested]
    shown = (contested or sorted(figures, key=lambda c: -c.reports))[:SENTENCES]
    index = {c.id: c for c in claims}
    return HomePage(
        counts=overview(view),
        told=tuple(Told(c, claim_headline(view, c.id)) for c in shown),
        contested=bool(contested),
        board=claim_page(view, shown[0].id, index) if shown else None,
        denied=tuple(islice(_plainly_denied(view, claims, index), DENIED)),
        single=tuple(sorted((c for c in claims if c.single and c.reports > 1), key=lambda c: -c.reports)[:8]),
        outlets=tuple(outlets),
        problems=tuple((r["code"], r["n"]) for r in problems),
        judgements=judged,
    )


def _plainly_denied(view: View, claims: tuple[ClaimLine, ...], index: dict[str, ClaimLine]) -> Iterator[Denied]:
    """The claims that somebody says are not so. Where only the wordings seem to stand against each other, the page of
    claims shows it: too uncertain for a first page."""
    for line in islice((c for c in claims if c.denials), LOOKED):
        page = claim_page(view, line.id, index)
        stances = {t.id: t.stance for t in page.tellings}
        if any(stances.get(tie.a) in ("deny", "doubt") for tie in page.tied("denies")):
            yield _denied(page)


def _denied(page: ClaimPage) -> Denied:
    opposite = page.opposite

    def names(deny: bool) -> tuple[str, ...]:
        some = (_name(g) for g in page.groups if any((t.id in opposite) == deny for t in g.tellings))
        return tuple(dict.fromkeys(some))[:NAMED]

    denying = names(True)
    return Denied(page.line, tuple(n for n in names(False) if n not in denying), denying)


def _name(group: OriginTellings) -> str:
    if group.origin is None or group.origin.known:
        return group.name
    return f"{group.origin.name} (from whom is not known)"
