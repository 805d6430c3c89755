"""How a command lets rows out of a case: masked on request, and then scanned before anything is printed."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sayso.errors import CheckError
from sayso.ledger import View
from sayso.views import CaseView

from .terminal import warn

if TYPE_CHECKING:  # what masks is read where something is masked: with it come the model's libraries, half a second
    from sayso.masking import Masker


@contextlib.contextmanager
def leaving(path: Path, mask: str | None, *, as_json: bool) -> Iterator[CaseView]:
    """A case's rows for a command that prints them.

    With ``mask``, what the body prints is kept back until no known form of a masked person is found in it.
    Raises :class:`RequestError` as ``View`` and ``load_policy`` do; :class:`CheckError` (``leak``).
    """
    with View(path) as view:
        if mask is None:
            yield CaseView(view)
            return
        from sayso.pipeline.masked import masker

        warn_of_few_names(view)
        masking = masker(view, mask)
        with held_back(masking, as_json=as_json):
            yield CaseView(view, masking)


@contextlib.contextmanager
def held_back(masking: Masker, *, as_json: bool) -> Iterator[None]:
    """Standard output of the body, printed when the leak scan finds nothing in it."""
    aside = io.StringIO()
    with contextlib.redirect_stdout(aside):
        yield
    from sayso.masking.scan import scan_bytes

    # A table may cut an unmasked name short, so that a masked person's is left standing alone.
    text = aside.getvalue() if as_json else masking.text(aside.getvalue())
    leaks = scan_bytes("standard output", text.encode("utf-8", "replace"), masking)
    if leaks:
        raise CheckError("leak", "standard output", f"{len(leaks)} forms; nothing was printed")
    sys.stdout.write(text)


def warn_of_few_names(view: View) -> None:
    """Say on standard error that a mask on reports that were read at fast depth may leave persons in them."""
    from sayso.pipeline.masked import few_names

    if count := few_names(view):
        warn(f"{count} reports were read at --depth fast, which finds few names: look for persons who are left")
