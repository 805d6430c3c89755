"""One full date in a short string, or none: never a guess."""

from __future__ import annotations

import datetime as dt

import pytest

from sayso.text.dates import parse_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Status: 12/19/2022 08:59 a.m", "2022-12-19"),
        ("Sunday, April 28, 2019", "2019-04-28"),
        ("2022-12-19T08:59:00Z", "2022-12-19"),
        ("2022-12-19 08:59", "2022-12-19"),
        ("20221219T085900", "2022-12-19"),
        ("Mon, 19 Dec 2022 08:59:00 +0200", "2022-12-19"),
        ("Mon, 19 Dec 94 08:59:00 GMT", "1994-12-19"),
        ("Published on 3rd of March 2021 by the desk", "2021-03-03"),
        ("Sept. 5, 2013", "2013-09-05"),
        ("5 Sep. 2013", "2013-09-05"),
        ("19.12.2022", "2022-12-19"),
        ("5.6.2022", "2022-06-05"),
        ("24 февраля 2022 года", "2022-02-24"),
        ("5 березня 2022", "2022-03-05"),
        ("3. März 2020", "2020-03-03"),
        ("1er août 2019", "2019-08-01"),
        ("4 de mayo de 2020", "2020-05-04"),
        ("12-Jan-2020", "2020-01-12"),
        ("/news/2019/04/28/story.html", "2019-04-28"),
    ],
)
def test_reads(text: str, expected: str) -> None:
    assert parse_date(text) == dt.date.fromisoformat(expected)


@pytest.mark.parametrize(
    "text", ["", "no date", "May 5", "2022", "31 February 2020", "5/6/2022", "1.2.3.4", "v2.10.2020.1", "13/13/2020"]
)
def test_never_guesses(text: str) -> None:
    assert parse_date(text) is None


def test_order_given() -> None:
    assert parse_date("5/6/2022", day_first=True) == dt.date(2022, 6, 5)
    assert parse_date("5/6/2022", day_first=False) == dt.date(2022, 5, 6)
    assert parse_date("19/12/2022", day_first=False) == dt.date(2022, 12, 19)
