"""Persons' decisions: written with who and when, applied before the findings are made again."""

from __future__ import annotations

from pathlib import Path

from sayso.ledger import View, Writer
from sayso.model import Document

from .compare import compare_case


def drop(case: Path, document: str, reason: str, who: str | None = None) -> Document:
    """Withdraw a document (id, id prefix or path) and compare again. Raises ``no-such-row``, ``case-busy``."""
    return _set(case, document, reason, who)


def restore(case: Path, document: str, who: str | None = None) -> Document:
    """Undo :func:`drop`."""
    return _set(case, document, None, who)


def _set(case: Path, document: str, reason: str | None, who: str | None) -> Document:
    with View(case) as view:
        found = view.document(document)
    with Writer(case) as writer:
        with writer.transaction():
            if reason is None:
                writer.restore(found.id, who)
            else:
                writer.withdraw(found.id, reason, who)
        compare_case(case, writer)
    return found
