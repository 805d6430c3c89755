"""DOCX (ISO/IEC 29500): the paragraphs of the main part, then of the notes.

Deleted text of tracked changes and field codes are left out. The core properties (title, author, day of
making) count only where the text itself says nothing.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress

from lxml import etree

from sayso.errors import ItemError
from sayso.model import Document, Item, Origin, Problem
from sayso.plugins import Candidate, ReadOptions
from sayso.text import encodings

from . import kinds
from .facts import Facts, finish

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MOST = 64 * 1024 * 1024  # bytes of one part
_LEFT_OUT = frozenset((_W + "del", _W + "moveFrom", _W + "instrText", _W + "delText", _MC_FALLBACK))
_OLE = b"\xd0\xcf\x11\xe0"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, KeyError, RuntimeError)


class DocxReader:
    """``.docx``, and the password-protected wrapper in which such a file may come."""

    name = "docx"
    priority = 70

    def accepts(self, candidate: Candidate) -> bool:
        kind = kinds.media_type(candidate.head, candidate.item.address)
        if kind == "application/zip":
            return True  # walk has unpacked all other archives
        return candidate.suffix in (".docx", ".doc") and (kind.endswith("document") or candidate.head.startswith(_OLE))

    def read(self, item: Item, options: ReadOptions) -> Iterator[Document | Problem]:
        if item.data.startswith(_OLE):
            if "EncryptedPackage".encode("utf-16-le") in item.data:
                raise ItemError("encrypted", item.address)
            raise ItemError("binary", item.address, "the format before DOCX")
        try:
            with zipfile.ZipFile(io.BytesIO(item.data)) as archive:
                main = _part(archive, "word/document.xml", item.address)
                notes = [_part(archive, name, item.address) for name in ("word/footnotes.xml", "word/endnotes.xml")]
                core = _part(archive, "docProps/core.xml", item.address)
        except _BROKEN as error:
            raise ItemError("malformed", item.address, f"{type(error).__name__}: {error}"[:200]) from error
        if main is None:
            raise ItemError("binary", item.address, "an office document or archive that holds no word/document.xml")
        try:
            lines = [line for part in (main, *notes) if part is not None for line in _paragraphs(part)]
        except UnicodeDecodeError as error:  # a reference to a surrogate
            raise ItemError("malformed", item.address, str(error)[:200]) from error
        text = encodings.without_surrogates("\n".join(lines).strip("\n"))
        facts = Facts()
        if core is not None:
            with suppress(UnicodeDecodeError):
                _properties(core, facts)
        yield from finish(item, item.address, text, facts, Origin("field", None, "word/document.xml"), options)


def _part(archive: zipfile.ZipFile, name: str, address: str) -> etree._Element | None:
    try:
        info = archive.getinfo(name)
    except KeyError:
        return None
    if info.flag_bits & 1:
        raise ItemError("encrypted", address)
    with archive.open(info) as stream:
        data = stream.read(_MOST + 1)
    if len(data) > _MOST:
        raise ItemError("bomb", address, f"{name} unpacks to more than {_MOST} bytes")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ItemError("malformed", address, f"{name}: {error}"[:200]) from error


def _paragraphs(root: etree._Element) -> Iterator[str]:
    """The text of each paragraph, in order; a paragraph inside another (a text box) follows it."""
    line: list[str] = []
    silent = depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if tag in _LEFT_OUT:
            silent += 1 if event == "start" else -1
        elif event == "start" and not silent:
            if tag == _W + "p":
                depth += 1
            elif tag == _W + "t":
                line.append((element.text or "").replace("\n", " "))
            elif tag == _W + "tab":
                line.append("\t")
            elif tag in (_W + "br", _W + "cr"):
                line.append("\n")
            elif tag == _W + "noBreakHyphen":
                line.append("\u2011")
        elif event == "end" and not silent and tag == _W + "p":
            depth -= 1
            if depth == 0:
                yield "".join(line).rstrip()
                line.clear()
            else:
                line.append("\n")


def _properties(core: etree._Element, facts: Facts) -> None:
    values = {e.tag.rpartition("}")[2]: (e.text or "") for e in core if isinstance(e.tag, str)}
    facts.offer_late("title", values.get("title"), "DOCX core title")
    facts.offer_late("byline", values.get("creator"), "DOCX core creator")
    facts.offer_late("published", values.get("created", "")[:10], "DOCX core created")
    facts.note("declared-language", f"{values['language']} (DOCX core)" if values.get("language") else "")
