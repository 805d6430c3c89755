"""A document as windows of word pieces for the encoder: offsets kept, the text never changed.

A window holds whole paragraphs where they fit and whole sentences where they do not; paragraphs are parted by
a separator. Each piece carries, besides its id, the shape of its letters and whether it stands inside
quotation marks, both of which an uncased vocabulary loses.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from sayso.model import Span
from sayso.text.quotes import Quotation, inside

LIMIT = 160  # pieces in a window, the two outer separators included
SLICE_LIMIT = 128  # pieces read again for one cue
SHAPES = 6  # lower, capitalised, all capitals, digit, mark, inner piece
CLS, SEP = 101, 102


@dataclass(frozen=True, slots=True)
class Window:
    """Arrays of one length ``T``; separators have the empty range ``-1..-1`` as their offsets."""

    ids: NDArray[np.int64]
    shape: NDArray[np.int64]
    quoted: NDArray[np.int64]  # 0 outside quotation marks, 1 inside, 2 a mark
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    sentences: tuple[tuple[int, int], ...]  # piece ranges, in order
    block: tuple[int, ...]  # block number of each sentence: lines with no empty line between them

    def __len__(self) -> int:
        return len(self.ids)


def _shape(text: str, start: int, end: int) -> int:
    piece = text[start:end]
    first = piece[:1]
    if start > 0 and text[start - 1].isalnum() and first.isalnum():
        return 5
    if first.isdigit():
        return 3
    if not first.isalpha():
        return 4
    if not first.isupper():
        return 0
    stop = end
    while stop < len(text) and stop - start < 24 and text[stop].isalpha():
        stop += 1
    word = text[start:stop]
    return 2 if len(word) > 1 and word.isupper() else 1


@dataclass(slots=True)
class _Builder:
    text: str
    pieces: Sequence[tuple[int, int, int]]  # id, start, end
    state: bytearray
    rows: list[tuple[int, int, int, int, int]]
    sentences: list[tuple[int, int]]
    block: list[int]
    line: int = -1

    def add(self, first: int, last: int, line: int, block: int) -> None:
        if self.block and self.line != line:
            self.rows.append((SEP, 4, 0, -1, -1))
        begin = len(self.rows)
        for k in range(first, last):
            piece, start, end = self.pieces[k]
            self.rows.append((piece, _shape(self.text, start, end), self.state[start], start, end))
        self.sentences.append((begin, len(self.rows)))
        self.block.append(block)
        self.line = line

    def close(self) -> Window:
        self.rows.append((SEP, 4, 0, -1, -1))
        columns = np.array(self.rows, dtype=np.int64).T
        ids, shape, quoted, starts, ends = (np.ascontiguousarray(c) for c in columns)
        window = Window(ids, shape, quoted, starts, ends, tuple(self.sentences), tuple(self.block))
        self.rows, self.sentences, self.block = [(CLS, 4, 0, -1, -1)], [], []
        return window


def windows(
    text: str,
    paragraphs: Sequence[Span],
    sentences: Sequence[Span],
    quoted: Sequence[Quotation],
    tokenizer: Tokenizer,
) -> tuple[Window, ...]:
    """Windows that cover every sentence of ``text`` once, in order.

    ``tokenizer`` is an uncased word-piece tokenizer with no truncation and no padding set.
    """
    encoded = tokenizer.encode(text, add_special_tokens=False)
    pieces = [(i, s, e) for i, (s, e) in zip(encoded.ids, encoded.offsets, strict=True) if e > s]
    begins = [p[1] for p in pieces]
    ends = [p.end for p in paragraphs]
    builder = _Builder(text, pieces, inside(text, quoted), [(CLS, 4, 0, -1, -1)], [], [])
    blocks = _blocks(text, paragraphs)
    made: list[Window] = []
    spans: list[tuple[int, int, int]] = []
    for sentence in sentences:
        first, last = bisect_left(begins, sentence.start), bisect_left(begins, sentence.end)
        number = bisect_left(ends, sentence.end)
        for at in range(first, last, LIMIT - 4):
            spans.append((at, min(last, at + LIMIT - 4), number))
    for k, (first, last, number) in enumerate(spans):
        opens = k == 0 or spans[k - 1][2] != number
        need = last - first
        if opens:  # keep a paragraph whole where it fits a window
            whole = sum(b - a for a, b, n in _same_paragraph(spans, k))
            need = whole if whole <= LIMIT - 3 else need
        if builder.sentences and len(builder.rows) + need + 2 > LIMIT:
            made.append(builder.close())
        builder.add(first, last, number, blocks[number])
    if builder.sentences:
        made.append(builder.close())
    return tuple(made)


def _blocks(text: str, paragraphs: Sequence[Span]) -> list[int]:
    """The block number of each line."""
    found = [0]
    for before, after in pairwise(paragraphs):
        found.append(found[-1] + (text.count("\n", before.end, after.start) > 1))
    return found


def _same_paragraph(spans: Sequence[tuple[int, int, int]], k: int) -> list[tuple[int, int, int]]:
    found, number, size = [], spans[k][2], 0
    while k < len(spans) and spans[k][2] == number and size <= LIMIT:
        found.append(spans[k])
        size += spans[k][1] - spans[k][0]
        k += 1
    return found


MARKS = 20  # 0 the cue, 1..9 before it by distance, 10..18 after it, 19 where a cueless statement begins
_STEPS = np.array([1, 2, 3, 4, 6, 9, 14, 24])


def distances(size: int, first: int, last: int, bare: bool) -> NDArray[np.int64]:
    """For each of ``size`` pieces how far before or after the cue ``first..last`` it stands, in steps."""
    at = np.arange(size)
    before, after = first - at, at - last + 1
    marks = np.where(before > 0, 1 + np.searchsorted(_STEPS, before), 0)
    marks = np.where(after > 0, 10 + np.searchsorted(_STEPS, after), marks)
    if bare:
        marks[max(0, first) : last] = 19
    return np.asarray(marks, dtype=np.int64)


def slice_for(window: Window, piece: int) -> tuple[int, int]:
    """The piece range that is read again for a cue at ``piece``: its sentence, with the quotations it meets.

    A neighbouring sentence of the same block is taken in where a quotation runs over the border or
    stands right beside it; the range never exceeds ``SLICE_LIMIT`` pieces.
    """
    starts = [s for s, _ in window.sentences]
    k = max(0, bisect_left(starts, piece + 1) - 1)
    low = high = k
    quoted = window.quoted

    def size(a: int, b: int) -> int:
        return window.sentences[b][1] - window.sentences[a][0]

    while high + 1 < len(starts) and window.block[high + 1] == window.block[k]:
        last, following = window.sentences[high][1] - 1, window.sentences[high + 1][0]
        if quoted[last] != 1 and quoted[following] == 0:
            break
        if size(low, high + 1) > SLICE_LIMIT:
            break
        high += 1
    while low > 0 and window.block[low - 1] == window.block[k]:
        first, before = window.sentences[low][0], window.sentences[low - 1][1] - 1
        if quoted[first] == 0 and quoted[before] == 0:
            break
        if size(low - 1, high) > SLICE_LIMIT:
            break
        low -= 1
    begin, end = window.sentences[low][0], window.sentences[high][1]
    if end - begin > SLICE_LIMIT:
        begin = max(begin, min(piece - SLICE_LIMIT // 2, end - SLICE_LIMIT))
        end = min(end, begin + SLICE_LIMIT)
    return begin, end
