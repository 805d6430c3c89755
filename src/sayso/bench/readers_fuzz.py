"""Mutated inputs through every reader: how many, of which kind, and what went wrong.

Each input is made from the bundled example reports: as they are, and wrapped as archives, web archives,
mailboxes, tables, feeds and office documents. Mutations are of bytes (flips, cuts, repeats, splices between
inputs) and of structure (tags, headers, escapes and numbers that formats give a meaning to; and a changed report put
into a container that is in order, so that the damage lies behind sums and lengths that hold). An input fails
when a reader raises, takes longer than its limit, or breaks what a document promises: text of its hash,
regions, boxes and map inside the text, every map triple's words in the source, plain text equal to its bytes.

The inputs are run in worker processes; one that dies (a fault in a C library) is found again one by one.
"""

from __future__ import annotations

import base64
import bz2
import csv
import gzip
import html
import io
import json
import lzma
import math
import multiprocessing as mp
import os
import random
import resource
import struct
import tarfile
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from sayso.errors import CODES
from sayso.model import Document, Item, Problem, text_sha256
from sayso.plugins import ReadOptions
from sayso.readers import read_item
from sayso.readers.archives import Collector, expand
from sayso.text import encodings

SLOW = 5.0  # seconds of processor time that one input may take
_CHUNK = 4000
HEAD = 3000  # bytes of the beginning of a text source that most inputs are made from: small inputs find as much
WHOLE = (".zip", ".pdf", ".gz", ".bz2", ".xz", ".tar", ".docx", ".wacz")  # sources that mean nothing when they are cut
_OPTIONS = ReadOptions(max_item_bytes=16 * 1024 * 1024, max_archive_bytes=64 * 1024 * 1024)
_TOKENS: tuple[bytes, ...] = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r\n", b"\n\n", b"\t", b'"', b"'", b"<", b">", b"</", b"&", b"&amp;",
    b"&#x110000;", b"&#0;", b"&#xD800;", b"&fjlig;", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<script>", b"</p>",
    b"<p>", b"<table><tr><td>", b"<h1>", b"<title>", b"<figcaption>", b"<svg>", b"<base href=x>", b"<time datetime=x>",
    b"<meta charset=utf-16>", b"<meta charset=utf-7>", b'<?xml version="1.0" encoding="x"?>', b"<item>", b"<entry>",
    b"\\ud800",
    b"{", b"}", b"[[[[", b"1e999", b"-1", b"4294967296", b"99999999999999999999", b"%PDF-1.7", b"PK\x03\x04",
    b"\x1f\x8b", b"obj", b"endobj", b"stream", b"/Length -1", b"/Kids [2 0 R]", b"startxref", 
    b"Content-Length: 9999\r\n",
    b"Content-Type: multipart/mixed; boundary=b\n", b"--b\n", b"Transfer-Encoding: chunked\r\n", b"Date: 31 Feb 2022\n",
    b"=?utf-8?b?////?=", b"=?x?q?=ff?=", b"From x\n", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x80\xae",
    b"31/12/9999", b"0001-01-01", b"00/00/0000", b"(Reuters) -", b"By A", b"Published: ", "１２月".encode(),
    b"\x1b[31m",
)  # fmt: skip
_CODECS = ("utf-16", "utf-16-le", "utf-32", "cp1251", "cp1252", "koi8-r", "shift_jis", "cp037", "utf-7")


@dataclass(slots=True)
class Outcome:
    """What a run of inputs gave: counts by reader and result, and the inputs that failed."""

    inputs: int = 0
    results: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[int, str]] = field(default_factory=list)
    slowest: float = 0.0
    peak_mb: float = 0.0

    def add(self, other: Outcome) -> None:
        """Take over another run's counts."""
        self.inputs += other.inputs
        self.results.update(other.results)
        self.failures.extend(other.failures)
        self.slowest = max(self.slowest, other.slowest)
        self.peak_mb = max(self.peak_mb, other.peak_mb)


def run(data: Path) -> dict[str, Any]:
    """A campaign of ``$SAYSO_FUZZ_INPUTS`` inputs (20,000 where it is not set) or of as many as are made in
    ``$SAYSO_FUZZ_SECONDS``; needs no data."""
    seconds = float(os.environ.get("SAYSO_FUZZ_SECONDS", "inf"))
    outcome = campaign(int(os.environ.get("SAYSO_FUZZ_INPUTS", "20000")), seconds=seconds)
    return {
        "inputs": outcome.inputs,
        "failures": len(outcome.failures),
        "failed": [f"{number}: {why}" for number, why in outcome.failures[:50]],
        "results": dict(sorted(outcome.results.items())),
        "slowest_seconds": round(outcome.slowest, 2),
        "peak_mib": round(outcome.peak_mb),
    }


def seeds() -> list[tuple[str, bytes]]:
    """Inputs that are in order: name and bytes."""
    folder = Path(str(files("sayso") / "examples" / "ilmara" / "reports"))
    plain = [(path.name, path.read_bytes()) for path in sorted(folder.iterdir()) if path.is_file()]
    texts = [data.decode("utf-8", "replace") for name, data in plain if name.endswith((".txt", ".eml"))]
    pages = [data for name, data in plain if name.endswith(".html")]
    mails = [data for name, data in plain if name.endswith(".eml")]
    made: list[tuple[str, bytes]] = []
    made.append(("a.zip", _zipped(dict(plain[:6]))))
    for mode in ("w", "w:gz", "w:bz2", "w:xz"):
        made.append((f"a.tar{mode[1:].replace(':', '.')}", _tarred(dict(plain[:4]), mode)))
    made += [("a.txt.gz", gzip.compress(plain[0][1])), ("a.txt.bz2", bz2.compress(plain[0][1]))]
    made.append(("a.txt.xz", lzma.compress(plain[0][1])))
    records = [_record(page) for page in pages[:3]]
    made += [("a.warc", b"".join(records)), ("a.warc.gz", b"".join(map(gzip.compress, records)))]
    made.append(("a.wacz", _zipped({"archive/a.warc.gz": gzip.compress(records[0]), "datapackage.json": b"{}"})))
    made.append(("a.mbox", b"".join(b"From a Tue\n" + mail + b"\n" for mail in mails)))
    made.append(("b.eml", _multipart(texts[0], pages[0])))
    rows = [
        {"title": f"T{n}", "text": text[:1500], "date": f"{n + 1}/4/2022", "source": "X"}
        for n, text in enumerate(texts[:4])
    ]
    made.append(("a.jsonl", "\n".join(map(json.dumps, rows)).encode()))
    made.append(("a.json", json.dumps({"articles": rows}).encode()))
    table = io.StringIO()
    writer = csv.DictWriter(table, ["title", "text", "date", "source"])
    writer.writeheader()
    writer.writerows(rows)
    made += [("a.csv", table.getvalue().encode()), ("a.tsv", table.getvalue().replace(",", "\t").encode())]
    items = "".join(
        f"<item><title>T</title><pubDate>Fri, 04 Mar 2022</pubDate><description>{html.escape(t[:800])}"
        "</description></item>"
        for t in texts
    )
    made.append(("a.rss", f"<rss><channel><title>X</title>{items}</channel></rss>".encode()))
    body = "".join(f"<w:p><w:r><w:t>{html.escape(line)}</w:t></w:r></w:p>" for line in texts[0].split("\n"))
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    made.append(("a.docx", _zipped({
        "[Content_Types].xml": b"<Types/>",
        "word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>".encode(),
        "docProps/core.xml": b"<c xmlns:d='urn:d'><d:title>T</d:title><d:created>2022-03-04</d:created></c>",
    })))  # fmt: skip
    return plain + made


def _zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _tarred(members: dict[str, bytes], mode: str) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def _record(page: bytes) -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://x.example/\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def _multipart(text: str, page: bytes) -> bytes:
    return (
        b'From: A <a@x.example>\nSubject: =?utf-8?b?w6E=?=\nDate: Tue, 15 Apr 2025 06:30:00 +0200\nMIME-Version: 1.0\n'
        b'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n'
        + text.encode() + b"\n--b\nContent-Type: text/html\n\n" + page
        + b'\n--b\nContent-Type: text/plain\nContent-Disposition: attachment; filename="n.txt"\n\nWords.\n--b--\n'
    )  # fmt: skip


def mutate(data: bytes, others: list[tuple[str, bytes]], rng: random.Random) -> bytes:
    """One to eight mutations of an input."""
    for _ in range(rng.choice((1, 1, 2, 3, 5, 8))):
        data = _mutated(data, others, rng)
    return data[: 2 * 1024 * 1024]


def _mutated(data: bytes, others: list[tuple[str, bytes]], rng: random.Random) -> bytes:
    size = len(data)
    at = rng.randrange(size + 1)
    end = min(size, at + rng.choice((1, 2, 8, 64, 512, 4096)))
    kind = rng.randrange(11)
    if kind == 0:
        return data[:at] + bytes((rng.randrange(256),)) + data[at + 1 :]
    if kind == 1 and size:
        flipped = bytearray(data)
        for _ in range(rng.choice((1, 4, 32))):
            place = rng.randrange(size)
            flipped[place] ^= 1 << rng.randrange(8)
        return bytes(flipped)
    if kind == 2:
        return data[:at]
    if kind == 3:
        return data[:at] + data[end:]
    if kind == 4:
        return data[:at] + data[at:end] * rng.choice((2, 3, 20, 300)) + data[end:]
    if kind in (5, 6, 7):
        return data[:at] + rng.choice(_TOKENS) * rng.choice((1, 1, 1, 2, 50, 2000)) + data[at:]
    if kind == 8:
        other = rng.choice(others)[1]
        start = rng.randrange(len(other))
        return data[:at] + other[start : start + rng.choice((16, 256, 4096))] + data[end:]
    if kind == 9:
        return data.decode("utf-8", "replace").encode(rng.choice(_CODECS), "replace")
    middle = rng.randrange(size + 1)
    low, high = min(at, middle), max(at, middle)
    return data[:low] + data[high:] + data[low:high]


def case(number: int, seed: int, sources: list[tuple[str, bytes]]) -> tuple[str, bytes]:
    """The input of a number: the same for the same seed and the same example."""
    rng = random.Random(seed * 1_000_003 + number)
    name, data = sources[rng.randrange(len(sources))]
    if rng.random() < 0.8 and not name.endswith(WHOLE):
        data = data[:HEAD]
    mutated = mutate(data, sources, rng)
    if rng.random() < 0.2:
        name, mutated = wrapped(name, mutated, rng)
    if rng.random() < 0.05:
        name = rng.choice(sources)[0]  # a name that says something else than the bytes
    return name, mutated


def wrapped(name: str, data: bytes, rng: random.Random) -> tuple[str, bytes]:
    """A changed input inside a container that is in order itself."""
    kind = rng.randrange(7)
    if kind == 0:
        return "w.zip", _zipped({name: data, "b.txt": data[:200]})
    if kind == 1:
        return name + ".gz", gzip.compress(data[: 256 * 1024], 1)
    if kind == 2:
        return "w.tar", _tarred({name: data}, "w")
    if kind == 3:
        return "w.warc", _record(data)
    if kind == 4:
        head = (
            b"From: A <a@x.example>\nSubject: S\nMIME-Version: 1.0\nContent-Transfer-Encoding: base64\nContent-Type: "
        )
        media = rng.choice(
            (b"text/plain", b"text/html; charset=utf-8", b"text/html; charset=utf-16", b"message/rfc822")
        )
        return "w.eml", head + media + b"\n\n" + base64.encodebytes(data[: 256 * 1024])
    if kind == 5:
        text = data.decode("utf-8", "replace")
        return "w.jsonl", json.dumps({"text": text, "title": text[:80], "published": text[:10]}).encode() + b"\n"
    members = {"[Content_Types].xml": b"<Types/>", "word/document.xml": data, "docProps/core.xml": data[:2000]}
    return "w.docx", _zipped(members)


def repacked(data: bytes, others: list[tuple[str, bytes]], rng: random.Random) -> bytes | None:
    """An archive with one member changed, packed again so that sums and lengths hold; None when it does not open."""
    try:
        if data[:2] == b"\x1f\x8b":
            return gzip.compress(mutate(zlib.decompress(data, 31)[: 64 * 1024], others, rng), 1)
        if data[:4] != b"PK\x03\x04":
            return None
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {i.filename: archive.read(i) for i in archive.infolist() if i.file_size < 64 * 1024}
        if not members:
            return None
        one = rng.choice(sorted(members))
        members[one] = mutate(members[one], others, rng)
        return _zipped(members)
    except (
        OSError,
        EOFError,
        ValueError,
        RuntimeError,
        NotImplementedError,
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
    ):
        return None


def check(name: str, data: bytes) -> Iterator[str]:
    """Read one input; yields what came out, by item kind and result. Raises what a reader raises."""
    collector = Collector("2024-01-01T00:00:00Z", _OPTIONS, _OPTIONS.max_archive_bytes)
    for found in expand(io.BytesIO(data), name, collector):
        results = (found,) if isinstance(found, Problem) else read_item(found, _OPTIONS)
        for result in results:
            if isinstance(result, Problem):
                assert result.code in CODES, result.code
                yield result.code
            else:
                assert isinstance(found, Item)
                promise(result, found)
                yield f"document {result.origin.kind}"


def promise(document: Document, item: Item) -> None:
    """What every document keeps, whatever its item held."""
    text = document.text
    assert text.strip() and text_sha256(text) == document.text_sha256
    text.encode("utf-8")
    for region in document.regions:
        assert 0 <= region.start < region.end <= len(text), region
    for box in document.origin.boxes:
        assert 0 <= box.start < box.end <= len(text), box
    if document.origin.kind == "bytes" and document.origin.encoding is not None:
        plain = encodings.redecode(item.data, document.origin.encoding)
        assert text == encodings.without_surrogates(encodings.fold(plain))
    if document.origin.kind == "map" and document.origin.encoding is not None and document.origin.path is None:
        source = encodings.without_surrogates(encodings.redecode(item.data, document.origin.encoding))
        at = 0
        for start, end, place in document.origin.map:
            assert at <= start < end <= len(text)
            at = end
            words = text[start:end]
            if source[place : place + len(words)] != words:
                assert source[place] == "&" and words in html.unescape(source[place : place + 40]), (words, place)


def run_range(first: int, last: int, seed: int) -> Outcome:
    """The inputs ``first..last`` (half open), in this process."""
    sources = seeds()
    outcome = Outcome()
    for number in range(first, last):
        name, data = case(number, seed, sources)
        outcome.inputs += 1
        began = time.process_time()
        try:
            outcome.results.update(check(name, data))
        except Exception as error:  # noqa: BLE001 (a fuzzer's work is to catch what nobody expected)
            outcome.failures.append((number, f"{name}: {type(error).__name__}: {error}"[:300]))
        took = time.process_time() - began
        outcome.slowest = max(outcome.slowest, took)
        if took > SLOW:
            outcome.failures.append((number, f"{name}: took {took:.1f} s"))
    outcome.peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return outcome


def _job(span: tuple[int, int, int], results: mp.SimpleQueue[Outcome]) -> None:
    results.put(run_range(*span))


def campaign(count: int, seed: int = 1, first: int = 0, seconds: float = math.inf) -> Outcome:
    """Run ``count`` inputs, or as many as start within ``seconds``, in worker processes of 4,000 each."""
    total = Outcome()
    context = mp.get_context("spawn")
    until = time.monotonic() + seconds
    for start in range(first, first + count, _CHUNK):
        if time.monotonic() > until:
            break
        stop = min(start + _CHUNK, first + count)
        total.add(_guarded(context, start, stop, seed))
    return total


def _guarded(context: mp.context.SpawnContext, start: int, stop: int, seed: int) -> Outcome:
    """One worker; where it dies or hangs, its inputs are halved until the one is found."""
    results: mp.SimpleQueue[Outcome] = context.SimpleQueue()
    worker = context.Process(target=_job, args=((start, stop, seed), results))
    worker.start()
    deadline = time.monotonic() + 60 + (stop - start) * 2
    while worker.is_alive() and results.empty() and time.monotonic() < deadline:
        worker.join(0.05)
    if not results.empty():
        outcome = results.get()
        worker.join()
        return outcome
    hung = worker.is_alive()
    worker.kill()
    worker.join()
    if stop - start == 1:
        why = "hangs" if hung else f"ends its process ({worker.exitcode})"
        return Outcome(1, Counter(), [(start, f"{case(start, seed, seeds())[0]}: {why}")])
    middle = (start + stop) // 2
    outcome = _guarded(context, start, middle, seed)
    outcome.add(_guarded(context, middle, stop, seed))
    return outcome
