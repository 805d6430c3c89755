"""Reading a case: typed iterators over its rows. Safe while another process writes."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from sayso.errors import RequestError
from sayso.model import (
    Anchor,
    Caveat,
    Claim,
    Document,
    Entity,
    Extraction,
    Figure,
    Judgement,
    Mention,
    Origin,
    OriginGroup,
    Place,
    Problem,
    Region,
    Relation,
    Statement,
    Time,
)

from . import log
from .codec import from_json, record
from .schema import connect

R = TypeVar("R")
_ROWS: dict[str, type] = {
    "statements": Statement, "figures": Figure, "times": Time, "places": Place, "mentions": Mention,
    "caveats": Caveat,
}  # fmt: skip


_LIGHT = """'' AS text, '{"kind":"bytes"}' AS origin, '[]' AS reader_regions"""


@dataclass(frozen=True, slots=True)
class Placed(Generic[R]):
    """A row with the document that holds it."""

    document: str
    path: str
    row: R


class View:
    """A read-only view of one case. Close it, or use it as a context manager.

    Raises :class:`RequestError` (``no-case``, ``not-a-case``, ``newer-case``) on opening.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.db = connect(path)

    def __enter__(self) -> View:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()

    # documents --------------------------------------------------------------------------------------

    def documents(self, *, text: bool = True, withdrawn: bool = False) -> Iterator[Document]:
        """Documents by path. ``text=False`` leaves text and maps empty, for lists of many."""
        heavy = "text, origin, reader_regions" if text else _LIGHT
        where = "" if withdrawn else "WHERE withdrawn IS NULL"
        query = (
            "SELECT id, path, item, text_sha256, title, byline, outlet, published, language, url, evidence, "
            f"{heavy} FROM documents {where} ORDER BY path, id"
        )
        for row in self.db.execute(query):
            yield _document(row)

    def document(self, id_or_path: str) -> Document:
        """One document by id, id prefix or path. Raises ``no-such-row``."""
        row = self.db.execute(
            "SELECT * FROM documents WHERE id = ?1 OR path = ?1 ORDER BY path, id LIMIT 1", (id_or_path,)
        ).fetchone()
        if row is None and len(id_or_path) >= 6:
            found = self.db.execute(
                "SELECT * FROM documents WHERE substr(id, 1, ?) = ? LIMIT 2", (len(id_or_path), id_or_path)
            ).fetchall()
            row = found[0] if len(found) == 1 else None
        if row is None:
            raise RequestError("no-such-row", id_or_path)
        return _document(row)

    def withdrawn(self) -> dict[str, str]:
        """Ids of withdrawn documents and why."""
        rows = self.db.execute("SELECT id, withdrawn FROM documents WHERE withdrawn IS NOT NULL ORDER BY id")
        return {r["id"]: r["withdrawn"] for r in rows}

    def item(self, sha256: str) -> bytes:
        """An item's bytes as they came. Raises ``no-such-row``."""
        row = self.db.execute("SELECT packed FROM items WHERE sha256 = ?", (sha256,)).fetchone()
        if row is None:
            raise RequestError("no-such-row", sha256)
        return zlib.decompress(row["packed"])

    def extraction_regions(self, document: str) -> tuple[Region, ...]:
        """The regions of one document."""
        query = 'SELECT * FROM regions WHERE document = ? ORDER BY start, "end", kind'
        return tuple(record(Region, r) for r in self.db.execute(query, (document,)))

    def tokens(self) -> dict[str, bytes]:
        """Time-stamp tokens on the custody log by SHA-256."""
        rows = self.db.execute("SELECT sha256, packed FROM items WHERE media_type = ? ORDER BY 1", (log.TOKEN_TYPE,))
        return {r["sha256"]: zlib.decompress(r["packed"]) for r in rows}

    def extraction(self, document: str, only: Collection[str] = tuple(_ROWS)) -> Extraction:
        """All rows of one document; ``only``: of these tables, and its regions."""
        regions = self.extraction_regions(document)
        found: dict[str, tuple[Any, ...]] = {}
        for table, cls in ((t, c) for t, c in _ROWS.items() if t in only):
            found[table] = tuple(
                record(cls, r)
                for r in self.db.execute(
                    f'SELECT {_columns(table)} FROM {table} r WHERE document = ? ORDER BY start, "end", id', (document,)
                )
            )
        return Extraction(document, regions=regions, **found)

    # rows across documents --------------------------------------------------------------------------

    def rows(self, table: str, where: str = "", values: Sequence[Any] = ()) -> Iterator[Placed[Any]]:
        """Rows of one kind, by path and place; ``where`` is a trusted SQL condition on ``r`` and ``d``."""
        cls = _ROWS[table]
        condition = f"AND ({where})" if where else ""
        query = (
            f"SELECT {_columns(table)}, d.path AS at FROM {table} r JOIN documents d ON d.id = r.document "
            f'WHERE d.withdrawn IS NULL {condition} ORDER BY d.path, d.id, r.start, r."end", r.id'
        )
        for row in self.db.execute(query, tuple(values)):
            yield Placed(row["document"], row["at"], record(cls, row))

    def statements(self, where: str = "", values: Sequence[Any] = ()) -> Iterator[Placed[Statement]]:
        """Statements by path and place."""
        return self.rows("statements", where, values)

    def figures(self, where: str = "", values: Sequence[Any] = ()) -> Iterator[Placed[Figure]]:
        """Figures by path and place."""
        return self.rows("figures", where, values)

    def times(self, where: str = "", values: Sequence[Any] = ()) -> Iterator[Placed[Time]]:
        """Times by path and place."""
        return self.rows("times", where, values)

    def places(self, where: str = "", values: Sequence[Any] = ()) -> Iterator[Placed[Place]]:
        """Places by path and place in the text."""
        return self.rows("places", where, values)

    def mentions(self, where: str = "", values: Sequence[Any] = ()) -> Iterator[Placed[Mention]]:
        """Mentions by path and place."""
        return self.rows("mentions", where, values)

    def caveats(self, where: str = "", values: Sequence[Any] = ()) -> Iterator[Placed[Caveat]]:
        """Caveats by path and place."""
        return self.rows("caveats", where, values)

    def row(self, id: str) -> tuple[str, Placed[Any]]:
        """The table and the row with this id. Raises ``no-such-row``."""
        for table in _ROWS:
            for placed in self.rows(table, "r.id = ?", (id,)):
                return table, placed
        raise RequestError("no-such-row", id)

    def problems(self) -> Iterator[Problem]:
        """What could not be read or resolved, by address."""
        query = "SELECT code, address, message, document FROM problems ORDER BY address, code, message"
        for row in self.db.execute(query):
            yield Problem(**dict(row))

    # findings and judgements ------------------------------------------------------------------------

    def relations(self, where: str = "", values: Sequence[Any] = ()) -> Iterator[Relation]:
        """Relations by id; ``where`` is a trusted SQL condition."""
        condition = f"WHERE {where}" if where else ""
        for row in self.db.execute(f"SELECT * FROM relations {condition} ORDER BY id", tuple(values)):
            sides = {
                side: Anchor(**{k: row[f"{side}_{k}"] for k in ("document", "path", "start", "end", "text", "id")})
                for side in ("a", "b")
            }
            yield record(Relation, row, **sides)

    def entities(self) -> Iterator[Entity]:
        """Entities by name."""
        for row in self.db.execute("SELECT * FROM entities ORDER BY name, id"):
            mentions = self.db.execute(
                "SELECT mention FROM entity_mentions WHERE entity = ? ORDER BY mention", (row["id"],)
            )
            yield record(Entity, row, mentions=tuple(m["mention"] for m in mentions))

    def origins(self) -> Iterator[OriginGroup]:
        """Origin groups by name."""
        for row in self.db.execute("SELECT * FROM origins ORDER BY name, id"):
            rows = self.db.execute('SELECT "row" AS r FROM origin_rows WHERE origin = ? ORDER BY 1', (row["id"],))
            yield record(OriginGroup, row, rows=tuple(r["r"] for r in rows))

    def claims(self) -> Iterator[Claim]:
        """Claims by id."""
        for row in self.db.execute("SELECT * FROM claims ORDER BY id"):
            members = self.db.execute("SELECT member FROM claim_members WHERE claim = ? ORDER BY n", (row["id"],))
            yield record(Claim, row, members=tuple(m["member"] for m in members))

    def judgements(self, *, standing: bool = True) -> Iterator[Judgement]:
        """Judgements in the order in which they were made; ``standing``: those not undone."""
        where = "WHERE undone IS NULL AND kind <> 'undo'" if standing else ""
        for row in self.db.execute(f"SELECT * FROM judgements {where} ORDER BY n"):
            yield record(Judgement, row, detail=json.loads(row["detail"]))

    def log(self) -> Iterator[log.LogEntry]:
        """The custody log."""
        return log.entries(self.db)

    def state(self, key: str) -> str | None:
        """A value that the pipeline keeps between runs."""
        row = self.db.execute("SELECT value FROM state WHERE key = ?", (key,)).fetchone()
        return row["value"] if row else None

    def remembers(self) -> bool:
        """Whether the case keeps what comparisons worked out (older ones do not)."""
        query = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'memory'"
        return self.db.execute(query).fetchone() is not None

    def counts(self) -> dict[str, int]:
        """How many standing rows of each kind."""
        out = {"documents": self._count("documents WHERE withdrawn IS NULL")}
        gone = "(SELECT id FROM documents WHERE withdrawn IS NOT NULL)"  # few: taken off, not looked up for every row
        for table in ("regions", *_ROWS):
            out[table] = self._count(table) - self._count(f"{table} WHERE document IN {gone}")
        for table in ("problems", "relations", "entities", "origins", "claims"):
            out[table] = self._count(table)
        return out

    def _count(self, rest: str) -> int:
        return int(self.db.execute(f"SELECT count(*) FROM {rest}").fetchone()[0])


def _columns(table: str) -> str:
    """A row's columns; a mention's entity is a finding, and stands in a table of its own."""
    if table == "mentions":
        return "r.*, (SELECT min(x.entity) FROM entity_mentions x WHERE x.mention = r.id) AS entity"
    return "r.*"


def _document(row: sqlite3.Row) -> Document:
    return record(
        Document,
        row,
        item_sha256=row["item"],
        evidence=json.loads(row["evidence"]),
        origin=from_json(Origin, json.loads(row["origin"])),
        regions=tuple(from_json(Region, r) for r in json.loads(row["reader_regions"])),
    )
