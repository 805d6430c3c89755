"""The case file: one SQLite database, made by named migrations that each run in one transaction."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sayso.errors import RequestError

APPLICATION_ID = 0x5A750  # in the file's header, so that a case is known without opening its tables

_FIRST = """
CREATE TABLE items (
  sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, media_type TEXT NOT NULL, packed BLOB NOT NULL
);
CREATE TABLE addresses (
  source TEXT NOT NULL, address TEXT NOT NULL, item TEXT NOT NULL REFERENCES items(sha256),
  collected TEXT NOT NULL, done TEXT, PRIMARY KEY (source, address)
);
CREATE INDEX addresses_item ON addresses(item);
CREATE TABLE documents (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, path TEXT NOT NULL, item TEXT NOT NULL,
  text TEXT NOT NULL, text_sha256 TEXT NOT NULL, characters INTEGER NOT NULL,
  title TEXT, byline TEXT, outlet TEXT, published TEXT, language TEXT, url TEXT,
  evidence TEXT NOT NULL, origin TEXT NOT NULL, reader_regions TEXT NOT NULL, extracted TEXT NOT NULL,
  withdrawn TEXT
);
CREATE INDEX documents_path ON documents(path);
CREATE INDEX documents_item ON documents(item);
CREATE INDEX documents_published ON documents(published);
CREATE INDEX documents_outlet ON documents(outlet);
CREATE TABLE regions (
  document TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, kind TEXT NOT NULL, rule TEXT NOT NULL
);
CREATE INDEX regions_document ON regions(document, start);
CREATE TABLE statements (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, words TEXT NOT NULL,
  type TEXT NOT NULL, content TEXT NOT NULL,
  source TEXT, source_start INTEGER, source_end INTEGER,
  cue TEXT, cue_start INTEGER, cue_end INTEGER,
  chain TEXT NOT NULL, tellers INTEGER NOT NULL, teller TEXT, origin TEXT,
  identification TEXT NOT NULL,
  anonymity_reason TEXT, anonymity_reason_start INTEGER, anonymity_reason_end INTEGER,
  stance TEXT NOT NULL, factuality TEXT NOT NULL, hedges TEXT NOT NULL,
  parent TEXT, confidence REAL NOT NULL, rule TEXT NOT NULL
);
CREATE INDEX statements_document ON statements(document, start);
CREATE INDEX statements_origin ON statements(origin);
CREATE TABLE figures (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL,
  low REAL, high REAL, typical_low REAL, typical_high REAL, unit TEXT, counted TEXT, measure TEXT NOT NULL,
  "group" TEXT, place TEXT, as_of TEXT, kind TEXT NOT NULL, part_of TEXT, direction TEXT, statement TEXT,
  profile TEXT NOT NULL, rule TEXT NOT NULL
);
CREATE INDEX figures_document ON figures(document, start);
CREATE INDEX figures_measure ON figures(measure, counted);
CREATE INDEX figures_statement ON figures(statement);
CREATE TABLE times (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL,
  "from" TEXT, "to" TEXT, resolved INTEGER NOT NULL, granularity TEXT NOT NULL, anchor TEXT,
  value TEXT, reason TEXT, rule TEXT NOT NULL
);
CREATE INDEX times_document ON times(document, start);
CREATE TABLE places (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL,
  gazetteer TEXT, name TEXT, lat REAL, lon REAL, "precision" TEXT, country TEXT, rule TEXT NOT NULL
);
CREATE INDEX places_document ON places(document, start);
CREATE INDEX places_gazetteer ON places(gazetteer);
CREATE TABLE mentions (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL,
  kind TEXT NOT NULL, confidence REAL NOT NULL, rule TEXT NOT NULL
);
CREATE INDEX mentions_document ON mentions(document, start);
CREATE TABLE caveats (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL,
  kind TEXT NOT NULL, statements TEXT NOT NULL, rule TEXT NOT NULL
);
CREATE INDEX caveats_document ON caveats(document, start);
CREATE TABLE problems (
  n INTEGER PRIMARY KEY, code TEXT NOT NULL, address TEXT NOT NULL, message TEXT NOT NULL, document TEXT,
  source TEXT NOT NULL DEFAULT '', UNIQUE (source, address, code, message)
);
CREATE TABLE relations (
  id TEXT PRIMARY KEY, relation TEXT NOT NULL,
  a_document TEXT NOT NULL, a_path TEXT NOT NULL, a_start INTEGER, a_end INTEGER, a_text TEXT, a_id TEXT,
  b_document TEXT NOT NULL, b_path TEXT NOT NULL, b_start INTEGER, b_end INTEGER, b_text TEXT, b_id TEXT,
  field TEXT, why TEXT NOT NULL, confidence REAL NOT NULL, "by" TEXT NOT NULL,
  directed INTEGER NOT NULL, passages TEXT NOT NULL
);
CREATE INDEX relations_a ON relations(a_id);
CREATE INDEX relations_b ON relations(b_id);
CREATE INDEX relations_a_document ON relations(a_document);
CREATE INDEX relations_b_document ON relations(b_document);
CREATE INDEX relations_kind ON relations(relation);
CREATE TABLE entities (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, aliases TEXT NOT NULL,
  documents TEXT NOT NULL, reasons TEXT NOT NULL, confidence REAL NOT NULL
);
CREATE TABLE entity_mentions (
  entity TEXT NOT NULL, mention TEXT NOT NULL, PRIMARY KEY (entity, mention)
) WITHOUT ROWID;
CREATE INDEX entity_mentions_mention ON entity_mentions(mention);
CREATE TABLE origins (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, known INTEGER NOT NULL, side TEXT,
  documents TEXT NOT NULL, argument TEXT NOT NULL
);
CREATE TABLE origin_rows (origin TEXT NOT NULL, "row" TEXT NOT NULL, PRIMARY KEY (origin, "row")) WITHOUT ROWID;
CREATE INDEX origin_rows_row ON origin_rows("row");
CREATE TABLE claims (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, label TEXT NOT NULL, measure TEXT, "group" TEXT, place TEXT,
  "from" TEXT, "to" TEXT, origins INTEGER NOT NULL, unknown_lineage INTEGER NOT NULL, origin_ids TEXT NOT NULL
);
CREATE TABLE claim_members (
  claim TEXT NOT NULL, member TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (claim, member)
) WITHOUT ROWID;
CREATE INDEX claim_members_member ON claim_members(member);
CREATE TABLE judgements (
  n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, subjects TEXT NOT NULL,
  detail TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL, undone TEXT
);
CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE log (
  n INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, tool TEXT NOT NULL, action TEXT NOT NULL,
  subject TEXT NOT NULL, detail TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL
);
CREATE VIRTUAL TABLE documents_search USING fts5(
  title, text, outlet, byline, content='documents', content_rowid='n', tokenize='unicode61 remove_diacritics 2'
);
CREATE TRIGGER documents_in AFTER INSERT ON documents BEGIN
  INSERT INTO documents_search(rowid, title, text, outlet, byline)
  VALUES (new.n, new.title, new.text, new.outlet, new.byline);
END;
CREATE TRIGGER documents_out AFTER DELETE ON documents BEGIN
  INSERT INTO documents_search(documents_search, rowid, title, text, outlet, byline)
  VALUES ('delete', old.n, old.title, old.text, old.outlet, old.byline);
END;
CREATE VIRTUAL TABLE statements_search USING fts5(
  words, source, origin, content='statements', content_rowid='n', tokenize='unicode61 remove_diacritics 2'
);
CREATE TRIGGER statements_in AFTER INSERT ON statements BEGIN
  INSERT INTO statements_search(rowid, words, source, origin) VALUES (new.n, new.words, new.source, new.origin);
END;
CREATE TRIGGER statements_out AFTER DELETE ON statements BEGIN
  INSERT INTO statements_search(statements_search, rowid, words, source, origin)
  VALUES ('delete', old.n, old.words, old.source, old.origin);
END;
"""

_MEMORY = """
CREATE TABLE memory (
  kind TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (kind, key)
) WITHOUT ROWID;
"""

MIGRATIONS: tuple[tuple[str, str], ...] = (("0001-first", _FIRST), ("0002-memory", _MEMORY))


def belongs_to(case: Path, path: Path) -> bool:
    """Whether a path is the case's own file, its lock, or what the database keeps beside it while it is open."""
    own = path.name.startswith(case.name) and path.name[len(case.name) :] in ("", "-lock", "-wal", "-shm", "-journal")
    return own and path.parent.resolve() == case.parent.resolve()


def connect(path: Path) -> sqlite3.Connection:
    """Open an existing case for reading.

    Raises :class:`RequestError`: ``no-case`` (also for one whose making was cut off before its first table),
    ``not-a-case``, ``newer-case``.
    """
    db = _existing(path, write=False)
    if db is None:
        raise RequestError("no-case", str(path))
    return db


def create_or_connect(path: Path) -> sqlite3.Connection:
    """Open a case for writing, making or migrating it first. Raises as :func:`connect` does, and ``read-only``."""
    db = _existing(path, write=True) or _open(path, write=True)
    if not _tables(db):
        db.execute("PRAGMA journal_mode = WAL")
        db.executescript(
            f"BEGIN IMMEDIATE; PRAGMA application_id = {APPLICATION_ID}; "
            "CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY); COMMIT;"
        )
    applied = {row[0] for row in db.execute("SELECT name FROM migrations")}
    for name, script in MIGRATIONS:
        if name not in applied:
            db.executescript(f"BEGIN IMMEDIATE; {script} INSERT INTO migrations VALUES ('{name}'); COMMIT;")
    return db


def _existing(path: Path, *, write: bool) -> sqlite3.Connection | None:
    """A connection to the case at ``path``; ``None`` where nothing, or an empty database, stands there."""
    if not path.is_file() or path.stat().st_size == 0:
        return None
    with path.open("rb") as file:
        if file.read(16) != b"SQLite format 3\x00":
            raise RequestError("not-a-case", str(path))
    db = _open(path, write=write)
    try:
        if not _tables(db):
            db.close()
            return None
        if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise RequestError("not-a-case", str(path))
        applied = {row[0] for row in db.execute("SELECT name FROM migrations")}
        unknown = applied - {name for name, _ in MIGRATIONS}
        if unknown:
            raise RequestError("newer-case", str(path), "it has " + ", ".join(sorted(unknown)))
        if not applied and not write:
            db.close()
            return None
    except sqlite3.DatabaseError as error:
        db.close()
        raise RequestError("not-a-case", str(path), str(error)) from error
    except RequestError:
        db.close()
        raise
    return db


def _tables(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])


def _open(path: Path, *, write: bool) -> sqlite3.Connection:
    # A reader of a WAL database must be able to make its shared-memory file; on a read-only medium it cannot,
    # and a finished case has nothing left in its log, so it is opened as immutable there.
    uri = path.resolve().as_uri()
    mode = "rwc" if write else "ro"
    try:
        db = sqlite3.connect(f"{uri}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False)
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        if write:
            raise RequestError("read-only", str(path), str(error)) from error
        db = sqlite3.connect(f"{uri}?immutable=1", uri=True, isolation_level=None, check_same_thread=False)
    except sqlite3.DatabaseError as error:
        raise RequestError("not-a-case", str(path), str(error)) from error
    db.execute("PRAGMA busy_timeout = 10000")
    db.execute("PRAGMA foreign_keys = OFF")
    db.execute("PRAGMA synchronous = NORMAL")
    if write:
        # Ids are hashes: each report's rows fall all over their indexes, and in a large case most pages that a
        # transaction touches are touched by the next one too. They are kept at hand, and folded in together.
        db.execute("PRAGMA cache_size = -65536")  # KiB
        db.execute("PRAGMA wal_autocheckpoint = 16384")  # pages of 4 KiB
    db.row_factory = sqlite3.Row
    return db
