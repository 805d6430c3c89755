"""What came in since an open page was made: asked for by its script every few seconds."""

from __future__ import annotations

from starlette.responses import JSONResponse, Response

from sayso.ledger.codec import to_json
from sayso.views.changes import news
from sayso.views.pages.home import front

from ..page import Page


def news_(page: Page) -> Response:
    """Reports after an entry of the custody log. Asking has the first page's numbers made anew aside."""
    asked = page.ask("after", "0")
    after = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 18 else 0
    found = news(page.view, after)
    if found.state > after:
        page.store.kept("front", page.view, front)
    return JSONResponse(to_json(found))
