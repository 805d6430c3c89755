"""The text layer of plain text is the decoded file itself, and every anchor leads back to its bytes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.model import text_sha256
from sayso.text.encodings import byte_range, decode, fold, redecode, unfolded

from .making import code, one

_TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1).filter(str.strip)
_CONTROLS = set(map(chr, range(32))) - set("\t\n\r")


def _plain(text: str) -> bool:
    return not (_CONTROLS & set(text)) and not text.startswith(("\ufeff", "{", "[", "<", "From ", "%PDF", "PK"))


@settings(deadline=None)
@given(_TEXT.filter(_plain))
def test_layer_is_the_decoded_file(text: str) -> None:
    document = one(text)
    assert document.text == text.replace("\r\n", "\n").replace("\r", "\n")
    assert document.text_sha256 == text_sha256(document.text)
    assert document.origin.kind == "bytes"
    for region in document.regions:
        assert 0 <= region.start < region.end <= len(document.text)


@settings(deadline=None)
@given(_TEXT.filter(_plain), st.data())
def test_anchor_leads_to_bytes(text: str, data: st.DataObject) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32"):
        raw = text.encode(encoding)
        decoded = decode(raw, "a")
        if encoding != "utf-8":
            assert decoded.encoding == encoding
        layer = fold(decoded.text)
        start = data.draw(st.integers(0, len(layer)))
        end = data.draw(st.integers(start, len(layer)))
        first, last = byte_range(raw, decoded.encoding, start, end)
        codec = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}.get(encoding, decoded.encoding)
        assert fold(raw[first:last].decode(codec)) in (
            layer[start:end],
            layer[start:end] + "\n",
            "\n" + layer[start:end],
        )


@settings(deadline=None)
@given(st.text("a\r\n", max_size=30))
def test_unfolded_places(raw: str) -> None:
    layer = fold(raw)
    for place in range(len(layer) + 1):
        assert fold(raw[: unfolded(raw, place)]).startswith(layer[:place])
        if place < len(layer):
            assert fold(raw[unfolded(raw, place)]) == layer[place]


def test_mark_is_dropped_and_said() -> None:
    document = one(b"\xef\xbb\xbfThe dam broke.\r\nTwo died.\r")
    assert document.text == "The dam broke.\nTwo died.\n"
    assert document.origin.encoding == "utf-8-sig"
    assert byte_range(b"\xef\xbb\xbfab\r\nc", "utf-8-sig", 3, 4) == (7, 8)


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1251", "Министерство обороны заявило, что войска отошли от города после тяжёлых боёв."),
        ("koi8-r", "Министерство обороны заявило, что войска отошли от города после тяжёлых боёв."),
        ("cp1250", "Ministerstwo Obrony poinformowało, że żołnierze wycofali się po ciężkich walkach. Według świadków"),
        ("iso8859-2", "Ministerstwo Obrony poinformowało, że żołnierze wycofali się po ciężkich walkach. Według"),
        ("cp1252", "Le ministère a déclaré que l’armée s’était retirée de la ville après de « violents » combats."),
        ("cp1252", "Das Verteidigungsministerium erklärte, die Truppen hätten sich zurückgezogen. „Über 20 Tote“"),
        ("cp1254", "Savunma Bakanlığı, birliklerin günlerce süren çatışmaların ardından şehirden çekildiğini açıkladı"),
        ("cp1253", "Το Υπουργείο Άμυνας δήλωσε ότι τα στρατεύματα αποσύρθηκαν από την πόλη"),
        ("cp1256", "قالت وزارة الدفاع إن القوات انسحبت من المدينة بعد عدة أيام من القتال العنيف"),
        ("shift_jis", "国防省は、数日間の激しい戦闘の後、部隊が市から撤退したと発表した。"),
        ("gb18030", "国防部表示，经过数天的激烈战斗，部队已从该市撤退。发言人称，已有多人死亡。"),
        ("utf-16-le", "The ministry said on Monday that the troops had left the town."),
        ("utf-16-be", "The ministry said on Monday that the troops had left the town."),
        ("utf-16-le", "Міністерство оборони заявило, що війська відійшли від міста після боїв."),
        ("utf-16-be", "قالت وزارة الدفاع إن القوات انسحبت من المدينة بعد عدة أيام من القتال."),
        ("utf-32-le", "The ministry said on Monday that the troops had left the town."),
    ],
)
def test_legacy_encodings(encoding: str, text: str) -> None:
    raw = text.encode(encoding)
    decoded = decode(raw, "a")
    assert decoded.text == text
    assert redecode(raw, decoded.encoding) == text


def test_latin1_with_undefined_bytes() -> None:
    decoded = decode(b"Tests in\x81 Syrias Aleppo\x95 region\x81 they said and said again", "a")
    assert decoded.encoding == "latin-1"
    assert len(decoded.text) == 57


def test_utf8_with_broken_bytes() -> None:
    raw = "Zwölf Menschen starben, erklärte die Behörde. Größere Schäden gab es nicht.".encode() + b"\xff"
    decoded = decode(raw, "a")
    assert decoded.encoding == "utf-8+replace"
    assert decoded.text.endswith("nicht.\ufffd")
    assert redecode(raw, decoded.encoding) == decoded.text
    assert byte_range(raw, decoded.encoding, len(decoded.text) - 1, len(decoded.text)) == (len(raw) - 1, len(raw))


def test_cut_utf8_sequence_at_the_end() -> None:
    raw = ("The report was long and said little of note. " * 20 + "—").encode()[:-1]
    assert decode(raw, "a").encoding == "utf-8+replace"


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n" + bytes(50), b"abc\x00def" * 20, bytes(range(1, 32)) * 9, b"MZ\x90\x00"]
)
def test_binary_is_coded(data: bytes) -> None:
    assert code(data) == "binary"


@pytest.mark.parametrize("data", [b"", b"\n\n  \n", b"\xef\xbb\xbf"])
def test_empty_is_coded(data: bytes) -> None:
    assert code(data) == "empty"


def test_front_matter_gives_facts() -> None:
    document = one(
        "---\ntitle: Dam breach\ndate: 2022-03-04\nauthor: Ana Petrov\n---\n# Dam breach\n\nIt broke.\n", "a.md"
    )
    assert (document.title, document.byline, str(document.published)) == ("Dam breach", "Ana Petrov", "2022-03-04")
    assert document.text.startswith("---\ntitle")
    assert [r.kind for r in document.regions][:1] == ["boilerplate"]


def test_unknown_encoding_is_coded() -> None:
    """EBCDIC must not be taken for a Latin encoding, nor filler bytes for an East Asian one."""
    assert code(b"\xc5" * 4000) == "encoding"
    assert code("The river rose by two metres during the night, the water board said.".encode("cp037")) == "encoding"
