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
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sayso.model import Span
from sayso.text.quotes import Quotation, inside

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LIMIT = 160  # pieces in a window, the two outer separators included
SLICE_LIMIT = 128  # pieces read again for one cue
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


class _Kinds(dict[int, str]):
    """Code point -> ``u`` capital letter, ``l`` other letter, ``d`` digit, ``n`` other number, ``x`` anything else."""

    def __missing__(self, point: int) -> str:
        c = chr(point)
        if c.isalpha():
            return "u" if c.isupper() else "l"
        return "d" if c.isdigit() else "n" if c.isalnum() else "x"


_KINDS = _Kinds()
_KINDS.update({point: _KINDS[point] for point in range(0x500)})
_SHAPE_OF = np.full(128, 4, np.int64)  # by what the first character is
_SHAPE_OF[[ord("u"), ord("l"), ord("d")]] = 1, 0, 3
_INNER, _CAPITALS = 5, 2
_WORD_LIMIT = 24  # letters looked at to tell whether a word is all capitals


def _shapes(text: str, starts: NDArray[np.int64], ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """The shape of the pieces ``starts..ends``."""
    kinds = np.frombuffer(text.translate(_KINDS).encode("ascii"), np.uint8)
    first = kinds[starts]
    shapes = _SHAPE_OF[first]
    before = np.where(starts > 0, kinds[starts - 1], ord("x"))
    for k in np.flatnonzero(first == ord("u")).tolist():
        start, stop = int(starts[k]), int(ends[k])
        while stop < len(text) and stop - start < _WORD_LIMIT and text[stop].isalpha():
            stop += 1
        if stop - start > 1 and text[start:stop].isupper():
            shapes[k] = _CAPITALS
    shapes[(before != ord("x")) & (first != ord("x"))] = _INNER
    return shapes


class _Builder:
    """Windows in the making, as lists of piece numbers; two numbers past the last stand for the separators."""

    def __init__(self, columns: NDArray[np.int64]) -> None:
        ends = [(CLS, 4, 0, -1, -1), (SEP, 4, 0, -1, -1)]
        self.columns = np.concatenate([columns, np.array(ends, np.int64).T], axis=1)
        self.opens, self.parts = columns.shape[1], columns.shape[1] + 1
        self._fresh()

    def _fresh(self) -> None:
        self.rows, self.sentences, self.block, self.line = [self.opens], list[tuple[int, int]](), list[int](), -1

    def add(self, first: int, last: int, line: int, block: int) -> None:
        if self.block and self.line != line:
            self.rows.append(self.parts)
        begin = len(self.rows)
        self.rows.extend(range(first, last))
        self.sentences.append((begin, len(self.rows)))
        self.block.append(block)
        self.line = line

    def close(self) -> Window:
        columns = np.take(self.columns, [*self.rows, self.parts], axis=1)
        ids, shape, quoted, starts, ends = columns
        window = Window(ids, shape, quoted, starts, ends, tuple(self.sentences), tuple(self.block))
        self._fresh()
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
    offsets = np.array(encoded.offsets, np.int64).reshape(-1, 2)
    held = offsets[:, 1] > offsets[:, 0]
    starts, stops = offsets[held].T
    state = np.frombuffer(inside(text, quoted), np.uint8)
    builder = _Builder(
        np.stack([np.array(encoded.ids, np.int64)[held], _shapes(text, starts, stops), state[starts], starts, stops])
    )
    ends = [p.end for p in paragraphs]
    blocks = _blocks(text, paragraphs)
    borders = np.searchsorted(starts, [(s.start, s.end) for s in sentences]).tolist()
    made: list[Window] = []
    spans: list[tuple[int, int, int]] = []
    for sentence, (first, last) in zip(sentences, borders, strict=True):
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
_BY_DISTANCE = np.searchsorted([1, 2, 3, 4, 6, 9, 14, 24], np.arange(26))  # steps, by pieces


def distances(size: int, first: int, last: int, bare: bool) -> NDArray[np.int64]:
    """For each of ``size`` pieces how far before or after the cue ``first..last`` it stands, in steps."""
    first = max(0, first)
    cue = np.full(last - first, 19 if bare else 0)
    far = np.minimum(np.arange(max(first, size - last), 0, -1), len(_BY_DISTANCE) - 1)
    steps = _BY_DISTANCE[far]  # the farthest first
    before, after = 1 + steps[len(steps) - first :], 10 + steps[::-1][: max(0, size - last)]
    return np.concatenate([before, cue, after])[:size]


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
