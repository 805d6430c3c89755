"""Coded errors. Each code has one documented entry in docs/errors.md."""

from __future__ import annotations

CODES: dict[str, str] = {
    # items that cannot be read (each becomes a problem row; the run goes on)
    "empty": "the item holds no text at all",
    "no-text": "the item has pages or pictures but no text layer (a scan)",
    "unreadable": "the item cannot be opened or read",
    "vanished": "the item disappeared or changed while it was read",
    "truncated": "the item ends before its format says it should",
    "ledger": "the item holds the rows of a ledger, not reports",
    "binary": "the item is not a report in any format that is read",
    "encoding": "the text encoding cannot be told",
    "encrypted": "the item is protected by a password",
    "too-large": "the item is larger than the limit",
    "bomb": "the archive unpacks to more than its limit",
    "too-deep": "archives or parts are nested more deeply than the limit",
    "unsafe-path": "an archive member's path leads outside the archive",
    "loop": "a link leads back to a folder above it",
    "malformed": "the item breaks the rules of its format",
    "timeout": "reading or extracting took longer than the limit",
    "duplicate": "the same item stands at this address already",
    "bad-date": "a date that was given cannot be read",
    "bad-row": "a row of a table lacks its text or cannot be read",
    "extraction-failed": "an extractor failed on this document",
    "quarantined": "the document stopped its worker and was set aside",
    # requests that cannot be met
    "no-case": "there is no case file at this path",
    "not-a-case": "the file is not a sayso case",
    "newer-case": "the case was made by a newer version of sayso",
    "case-busy": "another process is writing to this case",
    "disk-full": "there is no room left on the device",
    "read-only": "the folder or file cannot be written",
    "nothing-found": "the sources hold nothing to read",
    "no-such-row": "there is no row with this id",
    "unknown-format": "there is no exporter of this name",
    "unknown-profile": "there is no profile of this name",
    "bad-profile": "a profile file cannot be used",
    "bad-judgement": "the decision does not say what it must",
    "bad-import": "the file to import cannot be used",
    "bad-token": "the file is no time-stamp token on this case's custody log",
    "missing-extra": "an optional part of sayso is not installed",
    "port-taken": "the address to serve on cannot be had",
    "no-scheduler": "the scheduler of a cluster cannot be reached",
    "unfit-worker": "a worker of a cluster lacks sayso or runs another version of it",
    "no-shards": "the folder for finished chunks cannot be used by all who must",
    # checks that failed
    "hash-mismatch": "bytes or text no longer have their recorded hash",
    "anchor-mismatch": "a row's words are not at its anchor",
    "row-mismatch": "facts or rows are not those that were written, though their words stand at their anchors",
    "broken-chain": "the custody log has been changed or cut",
    "token-mismatch": "a time-stamp token does not hold",
    "leak": "the finished output still holds a masked form",
}


class SaysoError(Exception):
    """An error with a stable code; ``address`` names the item, case or row it is about."""

    def __init__(self, code: str, address: str, detail: str = "") -> None:
        if code not in CODES:
            raise KeyError(code)
        self.code = code
        self.address = address
        self.detail = detail
        super().__init__(f"{address}: {CODES[code]}" + (f" ({detail})" if detail else "") + f" [{code}]")


class ItemError(SaysoError):
    """One item cannot be read; the run goes on and keeps a problem row."""


class RequestError(SaysoError):
    """The request cannot be met (exit status 1)."""


class CheckError(SaysoError):
    """A verify, a check or a leak scan failed (exit status 3)."""
