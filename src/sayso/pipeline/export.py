"""A case out through an exporter."""

from __future__ import annotations

from pathlib import Path

from sayso.errors import RequestError
from sayso.ledger import View
from sayso.plugins import exporters
from sayso.views import CaseView


def export(case: Path, form: str, path: Path) -> None:
    """Write a case in one of the exporters' formats.

    Raises :class:`RequestError`: ``unknown-format``, ``no-case``, ``read-only``, ``disk-full``.
    """
    known = exporters()
    if form not in known:
        raise RequestError("unknown-format", form, "known: " + ", ".join(known))
    with View(case) as view:
        known[form].export(CaseView(view), path)
