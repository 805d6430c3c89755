"""Ids are hashes of content: the same input gives the same ids on every run."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from .spans import Span

_LENGTH = 20  # hex digits: 80 bits, no collision expected below 10**11 rows


def sha256(data: bytes) -> str:
    """SHA-256 of bytes as 64 hex digits."""
    return hashlib.sha256(data).hexdigest()


def text_sha256(text: str) -> str:
    """SHA-256 of a text layer, encoded as UTF-8 (lone surrogates kept)."""
    return sha256(text.encode("utf-8", "surrogatepass"))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]


def document_id(item_sha256: str, address: str) -> str:
    """Id of a document: its item's hash and its address relative to the source given.

    ``address`` keeps identical reprints apart; a row of a table is ``file.csv#row``.
    """
    return "d" + _digest("document", item_sha256, address)


def row_id(document: str, kind: str, anchor: Iterable[Span], extra: str = "") -> str:
    """Id of a row: its document, its kind and its anchor (``extra`` tells rows on one anchor apart)."""
    places = ",".join(f"{s.start}-{s.end}" for s in anchor)
    return kind[0] + _digest(document, kind, places, extra)


def finding_id(kind: str, *parts: str) -> str:
    """Id of a computed result across documents (entity, claim, relation, ...)."""
    return kind[0] + _digest(kind, *parts)
