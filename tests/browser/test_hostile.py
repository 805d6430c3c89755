"""Hostile reports run nowhere, reach nowhere and break no layout."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sayso.exporters.html import HtmlExporter
from sayso.ledger import View
from sayso.views import CaseView
from tests.workbench.addresses import addresses
from tests.workbench.hostile import hostile_case


@pytest.fixture(scope="module")
def hostile_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_case(tmp_path_factory.mktemp("again") / "hostile.sayso")


def watch(page: Any, own: str) -> list[str]:
    foreign: list[str] = []
    page.on("request", lambda r: foreign.append(r.url) if not r.url.startswith((own, "data:,")) else None)
    return foreign


def test_nothing_runs_on_any_view(hostile: str, hostile_file: Path, open_page: Callable[..., Any]) -> None:
    page = open_page("about:blank")
    foreign = watch(page, hostile)
    with View(hostile_file) as view:
        reports = [f"/read/{d.id}?rows=all" for d in view.documents(text=False)]
    for path in [*addresses(hostile_file).values(), *reports]:
        page.goto(hostile + path)
        assert page.evaluate("window.ran === undefined"), path
        assert page.complaints == [], path
        assert page.url.startswith(hostile), path
        assert page.locator("nav.views a").count() == 13, path
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, path
        assert page.locator("main h1").bounding_box()["width"] > 0, path
    assert foreign == []


def test_nothing_runs_in_the_dossier(hostile_file: Path, tmp_path: Path, open_page: Callable[..., Any]) -> None:
    out = tmp_path / "hostile.html"
    with View(hostile_file) as view:
        HtmlExporter().export(CaseView(view), out)
    page = open_page("about:blank")
    foreign = watch(page, "file://")
    page.goto(out.as_uri())
    for details in page.locator("details").all():
        details.evaluate("x => { x.open = true; }")
    assert page.evaluate("window.ran === undefined")
    assert page.complaints == []
    assert foreign == []
    assert page.locator("main section").count() == 7
