"""Verdicts on two names, and what they rest on."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.analyses.entities.coreference import chains
from sayso.analyses.entities.matching import compare, distance, word_likeness
from sayso.analyses.entities.names import parse
from sayso.analyses.entities.similarity import LIKELY, name_score
from sayso.analyses.entities.transducer import likeness


@pytest.mark.parametrize(
    ("kind", "a", "b", "verdict"),
    [
        ("person", "Pavel Oreshin", "Павла Орешина", "same"),
        ("person", "William Clinton", "Bill Clinton", "same"),
        ("person", "Nadia Verenko", "Sergei Verenko", "different"),
        ("person", "Oreshin", "Pavel Oreshin", "short"),
        ("person", "Denis", "Denys", "alike"),
        ("person", "A. Miron", "Anna Miron", "alike"),
        ("unit", "20th Army", "8th Army", "different"),
        ("unit", "Third Brigade", "3rd Brigade", "same"),
        ("unit", "полку Калиновского", "Kalinovsky regiment", "same"),
        ("organisation", "Front of Upper Ilmara", "Upper Ilmara Front", "same"),
        ("organisation", "Ministry of Health", "Ministry of Education", "different"),
        ("organisation", "WHO", "World Health Organization", "same"),
        ("place", "Kiev", "Київ", "same"),
        ("place", "Iran", "Iraq", "different"),
    ],
)
def test_verdicts(kind: str, a: str, b: str, verdict: str) -> None:
    x, y = parse(a, kind), parse(b, kind)  # type: ignore[arg-type]
    for found in (compare(x, y), compare(y, x)):
        assert found.verdict == verdict
        assert found.why
        assert 0 <= found.score <= 1


def test_a_person_is_not_what_is_named_after_him() -> None:
    man, unit = parse("Kastus Kalinovsky", "person"), parse("Kastus Kalinovsky regiment", "unit")
    assert compare(man, unit).verdict == "different"


def test_distance_counts_neighbours_that_changed_places_once() -> None:
    assert distance("kalinovsky", "kalinovksy") == 1
    assert distance("lund", "lunden") == 2
    assert distance("a", "abcdef", 2) == 3


def test_words_of_two_scripts() -> None:
    assert word_likeness("Zelnica", "Зельницу") >= 0.9
    assert word_likeness("Petrov", "Петренко") < 0.5
    assert likeness("oreshin", "орешин") > likeness("oreshin", "орехов")


def test_scores_of_whole_names() -> None:
    assert name_score("Vladimir Putin", "Владимир Путин", True) >= LIKELY
    assert name_score("OAO Gazprom", "Gazprom JSC", False) >= LIKELY
    assert name_score("Bank of America", "Bank of England", False) < LIKELY
    assert name_score("", "x", True) == 0.0


@given(st.text(max_size=30), st.text(max_size=30))
@settings(max_examples=100)
def test_any_two_texts_can_be_compared(a: str, b: str) -> None:
    for kind in ("person", "organisation", "place"):
        compare(parse(a, kind), parse(b, kind))  # type: ignore[arg-type]
    assert 0 <= name_score(a, b, True) <= 1


def test_noun_phrases_and_pronouns_go_to_their_names() -> None:
    text = "Airbus , Europe's biggest maker , cut jobs .\nThe company said it would help .\nBoeing won ."
    words = [("Airbus", 0), ("Europe's biggest maker", 0), ("The company", 0), ("it", 60), ("Boeing", 0)]
    spans = [(at := text.index(w, start), at + len(w), "organisation") for w, start in words]
    found, named = chains("a", text, spans)  # type: ignore[arg-type]
    assert found[0] == found[1] == found[2] == found[3]
    assert found[4] != found[0]
    assert {e.name.text for e in named} == {"Airbus", "Boeing"}
