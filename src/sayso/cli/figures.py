"""``sayso figures``"""

from __future__ import annotations

import math
from pathlib import Path

import click

from sayso.drawing.wording import heading
from sayso.views.claims import Findings
from sayso.views.figures import FigureBoard, ValueRow, boards_json, figure_boards

from .leaving import leaving
from .options import case_argument, json_option, mask_option
from .terminal import print_json, say, shorten

_WIDTH = 36  # characters of the common scale
_SHOWN = ("conflict", "tension", "revision", "part")


@click.command(name="figures")
@case_argument
@click.argument("words", nargs=-1)
@click.option("--limit", type=click.IntRange(1), default=8, show_default=True, help="Boards to print.")
@mask_option
@json_option
def command(case: Path, words: tuple[str, ...], limit: int, mask: str | None, as_json: bool) -> int:
    """Comparable sets of figures on one scale, most contested first: who says so, through whom, and when."""
    with leaving(case, mask, as_json=as_json) as opened:
        boards = figure_boards(Findings(opened), " ".join(words))
        if as_json:
            print_json(boards_json(boards))
            return 0
        for board in boards[:limit]:
            print_board(board)
        if not boards:
            asked = " ".join(words)
            say("no two figures of these reports are comparable" + (f" and match {asked!r}" if words else ""))
            say(f"single figures stand in their statements: sayso search {case} {asked}".rstrip(), "dim")
        elif len(boards) > limit:
            say(f"{len(boards) - limit} more; narrow by words, or --limit", "dim")
        return 0


def print_board(board: FigureBoard) -> None:
    """One board: its sentence, its values on one scale, how they relate, what is not known."""
    say(f"{heading(board.claim.label)}  [{board.claim.id[:9]}]", "bold")
    say(f"  {board.headline}")
    scale = _Scale(board.values)
    width = max(len(v.label) for v in board.values)
    for value in board.values:
        who = ", ".join(value.origins[:2]) + (f" and {len(value.origins) - 2} more" if len(value.origins) > 2 else "")
        unknown = "unknown lineage" if value.unknown else ""
        days = sorted({day for r in value.rows if (day := r.as_of or r.published) is not None})
        span = "" if not days else (days[0] if days[0] == days[-1] else f"{days[0]} to {days[-1]}")
        reports = f"{value.reports} report{'s' if value.reports > 1 else ''}"
        if value.models < value.reports:
            reports += f", {value.models} not repeating another"
        mark = " (changed on the way)" if value.changed else ""
        rest = "; ".join(filter(None, (who, unknown, reports, span)))
        say(f"  {value.label:>{width}} {scale.draw(value)} {rest}{mark}")
    for relation in _telling(board):
        say(f"  {relation}", "dim")
    for line in board.unsaid:
        say(f"  not known: {line}", "dim")
    say()


def _telling(board: FigureBoard) -> list[str]:
    """The first relation of each kind and pair of figures: the same two numbers again tell nothing more."""
    label = {row.id: v.label for v in board.values for row in v.rows}
    out: dict[tuple[str, frozenset[str]], tuple[str, str, str]] = {}
    for r in board.relations:
        if r.relation not in _SHOWN:
            continue
        one, other = shorten(r.a.text or "", 30), shorten(r.b.text or "", 30)
        pair = frozenset((label.get(r.a.id or "", one), label.get(r.b.id or "", other)))
        told = f"{r.relation}: {one} ({r.a.path}) · {other} ({r.b.path}): {shorten(r.why, 110)}"
        out.setdefault((r.relation, pair), (one, other, told))
    first = sorted(out.items(), key=lambda item: (_SHOWN.index(item[0][0]), item[1]))
    return [told for _, (_, _, told) in first][:6]


class _Scale:
    """A common scale of all intervals of a board; by the logarithm of 1 + x where they span more than two powers of
    ten."""

    def __init__(self, values: tuple[ValueRow, ...]) -> None:
        ends = [x for v in values for x in (v.low, v.high) if x is not None]
        self.low, self.high = min(ends, default=0.0), max(ends, default=1.0)
        least = min((x for x in ends if x > 0), default=0.0)
        self.log = self.low >= 0 and least > 0 and self.high / least > 100
        if self.low == self.high:
            self.low, self.high = self.low - 1, self.high + 1

    def at(self, x: float) -> int:
        """Column of a number."""
        if self.log:
            low, high, here = (math.log1p(n) for n in (self.low, self.high, max(x, self.low)))
            share = (here - low) / (high - low)
        else:
            share = (x - self.low) / (self.high - self.low)
        return min(_WIDTH - 1, max(0, round(share * (_WIDTH - 1))))

    def draw(self, value: ValueRow) -> str:
        """The interval: a point, or a line with its typical part drawn thicker; an arrow where an end is open."""
        left = 0 if value.low is None else self.at(value.low)
        right = _WIDTH - 1 if value.high is None else self.at(value.high)
        cells = ["·"] * _WIDTH
        if left == right:
            cells[left] = "●"
            return "".join(cells)
        for i in range(left, right + 1):
            cells[i] = "─"
        if value.typical_low is not None and value.typical_high is not None:
            for i in range(self.at(value.typical_low), self.at(value.typical_high) + 1):
                cells[i] = "━"
        cells[left] = "◂" if value.low is None else "├"
        cells[right] = "▸" if value.high is None else "┤"
        return "".join(cells)
