"""``sayso build``"""

from __future__ import annotations

from pathlib import Path

import click
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from sayso.ledger import View
from sayso.model import Problem
from sayso.pipeline import BuildOptions, BuildSummary, Depth, Silent, build
from sayso.views.overview import Overview, overview

from .options import json_option, read_options, to_read_options
from .terminal import console, on_terminal, print_json, say, shorten, table, warn


@click.command(name="build")
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", "case", required=True, type=click.Path(path_type=Path), help="The case file to make or extend."
)
@read_options
@click.option(
    "--depth",
    type=click.Choice(["full", "fast"]),
    default="full",
    help="fast: no neural model, a first look at a large pile.",
)
@click.option("--workers", type=click.IntRange(1), help="Processes; by default one a core.")
@json_option
def command(
    sources: tuple[Path, ...],
    case: Path,
    columns: str | None,
    meta: Path | None,
    published: str | None,
    depth: Depth,
    workers: int | None,
    as_json: bool,
) -> int:
    """Read files, folders, archives and feeds into a case, extract and compare.

    Run again on grown or changed sources, it does only the new work.
    """
    read = to_read_options(columns, meta, published)
    options = BuildOptions(read, depth, workers) if workers else BuildOptions(read, depth)
    if on_terminal() and not as_json:
        with Bars() as bars:
            summary = build(sources, case, options, bars)
    else:
        summary = build(sources, case, options, Silent())
    with View(case) as view:
        facts = overview(view)
    if as_json:
        print_json({"case": str(case), "new_documents": summary.documents, "skipped": summary.skipped,
                    "problems": summary.problems, "overview": facts})  # fmt: skip
    else:
        show(case, summary, facts)
    report(summary.problems)
    return 2 if summary.problems else 0


class Bars:
    """A bar on a terminal: bytes read against bytes there, with the time left."""

    def __enter__(self) -> Bars:
        self._bars = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f} %"),
            TextColumn("{task.fields[note]}"),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
        )
        self._bars.start()
        self._task = self._bars.add_task("reading and extracting", total=None, note="")
        return self

    def __exit__(self, *_: object) -> None:
        self._bars.stop()

    def reading(self, items: int, documents: int, problems: int, done_bytes: int, total_bytes: int) -> None:
        note = f"{documents:,} reports" + (f", {problems:,} problems" if problems else "")
        self._bars.update(self._task, completed=done_bytes, total=max(total_bytes, done_bytes), note=note)

    def comparing(self) -> None:
        self._bars.update(self._task, description="comparing reports", total=None)


def show(case: Path, summary: BuildSummary, facts: Overview) -> None:
    """The summary table at the end of a build."""
    dated = f"{facts.first} to {facts.last}" if facts.first else "no dates"
    rows: list[tuple[str, str, str]] = [
        (
            "reports",
            f"{facts.documents:,}",
            f"{summary.documents:,} new, {summary.skipped:,} already there; {dated}; {facts.undated:,} undated",
        ),
        ("outlets", f"{facts.outlets:,}", ", ".join(f"{lang} {n:,}" for lang, n in facts.languages[:6])),
        ("repeat another report", f"{facts.copies:,}", "copies, excerpts, rewrites, translations"),
        ("statements", f"{facts.statements:,}", f"{facts.relayed:,} relayed through another teller"),
        (
            "figures",
            f"{facts.figures:,}",
            f"{facts.conflicts:,} conflicts, {facts.tensions:,} tensions, {facts.revisions:,} revisions",
        ),
        ("times", f"{facts.times:,}", f"{facts.unresolved_times:,} unresolved"),
        ("places", f"{facts.places:,}", ""),
        ("names", f"{facts.mentions:,}", ""),
        ("caveats", f"{facts.caveats:,}", ""),
        ("claims", f"{facts.claims:,}", f"{facts.single_origin:,} on a single origin"),
        ("origins", f"{facts.origins:,}", f"and {facts.unknown_origins:,} groups of unknown lineage"),
        ("problems", f"{facts.problems:,}", "see `sayso problems`" if facts.problems else ""),
    ]
    table(("", "count", "of which"), rows, title=f"{case}", right=("count",))
    if on_terminal():
        say(f"next: sayso figures {case} · sayso claims {case} · sayso open {case}", "dim")


def report(problems: list[Problem], most: int = 20) -> None:
    """Name what could not be read, on standard error."""
    for problem in problems[:most]:
        warn(f"{problem.code}: {problem.address}: {shorten(problem.message, 160)}")
    if len(problems) > most:
        warn(f"… and {len(problems) - most} more: `sayso problems` lists them")
