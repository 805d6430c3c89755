"""Does an exported crate still hold what it says? Every file's hash, every row's words, the custody log."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import file_digest
from pathlib import Path
from typing import Any

from sayso.errors import RequestError
from sayso.exporters.crate import CUSTODY, LEDGER, TOKENS
from sayso.ledger.log import GENESIS, LogEntry, entry_hash
from sayso.model import text_sha256

from .timestamps import certificates
from .verify import Fault, Verified, token_faults

MANIFESTS = ("tagmanifest-sha256.txt", "manifest-sha256.txt")
_ENTRY = ("n", "at", "who", "tool", "action", "subject", "detail", "previous")


def verify_crate(path: Path, authorities: Path | None = None) -> Verified:
    """Check a crate as :func:`verify` checks a case. Raises :class:`RequestError` (``not-a-case``) when it is none."""
    if not (path / "bagit.txt").is_file() or not (path / "data" / LEDGER).is_file():
        raise RequestError("not-a-case", str(path), "neither a case nor a crate")
    result = Verified()
    trusted = certificates(authorities)
    faults = list(_faults(path, result))
    if not any(f.code == "broken-chain" for f in faults):
        tokens = {p.stem: p.read_bytes() for p in sorted((path / "data" / TOKENS).glob("*.tsr"))}
        faults += token_faults(_entries(path), tokens, trusted, result)
    result.faults = tuple(faults)
    return result


def _entries(path: Path) -> list[LogEntry]:
    file = path / "data" / CUSTODY
    lines = file.read_text("utf-8").splitlines() if file.is_file() else []
    return [LogEntry(**json.loads(line)) for line in lines]


def _faults(path: Path, result: Verified) -> Iterator[Fault]:
    listed: set[str] = set()
    for manifest in MANIFESTS:
        yield from _manifest(path, manifest, listed)
    for file in sorted((path / "data").rglob("*")):
        if file.is_file() and file.relative_to(path).as_posix() not in listed:
            yield Fault("hash-mismatch", file.relative_to(path).as_posix(), "no manifest lists this file")
    items = {p.stem for p in (path / "data" / "items").glob("*")}
    result.items = len(items)
    result.originals = bool(items)
    for name in sorted(items):
        file = next((path / "data" / "items").glob(name + "*"))
        with file.open("rb") as opened:
            if (found := file_digest(opened, "sha256").hexdigest()) != name:
                yield Fault("hash-mismatch", name, f"the item's bytes have {found}")
    yield from _rows(path, items, result)
    yield from _custody(path, result)


def _manifest(path: Path, name: str, listed: set[str]) -> Iterator[Fault]:
    if not (path / name).is_file():
        yield Fault("hash-mismatch", name, "the manifest is not there")
        return
    for line in (path / name).read_text("utf-8", "replace").splitlines():
        digest, _, relative = line.partition("  ")
        inside = Path(relative)
        if not relative or inside.is_absolute() or ".." in inside.parts:
            yield Fault("unsafe-path", name, f"{relative!r} leads out of the crate")
            continue
        listed.add(relative)
        if not (path / inside).is_file():
            yield Fault("hash-mismatch", relative, "the file is not there")
            continue
        with (path / inside).open("rb") as opened:
            found = file_digest(opened, "sha256").hexdigest()
        if found != digest:
            yield Fault("hash-mismatch", relative, f"its bytes have {found}")


def _rows(path: Path, items: set[str], result: Verified) -> Iterator[Fault]:
    with (path / "data" / LEDGER).open(encoding="utf-8", errors="surrogatepass") as lines:
        for n, line in enumerate(lines, 1):
            try:
                whole = json.loads(line)
            except (json.JSONDecodeError, RecursionError):
                yield Fault("malformed", f"{LEDGER} line {n}", "not JSON")
                continue
            if not isinstance(whole, dict) or "text" not in whole:
                continue
            result.documents += 1
            document, text = whole["document"], str(whole["text"])
            file = path / "data" / "texts" / f"{document['id']}.txt"
            there = file.read_bytes().decode("utf-8", "surrogatepass") if file.is_file() else None
            if text_sha256(text) != document["text_sha256"] or there != text:
                yield Fault("hash-mismatch", document["id"], f"the text layer of {document['path']}")
            if items and document["sha256"] not in items:
                yield Fault("hash-mismatch", document["id"], f"its item {document['sha256']} is not in the crate")
            for row, quote in _quotes(whole, document["id"]):
                result.anchors += 1
                if text[quote["start"] : quote["end"]] != quote["text"]:
                    found = text[quote["start"] : quote["end"]]
                    where = f"{document['path']} {quote['start']}..{quote['end']}"
                    yield Fault("anchor-mismatch", row, f"{where} is {found!r}, not {quote['text']!r}")


def _quotes(value: Any, row: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every anchored wording in a document's line; a chain's names are the fullest given, not those at the place."""
    if isinstance(value, dict):
        row = str(value.get("id", row))
        if isinstance(value.get("start"), int) and isinstance(value.get("end"), int) and "text" in value:
            yield row, value
        for key, inner in value.items():
            if key != "chain":
                yield from _quotes(inner, row)
    elif isinstance(value, list):
        for inner in value:
            yield from _quotes(inner, row)


def _custody(path: Path, result: Verified) -> Iterator[Fault]:
    file = path / "data" / CUSTODY
    if not file.is_file():
        return
    previous = GENESIS
    for n, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        result.log_entries += 1
        entry = json.loads(line)
        expected = entry_hash(*(entry[k] for k in _ENTRY))
        if entry["n"] != n or entry["previous"] != previous or entry["hash"] != expected:
            step = f"{entry['action']} {entry['subject']} at {entry['at']}"
            yield Fault("broken-chain", f"log entry {entry['n']}", step)
            return
        previous = entry["hash"]
