"""``sayso drop``"""

from __future__ import annotations

from pathlib import Path

import click

from sayso.pipeline.judge import drop, restore

from .options import case_argument
from .terminal import say


@click.command(name="drop")
@case_argument
@click.argument("document")
@click.option("--reason", default="withdrawn by hand", show_default=True, help="Why; kept in the log.")
@click.option("--who", help="Who decides; by default the user of this machine.")
@click.option("--undo", is_flag=True, help="Take the report back in.")
def command(case: Path, document: str, reason: str, who: str | None, undo: bool) -> int:
    """Withdraw a report: it leaves every view, its bytes stay, the log says who and when."""
    done = restore(case, document, who) if undo else drop(case, document, reason, who)
    say(f"{'restored' if undo else 'withdrawn'}: {done.path} ({done.id})")
    return 0
