"""Where each word of a text stands: one pass, shared by whatever looks for listed words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

_WORD = re.compile(r"\w+")
_TEXTS = 4  # texts remembered; bounds the memory, not the result


@lru_cache(maxsize=_TEXTS)
def places(text: str) -> Mapping[str, tuple[int, ...]]:
    """Every run of word characters, in lower case, with the offsets at which it begins."""
    found: dict[str, list[int]] = {}
    for m in _WORD.finditer(text):
        word = m.group().lower()
        if word in found:
            found[word].append(m.start())
        else:
            found[word] = [m.start()]
    return {word: tuple(at) for word, at in found.items()}
