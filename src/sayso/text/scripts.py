"""Which letters a text is written in."""

from __future__ import annotations

import re

_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_UKRAINIAN = re.compile(r"[іїєґІЇЄҐ]")
_SAMPLE = 20_000


def mostly_cyrillic(text: str) -> bool:
    """Whether Cyrillic letters outnumber Latin ones in the first part of the text."""
    head = text[:_SAMPLE]
    return len(_CYRILLIC.findall(head)) > len(_LATIN.findall(head))


def ukrainian(text: str) -> bool:
    """Whether a Cyrillic text has the letters that Ukrainian has and Russian has not."""
    head = text[:_SAMPLE]
    return 100 * len(_UKRAINIAN.findall(head)) > len(_CYRILLIC.findall(head))
