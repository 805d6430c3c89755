"""Where each word of a text stands: one pass, shared by whatever looks for listed words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

_WORD = re.compile(r"\w+")
_TEXTS = 4  # texts remembered; bounds the memory, not the result


@lru_cache(maxsize=_TEXTS)
def places(text: str) -> Mapping[str, Sequence[int]]:
    """Every run of word characters, in lower case, with the offsets at which it begins."""
    found: dict[str, list[int]] = {}
    low = text.lower()
    same = len(low) == len(text)  # some capitals have two letters in lower case
    for m in _WORD.finditer(low if same else text):
        word = m.group() if same else m.group().lower()
        at = found.get(word)
        if at is None:
            found[word] = [m.start()]
        else:
            at.append(m.start())
    return found
