"""Judging in place: a form on any page, a decision with who and when, and back to where the person was."""

from __future__ import annotations

from typing import cast

from starlette.responses import Response

from sayso.errors import RequestError
from sayso.model.findings import JUDGEMENT_KINDS, JudgementKind
from sayso.pipeline.judge import judge as decide
from sayso.views.pages.judged import judgement_lines

from ..page import Page

# Form fields that become the decision's detail.
DETAIL = ("relation", "field", "letter", "topic", "digit", "note")
LONGEST = 2000


def judgements(page: Page) -> Response:
    """Every decision, the latest first, to be undone here."""
    return page.render("judgements.html", "Judgements", lines=judgement_lines(page.view))


def judge(page: Page) -> Response:
    """Keep one decision. Raises ``no-such-row``, ``bad-judgement``, ``case-busy``, ``read-only``."""
    if not page.access.judging:
        raise RequestError("read-only", page.store.case.stem, "a masked case is only read")
    kind = page.form.get("kind", "")
    if kind not in JUDGEMENT_KINDS:
        raise RequestError("bad-judgement", kind or "(none)", "no such kind")
    subjects = [page.form[name] for name in ("subject", "other") if page.form.get(name)]
    detail = {name: page.form[name][:LONGEST] for name in DETAIL if page.form.get(name)}
    who = page.form.get("who", "").strip()[:100]
    page.view.db.execute("COMMIT")  # the decision is written by another connection; what is read next must see it
    try:
        decide(page.store.case, cast(JudgementKind, kind), subjects, detail, who or None)
    finally:
        page.view.db.execute("BEGIN")
    page.store.forget()
    return page.back(page.form.get("back", "/"))
