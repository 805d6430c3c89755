"""The leak scan: a finished output must not hold any known form of a masked person, however it is written."""

from __future__ import annotations

import html
import io
import json
import re
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from .masker import Masker, key

_HASH = re.compile(r"(?<![^\W_])[a-z]?[0-9a-f]{12,64}(?![^\W_])")  # ids and checksums name nobody
_INLINE = re.compile(r"</?(?:a|b|bdi|i|mark|span)\b[^<>]*>")
_ATTRIBUTE = re.compile(r"\s[\w:-]+=[\"']([^\"'<>]*)[\"']")
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
        for reading in _readings(part):
            hits = scan_text(name, reading, masker)
            if hits:
                found += hits
                break
    return found


def scan_text(place: str, text: str, masker: Masker) -> list[Leak]:
    """Leaks in a text as it stands. Every form is looked for as a plain substring first, so that what the masker's
    own reading of words misses is still seen; a hit counts when whole words stand there."""
    folded = _HASH.sub(" ", unicodedata.normalize("NFC", text))
    lowered = folded.casefold()
    found = []
    standing: dict[str, int] | None = None
    for words in masker.forms():
        if words[-1] not in lowered or not all(w in lowered for w in words):
            continue
        if standing is None:
            standing = Counter(folded[a:b].casefold() for a, b, _ in masker.find(folded))
        form = " ".join(words)
        times = sum(n for seen, n in standing.items() if key(seen) == words)
        if len(words) > 1 and len(form) > 5:
            times = max(times, len(re.findall(r"[\W_]{1,3}".join(map(re.escape, words)) + r"(?![^\W_])", lowered)))
        if times:
            found.append(Leak(place, form, times))
    return found


def _readings(data: bytes) -> Iterator[str]:
    """The bytes as text, and the same with HTML, URL and JSON escapes undone."""
    text = data.decode("utf-8", "ignore")
    if text[:200].lstrip().casefold().startswith("<!doctype html"):
        # marks within a line cut names in pieces: they are read without them, and what they carry by itself
        yield "\n".join(_ATTRIBUTE.findall(text))
        text = _INLINE.sub("", text)
    yield text
    if "&" in text:
        yield html.unescape(text)
    if "%" in text:
        yield unquote(text)
    if "\\u" in text:
        yield re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: json.loads(f'"\\u{m.group(1)}"'), text)
    if b"\x00" in data:
        yield data.decode("utf-16-le", "ignore")
        yield data.decode("utf-16-be", "ignore")


def _unpacked(place: str, data: bytes, depth: int) -> Iterator[tuple[str, bytes]]:
    yield place, data
    if depth and data[:4] == b"PK\x03\x04":
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for info in archive.infolist():
                    yield f"{place}!/{info.filename}", info.filename.encode()
                    yield from _unpacked(f"{place}!/{info.filename}", archive.read(info), depth - 1)
        except (zipfile.BadZipFile, RuntimeError, zlib.error):
            return
    elif data[:2] == b"\x1f\x8b":
        try:
            yield from _unpacked(f"{place}!", zlib.decompress(data, 31), depth - 1)
        except zlib.error:
            return
