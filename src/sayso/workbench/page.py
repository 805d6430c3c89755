"""What every page handler is given: the case, where the reader stands, and a way to answer."""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from sayso.drawing.html import environment
from sayso.errors import RequestError, SaysoError
from sayso.ledger import View
from sayso.views.pages.claims import ClaimLine, ClaimPage, claim_page
from sayso.views.pages.headline import Headline, claim_headline
from sayso.views.pages.home import Front, front

from .guard import Access
from .links import Here
from .store import Store

NAVIGATION = (
    ("/", "Overview"), ("/figures", "Figures"), ("/claims", "Claims"), ("/reports", "Reports"), ("/origins", "Origins"),
    ("/sources", "Sources"), ("/names", "Names"),
    ("/timeline", "Timeline"), ("/map", "Map"), ("/search", "Search"), ("/doubts", "Doubts"),
    ("/evidence", "Evidence"), ("/judgements", "Judgements"),
)  # fmt: skip


@dataclass
class Page:
    """One request. ``body`` is a posted form's bytes."""

    request: Request
    store: Store
    view: View
    access: Access
    body: bytes = b""

    @cached_property
    def here(self) -> Here:
        """Where the reader stands."""
        return Here(self.request.url.path, dict(self.request.query_params))

    @cached_property
    def form(self) -> dict[str, str]:
        """A posted form's fields."""
        return {k: v[-1] for k, v in parse_qs(self.body.decode("utf-8", "replace")).items()}

    def ask(self, name: str, default: str = "") -> str:
        """A field of the query."""
        return self.here.query.get(name, default)

    @cached_property
    def number(self) -> int:
        """Which page of a list is asked for, from 1."""
        asked = self.ask("page", "1")
        return min(max(int(asked), 1), 100_000) if asked.isascii() and asked.isdigit() else 1

    @cached_property
    def front(self) -> Front:
        """All claims and the overview."""
        return self.store.kept("front", self.view, front)

    @property
    def claims(self) -> tuple[ClaimLine, ...]:
        """All claims, the most contested first."""
        return self.front.claims

    @cached_property
    def claim_lines(self) -> dict[str, ClaimLine]:
        """Claims by id."""
        return self.store.derived("claims by id", self.claims, lambda claims: {c.id: c for c in claims})

    @cached_property
    def selected(self) -> ClaimLine | None:
        """The claim that all views follow, if one is chosen."""
        return self.claim_lines.get(self.ask("claim"))

    def claim(self, id: str) -> ClaimPage:
        """One claim with its tellings. Raises ``no-such-row``."""
        return claim_page(self.view, id, self.claim_lines)

    def headline(self, id: str) -> Headline:
        """A claim in one sentence."""
        return claim_headline(self.view, id)

    def render(self, template: str, title: str, status: int = 200, **context: Any) -> Response:
        """A page of the workbench."""
        theme = self.request.cookies.get("theme", "")
        html = environment(__package__).get_template(template).render(
            page=self, here=self.here, title=title, case=self.store.case.stem, navigation=NAVIGATION,
            theme=theme if theme in ("light", "dark") else "", selected=self.selected, token=self.access.token,
            judge_name=self.request.cookies.get("who") or _user(), **context,
        )  # fmt: skip
        return HTMLResponse(html, status)

    def back(self, to: str) -> Response:
        """After a change: on to a page of this workbench, never elsewhere."""
        safe = to if to.startswith("/") and not to.startswith(("//", "/\\")) else "/"
        return RedirectResponse(safe, 303)


def not_found(page: Page, error: RequestError) -> Response:
    """A request that cannot be met, in words."""
    return page.render("missing.html", "Not here", status=404, error=error)


def refused(page: Page, error: SaysoError) -> Response:
    """What cannot be done now, and why: another process writes, a decision says too little."""
    return page.render("missing.html", "This could not be done", status=409, error=error)


def counting() -> Response:
    """The page to show while the case is counted for the first time; it loads itself again."""
    html = environment(__package__).get_template("counting.html").render()
    return HTMLResponse(html, 503, {"refresh": "2", "retry-after": "2"})


@cache
def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
