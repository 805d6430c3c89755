"""Which rows a report has from its model: carried over by a shared passage, or told again in other words.

A carried row is the model's row, whatever its own report's wording made of it: the one who stands behind it is the
one who stands behind the model's. A number told again takes from the model what its own sentence leaves open.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from sayso.model import Figure, Relation, Statement

from .align import Alignment
from .reports import Report
from .rewriting import stems
from .words import words_between

CARRIES = 8  # words of a shared run that carries its rows from one report to the other
MOST = 0.8  # share of a statement's words that a run must hold
TELLING = 12  # numbers above this seldom agree by chance
_VERBATIM = ("copy", "excerpt")
_RETOLD = ("rewrite", "translation", "same-origin")
_NEAR = 80  # characters on either side of a number whose words are compared
_OPEN = frozenset(("other", "strength"))  # measures of a number of which nothing is said


@dataclass(frozen=True, slots=True)
class Retold:
    """Row id -> id of the model's row. ``carried``: word for word; ``told``: figures, in other words."""

    carried: Mapping[str, str] = field(default_factory=dict)
    told: Mapping[str, str] = field(default_factory=dict)


def retold(
    reports: Sequence[Report], relations: Sequence[Relation], alignments: Mapping[tuple[str, str], Alignment]
) -> Retold:
    """The rows of a story that stand in an earlier report of it. ``alignments``: by ids, the earlier report first."""
    by_id = {r.id: r for r in reports}
    rank = {r.id: n for n, r in enumerate(reports)}
    kin = {frozenset((r.a.document, r.b.document)) for r in relations if r.relation in _VERBATIM}
    carried: dict[str, str] = {}
    for (a, b), alignment in sorted(alignments.items(), key=lambda x: (rank[x[0][0]], rank[x[0][1]])):
        least = 1 if frozenset((a, b)) in kin else CARRIES
        for model, heir in _carried(by_id[a], by_id[b], alignment, least):
            carried.setdefault(heir, model)
    told: dict[str, str] = {}
    for r in relations:
        if r.relation in _RETOLD and r.directed and r.by != "copies:issuer":
            for model, heir in _told(by_id[r.a.document], by_id[r.b.document]):
                if heir not in carried:
                    told.setdefault(heir, model)
    return Retold(carried, told)


def _carried(a: Report, b: Report, alignment: Alignment, least: int) -> Iterator[tuple[str, str]]:
    """Pairs of rows, the earlier report's first, that stand at one place of a shared run."""
    runs = [r for r in alignment.runs if r.length >= least]
    if not runs:
        return
    at = {i: run.a + i - run.b for run in runs for i in range(run.b, run.b + run.length)}
    figures: dict[int, Figure] = {}
    for f in a.rows.figures:
        for i in words_between(a.words, f.start, f.end):
            figures.setdefault(i, f)
    for g in b.rows.figures:
        mine = words_between(b.words, g.start, g.end)
        facing = next((figures[at[i]] for i in mine if i in at and at[i] in figures), None)
        if facing is not None and (facing.low, facing.high) == (g.low, g.high):
            yield facing.id, g.id
    statements = [(s, _content(a, s)) for s in a.rows.statements]
    for t in b.rows.statements:
        content = _content(b, t)
        held = {at[i] for i in content if i in at}
        if len(held) < max(3, MOST * len(content)):
            continue
        best = max(statements, key=lambda x: (len(x[1] & held), -len(x[1])), default=None)
        if best is not None and len(best[1] & held) >= MOST * max(len(best[1]), len(content)):
            yield best[0].id, t.id


def _content(report: Report, statement: Statement) -> frozenset[int]:
    return frozenset(i for q in statement.content for i in words_between(report.words, q.start, q.end))


def _told(model: Report, heir: Report) -> Iterator[tuple[str, str]]:
    """Telling numbers of the model that stand once more in the heir, where they count one thing in the model."""
    by_value: dict[tuple[float | None, float | None, str], list[Figure]] = defaultdict(list)
    for f in model.rows.figures:
        if (f.low or 0) > TELLING:
            by_value[(f.low, f.high, f.unit or "people")].append(f)
    for g in heir.rows.figures:
        found = by_value.get((g.low, g.high, g.unit or "people"), [])
        measures = {f.measure for f in found} - _OPEN
        if found and len(measures) < 2:
            plain = [f for f in found if f.measure in measures] or found
            around = stems(_around(heir, g))
            best = max(plain, key=lambda f: (len(around & stems(_around(model, f))), -f.start))
            yield best.id, g.id


def _around(report: Report, figure: Figure) -> str:
    return report.text[max(0, figure.start - _NEAR) : figure.end + _NEAR]


def root_of(row: str, models: Mapping[str, str]) -> str:
    """The first row of the line that a row was carried along."""
    seen: set[str] = set()
    while row in models and row not in seen:
        seen.add(row)
        row = models[row]
    return row


def read_again(reports: Sequence[Report], found: Retold) -> list[Report]:
    """The reports with each retold figure counting what its model counts: a number has one meaning in one telling."""
    figures = {f.id: f for r in reports for f in r.rows.figures}
    models = {**found.told, **found.carried}
    out = []
    for report in reports:
        rows = []
        for f in report.rows.figures:
            model = figures.get(root_of(f.id, models), f)
            told = model.measure != f.measure and not (model.measure in _OPEN and f.measure not in _OPEN)
            group = f.group or model.group
            rows.append(replace(f, measure=model.measure, counted=model.counted, group=group) if told else f)
        changed = tuple(rows) != report.rows.figures
        out.append(replace(report, rows=replace(report.rows, figures=tuple(rows))) if changed else report)
    return out


def settle(own: dict[str, str], found: Retold, bodies: Set[str], named: Set[str], nameless: Set[str]) -> None:
    """Give carried rows one origin, and rows told again that of their model where their own report names none.

    ``own``: row -> origin, changed in place; ``named``: origins that are a source by name and no mere teller;
    ``bodies``: those of them that are organisations; ``nameless``: sources without a name. Of the named origins that
    carried rows were given, the one named most counts, bodies before persons, who may only have spoken of what a body
    counted; where several are named as often, each row keeps its own. Without one a nameless one counts.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for row in found.carried:
        groups[root_of(row, found.carried)].append(row)
    for root, heirs in groups.items():
        rows = [r for r in (root, *heirs) if r in own]
        for able in (bodies, named, nameless):
            votes = Counter(own[r] for r in rows if own[r] in able)
            if votes:
                ((most, times),) = votes.most_common(1)
                own.update({r: most for r in rows if votes[own[r]] < times or own[r] not in able})
                break
    models = {**found.told, **found.carried}
    for row in sorted(found.told):
        root = root_of(row, models)
        if root in own and row in own and own[row] not in named | nameless and own[root] in named | nameless:
            own[row] = own[root]
