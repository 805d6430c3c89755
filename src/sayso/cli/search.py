"""``sayso search``"""

from __future__ import annotations

from pathlib import Path

import click
from rich.text import Text

from sayso.text.control import visible
from sayso.views.search import SearchFilter, SearchHit, search

from .leaving import leaving
from .options import case_argument, json_option, mask_option
from .terminal import nothing, print_json, table


@click.command(name="search")
@case_argument
@click.argument("words", nargs=-1)
@click.option("--source", help="Only statements of this source or teller.")
@click.option("--entity", help="Only reports that name this entity.")
@click.option("--from", "from_", metavar="DATE", help="Published on or after.")
@click.option("--to", metavar="DATE", help="Published on or before.")
@click.option("--measure", help="Only statements with a figure of this measure.")
@click.option("--outlet", help="Only reports of this outlet.")
@click.option("--limit", type=click.IntRange(1), default=30, show_default=True)
@mask_option
@json_option
def command(
    case: Path,
    words: tuple[str, ...],
    source: str | None,
    entity: str | None,
    from_: str | None,
    to: str | None,
    measure: str | None,
    outlet: str | None,
    limit: int,
    mask: str | None,
    as_json: bool,
) -> int:
    """Search documents and statements.

    All words must occur; "a phrase"; -not; begin*; this OR that. Case and accents do not matter.
    """
    with leaving(case, mask, as_json=as_json) as opened:
        asked = [None if w is None else opened.asked(w) for w in (source, entity, outlet)]
        narrow = SearchFilter(asked[0], asked[1], from_, to, measure, asked[2])
        hits = search(opened.view, opened.asked(" ".join(words)), narrow, limit)
        _print([opened.hit(h) for h in hits], " ".join(words), as_json)
    return 0


def _print(hits: list[SearchHit], asked: str, as_json: bool) -> None:
    if as_json:
        print_json({"hits": hits})
        return
    if not hits:
        nothing(asked)
        return
    table(
        ("kind", "report", "published", "who", "words"),
        ([h.kind, h.path, h.published or "—", h.source or "", _marked(h)] for h in hits),
    )


def _marked(hit: SearchHit) -> Text:
    text = Text(visible(hit.excerpt.replace("\n", " ")))
    if len(text.plain) == len(hit.excerpt):
        for start, end in hit.marked:
            text.stylize("bold yellow", start, end)
    return text
