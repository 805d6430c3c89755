"""PDF, DOCX, e-mail, web archives and feeds."""

from __future__ import annotations

import gzip
import zlib

import pytest

from sayso.model import Document, Problem
from sayso.plugins import ReadOptions
from sayso.readers import mail
from sayso.readers.fragment import sound

from .making import PARAGRAPHS, code, docx, one, page, paragraph, pdf, record, response, results

LINES = [(18.0, "River rises by two metres"), (11.0, ""), (11.0, "Maresk, 12 April 2025"), (11.0, ""),
         (11.0, "The river rose by two metres during the night, the water board"), (11.0, "said on Monday."),
         (11.0, ""), (11.0, '"We have moved forty families," said Ana Petrov.')]  # fmt: skip


def test_pdf_lines_boxes_and_facts() -> None:
    document = one(pdf([LINES, [(11.0, "Page two goes on.")]], "/Title (Other) /Author (Water Board)"), "a.pdf")
    assert document.text == (
        "River rises by two metres\n\nMaresk, 12 April 2025\n\n"
        "The river rose by two metres during the night, the water board said on Monday.\n\n"
        '"We have moved forty families," said Ana Petrov.\n\nPage two goes on.'
    )
    assert (document.title, document.byline, str(document.published)) == (
        "River rises by two metres", "Water Board", "2025-04-12",
    )  # fmt: skip
    assert document.origin.kind == "boxes"
    assert [document.text[b.start : b.end] for b in document.origin.boxes] == [
        *(words for _, words in LINES if words), "Page two goes on."
    ]  # fmt: skip
    assert [b.page for b in document.origin.boxes] == [1, 1, 1, 1, 1, 2]
    for box in document.origin.boxes:
        assert 0 < box.left < box.right < 595 and 0 < box.top < box.bottom < 842
    assert document.origin.boxes[0].top < document.origin.boxes[1].top


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["The spokes-", "man left the town and the war-", "time capital, he said, for good."],
         "The spokesman left the town and the wartime capital, he said, for good."),
        (["The first paragraph of the notice ends here.", "It does.", "Another paragraph begins on this line and runs on",
          "into the next one."],
         "The first paragraph of the notice ends here.\nIt does.\nAnother paragraph begins on this line and runs on "
         "into the next one."),
        (["The members of the board are these persons, all", "- Ana", "- Jo"],
         "The members of the board are these persons, all\n- Ana\n- Jo"),
    ],
)  # fmt: skip
def test_pdf_lines_are_joined_to_paragraphs(lines: list[str], text: str) -> None:
    document = one(pdf([[(11.0, line) for line in lines]]), "a.pdf")
    assert document.text == text
    assert len(document.origin.boxes) <= len(lines)


def test_pdf_date_of_making_counts_last() -> None:
    pages = [[(11.0, "The river rose by two metres during the night."), (11.0, "It fell."), (11.0, "Nobody died.")]]
    document = one(pdf(pages, "/CreationDate (D:20220304101500Z)"), "a.pdf")
    assert (str(document.published), document.evidence["published"]) == ("2022-03-04", "PDF CreationDate")


def test_scanned_pdf() -> None:
    assert code(pdf([[], []]), "a.pdf") == "no-text"


def test_encrypted_pdf() -> None:
    keys = "<< /Filter /Standard /V 1 /R 2 /O <" + "41" * 32 + "> /U <" + "42" * 32 + "> /P -4 >>"
    assert code(pdf([LINES], trailer=f" /Encrypt {keys} /ID [<41><41>]"), "a.pdf") == "encrypted"


@pytest.mark.parametrize("data", [b"%PDF-1.4\n", b"%PDF-1.4\n" + b"junk " * 500])
def test_broken_pdf(data: bytes) -> None:
    assert code(data, "a.pdf") in ("truncated", "malformed")


def test_truncated_pdf() -> None:
    whole = pdf([LINES])
    assert code(whole[:200], "a.pdf") in ("truncated", "malformed", "no-text", "empty")


def test_docx() -> None:
    body = (
        paragraph("River rises by two metres")
        + "<w:p><w:r><w:t>The river </w:t></w:r><w:r><w:t>rose</w:t><w:tab/><w:t>twice.</w:t></w:r></w:p>"
        + "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:t>He left.</w:t><w:br/><w:t>So.</w:t></w:r></w:p>"
    )
    core = (
        "<dc:title>Other</dc:title><dc:creator>Ana</dc:creator><dcterms:created>2022-03-04T10:00:00Z</dcterms:created>"
    )
    document = one(docx(body, core), "a.docx")
    assert document.text == "River rises by two metres\nThe river rose\ttwice.\nHe left.\nSo."
    assert (document.title, document.byline, str(document.published)) == (
        "River rises by two metres", "Ana", "2022-03-04",
    )  # fmt: skip
    assert document.evidence["published"] == "DOCX core created"


def test_docx_faults() -> None:
    assert code(docx("")[:-40], "a.docx") == "malformed"
    assert code(docx(""), "a.docx") == "empty"
    wrapped = b"\xd0\xcf\x11\xe0" + bytes(100) + "EncryptedPackage".encode("utf-16-le")
    assert code(wrapped, "a.docx") == "encrypted"
    assert code(b"\xd0\xcf\x11\xe0" + bytes(100), "a.doc") == "binary"


def test_docx_entities_are_not_resolved() -> None:
    evil = docx(paragraph("ok here &amp; there"))
    assert one(evil, "a.docx").text == "ok here & there"


MAIL = (
    "From: {sender}\nTo: a@b.example\nSubject: =?utf-8?q?River_rises=2C_says_board?=\n"
    "Date: Tue, 15 Apr 2025 06:30:00 +0200\nMIME-Version: 1.0\n"
)


def test_mail_plain() -> None:
    text = "Good morning.\nThe river rose by two metres — the board said.\n"
    head = MAIL.format(sender="The Harbour Gazette <morning@gazette.example>")
    document = one(f"{head}Content-Type: text/plain; charset=utf-8\n\n{text}", "a.eml")
    assert document.text == text
    assert (document.title, document.outlet, str(document.published)) == (
        "River rises, says board", "The Harbour Gazette", "2025-04-15",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sender", "byline", "outlet"),
    [
        ("Andrea Beer <a.beer@wdr.example>", "Andrea Beer", "wdr.example"),
        ("Andrea Beer <andrea.beer@gmail.com>", "Andrea Beer", None),
        ("Health Office, Upper Front <health@front.example>", None, "Health Office, Upper Front"),
        ("news@front.example", None, "front.example"),
    ],
)
def test_mail_sender(sender: str, byline: str | None, outlet: str | None) -> None:
    document = one(MAIL.format(sender=sender) + "\nThe river rose by two metres.\n", "a.eml")
    assert (document.byline, document.outlet) == (byline, outlet)


def test_mail_html_part() -> None:
    head = MAIL.format(sender="X <x@y.example>") + 'Content-Type: multipart/alternative; boundary="b"\n\n'
    body = f"--b\nContent-Type: text/plain\n\nView in browser.\n--b\nContent-Type: text/html; charset=utf-8\n\n{page()}\n--b--\n"
    document = one(head + body, "a.eml")
    assert document.text.endswith(PARAGRAPHS[-1])
    assert (document.origin.kind, document.origin.path) == ("map", "text/html part")
    assert document.title == "River rises, says board"


def test_mail_without_text() -> None:
    assert code(MAIL.format(sender="x@y.example") + "Content-Type: image/png\n\nxxxx\n", "a.eml") == "empty"


def test_web_archive_record() -> None:
    data = record(response(page('<meta property="og:site_name" content="The Example">').encode()))
    document = one(data, "crawl.warc.gz#1")
    assert document.text.endswith(PARAGRAPHS[-1])
    assert (document.url, document.outlet) == ("http://news.example/a", "The Example")
    assert document.published is None
    assert document.evidence["captured"] == "2023-05-06T07:08:09Z"
    assert document.origin.path == "body"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "raw-deflate", "chunked", "br"])
def test_web_archive_codings(coding: str) -> None:
    import brotli

    body = page().encode()
    packed = {
        "gzip": lambda: gzip.compress(body),
        "deflate": lambda: zlib.compress(body),
        "raw-deflate": lambda: zlib.compress(body)[2:-4],
        "br": lambda: brotli.compress(body),
        "chunked": lambda: f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n",
    }[coding]()
    header = "Transfer-Encoding: chunked" if coding == "chunked" else f"Content-Encoding: {coding.removeprefix('raw-')}"
    document = one(record(response(packed, more=header + "\r\n")), "a.warc#1")
    assert document.text.endswith(PARAGRAPHS[-1])
    stored_plain = one(record(response(body, more=header + "\r\n")), "a.warc#1")
    assert stored_plain.text == document.text


def test_web_archive_pdf_and_plain() -> None:
    assert one(record(response(pdf([LINES]), "application/pdf")), "a.warc#1").origin.kind == "boxes"
    document = one(record(response(b"Le minist\xe8re a dit cela.", "text/plain; charset=iso-8859-1")), "a.warc#1")
    assert document.text == "Le ministère a dit cela."


RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="urn:c" xmlns:dc="urn:d"><channel>
<title>The Example</title><item><title>River &amp; dam</title><link>https://news.example/1</link>
<pubDate>Fri, 04 Mar 2022 10:00:00 GMT</pubDate><dc:creator>Ana Petrov</dc:creator><description>Short.</description>
<content:encoded><![CDATA[<p>The river rose.</p><p>It <b>fell</b> again &amp; again.</p>]]></content:encoded></item>
<item><title>Only a title here</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Example</title><entry><title type="html">River &amp;amp; dam</title>
<link rel="alternate" href="https://news.example/1"/><published>2022-03-04T10:00:00Z</published><updated>2023-01-01</updated>
<author><name>Ana Petrov</name></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The river rose.</p>
<p>It fell again &amp; again.</p></div></content></entry></feed>"""


@pytest.mark.parametrize(("source", "name"), [(RSS, "a.rss"), (ATOM, "a.xml")])
def test_feeds(source: str, name: str) -> None:
    found = results(source, name)
    first = found[0]
    assert isinstance(first, Document)
    assert first.path == f"{name}#1"
    assert first.text == "The river rose.\nIt fell again & again."
    assert (first.title, first.outlet, first.byline, str(first.published), first.url) == (
        "River & dam", "The Example", "Ana Petrov", "2022-03-04", "https://news.example/1",
    )  # fmt: skip


def test_feed_faults() -> None:
    assert code("<rss><channel></channel></rss>", "a.rss") == "empty"
    assert code("<rss", "a.rss") in ("malformed", "empty")
    evil = (
        '<!DOCTYPE r [<!ENTITY a "'
        + "x" * 50
        + '"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        + RSS.split("?>")[1].replace("Short.", "&b;&b;")
    )
    assert all("xxxx" not in f.text for f in results(evil, "a.rss") if isinstance(f, Document))


def test_document_limit() -> None:
    found = results("word " * 100, options=ReadOptions(max_document_characters=50))
    assert isinstance(found[0], Problem) and found[0].code == "too-large"


@pytest.mark.parametrize("tag", ["Published:", "channel:", "a:b:c", "{x"])
def test_feed_with_names_that_are_none(tag: str) -> None:
    """Found by fuzzing: an element whose name breaks the rules of XML names."""
    assert results(RSS.replace("<item>", f"<item><{tag}>x</{tag}>", 1), "a.rss")


@pytest.mark.parametrize("reference", ["&#xD800;", "&#xdfff;", "&#55296;", "&#057343;", "&#x0000DABC"])
def test_references_to_surrogates(reference: str) -> None:
    """Found by fuzzing: libxml2 lets them through, and lxml cannot give the text back."""
    for document in results(RSS.replace("The river", f"The {reference} river").replace("Only", reference), "a.rss"):
        assert isinstance(document, Document)
    document = one(page(body=f"<p>The {reference} river rose by two metres.</p>"), "a.html")
    assert "The \ufffd river rose" in document.text
    assert "unmapped" not in document.evidence
    assert results(docx(paragraph(f"The {reference} river rose.")), "a.docx")


def test_references_near_the_surrogates_stay() -> None:
    source = "&#xD7FF; &#xE000; &#55295; &#57344; &#5529; &#x1D800; \x00"
    assert sound(source) == source.replace("\x00", "\ufffd").encode()


@pytest.mark.parametrize(
    "head",
    [b'Content-Type: text/plain; charset="utf\0-8"', b"Content-Type: text/plain; charset*=utf\0-8''utf-8"],
)
def test_a_character_set_that_is_none_stops_no_message(head: bytes) -> None:
    message = b"From: a@b.example\r\nSubject: Dam\r\n" + head + b"\r\n\r\nThe dam \xff broke on Monday.\r\n"
    assert "broke on Monday" in one(message, "a.eml").text


def test_an_attachment_named_in_a_character_set_that_is_none_is_kept() -> None:
    message = (
        b"From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
        b"Content-Type: text/plain\r\n\r\nThe dam broke on Monday, they say.\r\n--b\r\nContent-Type: application/pdf\r\n"
        b"Content-Disposition: attachment; filename*=utf\0-8''x.pdf\r\n\r\nabc\r\n--b--\r\n"
    )
    assert [data for _, data in mail.attachments(message)] == [b"abc"]
