"""The custody log: append-only rows, each holding the hash of the one before.

Hash chaining as in Haber and Stornetta, "How to time-stamp a digital document" (1991).
"""

from __future__ import annotations

import datetime as dt
import getpass
import hashlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sayso.version import __version__

from .codec import dumps

GENESIS = "0" * 64
TOKEN_ACTION = "timestamp"  # the step that attaches a time-stamp token, with the token's SHA-256 as its subject
TOKEN_TYPE = "application/timestamp-reply"  # media type under which a token is kept among the items (RFC 3161)


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One step of custody. ``hash`` is SHA-256 over the other fields, joined by the unit separator."""

    n: int
    at: str
    who: str
    tool: str
    action: str
    subject: str
    detail: str
    previous: str
    hash: str


def now() -> str:
    """The present moment in UTC, ISO 8601 to the second."""
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def whoami() -> str:
    """The name under which steps and judgements are kept when none is given."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def entry_hash(n: int, at: str, who: str, tool: str, action: str, subject: str, detail: str, previous: str) -> str:
    """The hash of one entry."""
    return hashlib.sha256(_joined(n, at, who, tool, action, subject, detail, previous)).hexdigest()


def entry_bytes(entry: LogEntry) -> bytes:
    """The bytes whose SHA-256 an entry's hash is: what a time-stamp token is on."""
    e = entry
    return _joined(e.n, e.at, e.who, e.tool, e.action, e.subject, e.detail, e.previous)


def _joined(n: int, *rest: str) -> bytes:
    return "\x1f".join((str(n), *rest)).encode("utf-8", "surrogatepass")


def append(db: sqlite3.Connection, action: str, subject: str, detail: Any, who: str | None = None) -> None:
    """Add one step inside the caller's transaction."""
    last = db.execute("SELECT n, hash FROM log ORDER BY n DESC LIMIT 1").fetchone()
    n, previous = (last["n"] + 1, last["hash"]) if last else (1, GENESIS)
    fields = (n, now(), who or whoami(), f"sayso {__version__}", action, subject, dumps(detail), previous)
    db.execute("INSERT INTO log VALUES (?,?,?,?,?,?,?,?,?)", (*fields, entry_hash(*fields)))


def entries(db: sqlite3.Connection) -> Iterator[LogEntry]:
    """All steps in order."""
    for row in db.execute("SELECT * FROM log ORDER BY n"):
        yield LogEntry(**dict(row))
