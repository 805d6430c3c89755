"""Looking only where first words stand finds what looking everywhere finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.lexicon import Wordings, alternation

FORMS = ("according to", "so-called", "may", "May have", "it's", "a")


@given(st.lists(st.sampled_from(["according", "to", "so-called", "MAY", "have", "it's", "a", "mayor", ".", "\n", "’"])))
def test_as_the_pattern_alone(words: list[str]) -> None:
    text = " ".join(words)
    pattern = re.compile(alternation(FORMS), re.IGNORECASE)
    found = [m.span() for m in Wordings(pattern, FORMS).within(text, 0, len(text))]
    assert found == [m.span() for m in pattern.finditer(text)]


def test_only_in_the_range_asked_for() -> None:
    text = "may it, may it"
    found = Wordings(re.compile(alternation(["may"])), ["may"]).within(text, 3, len(text))
    assert [m.start() for m in found] == [8]


def test_a_form_begins_with_a_word() -> None:
    with pytest.raises(ValueError, match="no word"):
        Wordings(re.compile("'s"), ["'s"])
