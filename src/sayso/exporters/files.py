"""Writing a file so that nobody ever sees half of it."""

from __future__ import annotations

import contextlib
import glob
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any
from xml.sax.saxutils import escape

import orjson

from sayso.errors import RequestError

_NOT_XML = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")  # what a terminal obeys
_CONTROL_BYTES = re.compile(rb"\x7f|\xc2([\x80-\x9f])")


def beside(path: Path) -> Path:
    """Where what is written to ``path`` stands until it is whole. What killed processes left there is cleared away."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.part"):
        pid = left.name.split(".")[-2]
        if pid.isdecimal() and not _running(int(pid)):
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            else:
                with contextlib.suppress(OSError):
                    left.unlink()
    return path.with_name(f".{path.name}.{os.getpid()}.part")


def _running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A handle whose content appears at ``path`` only when all of it is written.

    Raises :class:`RequestError`: ``read-only``, ``disk-full``.
    """
    aside = beside(path)
    try:
        with aside.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        code = "disk-full" if error.errno == 28 else "read-only"
        raise RequestError(code, str(path), error.strerror or "") from error
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


def folder(path: Path) -> None:
    """Make a folder to export into. Raises :class:`RequestError`: ``read-only``, ``disk-full``."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RequestError(
            "disk-full" if error.errno == 28 else "read-only", str(path), error.strerror or ""
        ) from error


def json_bytes(value: Any, option: int = 0) -> bytes:
    """JSON with a line end, UTF-8; control characters above ASCII, which terminals obey too, are escaped."""
    made = orjson.dumps(value, option=option | orjson.OPT_APPEND_NEWLINE)
    return _CONTROL_BYTES.sub(lambda m: b"\\u00%02x" % (m[1][0] if m[1] else 0x7F), made)


def write_json(path: Path, value: Any) -> None:
    """One JSON value, indented, UTF-8. Raises as :func:`whole_file` does."""
    with whole_file(path) as file:
        file.write(json_bytes(value, orjson.OPT_INDENT_2))


def xml_text(value: object) -> str:
    """A value as XML character data: what XML 1.0 does not allow becomes the replacement character."""
    return escape(_NOT_XML.sub("\ufffd", str(value)), {'"': "&quot;"})
