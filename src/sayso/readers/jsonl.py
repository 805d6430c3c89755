"""JSON lines, and a JSON file that holds one report or a list of them: a document for each object.

A line that is no object is a problem of its own; the lines after it are read all the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import orjson

from sayso.errors import ItemError
from sayso.model import Document, Item, Problem
from sayso.plugins import Candidate, ReadOptions
from sayso.text import encodings

from . import rows

_MOST = 64_000_000  # characters of a JSON text that is parsed as a whole


class JsonReader:
    """``.jsonl``, ``.ndjson`` and ``.json``; other names when the first line is a JSON object."""

    name = "jsonl"
    priority = 40

    def accepts(self, candidate: Candidate) -> bool:
        if candidate.suffix in (".jsonl", ".ndjson", ".json"):
            return True
        return candidate.suffix in ("", ".txt") and candidate.head.startswith(b'{"') and b'":' in candidate.head

    def read(self, item: Item, options: ReadOptions) -> Iterator[Document | Problem]:
        decoded = encodings.decode(item.data, item.address)
        stripped = decoded.text.strip()
        if not stripped:
            raise ItemError("empty", item.address)
        if item.address.lower().endswith(".json") or stripped.startswith("["):
            if len(stripped) > _MOST:
                raise ItemError("too-large", item.address, f"{len(stripped)} characters of JSON in one piece")
            whole, fault = _parse(stripped)
            if fault is None:
                yield from self._objects(item, whole, decoded.encoding, options)
                return
            if "\n" not in stripped:
                raise ItemError("malformed", item.address, fault)
        longest = 8 * options.max_document_characters  # an escape takes six characters
        for number, line in enumerate(rows.lines(decoded.text), 1):
            path = f"{item.address}#{number}"
            if len(line) > longest:
                yield Problem("too-large", path, f"a line of {len(line)} characters")
                continue
            if not line.strip():
                continue
            row, fault = _parse(line)
            if fault is not None:
                yield Problem("bad-row", path, fault)
                continue
            yield from _row(item, path, row, decoded.encoding, options)

    def _objects(self, item: Item, whole: object, encoding: str, options: ReadOptions) -> Iterator[Document | Problem]:
        if isinstance(whole, dict):
            lists = [v for v in whole.values() if isinstance(v, list) and v and isinstance(v[0], dict)]
            if "text" in rows.columns(list(whole), options) or not lists:
                yield from _row(item, item.address, whole, encoding, options)
                return
            whole = max(lists, key=len)  # {"articles": [...]}
        if not isinstance(whole, list) or not whole:
            raise ItemError("malformed", item.address, "no JSON object in it")
        for number, row in enumerate(whole, 1):
            yield from _row(item, f"{item.address}#{number}", row, encoding, options)


def _row(item: Item, path: str, row: object, encoding: str, options: ReadOptions) -> Iterator[Document | Problem]:
    if not isinstance(row, dict):
        yield Problem("bad-row", path, "not a JSON object")
        return
    if isinstance(row.get("document"), dict) and isinstance(row.get("statements"), list):
        raise ItemError("ledger", item.address, "`sayso import` takes annotations")  # its reports would count twice
    chosen = rows.columns(list(row), options)
    yield from rows.document(item, path, row, chosen, encoding, options)


def _parse(words: str) -> tuple[object, str | None]:
    """The value, or what is wrong with it. The strict parser first, then one that takes lone surrogates."""
    try:
        return orjson.loads(words.encode("utf-8", "surrogatepass")), None
    except orjson.JSONDecodeError as error:
        fault = f"{str(error)[:120]}"
    try:
        return json.loads(words), None
    except (ValueError, RecursionError):
        return None, fault
