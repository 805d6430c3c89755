"""Options that several commands share, and how their words become values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from sayso.plugins import ReadOptions

F = TypeVar("F", bound=Callable[..., Any])

case_argument = click.argument("case", type=click.Path(path_type=Path))
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
mask_option = click.option(
    "--mask", metavar="POLICY", help="Mask persons: default, everyone, or a policy file. See docs/masking.md."
)
FIELDS = ("text", "title", "byline", "outlet", "published", "url", "language")


def read_options(command: F) -> F:
    """``--columns``, ``--meta`` and ``--published``."""
    for option in (
        click.option("--published", metavar="DATE", help="Publication date of every report (YYYY-MM-DD)."),
        click.option(
            "--meta",
            type=click.Path(path_type=Path, exists=True, dir_okay=False),
            help="CSV or TSV with `file` or `path` and any of published, outlet, title, byline, url, language.",
        ),
        click.option(
            "--columns",
            metavar="FIELD=COLUMN,…",
            help="Which columns of a table hold what: text=article_content,published=date,outlet=source.",
        ),
    ):
        command = option(command)
    return command


def to_read_options(columns: str | None, meta: Path | None, published: str | None) -> ReadOptions:
    """The values of :func:`read_options`. Raises :class:`click.UsageError`."""
    from sayso.readers import load_meta  # commands that read no report share this module

    return ReadOptions(columns=_columns(columns), meta=load_meta(meta) if meta else {}, published=_date(published))


def _columns(words: str | None) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for part in (words or "").split(","):
        if not part.strip():
            continue
        name, equals, column = part.partition("=")
        if not equals or name.strip() not in FIELDS:
            raise click.UsageError(f"--columns takes FIELD=COLUMN with FIELD one of {', '.join(FIELDS)}; not {part!r}")
        pairs[name.strip()] = column.strip()
    return pairs


def _date(words: str | None) -> dt.date | None:
    if words is None:
        return None
    try:
        return dt.date.fromisoformat(words)
    except ValueError as error:
        raise click.UsageError(f"--published takes a date as YYYY-MM-DD, not {words!r}") from error
