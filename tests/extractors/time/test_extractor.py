"""What holds of every row: its words, its reason, its anchor, its value; and what the whole text decides."""

import datetime as dt
from itertools import pairwise

import pytest
from time_rows import read

from sayso.encoders.analysis import plain
from sayso.extractors.time import TimeExtractor, timex
from sayso.model import Document, Extraction, text_sha256

PUBLISHED = dt.date(2023, 5, 24)
MIXED = (
    "Kyiv — “Вчора, 24 лютого,” he said\u200b. On Tuesday\u00a0(May 23) at 6 a.m. local time (0300 UTC) a shell "
    "fell.\n\nIn 2014 \U0001f4a5 the war began; three years later, it went on.\nUntil June 1st, 2024…"
)


def test_text_of_a_row_is_the_slice() -> None:
    found = read(MIXED, PUBLISHED)
    assert len(found) >= 7
    assert all(MIXED[t.start : t.end] == t.text for t in found)


def test_rows_stand_in_order_and_never_overlap() -> None:
    found = read(MIXED, PUBLISHED)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_same_text_same_rows() -> None:
    assert read(MIXED, PUBLISHED) == read(MIXED, PUBLISHED)
    assert len({t.id for t in read(MIXED, PUBLISHED)}) == len(read(MIXED, PUBLISHED))


def test_other_rows_are_kept() -> None:
    document = Document("d1", "a.txt", "", "It fell today.", text_sha256("It fell today."), published=PUBLISHED)
    before = Extraction("d1", times=read("It fell in 1999."))
    after = TimeExtractor().extract(document, plain(document.text), before)
    assert after.times[:1] == before.times
    assert len(after.times) == 2


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("It was created last August.", "the publication date is not known"),
        ("It fell on Tuesday.", "the publication date is not known"),
        ("He said so today.", "the publication date is not known"),
        ("At 6 a.m. it fell.", "a clock time without a day"),
        ("In 490 BC they won.", "before the year 1"),
        ("They met on February 30, 2020.", "no such day in the calendar"),
    ],
)
def test_unresolved_says_why(text: str, reason: str) -> None:
    (found,) = read(text)
    assert (found.from_, found.to, found.resolved, found.anchor) == (None, None, False, None)
    assert found.reason == reason


def test_anchors() -> None:
    times = read("On Monday he left. Two days later, in June 2019, he spoke.", PUBLISHED)
    anchors = {t.text: t.anchor for t in times}
    assert anchors == {"Monday": "published", "Two days later": times[0].id, "June 2019": None}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("in June 2015", "2015-06"),
        ("in early 1941", "1941"),
        ("in the summer of 1942", "1942-SU"),
        ("in the 1970s", "197"),
        ("in the 19th century", "18"),
        ("on the morning of 9 April 2003", "2003-04-09TMO"),
        ("in the third quarter of 2009", "2009-Q3"),
        ("last week", "2023-W20"),
        ("at 9:34 p.m. EST on March 19, 2003", "2003-03-19T21:34-05"),
        ("at 16:15 UTC, June 1st, 2022", "2022-06-01T16:15Z"),
        ("he is now here", "PRESENT_REF"),
        ("in 490 BC it was", "BC0490"),
        ("in the spring of 480 BC it was", "BC0480-SP"),
    ],
)
def test_timex_values(text: str, value: str) -> None:
    assert [t.value for t in read(text, PUBLISHED)] == [value]


def test_timex_counts_what_the_ledger_does_not() -> None:
    text = "The former king fought for seven years, from 22-25 April 1951, every day."
    assert [(t.text, t.type, t.value) for t in timex(text)] == [
        ("former", "DATE", "PAST_REF"),
        ("seven years", "DURATION", "P7Y"),
        ("22", "DATE", "1951-04-22"),
        ("25 April 1951", "DATE", "1951-04-25"),
        ("every day", "SET", "XXXX-XX-XX"),
    ]


HISTORY = (
    "In 1939 the war began. On September 1 they marched. In March 1940 they halted. In 1941 they marched again; on "
    "June 22 they crossed. The following year they were stopped. In 1943 they turned back. In February they gave up."
)


def test_in_a_narrative_a_bare_day_belongs_to_the_year_last_spoken_of() -> None:
    found = {t.text: t.from_ for t in read(HISTORY, dt.date(2009, 12, 19))}
    assert found["September 1"] == dt.date(1939, 9, 1)
    assert found["June 22"] == dt.date(1941, 6, 22)
    assert found["The following year"] == dt.date(1942, 1, 1)
    assert found["February"] == dt.date(1943, 2, 1)


def test_a_narrative_needs_no_publication_date() -> None:
    assert [t.from_ for t in read(HISTORY) if t.text == "June 22"] == [dt.date(1941, 6, 22)]


def test_a_report_with_history_in_it_is_no_narrative() -> None:
    report = "On Tuesday he resigned. " + HISTORY
    assert [t.from_ for t in read(report, PUBLISHED) if t.text == "Tuesday"] == [dt.date(2023, 5, 23)]


def test_a_quotation_speaks_from_its_own_day() -> None:
    found = read('On Saturday a mine fell in. "We lost ten men today," the mayor said.', PUBLISHED)
    assert [t.from_ for t in found] == [dt.date(2023, 5, 20), dt.date(2023, 5, 20)]


def test_a_clock_time_belongs_to_the_day_of_the_scene() -> None:
    text = "A gunman fired on Saturday. Officials counted the dead on Monday. It began at 10:39 a.m. local time."
    assert [t.from_ for t in read(text, PUBLISHED)][-1] == dt.date(2023, 5, 20)


def test_empty_and_timeless_texts() -> None:
    assert read("", PUBLISHED) == ()
    assert read("Nothing of the kind happened there.", PUBLISHED) == ()


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("It was 5/6/2022.", [None]),
        ("It was 5/6/2022, not 13/6/2022.", [dt.date(2022, 6, 5), dt.date(2022, 6, 13)]),
        ("It was 5/6/2022, not 6/13/2022.", [dt.date(2022, 5, 6), dt.date(2022, 6, 13)]),
        ("It was 5/8/2023.", [dt.date(2023, 5, 8)]),
    ],
)
def test_a_numeric_date_is_read_where_the_text_or_the_publication_tells_its_order(
    text: str, days: list[dt.date | None]
) -> None:
    found = read(text, PUBLISHED)
    assert [t.from_ for t in found] == days
    assert all(t.resolved or t.reason == "day and month cannot be told apart" for t in found)


@pytest.mark.parametrize(
    "text",
    [
        "They left on Thursday night, before dawn, at dusk and again by evening on 5 May.",
        "In one night of late March 2022, two weeks ago, the ministry met every Monday at 9 p.m. until last week.",
        "USA Today wrote on Sunday that the 7th floor burned between 3 and 5 June, since then and in the past year.",
    ],
)
def test_a_text_may_end_anywhere(text: str) -> None:
    for end in range(len(text) + 1):
        read(text[:end], dt.date(2022, 5, 6))


def test_today_in_the_name_of_a_paper_is_no_day() -> None:
    text = "He told USA Today that it rained. Russia Today reported two dead. In Russia today two more died."
    assert [t.text for t in read(text, dt.date(2022, 5, 6))] == ["today"]
