"""The calendar against days that are known."""

import datetime as dt

import pytest

from sayso.extractors.time import calendar as cal
from sayso.extractors.time.calendar import Days


@pytest.mark.parametrize(
    ("year", "western", "orthodox"),
    [(2018, "2018-04-01", "2018-04-08"), (2023, "2023-04-09", "2023-04-16"), (2025, "2025-04-20", "2025-04-20")],
)
def test_easter(year: int, western: str, orthodox: str) -> None:
    assert cal.easter(year).isoformat() == western
    assert cal.orthodox_easter(year).isoformat() == orthodox


@pytest.mark.parametrize(
    ("rule", "year", "day"),
    [
        ("12-24", 2020, "2020-12-24"),
        ("11/4/4", 2023, "2023-11-23"),
        ("05/1/-1", 2022, "2022-05-30"),
        ("easter-2", 2018, "2018-03-30"),
        ("elect", 2020, "2020-11-03"),
        ("black", 2023, "2023-11-24"),
        ("2001-09-11", 1999, "2001-09-11"),
    ],
)
def test_holidays(rule: str, year: int, day: str) -> None:
    assert cal.holiday(rule, year).isoformat() == day


def test_thirds_touch_and_fill_the_period() -> None:
    for days, granularity in (
        (cal.years(2021), "year"),
        (cal.month(2023, 2), "month"),
        (cal.months(2021, 4, 3), "quarter"),
        (cal.years(1901, 99), "century"),
    ):
        early, mid, late = (cal.part_of(days, part, granularity, None) for part in ("early", "mid", "late"))
        assert early.start == days.start
        assert late.end == days.end
        assert early.end < mid.end < late.end
        assert mid.start <= early.end + cal.DAY
        assert late.start <= mid.end + cal.DAY


def test_shift_keeps_to_the_end_of_a_shorter_month() -> None:
    assert cal.shift(dt.date(2020, 1, 31), "M", 1) == dt.date(2020, 2, 29)
    assert cal.shift(dt.date(2020, 2, 29), "Y", -1) == dt.date(2019, 2, 28)


def test_a_winter_runs_into_the_next_year() -> None:
    assert cal.season(2021, "WI") == Days(dt.date(2021, 12, 1), dt.date(2022, 2, 28))


def test_out_of_range_is_an_error() -> None:
    with pytest.raises(ValueError, match="year"):
        cal.shift(dt.date(5, 1, 1), "CE", -1)
