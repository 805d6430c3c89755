"""CSV and TSV with named columns: a document for each row.

Numeric dates such as ``4/5/2017`` are read by what the whole column shows: where one of its values can only
have the day first (or the month first), all are read so; where none decides, or two disagree, such a date
stays unknown.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from sayso.errors import ItemError
from sayso.model import Document, Item, Problem
from sayso.plugins import Candidate, ReadOptions
from sayso.text import encodings

from . import rows

_NUMERIC = re.compile(r"\s*(\d{1,2})[/-](\d{1,2})[/-](?:\d{4}|\d\d)\b")
_MOST_COLUMNS = 2000


class TableReader:
    """``.csv``, ``.tsv`` and ``.tab``; any text file when columns are named and its first line has them."""

    name = "table"
    priority = 40

    def accepts(self, candidate: Candidate) -> bool:
        return candidate.suffix in (".csv", ".tsv", ".tab")

    def read(self, item: Item, options: ReadOptions) -> Iterator[Document | Problem]:
        decoded = encodings.decode(item.data, item.address)
        delimiter = _delimiter(decoded.text)
        table = _table(decoded.text, delimiter, options)
        try:
            header = next(table, [])
        except csv.Error as error:
            raise ItemError("malformed", item.address, str(error)) from error
        if not any(name.strip() for name in header):
            raise ItemError("empty", item.address)
        if len(header) > _MOST_COLUMNS:
            raise ItemError("malformed", item.address, f"{len(header)} columns")
        chosen = rows.columns(header, options)
        if "text" not in chosen:
            wanted = options.columns.get("text")
            raise ItemError(
                "malformed",
                item.address,
                f"no column {wanted!r}"
                if wanted
                else "no column is known to hold the text; name it with --columns text=NAME",
            )
        day_first, why = _order(_table(decoded.text, delimiter, options), header, chosen)
        number = 0
        while True:
            number += 1
            path = f"{item.address}#{number}"
            try:
                cells = next(table, None)
            except csv.Error as error:
                yield Problem("bad-row", path, str(error))
                return
            if cells is None:
                return
            if not any(cells):
                number -= 1
                continue
            row: dict[str, object] = {}
            for name, cell in zip(header, cells, strict=False):
                row.setdefault(name, cell)  # of two columns of one name the first counts
            yield from rows.document(item, path, row, chosen, decoded.encoding, options, day_first, why)


def _table(text: str, delimiter: str, options: ReadOptions) -> Iterator[list[str]]:
    csv.field_size_limit(max(csv.field_size_limit(), options.max_document_characters + 1))
    return csv.reader(rows.lines(text), delimiter=delimiter)


def _delimiter(text: str) -> str:
    """The mark that parts the header: of tab, semicolon, bar and comma the most frequent outside quotes."""
    first = re.sub(r'"[^"]*"', "", text[:65536].split("\n", 1)[0])
    return max(",\t;|", key=lambda mark: (first.count(mark), -",\t;|".index(mark)))


def _order(table: Iterator[list[str]], header: list[str], chosen: dict[str, str]) -> tuple[bool | None, str]:
    """Whether the date column has the day first, and the value that shows it."""
    if "published" not in chosen:
        return None, ""
    at = header.index(chosen["published"])
    shown: dict[bool, str] = {}
    number = -1
    try:
        for number, cells in enumerate(table):
            found = _NUMERIC.match(cells[at]) if number and at < len(cells) else None
            if found and (int(found[1]) > 12) != (int(found[2]) > 12):
                shown.setdefault(int(found[1]) > 12, f"{found.group().strip()} in row {number}")
            if len(shown) == 2:
                return None, ""
    except csv.Error:
        pass  # the rows up to here speak for themselves; reading them reports the fault
    if not shown:
        return None, ""
    day_first, example = next(iter(shown.items()))
    return day_first, f" ({'day' if day_first else 'month'} first: {example})"
