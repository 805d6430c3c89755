"""Small items made by the tests themselves."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile

from sayso.model import Document, Item, Problem, sha256
from sayso.plugins import ReadOptions
from sayso.readers import read_item
from sayso.readers.kinds import HEAD, media_type


def item(data: bytes, address: str = "report.txt") -> Item:
    return Item(sha256(data), address, data, "2024-01-01T00:00:00Z", media_type(data[:HEAD], address))


def results(
    data: bytes | str, address: str = "report.txt", options: ReadOptions | None = None
) -> list[Document | Problem]:
    raw = data.encode() if isinstance(data, str) else data
    return list(read_item(item(raw, address), options))


def one(data: bytes | str, address: str = "report.txt", options: ReadOptions | None = None) -> Document:
    found = results(data, address, options)
    assert len(found) == 1 and isinstance(found[0], Document), found
    return found[0]


def code(data: bytes | str, address: str = "report.txt", options: ReadOptions | None = None) -> str:
    found = results(data, address, options)
    assert len(found) == 1 and isinstance(found[0], Problem), found
    assert found[0].address.startswith(address)
    return found[0].code


def zipped(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, compression)
    return buffer.getvalue()


def tarred(members: dict[str, bytes], mode: str = "w") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def pdf(pages: list[list[tuple[float, str]]], info: str = "", trailer: str = "") -> bytes:
    """A PDF of pages of ``(type size, line)``, from the top down; Helvetica, Latin-1."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    kids = []
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    for lines in pages:
        y, parts = 780.0, []
        for size, words in lines:
            y -= size * 1.3
            if words:
                escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
                parts.append(f"BT /F1 {size} Tf 72 {y:.1f} Td ({escaped}) Tj ET")
        stream = "\n".join(parts)
        objects.append(f"<< /Length {len(stream.encode('latin-1'))} >>\nstream\n{stream}\nendstream")
        content = len(objects)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {content} 0 R "
            f"/Resources << /Font << /F1 {font} >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    if info:
        objects.append(f"<< {info} >>")
        trailer += f" /Info {len(objects)} 0 R"
    out = b"%PDF-1.4\n"
    places = []
    for number, words in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{words}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R{trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    return out


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: str, core: str = "") -> bytes:
    """A DOCX whose body holds the given WordprocessingML."""
    members = {
        "[Content_Types].xml": b"<Types/>",
        "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>".encode(),
    }
    if core:
        members["docProps/core.xml"] = (
            '<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            f'xmlns:dcterms="http://purl.org/dc/terms/">{core}</cp:coreProperties>'
        ).encode()
    return zipped(members)


def paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def record(block: bytes, uri: str = "http://news.example/a", kind: str = "response", extra: bytes = b"") -> bytes:
    """One WARC record."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2023-05-06T07:08:09Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n"
    ).encode()
    return head + extra + b"\r\n" + block + b"\r\n\r\n"


def response(body: bytes, kind: str = "text/html; charset=utf-8", status: str = "200 OK", more: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n".encode() + body


def gzipped(*parts: bytes) -> bytes:
    """Each part a member of its own, as web archives have it."""
    return b"".join(gzip.compress(part, mtime=0) for part in parts)


PARAGRAPHS = (
    "The river rose by two metres during the night, the water board said on Monday.",
    "“We have moved forty families to the school,” said Ana Petrov, who leads the rescue service.",
    "According to the mayor's office & the police, nobody has been reported missing so far.",
    "Officials expect the level to fall by Thursday, though they would not rule out further rain.",
)


def page(head: str = "", body: str | None = None, title: str = "River rises by two metres", lang: str = "en") -> str:
    paragraphs = body if body is not None else "\n".join("<p>" + p.replace("&", "&amp;") + "</p>" for p in PARAGRAPHS)
    return (
        f"<!DOCTYPE html><html lang='{lang}'><head><meta charset='utf-8'><title>{title}</title>{head}</head>"
        "<body><nav><ul><li><a href='/a'>World</a></li><li><a href='/b'>Sport</a></li></ul></nav>"
        f"<article><h1>{title}</h1>{paragraphs}</article><footer><p>All rights reserved</p></footer></body></html>"
    )
