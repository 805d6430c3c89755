"""Does a case still hold what it says? Re-hash, re-read, re-quote, replay the log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sayso.ledger import View
from sayso.ledger.log import GENESIS, LogEntry, entry_hash
from sayso.model import Document, Extraction, Quote, sha256, text_sha256

from .timestamps import Stamp, certificates, installed, stamps


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
    stamps: tuple[Stamp, ...] = ()
    stamps_unread: int = 0  # tokens that cannot be read here: the optional part for them is not installed
    faults: tuple[Fault, ...] = ()


def verify(case: Path, authorities: Path | None = None) -> Verified:
    """Check every hash, every anchor's words, the custody log and the time-stamp tokens on it.

    ``authorities``: a PEM file of certificates that tokens' signatures must lead to; without it a token's place in the
    log is checked and its signature is not. Raises as ``View`` does, and ``bad-token`` where the file holds none.
    """
    result = Verified()
    trusted = certificates(authorities)
    with View(case) as view:
        faults = list(_faults(view, result))
        faults += token_faults(list(view.log()), view.tokens(), trusted, result)
    result.faults = tuple(faults)
    return result


def token_faults(
    log: Sequence[LogEntry], tokens: Mapping[str, bytes], trusted: Sequence[Any], result: Verified
) -> Iterator[Fault]:
    """What is off with the tokens on a log; those that hold go into the result."""
    if not installed():
        result.stamps_unread = len(tokens)
        return
    for found in stamps(log, tokens, trusted):
        if isinstance(found, Stamp):
            result.stamps = (*result.stamps, found)
        else:
            yield Fault("token-mismatch", *found)


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
