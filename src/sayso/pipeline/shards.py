"""Finished chunks as Parquet files in a folder that workers and the committing process share.

A shard appears whole or not at all: it is written aside and renamed. Its name is the digest of all that its content
depends on, so that one which is there needs no second look at what it was made from.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from sayso.errors import RequestError
from sayso.ledger.codec import dumps, from_json
from sayso.model import Problem
from sayso.readers import remote

from .extraction import Extracted
from .work import Done, Unit

ASIDE = ".part"


def parquet() -> tuple[Any, Any]:
    """pyarrow and its Parquet module. Raises :class:`RequestError`: ``missing-extra``."""
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise RequestError("missing-extra", "cluster", "pip install 'sayso[cluster]'") from error


def encode(results: tuple[Done, ...]) -> bytes:
    """Results as one Parquet file: a row a document or problem, in order, with the place of its unit in the chunk.

    ``record`` is JSON in UTF-8 (lone surrogates kept, hence bytes); the numbers beside it are for whoever looks on.
    """
    arrow, pq = parquet()
    rows: dict[str, list[Any]] = {k: [] for k in ("unit", "kind", "path", "statements", "figures", "record")}

    def add(unit: int, kind: str, path: str, statements: int, figures: int, record: object) -> None:
        values = (unit, kind, _utf8(path), statements, figures, dumps(record).encode("utf-8", "surrogatepass"))
        for column, value in zip(rows.values(), values, strict=True):
            column.append(value)

    for place, done in enumerate(results):
        for extracted in done.documents:
            counts = len(extracted.rows.statements), len(extracted.rows.figures)
            add(place, "document", extracted.document.path, *counts, extracted)
        for problem in done.problems:
            add(place, "problem", problem.address, 0, 0, problem)
    types = (arrow.int32(), arrow.string(), arrow.string(), arrow.int32(), arrow.int32(), arrow.binary())
    table = arrow.table({k: arrow.array(v, t) for (k, v), t in zip(rows.items(), types, strict=True)})
    table = table.replace_schema_metadata({"units": str(len(results))})
    out = arrow.BufferOutputStream()
    pq.write_table(table, out, compression="zstd", write_page_checksum=True)
    return bytes(out.getvalue())


def decode(data: bytes, chunk: tuple[Unit, ...]) -> tuple[Done, ...]:
    """The results for the units of a chunk. Raises :class:`ValueError` when the bytes are not those of its shard."""
    arrow, pq = parquet()
    table = pq.read_table(arrow.BufferReader(data), page_checksum_verification=True)
    if int((table.schema.metadata or {}).get(b"units", b"-1")) != len(chunk):
        raise ValueError("the shard is of another chunk")
    documents: list[list[Extracted]] = [[] for _ in chunk]
    problems: list[list[Problem]] = [[] for _ in chunk]
    for row in table.select(["unit", "kind", "record"]).to_pylist():
        record = json.loads(row["record"].decode("utf-8", "surrogatepass"))
        if row["kind"] == "document":
            documents[row["unit"]].append(from_json(Extracted, record))
        else:
            problems[row["unit"]].append(from_json(Problem, record))
    return tuple(
        Done(unit.n, tuple(found), tuple(bad)) for unit, found, bad in zip(chunk, documents, problems, strict=True)
    )


def _utf8(words: str) -> str:
    return words.encode("utf-8", "replace").decode()


@dataclass(frozen=True, slots=True)
class Shards:
    """The folder: a path, or an address for fsspec. All methods raise :class:`OSError` where it cannot be used."""

    place: str

    def has(self, name: str) -> bool:
        """Whether a chunk is finished."""
        if remote.is_remote(self.place):
            system, root = remote.filesystem(self.place)
            return bool(system.exists(f"{root}/{name}.parquet"))
        return (Path(self.place) / f"{name}.parquet").is_file()

    def write(self, name: str, data: bytes) -> None:
        """Put a shard there, whole."""
        aside = f"{name}.{uuid.uuid4().hex}{ASIDE}"
        if remote.is_remote(self.place):
            system, root = remote.filesystem(self.place)
            system.makedirs(root, exist_ok=True)
            system.pipe_file(f"{root}/{aside}", data)
            system.mv(f"{root}/{aside}", f"{root}/{name}.parquet")
            return
        folder = Path(self.place)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / aside).write_bytes(data)
        (folder / aside).replace(folder / f"{name}.parquet")

    def read(self, name: str) -> bytes | None:
        """A shard's bytes; ``None`` where there is none."""
        try:
            if remote.is_remote(self.place):
                system, root = remote.filesystem(self.place)
                return bytes(system.cat_file(f"{root}/{name}.parquet"))
            return (Path(self.place) / f"{name}.parquet").read_bytes()
        except FileNotFoundError:
            return None

    def remove(self, name: str) -> None:
        """Take away a shard whose rows are in the ledger."""
        if remote.is_remote(self.place):
            system, root = remote.filesystem(self.place)
            system.rm_file(f"{root}/{name}.parquet")
        else:
            (Path(self.place) / f"{name}.parquet").unlink(missing_ok=True)

    def sweep(self) -> None:
        """Take away what killed workers left half written, and the folder itself when nothing is left in it."""
        if remote.is_remote(self.place):
            system, root = remote.filesystem(self.place)
            for path in system.glob(f"{root}/*{ASIDE}"):
                system.rm_file(path)
            return
        folder = Path(self.place)
        if folder.is_dir():
            for path in folder.glob(f"*{ASIDE}"):
                path.unlink(missing_ok=True)
            if not any(folder.iterdir()):
                folder.rmdir()
