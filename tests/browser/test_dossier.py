"""The dossier opens from disk without a network, and every footnote opens its words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sayso.exporters.html import HtmlExporter
from sayso.ledger import View
from sayso.views import CaseView
from sayso.views.dossier import Narrow

from .test_views import faults


@pytest.fixture(scope="module")
def dossier(case: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dossier") / "dossier.html"
    with View(case) as view:
        HtmlExporter().export(CaseView(view), out)
    return out


def test_it_opens_offline_without_complaint_and_is_accessible(dossier: Path, open_page: Callable[..., Any]) -> None:
    page = open_page(dossier.as_uri(), offline=True)
    assert page.complaints == []
    assert page.locator("main section").count() == 7
    assert faults(page) == []


def test_a_footnote_opens_the_highlighted_words(dossier: Path, open_page: Callable[..., Any]) -> None:
    page = open_page(dossier.as_uri(), offline=True)
    line = page.locator(".claim .statements li").first
    said = line.locator("bdi").first.inner_text()
    line.locator("a.footnote").click()
    lit = page.locator(".text .lit")
    lit.first.wait_for(state="visible")
    assert said in " ".join("".join(lit.all_inner_texts()).split())
    back = page.locator(".text a.back").first
    assert back.is_visible()


def test_every_footnote_leads_to_words_and_back(dossier: Path, open_page: Callable[..., Any]) -> None:
    page = open_page(dossier.as_uri(), offline=True)
    lost = page.evaluate(
        """[...document.querySelectorAll('a[href^="#"]')].map(a => a.getAttribute('href'))
        .filter(h => !document.getElementById(decodeURIComponent(h.slice(1))))"""
    )
    assert lost == []


def test_it_prints(dossier: Path, open_page: Callable[..., Any]) -> None:
    page = open_page(dossier.as_uri(), offline=True)
    data = page.pdf(format="A4")
    assert data[:5] == b"%PDF-"
    assert data.count(b"/Type /Page\n") + data.count(b"/Type /Page ") + data.count(b"/Type/Page") > 5


def test_it_can_be_narrowed(case: Path, dossier: Path, tmp_path: Path, open_page: Callable[..., Any]) -> None:
    out = tmp_path / "missing.html"
    with View(case) as view:
        HtmlExporter().narrowed(Narrow(measure="missing")).export(CaseView(view), out)
    page = open_page(out.as_uri(), offline=True)
    assert page.locator(".claim h3").all_inner_texts() == ["People missing"]
    assert out.stat().st_size < dossier.stat().st_size
