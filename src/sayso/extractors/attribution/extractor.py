"""The extractor of statements: possible statements -> accepted, repaired, linked rows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sayso.encoders.analysis import Analysis
from sayso.encoders.encoder import outputs
from sayso.encoders.reading import Found
from sayso.model import Document, Extraction, Span, Statement, row_id
from sayso.text.quotes import quotations
from sayso.text.scripts import mostly_cyrillic
from sayso.text.sentences import unbroken

from . import alone, cyrillic, engine, listed, passages
from .completion import completed
from .inventory import Inventory
from .leads import turned
from .mending import mended
from .shape import Quoted, trimmed

_SKIPPED = ("boilerplate", "byline", "dateline")


def extract(document: Document, analysis: Analysis, skipped: Sequence[Span] = ()) -> tuple[Statement, ...]:
    """The statements of a document, in text order. Without a model's reading, those that rules find.

    No content reaches into the ``skipped`` ranges (furniture, bylines, datelines); a statement that lies wholly
    in them is none.
    """
    text = unbroken(document.text, analysis.paragraphs)  # a rule that stops at a line's end means the paragraph's
    held, reading = outputs(analysis)
    quoted = Quoted(text, held or quotations(text, analysis.paragraphs))
    found: tuple[Found, ...]
    if reading is not None:
        found = tuple(mended(text, analysis.sentences, reading.found))
    elif mostly_cyrillic(text):
        found = cyrillic.find(text, analysis.sentences, quoted)
    else:
        found = listed.find(text, analysis.sentences, quoted)
    names = Inventory(text, reading.names if reading is not None else ())
    made = turned(text, analysis.sentences, quoted, engine.drafts(names, quoted, found))
    if not mostly_cyrillic(text):
        made = completed(names, quoted, made)
        made = sorted((*made, *passages.spoken(text, made)), key=lambda d: (d.anchor, d.extent))
        alone_too = (*made, *alone.left_over(names, analysis.sentences, quoted, made))
        made = sorted(alone_too, key=lambda d: (d.anchor, d.extent))
    if reading is not None:
        made = engine.likely(text, quoted, made)
    made = [d for d in (_outside(text, d, skipped) for d in made) if d is not None]
    return engine.statements(document, names, quoted, made)


def narrated(
    document: Document, analysis: Analysis, rows: Iterable[Statement], figures: Iterable[Span]
) -> tuple[Statement, ...]:
    """The outlet's own assertions that carry a figure: one row for each sentence that holds a figure which
    no statement of ``rows`` holds.
    """
    covered = bytearray(len(document.text))
    for quote in (q for r in rows for q in r.content):
        covered[quote.start : quote.end] = b"\x01" * (quote.end - quote.start)
    free = sorted(f.start for f in figures if not covered[f.start])
    made = []
    for s in analysis.sentences:
        at = bisect_left(free, s.start)
        if at == len(free) or free[at] >= s.end:
            continue
        end = s.end
        while end > s.start and document.text[end - 1] in " .":
            end -= 1
        span = Span(s.start, end)
        made.append(
            Statement(
                id=row_id(document.id, "statement", [span], "narrated"),
                type="narrated", content=(span.quote(document.text),), source=None, cue=None, chain=(),
                identification="unspecified", stance="neutral", factuality="CT+", confidence=0.9,
                rule="narrated",
            )
        )  # fmt: skip
    return tuple(made)


def _outside(text: str, d: engine.Draft, skipped: Sequence[Span]) -> engine.Draft | None:
    """The draft without what its content has in skipped ranges; ``None`` where nothing is left."""
    content = list(d.content)
    for region in skipped:
        left: list[Span] = []
        for c in content:
            if not c.overlaps(region):
                left.append(c)
                continue
            for start, end in ((c.start, region.start), (region.end, c.end)):
                part = trimmed(text, Span(start, end)) if start < end else None
                if part is not None:
                    left.append(part)
        content = left
    if content == list(d.content):
        return d
    return replace(d, content=tuple(content)) if content else None


class AttributionExtractor:
    """Statements of a document; narrated ones are added once figures are known."""

    name = "attribution"
    needs: tuple[str, ...] = ("regions",)
    gives: tuple[str, ...] = ("statements",)

    def extract(self, document: Document, analysis: Analysis, rows: Extraction) -> Extraction:
        """Return ``rows`` with the document's statements; none begins in furniture, bylines or datelines."""
        skipped = [Span(r.start, r.end) for r in rows.regions if r.kind in _SKIPPED]
        return replace(rows, statements=(*rows.statements, *extract(document, analysis, skipped)))
