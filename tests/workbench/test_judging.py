"""Each kind of decision, made by the forms of the pages: kept with who and when, shown, and undone."""

from __future__ import annotations

import itertools
from pathlib import Path

from starlette.testclient import TestClient

from sayso.ledger import View


def keep(client: TestClient, **form: str) -> str:
    answer = client.post("/judge", data={"token": "right", "who": "ann", "back": "/judgements", **form})
    assert answer.status_code == 200
    assert answer.url.path == "/judgements"
    return answer.text


def test_every_kind_is_kept_and_told_in_words(own: Path, client: TestClient) -> None:
    with View(own) as view:
        claim = max(view.claims(), key=lambda c: (len(c.members), c.id))
        origin = next(o for o in view.origins() if o.known and o.rows)
        figures = [p for p in view.figures() if p.row.id in claim.members]
        one, other = next(
            (a.row.id, b.row.id) for a, b in itertools.combinations(figures, 2) if a.document != b.document
        )
        mentions = [r["id"] for r in view.db.execute("SELECT id FROM mentions ORDER BY n LIMIT 2")]
    page = keep(client, kind="relate", subject=one, other=other, relation="not-comparable", field="as_of", note="why")
    assert "not comparable in the day they hold for" in page
    assert "as_of" not in page
    assert "C on floods" in keep(client, kind="grade", subject=origin.id, letter="C", topic="floods")
    assert origin.name in client.get("/judgements").text
    page = keep(client, kind="grade", subject=claim.id, digit="3")
    assert claim.id not in page.split("<main")[1].replace(f"claim={claim.id}", "")  # its name, not its number
    keep(client, kind="join", subject=mentions[0], other=mentions[1])
    keep(client, kind="split", subject=mentions[0], other=mentions[1])
    keep(client, kind="note", subject=one, note="seen on paper")
    with View(own) as view:
        made = {j.kind: j for j in view.judgements()}
        report = view.row(one)[1].document
    assert set(made) >= {"relate", "grade", "split", "note"}
    assert all(j.who == "ann" and j.at for j in made.values())
    assert "seen on paper" in client.get(f"/read/{report}", params={"row": one}).text
    page = keep(client, kind="undo", subject=made["note"].id)
    assert "the decision" in page
    assert 'class="undone"' in page
    assert "seen on paper" not in client.get(f"/read/{report}", params={"row": one}).text


def test_the_two_grades_are_given_apart(own: Path, client: TestClient) -> None:
    with View(own) as view:
        claim = max(view.claims(), key=lambda c: (len(c.members), c.id))
    on_claim, on_sources = client.get("/claims", params={"claim": claim.id}).text, client.get("/sources").text
    assert 'name="digit"' in on_claim
    assert 'name="letter"' not in on_claim
    assert 'name="letter"' in on_sources
    assert 'name="digit"' not in on_sources
    assert "C on floods" not in on_claim
    assert ">3<" not in on_sources.split("Grade a source")[1].split("</form>")[0]
