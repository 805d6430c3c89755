"""What the tools answer with: rows with their words and their place, so that whoever repeats them can quote."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson

from sayso.errors import CheckError, RequestError
from sayso.ledger import View
from sayso.ledger.codec import to_json
from sayso.masking import Masker
from sayso.masking.scan import scan_bytes
from sayso.pipeline.masked import masker
from sayso.views import CaseView
from sayso.views.claims import Findings, claim_rows, claims_json
from sayso.views.contract import figure_json, statement_json
from sayso.views.figures import boards_json, figure_boards
from sayso.views.origins import node_json, origin_tree
from sayso.views.search import SearchFilter, search
from sayso.views.sources import sources

MOST = 50  # rows in one answer


class Ledger:
    """One open case, read anew when another process has changed it. Raises as :class:`View` and ``load_policy`` do."""

    def __init__(self, case: Path, mask: str | None = None) -> None:
        self._mask = mask
        self._view = View(case)
        self._version = -1
        self._masking: Masker | None = None
        self._opened = CaseView(self._view)
        self._found = Findings(self._opened)
        self._refresh()

    def close(self) -> None:
        """Let go of the case."""
        self._view.close()

    def _refresh(self) -> None:
        version = int(self._view.db.execute("PRAGMA data_version").fetchone()[0])
        if version != self._version:
            self._version = version
            self._masking = masker(self._view, self._mask) if self._mask else None
            self._opened = CaseView(self._view, self._masking)
            self._found = Findings(self._opened)

    def _out(self, answer: dict[str, Any]) -> dict[str, Any]:
        """The answer, when no masked form is in it. Raises :class:`CheckError`: ``leak``."""
        plain: dict[str, Any] = to_json(answer)
        if self._masking is not None and (leaks := scan_bytes("answer", orjson.dumps(plain), self._masking)):
            raise CheckError("leak", "answer", f"{len(leaks)} forms; nothing was answered")
        return plain

    def overview(self) -> dict[str, Any]:
        """How much of what is in the case."""
        self._refresh()
        return self._out({"case": self._opened.name, "masked": self._mask, "rows": self._view.counts()})

    def search(self, words: str, limit: int) -> dict[str, Any]:
        """Statements and reports that match."""
        self._refresh()
        asked = self._opened.asked(words)
        hits = search(self._view, asked, SearchFilter(), _few(limit))
        return self._out({"hits": [self._opened.hit(h) for h in hits]})

    def claims(self, words: str, limit: int) -> dict[str, Any]:
        """Claims, most contested first, with the relations between their rows."""
        self._refresh()
        return self._out(claims_json(self._found, claim_rows(self._found, words)[: _few(limit)]))

    def figures(self, words: str, limit: int) -> dict[str, Any]:
        """Comparable figures."""
        self._refresh()
        return self._out(boards_json(figure_boards(self._found, words)[: _few(limit)]))

    def sources(self, words: str, limit: int) -> dict[str, Any]:
        """Who is relied on."""
        self._refresh()
        found = sources(self._view, self._opened.asked(words))[: _few(limit)]
        return self._out({"sources": self._opened.page(found)})

    def origins(self, id: str) -> dict[str, Any]:
        """From a row or claim down to its origins."""
        self._refresh()
        return self._out(node_json(origin_tree(self._found, id)))

    def row(self, id: str) -> dict[str, Any]:
        """One statement or figure with its report and the sentence around it."""
        self._refresh()
        for rows, shape in ((self._found.statements, statement_json), (self._found.figures, figure_json)):
            if id in rows:
                placed: Any = rows[id]
                document = self._found.documents[placed.document]
                start = placed.row.content[0].start if hasattr(placed.row, "content") else placed.row.start
                first, last = document.text.rfind("\n", 0, start) + 1, document.text.find("\n", start)
                last = last if last >= 0 else len(document.text)
                paragraph = {"start": first, "end": last, "text": document.text[first:last]}
                report = {
                    "document": document.id,
                    "path": document.path,
                    "outlet": document.outlet,
                    "published": document.published,
                }
                return self._out({"row": shape(placed.row), "report": report, "paragraph": paragraph})
        raise RequestError("no-such-row", id)

    def quote(self, document: str, start: int, end: int, text: str) -> dict[str, Any]:
        """Whether words stand in a report at a place, and what stands there if not."""
        self._refresh()
        found = self._opened.document(document)
        if self._masking is not None and not found.id.startswith(document) and found.path != document:
            raise RequestError("no-such-row", document)  # asked by a path that the mask changes
        there = found.text[max(0, start) : min(end, start + 2000)]
        holds = 0 <= start < end and there == text
        return self._out(
            {"holds": holds, "document": found.id, "path": found.path, "start": start, "end": end, "text": there}
        )


def _few(limit: int) -> int:
    """How many rows an answer has: one at least, ``MOST`` at most."""
    return max(1, min(limit, MOST))
