"""``sayso export``"""

from __future__ import annotations

from pathlib import Path

import click

from sayso.pipeline.export import export

from .options import case_argument, mask_option
from .terminal import say


@click.command(name="export")
@case_argument
@click.option("--to", "form", required=True, help="Format: html, csv, jsonl, or what a plug-in adds.")
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), help="File (or folder, for csv) to write."
)
@mask_option
def command(case: Path, form: str, output: Path, mask: str | None) -> int:
    """Write a case for another tool or reader."""
    export(case, form, output, mask)
    say(f"wrote {output}")
    return 0
