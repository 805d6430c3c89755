"""``sayso rests-on``"""

from __future__ import annotations

from pathlib import Path

import click

from sayso.views.claims import Findings
from sayso.views.rests_on import rests_json, rests_on

from .leaving import leaving
from .options import case_argument, json_option, mask_option
from .terminal import print_json, say, shorten, table


@click.command(name="rests-on")
@case_argument
@click.argument("id")
@click.option("--limit", type=click.IntRange(1), default=30, show_default=True)
@mask_option
@json_option
def command(case: Path, id: str, limit: int, mask: str | None, as_json: bool) -> int:
    """What stands or falls with a report (id or path), an outlet or a source (id or name)."""
    with leaving(case, mask, as_json=as_json) as opened:
        rests = rests_on(Findings(opened), id)
        if as_json:
            print_json(rests_json(rests))
            return 0
        say(f"{rests.kind}: {rests.name}", "bold")
        if rests.repeats:
            listed = shorten(", ".join(rests.repeats), 120)
            say(f"  {len(rests.repeats)} report(s) go back to it and fall with it: {listed}")
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
