"""The origin tree: a row, through tellers and copies, down to its origins."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

from .svg import el, fit, line, linked, picture, text

COLUMN, ROW, BOX = 236.0, 70.0, 216.0


@dataclass(frozen=True, slots=True)
class Node:
    """One step: a claim, a report, a teller or an origin, with its words. ``unknown``: lineage not recorded."""

    name: str
    kind: str
    words: str = ""
    note: str = ""
    href: str | None = None
    unknown: bool = False
    below: tuple[Node, ...] = field(default=())


def draw_tree(root: Node, title: str) -> Markup:
    """Left to right; every leaf has a row of its own, so that no two labels meet."""
    parts: list[Markup] = []
    depth = _depth(root)
    rows = _place(root, 0, 0.0, parts)
    width, height = depth * COLUMN, rows * ROW + 6
    return picture("tree", title, _told(root), width, height, *parts)


def _depth(node: Node) -> int:
    return 1 + max((_depth(n) for n in node.below), default=0)


def _place(node: Node, column: int, row: float, parts: list[Markup]) -> float:
    """Draw a node and what is below it from ``row`` on; returns the rows used."""
    used = 0.0
    centres = []
    for child in node.below:
        centres.append((row + used) * ROW + ROW / 2)
        used += _place(child, column + 1, row + used, parts)
    used = max(used, 1.0)
    x, y = column * COLUMN + 2, row * ROW + ROW / 2  # in line with the first child: the way down stays in sight
    joint = x + BOX + 10
    if centres:
        parts.append(line(x + BOX, y, joint, y, "branch"))
        parts.append(line(joint, min(*centres, y), joint, max(*centres, y), "branch"))
        parts += [line(joint, c, x + COLUMN, c, "branch") for c in centres]
    kind = "unknown" if node.unknown else node.kind
    names = _lines(node.name, BOX - 18, 12.5)
    lines = 1 + len(names) + bool(node.words)
    top = y - max(26.0, 6.5 * (lines + 1))
    inner = [
        el("rect", x=x, y=top, width=BOX, height=2 * (y - top), rx=3.0, class_=f"box {kind}"),
        text(x + 9, top + 15, fit(node.kind + (f" · {node.note}" if node.note else ""), BOX - 4, 10.5), "kind"),
        *(text(x + 9, top + 30 + 13 * n, some, "name") for n, some in enumerate(names)),
    ]
    if node.words:
        inner.append(text(x + 9, top + 32 + 13 * len(names), "“" + fit(node.words, BOX - 28, 11.0) + "”", "words"))
    label = f"{node.kind}: {node.name}" + (f" “{node.words}”" if node.words else "")
    parts.append(linked(node.href, label, *inner))
    return used


def _lines(name: str, width: float, size: float) -> list[str]:
    """A name on one line, or on two where it is long; what does not fit on them is cut."""
    whole = " ".join(name.split())
    room = len(fit("x" * 400, width, size))
    if len(whole) <= room:
        return [whole]
    at = whole.rfind(" ", 0, room + 1)
    at = at if at > 0 else room
    return [whole[:at], fit(whole[at:], width, size)]


def _told(node: Node) -> str:
    inner = "; ".join(_told(n) for n in node.below)
    return f"{node.kind} {node.name}" + (f" rests on ({inner})" if inner else "")
