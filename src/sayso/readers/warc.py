"""Web archives (ISO 28500): each record that holds a page is an item, with its headers, byte for byte.

Requests, revisits, redirections, pictures, scripts and styles are passed over. The time of capture is no
publication date; it is noted in the evidence (``captured``).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

import brotli

from sayso.errors import CODES, ItemError
from sayso.model import Document, Item, Origin, Problem
from sayso.plugins import Candidate, ReadOptions
from sayso.text import encodings

from . import feed, kinds, pdf
from .facts import Facts, finish
from .html import read_page

if TYPE_CHECKING:
    from .archives import Collector

_HOLDS = frozenset(("response", "resource", "conversion"))
_TYPES = re.compile(
    r"text/html|application/xhtml|text/plain|application/pdf|application/(?:rss|atom|rdf)\+xml|(?:text|application)/xml"
)
_LONGEST_LINE = 64 * 1024
_MOST_HEADERS = 500
_STEP = 1024 * 1024
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)


class WarcReader:
    """One record, as :func:`records` gives it."""

    name = "warc"
    priority = 90

    def accepts(self, candidate: Candidate) -> bool:
        return candidate.head.startswith(b"WARC/")

    def read(self, item: Item, options: ReadOptions) -> Iterator[Document | Problem]:
        head, block = _parted(item.data)
        headers = _headers(head)
        length = _length(headers)
        if length is not None:
            block = block[:length]
        facts = Facts()
        facts.offer("url", headers.get("warc-target-uri", "").strip("<>"), "header WARC-Target-URI")
        facts.note("captured", headers.get("warc-date", "")[:40])
        kind, body = headers.get("content-type", ""), block
        if block.startswith(b"HTTP/"):
            head, body = _parted(block)
            carried = _headers(head)
            kind = carried.get("content-type", "")
            body = _unpacked(body, carried, item.address, options.max_item_bytes)
        yield from _document(item, kind, body, facts, options)


def records(stream: IO[bytes], address: str, collector: Collector, packed: bool) -> Iterator[Item | Problem]:
    """The records that hold a page; addresses carry the record's number in the archive, from 1.

    What a ``packed`` archive unpacks to is counted against the collector's budget.
    """
    number = 0
    limit = collector.options.max_item_bytes
    while True:
        head = _head(stream)
        if head is None:
            return
        number += 1
        place = f"{address}#{number}"
        headers = _headers(head)
        length = _length(headers)
        if not head.startswith(b"WARC/") or length is None:
            yield Problem("malformed", place, "not a WARC record")
            return
        if packed:
            collector.take(len(head) + length)
        wanted = headers.get("warc-type", "").lower() in _HOLDS
        if wanted and length <= limit:
            block = _block(stream, length)
            if len(block) < length:
                yield Problem("truncated", place, CODES["truncated"])
                return
            if _holds_page(headers, block):
                yield collector.item(head + block, place, "application/warc")
        else:
            if not _pass(stream, length):
                yield Problem("truncated", place, CODES["truncated"])
                return
            if wanted:
                yield Problem("too-large", place, f"{length} bytes")


def _head(stream: IO[bytes]) -> bytes | None:
    """The header lines of the next record with the empty line behind them; ``None`` at the end."""
    lines: list[bytes] = []
    for _ in range(_MOST_HEADERS):
        line = stream.readline(_LONGEST_LINE)
        if not line:
            return b"".join(lines) or None
        if lines or line not in (b"\r\n", b"\n"):  # two empty lines end the record before
            lines.append(line)
            if line in (b"\r\n", b"\n"):
                break
    return b"".join(lines)


def _length(headers: dict[str, str]) -> int | None:
    words = headers.get("content-length", "")
    return int(words) if words.isascii() and words.isdigit() and len(words) < 16 else None


def _block(stream: IO[bytes], length: int) -> bytes:
    parts: list[bytes] = []
    while length > 0 and (part := stream.read(min(length, _STEP))):
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def _pass(stream: IO[bytes], length: int) -> bool:
    while length > 0:
        part = stream.read(min(length, _STEP))
        if not part:
            return False
        length -= len(part)
    return True


def _parted(data: bytes) -> tuple[bytes, bytes]:
    """Header lines and what follows the first empty line."""
    one, other = data.find(b"\r\n\r\n"), data.find(b"\n\n")
    if one >= 0 and (other < 0 or one < other):
        return data[:one], data[one + 4 :]
    return (data[:other], data[other + 2 :]) if other >= 0 else (data, b"")


def _headers(head: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in head[: 4 * _LONGEST_LINE].split(b"\n")[1:_MOST_HEADERS]:
        name, colon, value = line.partition(b":")
        if colon:
            found.setdefault(name.strip().lower().decode("latin-1"), value.strip().decode("utf-8", "replace"))
    return found


def _holds_page(headers: dict[str, str], block: bytes) -> bool:
    kind = headers.get("content-type", "")
    if block.startswith(b"HTTP/"):
        status = block[:64].split(b" ")[1:2]
        if status != [b"200"]:
            return False
        kind = _headers(_parted(block[: 256 * 1024])[0]).get("content-type", "")
    return bool(_TYPES.match(kind.lower()))


def _unpacked(body: bytes, headers: dict[str, str], address: str, limit: int) -> bytes:
    """The body without its transfer and content encodings."""
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _dechunked(body)
    for coding in reversed(headers.get("content-encoding", "").lower().replace(" ", "").split(",")[:3]):
        try:
            if coding in ("gzip", "x-gzip", "deflate"):
                body = _inflated(body, coding, limit)
            elif coding == "br":
                body = brotli.Decompressor().process(body, output_buffer_limit=limit)
        except (zlib.error, brotli.error) as error:
            if body[:1] != b"<":  # many archives keep the header but store the body decoded
                raise ItemError("malformed", address, f"content encoding {coding}: {error}") from error
    return body


def _inflated(body: bytes, coding: str, limit: int) -> bytes:
    try:
        return zlib.decompressobj(47).decompress(body, limit)
    except zlib.error:
        if coding != "deflate":
            raise
        return zlib.decompressobj(-15).decompress(body, limit)


def _dechunked(body: bytes) -> bytes:
    parts: list[bytes] = []
    at = 0
    while at < len(body):
        end = body.find(b"\n", at, at + 1024)
        size = body[at:end].split(b";")[0].strip() if end >= 0 else b""
        try:
            length = int(size, 16)
        except ValueError:
            return body if not parts else b"".join(parts)  # stored without chunks, whatever the header says
        if length <= 0:
            break
        parts.append(body[end + 1 : end + 1 + length])
        at = end + 1 + length
        at += 2 if body[at : at + 2] == b"\r\n" else 1
    return b"".join(parts)


def _document(item: Item, kind: str, body: bytes, facts: Facts, options: ReadOptions) -> Iterator[Document | Problem]:
    charset = _CHARSET.search(kind)
    declared = charset.group(1) if charset else None
    if not body.strip():
        raise ItemError("empty", item.address)
    found = kinds.media_type(body[: kinds.HEAD], "")
    if found == "application/pdf":
        yield from pdf.read_pdf(item, item.address, body, options, facts, "body")
    elif found == "application/rss+xml":
        yield from feed.read_feed(item, body, options)
    elif kind.lower().startswith("text/plain") and found != "text/html":
        decoded = encodings.decode(body, item.address, declared)
        text = encodings.without_surrogates(encodings.fold(decoded.text))
        yield from finish(item, item.address, text, facts, Origin("field", decoded.encoding, "body"), options)
    else:
        yield from read_page(item, item.address, body, options, facts, declared, "body")
