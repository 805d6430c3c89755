"""``sayso origins``"""

from __future__ import annotations

from pathlib import Path

import click

from sayso.drawing.wording import heading
from sayso.views.claims import Findings
from sayso.views.origins import Node, node_json, origin_tree

from .leaving import leaving
from .options import case_argument, json_option, mask_option
from .terminal import print_json, say, shorten

_PATHS = 4


@click.command(name="origins")
@case_argument
@click.argument("id")
@mask_option
@json_option
def command(case: Path, id: str, mask: str | None, as_json: bool) -> int:
    """On whose say-so: from a claim, figure or statement through copies and tellers down to the origins."""
    with leaving(case, mask, as_json=as_json) as opened:
        tree = origin_tree(Findings(opened), id)
        if as_json:
            print_json(node_json(tree))
            return 0
        _print(tree, "", "")
        return 0


def _print(node: Node, lead: str, below: str) -> None:
    paths = ", ".join(node.documents[:_PATHS])
    if len(node.documents) > _PATHS:
        paths += f" and {len(node.documents) - _PATHS} more"
    name = shorten(heading(node.name) if node.kind == "claim" else node.name, 80)
    if node.kind == "unknown":
        name = f"not recorded ({name})"
    say(f"{lead}{node.kind}: {name}", "bold" if node.kind in ("claim", "origin", "unknown") else "")
    if node.words is not None:
        say(f"{below}  “{shorten(node.words.text, 90)}” {node.words.path} {node.words.start}..{node.words.end}", "dim")
    if node.kind in ("report", "claim") and len(node.documents) > 1:
        say(f"{below}  in {paths}", "dim")
    for line in node.argument[:5]:
        say(f"{below}  because: {shorten(line, 130)}" if node.kind != "report" else f"{below}  {line}", "dim")
    for n, child in enumerate(node.below):
        last = n == len(node.below) - 1
        _print(child, below + ("└─ " if last else "├─ "), below + ("   " if last else "│  "))
