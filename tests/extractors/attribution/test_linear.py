"""No text makes a pattern of the rules try its words in every way."""

from __future__ import annotations

import pytest

from sayso.extractors.attribution.listed import _before_auxiliaries
from sayso.model import Document, text_sha256
from sayso.pipeline import extract


@pytest.mark.parametrize("piece", ["has, ", "now  ", "not\t\n", "was , ", "Monday ", "on Monday, ", "n't", "also has "])
def test_runs_of_auxiliaries_before_a_cue(piece: str) -> None:
    text = "The ministry " + piece * 400 + "x said that it rained. " + piece * 400 + "said so."
    done = extract(Document("d1", "a.txt", "0" * 64, text, text_sha256(text)), "fast")
    assert done.problems == ()


@pytest.mark.parametrize(
    ("lead", "end"),
    [("Boeing has", 7), ("Boeing is, also ", 7), ("He hasn't", 6), ("On Monday she", 13), ("", 0), ("has been", 8)],
)
def test_where_the_subject_ends(lead: str, end: int) -> None:
    assert _before_auxiliaries(lead) == end
