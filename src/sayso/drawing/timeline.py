"""Dates as intervals: exact days as marks, vague ones as bars, open ends as arrows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from markupsafe import Markup

from .scale import Days
from .svg import el, fit, line, linked, picture, text
from .wording import span

ROW, LABEL, TOP = 22.0, 420.0, 30.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """A dated thing. ``kind`` is its style: ``published``, ``time`` or ``claim``; open ends are ``None``."""

    label: str
    words: str
    from_: dt.date | None
    to: dt.date | None
    kind: str = "time"
    href: str | None = None
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """Stretches in the order in which they are drawn. ``first..last`` is the shown window."""

    title: str
    stretches: tuple[Stretch, ...]
    first: dt.date
    last: dt.date


def draw_timeline(timeline: Timeline, width: float = 940.0) -> Markup:
    """One row a stretch; what runs beyond the window ends in an arrow at its edge."""
    days = Days(timeline.first, timeline.last, LABEL, width - 12)
    height = TOP + ROW * len(timeline.stretches) + 12
    parts: list[Markup] = []
    for day, name in days.ticks():
        x = days.at(day)
        parts += [line(x, TOP - 8, x, height - 6, "grid"), text(x + 2, TOP - 12, name, "tick")]
    for n, stretch in enumerate(timeline.stretches):
        parts.append(_stretch(stretch, days, TOP + n * ROW, width))
    words = "; ".join(f"{s.label}: {span(s.from_, s.to)}" for s in timeline.stretches[:200])
    return picture("timeline", timeline.title, words, width, height, *parts)


def _stretch(stretch: Stretch, days: Days, y: float, width: float) -> Markup:
    mid = y + ROW / 2
    first, last = stretch.from_ or days.first, stretch.to or days.last
    left, right = days.at(first), days.at(last, end=True)
    parts = [
        el("rect", x=0.0, y=y, width=width, height=ROW, class_="row chosen" if stretch.chosen else "row"),
        text(4, mid + 4, fit(stretch.label, LABEL - 16), "words"),
        el(
            "rect", x=left, y=mid - 5, width=max(right - left, 4.0), height=10.0, rx=2.0,
            class_=f"span {stretch.kind}" + ("" if stretch.from_ == stretch.to else " vague"),
        ),
    ]  # fmt: skip
    if stretch.from_ is None or stretch.from_ < days.first:
        parts.append(el("path", d=f"M{days.left - 7:.1f} {mid:.1f} l7 -5 v10 z", class_=f"open {stretch.kind}"))
    if stretch.to is None or stretch.to > days.last:
        parts.append(el("path", d=f"M{days.right + 7:.1f} {mid:.1f} l-7 -5 v10 z", class_=f"open {stretch.kind}"))
    label = f"{stretch.label}: “{stretch.words}”, {span(stretch.from_, stretch.to)}"
    return linked(stretch.href, label, *parts)
