"""The extractor of figures: words -> drafts -> what the clause says -> rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from sayso.encoders.analysis import Analysis
from sayso.model import Document, Extraction, Figure, Place, Span, Time, row_id
from sayso.model.records import FigureKind
from sayso.text.clocks import live_clocks

from .clause import direction, is_part, said
from .profile import Profile, profile
from .reading import drafts
from .words import read


def extract_figures(
    text: str,
    analysis: Analysis,
    *,
    document: str = "",
    times: Sequence[Time] = (),
    places: Sequence[Place] = (),
    reading: Profile | None = None,
) -> tuple[Figure, ...]:
    """The figures of ``text`` in order. ``document`` enters the ids; ``times`` and ``places`` of the same text
    sharpen what is a date and where and when a figure holds, and may be left out; ``reading`` is the profile
    (default: ``ledger``). ``statement`` and ``part_of`` are filled by :func:`sayso.linking.figures.link_figures`.
    """
    chosen = profile() if reading is None else reading
    words = read(text, analysis.tokens, analysis.sentences)
    covered = sorted((*((t.start, t.end) for t in times), *live_clocks(text)))
    found = drafts(words, chosen, covered)
    known = sorted((p.start, p.end, p.name or p.text) for p in places)
    in_order = sorted(times, key=lambda t: (t.start, t.end))
    rows: list[Figure] = []
    measures: list[str] = []
    for n, draft in enumerate(found):
        start, end = words.start[draft.first], words.end[draft.stop - 1]
        clause = said(words, found, n, in_order, known, measures)
        measures.append(clause.measure)
        floor, limit = words.bounds[words.sentence[draft.number]]
        kind: FigureKind = "total"
        if draft.increment:
            kind = "increment"
        elif draft.part or is_part(words, draft, floor, limit):
            kind = "part"
        span = Span(start, end)
        rows.append(
            Figure(
                id=row_id(document, "figure", (span,), str(words.start[draft.number])),
                start=start,
                end=end,
                text=text[start:end],
                low=_whole(draft.low),
                high=_whole(draft.high),
                typical_low=_whole(draft.typical_low),
                typical_high=_whole(draft.typical_high),
                unit=draft.unit if draft.unit is not None else _unit(draft.counted, draft.family),
                counted=draft.counted,
                measure=clause.measure,
                group=clause.group,
                place=clause.place,
                as_of=clause.as_of,
                kind=kind,
                rule=draft.rule,
                direction=_direction(draft.direction or direction(words, draft, floor)),
                profile=chosen.name,
            )
        )
    return tuple(rows)


def _direction(told: str | None) -> Literal["up", "down"] | None:
    return "up" if told == "up" else "down" if told == "down" else None


def _unit(counted: str | None, family: str) -> str | None:
    return "people" if counted == "people" and family == "count" else None


def _whole(value: float | None) -> float | None:
    """A whole number without its ``.0``; anything else rounded to hundredths."""
    if value is None:
        return None
    return int(value) if value == int(value) else round(value, 2)


class QuantityExtractor:
    """Figures of a document; wants its times and places, works without."""

    name = "quantity"
    needs: tuple[str, ...] = ("times", "places")
    gives: tuple[str, ...] = ("figures",)

    def extract(self, document: Document, analysis: Analysis, rows: Extraction) -> Extraction:
        """Return ``rows`` with the document's figures added, in text order."""
        found = extract_figures(document.text, analysis, document=document.id, times=rows.times, places=rows.places)
        return Extraction(
            document=rows.document,
            regions=rows.regions,
            statements=rows.statements,
            figures=tuple(sorted((*rows.figures, *found), key=lambda f: (f.start, f.end))),
            times=rows.times,
            places=rows.places,
            mentions=rows.mentions,
            caveats=rows.caveats,
        )
