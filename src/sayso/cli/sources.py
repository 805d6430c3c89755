"""``sayso sources``"""

from __future__ import annotations

from pathlib import Path

import click

from sayso.ledger import View
from sayso.views.sources import sources

from .options import case_argument, json_option
from .terminal import print_json, shorten, table


@click.command(name="sources")
@case_argument
@click.argument("words", nargs=-1)
@click.option("--limit", type=click.IntRange(1), default=40, show_default=True)
@json_option
def command(case: Path, words: tuple[str, ...], limit: int, as_json: bool) -> int:
    """Who is relied on, for what, through whom, and how often alone."""
    with View(case) as view:
        found = sources(view, " ".join(words))
    if as_json:
        print_json({"sources": found})
        return 0
    table(
        ("source", "kind", "reports", "outlets", "statements", "figures", "alone", "through", "stances"),
        (
            (shorten(s.name, 50), s.identification, s.documents, s.outlets, s.statements, s.figures, s.alone,
             shorten(", ".join(s.through), 40), ", ".join(f"{k} {n}" for k, n in s.stances[:3]))
            for s in found[:limit]
        ),
        right=("reports", "outlets", "statements", "figures", "alone"),
    )  # fmt: skip
    return 0
