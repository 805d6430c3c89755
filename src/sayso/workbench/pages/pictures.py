"""Origin tree, sources, timeline, map."""

from __future__ import annotations

from markupsafe import Markup
from starlette.responses import Response

from sayso.drawing import (
    Area,
    Edge,
    Geography,
    Graph,
    Stretch,
    Timeline,
    Vertex,
    draw_graph,
    draw_map,
    draw_timeline,
    draw_tree,
)
from sayso.drawing.from_pages import tree
from sayso.ledger import View
from sayso.views.map import MapPage, map_page
from sayso.views.pages.rests import rests_page
from sayso.views.pages.rows import Telling
from sayso.views.pages.sources import Citing, citing, source_lines
from sayso.views.pages.tree import claim_tree, row_tree
from sayso.views.timeline import TimeLine, case_times, claim_timeline, timeline_page

from ..links import url
from ..page import Page

SOURCES = 60


def origins(page: Page) -> Response:
    """On whose say-so: from the row that is asked for, else from the chosen claim, to the origins."""
    lines = page.claims[:40]
    row = row_tree(page.view, page.ask("row"), page.here.report) if page.ask("row") else None
    chosen = None if row else page.selected or (lines[0] if lines else None)
    context = page.claim(chosen.id) if chosen else None

    def address(telling: Telling) -> str:
        return page.here.report(telling.report.id, telling.id, claim=chosen.id if chosen else None)

    root = claim_tree(page.view, context, address) if context else None
    return page.render(
        "origins.html", "Origins", lines=lines, chosen=chosen, context=context, root=root, row=row,
        path=draw_tree(tree(row.root), f"Origin of: {row.telling.words}") if row else None,
        headline=page.headline(chosen.id) if chosen else None,
        picture=draw_tree(tree(root), f"Origins of: {chosen.label}") if root and chosen else None,
    )  # fmt: skip


def sources(page: Page) -> Response:
    """Who is relied on, by whom, for what, alone how often; who cites whom."""
    words = page.ask("q").casefold()
    lines = [s for s in page.store.kept("sources", page.view, source_lines) if words in s.name.casefold()]
    cited, picture = page.store.kept("citing", page.view, citing_picture)
    shown = lines[SOURCES * (page.number - 1) : SOURCES * page.number]
    return page.render(
        "sources.html", "Sources", origins=page.store.kept("gradable", page.view, gradable),
        lines=shown, total=len(lines), per=SOURCES, citing=cited,
        picture=picture,
    )  # fmt: skip


def rests(page: Page) -> Response:
    """What stands or falls with one origin."""
    context = rests_page(page.view, page.ask("origin"), page.claim_lines)
    return page.render("rests.html", f"What rests on {context.name}", context=context)


def timeline(page: Page) -> Response:
    """Dates as intervals; what nothing resolves is listed below."""
    claim = page.selected.id if page.selected else None
    first, last = page.ask("from"), page.ask("to")
    if claim:
        context = claim_timeline(page.view, claim, first, last)
    else:
        context = timeline_page(page.view, page.store.kept("timeline", page.view, case_times), first, last)

    def stretch(line: TimeLine) -> Stretch:
        if claim or line.reports == 1:
            label = f"{line.words}: {line.name}"
        else:
            label = f"{line.words} ({line.times} in {line.reports} reports)"
        return Stretch(
            label, line.words, line.from_, line.to, line.kind, page.here.report(line.document, line.row),
            page.ask("row") in (line.row, *line.rows) if page.ask("row") else False,
        )  # fmt: skip

    picture = None
    if context.first and context.last and context.lines:
        drawn = Timeline(
            "Days that the reports speak of", tuple(stretch(x) for x in context.lines), context.first, context.last
        )
        picture = draw_timeline(drawn)
    return page.render("timeline.html", "Timeline", context=context, picture=picture)


def map_(page: Page) -> Response:
    """Places as areas as wide as they are vague."""
    claim = page.selected.id if page.selected else None
    context = map_page(page.view, claim) if claim else page.store.kept("map", page.view, map_page)

    def drawn(some: MapPage) -> Markup:
        areas = tuple(
            Area(
                p.name, p.lat, p.lon, p.precision or "point", p.mentions, page.here.to("/map", place=p.gazetteer),
                p.gazetteer == page.ask("place"),
            )
            for p in some.places
            if p.lat is not None and p.lon is not None
        )  # fmt: skip
        return draw_map(Geography("Places that the reports name", areas, page.ask("whole") == "1"))

    # The picture that most readers ask for is drawn once.
    everywhere = not any(page.ask(k) for k in ("claim", "place", "whole"))
    picture = page.store.derived("map picture", context, drawn) if everywhere else drawn(context)
    return page.render("map.html", "Map", context=context, picture=picture)


def citing_picture(view: View) -> tuple[Citing, Markup | None]:
    """Who cites whom, and the picture of it."""
    cited = citing(view)
    graph = Graph(
        "Who cites whom", ("Outlets", "Tellers", "Origins"),
        tuple(
            Vertex(k, name, column, n, url("/search", {("outlet", "teller", "source")[column]: name}))
            for k, name, column, n in cited.vertices
        ),
        tuple(Edge(*e) for e in cited.edges),
    )  # fmt: skip
    return cited, draw_graph(graph, 1100.0) if cited.edges else None


def gradable(view: View) -> tuple[tuple[str, str], ...]:
    """Origins that can be graded by id and name, those with most rows first."""
    rows = view.db.execute(
        """SELECT o.id, o.name FROM origins o JOIN origin_rows x ON x.origin = o.id WHERE o.known
        GROUP BY o.id ORDER BY count(*) DESC, o.name, o.id LIMIT 200"""
    )
    return tuple((r["id"], r["name"]) for r in rows)
