"""``sayso claims``"""

from __future__ import annotations

from pathlib import Path

import click

from sayso.drawing.wording import heading, related
from sayso.views.claims import Findings, claim_rows, claims_json

from .leaving import leaving
from .options import case_argument, json_option, mask_option
from .terminal import nothing, print_json, say, shorten, table


@click.command(name="claims")
@case_argument
@click.argument("words", nargs=-1)
@click.option("--limit", type=click.IntRange(1), default=25, show_default=True)
@mask_option
@json_option
def command(case: Path, words: tuple[str, ...], limit: int, mask: str | None, as_json: bool) -> int:
    """What several reports say of one thing: independent origins, agreement and conflict; most contested first."""
    with leaving(case, mask, as_json=as_json) as opened:
        found = Findings(opened)
        rows = claim_rows(found, " ".join(words))
        if as_json:
            print_json(claims_json(found, rows))
            return 0
        if not rows:
            nothing(" ".join(words))
            return 0
        table(
            ("claim", "what", "kind", "reports", "outlets", "origins", "unknown", "how they relate", "not known"),
            (
                (r.claim.id[:9], shorten(heading(r.claim.label), 60), r.claim.kind, r.reports, r.outlets,
                 r.claim.origins, r.claim.unknown_lineage, related(r.relations), shorten("; ".join(r.unsaid), 80))
                for r in rows[:limit]
            ),
            right=("reports", "outlets", "origins", "unknown"),
        )  # fmt: skip
        if len(rows) > limit:
            say(f"{len(rows) - limit} more; narrow by words, or --limit", "dim")
        return 0
