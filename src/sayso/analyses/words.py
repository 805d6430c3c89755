"""A report's body as a row of words: where each stands, its folded form as a number, whether it is quoted.

Titles, bylines, datelines and furniture are not body. The text is never changed: folding is a view.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from sayso.model import Region
from sayso.text.quotes import inside, quotations

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*|[^\W_]+")
_APART = frozenset(("title", "byline", "dateline", "boilerplate"))
_BRACKETS = re.compile(r"-[LR][RCS]B-")  # brackets as treebank tokenisers write them
Numbers = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Wording:
    """What a body says, word by word, without where it stands: all that passages are aligned by."""

    forms: Numbers  # folded form, hashed to 64 bits
    quoted: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.forms)

    def pack(self) -> bytes:
        """As bytes."""
        return self.forms.tobytes() + np.packbits(self.quoted).tobytes()

    @classmethod
    def unpack(cls, data: bytes, length: int) -> Wording:
        """The inverse of :meth:`pack`, for a body of ``length`` words."""
        quoted = np.unpackbits(np.frombuffer(data, np.uint8, offset=8 * length), count=length)
        return cls(np.frombuffer(data, np.uint64, length), quoted.astype(np.bool_))


@dataclass(frozen=True, slots=True)
class Words(Wording):
    """Words of a body in text order; the four arrays are of one length."""

    starts: NDArray[np.int32]
    ends: NDArray[np.int32]


@lru_cache(maxsize=400_000)
def fold(word: str) -> str:
    """Case, accents, apostrophes and group marks of numbers taken away."""
    if word.isascii():
        bare = word.replace("'", "").lower()
    else:
        parts = unicodedata.normalize("NFKD", word.replace("’", "").replace("ʼ", "").replace("'", ""))
        bare = "".join(c for c in parts if not unicodedata.combining(c)).casefold()
    return bare.replace(",", "") if bare[:1].isdigit() else bare


@lru_cache(maxsize=400_000)
def form_of(word: str) -> int:
    """The folded form as a number of 64 bits, the same on every machine."""
    return int.from_bytes(blake2b(fold(word).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def body_words(text: str, regions: Iterable[Region], *, apart: frozenset[str] = _APART) -> Words:
    """The words of ``text`` outside regions of the kinds ``apart``."""
    outside = bytearray(len(text) + 1)
    for region in regions:
        if region.kind in apart:
            outside[region.start : region.end] = b"\x01" * (region.end - region.start)
    for mark in _BRACKETS.finditer(text):
        outside[mark.start() : mark.end()] = b"\x01" * (mark.end() - mark.start())
    found = [(m.start(), m.end(), m.group()) for m in _WORD.finditer(text) if not outside[m.start()]]
    state = inside(text, [q for q in quotations(text) if q.closed or q.continues])
    starts = np.fromiter((f[0] for f in found), np.int32, len(found))
    return Words(
        np.fromiter((form_of(f[2]) for f in found), np.uint64, len(found)),
        np.frombuffer(bytes(state), np.uint8)[starts] == 1 if found else np.zeros(0, np.bool_),
        starts,
        np.fromiter((f[1] for f in found), np.int32, len(found)),
    )


def words_between(words: Words, start: int, end: int) -> range:
    """Indices of the words that stand wholly or partly in ``start..end``."""
    first = int(np.searchsorted(words.ends, start, side="right"))
    last = int(np.searchsorted(words.starts, end, side="left"))
    return range(first, max(first, last))


def text_words(text: str) -> list[str]:
    """Folded words of a short text."""
    return [fold(m.group()) for m in _WORD.finditer(text)]


def spread(values: Sequence[int]) -> Numbers:
    """Numbers as an array of 64 bits."""
    return np.fromiter(values, np.uint64, len(values))
