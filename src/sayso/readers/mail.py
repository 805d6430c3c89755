"""E-mail: messages, mailboxes and attachments.

The text layer is the plain part, or the HTML part's main text where there is no plain one to speak of. The
subject is the title, the ``Date`` header the publication date, the sender's name the outlet (of a person, who
shows in the address, the byline). Attachments are items of their own (:func:`attachments`).
"""

from __future__ import annotations

import email
import email.errors
import email.header
import email.policy
import email.utils
import re
from collections.abc import Iterator
from email.message import Message
from typing import BinaryIO

from sayso.errors import ItemError
from sayso.model import Document, Item, Origin, Problem
from sayso.plugins import Candidate, ReadOptions
from sayso.text import encodings

from . import kinds
from .facts import Facts, finish
from .html import read_page

_MOST = 64 * 1024 * 1024  # bytes of a message with its attachments
_MOST_PARTS = 500
_UNREADABLE = (ValueError, LookupError, TypeError)  # what the library raises over names of character sets that are none
_LONGEST_LINE = 1024 * 1024
_FREE = frozenset("gmail.com googlemail.com yahoo.com outlook.com hotmail.com icloud.com gmx.de gmx.net web.de mail.ru "
                  "yandex.ru ukr.net proton.me protonmail.com aol.com".split())  # fmt: skip
_NAME_ADDRESS = re.compile(r"([^<>\n]{1,500})<([^<>\s]{3,300})>\s*$")
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_UNSAFE = re.compile(r"[\x00-\x1f/\\:]+")


class MailReader:
    """``.eml`` and each message of a mailbox."""

    name = "mail"
    priority = 60

    def accepts(self, candidate: Candidate) -> bool:
        kind = candidate.item.media_type
        return kind == "message/rfc822" or kinds.media_type(candidate.head, candidate.item.address) == "message/rfc822"

    def read(self, item: Item, options: ReadOptions) -> Iterator[Document | Problem]:
        if len(item.data) > _MOST:
            raise ItemError("too-large", item.address, f"a message of {len(item.data)} bytes")
        message = _parse(item.data)
        if message is None:
            raise ItemError("malformed", item.address, "the parts of the message cannot be told")
        facts = _headers(message)
        plain, page = _bodies(message)
        if plain is not None:
            decoded = encodings.decode(_payload(plain), item.address, _charset(plain))
            text = encodings.without_surrogates(encodings.fold(decoded.text))
            if len(text.split()) >= 20 or page is None:
                origin = Origin("field", decoded.encoding, "text/plain part")
                yield from finish(item, item.address, text, facts, origin, options)
                return
        if page is None:
            raise ItemError("empty", item.address, "the message has no text part")
        yield from read_page(item, item.address, _payload(page), options, facts, _charset(page), "text/html part")


def split(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """The messages of a mailbox, byte for byte without their ``From `` line; ``None`` for one beyond ``limit``."""
    lines: list[bytes] = []
    size, blank, begun = 0, True, False
    while line := stream.readline(_LONGEST_LINE):
        if blank and line.startswith(b"From "):
            if begun:
                yield b"".join(lines) if size <= limit else None
            lines, size, begun = [], 0, True
        else:
            size += len(line)
            if size <= limit:
                lines.append(line)
        blank = line in (b"\n", b"\r\n")
    if begun:
        yield b"".join(lines) if size <= limit else None


def attachments(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each part that is no body text, in order."""
    message = _parse(data)
    if message is None:
        return
    bodies = [part for part in _bodies(message) if part is not None]
    for number, part in enumerate(_parts(message), 1):
        if part in bodies or part.get_content_maintype() in ("image", "audio", "video", "font"):
            continue
        name = _given_name(part)
        if name is None and part.get_content_type() not in ("message/rfc822", "application/pdf"):
            continue
        if part.get_content_type() == "message/rfc822":
            inner = _inside(part)
            if isinstance(inner, list) and inner and isinstance(inner[0], Message):
                yield f"{number}-{_file_name(name or 'message.eml')}", _as_bytes(inner[0])
            continue
        yield f"{number}-{_file_name(name or 'attachment')}", _payload(part)


def _parse(data: bytes) -> Message | None:
    if len(data) > _MOST:
        return None
    try:
        return email.message_from_bytes(data, policy=email.policy.compat32)
    except (RecursionError, ValueError, LookupError, email.errors.MessageError):
        return None


def _parts(message: Message) -> Iterator[Message]:
    """The leaves in order; an attached message is a leaf."""
    waiting = [message]
    seen = 0
    while waiting and seen < _MOST_PARTS:
        part = waiting.pop()
        seen += 1
        inner = _inside(part)
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            waiting.extend(p for p in reversed(inner) if isinstance(p, Message))
        else:
            yield part


def _bodies(message: Message) -> tuple[Message | None, Message | None]:
    """The first plain and the first HTML part that are not attached files."""
    found: dict[str, Message] = {}
    for part in _parts(message):
        attached = "attachment" in str(part.get("Content-Disposition", "")).lower()
        if not attached and part.get_content_type() in ("text/plain", "text/html"):
            found.setdefault(part.get_content_type(), part)
    return found.get("text/plain"), found.get("text/html")


def _payload(part: Message) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except _UNREADABLE:
        return b""
    return data if isinstance(data, bytes) else b""


def _inside(part: Message) -> object:
    """What a part holds; a part whose character set cannot even be looked up holds nothing that could be walked."""
    try:
        return part.get_payload()
    except _UNREADABLE:
        return None


def _charset(part: Message) -> str | None:
    """The character set that a part names, if it names one that can be read."""
    try:
        return part.get_content_charset()
    except _UNREADABLE:
        return None


def _given_name(part: Message) -> str | None:
    """The file name that a part gives itself; a character set that is none (``utf\\0``) names nothing."""
    try:
        return part.get_filename()
    except _UNREADABLE:
        return None


def _as_bytes(message: Message) -> bytes:
    try:
        return message.as_bytes()
    except (ValueError, LookupError, UnicodeError, TypeError, AttributeError, RecursionError):
        return b""


def _file_name(name: str) -> str:
    plain = _UNSAFE.sub("_", _decoded(name)).strip(". ")
    return plain[-120:] or "attachment"


def _decoded(value: object) -> str:
    """A header's words, with encoded words resolved; what cannot be decoded stays as it is."""
    words = str(value)[:10_000]
    try:
        shown = str(email.header.make_header(email.header.decode_header(words)))
    except (ValueError, LookupError, UnicodeError, email.errors.MessageError):
        shown = words
    return encodings.without_surrogates(" ".join(shown.split()))


def _sender(value: str) -> tuple[str, str]:
    """Name and address; a name with a comma in it need not stand in quotation marks."""
    found = _NAME_ADDRESS.match(value)
    name, address = (found[1], found[2]) if found else email.utils.parseaddr(value)
    return _decoded(name.strip().strip('"')), address


def _headers(message: Message) -> Facts:
    facts = Facts()
    facts.offer("title", _decoded(message.get("Subject", "")), "header Subject")
    facts.offer_date(str(message.get("Date", "")), "header Date")
    facts.offer("outlet", _decoded(message.get("Organization", "")), "header Organization")
    name, address = _sender(str(message.get("From", ""))[:2000])
    local, _, host = address.lower().partition("@")
    person = any(word.lower() in local for word in _LETTERS.findall(name)) and len(name.split()) in (2, 3)
    if person and not any(word.lower() in host for word in _LETTERS.findall(name)):
        facts.offer("byline", name, "header From")
        if host and host not in _FREE:
            facts.offer("outlet", host.removeprefix("mail.").removeprefix("news."), "header From, host")
    else:
        facts.offer("outlet", name or (host if host not in _FREE else ""), "header From")
    return facts
