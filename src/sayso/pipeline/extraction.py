"""One document through all extractors. The same function serves a build, a one-off and a cluster."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from sayso.encoders.analysis import Analysis
from sayso.encoders.encoder import Encoder, load, plain
from sayso.extractors.attribution import narrated
from sayso.linking import link
from sayso.model import Document, Extraction, Problem, Span
from sayso.plugins import extractors
from sayso.version import __version__

Depth = Literal["full", "fast"]


@dataclass(frozen=True, slots=True)
class Extracted:
    """A document with its rows and what went wrong on the way."""

    document: Document
    rows: Extraction
    problems: tuple[Problem, ...] = ()


@cache
def fingerprint(depth: Depth) -> str:
    """Names everything that an extraction depends on besides the document."""
    parts = [__version__, depth, *([_encoder().name] if depth == "full" else [])]
    parts += [f"{type(x).__module__}.{type(x).__qualname__}" for x in extractors()]
    return f"{depth} {hashlib.sha256(chr(31).join(parts).encode()).hexdigest()[:12]}"


@cache
def _encoder() -> Encoder:
    """The encoder of this process; loaded once."""
    return load()


def analyse(document: Document, depth: Depth) -> Analysis:
    """What extractors get to see besides the text; ``fast`` asks no model."""
    return _encoder().analyse(document) if depth == "full" else plain(document)


def extract(document: Document, depth: Depth = "full") -> Extracted:
    """All rows of a document. An extractor that fails costs its own rows and leaves a problem."""
    rows = Extraction(document.id, regions=document.regions)
    problems: list[Problem] = []
    analysis = analyse(document, depth)
    for extractor in extractors():
        try:
            rows = extractor.extract(document, analysis, rows)
        except Exception as error:  # noqa: BLE001 - a foreign part must not stop the run; it is named
            problems.append(
                Problem(
                    "extraction-failed",
                    document.path,
                    f"{extractor.name}: {type(error).__name__}: {error}",
                    document.id,
                )
            )
    linked = link(document, analysis, rows)
    return Extracted(document, with_narrated(document, analysis, linked), tuple(problems))


def with_narrated(document: Document, analysis: Analysis, rows: Extraction) -> Extraction:
    """The rows with the outlet's own assertions that carry a figure. Such a figure stays the outlet's:
    its ``statement`` is empty."""
    body = [f for f in rows.figures if not any(r.start <= f.start < r.end for r in rows.regions)]
    told = narrated(document, analysis, rows.statements, [Span(f.start, f.end) for f in body])
    if not told:
        return rows
    together = sorted((*rows.statements, *told), key=lambda s: (s.content[0].start, s.id))
    return replace(rows, statements=tuple(together))
