"""``sayso open``"""

from __future__ import annotations

import os
import tempfile
import webbrowser
from pathlib import Path

import click

from .options import case_argument, mask_option
from .terminal import say

PASSWORD = "SAYSO_PASSWORD"


@click.command(name="open")
@case_argument
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port; by default any that is free.")
@click.option("--no-browser", is_flag=True, help="Print the address and open nothing.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Address to serve on; off this machine, a password is asked for.",
)
@click.option(
    "--password-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help=f"File with the password (or set {PASSWORD}).",
)
@mask_option
def command(case: Path, port: int, no_browser: bool, host: str, password_file: Path | None, mask: str | None) -> int:
    """Open a case in the browser: read, compare and judge. Nothing leaves this machine."""
    from sayso.workbench import serve

    password = password_file.read_text("utf-8").strip() if password_file else os.environ.get(PASSWORD)
    if host not in ("127.0.0.1", "localhost", "::1") and not password:
        raise click.UsageError(f"serving on {host} needs a password: --password-file or {PASSWORD}")

    def ready(address: str) -> None:
        say(f"{case.name} is open at {address}   (Ctrl-C ends it)")
        if not no_browser:
            webbrowser.open(address)

    if mask is None:
        serve(case, host=host, port=port, password=password, ready=ready)
        return 0
    from sayso.pipeline.masked_case import masked_case

    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "masked.sayso"
        masked_case(case, mask, copy)
        serve(copy, host=host, port=port, password=password, judging=False, ready=ready)
    return 0
