"""What is in a case, on one screen."""

from __future__ import annotations

from dataclasses import dataclass

from sayso.ledger import View


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts of a case's standing rows and of what stands out in it."""

    documents: int
    outlets: int
    undated: int
    languages: tuple[tuple[str, int], ...]
    first: str | None
    last: str | None
    copies: int  # documents that repeat another
    statements: int
    relayed: int
    figures: int
    times: int
    unresolved_times: int
    places: int
    mentions: int
    caveats: int
    claims: int
    single_origin: int
    origins: int
    unknown_origins: int
    conflicts: int
    tensions: int
    revisions: int
    problems: int
    withdrawn: int


def overview(view: View) -> Overview:
    """Count a case."""

    def one(query: str) -> int:
        return int(view.db.execute(query).fetchone()[0] or 0)

    standing = "document IN (SELECT id FROM documents WHERE withdrawn IS NULL)"
    dates = view.db.execute(
        "SELECT min(published) a, max(published) b FROM documents WHERE withdrawn IS NULL"
    ).fetchone()
    languages = view.db.execute(
        "SELECT coalesce(language, '?') l, count(*) n FROM documents WHERE withdrawn IS NULL GROUP BY 1 ORDER BY 2 DESC, 1"  # noqa: E501
    ).fetchall()
    counts = view.counts()
    return Overview(
        documents=counts["documents"],
        outlets=one("SELECT count(DISTINCT outlet) FROM documents WHERE withdrawn IS NULL"),
        undated=one("SELECT count(*) FROM documents WHERE withdrawn IS NULL AND published IS NULL"),
        languages=tuple((r["l"], r["n"]) for r in languages),
        first=dates["a"],
        last=dates["b"],
        copies=one(
            "SELECT count(DISTINCT b_document) FROM relations "
            "WHERE relation IN ('copy', 'excerpt', 'rewrite', 'translation')"
        ),
        statements=counts["statements"],
        relayed=one(f"SELECT count(*) FROM statements WHERE tellers > 1 AND {standing}"),
        figures=counts["figures"],
        times=counts["times"],
        unresolved_times=one(f"SELECT count(*) FROM times WHERE NOT resolved AND {standing}"),
        places=counts["places"],
        mentions=counts["mentions"],
        caveats=counts["caveats"],
        claims=counts["claims"],
        single_origin=one("SELECT count(*) FROM claims WHERE origins + unknown_lineage = 1"),
        origins=one("SELECT count(*) FROM origins WHERE known"),
        unknown_origins=one("SELECT count(*) FROM origins WHERE NOT known"),
        conflicts=one("SELECT count(*) FROM relations WHERE relation = 'conflict'"),
        tensions=one("SELECT count(*) FROM relations WHERE relation = 'tension'"),
        revisions=one("SELECT count(*) FROM relations WHERE relation = 'revision'"),
        problems=counts["problems"],
        withdrawn=one("SELECT count(*) FROM documents WHERE withdrawn IS NOT NULL"),
    )
