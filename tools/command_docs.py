"""Write docs/commands.md from the commands themselves. ``--check`` fails when the page is not current."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sayso.cli import COMMANDS, group

PAGE = Path(__file__).parent.parent / "docs" / "commands.md"
HEAD = """# Commands

Written by `tools/command_docs.py` from the program; do not edit by hand.

Exit status: 0 done; 1 the request cannot be met (no such case, nothing found to read); 2 done, but some items
could not be read (each is named on standard error with its code and kept as a problem); 3 a verify, a check or a
leak scan failed; 64 wrong usage. Ctrl-C and kill leave a case that opens and resumes. Every command that prints
rows takes `--json`.
"""


def page() -> str:
    """The whole page."""
    out = [HEAD]
    context = click.Context(group, info_name="sayso")
    for name in COMMANDS:
        command = group.get_command(context, name)
        assert command is not None
        inner = click.Context(command, info_name=name, parent=context, max_content_width=100, terminal_width=100)
        out.append(f"## sayso {name}\n\n```text\n{command.get_help(inner)}\n```\n")
    return "\n".join(out)


def main() -> int:
    """Write or check the page."""
    text = page()
    if "--check" in sys.argv:
        return 0 if PAGE.exists() and PAGE.read_text(encoding="utf-8") == text else 1
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
