"""Every view in a real browser: it loads without complaint, keeps within the screen, and passes an accessibility check."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sayso.drawing import Edge, Graph, Vertex, draw_graph, page_style, style
from tests.workbench.addresses import addresses

SERIOUS = ("serious", "critical")
VIEWS = (
    "overview", "figures", "claims", "reports", "reader", "reader-all", "compare", "pairs", "origins", "origin-of-a-row",
    "sources", "rests", "names", "timeline",
    "timeline-all", "map", "search", "search-reports", "doubts", "evidence", "judgements",
)  # fmt: skip


def faults(page: Any) -> list[str]:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    found = axe.Axe().run(page).response["violations"]
    return [
        f"{v['id']}: {v['help']}: {[n['html'][:120] for n in v['nodes'][:3]]}" for v in found if v["impact"] in SERIOUS
    ]


def too_wide(page: Any) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_loads_fits_and_is_accessible(view: str, case: Path, bench: str, open_page: Callable[..., Any]) -> None:
    page = open_page(bench + addresses(case)[view], color_scheme="light")
    assert page.locator("h1").count() == 1
    assert page.complaints == []
    assert too_wide(page) <= 0
    assert faults(page) == []
    page.set_viewport_size({"width": 820, "height": 1100})  # a tablet
    assert too_wide(page) <= 0


@pytest.mark.parametrize("view", VIEWS)
def test_the_dark_form_is_accessible(view: str, case: Path, bench: str, open_page: Callable[..., Any]) -> None:
    assert faults(open_page(bench + addresses(case)[view], color_scheme="dark")) == []


def test_a_graph_of_two_hundred_names_is_legible(open_page: Callable[..., Any]) -> None:
    vertices = tuple(
        Vertex(f"{n % 3}:{n}", f"Name of the {n}th body of the province", n % 3, 1 + n % 9, "/search")
        for n in range(200)
    )
    edges = tuple(
        Edge(a.key, b.key, 1 + n % 5)
        for n, (a, b) in enumerate(itertools.product(vertices[::5], vertices[1::7]))
        if a.column < b.column
    )
    drawn = draw_graph(Graph("Who cites whom", ("Outlets", "Tellers", "Origins"), vertices, edges), 1100.0)
    page = open_page("about:blank")
    page.set_content(f"<style>{page_style()}{style()}</style><main>{drawn}</main>")
    boxes = page.evaluate(
        "[...document.querySelectorAll('.graph text.name')].map(x => x.getBoundingClientRect().toJSON())"
    )
    assert len(boxes) == 200
    assert min(b["height"] for b in boxes) >= 11
    for a, b in itertools.combinations(boxes, 2):
        apart = (
            a["right"] <= b["left"]
            or b["right"] <= a["left"]
            or a["bottom"] <= b["top"] + 1
            or b["bottom"] <= a["top"] + 1
        )
        assert apart, (a, b)


def test_every_view_works_without_scripts(case: Path, bench: str, open_page: Callable[..., Any]) -> None:
    page = open_page("about:blank", java_script_enabled=False)
    for view in VIEWS:
        page.goto(bench + addresses(case)[view])
        assert page.locator("main h1").is_visible(), view
        assert page.locator("nav.views a").count() == 13, view
