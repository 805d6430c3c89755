"""Quotation marks of every style, nested, unbalanced, over paragraphs; never slow."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.text.quotes import inside, quotations


def held(text: str) -> list[tuple[str, int]]:
    return [(text[q.start : q.end], q.depth) for q in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "yes" and "no".', [('"yes"', 1), ('"no"', 1)]),
        ("“One ‘two’ three,” she said.", [("“One ‘two’ three,”", 1), ("‘two’", 2)]),
        ("«Да», — сказал он. «Нет».", [("«Да»", 1), ("«Нет»", 1)]),
        ("„Ja“, sagte er.", [("„Ja“", 1)]),
        ("„Tak”, powiedział.", [("„Tak”", 1)]),
        ("»Nein«, sagte sie.", [("»Nein«", 1)]),
        ("”Ja”, sa han.", [("”Ja”", 1)]),
        ("「はい」と言った。", [("「はい」", 1)]),
        ("``We lost ,'' he said .", [("``We lost ,''", 1)]),
        ("‘The soldiers’ pay,’ he said, ‘isn’t good.’", [("‘The soldiers’ pay,’", 1), ("‘isn’t good.’", 1)]),
        ("'I can't,' he said.", [("'I can't,'", 1)]),
        ("The boys' shoes and the '90s aren't quotes.", []),
        ("A 6'2\" man left.", []),
    ],
)
def test_styles(text: str, expected: list[tuple[str, int]]) -> None:
    assert held(text) == expected


def test_a_quotation_left_open_ends_with_its_paragraph() -> None:
    text = 'He said, "We will go\n\nThe rain came.'
    (only,) = quotations(text)
    assert text[only.start : only.end] == '"We will go'
    assert not only.closed
    assert not only.continues


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    text = '"First part.\n\n"Second part," he said.'
    first, second = quotations(text)
    assert first.continues
    assert not first.closed
    assert second.closed


def test_a_quotation_over_lines_of_one_sentence_each() -> None:
    text = '"It is pretty ugly.\nIt makes you question the rally," said Mr Hall.\n"No," he said.'
    first, second = quotations(text)
    assert text[first.start : first.end].endswith('rally,"')
    assert text[second.start : second.end] == '"No,"'


def test_inside_marks_outermost_quotations() -> None:
    text = 'a "b" c'
    assert list(inside(text, quotations(text))) == [0, 0, 2, 1, 2, 0, 0]


@given(st.text(alphabet="ab \n.,'\"“”‘’«»„`", max_size=80))
def test_spans_hold_in_any_text(text: str) -> None:
    for q in quotations(text):
        assert 0 <= q.start < q.end <= len(text)
        assert q.start <= q.inner.start <= q.inner.end <= q.end
        assert q.depth >= 1


@pytest.mark.parametrize("piece", ["'a ", '"a ', "“a ", "‘a", "a' ", "„“", "``"])
def test_long_runs_of_marks_stay_cheap(piece: str) -> None:
    """Quadratic work would take minutes, and the run's own limit of time would end it."""
    assert all(0 <= q.start < q.end <= len(piece) * 10_000 for q in quotations(piece * 10_000))


def test_curly_marks_set_apart_by_spaces() -> None:
    text = "It had “ a secret double life ” and was “ been compiled ” for years."
    assert [text[q.start : q.end] for q in quotations(text)] == ["“ a secret double life ”", "“ been compiled ”"]
