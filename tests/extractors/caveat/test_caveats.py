"""Caveats: clauses, headlines, the statements that they limit, and texts that must not hang."""

from __future__ import annotations

import pytest

from sayso.encoders.analysis import plain
from sayso.extractors.caveat import CaveatExtractor, find
from sayso.extractors.region import regions
from sayso.model import Document, Extraction, Figure, Quote, Statement, text_sha256


def caveats(text: str, **rows: object) -> list[tuple[str, str]]:
    analysis = plain(text)
    known = Extraction("d", regions=regions(text, analysis), **rows)  # type: ignore[arg-type]
    return [(c.kind, text[c.start : c.end]) for c in find(text, analysis, known)]


def statement(text: str, words: str, name: str) -> Statement:
    at = text.index(words)
    quote = Quote(at, at + len(words), words)
    return Statement(name, "indirect", (quote,), None, None, (), "named", "neutral", "CT+", 1.0, "test")


@pytest.mark.parametrize(
    ("sentence", "clause"),
    [
        (
            "The bridge fell on Monday, although there was no official information on its cause.",
            "there was no official information on its cause",
        ),
        (
            "While not naming any other bidders, the minister said the bid had won.",
            "While not naming any other bidders",
        ),
        ("In April, the firm did not respond, but its owner wrote back.", "the firm did not respond"),
        ("Officials said three people died; their identities were not provided.", "their identities were not provided"),
        (
            "The army withdrew, the rebels said, and it has not been possible to verify the claim.",
            "it has not been possible to verify the claim",
        ),
    ],
)
def test_a_caveat_is_its_clause(sentence: str, clause: str) -> None:
    assert [words for _, words in caveats("The old bridge.\n\n" + sentence)] == [clause]


def test_furniture_and_titles_hold_no_caveat() -> None:
    text = "Ministry declined to comment\n\nThe ministry is in the old town.\n\nREAD MORE: Firm refused to comment\n"
    assert caveats(text) == []


BODY = "{}\n\nThe ministry spoke on Monday. {} The river is still rising, and the roads to the north are closed."


@pytest.mark.parametrize(
    ("title", "sentence", "expected"),
    [
        (
            "900 medics arrive in the flooded north",
            "It said that 900 medics had applied to work in the north.",
            [("headline", "900 medics arrive in the flooded north")],
        ),
        ("900 medics arrive in the flooded north", "It said that 900 medics arrived on Sunday.", []),
        ("900 medics arrive in the north, ministry says", "It said that 900 medics had applied.", []),
        (
            "Port buys cranes worth $40m",
            "It set aside $25 million for the cranes and a further $3 million for the rails.",
            [("headline", "$40m")],
        ),
        ("Port buys cranes worth $28m", "It set aside $25 million for the cranes and $3 million for the rails.", []),
        (
            "Port buys cranes worth $40m",
            "The cranes are believed to be worth $40 million.",
            [("headline", "$40m")],
        ),
    ],
)
def test_headline_against_body(title: str, sentence: str, expected: list[tuple[str, str]]) -> None:
    assert caveats(BODY.format(title, sentence)) == expected


def test_a_figure_of_the_headline_with_another_measure() -> None:
    text = BODY.format(
        "Three children missing in the north", "It said that three children had been found and were well."
    )
    at = text.index("three children")
    figures = tuple(
        Figure(
            str(i), a, a + 14, text[a : a + 14], 3, 3, 3, 3, None, "children", measure, None, None, None, "total", "t"
        )
        for i, (a, measure) in enumerate(((0, "missing"), (at, "rescued")))
    )
    assert ("headline", "Three children") in caveats(text, figures=figures)


def test_what_a_caveat_limits() -> None:
    text = (
        "Flood in the north\n\n"
        "The ministry said 58 people had died. The rebels said the toll was 72. Neither figure could be verified.\n\n"
        "The governor said that the roads were open. His claim could not be independently confirmed. "
        "He declined to say how many soldiers were there."
    )
    rows = Extraction(
        "d",
        regions=regions(text, plain(text)),
        statements=(
            statement(text, "58 people had died", "s1"),
            statement(text, "the toll was 72", "s2"),
            statement(text, "that the roads were open", "s3"),
            statement(text, "to say how many soldiers were there", "s4"),
        ),
    )
    document = Document("d", "a.txt", "0" * 64, text, text_sha256(text))
    found = CaveatExtractor().extract(document, plain(text), rows).caveats
    assert [(c.kind, c.statements) for c in found] == [
        ("unverified", ("s1", "s2")),
        ("unverified", ("s3",)),
        ("withheld", ("s4",)),
    ]
    assert all(text[c.start : c.end] == c.text for c in found)
    assert len({c.id for c in found}) == 3
    assert found == CaveatExtractor().extract(document, plain(text), rows).caveats


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not " * 50_000,
        "declined to " * 20_000,
        "no no no comment " * 5_000,
        ", but " * 20_000,
        "9" * 50_000,
        "1,000 " * 5_000,
        "İ could not be verified. " * 50,
    ],
)
def test_hostile_texts(text: str) -> None:
    for kind, words in caveats(text):
        assert kind
        assert words


def test_a_headline_limits_the_statement_that_holds_its_figure() -> None:
    text = BODY.format("900 medics arrive in the north", "It said that 900 medics had applied to work in the north.")
    at = text.index("900 medics had")
    figures = tuple(
        Figure(
            str(i),
            a,
            a + 10,
            text[a : a + 10],
            900,
            900,
            900,
            900,
            None,
            "medics",
            measure,
            None,
            None,
            None,
            "total",
            "t",
        )
        for i, (a, measure) in enumerate(((0, "arrived"), (at, "applied")))
    )
    said = statement(text, "that 900 medics had applied to work in the north", "s1")
    rows = Extraction("d", regions=regions(text, plain(text)), figures=figures, statements=(said,))
    document = Document("d", "a.txt", "0" * 64, text, text_sha256(text))
    (caveat,) = CaveatExtractor().extract(document, plain(text), rows).caveats
    assert (caveat.kind, caveat.statements) == ("headline", ("s1",))
