"""Cases, documents, claims and figure sets that draw themselves in a notebook, with the renderer of the workbench.

Each drawing stands in a sandboxed frame of its own: a hostile report cannot reach the notebook, and neither style
disturbs the other.
"""

from __future__ import annotations

import datetime as dt
import sys
import weakref
from collections.abc import Callable
from typing import Any

from markupsafe import Markup, escape

from sayso.drawing import draw_board, draw_steps, draw_text, page_style, style
from sayso.drawing.from_pages import course, figure_board
from sayso.drawing.html import named, plural
from sayso.drawing.wording import day, heading, span
from sayso.ledger import View
from sayso.model import Claim, Document, Extraction
from sayso.views.figures import FigureBoard
from sayso.views.overview import overview
from sayso.views.pages.claims import claim_lines, claim_page
from sayso.views.pages.headline import claim_headline
from sayso.views.reader import paragraphs

HEIGHT = 460
_open: weakref.WeakSet[View] = weakref.WeakSet()


def follow(view: View) -> None:
    """Let claims of this open case draw themselves, and tell a running notebook how."""
    _open.add(view)
    shell = _shell()
    if shell is not None:
        formatter = shell.display_formatter.formatters["text/html"]
        for kind, draw in DRAWN.items():
            formatter.for_type(kind, draw)


def leave(view: View) -> None:
    """The case is closed: its claims show only what they say of themselves."""
    _open.discard(view)


def case_html(view: View) -> str:
    """A case's numbers."""
    o = overview(view)
    rows = (
        (
            "reports",
            o.documents,
            f"{plural(o.outlets, 'outlet')}, {span(*map(_date, (o.first, o.last)))}, {o.undated} undated",
        ),
        ("repeat another", o.copies, "copies, excerpts, rewrites, translations"),
        ("statements", o.statements, f"{o.relayed} relayed through another teller"),
        (
            "figures",
            o.figures,
            ", ".join(
                plural(n, w) for n, w in ((o.conflicts, "conflict"), (o.tensions, "tension"), (o.revisions, "revision"))
            ),
        ),
        ("claims", o.claims, f"{o.single_origin} on a single origin"),
        ("origins", o.origins, f"and {plural(o.unknown_origins, 'group')} of unknown lineage"),
        ("dates", o.times, f"{o.unresolved_times} unresolved"),
        ("problems", o.problems, ""),
    )
    body = Markup("").join(
        Markup("<tr><th scope='row'>{}</th><td class='num'>{}</td><td class='dim'>{}</td></tr>").format(*row)
        for row in rows
    )
    return _frame(Markup("<h1>{}</h1><table>{}</table>").format(view.path.stem, body), 330)


def document_html(document: Document) -> str:
    """A report's facts and its text, marked where an open case holds its rows."""
    rows = Extraction(document.id, regions=document.regions)
    for view in list(_open):
        if view.db.execute("SELECT 1 FROM documents WHERE id = ?", (document.id,)).fetchone():
            rows = view.extraction(document.id)
            break
    head = Markup("<h1>{}</h1><p class='facts'>{} · {} · {}</p>").format(
        document.title or document.path, named(document), day(document.published), document.path
    )
    text = draw_text(paragraphs(document.text, rows, 0, len(document.text)))
    return _frame(head + Markup('<div class="text">{}</div>').format(text))


def claim_html(claim: Claim) -> str:
    """A claim with its board, where a case that holds it is open; else what it says of itself."""
    for view in list(_open):
        lines = claim_lines(view, claim.id)
        if not lines:
            continue
        page = claim_page(view, claim.id, lines)
        headline = claim_headline(view, claim.id).sentence
        parts = [Markup("<h1>{}</h1>").format(heading(claim.label))]
        if headline:
            parts.append(Markup("<p class='headline'>{}.</p>").format(headline))
        if claim.kind == "figure":
            parts.append(draw_board(figure_board(page, lambda t: None)))
            steps = draw_steps(course(page, lambda t: None))
            if steps:
                parts.append(steps)
        else:
            parts.append(
                Markup("<ul>{}</ul>").format(
                    Markup("").join(
                        Markup("<li><b>{}</b>: {} <span class='dim'>{}</span></li>").format(
                            g.name, t.words, t.report.name
                        )
                        for g in page.groups
                        for t in g.tellings
                    )
                )
            )
        return _frame(Markup("").join(parts))
    facts = Markup("<h1>{}</h1><p class='facts'>{} tellings, {} origins, {} of unknown lineage</p>").format(
        claim.label, len(claim.members), claim.origins, claim.unknown_lineage
    )
    return _frame(facts, 120)


def board_html(board: FigureBoard) -> str:
    """A figure set: as its claim."""
    return claim_html(board.claim)


DRAWN: dict[type, Callable[[Any], str]] = {Document: document_html, Claim: claim_html, FigureBoard: board_html}


def _frame(body: str, height: int = HEIGHT) -> str:
    css = page_style() + style()
    html = f'<!doctype html><html lang="en"><meta charset="utf-8"><style>{css}body{{padding:1rem}}</style>{body}</html>'
    return f'<iframe sandbox srcdoc="{escape(html)}" width="100%" height="{height}" frameborder="0"></iframe>'


def _date(day: str | None) -> dt.date | None:
    return dt.date.fromisoformat(day) if day else None


def _shell() -> Any:
    """The running notebook or IPython, if this is one."""
    module = sys.modules.get("IPython")
    return module.get_ipython() if module is not None else None
