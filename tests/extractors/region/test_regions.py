"""Regions: kinds, order, offsets, repetition, and texts that must not hang."""

from __future__ import annotations

import itertools

import pytest

from sayso.encoders.analysis import plain
from sayso.extractors.region import RegionExtractor, Repetition, regions
from sayso.model import Document, Extraction, Region, text_sha256

PAGE = """HARBOUR ONLINE
News | Weather | Contacts

Storm cuts power to half of Gullhaven

By Mara Lind, Gullhaven

Published 4 May 2021

Two ferries that were waiting for the storm to pass could not leave Gullhaven on Tuesday. Image: P. Holm

GULLHAVEN (Coast Wire) - A storm cut the power to half of Gullhaven on Tuesday, the power company said, and two \
ferries could not leave the harbour before the wind had turned.

JUST IN: Fish prices fall for a third week

The company expects that the lines will be mended by Thursday. Follow us on Facebook and never miss a story.

Repairs in the harbour

The harbour master said that the repairs to the harbour crane would take a week, and that nobody had been hurt there.

Nine charming cottages you can rent this summer

The mayor is to visit the harbour on Friday together with the head of the power company and the harbour master.

(Reporting by Mara Lind; editing by the Gullhaven desk)

Related posts
Council votes on harbour wall
Advertisement
"""


def found(text: str, **options: object) -> list[tuple[str, str]]:
    return [(r.kind, text[r.start : r.end]) for r in regions(text, plain(text), **options)]  # type: ignore[arg-type]


def test_a_page() -> None:
    assert found(PAGE) == [
        ("boilerplate", "HARBOUR ONLINE"),
        ("boilerplate", "News | Weather | Contacts"),
        ("title", "Storm cuts power to half of Gullhaven"),
        ("byline", "By Mara Lind, Gullhaven"),
        ("dateline", "Published 4 May 2021"),
        (
            "caption",
            "Two ferries that were waiting for the storm to pass could not leave Gullhaven on Tuesday.",
        ),
        ("boilerplate", "Image: P. Holm"),
        ("dateline", "GULLHAVEN (Coast Wire) -"),
        ("boilerplate", "JUST IN: Fish prices fall for a third week"),
        ("boilerplate", "Follow us on Facebook and never miss a story."),
        ("title", "Repairs in the harbour"),
        ("boilerplate", "Nine charming cottages you can rent this summer"),
        ("byline", "(Reporting by Mara Lind; editing by the Gullhaven desk)"),
        ("boilerplate", "Related posts"),
        ("boilerplate", "Council votes on harbour wall"),
        ("boilerplate", "Advertisement"),
    ]


def test_a_known_title_and_a_date_glued_to_the_body() -> None:
    text = (
        "Tue 04 May 2021 Storm cuts power in Gullhaven. A storm cut the power to half of the town on Tuesday, the "
        "company said.--Coast Wire and AFP"
    )
    assert found(text, title="Storm cuts power in Gullhaven") == [
        ("dateline", "Tue 04 May 2021"),
        ("title", "Storm cuts power in Gullhaven"),
    ]


def test_plain_reports_are_left_alone() -> None:
    body = "The harbour was closed on Tuesday. Nobody was hurt, the harbour master said, and the ferries will return."
    assert found(body) == []
    assert found("Storm closes harbour\n\n" + body + "\n\n" + body) == [("title", "Storm closes harbour")]


def test_an_interview_keeps_its_questions() -> None:
    text = (
        "Harbour master answers\n\n"
        + "Why did the crane fail?\n\nThe crane failed because nobody had looked at it for two years, as I have said.\n\n"
        * 3
    )
    assert [kind for kind, _ in found(text)] == ["title"]


def test_regions_of_the_reader_stay_and_nothing_overlaps() -> None:
    known = (Region(0, 14, "boilerplate", "reader"),)
    marked = regions(PAGE, plain(PAGE), known)
    assert marked[0] == known[0]
    assert all(a.end <= b.start for a, b in itertools.pairwise(marked))


def test_the_extractor_adds_to_the_rows() -> None:
    document = Document(
        "d1", "page.txt", "0" * 64, PAGE, text_sha256(PAGE), regions=(Region(0, 14, "boilerplate", "r"),)
    )
    rows = RegionExtractor().extract(document, plain(PAGE), Extraction("d1"))
    assert rows.regions[0].rule == "r"
    assert rows == RegionExtractor().extract(document, plain(PAGE), Extraction("d1"))


def test_lines_that_an_outlet_repeats() -> None:
    slogan = "Gullhaven's oldest paper, and still its best one, every day of the year."
    counter = Repetition()
    texts = [
        f"Story {n}\n\nThe {n}th meeting of the council was held on the {n}th of May.\n\n{slogan}\n" for n in range(8)
    ]
    for text in texts:
        counter.add(text)
    shared = counter.furniture()
    assert slogan.casefold() in shared
    assert len(shared) == 1
    assert found(texts[3], shared=shared)[-1] == ("boilerplate", slogan)


def test_a_sentence_that_an_outlet_repeats_inside_its_stories_is_no_furniture() -> None:
    counter = Repetition()
    for n in range(8):
        lines = [f"A line about the {n}th day and the {k}th hour of it." for k in range(12)]
        lines.insert(6, "The blast killed eleven workers in April.")
        counter.add("\n".join(lines))
    assert not counter.furniture()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n\n",
        "Photo: " + "x" * 200_000,
        "By " + "A " * 50_000,
        "(source " * 20_000,
        "A > " * 30_000,
        "Share\n" * 5_000,
        "A B C\n" * 5_000,
        "JAN 1 , 2000 " * 5_000,
        "İstanbul. Follow us on Twitter. ",
    ],
)
def test_hostile_texts(text: str) -> None:
    for region in regions(text, plain(text)):
        assert 0 <= region.start < region.end <= len(text)


def test_a_title_that_a_reader_marked_stays_the_title() -> None:
    at = PAGE.index("Storm cuts")
    known = (Region(at, at + len("Storm cuts power to half of Gullhaven"), "title", "reader"),)
    marked = regions(PAGE, plain(PAGE), known)
    assert [(r.kind, PAGE[r.start : r.end]) for r in marked] == found(PAGE)
