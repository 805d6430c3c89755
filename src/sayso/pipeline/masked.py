"""A case behind a mask."""

from __future__ import annotations

from collections.abc import Sequence

from sayso.ledger import View
from sayso.masking import Kinds, Masker, load_policy, persons
from sayso.model import Document, Extraction
from sayso.views import CaseView


def masker(view: View, policy: str) -> Masker:
    """The masker of a case for a policy (a name or a file).

    Raises :class:`RequestError`: ``unknown-profile``, ``bad-profile``.
    """
    chosen = load_policy(policy)
    kinds = Kinds()
    found = persons(kinds.watch((d, view.extraction(d.id)) for d in view.documents()), view.entities(), chosen)
    return Masker(found, chosen, (d.text for d in view.documents()), kinds.town)


def masker_of(rows: Sequence[tuple[Document, Extraction]], policy: str) -> Masker:
    """The masker of documents that are in no case. Raises as :func:`masker` does."""
    chosen = load_policy(policy)
    kinds = Kinds()
    return Masker(persons(kinds.watch(rows), (), chosen), chosen, (d.text for d, _ in rows), kinds.town)


def case_view(view: View, policy: str | None) -> CaseView:
    """The case as it may leave: masked when a policy is given."""
    return CaseView(view, masker(view, policy) if policy else None)


def few_names(view: View) -> int:
    """How many reports were read at fast depth, at which few names are found: a mask may leave persons in them."""
    query = "SELECT count(*) FROM documents WHERE withdrawn IS NULL AND extracted LIKE 'fast %'"
    return int(view.db.execute(query).fetchone()[0])
