"""Counts that are not of what a report tells of."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right

import pytest

from sayso.analyses.asides import aside
from sayso.analyses.reports import Report
from sayso.model import Document, Extraction, Figure, Time
from sayso.text.sentences import sentences

LEAD = "A fever has killed 20 people in Marlia, the ministry said on Monday. "


def read(text: str, number: str, years: tuple[str, ...] = ()) -> str:
    text = LEAD + text
    times = tuple(
        Time(f"t{y}", text.index(y), text.index(y) + 4, y, dt.date(int(y), 1, 1), dt.date(int(y), 12, 31), True, "year",
             None, "test")
        for y in years
    )  # fmt: skip
    at = text.rindex(number)
    figure = Figure(
        "f", at, at + len(number), number, 1, 1, 1, 1, None, None, "killed", None, None, None, "total", "test"
    )
    document = Document("d", "d.txt", "", text, "", language="en", published=dt.date(2019, 5, 6))
    spans = sentences(text)
    n = max(0, bisect_right([s.start for s in spans], at) - 1)
    return aside(Report(document, Extraction("d", times=times)), spans, n, figure, at < len(LEAD))


@pytest.mark.parametrize(
    ("text", "number", "years", "told"),
    [
        ("Experts fear an outbreak that could kill millions.", "millions", (), "might"),
        ("If the dam goes, 300 people could die.", "300", (), "might"),
        ("It has killed 20 people and could be to blame for more.", "20", (), ""),
        ("It may have killed 48 people.", "48", (), ""),
        ("Normal flu kills 250 people in an average year.", "250", (), "each"),
        ("The roads cost 900 lives a year.", "900", (), "each"),
        ("It was the worst since a year ago, when 31 died.", "31", (), ""),
        ("The fever of 1968 killed 1,000 people.", "1,000", ("1968",), "1968"),
        ("The last outbreak was in 1968. It killed 1,000 people.", "1,000", ("1968",), "1968"),
        ("It is the worst outbreak since 1968. Some 70 people are ill.", "70", ("1968",), ""),
        ("The outbreak began in 1968. In all 1,000 people have died.", "1,000", ("1968",), ""),
        ("The clinic, opened in 1968, counted 17 dead.", "17", ("1968",), ""),
        ("", "20", (), ""),
    ],
)
def test_what_a_count_is_of(text: str, number: str, years: tuple[str, ...], told: str) -> None:
    assert read(text, number, years) == told
