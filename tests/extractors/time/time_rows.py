"""Times of a text, for the tests beside this module."""

import datetime as dt

from sayso.encoders.analysis import plain
from sayso.extractors.time import TimeExtractor
from sayso.model import Document, Extraction, Time, text_sha256

_EXTRACTOR = TimeExtractor()


def read(text: str, published: dt.date | None = None) -> tuple[Time, ...]:
    document = Document("d1", "a.txt", "", text, text_sha256(text), published=published)
    return _EXTRACTOR.extract(document, plain(text), Extraction("d1")).times
