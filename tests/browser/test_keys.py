"""The workbench with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from tests.workbench.addresses import addresses


def query(page: Any) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


GOES = (
    ("f", "Figures"), ("c", "Claims"), ("r", "Reports"), ("s", "Sources"), ("l", "Timeline"), ("m", "Map"),
    ("d", "Doubts"), ("t", "Origins"), ("o", "Overview"),
)  # fmt: skip


def test_g_and_a_letter_go_to_a_view(bench: str, open_page: Callable[..., Any]) -> None:
    page = open_page(bench + "/judgements")
    for key, view in GOES:
        before = page.url
        page.keyboard.press("g")
        page.keyboard.press(key)
        page.wait_for_url(lambda url, before=before: url != before)
        assert page.locator("nav.views [aria-current]").inner_text() == view
        assert page.locator("h1").count() == 1


def test_slash_searches(bench: str, open_page: Callable[..., Any]) -> None:
    page = open_page(bench + "/")
    page.keyboard.press("/")
    page.keyboard.type('"gate four"')
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")
    assert "match" in page.locator(".stage h2").inner_text()
    assert page.locator("mark").first.is_visible()


def test_the_page_can_be_reached_past_the_navigation(bench: str, open_page: Callable[..., Any]) -> None:
    page = open_page(bench + "/reports")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the page"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_n_and_p_walk_the_rows_of_a_report(case: Path, bench: str, open_page: Callable[..., Any]) -> None:
    page = open_page(bench + addresses(case)["reader"])
    first = query(page)["row"]
    page.keyboard.press("n")
    page.wait_for_url(lambda url: "row=" + quote(first[0], safe="") not in url)
    page.wait_for_load_state()
    assert page.locator("#rowlist [aria-current]").count() == 1
    assert page.locator("#text .here").count() >= 1
    second = query(page)["row"]
    page.keyboard.press("p")
    page.wait_for_url(lambda url: "row=" + quote(second[0], safe="") not in url)
    assert query(page)["row"] == first


def test_n_walks_the_claims_and_enter_chooses(bench: str, open_page: Callable[..., Any]) -> None:
    page = open_page(bench + "/figures")
    page.keyboard.press("n")
    page.keyboard.press("n")
    wanted = page.evaluate("document.activeElement.querySelector('.label').textContent")
    page.keyboard.press("Enter")
    page.wait_for_url("**claim=**")
    assert page.locator("h1").inner_text() == wanted


def test_a_kind_is_muted_in_place_and_in_the_address(case: Path, bench: str, open_page: Callable[..., Any]) -> None:
    page = open_page(bench + addresses(case)["reader"])
    switch = page.locator('[data-mute="figure"]')
    switch.focus()
    page.keyboard.press("Space")
    assert switch.get_attribute("aria-checked") == "false"
    assert query(page)["mute"] == ["figure"]
    page.reload()
    assert "no-figure" in (page.locator("#text").get_attribute("class") or "")


def test_the_chosen_claim_is_followed_by_every_view(case: Path, bench: str, open_page: Callable[..., Any]) -> None:
    page = open_page(bench + addresses(case)["figures"])
    label = page.locator("h1").inner_text()
    for name in ("Claims", "Origins", "Timeline", "Map", "Reports"):
        page.locator("nav.views").get_by_role("link", name=name).click()
        assert page.locator(".chosen-claim strong").inner_text() == label
    page.locator("tbody th a").first.click()
    page.wait_for_url("**/read/**")
    assert page.locator("#text .follow").count() > 0
    page.keyboard.press("u")
    page.wait_for_url(lambda url: "claim=" not in url)
    assert page.locator(".chosen-claim").count() == 0


def test_the_theme_is_kept(bench: str, open_page: Callable[..., Any]) -> None:
    page = open_page(bench + "/", color_scheme="light")
    page.locator("[data-theme-switch]").click()
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(16, 19, 22)"


def test_keys_are_told(bench: str, open_page: Callable[..., Any]) -> None:
    page = open_page(bench + "/")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#keys").is_visible()
