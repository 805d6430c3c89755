"""``sayso copies``"""

from __future__ import annotations

from pathlib import Path

import click

from sayso.views.claims import Findings
from sayso.views.copies import copies_json, copy_board

from .leaving import leaving
from .options import case_argument, json_option, mask_option
from .terminal import print_json, say, shorten


@click.command(name="copies")
@case_argument
@click.argument("words", nargs=-1)
@click.option("--limit", type=click.IntRange(1), default=12, show_default=True, help="Families to print.")
@mask_option
@json_option
def command(case: Path, words: tuple[str, ...], limit: int, mask: str | None, as_json: bool) -> int:
    """What repeats what, how, and why it is thought so; the largest family of reports first."""
    with leaving(case, mask, as_json=as_json) as opened:
        board = copy_board(Findings(opened), " ".join(words))
        if as_json:
            print_json(copies_json(board))
            return 0
        for family in board.families[:limit]:
            say(f"{family.outlet} · {family.path}{' · ' + family.published if family.published else ''}", "bold")
            many = f"{len(family.heirs)} reports go" if len(family.heirs) != 1 else "1 report goes"
            say(f"  {many} back to it", "dim")
            for heir in family.heirs:
                sure = "" if heir.directed else ", direction not known"
                day = f" · {heir.published}" if heir.published else ""
                say(f"  {heir.relation:<11} {heir.path} · {heir.outlet}{day}")
                say(f"              from {heir.model} ({heir.confidence:.2f}{sure}): {shorten(heir.why, 150)}", "dim")
            say()
        quotes = [r for r in board.relations if r.relation == "shared-quote"]
        for relation in quotes[:limit]:
            say(f"shared quotation, no copy: {relation.a.path} · {relation.b.path}: {shorten(relation.why, 90)}", "dim")
        if len(board.families) > limit:
            say(f"{len(board.families) - limit} more families; narrow by words, or --limit", "dim")
        say(f"{board.alone} report{'s repeat' if board.alone != 1 else ' repeats'} no other that is here; "
            "what was not collected cannot be compared", "dim")  # fmt: skip
        return 0
