"""W3C Web Annotation (JSON-LD): one annotation a row, with TextQuote and TextPosition selectors.

Web Annotation Data Model, W3C Recommendation of 23 February 2017, sections 3.2 and 4.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sayso.model import Document, spans
from sayso.views import CaseView
from sayso.views.contract import caveat_json, figure_json, place_json, statement_json, time_json

from .files import write_json

AROUND = 32  # code points of prefix and suffix
CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {"sayso": "urn:sayso:ns:", "row": {"@id": "sayso:row", "@type": "@json"}},
]


class WebAnnotationExporter:
    """One annotation page. Sources are the text layers, named by their SHA-256 (``urn:sha256:…``)."""

    name = "webannotation"
    suffix = ".jsonld"

    def export(self, view: CaseView, path: Path) -> None:
        """Write every statement, figure, time, place and caveat."""
        items = list(page_items(view))
        write_json(path, {"@context": CONTEXT, "id": "urn:sayso:page:1", "type": "AnnotationPage", "items": items})


def page_items(view: CaseView) -> Iterator[dict[str, Any]]:
    """The annotations by document and kind of row, in text order."""
    for document in view.documents():
        rows = view.extraction(document.id)
        kinds: tuple[tuple[str, tuple[Any, ...], Any], ...] = (
            ("statement", rows.statements, statement_json), ("figure", rows.figures, figure_json),
            ("time", rows.times, time_json), ("place", rows.places, place_json), ("caveat", rows.caveats, caveat_json),
        )  # fmt: skip
        for kind, held, shape in kinds:
            for row in held:
                yield {
                    "id": f"urn:sayso:row:{row.id}",
                    "type": "Annotation",
                    "motivation": "describing",
                    "generator": {"id": f"urn:sayso:rule:{row.rule}", "type": "Software", "name": row.rule},
                    "body": {
                        "type": "TextualBody",
                        "purpose": "describing",
                        "format": "text/plain",
                        "value": _told(kind, row),
                        "sayso:kind": kind,
                        "row": shape(row),
                    },
                    "target": [target(view, document, s.start, s.end) for s in spans(row)],
                }


def target(view: CaseView, document: Document, start: int, end: int) -> dict[str, Any]:
    """A range of a text layer by its words, with what stands around them, and by its position."""
    return {
        "type": "SpecificResource",
        "source": {
            "id": f"urn:sha256:{document.text_sha256}",
            "type": "Text",
            "format": "text/plain",
            "sayso:document": document.id,
            "sayso:path": document.path,
        },
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": document.text[start:end],
                "prefix": before(view, document.text[max(0, start - AROUND) : start]),
                "suffix": after(view, document.text[end : end + AROUND]),
            },
            {"type": "TextPositionSelector", "start": start, "end": end},
        ],
    }


def before(view: CaseView, words: str) -> str:
    """A prefix, shortened from its start until no name is cut so that it reads as another's."""
    while words and view.words(words) != words:
        words = words[1:].partition(" ")[2]
    return words


def after(view: CaseView, words: str) -> str:
    """A suffix, shortened from its end likewise."""
    while words and view.words(words) != words:
        words = words[:-1].rpartition(" ")[0]
    return words


def _told(kind: str, row: Any) -> str:
    if kind == "statement":
        who = " > ".join(t.text for t in row.chain) or (row.source.text if row.source else "nobody named")
        return f"{who}: {row.type}, {row.stance}, {row.factuality}"
    if kind == "figure":
        ends = ["…" if x is None else f"{x:g}" for x in (row.low, row.high)]
        return f"{row.measure} {'..'.join(ends)} {row.unit or row.counted or ''}".rstrip()
    if kind == "time":
        return f"{row.from_ or '…'}..{row.to or '…'}" if row.resolved else f"unresolved: {row.reason or ''}"
    if kind == "place":
        return f"{row.name or row.text} ({row.gazetteer or 'unresolved'})"
    return str(row.kind)
