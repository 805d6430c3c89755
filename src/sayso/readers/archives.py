"""Archives as streams of items: zip, tar, gzip, bzip2, xz, WACZ, and what is nested in them.

Nothing is written to disk and no member is held beyond its turn. Each archive given has one budget of
unpacked bytes; a member that unpacks to far more than it takes, or goes beyond the budget, ends it (``bomb``).
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, BinaryIO, cast

from sayso.errors import CODES, ItemError
from sayso.model import Item, Problem, sha256
from sayso.plugins import ReadOptions

from . import kinds, mail, warc

_HEADERS = 1024 * 1024  # bytes that may stand between two tar members
_RATIO, _RATIO_FROM = 300, 32 * 1024 * 1024  # no text unpacks to 300 times its size
_STEP = 1024 * 1024
_LARGEST_DIRECTORY = 16 * 1024 * 1024  # bytes: some 200,000 members
_NOT_REPORTS = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
_DOCUMENT_PARTS = frozenset(("[Content_Types].xml", "mimetype", "META-INF/manifest.xml"))
_BROKEN = (
    zipfile.BadZipFile, zipfile.LargeZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError,
    struct.error, ValueError, NotImplementedError, RuntimeError, OverflowError, KeyError, IndexError,
)  # fmt: skip
_OPENERS: dict[str, Callable[[BinaryIO], IO[bytes]]] = {
    "application/gzip": lambda stream: cast("IO[bytes]", gzip.GzipFile(fileobj=stream)),
    "application/x-bzip2": lambda stream: cast("IO[bytes]", bz2.BZ2File(stream)),
    "application/x-xz": lambda stream: cast("IO[bytes]", lzma.LZMAFile(stream)),  # noqa: SIM115 (closed where it is used)
}
_PACKED = (".gz", ".bz2", ".xz", ".tgz", ".tbz2", ".txz")


class BombError(Exception):
    """The archive unpacks to more than its limit."""


@dataclass(slots=True)
class Collector:
    """Makes items of bytes: when they were collected, under which limits, and how much may still unpack."""

    collected: str
    options: ReadOptions
    left: int = 0

    def item(self, data: bytes, address: str, media_type: str | None = None) -> Item:
        """An item of these bytes."""
        kind = media_type or kinds.media_type(data[: kinds.HEAD], address)
        return Item(sha256(data), address, data, self.collected, kind)

    def take(self, count: int) -> None:
        """Count unpacked bytes against the budget."""
        self.left -= count
        if self.left < 0:
            raise BombError


def expand(stream: BinaryIO, address: str, collector: Collector, depth: int = 0) -> Iterator[Item | Problem]:
    """The items of a seekable stream: itself where it is no container, else its members at any depth."""
    head = stream.read(kinds.HEAD)
    stream.seek(0)
    kind = kinds.media_type(head, address)
    opened = _contents(stream, kind, address, collector, depth)
    if opened is None:
        yield from _single(stream, address, collector)
        return
    if depth >= collector.options.max_depth:
        yield Problem("too-deep", address, CODES["too-deep"])
        return
    try:
        yield from opened
    except ItemError as error:
        yield Problem(error.code, address, str(error.detail or CODES[error.code]))
    except BombError:
        if depth:
            raise
        yield Problem("bomb", address, CODES["bomb"])
    except EOFError as error:
        yield Problem("truncated", address, str(error) or CODES["truncated"])
    except _BROKEN as error:
        yield Problem("malformed", address, f"{type(error).__name__}: {error}"[:200])


def _contents(
    stream: BinaryIO, kind: str, address: str, collector: Collector, depth: int
) -> Iterator[Item | Problem] | None:
    if kind == "application/zip":
        return _zip(stream, address, collector, depth)
    if kind == "application/x-tar":
        return _tar(stream, address, collector, depth)
    if kind in _OPENERS:
        return _packed(stream, kind, address, collector, depth)
    if kind == "application/warc":
        return warc.records(stream, address, collector, packed=False)
    if kind == "application/mbox":
        return _messages(stream, address, collector, depth)
    if kind == "message/rfc822":
        return _message(stream, address, collector, depth)
    return None


def _single(stream: BinaryIO, address: str, collector: Collector) -> Iterator[Item | Problem]:
    data = _whole(stream, collector.options.max_item_bytes)
    if data is None:
        yield Problem("too-large", address, f"more than {collector.options.max_item_bytes} bytes")
    else:
        yield collector.item(data, address)


def _whole(stream: BinaryIO, limit: int) -> bytes | None:
    """All bytes, or ``None`` beyond the limit; step by step, as one large read takes its room beforehand."""
    if stream.seek(0, io.SEEK_END) > limit:
        return None
    stream.seek(0)
    parts: list[bytes] = []
    size = 0
    while part := stream.read(_STEP):
        size += len(part)
        if size > limit:
            return None
        parts.append(part)
    return b"".join(parts)


def _nested(data: bytes, address: str, collector: Collector, depth: int) -> Iterator[Item | Problem]:
    yield from expand(io.BytesIO(data), address, collector, depth + 1)


def safe(name: str) -> bool:
    """Whether a member's name stays inside its archive on any system."""
    plain = name.replace("\\", "/")
    return (
        bool(plain)
        and not plain.startswith("/")
        and ".." not in plain.split("/")
        and plain[1:2] != ":"
        and "\x00" not in plain
    )


def _skip(name: str) -> bool:
    return name.endswith("/") or any(part in name for part in _NOT_REPORTS)


def _unpack(stream: IO[bytes], packed: int | None, collector: Collector) -> bytes | None:
    """All bytes of one member, or ``None`` where they go beyond the limit of an item."""
    parts: list[bytes] = []
    size = 0
    while part := stream.read(_STEP):
        size += len(part)
        collector.take(len(part))
        if packed is not None and size > _RATIO_FROM and size > _RATIO * max(1, packed):
            raise BombError
        if size > collector.options.max_item_bytes:
            return None
        parts.append(part)
    return b"".join(parts)


def _directory_size(stream: BinaryIO) -> int:
    """The size of a zip's directory as its last record gives it; it is read into memory as a whole."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - 66_000))
    tail = stream.read()
    stream.seek(0)
    end, wide = tail.rfind(b"PK\x05\x06"), tail.rfind(b"PK\x06\x06")
    found = 0
    if end >= 0 and len(tail) >= end + 16:
        found = int.from_bytes(tail[end + 12 : end + 16], "little")
    if wide >= 0 and len(tail) >= wide + 48 and found == 0xFFFFFFFF:
        found = int.from_bytes(tail[wide + 40 : wide + 48], "little")
    return min(found, size)


def _zip(stream: BinaryIO, address: str, collector: Collector, depth: int) -> Iterator[Item | Problem]:
    if _directory_size(stream) > _LARGEST_DIRECTORY:
        raise BombError
    archive = zipfile.ZipFile(stream)
    members = archive.infolist()
    names = {member.filename for member in members[:1000]}
    if not _DOCUMENT_PARTS.isdisjoint(names):  # an office document is one item, not a folder
        stream.seek(0)
        yield from _single(stream, address, collector)
        return
    pages = "datapackage.json" in names and any(name.startswith("archive/") for name in names)
    for member in members:
        place = f"{address}/{kinds.shown(member.filename)}"
        if not safe(member.filename):
            yield Problem("unsafe-path", place, CODES["unsafe-path"])
        elif _skip(member.filename) or (pages and not member.filename.startswith("archive/")):
            continue
        elif member.flag_bits & 1:
            yield Problem("encrypted", place, CODES["encrypted"])
        else:
            yield from _zip_member(archive, member, place, collector, depth)


def _zip_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: str, collector: Collector, depth: int
) -> Iterator[Item | Problem]:
    try:
        with archive.open(member) as opened:
            data = _unpack(opened, member.compress_size, collector)
    except EOFError:
        yield Problem("truncated", place, CODES["truncated"])
        return
    except _BROKEN as error:
        yield Problem("malformed", place, f"{type(error).__name__}: {error}"[:200])
        return
    if data is None:
        yield Problem("too-large", place, f"more than {collector.options.max_item_bytes} bytes")
    else:
        yield from _nested(data, place, collector, depth)


class _Meter(io.RawIOBase):
    """Counts what a tar reader takes, so that a header cannot ask for more than its share."""

    def __init__(self, stream: IO[bytes], collector: Collector) -> None:
        self.stream = stream
        self.collector = collector
        self.share = _HEADERS

    def read(self, size: int = -1) -> bytes:
        data = self.stream.read(size if 0 <= size <= _STEP else _STEP)
        self.share -= len(data)
        self.collector.take(len(data))
        if self.share < 0:
            raise BombError
        return data


def _tar(stream: IO[bytes], address: str, collector: Collector, depth: int) -> Iterator[Item | Problem]:
    meter = _Meter(stream, collector)
    with tarfile.open(fileobj=cast("IO[bytes]", meter), mode="r|", errorlevel=0) as archive:
        while True:
            member = archive.next()
            if member is None:
                return
            vars(archive)["members"] = []  # a stream reader keeps all it has seen
            place = f"{address}/{kinds.shown(member.name)}"
            meter.share = max(0, member.size) + _HEADERS
            if not safe(member.name):
                yield Problem("unsafe-path", place, CODES["unsafe-path"])
            elif member.isdir() or _skip(member.name):
                continue
            elif not member.isreg():
                yield Problem("unreadable", place, "a link or device inside an archive")
            elif member.size > collector.options.max_item_bytes:
                yield Problem("too-large", place, f"{member.size} bytes")
            else:
                opened = archive.extractfile(member)
                data = opened.read() if opened is not None else b""
                if len(data) < member.size:
                    raise EOFError(f"{place} ends early")
                yield from _nested(data, place, collector, depth)


def _packed(stream: BinaryIO, kind: str, address: str, collector: Collector, depth: int) -> Iterator[Item | Problem]:
    packed = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    ending = kinds.suffix(address)
    inner = address[: -len(ending)] if ending in _PACKED else address
    if ending in (".tgz", ".tbz2", ".txz"):
        inner += ".tar"
    with _OPENERS[kind](stream) as opened:
        buffered = io.BufferedReader(cast("io.RawIOBase", opened), 64 * 1024)
        head = buffered.peek(kinds.HEAD)[: kinds.HEAD]
        inside = kinds.media_type(head, inner)
        if inside == "application/x-tar":
            yield from _tar(buffered, inner, collector, depth)
        elif inside == "application/warc":
            yield from warc.records(buffered, address, collector, packed=True)
        else:
            data = _unpack(buffered, packed, collector)
            if data is None:
                yield Problem("too-large", address, f"more than {collector.options.max_item_bytes} bytes")
            else:
                yield from _nested(data, inner, collector, depth)


def _messages(stream: BinaryIO, address: str, collector: Collector, depth: int) -> Iterator[Item | Problem]:
    for number, data in enumerate(mail.split(stream, collector.options.max_item_bytes), 1):
        place = f"{address}#{number}"
        if data is None:
            yield Problem("too-large", place, f"more than {collector.options.max_item_bytes} bytes")
        else:
            yield from _parts(data, place, collector, depth)


def _message(stream: BinaryIO, address: str, collector: Collector, depth: int) -> Iterator[Item | Problem]:
    data = _whole(stream, collector.options.max_item_bytes)
    if data is None:
        yield Problem("too-large", address, f"more than {collector.options.max_item_bytes} bytes")
    else:
        yield from _parts(data, address, collector, depth)


def _parts(data: bytes, address: str, collector: Collector, depth: int) -> Iterator[Item | Problem]:
    """A message as an item, and then its attachments."""
    yield collector.item(data, address, "message/rfc822")
    for name, attached in mail.attachments(data):
        collector.take(len(attached))
        yield from _nested(attached, f"{address}/{kinds.shown(name)}", collector, depth)
