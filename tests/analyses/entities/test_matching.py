"""Verdicts on two names, and what they rest on."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.analyses.entities.matching import compare, distance, word_likeness
from sayso.analyses.entities.names import parse
from sayso.analyses.entities.similarity import LIKELY, name_score, near_keys, verdict
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


@pytest.mark.parametrize(
    ("kind", "a", "b", "expected"),
    [
        ("person", "Kim Jong-un", "Kim Jong Un", "same"),
        ("person", "PavelOreshin", "Pavel Oreshin", "same"),
        ("organisation", "Hewlett-Packard Co.", "Hewlett Packard Co.", "same"),
        ("person", "Pavel Oreshin", "Pavel Orezhkin", "alike"),
        ("person", "Alexander Lukashenka", "Alexander Lukashenko", "alike"),
        ("person", "Rafael Correa", "Rafael Correa Delgado", "alike"),
        ("organisation", "Glenmore plc", "Glencore plc", "alike"),
        ("person", "Tom Brand", "Tim Brand", "different"),
        ("person", "Roman Sedlak", "Romana Sedlak", "different"),
        ("unit", "20th Army", "21st Army", "different"),
        ("place", "Iran", "Iraq", "different"),
    ],
)
def test_what_only_looks_alike_is_near_and_what_is_told_apart_is_not(kind: str, a: str, b: str, expected: str) -> None:
    x, y = parse(a, kind), parse(b, kind)  # type: ignore[arg-type]
    assert verdict(x, y).verdict == verdict(y, x).verdict == expected


def test_names_a_letter_apart_are_looked_up_together() -> None:
    def keys(text: str, kind: str) -> set[str]:
        return set(near_keys(parse(text, kind)))  # type: ignore[arg-type]

    assert keys("Vladimir Putin", "person") & keys("Vladimir Pulin", "person")
    assert keys("SergeiLavrov", "person") & keys("Sergei Lavrov", "person")
    assert keys("Glenmore plc", "organisation") & keys("Glencore plc", "organisation")
    assert not keys("Chen Jie", "person") & keys("Chen Jia", "person")
    assert not keys("Iran", "place")
    assert len(keys("Anna " + "a" * 5000, "person")) < 5


@given(st.text(max_size=30), st.text(max_size=30))
@settings(max_examples=100)
def test_any_two_texts_can_be_compared(a: str, b: str) -> None:
    for kind in ("person", "organisation", "place"):
        compare(parse(a, kind), parse(b, kind))  # type: ignore[arg-type]
    assert 0 <= name_score(a, b, True) <= 1
