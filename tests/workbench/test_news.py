"""An open page learns of what comes in while it is open."""

from __future__ import annotations

import re
import shutil
import time
from pathlib import Path

from starlette.testclient import TestClient

from sayso.examples import META, REPORTS
from sayso.pipeline import BuildOptions, build
from sayso.plugins import ReadOptions
from sayso.readers import load_meta
from sayso.workbench import Access, application

OPTIONS = BuildOptions(ReadOptions(meta=load_meta(META)), "fast", 1)


def test_news_names_what_came_in_and_the_page_then_shows_it(tmp_path: Path) -> None:
    folder, case = tmp_path / "reports", tmp_path / "c.sayso"
    folder.mkdir()
    for name in ("01-lantern-wire.txt", "02-lantern-update.txt"):
        shutil.copy(REPORTS / name, folder)
    build([folder], case, OPTIONS)
    client = TestClient(application(case, Access(), warm=True), base_url="http://127.0.0.1")
    page = client.get("/").text
    state = re.search(r'class="news" role="status" data-state="(\d+)"', page)
    assert state
    assert client.get(f"/news?after={state[1]}").json() == {
        "state": int(state[1]), "reports": [], "more": 0, "compared": True,
    }  # fmt: skip
    for name in ("06-saltmarsh-brief.txt", "07-globe-digest.txt"):
        shutil.copy(REPORTS / name, folder)
    build([folder], case, OPTIONS)
    news = client.get(f"/news?after={state[1]}").json()
    assert [r["path"] for r in news["reports"]] == ["06-saltmarsh-brief.txt", "07-globe-digest.txt"]
    assert (news["more"], news["compared"]) == (0, True)
    assert news["state"] > int(state[1])
    until = time.monotonic() + 30
    while "<b>4</b> reports" not in (page := client.get("/").text):
        assert time.monotonic() < until
        older = re.search(r'data-state="(\d+)"', page)
        assert older
        assert older[1] == state[1], "a page of older numbers does not pass for a new one"
        time.sleep(0.1)
    assert f'data-state="{news["state"]}"' in page
    assert client.get("/news?after=nonsense").json()["more"] == 0
