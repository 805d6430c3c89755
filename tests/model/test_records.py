"""Spans, intervals and ids hold what their docstrings promise."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.model import Days, Interval, Span, document_id, row_id, text_sha256

ends = st.one_of(st.none(), st.integers(-50, 50).map(float))


@given(st.text(), st.integers(0, 40), st.integers(0, 40))
def test_a_quote_holds_in_its_own_text(text: str, a: int, b: int) -> None:
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    quote = Span(start, end).quote(text)
    assert quote.holds_in(text)
    assert quote.text == text[start:end]


def test_a_backward_range_is_no_span() -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(3, 2)
    with pytest.raises(ValueError, match="not an interval"):
        Interval(3, 2)
    with pytest.raises(ValueError, match="days"):
        Days(dt.date(2020, 1, 2), dt.date(2020, 1, 1))


@given(ends, ends, ends, ends)
def test_overlap_of_intervals_means_a_common_number(
    a: float | None, b: float | None, c: float | None, d: float | None
) -> None:
    if (a is not None and b is not None and a > b) or (c is not None and d is not None and c > d):
        return
    common = [
        n
        for n in range(-52, 53)
        if (a is None or n >= a) and (b is None or n <= b) and (c is None or n >= c) and (d is None or n <= d)
    ]
    assert Interval(a, b).overlaps(Interval(c, d)) == bool(common)


def test_ids_are_hashes_of_content() -> None:
    assert document_id("a" * 64, "x.txt") == document_id("a" * 64, "x.txt")
    assert document_id("a" * 64, "x.txt") != document_id("a" * 64, "y.txt"), "identical reprints stay apart"
    assert row_id("d1", "figure", [Span(1, 2)]) != row_id("d1", "time", [Span(1, 2)])
    assert row_id("d1", "figure", [Span(1, 2)]) != row_id("d1", "figure", [Span(1, 3)])
    assert text_sha256("a\ud800b") == text_sha256("a\ud800b"), "a lone surrogate does not stop a hash"
