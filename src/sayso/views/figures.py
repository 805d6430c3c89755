"""The figure board: each comparable set of figures, who says so, through whom, when, and how they relate."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from sayso.lexicon.numbers import SMALL, TENS
from sayso.model import Claim, Figure, OriginGroup, Relation

from .claims import ClaimRow, Findings, claim_json, claim_rows, relation_json
from .contract import number

_WORDS = ("no", *SMALL[1:], TENS[0])
# Measures that are nouns: what is counted says more ("47 or 73 months"), or must be said with them ("share of votes").
_OF_THINGS = frozenset(
    ("duration", "distance", "area", "speed", "weight", "volume", "temperature", "money", "strength", "events")
)
_OF_WHOLES = frozenset(("share", "rate", "score", "change"))
Value = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure with who says it."""

    id: str
    document: str
    path: str
    outlet: str
    published: str | None
    start: int
    end: int
    text: str
    origin: str | None  # name of the origin; None where the lineage is not recorded
    through: tuple[str, ...]  # tellers between the outlet and the origin
    as_of: str | None


@dataclass(frozen=True, slots=True)
class ValueRow:
    """All figures of a board with one interval. ``origins``: names; ``unknown``: groups of unknown lineage."""

    low: float | None
    high: float | None
    typical_low: float | None
    typical_high: float | None
    label: str
    rows: tuple[FigureRow, ...]
    reports: int
    models: int  # reports that repeat no other report of the board
    origins: tuple[str, ...]
    unknown: int
    changed: bool  # stands only where a copy changed the figure on the way


@dataclass(frozen=True, slots=True)
class FigureBoard:
    """One comparable set of figures: a sentence, its values from low to high, how they relate, what is not known."""

    claim: Claim
    headline: str
    values: tuple[ValueRow, ...]
    relations: tuple[Relation, ...]
    reports: int
    contested: int
    unsaid: tuple[str, ...]


def figure_boards(found: Findings, words: str = "") -> list[FigureBoard]:
    """The boards of a case, most contested first."""
    return [_board(found, row) for row in claim_rows(found, words) if row.claim.kind == "figure"]


def _board(found: Findings, row: ClaimRow) -> FigureBoard:
    relations = found.between_rows.get(row.claim.id, ())
    changed = {r.b.id for r in relations if r.relation == "conflict" and "changed on the way" in r.why}
    by_value: dict[Value, list[str]] = defaultdict(list)
    for member in row.claim.members:
        placed = found.figures.get(member)
        if placed is not None:
            by_value[(placed.row.low, placed.row.high)].append(member)
    altered = {_value(found, m) for m in changed if m is not None and m in found.figures}
    values = tuple(_value_row(found, v, by_value[v], v in altered) for v in sorted(by_value, key=_order))
    sentence = headline(found, row.claim, values, relations, row.origins)
    return FigureBoard(row.claim, sentence, values, relations, row.reports, row.contested, row.unsaid)


def _order(value: Value) -> tuple[float, float]:
    low, high = value
    return (low if low is not None else float("-inf"), high if high is not None else float("inf"))


def _value(found: Findings, member: str) -> Value:
    row = found.figures[member].row
    return row.low, row.high


def _value_row(found: Findings, value: Value, members: list[str], altered: bool) -> ValueRow:
    rows, documents, known, unknown = [], set(), Counter[str](), set()
    first: Figure = found.figures[members[0]].row
    for member in members:
        placed = found.figures[member]
        figure = placed.row
        group = found.origin_of.get(member)
        statement = found.statements.get(figure.statement or "")
        through = tuple(t.text for t in statement.row.chain[:-1]) if statement is not None else ()
        document = found.documents[placed.document]
        documents.add(placed.document)
        if group is not None and group.known:
            known[group.name] += 1
        elif group is not None:
            unknown.add(group.id)
        rows.append(
            FigureRow(
                figure.id, placed.document, placed.path, found.outlet(placed.document),
                document.published.isoformat() if document.published else None, figure.start, figure.end, figure.text,
                group.name if group is not None and group.known else None, through, figure.as_of,
            )
        )  # fmt: skip
    roots = {found.root(d) for d in documents}
    return ValueRow(
        value[0], value[1], first.typical_low, first.typical_high, value_label(*value),
        tuple(sorted(rows, key=lambda r: (r.published or "9999", r.path, r.start))), len(documents), len(roots),
        tuple(n for n, _ in sorted(known.items(), key=lambda x: (-x[1], x[0]))), len(unknown), altered,
    )  # fmt: skip


def value_label(low: float | None, high: float | None) -> str:
    """An interval in figures: 58, 20–30, 4,001 or more, up to 300."""

    def written(x: float) -> str:
        return f"{x:,.0f}" if x == int(x) else f"{x:,g}"

    if low is None and high is None:
        return "?"
    if low is None or (low == 0 and high != 0 and high is not None):
        return f"up to {written(high or 0)}"
    if high is None:
        return f"{written(low)} or more"
    return written(low) if low == high else f"{written(low)}–{written(high)}"


def in_words(n: int) -> str:
    """A small number in words."""
    return _WORDS[n] if n < len(_WORDS) else f"{n:,}"


def headline(
    found: Findings, claim: Claim, values: tuple[ValueRow, ...], relations: tuple[Relation, ...],
    origins: tuple[OriginGroup, ...],
) -> str:  # fmt: skip
    """The board in a sentence: which figures, how many origins, which is whose later count, who repeats whom."""
    told = sorted(_told(found, values), key=_size)
    labels = [as_told(v) for v in told]
    listed = labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} or {labels[-1]}"
    if len(labels) > 8:
        listed = f"from {labels[0]} to {labels[-1]}"
    what = what_is_counted(claim)
    if labels[-1].casefold().endswith(f" {what.casefold()}”"):
        what = ""  # the words that are cited say it
    counts = [f"{in_words(len(told))} figure{'s' if len(told) > 1 else ''}"]
    if claim.origins:
        counts.append(f"{in_words(claim.origins)} origin{'s' if claim.origins > 1 else ''}")
    if claim.unknown_lineage:
        counts.append(f"{in_words(claim.unknown_lineage)} of unknown lineage")
    parts = [f"{listed} {what}".rstrip() + f": {', '.join(counts)}"]
    if len(told) == 1 and len(values) > 1:
        parts += [f"a copy has it as {as_told(v)}" for v in values if v.changed][:1]
    alone = _alone(told, origins)
    parts += [text for v, text in _revisions(found, told, relations) if v not in alone]
    parts += [alone[label] for label in sorted(alone)]
    parts += _repeats(found, values)
    return "; ".join(parts)


def what_is_counted(claim: Claim) -> str:
    """What a sentence counts: a deed or a state (``killed``), or the things or the unit (``months``, ``seats``)."""
    counted = claim.label.removesuffix(f" ({claim.place})") if claim.place else claim.label
    if claim.measure is None or claim.measure == "other":
        return counted
    counted = counted.removesuffix(f" {claim.measure}")
    if claim.measure == "age":
        return f"{counted} old"
    if claim.measure in _OF_THINGS:
        return counted
    if claim.measure in _OF_WHOLES:
        return f"({claim.measure} of {counted})" if counted.isalpha() else f"{counted} ({claim.measure})"
    return claim.measure


def _size(value: ValueRow) -> tuple[float, float]:
    """Where a figure stands among others: an open or empty beginning tells less than the end."""
    low, high = _order((value.low, value.high))
    return (high, high) if low <= 0 < high else (low, high)


def _told(found: Findings, values: tuple[ValueRow, ...]) -> list[ValueRow]:
    """The figures that are told for true: without those changed on the way, and without a headline's looser word for
    a figure that its own report gives exactly."""
    exact = {v.low for v in values if v.low == v.high}
    out = [v for v in values if not v.changed and not (v.low != v.high and v.low in exact and _in_titles(found, v))]
    return out or list(values)


def _in_titles(found: Findings, value: ValueRow) -> bool:
    return all(found.in_title(row.document, row.start) for row in value.rows)


_VAGUE_HEAD = re.compile(r" of (?!thousands|hundreds|millions|billions|tens|dozens)")


def as_told(value: ValueRow) -> str:
    """A figure as a sentence gives it: a number, or the words where nobody gives a number (``tens of thousands``)."""
    vague = value.low != value.high and not any(c.isdigit() for r in value.rows for c in r.text)
    if not vague:
        return value.label
    words = Counter(" ".join(_VAGUE_HEAD.split(r.text.casefold(), maxsplit=1)[0].split()) for r in value.rows)
    return f"“{min(words, key=lambda w: (-words[w], len(w), w))}”"


def _revisions(found: Findings, told: list[ValueRow], relations: tuple[Relation, ...]) -> list[tuple[str, str]]:
    """Which of the told figures takes the place of which: (the new one's label, a clause). Two that take each
    other's place, as words said in turn do, tell nothing of an order."""
    spoken = {v.label: as_told(v) for v in told}
    seen: Counter[tuple[str, str, bool]] = Counter()
    for r in relations:
        if r.relation != "revision" or r.a.id not in found.figures or r.b.id not in found.figures:
            continue
        old, new = (value_label(*_value(found, i)) for i in (r.a.id, r.b.id) if i is not None)
        if old != new and {old, new} <= spoken.keys():
            seen[(new, old, r.why.startswith("a correction"))] += 1
    ways = {(new, old) for new, old, _ in seen}
    kept = [k for k in seen if (k[1], k[0]) not in ways]
    return [
        (new, f"the {spoken[new]} {'corrects' if corrected else 'is a later count by the origin of'} the {spoken[old]}")
        for new, old, corrected in sorted(kept, key=lambda k: (-seen[k], k))[:3]
    ]


def _alone(told: list[ValueRow], origins: tuple[OriginGroup, ...]) -> dict[str, str]:
    """The outermost figure that one origin alone gives against others: its label, and a clause that says whose."""
    if len(told) < 2 or sum(o.known for o in origins) < 2:
        return {}
    sides = {o.name: o.side for o in origins if o.known}
    v = told[-1]
    named = [n for n in v.origins if n in sides and (sides[n] or len(v.origins) == 1)]
    if len(named) != 1:
        return {}
    side = sides[named[0]]
    owner = f", of {side}" if side and side not in named[0] else ""
    # A description of an office of a side ("health office of the …"), not a body with a name of its own.
    lead = "one side's " if side and side in named[0] and named[0][:1].islower() else ""
    return {v.label: f"the {as_told(v)} comes from {lead}{named[0]}{owner}"}


def _repeats(found: Findings, values: tuple[ValueRow, ...]) -> list[str]:
    """How many of the reports repeat one outlet's; its own reports and those of sources themselves are no others."""
    documents = {r.document for v in values for r in v.rows}
    by_outlet: Counter[str] = Counter()
    for d in sorted(documents):
        root = found.root(d)
        if found.outlet(root) != found.outlet(d):
            by_outlet[found.outlet(root)] += 1
    if not by_outlet:
        return []
    outlet, n = max(by_outlet.items(), key=lambda x: (x[1], x[0]))
    others = {d for d in documents if found.outlet(d) != outlet and d not in found.own_words}
    if n < 2:
        return []
    wire = "one wire, " if outlet in found.agencies else ""
    every = "both" if n == 2 else f"all {in_words(n)}"
    share = every if n == len(others) else f"{in_words(n)} of the {in_words(len(others))}"
    return [f"{share} other reports repeat {wire}{outlet}"]


def boards_json(boards: list[FigureBoard]) -> dict[str, Any]:
    """Boards as other programs get them."""
    relations = {r.id: r for b in boards for r in b.relations}
    return {
        "claims": [
            claim_json(b.claim) | {
                "headline": b.headline, "reports": b.reports, "contested": b.contested, "unsaid": list(b.unsaid),
                "values": [
                    {
                        "low": number(v.low), "high": number(v.high), "typical_low": number(v.typical_low),
                        "typical_high": number(v.typical_high), "label": v.label, "reports": v.reports,
                        "models": v.models, "origins": list(v.origins), "unknown": v.unknown, "changed": v.changed,
                        "rows": list(v.rows),
                    }
                    for v in b.values
                ],
            }
            for b in boards
        ],
        "relations": [relation_json(relations[k]) for k in sorted(relations)],
    }  # fmt: skip
