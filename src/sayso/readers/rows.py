"""Rows of named fields as documents: what tables and JSON lines share.

The row's number stands in the address, ``file.csv#12``: rows of a table count from 1 below the header, JSON
lines by their line. ``options.columns`` names the columns (``text=article_content``); else the first of the
usual names that is there is taken.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence

from sayso.model import Document, Item, Origin, Problem
from sayso.plugins import ReadOptions
from sayso.text import encodings

from .facts import Facts, finish

USUAL: dict[str, tuple[str, ...]] = {
    "text": ("text", "content", "body", "article", "article_content", "maintext", "main_text", "fulltext",
             "full_text", "article_text", "articlebody", "article_body", "news_text", "raw_text", "story"),
    "title": ("title", "headline", "article_title", "subject"),
    "published": ("published", "date", "time", "publication_date", "date_published", "published_at", "pubdate",
                  "publish_date", "datepublished", "timestamp"),
    "outlet": ("outlet", "source", "publisher", "publication", "site", "domain", "newspaper"),
    "byline": ("byline", "author", "authors", "creator"),
    "url": ("url", "link", "href"),
    "language": ("language", "lang"),
}  # fmt: skip


_SECONDS = re.compile(r"\d{9,10}(?:\.\d{1,9})?|\d{13}")
_FIRST_MOMENT, _LAST_MOMENT = 315_532_800, 4_102_444_800  # 1980 to 2100: a smaller number counts something else


def lines(text: str) -> Iterator[str]:
    """The lines with their ends, one at a time: a copy of a table as a whole would take four times its size."""
    at = 0
    while at < len(text):
        end = text.find("\n", at) + 1 or len(text)
        yield text[at:end]
        at = end


def columns(names: Sequence[str], options: ReadOptions) -> dict[str, str]:
    """Field -> column name, of the names that are there."""
    chosen: dict[str, str] = {}
    folded: dict[str, str] = {}
    for name in names:
        folded.setdefault(name.strip().lower(), name)
    for field, usual in USUAL.items():
        given = options.columns.get(field)
        for name in (given,) if given else usual:
            column = folded.get(name.strip().lower())
            if column is not None:
                chosen[field] = column
                break
    return chosen


def document(
    item: Item,
    path: str,
    row: Mapping[str, object],
    chosen: Mapping[str, str],
    encoding: str,
    options: ReadOptions,
    day_first: bool | None = None,
    why: str = "",
) -> Iterator[Document | Problem]:
    """The document of one row; ``why`` says what decided the order of day and month."""
    column = chosen.get("text")
    text = row.get(column) if column is not None else None
    if not isinstance(text, str) or not text.strip():
        named = f"column {column!r} holds no text" if column else "no column is known to hold the text"
        yield Problem("bad-row", path, named)
        return
    facts = Facts()
    for field, name in chosen.items():
        value = plain(row.get(name))
        if field == "published":
            moment = _moment(row.get(name))
            if moment:
                facts.offer_date(moment, f"column {name} (seconds since 1970)")
            else:
                facts.offer_date(value, f"column {name}{why}", day_first)
        elif field != "text":
            facts.offer(field, value, f"column {name}")
    layer = encodings.without_surrogates(encodings.fold(text))
    yield from finish(item, path, layer, facts, Origin("field", encoding, column), options)


def _moment(value: object) -> str:
    """The day (UTC) of a number of seconds or milliseconds since 1970; empty for any other value."""
    number = float(value) if isinstance(value, str) and _SECONDS.fullmatch(value) else value
    if isinstance(number, bool) or not isinstance(number, int | float):
        return ""
    seconds = number / 1000 if number > 1e11 else number
    if not _FIRST_MOMENT <= seconds <= _LAST_MOMENT:
        return ""
    return (dt.datetime(1970, 1, 1) + dt.timedelta(seconds=seconds)).date().isoformat()


def plain(value: object) -> str:
    """A cell as words: a list's strings are joined, an object's name is taken, a number is written out."""
    if isinstance(value, list):
        return ", ".join(part for part in map(_word, value[:20]) if part)
    return _word(value)


def _word(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("name") or value.get("title")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value) if abs(value) < 1e15 else ""
    return value if isinstance(value, str) else ""
