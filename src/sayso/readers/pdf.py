"""PDF through PDFium: lines in reading order, each with its page and box.

Lines of one paragraph are joined by a blank, so that a sentence is not cut where the page was full; a word
that PDFium marks as hyphenated at a line's end is whole again. An empty line parts what a gap parts on the
page. A document of pages without any text (a scan) is a ``no-text`` problem. What the file's
properties say (title, author, time of making) counts only where the text itself says nothing.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import pypdfium2 as pdfium
from pypdfium2 import raw

from sayso.errors import CODES, ItemError
from sayso.model import Box, Document, Item, Origin, Problem, Region
from sayso.plugins import Candidate, ReadOptions
from sayso.text import encodings

from . import kinds
from .facts import Facts, finish

_MOST_PAGES = 5000
_FEW = 8  # letters; a scan may carry a stamp or a page number
_SPLIT_WORD = re.compile("(?<=[^\\W\\d_])[\x02\ufffe](?=[^\\W\\d_A-Z])")  # PDFium's mark for a hyphen at a line's end
_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-", "\x00": "\ufffd"})
_BULLET = re.compile(r"[•●▪‣*–—-]\s|\(?\d{1,2}[.)]\s")
_WIDER, _DESCENT = 1.25, 0.25  # of the usual step from line to line; of the type: letters reach below the line
_SHORT, _SHORT_END = 0.3, 0.12  # of the column's width: a line that stops so early is a paragraph's last


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float  # of the type, in points


class PdfReader:
    """``.pdf``, known by its first bytes."""

    name = "pdf"
    priority = 80

    def accepts(self, candidate: Candidate) -> bool:
        return kinds.media_type(candidate.head, candidate.item.address) == "application/pdf"

    def read(self, item: Item, options: ReadOptions) -> Iterator[Document | Problem]:
        yield from read_pdf(item, item.address, item.data, options, Facts(), None)


def read_pdf(
    item: Item, path: str, data: bytes, options: ReadOptions, facts: Facts, part: str | None
) -> Iterator[Document | Problem]:
    """The report of a PDF's bytes. ``facts``: what its carrier says; ``part``: where in the item it stands."""
    pdf = _opened(data, path)
    try:
        pages = len(pdf)
        if pages > _MOST_PAGES:
            raise ItemError("too-large", path, f"{pages} pages")
        text, boxes, silent, title = _layer(pdf, options.max_document_characters)
        _properties(pdf, facts)
    finally:
        pdf.close()
    if sum(1 for c in text if c.isalpha()) < _FEW:
        raise ItemError("no-text" if pages else "empty", path, CODES["no-text"] if pages else "no pages")
    if silent:
        facts.note("pages-without-text", ", ".join(map(str, silent[:50])))
    regions: tuple[Region, ...] = ()
    if title:
        facts.offer("title", text[title[0] : title[1]], f"text {title[0]}..{title[1]} (largest type)")
        regions = (Region(*title, "title", "reader:largest-type"),)
    yield from finish(item, path, text, facts, Origin("boxes", None, part, (), tuple(boxes)), options, regions)


def _opened(data: bytes, path: str) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        words = str(error)
        if "password" in words.lower() or "security" in words.lower():
            raise ItemError("encrypted", path) from error
        code = "truncated" if b"%%EOF" not in data[-4096:] and b"startxref" not in data[-4096:] else "malformed"
        raise ItemError(code, path, words[:200]) from error


def _layer(pdf: pdfium.PdfDocument, most: int) -> tuple[str, list[Box], list[int], tuple[int, int] | None]:
    """The text layer, a box for each line, the pages that hold no text, and the headline's range."""
    title: tuple[int, int] | None = None
    parts: list[str] = []
    boxes: list[Box] = []
    silent: list[int] = []
    size = 0
    for number in range(1, len(pdf) + 1):
        lines = _page_lines(pdf, number)
        if not lines:
            silent.append(number)
        before: _Line | None = None
        gap = _gap(lines) if lines else 0.0
        for line in lines:
            if parts:
                mark = _between(before, line, _edge(line, lines), gap, parts[-1])
                parts.append(mark)
                size += len(mark)
            boxes.append(Box(size, size + len(line.text), number, line.left, line.top, line.right, line.bottom))
            parts.append(line.text)
            size += len(line.text)
            before = line
        if number == 1:
            title = _headline(lines, boxes)
        if size > most:
            break
    return "".join(parts), boxes, silent, title


def _headline(lines: list[_Line], boxes: list[Box]) -> tuple[int, int] | None:
    """The first lines in the largest type of the first page, where it is larger than that of the most."""
    sizes = sorted(line.size for line in lines for _ in line.text)
    if len(lines) < 3 or not sizes:
        return None
    largest = max(line.size for line in lines[:12])
    if largest < 1.1 * sizes[len(sizes) // 2]:
        return None
    first = next(n for n, line in enumerate(lines) if line.size == largest)
    last = first
    while last + 1 < len(lines) and last - first < 4 and lines[last + 1].size == largest:
        last += 1
    if len(" ".join(line.text for line in lines[first : last + 1]).split()) < 2:
        return None
    return boxes[first].start, boxes[last].end


def _edge(line: _Line, lines: list[_Line]) -> float:
    """The right edge of the column in which a line begins."""
    return max(other.right for other in [*lines[:500], line] if abs(other.left - line.left) < 20)


def _gap(lines: list[_Line]) -> float:
    """The distance from line to line, in points, beyond which a paragraph ends on this page."""
    size = max(1.0, median(line.size for line in lines))
    steps = sorted(b.bottom - a.bottom for a, b in pairwise(lines) if 0.9 * size < b.bottom - a.bottom < 100)
    usual = steps[len(steps) // 10] if steps else 1.3 * size
    return min(_WIDER * usual, 3 * size) + _DESCENT * size


def _between(before: _Line | None, line: _Line, edge: float, gap: float, words: str) -> str:
    """A blank within a paragraph, a line end behind a heading or a paragraph, two where a gap parts them."""
    ends = words.rstrip('"”’»)')[-1:] in tuple(".!?…:;")
    if before is None:  # a new page
        return " " if not ends and line.text[:1].islower() else "\n\n"
    step = line.bottom - before.bottom
    if step > gap or step < -2 * line.size or abs(before.size - line.size) > 0.6:
        return "\n\n"
    short = (_SHORT_END if ends else _SHORT) * max(1.0, edge - before.left)
    if before.right < edge - short or line.left > before.left + 8 or _BULLET.match(line.text):
        return "\n"
    return "" if words.endswith("-") and line.text[:1].islower() else " "


def _page_lines(pdf: pdfium.PdfDocument, number: int) -> list[_Line]:
    """The lines of one page; none of a broken page, which is then listed with those that hold no text."""
    try:
        page = pdf[number - 1]
    except pdfium.PdfiumError:
        return []
    try:
        words = page.get_textpage()
    except pdfium.PdfiumError:
        page.close()
        return []
    try:
        return _lines(words, page.get_height())
    except pdfium.PdfiumError:
        return []
    finally:  # a long document must not hold all its pages at once
        words.close()
        page.close()


def _lines(words: pdfium.PdfTextPage, height: float) -> list[_Line]:
    text = words.get_text_range() if words.count_chars() > 0 else ""
    lines: list[_Line] = []
    at = 0
    for piece in text.split("\n"):
        units = len(piece.encode("utf-16-le", "surrogatepass")) // 2
        shown = encodings.without_surrogates(_SPLIT_WORD.sub("", piece).translate(_HYPHENS).rstrip())
        lead = len(shown) - len(shown.lstrip())
        if shown.strip():
            left, top, right, bottom = _box(words, at, units, height)
            size = round(raw.FPDFText_GetFontSize(words, at + lead), 1)
            lines.append(_Line(shown[lead:], left, top, right, bottom, size))
        at += units + 1
    return lines


def _box(words: pdfium.PdfTextPage, start: int, count: int, height: float) -> tuple[float, float, float, float]:
    """The box round some characters: left, top, right, bottom in points from the top left corner."""
    rects = raw.FPDFText_CountRects(words, start, count)
    values = [ctypes.c_double() for _ in range(4)]
    found: list[tuple[float, float, float, float]] = []
    for index in range(min(rects, 200)):
        if raw.FPDFText_GetRect(words, index, *values):
            left, top, right, bottom = (value.value for value in values)
            found.append((left, height - top, right, height - bottom))
    if not found:
        return 0.0, 0.0, 0.0, 0.0
    return (
        round(min(f[0] for f in found), 2),
        round(min(f[1] for f in found), 2),
        round(max(f[2] for f in found), 2),
        round(max(f[3] for f in found), 2),
    )


def _properties(pdf: pdfium.PdfDocument, facts: Facts) -> None:
    try:
        known = pdf.get_metadata_dict(skip_empty=True)
    except (pdfium.PdfiumError, UnicodeDecodeError):
        return
    title = known.get("Title", "")
    if not title.lower().endswith((".doc", ".docx", ".indd", ".qxd")) and not title.startswith("Microsoft Word"):
        facts.offer_late("title", title, "PDF Title")
    facts.offer_late("byline", known.get("Author", ""), "PDF Author")
    made = known.get("CreationDate", "")
    if made.startswith("D:") and made[2:10].isdigit():
        facts.offer_late("published", f"{made[2:6]}-{made[6:8]}-{made[8:10]}", "PDF CreationDate")
