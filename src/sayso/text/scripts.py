"""Which script a letter belongs to, and which one a text is written in.

Blocks are those of the Unicode Standard (chapters 7 to 18), by their first and last code point.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter

_RANGES: tuple[tuple[int, int, str], ...] = (
    (0x0041, 0x024F, "Latin"), (0x0250, 0x02AF, "Latin"), (0x0370, 0x03FF, "Greek"),
    (0x0400, 0x052F, "Cyrillic"), (0x0530, 0x058F, "Armenian"), (0x0590, 0x05FF, "Hebrew"),
    (0x0600, 0x06FF, "Arabic"), (0x0700, 0x074F, "Syriac"), (0x0750, 0x077F, "Arabic"),
    (0x0780, 0x07BF, "Thaana"), (0x08A0, 0x08FF, "Arabic"), (0x0900, 0x097F, "Devanagari"),
    (0x0980, 0x09FF, "Bengali"), (0x0A00, 0x0A7F, "Gurmukhi"), (0x0A80, 0x0AFF, "Gujarati"),
    (0x0B00, 0x0B7F, "Oriya"), (0x0B80, 0x0BFF, "Tamil"), (0x0C00, 0x0C7F, "Telugu"),
    (0x0C80, 0x0CFF, "Kannada"), (0x0D00, 0x0D7F, "Malayalam"), (0x0D80, 0x0DFF, "Sinhala"),
    (0x0E00, 0x0E7F, "Thai"), (0x0E80, 0x0EFF, "Lao"), (0x0F00, 0x0FFF, "Tibetan"),
    (0x1000, 0x109F, "Myanmar"), (0x10A0, 0x10FF, "Georgian"), (0x1100, 0x11FF, "Hangul"),
    (0x1200, 0x139F, "Ethiopic"), (0x1780, 0x17FF, "Khmer"), (0x1800, 0x18AF, "Mongolian"),
    (0x1C80, 0x1C8F, "Cyrillic"), (0x1E00, 0x1EFF, "Latin"), (0x1F00, 0x1FFF, "Greek"),
    (0x2C60, 0x2C7F, "Latin"), (0x2DE0, 0x2DFF, "Cyrillic"), (0x3040, 0x309F, "Hiragana"),
    (0x30A0, 0x30FF, "Katakana"), (0x3130, 0x318F, "Hangul"), (0x31F0, 0x31FF, "Katakana"),
    (0x3400, 0x4DBF, "Han"), (0x4E00, 0x9FFF, "Han"), (0xA640, 0xA69F, "Cyrillic"),
    (0xA720, 0xA7FF, "Latin"), (0xAC00, 0xD7AF, "Hangul"), (0xF900, 0xFAFF, "Han"),
    (0xFB50, 0xFDFF, "Arabic"), (0xFE70, 0xFEFF, "Arabic"), (0x20000, 0x3134F, "Han"),
)  # fmt: skip
_STARTS = tuple(start for start, _, _ in _RANGES)
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_SAMPLE = 20_000


def script(letter: str) -> str | None:
    """The script of one character; ``None`` for what is no letter or stands in no listed block."""
    if not letter.isalpha():
        return None
    at = bisect_right(_STARTS, ord(letter)) - 1
    if at < 0:
        return None
    _, end, name = _RANGES[at]
    return name if ord(letter) <= end else None


def scripts(text: str) -> dict[str, int]:
    """How many letters of each script the text has, most first (ties by name)."""
    counts: Counter[str] = Counter()
    for letter, times in Counter(text).items():
        name = script(letter)
        if name is not None:
            counts[name] += times
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def main_script(text: str) -> str | None:
    """The script of most letters, or ``None`` where there is no letter."""
    return next(iter(scripts(text)), None)


def mostly_cyrillic(text: str) -> bool:
    """Whether Cyrillic letters outnumber Latin ones in the first part of the text."""
    head = text[:_SAMPLE]
    found = len(_CYRILLIC.findall(head)) if not head.isascii() else 0
    return found > 0 and found > len(_LATIN.findall(head))
