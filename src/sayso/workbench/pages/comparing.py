"""Two reports side by side."""

from __future__ import annotations

from starlette.responses import Response

from sayso.views.compare import compare_page

from ..page import Page


def compare(page: Page) -> Response:
    """Shared passages aligned, differences marked; without two reports, the pairs to choose from."""
    a, b = page.ask("a"), page.ask("b")
    context = compare_page(page.view, a, b) if a and b else None
    pairs = page.view.db.execute(
        """SELECT r.relation, r.a_document, r.b_document, r.a_path, r.b_path, r.confidence, r.why FROM relations r
        WHERE r.a_id IS NULL ORDER BY r.confidence DESC, r.a_path, r.b_path LIMIT 100"""
    ).fetchall()
    return page.render("compare.html", "Side by side", context=context, pairs=pairs)
