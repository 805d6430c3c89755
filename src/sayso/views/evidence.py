"""Persons' conclusions in words of likelihood, and evidence tables: origins against rival hypotheses.

The table is that of Heuer, "Analysis of Competing Hypotheses" (Psychology of Intelligence Analysis, 1999, chapter
8), with one line an independent origin, not one a report: ten reports of one wire are one piece of evidence. What
speaks against a hypothesis is counted; nothing is added up to a verdict.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.errors import RequestError
from sayso.ledger import View
from sayso.model import Claim, Figure, Judgement, OriginGroup

from .case import CaseView

WEIGHTS: tuple[str, ...] = ("consistent", "inconsistent", "neutral")
DIFFER = "disputed"  # two persons weigh one cell differently
MOST_WORDS = 3  # tellings shown of one origin


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What a person concludes on a claim. ``low`` and ``high``: per cent; ``claim`` is null where none stands now."""

    id: str
    claim: str | None
    label: str
    likelihood: str
    low: int
    high: int
    confidence: str
    note: str
    who: str
    at: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """One person's weight of one origin against one hypothesis."""

    id: str
    who: str
    weight: str
    note: str
    at: str


@dataclass(frozen=True, slots=True)
class Cell:
    """An origin against a hypothesis. ``weight``: null where nobody weighed it, ``disputed`` where persons differ."""

    hypothesis: str
    weight: str | None
    by: tuple[Weighed, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Where and in which words an origin is told."""

    id: str
    document: str
    path: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One origin of the table's claims. ``tells_apart``: it does not bear the same way on every hypothesis."""

    origin: str
    name: str
    kind: str
    known: bool
    side: str | None
    reports: int
    words: tuple[Words, ...]
    cells: tuple[Cell, ...]
    tells_apart: bool


@dataclass(frozen=True, slots=True)
class HypothesisCount:
    """How the known origins bear on a hypothesis; ``unknown_inconsistent`` counts groups of unknown lineage apart."""

    hypothesis: str
    inconsistent: int
    consistent: int
    neutral: int
    disputed: int
    not_weighed: int
    unknown_inconsistent: int


@dataclass(frozen=True, slots=True)
class AskedClaim:
    """A claim that a table is about; ``id`` is null where none stands now."""

    id: str | None
    label: str


@dataclass(frozen=True, slots=True)
class EvidenceTable:
    """A question with its rival hypotheses in the order in which a person gave them."""

    id: str
    question: str
    hypotheses: tuple[str, ...]
    claims: tuple[AskedClaim, ...]
    rows: tuple[EvidenceRow, ...]
    counts: tuple[HypothesisCount, ...]
    who: str
    at: str


def conclusions(case: CaseView) -> tuple[Conclusion, ...]:
    """Standing conclusions in the order in which they were made; of two by one person on one claim both."""
    out = []
    for raw, shown in _pairs(case, "conclude"):
        low, high = shown.detail["percent"]
        out.append(
            Conclusion(
                shown.id, _now(case.view, "claim", raw.subjects[0], raw.detail), str(shown.detail["labels"][0]),
                str(shown.detail["likelihood"]), int(low), int(high), str(shown.detail["confidence"]),
                str(shown.detail["note"]), shown.who, shown.at,
            )
        )  # fmt: skip
    return tuple(out)


def evidence_tables(case: CaseView) -> tuple[EvidenceTable, ...]:
    """Standing questions in the order in which they were asked."""
    asked = list(_pairs(case, "ask"))
    if not asked:
        return ()
    claims = {c.id: c for c in case.claims()}
    origins = {o.id: o for o in case.origins()}
    weighed = list(_pairs(case, "weigh"))
    return tuple(_table(case, raw, shown, claims, origins, weighed) for raw, shown in asked)


def evidence_table(case: CaseView, id: str) -> EvidenceTable:
    """One question by its id or the beginning of it. Raises :class:`RequestError` (``no-such-row``)."""
    found = [t for t in evidence_tables(case) if t.id == id or (len(id) >= 4 and t.id.startswith(id))]
    if len(found) != 1:
        raise RequestError("no-such-row", id, "several tables begin so" if found else "no such table stands")
    return found[0]


def _pairs(case: CaseView, kind: str) -> Iterator[tuple[Judgement, Judgement]]:
    """Standing judgements of a kind as they are kept, and as they may leave."""
    for raw, shown in zip(case.view.judgements(), case.judgements(), strict=True):
        if raw.kind == kind:
            yield raw, shown


def _table(
    case: CaseView, raw: Judgement, shown: Judgement, claims: Mapping[str, Claim], origins: Mapping[str, OriginGroup],
    weighed: Sequence[tuple[Judgement, Judgement]],
) -> EvidenceTable:  # fmt: skip
    hypotheses = tuple(map(str, shown.detail["hypotheses"]))
    mine = [_now(case.view, "claim", s, raw.detail) for s in raw.subjects]
    about = [claims[i] for i in dict.fromkeys(mine) if i is not None and i in claims]
    members = {m for c in about for m in c.members}
    given: dict[tuple[str, str], dict[str, Weighed]] = {}
    for kept, told in weighed:
        if kept.subjects[0] != raw.id:
            continue
        origin = _now(case.view, "origin", kept.subjects[1], kept.detail)
        if origin is not None:
            by = given.setdefault((case.origin_id(origin), str(told.detail["hypothesis"])), {})
            # a person's later weight takes the place of the earlier one
            by[told.who] = Weighed(
                told.id, told.who, str(told.detail["weight"]), str(told.detail.get("note") or ""), told.at
            )
    groups = {i: origins[i] for c in about for i in c.origin_ids if i in origins}
    ordered = sorted(groups.values(), key=lambda o: (not o.known, o.name, o.id))
    rows = tuple(_row(case, o, hypotheses, members, given) for o in ordered)
    return EvidenceTable(
        shown.id, str(shown.detail["question"]), hypotheses,
        tuple(AskedClaim(i, str(label)) for i, label in zip(mine, shown.detail["labels"], strict=True)),
        rows, tuple(_count(h, [(r.known, r.cells[n].weight) for r in rows]) for n, h in enumerate(hypotheses)),
        shown.who, shown.at,
    )  # fmt: skip


def _row(
    case: CaseView, origin: OriginGroup, hypotheses: Sequence[str], members: set[str],
    given: Mapping[tuple[str, str], Mapping[str, Weighed]],
) -> EvidenceRow:  # fmt: skip
    cells = []
    for hypothesis in hypotheses:
        by = tuple(given.get((origin.id, hypothesis), {}).values())
        weights = {w.weight for w in by}
        cells.append(Cell(hypothesis, None if not by else weights.pop() if len(weights) == 1 else DIFFER, by))
    told = [r for r in origin.rows if r in members]
    return EvidenceRow(
        origin.id, origin.name, origin.kind, origin.known, origin.side, len(origin.documents),
        tuple(_words(case, r) for r in told[:MOST_WORDS]), tuple(cells),
        len({c.weight for c in cells} - {None}) > 1,
    )  # fmt: skip


def _words(case: CaseView, id: str) -> Words:
    placed = case.row(id)
    row = placed.row
    if isinstance(row, Figure):
        return Words(row.id, placed.document, placed.path, row.start, row.end, row.text)
    start, end = (row.content[0].start, row.content[-1].end) if row.content else (0, 0)
    return Words(row.id, placed.document, placed.path, start, end, " … ".join(q.text for q in row.content))


def _count(hypothesis: str, weights: Sequence[tuple[bool, str | None]]) -> HypothesisCount:
    known = Counter(weight for is_known, weight in weights if is_known)
    unknown = Counter(weight for is_known, weight in weights if not is_known)
    return HypothesisCount(
        hypothesis, known["inconsistent"], known["consistent"], known["neutral"], known[DIFFER], known[None],
        unknown["inconsistent"],
    )  # fmt: skip


_MADE_OF = {
    "claim": ("claims", "SELECT claim AS made FROM claim_members WHERE member = ?"),
    "origin": ("origins", 'SELECT origin AS made FROM origin_rows WHERE "row" = ?'),
}


def _now(view: View, kind: str, id: str, detail: Mapping[str, Any]) -> str | None:
    """The claim or origin that a judgement is about, as it is called now: by its id, else by most of its rows."""
    table, query = _MADE_OF[kind]
    if view.db.execute(f"SELECT 1 FROM {table} WHERE id = ?", (id,)).fetchone():
        return id
    found: Counter[str] = Counter()
    for row, anchor in sorted(dict(detail.get("anchors") or {}).items()):
        for here in _standing(view, row, anchor):
            found.update(r["made"] for r in view.db.execute(query, (here,)))
    return min(found, key=lambda made: (-found[made], made)) if found else None


def _standing(view: View, row: str, anchor: Mapping[str, Any]) -> list[str]:
    """The rows that stand where a row stood: itself, else those that overlap its place in its report."""
    out = []
    for table in ("figures", "statements"):
        if view.db.execute(f"SELECT 1 FROM {table} WHERE id = ?", (row,)).fetchone():
            return [row]
        overlapping = (
            f"SELECT r.id FROM {table} r JOIN documents d ON d.id = r.document "
            'WHERE (d.id = ? OR d.path = ?) AND r.start < ? AND r."end" > ? ORDER BY r.id'
        )
        values = (anchor.get("document"), anchor.get("path"), anchor.get("end"), anchor.get("start"))
        out += [r["id"] for r in view.db.execute(overlapping, values)]
    return out
