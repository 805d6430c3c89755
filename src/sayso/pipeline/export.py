"""A case out through an exporter; masked output is scanned before anybody gets it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from sayso.errors import CheckError, RequestError
from sayso.ledger import View
from sayso.masking import scan
from sayso.plugins import exporters
from sayso.views import CaseView

from .masked import masker


def export(case: Path, form: str, path: Path, mask: str | None = None) -> None:
    """Write a case in one of the exporters' formats, through a masking policy when ``mask`` names one.

    Raises :class:`RequestError` (``unknown-format``, ``no-case``, ``read-only``, ``disk-full``,
    ``unknown-profile``, ``bad-profile``), and :class:`CheckError` (``leak``) when a known form of a masked
    person is still in the output; then nothing is written.
    """
    known = exporters()
    if form not in known:
        raise RequestError("unknown-format", form, "known: " + ", ".join(known))
    with View(case) as view:
        if mask is None:
            known[form].export(CaseView(view), path)
            return
        masking = masker(view, mask)
        with tempfile.TemporaryDirectory(dir=path.parent if path.parent.is_dir() else None) as aside:
            made = Path(aside) / path.name
            known[form].export(CaseView(view, masking), made)
            leaks = scan(made, masking)
            if leaks:
                where = ", ".join(f"{leak.place} ({leak.times})" for leak in leaks[:5])
                raise CheckError("leak", str(path), f"{len(leaks)} forms found in {where}; nothing was written")
            if made.is_dir():
                shutil.copytree(made, path, dirs_exist_ok=True)
            else:
                shutil.move(made, path)
