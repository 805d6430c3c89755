"""What a file is, from its first bytes first and its name second."""

from __future__ import annotations

import re

HEAD = 4096  # bytes of an item that are looked at

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"WARC/", "application/warc"),
    (b"{\\rtf", "application/rtf"),
)
_SUFFIXES: dict[str, str] = {
    ".txt": "text/plain", ".text": "text/plain", ".md": "text/markdown", ".markdown": "text/markdown",
    ".html": "text/html", ".htm": "text/html", ".xhtml": "text/html", ".shtml": "text/html",
    ".pdf": "application/pdf", ".csv": "text/csv", ".tsv": "text/tab-separated-values",
    ".tab": "text/tab-separated-values", ".jsonl": "application/jsonl", ".ndjson": "application/jsonl",
    ".json": "application/json", ".eml": "message/rfc822", ".mbox": "application/mbox",
    ".rss": "application/rss+xml", ".atom": "application/atom+xml", ".xml": "application/xml",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".warc": "application/warc", ".zip": "application/zip", ".wacz": "application/zip", ".tar": "application/x-tar",
    ".gz": "application/gzip", ".tgz": "application/gzip", ".bz2": "application/x-bzip2", ".xz": "application/x-xz",
}  # fmt: skip
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_HOSTILE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_NUMBER = re.compile(r"#[0-9]{1,12}$")
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]")
_MESSAGE = re.compile(
    rb"(?:from|to|subject|date|received|return-path|message-id|mime-version|delivered-to|x-[a-z-]+|content-type):",
    re.I,
)


def shown(name: str) -> str:
    """A name as it may stand in an address: controls, marks that turn the line round and broken letters are
    U+FFFD, so that no file name can write to a terminal or pass for another."""
    return _HOSTILE.sub("\ufffd", name)


def without_number(address: str) -> str:
    """The address without the number of a row, record or message at its end."""
    return _NUMBER.sub("", address)


def suffix(address: str) -> str:
    """The name's ending in lower case, with the dot; empty where there is none."""
    name = without_number(address).rsplit("/", 1)[-1]
    stem, dot, ending = name.rpartition(".")
    return dot + ending.lower() if stem and dot and len(ending) <= 10 else ""


def media_type(head: bytes, address: str) -> str:
    """The media type of an item: bytes that cannot be mistaken, then the name, then what the text opens with."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            ending = _SUFFIXES.get(suffix(address), kind)
            return ending if kind == "application/zip" and suffix(address) == ".docx" else kind
    if head[257:262] == b"ustar":
        return "application/x-tar"
    if b"%PDF-" in head[:1024]:
        return "application/pdf"
    start = head[3:] if head.startswith(b"\xef\xbb\xbf") else head
    opened = _opens(start)
    named = _SUFFIXES.get(suffix(address))
    if named in (None, "text/plain", "application/xml", "text/html") and opened is not None:
        return opened
    return named or "text/plain"


def _without_comments(head: bytes) -> bytes:
    """What follows the XML declaration and the comments at the beginning."""
    rest = head.lstrip()
    while rest.startswith((b"<?", b"<!--")):
        mark = b"?>" if rest.startswith(b"<?") else b"-->"
        end = rest.find(mark)
        if end < 0:
            return b""
        rest = rest[end + len(mark) :].lstrip()
    return rest


def _opens(head: bytes) -> str | None:
    if head.lstrip()[:1] == b"<":
        if _FEED.search(head[:1024]):
            return "application/rss+xml"
        if _HTML.match(_without_comments(head)):
            return "text/html"
    if head.startswith(b"From ") and b"\n" in head[:200]:
        return "application/mbox"
    if head.startswith(b"<?xml"):
        return "application/xml"
    lines = head.split(b"\n", 3)[:3]
    if len(lines) == 3 and all(_MESSAGE.match(line) or line[:1] in b" \t" for line in lines) and _MESSAGE.match(head):
        return "message/rfc822"
    return None
