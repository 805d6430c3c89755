"""Conclusions and evidence tables on their page and in the dossier: kept by forms, counted by origin, harmless."""

from __future__ import annotations

from pathlib import Path

from starlette.testclient import TestClient

from sayso.ledger import View
from sayso.pipeline.export import export
from sayso.views import CaseView
from sayso.views.evidence import conclusions, evidence_tables
from sayso.workbench import Access, application

SCRIPT = "<script>alert(1)</script>\u202e"


def test_a_conclusion_a_question_and_a_weight(own: Path, client: TestClient, tmp_path: Path) -> None:
    with View(own) as view:
        claim = max(view.claims(), key=lambda c: (c.origins, c.id)).id
    assert "No question has been asked yet" in client.get("/evidence").text
    common = {"token": "right", "who": "ann", "back": "/evidence"}
    conclude = {"kind": "conclude", "subject": claim, "likelihood": "very likely", "confidence": "low", "note": SCRIPT}
    ask = {"kind": "ask", "subject": claim, "question": "Why?", "hypothesis1": "shelled", "hypothesis2": SCRIPT}
    for form in (conclude, ask):
        answer = client.post("/weigh", data=common | form)
        assert answer.status_code == 200 and answer.url.path == "/evidence"
    with View(own) as view:
        (table,) = evidence_tables(CaseView(view))
        assert [c.likelihood for c in conclusions(CaseView(view))] == ["very likely"]
    weigh = {"kind": "weigh", "subject": table.id, "other": table.rows[0].origin, "hypothesis": "1"}
    page = client.post("/weigh", data=common | weigh | {"weight": "inconsistent"}).text
    assert "<b>1 inconsistent</b>" in page and "80–95 %" in page
    assert f"/read/{table.rows[0].words[0].document}".replace("/", "", 1) in page
    export(own, "html", tmp_path / "dossier.html")
    dossier = (tmp_path / "dossier.html").read_text("utf-8")
    assert 'id="evidence"' in dossier and "<b>1 inconsistent</b>" in dossier
    for shown in (page, dossier, client.get("/judgements").text):
        assert "alert(1)" in shown and "<script>alert" not in shown and "\u202e" not in shown


def test_what_says_too_little_is_explained_and_kept_nowhere(own: Path, client: TestClient) -> None:
    with View(own) as view:
        claim, before = next(view.claims()).id, len(list(view.judgements()))
    for form in ({"kind": "ask", "question": "Why?", "hypothesis1": "one"}, {"kind": "conclude"}, {"kind": "join"}):
        answer = client.post("/weigh", data={"token": "right", "who": "ann", "subject": claim, **form})
        assert answer.status_code == 409 and "could not be done" in answer.text
    assert client.post("/weigh", data={"kind": "ask", "subject": claim, "token": "wrong"}).status_code == 403
    with View(own) as view:
        assert len(list(view.judgements())) == before


def test_a_masked_workbench_only_reads(own: Path) -> None:
    shut = TestClient(application(own, Access(token="right", judging=False)), base_url="http://127.0.0.1")
    assert shut.post("/weigh", data={"token": "right", "kind": "ask"}).status_code == 409
