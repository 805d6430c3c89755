"""One registry: built-ins are declared as entry points too, so a foreign part enters by the same door."""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points
from typing import cast

from .protocols import Exporter, Extractor, Reader


@cache
def readers() -> tuple[Reader, ...]:
    """All readers, the one asked first at the front (priority, then name)."""
    found = [cast(Reader, e.load()()) for e in entry_points(group="sayso.readers")]
    return tuple(sorted(found, key=lambda r: (-r.priority, r.name)))


@cache
def extractors() -> tuple[Extractor, ...]:
    """All extractors in an order in which each finds the row kinds that it needs."""
    waiting = sorted(
        (cast(Extractor, e.load()()) for e in entry_points(group="sayso.extractors")), key=lambda x: x.name
    )
    given_by: dict[str, set[str]] = {}
    for x in waiting:
        for kind in x.gives:
            given_by.setdefault(kind, set()).add(x.name)
    ordered: list[Extractor] = []
    while waiting:
        pending = {x.name for x in waiting}
        ready = [x for x in waiting if not any((given_by.get(kind, set()) - {x.name}) & pending for kind in x.needs)]
        if not ready:
            raise ValueError("extractors need each other in a circle: " + ", ".join(sorted(pending)))
        ordered.append(ready[0])
        waiting.remove(ready[0])
    return tuple(ordered)


@cache
def exporters() -> dict[str, Exporter]:
    """All exporters by name."""
    found = [cast(Exporter, e.load()()) for e in entry_points(group="sayso.exporters")]
    return {x.name: x for x in sorted(found, key=lambda x: x.name)}
