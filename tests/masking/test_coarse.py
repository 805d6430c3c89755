"""Ages, years of birth, family ties and home towns become coarser, in the text and in the rows, and only there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sayso.ledger import View
from sayso.masking import Masker, Person, load_policy
from sayso.masking.persons import forms
from sayso.masking.scan import scan_text
from sayso.pipeline import BuildOptions, build
from sayso.pipeline.masked import case_view
from sayso.plugins import ReadOptions

POLICY = load_policy("default")


def masker(**more: bool) -> Masker:
    people = [Person(1, "Oksana Lund", frozenset(forms("Oksana Lund") | forms("Оксана Лунд")), True, "test")]
    return Masker(people, replace(POLICY, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("the forty-two-year-old ran", "the person in their forties ran"),
        ("a man in his forties", "a man in his forties"),
        ("aged forty-two", "in their forties"),
        ("Oksana Lund, forty-one, ran", "Person 1, in their forties, ran"),
        ("an 18-year-old war", "an 18-year-old war"),
        ("a three-month-old baby", "a person in their childhood"),
        ("she was born in 1981", "she was born in the 1980s"),
        ("born on 3 May 1981", "born in the 1980s"),
        ("Oksana Lund (1981–2024)", "Person 1 (born in the 1980s)"),
        ("сорокадвухлетняя жительница", "person in their forties жительница"),
        ("сорокадворічна мешканка", "person in their forties мешканка"),
        ("в возрасте 42 лет", "in their forties"),
        ("his wife and her two sons", "his relative and her relative"),
        ("a mother of three left", "a parent left"),
        ("the widow of Oksana Lund", "a relative of Person 1"),
        ("его брат и моя сестра", "его relative и моя relative"),
        ("Oksana Lund, a farmer from Brevik, ran", "Person 1, a farmer from [place], ran"),
        ("Oksana Lund, who lives in Brevik, ran", "Person 1, who lives in [place], ran"),
        ("Oksana Lund, 41, of Brevik, ran", "Person 1, in their forties, of [place], ran"),
        ("Brevik resident Oksana Lund ran", "[place] resident Person 1 ran"),
        ("a resident of Brevik ran", "a resident of [place] ran"),
        ("she was born in Brevik", "she was born in [place]"),
        ("жительница Бревика Оксана Лунд", "жительница [place] Person 1"),
        ("Oksana Lund, who fled from Brevik", "Person 1, who fled from Brevik"),
        ("Oksana Lund said soldiers from Brevik came", "Person 1 said soldiers from Brevik came"),
        ("Oksana Lund from the Health Ministry", "Person 1 from the Health Ministry"),
        ("residents of Brevik fled", "residents of Brevik fled"),
    ],
)
def test_what_is_coarsened(text: str, masked: str) -> None:
    made = masker()
    assert made.text(text) == masked
    assert scan_text("x", masked, made) == []


def test_the_policy_may_leave_each() -> None:
    text = "Oksana Lund, 41, a farmer from Brevik, and her brother"
    assert masker(coarsen_ages=False).text(text) == "Person 1, 41, a farmer from [place], and her relative"
    assert (
        masker(coarsen_family=False).text(text) == "Person 1, in their forties, a farmer from [place], and her brother"
    )
    assert (
        masker(coarsen_towns=False).text(text) == "Person 1, in their forties, a farmer from Brevik, and her relative"
    )


def test_the_scan_finds_what_was_coarsened_and_stands_there_all_the_same() -> None:
    made = masker()
    made.text("Oksana Lund, 41, a farmer from Brevik, and the forty-two-year-old")
    for left in ("Person 1, 41, a farmer", "Person 1, a farmer from Brevik", "said the forty-two-year-old"):
        assert scan_text("x", left, made), left
    assert scan_text("x", "Brevik was flooded; 41 people left; Person 1, a farmer", made) == []


def test_rows_say_no_more_than_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Oksana Lund, a farmer from Lisbon, born in 1981, said 12 people were missing in Nairobi.\n"
    )
    build([tmp_path / "a.txt"], tmp_path / "c.sayso", BuildOptions(ReadOptions(), "full", 1))
    with View(tmp_path / "c.sayso") as view:
        masked = case_view(view, "default")
        rows = masked.extraction(next(masked.documents()).id)
        names = {e.name for e in masked.entities()}
    places = {p.text: (p.name, p.lat, p.gazetteer) for p in rows.places}
    assert places["[place]"] == (None, None, None) and places["Nairobi"][1] is not None
    assert all(t.from_ is None for t in rows.times if "born" in t.text)
    assert "Lisbon" not in names
