"""Words, numbers and marks with their offsets. The text is never changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import overload

from sayso.model import Span

# A word keeps inner apostrophes and hyphens; a number keeps its group and decimal marks; else one character.
# Plain words come first: a class of ASCII letters is scanned several times faster than one of all letters.
_TOKEN = re.compile(
    r"([A-Za-z]++(?![^\W\d_]|['’ʼ\-‐‑])"
    r"|\d+(?:[.,]\d+)*"
    r"|[^\W\d_]+(?:['’ʼ\-‐‑][^\W\d_]+)*"
    r"|[^\W_]+"
    r"|\S)"
)


class Tokens(Sequence[Span]):
    """Tokens in order; ``offsets`` has their borders, a span is made when it is asked for."""

    __slots__ = ("offsets",)

    def __init__(self, offsets: tuple[tuple[int, int], ...]) -> None:
        self.offsets = offsets

    def __len__(self) -> int:
        return len(self.offsets)

    @overload
    def __getitem__(self, at: int) -> Span: ...
    @overload
    def __getitem__(self, at: slice) -> Tokens: ...
    def __getitem__(self, at: int | slice) -> Span | Tokens:
        return Tokens(self.offsets[at]) if isinstance(at, slice) else Span(*self.offsets[at])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tokens) and self.offsets == other.offsets

    def __hash__(self) -> int:
        return hash(self.offsets)


def tokens(text: str, start: int = 0, end: int | None = None) -> Tokens:
    """Tokens of ``text[start:end]`` as spans of ``text``, in order; white space belongs to none."""
    stop = len(text) if end is None else end
    pieces = _TOKEN.split(text[start:stop])  # white space, and every other one a token
    borders = list(accumulate(map(len, pieces), initial=start))
    return Tokens(tuple(zip(borders[1:-1:2], borders[2::2], strict=True)))
