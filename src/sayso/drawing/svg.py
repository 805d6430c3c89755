"""SVG elements that cannot be malformed: every text is escaped and stripped of acting characters."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from markupsafe import Markup, escape

from sayso.text.control import visible

COLOURS = 8  # hues that style.css names o0..o7; later origins take them again, told apart by their names


@cache
def style() -> str:
    """The style sheet of all pictures."""
    return (Path(__file__).parent / "style.css").read_text("utf-8")


@cache
def page_style() -> str:
    """The style sheet that pages share: colours, type, tables, marks in a report's text."""
    return (Path(__file__).parent / "page.css").read_text("utf-8")


def el(tag: str, *children: str | None, **attributes: str | float | None) -> Markup:
    """One element. ``class_`` becomes ``class``, other underscores hyphens; ``None`` is left out.

    Plain strings are escaped; only :class:`~markupsafe.Markup` enters as it is.
    """
    parts = [f"<{tag}"]
    for name, value in attributes.items():
        if value is None:
            continue
        shown = f"{value:.1f}".rstrip("0").rstrip(".") if isinstance(value, float) else visible(str(value))
        parts.append(f' {name.rstrip("_").replace("_", "-")}="{escape(shown)}"')
    inner = "".join(c if isinstance(c, Markup) else str(escape(visible(c))) for c in children if c is not None)
    return Markup("".join(parts) + (f">{inner}</{tag}>" if inner else "/>"))


def picture(name: str, title: str, description: str, width: float, height: float, *children: str) -> Markup:
    """A whole picture with its name and description for those who do not see it."""
    return el(
        "svg", el("title", title), el("desc", description), *children,
        class_=f"sayso {name}", viewBox=f"0 0 {width:.0f} {height:.0f}", width=width, height=height,
        role="group", aria_label=title,
        xmlns="http://www.w3.org/2000/svg",
    )  # fmt: skip


def linked(href: str | None, label: str, *children: str) -> Markup:
    """Children inside a link, or in a plain group where there is nowhere to go."""
    if href is None:
        return el("g", el("title", label), *children)
    return el("a", el("title", label), *children, href=href, aria_label=label)


def line(x1: float, y1: float, x2: float, y2: float, class_: str) -> Markup:
    """A straight line."""
    return el("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_)


def text(x: float, y: float, words: str, class_: str = "", anchor: str | None = None) -> Markup:
    """Words at a point of their base line."""
    return el("text", words, x=x, y=y, class_=class_ or None, text_anchor=anchor, unicode_bidi="isolate")


def fit(words: str, width: float, size: float = 12.0) -> str:
    """The words cut to about ``width`` units at a font size; 0.58 of the size is a wide sans letter's mean width."""
    words = " ".join(words.split())
    room = max(int(width / (size * 0.58)), 2)
    return words if len(words) <= room else words[: room - 1].rstrip() + "…"


def hue(index: int | None) -> str:
    """The class of an origin's colour; ``None`` is an unknown lineage."""
    return "unknown" if index is None else f"o{index % COLOURS}"


def amount(value: float | None) -> str:
    """A number in groups of three, as the sentences write it; ``…`` where it is open."""
    if value is None:
        return "…"
    if value == int(value) and abs(value) < 1e15:
        return f"{int(value):,}"
    return f"{value:,.4g}" if abs(value) < 1000 else f"{value:,.1f}"


def interval(low: float | None, high: float | None) -> str:
    """An interval in words: ``58``, ``40–60``, ``37 or more``, ``up to 20``."""
    if low is None and high is None:
        return "any number"
    if low is None or low == 0 < (high or 0):
        return f"up to {amount(high)}"
    if high is None:
        return f"{amount(low)} or more"
    return amount(low) if low == high else f"{amount(low)}–{amount(high)}"
