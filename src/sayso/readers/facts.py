"""Document facts with their evidence, and the last step of every reader: facts and text into a document.

A fact keeps the first value offered. The order is fixed: the side table, the date given for all, what the
item's format says of itself, and then what stands in the text. What none of them gives stays ``None``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from sayso.errors import CODES
from sayso.model import Document, Item, Origin, Problem, Region, document_id, text_sha256
from sayso.plugins import ReadOptions
from sayso.text.languages import language

from . import flat, kinds
from .dates import DAY_FIRST, read_date

WORDS = ("title", "byline", "outlet", "language", "url")
_BLANKS = re.compile(r"\s+")
_DEFAULT_DAYS = frozenset(("1601-01-01", "1904-01-01", "1970-01-01", "1980-01-01", "2000-01-01"))  # of programs
_HOSTILE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
_LONGEST = 500  # characters of a fact
_IN_PATH = re.compile(r"/((?:19|20)\d\d)/(\d\d?)/(\d\d?)(?=/|-|$)")
_TAG = re.compile(r"[A-Za-z]{2,3}(?=$|[-_])")


class Facts:
    """What is known of one document so far. ``evidence`` says for each fact where it comes from."""

    def __init__(self) -> None:
        self.words: dict[str, str] = {}
        self.published: dt.date | None = None
        self.evidence: dict[str, str] = {}
        self.late: list[tuple[str, str, str]] = []

    def offer(self, field: str, value: object, evidence: str) -> None:
        """Keep a word fact (one of :data:`WORDS`), unless there is one already or the value is blank."""
        if not isinstance(value, str) or field in self.words:
            return
        plain = _HOSTILE.sub("", _BLANKS.sub(" ", value)[: 4 * _LONGEST]).strip()[:_LONGEST].strip()
        if field == "language":
            tag = _TAG.match(plain)
            plain = tag.group().lower() if tag else ""
        if plain:
            self.words[field] = plain
            self.evidence[field] = evidence

    def offer_date(self, value: object, evidence: str, day_first: bool | None = None) -> bool:
        """Keep the publication date read from ``value``; a date that can be read two ways is only noted."""
        if self.published is not None or not isinstance(value, str) or not value.strip():
            return False
        found, reason = read_date(value[:200], day_first)
        if found is None:
            self.note("published", f"unknown: {evidence}: {reason}" if reason else "")
            return False
        self.published = found
        self.evidence["published"] = evidence
        return True

    def offer_late(self, field: str, value: object, evidence: str) -> None:
        """Keep a fact for the case that the text says nothing: properties of a file are often a template's."""
        if isinstance(value, str) and value.strip():
            self.late.append((field, value, evidence))

    def note(self, key: str, value: str) -> None:
        """Keep a remark under ``key``, unless there is one."""
        if value:
            self.evidence.setdefault(key, value)

    def add(self, other: Facts) -> None:
        """Take over what this one lacks."""
        for field in WORDS:
            if field in other.words:
                self.offer(field, other.words[field], other.evidence[field])
        if self.published is None and other.published is not None:
            self.published = other.published
            self.evidence["published"] = other.evidence["published"]
        for key, value in other.evidence.items():
            if key not in WORDS:
                self.note(key, value)
        self.late.extend(other.late)

    def settle(self) -> None:
        """Take the facts that were offered late, where they are still lacking."""
        for field, value, evidence in self.late:
            if field == "published":
                if value[:10] not in _DEFAULT_DAYS:
                    self.offer_date(value, evidence)
            else:
                self.offer(field, value, evidence)
        path_date = _IN_PATH.search(self.words.get("url", ""))
        if path_date:
            self.offer_date("-".join(path_date.groups()), "url")


def finish(
    item: Item,
    path: str,
    text: str,
    facts: Facts,
    origin: Origin,
    options: ReadOptions,
    regions: tuple[Region, ...] = (),
) -> Iterator[Document | Problem]:
    """The document, with what the user says first and what its text says last; or why there is none."""
    if not text.strip():
        yield Problem("empty", path, CODES["empty"])
        return
    if len(text) > options.max_document_characters:
        yield Problem("too-large", path, f"{len(text)} characters; the limit is {options.max_document_characters}")
        return
    known = Facts()
    bad_date = _given(known, path, options)
    if bad_date:
        yield Problem("bad-date", path, bad_date)
    known.add(facts)
    known.offer("language", language(text), "letters and words")
    in_text = flat.look(text)
    _from_text(known, in_text)
    known.settle()
    found = {region.kind for region in regions}
    if not known.evidence.get("title", "").startswith("text "):
        found.add("title")  # a headline guessed from the text's look must not contradict a title that is known
    more = tuple(region for region in in_text.regions if region.kind not in found)
    yield Document(
        id=document_id(item.sha256, path),
        path=path,
        item_sha256=item.sha256,
        text=text,
        text_sha256=text_sha256(text),
        title=known.words.get("title"),
        byline=known.words.get("byline"),
        outlet=known.words.get("outlet"),
        published=known.published,
        language=known.words.get("language"),
        url=known.words.get("url"),
        evidence=dict(sorted(known.evidence.items())),
        origin=origin,
        regions=tuple(sorted((*regions, *more), key=lambda r: (r.start, r.end, r.kind))),
    )


def _from_text(known: Facts, found: flat.Found) -> None:
    for field, value, start, end, how in found.words:
        known.offer(field, value, f"text {start}..{end}{how}")
    tongue = known.words.get("language", "")
    for start, end, value, shown, how in found.dates:
        by_language = shown is None and tongue in DAY_FIRST and read_date(value)[0] is None
        order, why = (True, f" (day first: language {tongue})") if by_language else (shown, "")
        if known.offer_date(value, f"text {start}..{end}{how}{why}", order):
            break
    for key, value in found.notes:
        known.note(key, value)


def _given(known: Facts, path: str, options: ReadOptions) -> str:
    """Offer what the user says of this document; a date that cannot be read is returned as a message."""
    row = meta_row(path, options.meta)
    bad = ""
    value = row.get("published", "").strip()
    if value and not known.offer_date(value, "meta"):
        bad = known.evidence.pop("published", "") or f"{value[:40]!r} in the side table is no date"
    for field in WORDS:
        known.offer(field, row.get(field), "meta")
    if options.published is not None and known.published is None:
        known.published = options.published
        known.evidence["published"] = "given"
    return bad


def meta_row(path: str, meta: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    """The side table's row for a document: by its address, then its file's address, then its file's name."""
    if not meta:
        return {}
    file = kinds.without_number(path)
    for key in (path, file, path.rsplit("/", 1)[-1], file.rsplit("/", 1)[-1]):
        if key in meta:
            return meta[key]
    return {}


def outlet_of(url: str) -> str | None:
    """The host of an address without ``www.``, or ``None``."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host and "." in host else None
