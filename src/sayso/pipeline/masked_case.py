"""A masked copy of a case, for whoever may look around in it but not learn who stands behind the pseudonyms."""

from __future__ import annotations

from pathlib import Path

from sayso.errors import CheckError
from sayso.exporters.jsonl import JsonlExporter
from sayso.ledger import View, Writer
from sayso.masking import scan
from sayso.model import Findings
from sayso.views import CaseView

from .masked import masker


def masked_case(case: Path, policy: str, out: Path) -> None:
    """Write the case at ``out`` as a policy masks it: texts, rows, findings, judgements, problems; no items.

    Raises :class:`RequestError` (``no-case``, ``unknown-profile``, ``bad-profile``, ``disk-full``) and
    :class:`CheckError` (``leak``).
    """
    with View(case) as view:
        masking = masker(view, policy)
        masked = CaseView(view, masking)
        with Writer(out) as writer, writer.transaction():
            for document in masked.documents():
                writer.put_document(document, masked.extraction(document.id), f"masked {policy}")
            writer.put_findings(
                Findings(
                    tuple(masked.relations()),
                    tuple(masked.entities()),
                    tuple(masked.origins()),
                    tuple(masked.claims()),
                ),
                f"masked {policy}",
            )
            for judgement in masked.judgements():
                writer.add_judgement(judgement)
            for problem in masked.problems():
                writer.add_problem("", problem)
    # The search index holds words one by one, so the copy is scanned as what it would say.
    said = out.with_suffix(".jsonl")
    with View(out) as copy:
        JsonlExporter().export(CaseView(copy), said)
    leaks = scan(said, masking)
    said.unlink()
    if leaks:
        out.unlink(missing_ok=True)
        raise CheckError("leak", str(case), f"{len(leaks)} forms would be shown")
