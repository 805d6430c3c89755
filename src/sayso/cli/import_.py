"""``sayso import``"""

from __future__ import annotations

from pathlib import Path

import click

from sayso.pipeline.import_ import import_file

from .options import case_argument, json_option
from .terminal import print_json, say, warn


@click.command(name="import")
@case_argument
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--who", help="Who made the annotations that name nobody; by default the user of this machine.")
@json_option
def command(case: Path, file: Path, who: str | None, as_json: bool) -> int:
    """Bring judgements (JSON lines) and hand annotations (Web Annotation, CSV) into a case.

    The same file twice changes nothing.
    """
    done = import_file(case, file, who)
    if as_json:
        print_json(done)
    else:
        say(f"{done.new} new, {done.known} already there, {len(done.refused)} not placed")
    for line in done.refused[:20]:
        warn(line)
    return 2 if done.refused else 0
