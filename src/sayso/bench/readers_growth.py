"""Adversarial inputs of growing size through the readers: how processor time grows with their length.

Each kind is read at one, two and four times a length; ``exponent`` is the growth from the second to the third
(1 is linear, 2 is the square). Times under a fiftieth of a second are too short to tell and count as linear.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sayso.model import Item, Problem
from sayso.plugins import ReadOptions
from sayso.readers import read_item
from sayso.readers.archives import Collector

_LENGTH = 20_000
_TOO_SHORT = 0.02
_P = "<p>The river rose by two metres during the night, the board said on Monday evening again.</p>"
_MAIL = "From: a@b.example\nTo: c@d.example\nSubject: x\n"
_MULTI = "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"


def _page(body: str) -> str:
    return f"<html><head><title>River</title></head><body><article><h1>River</h1>{body}{_P * 5}</article></body></html>"


def _nested_parts(depth: int) -> str:
    return "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(depth))


KINDS: dict[str, tuple[str, Callable[[int], str]]] = {
    "nested boxes": ("a.html", lambda n: _page("<div>" * n)),
    "nested lists": ("a.html", lambda n: _page("<ul><li>" * n)),
    "nested quotations": ("a.html", lambda n: _page("<blockquote>" * n)),
    "links": ("a.html", lambda n: _page("<a href=x>word</a> " * n)),
    "spans in a paragraph": ("a.html", lambda n: _page("<p>" + "<span>w</span> " * n + "</p>")),
    "line breaks": ("a.html", lambda n: _page("<p>" + "word<br>" * n + "</p>")),
    "table rows": ("a.html", lambda n: _page("<table>" + "<tr><td>a</td><td>1</td></tr>" * (n // 4) + "</table>")),
    "words not in the source": (
        "a.html",
        lambda n: _page("<p>river &#1;rose two&#11; metres in the night</p>" * (n // 8)),
    ),
    "open tags": ("a.html", lambda n: _page('<a "' * n)),
    "angle brackets": ("a.html", lambda n: _page("<" * n)),
    "silent elements that do not end": ("a.html", lambda n: _page("<svg>" * n)),
    "references": ("a.html", lambda n: _page("<p>" + "&amp;" * n + "</p>")),
    "comments before the page": ("a", lambda n: "<!---->" * n + _page("")),
    "comments and no page": ("a", lambda n: "<!---->" * n),
    "dates in the head": ("a.html", lambda n: _page("<meta name=date content='03/04/2022'>" * n)),
    "captions": ("a.html", lambda n: _page("<figure><figcaption>" * n)),
    "bylines": ("a.html", lambda n: _page("<div class=author>" * n)),
    "JSON-LD lists": ("a.html", lambda n: _page("<script type='application/ld+json'>" + "[" * n + "</script>")),
    "one line": ("a.txt", lambda n: "word " * n),
    "lines like bylines": ("a.txt", lambda n: "By A B\n" * n),
    "lines like credits": ("a.txt", lambda n: "Source: A - B - " * n),
    "brackets": ("a.txt", lambda n: "A(" * n),
    "front matter without end": ("a.md", lambda n: "---\n" * n),
    "quotation marks in a table": ("a.csv", lambda n: 'text\n"' + '""' * n),
    "columns": ("a.csv", lambda n: "text" + ",a" * n + "\nx"),
    "rows": ("a.csv", lambda n: "text,date\n" + "x,4/5/2017\n" * (n // 8)),
    "nested JSON": ("a.jsonl", lambda n: '{"text":' * n),
    "nested JSON lists": ("a.json", lambda n: "[" * n),
    "encoded words": ("a.eml", lambda n: "From: a@b\nSubject: " + "=?utf-8?q?a?= " * n + "\n\nbody words"),
    "headers": ("a.eml", lambda n: _MAIL + "X-A: b\n" * n + "\n\nbody words"),
    "parts": ("a.eml", lambda n: _MAIL + _MULTI + "--b\n\nx\n" * n + "--b--"),
    "nested parts": ("a.eml", lambda n: _MAIL + "MIME-Version: 1.0\n" + _nested_parts(n // 50)),
    "feed entries": ("a.rss", lambda n: "<rss><channel>" + "<item><description>x</description></item>" * (n // 4)),
    "nested feed entries": ("a.rss", lambda n: "<rss><channel>" + "<item><description>x" * n),
    "markup in a feed entry": ("a.rss", lambda n: "<rss><channel><item><description>" + "&lt;a" * n),
}


def run(data: Path) -> dict[str, Any]:
    """Seconds and growth of each kind; needs no data."""
    collector = Collector("2024-01-01T00:00:00Z", ReadOptions())
    result: dict[str, Any] = {}
    for kind, (name, make) in KINDS.items():
        seconds, outcome = [], ""
        for times in (1, 2, 4):
            item = collector.item(make(_LENGTH * times).encode(), name)
            took, outcome = _timed(item)
            seconds.append(took)
        growth = math.log2(seconds[2] / seconds[1]) if seconds[2] > _TOO_SHORT and seconds[1] > 0 else 1.0
        result[kind] = {"seconds": [round(s, 3) for s in seconds], "exponent": round(growth, 1), "outcome": outcome}
    return result


def _timed(item: Item) -> tuple[float, str]:
    began = time.process_time()
    found = list(read_item(item))
    took = time.process_time() - began
    return took, found[0].code if isinstance(found[0], Problem) else f"{len(found)} documents"
