"""Contents made whole."""

from __future__ import annotations

import pytest

from sayso.extractors.attribution.shape import Quoted, repaired
from sayso.model import Span
from sayso.text.quotes import quotations


@pytest.mark.parametrize(
    ("text", "read", "whole"),
    [
        ("They regret the end of the deal, which Marl had favoured. It fell.", "the end of the deal, which",
         "the end of the deal, which Marl had favoured"),
        ("Fears that trade had come to a standstill grew.", "that trade had come to", "that trade had come to a standstill"),
        ("They spoke of the deal. It fell.", "the deal", "the deal"),
    ],
)  # fmt: skip
def test_a_content_does_not_break_off(text: str, read: str, whole: str) -> None:
    at = text.index(read)
    quoted = Quoted(text, quotations(text, (Span(0, len(text)),)))
    assert [s.of(text) for s in repaired(quoted, [Span(at, at + len(read))], [])] == [whole]


def test_it_does_not_reach_into_the_source() -> None:
    text = "Trade had come to the mayor said."
    quoted = Quoted(text, quotations(text, (Span(0, len(text)),)))
    assert [s.of(text) for s in repaired(quoted, [Span(0, 17)], [Span(18, 27)])] == ["Trade had come to"]
