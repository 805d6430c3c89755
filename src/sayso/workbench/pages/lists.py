"""Overview, figure board, claim board, reports, search, doubts."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import Response

from sayso.drawing import draw_board, draw_steps
from sayso.drawing.from_pages import course, figure_board
from sayso.views.doubts import doubts as every_doubt
from sayso.views.doubts import doubts_page
from sayso.views.entities import entities
from sayso.views.pages.claims import ClaimLine
from sayso.views.pages.facets import COLUMNS, FLAGS, PAIRS, facet_index
from sayso.views.pages.finding import reports_found, statements_page
from sayso.views.pages.reports import report_index, reports_page
from sayso.views.pages.rows import Telling

from ..page import Page

LIST, NAMES = 40, 80
NARROWS = (*(name for name, *_ in (*COLUMNS, *PAIRS, *FLAGS)), "from", "to")


def home(page: Page) -> Response:
    """What is in this case, in one screen."""
    context = page.front.home
    lead = context.board

    def address(telling: Telling) -> str:
        return page.here.report(telling.report.id, telling.id, claim=lead.line.id if lead else None)

    return page.render(
        "home.html", "Overview", home=context, board=draw_board(figure_board(lead, address), 740.0) if lead else None
    )


def figures(page: Page) -> Response:
    """Comparable figures as intervals on one axis; the chosen set, or the most contested."""
    lines = _narrowed(page)
    chosen = page.selected if page.selected and page.selected.kind == "figure" else (lines[0] if lines else None)
    context = page.claim(chosen.id) if chosen else None

    def address(telling: Telling) -> str:
        return page.here.report(telling.report.id, telling.id, claim=chosen.id if chosen else None)

    return page.render(
        "figures.html", "Figures", lines=_turned(page, lines), total=len(lines), context=context, chosen=chosen,
        headline=page.headline(chosen.id) if chosen else None,
        board=draw_board(figure_board(context, address, page.ask("row") or None)) if context else None,
        steps=draw_steps(course(context, address)) if context else None,
    )  # fmt: skip


def claims(page: Page) -> Response:
    """Claims with their statements by origin; denials opposite."""
    lines = _narrowed(page)
    chosen = page.selected or (lines[0] if lines else None)
    context = page.claim(chosen.id) if chosen else None
    return page.render(
        "claims.html", "Claims", lines=_turned(page, lines), total=len(lines), context=context, chosen=chosen,
        headline=page.headline(chosen.id) if chosen else None,
        opposite=context.opposite if context else frozenset(),
    )  # fmt: skip


def reports(page: Page) -> Response:
    """All reports."""
    every = page.store.kept("reports", page.view, report_index)
    narrow = page.ask("outlet"), page.ask("q"), page.ask("undated") == "1", page.ask("repeats") == "1"
    context = reports_page(page.view, every, page.number, *narrow)
    return page.render("reports.html", "Reports", context=context)


def search(page: Page) -> Response:
    """Search with facets."""
    narrow = {name: page.ask(name) for name in NARROWS if page.ask(name)}
    kind = "reports" if page.ask("in") == "reports" else "statements"
    words = page.ask("q")
    if kind == "reports":
        every = page.store.kept("reports", page.view, report_index)
        context = reports_found(page.view, every, words, narrow, page.number)
    else:
        index = page.store.kept("facets", page.view, facet_index)
        context = statements_page(page.view, index, words, narrow, page.number)
    return page.render(
        "search.html", "Search", context=context, words=words, narrow=narrow, kind=kind,
        flags=[(name, heading) for name, heading, _ in FLAGS],
        headings={name: heading.partition(":")[0] for name, heading, *_ in (*COLUMNS, *PAIRS, *FLAGS)},
    )  # fmt: skip


def names(page: Page) -> Response:
    """Who is who."""
    words, kind = page.ask("q").casefold(), page.ask("kind")
    lines = [
        e for e in page.store.kept("names", page.view, entities).entities
        if (not kind or e.kind == kind) and (not words or any(words in n.casefold() for n in (e.name, *e.aliases)))
    ]  # fmt: skip
    shown = lines[NAMES * (page.number - 1) : NAMES * page.number]
    return page.render("names.html", "Names", lines=shown, total=len(lines), per=NAMES)


def doubts(page: Page) -> Response:
    """What could not be read or resolved, and every low-confidence join."""
    context = doubts_page(page.view, page.store.kept("doubts", page.view, every_doubt), page.number)
    return page.render("doubts.html", "Problems and doubts", context=context)


def _narrowed(page: Page) -> Sequence[ClaimLine]:
    words = page.ask("q").casefold().split()
    asked = ("single", "disputed", "revised", "measure", "kind")
    single, disputed, revised, measure, kind = (page.ask(name) for name in asked)
    kind = "figure" if page.here.path == "/figures" else kind
    lines: Sequence[ClaimLine] = page.claims
    if kind in ("figure", "statement"):
        lines = page.store.derived(f"{kind} claims", page.claims, lambda every: [c for c in every if c.kind == kind])
    if not (words or single or disputed or revised or measure):
        return lines
    return [
        c for c in lines
        if (not single or c.single)
        and (not disputed or c.conflicts or c.denials)
        and (not revised or c.revisions)
        and (not measure or c.measure == measure)
        and (not words or all(w in f"{c.label} {c.measure} {c.group} {c.place}".casefold() for w in words))
    ]  # fmt: skip


def _turned(page: Page, lines: Sequence[ClaimLine]) -> Sequence[ClaimLine]:
    return lines[LIST * (page.number - 1) : LIST * page.number]
