"""The program's codes in the words of somebody who has never seen them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

# How a relation between rows or between reports is called, and how several between reports are counted.
RELATIONS = {
    "not-comparable": "not comparable", "same-event-only": "same event, not copied", "same-origin": "same origin",
    "shared-quote": "same quotation", "possible-join": "one name?",
}  # fmt: skip
_SEVERAL = {
    "copy": ("copy", "copies"), "excerpt": ("excerpt", "excerpts"), "rewrite": ("rewrite", "rewrites"),
    "translation": ("translation", "translations"), "same-origin": ("of the same origin", "of the same origin"),
    "same-event-only": ("of the same event, not copied", "of the same event, not copied"),
    "shared-quote": ("with the same quotation", "with the same quotation"),
}  # fmt: skip
_BETWEEN_ROWS = {
    "conflict": ("conflict", "conflicts"), "denies": ("denial", "denials"), "tension": ("tension", "tensions"),
    "revision": ("later count", "later counts"), "part": ("part of a whole", "parts of a whole"),
    "agree": ("agrees", "agree"), "supports": ("supports", "support"),
    "not-comparable": ("not comparable", "not comparable"),
}  # fmt: skip
# What two figures that are not comparable differ in.
FIELDS = {
    "as_of": "the day they hold for", "counted": "what is counted", "group": "whose they are", "place": "the place",
    "measure": "what is measured", "unit": "the unit", "kind": "total or part",
}  # fmt: skip
# Measures that are nouns: a label that names what is counted and then the measure reads as one phrase.
_NOUNS = {
    **dict.fromkeys(("duration", "distance", "area", "speed", "weight", "volume", "temperature", "age"), "{m} in {c}"),
    **dict.fromkeys(("strength", "events"), "number of {c}"),
    **dict.fromkeys(("share", "rate", "score", "change"), "{m} of {c}"),
    "money": "{c}",
}  # fmt: skip
# Things counted whose name says the measure already.
_TWICE = frozenset(
    [(c, "killed") for c in ("dead", "death", "deaths", "fatalities", "bodies", "corpses")]
    + [(c, "infected") for c in ("case", "cases", "infection", "infections")]
)
_SEVERAL_UNITS = {
    u: f"{u}s" for u in ("second", "minute", "hour", "day", "week", "month", "year", "decade", "metre", "mile")
}
_LABEL = re.compile(r"([^\s()]+(?: [^\s()]+)?) ([a-z]+)( \([^()]*\))?")
_QUOTED = re.compile(r"`([^`]*)`")
_DAY = re.compile(r"(?<![\d-])(\d{4}-\d\d-\d\d)(?![\d-])")
_AT = re.compile(r"text (\d+)\.\.(\d+) \(([^()]*)\)")


def heading(label: str) -> str:
    """A claim's label as a heading: without the conjunction that it begins with, a measure said as people say it."""
    label = label.removeprefix("that ")
    match = _LABEL.fullmatch(label)
    if match and match[2] in _NOUNS:
        shape = "{m} in {c}" if match[1] in ("%", "percent") else _NOUNS[match[2]]
        counted = _SEVERAL_UNITS.get(match[1], match[1])
        label = shape.format(m=match[2], c=counted) + (match[3] or "")
    elif match and (match[1].casefold(), match[2]) in _TWICE:
        label = match[1] + (match[3] or "")
    return label[:1].upper() + label[1:]


def measured(measure: str, counted: str | None) -> str:
    """What a single figure measures, after its number: ``killed``, or what is counted where that says more."""
    return counted or "" if measure == "other" or measure in _NOUNS else measure


def relation(code: str) -> str:
    """A relation in words."""
    return RELATIONS.get(code, code)


def relations(number: int, code: str) -> str:
    """So many relations of one kind between reports."""
    one, many = _SEVERAL.get(code, (relation(code), relation(code)))
    return f"{number} {one if number == 1 else many}"


def related(pairs: Iterable[tuple[str, int]]) -> str:
    """How the rows of a claim relate, counted; what stands against each other first, what agrees last."""
    known = dict(pairs)
    ordered = [c for c in _BETWEEN_ROWS if c in known] + [c for c in known if c not in _BETWEEN_ROWS]
    return ", ".join(f"{known[c]:,} {_BETWEEN_ROWS.get(c, (relation(c),) * 2)[known[c] != 1]}" for c in ordered)


def field(code: str) -> str:
    """A field in which two figures differ, in words."""
    return FIELDS.get(code, code)


def plain(reason: str) -> str:
    """A reason as people write: words of reports in quotation marks, days with the month's name."""
    return _DAY.sub(lambda m: day(m[1]), _QUOTED.sub(r"“\1”", reason))


def day(value: str | dt.date | None) -> str:
    """A day as people write it, without the month's name in doubt."""
    if value is None:
        return "undated"
    try:
        date = dt.date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return str(value)
    return f"{date.day} {date:%b} {date.year}"


def span(from_: dt.date | None, to: dt.date | None) -> str:
    """An interval of days in words."""
    if from_ is None and to is None:
        return "not resolved"
    if from_ is None or to is None:
        return f"until {day(to)}" if from_ is None else f"from {day(from_)}"
    if from_ == to:
        return day(from_)
    first = day(from_)
    if from_.year == to.year:
        first = f"{from_.day}" if from_.month == to.month else f"{from_.day} {from_:%b}"
    return f"{first} to {day(to)}"


def days(value: str | None) -> str:
    """A day or an interval of days as rows keep it (``2025-04-12/2025-04-13``, either end may be open), in words."""
    if not value:
        return "–"
    first, slash, last = value.partition("/")
    try:
        low, high = (dt.date.fromisoformat(x) if x and x != ".." else None for x in (first, last if slash else first))
    except ValueError:
        return value
    return span(low, high)


def dated(reason: str, text: str) -> str:
    """By what a report is dated: the words themselves where they stand in its text."""
    match = _AT.fullmatch(reason)
    return f"“{' '.join(text[int(match[1]) : int(match[2])].split())}” ({match[3]})" if match else plain(reason)
