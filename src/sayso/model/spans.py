"""Anchors: half-open ranges of Unicode code points in a document's text layer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True, init=False)
class Span:
    """A half-open range ``start..end`` in code points of one text layer."""

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        if not 0 <= start <= end:
            raise ValueError(f"not a span: {start}..{end}")
        _START(self, start)
        _END(self, end)

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether the two ranges share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this range."""
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """The words of this range."""
        return text[self.start : self.end]

    def quote(self, text: str) -> Quote:
        """This range with its words, read from the text layer."""
        return Quote(self.start, self.end, text[self.start : self.end])


# The slots' own setters: a report makes some hundreds of spans, and a frozen class's usual way takes twice as long.
_START, _END = Span.__dict__["start"].__set__, Span.__dict__["end"].__set__


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """An anchored wording: ``text`` is exactly ``layer[start:end]``."""

    start: int
    end: int
    text: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    def holds_in(self, layer: str) -> bool:
        """Whether the text layer still has these words at this place."""
        return layer[self.start : self.end] == self.text
