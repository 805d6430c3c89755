"""Serving the workbench on this machine."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from pathlib import Path

import uvicorn

from sayso.errors import RequestError

from .app import application
from .guard import LOOPBACK, Access


def serve(
    case: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    password: str | None = None,
    judging: bool = True,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve until interrupted. ``ready`` is called with the address once the port is open.

    Off loopback a password is required. Raises :class:`RequestError`: ``no-case``, ``not-a-case``, ``newer-case``,
    ``port-taken``.
    """
    hosts = _own_names() if host in ("0.0.0.0", "::") else (*LOOPBACK, host)
    access = Access(hosts=hosts, password=password, judging=judging)
    app = application(case, access, warm=True)
    listener = _listen(host, port)
    address = f"http://{'localhost' if host in ('0.0.0.0', '::') else host}:{listener.getsockname()[1]}/"
    if ready:
        ready(address)
    # Results made aside are plain computation; a page asks the database often, and must not wait its turn each time.
    sys.setswitchinterval(0.0005)
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, lifespan="off")
    uvicorn.Server(config).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise RequestError("port-taken", f"{host}:{port}", error.strerror or "") from error
    listener.listen(128)  # who asks before the server turns to it waits in line
    return listener


def _own_names() -> tuple[str, ...]:
    """Names and addresses by which this machine may be asked when it listens on all of them."""
    name = socket.gethostname().lower()
    addresses = {info[4][0] for info in socket.getaddrinfo(name, None)} if name else set()
    return (*LOOPBACK, name, *sorted(str(a) for a in addresses))
