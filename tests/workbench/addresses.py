"""An address of every view of a case."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from sayso.ledger import View


def addresses(case: Path) -> dict[str, str]:
    """View name -> path and query, with a claim and a row chosen where that matters."""
    with View(case) as view:
        reports = list(view.documents(text=False))
        first, second = reports[0], reports[-1]
        row = view.extraction(first.id).statements[0].id
        claim = view.db.execute(
            "SELECT claim FROM claim_members m JOIN claims c ON c.id = m.claim WHERE c.kind = 'figure' "
            "GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
        ).fetchone()[0]
        told = view.db.execute(
            "SELECT member FROM claim_members WHERE claim = ? ORDER BY n LIMIT 1", (claim,)
        ).fetchone()[0]
        said = view.db.execute("SELECT id FROM claims WHERE kind = 'statement' ORDER BY id LIMIT 1").fetchone()[0]
        origin = view.db.execute(
            "SELECT origin FROM origin_rows GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
        ).fetchone()[0]
    chosen = f"claim={quote(claim, safe='')}"
    return {
        "overview": "/",
        "figures": f"/figures?{chosen}",
        "claims": f"/claims?claim={quote(said, safe='')}",
        "reports": "/reports",
        "reader": f"/read/{quote(first.id, safe='')}?row={quote(row, safe='')}&{chosen}",
        "reader-all": f"/read/{quote(first.id, safe='')}?rows=all",
        "compare": f"/compare?a={quote(first.id)}&b={quote(second.id)}",
        "pairs": "/compare",
        "origins": f"/origins?{chosen}",
        "origin-of-a-row": f"/origins?row={quote(told, safe='')}",
        "sources": "/sources",
        "rests": f"/rests?origin={quote(origin, safe='')}",
        "names": "/names",
        "timeline": f"/timeline?{chosen}",
        "timeline-all": "/timeline",
        "map": "/map",
        "search": "/search?q=dam",
        "search-reports": "/search?q=dam&in=reports",
        "doubts": "/doubts",
        "evidence": "/evidence",
        "judgements": "/judgements",
    }
