"""Persons' conclusions, and tables of origins against rival hypotheses: shown and filled in here."""

from __future__ import annotations

from starlette.responses import Response

from sayso.drawing.evidence import draw_conclusions, draw_evidence
from sayso.errors import RequestError
from sayso.model import CONFIDENCES, LIKELIHOODS
from sayso.pipeline.judge import judge as decide
from sayso.views import CaseView
from sayso.views.evidence import WEIGHTS, Words, conclusions, evidence_tables

from ..page import Page
from .judging import LONGEST

MOST_CLAIMS = 200  # offered in the list of a form


def evidence(page: Page) -> Response:
    """What persons conclude and weigh, with the forms for it."""
    case = CaseView(page.view)
    tables = evidence_tables(case)
    chosen = next((t for t in tables if t.id == page.ask("table")), tables[-1] if tables else None)

    def address(words: Words) -> str:
        return page.here.report(words.document, words.id)

    return page.render(
        "evidence.html", "Evidence", conclusions=draw_conclusions(conclusions(case)), tables=tables, table=chosen,
        drawn=draw_evidence(chosen, address) if chosen else None, claims=page.claims[:MOST_CLAIMS],
        likelihoods=LIKELIHOODS, confidences=CONFIDENCES, weights=WEIGHTS,
    )  # fmt: skip


def weigh(page: Page) -> Response:
    """Keep a conclusion, a question or a weight. Raises ``no-such-row``, ``bad-judgement``, ``case-busy``."""
    if not page.access.judging:
        raise RequestError("read-only", page.store.case.stem, "a masked case is only read")
    form = {k: v.strip()[:LONGEST] for k, v in page.form.items()}
    note = {"note": form["note"]} if form.get("note") else {}
    who = form.get("who", "")[:100] or None
    page.view.db.execute("COMMIT")  # the decision is written by another connection; what is read next must see it
    try:
        if form.get("kind") == "conclude":
            told = {k: form.get(k, "") for k in ("likelihood", "confidence")}
            decide(page.store.case, "conclude", [form.get("subject", "")], told | note, who)
        elif form.get("kind") == "ask":
            rivals = [form.get(f"hypothesis{n}", "") for n in range(1, 6)]
            asked = {"question": form.get("question", ""), "hypotheses": rivals}
            decide(page.store.case, "ask", [form.get("subject", "")], asked | note, who)
        elif form.get("kind") == "weigh":
            given = {k: form.get(k, "") for k in ("hypothesis", "weight")}
            decide(page.store.case, "weigh", [form.get("subject", ""), form.get("other", "")], given | note, who)
        else:
            raise RequestError("bad-judgement", form.get("kind") or "(none)", "no such kind")
    finally:
        page.view.db.execute("BEGIN")
    page.store.forget()
    return page.back(page.form.get("back", "/evidence"))
