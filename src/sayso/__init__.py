"""sayso: who says what, on whose word, through whom, hedged how, with which figures.

>>> import sayso
>>> case = sayso.build("reports/", "flood.sayso")           # doctest: +SKIP
>>> for placed in case.statements(stance="deny"):           # doctest: +SKIP
...     print(placed.path, placed.row.chain[-1].text)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .version import __version__

if TYPE_CHECKING:
    from .api import Case, build, extract, open, read

__all__ = ["Case", "__version__", "build", "extract", "open", "read"]


def __getattr__(name: str) -> Any:
    """The public names, loaded when first asked for, so that `sayso --help` starts at once."""
    if name in ("Case", "build", "extract", "open", "read"):
        from . import api

        return getattr(api, name)
    raise AttributeError(f"module 'sayso' has no attribute {name!r}")
