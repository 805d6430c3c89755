"""HTML: the main text by trafilatura, the facts by the page's own metadata, a map back to the source.

The text layer has a line for each block (heading, paragraph, list item, table row). Its map leads each run of
words to the decoded page: a triple's words stand there literally, or as a character reference that begins
there. Words that the library gives but that are not found in the source are named in the evidence
(``unmapped``). Text that is no part of the report (navigation, other stories) is left out by the library;
what it keeps of that kind is for the regions to mark.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree
from lxml import html as lxml_html
from lxml.html import HtmlElement

from sayso.errors import ItemError
from sayso.model import Document, Item, Origin, Problem, Region
from sayso.model.records import RegionKind
from sayso.plugins import Candidate, ReadOptions
from sayso.text import encodings

from . import htmlmeta, kinds, markup
from .facts import Facts, finish
from .fragment import sound, text_of

_MOST_CAPTIONS = 200
_LONGEST_CAPTION = 2000
_SHORT = 250  # characters below which the library takes the whole page
_MOST_SPANS, _MOST_ELEMENTS = 8_000, 200_000
_SPANS = etree.XPath("count(descendant-or-self::span | descendant-or-self::font)")
_ELEMENTS = etree.XPath("count(descendant-or-self::*)")
_MOST = 8_000_000  # characters of one page
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_XML_OPENING = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_BLOCKS = frozenset("p head item row list table quote div body ab code lb fw main section article pre".split())
_CELL = "cell"


class HtmlReader:
    """``.html``, whatever opens like a page, and XML that is no feed (NITF and the like have a page's elements)."""

    name = "html"
    priority = 50

    def accepts(self, candidate: Candidate) -> bool:
        return kinds.media_type(candidate.head, candidate.item.address) in ("text/html", "application/xml")

    def read(self, item: Item, options: ReadOptions) -> Iterator[Document | Problem]:
        yield from read_page(item, item.address, item.data, options)


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a page names in its first kilobytes."""
    found = _CHARSET.search(data[:4096]) or _XML.match(data[:200])
    return found.group(1).decode("ascii") if found else None


def read_page(
    item: Item,
    path: str,
    data: bytes,
    options: ReadOptions,
    facts: Facts | None = None,
    charset: str | None = None,
    part: str | None = None,
) -> Iterator[Document | Problem]:
    """The report of a page's bytes.

    ``facts`` and ``charset``: what its carrier (a message, a web archive) says; ``part``: where in the item
    it stands.
    """
    known = facts or Facts()
    if len(data) > _MOST * 4:
        raise ItemError("too-large", path, f"a page of {len(data)} bytes")
    decoded = encodings.decode(data, path, charset or declared_encoding(data))
    source = encodings.without_surrogates(decoded.text)
    if len(source) > _MOST:
        raise ItemError("too-large", path, f"a page of {len(source)} characters")
    tree = _tree(source)
    if tree is None:
        raise ItemError("empty", path, "no element in the page")
    known.add(htmlmeta.look(tree))
    layer = _layer(tree, source, known.words.get("title"))
    text = "\n".join(layer.lines)
    triples = markup.join(layer.triples, text, source)
    unmapped = _gaps(text, triples)
    known.note("unmapped", ", ".join(f"{a}..{b}" for a, b in unmapped[:50]))
    origin = Origin("map", decoded.encoding, part, triples)
    if not text.strip():
        raise ItemError("empty", path, "the page has no main text")
    yield from finish(item, path, text, known, origin, options, tuple(layer.regions))


def _tree(source: str) -> HtmlElement | None:
    body = _XML_OPENING.sub("", source, count=1)
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, recover=True)
    try:
        tree = lxml_html.document_fromstring(sound(body), parser=parser, ensure_head_body=True)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError, ValueError):
        return None
    return tree


@dataclass(slots=True)
class _Layer:
    """A text layer as it grows, line by line."""

    lines: list[str] = field(default_factory=list)
    triples: list[markup.Triple] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    size: int = 0

    def add(self, block: str, triples: list[markup.Triple], kind: RegionKind | None = None) -> None:
        self.triples.extend((start + self.size, end + self.size, place) for start, end, place in triples)
        if kind is not None:
            self.regions.append(Region(self.size, self.size + len(block), kind, f"reader:html-{kind}"))
        self.lines.append(block)
        self.size += len(block) + 1


def _layer(tree: HtmlElement, source: str, title: str | None) -> _Layer:
    """The main text with its map; the title and the captions of pictures in it as regions."""
    captions = [htmlmeta.words_of(e, _LONGEST_CAPTION) for e in islice(tree.iter("figcaption"), _MOST_CAPTIONS)]
    blocks = _main_text(tree) or text_of(source).split("\n")
    shown = markup.Source(source)
    wanted = " ".join(title.split()) if title else ""
    titled = any(_alike(block, wanted) for block in blocks[:6])
    if blocks and wanted and not titled and shown.holds(wanted):
        blocks.insert(0, wanted)
    held = set(blocks)
    placed = [(shown.find(words), words) for words in captions if words not in held]
    waiting = sorted((triples[0][2], words, triples) for triples, words in placed if triples)
    layer = _Layer()
    last = -1
    for block in blocks:
        triples = shown.locate(block)
        here = triples[0][2] if triples else last
        while waiting and last >= 0 and waiting[0][0] < here:
            place, words, found_at = waiting.pop(0)
            if place > last:  # a caption before the report's first line belongs to something else
                layer.add(words, found_at, "caption")
        is_title = wanted and len(layer.lines) < 6 and not layer.regions and _alike(block, wanted)
        if is_title:
            layer.add(block, triples, "title")
        else:
            for line, placed_words in _as_in_page(block, triples, shown):
                layer.add(line, placed_words)
        last = max(last, here)
    return layer


def _as_in_page(
    block: str, triples: list[markup.Triple], shown: markup.Source
) -> Iterator[tuple[str, list[markup.Triple]]]:
    """A line parted and joined as the page has it.

    Outside paragraphs the library puts a blank for every tag: where the page has a block's border the line is
    cut, where a tag stands within a word the blank goes.
    """
    parts: list[str] = []
    kept: list[markup.Triple] = []
    size = at = 0
    for begin, end, place in triples:
        between = block[at:begin]
        if between.isspace() and size and shown.opens_block(place):
            yield "".join(parts).rstrip(), kept
            parts, kept, size, between = [], [], 0, ""
        elif between == " " and shown.goes_on(place):
            between = ""
        parts.append(between + block[begin:end])
        size += len(between)
        kept.append((size, size + end - begin, place))
        size += end - begin
        at = end
    yield "".join(parts) + block[at:], kept


def _short_report(tree: HtmlElement) -> list[str]:
    """The paragraphs of a page's only ``<article>``, where they are few: of so short a text the library is unsure
    and gives the whole page with its menus."""
    articles = list(islice(tree.iter("article"), 2))
    if len(articles) != 1:
        return []
    paragraphs = [htmlmeta.words_of(p, _SHORT + 1) for p in islice(articles[0].iter("p"), 20)]
    size = sum(map(len, paragraphs))
    whole = len(htmlmeta.words_of(articles[0], 4 * _SHORT))
    return [p for p in paragraphs if p] if 20 <= size <= _SHORT and whole < 2 * size + 200 else []


def _main_text(tree: HtmlElement) -> list[str]:
    """The lines of the main text, as trafilatura finds it (it changes the tree); none of a page beyond measure.

    It joins the texts of spans one by one, which takes the square of their number.
    """
    if _SPANS(tree) > _MOST_SPANS or _ELEMENTS(tree) > _MOST_ELEMENTS:
        return []
    short = _short_report(tree)
    if short:
        return short
    from trafilatura.core import bare_extraction  # a third of a second to import: only where a page is read

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it cannot read is a problem of ours
    found = bare_extraction(tree, fast=True, with_metadata=False, include_comments=False)
    body = getattr(found, "body", None)
    return list(_blocks(body)) if body is not None else []


def _alike(block: str, title: str) -> bool:
    return block.lower() == title.lower() or (
        len(title) > 15 and block.lower().startswith(title.lower()) and len(block) < len(title) + 40
    )


def _blocks(body: etree._Element) -> Iterator[str]:
    """The lines of an extracted body: white space folded, one for each block, cells parted by tabs."""
    line: list[str] = []

    def flush() -> Iterator[str]:
        words = "\t".join(" ".join(cell.split()) for cell in "".join(line).split("\x1f")).strip()
        line.clear()
        if words:
            yield words

    for event, element in etree.iterwalk(body, events=("start", "end")):
        if event == "start":
            if element.tag in _BLOCKS:
                yield from flush()
            if element.text:
                line.append(element.text.replace("\x1f", " "))
        else:
            if element.tag in _BLOCKS:
                yield from flush()
            elif element.tag == _CELL:
                line.append("\x1f")
            if element.tail and element is not body:
                line.append(element.tail.replace("\x1f", " "))
    yield from flush()


def _gaps(text: str, triples: tuple[markup.Triple, ...]) -> list[tuple[int, int]]:
    """The stretches of words that no triple covers."""
    gaps: list[tuple[int, int]] = []
    at = 0
    for start, end, _ in (*triples, (len(text), len(text), 0)):
        if start > at and text[at:start].strip():
            lead = len(text[at:start]) - len(text[at:start].lstrip())
            gaps.append((at + lead, at + len(text[at:start].rstrip())))
        at = max(at, end)
    return gaps
