"""``sayso rests-on``"""

from __future__ import annotations

from pathlib import Path

import click

from sayso.ledger import View
from sayso.views import CaseView
from sayso.views.claims import Findings
from sayso.views.rests_on import rests_json, rests_on

from .options import case_argument, json_option
from .terminal import print_json, say, shorten, table


@click.command(name="rests-on")
@case_argument
@click.argument("id")
@click.option("--limit", type=click.IntRange(1), default=30, show_default=True)
@json_option
def command(case: Path, id: str, limit: int, as_json: bool) -> int:
    """What stands or falls with a report (id or path), an outlet or a source (id or name)."""
    with View(case) as view:
        rests = rests_on(Findings(CaseView(view)), id)
    if as_json:
        print_json(rests_json(rests))
        return 0
    say(f"{rests.kind}: {rests.name}", "bold")
    if rests.repeats:
        say(
            f"  {len(rests.repeats)} report(s) go back to it and fall with it: {shorten(', '.join(rests.repeats), 120)}"
        )
    table(
        ("claim", "what", "loses", "rows lost", "rows left", "origins left"),
        (
            (r.claim.id[:9], shorten(r.claim.label, 60), r.loses, r.rows, r.left, r.origins_left)
            for r in rests.claims[:limit]
        ),
        right=("rows lost", "rows left", "origins left"),
    )
    if not rests.claims:
        say("  no claim of several rows rests on it")
    return 0
