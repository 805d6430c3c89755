"""Sources to the fullest name that the report gives, by the words alone."""

from __future__ import annotations

import pytest

from sayso.extractors.attribution.inventory import Inventory
from sayso.extractors.attribution.resolve import Resolver, Speaker
from sayso.model import Span


def who(text: str, source: str, before: list[Speaker] | None = None, outlet: str = "") -> str:
    at = text.rindex(source)
    resolver = Resolver(Inventory(text, ()), frozenset({outlet} if outlet else ()))
    return resolver.resolve(Span(at, at + len(source)), None, before or [], False).name


def told(text: str, words: str, kind: str | None = None) -> Speaker:
    at = text.index(words)
    return Speaker(words, at, at + len(words), kind)


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        ("Ana Brik, head of the Ostrel Bank, said so.", "Ana Brik, head of the Ostrel Bank", "Ana Brik"),
        ("The Marl–Ostrel Institute said so.", "The Marl–Ostrel Institute", "Marl–Ostrel Institute"),
        ("The General Motors plant shut. GM said so.", "GM", "General Motors"),
        ("Spc. Lora Welk, a native of Marl, agreed.", "Spc. Lora Welk, a native of Marl", "Lora Welk"),
        ("The Ostrel Volcanic Office (Ostvol) sees steam. Ostvol warned.", "Ostvol", "Ostrel Volcanic Office"),
        ("The Marl Council Leader, Ms Ana Brik, left.", "The Marl Council Leader, Ms Ana Brik", "Ana Brik"),
        ("Ana Bryńska spoke. Brynska left.", "Brynska", "Ana Bryńska"),
        ("Footage from the Ostrel Institute showed it.", "Footage from the Ostrel Institute", "Ostrel Institute"),
    ],
)  # fmt: skip
def test_names_in_the_source(text: str, source: str, name: str) -> None:
    assert who(text, source) == name


def test_an_office_is_no_name() -> None:
    text = "Marlian Prime Minister resigns\n\nOn Friday Minister Ana Brik, the Prime Minister of Marlia, resigned."
    assert all("Prime" not in n.core for n in Inventory(text, ()).names)


def test_a_paper_belongs_to_whoever_was_named_with_one() -> None:
    text = "The Defence Department said in a news release that talks went on. The release said the dam held."
    assert who(text, "The release", [told(text, "Defence Department", "organisation")]) == "Defence Department"
    assert who(text.replace("news release", "letter"), "The release") == "release"


def test_a_plural_goes_back_to_whoever_was_called_so() -> None:
    text = "Researchers from the University of Marl dived there. The researchers found lead."
    named = told(text, "Researchers from the University of Marl")
    assert who(text, "The researchers", [named]) == "Researchers from the University of Marl"


def test_first_person_of_a_statement_by_somebody() -> None:
    text = "Statement by Defence Secretary Ana Brik on the Liberation of Marl\n\nI welcome the news from Marl."
    assert who(text, "I") == "Ana Brik"
    body = "Statement by the Marl Ministry on the flood\n\nI welcome the news."
    assert who(body, "I") == "I"


def test_the_label_of_the_outlets_own_interviewer() -> None:
    text = "Marlnews spoke to Ana Brik.\n\n((MN)) Why do you run?"
    assert who(text, "((MN))", outlet="marlnews") == "Marlnews"
    assert who(text, "((MN))", outlet="daily") == "MN"


@pytest.mark.parametrize(
    ("text", "source"), [("It killed a million, according to WHO.", "WHO"), ("The US said so.", "US")]
)
def test_a_body_in_capitals_is_no_pronoun(text: str, source: str) -> None:
    assert who(text, source) == source


def test_a_body_in_capitals_is_a_name_but_not_in_a_line_of_capitals() -> None:
    assert [(n.core, n.kind) for n in Inventory("On Monday the WHO warned of it.", ()).names] == [
        ("WHO", "organisation")
    ]
    assert all("WHO" not in n.core for n in Inventory("WHO DID IT AND WHY NOBODY KNOWS", ()).names)


def test_what_a_clause_tells_about_a_source_does_not_name_it() -> None:
    text = "A senior official, who spoke to reveal details about the mission inside Marlia Agency, said so."
    assert who(text, text[: text.index(", said")]) == "senior official"


def test_the_group_is_whom_the_report_told_of_last() -> None:
    text = (
        "The Free Marl Movement, as the unit is called, was made to oppose the Ostrel Ministry and its war.\n\n"
        "That changed this week, when the group announced a raid."
    )
    assert who(text, "the group") == "Free Marl Movement"


def test_he_is_never_two() -> None:
    text = "Ana Brik and Ben Olm think so. Rather, he expects rain."
    assert who(text, "he", [told(text, "Ana Brik and Ben Olm", "person")]) == "he"


def test_they_are_many() -> None:
    text = "Marlian volunteers – Ana and Ben – row. They believe that it helps."
    assert who(text, "They") == "Marlian volunteers"
    text = "A soldier spoke. They realised that it was late."
    assert who(text, "They", [told(text, "A soldier")]) == "They"
    text = "The meeting hinted at plans that they say will work."
    assert who(text, "they", [told(text, "The meeting")]) != "The meeting"


def test_an_age_that_the_report_gives_otherwise_is_another_persons() -> None:
    text = "Mirik, now 23 years old, rows. The 25-year-old would not say how many came."
    assert who(text, "The 25-year-old", [told(text, "Mirik", "person")]) == "25-year-old"
    text = "Mirik, now 25 years old, rows. The 25-year-old would not say how many came."
    assert who(text, "The 25-year-old", [told(text, "Mirik", "person")]) == "Mirik"


def test_an_agency_is_no_person_and_the_outlet_is_an_outlet() -> None:
    text = "A soldier interviewed by RIA Novosti agreed. He added that it rained."
    assert who(text, "He", [told(text, "A soldier interviewed by RIA Novosti")]) != "RIA Novosti"
    text = "Veterans told Marl News. Marl police came. The outlet noted that it rained."
    assert who(text, "The outlet", [told(text, "Marl police", "organisation")]) == "Marl News"


def test_an_advisory_is_its_bodys() -> None:
    text = "The SWC said the storm was near. The advisory told of high waves."
    assert who(text, "The advisory", [told(text, "SWC", "organisation")]) == "SWC"
    assert who(text.replace("advisory", "study"), "The study", [told(text, "SWC", "organisation")]) == "study"
    named = 'The SWC\'s "Storm Ada Advisory Number 5", out at 8 p.m. EDT, put it near Marl.'
    assert who(named, 'The SWC\'s "Storm Ada Advisory Number 5", out at 8 p.m. EDT') == "SWC"


def test_we_of_a_communique_is_the_body_that_it_speaks_for() -> None:
    text = "Recent reports have spoken of it. As a friend, the Marl Council supports you. We urge both sides to talk."
    assert who(text, "We", [told(text, "Recent reports")]) == "Marl Council"


def test_he_is_not_whom_somebody_spoke_with() -> None:
    text = "Mr Ivo Brik came. In an interview with Mr Jan Dahl, he said it rained."
    assert who(text, "he") == "Ivo Brik"


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        ("The Marl team, led by Ana Brik, dived there. They found lead.", "They", "Marl team"),
        ("The Ostrel Army Office spoke of floods. They said it rained.", "They", "Ostrel Army Office"),
        ("When the town council met, they chose a mayor.", "they", "town council"),
    ],
)
def test_they_are_the_body_that_the_sentence_begins_with(text: str, source: str, name: str) -> None:
    assert who(text, source, [told(text, text.split()[-2])]) == name
