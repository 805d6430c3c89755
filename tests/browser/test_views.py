"""Every view in a real browser: it loads without complaint, keeps within the screen, and passes an accessibility check."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.workbench.addresses import addresses

SERIOUS = ("serious", "critical")
VIEWS = (
    "overview", "figures", "claims", "reports", "reader", "reader-all", "compare", "pairs", "origins", "origin-of-a-row",
    "sources", "names", "timeline",
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


@pytest.mark.parametrize("view", ["figures", "reader", "claims"])
def test_the_dark_form_is_accessible(view: str, case: Path, bench: str, open_page: Callable[..., Any]) -> None:
    assert faults(open_page(bench + addresses(case)[view], color_scheme="dark")) == []


def test_every_view_works_without_scripts(case: Path, bench: str, open_page: Callable[..., Any]) -> None:
    page = open_page("about:blank", java_script_enabled=False)
    for view in VIEWS:
        page.goto(bench + addresses(case)[view])
        assert page.locator("main h1").is_visible(), view
        assert page.locator("nav.views a").count() == 13, view
