"""Does a case still hold what it says? Re-hash, re-read, re-quote, replay the log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sayso.ledger import View
from sayso.ledger.log import GENESIS, entry_hash
from sayso.model import Document, Extraction, Quote, sha256, text_sha256


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is off: a code of :mod:`sayso.errors`, what it is about, and what was found."""

    code: str
    subject: str
    detail: str


@dataclass(slots=True)
class Verified:
    """What was checked, and every fault in the order in which it was found."""

    items: int = 0
    documents: int = 0
    anchors: int = 0
    log_entries: int = 0
    originals: bool = True  # false: a masked crate, from which the items were left out
    faults: tuple[Fault, ...] = ()


def verify(case: Path) -> Verified:
    """Check every hash, every anchor's words and the custody log of a case. Raises as ``View`` does."""
    result = Verified()
    with View(case) as view:
        result.faults = tuple(_faults(view, result))
    return result


def _faults(view: View, result: Verified) -> Iterator[Fault]:
    yield from _log(view, result)
    hashes = [r[0] for r in view.db.execute("SELECT sha256 FROM items ORDER BY sha256")]
    for expected in hashes:
        result.items += 1
        found = sha256(view.item(expected))
        if found != expected:
            yield Fault("hash-mismatch", expected, f"the item's bytes have {found}")
    known = set(hashes)
    for document in view.documents(withdrawn=True):
        result.documents += 1
        if document.item_sha256 not in known:
            yield Fault("hash-mismatch", document.id, f"its item {document.item_sha256} is not in the case")
        found = text_sha256(document.text)
        if found != document.text_sha256:
            yield Fault("hash-mismatch", document.id, f"the text layer of {document.path} has {found}")
        for row, quote in quotes(view.extraction(document.id), document):
            result.anchors += 1
            if not quote.holds_in(document.text):
                there = document.text[quote.start : quote.end]
                yield Fault(
                    "anchor-mismatch",
                    row,
                    f"{document.path} {quote.start}..{quote.end} is {there!r}, not {quote.text!r}",
                )


def quotes(rows: Extraction, document: Document) -> Iterator[tuple[str, Quote]]:
    """Every anchored wording of a document's rows, with the row's id."""
    for s in rows.statements:
        for part in (*s.content, s.source, s.cue, s.anonymity_reason, *s.hedges):
            if part is not None:
                yield s.id, part
    for table in (rows.figures, rows.times, rows.places, rows.mentions, rows.caveats):
        for row in table:
            yield row.id, Quote(row.start, row.end, row.text)
    for region in rows.regions:
        yield document.id, Quote(region.start, region.end, document.text[region.start : region.end])


def _log(view: View, result: Verified) -> Iterator[Fault]:
    previous = GENESIS
    for n, entry in enumerate(view.log(), start=1):
        result.log_entries += 1
        expected = entry_hash(
            entry.n, entry.at, entry.who, entry.tool, entry.action, entry.subject, entry.detail, entry.previous
        )
        if entry.n != n or entry.previous != previous or entry.hash != expected:
            yield Fault("broken-chain", f"log entry {entry.n}", f"{entry.action} {entry.subject} at {entry.at}")
            return
        previous = entry.hash
    extracted = {e.subject: e for e in view.log() if e.action == "extract"}
    for document in view.documents(text=False, withdrawn=True):
        logged = extracted.get(document.id)
        if logged is None or f'"{document.text_sha256}"' not in logged.detail:
            yield Fault("broken-chain", document.id, f"the log does not hold this text of {document.path}")
