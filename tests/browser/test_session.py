"""A whole session by keys alone, and the claim that every view follows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from sayso.examples import REPORTS
from sayso.ledger import View
from sayso.pipeline import BuildOptions, build
from tests.workbench.addresses import addresses

from .conftest import serving


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A case that the program made: after a decision it compares anew, and finds the same claims."""
    case = tmp_path_factory.mktemp("session") / "session.sayso"
    build([REPORTS], case, BuildOptions(depth="fast", workers=1))
    yield from serving(case)


def reach(page: Any, wanted: str, most: int = 120) -> None:
    """Press Tab until what ``wanted`` selects has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", wanted):
            return
    raise AssertionError(f"{wanted} is not reached by Tab")


def key_on(page: Any, *keys: str) -> None:
    """Press keys that lead to another page."""
    before = page.url
    for key in keys:
        page.keyboard.press(key)
    page.wait_for_url(lambda url: url != before)
    page.wait_for_load_state()


def test_a_whole_session_by_keys(own: str, open_page: Callable[..., Any]) -> None:
    page = open_page(own + "/")
    # choose a claim
    key_on(page, "g", "f")
    page.keyboard.press("n")
    label = page.evaluate("document.activeElement.querySelector('.label').textContent")
    key_on(page, "Enter")
    assert page.locator(".chosen-claim strong").inner_text() == label
    # read: the first telling of the table
    reach(page, "main table tbody th a")
    key_on(page, "Enter")
    assert "/read/" in page.url
    assert page.locator("#text .follow").count() > 0
    first = page.url
    key_on(page, "n")
    second = page.url
    key_on(page, "n")
    key_on(page, "p")
    assert page.url.split("#")[0] == second.split("#")[0] != first.split("#")[0]
    # judge: a note on the chosen row
    reach(page, '.detail input[name="note"]')
    page.keyboard.type("seen on paper")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+A")
    page.keyboard.type("A. Reader")
    page.keyboard.press("Enter")
    page.locator(".detail", has_text="seen on paper").wait_for()
    # undo
    reach(page, '.views a[href^="/judgements"]')
    key_on(page, "Enter")
    assert "seen on paper" in page.locator("main").inner_text()
    reach(page, "form.judge.inline button")
    page.keyboard.press("Enter")
    page.locator("tr.undone").wait_for()
    page.wait_for_load_state()
    assert page.locator("tr.undone").count() == 1
    # search, narrow by a facet, open a match
    page.keyboard.press("/")
    page.keyboard.type("dam")
    key_on(page, "Enter")
    reach(page, ".facets a")
    key_on(page, "Enter")
    assert page.locator(".chosen-facets a").count() == 1
    page.keyboard.press("n")
    key_on(page, "Enter")
    assert "/read/" in page.url
    assert page.locator(".chosen-claim").count() == 1, page.url
    # and stop following
    key_on(page, "u")
    assert page.locator(".chosen-claim").count() == 0
    assert page.complaints == []


def test_a_chosen_claim_is_followed_in_what_is_shown(case: Path, bench: str, open_page: Callable[..., Any]) -> None:
    with View(case) as view:
        claim = view.db.execute(
            "SELECT claim FROM claim_members m JOIN claims c ON c.id = m.claim WHERE c.kind = 'figure' "
            "GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
        ).fetchone()[0]
        members = {r[0] for r in view.db.execute("SELECT member FROM claim_members WHERE claim = ?", (claim,))}
        report = view.db.execute("SELECT document FROM figures WHERE id = ?", (min(members),)).fetchone()[0]
    page = open_page(f"{bench}/claims")
    page.goto(
        f"{bench}/claims?claim={quote(claim, safe='')}"
    )  # chosen on the claim board; each view is reached by its link

    def go(view: str) -> None:
        page.locator("nav.views").get_by_role("link", name=view, exact=True).click()
        page.wait_for_load_state()

    def rows(selector: str) -> set[str]:
        return set(
            page.eval_on_selector_all(
                selector, "all => all.map(a => new URL(a.href.baseVal ?? a.href, location).searchParams.get('row'))"
            )
        )

    assert rows(".statements .said a") <= members
    go("Figures")
    assert page.locator(".claims a[aria-current]").count() == 1
    drawn = rows(".board a[href*='/read/']")
    assert drawn
    assert drawn <= members
    go("Origins")
    told = rows(".picture .tree a[href*='/read/']")
    assert told
    assert told <= members
    go("Timeline")
    some = page.locator(".picture .timeline a").count()
    everything = open_page(f"{bench}/timeline").locator(".picture .timeline a").count()
    assert 0 < some < everything
    go("Map")
    assert page.locator("main").inner_text().count("this claim") > 0
    page.goto(f"{bench}/read/{quote(report, safe='')}?claim={quote(claim, safe='')}")
    followed = set(page.eval_on_selector_all("#rowlist .follow", "all => all.map(a => a.dataset.row)"))
    assert followed
    assert page.locator("#text .follow").count() >= len(followed)


def test_every_address_can_be_opened_anew(case: Path, bench: str, open_page: Callable[..., Any]) -> None:
    """A view, its filter, its selection: what is shown comes from the address alone."""
    page = open_page("about:blank")
    for path in (*addresses(case).values(), "/search?q=dam&stance=claim&page=1", "/figures?revised=1&q=killed"):
        page.goto(bench + path)
        shown = page.locator("main").inner_text()
        again = open_page(bench + path)
        assert again.locator("main").inner_text() == shown, path
        again.close()
