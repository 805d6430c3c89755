"""Lines that only a fixed width parts are one paragraph; other lines stay apart."""

from __future__ import annotations

import textwrap

import pytest

from sayso.text.sentences import paragraphs, sentences

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
