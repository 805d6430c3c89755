"""A page that is open while a build goes on says what came in, and shows it when asked."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sayso.examples import REPORTS
from sayso.pipeline import BuildOptions, build

from .conftest import serving

FAST = BuildOptions(depth="fast", workers=1)


@pytest.fixture
def growing(tmp_path: Path) -> Iterator[tuple[str, Path, Path]]:
    folder, case = tmp_path / "reports", tmp_path / "c.sayso"
    folder.mkdir()
    shutil.copy(REPORTS / "01-lantern-wire.txt", folder)
    build([folder], case, FAST)
    for address in serving(case):
        yield address, folder, case


def test_an_open_page_tells_of_a_new_report(browser: Any, growing: tuple[str, Path, Path]) -> None:
    address, folder, case = growing
    page = browser.new_page()
    page.goto(address + "/reports")
    told = page.get_by_role("status")
    assert told.text_content() == ""
    shutil.copy(REPORTS / "07-globe-digest.txt", folder)
    build([folder], case, FAST)
    page.get_by_text("1 report came in").wait_for(timeout=10_000)
    came = page.locator(".news a[href^='/read/']")
    assert came.count() == 1
    page.get_by_role("link", name="Show what changed").click()
    page.wait_for_load_state()
    assert page.locator("a[href*='/read/']").count() >= 2
    page.close()
