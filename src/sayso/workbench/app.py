"""The application: routes to handlers, each run in a thread with a view of one state of the case."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import parse_qs

from anyio import CapacityLimiter, to_thread
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from sayso.drawing import page_style, style
from sayso.drawing.html import environment
from sayso.errors import RequestError, SaysoError

from . import pages
from .guard import SESSION, Access, Guard
from .page import Page, counting, not_found, refused
from .store import CountingError, Store

Handler = Callable[[Page], Response]
Endpoint = Callable[[Request], Awaitable[Response]]
THREADS = 6  # requests worked on at once: each thread holds a connection with a cache of its own
CACHED = {"cache-control": "public, max-age=3600"}


def application(case: Path, access: Access | None = None, *, warm: bool = False) -> ASGIApp:
    """The workbench of one case as an ASGI application. ``warm``: count the case before the first request.

    Raises :class:`RequestError` (``no-case``, ``not-a-case``, ``newer-case``).
    """
    store = Store(case)
    threads = CapacityLimiter(THREADS)
    if warm:
        templates = environment(__package__)
        for name in templates.list_templates():
            templates.get_template(name)
        store.warm(pages.KEPT)
    access = access or Access()

    def endpoint(handler: Handler) -> Endpoint:
        async def answer(request: Request) -> Response:
            body = await request.body() if request.method == "POST" else b""
            return await to_thread.run_sync(_answer, handler, request, store, access, body, limiter=threads)

        return answer

    async def enter(request: Request) -> Response:
        return await _enter(request, access)

    static = Path(__file__).parent / "static"
    routes = [
        Route("/static/drawing.css", lambda _: Response(style(), media_type="text/css", headers=CACHED)),
        Route("/static/page.css", lambda _: Response(page_style(), media_type="text/css", headers=CACHED)),
        Mount("/static", StaticFiles(directory=static)),
        Route("/enter", enter, methods=["GET", "POST"]),
        *(Route(path, endpoint(handler), methods=["GET"]) for path, handler in pages.GET),
        *(Route(path, endpoint(handler), methods=["POST"]) for path, handler in pages.POST),
    ]
    return Guard(Starlette(routes=routes, exception_handlers={404: _missing}), access)


def _answer(handler: Handler, request: Request, store: Store, access: Access, body: bytes) -> Response:
    with store.view() as view:
        page = Page(request, store, view, access, body)
        try:
            return handler(page)
        except CountingError:
            return counting()
        except RequestError as error:
            return not_found(page, error) if error.code == "no-such-row" else refused(page, error)
        except SaysoError as error:
            return refused(page, error)


async def _enter(request: Request, access: Access) -> Response:
    """Ask for the password; the right one gives a session cookie."""
    failed = False
    if request.method == "POST":
        form = (await request.body()).decode("utf-8", "replace")
        if access.admits(parse_qs(form).get("password", [""])[0]):
            answer = Response(status_code=303, headers={"location": "/"})
            answer.set_cookie(SESSION, access.session(), httponly=True, samesite="strict")
            return answer
        failed = True
    html = environment(__package__).get_template("enter.html").render(token=access.token, failed=failed)
    return Response(html, 401 if failed else 200, media_type="text/html")


async def _missing(request: Request, _: Exception) -> Response:
    return PlainTextResponse(f"there is no page {request.url.path}\n", 404)
