"""The side table: facts that the user gives for files, ``sayso build --meta meta.csv``.

CSV or TSV with a column ``file`` or ``path`` and any of ``published`` (or ``date``), ``outlet``, ``title``,
``byline``, ``url``, ``language``. What it says overrides what the items say.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from sayso.errors import RequestError, SaysoError
from sayso.text import encodings

_KEYS = ("path", "file")
_NAMES = {"date": "published"}
_FACTS = ("published", "outlet", "title", "byline", "url", "language")


def load_meta(path: Path | str) -> dict[str, Mapping[str, str]]:
    """File name or address -> facts, as :attr:`ReadOptions.meta` wants it.

    Raises :class:`RequestError` ``bad-import`` where the table cannot be read or lacks its columns.
    """
    place = Path(path)
    try:
        data = place.read_bytes()
        text = encodings.decode(data, str(path)).text
    except OSError as error:
        raise RequestError("bad-import", str(path), error.strerror or str(error)) from error
    except SaysoError as error:
        raise RequestError("bad-import", str(path), error.detail) from error
    first = text.split("\n", 1)[0]
    delimiter = max(",\t;", key=lambda mark: (first.count(mark), -",\t;".index(mark)))
    try:
        table = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if any(row)]
    except csv.Error as error:
        raise RequestError("bad-import", str(path), str(error)) from error
    names = [name.strip().lower() for name in table[0]] if table else []
    names = [_NAMES.get(name, name) if _NAMES.get(name) not in names else name for name in names]
    key = next((name for name in _KEYS if name in names), None)
    known = [name for name in _FACTS if name in names]
    if key is None or not known:
        raise RequestError("bad-import", str(path), "needs a column file or path, and one of " + ", ".join(_FACTS))
    found: dict[str, Mapping[str, str]] = {}
    for row in table[1:]:
        cells = dict(zip(names, row, strict=False))
        name = cells.get(key, "").strip().removeprefix("./")
        if name:
            found[name] = {fact: cells[fact].strip() for fact in known if cells.get(fact, "").strip()}
    return found
