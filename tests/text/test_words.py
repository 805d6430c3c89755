"""Where words stand: every run of word characters, once, in lower case."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from sayso.text.words import places


def test_words_are_folded_and_all_their_places_kept() -> None:
    assert places("The dam held. the end: THE_END") == {
        "the": [0, 14], "dam": [4], "held": [8], "end": [18], "the_end": [23],
    }  # fmt: skip


@given(st.text(alphabet="aZé1_ .’'-İß\n", max_size=60))
def test_each_place_begins_a_run(text: str) -> None:
    found = sorted((at, word) for word, all_of in places(text).items() for at in all_of)
    assert found == [(m.start(), m.group().lower()) for m in re.finditer(r"\w+", text)]
