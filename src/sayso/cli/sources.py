"""``sayso sources``"""

from __future__ import annotations

from pathlib import Path

import click

from sayso.views.sources import SourceRow, sources

from .leaving import leaving
from .options import case_argument, json_option, mask_option
from .terminal import nothing, print_json, say, shorten, table


@click.command(name="sources")
@case_argument
@click.argument("words", nargs=-1)
@click.option("--limit", type=click.IntRange(1), default=40, show_default=True)
@mask_option
@json_option
def command(case: Path, words: tuple[str, ...], limit: int, mask: str | None, as_json: bool) -> int:
    """Who is relied on, for what, through whom, and how often alone."""
    with leaving(case, mask, as_json=as_json) as opened:
        _print(opened.page(sources(opened.view, opened.asked(" ".join(words)))), " ".join(words), limit, as_json)
    return 0


def _print(found: list[SourceRow], asked: str, limit: int, as_json: bool) -> None:
    if as_json:
        print_json({"sources": found})
        return
    if not found:
        nothing(asked)
        return
    table(
        ("source", "kind", "reports", "outlets", "statements", "figures", "alone", "through", "stances"),
        (
            (shorten(s.name, 50), s.identification, s.documents, s.outlets, s.statements, s.figures, s.alone,
             shorten(", ".join(s.through), 40), ", ".join(f"{k} {n}" for k, n in s.stances[:3]))
            for s in found[:limit]
        ),
        right=("reports", "outlets", "statements", "figures", "alone"),
    )  # fmt: skip
    if len(found) > limit:
        say(f"{len(found) - limit} more; narrow by words, or --limit", "dim")
