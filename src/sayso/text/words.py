"""Where each word of a text stands: one pass, shared by whatever looks for listed words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate

_WORD = re.compile(r"(\w+)")
_TEXTS = 4  # texts remembered; bounds the memory, not the result


@lru_cache(maxsize=_TEXTS)
def _read(text: str) -> tuple[list[str], list[int]]:
    """The words in lower case, and where each begins and ends, by turns."""
    low = text.lower()
    same = len(low) == len(text)  # some capitals have two letters in lower case
    pieces = _WORD.split(low if same else text)  # what stands between words, and every other one a word
    words = pieces[1::2] if same else [word.lower() for word in pieces[1::2]]
    return words, list(accumulate(map(len, pieces[:-1])))


def count(text: str, start: int, end: int) -> int:
    """How many words ``start..end`` holds, whole or in part."""
    borders = _read(text)[1]
    at, stop = bisect_right(borders, start), bisect_left(borders, end)  # odd: inside a word
    return (stop + 1) // 2 - at // 2 if start < end else 0


@lru_cache(maxsize=_TEXTS)
def places(text: str) -> Mapping[str, Sequence[int]]:
    """Every run of word characters, in lower case, with the offsets at which it begins."""
    words, borders = _read(text)
    found: defaultdict[str, list[int]] = defaultdict(list)
    for word, start in zip(words, borders[::2], strict=True):
        found[word].append(start)
    found.default_factory = None  # from here on a word that is not there is a mistake
    return found
