"""``sayso rests-on``"""

from __future__ import annotations

from pathlib import Path

import click

from sayso.drawing.wording import heading
from sayso.views.claims import Findings
from sayso.views.rests_on import rests_json, rests_on

from .leaving import leaving
from .options import case_argument, json_option, mask_option
from .terminal import print_json, say, shorten, table

_NAMED = 12  # reports that are listed by name


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
            first, more = ", ".join(rests.repeats[:_NAMED]), len(rests.repeats) - _NAMED
            many = "report goes back to it and falls" if len(rests.repeats) == 1 else "reports go back to it and fall"
            say(f"  {len(rests.repeats)} {many} with it: {first}" + (f" and {more} more" if more > 0 else ""))
        table(
            ("claim", "what", "loses", "rows lost", "rows left", "origins left"),
            (
                (r.claim.id[:9], shorten(heading(r.claim.label), 60), r.loses, r.rows, r.left, r.origins_left)
                for r in rests.claims[:limit]
            ),
            right=("rows lost", "rows left", "origins left"),
        )
        if not rests.claims:
            say("  no claim of several rows rests on it")
        return 0
