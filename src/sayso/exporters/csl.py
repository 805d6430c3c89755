"""CSL-JSON: a citation a report, for Zotero, Pandoc and every processor of the Citation Style Language 1.0.2."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sayso.model import Document
from sayso.views import CaseView

from .files import write_json


class CslExporter:
    """A list of citations by path."""

    name = "csl"
    suffix = ".json"

    def export(self, view: CaseView, path: Path) -> None:
        """Write all reports."""
        write_json(path, [citation(d) for d in view.documents()])


def citation(document: Document) -> dict[str, Any]:
    """One report; what is not known is left out."""
    day = document.published
    facts: dict[str, Any] = {
        "id": document.id,
        "type": "article-newspaper",
        "title": document.title,
        "author": [{"literal": document.byline}] if document.byline else None,
        "container-title": document.outlet,
        "issued": {"date-parts": [[day.year, day.month, day.day]]} if day else None,
        "URL": document.url,
        "language": document.language,
        "archive_location": document.path,
        "note": f"text SHA-256 {document.text_sha256}",
    }
    return {k: v for k, v in facts.items() if v is not None}
