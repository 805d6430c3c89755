"""``sayso check``"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import click

from sayso.drawing.wording import heading
from sayso.views.check import check, load_profile
from sayso.views.claims import Findings

from .leaving import leaving
from .options import case_argument, json_option, mask_option
from .terminal import print_json, say, shorten


@click.command(name="check")
@case_argument
@click.option(
    "--profile",
    default="two-source",
    show_default=True,
    help="House rules: two-source, notes, or a file. See docs/checks.md.",
)
@click.option("--limit", type=click.IntRange(1), default=8, show_default=True, help="Rows to print a rule.")
@mask_option
@json_option
def command(case: Path, profile: str, limit: int, mask: str | None, as_json: bool) -> int:
    """House rules: claims on one origin, anonymity without a reason, figures without a date, and the like.

    Exit status 3 when a rule that must hold is broken.
    """
    rules = load_profile(profile)
    with leaving(case, mask, as_json=as_json) as opened:
        checked = check(Findings(opened), rules)
        if as_json:
            print_json(checked)
            return 3 if checked.failed else 0
        say(f"{checked.profile}: {checked.about}", "bold")
        broken = {b.rule for b in checked.breaches}
        for rule, looked in checked.looked_at.items():
            if rule not in broken:
                say(f"holds  {rule.replace('_', ' ')} ({looked} looked at)", "green")
        for rule, group in groupby(checked.breaches, key=lambda b: b.rule):
            rows = list(group)
            style = "bold red" if rows[0].weight == "fail" else "yellow"
            say(f"{rows[0].weight}   {rule.replace('_', ' ')}: {len(rows)} of {checked.looked_at[rule]}", style)
            for row in rows[:limit]:
                at = f" {row.path} {row.start}..{row.end}" if row.path else ""
                words = row.text if row.path else heading(row.text)
                say(f"  {row.id[:9]} “{shorten(words, 80)}”{at}: {shorten(row.why, 110)}")
            if len(rows) > limit:
                say(f"  {len(rows) - limit} more", "dim")
    return 3 if checked.failed else 0
