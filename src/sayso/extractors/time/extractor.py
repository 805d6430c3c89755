"""The extractor of times: words -> phrases -> readings -> days -> rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.encoders.analysis import Analysis
from sayso.model import Document, Extraction, Span, Time, row_id
from sayso.text.clocks import live_clocks

from .context import Quotations, certain_years, is_narrative, is_ranked, is_time, tense
from .grammar import Phrase, phrases
from .readings import Deictic, Nth, Pair, Partial, Plain, Reading, SamePeriod, Shift, Tense, Unit, Vague
from .readings import Span as Stretch
from .resolve import Frame, When, resolve
from .units import duration_value
from .values import timex_value
from .words import Words

JOINTS = frozenset(("to", "dash", "through", "until", "till", "and", "or"))
_SENTENCE = 150  # words; a day further back is of another sentence, whatever the marks say
_SPEECH_REACH = 21  # days before the publication within which a quoted speech is taken to lie
_DAY_AHEAD = 30  # words between a clock time and the day of its sentence
_SAID_REACH = 12  # words between the end of a quotation and the day on which it was said
_SERIES = 5  # words between a time to come and the next, which then is to come as well
_EVENT_REACH = 9  # words between before and the date that it counts from
_SINCE_REACH = 7  # words between since and the date of its clause: since its launch in 2003


@dataclass(frozen=True, slots=True)
class Timed:
    """A phrase (with its bound) and the days that it denotes."""

    first: int
    last: int
    reading: Reading | Pair
    when: When
    rule: str


class TimeExtractor:
    """Times of a document with their days; needs no rows of others."""

    name = "time"
    needs: tuple[str, ...] = ()
    gives: tuple[str, ...] = ("times",)

    def extract(self, document: Document, analysis: Analysis, rows: Extraction) -> Extraction:
        """Return ``rows`` with the document's times added, in text order."""
        text = document.text
        words = Words(text)
        found: list[Time] = []
        for timed in times(words, document.published):
            start, end = words.start(timed.first), words.end(timed.last - 1)
            when = timed.when
            found.append(
                Time(
                    id=row_id(document.id, "time", (Span(start, end),)),
                    start=start,
                    end=end,
                    text=text[start:end],
                    from_=when.start,
                    to=when.end,
                    resolved=when.resolved,
                    granularity=when.granularity,
                    anchor=_anchor(when, found),
                    rule=f"time: {timed.rule}",
                    value=timex_value(timed.reading, when),
                    reason=when.reason,
                )
            )
        return replace(rows, times=rows.times + tuple(found))


def times(words: Words, published: dt.date | None, join: bool = True) -> Iterator[Timed]:
    """The times of a text in order, each resolved against the publication day and those before it.

    Without ``join`` the two ends of a range stay two times, and bounds (since, by) are left out.
    """
    everything = list(phrases(words, timex=not join))
    years = certain_years(words, everything)
    clocks = {start for start, _ in live_clocks(words.text)}
    found = [p for p in everything if words.start(p.first) not in clocks and is_time(words, p, years)]
    if not found:
        return
    quotations = Quotations(words)
    narrative = is_narrative(found, published.year if published else None)
    frame = Frame(published, narrative, day_first=_order(found))
    ranges = list(joined(words, found, join))
    opening: dt.date | None = None  # the first day that the text reports on
    ahead: int | None = None  # the end of the last phrase, where it lies behind the publication
    count = 0  # times so far
    sentence: tuple[int, dt.date] | None = None  # the last day spoken of, and the word where
    for i, (first, last, reading, rule) in enumerate(ranges):
        quoted = quotations.holds(first)
        near = sentence is not None and first - sentence[0] < _SENTENCE and not words.stops(sentence[0], first)
        frame.scene = sentence[1] if near and sentence is not None else opening
        if not near and _is_bare_clock(reading):
            frame.scene = _day_ahead(words, frame, last, ranges[i + 1 : i + 4]) or opening
        frame.spoken = frame.told_on = None
        if quoted and not narrative:
            frame.told_on = _said_on(words, frame, quotations.stop(first), ranges[i + 1 : i + 3])
            frame.spoken = frame.told_on or _speech_day(frame)
        frame.tense = tense(words, first, last) if _needs_tense(reading) else None
        frame.limit = _is_limit(words, first, reading, frame.tense)
        if (
            ahead is not None
            and first - ahead <= _SERIES
            and not words.stops(ahead, first)
            and not _past(words, ahead, first)
        ):
            frame.tense = "ahead"  # from tomorrow night into Friday morning
        if words.kind(first - 1) == "since":
            frame.tense = "behind"
        if isinstance(reading, Stretch) and rule == _WITHIN and frame.tense in ("behind", "weak"):
            continue  # it collapsed within days
        if isinstance(reading, Shift) and reading.unsure and (_is_length(reading, frame) or is_ranked(words, first)):
            if not join:  # in ten days: a length of time
                length = Plain(duration_value(reading.unit, reading.low if reading.low == reading.high else None))
                count += 1
                yield Timed(first + 1, last, length, resolve(length, frame), rule)
            continue
        alone = i + 1 == len(ranges) or ranges[i + 1][0] - last > 1
        if isinstance(reading, Shift) and words.kind(last - 1) == "from" and alone:
            continue  # two days from here
        if (
            isinstance(reading, Shift)
            and words.kind(last - 1) in ("before", "after")
            and words.kind(first - 1) == "for"
        ):
            continue  # for a month after the explosion: how long
        compared = isinstance(reading, Unit) and _is_compared(words, first, reading, frame)
        if isinstance(reading, Shift) and words.kind(last - 1) in ("before", "after", "from", "previous"):
            when = _from_event(words, frame, reading, first, last, ranges[i + 1] if i + 1 < len(ranges) else None)
        elif compared:
            when = resolve(SamePeriod(None, -1), frame)
        else:
            when = resolve(reading, frame)
        bound, start = (None, first) if not join else _bound(words, first, ranges[i - 1][1] if i else 0)
        if not quoted and when.granularity in _DAYS and when.start == when.end and when.start is not None:
            past = published is None or when.start <= published
            if opening is None and past and not _is_dateline(reading, when, published):
                opening = when.start
            if not _attributive(words, first, last):
                sentence = (last, when.start)
        ahead = last if published and when.start and when.start > published else None
        if not quoted and not compared:
            _remember(frame, reading, when, _attributive(words, first, last))
        if bound and when.resolved:
            when = _bounded(bound, when, frame)
        if bound == "by" and when.granularity in _DAYS:
            bound = None
        if when.start is not None:
            frame.said[when.start] = count
        count += 1
        yield Timed(start if bound else first, last, reading, when, rule)


def _anchor(when: When, before: Sequence[Time]) -> str | None:
    """``published``, the id of the time counted from, ``text`` where that is not a row, null for an absolute date."""
    if not when.resolved or when.anchor is None:
        return None
    name, _, number = when.anchor.partition(":")
    return before[int(number)].id if number else name


def _past(words: Words, first: int, last: int) -> bool:
    """Whether a verb between two times looks back: due on Saturday, was cancelled on Tuesday."""
    return any(words.any_of(kind, first, last) for kind in ("was", "behind", "edword"))


def _is_limit(words: Words, first: int, reading: Reading | Pair, tense_: Tense | None) -> bool:
    """Whether the phrase is the end of something: until, through, to or by it."""
    before = words.kind(first - 1)
    if isinstance(reading, Partial) and reading.weekday and tense_ == "behind":
        return before in ("until", "till")
    return before in ("until", "till", "through", "to", "by")


def _is_compared(words: Words, first: int, reading: Unit, frame: Frame) -> bool:
    """Whether the previous year is that month or quarter of it: fell in June from the previous year."""
    if reading.unit != "Y" or reading.which != "previous" or frame.narrative or frame.last is None:
        return False
    compared = words.kind(first - 1) in ("from", "than", "to", "over", "on")
    return compared and frame.last.granularity in ("month", "quarter")


def _order(found: Sequence[Phrase]) -> bool | None:
    """Whether the text's numeric dates put the day first, where they tell and agree."""
    told = {p.reading.day_first for p in found if isinstance(p.reading, Partial)} - {None}
    return told.pop() if len(told) == 1 else None


def _is_length(reading: Shift, frame: Frame) -> bool:
    """Whether ``in ten days`` says how long something took, not when it will be."""
    if frame.narrative or frame.tense == "behind":
        return True
    return frame.tense is None and reading.unit in ("M", "Y", "DE", "CE")  # the lowest level in six years


def _is_dateline(reading: Reading | Pair, when: When, published: dt.date | None) -> bool:
    """Whether a day is the publication's own, written out above the text."""
    return isinstance(reading, Partial) and reading.year is not None and when.start == published


def _speech_day(frame: Frame) -> dt.date | None:
    """The day on which a quotation was said: that of the scene, if it is near the publication."""
    day = frame.scene or frame.day
    if day is None or frame.published is None:
        return day
    return day if 0 <= (frame.published - day).days <= _SPEECH_REACH else None


def _said_on(
    words: Words, frame: Frame, closing: int, following: Sequence[tuple[int, int, Reading | Pair, str]]
) -> dt.date | None:
    """The day named behind a quotation: ``"…," she said on Monday``."""
    for first, _, reading, _ in following:
        if first < closing:
            continue
        if not isinstance(reading, (Partial, Deictic)) or first - closing > _SAID_REACH or words.stops(closing, first):
            return None
        if not words.any_of("behind", closing, first) or words.any_of("mark", closing + 1, first):
            return None
        when = resolve(reading, Frame(frame.published, tense="behind", scene=frame.scene, day=frame.day))
        same = when.granularity in _DAYS and when.start is not None and when.start == when.end
        return when.start if same else None
    return None


def _is_bare_clock(reading: Reading | Pair) -> bool:
    """Whether a phrase is a clock time without its day."""
    bare = isinstance(reading, Partial) and bool(reading.clock) and reading.year is None
    return bare and isinstance(reading, Partial) and not (reading.weekday or reading.month or reading.holiday)


def _day_ahead(
    words: Words, frame: Frame, last: int, following: Sequence[tuple[int, int, Reading | Pair, str]]
) -> dt.date | None:
    """The day that the sentence names behind a clock time: it began at 7 p.m. and ended with 18 dead on Saturday."""
    for first, stop, reading, _ in following:
        if words.stops(last, first) or first - last > _DAY_AHEAD:
            return None
        if isinstance(reading, Partial) and (reading.weekday or reading.day) and not reading.which:
            when = resolve(reading, replace(frame, tense=tense(words, first, stop)))
            return when.start if when.start == when.end else None
        if isinstance(reading, Deictic):
            return resolve(reading, frame).start
    return None


def _from_event(
    words: Words,
    frame: Frame,
    reading: Shift,
    first: int,
    last: int,
    following: tuple[int, int, Reading | Pair, str] | None,
) -> When:
    """``two weeks before the November 13 deadline``: counted from the date that the clause names.

    Where it names none, the clause tells of the scene itself: what happens two weeks after a nameless event
    happens on the day that the text is about. Only in front of its sentence does ``two days before`` lead away.
    """
    if following is not None and following[0] - last <= _EVENT_REACH:
        between = words.classes[last : following[0]]
        if not any(words.kind(last + k) in ("dot", "comma", "line", "mark") for k in range(len(between))):
            event = resolve(following[2], frame)
            if event.start is not None:
                near = Frame(frame.published, frame.narrative, day=event.start, last=event)
                return resolve(reading, near)
    fronted = first == 0 or words.kind(first - 1) in ("dot", "line", "mark")
    if not frame.narrative and (reading.direction > 0 or not fronted):
        return resolve(replace(reading, low=0, high=0), frame)
    return resolve(reading, frame)


def _attributive(words: Words, first: int, last: int) -> bool:
    """Whether a phrase only describes a noun (the November 27 agreement), so that the text does not move there."""
    return "the" in (words.kind(first), words.kind(first - 1)) and words.kind(last) in ("other", "edword")


def _needs_tense(reading: Reading | Pair) -> bool:
    if isinstance(reading, Pair):
        return _needs_tense(reading.last)
    if isinstance(reading, Unit):
        return reading.unit == "WE" or reading.event
    if isinstance(reading, Stretch):
        return reading.high is None and reading.direction > 0
    if isinstance(reading, Shift):
        return reading.unsure or reading.base == "text"
    return isinstance(reading, Partial) and reading.year is None and reading.year_which is None


def joined(words: Words, found: Sequence[Phrase], join: bool) -> Iterator[tuple[int, int, Reading | Pair, str]]:
    """Phrases, two ends of one range as one: ``June to August 2023``, ``between 2014 and 2016``."""
    i = 0
    while i < len(found):
        one = found[i]
        two = found[i + 1] if i + 1 < len(found) else None
        gap = two.first - one.last - (words.kind(two.first - 1) == "the") if two is not None else 0
        if two is not None and gap == 1 and words.kind(one.last) in JOINTS:
            pair = _pair(words, one, two)
            if pair is not None and not join:
                yield one.first, one.last, pair.first, one.rule
                yield two.first, two.last, pair.last, two.rule
                i += 2
                continue
            if pair is not None:
                opener = words.kind(one.first - 1) in ("from", "between")
                yield one.first - opener, two.last, pair, f"{one.rule} to {two.rule}"
                i += 2
                continue
        yield one.first, one.last, one.reading, one.rule
        i += 1


def _pair(words: Words, one: Phrase, two: Phrase) -> Pair | None:
    a, b = one.reading, two.reading
    joint, opener = words.kind(one.last), words.kind(one.first - 1)
    if isinstance(a, Partial) and isinstance(b, (Deictic, Vague)) and opener in ("from", "between"):
        return Pair(a, b) if joint in ("to", "and", "until") and (isinstance(b, Deictic) or b.kind == "now") else None
    if isinstance(a, Vague) and a.kind == "now" and isinstance(b, Partial) and (joint, opener) == ("and", "between"):
        return Pair(a, b)
    if (
        isinstance(a, Partial)
        and isinstance(b, Nth)
        and opener in ("from", "between")
        and a.weekday
        and b.unit[0] == "d"
    ):
        return Pair(replace(b, unit=f"d{a.weekday}"), b)  # from Tuesday to Thursday last week
    if not isinstance(a, Partial) or not isinstance(b, Partial):
        return None
    if joint in ("and", "or") and opener != "between" and not _neighbours(a, b):
        return None
    if joint in ("until", "till") and opener != "from":
        return None
    if joint == "dash" and _shape(a) != _shape(b) and not (a.month and b.month):
        return None
    if a.clock or b.clock:
        return None
    if a.about or b.about:
        a, b = replace(a, about=False), replace(b, about=False)
    if a.year is None and a.year_which is None and (b.year is not None or b.year_which is not None):
        if a.which is not None:
            return Pair(a, b)
        if a.month is None and a.season is None and a.quarter is None:
            return Pair(a, b) if a.weekday and opener == "from" else None
        a = replace(a, year=b.year, year_which=b.year_which)
    return Pair(a, b)


def _neighbours(a: Partial, b: Partial) -> bool:
    """Two months or decades that follow each other: October and November, the 70s and 80s."""
    if a.day or b.day or a.weekday or b.weekday:
        return False
    if a.month and b.month:
        return b.month - a.month == 1 and a.year is None
    return a.decade is not None and b.decade is not None and b.decade - a.decade == 10


def _shape(p: Partial) -> tuple[bool, ...]:
    return tuple(v is not None for v in (p.year, p.month, p.day, p.weekday, p.season, p.decade))


def _bound(words: Words, first: int, floor: int) -> tuple[str | None, int]:
    """``since`` or ``by`` before a phrase, and the word at which it stands."""
    i = first - 1
    while i >= 0 and words.kind(i) in ("the", "about", "just", "at", "least", "dot") and first - i < 4:
        i -= 1
    kind = words.kind(i)
    if kind in ("since", "by"):
        return kind, i
    ends = words.kind(first) == "part" or words.kind(first + 1) == "part"
    if (kind in ("until", "till") and i < first - 2) or (kind in ("until", "before") and ends):
        return "until", i  # until at least 2014, before the end of the month
    return _since_event(words, first, floor)


def _since_event(words: Words, first: int, floor: int) -> tuple[str | None, int]:
    """``since its launch in`` before a date."""
    if not words.any_of("since", first - 1 - _SINCE_REACH, first):
        return None, first
    for i in range(first - 1, max(floor - 1, first - 2 - _SINCE_REACH), -1):
        kind = words.kind(i)
        if kind == "since":
            return "since", i
        if kind in ("comma", "dot", "line", "mark", "and", "or", "which") or kind.startswith("unit_"):
            return None, first
    return None, first


def _bounded(bound: str, when: When, frame: Frame) -> When:
    if bound == "since":
        now = frame.now
        if when.start is None or (now is not None and when.start > now):
            return when
        return replace(when, end=now, anchor=when.anchor or "published")
    now = frame.now
    ahead = now is not None and when.end is not None and now <= when.end
    if when.end is None or (when.granularity in _DAYS and bound == "by") or (bound == "until" and not ahead):
        return when
    return replace(when, start=now if ahead else None)


def _remember(frame: Frame, reading: Reading | Pair, when: When, attributive: bool) -> None:
    """Let later phrases count from this one."""
    if isinstance(reading, (Vague, Plain, SamePeriod)) or (when.start is None and when.year is None):
        return
    if frame.narrative and when.anchor == "published":
        return  # the day of writing is no part of the story
    day = when.granularity in _DAYS and when.start is not None and when.start == when.end
    if not (attributive and day):
        frame.last = when
        if day and not (isinstance(reading, (Partial, Unit)) and reading.part in ("end", "start")):
            frame.day = when.start
        elif frame.narrative:
            frame.day = None
    if when.granularity in ("day", "month", "year", "season", "time", "part-of-day", "quarter", "half"):
        frame.dated = when
    if when.granularity in ("month", "quarter", "half", "year"):
        frame.period = when
    if when.granularity in ("day", "month") and when.start is not None:
        frame.month = when.start


_DAYS = ("day", "time", "part-of-day")
_WITHIN = "within units"  # the rule's name in the grammar
