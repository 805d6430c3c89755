"""A report with its marks: the text in pieces, each knowing which rows it belongs to, and the rows beside it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sayso.model import Caveat, Document, Extraction, Figure, Mention, Place, Quote, Statement, Time

WINDOW = 36_000  # characters of a report on one page: about six thousand words

# What a piece can be, in the order in which the legend names them; each can be muted.
LAYERS = (
    ("source", "who speaks"),
    ("cue", "the words that tie"),
    ("content", "what is said"),
    ("hedge", "hedges"),
    ("figure", "figures"),
    ("time", "times"),
    ("place", "places"),
    ("name", "names"),
    ("caveat", "caveats"),
    ("furniture", "furniture"),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with one set of marks. ``rows``: ids of the rows that it belongs to, innermost last.

    ``begins``: ids of rows whose first character this is (a row's address on the page).
    """

    start: int
    text: str
    layers: tuple[str, ...]
    rows: tuple[str, ...]
    begins: tuple[str, ...]
    depth: int = 0  # statements that hold it


@dataclass(frozen=True, slots=True)
class Entry:
    """A row beside the text, in text order. ``kind``: statement, figure, time, place, name, caveat."""

    id: str
    kind: str
    start: int
    end: int
    words: str
    row: Statement | Figure | Time | Place | Mention | Caveat
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Reading:
    """One window of a report. ``part`` runs from 1 to ``parts``."""

    document: Document
    paragraphs: tuple[tuple[Piece, ...], ...]
    entries: tuple[Entry, ...]
    part: int
    parts: int


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    layer: str
    row: str
    first: bool = True  # whether the row's address stands here


def window_of(text: str, rows: Extraction, part: int | None = None, row: str | None = None) -> int:
    """The number of a window: ``part`` where it is given, else of the one that holds ``row``, else of the first."""
    bounds = windows(text)
    if part is None and row and len(bounds) > 1:
        chosen = next((e for e in _entries(rows) if e.id == row), None)
        part = 1 + next((n for n, (_, e) in enumerate(bounds) if chosen and chosen.start < e), 0)
    return min(max(part or 1, 1), len(bounds))


def reading(document: Document, rows: Extraction, part: int = 1) -> Reading:
    """The window ``part`` of a report."""
    bounds = windows(document.text)
    entries = tuple(_entries(rows))
    start, end = bounds[part - 1]
    return Reading(
        document,
        paragraphs(document.text, rows, start, end),
        tuple(e for e in entries if start <= e.start < end),
        part,
        len(bounds),
    )


def paragraphs(text: str, rows: Extraction, start: int, end: int) -> tuple[tuple[Piece, ...], ...]:
    """A stretch of the text as paragraphs of marked pieces."""
    marks = [m for m in _marks(rows) if m.start < end and m.end > start]
    return tuple(_paragraphs(list(_pieces(text, marks, start, end))))


def windows(text: str) -> list[tuple[int, int]]:
    """Stretches of about :data:`WINDOW` characters that break at a line's end where there is one."""
    out = []
    start = 0
    while start < len(text):
        end = min(start + WINDOW, len(text))
        if end < len(text):
            line = text.rfind("\n", start + WINDOW // 2, end)
            end = line + 1 if line > 0 else end
        out.append((start, end))
        start = end
    return out or [(0, 0)]


def _marks(rows: Extraction) -> Iterator[_Mark]:
    for statement in rows.statements:
        for n, quote in enumerate(statement.content):
            yield _Mark(quote.start, quote.end, "content", statement.id, n == 0)
        parts: tuple[tuple[str, Iterable[Quote | None]], ...] = (
            ("source", (statement.source,)), ("cue", (statement.cue,)), ("hedge", statement.hedges),
        )  # fmt: skip
        for layer, quotes in parts:
            for q in quotes:
                if q:
                    yield _Mark(q.start, q.end, layer, statement.id, not statement.content and layer == "source")
    kinds: tuple[tuple[str, Iterable[Figure | Time | Place | Mention | Caveat]], ...] = (
        ("figure", rows.figures), ("time", rows.times), ("place", rows.places), ("name", rows.mentions),
        ("caveat", rows.caveats),
    )  # fmt: skip
    for layer, some in kinds:
        for row in some:
            yield _Mark(row.start, row.end, layer, row.id)
    for region in rows.regions:
        layer = "furniture" if region.kind in ("boilerplate",) else f"region-{region.kind}"
        yield _Mark(region.start, region.end, layer, "", first=False)


def _pieces(text: str, marks: list[_Mark], start: int, end: int) -> Iterator[Piece]:
    """The text cut wherever a mark begins or ends: one sweep, so that overlapping marks need no nesting."""
    cuts = sorted({start, end, *(max(m.start, start) for m in marks), *(min(m.end, end) for m in marks)})
    waiting = sorted(marks, key=lambda m: (m.start, -m.end, m.layer, m.row))
    active: list[_Mark] = []
    n = 0
    for left, right in itertools.pairwise(cuts):
        active = [m for m in active if m.end > left]
        begins: list[str] = []
        while n < len(waiting) and max(waiting[n].start, start) <= left:
            mark = waiting[n]
            n += 1
            if mark.end > left:
                active.append(mark)
                if mark.first and mark.start >= start:
                    begins.append(mark.row)
        ordered = sorted(active, key=lambda m: (m.start - m.end, m.layer, m.row))
        yield Piece(
            left,
            text[left:right],
            tuple(dict.fromkeys(m.layer for m in ordered)),
            tuple(dict.fromkeys(m.row for m in ordered if m.row)),
            tuple(dict.fromkeys(begins)),
            sum(m.layer == "content" for m in active),
        )


def _paragraphs(pieces: list[Piece]) -> Iterator[tuple[Piece, ...]]:
    """Pieces grouped by the text's own lines; empty lines part paragraphs and are not shown."""
    out: list[Piece] = []
    for piece in pieces:
        rest, at, begins = piece.text, piece.start, piece.begins
        while "\n" in rest:
            head, _, rest = rest.partition("\n")
            if head or begins:
                out.append(Piece(at, head, piece.layers, piece.rows, begins, piece.depth))
                begins = ()
            if any(p.text.strip() for p in out):
                yield tuple(out)
                out = []
            at += len(head) + 1
        if rest or begins:
            out.append(Piece(at, rest, piece.layers, piece.rows, begins, piece.depth))
    if any(p.text.strip() for p in out):
        yield tuple(out)


def _entries(rows: Extraction) -> Iterator[Entry]:
    parents = {s.id: s.parent for s in rows.statements}

    def depth(statement: str | None) -> int:
        n, seen = 0, set()
        while statement and statement not in seen:
            seen.add(statement)
            n, statement = n + 1, parents.get(statement)
        return n

    found: list[Entry] = []
    for s in rows.statements:
        quotes = s.content or tuple(q for q in (s.source, s.cue) if q)
        words = " … ".join(q.text for q in s.content)
        found.append(
            Entry(s.id, "statement", quotes[0].start, quotes[-1].end, words, s, depth(s.parent))
            if quotes
            else Entry(s.id, "statement", 0, 0, words, s)
        )
    found += [Entry(f.id, "figure", f.start, f.end, f.text, f, depth(f.statement)) for f in rows.figures]
    others: tuple[tuple[str, Iterable[Time | Place | Mention | Caveat]], ...] = (
        ("time", rows.times), ("place", rows.places), ("name", rows.mentions), ("caveat", rows.caveats),
    )  # fmt: skip
    for kind, some in others:
        found += [Entry(r.id, kind, r.start, r.end, r.text, r) for r in some]
    order = ("statement", "caveat", "figure", "time", "place", "name")
    yield from sorted(found, key=lambda e: (e.start, -e.end, order.index(e.kind), e.id))
