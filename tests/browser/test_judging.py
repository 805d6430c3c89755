"""Judging in place: a decision is made where the matter is in sight, shows everywhere, and can be undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso.ledger import View
from tests.workbench.goldcase import gold_case

from .conftest import serving


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return gold_case(tmp_path_factory.mktemp("judged") / "judged.sayso")


@pytest.fixture(scope="module")
def place(own: Path) -> Iterator[str]:
    yield from serving(own)


def test_a_note_is_kept_shown_and_undone(own: Path, place: str, open_page: Callable[..., Any]) -> None:
    with View(own) as view:
        report = view.document("17-ministry-statement.pdf")
        row = view.extraction(report.id).statements[0].id
    address = f"{place}/read/{report.id}?row={row.replace('/', '%2F')}"
    page = open_page(address)
    form = page.locator(".detail form.judge")
    form.get_by_label("Note").fill("seen on paper")
    form.get_by_label("by").fill("A. Reader")
    form.get_by_role("button", name="Keep").click()
    page.wait_for_load_state()
    assert page.url.split("#")[0] == address
    assert "seen on paper" in page.locator(".detail").inner_text()
    assert "A. Reader" in page.locator(".detail").inner_text()
    page.goto(place + "/judgements")
    assert "seen on paper" in page.locator("main").inner_text()
    page.get_by_role("button", name="Undo").first.click()
    page.wait_for_load_state()
    assert page.locator("tr.undone").count() == 1
    page.goto(address)
    assert "seen on paper" not in page.locator(".detail").inner_text()


def test_a_decision_that_says_too_little_is_explained(place: str, open_page: Callable[..., Any]) -> None:
    page = open_page(place + "/figures")
    page.locator("form.judge").first.get_by_role("button", name="Keep").click()
    page.wait_for_load_state()
    assert page.locator("h1").count() == 1
    assert page.locator("main").inner_text() != ""
