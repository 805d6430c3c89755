"""Addresses: any view, filter, selection and highlight is in the URL, and moves along with every link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from sayso.drawing.text import anchor

CARRIED = ("claim",)  # the selection that every view follows


@dataclass(frozen=True, slots=True)
class Here:
    """Where the reader stands: a path and its query."""

    path: str
    query: Mapping[str, str]

    def to(self, path: str, **query: object) -> str:
        """Another page, with the selection carried along unless it is given; empty values are left out."""
        kept = {k: self.query[k] for k in CARRIED if k in self.query}
        return url(path, {**kept, **query})

    def with_(self, **query: object) -> str:
        """The same page with some of the query changed; the page number starts again unless it is given."""
        rest = {k: v for k, v in self.query.items() if k not in ("page", "judged", "failed")}
        return url(self.path, {**rest, **query})

    def report(self, document: str, row: str | None = None, **query: object) -> str:
        """A report in the reader, at a row."""
        return self.to(f"/read/{quote(document, safe='')}", row=row, **query) + (f"#{anchor(row)}" if row else "")


def url(path: str, query: Mapping[str, object]) -> str:
    """A path with its query in a fixed order."""
    shown = {k: str(v) for k, v in query.items() if v not in (None, "", False)}
    return path + ("?" + urlencode(shown) if shown else "")
