"""Findings across documents: copies, origins, entities, claims and their relations."""

from __future__ import annotations

from sayso.ledger import View
from sayso.model import Findings


def compare(view: View) -> Findings:
    """All findings of a case, made from its standing documents and judgements."""
    return Findings()
