"""The extractor of times: words -> phrases -> readings -> days -> rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.encoders.analysis import Analysis
from sayso.model import Document, Extraction, Span, Time, row_id

from .context import Quotations, is_narrative, is_time, looks_ahead
from .grammar import Phrase, phrases
from .readings import DayPart, Deictic, Pair, Partial, Reading, Unit, Vague
from .resolve import Frame, When, resolve
from .words import Words

_JOINTS = frozenset(("to", "dash", "through", "until", "till", "and", "or"))
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
        found = []
        for timed in times(words, document.published):
            start, end = words.starts[timed.first], words.end(timed.last - 1)
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
                    anchor=when.anchor if when.resolved else None,
                    rule=f"time: {timed.rule}",
                    value=when.value,
                    reason=when.reason,
                )
            )
        return replace(rows, times=rows.times + tuple(found))


def times(words: Words, published: dt.date | None) -> Iterator[Timed]:
    """The times of a text in order, each resolved against the publication day and those before it."""
    found = [p for p in phrases(words) if is_time(words, p)]
    if not found:
        return
    quotations = Quotations(words)
    narrative = is_narrative(found, published.year if published else None)
    frame = Frame(published, narrative)
    for first, last, reading, rule in joined(words, found):
        quoted = quotations.holds(first)
        frame.spoken = frame.day if quoted and frame.day and not narrative else None
        frame.ahead = looks_ahead(words, first, last) if _needs_tense(reading) else None
        when = resolve(reading, frame)
        bound, start = _bound(words, first)
        if not quoted:
            _remember(frame, reading, when)
        if bound and when.resolved:
            when = _bounded(bound, when, frame)
        yield Timed(start if bound else first, last, reading, when, rule)


def _needs_tense(reading: Reading | Pair) -> bool:
    if isinstance(reading, Pair):
        return _needs_tense(reading.last)
    if isinstance(reading, Unit):
        return reading.unit == "WE"
    return isinstance(reading, Partial) and reading.year is None and reading.year_which is None


def joined(words: Words, found: Sequence[Phrase]) -> Iterator[tuple[int, int, Reading | Pair, str]]:
    """Phrases, two ends of one range as one: ``June to August 2023``, ``between 2014 and 2016``."""
    i = 0
    while i < len(found):
        one = found[i]
        two = found[i + 1] if i + 1 < len(found) else None
        if two is not None and two.first - one.last == 1 and words.kind(one.last) in _JOINTS:
            pair = _pair(words, one, two)
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
    if not isinstance(a, Partial) or not isinstance(b, Partial):
        return None
    if joint == "and" and opener != "between":
        return None
    if joint == "or":
        return None
    if joint in ("until", "till") and opener != "from":
        return None
    if joint == "dash" and _shape(a) != _shape(b) and not (a.month and b.month):
        return None
    if a.clock or b.clock:
        return None
    if a.year is None and a.year_which is None and (b.year is not None or b.year_which is not None):
        if a.month is None and a.season is None:
            return None
        a = replace(a, year=b.year, year_which=b.year_which)
    return Pair(a, b)


def _shape(p: Partial) -> tuple[bool, ...]:
    return tuple(v is not None for v in (p.year, p.month, p.day, p.weekday, p.season, p.decade))


def _bound(words: Words, first: int) -> tuple[str | None, int]:
    """``since`` or ``by`` before a phrase, and the word at which it stands."""
    i = first - 1
    while i >= 0 and words.kind(i) in ("the", "about", "just", "at", "least", "dot") and first - i < 4:
        i -= 1
    kind = words.kind(i)
    return (kind, i) if kind in ("since", "by") else (None, first)


def _bounded(bound: str, when: When, frame: Frame) -> When:
    if bound == "since":
        now = frame.now
        if when.start is None or (now is not None and when.start > now):
            return when
        return replace(when, end=now, anchor=when.anchor or "published")
    if when.end is None:
        return when
    return replace(when, start=None)


def _remember(frame: Frame, reading: Reading | Pair, when: When) -> None:
    """Let later phrases count from this one."""
    if isinstance(reading, Vague) or (when.start is None and when.year is None):
        return
    frame.last = when
    if when.start is not None and when.start == when.end:
        frame.day = when.start
    elif frame.narrative:
        frame.day = None
    if when.granularity in ("day", "month", "year", "season", "time", "part-of-day", "quarter", "half"):
        frame.dated = when
