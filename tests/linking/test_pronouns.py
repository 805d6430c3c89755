"""Pronouns and the names that they mean."""

from __future__ import annotations

from sayso.linking.pronouns import antecedent, scores
from sayso.model import Span


def span(text: str, words: str, at: int = 0) -> Span:
    start = text.index(words, at)
    return Span(start, start + len(words))


def test_the_subject_before_is_likelier_than_the_object() -> None:
    text = "Mira Sandal met Irena Kolb in Tirsund on Monday. She said the column would cross soon."
    names = [span(text, "Mira Sandal"), span(text, "Irena Kolb")]
    first, second = scores(text, span(text, "She"), names)
    assert first > second
    assert antecedent(text, span(text, "She"), names) == names[0]


def test_gender_speaks() -> None:
    text = "Governor Pavel Oreshin thanked Oksana Lund for the work. Her brother is missing."
    names = [span(text, "Pavel Oreshin"), span(text, "Oksana Lund")]
    assert antecedent(text, span(text, "Her"), names) == names[1]


def test_without_candidates_nothing_is_meant() -> None:
    assert antecedent("He spoke.", Span(0, 2), []) is None
    assert scores("He spoke.", Span(0, 2), []) == ()
