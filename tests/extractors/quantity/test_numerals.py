"""The grammar of numerals, apart from what they count."""

from __future__ import annotations

import pytest
from figure_rows import figures

from sayso.encoders.analysis import plain
from sayso.extractors.quantity.numerals import count, digits_value, vague
from sayso.extractors.quantity.words import read


def value(text: str) -> float | None:
    analysis = plain(text)
    words = read(text, analysis.tokens, analysis.sentences)
    found = count(words, 0, len(words.low))
    return None if found is None else round(found.value, 6)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,051,635", 1051635),
        ("1.200.000", 1200000),
        ("1,234.56", 1234.56),
        ("1.234,56", 1234.56),
        ("12,34,567.89", 1234567.89),
        ("1,5 млрд", 1.5e9),
        ("1 200 000", 1200000),
        ("2½", 2.5),
        ("1 4/5", 1.8),
        ("1.3x10^6", 1.3e6),
        ("4 thousand 3 hundred and 21", 4321),
        ("ninety-five hundred", 9500),
        ("one million two hundred thousand and six", 1200006),
        ("three lakh crore", 3e12),
        ("five point five", 5.5),
        ("nought point nought three", 0.03),
        ("two and a half million", 2.5e6),
        ("three million and a quarter", 3.25e6),
        ("twenty-three fifths", 4.6),
        ("two hundred and fifty-four hundredths", 200.54),
        ("one over three", 0.333333),
        ("three hundred and two dozens", 324),
    ],
)
def test_value(text: str, number: float) -> None:
    assert value(text) == pytest.approx(number)


@pytest.mark.parametrize("text", ["10.4.1", "1,23,4", "1..2"])
def test_no_number(text: str) -> None:
    assert digits_value(text) is None


def test_vague_words_keep_their_scale() -> None:
    text = "several hundred"
    analysis = plain(text)
    words = read(text, analysis.tokens, analysis.sentences)
    found = vague(words, 0, len(words.low))
    assert found is not None
    assert (found.reading, found.factor) == ("vague:several", 100)


@pytest.mark.parametrize("text", ["A380/²", "It was 1:²:3.", "² people came.", "1²/20² of them", "W²³ and ① and ②⑤"])
def test_raised_and_circled_digits_are_no_numbers(text: str) -> None:
    """``²`` is a digit to :meth:`str.isdigit` and none to :func:`int`."""
    assert all(f.low is not None for f in figures(text))
