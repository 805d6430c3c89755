"""Judging in place: a form on any page, a decision with who and when, and back to where the person was."""

from __future__ import annotations

from starlette.responses import Response

from sayso.errors import RequestError

from ..page import Page


def judgements(page: Page) -> Response:
    """Every decision, the latest first, to be undone here."""
    rows = page.view.db.execute("SELECT * FROM judgements ORDER BY n DESC LIMIT 200").fetchall()
    return page.render("judgements.html", "Judgements", rows=rows)


def judge(page: Page) -> Response:
    """Keep one decision."""
    raise RequestError("no-such-row", "judge")
