"""Matched words -> what they say. One function for each name that the grammar's ``as`` uses."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..readings import Pair, Reading
from ..words import Word
from . import clock, dates, lengths, pointing

Builder = Callable[[Sequence[Word]], Reading | Pair | None]
BUILDERS: dict[str, Builder] = {
    f.__name__: f
    for f in (
        clock.spoken_clock,
        dates.calendar,
        dates.unsure_month,
        dates.day_range,
        dates.year,
        dates.two_years,
        dates.bare_number,
        dates.iso,
        dates.numeric,
        dates.decade,
        dates.century,
        dates.season,
        dates.quarter,
        dates.half,
        dates.weekday_day,
        dates.weekday_on,
        dates.bare_day,
        dates.two_months,
        dates.iso_week,
        dates.night_between,
        dates.holiday,
        pointing.weekday_of,
        pointing.deictic,
        pointing.part_of_day,
        pointing.the_daypart,
        pointing.bare_daypart,
        pointing.which_unit,
        pointing.part_of_unit,
        pointing.same_unit,
        pointing.same_period,
        pointing.this_period,
        pointing.next_unit,
        pointing.the_day,
        pointing.after_next,
        pointing.nth_unit,
        pointing.day_of_month,
        pointing.days_of_month,
        pointing.week_of,
        pointing.the_weekend,
        pointing.since_then,
        pointing.now,
        pointing.recently,
        pointing.to_date,
        lengths.last_units,
        lengths.up_to,
        lengths.vague_units,
        lengths.shift_today,
        lengths.shift_now,
        lengths.unit_or_two,
        lengths.in_units_bare,
        lengths.shift_text,
        lengths.long_ago,
        lengths.units_later,
        lengths.in_units,
        lengths.within_units,
        lengths.soon_units,
        lengths.duration,
        lengths.some_units,
        lengths.set_of,
        lengths.reference,
    )
}
