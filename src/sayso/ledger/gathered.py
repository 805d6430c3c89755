"""The rows of findings on their way into a case: laid aside as they come, then written as one difference."""

from __future__ import annotations

import errno
import marshal
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from sayso.errors import RequestError
from sayso.model import Claim, Entity, Findings, OriginGroup, Relation

from .codec import columns, to_json

_BATCH = 5_000  # rows that are in memory at a time
Row = tuple[Any, ...]


class Gathered:
    """Findings as rows of their tables, in files of their own beside the case, so that no number of them needs
    much memory. Use as a context manager: the files go with it."""

    def __init__(self, db: sqlite3.Connection, case: Path) -> None:
        self._db = db
        self._case = case
        self.relations = self.claims = 0  # taken so far
        self._tables = {name: _Table(db, name, case.parent) for name in _MADE}

    def __enter__(self) -> Gathered:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for table in self._tables.values():
            table.file.close()

    def take(self, findings: Findings) -> None:
        """Lay findings aside. Raises :class:`RequestError` (``disk-full``)."""
        self.relations += len(findings.relations)
        self.claims += len(findings.claims)
        try:
            for name, made in _MADE.items():
                self._tables[name].add(made(findings))
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            raise RequestError("disk-full", str(self._case), str(error)) from error

    def settle(self, replaced: Iterable[Findings] | None = None) -> int:
        """Bring the tables to what was taken, inside the caller's transaction. Only rows that are new, changed or
        gone are written: how many.

        ``replaced``: findings that stand and give way to these, with all entities, offered joins and relations that
        persons set; all others stay. Without it all give way.
        """
        if replaced is None:
            return sum(table.settle() for table in self._tables.values())
        for table in _REPLACED.values():
            self._db.execute(f"CREATE TEMP TABLE {table} (id TEXT PRIMARY KEY) WITHOUT ROWID")
        self._db.execute(f"INSERT INTO {_REPLACED['relations']} SELECT id FROM relations WHERE {_NO_STORYS}")
        for findings in replaced:
            for name, table in _REPLACED.items():
                ids = ((r.id,) for r in getattr(findings, name))
                self._db.executemany(f"INSERT OR IGNORE INTO {table} VALUES (?)", ids)
        written = sum(table.settle(_GIVES_WAY.get(name, "")) for name, table in self._tables.items())
        for table in _REPLACED.values():
            self._db.execute(f"DROP TABLE {table}")
        return written


class _Table:
    """One table's rows to come. Of two rows with one key the first stands."""

    def __init__(self, db: sqlite3.Connection, name: str, folder: Path) -> None:
        info = db.execute(f"SELECT name, pk FROM pragma_table_info('{name}') ORDER BY cid").fetchall()
        self.db = db
        self.name = name
        self.names = [r["name"] for r in info]
        self.keys = [n for n, r in enumerate(info) if r["pk"]]
        self.file: IO[bytes] = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed by its owner
        self._held: list[Row] = []

    def add(self, rows: Iterable[Mapping[str, Any]]) -> None:
        self._held.extend(tuple(map(row.get, self.names)) for row in rows)
        if len(self._held) >= _BATCH:
            self._lay()

    def _lay(self) -> None:
        marshal.dump(self._held, self.file)
        self._held = []

    def batches(self) -> Iterator[list[Row]]:
        """All rows in the order in which they came."""
        self._lay()
        end = self.file.tell()
        self.file.seek(0)
        while self.file.tell() < end:
            yield marshal.load(self.file)
        self.file.seek(end)

    def settle(self, where: str = "") -> int:
        """Write the difference between the table, or its rows ``where`` (a condition), and these rows; rows are
        compared by a hash of 64 bits."""
        before = self.db.total_changes
        old = np.sort(np.fromiter((hash(tuple(r)) for r in self._stored(where)), np.int64))
        if not len(old) and not where:
            self._fill()
            return self.db.total_changes - before
        kept = np.zeros(len(old), np.bool_)
        for rows in self.batches() if len(old) else ():
            known, at = _known(old, rows)
            kept[at[known]] = True
        if not kept.all():
            left = old[kept]
            stored = _by(_BATCH, self._stored(where))
            gone = [tuple(r[k] for k in self.keys) for rows in stored for r in _others(left, rows)]
            match = " AND ".join(f'"{self.names[k]}" = ?' for k in self.keys)
            self.db.executemany(f"DELETE FROM {self.name} WHERE {match}", gone)
        for rows in self.batches():
            self._insert(_others(old, rows))
        return self.db.total_changes - before

    def _stored(self, where: str) -> sqlite3.Cursor:
        names = ",".join(f'"{n}"' for n in self.names)
        return self.db.execute(f"SELECT {names} FROM {self.name} {where and 'WHERE '}{where}")

    def _fill(self) -> None:
        """Write an empty table: its indexes are made at the end, from all rows at once."""
        indexes = self.db.execute(
            "SELECT name, sql FROM sqlite_master WHERE tbl_name = ? AND type = 'index' AND sql <> '' ORDER BY rowid",
            (self.name,),
        ).fetchall()  # those without a text are the keys' own
        for index in indexes:
            self.db.execute(f"DROP INDEX {index['name']}")
        for rows in self.batches():
            self._insert(rows)
        for index in indexes:
            self.db.execute(index["sql"])

    def _insert(self, rows: Sequence[Row]) -> None:
        if len(self.keys) > 1:  # a table that is kept in the order of its key
            rows = sorted(rows, key=lambda r: tuple(r[k] for k in self.keys))
        self.db.executemany(f"INSERT OR IGNORE INTO {self.name} VALUES ({','.join('?' * len(self.names))})", rows)


def _known(old: NDArray[np.int64], rows: Sequence[Row]) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Which rows are among the sorted hashes, and at which of them."""
    marks = np.fromiter(map(hash, rows), np.int64, len(rows))
    at = np.minimum(np.searchsorted(old, marks), len(old) - 1)
    return old[at] == marks, at


def _others(old: NDArray[np.int64], rows: Sequence[Row]) -> list[Row]:
    """The rows that are not among the sorted hashes."""
    if not len(old):
        return list(rows)
    return [row for row, there in zip(rows, _known(old, rows)[0].tolist(), strict=True) if not there]


def _by(size: int, rows: Iterable[sqlite3.Row]) -> Iterator[list[Row]]:
    every = iter(rows)
    while batch := [tuple(row) for row in islice(every, size)]:
        yield batch


def _relation_columns(relation: Relation) -> dict[str, Any]:
    stored = columns(relation)
    for side in ("a", "b"):
        stored |= {f"{side}_{k}": v for k, v in to_json(stored.pop(side)).items()}
    return stored


def _without(record: Entity | OriginGroup | Claim, name: str) -> dict[str, Any]:
    """A record's columns but for the rows that have a table of their own."""
    stored = columns(record)
    del stored[name]
    return stored


_REPLACED = {t: f"temp.replaced_{t}" for t in ("relations", "origins", "claims")}
_NO_STORYS = "relation = 'possible-join' OR \"by\" >= 'person:' AND \"by\" < 'person;'"
_GIVES_WAY = {
    "relations": f"id IN {_REPLACED['relations']}",
    "origins": f"id IN {_REPLACED['origins']}",
    "origin_rows": f"origin IN {_REPLACED['origins']}",
    "claims": f"id IN {_REPLACED['claims']}",
    "claim_members": f"claim IN {_REPLACED['claims']}",
}

_MADE: dict[str, Callable[[Findings], Iterable[Mapping[str, Any]]]] = {
    "relations": lambda f: map(_relation_columns, f.relations),
    "entities": lambda f: (_without(e, "mentions") for e in f.entities),
    "entity_mentions": lambda f: ({"entity": e.id, "mention": m} for e in f.entities for m in e.mentions),
    "origins": lambda f: (_without(o, "rows") for o in f.origins),
    "origin_rows": lambda f: ({"origin": o.id, "row": r} for o in f.origins for r in o.rows),
    "claims": lambda f: (_without(c, "members") for c in f.claims),
    "claim_members": lambda f: (
        {"claim": c.id, "member": m, "n": n} for c in f.claims for n, m in enumerate(c.members)
    ),
}
