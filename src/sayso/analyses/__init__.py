"""Findings across documents: copies, origins, entities, claims and their relations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec

from sayso.ledger import View
from sayso.model import Findings

from .compare import compare_reports
from .memory import Memory


def compare(
    view: View, memory: Memory | None = None, told: Callable[[int, int], None] = lambda done, total: None
) -> Findings:
    """All findings of a case, made from its standing documents and judgements.

    ``memory`` spares what an earlier comparison worked out; with or without it the findings are the same.
    ``told``: called with the reports done and all of them, when stories are compared.
    """
    memory = Memory() if memory is None else memory
    if find_spec("sayso.analyses.entities") is None:
        return compare_reports(view, memory, told=told)
    from .entities import resolution

    found = resolution(view)
    entity_of = {mention: e.id for e in found.entities for mention in e.mentions}
    findings = compare_reports(view, memory, entity_of, told)
    return replace(findings, entities=found.entities, relations=(*findings.relations, *found.possible))


__all__ = ["Memory", "compare"]
