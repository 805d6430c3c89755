"""The dossier: one self-contained file that opens from disk, offline, and prints."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from markupsafe import Markup

from sayso.drawing import anchor, draw_board, draw_steps, draw_text, draw_tree, page_style, style
from sayso.drawing.evidence import draw_conclusions, draw_evidence
from sayso.drawing.from_pages import course, figure_board, tree
from sayso.drawing.html import environment
from sayso.drawing.wording import heading
from sayso.views import CaseView
from sayso.views.dossier import CitedReport, Dossier, Narrow, cited_reports, dossier
from sayso.views.evidence import Words
from sayso.views.pages.claims import ClaimPage
from sayso.views.pages.rows import Telling
from sayso.views.pages.tree import parents_in, tree_of

from .files import whole_file

_HERE = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class HtmlExporter:
    """A dossier as one HTML file. Its content security policy admits its own style and script by their hashes only."""

    narrow: Narrow = field(default_factory=Narrow)
    name: str = "html"
    suffix: str = ".html"

    def narrowed(self, narrow: Narrow) -> HtmlExporter:
        """The exporter of a dossier on some claims, one entity or one measure."""
        return HtmlExporter(narrow)

    def export(self, view: CaseView, path: Path) -> None:
        """Write the dossier. The same case gives the same bytes."""
        with whole_file(path) as file:
            for chunk in self.chunks(view):
                file.write(chunk.encode("utf-8", "replace"))

    def chunks(self, view: CaseView) -> Iterator[str]:
        """The file in pieces, so that a large case is never held whole."""
        content = dossier(view, self.narrow)
        css = page_style() + style() + (_HERE / "dossier.css").read_text("utf-8")
        script = (_HERE / "dossier.js").read_text("utf-8")
        parents = parents_in(content.copies)
        yield from (
            environment(__package__)
            .get_template("dossier.html")
            .generate(
                content=content, css=Markup(css), script=Markup(script), policy=_policy(css, script),
                board=lambda page: draw_board(figure_board(page, _address)),
                steps=lambda page: draw_steps(course(page, _address)),
                tree=lambda page: draw_tree(
                    tree(tree_of(page, parents, _address)), f"Origins of: {heading(page.line.label)}"
                ),
                conclusions=draw_conclusions(content.conclusions), evidence=_evidence(content),
                reports=cited_reports(view, content), text=_text, answer=answer,
            )
        )  # fmt: skip


def answer(page: ClaimPage) -> list[tuple[str, int | None, list[Telling]]]:
    """A claim's readings by origin, each interval once, earliest first."""
    out = []
    for group in page.groups:
        seen: dict[tuple[float | None, float | None], Telling] = {}
        for t in sorted(group.tellings, key=lambda t: (t.report.published or "9999", t.report.path, t.start)):
            if t.kind == "figure":
                seen.setdefault((t.low, t.high), t)
        if seen:
            out.append((group.name, group.colour, list(seen.values())))
    return out


def _evidence(content: Dossier) -> list[Markup]:
    def address(words: Words) -> str | None:
        return "#" + anchor(words.id) if words.id in content.notes else None

    return [draw_evidence(table, address) for table in content.tables]


def _address(telling: Telling) -> str:
    return "#" + anchor(telling.id)


def _text(cited: CitedReport) -> Markup:
    notes = {
        row: Markup('<a class="back" id="w{0}" href="#f{0}" title="back to footnote {0}">{0}</a>').format(n)
        for row, n in cited.notes.items()
    }
    return draw_text(cited.paragraphs, follow=frozenset(cited.notes), notes=notes)


def _policy(css: str, script: str) -> str:
    def digest(text: str) -> str:
        return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    return (
        f"default-src 'none'; style-src 'sha256-{digest(css)}'; script-src 'sha256-{digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
