"""What a curious reader gets out of a finished export, without any of the program's own reading."""

from __future__ import annotations

import html
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pyarrow.parquet


def readings(path: Path) -> Iterator[str]:
    """Every text in a file or folder in small letters: as it stands, with escapes undone, with markup left out."""
    for file in [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file()):
        for data in _unpacked(file.name, file.read_bytes()):
            text = unicodedata.normalize("NFC", data.decode("utf-8", "replace"))
            for read in (text, html.unescape(text), unquote(text), _unescaped(text), re.sub(r"<[^<>]*>", "", text)):
                yield re.sub("[\u00ad\u200b]", "", read).casefold()
        yield str(file.relative_to(path.parent)).casefold()


def _unescaped(text: str) -> str:
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text)


def _unpacked(name: str, data: bytes) -> Iterator[bytes]:
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                yield member.encode()
                yield archive.read(member)
    elif data[:4] == b"PAR1":
        table = pyarrow.parquet.read_table(io.BytesIO(data))
        yield str(table.to_pydict()).encode()
    else:
        yield data
