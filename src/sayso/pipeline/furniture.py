"""Lines that the reports of one outlet share are marked as furniture once the case holds enough of them.

What an outlet's furniture is depends on its reports alone, not on the order in which they came: the same reports
give the same regions. Reports without an outlet are nobody's, and are left as they are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.encoders.analysis import plain
from sayso.extractors.region import Repetition, regions
from sayso.ledger import View, Writer
from sayso.model import Document

SAMPLE = 400  # reports of an outlet that are counted, those with the lowest ids; more of them change little
LEAST = 5  # reports of an outlet before its lines are counted


@dataclass(frozen=True, slots=True)
class _Standing:
    """A report of an outlet: its number in the order of coming, its id, the mark of its extraction."""

    n: int
    id: str
    mark: str


def mark_shared_lines(writer: Writer) -> int:
    """Bring the furniture of every outlet up to date; returns how many reports changed."""
    known: dict[str, dict[str, Any]] = json.loads(writer.state("furniture") or "{}")
    changed = 0
    with View(writer.path) as view:
        for outlet, reports in _by_outlet(view).items():
            before = known.get(outlet, {})
            upto = max(r.n for r in reports)
            digest = _digest(reports)
            if before.get("reports") == digest:
                continue
            sample = _digest(reports[:SAMPLE])
            shared = frozenset(before["lines"]) if before.get("sample") == sample else _shared(view, reports)
            same = before.get("lines") == sorted(shared)
            old = [r for r in reports if r.n <= before.get("upto", 0)]
            stand = same and _digest(old) == before.get("reports")
            done = {r.id for r in old}
            new = [r for r in reports if r.id not in done] if stand else reports
            changed += _mark(writer, view, new, shared)
            known[outlet] = {"lines": sorted(shared), "upto": upto, "reports": digest, "sample": sample}
    with writer.transaction():
        writer.set_state("furniture", json.dumps(known, sort_keys=True, ensure_ascii=False))
    return changed


def _by_outlet(view: View) -> Mapping[str, Sequence[_Standing]]:
    query = (
        "SELECT outlet, n, id, extracted FROM documents "
        "WHERE withdrawn IS NULL AND outlet IS NOT NULL ORDER BY outlet, id"
    )
    found: dict[str, list[_Standing]] = {}
    for row in view.db.execute(query):
        found.setdefault(row["outlet"], []).append(_Standing(row["n"], row["id"], row["extracted"]))
    return {outlet: reports for outlet, reports in found.items() if len(reports) >= LEAST}


def _digest(reports: Sequence[_Standing]) -> str:
    digest = hashlib.blake2b(digest_size=12)
    for report in reports:
        digest.update(f"{report.id}\x1f{report.mark}\n".encode())
    return digest.hexdigest()


def _shared(view: View, reports: Sequence[_Standing]) -> frozenset[str]:
    counter = Repetition()
    for report in reports[:SAMPLE]:
        counter.add(view.document(report.id).text)
    return counter.furniture()


def _mark(writer: Writer, view: View, reports: Sequence[_Standing], shared: frozenset[str]) -> int:
    """Give the reports their regions anew where a shared line stands, or stood, in them."""
    changed = 0
    for report in reports:
        document = view.document(report.id)
        rows = view.extraction_regions(report.id)
        marked = any(r.rule == "repeated:across" for r in rows)
        if not marked and not _holds(document, shared):
            continue
        found = regions(document.text, plain(document.text), document.regions, document.title, shared)
        if found != rows:
            changed += 1
            with writer.transaction():
                writer.put_regions(document.id, found)
    return changed


def _holds(document: Document, shared: frozenset[str]) -> bool:
    """Whether a shared line may stand in the text; its lines are told apart only then."""
    folded = document.text.casefold()
    return any(line in folded for line in shared)
