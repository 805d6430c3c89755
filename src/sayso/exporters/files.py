"""Writing a file so that nobody ever sees half of it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from sayso.errors import RequestError


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A handle whose content appears at ``path`` only when all of it is written.

    Raises :class:`RequestError`: ``read-only``, ``disk-full``.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
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
