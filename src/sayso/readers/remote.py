"""Sources that are not files of this machine: ``s3://…``, ``memory://…`` and whatever else fsspec opens.

Nothing here is loaded, and nothing leaves the machine, unless a source with ``://`` in it is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, cast

from sayso.errors import RequestError


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file elsewhere. ``address`` is relative to the source, ``size`` in bytes."""

    system: Any
    path: str
    address: str
    size: int

    def open(self) -> BinaryIO:
        """Its bytes, from any place."""
        return cast(BinaryIO, self.system.open(self.path, "rb"))


def is_remote(source: Path | str) -> bool:
    """Whether a source is an address for fsspec."""
    return isinstance(source, str) and "://" in source


def filesystem(url: str) -> tuple[Any, str]:
    """The file system of an address and the path in it. Raises :class:`RequestError`: ``missing-extra``,
    ``nothing-found`` where no file system of that name is known."""
    try:
        core = import_module("fsspec.core")
    except ImportError as error:
        raise RequestError("missing-extra", shown(url), "pip install 'sayso[remote]'") from error
    try:
        system, path = core.url_to_fs(url)
    except ImportError as error:
        raise RequestError("missing-extra", shown(url), str(error)) from error
    except ValueError as error:
        raise RequestError("nothing-found", shown(url), str(error)) from error
    return system, str(path)


def files(url: str) -> Iterator[RemoteFile]:
    """The files below an address in the order of a folder on this machine: files before folders, by name.

    Raises as :func:`filesystem`, and ``nothing-found`` where nothing can be listed.
    """
    system, root = filesystem(url)
    root = root.rstrip("/")
    try:
        if system.isfile(root):
            yield RemoteFile(system, root, root.rsplit("/", 1)[-1], int(system.info(root).get("size") or 0))
            return
        found = system.find(root, detail=True)
    except OSError as error:
        raise RequestError("nothing-found", shown(url), str(error)) from error
    listed = []
    for path, facts in found.items():
        parts = path[len(root) :].strip("/").split("/")
        if not any(part.startswith(".") for part in parts):
            order = [(True, part.encode("utf-8", "surrogateescape")) for part in parts]
            order[-1] = (False, order[-1][1])
            listed.append((order, RemoteFile(system, path, "/".join(parts), int(facts.get("size") or 0))))
    for _, file in sorted(listed, key=lambda entry: entry[0]):
        yield file


def shown(url: str) -> str:
    """An address without the name and password that may stand in it."""
    scheme, _, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}://{host.rpartition('@')[2]}{slash}{path.partition('?')[0]}"
