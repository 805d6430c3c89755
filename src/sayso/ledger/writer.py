"""The one writer of a case. Only :mod:`sayso.pipeline` uses it."""

from __future__ import annotations

import contextlib
import fcntl
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from sayso.errors import RequestError
from sayso.model import (
    Document,
    Extraction,
    Findings,
    Item,
    Judgement,
    Problem,
    Region,
    Statement,
    sha256,
)

from . import log
from .codec import columns, dumps
from .gathered import Gathered
from .schema import create_or_connect
from .seal import Seal

_ROW_TABLES = ("regions", "statements", "figures", "times", "places", "mentions", "caveats")


class Writer:
    """Writes to one case file; a second writer is refused (``case-busy``). Use as a context manager."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = _lock(path)
        try:
            self._db = create_or_connect(path)
        except BaseException:
            _release(self._lock)
            raise

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Fold the write-ahead log into the case and let others write."""
        with contextlib.suppress(sqlite3.OperationalError):  # a reader holds the log: it is folded in later
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._db.close()
        _release(self._lock)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. A full device is reported as ``disk-full``, with nothing lost of what stood before."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
            yield
            self._db.execute("COMMIT")
        except sqlite3.OperationalError as error:
            self._roll_back()
            if "full" in str(error) or "disk I/O" in str(error):
                raise RequestError("disk-full", str(self.path), str(error)) from error
            if "locked" in str(error):
                raise RequestError("case-busy", str(self.path), str(error)) from error
            if "readonly" in str(error):
                raise RequestError("read-only", str(self.path), str(error)) from error
            raise
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")

    # items ------------------------------------------------------------------------------------------

    def item_done(self, source: str, address: str, sha256: str) -> str | None:
        """The fingerprint under which this item's documents were all written, or ``None``."""
        row = self._db.execute(
            "SELECT done FROM addresses WHERE source = ? AND address = ? AND item = ?", (source, address, sha256)
        ).fetchone()
        return row["done"] if row else None

    def add_item(self, source: str, item: Item) -> None:
        """Keep an item's bytes and where it was found. Another item at the same address gives way:
        its documents are withdrawn, its bytes stay."""
        old = self._db.execute(
            "SELECT item FROM addresses WHERE source = ? AND address = ?", (source, item.address)
        ).fetchone()
        if old and old["item"] == item.sha256:
            return
        if old:
            self._db.execute("DELETE FROM addresses WHERE source = ? AND address = ?", (source, item.address))
            self._withdraw_unaddressed(old["item"], item.address)
        self._db.execute(
            "INSERT OR IGNORE INTO items VALUES (?,?,?,?)",
            (item.sha256, len(item.data), item.media_type, zlib.compress(item.data, 6)),
        )
        self._db.execute(
            "INSERT INTO addresses VALUES (?,?,?,?,NULL)", (source, item.address, item.sha256, item.collected)
        )
        log.append(
            self._db, "collect", item.sha256,
            {"address": item.address, "bytes": len(item.data), "source": source, "collected": item.collected},
        )  # fmt: skip

    def add_token(self, data: bytes, detail: dict[str, Any], who: str | None = None) -> None:
        """Keep a time-stamp token among the items, at no address, and name it in the log."""
        digest = sha256(data)
        self._db.execute(
            "INSERT INTO items VALUES (?,?,?,?)", (digest, len(data), log.TOKEN_TYPE, zlib.compress(data, 6))
        )
        log.append(self._db, log.TOKEN_ACTION, digest, detail, who)

    def _withdraw_unaddressed(self, sha256: str, address: str) -> None:
        for row in self._db.execute(
            "SELECT id FROM documents WHERE item = ? AND withdrawn IS NULL AND (path = ? OR substr(path, 1, ?) = ?)",
            (sha256, address, len(address) + 1, address + "#"),
        ).fetchall():
            self.withdraw(row["id"], "superseded by a changed item")

    def finish_item(self, source: str, item: Item, fingerprint: str) -> None:
        """Mark that all documents of the item are written."""
        self._db.execute(
            "UPDATE addresses SET done = ? WHERE source = ? AND address = ?", (fingerprint, source, item.address)
        )

    # documents --------------------------------------------------------------------------------------

    def extracted(self, document: str) -> str | None:
        """The fingerprint of the extraction that is stored for a document, or ``None``."""
        row = self._db.execute("SELECT extracted FROM documents WHERE id = ?", (document,)).fetchone()
        return row["extracted"] if row else None

    def put_document(self, document: Document, rows: Extraction, fingerprint: str) -> None:
        """Store a document and its rows, in place of what an earlier extraction left."""
        known = self._db.execute("SELECT n, withdrawn FROM documents WHERE id = ?", (document.id,)).fetchone()
        if known:
            for table in _ROW_TABLES:
                self._db.execute(f"DELETE FROM {table} WHERE document = ?", (document.id,))
            self._db.execute("DELETE FROM documents WHERE id = ?", (document.id,))
        values = {
            "n": known["n"] if known else None,
            "id": document.id, "path": document.path, "item": document.item_sha256, "text": document.text,
            "text_sha256": document.text_sha256, "characters": len(document.text), "title": document.title,
            "byline": document.byline, "outlet": document.outlet,
            "published": document.published.isoformat() if document.published else None,
            "language": document.language, "url": document.url,
            "evidence": dumps(dict(sorted(document.evidence.items()))), "origin": dumps(document.origin),
            "reader_regions": dumps(document.regions), "extracted": fingerprint,
            "withdrawn": known["withdrawn"] if known else None,
        }  # fmt: skip
        seal = Seal()
        made = {"documents": [values], "statements": [_statement_columns(document.id, s) for s in rows.statements]}
        for table in ("figures", "times", "places", "mentions", "caveats"):
            made[table] = [{"document": document.id, **columns(row)} for row in getattr(rows, table)]
        for mention in made["mentions"]:
            del mention["entity"]  # a finding, kept in entity_mentions
        for table, stored in made.items():
            self._insert(table, stored)
            for row in stored:
                seal.add(table, row)
        self.put_regions(document.id, rows.regions)
        log.append(
            self._db, "extract", document.id,
            {"text_sha256": document.text_sha256, "item": document.item_sha256, "by": fingerprint, "rows": seal.hash()},
        )  # fmt: skip

    def put_regions(self, document: str, regions: Iterable[Region]) -> None:
        """Store a document's regions in place of those that stand."""
        self._db.execute("DELETE FROM regions WHERE document = ?", (document,))
        self._insert("regions", [{"document": document, **columns(region)} for region in regions])

    def withdraw(self, document: str, reason: str, who: str | None = None) -> None:
        """Take a document out of every view; its bytes and rows stay."""
        self._require_document(document)
        self._db.execute("UPDATE documents SET withdrawn = ? WHERE id = ?", (reason, document))
        log.append(self._db, "withdraw", document, {"reason": reason}, who)

    def restore(self, document: str, who: str | None = None) -> None:
        """Undo :meth:`withdraw`."""
        self._require_document(document)
        self._db.execute("UPDATE documents SET withdrawn = NULL WHERE id = ?", (document,))
        log.append(self._db, "restore", document, {}, who)

    def _require_document(self, document: str) -> None:
        if not self._db.execute("SELECT 1 FROM documents WHERE id = ?", (document,)).fetchone():
            raise RequestError("no-such-row", document)

    # problems, findings, judgements, state ----------------------------------------------------------

    def add_problem(self, source: str, problem: Problem) -> None:
        """Keep what could not be read or resolved; the same problem is kept once."""
        self._db.execute(
            "INSERT OR IGNORE INTO problems (code, address, message, document, source) VALUES (?,?,?,?,?)",
            (problem.code, problem.address, problem.message, problem.document, source),
        )

    def clear_problems(self, source: str, address: str) -> None:
        """Forget what was wrong with an item before it is read again."""
        self._db.execute("DELETE FROM problems WHERE source = ? AND address = ?", (source, address))

    def gather(self) -> Gathered:
        """A place for findings until :meth:`put_gathered`, outside any transaction. Use as a context manager."""
        return Gathered(self._db, self.path)

    def put_gathered(
        self, rows: Gathered, fingerprint: str, stories: str = "", replaced: Iterable[Findings] | None = None
    ) -> int:
        """Bring the computed results to these, or only those that are ``replaced`` (:meth:`Gathered.settle`). Only rows
        that are new, changed or gone are written: how many. ``stories``: a note of what stands now, for the next
        comparison."""
        written = rows.settle(replaced)
        self.set_state("findings", fingerprint)
        self.set_state("stories", stories)
        relations, claims = (
            self._db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("relations", "claims")
        )
        log.append(self._db, "compare", "case", {"by": fingerprint, "relations": relations, "claims": claims})
        return written

    def put_findings(self, findings: Findings, fingerprint: str) -> int:
        """The same for findings that are there all at once."""
        with self.gather() as rows:
            rows.take(findings)
            return self.put_gathered(rows, fingerprint)

    def remember(self, fresh: Iterable[tuple[str, str, bytes]], stale: Iterable[tuple[str, str]]) -> None:
        """Keep what a comparison worked out, by kind and key, and forget what it no longer needs."""
        self._db.executemany("DELETE FROM memory WHERE kind = ? AND key = ?", stale)
        self._db.executemany("INSERT OR REPLACE INTO memory VALUES (?,?,?)", fresh)

    def add_judgement(self, judgement: Judgement) -> None:
        """Keep a person's decision; an ``undo`` marks the judgement that it names."""
        if judgement.kind == "undo":
            target = judgement.subjects[0]
            changed = self._db.execute(
                "UPDATE judgements SET undone = ? WHERE id = ? AND undone IS NULL", (judgement.id, target)
            ).rowcount
            if not changed:
                raise RequestError("no-such-row", target, "no judgement of this id stands")
        stored = columns(judgement) | {"detail": dumps(dict(sorted(judgement.detail.items())))}
        self._insert("judgements", [stored])
        log.append(self._db, "judge", judgement.id, judgement, judgement.who)

    def state(self, key: str) -> str | None:
        """A value that the pipeline keeps between runs."""
        row = self._db.execute("SELECT value FROM state WHERE key = ?", (key,)).fetchone()
        return row["value"] if row else None

    def set_state(self, key: str, value: str) -> None:
        """Keep a value between runs."""
        self._db.execute("INSERT OR REPLACE INTO state VALUES (?,?)", (key, value))

    # plumbing ---------------------------------------------------------------------------------------

    def _insert(self, table: str, rows: Sequence[dict[str, Any]]) -> None:
        """Rows of one shape, in their order."""
        if rows:
            names = ",".join(f'"{k}"' for k in rows[0])
            marks = ",".join("?" * len(rows[0]))
            self._db.executemany(
                f"INSERT INTO {table} ({names}) VALUES ({marks})", [tuple(row.values()) for row in rows]
            )


def _statement_columns(document: str, statement: Statement) -> dict[str, Any]:
    stored = columns(statement)
    chain = statement.chain
    return {
        "document": document,
        "start": min((q.start for q in statement.content), default=0),
        "end": max((q.end for q in statement.content), default=0),
        "words": " … ".join(q.text for q in statement.content),
        "tellers": len(chain),
        "teller": chain[0].text if len(chain) > 1 else None,
        "origin": chain[-1].text if chain else None,
        **stored,
    }


def _lock(path: Path) -> IO[bytes]:
    """An advisory lock beside the case: closing a second handle on the case itself would drop SQLite's locks."""
    beside = path.with_name(path.name + "-lock")
    try:
        handle = beside.open("wb")
    except OSError as error:
        if not path.parent.is_dir():
            raise RequestError("read-only", str(path), "there is no such folder") from error
        raise RequestError("read-only", str(path), error.strerror or "") from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        handle.close()
        raise RequestError("case-busy", str(path)) from error
    return handle


def _release(handle: IO[bytes]) -> None:
    with contextlib.suppress(OSError):
        Path(handle.name).unlink()
    handle.close()
