"""Sources to items: order, addresses, archives at any depth."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from sayso.errors import ItemError
from sayso.model import Item, Problem
from sayso.plugins import ReadOptions
from sayso.readers import read, read_item, walk

from .making import gzipped, page, record, response, tarred, zipped

A, B = b"The river rose by two metres.\n", b"The river fell again.\n"


def addresses(*sources: Path, options: ReadOptions | None = None) -> list[str]:
    return [f.address if isinstance(f, Item) else f"{f.code} {f.address}" for f in walk(sources, options)]


def test_folder_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/y/x.txt", "c.txt", ".hidden", "a/.git/config"):
        place = tmp_path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(name.encode())
    found = list(walk([tmp_path], collected="2024-01-01T00:00:00Z"))
    assert [f.address for f in found] == ["b.txt", "c.txt", "a/z.txt", "a/y/x.txt"]
    first = found[0]
    assert isinstance(first, Item)
    assert (first.sha256, first.data) == (hashlib.sha256(b"b.txt").hexdigest(), b"b.txt")
    assert (first.collected, first.media_type) == ("2024-01-01T00:00:00Z", "text/plain")


def test_file_has_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(A)
    assert addresses(tmp_path / "a.txt") == ["a.txt"]


def test_identical_reprints_stay_apart_and_duplicates_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(A)
    (tmp_path / "b.txt").write_bytes(A)
    assert addresses(tmp_path, tmp_path / "a.txt") == ["a.txt", "b.txt", "duplicate a.txt"]
    ids = {d.id for f in walk([tmp_path]) if isinstance(f, Item) for d in read_item(f)}  # type: ignore[union-attr]
    assert len(ids) == 2


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("n.zip", zipped({"a.txt": A, "d/b.txt": B})),
        ("n.tar", tarred({"a.txt": A, "d/b.txt": B})),
        ("n.tar.gz", tarred({"a.txt": A, "d/b.txt": B}, "w:gz")),
        ("n.tgz", tarred({"a.txt": A, "d/b.txt": B}, "w:gz")),
        ("n.tar.bz2", tarred({"a.txt": A, "d/b.txt": B}, "w:bz2")),
        ("n.tar.xz", tarred({"a.txt": A, "d/b.txt": B}, "w:xz")),
    ],
)
def test_archives(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    inner = {"n.zip": "n.zip", "n.tgz": "n.tar"}.get(name, "n.tar")
    assert addresses(tmp_path / name) == [f"{inner}/a.txt", f"{inner}/d/b.txt"]
    assert [f.data for f in walk([tmp_path / name]) if isinstance(f, Item)] == [A, B]


def test_nested_archives(tmp_path: Path) -> None:
    inner = tarred({"a.txt": A}, "w:gz")
    (tmp_path / "n.zip").write_bytes(zipped({"m.tar.gz": inner, "b.txt.gz": gzipped(B)}))
    assert addresses(tmp_path) == ["n.zip/m.tar/a.txt", "n.zip/b.txt"]


def test_web_archive(tmp_path: Path) -> None:
    records = [
        record(b"software: x\r\n", kind="warcinfo"),
        record(response(page().encode())),
        record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
        record(response(b"\x89PNG", "image/png")),
        record(response(b"gone", status="404 Not Found")),
        record(response(A, "text/plain")),
    ]
    (tmp_path / "c.warc.gz").write_bytes(gzipped(*records))
    (tmp_path / "d.warc").write_bytes(b"".join(records))
    wacz = {"archive/c.warc.gz": gzipped(*records), "pages/pages.jsonl": b"{}", "datapackage.json": b"{}"}
    (tmp_path / "e.wacz").write_bytes(zipped(wacz))
    assert addresses(tmp_path) == [
        "c.warc.gz#2", "c.warc.gz#6", "d.warc#2", "d.warc#6", "e.wacz/archive/c.warc.gz#2", "e.wacz/archive/c.warc.gz#6",
    ]  # fmt: skip
    first = next(walk([tmp_path]))
    assert isinstance(first, Item) and first.data + b"\r\n\r\n" == records[1]
    assert read(tmp_path / "d.warc").url == "http://news.example/a"


def test_mailbox_and_attachments(tmp_path: Path) -> None:
    one = (
        b"From: a@b.example\nSubject: One\nDate: Tue, 15 Apr 2025 06:30:00 +0200\n\nThe river rose.\n\n>From here on.\n"
    )
    two = (
        b'From: a@b.example\nSubject: Two\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n'
        b"--b\nContent-Type: text/plain\n\nThe river fell.\n--b\nContent-Type: text/plain; name=x\n"
        b'Content-Disposition: attachment; filename="../evil.txt"\n\nAttached words.\n--b\n'
        b'Content-Type: application/zip; name="n.zip"\nContent-Disposition: attachment; filename="n.zip"\n'
        b"Content-Transfer-Encoding: base64\n\n"
    )
    import base64

    two += base64.encodebytes(zipped({"a.txt": A})) + b"--b--\n"
    (tmp_path / "m.mbox").write_bytes(b"From x Tue\n" + one + b"\nFrom y Tue\n" + two)
    assert addresses(tmp_path) == ["m.mbox#1", "m.mbox#2", "m.mbox#2/2-_evil.txt", "m.mbox#2/3-n.zip/a.txt"]
    found = [d for f in walk([tmp_path]) if isinstance(f, Item) for d in read_item(f)]
    assert [d.title for d in found if not isinstance(d, Problem)][:2] == ["One", "Two"]


def test_read_gives_the_first_document(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(A)
    assert read(tmp_path / "a.txt").text == A.decode()
    with pytest.raises(ItemError) as caught:
        read(tmp_path / "no.txt")
    assert caught.value.code == "vanished"


def test_walk_twice_is_the_same(tmp_path: Path) -> None:
    for name in ("b", "a", "ä", "Z", "10", "9"):
        (tmp_path / f"{name}.txt").write_bytes(name.encode())
    assert addresses(tmp_path) == addresses(tmp_path)
