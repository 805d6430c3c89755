"""Take the pictures of docs/screens anew: every view of the bundled example, in a headless Chromium.

python tools/screens.py CASE
"""

from __future__ import annotations

import shutil
import socket
import sys
import threading
import time
from pathlib import Path
from urllib.parse import quote

import uvicorn
from playwright.sync_api import sync_playwright

from sayso.ledger import View
from sayso.workbench import application

OUT = Path(__file__).parent.parent / "docs" / "screens"


def views(case: Path) -> dict[str, str]:
    """File name -> address of the view that it shows."""
    with View(case) as view:
        report = view.document("01-lantern-wire.txt")
        other = view.document("05-sandrow-echo.html")
        row = view.extraction(report.id).statements[1].id
        claim, said = (
            view.db.execute(
                "SELECT c.id FROM claims c JOIN claim_members m ON m.claim = c.id WHERE c.kind = ? GROUP BY 1 "
                "ORDER BY count(*) DESC, 1 LIMIT 1",
                (kind,),
            ).fetchone()[0]
            for kind in ("figure", "statement")
        )
    chosen = f"claim={quote(claim)}"
    return {
        "overview": "/",
        "figures": f"/figures?{chosen}",
        "claims": f"/claims?claim={quote(said)}",
        "reports": "/reports",
        "reader": f"/read/{report.id}?row={quote(row)}&{chosen}",
        "compare": f"/compare?a={report.id}&b={other.id}",
        "origins": f"/origins?{chosen}",
        "sources": "/sources",
        "names": "/names",
        "graph": "/sources#graph",
        "timeline": f"/timeline?{chosen}",
        "map": "/map",
        "search": "/search?q=dam",
        "doubts": "/doubts",
        "judgements": "/judgements",
    }


def main() -> int:
    """Take them all, light; the overview and the reader dark as well."""
    case = Path(sys.argv[1])
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(application(case), log_level="error", lifespan="off"))
    threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    base = f"http://127.0.0.1:{listener.getsockname()[1]}"
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("no Chromium found", file=sys.stderr)
        return 1
    OUT.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as run:
        browser = run.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for scheme, names in (("light", None), ("dark", ("figures", "reader"))):
            page = browser.new_page(viewport={"width": 1280, "height": 860}, color_scheme=scheme)
            for name, address in views(case).items():
                if names and name not in names:
                    continue
                page.goto(base + address)
                page.screenshot(path=str(OUT / f"{name}{'-dark' if scheme == 'dark' else ''}.png"))
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
