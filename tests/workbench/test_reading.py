"""What the reader, the search and the dossier are made of."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import RequestError
from sayso.exporters.html import HtmlExporter
from sayso.ledger import View
from sayso.views import CaseView
from sayso.views.compare import align
from sayso.views.dossier import Narrow
from sayso.views.pages.claims import claim_index, claim_lines
from sayso.views.pages.facets import facet_index
from sayso.views.pages.finding import statements_page
from sayso.views.reader import WINDOW, reading, windows
from sayso.workbench.store import CountingError, Store


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
