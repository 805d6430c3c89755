"""A workbench over the bundled example's gold in a thread, and a headless Chromium to look at it with."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from sayso.workbench import application
from tests.workbench.goldcase import gold_case
from tests.workbench.hostile import hostile_case

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def serving(case: Path) -> Iterator[str]:
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    config = uvicorn.Config(application(case), log_level="error", access_log=False, lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="session")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return gold_case(tmp_path_factory.mktemp("browser") / "example.sayso")


@pytest.fixture(scope="session")
def bench(case: Path) -> Iterator[str]:
    yield from serving(case)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from serving(hostile_case(tmp_path_factory.mktemp("hostile") / "hostile.sayso"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: no browser tests")
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium found (tools/system_packages.py installs it): no browser tests")
    with playwright.sync_playwright() as run:
        chromium = run.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens an address in a page of its own; whatever the page complains about is kept in ``page.complaints``."""
    contexts = []

    def opened(address: str, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": 1280, "height": 860}, **options)
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda m: page.complaints.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: page.complaints.append(str(e)))
        page.on("dialog", lambda d: (page.complaints.append(f"dialog {d.message}"), d.dismiss()))
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
