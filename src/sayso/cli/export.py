"""``sayso export``"""

from __future__ import annotations

from pathlib import Path

import click

from sayso.ledger import View
from sayso.pipeline.export import export
from sayso.views.dossier import Narrow

from .leaving import warn_of_few_names
from .options import case_argument, mask_option
from .terminal import say


@click.command(name="export")
@case_argument
@click.option(
    "--to",
    "form",
    metavar="FORMAT",
    required=True,
    help="html (the dossier), csv, xlsx, jsonl, parquet, webannotation, ftm, geojson, graphml, prov, csl, ucdp, "
    "ro-crate, or what a plug-in adds. See docs/exports.md.",
)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    help="File to write; a folder for csv, parquet and ro-crate.",
)
@click.option("--claims", multiple=True, metavar="ID|WORDS", help="Dossier: only these claims. Can be given again.")
@click.option("--entity", help="Dossier: only claims that name or quote this person, organisation or place.")
@click.option("--measure", help="Dossier: only figures of this measure.")
@mask_option
def command(
    case: Path,
    form: str,
    output: Path,
    claims: tuple[str, ...],
    entity: str | None,
    measure: str | None,
    mask: str | None,
) -> int:
    """Write a case for another tool or reader."""
    if mask:
        with View(case) as view:
            warn_of_few_names(view)
    export(case, form, output, mask, Narrow(claims, entity, measure))
    say(f"wrote {output}")
    return 0
