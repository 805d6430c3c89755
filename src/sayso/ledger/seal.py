"""A hash over what is stored of a document and its rows: the custody log holds it, so a changed value is found."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

TABLES = ("statements", "figures", "times", "places", "mentions", "caveats")  # regions are marked anew by a comparison
_LEFT_OUT = frozenset(("n", "text", "withdrawn", "extracted"))  # hashed by itself, or logged as steps of their own


@lru_cache
def _order(names: tuple[str, ...]) -> tuple[str, ...]:
    """The columns that count, in the order of their names."""
    return tuple(sorted(name for name in names if name not in _LEFT_OUT))


class Seal:
    """Takes stored rows in the order in which they stand, and comes to one hash."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()

    def add(self, table: str, values: Mapping[str, Any]) -> None:
        """One row by its columns; a whole number counts as SQLite gives it back from a column of reals."""
        held = [f"{k}={float(v) if type(v := values[k]) is int else v!r}" for k in _order(tuple(values))]
        self._digest.update("\x1f".join((table, *held, "\x1e")).encode("utf-8", "surrogatepass"))

    def hash(self) -> str:
        """SHA-256 of all rows that were added."""
        return self._digest.hexdigest()


def stored(db: sqlite3.Connection, document: str) -> str:
    """The seal of what a case holds of a document."""
    seal = Seal()
    for row in db.execute("SELECT * FROM documents WHERE id = ?", (document,)):
        seal.add("documents", dict(row))
    for table in TABLES:
        for row in db.execute(f"SELECT * FROM {table} WHERE document = ? ORDER BY n", (document,)):
            seal.add(table, dict(row))
    return seal.hash()
