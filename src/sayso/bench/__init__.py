"""The project's own measurements: one module a bench, each with ``run(data) -> result``.

``data`` is the folder of development data (``../shared/data`` beside a checkout, or ``$SAYSO_DATA``). A bench
that needs what is not there raises :class:`MissingDataError`.
"""

from __future__ import annotations

import os
from pathlib import Path


class MissingDataError(Exception):
    """A bench's data are not on this machine; the message says which."""


def data_folder() -> Path:
    """``$SAYSO_DATA``, else ``shared/data`` beside the checkout that this package stands in, else beside the
    current folder."""
    if "SAYSO_DATA" in os.environ:
        return Path(os.environ["SAYSO_DATA"])
    for base in (Path(__file__).parents[3], Path.cwd()):
        if (base.parent / "shared" / "data").is_dir():
            return base.parent / "shared" / "data"
    return Path.cwd().parent / "shared" / "data"


def need(path: Path) -> Path:
    """``path``, when it is there. Raises :class:`MissingDataError`."""
    if not path.exists():
        raise MissingDataError(f"{path} is not there")
    return path
