"""One document through all extractors: ties, order, the outlet's own assertions."""

from __future__ import annotations

from pathlib import Path

import pytest

import sayso
from sayso.examples import REPORTS
from sayso.model import Document, Extraction, Quote, text_sha256
from sayso.pipeline import extract
from sayso.pipeline.verify import quotes

TEXT = (
    "Floods hit Ost\n\n"
    "The ministry said 40 people died on Monday. Some 300 houses stood under water in the evening. "
    "“We lost everything,” said Ana Brock, a baker.\n"
)


def document(text: str) -> Document:
    return Document("d1", "a.txt", "0" * 64, text, text_sha256(text))


def test_the_outlets_own_figures_are_narrated_and_stay_its_own() -> None:
    rows = extract(document(TEXT)).rows
    told = [s for s in rows.statements if s.type == "narrated"]
    assert [s.content[0].text for s in told] == ["Some 300 houses stood under water in the evening"]
    by_text = {f.text: f for f in rows.figures}
    assert by_text["Some 300 houses"].statement is None
    holder = by_text["40 people"].statement
    assert holder is not None and next(s for s in rows.statements if s.id == holder).cue == Quote(29, 33, "said")


@pytest.mark.parametrize("path", sorted(REPORTS.iterdir()), ids=lambda p: p.name)
@pytest.mark.parametrize("depth", ["full", "fast"])
def test_every_row_of_the_example_holds_its_words(path: Path, depth: str) -> None:
    read = sayso.read(path)
    rows = extract(read, "full" if depth == "full" else "fast").rows
    assert isinstance(rows, Extraction)
    seen = list(quotes(rows, read))
    assert seen
    for row, quote in seen:
        assert quote.holds_in(read.text), (row, quote)
    ids = [
        r.id
        for kind in (rows.statements, rows.figures, rows.times, rows.places, rows.mentions, rows.caveats)
        for r in kind
    ]
    assert len(ids) == len(set(ids)), "ids are unique"
    starts = [s.content[0].start for s in rows.statements]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "?", "“", "40", "a" * 5000, "said " * 2000, "“" * 2000, "1,000 " * 2000]
)
def test_strange_texts_are_no_trouble(text: str) -> None:
    for depth in ("full", "fast"):
        done = extract(document(text), "full" if depth == "full" else "fast")
        assert done.problems == ()
        for _, quote in quotes(done.rows, document(text)):
            assert quote.holds_in(text)


@pytest.mark.parametrize(
    "bound", ["more than", "over", "fewer than", "under", "less than", "nearly", "up to", "at least", "about"]
)
@pytest.mark.parametrize("number", ["one", "two", "three", "0.5", "1", "12", "a dozen", "dozens of", "1,000"])
def test_typical_intervals_lie_within_hard_ones_and_never_backward(bound: str, number: str) -> None:
    rows = extract(document(f"The flood hit {bound} {number} villages on Monday."), "fast").rows
    for f in rows.figures:
        assert f.low is None or f.high is None or f.low <= f.high, f
        if f.typical_low is not None and f.typical_high is not None:
            assert f.typical_low <= f.typical_high, f
        assert f.low is None or f.typical_low is None or f.typical_low >= f.low, f
        assert f.high is None or f.typical_high is None or f.typical_high <= f.high, f
