"""``sayso custody``"""

from __future__ import annotations

from pathlib import Path

import click

from sayso.exporters.files import whole_file
from sayso.ledger import View
from sayso.pipeline.timestamps import Stamp, attach, request

from .options import case_argument, json_option
from .terminal import print_json, say, table


@click.command(name="custody")
@case_argument
@click.option(
    "--request",
    "wanted",
    metavar="TSQ",
    type=click.Path(path_type=Path),
    help="Write a request for a time-stamp token (RFC 3161) on the log's last entry; sending it is up to you.",
)
@click.option(
    "--attach",
    "token",
    metavar="TSR",
    type=click.Path(path_type=Path),
    help="Keep the authority's answer with the case.",
)
@click.option(
    "--authorities",
    metavar="PEM",
    type=click.Path(path_type=Path),
    help="With --attach: certificates that the token's signature must lead to.",
)
@click.option("--who", help="Who attaches it; by default the user of this machine.")
@json_option
def command(
    case: Path, wanted: Path | None, token: Path | None, authorities: Path | None, who: str | None, as_json: bool
) -> int:
    """The custody log: every step with who, when and which tool, chained by hashes; and time-stamp tokens on it."""
    if wanted and token:
        raise click.UsageError("--request and --attach are two steps")
    if wanted:
        entry, made = request(case)
        with whole_file(wanted) as file:
            file.write(made)
        if as_json:
            print_json({"entry": entry.n, "hash": entry.hash, "request": str(wanted)})
        else:
            say(f"wrote {wanted}: a request for a token on log entry {entry.n}, {entry.hash}")
        return 0
    if token:
        stamp = attach(case, token, who, authorities)
        if as_json:
            print_json(stamp)
        else:
            say(stamp_line(stamp))
        return 0
    with View(case) as view:
        entries = list(view.log())
        paths = _paths(view)
    if as_json:
        print_json(entries)
    else:
        table(("n", "when", "who", "tool", "step", "of what", "hash"),
              ((e.n, e.at, e.who, e.tool, e.action, paths.get(e.subject, e.subject[:40]), e.hash[:12])
               for e in entries))  # fmt: skip
    return 0


def _paths(view: View) -> dict[str, str]:
    """Where the items and reports that log entries name by their hashes lie; an item's first report."""
    out: dict[str, str] = {}
    for row in view.db.execute("SELECT id, item, path FROM documents ORDER BY n"):
        out[row["id"]] = row["path"]
        out.setdefault(row["item"], row["path"])
    return out


def stamp_line(stamp: Stamp) -> str:
    """What a token says, in a line."""
    proof = "its signature holds" if stamp.checked else "its signature was not checked: give --authorities"
    return f"log entry {stamp.entry} stood at {stamp.time}, says {stamp.authority}; {proof}"
