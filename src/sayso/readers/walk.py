"""From the sources that the user names to items: files, folders, archives and what is in them.

Addresses are relative to the source given: a file's own name, a folder's member by its path below it, an
archive's member as ``archive.zip/path``, a record or message by its number (``crawl.warc.gz#7``). Folders are
read in the order of their names, archives in their own. Names that begin with a dot are left out.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from sayso.errors import CODES
from sayso.model import Item, Problem
from sayso.plugins import ReadOptions

from . import kinds, remote
from .archives import Collector, expand

_STEP = 1024 * 1024


def walk(
    sources: Sequence[Path | str],
    options: ReadOptions | None = None,
    collected: str | None = None,
    wanted: Callable[[Path], bool] | None = None,
) -> Iterator[Item | Problem]:
    """Every item of the sources in a fixed order, one at a time; what cannot be had as a :class:`Problem`.

    ``collected``: the time of collection to record (ISO 8601, UTC); now, where it is not given. The same
    bytes at the same address a second time are a ``duplicate``. ``wanted``: which files of this machine to read;
    the others are passed over unread. A source with ``://`` in it is read through fsspec.

    Raises :class:`RequestError` (``missing-extra``, ``nothing-found``) for an address elsewhere.
    """
    chosen = options or ReadOptions()
    moment = collected or dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    seen: set[bytes] = set()
    for source in sources:
        for found in _found(source, lambda: Collector(moment, chosen, chosen.max_archive_bytes), wanted):
            if isinstance(found, Item):
                key = _fingerprint(found)
                if key in seen:
                    yield Problem("duplicate", found.address, CODES["duplicate"])
                    continue
                seen.add(key)
            yield found


def _found(
    source: Path | str, collector: Callable[[], Collector], wanted: Callable[[Path], bool] | None
) -> Iterator[Item | Problem]:
    if remote.is_remote(source):
        for file in remote.files(str(source)):
            try:
                with file.open() as stream:
                    yield from expand(stream, _name(file.address), collector())
            except OSError as error:
                yield _unreadable(_name(file.address), error)
        return
    for path, address in files(Path(source)):
        if isinstance(path, Problem):
            yield path
        elif wanted is None or wanted(path):
            yield from _read(path, address, collector())


def _fingerprint(item: Item) -> bytes:
    """Of an item's bytes and address, short enough to keep one for each of a million items."""
    address = item.address.encode("utf-8", "surrogateescape")
    return hashlib.blake2b(bytes.fromhex(item.sha256) + address, digest_size=16).digest()


def files(source: Path) -> Iterator[tuple[Path | Problem, str]]:
    """The regular files of one source with their addresses, in order."""
    try:
        is_folder = source.is_dir()
    except OSError as error:
        yield _unreadable(source.name, error), source.name
        return
    if not is_folder:
        yield source, _name(source.name or str(source))
        return
    root = source.resolve()
    followed: set[Path] = set()
    waiting = [(source, "")]
    while waiting:
        folder, below = waiting.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda e: os.fsencode(e.name))
        except OSError as error:
            yield _unreadable(below or folder.name, error), below
            continue
        folders: list[tuple[Path, str]] = []
        for entry in entries:
            if entry.name.startswith("."):
                continue
            address = f"{below}/{_name(entry.name)}" if below else _name(entry.name)
            try:
                into = entry.is_dir()
                problem = _link(Path(entry.path), address, root, followed) if into and entry.is_symlink() else None
            except (OSError, RuntimeError) as error:  # a link that leads to itself
                yield _unreadable(address, error), address
                continue
            if problem is not None:
                yield problem, address
            elif into:
                folders.append((Path(entry.path), address))
            else:
                yield Path(entry.path), address
        waiting.extend(reversed(folders))


def _link(link: Path, address: str, root: Path, followed: set[Path]) -> Problem | None:
    """Why a link to a folder is not followed; ``None`` where it is, which happens once for a folder elsewhere."""
    target = link.resolve()
    if link.parent.resolve().is_relative_to(target) or root.is_relative_to(target):
        return Problem("loop", address, CODES["loop"])
    if target.is_relative_to(root) or target in followed:
        return Problem("duplicate", address, "a link to a folder that is read in its own place")
    followed.add(target)
    return None


def _name(name: str) -> str:
    """A file name as it may stand in an address: bytes that are no UTF-8, and controls, become U+FFFD."""
    return kinds.shown(os.fsencode(name).decode("utf-8", "replace"))


def _unreadable(address: str, error: OSError | RuntimeError) -> Problem:
    code = "vanished" if isinstance(error, FileNotFoundError) else "unreadable"
    return Problem(code, address, getattr(error, "strerror", None) or type(error).__name__)


def _read(path: Path, address: str, collector: Collector) -> Iterator[Item | Problem]:
    try:
        # a pipe or device must not be waited for
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        yield _unreadable(address, error)
        return
    with os.fdopen(handle, "rb") as stream:
        before = os.fstat(handle)
        if not stat.S_ISREG(before.st_mode):
            yield Problem("unreadable", address, "not a regular file")
            return
        try:
            yield from expand(stream, address, collector)
        except OSError as error:
            yield _unreadable(address, error)
            return
        after = os.fstat(handle)
        if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
            yield Problem("vanished", address, "the file changed while it was read")
