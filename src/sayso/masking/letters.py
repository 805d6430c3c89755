"""A word as a reader sees it: without what is invisible, its accents on their letters, its letters of one script."""

from __future__ import annotations

import re
import unicodedata

MARKS = "\u0300-\u036f"  # accents that stand as characters of their own
UNSEEN = "\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_STRIPPED = re.compile(rf"[{UNSEEN}\s‐-]")
_INVISIBLE = re.compile(f"[{UNSEEN}]")
_LOOK_ALIKE = dict(zip("аеорсухіјѕԁһԛԝАВЕКМНОРСТУХІЈЅ", "aeopcyxijsdhqwABEKMHOPCTYXIJS", strict=True))
_LATIN = re.compile(r"[A-Za-z]")
_ANY_CYRILLIC = re.compile(r"[А-яЁёІіЇїЄєҐґЎў]")


def seen(text: str) -> str:
    """A text without characters that nobody sees, accents on their letters."""
    return text if text.isascii() else unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def clean(word: str) -> str:
    """A word without what nobody sees in it, its accents on their letters, and its letters of one script."""
    if word.isascii() and word.isalpha():
        return word
    plain = unicodedata.normalize("NFKC", _STRIPPED.sub("", word))
    if _LATIN.search(plain) and _ANY_CYRILLIC.search(plain):
        plain = "".join(_LOOK_ALIKE.get(c, c) for c in plain)
    return plain.replace("ё", "е").replace("Ё", "Е")
