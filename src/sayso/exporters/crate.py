"""RO-Crate 1.1 in BagIt 1.0 (RFC 8493): texts, rows, originals and the custody log, every file with its SHA-256.

A masked crate has text layers and hashes of its own; originals and custody log stay behind, and it says so.
"""

from __future__ import annotations

import hashlib
import json
import mimetypes
import shutil
from pathlib import Path
from typing import Any

from sayso.errors import RequestError
from sayso.ledger.codec import to_json
from sayso.ledger.log import TOKEN_TYPE
from sayso.version import __version__
from sayso.views import CaseView

from .files import folder, whole_file, write_json
from .jsonl import JsonlExporter

METADATA = "ro-crate-metadata.json"
LEDGER = "ledger.jsonl"
CUSTODY = "custody.jsonl"
TOKENS = "tokens"


class CrateExporter:
    """A folder that a BagIt validator, an RO-Crate reader and ``sayso verify`` accept. A bag that stands at the path
    is replaced; any other folder with files in it is refused."""

    name = "ro-crate"
    suffix = ""

    def export(self, view: CaseView, path: Path) -> None:
        """Write the bag. Raises :class:`RequestError`: ``read-only``, ``disk-full``."""
        if path.exists() and not (path / "bagit.txt").is_file() and (path.is_file() or any(path.iterdir())):
            raise RequestError("read-only", str(path), "something else than a crate stands there")
        made = path.with_name(path.name + ".part")
        shutil.rmtree(made, ignore_errors=True)
        try:
            _write(view, made)
            if path.exists():
                shutil.rmtree(path)
            made.rename(path)
        except OSError as error:
            raise RequestError(
                "disk-full" if error.errno == 28 else "read-only", str(path), error.strerror or ""
            ) from error
        finally:
            shutil.rmtree(made, ignore_errors=True)


def _write(view: CaseView, path: Path) -> None:
    data = path / "data"
    folder(data / "texts")
    parts: list[dict[str, Any]] = []
    for d in view.documents():
        _put(data / "texts" / f"{d.id}.txt", d.text.encode("utf-8", "surrogatepass"))
        parts.append(
            _file(f"texts/{d.id}.txt", d.title or d.path, "text/plain", identifier=f"sha256:{d.text_sha256}",
                  datePublished=d.published.isoformat() if d.published else None, url=d.url)
        )  # fmt: skip
    JsonlExporter().export(view, data / LEDGER)
    parts.append(_file(LEDGER, "rows, findings and judgements", "application/jsonl"))
    for item in view.items():
        name = f"items/{item.sha256}{mimetypes.guess_extension(item.media_type) or '.bin'}"
        folder(data / "items")
        _put(data / name, item.data)
        parts.append(_file(name, ", ".join(item.addresses), item.media_type, dateCreated=item.collected))
    log = list(view.custody())
    if log:
        _put(
            data / CUSTODY,
            "".join(json.dumps(to_json(e), ensure_ascii=False) + "\n" for e in log).encode("utf-8", "replace"),
        )
        parts.append(_file(CUSTODY, "custody log, chained by hashes", "application/jsonl"))
    for digest, token in view.tokens().items():
        folder(data / TOKENS)
        _put(data / TOKENS / f"{digest}.tsr", token)
        parts.append(_file(f"{TOKENS}/{digest}.tsr", "time-stamp token on the custody log", TOKEN_TYPE))
    write_json(data / METADATA, metadata(view, parts))
    _bag(path)


def metadata(view: CaseView, parts: list[dict[str, Any]]) -> dict[str, Any]:
    """The RO-Crate's JSON-LD."""
    masked = view.mask is not None
    about = "Rows of a claim ledger with the texts that they quote." + (
        " Persons are masked; the original items and the custody log are not in this crate." if masked else ""
    )
    return {
        "@context": "https://w3id.org/ro/crate/1.1/context",
        "@graph": [
            {
                "@id": METADATA, "@type": "CreativeWork", "about": {"@id": "./"},
                "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
            },
            {
                "@id": "./", "@type": "Dataset", "name": view.name, "description": about,
                "datePublished": view.last_change[:10],
                "license": "The reports stay under their publishers' rights.", "isAccessibleForFree": True,
                "hasPart": [{"@id": p["@id"]} for p in parts],
            },
            {"@id": "#sayso", "@type": "SoftwareApplication", "name": "sayso", "version": __version__},
            {
                "@id": "#made", "@type": "CreateAction", "name": "masked export" if masked else "export",
                "instrument": {"@id": "#sayso"}, "object": {"@id": "./"},
            },
            *parts,
        ],
    }  # fmt: skip


def _file(id: str, name: str, media_type: str, **facts: str | None) -> dict[str, Any]:
    held = {k: v for k, v in facts.items() if v}
    return {"@id": id, "@type": "File", "name": name, "encodingFormat": media_type, **held}


def _put(path: Path, data: bytes) -> None:
    with whole_file(path) as file:
        file.write(data)


def _bag(path: Path) -> None:
    """The bag's own files around ``data/``."""
    files = sorted(p for p in (path / "data").rglob("*") if p.is_file())
    octets = sum(p.stat().st_size for p in files)
    _put(path / "bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
    _put(
        path / "bag-info.txt",
        f"Bag-Software-Agent: sayso {__version__}\nPayload-Oxum: {octets}.{len(files)}\n".encode(),
    )
    _put(path / "manifest-sha256.txt", _manifest(path, files))
    tags = [path / n for n in ("bag-info.txt", "bagit.txt", "manifest-sha256.txt")]
    _put(path / "tagmanifest-sha256.txt", _manifest(path, tags))


def _manifest(path: Path, files: list[Path]) -> bytes:
    lines = []
    for file in files:
        with file.open("rb") as opened:
            digest = hashlib.file_digest(opened, "sha256").hexdigest()
        lines.append(f"{digest}  {file.relative_to(path).as_posix()}\n")
    return "".join(lines).encode()
