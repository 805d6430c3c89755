"""The figure board: comparable figures as intervals on one axis, grouped by origin."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

from .scale import Scale, scale
from .svg import amount, el, fit, hue, interval, line, linked, picture, text

ROW, HEAD, TOP = 24.0, 28.0, 40.0
WORDS, GUTTER, NOTE = 252.0, 124.0, 138.0  # columns of a picture as wide as a page
_NUMBERS = 16  # characters of a reading beside its axis
_DIGIT = 6.6  # width of a digit of the axis
_SIGNS = {"conflict": "≠", "tension": "≉", "revision": "→"}


@dataclass(frozen=True, slots=True)
class Bar:
    """Figures of one origin that give the same interval. ``note`` stands at the right: how many reports, when."""

    key: str
    words: str
    low: float | None
    high: float | None
    typical_low: float | None
    typical_high: float | None
    note: str = ""
    href: str | None = None
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """One origin with its bars. ``colour`` is its place in the palette, ``None`` for unknown lineage."""

    name: str
    colour: int | None
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation between two bars: ``conflict``, ``tension`` or ``revision`` (``b`` supersedes ``a``)."""

    a: str
    b: str
    kind: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Board:
    """A set of comparable figures."""

    title: str
    unit: str
    groups: tuple[Group, ...]
    ties: tuple[Tie, ...] = field(default=())


def draw_board(board: Board, width: float = 940.0) -> Markup:
    """The board as a picture; hard intervals as thin lines, typical ones as thick bars."""
    bars = [b for g in board.groups for b in g.bars]
    values = [v for b in bars for v in (b.low, b.high, b.typical_low, b.typical_high) if v is not None]
    numbers = 118.0
    words = WORDS if width >= 900 else width * 0.2
    axis = scale(values, words + numbers, width - GUTTER - NOTE)
    height = TOP + sum(HEAD + ROW * len(g.bars) for g in board.groups) + 14
    parts = _axis(axis, height, board.unit)
    places: dict[str, float] = {}
    y = TOP
    for group in board.groups:
        parts.append(text(0, y + 19, fit(group.name, width - GUTTER, 13.0), f"origin {hue(group.colour)}"))
        parts.append(line(0, y + HEAD - 3, width - GUTTER, y + HEAD - 3, "rule"))
        y += HEAD
        for bar in group.bars:
            places[bar.key] = y + ROW / 2
            parts.append(_bar(bar, axis, y, hue(group.colour), width, words))
            y += ROW
    parts += _ties(board.ties, places, width)
    return picture("board", board.title, _description(board), width, height, *parts)


def _axis(axis: Scale, height: float, unit: str) -> list[Markup]:
    parts, free = [], 0.0
    for value in axis.ticks():
        x, half = axis.at(value), len(amount(value)) * _DIGIT / 2
        parts.append(line(x, TOP - 8, x, height - 8, "grid"))
        if x - half >= free:  # a number that would run into the one before is left to its line
            parts.append(text(x, TOP - 14, amount(value), "tick", "middle"))
            free = x + half + _DIGIT
    label = unit + (", compressed scale" if axis.folded else "")
    return [*parts, text(0, TOP - 14, label, "tick")]


def _bar(bar: Bar, axis: Scale, y: float, colour: str, width: float, words: float) -> Markup:
    mid = y + ROW / 2
    low, high = (axis.low if bar.low is None else bar.low), (axis.high if bar.high is None else bar.high)
    left, right = axis.at(low), axis.at(high)
    reading = interval(bar.low, bar.high)
    parts = [
        el("rect", x=0.0, y=y, width=width - GUTTER, height=ROW, class_="row chosen" if bar.chosen else "row"),
        text(8, mid + 4, "“" + fit(bar.words, words - 22) + "”", "words"),
        text(words + 90, mid + 4, reading if len(reading) <= _NUMBERS else _short(bar), "number", "end"),
        text(width - GUTTER - 8, mid + 4, bar.note, "note", "end"),
    ]
    if right - left < 3:
        parts.append(el("circle", cx=(left + right) / 2, cy=mid, r=5.0, class_=f"point {colour}"))
    else:
        parts.append(line(left, mid, right, mid, f"hard {colour}"))
        for end, x, sign in ((bar.low, left, -1), (bar.high, right, 1)):
            if end is None:
                tip = f"M{x + sign * 7:.1f} {mid:.1f} l{-sign * 8} -5 v10 z"
                parts.append(el("path", d=tip, class_=f"open {colour}"))
            else:
                parts.append(line(x, mid - 5, x, mid + 5, f"hard {colour}"))
        if bar.typical_low is not None and bar.typical_high is not None:
            a, b = axis.at(bar.typical_low), axis.at(bar.typical_high)
            parts.append(el("rect", x=a, y=mid - 4, width=max(b - a, 3.0), height=8.0, class_=f"typical {colour}"))
    label = f"“{bar.words}”, read as {reading}" + (f", {bar.note}" if bar.note else "")
    return linked(bar.href, label, *parts)


def _short(bar: Bar) -> str:
    """An interval of long numbers in the room there is: in millions where both ends are, else cut."""
    if bar.low is not None and bar.high is not None and min(bar.low, bar.high) >= 1e6:
        return f"{bar.low / 1e6:.3g}–{bar.high / 1e6:.3g} million"
    return fit(interval(bar.low, bar.high), 104)


def _ties(ties: tuple[Tie, ...], places: dict[str, float], width: float) -> list[Markup]:
    """Brackets in the right gutter, the short ones inside; each in a lane of its own where they would cross."""
    parts: list[Markup] = []
    lanes: list[list[tuple[float, float]]] = []
    known = [t for t in ties if t.a in places and t.b in places and t.a != t.b]
    for tie in sorted(known, key=lambda t: (abs(places[t.a] - places[t.b]), places[t.a], places[t.b], t.kind)):
        a, b = places[tie.a], places[tie.b]
        top, bottom = min(a, b), max(a, b)
        lane = next(
            (n for n, used in enumerate(lanes) if all(bottom < u or top > v for u, v in used)), len(lanes)
        )  # fmt: skip
        if lane > 5:
            continue
        if lane == len(lanes):
            lanes.append([])
        lanes[lane].append((top - 2, bottom + 2))
        x0, x = width - GUTTER + 2, width - GUTTER + 14 + lane * 17
        shape = f"M{x0:.1f} {a:.1f} H{x:.1f} V{b:.1f} H{x0:.1f}"
        inner = [el("path", d=shape, class_=f"tie {tie.kind}")]
        if tie.kind == "revision":
            inner.append(el("path", d=f"M{x0 - 1:.1f} {b:.1f} l7 -4 v8 z", class_="tip revision"))
        inner.append(el("circle", cx=x, cy=(a + b) / 2, r=7.5, class_="seat"))
        inner.append(text(x, (a + b) / 2 + 4, _SIGNS.get(tie.kind, "·"), f"sign {tie.kind}", "middle"))
        parts.append(el("g", el("title", f"{tie.kind}: {tie.why}" if tie.why else tie.kind), *inner))
    return parts


def _description(board: Board) -> str:
    lines = [
        f"{g.name}: " + ", ".join(f"“{b.words}” = {interval(b.low, b.high)}" for b in g.bars) for g in board.groups
    ]
    return "; ".join(lines)
