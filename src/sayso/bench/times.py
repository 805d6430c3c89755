"""Times measured: input-to-result cases (Recognizers-Text), narratives (WikiWars), our own probes, and speed.

The cases of Recognizers-Text are written for an assistant that makes appointments; :data:`EXCLUDED` and the
translations in :func:`expected` say where its meaning is not the ledger's. WikiWars is only tested on, never
trained on. ``python -m sayso.bench.times`` prints the figures, with ``--misses`` also what went wrong.
"""

from __future__ import annotations

import datetime as dt
import html
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sayso.bench import data_folder, need
from sayso.encoders.analysis import plain
from sayso.extractors.time import TimeExtractor, Timex, timex
from sayso.model import Document, Extraction, Time, text_sha256

_EXTRACTOR = TimeExtractor()
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A kind of case that is left out, and why."""

    name: str
    why: str
    text: str = ""  # a pattern in the words of the result
    kind: str = ""  # a pattern in its type
    timex: str = ""  # a pattern in its TIMEX value
    mod: str = ""  # a pattern in its modifier
    around: str = ""  # a pattern in the whole input


EXCLUDED: tuple[Exclusion, ...] = (
    Exclusion(
        "no day",
        "a duration, a habit, a clock time or a zone is no time of the ledger",
        kind=r"duration|set|^time|timezone|timerange|datetimealt",
    ),
    Exclusion(
        "bound",
        "before, after and since are open towards both ends there; the ledger reads the time in them, and since up to "
        "the publication",
        mod=r"before|after|since|until|start|end",
    ),
    Exclusion(
        "thirds",
        "early, mid and late are halves or fixed days there, thirds in the ledger",
        text=r"(?i)\b(?:early|mid|middle|late|later|earlier|beginning|start|end)\b",
    ),
    Exclusion(
        "grain",
        "two months ago is one day there; the ledger keeps the grain of the words: that month",
        text=r"(?i)\b(?:months?|years?|decades?|centur)\b.{0,12}\b(?:ago|from now|hence|from today|later|back|before|"
        r"after|since)\b|\bin .{1,14} (?:months?|years?|decades?)$",
    ),
    Exclusion(
        "bare number",
        "a bare number is a day or an hour there (on 15, at 7); in a report it is a figure",
        text=r"(?i)^(?:from |between )?(?:the )?\d{1,2}(?:st|nd|rd|th)?(?: .*)?$(?<!\d{4})(?<![a-z]{4})",
    ),
    Exclusion(
        "number with a mark",
        "4/22, 4.22, 2015.3 and 2016-11 are dates there; in a report they are fractions, numbers and spans",
        text=r"^[^a-zA-Z]*\d{1,2}[./-]\d{1,2}(?![./-]?\d)[^a-zA-Z]*$|^\d{4}\s*[./-]\s*\d{1,2}$"
        r"|^\d{1,2}\s*[./-]\s*\d{4}$|(?<![\d/])\d{1,2}/\d{1,2}(?![\d/])",
    ),
    Exclusion(
        "plan",
        "a length from a start (two weeks starting May 20th) is a range there; reports give both ends",
        text=r"(?i)\bstarting\b|\bfor .* from\b|\bnow\b.*\bto\b|as soon as|w/c|business day",
    ),
    Exclusion(
        "week number",
        "week 31 is a week of the calendar there; in a report it counts from anything",
        text=r"(?i)\bweek \d|\bcy\d",
    ),
    Exclusion(
        "whole units",
        "the past two quarters and decades are units of the calendar there; the ledger counts back from the day",
        text=r"(?i)\b(?:last|past|previous|next|coming|following|upcoming)\b.*\b(?:quarters|decades)\b",
    ),
    Exclusion(
        "demand",
        "a bare weekend, week or year in a demand is the coming one there; in a report it has been",
        text=r"(?i)^the (?:weekend|week|fortnight|year|month)$|weekend of|\bweekend\b.* \d{4}$|day weekend$"
        r"|^(?:this |on )?weekend$|\brest (?:of )?(?:my|the)? ?week",
    ),
    Exclusion(
        "slang",
        "the words of chats and of other calendars are not read",
        text=r"(?i)\btmrw?\b|\botd\b|yuandan|workweek|working week|at the minute|^=",
        around=r"(?i)how about",
    ),
    Exclusion(
        "alternatives",
        "alternatives and afterthoughts (next week, preferably on Tuesday) are spoken demands",
        around=r"(?i)\bweek\b.*\b(?:or|preferably|maybe|best for me)\b|\bnext week\b.*\bbetween\b|^cortana, please find",  # noqa: E501
    ),
    Exclusion(
        "vague",
        "a few is three there and two to five in the ledger; less than is open there",
        text=r"(?i)\b(?:few|couple|several|less than|hence|in the future)\b",
    ),
    Exclusion(
        "weekday before last",
        "last Wednesday is that of the week before there, in a report the one just past",
        text=r"(?i)^(?:last|previous|following|this upcoming) (?:mon|tue|wednes|thurs|fri|satur|sun)",
    ),
    Exclusion("possessive", "my day and our weekend are times there", text=r"(?i)^(?:my|your|our)\b"),
    Exclusion("hours", "a stretch of hours is two moments there; the ledger counts days", timex=r"T\d\d|PT\d"),
    Exclusion("season", "seasons have no days there", timex=r"-(?:SP|SU|FA|WI)$"),
    Exclusion(
        "spelled year",
        "years spelled in words are read by speech assistants, not met in reports",
        text=r"(?i)\b(?:nineteen|twenty|two thousand|eighteen|year two|thousand)\b",
    ),
    Exclusion(
        "calendar of Islam",
        "the days of the Islamic calendar need a sighting of the moon",
        text=r"(?i)\bram(?:adan|azan|zan|adhan|athan)|eid\b|sacrifice|islamic",
    ),
)


@dataclass(frozen=True, slots=True)
class Case:
    """One input with the times expected in it: for each its range and the intervals that are right."""

    input: str
    reference: dt.date
    results: tuple[tuple[int, int, str, tuple[tuple[dt.date | None, dt.date | None], ...]], ...]


@dataclass(slots=True)
class Tally:
    """Cases right, wrong and left out (by reason), with the wrong ones in words."""

    right: int = 0
    wrong: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0


def extract(text: str, published: dt.date | None) -> tuple[Time, ...]:
    """The times of a text, as rows."""
    document = Document("d", "bench.txt", "", text, text_sha256(text), published=published)
    return _EXTRACTOR.extract(document, plain(""), Extraction("d")).times


# ---- Recognizers-Text

_FILES = (
    "DateParser", "DatePeriodParser", "HolidayParser", "MergedParser", "DateTimeParser", "DateTimePeriodParser",
    "DateTimeModel", "DateTimeModelCalendarMode", "DateTimeModelComplexCalendar", "DateTimeModelExperimentalMode",
    "DateTimeModelSplitDateAndTime", "DateTimeModelExtendedTypes", "DateTimeModelTasksMode",
)  # fmt: skip


def _date(text: str) -> dt.date:
    return dt.date.fromisoformat(text[:10])


_MONTH_END = re.compile(
    r"(?i)(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?:,? (?:in |of )?\d{4})?$|\d{4} [a-z]+$"
)
_QUARTER_END = re.compile(r"(?i)\b(?:to|-) ?(?:q[1-4] of \d{4}|\d{4}[- ]q[1-4])$")
_BARE_END = re.compile(
    rf"(?:to|and|through|till?|until|[-–]) ?(?:\d{{4}}$|[^\d]*(?:{_MONTH_END.pattern[4:]}))", re.IGNORECASE
)


def expected(result: Mapping[str, Any], reference: dt.date) -> tuple[tuple[dt.date | None, dt.date | None], ...]:
    """The intervals of a result in the ledger's meaning; past and future readings are both right.

    Translated: an end there is the day after the last; in a range with two written ends (from A to B) the
    ledger counts B in; last N days end today in the ledger, yesterday there, and next N days begin today.
    """
    value = result.get("Value") or result.get("Resolution") or {}
    raw: list[tuple[str | None, str | None]] = []
    for v in value.get("values", ()):
        if v.get("value"):
            raw.append((v["value"], v["value"]))
        elif v.get("start") or v.get("end"):
            raw.append((v.get("start"), v.get("end")))
    for key in ("FutureResolution", "PastResolution"):
        v = value.get(key, {})
        one = v.get("date") or v.get("dateTime")
        if one:
            raw.append((one, one))
        elif any(k.startswith(("start", "end")) for k in v):
            raw.append((v.get("startDate") or v.get("startDateTime"), v.get("endDate") or v.get("endDateTime")))
    found: list[tuple[dt.date | None, dt.date | None]] = []
    for start, end in raw:
        if not all(x is None or (x[:4].isdigit() and x[:4] != "0001") for x in (start, end)):
            continue
        a, b = (_date(x) if x else None for x in (start, end))
        if start != end and b is not None and (len(end or "") == 10 or (end or "").endswith("00:00:00")):
            found.append((a, b))  # the written last day
            if _BARE_END.search(result["Text"]) and b.day == 1:  # from May to September, between 2014 and 2018
                year_only = re.search(r"\d{4}$", result["Text"]) and not _MONTH_END.search(result["Text"])
                month = b.replace(month=12) if year_only and b.month == 1 else b
                found.append((a, (month.replace(day=28) + _DAY * 4).replace(day=1) - _DAY))
            if _QUARTER_END.search(result["Text"]) and b.day == 1:
                found.append((a, (b + _DAY * 93).replace(day=1) - _DAY))
            b -= _DAY
        if b == reference - _DAY:
            found.append((a, reference))
        if a == reference + _DAY:
            found.append((reference, b))
        found.append((a, b))
    return tuple(dict.fromkeys(found))


def excluded(case: Mapping[str, Any]) -> str | None:
    """The name of the first exclusion that holds for some result of a case."""
    for result in case["Results"]:
        value = result.get("Value") or result.get("Resolution") or {}
        values = value.get("values") or [value]
        kinds = [str(v.get("type", result.get("Type", ""))) for v in values]
        for x in EXCLUDED:
            if (
                (x.text and re.search(x.text, result["Text"]))
                or (x.kind and any(re.search(x.kind, k) for k in kinds))
                or (x.timex and any(re.search(x.timex, str(v.get("timex", v.get("Timex", "")))) for v in values))
                or (x.mod and any(re.search(x.mod, str(v.get("Mod", ""))) for v in values))
                or (x.around and re.search(x.around, case["Input"]))
            ):
                return x.name
    return None


def cases(folder: Path, tally: Tally) -> Iterator[Case]:
    """The cases of ``specs/DateTime`` whose meaning the ledger shares; what is left out is counted."""
    seen: set[tuple[str, str]] = set()
    for name in _FILES:
        for raw in json.loads((need(folder) / f"{name}.json").read_text(encoding="utf-8-sig")):
            reference = raw.get("Context", {}).get("ReferenceDateTime")
            if not reference or not raw["Results"] or (raw["Input"], reference[:10]) in seen:
                continue
            seen.add((raw["Input"], reference[:10]))
            reason = excluded(raw)
            if reason:
                tally.left_out[reason] += 1
                continue
            day = _date(reference)
            results = []
            for r in raw["Results"]:
                start = r["Start"] if "Start" in r else raw["Input"].lower().find(r["Text"].lower())
                end = start + r["Length"] if "Length" in r else r.get("End", start + len(r["Text"]) - 1) + 1
                results.append((start, end, r["Text"], expected(r, day)))
            if all(r[3] for r in results):
                yield Case(raw["Input"], day, tuple(results))
            else:
                tally.left_out["no day"] += 1


def specs(folder: Path) -> Tally:
    """How many cases come out right: every expected time found, with a right interval."""
    tally = Tally()
    for case in cases(folder, tally):
        found = extract(case.input, case.reference)
        if all(
            any(t.start < end and start < t.end and (t.from_, t.to) in right for t in found)
            for start, end, _, right in case.results
        ):
            tally.right += 1
        else:
            tally.wrong += 1
            wanted = "; ".join(
                f"{text} {' or '.join(f'{a}..{b}' for a, b in right)}" for _, _, text, right in case.results
            )
            got = "; ".join(f"{t.text} {t.from_}..{t.to}" for t in found)
            tally.misses.append(f"{case.reference} {case.input!r}: wanted {wanted}; found {got or 'nothing'}")
    return tally


# ---- WikiWars (Mazur and Dale 2010, CC BY-SA 3.0)


@dataclass(frozen=True, slots=True)
class Scores:
    """F1 of the expressions found, of those with the right TIMEX3 value, and of calendar intervals."""

    found: float
    value: float
    interval: float
    misses: tuple[str, ...]


def narratives(folder: Path) -> Iterator[tuple[str, dt.date, str, list[tuple[int, int, str]]]]:
    """Name, creation day, text and gold (start, end, value) of each narrative."""
    for path in sorted(need(folder).glob("*.tml")):
        raw = path.read_text(encoding="utf-8")
        created = re.search(r'CREATION_TIME"[^>]*value="([^"]+)"', raw)
        body = re.search(r"<TEXT>(.*)</TEXT>", raw, re.DOTALL)
        assert created is not None and body is not None
        text, at, gold = "", 0, []
        opened: list[tuple[int, str]] = []
        for tag in re.finditer(r'<TIMEX3 [^>]*value="([^"]*)"[^>]*>|</TIMEX3>', body.group(1)):
            text += html.unescape(body.group(1)[at : tag.start()])
            at = tag.end()
            if tag.group(1) is not None:
                opened.append((len(text), tag.group(1)))
            else:
                start, value = opened.pop()
                gold.append((start, len(text), value))
        yield path.stem, dt.date.fromisoformat(created.group(1)), text + html.unescape(body.group(1)[at:]), sorted(gold)


_INTERVAL = re.compile(r"(BC)?(\d{2,4})(?:-(\d\d|SP|SU|FA|WI|[HQ]\d|W\d\d))?(?:-(\d\d|WE))?(?:-XX.*|T.*)?$")


def interval(value: str) -> tuple[str | None, ...] | None:
    """The calendar interval that a value names, ``None`` for a duration, a set or a vague reference."""
    found = _INTERVAL.match(value.replace("-XX", ""))
    return found.groups() if found else None


def wikiwars(folder: Path) -> Scores:
    """Each gold expression pairs with the found one that it shares most characters with."""
    gold_n = found_n = paired_n = value_n = 0
    gold_i = found_i = right_i = 0
    misses = []
    for name, created, text, gold in narratives(folder):
        found = timex(text, created)
        pairs = _pairs(gold, found)
        gold_n, found_n, paired_n = gold_n + len(gold), found_n + len(found), paired_n + len(pairs)
        gold_i += sum(interval(g[2]) is not None for g in gold)
        found_i += sum(interval(t.value) is not None for t in found)
        for i, j in pairs:
            value_n += gold[i][2] == found[j].value
            right_i += interval(gold[i][2]) is not None and interval(gold[i][2]) == interval(found[j].value)
            if gold[i][2] != found[j].value:
                misses.append(f"{name}: {found[j].text!r}: wanted {gold[i][2]}, found {found[j].value}")
        paired = {i for i, _ in pairs}
        misses += [f"{name}: missed {text[s:e]!r} {v}" for i, (s, e, v) in enumerate(gold) if i not in paired]
    total = max(1, gold_n + found_n)
    return Scores(2 * paired_n / total, 2 * value_n / total, 2 * right_i / max(1, gold_i + found_i), tuple(misses))


def _pairs(gold: list[tuple[int, int, str]], found: tuple[Timex, ...]) -> list[tuple[int, int]]:
    shared = sorted(
        (
            (min(end, t.end) - max(start, t.start), -i, -j)
            for i, (start, end, _) in enumerate(gold)
            for j, t in enumerate(found)
            if start < t.end and t.start < end
        ),
        reverse=True,
    )
    pairs: list[tuple[int, int]] = []
    used: tuple[set[int], set[int]] = (set(), set())
    for _, i, j in shared:
        if -i not in used[0] and -j not in used[1]:
            used[0].add(-i)
            used[1].add(-j)
            pairs.append((-i, -j))
    return pairs


# ---- speed


def speed(folder: Path, rounds: int = 5) -> dict[str, float]:
    """Milliseconds of one core for a report of 500 words, on the annotated texts; the best of ``rounds``."""
    texts = [p.read_text(encoding="utf-8") for p in sorted(need(folder).glob("*.txt"))]
    words = sum(len(t.split()) for t in texts)
    best = float("inf")
    for _ in range(rounds):
        begun = time.process_time()
        for text in texts:
            extract(text, dt.date(2019, 6, 1))
        best = min(best, time.process_time() - begun)
    return {"milliseconds for 500 words": round(best / words * 500 * 1000, 3), "words a second": round(words / best)}


def run(data: Path) -> dict[str, Any]:
    """Every figure of this module."""
    cases_found = specs(data / "specs" / "DateTime")
    wars = wikiwars(data / "times" / "wikiwars" / "train")
    return {
        "specs": {
            "right": cases_found.right,
            "wrong": cases_found.wrong,
            "share": round(cases_found.share, 4),
            "left out": dict(sorted(cases_found.left_out.items())),
            "why": {x.name: x.why for x in EXCLUDED},
        },
        "wikiwars": {
            "found F1": round(wars.found, 4),
            "value F1": round(wars.value, 4),
            "interval F1": round(wars.interval, 4),
        },
        "speed": speed(data / "annotated" / "texts"),
    }


if __name__ == "__main__":
    here = data_folder()
    print(json.dumps(run(here), indent=1))
    if "--misses" in sys.argv:
        print("\n".join(specs(here / "specs" / "DateTime").misses))
        print("\n".join(wikiwars(here / "times" / "wikiwars" / "train").misses))
