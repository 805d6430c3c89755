"""Who may ask, and what a page may do: host check, password, token for changes, strict content security policy."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Reports are hostile: no inline script or style, nothing from elsewhere, no frames, no plug-ins.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"geolocation=(), camera=(), microphone=()"),
)
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
LARGEST = 64 * 1024  # bytes of a form
SESSION = "sayso_session"


@dataclass(frozen=True, slots=True)
class Access:
    """How the workbench may be reached. ``hosts``: names that the Host header may give, without port.

    ``password`` is asked for when it is set; off loopback it must be. Without ``judging`` nothing can be changed.
    """

    hosts: tuple[str, ...] = LOOPBACK
    password: str | None = None
    judging: bool = True
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def session(self) -> str:
        """The cookie of one who gave the password."""
        return hmac.new(self.secret, (self.password or "").encode(), hashlib.sha256).hexdigest()

    def admits(self, password: str) -> bool:
        """Whether this is the password, in constant time."""
        return self.password is not None and hmac.compare_digest(password.encode(), self.password.encode())


class Guard:
    """ASGI middleware: refuses what should not come in, marks what goes out."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self.app = app
        self.access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check a request, then pass it on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [h for h in message["headers"] if h[0].lower() != b"server"]
                if not any(h[0].lower() == b"cache-control" for h in headers):
                    headers.append((b"cache-control", b"no-store"))
                message = {**message, "headers": [*headers, *HEADERS]}
            await send(message)

        headers = {k.lower(): v.decode("latin-1") for k, v in scope["headers"]}
        if _host(headers.get(b"host", "")) not in self.access.hosts:
            await _refuse(marked, 421, "this name does not lead to a case")
            return
        path = scope["path"]
        if self.access.password and not path.startswith("/static/") and path != "/enter" and not self._entered(headers):
            await _redirect(marked, "/enter")
            return
        if scope["method"] not in ("GET", "HEAD"):
            body = await _body(receive)
            if body is None:
                await _refuse(marked, 413, "the form is too large")
                return
            given = parse_qs(body.decode("utf-8", "replace")).get("token", [""])[0]
            same = headers.get(b"sec-fetch-site", "same-origin") in ("same-origin", "none")
            if not same or not hmac.compare_digest(given.encode(), self.access.token.encode()):
                await _refuse(
                    marked,
                    403,
                    "the form is not from this workbench, or it is from an earlier run: load the page again",
                )
                return
            receive = _again(body)
        await self.app(scope, receive, marked)

    def _entered(self, headers: dict[bytes, str]) -> bool:
        cookie = SimpleCookie(headers.get(b"cookie", "")).get(SESSION)
        return cookie is not None and hmac.compare_digest(cookie.value.encode(), self.access.session().encode())


def _host(value: str) -> str:
    """A Host header without its port."""
    if value.startswith("["):
        return value.partition("]")[0] + "]"
    return value.partition(":")[0].lower()


async def _body(receive: Receive) -> bytes | None:
    body: bytes = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > LARGEST:
            return None
        if not message.get("more_body"):
            return body


def _again(body: bytes) -> Receive:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


async def _refuse(send: Send, status: int, why: str) -> None:
    await send(
        {"type": "http.response.start", "status": status, "headers": [(b"content-type", b"text/plain; charset=utf-8")]}
    )
    await send({"type": "http.response.body", "body": why.encode() + b"\n"})


async def _redirect(send: Send, to: str) -> None:
    await send({"type": "http.response.start", "status": 303, "headers": [(b"location", to.encode())]})
    await send({"type": "http.response.body", "body": b""})
