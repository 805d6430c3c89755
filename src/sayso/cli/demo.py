"""``sayso demo``"""

from __future__ import annotations

from pathlib import Path

import click

from sayso.examples import META, REPORTS
from sayso.ledger import View
from sayso.pipeline import BuildOptions, Silent, build
from sayso.plugins import ReadOptions
from sayso.readers import load_meta
from sayso.views import CaseView
from sayso.views.claims import Findings
from sayso.views.figures import figure_boards
from sayso.views.overview import overview

from .build import Bars, report, show
from .figures import print_board
from .terminal import on_terminal, say

BOARDS = 2  # the most contested figures are enough for a first look


@click.command(name="demo")
@click.option(
    "-o", "--output", "case", type=click.Path(path_type=Path), default=Path("demo.sayso"), help="The case to make."
)
def command(case: Path) -> int:
    """Build the bundled example (invented reports on a dam breach) and show what it found."""
    options = BuildOptions(ReadOptions(meta=load_meta(META)))
    if on_terminal():
        with Bars() as bars:
            summary = build([REPORTS], case, options, bars)
    else:
        summary = build([REPORTS], case, options, Silent())
    with View(case) as view:
        show(case, summary, overview(view))
        say()
        for board in figure_boards(Findings(CaseView(view)))[:BOARDS]:
            print_board(board)
    report(summary.problems)
    say(f"More: sayso figures {case} · sayso claims {case} · sayso copies {case} · sayso open {case}")
    return 2 if summary.problems else 0
