"""Names taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.analyses.entities.names import parse


@pytest.mark.parametrize(
    ("text", "given", "middle", "family"),
    [
        ("Pavel Oreshin", "pavel", (), "oreshin"),
        ("Colonel Pavel Oreshin", "pavel", (), "oreshin"),
        ("Oreshin, Pavel", "pavel", (), "oreshin"),
        ("Иванов Иван Иванович", "иван", ("иванович",), "иванов"),
        ("Ludwig van der Rohe", "ludwig", (), "rohe"),
        ("A. Miron", "a", (), "miron"),
        ("Danil", "danil", (), None),
        ("Heron", None, (), "heron"),
        ("Robert Kennedy Jr.", "robert", (), "kennedy"),
    ],
)
def test_persons(text: str, given: str | None, middle: tuple[str, ...], family: str | None) -> None:
    name = parse(text, "person")
    assert (name.given, name.middle, name.family) == (given, middle, family)


def test_call_signs_ranks_and_gender() -> None:
    name = parse("Sergeant Pavel “Wolf” Oreshin", "person")
    assert (name.call_sign, name.roles, name.gender) == ("wolf", ("sergeant",), "m")
    assert parse("Mrs Verenko", "person").gender == "f"


@pytest.mark.parametrize(
    ("text", "kind", "head", "words", "numbers"),
    [
        ("Kastuś Kalinoŭski regiment", "unit", "regiment", ("kastus", "kalinouski"), ()),
        ("полку Калиновского", "unit", "полку", ("калиновского",), ()),
        ("20th Army", "unit", "army", (), ("20",)),
        ("Brigade Forty-four", "unit", "brigade", ("forty-four",), ()),
        (
            "Ministry of Emergencies of the Republic of Sorvenia",
            "organisation",
            "ministry",
            ("emergencies", "sorvenia"),
            (),
        ),
        (
            "health office of the Upper Ilmara Front",
            "organisation",
            "office",
            ("health", "upper", "ilmara", "front"),
            (),
        ),
        ("плотины имени Ильи Доврика", "other", "плотины", ("ильи", "доврика"), ()),
    ],
)
def test_others(text: str, kind: str, head: str, words: tuple[str, ...], numbers: tuple[str, ...]) -> None:
    name = parse(text, kind)  # type: ignore[arg-type]
    assert (name.head, name.words, name.numbers) == (head, words, numbers)


def test_acronyms_and_capitals() -> None:
    assert parse("IMF", "organisation").acronym == "imf"
    assert parse("УСТРОВА", "place").acronym is None
    assert parse("US", "place").acronym == "us"


def test_owners_are_told() -> None:
    assert parse("Front’s health office", "organisation").owners == {"front"}


@given(st.text(max_size=80), st.sampled_from(["person", "organisation", "unit", "place", "other"]))
@settings(max_examples=150)
def test_any_text_is_read(text: str, kind: str) -> None:
    parse(text, kind)  # type: ignore[arg-type]
