"""``sayso preview``"""

from __future__ import annotations

from pathlib import Path

import click

from sayso.pipeline.preview import Told, preview

from .options import case_argument, json_option
from .terminal import print_json, say, shorten, table, warn


@click.command(name="preview")
@case_argument
@click.option(
    "--mask", "policy", metavar="POLICY", default="default", show_default=True,
    help="default, everyone, or a policy file. See docs/masking.md.",
)  # fmt: skip
@click.option("--limit", type=click.IntRange(1), default=40, show_default=True, help="Rows to print of each kind.")
@json_option
def command(case: Path, policy: str, limit: int, as_json: bool) -> int:
    """What a mask would take away, whom it would leave, and what could still tell who somebody is.

    What this prints holds the names: it is for whoever masks, and is no export.
    """
    found = preview(case, policy)
    if as_json:
        print_json(found)
        return 0
    say(f"{found.policy}: {len(found.masked)} persons masked, {len(found.left)} left; {found.coarsened} ages, ties and "
        "homes coarsened", "bold")  # fmt: skip
    table(
        ("name", "becomes", "times", "reports", "because"),
        ((shorten(w.name, 40), w.pseudonym, w.times, w.reports, shorten(w.why, 60)) for w in found.masked[:limit]),
        right=("times", "reports"),
    )
    if found.left:
        table(("left", "because"), ((shorten(w.name, 40), shorten(w.why, 80)) for w in found.left[:limit]))
    say("could still tell who somebody is:", "bold")
    for kind in dict.fromkeys(t.kind for t in found.told):
        rows: list[Told] = [t for t in found.told if t.kind == kind]
        say(f"{kind}: {len(rows)}", "yellow")
        for row in rows[:limit]:
            who = f"{row.person}: " if row.person else ""
            say(f"  {who}“{shorten(row.text, 90)}” {row.path} {row.start}..{row.end}")
    if found.addresses:
        say(f"{found.addresses} reports keep their address on the web, where the open text may stand", "yellow")
    if found.few_names:
        warn(
            f"{found.few_names} reports were read at --depth fast, which finds few names: look for persons who are left"
        )
    return 0
