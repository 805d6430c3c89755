"""The leak scan: a finished output must not hold any known form of a masked person, however it is written."""

from __future__ import annotations

import contextlib
import csv
import html
import io
import re
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from urllib.parse import unquote

from .letters import seen
from .masker import Masker, key

_HASH = re.compile(r"(?<![^\W_])[a-z]?[0-9a-f]{12,64}(?![^\W_])")  # ids and checksums name nobody
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))")
_QUOTE = re.compile(r'(?<!\\)"')
_GAP = "\n    \n"  # wider than any gap within a name
_DEEP = 4  # archives within archives


@dataclass(frozen=True, slots=True)
class Leak:
    """A form that was found: where, and how often."""

    place: str
    form: str
    times: int


def scan(path: Path, masker: Masker) -> list[Leak]:
    """Leaks in a file or in every file of a folder, names of files included; archives are opened."""
    found: list[Leak] = []
    files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    for file in files:
        label = str(file.relative_to(path.parent))
        found += scan_text(label, label, masker)
        found += scan_bytes(label, file.read_bytes(), masker)
    return found


def scan_bytes(place: str, data: bytes, masker: Masker) -> list[Leak]:
    """Leaks in bytes read as text, and in what they unpack to."""
    found = []
    for name, part in _unpacked(place, data, _DEEP):
        for reading in _readings(name, part):
            hits = scan_text(name, reading, masker)
            if hits:
                found += hits
                break
    return found


def scan_text(place: str, text: str, masker: Masker) -> list[Leak]:
    """Leaks in a text as it stands. Every form is looked for as a plain substring first, so that what the masker's
    own reading of words misses is still seen; a hit counts when whole words stand there."""
    folded = _HASH.sub(" ", unicodedata.normalize("NFC", text))
    hits: Counter[str] = Counter(" ".join(key(folded[a:b])) for a, b, _ in masker.find(folded))
    lowered = seen(folded).casefold()
    for words in masker.forms():
        form = " ".join(words)
        if len(words) < 2 or len(form) <= 5 or form in hits or not all(w in lowered for w in words):
            continue
        apart = r"[\W_]{1,3}" if len(form) < 9 else r"[\W_]{0,3}"
        times = len(re.findall(apart.join(map(re.escape, words)) + r"(?![^\W_])", lowered))
        if times:
            hits[form] = times
    hits.update(masker.left(folded))
    return [Leak(place, form, times) for form, times in sorted(hits.items())]


def _readings(place: str, data: bytes) -> Iterator[str]:
    """The bytes as text, and the same with HTML, URL and JSON escapes undone."""
    text = data.decode("utf-8", "ignore")
    text = _apart(place, text)
    yield text
    if "&" in text:
        yield html.unescape(text)
    if "%" in text:
        yield unquote(text)
    if "\\" in text:
        yield _ESCAPE.sub(_unescaped, text)
    if b"\x00" in data:
        yield data.decode("utf-16-le", "ignore")
        yield data.decode("utf-16-be", "ignore")


def _apart(place: str, text: str) -> str:
    """Cells of a table and strings of JSON wide apart: the end of one and the start of the next are no name."""
    if place.endswith(".csv"):
        csv.field_size_limit(max(len(text), 131_072))
        with contextlib.suppress(csv.Error):
            return "\n".join(_GAP.join(row) for row in csv.reader(io.StringIO(text, newline="")))
    if text[:1] in "{[":
        return _QUOTE.sub(_GAP, text)
    return text


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else {"n": "\n", "r": "\n", "t": "\t"}.get(match[2], match[2])


def _unpacked(place: str, data: bytes, depth: int) -> Iterator[tuple[str, bytes]]:
    """What the bytes hold, each part with its place. Of a container that opens, its parts and not its packed bytes,
    in which two letters in a row mean nothing."""
    parts = list(_parts(place, data)) if depth else []
    if not parts:
        yield place, data
    for name, part in parts:
        yield from _unpacked(name, part, depth - 1)


def _parts(place: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    if data[:4] == b"PK\x03\x04":
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                found = [(f"{place}!/{info.filename}", archive.read(info)) for info in archive.infolist()]
                named = "\n".join([*archive.namelist(), archive.comment.decode("utf-8", "replace")])
        except (zipfile.BadZipFile, RuntimeError, zlib.error):
            return
        yield f"{place}!", named.encode()
        yield from found
    elif data[:2] == b"\x1f\x8b":
        with contextlib.suppress(zlib.error):
            yield f"{place}!", zlib.decompress(data, 31)
    elif data[:4] == b"PAR1" == data[-4:]:
        yield from _table(place, data)


def _table(place: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """The texts and the names of a Parquet table's columns; its statistics repeat what the columns hold."""
    try:
        arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError:
        return
    try:
        table = parquet.read_table(arrow.BufferReader(data))
    except (arrow.ArrowException, OSError):
        return
    yield f"{place}!", repr((table.column_names, table.schema.metadata)).encode()
    for name in table.column_names:
        yield f"{place}!/{name}", "\n".join(str(v) for v in table[name].to_pylist() if v is not None).encode()
