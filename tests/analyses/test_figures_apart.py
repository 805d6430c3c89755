"""A number that somebody rejects is not his; two bodies with a short form in common are two."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest

from sayso.analyses.claims import _of_most
from sayso.analyses.entities import Report, resolve_reports
from sayso.analyses.figures import _REPORTS_OF, _holder, _Words
from sayso.analyses.reports import Report as Body
from sayso.model import Document, Extraction, Figure, Mention


def figure(text: str, words: str) -> Figure:
    at = text.index(words)
    return Figure(
        "f", at, at + len(words), words, 72, 72, 72, 72, "people", "dead", "killed", None, None, None, "total", "test"
    )  # fmt: skip


def rejected(text: str, words: str = "72 dead") -> bool:
    return _Words().is_rejected(text, figure(text, words), 0, len(text))


def test_a_count_that_is_called_invented_is_rejected() -> None:
    assert rejected("He called the reports of 72 dead invented.")
    assert rejected("The mayor dismissed claims of some 72 dead.")
    assert rejected("It was 58, not 72 dead.")
    assert not rejected("He confirmed the reports of 72 dead.")
    assert not rejected("The health office counted 72 dead; a false alarm followed.")


def test_reports_of_a_number_stand_directly_before_it() -> None:
    assert _REPORTS_OF.search("reports of some ")
    assert not _REPORTS_OF.search("reports of shelling that left ")


def report(id: str, text: str, *names: str) -> Report:
    found = []
    for name in names:
        for m in re.finditer(re.escape(name) + r"(?! (?:Obs|Com))", text):
            found.append(
                Mention(f"{id}-{m.start()}-{m.end()}", m.start(), m.end(), name, "organisation", "test", None, 1.0)
            )
    return Report(id, f"{id}.txt", text, tuple(found))


def test_a_short_form_in_common_makes_two_bodies_no_one() -> None:
    a = report("a", "The Dovrik Ilmara Observatory spoke. Dovrik Ilmara said no more.",
               "Dovrik Ilmara Observatory", "Dovrik Ilmara")  # fmt: skip
    b = report("b", "The Dovrik Ilmara Committee spoke. Dovrik Ilmara said no more.",
               "Dovrik Ilmara Committee", "Dovrik Ilmara")  # fmt: skip
    groups = [{e.name, *e.aliases} for e in resolve_reports([a, b]).entities]
    assert not any({"Dovrik Ilmara Observatory", "Dovrik Ilmara Committee"} <= g for g in groups)


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("The Ostrel Index currently has a value of 72 points", {"ostrel", "index"}),
        ("As of 14:48 UTC, the main index, the MARL, dropped to 72 points", {"marl"}),
        ("The Ostrel fell sharply while the Brodek Composite stood at 72 points", {"brodek", "composite"}),
        ("It stood at 72 points", set()),
        ("The Ostrel police said that 72 dead", set()),  # a count of people has its group from the words around it
    ],
)
def test_an_index_named_in_the_clause_is_whose_points_they_are(text: str, holder: set[str]) -> None:
    words = text[text.index("72") :]
    row = replace(figure(text, words), measure="other" if "points" in words else "killed", unit=words.split()[1])
    body = Body(Document("d", "d.txt", "", text, ""), Extraction("d", figures=(row,)))
    assert _holder(body, row, 0) == holder


def test_a_board_is_named_by_what_most_of_its_figures_carry() -> None:
    assert _of_most(Counter({"Kansas": 1}), 10) is None
    assert _of_most(Counter({"Kansas": 1, "Iraq": 1}), 2) is None
    assert _of_most(Counter({"Kansas": 1}), 2) == "Kansas"
    assert _of_most(Counter({"Kansas": 6, "Iraq": 1}), 10) == "Kansas"
