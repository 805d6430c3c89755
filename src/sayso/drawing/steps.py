"""A running count over time: steps by origin, vague values as bands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from markupsafe import Markup

from .scale import Days, scale
from .svg import amount, el, fit, hue, interval, line, linked, picture, text


@dataclass(frozen=True, slots=True)
class Step:
    """One figure at its day. ``low``/``high`` are the hard interval."""

    day: dt.date
    low: float | None
    high: float | None
    words: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Steps:
    """Series by origin: name, colour (``None``: unknown lineage), steps."""

    title: str
    unit: str
    series: tuple[tuple[str, int | None, tuple[Step, ...]], ...]


def draw_steps(steps: Steps, width: float = 940.0, height: float = 260.0) -> Markup | None:
    """The plot, or ``None`` where no origin gives a second figure on another day (there is no course to show)."""
    every = [s for _, _, series in steps.series for s in series]
    days = sorted({s.day for s in every})
    if not any(len({s.day for s in series}) > 1 for _, _, series in steps.series):
        return None
    values = [v for s in every for v in (s.low, s.high) if v is not None]
    labels, bottom, top = 310.0, height - 28, 20.0
    across = Days(days[0], days[-1] + dt.timedelta(days=1), 56.0, width - labels)
    up = scale([0.0, *values], bottom, top)
    parts = [text(0, 12, steps.unit, "tick")]
    for value in up.ticks():
        y = up.at(value)
        parts += [line(56, y, width - labels, y, "grid"), text(50, y + 4, amount(value), "tick", "end")]
    for day, name in across.ticks():
        parts.append(text(across.at(day), height - 8, name, "tick", "middle"))
    taken: list[float] = []
    for name, colour, series in steps.series:
        ordered = sorted(series, key=lambda s: (s.day, s.low if s.low is not None else s.high or 0, s.words))
        path = ""
        for step in ordered:
            x = across.at(step.day) + 6
            low = up.at(step.low if step.low is not None else 0.0)
            high = up.at(step.high if step.high is not None else up.high)
            mid = low if step.high is None else high if step.low is None else (low + high) / 2
            path += f"M{x:.1f} {mid:.1f}" if not path else f"H{x:.1f}V{mid:.1f}"
            mark = (
                el("circle", cx=x, cy=mid, r=4.5, class_=f"point {hue(colour)}")
                if abs(low - high) < 2
                else el("rect", x=x - 3, y=high, width=6.0, height=low - high, class_=f"typical {hue(colour)}")
            )
            label = f"{name}, {step.day}: “{step.words}”, read as {interval(step.low, step.high)}"
            parts.append(linked(step.href, label, mark))
        if not path:
            continue
        parts.insert(0, el("path", d=path + f"H{width - labels:.1f}", class_=f"course {hue(colour)}"))
        y = _free(mid, taken, bottom)
        parts.append(text(width - labels + 8, y + 4, fit(name, labels - 10, 13.5), f"origin {hue(colour)}"))
    words = "; ".join(
        f"{name}: " + ", ".join(f"{s.day} {interval(s.low, s.high)}" for s in series)
        for name, _, series in steps.series
    )
    return picture("steps", steps.title, words, width, height, *parts)


def _free(y: float, taken: list[float], bottom: float) -> float:
    """The place for a label nearest to ``y`` where none stands yet; ``y`` itself where all are taken."""
    slots = [10 + 15.0 * n for n in range(int((bottom - 10) / 15) + 1)]
    free = [s for s in slots if all(abs(s - other) >= 15 for other in taken)]
    best = y if all(abs(y - other) >= 15 for other in taken) else min(free, key=lambda s: abs(s - y), default=y)
    taken.append(best)
    return best
