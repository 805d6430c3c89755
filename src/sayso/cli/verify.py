"""``sayso verify``"""

from __future__ import annotations

from pathlib import Path

import click

from sayso.pipeline import verify
from sayso.pipeline.verify_crate import verify_crate

from .custody import stamp_line
from .options import json_option
from .terminal import print_json, say, warn


@click.command(name="verify")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--authorities",
    metavar="PEM",
    type=click.Path(path_type=Path),
    help="Certificates that the signatures of time-stamp tokens must lead to.",
)
@json_option
def command(path: Path, authorities: Path | None, as_json: bool) -> int:
    """Check a case or an exported crate: every hash, every anchor's words, the custody log, its time-stamp tokens."""
    result = verify_crate(path, authorities) if path.is_dir() else verify(path, authorities)
    if as_json:
        print_json(result)
    else:
        say(
            f"{result.items:,} items, {result.documents:,} text layers, {result.anchors:,} anchors, "
            f"{result.log_entries:,} log entries checked: "
            + ("all hold" if not result.faults else f"{len(result.faults):,} do not hold"),
            "bold green" if not result.faults else "bold red",
        )
        if not result.originals:
            say("the originals are not in this crate: it was masked, and its texts and hashes are its own")
        for stamp in result.stamps:
            say(stamp_line(stamp))
        if result.stamps_unread:
            say(f"{result.stamps_unread} time-stamp tokens were not looked at: pip install 'sayso[timestamps]'")
    for fault in result.faults[:20]:
        warn(f"{fault.code}: {fault.subject}: {fault.detail}")
    return 3 if result.faults else 0
