"""``sayso problems``"""

from __future__ import annotations

from pathlib import Path

import click

from sayso.errors import CODES
from sayso.model import Problem

from .leaving import leaving
from .options import case_argument, json_option, mask_option
from .terminal import on_terminal, print_json, say, shorten, table


@click.command(name="problems")
@case_argument
@mask_option
@json_option
def command(case: Path, mask: str | None, as_json: bool) -> int:
    """What could not be read or resolved, each with its code."""
    with leaving(case, mask, as_json=as_json) as opened:
        _print(list(opened.problems()), opened.page(opened.view.withdrawn()), as_json)
    return 0


def _print(found: list[Problem], withdrawn: dict[str, str], as_json: bool) -> None:
    if as_json:
        print_json({"problems": found, "withdrawn": withdrawn})
        return
    if not found and on_terminal():
        say("no problems")
    table(
        ("code", "item", "what", "detail"),
        ((p.code, p.address, CODES.get(p.code, ""), shorten(p.message, 100)) for p in found),
    )
    if withdrawn and on_terminal():
        table(("withdrawn report", "why"), sorted(withdrawn.items()))
