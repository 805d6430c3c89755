"""The tables of names: every example hits or misses as it says; lemmas, sounds, skeletons."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from sayso.analyses.entities.names import tokens
from sayso.analyses.entities.words import (
    concepts,
    family_gender,
    given_gender,
    given_groups,
    heads,
    lemmas,
    masculine,
    place_key,
    roles,
    skeleton,
    sounds,
)

LEXICON = Path(__file__).resolve().parents[3] / "resources" / "lexicon"
READERS: dict[str, Callable[[str], set[str]]] = {
    "names_heads": lambda text: {k for w in tokens(text) for k in heads(w)},
    "names_words": lambda text: {k for w in tokens(text) for k in concepts(w)},
    "names_roles": lambda text: {k for w in tokens(text) for k, _, _ in roles(w)},
    "names_given": lambda text: {k for w in tokens(text) for k in given_groups(w)},
    "names_places": lambda text: {place_key(text) or ""},
}


@pytest.mark.parametrize("name", sorted(READERS))
def test_examples_of_the_tables(name: str) -> None:
    read = READERS[name]
    wrong = []
    for entry in yaml.safe_load((LEXICON / f"{name}.yaml").read_text(encoding="utf-8"))["entries"]:
        wrong += [f"{entry['key']}: not in {s!r}" for s in entry["hit"] if entry["key"] not in read(s)]
        wrong += [f"{entry['key']}: in {s!r}" for s in entry["miss"] if entry["key"] in read(s)]
    assert not wrong, "\n".join(wrong)


def test_case_forms_lead_to_the_nominative() -> None:
    assert "лунд" in lemmas("лунд")
    assert "оксана" in lemmas("оксаны")
    assert "зельница" in lemmas("зельницу")
    assert "калиновский" in lemmas("калиновского")
    assert lemmas("lund") == ("lund",)


def test_genders() -> None:
    assert given_gender("Oksana") == "f"
    assert given_gender("Оксаны") == "f"
    assert given_gender("Pavlo") == "m"
    assert family_gender("Ivanova") == "f"
    assert family_gender("Ivanov") == "m"
    assert family_gender("Lund") is None
    assert masculine("Ivanova") == "ivanov"


def test_skeletons_bring_spellings_together() -> None:
    for a, b in [
        ("Kalinovsky", "Kalinovksy"),
        ("Kalinouski", "Kalinovsky"),
        ("Oreshin", "Oreshyn"),
        ("Tevosh", "Тевош"),
    ]:
        assert skeleton(a) == skeleton(b)
    assert skeleton("Petrov") != skeleton("Lund")


def test_sounds_write_romanisations_alike() -> None:
    assert sounds("Zelenskyy") == sounds("Zelensky") == sounds("Зеленський")
    assert sounds("Khan") != sounds("Chan")
