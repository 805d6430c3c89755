"""From what a page shows to what a picture draws."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable

from sayso.views.pages.claims import ClaimPage, OriginTellings
from sayso.views.pages.rows import Telling
from sayso.views.pages.tree import Branch

from .board import Bar, Board, Group, Tie
from .steps import Step, Steps
from .tree import Node
from .wording import heading, plain

Address = Callable[[Telling], str | None]


def figure_board(page: ClaimPage, address: Address, chosen: str | None = None) -> Board:
    """A claim's figures: within an origin, those with the same interval share a bar."""
    groups: list[Group] = []
    keys: dict[str, str] = {}
    for n, group in enumerate(page.groups):
        bars = []
        for m, same in enumerate(_same(group)):
            key = f"{n}.{m}"
            keys |= {t.id: key for t in same}
            first = same[0]
            bars.append(
                Bar(
                    key, min((t.words for t in same), key=lambda w: (len(w), w)), first.low, first.high,
                    first.typical_low, first.typical_high, _note(same), address(first),
                    any(t.id == chosen for t in same),
                )
            )  # fmt: skip
        if bars:
            groups.append(Group(group.name, group.colour, tuple(bars)))
    groups = _under_one_head(groups)
    ties = {
        (keys[t.a], keys[t.b], t.relation): t.why
        for t in page.ties
        if t.relation in ("conflict", "tension", "revision") and t.a in keys and t.b in keys
    }
    units = Counter(t.unit or t.counted or "" for t in page.tellings)
    unit = min(units, key=lambda u: (-units[u], u), default="")
    return Board(heading(page.line.label), unit, tuple(groups), tuple(Tie(*k, why) for k, why in sorted(ties.items())))


def _under_one_head(groups: list[Group]) -> list[Group]:
    """Groups of unknown lineage of one outlet stand together, with their number: they are none the fewer for it."""
    unknown = Counter(g.name for g in groups if g.colour is None)
    out: dict[object, Group] = {}
    for n, g in enumerate(groups):
        many = unknown[g.name] if g.colour is None else 1
        if many == 1:
            out[n] = g
            continue
        before = out[g.name].bars if g.name in out else ()
        out[g.name] = Group(f"{g.name}, {many} groups", None, before + g.bars)
    return list(out.values())


def course(page: ClaimPage, address: Address) -> Steps:
    """A claim's figures, each from the first day for which it is told (else the first day of publication): a later
    report that still repeats an old count is no step back."""
    series = []
    for group in page.groups:
        steps = [
            Step(day, t.low, t.high, t.words, address(t))
            for same in _same(group)
            if (first := _first(same)) is not None
            for day, t in (first,)
        ]
        if steps:
            series.append((group.name, group.colour, tuple(steps)))
    unit = next((t.unit or t.counted for t in page.tellings if t.unit or t.counted), "")
    return Steps(f"{heading(page.line.label)}, over time", unit or "", tuple(series))


def tree(branch: Branch) -> Node:
    """A branch of the origin tree with all below it."""
    name = heading(branch.name) if branch.kind == "claim" else branch.name
    return Node(
        name, branch.kind, branch.words, plain(branch.note), branch.href, branch.unknown,
        tuple(tree(b) for b in branch.below),
    )  # fmt: skip


def _same(group: OriginTellings) -> list[list[Telling]]:
    """A group's figures by interval, in order of size."""
    by_reading: dict[tuple[float, float, float, float], list[Telling]] = {}
    low, high = float("-inf"), float("inf")
    for t in group.tellings:
        if t.kind != "figure":
            continue
        key = (
            low if t.low is None else t.low, high if t.high is None else t.high,
            low if t.typical_low is None else t.typical_low, high if t.typical_high is None else t.typical_high,
        )  # fmt: skip
        by_reading.setdefault(key, []).append(t)
    return [
        sorted(by_reading[k], key=lambda t: (t.report.published or "9999", t.report.path, t.start))
        for k in sorted(by_reading)
    ]


def _note(same: list[Telling]) -> str:
    reports = len({t.report.id for t in same})
    first = next((t.report.published for t in same if t.report.published), None)
    day = dt.date.fromisoformat(first) if first else None
    return f"{reports} report{'s' if reports > 1 else ''}" + (f", {day.day} {day:%b}" if day else ", undated")


def _day(telling: Telling) -> dt.date | None:
    for value in (telling.as_of, telling.report.published):
        try:
            return dt.date.fromisoformat((value or "")[-10:])
        except ValueError:
            continue
    return None


def _first(same: list[Telling]) -> tuple[dt.date, Telling] | None:
    """The telling of the earliest day, with its day."""
    dated = [(day, t) for t in same if (day := _day(t)) is not None]
    return min(dated, key=lambda x: x[0], default=None)
