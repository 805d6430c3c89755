"""Pages: main text with a map that holds, and facts from the page's own metadata."""

from __future__ import annotations

import html
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model import Document
from sayso.readers.markup import Source, join

from .making import PARAGRAPHS, code, one, page


def check_map(document: Document, source: str) -> None:
    """Every triple's words stand in the source literally, or as a character reference that begins there."""
    at = 0
    for start, end, place in document.origin.map:
        assert at <= start < end <= len(document.text)
        at = end
        words = document.text[start:end]
        if source[place : place + end - start] != words:
            assert source[place] == "&"
            assert words in html.unescape(source[place : place + 40])[: len(words) + 1]


def test_main_text_and_map() -> None:
    source = page()
    document = one(source, "a.html")
    lines = document.text.split("\n")
    assert lines == ["River rises by two metres", *PARAGRAPHS]
    assert document.origin.kind == "map"
    check_map(document, source)
    assert "unmapped" not in document.evidence
    assert document.title == "River rises by two metres"
    assert [(r.kind, document.text[r.start : r.end]) for r in document.regions] == [("title", document.title)]


def test_references_and_inline_tags_are_mapped() -> None:
    body = (
        "<p>The <b>r</b>iver &amp; the dam&nbsp;rose, &ldquo;twice&rdquo; &#8211; he said &lt;today&gt;.</p>"
        + "".join(f"<p>{p.replace('&', '&amp;')}</p>" for p in PARAGRAPHS)
    )
    source = page(body=body)
    document = one(source, "a.html")
    assert "The river & the dam rose, “twice” – he said <today>." in document.text
    check_map(document, source)
    assert "unmapped" not in document.evidence


def test_legacy_charset_of_the_page() -> None:
    body = "".join(f"<p>Министерство обороны заявило, что войска отошли от города, {n} раз.</p>" for n in range(9))
    source = page(body=body, title="Плотина: два счёта погибших", lang="ru").replace("utf-8", "windows-1251")
    document = one(source.encode("cp1251"), "a.html")
    assert document.origin.encoding == "cp1251"
    assert document.language == "ru"
    check_map(document, source)


@pytest.mark.parametrize(
    ("head", "day", "how"),
    [
        ('<meta property="article:published_time" content="2022-03-04T10:00:00Z">', "2022-03-04", "meta article"),
        ('<meta name="pubdate" content="4 March 2022">', "2022-03-04", "meta pubdate"),
        ('<meta itemprop="datePublished" content="2022-03-04">', "2022-03-04", "meta datepublished"),
        ("<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"datePublished\":\"2022-03-04\"}</script>",
         "2022-03-04", "JSON-LD NewsArticle"),
        ('<link rel="canonical" href="https://news.example/2022/03/04/river">', "2022-03-04", "url"),
        ('<meta property="article:modified_time" content="2022-03-04T10:00:00Z">', "None", ""),
        ('<meta name="date" content="03/04/2022">', "None", "unknown"),
    ],
)  # fmt: skip
def test_publication_date(head: str, day: str, how: str) -> None:
    document = one(page(head), "a.html")
    assert str(document.published) == day
    assert document.evidence.get("published", "").startswith(how)


def test_json_ld_facts() -> None:
    node = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebPage", "datePublished": "2020-01-01"},
            {
                "@type": ["NewsArticle"],
                "headline": "River rises by two metres",
                "datePublished": "2022-03-04T23:30:00+02:00",
                "author": [{"@type": "Person", "name": "Ana Petrov"}, {"@type": "Person", "name": "Jo Doe"}],
                "publisher": {"@type": "Organization", "name": "The Example"},
            },
        ],
    }
    document = one(page(f'<script type="application/ld+json">{json.dumps(node)}</script>'), "a.html")
    assert str(document.published) == "2022-03-04"
    assert (document.byline, document.outlet) == ("Ana Petrov, Jo Doe", "The Example")


def test_outlet_is_cut_from_the_title() -> None:
    head = '<meta property="og:site_name" content="The Example"><meta property="og:title" content="Toll - The Example">'
    source = page(head).replace("<h1>River rises by two metres</h1>", "")
    document = one(source.replace("<title>River rises by two metres", "<title>Toll - The Example"), "a.html")
    assert (document.title, document.outlet) == ("Toll", "The Example")


def test_caption_is_kept_as_a_region() -> None:
    figure = "<figure><img src='a.jpg'><figcaption>The school at noon. Photo: Jo Doe</figcaption></figure>"
    body = f"<p>{PARAGRAPHS[0]}</p>{figure}<p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[3]}</p>"
    source = page(body=body)
    document = one(source, "a.html")
    captions = [document.text[r.start : r.end] for r in document.regions if r.kind == "caption"]
    assert captions == ["The school at noon. Photo: Jo Doe"]
    check_map(document, source)


def test_broken_json_ld_and_metadata_do_not_stop_the_page() -> None:
    head = "<script type='application/ld+json'>{\"@type\": \"NewsArticle\", </script><meta property='og:title'>"
    assert one(page(head), "a.html").text.endswith(PARAGRAPHS[-1])


@pytest.mark.parametrize("source", ["<html></html>", "<html><body><script>x</script></body></html>", "<!doctype html>"])
def test_page_without_text(source: str) -> None:
    assert code(source, "a.html") == "empty"


@settings(deadline=None)
@given(st.text(st.sampled_from("<>&;'\"!-/ab script\n="), max_size=200))
def test_source_of_any_markup(source: str) -> None:
    shown = Source(source)
    assert not any(c.isspace() for c in shown.shown)
    words = shown.shown[:20]
    if words:
        triples = shown.find(words)
        assert "".join(words[s:e] for s, e, _ in triples) == words
        assert "".join(words[s:e] for s, e, _ in join(triples, words, source)) == words
    assert shown.locate("") == []


def test_words_that_are_not_in_the_source_are_left_out() -> None:
    shown = Source("<p>one two <i>three</i> four</p>")
    assert shown.locate("one two nine four") == [(0, 3, 3), (4, 7, 7), (13, 17, 24)]


@pytest.mark.parametrize(
    "source",
    ["<p title='a > b'>x</p>", '<p title="a > b">x</p>', "<!-- <p>no</p> -->x", "<script>if (a<b) no()</script>x",
     "<style>p>a{}</style>x", "<title>no</title>x", "x<script>no", "x<!-- no"],
)  # fmt: skip
def test_only_visible_text_is_a_word(source: str) -> None:
    shown = Source(source)
    assert shown.find("x")
    assert not shown.find("no")


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("Just text<br>and more<br/>of it", ["Just text", "and more", "of it"]),
        ("<div>One div</div><div><b>An</b>other one</div>", ["One div", "Another one"]),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", ["a\tb", "c"]),
    ],
)
def test_lines_are_the_blocks_of_the_page(body: str, lines: list[str]) -> None:
    source = f"<html><body>{body}</body></html>"
    document = one(source, "a.html")
    assert document.text.split("\n") == lines
    check_map(document, source)


def test_page_of_very_many_spans() -> None:
    """Found by growth: the library's work grows with the square of their number."""
    source = page(body="<p>" + "<span>w</span> " * 9000 + "</p>")
    document = one(source, "a.html")
    assert document.text.count("w") >= 9000
    check_map(document, source)


def test_news_xml() -> None:
    source = (
        "<?xml version='1.0' encoding='utf-8'?><nitf><head><title>River rises</title></head><body><body.content>"
        + "".join(f"<p>{p.replace('&', '&amp;')}</p>" for p in PARAGRAPHS)
        + "</body.content></body></nitf>"
    )
    document = one(source, "a.xml")
    assert document.text.endswith("\n".join(PARAGRAPHS))
    check_map(document, source)


@pytest.mark.parametrize(
    "body", ["<p>Two people died in the flood.</p>", "<p>Two people died.</p>\n<p>Nobody was <b>h</b>urt.</p>"]
)
def test_short_report_without_the_menus(body: str) -> None:
    source = page(body=body)
    document = one(source, "a.html")
    assert document.text.split("\n")[0] == "River rises by two metres"
    assert "World" not in document.text and "All rights" not in document.text
    assert "died" in document.text
    check_map(document, source)
