"""Conclusions and evidence tables as HTML, for the page and the dossier alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from sayso.views.evidence import Cell, Conclusion, EvidenceRow, EvidenceTable, Words

from .html import excerpt, plural, words
from .wording import heading

Address = Callable[[Words], str | None]


def draw_conclusions(found: Sequence[Conclusion]) -> Markup:
    """What persons conclude; likelihood and confidence in columns of their own. Empty where nobody concludes."""
    if not found:
        return Markup("")
    line = Markup(
        '<tr><th scope="row">{label}</th><td><b>{word}</b></td><td class="num">{low}–{high} %</td><td>{sure}</td>'
        "<td>{note}</td><td>{who}, {at}</td></tr>"
    )
    lines = (
        line.format(
            label=words(heading(c.label)), word=c.likelihood, low=c.low, high=c.high, sure=c.confidence,
            note=words(c.note), who=words(c.who), at=c.at[:10],
        )
        for c in found
    )  # fmt: skip
    head = _head("Claim", "How likely", "Per cent", "Confidence in the grounds", "Grounds", "Who, when")
    caption = Markup("<caption>Persons’ conclusions, in the words of likelihood of ICD 203</caption>")
    return Markup('<div class="wide"><table>{}{}<tbody>{}</tbody></table></div>').format(
        caption, head, Markup("").join(lines)
    )


def draw_evidence(table: EvidenceTable, address: Address) -> Markup:
    """One table: origins down, hypotheses across, what speaks against each counted below. ``address``: of words."""
    head = _head("Origin", "What it says", *(f"H{n}: {h}" for n, h in enumerate(table.hypotheses, 1)), "Tells apart")
    wide = len(table.hypotheses) + 3
    body = Markup("").join(_row(row, address) for row in table.rows if row.known)
    unknown = [row for row in table.rows if not row.known]
    if unknown:
        body += Markup('<tr><th colspan="{}" scope="rowgroup">Lineage unknown, not counted as independent</th></tr>')\
            .format(wide)  # fmt: skip
        body += Markup("").join(_row(row, address) for row in unknown)
    counts = Markup("").join(
        Markup("<td><b>{} inconsistent</b>, {} consistent, {} neutral{}{}{}</td>").format(
            c.inconsistent, c.consistent, c.neutral,
            f", {c.disputed} disputed" if c.disputed else "",
            f", {c.not_weighed} not weighed" if c.not_weighed else "",
            f"; {c.unknown_inconsistent} of unknown lineage inconsistent" if c.unknown_inconsistent else "",
        )
        for c in table.counts
    )  # fmt: skip
    foot = Markup('<tfoot><tr><th scope="row" colspan="2">Known origins</th>{}<td></td></tr></tfoot>').format(counts)
    about = Markup("; ").join(words(heading(c.label)) for c in table.claims)
    return Markup(
        '<div class="wide"><table><caption>{question} <span class="dim">on {about} · asked by {who}, {at}</span>'
        "</caption>{head}<tbody>{body}</tbody>{foot}</table></div>"
    ).format(
        question=words(table.question), about=about, who=words(table.who), at=table.at[:10], head=head, body=body,
        foot=foot,
    )  # fmt: skip


def _head(*names: str) -> Markup:
    cells = Markup("").join(Markup('<th scope="col">{}</th>').format(words(n)) for n in names)
    return Markup("<thead><tr>{}</tr></thead>").format(cells)


def _row(row: EvidenceRow, address: Address) -> Markup:
    side = Markup(' <span class="dim">{}</span>').format(words(row.side)) if row.side else ""
    return Markup(
        '<tr><th scope="row">{name}{side} <span class="dim">{reports}</span></th><td>{told}</td>{cells}<td>{apart}</td>'
        "</tr>"
    ).format(
        name=words(row.name), side=side, reports=plural(row.reports, "report"),
        told=Markup("<br>").join(_told(w, address(w)) for w in row.words),
        cells=Markup("").join(_cell(c) for c in row.cells), apart="yes" if row.tells_apart else "",
    )  # fmt: skip


def _told(told: Words, href: str | None) -> Markup:
    quoted = Markup("“{}”").format(excerpt(told.text, 120))
    return Markup('<a href="{}">{}</a>').format(href, quoted) if href else quoted


def _cell(cell: Cell) -> Markup:
    if cell.weight is None:
        return Markup('<td class="dim">not weighed</td>')
    by = Markup("<br>").join(
        Markup('<span class="dim">{}{}{}</span>').format(
            words(w.who), f": {w.weight}" if cell.weight == "disputed" else "", Markup(" “{}”").format(words(w.note))
            if w.note else "",
        )
        for w in cell.by
    )  # fmt: skip
    told = Markup("<b>{}</b>") if cell.weight in ("inconsistent", "disputed") else Markup("{}")
    return Markup("<td>{}<br>{}</td>").format(told.format(cell.weight), by)
