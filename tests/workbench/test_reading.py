"""What the reader, the search and the dossier are made of."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.drawing.html import environment
from sayso.errors import RequestError
from sayso.exporters.html import HtmlExporter
from sayso.ledger import View, Writer
from sayso.views import CaseView
from sayso.views.claims import Findings
from sayso.views.compare import align
from sayso.views.dossier import Narrow
from sayso.views.figures import FigureRow, value_label
from sayso.views.pages.claims import claim_index, claim_lines, claim_page
from sayso.views.pages.facets import facet_index
from sayso.views.pages.finding import reports_found, statements_page
from sayso.views.pages.headline import Headline, claim_headline, phrases
from sayso.views.pages.home import home_page
from sayso.views.pages.reports import report_index, reports_page
from sayso.views.pages.rests import rests_page
from sayso.views.pages.rows import tellings
from sayso.views.pages.tree import row_tree
from sayso.views.reader import WINDOW, reading, windows
from sayso.views.rests_on import rests_on
from sayso.views.timeline import case_times, timeline_page
from sayso.workbench.store import CountingError, Store
from tests.workbench.goldcase import gold_case


@pytest.fixture(scope="module")
def view(example: Path) -> Iterator[View]:
    with View(example) as opened:
        yield opened


def test_pieces_are_the_text_itself(view: View) -> None:
    for document in view.documents():
        page = reading(document, view.extraction(document.id))
        for paragraph in page.paragraphs:
            for piece in paragraph:
                assert document.text[piece.start : piece.start + len(piece.text)] == piece.text
        shown = "".join(p.text for paragraph in page.paragraphs for p in paragraph)
        assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", document.text)


def test_every_row_has_one_address_in_the_text(view: View) -> None:
    for document in view.documents():
        rows = view.extraction(document.id)
        page = reading(document, rows)
        begun = [row for paragraph in page.paragraphs for piece in paragraph for row in piece.begins]
        assert sorted(begun) == sorted(
            {
                r.id
                for kind in (rows.statements, rows.figures, rows.times, rows.places, rows.mentions, rows.caveats)
                for r in kind
            }
        )


@given(st.text(alphabet="ab \n", max_size=300))
def test_windows_cover_a_text_without_gaps(text: str) -> None:
    long = text * 900
    bounds = windows(long)
    assert bounds[0][0] == 0
    assert bounds[-1][1] == len(long)
    assert all(a[1] == b[0] for a, b in itertools.pairwise(bounds))
    assert all(0 <= e - s <= WINDOW for s, e in bounds)


def test_facets_count_what_a_plain_query_counts(view: View) -> None:
    index = facet_index(view)
    for name, column in (("stance", "s.stance"), ("outlet", "d.outlet"), ("identification", "s.identification")):
        page = statements_page(view, index, "", {})
        facet = next(f for f in page.facets if f.name == name)
        for value, count in facet.values:
            query = f"SELECT count(*) FROM statements s JOIN documents d ON d.id = s.document WHERE {column} = ?"
            assert view.db.execute(query, (value,)).fetchone()[0] == count
            assert statements_page(view, index, "", {name: value}).total == count


def test_facets_narrow_each_other_and_the_words(view: View) -> None:
    index = facet_index(view)
    every = statements_page(view, index, "dam", {})
    denied = statements_page(view, index, "dam", {"stance": "deny"})
    assert 0 < denied.total < every.total
    assert {h.stance for h in denied.hits} == {"deny"}
    assert statements_page(view, index, "dam", {"stance": "deny", "measure": "money"}).total == 0
    assert statements_page(view, index, "", {"disputed": "1"}).total > 0
    assert statements_page(view, index, "", {"place": "nowhere at all"}).total == 0
    assert all(
        h.report.published >= "2025-04-14" for h in statements_page(view, index, "", {"from": "2025-04-14"}).hits
    )


def test_one_claim_is_read_as_in_the_index(view: View) -> None:
    for line in claim_index(view):
        assert claim_lines(view, line.id) == {line.id: line}


def test_each_figure_of_a_sentence_leads_to_words_that_give_it(view: View) -> None:
    led = 0
    for line in claim_index(view):
        for phrase in claim_headline(view, line.id).phrases:
            if phrase.row:
                (told,) = tellings(view, [phrase.row])
                assert told.report.id == phrase.document
                by_words = phrase.text.strip("“”") in " ".join(told.words.casefold().split())
                assert value_label(told.low, told.high) == phrase.text or by_words
                led += 1
    assert led > 10


def test_a_figure_that_is_told_in_words_leads_to_them(view: View) -> None:
    told = [p for line in claim_index(view) for p in claim_headline(view, line.id).phrases]
    assert "“scores”" in {p.text for p in told if p.row}


def test_what_is_not_known_of_a_figure_is_said_beside_it() -> None:
    parts = environment("sayso.workbench").get_template("parts.html").module
    line = "Post & Mail: where it has this from is not recorded"
    assert "Not known: <bdi>Post &amp; Mail: where" in str(parts.unsaid(Headline((), (line,))))
    assert not str(parts.unsaid(Headline((), ()))).strip()


def test_the_first_page_shows_denials_that_somebody_spoke(view: View) -> None:
    index = {c.id: c for c in claim_index(view)}
    denied = home_page(view, tuple(index.values())).denied
    assert denied
    for x in denied:
        page = claim_page(view, x.line.id, index)
        stances = {t.id: t.stance for t in page.tellings}
        assert {stances.get(tie.a) for tie in page.tied("denies")} & {"deny", "doubt"}
        assert x.denies and not set(x.says) & set(x.denies)


def test_a_sentence_is_cut_without_losing_a_word() -> None:
    row = FigureRow("f1", "d1", "a.txt", "a", None, 0, 2, "58", None, (), None)
    sentence = "58 or 1,058 killed: two figures, two origins; the 58 comes from Post 58; two of the three other reports repeat X"
    cut = list(phrases(sentence, {"58": row, "1,058": row}))
    assert "".join(p.text for p in cut) == sentence
    assert [p.text for p in cut if p.row] == ["58", "1,058", "58"]
    assert [p.text for p in cut if p.view] == ["two origins", "two of the three other reports repeat X"]


def test_any_row_leads_to_its_origin_through_what_it_repeats(view: View) -> None:
    kinds = set()
    for line in claim_index(view)[:6]:
        for telling in claim_page(view, line.id, claim_lines(view, line.id)).tellings:
            tree = row_tree(view, telling.id, lambda document, row: f"{document} {row}")
            assert (line.id, line.label) in tree.claims
            branch = tree.root
            while branch.below:
                (branch,) = branch.below
                kinds.add(branch.kind)
            assert branch.kind == "origin"
            assert branch.unknown == (telling.origin is None or not telling.origin.known)
    assert kinds == {"report", "goes back to", "teller", "origin"}
    with pytest.raises(RequestError):
        row_tree(view, "nothing", lambda document, row: document)


def test_relations_are_summed_up_and_none_is_lost(view: View) -> None:
    for line in claim_index(view):
        page = claim_page(view, line.id, claim_lines(view, line.id))
        assert sum(g.times for g in page.summed) == len(page.ties)
        kinds = [g.tie.relation for g in page.summed]
        if "conflict" in kinds:
            assert kinds[0] == "conflict"


def test_reports_without_an_outlet_can_be_asked_for(view: View) -> None:
    lines = reports_page(view, report_index(view), outlet="-").lines
    assert lines
    assert all(x.report.outlet is None for x in lines)


def test_a_long_report_is_read_anew_only_when_its_rows_change(tmp_path: Path) -> None:
    case = gold_case(tmp_path / "long.sayso")
    store = Store(case)
    with store.view() as view:
        document = next(iter(view.documents()))
        long = replace(document, text=document.text + " " * 30_000)
        first = store.report(view, long)
        assert store.report(view, long) is first
    with Writer(case) as writer, writer.transaction():
        writer.put_regions(document.id, ())
    with store.view() as view:
        again = store.report(view, long)
        assert again is not first
        assert again.rows.regions == ()


def test_a_reprint_differs_only_where_it_differs() -> None:
    left, right, (a, b, shared) = align(
        'He said: "The gate was mined" on Friday.', "He said: “The gate was mined” on Monday."
    )
    assert [s.text for s in left if not s.same] == [" Friday."]
    assert [s.text for s in right if not s.same] == [" Monday."]
    assert (a, b, shared) == (12, 12, 10)


def test_a_dossier_is_the_same_twice_and_admits_only_itself(example: Path, tmp_path: Path) -> None:
    files = []
    for n in range(2):
        with View(example) as view:
            HtmlExporter().export(CaseView(view), tmp_path / f"{n}.html")
        files.append((tmp_path / f"{n}.html").read_text("utf-8"))
    assert files[0] == files[1]
    page = files[0]
    for tag in ("style", "script"):
        (inner,) = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inner.encode()).digest()).decode()
        assert f"{tag}-src &#39;sha256-{digest}&#39;" in page
    assert not re.search(r"\b(?:src|href)=\"(?!#)", page)


def test_a_dossier_narrowed_to_nothing_is_refused(example: Path, tmp_path: Path) -> None:
    with View(example) as view, pytest.raises(RequestError) as error:
        HtmlExporter().narrowed(Narrow(measure="nothing")).export(CaseView(view), tmp_path / "x.html")
    assert error.value.code == "no-such-row"
    assert not (tmp_path / "x.html").exists()


def test_what_is_kept_is_made_once_a_state(example: Path) -> None:
    store, made = Store(example), []
    for _ in range(3):
        with store.view() as view:
            assert store.kept("n", view, lambda v: made.append(1) or len(made)) == 1
    store.forget()
    with store.view() as view:
        assert store.kept("n", view, lambda v: made.append(1) or len(made)) == 2


def test_who_asks_for_what_another_makes_is_told_to_come_again(example: Path) -> None:
    store = Store(example)
    lock = store._lock("slow")
    with lock, store.view() as view, pytest.raises(CountingError):
        store.kept("slow", view, lambda v: 1)


def test_what_rests_on_an_origin_is_what_the_command_says(view: View) -> None:
    found = Findings(CaseView(view))
    index = {c.id: c for c in claim_index(view)}
    seen = set()
    for origin in found.origins.values():
        page = rests_page(view, origin.id, index)
        told = rests_on(found, origin.id)
        assert {(x.line.id, x.loses, x.rows, x.left, x.origins_left) for x in page.claims} == {
            (x.claim.id, x.loses, x.rows, x.left, x.origins_left) for x in told.claims
        }
        assert page.rows == len(origin.rows)
        seen |= {x.loses for x in page.claims}
    assert "one origin" in seen
    with pytest.raises(RequestError):
        rests_page(view, "nobody", index)


def test_reports_are_narrowed(view: View) -> None:
    every = report_index(view)
    repeating = reports_page(view, every, repeats=True)
    assert repeating.total == len(repeating.lines) > 0
    assert all(line.repeats for line in repeating.lines)
    undated = reports_page(view, every, undated=True)
    assert all(line.report.published is None for line in undated.lines)
    assert undated.total + len({d.id for d in view.documents() if d.published}) == reports_page(view, every).total
    found = reports_found(view, every, "dam", {"outlet": "Inland Review"})
    assert {h.report.outlet for h in found.hits} == {"Inland Review"}
    assert reports_found(view, every, "da*", {}).total >= reports_found(view, every, "dam", {}).total > found.total
    assert reports_found(view, every, "", {"from": "2025-04-14"}).total < reports_page(view, every).total


def test_the_timeline_between_two_days_leaves_nothing_out(view: View) -> None:
    every = case_times(view)
    day = every.intervals[-1].from_
    assert day is not None
    page = timeline_page(view, every, day.isoformat(), day.isoformat())
    wanted = {
        (i.from_, i.to) for i in every.intervals
        if (i.from_ is None or i.from_ <= day) and (i.to is None or i.to >= day)
    }  # fmt: skip
    assert {(x.from_, x.to) for x in page.lines} == wanted
    assert page.left_out == 0
