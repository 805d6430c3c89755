"""Plain text and Markdown: the text layer is the decoded file itself, only line ends become ``\\n``.

A byte order mark is dropped (the encoding is then called ``utf-8-sig``, ``utf-16`` or ``utf-32``).
Markdown stays as it is written; YAML front matter gives facts and is marked as boilerplate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.errors import ItemError
from sayso.model import Document, Item, Origin, Problem, Region
from sayso.plugins import Candidate, ReadOptions
from sayso.text import encodings

from .facts import Facts, finish

_FRONT = re.compile(r"---[ \t]*\n((?:[^\n]{0,1000}\n){0,100}?)---[ \t]*\n")
_FIELD = re.compile(r"^(title|author|date|published|source|publisher|lang|language|url)[ \t]*:[ \t]*(.+)$", re.I | re.M)
_NAMES = {"author": "byline", "source": "outlet", "publisher": "outlet", "lang": "language"}


class PlainReader:
    """Takes whatever no other reader takes and that decodes to text."""

    name = "plain"
    priority = 0

    def accepts(self, candidate: Candidate) -> bool:
        return True

    def read(self, item: Item, options: ReadOptions) -> Iterator[Document | Problem]:
        if len(item.data) > 4 * options.max_document_characters:  # no encoding takes more for a character
            raise ItemError("too-large", item.address, f"{len(item.data)} bytes of text")
        if item.data.startswith(b"{\\rtf"):
            raise ItemError("binary", item.address, "RTF is not read")
        decoded = encodings.decode(item.data, item.address)
        text = encodings.without_surrogates(encodings.fold(decoded.text))
        facts = Facts()
        regions: tuple[Region, ...] = ()
        front = _FRONT.match(text)
        if front:
            regions = (Region(0, front.end(), "boilerplate", "reader:front-matter"),)
            for name, value in _FIELD.findall(front.group(1)):
                _offer(facts, name.lower(), value.strip().strip("\"'"))
        yield from finish(item, item.address, text, facts, Origin("bytes", decoded.encoding), options, regions)


def _offer(facts: Facts, name: str, value: str) -> None:
    if name in ("date", "published"):
        facts.offer_date(value, f"front matter {name}")
    else:
        facts.offer(_NAMES.get(name, name), value, f"front matter {name}")
