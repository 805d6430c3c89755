"""Lines that only a fixed width parts are one paragraph; other lines stay apart."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.text.sentences import paragraphs, sentences, unbroken

LONG = (
    "The number of people killed when the dam gave way rose to 86 from 58, the Ministry of Emergencies said on "
    "Monday, as rescue teams reached the lower streets of Podvilsk for the first time. The health office of the "
    "Upper Ilmara Front, which controls the eastern bank, gave a higher figure."
)


def words(text: str) -> list[str]:
    return [" ".join(text[s.start : s.end].split()) for s in paragraphs(text)]


@pytest.mark.parametrize("width", [60, 72, 78])
def test_text_broken_at_a_width(width: int) -> None:
    text = f"DAM NEWS\n\n{textwrap.fill(LONG, width)}\n\n{textwrap.fill(LONG, width)}\n"
    assert words(text) == ["DAM NEWS", LONG, LONG]
    assert [" ".join(text[s.start : s.end].split()) for s in sentences(text)][1].endswith("for the first time.")


@pytest.mark.parametrize(
    "text",
    [
        "Brodek bridge closed to lorries until further notice\nWhere to bring blankets\nNew finance chief named\n"
        "Herring price falls again for the third week\nWeather\n",
        f"Headline\n{LONG}\n{LONG}\n",
        "One\nTwo\nThree\nFour\n",
    ],
)
def test_lists_and_whole_lines_stay(text: str) -> None:
    assert len(words(text)) == text.count("\n")


@given(st.lists(st.sampled_from([LONG, "One", "Two words.", ""]), max_size=4), st.integers(30, 110))
def test_unbroken_keeps_every_offset(parts: list[str], width: int) -> None:
    """A text made whole has the length of its original and differs at line breaks within paragraphs alone."""
    text = "\n\n".join(textwrap.fill(part, width) for part in parts)
    lines = paragraphs(text)
    whole = unbroken(text, lines)
    assert len(whole) == len(text)
    within = {i for line in lines for i in range(line.start, line.end)}
    changed = [i for i, (a, b) in enumerate(zip(text, whole, strict=True)) if a != b]
    assert all(text[i] == "\n" and whole[i] == " " and i in within for i in changed)
    assert "\n" not in "".join(whole[line.start : line.end] for line in lines)
