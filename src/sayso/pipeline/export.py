"""A case out through an exporter; masked output is scanned before anybody gets it."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sayso.errors import CheckError, RequestError
from sayso.exporters.files import beside
from sayso.exporters.html import HtmlExporter
from sayso.ledger import View
from sayso.masking import scan
from sayso.plugins import exporters
from sayso.views import CaseView
from sayso.views.dossier import Narrow

from .masked import masker


@contextlib.contextmanager
def _aside(path: Path) -> Iterator[Path]:
    """A folder beside ``path`` for what is not scanned yet; what a killed process leaves, the next export clears."""
    if not path.parent.is_dir():
        with tempfile.TemporaryDirectory() as elsewhere:
            yield Path(elsewhere)
        return
    folder = beside(path)
    try:
        folder.mkdir(mode=0o700)
    except OSError as error:
        raise RequestError(
            "disk-full" if error.errno == 28 else "read-only", str(path), error.strerror or ""
        ) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def export(case: Path, form: str, path: Path, mask: str | None = None, narrow: Narrow | None = None) -> None:
    """Write a case in one of the exporters' formats, through a masking policy when ``mask`` names one.

    ``narrow`` keeps a dossier to some claims, an entity or a measure; other formats are written whole.

    Raises :class:`RequestError` (``unknown-format``, ``no-case``, ``read-only``, ``disk-full``,
    ``unknown-profile``, ``bad-profile``), and :class:`CheckError` (``leak``) when a known form of a masked
    person is still in the output; then nothing is written.
    """
    known = exporters()
    if form not in known:
        raise RequestError("unknown-format", form, "known: " + ", ".join(known))
    exporter = known[form]
    if narrow:
        if not isinstance(exporter, HtmlExporter):
            raise RequestError("unknown-format", form, "only a dossier (html) can be narrowed")
        exporter = exporter.narrowed(narrow)
    with View(case) as view:
        if mask is None:
            exporter.export(CaseView(view), path)
            return
        masking = masker(view, mask)
        with _aside(path) as aside:
            made = aside / path.name
            exporter.export(CaseView(view, masking), made)
            leaks = scan(made, masking)
            if leaks:
                where = ", ".join(f"{leak.place} ({leak.times})" for leak in leaks[:5])
                raise CheckError("leak", str(path), f"{len(leaks)} forms found in {where}; nothing was written")
            if made.is_dir():
                shutil.copytree(made, path, dirs_exist_ok=True)
            else:
                shutil.move(made, path)
