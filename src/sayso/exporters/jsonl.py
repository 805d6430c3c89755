"""JSON lines: every document with its rows, then every finding and judgement."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sayso.ledger.codec import to_json
from sayso.views import CaseView
from sayso.views.contract import extraction_json

from .files import json_bytes, whole_file


class JsonlExporter:
    """One object a line: ``{"document": …}`` with its rows, then ``{"entity"|"origin"|"claim"|"relation"|
    "judgement"|"problem": …}``. The same case gives the same bytes."""

    name = "jsonl"
    suffix = ".jsonl"

    def export(self, view: CaseView, path: Path) -> None:
        """Write all lines."""
        with whole_file(path) as file:
            for line in self._lines(view):
                file.write(json_bytes(line))

    def _lines(self, view: CaseView) -> Iterator[dict[str, Any]]:
        for document in view.documents():
            yield extraction_json(document, view.extraction(document.id), text=True)
        for kind, found in (
            ("entity", view.entities()),
            ("origin", view.origins()),
            ("claim", view.claims()),
            ("relation", view.relations()),
            ("judgement", view.judgements()),
            ("problem", view.problems()),
        ):
            for row in found:
                yield {kind: to_json(row)}
