"""A small document with one row of every kind, anchored by search."""

from __future__ import annotations

import datetime as dt

import pytest

from sayso.model import (
    Caveat,
    Document,
    Extraction,
    Figure,
    Item,
    Mention,
    Place,
    Quote,
    Region,
    Span,
    Statement,
    Teller,
    Time,
    document_id,
    row_id,
    sha256,
    text_sha256,
)

TEXT = (
    "Dam breaks\n\nAt least 40 people died on Monday in Ost, a senior official, who asked not to be named, "
    "told the Courier. The claim could not be verified.\n"
)


@pytest.fixture
def item() -> Item:
    data = TEXT.encode()
    return Item(sha256(data), "a.txt", data, "2026-01-02T03:04:05Z", "text/plain")


@pytest.fixture
def document(item: Item) -> Document:
    return Document(
        id=document_id(item.sha256, item.address), path=item.address, item_sha256=item.sha256, text=TEXT,
        text_sha256=text_sha256(TEXT), title="Dam breaks", outlet="Courier", published=dt.date(2026, 1, 2),
        language="en", evidence={"published": "meta"}, regions=(Region(0, 10, "title", "reader"),),
    )  # fmt: skip


def quote(words: str) -> Quote:
    start = TEXT.index(words)
    return Quote(start, start + len(words), words)


@pytest.fixture
def rows(document: Document) -> Extraction:
    content, source, cue = quote("At least 40 people died on Monday in Ost"), quote("a senior official"), quote("told")
    sid = row_id(document.id, "statement", [content.span, cue.span])
    statement = Statement(
        sid, "indirect", (content,), source, cue,
        (Teller("Courier", None), Teller("a senior official", "anonymous", source.start, source.end)),
        "anonymous", "neutral", "CT+", 0.75, "test", quote("who asked not to be named"), (quote("At least"),), None,
    )  # fmt: skip

    def place(words: str, kind: str) -> tuple[str, int, int, str]:
        q = quote(words)
        return row_id(document.id, kind, [Span(q.start, q.end)]), q.start, q.end, q.text

    return Extraction(
        document.id,
        regions=(Region(0, 10, "title", "test"),),
        statements=(statement,),
        figures=(
            Figure(*place("At least 40 people", "figure"), 40.0, None, 40.0, 60.0, "people", "people", "killed",
                   None, "Ost", "2026-01-01", "total", "test", statement=sid),
        ),
        times=(Time(*place("Monday", "time"), dt.date(2025, 12, 29), dt.date(2025, 12, 29), True, "day", "published", "test"),),
        places=(Place(*place("Ost", "place"), None, None, None, None, None, "test"),),
        mentions=(Mention(*place("Courier", "mention"), "organisation", "test"),),
        caveats=(Caveat(*place("could not be verified", "caveat"), "unverified", (sid,), "test"),),
    )  # fmt: skip
