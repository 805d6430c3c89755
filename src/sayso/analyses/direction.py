"""Which of two reports repeats the other: dates, credit lines, corrections, misprints that travel, lost words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sayso.model import Figure

from .align import Alignment
from .credits import Credits
from .index import days_between
from .reports import Report
from .words import words_between


@dataclass(frozen=True, slots=True)
class Direction:
    """``sign``: 1 when the second report repeats the first, -1 the other way round, 0 not known."""

    sign: int
    reasons: tuple[str, ...]


def direction(a: Report, b: Report, kind: str, alignment: Alignment, credits: Mapping[str, Credits]) -> Direction:
    """The direction with its reasons; evidence that points both ways leaves it unknown."""
    found: list[tuple[int, int, str]] = []  # sign, strength, reason
    for sign, model, heir in ((1, a, b), (-1, b, a)):
        credit = credits[heir.id]
        if model.id in credit.signed:
            found.append((sign, 4, f"{_name(heir)} bears the credit line of {_name(model)}"))
        elif model.id in credit.reports:
            found.append((sign, 3, f"{_name(heir)} names {_name(model)}"))
        elif model.id in credit.issuers:
            found.append((sign, 4, f"{_name(model)} is itself the source that {_name(heir)} names"))
    gap = days_between(a.day, b.day)
    if gap:
        first, later = (a, b) if gap > 0 else (b, a)
        days = "a day" if abs(gap) == 1 else f"{abs(gap)} days"
        found.append((1 if gap > 0 else -1, 3, f"{_name(later)} is dated {days} after {_name(first)}"))
    found += _lost_words(a, b, alignment)
    if kind == "excerpt" and not found:
        return Direction(0, ())
    total = sum(sign * strength for sign, strength, _ in found)
    if abs(total) < 2:
        return Direction(0, tuple(reason for _, _, reason in found) if found else ())
    sign = 1 if total > 0 else -1
    return Direction(sign, tuple(reason for s, _, reason in found if s == sign))


def _lost_words(a: Report, b: Report, alignment: Alignment) -> list[tuple[int, int, str]]:
    """Bounds such as `up to` that stand before a figure in one report and not in the passage of the other."""
    out = []
    for figure, other in changed_figures(a, b, alignment):
        exact, bounded = sorted((figure, other), key=lambda f: f.low != f.high)
        if exact.low == exact.high and bounded.low != bounded.high and exact.low in (bounded.low, bounded.high):
            mine = 1 if exact is other else -1
            out.append((mine, 2, f"`{bounded.text}` has become `{exact.text}`"))
    return out[:1]


def changed_figures(a: Report, b: Report, alignment: Alignment) -> list[tuple[Figure, Figure]]:
    """Figures that stand at the same place of a shared passage and differ in value."""
    return [(f, g) for f, g in _facing(a, b, alignment) if (f.low, f.high) != (g.low, g.high)]


def _facing(a: Report, b: Report, alignment: Alignment) -> list[tuple[Figure, Figure]]:
    """Figures of one measure that stand at the same place of a shared passage or next to it."""
    places: dict[int, Figure] = {}
    for figure in b.rows.figures:
        for i in words_between(b.words, figure.start, figure.end):
            places.setdefault(i, figure)
    out = []
    for figure in a.rows.figures:
        here = words_between(a.words, figure.start, figure.end)
        if not here:
            continue
        for run in alignment.runs:
            if run.a - 1 <= here[-1] <= run.a + run.length:
                facing = places.get(run.b + here[-1] - run.a)
                if facing is not None and facing.measure == figure.measure:
                    out.append((figure, facing))
                    break
    return out


def _name(report: Report) -> str:
    return report.outlet_name or report.document.path
