"""Places: toponyms with a gazetteer id, coordinates and precision, or honestly unresolved."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sayso.encoders.analysis import Analysis
from sayso.model import Document, Extraction, Mention, Place, Region, Span, row_id

from .gazetteer import PRECISION, Entry, gazetteer
from .keys import key
from .resolve import Resolved, resolve
from .toponyms import Toponym, pieces, toponyms, typed_names, word_after, words_before
from .words import words

__all__ = ["PlaceExtractor", "find", "locate"]


def find(
    text: str, analysis: Analysis, regions: Sequence[Region] = (), mentions: Sequence[Mention] = ()
) -> list[Resolved]:
    """The places of a text, each with its gazetteer entry or none.

    Names that ``mentions`` call a person or an organisation are left out, those that they call a place are
    kept even where the gazetteer has none of that name; furniture is left out.
    """
    gaz, lists = gazetteer(), words()
    found = pieces(text, frozenset(s.start for s in analysis.sentences), lists.connector)
    names = toponyms(text, found, gaz, lists)
    furniture = [(r.start, r.end) for r in regions if r.kind in ("boilerplate", "byline")]
    away = _Cover(furniture)
    if furniture or mentions:
        others = [(m.start, m.end) for m in mentions if m.kind in ("person", "organisation", "unit")]
        other = _Cover([*furniture, *others])
        names = [n for n in names if not other.touches(n.start, n.end)]
    marked = [(m.start, m.end) for m in mentions if m.kind == "place"] + typed_names(text, found, lists)
    taken = _Cover((n.start, n.end) for n in names)
    extra = [
        (start, end)
        for start, end in dict.fromkeys(marked)
        if not away.touches(start, end) and not taken.touches(start, end) and text[start:end].lower() not in lists.never
    ]
    if not extra:
        return resolve(text, names, found, lists)
    names = sorted([*names, *_given(text, extra)], key=lambda n: n.start)
    resolved = resolve(text, names, found, lists)
    sure = {(r.start, r.end) for r in resolved}
    lost = [Resolved(start, end, None, "gazetteer:unsure") for start, end in extra if (start, end) not in sure]
    return sorted([*resolved, *lost], key=lambda r: r.start)


def locate(text: str, analysis: Analysis, spans: Iterable[tuple[int, int]]) -> list[Resolved]:
    """The places that the given spans, known to be toponyms, name; one answer each, in their order."""
    lists = words()
    found = pieces(text, frozenset(s.start for s in analysis.sentences), lists.connector)
    return resolve(text, _given(text, list(spans)), found, lists, given=True)


def _given(text: str, spans: Sequence[tuple[int, int]]) -> list[Toponym]:
    keys = [key(text[a:b]) for a, b in spans]
    entries = gazetteer().find(keys)
    return [
        Toponym(start, end, name, entries.get(name, ()), words_before(text, start), word_after(text, end))
        for (start, end), name in zip(spans, keys, strict=True)
    ]


class _Cover:
    """Stretches of a text, merged, so that asking takes the logarithm of their number."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def touches(self, start: int, end: int) -> bool:
        """Whether a stretch shares a code point with ``start..end``."""
        at = bisect_left(self._starts, end) - 1
        return at >= 0 and self._ends[at] > start


def _place(document: str, text: str, found: Resolved) -> Place:
    entry: Entry | None = found.entry
    return Place(
        row_id(document, "places", [Span(found.start, found.end)]),
        found.start,
        found.end,
        text[found.start : found.end],
        _identifier(entry) if entry else None,
        entry.lat if entry else None,
        entry.lon if entry else None,
        PRECISION[entry.kind] if entry else None,
        entry.country or None if entry else None,
        found.rule,
        entry.name if entry else None,
    )


def _identifier(entry: Entry) -> str:
    """``geonames:703448``; areas, seas and rivers that have no id there: ``sayso:black-sea``."""
    return f"geonames:{entry.geonames}" if entry.geonames else "sayso:" + key(entry.name).replace(" ", "-")


class PlaceExtractor:
    """Toponyms resolved against the gazetteer. Works without mentions, and better with them."""

    name = "place"
    needs: tuple[str, ...] = ("regions", "mentions")
    gives: tuple[str, ...] = ("places",)

    def extract(self, document: Document, analysis: Analysis, rows: Extraction) -> Extraction:
        """``rows`` with the document's places."""
        text = document.text
        found = find(text, analysis, rows.regions, rows.mentions)
        return replace(rows, places=(*rows.places, *(_place(document.id, text, f) for f in found)))
