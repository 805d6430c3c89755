"""Take the pictures of docs/screens anew: every view of a case, in a headless Chromium.

python tools/screens.py CASE                                              the committed ones, of the bundled example
python tools/screens.py CASE --out DIR --width 1024 --scheme dark --whole [VIEW ...]     to look at while working
"""

from __future__ import annotations

import argparse
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
    """File name -> address of the view that it shows: the most told claim of each kind, and its first telling."""
    with View(case) as view:
        claim, said = (
            view.db.execute(
                "SELECT c.id FROM claims c JOIN claim_members m ON m.claim = c.id WHERE c.kind = ? GROUP BY 1 "
                "ORDER BY count(*) DESC, 1 LIMIT 1",
                (kind,),
            ).fetchone()
            or ("",)
            for kind in ("figure", "statement")
        )
        row, report = view.db.execute(
            "SELECT coalesce(f.id, s.id), s.document FROM statements s JOIN documents d ON d.id = s.document "
            "LEFT JOIN figures f ON f.statement = s.id LEFT JOIN claim_members m ON m.member = f.id AND m.claim = ? "
            "ORDER BY m.claim IS NULL, d.path, s.start LIMIT 1",
            (claim[0],),
        ).fetchone()
        (origin,) = view.db.execute(
            "SELECT x.origin FROM origin_rows x JOIN claim_members m ON m.member = x.row AND m.claim = ? "
            "JOIN origins o ON o.id = x.origin WHERE o.known GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1 OFFSET 1",
            (claim[0],),
        ).fetchone() or ("",)
        pair = view.db.execute(
            "SELECT a_document, b_document FROM relations WHERE a_id IS NULL AND relation <> 'same-event-only' "
            "ORDER BY relation = 'rewrite' DESC, a_path, b_path LIMIT 1"
        ).fetchone() or (report, report)
        (told,) = view.db.execute(
            "SELECT f.id FROM figures f JOIN statements s ON s.id = f.statement LEFT JOIN claim_members m "
            "ON m.member = f.id AND m.claim = ? LEFT JOIN relations r ON r.b_document = f.document AND r.directed "
            "AND r.relation IN ('copy', 'excerpt', 'rewrite') "
            "ORDER BY m.claim IS NULL, r.id IS NULL, s.tellers DESC, f.id LIMIT 1",
            (claim[0],),
        ).fetchone() or (row,)
    chosen = f"claim={quote(claim[0])}"
    return {
        "overview": "/",
        "figures": f"/figures?{chosen}",
        "claims": f"/claims?claim={quote(said[0])}",
        "reports": "/reports",
        "reader": f"/read/{report}?row={quote(row)}&{chosen}",
        "compare": f"/compare?a={pair[0]}&b={pair[1]}",
        "origins": f"/origins?{chosen}",
        "row": f"/origins?row={quote(told)}",
        "sources": "/sources",
        "rests": f"/rests?origin={quote(origin)}",
        "names": "/names",
        "graph": "/sources#graph",
        "timeline": f"/timeline?{chosen}",
        "map": "/map",
        "search": "/search?q=dam",
        "doubts": "/doubts",
        "evidence": f"/evidence?{chosen}",
        "judgements": "/judgements",
    }


DARK = ("overview", "figures", "reader")  # of the committed ones, shown in the dark as well


def main() -> int:
    """Take them. Without ``--out`` the committed ones: all light, some dark as well."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("case", type=Path)
    parser.add_argument("views", nargs="*")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--scheme", choices=("light", "dark"), default="light")
    parser.add_argument("--whole", action="store_true", help="the whole page, not its first screen")
    asked = parser.parse_intermixed_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("no Chromium found", file=sys.stderr)
        return 1
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(application(asked.case), log_level="error", lifespan="off"))
    threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    base = f"http://127.0.0.1:{listener.getsockname()[1]}"
    out = asked.out or OUT
    out.mkdir(parents=True, exist_ok=True)
    addresses = views(asked.case)
    taken = [(name, asked.scheme) for name in (asked.views or addresses)]
    if asked.out is None:
        taken += [(name, "dark") for name in DARK]
    with sync_playwright() as run:
        browser = run.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        pages = {
            scheme: browser.new_page(viewport={"width": asked.width, "height": 860}, color_scheme=scheme)
            for scheme in ("light", "dark")
        }
        for name, scheme in taken:
            page = pages[scheme]
            page.goto(base + addresses[name])
            file = f"{name}{'-dark' if scheme == 'dark' else ''}.png"
            page.screenshot(path=str(out / file), full_page=asked.whole)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
