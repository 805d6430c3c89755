"""Item -> documents: what the user names becomes items, and each item its reports.

:func:`walk` yields items, :func:`read_item` the documents of one of them. A reader for a further format
enters by the entry point group ``sayso.readers``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sayso.errors import CODES, ItemError
from sayso.model import Document, Item, Problem
from sayso.plugins import Candidate, Reader, ReadOptions, readers

from . import kinds, remote
from .meta import load_meta
from .walk import files, walk

__all__ = ["files", "holds_many", "load_meta", "read", "read_item", "remote", "walk"]

_MANY = frozenset(("table", "jsonl", "feed"))


def read_item(item: Item, options: ReadOptions | None = None) -> Iterator[Document | Problem]:
    """The documents of one item in order; what cannot be read as a :class:`Problem` that names it."""
    if not item.data:
        yield Problem("empty", item.address, CODES["empty"])
        return
    try:
        yield from _reader(item).read(item, options or ReadOptions())
    except ItemError as error:
        yield Problem(error.code, error.address, error.detail or CODES[error.code])
    except (RecursionError, MemoryError) as error:
        yield Problem("malformed", item.address, f"{type(error).__name__} while reading")


def holds_many(item: Item) -> bool:
    """Whether the item is a table, a feed or the like, which may hold any number of documents."""
    return bool(item.data) and _reader(item).name in _MANY


def read(path: Path | str, options: ReadOptions | None = None) -> Document:
    """The document at ``path``; of several (a table, an archive) the first.

    Raises :class:`ItemError` with the code of what is wrong where there is none.
    """
    problem = Problem("empty", str(path), CODES["empty"])
    for found in walk([path], options):
        for result in (found,) if isinstance(found, Problem) else read_item(found, options):
            if isinstance(result, Document):
                return result
            problem = result
    raise ItemError(problem.code, problem.address, problem.message)


def _reader(item: Item) -> Reader:
    candidate = Candidate(item, item.data[: kinds.HEAD], kinds.suffix(item.address))
    for reader in readers():
        if reader.accepts(candidate):
            return reader
    raise ItemError("binary", item.address, "no reader accepts it")
