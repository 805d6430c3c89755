"""Ties between rows of one document."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from sayso.encoders.analysis import Analysis
from sayso.model import Caveat, Document, Extraction, Figure, Mention, Place, Time, spans

from .figures import link_figures

R = TypeVar("R", Caveat, Figure, Mention, Place, Time)


def link(document: Document, analysis: Analysis, rows: Extraction) -> Extraction:
    """Rows in text order, tied to each other."""

    def in_order(found: tuple[R, ...]) -> tuple[R, ...]:
        return tuple(sorted(found, key=lambda r: (r.start, r.end, r.id)))

    ordered = replace(
        rows,
        regions=tuple(sorted(rows.regions, key=lambda r: (r.start, r.end, r.kind))),
        statements=tuple(sorted(rows.statements, key=lambda s: (*spans(s)[:1], s.id))),
        figures=in_order(rows.figures),
        times=in_order(rows.times),
        places=in_order(rows.places),
        mentions=in_order(rows.mentions),
        caveats=in_order(rows.caveats),
    )
    return link_figures(document, analysis, ordered)
