"""The command line: one module a command, each loaded only when it is asked for."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from sayso.errors import CheckError, RequestError, SaysoError
from sayso.version import __version__

# Name -> what it does, in the order of the help page. Help must not load the commands themselves.
COMMANDS: dict[str, str] = {
    "build": "read files, folders, archives and feeds into a case",
    "extract": "print the rows of files, without a case",
    "open": "read, compare and judge in the browser",
    "search": "full-text search over documents and statements",
    "figures": "comparable figures on one scale, most contested first",
    "claims": "what several reports say of one thing, and on how many origins it rests",
    "origins": "on whose say-so: from a row down to its origins",
    "copies": "what repeats what",
    "sources": "who is relied on, for what, how often alone",
    "entities": "who is who across spellings, scripts and reports",
    "rests-on": "what stands or falls with a report, an outlet or a source",
    "judge": "a person's decision on rows, reports, claims or sources",
    "evidence": "persons' conclusions, and origins weighed against rival hypotheses",
    "problems": "what could not be read or resolved",
    "drop": "withdraw a report",
    "check": "house rules: claims on one origin, anonymity without a reason",
    "import": "bring in judgements and hand annotations",
    "export": "write a case for another tool or reader",
    "preview": "what a mask takes away, and what could still tell who somebody is",
    "verify": "check every hash, every anchor and the custody log",
    "custody": "the custody log, and time-stamp tokens on it",
    "mcp": "the ledger for an assistant, read-only",
    "demo": "build the bundled example and show what it found",
    "bench": "the project's own measurements",
}

_MODULES = {"import": "import_"}  # where the name is a word of the language


class _Commands(click.Group):
    """Commands by module name; a wrong usage exits with 64."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"sayso.cli.{_MODULES.get(cmd_name, cmd_name.replace('-', '_'))}").command
        assert isinstance(command, click.Command)
        return command


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="sayso")
def group() -> None:
    """On whose say-so? A folder of reports in, a claim ledger out."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 1 request not met, 2 some items not read, 3 check failed, 64 usage."""
    try:
        status = group.main(args=arguments, prog_name="sayso", standalone_mode=False)
    except click.UsageError as error:
        error.show()
        sys.exit(64)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.Abort:
        sys.exit(130)
    except KeyboardInterrupt:
        from .terminal import warn

        warn("sayso: stopped; what was written stays, run the same command again to go on")
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except SaysoError as error:
        from .terminal import warn

        warn(f"sayso: {error}")
        sys.exit(3 if isinstance(error, CheckError) else 1 if isinstance(error, RequestError) else 2)
    sys.exit(status if isinstance(status, int) else 0)
