"""Bytes to text and back, without loss of place: which encoding, which line ends, which bytes.

The order of tests is fixed, so that the same bytes always give the same text: byte order mark; UTF-8 without
error; UTF-16 or UTF-32 by the place of the zero bytes; the encoding that the item declares; UTF-8 with a few
broken bytes; a legacy encoding by its letters. The name that is kept (:attr:`Decoded.encoding`) decodes the
same bytes again: a Python codec, ``utf-8-sig`` and the like where a byte order mark was dropped, and
``+replace`` behind it where each byte (or unit) that could not be decoded stands as U+FFFD.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass

from sayso.errors import ItemError

from .scripts import main_script, scripts

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 64 * 1024  # bytes looked at to tell a legacy encoding
_REPLACE = "+replace"
_CONTROLS = bytes(b for b in range(32) if b not in (7, 8, 9, 10, 11, 12, 13, 27))
_MONOTONE = 0.4  # of the letters beyond ASCII: the commonest letter of a language has a sixth
_HIGH = bytes(range(128, 256))
_ABOVE = re.compile(rb"[\x80-\xff]")
_ESCAPED = re.compile("[\udc80-\udcff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_INNER = re.compile(r"(?<=[^\W\d_])[^\x00-\x7f‘’“”…–—«»]|[^\x00-\x7f‘’“”…–—«»](?=[^\W\d_])")
_LATIN = (
    ("cp1252", frozenset("àâäáãåæçéèêëíìîïñóòôöõøœßúùûüýÿšžÀÂÄÁÃÅÆÇÉÈÊËÍÌÎÏÑÓÒÔÖÕØŒÚÙÛÜŠŽ")),
    ("cp1250", frozenset("ąćęłńóśźżáčďéěíňřšťúůýžäöüőűăâîşţđĄĆĘŁŃÓŚŹŻÁČĎÉĚÍŇŘŠŤÚŮÝŽÄÖÜŐŰĂÂÎŞŢĐß")),
    ("iso8859-2", frozenset("ąćęłńóśźżáčďéěíňřšťúůýžäöüőűăâîşţđĄĆĘŁŃÓŚŹŻÁČĎÉĚÍŇŘŠŤÚŮÝŽÄÖÜŐŰĂÂÎŞŢĐß")),
    ("cp1254", frozenset("çğıöşüâîûÇĞİÖŞÜÂÎÛ")),
)
_ALIASES = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252",
            "iso-8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "x-sjis": "cp932",
            "shift_jis": "cp932", "ks_c_5601-1987": "cp949", "euc-kr": "cp949"}  # fmt: skip
_BINARY_MAGIC = (
    b"\x7fELF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"MZ\x90", b"\x00\x00\x01\x00", b"OggS", b"fLaC",
    b"ID3", b"RIFF", b"\xca\xfe\xba\xbe", b"SQLite format 3\x00", b"\xd0\xcf\x11\xe0", b"7z\xbc\xaf",
    b"Rar!", b"\x1aE\xdf\xa3",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decoded:
    """Decoded text with its line ends as they came, and the name that decodes it again."""

    text: str
    encoding: str


def decode(data: bytes, address: str, declared: str | None = None) -> Decoded:
    """Decode an item's bytes. ``declared``: the encoding that the item or its carrier names.

    Raises :class:`ItemError` ``binary`` where the bytes are no text, ``encoding`` where none can be told.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data, name) or Decoded(redecode(data, name + _REPLACE), name + _REPLACE)
    if data.startswith(_BINARY_MAGIC):
        raise ItemError("binary", address, "the first bytes are those of a picture, sound or program")
    if b"\x00" in data[:_SAMPLE]:
        wide = _wide(data)
        if wide is not None:
            return wide
        raise ItemError("binary", address, "zero bytes among the text")
    head = data[:_SAMPLE]
    if len(head.translate(None, _CONTROLS)) < len(head) * 0.98 and len(head) > 0:
        raise ItemError("binary", address, "control bytes among the text")
    for name in ("utf-8", *_declared(declared)):
        found = _strict(data, name)
        if found is not None:
            return found
    return _legacy(data, address)


def redecode(data: bytes, encoding: str) -> str:
    """The text that :func:`decode` gave, from the encoding's kept name."""
    if not encoding.endswith(_REPLACE):
        return data.decode(encoding)
    return _ESCAPED.sub("\ufffd", _loose(data, encoding.removesuffix(_REPLACE)))


def fold(text: str) -> str:
    """Line ends as ``\\n``; nothing else changes."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def without_surrogates(text: str) -> str:
    """Lone surrogates (from escapes such as ``\\ud800``) as U+FFFD, one for one."""
    return _SURROGATE.sub("\ufffd", text)


def byte_range(data: bytes, encoding: str, start: int, end: int) -> tuple[int, int]:
    """The bytes of the item that hold ``start..end`` of its folded text layer, as a half-open range."""
    lossy = encoding.endswith(_REPLACE)
    raw = _loose(data, encoding.removesuffix(_REPLACE)) if lossy else data.decode(encoding)
    first, last = (unfolded(raw, place) for place in (start, end))
    codec, offset = _plain_codec(data, encoding.removesuffix(_REPLACE))
    errors = "surrogateescape" if codec == "utf-8" else "surrogatepass"
    before = len(raw[:first].encode(codec, errors)) + offset
    return before, before + len(raw[first:last].encode(codec, errors))


def unfolded(raw: str, place: int) -> int:
    """The place in the text with its line ends as they came, from the place in the folded text."""
    at = seen = 0
    while True:
        pair = raw.find("\r\n", at)
        if pair < 0 or pair - seen >= place:
            return place + seen
        seen += 1
        at = pair + 2


def _loose(data: bytes, codec: str) -> str:
    """Decode with one lone surrogate for each byte (UTF-8) or a U+FFFD for each unit that is broken."""
    if codec in ("utf-8", "utf-8-sig"):
        return data.decode(codec, "surrogateescape")
    return data.decode(codec, "replace")


def _plain_codec(data: bytes, encoding: str) -> tuple[str, int]:
    """The codec without its byte order mark, and how many bytes the mark takes."""
    if encoding == "utf-8-sig":
        return "utf-8", 3
    if encoding in ("utf-16", "utf-32"):
        width = 2 if encoding == "utf-16" else 4
        little = data.startswith(codecs.BOM_UTF16_LE)
        return f"{encoding}-{'le' if little else 'be'}", width
    return encoding, 0


def _strict(data: bytes, name: str) -> Decoded | None:
    try:
        return Decoded(data.decode(name), name)
    except UnicodeDecodeError:
        return None


def _declared(name: str | None) -> tuple[str, ...]:
    if not name:
        return ()
    folded = name.strip().strip("\"'").lower()
    folded = _ALIASES.get(folded, folded)
    try:
        codec = codecs.lookup(folded)
    except (LookupError, ValueError):
        return ()
    # codecs that are no character sets (base64, zip) must not run on an item's word
    if not codec._is_text_encoding or codec.name in ("idna", "punycode", "unicode_escape", "utf-7",
                                                     "raw_unicode_escape", "undefined"):  # fmt: skip
        return ()
    return (codec.name,)


def _wide(data: bytes) -> Decoded | None:
    """UTF-16 or UTF-32 without a mark: zero bytes keep to the same place of each unit, and text comes out."""
    head = data[: _SAMPLE // 4 * 4]
    for name, width, places in (
        ("utf-32-le", 4, (2, 3)), ("utf-32-be", 4, (0, 1)), ("utf-16-le", 2, (1,)), ("utf-16-be", 2, (0,)),
    ):  # fmt: skip
        units = len(head) // width
        if units < 2:
            continue
        zeros = [head[place::width].count(0) / units for place in range(width)]
        others = [share for place, share in enumerate(zeros) if place not in places]
        here = min(zeros[p] for p in places)
        if here > 0.05 and min(others) < 0.02 and here > 4 * min(others):
            found = _strict(data, name) or Decoded(redecode(data, name + _REPLACE), name + _REPLACE)
            if _reads(found.text[:4096]):
                return found
    return None


def _reads(text: str) -> bool:
    """Whether text came out: hardly a control, and nearly all letters of one script."""
    controls = sum(1 for c in text if (c < " " and c not in "\t\n\r\f\v") or c == "\ufffd")
    counts = scripts(text)
    letters = sum(counts.values())
    return controls <= 1 + len(text) * 0.02 and 2 * letters > len(text) and next(iter(counts.values())) > 0.8 * letters


def _legacy(data: bytes, address: str) -> Decoded:
    loose = data.decode("utf-8", "surrogateescape")
    high = len(data) - len(data.translate(None, _HIGH))
    broken = len(_ESCAPED.findall(loose))
    if high and broken <= 3 + high * 0.05 and broken < high * 0.5:
        return Decoded(_ESCAPED.sub("\ufffd", loose), "utf-8" + _REPLACE)
    if broken <= 3 and high == broken and len(data) > high * 50 and _cut_off(data):
        return Decoded(_ESCAPED.sub("\ufffd", loose), "utf-8" + _REPLACE)
    first = _ABOVE.search(data)
    sample = data[first.start() :][:_SAMPLE] if first else b""
    share = _high_share(sample)
    if share > 0.02:
        from charset_normalizer import from_bytes  # only where an old encoding is met

        best = from_bytes(sample).best()
        names = _declared(best.encoding.replace("_", "-")) if best is not None else ()
        for found in (_strict(data, name) for name in names):
            if found is not None and _foreign(sample.decode(found.encoding, "replace")):
                return found
        if share > 0.25:  # no language with Latin letters has so many beyond ASCII
            raise ItemError("encoding", address, "no known encoding gives plain text")
    return _latin(data, sample)


def _high_share(data: bytes) -> float:
    """The share of bytes above 127 among what may be letters."""
    high = len(data) - len(data.translate(None, _HIGH))
    letters = high + sum(1 for b in data if 65 <= (b & 0xDF) <= 90 and b < 128)
    return high / max(1, letters)


def _foreign(text: str) -> bool:
    """Whether the letters beyond ASCII are of another script than the Latin one."""
    beyond = [c for c in text if c > "\x7f"]
    if len(beyond) > 50 and Counter(beyond).most_common(1)[0][1] > _MONOTONE * len(beyond):
        return False  # no language: filler bytes
    return main_script("".join(beyond)) not in (None, "Latin")


def _latin(data: bytes, sample: bytes) -> Decoded:
    """The Latin encoding in which most of the high bytes are letters of its languages.

    Windows-1252, or Latin-1 where a byte has no meaning there, unless another one does better.
    """
    best = _strict(data, "cp1252") or Decoded(data.decode("latin-1"), "latin-1")
    most = max(0, _letters_of(sample.decode(best.encoding, "replace"), _LATIN[0][1]))
    for name, wanted in _LATIN[1:]:
        score = _letters_of(sample.decode(name, "replace"), wanted)
        found = _strict(data, name) if score > most else None
        if found is not None:
            best, most = found, score
    return best


def _letters_of(text: str, wanted: frozenset[str]) -> int:
    """Letters of the languages beside another letter, less what else stands there; controls weigh more."""
    score = sum(1 if c in wanted else -1 for c in _INNER.findall(text))
    return score - 4 * sum(1 for c in text if "\x7f" < c < "\xa0")


def _cut_off(data: bytes) -> bool:
    """Whether the last bytes are the beginning of a UTF-8 sequence (a truncated file)."""
    for back in (1, 2, 3):
        if data[-back] >= 0xC2:
            return data[-back] < 0xF5
        if data[-back] < 0x80:
            return False
    return False
