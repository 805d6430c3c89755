"""``sayso build``"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from sayso.drawing.wording import heading
from sayso.ledger import View
from sayso.ledger.codec import to_json
from sayso.model import Problem, Relation
from sayso.pipeline import BuildOptions, BuildSummary, Cluster, Depth, Round, Silent, build, follow
from sayso.readers import remote
from sayso.views.changes import ChangedClaim, Changes, ClaimCounts
from sayso.views.overview import Overview, overview

from .options import json_option, read_options, to_read_options
from .terminal import console, on_terminal, print_json, print_jsonl, say, shorten, table, warn

_CHANGED = 20  # claims that a round lists


class SourceType(click.ParamType["Path | str"]):
    """A path, or an address that fsspec opens."""

    name = "source"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Path | str:
        return str(value) if remote.is_remote(str(value)) else Path(str(value))


@click.command(name="build")
@click.argument("sources", nargs=-1, required=True, type=SourceType())
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
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Work through Dask: tcp://HOST:PORT of a scheduler, or local:N for N processes. See docs/scale.md.",
)
@click.option(
    "--shards",
    metavar="FOLDER",
    help="With --scheduler: folder or address (s3://…) for finished chunks, which all machines see; "
    "by default beside the case.",
)
@click.option(
    "--follow",
    "following",
    is_flag=True,
    help="Go on as files arrive and change, and tell what is new; Ctrl-C ends it.",
)
@json_option
def command(
    sources: tuple[Path | str, ...],
    case: Path,
    columns: str | None,
    meta: Path | None,
    published: str | None,
    depth: Depth,
    workers: int | None,
    scheduler: str | None,
    shards: str | None,
    following: bool,
    as_json: bool,
) -> int:
    """Read files, folders, archives and feeds into a case, extract and compare.

    Run again on grown or changed sources, it does only the new work. A source with :// in it is read through fsspec.
    """
    if shards and not scheduler:
        raise click.UsageError("--shards goes with --scheduler")
    if following and scheduler:
        raise click.UsageError("--follow works with the processes of this machine: leave --scheduler out")
    read = to_read_options(columns, meta, published)
    cluster = Cluster(scheduler, shards or f"{case.resolve()}-shards") if scheduler else None
    options = BuildOptions(read, depth, workers or len(os.sched_getaffinity(0)), cluster)
    if following:
        return _follow([Path(s) for s in sources if not remote.is_remote(s)], sources, case, options, as_json)
    if on_terminal() and not as_json:
        with Bars() as bars:
            summary = build(sources, case, options, bars)
    else:
        summary = build(sources, case, options, Silent())
    with View(case) as view:
        facts = overview(view)
    if as_json:
        print_json(_summary_json(case, summary, facts))
    else:
        show(case, summary, facts)
    report(summary.problems)
    return 2 if summary.problems else 0


def _summary_json(case: Path, summary: BuildSummary, facts: Overview) -> dict[str, object]:
    return {"case": str(case), "new_documents": summary.documents, "skipped": summary.skipped,
            "problems": summary.problems, "overview": facts}  # fmt: skip


def _follow(
    folders: list[Path], sources: tuple[Path | str, ...], case: Path, options: BuildOptions, as_json: bool
) -> int:
    """Until Ctrl-C: the summary of the first round, then the changes of each."""
    if len(folders) < len(sources):
        raise click.UsageError("--follow watches folders of this machine")
    problems = 0

    def told(done: Round) -> None:
        nonlocal problems
        changes = done.changes
        if changes is None:
            with View(case) as view:
                facts = overview(view)
            problems += len(done.summary.problems)
            if as_json:
                print_jsonl([{"round": done.n, "at": done.at, **_summary_json(case, done.summary, facts)}])
            else:
                bars.__exit__()
                show(case, done.summary, facts)
                say("following; Ctrl-C ends it", "dim")
            report(done.summary.problems)
        else:
            problems += len(changes.problems)
            if as_json:
                print_jsonl([{"round": done.n, "at": done.at, **to_json(changes)}])
            else:
                show_changes(done.at, changes)
            report(list(changes.problems))
        sys.stdout.flush()

    bars: Bars | _NoBars = Bars() if on_terminal() and not as_json else _NoBars()
    try:
        with bars:
            follow(folders, case, options, told, progress=bars)
    except KeyboardInterrupt:
        warn("sayso: stopped; the case holds what was told, run the same command to go on")
    return 2 if problems else 0


class _NoBars(Silent):
    """Where nobody looks at bars."""

    def __enter__(self) -> _NoBars:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing to end."""


def show_changes(at: str, changes: Changes) -> None:
    """One list of what a round changed."""
    count = len(changes.documents)
    say(f"{at[11:19]}  {count:,} new report{'' if count == 1 else 's'}", "bold")
    rows: list[tuple[str, str]] = []
    rows += [
        ("new report", f"{d.outlet or '?'}: {shorten(d.title or d.path, 80)}  ({d.path})") for d in changes.documents
    ]
    rows += [("withdrawn", id) for id in changes.withdrawn]
    rows += [("new origin", f"{o.name} ({o.kind if o.known else 'unknown lineage'})") for o in changes.origins]
    rows += [("new conflict" if r.relation == "conflict" else "new denial", _against(r)) for r in changes.conflicts]
    rows += [("revised figure", _against(r)) for r in changes.revisions]
    rows += [("claim", _claim(c)) for c in changes.claims[:_CHANGED]]
    if len(changes.claims) > _CHANGED:
        rows.append(("claims", f"and {len(changes.claims) - _CHANGED:,} more changed"))
    if changes.gone:
        rows.append(("claims", f"{changes.gone:,} are no more"))
    table(("", "what changed"), rows)


def _against(relation: Relation) -> str:
    a, b = (f"“{shorten(x.text or x.path, 60)}” ({x.path})" for x in (relation.a, relation.b))
    return f"{a} {'is now' if relation.relation == 'revision' else 'against'} {b}"


def _claim(claim: ChangedClaim) -> str:
    now, was = claim.now, claim.was
    before = f"was {_counts(was)}" if was else "new"
    return f"{shorten(heading(claim.label), 80)}: {_counts(now)} ({before})"


def _counts(claim: ClaimCounts) -> str:
    tellings = f"{claim.tellings:,} telling{'' if claim.tellings == 1 else 's'}"
    origins = f"{claim.origins:,} origin{'' if claim.origins == 1 else 's'}"
    return f"{tellings}, {origins}" + (
        f", {claim.unknown_lineage:,} of unknown lineage" if claim.unknown_lineage else ""
    )


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
        self._comparing = False
        return self

    def __exit__(self, *_: object) -> None:
        self._bars.stop()

    def reading(self, items: int, documents: int, problems: int, done_bytes: int, total_bytes: int) -> None:
        note = f"{documents:,} reports" + (f", {problems:,} problems" if problems else "")
        self._bars.update(self._task, completed=done_bytes, total=max(total_bytes, done_bytes), note=note)

    def comparing(self, done: int = 0, total: int = 0) -> None:
        if not self._comparing:
            self._comparing = True
            self._bars.remove_task(self._task)
            self._task = self._bars.add_task("comparing: names, passages", total=None, note="")
        if total:
            note = f"{done:,} of {total:,} reports"
            self._bars.update(self._task, description="comparing reports", completed=done, total=total, note=note)


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
