"""Findings across documents: copies, origins, entities, claims and their relations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.util import find_spec

from sayso.ledger import View
from sayso.model import Findings

from .compare import compare_reports
from .memory import Memory
from .standing import Standing


def findings(
    view: View,
    memory: Memory | None = None,
    told: Callable[[int, int], None] = lambda done, total: None,
    standing: Standing | None = None,
) -> Iterator[Findings]:
    """All findings of a case, made from its standing documents and judgements: entities first, then story by story.

    ``memory`` spares what an earlier comparison worked out; with or without it the findings are the same.
    ``told``: called with the reports done and all of them, when stories are compared. ``standing``: stories whose rows
    the case holds as they are, which are left out.
    """
    memory = Memory() if memory is None else memory
    if find_spec("sayso.analyses.entities") is None:
        yield from compare_reports(view, memory, told=told, standing=standing)
        return
    from .entities import resolution

    found = resolution(view, memory)
    yield Findings(entities=found.entities)
    possible = found.possible
    entity_of = {mention: e.id for e in found.entities for mention in e.mentions}
    del found  # a large case has very many
    yield from compare_reports(view, memory, entity_of, told, standing)
    yield Findings(relations=tuple(possible))


def compare(view: View, memory: Memory | None = None) -> Findings:
    """All findings of a case at once."""
    parts = list(findings(view, memory))
    return Findings(
        relations=tuple(r for p in parts for r in p.relations),
        entities=tuple(e for p in parts for e in p.entities),
        origins=tuple(o for p in parts for o in p.origins),
        claims=tuple(c for p in parts for c in p.claims),
    )


__all__ = ["Memory", "Standing", "compare", "findings"]
