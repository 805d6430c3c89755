"""What the clause says: measure, group, place, as-of time, kind, direction."""

from __future__ import annotations

import datetime as dt

import pytest
from figure_rows import dated, figures, only


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("The flood killed 20 people and injured 30 others.", ["killed", "wounded"]),
        ("In the attack 18 trucks were destroyed and 20 civilians were killed.", ["destroyed", "killed"]),
        ("No casualties were reported.", ["casualties"]),
        ("More than 60 civilians were killed and injured in the bombings.", ["casualties"]),
        ("Police arrested 71 people on Friday.", ["detained"]),
        ("Eleven men have been charged with murder.", ["charged"]),
        ("The storm displaced 2,000 families.", ["displaced"]),
        ("Around 400 Swedes have signed up for the legion.", ["joined"]),
        ("At least 16,000 foreigners have applied.", ["applied"]),
        ("Some 500 migrants arrived on the island.", ["arrived"]),
        ("The army deployed 5,000 troops.", ["deployed"]),
        ("The virus infected 171 people.", ["infected"]),
        ("Hundreds of badly injured civilians are at hospitals.", ["wounded"]),
        ("The coalition conducted 39 strikes.", ["events"]),
        ("Fishermen rescued 35 sailors.", ["rescued"]),
        ("The plant produced 400 cars.", ["produced"]),
        ("About 15,000 people attended the rally.", ["attended"]),
        ("The bill passed with 215 votes.", ["voted"]),
        ("A force of 30,000 troops stood ready.", ["strength"]),
        ("Sales rose 43% in March.", ["change"]),
        ("Some 43% of voters agreed.", ["share"]),
        ("Two officials said so.", ["other"]),
        ("The court heard nine cases.", ["other"]),
        ("The clinic reported nine cases of the virus.", ["infected"]),
        ("The rate is seven deaths per 100,000.", ["rate"]),
        ("Thirty jihadists were killed near the town and another five outside it.", ["killed", "killed"]),
        ("Tens of thousands are feared dead and up to three million affected.", ["killed", "other"]),
        ("Thousands are feared dead and they say that three million people have been affected.", ["killed", "other"]),
        ("Tens of thousands are feared to have died and three million displaced.", ["killed", "displaced"]),
        ("A 50-strong Chinese rescue team landed.", ["strength"]),
        ("The number of people that have been killed has increased to 19.", ["killed"]),
    ],
)
def test_measure(text: str, measures: list[str]) -> None:
    assert [f.measure for f in figures(text)] == measures


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("At least 346 Islamic State fighters were killed.", "Islamic State"),
        ("Some 50 members of the Northern Tribe came.", "the Northern Tribe"),
        ("He bought 20 of Boeing's larger planes.", "Boeing"),
        ("Fourteen police officers were hurt.", "police"),
        ("Two sailors from the 12th Fleet fell.", "the 12th Fleet"),
        ("He took 12 votes from the 2017 election.", None),
        ("The 30 member states voted.", None),
        ("Twenty people were hurt.", None),
    ],
)
def test_group(text: str, group: str | None) -> None:
    assert only(text).group == group


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("At least 17 people were killed in Damascus.", "Damascus"),
        ("In Hama the army killed 70 fighters.", "Hama"),
        ("Five crewmen died when it fell near the town of Saraqib.", "Saraqib"),
        ("It killed 20 people in the U.S. border city of El Paso.", "El Paso"),
        ("A spokesman said in Ankara that 40 people had died.", None),
        ("She owns a 25 percent share in Lingus.", None),
        ("The slip followed a 9% fall in Chinese markets.", None),
    ],
)
def test_place(text: str, place: str | None) -> None:
    assert figures(text)[0].place == place


def test_as_of_is_the_time_of_the_clause() -> None:
    published = dt.date(2020, 7, 11)
    found = dated("Police said 71 people were arrested on Friday.", published)
    assert [f.as_of for f in found] == ["2020-07-10"]
    found = dated("In August 2016 more than 100 civilians were killed.", published)
    assert [f.as_of for f in found] == ["2016-08-01/2016-08-31"]
    assert dated("He was 34.", published)[0].as_of is None
    found = dated("The Front, which has held the bank since May 2015, put the dead at 72.", published)
    assert [f.as_of for f in found if f.text == "72"] == [None]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("A further 300 were ready to cross.", ["increment"]),
        ("Another 12 soldiers came, and two more ships.", ["increment", "increment"]),
        ("Seventy came, among them 50 veterans.", ["total", "part"]),
        ("Thirty people died, including 11 children.", ["total", "part"]),
        ("He has 12 of the 41 delegates.", ["part", "total"]),
        ("Two-thirds of the voters left.", ["part"]),
    ],
)
def test_kind(text: str, kinds: list[str]) -> None:
    assert [f.kind for f in figures(text)] == kinds


@pytest.mark.parametrize(
    ("text", "directions"),
    [
        ("The toll rose to 112 from 98.", ["up", "up"]),
        ("Output fell from 400 tonnes to 350 tonnes.", ["down", "down"]),
        ("The toll stood at 112.", [None]),
        ("Cases doubled.", ["up"]),
    ],
)
def test_direction(text: str, directions: list[str | None]) -> None:
    assert [f.direction for f in figures(text)] == directions


def test_dates_that_are_read_already_are_no_figures() -> None:
    assert not dated("It happened in 1812.", dt.date(2020, 1, 1))


def test_an_anchored_duration_is_a_figure_too() -> None:
    found = dated("He left two weeks ago.", dt.date(2020, 1, 1))
    assert [(f.text, f.measure, f.low) for f in found] == [("two weeks", "duration", 2)]


@pytest.mark.parametrize(
    ("text", "number", "measure"),
    [
        (
            "The death toll is put at 200,000, with around two million thought to be homeless.",
            "around two million",
            "displaced",
        ),
        ("The death toll is 200, with around 3,000 thought to be homeless.", "200", "killed"),
        ("One death was confirmed. The alert level stands at five.", "five", "other"),
        ("Ena Zizi, 69 - rescued after seven days.", "69", "age"),
    ],
)
def test_a_number_is_not_given_the_measure_of_its_neighbour(text: str, number: str, measure: str) -> None:
    assert [f.measure for f in figures(text) if f.text == number] == [measure]
