"""A report's text with its marks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from urllib.parse import quote

from markupsafe import Markup, escape

from sayso.text.control import visible
from sayso.views.reader import Piece


def anchor(row: str) -> str:
    """A row's address within a page."""
    return "r-" + (row if row.isalnum() else quote(row, safe="").replace("%", "_"))


def draw_text(
    paragraphs: Iterable[tuple[Piece, ...]],
    *,
    here: str | None = None,
    follow: Collection[str] = (),
    notes: Mapping[str, Markup] | None = None,
) -> Markup:
    """Paragraphs of pieces, each with the classes of its layers. ``here`` is the chosen row, ``follow`` the rows of
    the chosen claim; ``notes`` stand before the first words of their rows."""
    out: list[str] = []
    for paragraph in paragraphs:
        out.append('<p dir="auto">')
        for piece in paragraph:
            for row in piece.begins:
                out.append(f'<span id="{escape(anchor(row))}">{(notes or {}).get(row, "")}</span>')
            words = escape(visible(piece.text))
            if not piece.layers:
                out.append(str(words))
                continue
            classes = [*piece.layers, *(["nested"] if piece.depth > 1 else [])]
            if here in piece.rows:
                classes.append("here")
            if any(row in follow for row in piece.rows):
                classes.append("follow")
            rows = " ".join(anchor(row) for row in piece.rows)
            out.append(f'<span class="{" ".join(classes)}" data-r="{escape(rows)}">{words}</span>')
        out.append("</p>\n")
    return Markup("".join(out))
