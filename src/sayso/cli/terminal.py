"""Printing: tables and colours on a terminal, plain lines in a pipe, JSON when asked.

Reports are hostile: whatever comes from them is stripped of control and direction characters before it
reaches a terminal.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Any

import orjson
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sayso.ledger.codec import to_json
from sayso.text.control import visible

console = Console(highlight=False, soft_wrap=False)
errors = Console(stderr=True, highlight=False, soft_wrap=True)


def on_terminal() -> bool:
    """Whether standard output is a terminal."""
    return console.is_terminal


def print_json(value: Any) -> None:
    """One JSON value on standard output, keys in the order given."""
    sys.stdout.write(orjson.dumps(to_json(value), option=orjson.OPT_INDENT_2).decode("utf-8", "replace") + "\n")


def print_jsonl(values: Iterable[Any]) -> None:
    """One JSON value a line."""
    for value in values:
        sys.stdout.write(orjson.dumps(to_json(value)).decode("utf-8", "replace") + "\n")


def say(line: str = "", style: str = "") -> None:
    """One line on standard output; on a terminal wrapped at words, under its own indentation."""
    words = visible(line)
    if not on_terminal():
        console.print(Text(words), soft_wrap=True)
        return
    bare = words.lstrip(" ")
    console.print(Padding(Text(bare, style=style), (0, 0, 0, len(words) - len(bare))))


def warn(line: str) -> None:
    """One line on standard error."""
    errors.print(Text(visible(line)))


def nothing(asked: str = "") -> None:
    """That there is nothing to print, on standard error: a pipe gets no line."""
    warn(f"nothing matches {asked!r}" if asked else "there is nothing of this in the case")


def table(
    columns: Sequence[str], rows: Iterable[Sequence[object]], *, title: str = "", right: Sequence[str] = ()
) -> None:
    """A table on a terminal; tab-separated lines, without a heading, in a pipe."""
    if not on_terminal():
        for row in rows:
            sys.stdout.write("\t".join(_cell(c).replace("\t", " ").replace("\n", " ") for c in row) + "\n")
        return
    drawn = Table(title=visible(title) or None, title_justify="left", header_style="bold", expand=False, pad_edge=False)
    for column in columns:
        drawn.add_column(column, justify="right" if column in right else "left", overflow="fold")
    for row in rows:
        drawn.add_row(*(c if isinstance(c, Text) else Text(_cell(c)) for c in row))
    console.print(drawn)


def _cell(value: object) -> str:
    return "" if value is None else visible(str(value))


def shorten(text: str, length: int = 100) -> str:
    """One line of at most ``length`` characters."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"
