"""Who is relied on: by whom, for what, alone how often."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from sayso.ledger import View
from sayso.model import Statement

_SMALL = frozenset(("the", "a", "an", "of", "for", "in", "and"))
_HEAD = re.compile(r"\s(?:of|for|in|at)\s|,")


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One origin name and how the reports use it. ``alone``: figures for which it is the only source in a claim."""

    name: str
    identification: str
    statements: int
    figures: int
    documents: int
    outlets: int
    through: tuple[str, ...]  # tellers that relay it, most frequent first
    stances: tuple[tuple[str, int], ...]
    alone: int


def sources(view: View, words: str = "") -> list[SourceRow]:
    """Sources by the number of statements that rest on them; ``words`` narrows by name."""
    by_name: dict[str, list[int]] = defaultdict(list)
    data: list[tuple[str, str, Statement]] = []
    meant = bodies(view)
    for placed in view.statements("r.type <> 'narrated'"):
        row = placed.row
        name = row.chain[-1].text if row.chain else (row.source.text if row.source else "(nobody named)")
        name = meant.get((placed.document, name), name)
        by_name[name_key(name)].append(len(data))
        data.append((name, placed.document, row))
    outlets = {d.id: d.outlet or d.path for d in view.documents(text=False)}
    figures: Counter[str] = Counter(p.row.statement or "" for p in view.figures("r.statement IS NOT NULL"))
    single = _single_rows(view)
    out = []
    for members in by_name.values():
        rows = [data[i] for i in members]
        names = Counter(name for name, _, _ in rows)
        if words and not any(words.casefold() in n.casefold() for n in names):
            continue
        tellers = Counter(t.text for _, _, r in rows for t in r.chain[:-1])
        stances = Counter(r.stance for _, _, r in rows)
        out.append(
            SourceRow(
                name=max(names, key=lambda n: (names[n], len(n), n)),
                identification=Counter(r.identification for _, _, r in rows).most_common(1)[0][0],
                statements=len(rows),
                figures=sum(figures[r.id] for _, _, r in rows),
                documents=len({d for _, d, _ in rows}),
                outlets=len({outlets[d] for _, d, _ in rows}),
                through=tuple(t for t, _ in sorted(tellers.items(), key=lambda x: (-x[1], x[0]))),
                stances=tuple(sorted(stances.items(), key=lambda x: (-x[1], x[0]))),
                alone=sum(r.id in single for _, _, r in rows),
            )
        )
    return sorted(out, key=lambda s: (-s.documents, -s.statements, s.name))


def name_key(name: str) -> str:
    """The form under which one document's wordings of a source count as the same name."""
    return re.sub(r"^(?:the|a|an)\s+|[^\w\s]", "", name.casefold()).strip()


def bodies(view: View) -> dict[tuple[str, str], str]:
    """The body that a shorter name or a role noun stands for in a report: (document id, name) -> the name of the origin
    that it was found to be. `the ministry` of a report is the Ministry of Emergencies that it speaks of."""
    query = """SELECT DISTINCT s.document, s.origin AS name, o.name AS body FROM origins o
        JOIN origin_rows r ON r.origin = o.id JOIN statements s ON s.id = r."row"
        WHERE o.known AND o.kind = 'organisation' AND s.origin IS NOT NULL AND s.origin <> o.name ORDER BY 1, 2, 3"""
    out: dict[tuple[str, str], str] = {}
    for row in view.db.execute(query):
        mine, theirs = _words(row["name"]), _words(row["body"])
        head = _HEAD.split(row["body"].strip(), maxsplit=1)[0].split()[-1:]
        if mine and mine <= theirs and all(h.casefold() in mine for h in head):
            out.setdefault((row["document"], row["name"]), row["body"])
    return out


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", re.sub(r"['’]s\b", "", name.casefold()))) - _SMALL


def _single_rows(view: View) -> set[str]:
    """Statements in claims that rest on one origin."""
    query = (
        "SELECT m.member FROM claims c JOIN claim_members m ON m.claim = c.id WHERE c.origins + c.unknown_lineage = 1"
    )
    return {r["member"] for r in view.db.execute(query)}
