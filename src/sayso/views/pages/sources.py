"""Who is relied on, and who cites whom."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass

from sayso.ledger import View
from sayso.views.sources import bodies, name_key

from .rows import NAMED

VERTICES = 200


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source by name: statements and figures that rest on it, outlets that rely on it, stances, how often alone."""

    name: str
    identification: str
    statements: int
    reports: int
    outlets: int
    stances: tuple[tuple[str, int], ...]
    through: tuple[tuple[str, int], ...]
    alone: int


@dataclass(frozen=True, slots=True)
class Citing:
    """Columns of names and who cites whom: outlets, tellers, origins."""

    vertices: tuple[tuple[str, str, int, int], ...]  # key, name, column, statements
    edges: tuple[tuple[str, str, int], ...]
    left_out: int


_NAME = "coalesce(s.origin, s.source, '(nobody named)')"
_STANDING = "JOIN documents d ON d.id = s.document WHERE d.withdrawn IS NULL AND s.type <> 'narrated'"


def source_lines(view: View) -> tuple[SourceLine, ...]:
    """All sources, the most relied on first. One pass over the statements: keep the result."""
    alone = {
        r["name"]: r["n"]
        for r in view.db.execute(
            f"""SELECT {_NAME} AS name, count(*) AS n FROM claims c JOIN claim_members m ON m.claim = c.id
            LEFT JOIN figures f ON f.id = m.member JOIN statements s ON s.id = coalesce(f.statement, m.member)
            WHERE c.origins + c.unknown_lineage = 1 GROUP BY 1"""
        )
    }
    query = f"""SELECT {_NAME} AS name, s.identification, s.stance, s.teller, d.outlet, s.document, count(*) AS n
        FROM statements s {_STANDING} GROUP BY 1, 2, 3, 4, 5, 6"""
    found: dict[str, dict[str, Counter[str]]] = {}
    meant = bodies(view)
    for r in view.db.execute(query):
        name = meant.get((r["document"], r["name"]), r["name"])
        one = found.setdefault(
            name_key(name), {k: Counter() for k in ("name", "words", "kind", "stance", "teller", "outlet", "document")}
        )
        one["name"][name] += r["n"]
        one["words"][r["name"]] += r["n"]
        one["kind"][r["identification"]] += r["n"]
        one["stance"][r["stance"]] += r["n"]
        one["document"][r["document"]] += r["n"]
        one["outlet"][r["outlet"] or r["document"]] += r["n"]
        if r["teller"]:
            one["teller"][r["teller"]] += r["n"]
    lines = [
        SourceLine(
            max(one["name"], key=lambda n: (one["name"][n], len(n), n)), _top(one["kind"], 1)[0][0],
            sum(one["name"].values()), len(one["document"]), len(one["outlet"]), _top(one["stance"], 6),
            _top(one["teller"], 4), sum(alone.get(n, 0) for n in one["words"]),
        )
        for one in found.values()
    ]  # fmt: skip
    return tuple(sorted(lines, key=lambda s: (-s.reports, -s.statements, s.name)))


def citing(view: View) -> Citing:
    """The names most often cited and the citations between them, at most :data:`VERTICES` names."""
    rows = view.db.execute(
        f"""WITH d AS MATERIALIZED (SELECT d.id, {NAMED} AS outlet FROM documents d WHERE d.withdrawn IS NULL)
        SELECT d.outlet, s.teller, {_NAME} AS origin, count(*) AS n FROM statements s JOIN d ON d.id = s.document
        WHERE s.type <> 'narrated' AND (s.origin IS NOT NULL OR s.source IS NOT NULL)
        GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3"""
    ).fetchall()
    names: dict[str, tuple[str, int]] = {}
    weights: Counter[str] = Counter()
    edges: Counter[tuple[str, str]] = Counter()

    def key(column: int, name: str) -> str:
        k = f"{column}:{name if column == 0 else name_key(name)}"
        names.setdefault(k, (name, column))
        return k

    chosen: set[str] = set()
    left_out = 0
    for r in rows:
        steps = [key(0, r["outlet"])] + ([key(1, r["teller"])] if r["teller"] else []) + [key(2, r["origin"])]
        if len(chosen | set(steps)) > VERTICES:
            left_out += r["n"]
            continue
        chosen |= set(steps)
        for k in steps:
            weights[k] += r["n"]
        for a, b in itertools.pairwise(steps):
            edges[a, b] += r["n"]
    vertices = tuple((k, names[k][0], names[k][1], weights[k]) for k in sorted(chosen))
    return Citing(vertices, tuple((a, b, n) for (a, b), n in sorted(edges.items())), left_out)


def _top(counter: Counter[str], n: int) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counter.items(), key=lambda x: (-x[1], x[0]))[:n])
