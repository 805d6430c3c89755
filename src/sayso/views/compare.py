"""Two reports side by side: shared passages aligned, differences marked."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from sayso.ledger import View
from sayso.model import Document

from .pages.rows import Tie, tie_of

_WORD = re.compile(r"\w+|[^\w\s]")
_MARKS = str.maketrans("“”„«»‘’‚‹›–—", '"""""' + "'''''--")
LONGEST = 30_000  # characters of a side that are aligned
SHORTEST = 4  # words that must agree in a row to count as shared


@dataclass(frozen=True, slots=True)
class Side:
    """A stretch of one report: ``same`` as in the other, or ``only`` here. ``link`` pairs shared stretches."""

    start: int
    text: str
    same: bool
    link: int


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Two reports in stretches, how much of each is shared, and how the analysis relates them."""

    a: Document
    b: Document
    left: tuple[Side, ...]
    right: tuple[Side, ...]
    shared_a: float  # share of a's words that stand in b in the same order
    shared_b: float
    relations: tuple[Tie, ...]
    cut: bool


def compare_page(view: View, a: str, b: str) -> ComparePage:
    """Align two reports. Raises :class:`sayso.errors.RequestError` (``no-such-row``)."""
    one, two = view.document(a), view.document(b)
    relations = view.db.execute(
        """SELECT * FROM relations WHERE a_id IS NULL AND ((a_document = ?1 AND b_document = ?2)
        OR (a_document = ?2 AND b_document = ?1)) ORDER BY relation""",
        (one.id, two.id),
    ).fetchall()
    left, right, words = align(one.text[:LONGEST], two.text[:LONGEST])
    return ComparePage(
        one, two, left, right, words[2] / (words[0] or 1), words[2] / (words[1] or 1),
        tuple(tie_of(r) for r in relations), max(len(one.text), len(two.text)) > LONGEST,
    )  # fmt: skip


def align(a: str, b: str) -> tuple[tuple[Side, ...], tuple[Side, ...], tuple[int, int, int]]:
    """Both texts in stretches, and the words in a, in b and shared; case and shapes of marks do not matter."""
    words_a, words_b = list(_WORD.finditer(a)), list(_WORD.finditer(b))
    plain_a, plain_b = [_plain(w) for w in words_a], [_plain(w) for w in words_b]
    matcher = difflib.SequenceMatcher(None, plain_a, plain_b, autojunk=False)
    blocks = [m for m in matcher.get_matching_blocks() if m.size >= SHORTEST]
    sides = []
    for text, words, starts in ((a, words_a, [m.a for m in blocks]), (b, words_b, [m.b for m in blocks])):
        out, at = [], 0
        for n, (first, block) in enumerate(zip(starts, blocks, strict=True), 1):
            start, end = words[first].start(), words[first + block.size - 1].end()
            if start > at:
                out.append(Side(at, text[at:start], False, 0))
            out.append(Side(start, text[start:end], True, n))
            at = end
        if at < len(text):
            out.append(Side(at, text[at:], False, 0))
        sides.append(tuple(out))
    return sides[0], sides[1], (len(words_a), len(words_b), sum(m.size for m in blocks))


def _plain(word: re.Match[str]) -> str:
    """A word or mark as it is compared: a reprint's curly quotation marks are no difference."""
    return word.group().casefold().translate(_MARKS)
