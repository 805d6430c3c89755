"""Codes in plain words."""

from __future__ import annotations

import datetime as dt

import pytest

from sayso.drawing.wording import dated, days, field, heading, measured, plain, related, relation, relations, span


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("that the list included fighters", "The list included fighters"),
        ("people killed (Sorvenia)", "People killed (Sorvenia)"),
        ("dead killed (Sorvenia)", "Dead (Sorvenia)"),
        ("days duration", "Duration in days"),
        ("residents strength (Brodek)", "Number of residents (Brodek)"),
        ("times events", "Number of times"),
        ("day duration", "Duration in days"),
        ("deaths killed (Brodek)", "Deaths (Brodek)"),
        ("cases infected", "Cases"),
        ("dollars money", "Dollars"),
        ("% change (Brodek)", "Change in % (Brodek)"),
        ("vote share", "Share of vote"),
        ("volunteers", "Volunteers"),
        ("there was no change of events", "There was no change of events"),
        ("", ""),
    ],
)
def test_a_label_reads_as_a_heading(label: str, shown: str) -> None:
    assert heading(label) == shown


def test_a_figure_is_told_by_what_it_measures_or_counts() -> None:
    assert measured("killed", "people") == "killed"
    assert measured("other", "children") == "children"
    assert measured("strength", "residents") == "residents"
    assert measured("other", None) == ""


def test_days_are_written_as_people_write_them() -> None:
    assert days("2025-04-12") == "12 Apr 2025"
    assert days("2025-04-12/2025-04-15") == "12 to 15 Apr 2025"
    assert days("2025-03-30/2025-04-02") == "30 Mar to 2 Apr 2025"
    assert days("2024-12-30/2025-01-02") == "30 Dec 2024 to 2 Jan 2025"
    assert days("/2025-04-15") == "until 15 Apr 2025"
    assert days("2025-04-15/") == "from 15 Apr 2025"
    assert days(None) == "–"
    assert days("spring") == "spring"
    assert span(None, None) == "not resolved"
    assert span(dt.date(2025, 4, 1), dt.date(2025, 4, 1)) == "1 Apr 2025"


def test_reasons_are_written_as_people_write_them() -> None:
    assert plain("`that` answers `it`, as of 2025-04-12") == "“that” answers “it”, as of 12 Apr 2025"
    assert plain("the part 1-2025-04-12-7 and 2025-13-40") == "the part 1-2025-04-12-7 and 2025-13-40"


def test_codes_have_words() -> None:
    assert relations(1, "copy") == "1 copy"
    assert relations(3, "copy") == "3 copies"
    assert relations(13, "same-event-only") == "13 of the same event, not copied"
    pairs = (("agree", 60), ("not-comparable", 350), ("denies", 1), ("conflict", 8), ("revision", 1))
    assert related(pairs) == "8 conflicts, 1 denial, 1 later count, 60 agree, 350 not comparable"
    assert relation("not-comparable") == "not comparable"
    assert field("as_of") == "the day they hold for"


def test_a_date_is_shown_by_its_words() -> None:
    assert dated("text 6..16 (Filed)", "Filed 2025-04-12 here") == "“2025-04-12” (Filed)"
    assert dated("meta date", "x") == "meta date"
