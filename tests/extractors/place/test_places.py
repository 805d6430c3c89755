"""Places: detection, resolution, abstention, and the gazetteer itself."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from sayso.encoders.analysis import plain
from sayso.extractors.place import PlaceExtractor, find, locate
from sayso.extractors.place.gazetteer import CAPITAL, COUNTRY, gazetteer
from sayso.extractors.place.keys import key
from sayso.model import Document, Extraction, Mention, text_sha256


def places(text: str, **options: object) -> list[tuple[str, str | None, str | None]]:
    """Words, name and country of each place."""
    found = find(text, plain(text), **options)  # type: ignore[arg-type]
    return [
        (text[f.start : f.end], f.entry.name if f.entry else None, f.entry.country if f.entry else None) for f in found
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They drove from Kiev to Artemivsk.", [("Kiev", "Kyiv", "UA"), ("Artemivsk", "Bakhmut", "UA")]),
        ("They met in Paris, Texas on Sunday.", [("Paris", "Paris", "US"), ("Texas", "Texas", "US")]),
        ("The talks in Paris were held by France.", [("Paris", "Paris", "FR"), ("France", "France", "FR")]),
        ("She was born in London, Ontario.", [("London", "London", "CA"), ("Ontario", "Ontario", "CA")]),
        (
            "Georgia and Russia signed it in Tbilisi.",
            [("Georgia", "Georgia", "GE"), ("Russia", "Russia", "RU"), ("Tbilisi", "Tbilisi", "GE")],
        ),
        (
            "Voters in Georgia, Alabama and Florida went to the polls.",
            [("Georgia", "Georgia", "US"), ("Alabama", "Alabama", "US"), ("Florida", "Florida", "US")],
        ),
        ("A UK-based group works in Syria.", [("UK", "United Kingdom", "GB"), ("Syria", "Syria", "SY")]),
        ("He flew to Washington, D.C. on Monday.", [("Washington, D.C.", "Washington", "US")]),
        ("Fighting went on in Deir Ezzor, Syria.", [("Deir Ezzor", "Deir ez-Zor", "SY"), ("Syria", "Syria", "SY")]),
        ("It reached the Black Sea.", [("Black Sea", "Black Sea", "")]),
        ("A storm hit the People's Republic of China.", [("People's Republic of China", "China", "CN")]),
    ],
)
def test_resolution(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert places(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Mr Lincoln said that he would go.",
        "Paris Hilton sang, and Jack London wrote.",
        "The Boston Globe reported it.",
        "He died of West Nile virus.",
        "Two Canadian and German soldiers came.",
        "In March, Mobile phones were cut off.",
        "The Free Army of Hope fought on.",
        "Georgia Brown said so.",
    ],
)
def test_what_is_no_place(text: str) -> None:
    assert places(text) == []


def test_one_sense_per_report() -> None:
    text = "Perth is the capital of Western Australia. The mayor of Perth spoke. Perth was calm."
    assert {country for words, _, country in places(text) if words == "Perth"} == {"AU"}


def test_a_name_that_the_gazetteer_lacks_is_unresolved() -> None:
    assert places("Soldiers entered the village of Zzyxqua on Sunday.") == [("Zzyxqua", None, None)]


def test_mentions_guide() -> None:
    text = "Berlin said nothing. The crowd in Zzyxqua grew."
    person = Mention("m1", 0, 6, "Berlin", "person", "test")
    place = Mention("m2", text.index("Zz"), text.index("Zz") + 7, "Zzyxqua", "place", "test")
    assert places(text, mentions=(person, place)) == [("Zzyxqua", None, None)]


def test_a_plain_noun_in_a_headline_is_no_place_whatever_a_model_says() -> None:
    text = "Dam Disaster In Zzyxqua"
    assert places(text, mentions=(Mention("m1", 0, 3, "Dam", "place", "test"),)) == []


def test_given_toponyms_each_have_an_answer() -> None:
    text = "Between Bonn and Nowhereville."
    answers = locate(text, plain(text), [(8, 12), (17, 29)])
    assert [a.entry.name if a.entry else None for a in answers] == ["Bonn", None]


def test_rows() -> None:
    text = "Shells fell on Bakhmut. Bakhmut is in Ukraine."
    document = Document("d1", "a.txt", "0" * 64, text, text_sha256(text))
    rows = PlaceExtractor().extract(document, plain(text), Extraction("d1")).places
    assert all(text[p.start : p.end] == p.text for p in rows)
    first, _, country = rows
    assert (first.gazetteer, first.country, first.precision) == ("geonames:713174", "UA", "city")
    assert first.lat == pytest.approx(48.6, abs=0.1)
    assert country.precision == "country"
    assert rows == PlaceExtractor().extract(document, plain(text), Extraction("d1")).places


def test_keys_fold_spelling() -> None:
    assert key("Saint-Étienne") == key("St. Etienne") == "saint etienne"
    assert key("the Netherlands") == "netherlands"
    assert key("Sana’a") == key("Sanaa")


def test_the_gazetteer_holds_together() -> None:
    gaz = gazetteer()
    assert len(gaz) > 150_000
    countries = [gaz.entry(row) for row in range(len(gaz)) if gaz._arrays["kind"][row] == COUNTRY]
    assert {"UA", "SY", "US", "KE", "PH"} <= {e.country for e in countries}
    assert sum(gaz._arrays["kind"] == CAPITAL) > 180
    for name in ("Kyiv", "Nairobi", "Manila", "Damascus"):
        (entry,) = (e for e in gaz.find([key(name)])[key(name)] if e.kind == CAPITAL)
        assert -90 <= entry.lat <= 90
        assert -180 <= entry.lon <= 180
    assert gaz.find(["no such place anywhere"]) == {}


def test_the_packaged_lists_are_current() -> None:
    for name in ("common.txt", "demonyms.tsv"):
        source = Path(__file__).resolve().parents[3] / "resources" / "gazetteer" / name
        packaged = files("sayso.resources") / "gazetteer" / name
        assert packaged.read_text(encoding="utf-8") == source.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    ["", "A " * 20_000, "Al-" * 20_000, "St. " * 10_000, "of the " * 20_000, "Paris, " * 5_000, "İstanbul Ķ " * 2_000],
)
def test_hostile_texts(text: str) -> None:
    for found in find(text, plain(text)):
        assert 0 <= found.start < found.end <= len(text)
