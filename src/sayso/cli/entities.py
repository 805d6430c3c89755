"""``sayso entities``"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from sayso.views.entities import EntitiesPage, entities

from .leaving import leaving
from .options import case_argument, json_option, mask_option
from .terminal import nothing, on_terminal, print_json, say, shorten, table

KINDS = ("person", "organisation", "unit", "place", "other")


@click.command(name="entities")
@case_argument
@click.argument("words", nargs=-1)
@click.option("--kind", type=click.Choice(KINDS), help="Only entities of this kind.")
@click.option("--limit", type=click.IntRange(1), default=40, show_default=True)
@click.option("--reasons", is_flag=True, help="Say why names were joined.")
@mask_option
@json_option
def command(
    case: Path,
    words: tuple[str, ...],
    kind: str | None,
    limit: int,
    reasons: bool,
    mask: str | None,
    as_json: bool,
) -> int:
    """Who is who: persons, organisations, units and places under all their names."""
    with leaving(case, mask, as_json=as_json) as opened:
        page = entities(opened.view, opened.asked(" ".join(words)), kind)
        if mask:  # somebody's home is no entity behind a mask
            left = {e.id for e in opened.entities()}
            page = replace(page, entities=tuple(e for e in page.entities if e.id in left))
        _print(opened.page(page), " ".join(words), limit, reasons, as_json)
    return 0


def _print(page: EntitiesPage, asked: str, limit: int, reasons: bool, as_json: bool) -> None:
    if as_json:
        print_json(page)
        return
    if not page.entities:
        nothing(asked)
        return
    columns = ("name", "kind", "reports", "outlets", "mentions", "also", "sure", "id")
    table(
        (*columns, "why") if reasons else columns,
        (
            (shorten(e.name, 44), e.kind, e.documents, e.outlets, e.mentions, shorten(", ".join(e.aliases), 60),
             f"{e.confidence:.2f}", e.id[:9], *((shorten("; ".join(e.reasons), 160),) if reasons else ()))
            for e in page.entities[:limit]
        ),
        right=("reports", "outlets", "mentions", "sure"),
    )  # fmt: skip
    if not on_terminal():
        return
    if len(page.entities) > limit:
        say(f"{len(page.entities) - limit} more: --limit {len(page.entities)}")
    if page.possible:
        say()
        table(
            ("may be one", "and", "because", "ids"),
            (
                (_placed(p.a_name, p.a_path), _placed(p.b_name, p.b_path), shorten(p.why, 80), f"{p.a[:9]} {p.b[:9]}")
                for p in page.possible[:limit]
            ),
            title="Not joined; a person may: sayso judge CASE join ID ID",
        )  # fmt: skip


def _placed(name: str, path: str) -> str:
    return f"{shorten(name, 30)} ({shorten(path, 30)})"
