"""The key under which a name is looked up, and its hashes."""

from __future__ import annotations

import unicodedata
import zlib
from functools import lru_cache

_MARKS = str.maketrans(
    {
        "’": None, "‘": None, "'": None, "ʼ": None, "ʻ": None, "`": None, "´": None, "ʿ": None, "ʾ": None,
        ".": None, "-": " ", "‐": " ", "‑": " ", "–": " ", "/": " ", ",": " ", "&": " and ",
        "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ð": "d", "þ": "th", "æ": "ae", "Æ": "ae",
        "œ": "oe", "ß": "ss", "ı": "i", "ə": "e", "Ə": "e",
    }
)  # fmt: skip


_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}


@lru_cache(maxsize=65536)
def key(name: str) -> str:
    """The name in lower case without accents, apostrophes, stops and a leading article."""
    text = name.translate(_MARKS)
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    text = " ".join(text.casefold().split())
    if text.startswith("the "):
        text = text[4:]
    head, _, tail = text.partition(" ")
    return f"{_SHORT[head]} {tail}" if tail and head in _SHORT else text


def hashed(word: str) -> tuple[int, int]:
    """A 32-bit hash of a key and 16 bits to check it by."""
    data = word.encode()
    return zlib.crc32(data), zlib.adler32(data) & 0xFFFF ^ (len(data) << 11 & 0xFFFF)
