"""``sayso problems``"""

from __future__ import annotations

from pathlib import Path

import click

from sayso.errors import CODES
from sayso.ledger import View

from .options import case_argument, json_option
from .terminal import on_terminal, print_json, say, shorten, table


@click.command(name="problems")
@case_argument
@json_option
def command(case: Path, as_json: bool) -> int:
    """What could not be read or resolved, each with its code."""
    with View(case) as view:
        found = list(view.problems())
        withdrawn = view.withdrawn()
    if as_json:
        print_json({"problems": found, "withdrawn": withdrawn})
        return 0
    if not found and on_terminal():
        say("no problems")
    table(
        ("code", "item", "what", "detail"),
        ((p.code, p.address, CODES.get(p.code, ""), shorten(p.message, 100)) for p in found),
    )
    if withdrawn and on_terminal():
        table(("withdrawn report", "why"), sorted(withdrawn.items()))
    return 0
