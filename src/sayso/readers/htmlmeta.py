"""What a page says of itself: JSON-LD, OpenGraph and other ``meta``, ``<time>``, bylines, headings, links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

import orjson
from lxml.html import HtmlElement

from .facts import Facts, outlet_of
from .rows import plain

_ARTICLE = re.compile(r"article|report|blogposting|posting|webpage|liveblog", re.IGNORECASE)
_META_DATE = (
    "article:published_time", "og:article:published_time", "datepublished", "date.published", "publishdate",
    "publish-date", "publish_date", "publicationdate", "publication_date", "pubdate", "parsely-pub-date",
    "sailthru.date", "citation_publication_date", "citation_date", "dc.date.issued", "dcterms.issued",
    "dc.date.created", "dcterms.created", "dc.date", "dcterms.date", "cxenseparse:recs:publishtime",
    "originalpublicationdate", "og:pubdate", "date", "created",
)  # fmt: skip
_META_CHANGED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "lastmod",
    "dcterms.modified",
)
_META_TITLE = ("og:title", "dc.title", "dcterms.title", "citation_title", "headline", "twitter:title", "title")
_META_BYLINE = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl",
                "citation_author")  # fmt: skip
_META_OUTLET = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "citation_journal_title",
                "publisher", "copyright")  # fmt: skip
_MOST_JSON = 1_000_000  # characters of one JSON-LD block
_MOST_NODES = 2000
_SEPARATOR = re.compile(r"\s+[-–—|·•»:]\s+")
_BY = re.compile(r"^(?:by|von|par|por|di|автор:?)\s+", re.IGNORECASE)
_WORDS = re.compile(r"\w+")
_PUBLISHED = re.compile(
    r"publi|posted|created|entry-date|post-date|article.?date|timestamp|byline|dateline", re.IGNORECASE
)


def words_of(element: HtmlElement, most: int) -> str:
    """The first characters of an element's text, white space folded."""
    parts: list[str] = []
    size = 0
    for part in element.itertext():
        parts.append(str(part))
        size += len(part)
        if size > 4 * most:
            break
    return " ".join("".join(parts).split())[:most]


def look(tree: HtmlElement) -> Facts:
    """The facts of a page."""
    facts = Facts()
    meta = _meta(tree)
    for node in _json_ld(tree):
        _from_node(facts, node)
    for name in _META_DATE:
        facts.offer_date(meta.get(name), f"meta {name}")
    _from_time(facts, tree)
    for name in _META_CHANGED:
        facts.note("modified", meta.get(name, "")[:40])
    for name in _META_BYLINE:
        if not meta.get(name, "").startswith("http"):
            facts.offer("byline", meta.get(name), f"meta {name}")
    _from_byline(facts, tree)
    for name in _META_OUTLET:
        facts.offer("outlet", meta.get(name), f"meta {name}")
    _address(facts, tree, meta)
    _title(facts, tree, meta)
    for value, how in (
        (tree.get("lang"), "html lang"),
        (tree.get("{http://www.w3.org/XML/1998/namespace}lang"), "html xml:lang"),
        (meta.get("content-language"), "meta content-language"),
        (meta.get("og:locale"), "meta og:locale"),
    ):
        facts.note("declared-language", f"{value} ({how})" if value else "")
    if "outlet" not in facts.words and "url" in facts.words:
        facts.offer("outlet", outlet_of(facts.words["url"]), "host of the address")
    return facts


def _meta(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        content = element.get("content")
        if name and content and content.strip():
            found.setdefault(name.strip().lower(), content.strip()[:1000])
    return found


def _json_ld(tree: HtmlElement) -> list[dict[str, object]]:
    """The objects that describe a report, those that are surely one first."""
    nodes: list[dict[str, object]] = []
    for element in tree.iter("script"):
        words = element.text
        if "ld+json" not in (element.get("type") or "").lower() or not words or len(words) > _MOST_JSON:
            continue
        try:
            nodes.extend(_nodes(orjson.loads(words.strip().encode("utf-8", "surrogatepass"))))
        except (orjson.JSONDecodeError, RecursionError):
            continue  # pages are full of broken JSON-LD; the other places speak
    typed = [(node, plain(node.get("@type"))) for node in nodes[:_MOST_NODES]]
    reports = [node for node, kind in typed if _ARTICLE.search(kind)]
    return sorted(reports, key=lambda node: "page" in plain(node.get("@type")).lower())


def _nodes(value: object) -> Iterator[dict[str, object]]:
    waiting = [value]
    seen = 0
    while waiting and seen < _MOST_NODES:
        seen += 1
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting.extend(one[:200])
        elif isinstance(one, dict):
            yield one
            waiting.extend(one[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in one)


def _from_node(facts: Facts, node: dict[str, object]) -> None:
    kind = plain(node.get("@type")) or "JSON-LD"
    facts.offer_date(plain(node.get("datePublished")), f"JSON-LD {kind} datePublished")
    facts.note("modified", plain(node.get("dateModified"))[:40])
    facts.offer("byline", plain(node.get("author")), f"JSON-LD {kind} author")
    facts.offer("outlet", plain(node.get("publisher")), f"JSON-LD {kind} publisher")
    if "page" not in kind.lower():
        facts.note("headline", plain(node.get("headline"))[:500])
    language = node.get("inLanguage")
    facts.note("declared-language", f"{language} (JSON-LD)" if isinstance(language, str) else "")


def _from_time(facts: Facts, tree: HtmlElement) -> None:
    """``<time>`` and ``itemprop=datePublished``: marked as publication first, then the first of the report."""
    plain_times = []
    for element in tree.iter("time", "span", "meta", "abbr"):
        value = element.get("datetime") or element.get("content") or element.get("title")
        marks = " ".join((element.get("itemprop") or "", element.get("class") or "", element.get("pubdate") or ""))
        if "datepublished" in marks.lower() or element.get("pubdate") is not None:
            facts.offer_date(value or words_of(element, 100), "time marked as publication")
        elif element.tag == "time" and value and "modif" not in marks.lower() and "updat" not in marks.lower():
            plain_times.append((element, value, marks))
    for element, value, marks in plain_times:
        around = " ".join(filter(None, (marks, *(a.get("class") for a in islice(element.iterancestors(), 2)))))
        if _PUBLISHED.search(around):
            facts.offer_date(value, "time")
    if len({value[:10] for _, value, _ in plain_times}) == 1:
        facts.offer_date(plain_times[0][1], "time")


def _from_byline(facts: Facts, tree: HtmlElement) -> None:
    for element in tree.iter("a", "span", "p", "div", "address"):
        marks = (
            f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('rel') or ''}".lower().split()
        )
        if any(
            mark in ("byline", "author", "article-author", "author-name", "byline__name", "p-author") for mark in marks
        ):
            words = words_of(element, 101)
            if 3 <= len(words) <= 100:
                facts.offer("byline", _BY.sub("", words), "byline element")
                return


def _address(facts: Facts, tree: HtmlElement, meta: dict[str, str]) -> None:
    for element in tree.iter("link"):
        if (element.get("rel") or "").lower() == "canonical" and (element.get("href") or "").startswith("http"):
            facts.offer("url", element.get("href"), "link canonical")
    if meta.get("og:url", "").startswith("http"):
        facts.offer("url", meta["og:url"], "meta og:url")


def _title(facts: Facts, tree: HtmlElement, meta: dict[str, str]) -> None:
    """The heading that the page's other titles confirm; else the best of those titles, without the outlet."""
    headline = facts.evidence.pop("headline", "")
    named = [(headline, "JSON-LD headline")] + [(meta.get(name, ""), f"meta {name}") for name in _META_TITLE]
    head = next((words_of(e, 500) for e in tree.iter("title")), "")
    named.append((head, "title"))
    named = [(words, how) for words, how in named if words]
    headings = [words_of(e, 401) for e in islice(tree.iter("h1"), 10)]
    for heading in headings:
        if heading and len(heading) <= 400 and any(_same(heading, words) for words, _ in named):
            facts.offer("title", heading, "h1")
    for words, how in named:
        facts.offer("title", _without_outlet(words, facts), how)
    for heading in headings:
        facts.offer("title", heading, "h1")


def _same(heading: str, words: str) -> bool:
    """Whether most words of a heading stand in another title."""
    mine = {w.lower() for w in _WORDS.findall(heading)}
    other = {w.lower() for w in _WORDS.findall(words)}
    return len(mine) >= 2 and len(mine & other) * 3 >= len(mine) * 2


def _without_outlet(words: str, facts: Facts) -> str:
    """``Dam breach kills 58 - The Zelnica Courier`` without the outlet, which becomes known where it was not."""
    parts = list(_SEPARATOR.finditer(words))
    if not parts:
        return words
    title, last = words[: parts[-1].start()], words[parts[-1].end() :]
    outlet = facts.words.get("outlet", "")
    if outlet and last.strip().lower() == outlet.lower():
        return title
    return words
