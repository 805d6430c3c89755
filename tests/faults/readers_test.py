"""Every kind of bad input is a coded problem that names the item; the others stay unharmed."""

from __future__ import annotations

import gzip
import io
import os
import struct
import tarfile
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from sayso.errors import CODES
from sayso.model import Item, Problem
from sayso.plugins import ReadOptions
from sayso.readers import read_item, walk
from tests.readers.making import gzipped, record, response, tarred, zipped

GOOD = b"The river rose by two metres during the night.\n"


def outcome(folder: Path, options: ReadOptions | None = None) -> list[str]:
    found = []
    for f in walk([folder], options):
        results = [f] if isinstance(f, Problem) else read_item(f, options)
        for r in results:
            assert not isinstance(r, Problem) or r.code in CODES
            found.append(f"{r.code} {r.address}" if isinstance(r, Problem) else r.path)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "z-good.txt").write_bytes(GOOD)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\n", "empty"),
        ("a.txt", bytes(1000), "binary"),
        ("a.txt", os.urandom(3) + b"\x00\x01\x02" * 400, "binary"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + bytes(100), "binary"),
        ("a.pdf", b"%PDF-1.7\nnothing", "truncated"),
        ("a.zip", zipped({"x.txt": GOOD})[:-30], "malformed"),
        ("a.txt.gz", gzip.compress(GOOD * 50, mtime=0)[:-20], "truncated"),
        ("a.warc", record(response(GOOD, "text/plain"))[:-60], "truncated"),
        ("a.warc", b"WARC/1.0\r\nnothing\r\n\r\n", "malformed"),
        ("a.docx", b"PK\x03\x04" + bytes(40), "malformed"),
        ("a.csv", b"x,y\n1,2\n", "malformed"),
        ("a.json", b'{"text": ', "malformed"),
        ("a.html", b"<html><head><title>x</title></head></html>", "empty"),
        ("a.eml", b"From: a@b.example\nTo: c@d.example\nSubject: x\n\n", "empty"),
        ("a.rss", b"<rss><channel/></rss>", "empty"),
    ],
)
def test_bad_files_are_coded_and_the_rest_unharmed(folder: Path, name: str, data: bytes, code: str) -> None:
    (folder / name).write_bytes(data)
    found = outcome(folder)
    assert found[-1] == "z-good.txt"
    assert len(found) == 2 and found[0].startswith(f"{code} {name.removesuffix('.gz')}"), found


def test_tar_cut_short(folder: Path) -> None:
    whole = tarred({"a.txt": GOOD, "b.txt": GOOD * 100})
    (folder / "a.tar").write_bytes(whole[:2000])
    found = outcome(folder)
    assert found[0] == "a.tar/a.txt" and found[-1] == "z-good.txt"
    assert found[1] in ("truncated a.tar", "malformed a.tar")


def test_symlink_loop(folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "up").symlink_to(folder, target_is_directory=True)
    (folder / "sub" / "a.txt").write_bytes(GOOD)
    (folder / "self").symlink_to(folder / "self")
    found = outcome(folder)
    assert "loop sub/up" in found
    assert {"z-good.txt", "sub/a.txt"} <= set(found)
    assert any(f.endswith(" self") for f in found)


def test_folders_that_link_to_each_other_end(folder: Path) -> None:
    for n in range(6):
        (folder / f"d{n}").mkdir()
    for n in range(6):
        for m in range(6):
            (folder / f"d{n}" / f"l{m}").symlink_to(folder / f"d{m}", target_is_directory=True)
    assert len(outcome(folder)) == 37


def test_link_to_a_folder_elsewhere_is_followed_once(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "a.txt").write_bytes(GOOD)
    (elsewhere / "back").symlink_to(folder, target_is_directory=True)
    (folder / "x").symlink_to(elsewhere, target_is_directory=True)
    (folder / "y").symlink_to(elsewhere, target_is_directory=True)
    assert outcome(folder) == ["duplicate y", "z-good.txt", "x/a.txt", "loop x/back"]


def test_dangling_link_and_pipe(folder: Path) -> None:
    (folder / "a").symlink_to(folder / "no")
    os.mkfifo(folder / "b")
    assert outcome(folder) == ["vanished a", "unreadable b", "z-good.txt"]


def test_unreadable_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "a.txt").write_bytes(GOOD)
    plain = os.open

    def refuse(path: object, *rest: int) -> int:
        if str(path).endswith("a.txt"):
            raise PermissionError(13, "Permission denied")
        return plain(path, *rest)  # type: ignore[call-overload,no-any-return]

    monkeypatch.setattr(os, "open", refuse)
    assert outcome(folder) == ["unreadable a.txt", "z-good.txt"]


def test_vanished_between_listing_and_reading(folder: Path) -> None:
    (folder / "a.txt").write_bytes(GOOD)
    (folder / "b.txt").write_bytes(GOOD)
    steps = walk([folder])
    first = next(steps)
    (folder / "b.txt").unlink()
    rest = list(steps)
    assert isinstance(first, Item)
    assert isinstance(rest[0], Problem) and (rest[0].code, rest[0].address) == ("vanished", "b.txt")


def test_changed_while_reading(folder: Path) -> None:
    (folder / "a.tar").write_bytes(tarred({"a.txt": GOOD, "b.txt": GOOD}))
    found = []
    for f in walk([folder]):
        if not found:
            with (folder / "a.tar").open("ab") as stream:
                stream.write(bytes(1024))
        found.append(f.code if isinstance(f, Problem) else f.address)
    assert found == ["a.tar/a.txt", "a.tar/b.txt", "vanished", "z-good.txt"]


def test_source_that_is_not_there(tmp_path: Path) -> None:
    found = list(walk([tmp_path / "no"]))
    assert len(found) == 1 and isinstance(found[0], Problem) and found[0].code == "vanished"


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "x/../../a.txt", "C:\\a.txt", "..\\a.txt"])
def test_paths_that_lead_outside(folder: Path, name: str) -> None:
    (folder / "a.zip").write_bytes(zipped({name: GOOD, "b.txt": GOOD}))
    (folder / "c.tar").write_bytes(tarred({name: GOOD, "b.txt": GOOD}))
    found = outcome(folder)
    assert sum(f.startswith("unsafe-path") for f in found) == 2
    assert {"a.zip/b.txt", "c.tar/b.txt", "z-good.txt"} <= set(found)


def test_links_and_devices_in_a_tar(folder: Path) -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo("x" + kind.decode())
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        info = tarfile.TarInfo("b.txt")
        info.size = len(GOOD)
        archive.addfile(info, io.BytesIO(GOOD))
    (folder / "a.tar").write_bytes(buffer.getvalue())
    found = outcome(folder)
    assert sum(f.startswith("unreadable") for f in found) == 4
    assert "a.tar/b.txt" in found


def test_encrypted_zip(folder: Path) -> None:
    data = bytearray(zipped({"b.txt": GOOD}))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    (folder / "a.zip").write_bytes(bytes(data))
    assert outcome(folder) == ["encrypted a.zip/b.txt", "z-good.txt"]


def _peak(folder: Path, options: ReadOptions) -> tuple[list[str], int]:
    tracemalloc.start()
    found = [f"{f.code} {f.address}" if isinstance(f, Problem) else f.address for f in walk([folder], options)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return found, peak


def test_zip_bomb_is_bounded(folder: Path) -> None:
    zeros = bytes(1024 * 1024)
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("a.txt", "w", force_zip64=True) as member,
    ):
        for _ in range(120):
            member.write(zeros)
    (folder / "a.zip").write_bytes(buffer.getvalue())
    found, peak = _peak(folder, ReadOptions())
    assert found == ["bomb a.zip", "z-good.txt"]
    assert peak < 80 * 1024 * 1024


def test_gzip_bomb_and_nested_bombs(folder: Path) -> None:
    inner = gzip.compress(bytes(40 * 1024 * 1024))
    (folder / "a.gz").write_bytes(inner)
    (folder / "b.gz").write_bytes(gzip.compress(gzip.compress(inner)))
    found, peak = _peak(folder, ReadOptions())
    assert found == ["bomb a.gz", "bomb b.gz", "z-good.txt"]
    assert peak < 160 * 1024 * 1024


def test_archive_budget(folder: Path) -> None:
    (folder / "a.zip").write_bytes(zipped({f"{n}.txt": os.urandom(2000) for n in range(10)}))
    found, _ = _peak(folder, ReadOptions(max_archive_bytes=5000))
    assert found == ["a.zip/0.txt", "a.zip/1.txt", "bomb a.zip", "z-good.txt"]


def test_tar_header_that_claims_gigabytes(folder: Path) -> None:
    info = tarfile.TarInfo("pax")
    info.type, info.size = tarfile.XHDTYPE, 4 * 1024**3
    head = info.tobuf(tarfile.USTAR_FORMAT)
    (folder / "a.tar.gz").write_bytes(gzip.compress(head + bytes(30 * 1024 * 1024)))
    found, peak = _peak(folder, ReadOptions())
    assert len(found) == 2 and found[0].split()[0] in ("bomb", "truncated", "malformed")
    assert peak < 40 * 1024 * 1024


def test_nested_too_deeply(folder: Path) -> None:
    data = GOOD
    for _ in range(8):
        data = gzipped(data)
    (folder / "a.gz").write_bytes(data)
    found = outcome(folder)
    assert found[0].startswith("too-deep") and found[-1] == "z-good.txt"


def test_item_beyond_the_limit(folder: Path) -> None:
    (folder / "a.txt").write_bytes(GOOD * 10)
    (folder / "b.zip").write_bytes(zipped({"a.txt": GOOD * 10}))
    (folder / "c.tar").write_bytes(tarred({"a.txt": GOOD * 10}))
    found = outcome(folder, ReadOptions(max_item_bytes=100))
    assert found == ["too-large a.txt", "too-large b.zip/a.txt", "too-large c.tar/a.txt", "z-good.txt"]


def test_one_endless_line(folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"word " * 2_000_000)
    (folder / "b.html").write_bytes(b"<p>" + b"word " * 2_000_000)
    (folder / "c.mbox").write_bytes(b"From x\n" + b"word " * 2_000_000)
    found = outcome(folder)
    assert found[0] == "too-large a.txt"
    assert [f.split()[0] for f in found[1:3]] in (["too-large", "too-large"], ["too-large", "empty"])


def test_zip_with_overlapping_members(folder: Path) -> None:
    data = bytearray(zipped({"a.txt": GOOD, "b.txt": GOOD}))
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = struct.pack("<I", 0)
    (folder / "a.zip").write_bytes(bytes(data))
    found = outcome(folder)
    assert found[-1] == "z-good.txt"
    assert "a.zip/a.txt" in found


def test_wrong_names_are_read_by_their_bytes(folder: Path) -> None:
    (folder / "a.pdf").write_bytes(GOOD)
    (folder / "b.html").write_bytes(zipped({"x.txt": GOOD}))
    (folder / "c.txt").write_bytes(gzipped(GOOD))
    found = outcome(folder)
    assert {"b.html/x.txt", "c.txt", "z-good.txt"} <= set(found)


def test_name_that_is_no_utf8(folder: Path) -> None:
    (folder / os.fsdecode(b"a\xff.txt")).write_bytes(GOOD)
    assert outcome(folder) == ["a\ufffd.txt", "z-good.txt"]


def test_hostile_names_are_harmless_in_addresses(folder: Path) -> None:
    name = "a\x1b[31m\n\u202etxt.exe"
    (folder / name).write_bytes(GOOD)
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", errors="surrogateescape") as archive:
        info = tarfile.TarInfo("x\udcff\x07.txt")
        info.size = len(GOOD)
        archive.addfile(info, io.BytesIO(GOOD))
    (folder / "b.tar").write_bytes(buffer.getvalue())
    found = outcome(folder)
    assert len(found) == 3
    for address in found:
        address.encode()
        assert not set("\x1b\n\x07\u202e") & set(address)


def test_hostile_facts_are_harmless(folder: Path) -> None:
    page = "<html><head><title>Dam \x1b]0;x\x07 \u202ebroke</title></head><body><h1>x</h1><p>The river rose.</p></body></html>"
    (folder / "a.html").write_text(page, encoding="utf-8")
    for found in walk([folder]):
        assert isinstance(found, Item)
        for document in read_item(found):
            assert not isinstance(document, Problem)
            assert not set("\x1b\x07\u202e") & set(document.title or "")


def test_formats_that_are_not_read_are_coded(folder: Path) -> None:
    (folder / "a.rtf").write_bytes(rb"{\rtf1\ansi The river rose.}")
    (folder / "b.odt").write_bytes(
        zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"})
    )
    assert outcome(folder) == ["binary a.rtf", "binary b.odt", "z-good.txt"]
