"""Draw docs/demo.svg: the real output of ``sayso demo`` on a terminal of 118 columns."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from rich.console import Console

from sayso.cli import terminal

TARGET = Path(__file__).parent.parent / "docs" / "demo.svg"


def main() -> int:
    """Run the demo against a recording console and write what it showed."""
    recorder = Console(record=True, force_terminal=True, width=118, highlight=False, file=sys.stderr)
    terminal.console = recorder
    from sayso.cli import build, demo

    demo.on_terminal = lambda: False  # no progress bars in a still picture
    build.console = recorder
    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder) / "demo.sayso"
        os.chdir(folder)
        demo.command.main(["-o", case.name], standalone_mode=False)
    TARGET.write_text(recorder.export_svg(title="sayso demo"), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
