"""Shared by the tests of figures: read a sentence, pick a figure."""

from __future__ import annotations

import datetime as dt

from sayso.encoders.analysis import plain
from sayso.extractors.quantity import Profile, extract_figures
from sayso.extractors.time import TimeExtractor
from sayso.model import Document, Extraction, Figure, text_sha256


def figures(text: str, reading: Profile | None = None) -> tuple[Figure, ...]:
    """The figures of a text that stands alone."""
    return extract_figures(text, plain(text), reading=reading)


def dated(text: str, published: dt.date | None = None) -> tuple[Figure, ...]:
    """The figures of a text whose times have been read."""
    document = Document("d", "a.txt", "", text, text_sha256(text), published=published)
    rows = TimeExtractor().extract(document, plain(text), Extraction("d"))
    return extract_figures(text, plain(text), document="d", times=rows.times)


def only(text: str, reading: Profile | None = None) -> Figure:
    """The one figure of a sentence."""
    found = figures(text, reading)
    assert len(found) == 1, [f.text for f in found]
    return found[0]
