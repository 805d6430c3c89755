"""Does a case still hold what it says? Re-hash, re-read, re-quote, replay the log."""

from __future__ import annotations

import html
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sayso.ledger import View, seal
from sayso.ledger.codec import to_json
from sayso.ledger.log import GENESIS, TOKEN_ACTION, LogEntry, entry_hash
from sayso.model import Document, Extraction, Quote, sha256, text_sha256
from sayso.text import encodings

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
    steps = _Steps.of(view)
    yield from _collected(view, steps)
    yield from _judged(view, steps)
    hashes = [r[0] for r in view.db.execute("SELECT sha256 FROM items ORDER BY sha256")]
    for expected in hashes:
        result.items += 1
        found = sha256(_item(view, expected))
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
        elif document.item_sha256 in known and not _read_from(document, _item(view, document.item_sha256)):
            yield Fault("hash-mismatch", document.id, f"the text layer of {document.path} is not what its item says")
        whole = True
        for row, quote in quotes(view.extraction(document.id), document):
            result.anchors += 1
            if not quote.holds_in(document.text):
                whole = False
                there = document.text[quote.start : quote.end]
                yield Fault(
                    "anchor-mismatch",
                    row,
                    f"{document.path} {quote.start}..{quote.end} is {there!r}, not {quote.text!r}",
                )
        sealed = steps.rows.get(document.id)
        if whole and sealed is not None and seal.stored(view.db, document.id) != sealed:
            yield Fault(
                "row-mismatch", document.id, f"facts or rows of {document.path} are not those that were written"
            )


def _item(view: View, digest: str) -> bytes:
    """An item's bytes; what is kept of it where it cannot be unpacked."""
    try:
        return view.item(digest)
    except zlib.error:
        return bytes(view.db.execute("SELECT packed FROM items WHERE sha256 = ?", (digest,)).fetchone()[0])


def _read_from(document: Document, data: bytes) -> bool:
    """Whether a text that came from its item's bytes as they stand is still what these say. The text of a page is held
    against its source stretch by stretch; of other formats only hash and log speak."""
    origin = document.origin
    if origin.encoding is None or origin.path is not None:
        return True
    try:
        source = encodings.redecode(data, origin.encoding)
    except (LookupError, ValueError):
        return False
    if origin.kind == "bytes":
        return document.text == encodings.without_surrogates(encodings.fold(source))
    if origin.kind == "map":
        source = encodings.without_surrogates(source)
        for start, end, place in origin.map:
            words = document.text[start:end]
            if source[place : place + len(words)] != words and words not in html.unescape(source[place : place + 40]):
                return False
    return True


@dataclass(slots=True)
class _Steps:
    """What the log says of items, documents and judgements."""

    collected: set[tuple[str, str, str, str | None]] = field(default_factory=set)  # item, source, address, moment
    items: set[str] = field(default_factory=set)
    rows: dict[str, str] = field(default_factory=dict)  # document -> hash of its facts and rows
    withdrawn: dict[str, str | None] = field(default_factory=dict)
    judged: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, view: View) -> _Steps:
        """Read the log once."""
        found = cls()
        for entry in view.log():
            try:
                detail = json.loads(entry.detail)
            except json.JSONDecodeError:
                continue  # the chain is broken there, which is said already
            if entry.action == "collect":
                found.items.add(entry.subject)
                found.collected.add(
                    (entry.subject, detail.get("source"), detail.get("address"), detail.get("collected"))
                )
            elif entry.action == TOKEN_ACTION:
                found.items.add(entry.subject)
            elif entry.action == "extract" and "rows" in detail:
                found.rows[entry.subject] = detail["rows"]
            elif entry.action == "extract":
                found.rows.pop(entry.subject, None)  # written by a version that did not hash them
            elif entry.action in ("withdraw", "restore"):
                found.withdrawn[entry.subject] = detail.get("reason")
            elif entry.action == "judge":
                found.judged[entry.subject] = detail
        return found


def _collected(view: View, steps: _Steps) -> Iterator[Fault]:
    """Items and addresses against the log. A log of an earlier version does not hold the moment of collection."""
    for row in view.db.execute("SELECT source, address, item, collected FROM addresses ORDER BY source, address"):
        known = ((row["item"], row["source"], row["address"], at) in steps.collected for at in (row["collected"], None))
        if not any(known):
            yield Fault(
                "broken-chain", row["item"], f"the log does not hold that it was collected so at {row['address']}"
            )
    for row in view.db.execute("SELECT sha256 FROM items ORDER BY sha256"):
        if row["sha256"] not in steps.items:
            yield Fault("broken-chain", row["sha256"], "the log does not hold that this item was collected")
    for row in view.db.execute("SELECT id, path, withdrawn FROM documents ORDER BY path, id"):
        if row["withdrawn"] != steps.withdrawn.get(row["id"]):
            yield Fault("broken-chain", row["id"], f"the log says otherwise of the withdrawal of {row['path']}")


def _judged(view: View, steps: _Steps) -> Iterator[Fault]:
    """Judgements against the log: what each says, and which are taken back."""
    undone = {d["subjects"][0]: id for id, d in steps.judged.items() if d.get("kind") == "undo" and d.get("subjects")}
    there: set[str] = set()
    for judgement in view.judgements(standing=False):
        there.add(judgement.id)
        said = to_json(replace(judgement, undone=None))
        if {**steps.judged.get(judgement.id, {}), "undone": None} != said:
            yield Fault("broken-chain", judgement.id, f"the log does not hold this judgement of {judgement.who}")
    for id in sorted(set(steps.judged) - there):
        yield Fault("broken-chain", id, "the log holds a judgement that is not in the case")
    for row in view.db.execute("SELECT id, undone FROM judgements ORDER BY n"):
        if row["undone"] != undone.get(row["id"]):
            yield Fault("broken-chain", row["id"], "the log says otherwise of whether this judgement stands")


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
