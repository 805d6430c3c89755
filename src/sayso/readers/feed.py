"""Saved feeds: RSS 0.9x, 1.0 and 2.0, and Atom (RFC 4287); a document for each entry, numbered from 1.

The text is the entry's content, else its summary, else its title. Markup in it is read as text, a line for
each block. The feed's title is the outlet, unless the entry names its source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from sayso.errors import ItemError
from sayso.model import Document, Item, Origin, Problem
from sayso.plugins import Candidate, ReadOptions
from sayso.text import encodings

from . import kinds
from .facts import Facts, finish
from .fragment import sound, text_of

_TEXT = ("encoded", "content", "description", "summary")  # content:encoded first, a teaser last
_DATES = ("pubDate", "published", "issued", "date", "created")
_DECLARED = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_MOST = 64 * 1024 * 1024  # bytes of a feed
_MOST_ENTRIES = 100_000


class FeedReader:
    """``.rss``, ``.atom``, ``.rdf`` and XML that opens as a feed."""

    name = "feed"
    priority = 55

    def accepts(self, candidate: Candidate) -> bool:
        kind = kinds.media_type(candidate.head, candidate.item.address)
        return kind in ("application/rss+xml", "application/atom+xml")

    def read(self, item: Item, options: ReadOptions) -> Iterator[Document | Problem]:
        yield from read_feed(item, item.data, options)


def read_feed(item: Item, data: bytes, options: ReadOptions) -> Iterator[Document | Problem]:
    """The entries of a feed's bytes, whether they are the item or stand in it."""
    if len(data) > _MOST:
        raise ItemError("too-large", item.address, f"a feed of {len(data)} bytes")
    declared = _DECLARED.match(data[:300])
    decoded = encodings.decode(data, item.address, declared.group(1).decode("ascii") if declared else None)
    source = _DECLARATION.sub("", encodings.without_surrogates(decoded.text), count=1).lstrip()
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False, encoding="utf-8"
    )
    try:
        root = etree.fromstring(sound(source), parser)
    except etree.XMLSyntaxError as error:
        raise ItemError("malformed", item.address, str(error)[:200]) from error
    if root is None:
        raise ItemError("malformed", item.address, "no element in the feed")
    outlet = _feed_title(root)
    number = 0
    for entry in root.iter("{*}item", "{*}entry"):
        above = entry.getparent()
        if above is None or _local(above) not in ("channel", "feed", "RDF", "rss"):
            continue  # an entry inside another one
        number += 1
        if number > _MOST_ENTRIES:
            yield Problem("too-large", item.address, f"more than {_MOST_ENTRIES} entries")
            return
        yield from _entry(item, f"{item.address}#{number}", entry, outlet, decoded.encoding, options)
    if not number:
        raise ItemError("empty", item.address, "the feed has no entries")


def _local(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _feed_title(root: etree._Element) -> str:
    for place in (root, *(child for child in root if _local(child) == "channel")):
        for child in place:
            if _local(child) == "title":
                return _plain("".join(map(str, child.itertext())))
    return ""


def _entry(
    item: Item, path: str, entry: etree._Element, outlet: str, encoding: str, options: ReadOptions
) -> Iterator[Document | Problem]:
    fields: dict[str, str] = {}
    facts = Facts()
    for child in entry:
        name = _local(child)
        if name == "link" and child.get("href"):
            if child.get("rel") in (None, "alternate"):
                fields.setdefault("link", str(child.get("href")))
        elif name == "source":
            inner = next((c for c in child if _local(c) == "title"), child)
            fields.setdefault(name, "".join(map(str, inner.itertext())))
        elif name == "author":
            inner = next((c for c in child if _local(c) == "name"), child)
            fields.setdefault(name, "".join(map(str, inner.itertext())))
        elif name == "content" and child.get("type") == "xhtml":
            fields.setdefault(name, etree.tostring(child, encoding="unicode", with_tail=False))
        elif name:
            fields.setdefault(name, "".join(map(str, child.itertext())))
    facts.offer("title", _plain(fields.get("title", "")), "feed title")
    for name in _DATES:
        facts.offer_date(fields.get(name), f"feed {name}")
    facts.note("modified", fields.get("updated", "")[:40])
    facts.offer("byline", _plain(fields.get("creator") or fields.get("author", "")), "feed author")
    facts.offer("outlet", _plain(fields.get("source", "")), "feed entry source")
    facts.offer("outlet", outlet, "feed title")
    link = fields.get("link", "").strip()
    facts.offer("url", link if link.startswith("http") else "", "feed link")
    part = next((name for name in _TEXT if fields.get(name, "").strip()), "title")
    text = encodings.without_surrogates(text_of(fields.get(part, "")))
    yield from finish(item, path, text, facts, Origin("field", encoding, part), options)


def _plain(words: str) -> str:
    return " ".join(text_of(words).split())
