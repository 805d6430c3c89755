"""A piece of HTML as plain lines, without asking what is main text."""

from __future__ import annotations

import re

from lxml import etree
from lxml import html as lxml_html

from sayso.text import encodings

_BLOCKS = frozenset(
    "p div li ul ol tr table blockquote h1 h2 h3 h4 h5 h6 br hr section article figure pre body".split()
)
_SILENT = frozenset(("script", "style", "head", "template", "noscript"))
_SURROGATE = re.compile(
    r"&#(?:[xX]0*[dD][89a-fA-F][0-9a-fA-F]{2}(?![0-9a-fA-F])|0*(?:5529[6-9]|55[3-9]\d\d|56\d{3}|57[0-2]\d\d|573[0-3]\d|5734[0-3])(?!\d));?"
)
_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]{0,2000}>|&[a-zA-Z#][a-zA-Z0-9]{1,30};")


def sound(source: str) -> bytes:
    """Markup as UTF-8 for libxml2, without what it lets through but lxml cannot give back as text: references to
    surrogates (``&#xD800;``) and zero bytes become U+FFFD."""
    plain = _SURROGATE.sub("\ufffd", source) if "&#" in source else source
    return plain.replace("\x00", "\ufffd").encode("utf-8", "replace")


def text_of(markup: str) -> str:
    """A piece of HTML as text, a line for each block; what holds no markup only loses its outer blanks."""
    if not _MARKUP.search(markup):
        return encodings.fold(markup).strip()
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = lxml_html.document_fromstring(sound(markup), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError, ValueError):
        return encodings.fold(markup).strip()
    lines: list[str] = []
    line: list[str] = []
    silent = 0

    def end_line() -> None:
        words = " ".join("".join(line).split())
        line.clear()
        if words:
            lines.append(words)

    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag in _SILENT:
            silent += 1 if event == "start" else -1
        if element.tag in _BLOCKS:
            end_line()
        words = element.text if event == "start" else element.tail
        if words and not silent:
            line.append(words)
    end_line()
    return "\n".join(lines)
