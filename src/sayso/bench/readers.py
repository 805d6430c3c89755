"""Reading: reports a second by format, the memory it takes, and main text of pages against two libraries.

The pages are made from the training part of the annotated Wikinews texts in five layouts (semantic elements,
nested boxes, line breaks instead of paragraphs, a blog with a sidebar, a liveblog), each among menus, teasers
of other stories, scripts and styles. Because they are made, the right text is known; they are easier than
pages of the wild, so the figures compare libraries and say nothing of the web.
"""

from __future__ import annotations

import csv
import html
import random
import re
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from sayso.model import Document, Item, Problem
from sayso.plugins import ReadOptions
from sayso.readers import read_item, walk
from sayso.readers.archives import Collector

from . import need

_WORD = re.compile(r"\w+")
_PAGES = 150


def run(data: Path) -> dict[str, Any]:
    """Speeds of the corpora that are there, and the comparison on made pages."""
    annotated = need(data / "annotated")
    result: dict[str, Any] = {"corpora": {}}
    fakes = ReadOptions(
        columns={"text": "article_content", "published": "date", "outlet": "source", "title": "article_title"}
    )
    for name, source, options in (
        ("plain text", annotated / "texts", ReadOptions()),
        ("CSV", data / "fakes" / "FA-KES-Dataset.csv", fakes),
        ("JSON lines", data / "timeline17", ReadOptions()),
    ):
        if source.exists():
            result["corpora"][name] = _corpus(source, options)
    result["pages"] = _pages(annotated)
    result["peak_mib"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return result


def _corpus(source: Path, options: ReadOptions) -> dict[str, Any]:
    """Processor seconds from the folder to documents, after one pass that loads what is loaded once."""
    documents = problems = characters = 0
    for _ in range(2):
        began = time.process_time()
        found = list(_documents(source, options))
        took = time.process_time() - began
        documents = sum(isinstance(f, Document) for f in found)
        problems = len(found) - documents
        characters = sum(len(f.text) for f in found if isinstance(f, Document))
    dated = sum(isinstance(f, Document) and f.published is not None for f in found)
    return {
        "documents": documents,
        "problems": problems,
        "with_date": dated,
        "documents_per_second": round(documents / took),
        "megabytes_per_second": round(characters / took / 1e6, 1),
    }


def _documents(source: Path, options: ReadOptions) -> Iterable[Document | Problem]:
    for found in walk([source], options):
        if isinstance(found, Problem):
            yield found
        else:
            yield from read_item(found, options)


def _pages(annotated: Path) -> dict[str, Any]:
    pages = list(made_pages(annotated, _PAGES))
    collector = Collector("2024-01-01T00:00:00Z", ReadOptions())
    items = [collector.item(page.encode(), f"{n}.html") for n, (page, _, _) in enumerate(pages)]

    def with_sayso(number: int) -> str:
        return "\n".join(f.text for f in read_item(items[number]) if isinstance(f, Document))

    libraries: dict[str, Callable[[int], str]] = {"sayso": with_sayso}
    try:
        from trafilatura import extract

        libraries["trafilatura fast"] = lambda n: extract(pages[n][0], fast=True, include_comments=False) or ""
    except ImportError:
        pass
    try:
        from resiliparse.extract.html2text import extract_plain_text

        libraries["resiliparse"] = lambda n: str(extract_plain_text(pages[n][0], main_content=True, alt_texts=False))
    except ImportError:
        pass
    result: dict[str, Any] = {
        "count": len(pages),
        "kilobytes": round(sum(len(p) for p, _, _ in pages) / len(pages) / 1e3),
    }
    for name, read in libraries.items():
        read(0)
        began = time.process_time()
        texts = [read(n) for n in range(len(pages))]
        took = time.process_time() - began
        scores = [_f1(text, gold) for text, (_, gold, _) in zip(texts, pages, strict=True)]
        by_layout: dict[str, list[float]] = {}
        for score, (_, _, layout) in zip(scores, pages, strict=True):
            by_layout.setdefault(layout, []).append(score)
        result[name] = {
            "pages_per_second": round(len(pages) / took),
            "word_f1": round(sum(scores) / len(scores), 3),
            "by_layout": {layout: round(sum(s) / len(s), 3) for layout, s in sorted(by_layout.items())},
        }
    result["map"] = _map_cover(items)
    return result


def _map_cover(items: list[Item]) -> dict[str, float]:
    """The share of the layer's words that the map leads back to the page."""
    mapped = whole = 0
    for item in items:
        for found in read_item(item):
            if isinstance(found, Document):
                whole += sum(not c.isspace() for c in found.text)
                mapped += sum(not c.isspace() for s, e, _ in found.origin.map for c in found.text[s:e])
    return {"characters": whole, "mapped": round(mapped / max(1, whole), 5)}


def _f1(found: str, gold: str) -> float:
    mine, right = Counter(_WORD.findall(found)), Counter(_WORD.findall(gold))
    both = sum((mine & right).values())
    return 2 * both / max(1, sum(mine.values()) + sum(right.values()))


def made_pages(annotated: Path, count: int) -> Iterable[tuple[str, str, str]]:
    """Page, right text and layout; the same for the same data."""
    with (annotated / "INDEX.tsv").open(encoding="utf-8", newline="") as stream:
        rows = [r for r in csv.DictReader(stream, delimiter="\t") if r["part"] == "train" and r["set"] == "wikinews"]
    rng = random.Random(1)
    titles = [row["title"] for row in rows]
    for number in range(count):
        row = rows[number % len(rows)]
        lines = (annotated / "texts" / row["file"]).read_text(encoding="utf-8").split("\n")
        lines = [line.strip() for line in lines if line.strip()]
        layout = ("semantic", "boxes", "breaks", "blog", "liveblog")[number % 5]
        yield _page(lines, layout, titles, rng), "\n".join(lines), layout


def _page(lines: list[str], layout: str, titles: list[str], rng: random.Random) -> str:
    title, body = html.escape(lines[0]), [html.escape(line) for line in lines[1:]]

    def teaser() -> str:
        words, number = html.escape(rng.choice(titles)), rng.randrange(10**5)
        ago = f'<p class="t">{rng.choice("123456")} hours ago</p>'
        return f'<div class="card"><a href="/s/{number}"><h3>{words}</h3></a>{ago}</div>'

    sections = "World Politics Business Sport Culture".split()
    menu = "".join(f'<li class="nav-item"><a href="/{name}">{name}</a></li>' for name in sections)
    cards = "".join(teaser() for _ in range(20))
    script = "<script>" + "window.q=window.q||[];function g(){q.push(arguments)}" * 120 + "</script>"
    style = "<style>" + ".card{color:#333;font-size:12px}" * 200 + "</style>"
    head = f'<h1 class="title">{title}</h1>'
    if layout == "semantic":
        main = f"<main><article>{head}" + "".join(f"<p>{p}</p>" for p in body) + "</article></main>"
    elif layout == "boxes":
        inner = "".join(f'<div class="row"><div class="text"><span>{p}</span></div></div>' for p in body)
        main = f'<div id="content"><div class="post">{head}<div class="entry-content">{inner}</div></div></div>'
    elif layout == "breaks":
        main = f'<div class="article-body">{head}' + "<br><br>".join(body) + "</div>"
    elif layout == "blog":
        also = [f"<p>Read also: {html.escape(rng.choice(titles))}</p>" if n % 5 == 4 else "" for n in range(len(body))]
        inner = "".join(f"<p>{p}</p>{more}" for p, more in zip(body, also, strict=True))
        main = (
            f'<div class="wrap"><div class="post-content">{head}{inner}</div><div class="sidebar">{cards}</div></div>'
        )
    else:
        updates = (f"<section><time>1{n % 10}:00</time><p>{p}</p></section>" for n, p in enumerate(body))
        main = f"<main><article>{head}{''.join(updates)}</article></main>"
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | The Daily Example</title>'
        f'{style}{script}<meta property="og:title" content="{title}"></head><body>'
        f'<header><nav><ul>{menu}</ul></nav></header>{main}<aside class="more"><h2>More stories</h2>{cards}</aside>'
        f"<footer><ul>{menu}</ul><p>All rights reserved</p></footer>{script}</body></html>"
    )
