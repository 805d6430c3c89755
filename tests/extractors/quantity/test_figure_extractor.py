"""The extractor as the pipeline calls it: anchors, ids, order, hostile input."""

from __future__ import annotations

from figure_rows import figures
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.encoders.analysis import plain
from sayso.extractors.quantity import QuantityExtractor
from sayso.model import Document, Extraction, text_sha256
from sayso.model.records import MEASURES
from sayso.plugins import Extractor

PIECES = (
    "one two a half of the - – $ % 10 1,000 3.5 million and or to between about more than no both most soldiers killed "
    "year -old ( ) . , few several hundreds / 's US twenty third in out per minus + no. dozen point over “ ” : 12 2019 "
    "May at least KM ² ٣ ５ Ⅻ ½ 🙂 тысяч человек 5th A380 0 1e10 ^ x ~ < >= …"
).split()


def check(text: str) -> None:
    found = figures(text)
    assert [f.start for f in found] == sorted(f.start for f in found)
    assert len({f.id for f in found}) == len(found)
    for figure in found:
        assert text[figure.start : figure.end] == figure.text
        assert figure.start < figure.end
        assert figure.low is None or figure.high is None or figure.low <= figure.high
        assert figure.measure in MEASURES
        assert figure.rule


@given(st.lists(st.sampled_from(PIECES), max_size=24))
@settings(max_examples=300, deadline=None)
def test_any_sequence_of_number_words(pieces: list[str]) -> None:
    check(" ".join(pieces))
    check("".join(pieces))


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text(text: str) -> None:
    check(text)


def test_long_input_of_one_kind_is_read_once() -> None:
    for piece in ("1", "one ", "1,", "1-", "and ", "( ", "hundred ", "a ", "of ", "more than ", "- ", "20 and ", "é"):
        check(piece * 4_000)


def test_as_a_plug_in() -> None:
    extractor = QuantityExtractor()
    assert isinstance(extractor, Extractor)
    text = "Two ships sank. Twenty sailors drowned."
    document = Document("d1", "a.txt", "", text, text_sha256(text))
    rows = extractor.extract(document, plain(text), Extraction("d1"))
    assert [f.text for f in rows.figures] == ["Two ships", "Twenty sailors"]
    again = extractor.extract(document, plain(text), Extraction("d1"))
    assert again.figures == rows.figures
    assert not rows.statements
