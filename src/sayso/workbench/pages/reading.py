"""The reader, and the item as it came."""

from __future__ import annotations

from starlette.responses import Response

from sayso.drawing import draw_text
from sayso.errors import RequestError
from sayso.views.pages.claims import ClaimLine
from sayso.views.pages.judged import judgements_on
from sayso.views.pages.reports import copies_of
from sayso.views.pages.rows import batches, marks, tellings, ties
from sayso.views.reader import LAYERS, Entry

from ..page import Page


def read(page: Page) -> Response:
    """One report with its marks and the rows beside it."""
    document = page.view.document(page.request.path_params["document"])
    report = page.store.report(page.view, document)
    rows = report.rows
    row = page.ask("row") or None
    part = int(page.ask("part")) if page.ask("part").isascii() and page.ask("part").isdigit() else None
    context = report.reading(document, part, row)
    muted = frozenset(page.ask("mute").split(".")) & {name for name, _ in LAYERS}
    shown = [e for e in context.entries if e.kind in ("statement", "figure", "caveat")]
    if page.ask("rows") == "all":
        shown = list(context.entries)
    chosen = next((e for e in context.entries if e.id == row), None)
    if row and not chosen:
        raise RequestError("no-such-row", row)
    claimed = _claims_of(page, [e.id for e in context.entries if e.kind in ("statement", "figure")])
    followed = {i for i, some in claimed.items() if page.selected and page.selected.id in [c.id for c in some]}
    return page.render(
        "read.html", document.title or document.path, document=document, context=context, shown=shown, chosen=chosen,
        text=draw_text(context.paragraphs, here=row, follow=followed),
        detail=_detail(page, chosen) if chosen else None, muted=muted, layers=LAYERS,
        toggled={name: ".".join(sorted(muted ^ {name})) for name, _ in LAYERS}, claimed=claimed,
        followed=followed,
        relations=copies_of(page.view, document.id), statements={s.id: s for s in rows.statements},
        caveats=[c for c in rows.caveats if chosen and chosen.id in c.statements],
        withdrawn=_withdrawn(page, document.id),
    )  # fmt: skip


def item(page: Page) -> Response:
    """The bytes of a report's item, never shown in the page's own name: a download."""
    document = page.view.document(page.request.path_params["document"])
    data = page.view.item(document.item_sha256)
    return Response(
        data, media_type="application/octet-stream",
        headers={"content-disposition": f'attachment; filename="{document.item_sha256[:16]}.bin"'},
    )  # fmt: skip


def _withdrawn(page: Page, document: str) -> str | None:
    """Why a report was withdrawn, if it was."""
    row = page.view.db.execute("SELECT withdrawn FROM documents WHERE id = ?", (document,)).fetchone()
    return row["withdrawn"] if row else None


def _detail(page: Page, chosen: Entry) -> dict[str, object]:
    """A chosen row's telling, relations and judgements."""
    told = tellings(page.view, [chosen.id]) if chosen.kind in ("figure", "statement") else []
    return {
        "telling": told[0] if told else None,
        "ties": ties(page.view, [chosen.id])[:40],
        "judged": judgements_on(page.view, chosen.id),
    }


def _claims_of(page: Page, ids: list[str]) -> dict[str, list[ClaimLine]]:
    """The claims that each row belongs to."""
    out: dict[str, list[ClaimLine]] = {}
    for some in batches(ids):
        for row in page.view.db.execute(
            f"SELECT claim, member FROM claim_members WHERE member IN {marks(some)} ORDER BY claim", some
        ):
            if row["claim"] in page.claim_lines:
                out.setdefault(row["member"], []).append(page.claim_lines[row["claim"]])
    return out
