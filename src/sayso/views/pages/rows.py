"""Rows as pages show them: with their report, their source and their origin."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.ledger import View

BATCH = 500  # ids in one query: below SQLite's oldest limit on variables
MOST = 2000  # rows of one claim that a page shows


@dataclass(frozen=True, slots=True)
class Report:
    """The facts of a document without its text."""

    id: str
    path: str
    title: str | None
    outlet: str | None
    published: str | None
    language: str | None = None

    agency: str | None = None  # of the dateline or the line of credit

    @property
    def name(self) -> str:
        """The outlet, else the agency of its dateline or credit, else the path."""
        return self.outlet or self.agency or self.path


@dataclass(frozen=True, slots=True)
class Origin:
    """An origin group without its rows. ``known`` is false where the lineage is not recorded."""

    id: str
    name: str
    kind: str
    known: bool
    side: str | None
    argument: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Telling:
    """A figure or a statement as one report tells it. The figure's fields are ``None`` for a statement.

    ``chain``: nearest teller first, origin last, the outlet left out. ``statement``: the statement that holds it.
    """

    id: str
    kind: str  # figure, statement
    report: Report
    start: int
    end: int
    words: str
    statement: str | None
    content: str | None
    source: str | None
    cue: str | None
    chain: tuple[str, ...]
    identification: str | None
    stance: str | None
    factuality: str | None
    hedges: tuple[str, ...]
    origin: Origin | None = None
    low: float | None = None
    high: float | None = None
    typical_low: float | None = None
    typical_high: float | None = None
    unit: str | None = None
    counted: str | None = None
    measure: str | None = None
    group: str | None = None
    place: str | None = None
    as_of: str | None = None
    figure_kind: str | None = None

    @property
    def teller(self) -> str:
        """Who stands nearest to the outlet, or the outlet itself."""
        return self.chain[0] if self.chain else (self.source or self.report.name)


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation between two rows, with the words of both."""

    id: str
    relation: str
    a: str
    b: str
    a_words: str
    b_words: str
    a_path: str
    b_path: str
    a_document: str
    b_document: str
    field: str | None
    why: str
    confidence: float
    by: str


@dataclass(frozen=True, slots=True)
class TieGroup:
    """Relations of one kind for one reason, between rows that give the same figures: the first, and how many."""

    tie: Tie
    times: int


# Which kinds of relation stand first; those of the second line are shown by their reason alone.
_FIRST = ("conflict", "denies", "tension", "revision", "part")
_LAST = ("supports", "agree", "not-comparable")


def tie_groups(ties: Sequence[Tie], told: Sequence[Telling]) -> tuple[TieGroup, ...]:
    """Relations summed up: what stands against each other first, pair by pair of figures; then the rest by reason."""
    reading = {t.id: (t.low, t.high) for t in told if t.kind == "figure"}
    groups: dict[tuple[object, ...], list[Tie]] = {}
    for tie in ties:
        pair = (reading.get(tie.a, tie.a_words), reading.get(tie.b, tie.b_words)) if tie.relation not in _LAST else ()
        groups.setdefault((tie.relation, tie.field, tie.why, *pair), []).append(tie)
    order = {r: n for n, r in enumerate((*_FIRST, *_LAST))}
    return tuple(
        TieGroup(some[0], len(some))
        for some in sorted(groups.values(), key=lambda some: order.get(some[0].relation, len(order)))
    )


_STATEMENT = """s.id AS sid, s.words AS content, s.source, s.cue, s.chain, s.identification, s.stance,
  s.factuality, s.hedges"""
_EVIDENCE = "json_extract(d.evidence, '$.agency')"
AGENCY = f"nullif(trim(substr({_EVIDENCE}, 1, instr({_EVIDENCE} || ' (', ' (') - 1)), '')"
NAMED = f"coalesce(d.outlet, {AGENCY}, d.path)"  # what a report is called
_DOCUMENT = f"d.id AS did, d.path, d.title, d.outlet, d.published, d.language, {AGENCY} AS agency"
_FIGURES = f"""SELECT f.id, 'figure' AS kind, f.start, f."end", f.text AS words, f.low, f.high, f.typical_low,
  f.typical_high, f.unit, f.counted, f.measure, f."group", f.place, f.as_of, f.kind AS figure_kind,
  {_STATEMENT}, {_DOCUMENT}
  FROM figures f JOIN documents d ON d.id = f.document LEFT JOIN statements s ON s.id = f.statement
  WHERE d.withdrawn IS NULL AND f.id IN"""
_STATEMENTS = f"""SELECT s.id, 'statement' AS kind, s.start, s."end", s.words, {_STATEMENT}, {_DOCUMENT}
  FROM statements s JOIN documents d ON d.id = s.document WHERE d.withdrawn IS NULL AND s.id IN"""


def within(table: str) -> str:
    """A FROM clause for the rows of a table (``r``) that stand within the statements of the claim ``?``, with their
    documents (``d``). Driven by the claim's members, so that its cost does not grow with the case. Rows may repeat."""
    return f"""claim_members m LEFT JOIN figures f ON f.id = m.member
        CROSS JOIN statements s ON s.id = coalesce(f.statement, m.member)
        CROSS JOIN {table} r ON r.document = s.document AND r.start < s."end" AND r."end" > s.start
        CROSS JOIN documents d ON d.id = r.document WHERE m.claim = ? AND d.withdrawn IS NULL"""


def everywhere(table: str) -> str:
    """The same for all standing rows of a table."""
    return f"{table} r JOIN documents d ON d.id = r.document WHERE d.withdrawn IS NULL"


def batches(ids: Iterable[str]) -> Iterable[list[str]]:
    """The ids in groups that one query can hold."""
    every = list(ids)
    for n in range(0, len(every), BATCH):
        yield every[n : n + BATCH]


def marks(values: Sequence[object]) -> str:
    """Placeholders for an IN list."""
    return "(" + ",".join("?" * len(values)) + ")"


def tellings(view: View, ids: Sequence[str]) -> list[Telling]:
    """Figures and statements by id, in the order given; what is withdrawn or gone is left out."""
    found: dict[str, sqlite3.Row] = {}
    for some in batches(ids):
        for query in (_FIGURES, _STATEMENTS):
            for row in view.db.execute(query + marks(some), some):
                found[row["id"]] = row
    origin = origins_of(view, [i for row in found.values() for i in (row["id"], row["sid"]) if i])
    return [_telling(found[i], origin) for i in ids if i in found]


def origins_of(view: View, rows: Iterable[str]) -> dict[str, Origin]:
    """The origin group of each row that has one."""
    out: dict[str, Origin] = {}
    for some in batches(dict.fromkeys(rows)):
        query = f"""SELECT x."row" AS r, o.id, o.name, o.kind, o.known, o.side, o.argument FROM origin_rows x
            JOIN origins o ON o.id = x.origin WHERE x."row" IN {marks(some)} ORDER BY o.known, o.id"""
        for row in view.db.execute(query, some):
            out[row["r"]] = origin_of(row)
    return out


def origin_of(row: sqlite3.Row) -> Origin:
    """An origin from its stored columns."""
    return Origin(
        row["id"], row["name"], row["kind"], bool(row["known"]), row["side"], tuple(json.loads(row["argument"]))
    )


def report_of(row: sqlite3.Row) -> Report:
    """A report from columns named as in the queries here (``did`` is the id)."""
    return Report(
        row["did"], row["path"], row["title"], row["outlet"], row["published"], row["language"], row["agency"]
    )  # fmt: skip


def ties(view: View, ids: Sequence[str]) -> list[Tie]:
    """Relations that touch any of these rows, by kind and place."""
    found: dict[str, Tie] = {}
    for some in batches(ids):
        for side in ("a_id", "b_id"):
            for row in view.db.execute(f"SELECT * FROM relations WHERE {side} IN {marks(some)}", some):
                found[row["id"]] = tie_of(row)
    return sorted(found.values(), key=lambda t: (t.relation, t.a_path, t.b_path, t.id))


def tie_of(row: sqlite3.Row) -> Tie:
    """A relation between rows from its stored columns."""
    return Tie(
        row["id"], row["relation"], row["a_id"] or "", row["b_id"] or "", row["a_text"] or "", row["b_text"] or "",
        row["a_path"], row["b_path"], row["a_document"], row["b_document"], row["field"], row["why"],
        row["confidence"], row["by"],
    )  # fmt: skip


def _telling(row: sqlite3.Row, origin: dict[str, Origin]) -> Telling:
    figure = row["kind"] == "figure"
    names = (
        "low", "high", "typical_low", "typical_high", "unit", "counted", "measure", "group", "place", "as_of",
        "figure_kind",
    )  # fmt: skip
    return Telling(
        id=row["id"], kind=row["kind"], report=report_of(row), start=row["start"], end=row["end"], words=row["words"],
        statement=row["sid"], content=row["content"], source=row["source"], cue=row["cue"],
        chain=tuple(t["text"] for t in json.loads(row["chain"])) if row["chain"] else (),
        identification=row["identification"], stance=row["stance"], factuality=row["factuality"],
        hedges=tuple(h["text"] for h in json.loads(row["hedges"])) if row["hedges"] else (),
        origin=origin.get(row["id"]) or origin.get(row["sid"] or ""),
        **({name: row[name] for name in names} if figure else {}),
    )  # fmt: skip
