"""``sayso mcp``"""

from __future__ import annotations

from pathlib import Path

import click

from sayso.mcp import serve

from .options import case_argument, mask_option


@click.command(name="mcp")
@case_argument
@mask_option
def command(case: Path, mask: str | None) -> int:
    """Answer an assistant's questions about a case over the Model Context Protocol (standard input and output).

    Read-only. With --mask, answers hold no masked name, and a masked name asked for finds nothing.
    """
    serve(case, mask)
    return 0
