"""Claims of one story: its comparable figures and its answered statements, how they relate, and what they rest on."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from sayso.model import Anchor, Claim, Figure, OriginGroup, Relation, Statement, finding_id
from sayso.model.findings import RowRelation

from .align import Alignment
from .credits import Credits
from .figures import Counted, compare_scope, compare_values, gather, is_misprint, kindred, one_subject, set_apart
from .origins import NAMELESS, Origins
from .propositions import Bearing, bearings, gather_said
from .reports import Report
from .retelling import Retold, root_of
from .words import words_between

# Likeness of reports of one event; of reports whose one subject is plain; of those that a reader might compare.
EVENT, EVENT_PLAIN, EVENT_LOOSE = 0.2, 0.3, 0.12
EVERY_PAIR = 250  # more figures than this are compared between reports that are alike only
NEAR_RUN = 12  # words of a shared passage
_KIN = (
    frozenset(("killed", "wounded", "casualties", "missing")),
    frozenset(("joined", "applied", "arrived", "deployed", "strength", "left", "stationed")),
    frozenset(("detained", "charged", "captured")),
    frozenset(("displaced", "rescued", "left", "arrived")),
    frozenset(("infected", "tested", "killed")),
)
_COUNTS = frozenset(("killed", "wounded", "casualties", "missing", "displaced", "captured", "detained", "rescued"))
_THAT = re.compile(r"(?:that|что|що)\s+(?=\S)", re.IGNORECASE)  # a content keeps its conjunction, a label does not
Pair = tuple[str, str]


@dataclass(frozen=True)
class Setting:
    """What is known of a story before its rows are compared. Pairs are report ids in their order of rank."""

    reports: Sequence[Report]
    origins: Origins
    credits: Mapping[str, Credits]
    alignments: Mapping[Pair, Alignment]
    alike: Mapping[Pair, float]
    retold: Mapping[str, str]  # report id -> the earliest report whose words it retells
    again: Retold = field(default_factory=Retold)  # rows that a report has from another
    split: frozenset[frozenset[str]] = frozenset()  # rows that a person set apart
    joined: tuple[frozenset[str], ...] = ()  # rows that a person put together

    @cached_property
    def rank(self) -> Mapping[str, int]:
        """Report id -> its place in the order."""
        return {r.id: n for n, r in enumerate(self.reports)}

    @cached_property
    def near(self) -> frozenset[Pair]:
        """Pairs of reports whose figures are worth comparing: alike, or one retelling the other."""
        told = {p for p, a in self.alignments.items() if a.longest >= NEAR_RUN}
        return frozenset(told | {p for p, like in self.alike.items() if like >= EVENT})


def claims_of(setting: Setting) -> tuple[list[Claim], list[Relation]]:
    """The claims and row relations of a story."""
    known = {g.id: g.known for g in setting.origins.groups}
    figures = gather(setting.reports, setting.origins.of, known, setting.origins.family)
    claims, relations = _figure_claims(setting, figures)
    said = gather_said(setting.reports, setting.origins.of, known, _repeated(setting))
    sides = {g.id: g.side for g in setting.origins.groups}
    found = bearings(said, sides, setting.retold)
    more, of_statements = _statement_claims(setting, found)
    return claims + more, relations + of_statements


# figures --------------------------------------------------------------------------------------------------


def _figure_claims(setting: Setting, figures: Sequence[Counted]) -> tuple[list[Claim], list[Relation]]:
    carried = _carried(setting, figures)
    by_id = {c.figure.id: c for c in figures}
    relations: list[Relation] = []
    parent = {c.figure.id: c.figure.id for c in figures}

    def root(id: str) -> str:
        while parent[id] != id:
            id = parent[id]
        return id

    def join(a: str, b: str) -> None:
        first, second = sorted((root(a), root(b)), key=lambda i: (by_id[i].rank, by_id[i].figure.start, i))
        parent[second] = first

    for heir, (model, changed) in sorted(carried.items()):
        join(heir, model)
        if not changed:
            relations.append(
                _relation(
                    "agree",
                    by_id[model],
                    by_id[heir],
                    "the same figure, told again in other words"
                    if heir in setting.again.told
                    else "the same figure, carried by a shared passage",
                    0.95,
                    "claims:carried",
                )
            )
    models = [c for c in figures if c.figure.id not in carried or carried[c.figure.id][1]]
    blocks: dict[tuple[str, str], list[Counted]] = defaultdict(list)
    for c in models:
        blocks[(c.figure.measure, c.kind)].append(c)
    misprints = {
        (setting.origins.family[c.report.id], c.figure.measure, c.value)
        for c in figures
        if carried.get(c.figure.id, ("", False))[1] and is_misprint(by_id[carried[c.figure.id][0]], c)
    }

    def misprint(c: Counted) -> bool:
        return (setting.origins.family[c.report.id], c.figure.measure, c.value) in misprints

    given: dict[tuple[str, str, tuple[float | None, float | None]], list[Counted]] = defaultdict(list)
    for c in figures:
        if not c.past:
            given[(c.report.id, c.figure.measure, c.value)].append(c)
    apart: dict[str, set[str]] = defaultdict(set)
    ties: list[tuple[int, int, str, str]] = []
    tied: dict[tuple[str, str], int] = {}  # how plainly
    compared: list[tuple[Counted, Counted]] = []
    for key in sorted(blocks):
        for a, b in _pairs(setting, blocks[key]):
            facing = carried.get(b.figure.id, ("", False)) == (a.figure.id, True)
            split = frozenset((a.figure.id, b.figure.id)) in setting.split
            if split or (not facing and a.value != b.value and set_apart(a, b)):
                apart[a.figure.id].add(b.figure.id)
                apart[b.figure.id].add(a.figure.id)
                continue
            compared.append((a, b))
            if not facing and not _corrects(setting, a, b) and (a.rejected or b.rejected or _matched(a, b, given)):
                continue
            verdict = compare_scope(a, b, facing, _same_event(setting, a, b), _same_event(setting, a, b, EVENT_PLAIN))
            if verdict.comparable:
                ties.append((-verdict.plain, len(ties), a.figure.id, b.figure.id))
                tied[(a.figure.id, b.figure.id)] = verdict.plain
            elif verdict.field or (verdict.apart and not _corrects(setting, a, b)):
                apart[a.figure.id].add(b.figure.id)
                apart[b.figure.id].add(a.figure.id)
                if verdict.field in ("group", "place", "as_of") and _near(setting, a, b):
                    relations.append(
                        _relation("not-comparable", a, b, verdict.why, 0.7, f"claims:{verdict.field}", verdict.field)
                    )
    clusters = {c.figure.id: {c.figure.id} for c in models}
    for _, _, one, other in sorted(ties):  # the plainest first; what is set apart stays apart
        mine, theirs = clusters[one], clusters[other]
        if mine is theirs or any(apart[i] & theirs for i in mine):
            continue
        mine |= theirs
        clusters |= dict.fromkeys(theirs, mine)
        join(one, other)
    for a, b in compared:
        one_claim = clusters[a.figure.id] is clusters[b.figure.id] and a.report is not b.report
        if not one_claim and (a.figure.id, b.figure.id) not in tied:
            continue  # what one report gives in two numbers is one thing only where that is plain
        plainly = (a.figure.id, b.figure.id) in tied or _same_event(setting, a, b, EVENT_PLAIN)
        if not plainly and not (a.subject and b.subject):
            continue
        facing = carried.get(b.figure.id, ("", False)) == (a.figure.id, True)
        corrects = _corrects(setting, a, b)
        if not facing and not corrects and a.value != b.value and (misprint(a) or misprint(b)):
            continue  # a misprint is set against its model and its correction only
        if not facing and not corrects and _matched(a, b, given):
            continue
        outcome = compare_values(a, b, facing=facing, corrects=corrects)
        sure = facing or tied.get((a.figure.id, b.figure.id), 0) > 1 or (plainly and kindred(a, b))
        told = plainly or (a.subject and b.subject)
        if outcome is not None and outcome.relation == "conflict":
            told = sure and clusters[a.figure.id] is clusters[b.figure.id]
        if outcome is not None and (told or outcome.relation == "agree"):
            first, second = (b, a) if outcome.flip else (a, b)
            relations.append(
                _relation(
                    outcome.relation,
                    first,
                    second,
                    outcome.why,
                    outcome.confidence,
                    f"claims:{outcome.relation}",
                    outcome.field,
                )
            )
    relations += _parts(figures, by_id)
    relations += _kin(setting, [c for c in figures if c.figure.id not in setting.again.carried or c in models])
    for together in setting.joined:
        rows = sorted(together & set(by_id))
        for id in rows[1:]:
            join(rows[0], id)
    groups: dict[str, list[Counted]] = defaultdict(list)
    for c in figures:
        groups[root(c.figure.id)].append(c)
    claims = [_figure_claim(setting, groups[k]) for k in sorted(groups) if _worth(groups[k])]
    return claims, relations


def _worth(members: Sequence[Counted]) -> bool:
    """A claim is more than one row, and not a lone number of no measure."""
    return len(members) > 1


def _carried(setting: Setting, figures: Sequence[Counted]) -> dict[str, tuple[str, bool]]:
    """Figures that a shared passage carries: row -> (row in the earliest report with it, whether it was changed)."""
    by_report: dict[str, list[Counted]] = defaultdict(list)
    for c in figures:
        by_report[c.report.id].append(c)
    rank = setting.rank
    out: dict[str, tuple[str, bool]] = {}
    for (a, b), alignment in sorted(setting.alignments.items(), key=lambda x: (rank[x[0][0]], rank[x[0][1]])):
        if alignment.longest < 5:
            continue
        places: dict[int, Counted] = {}
        for c in by_report[b]:
            for i in words_between(c.report.words, c.figure.start, c.figure.end):
                places.setdefault(i, c)
        for c in by_report[a]:
            for model, heir in _facing(c, alignment, places):
                changed = model.value != heir.value
                if heir.figure.id not in out or (out[heir.figure.id][1] and not changed):
                    out[heir.figure.id] = (model.figure.id, changed)
    models = {**setting.again.told, **setting.again.carried}
    held = {c.figure.id for c in figures}
    for heir_id in models:
        root = root_of(heir_id, models)
        if heir_id in held and root in held and (heir_id not in out or heir_id in setting.again.carried):
            out[heir_id] = (root, False)
    return {h: (m, c) for h, (m, c) in out.items() if h != m}


def _facing(c: Counted, alignment: Alignment, places: Mapping[int, Counted]) -> Iterator[tuple[Counted, Counted]]:
    here = words_between(c.report.words, c.figure.start, c.figure.end)
    if not here:
        return
    for run in alignment.runs:
        for i in (here[0], here[-1]):
            inside = run.a <= i < run.a + run.length
            beside = i in (run.a - 1, run.a + run.length) and run.length >= 7
            other = places.get(run.b + i - run.a) if inside or beside else None
            if other and other.figure.measure == c.figure.measure and (inside or other.value != c.value):
                yield c, other
                return


def _pairs(setting: Setting, block: Sequence[Counted]) -> Iterator[tuple[Counted, Counted]]:
    """Pairs to compare: all, or of very many only those of one report or of reports that are alike."""
    if len(block) <= EVERY_PAIR:
        for i, a in enumerate(block):
            for b in block[i + 1 :]:
                yield a, b
        return
    by_report: dict[str, list[Counted]] = defaultdict(list)
    for c in block:
        by_report[c.report.id].append(c)
    for mine in by_report.values():
        for i, a in enumerate(mine):
            for b in mine[i + 1 :]:
                yield a, b
    for one, other in sorted(setting.near, key=lambda p: (setting.rank[p[0]], setting.rank[p[1]])):
        for a in by_report.get(one, ()):
            for b in by_report.get(other, ()):
                yield a, b


def _same_event(setting: Setting, a: Counted, b: Counted, least: float = EVENT) -> bool:
    if (
        a.report is b.report
        or _corrects(setting, a, b)
        or setting.origins.family[a.report.id] == setting.origins.family[b.report.id]
    ):
        return True
    if a.report.document.language != b.report.document.language:
        least = min(least, EVENT)  # likeness across languages is known only as far as names and numbers tell it
    return setting.alike.get(_pair(a.report, b.report, setting), 0.0) >= least


def _matched(
    a: Counted, b: Counted, given: Mapping[tuple[str, str, tuple[float | None, float | None]], Sequence[Counted]]
) -> bool:
    """Whether one of two unequal figures has its fellow in the other's report, which counts something else there."""
    if a.report is b.report or a.figure.low == b.figure.low:
        return False
    for one, other in ((a, b), (b, a)):
        fellows = given.get((other.report.id, one.figure.measure, one.value), ())
        if fellows and not any(one_subject(f, other) for f in fellows):
            return True
    return False


def _pair(a: Report, b: Report, setting: Setting) -> Pair:
    return (a.id, b.id) if setting.rank[a.id] < setting.rank[b.id] else (b.id, a.id)


def _corrects(setting: Setting, a: Counted, b: Counted) -> bool:
    """Whether the report of ``b`` corrects that of ``a``: it says so, and the outlet is the same."""
    same = a.report.outlet and a.report.outlet == b.report.outlet
    return bool(same and setting.credits[b.report.id].corrects and a.report is not b.report)


def _near(setting: Setting, a: Counted, b: Counted) -> bool:
    return a.lead and b.lead and _same_event(setting, a, b)


def _parts(figures: Sequence[Counted], by_id: Mapping[str, Counted]) -> list[Relation]:
    out = []
    for c in figures:
        whole = by_id.get(c.figure.part_of or "")
        if whole is not None:
            out.append(
                _relation(
                    "part", c, whole, f"{c.figure.text} is told as a part of {whole.figure.text}", 0.9, "claims:part"
                )
            )
            continue
        if c.figure.measure in ("killed", "wounded") and c.kind != "part":
            wholes = [
                w
                for w in figures
                if w.report is c.report
                and w.figure.measure == "casualties"
                and w.head == c.head
                and w.origin == c.origin
                and w.figure.low is not None
                and c.figure.high is not None
                and c.figure.high <= w.figure.low
            ]
            if wholes:
                out.append(
                    _relation(
                        "part",
                        c,
                        wholes[0],
                        f"the {c.figure.measure} are a part of the killed and wounded",
                        0.8,
                        "claims:part",
                    )
                )
    return out


def _kin(setting: Setting, models: Sequence[Counted]) -> list[Relation]:
    """Figures of kindred measures that a reader might set against each other: killed, and killed and wounded."""
    out = []
    wanted = frozenset().union(*_KIN)
    able = [
        c
        for c in models
        if c.figure.measure in wanted and c.kind == "total" and not (c.long_run or c.past or c.rejected)
    ]
    for i, a in enumerate(able[: 2 * EVERY_PAIR]):
        for b in able[i + 1 : 2 * EVERY_PAIR]:
            kindred = any({a.figure.measure, b.figure.measure} <= k for k in _KIN)
            plain = a.lead or b.lead or (a.known and a.origin == b.origin)
            if a.report is not b.report and not (plain and _same_event(setting, a, b, EVENT_LOOSE)):
                continue
            if a.figure.measure != b.figure.measure and kindred and (a.head == b.head or a.group & b.group):
                why = f"{a.figure.measure} against {b.figure.measure}"
                out.append(_relation("not-comparable", a, b, why, 0.9, "claims:measure", "measure"))
            elif a.figure.measure == b.figure.measure and a.head != b.head and a.figure.measure in _COUNTS:
                why = f"{a.figure.counted or 'people'} against {b.figure.counted or 'people'}"
                out.append(_relation("not-comparable", a, b, why, 0.8, "claims:counted", "counted"))
    return out


def _anchor(report: Report, row: Figure | Statement) -> Anchor:
    if isinstance(row, Figure):
        return Anchor(report.id, report.document.path, row.start, row.end, row.text, row.id)
    first, last = row.content[0], row.content[-1]
    words = report.text[first.start : last.end]
    return Anchor(report.id, report.document.path, first.start, last.end, words, row.id)


def _relation(
    kind: str, a: Counted, b: Counted, why: str, confidence: float, by: str, field: str | None = None
) -> Relation:
    relation: RowRelation = kind  # type: ignore[assignment]
    return Relation(
        finding_id("relation", kind, a.figure.id, b.figure.id),
        relation,
        _anchor(a.report, a.figure),
        _anchor(b.report, b.figure),
        why,
        confidence,
        by,
        field,
        directed=kind in ("revision", "part"),
    )


def _figure_claim(setting: Setting, members: Sequence[Counted]) -> Claim:
    first = members[0]
    days = [c.day for c in members if c.day]
    independent, unknown, ids = weigh([c.origin for c in members], setting.origins.groups, [c.value for c in members])
    groups = Counter(c.figure.group for c in members if c.figure.group)
    places = Counter(c.figure.place for c in members if c.figure.place)
    counted = Counter(c.figure.counted for c in members if c.figure.counted)
    what = _common(counted) or first.figure.unit or "people"
    place = _of_most(places, len(members))
    measure = first.figure.measure if first.figure.measure != "other" else ""
    label = " ".join(
        filter(None, (what, measure if measure not in what.split() else "", f"({place})" if place else ""))
    )
    return Claim(
        finding_id("claim", *sorted(c.figure.id for c in members)),
        "figure",
        label,
        first.figure.measure,
        _of_most(groups, len(members)),
        place,
        min(days, default=None),
        max(days, default=None),
        independent,
        unknown,
        tuple(c.figure.id for c in members),
        ids,
    )


def weigh(
    origin_ids: Sequence[str], groups: Sequence[OriginGroup], values: Sequence[Hashable] | None = None
) -> tuple[int, int, tuple[str, ...]]:
    """How many independent origins and how many groups of unknown lineage stand behind rows, with their ids.

    Sources without a name may be one person: of several such only the first counts, the others are unknown. One that
    says nothing but what a named source says (``values``, a row each) may have it from there: unknown too. So may one
    whose name stands in other letters than most: it may be one of those named.
    """
    by_id = {g.id: g for g in groups}
    found = [by_id[i] for i in dict.fromkeys(origin_ids) if i in by_id]
    known = [g for g in found if g.known and g.kind not in NAMELESS]
    nameless = [g for g in found if g.known and g.kind in NAMELESS]
    said: dict[str, set[Hashable]] = defaultdict(set)
    for id, value in zip(origin_ids, values or (), strict=False):
        said[id].add(value)
    script = Counter(_script(g.name) for g in known).most_common(1)[0][0] if known else ""
    spelled = [g for g in known if values is not None and _script(g.name) != script]
    known = [g for g in known if g not in spelled]
    named = set().union(*(said[g.id] for g in known)) if known else set()
    again = [g for g in spelled if said[g.id] <= named]
    known += [g for g in spelled if g not in again]
    alone = [g for g in nameless if values is None or not said[g.id] <= named]
    independent = len(known) + min(1, len(alone))
    unknown = sum(not g.known for g in found) + len(again) + len(nameless) - min(1, len(alone))
    return independent, unknown, tuple(g.id for g in found)


def _script(name: str) -> str:
    """The script of a name's first letter, as Unicode calls it."""
    return next((unicodedata.name(c, "?").split()[0] for c in name if c.isalpha()), "")


def _common(words: Counter[str]) -> str | None:
    return max(words, key=lambda w: (words[w], -len(w), w)) if words else None


def _of_most(words: Counter[str], members: int) -> str | None:
    """The word that most members carry, or half of them where the others carry none."""
    best = _common(words)
    if best is None or 2 * words[best] < members or (2 * words[best] == members and len(words) > 1):
        return None
    return best


# statements -----------------------------------------------------------------------------------------------


def _repeated(setting: Setting) -> frozenset[str]:
    """Statements most of whose words stand in a passage that an earlier report has as well."""
    by_id = {r.id: r for r in setting.reports}
    shared: dict[str, set[int]] = defaultdict(set)
    for (_, b), alignment in setting.alignments.items():
        for run in alignment.runs:
            shared[b].update(range(run.b, run.b + run.length))
    out = set()
    for id, words in shared.items():
        for s in by_id[id].rows.statements:
            mine = {i for q in s.content for i in words_between(by_id[id].words, q.start, q.end)}
            if len(mine) >= 3 and len(mine & words) >= 0.8 * len(mine):
                out.add(s.id)
    return frozenset(out)


def _statement_claims(setting: Setting, found: Sequence[Bearing]) -> tuple[list[Claim], list[Relation]]:
    relations = []
    parent: dict[str, str] = {}
    rows: dict[str, tuple[Report, Statement, str]] = {}

    def root(id: str) -> str:
        while parent[id] != id:
            id = parent[id]
        return id

    for f in found:
        if frozenset((f.a.statement.id, f.b.statement.id)) in setting.split:
            continue
        relation: RowRelation = f.relation  # type: ignore[assignment]
        relations.append(
            Relation(
                finding_id("relation", f.relation, f.a.statement.id, f.b.statement.id),
                relation,
                _anchor(f.a.report, f.a.statement),
                _anchor(f.b.report, f.b.statement),
                f.why,
                f.confidence,
                f"claims:{f.relation}",
                directed=f.relation == "denies",
            )
        )
        for said in (f.a, f.b):
            parent.setdefault(said.statement.id, said.statement.id)
            rows[said.statement.id] = (said.report, said.statement, said.origin)
        first, second = sorted((root(f.a.statement.id), root(f.b.statement.id)))
        parent[second] = first
    groups: dict[str, list[str]] = defaultdict(list)
    rank = setting.rank
    for id in sorted(parent, key=lambda i: (rank[rows[i][0].id], rows[i][1].content[0].start, i)):
        groups[root(id)].append(id)
    claims = []
    for key in sorted(groups):
        members = groups[key]
        denied = {f.a.statement.id for f in found if f.relation == "denies"}
        label_row = next((rows[i][1] for i in members if i not in denied), rows[members[0]][1])
        words = " ".join(" ".join(q.text for q in label_row.content).split()).strip('"“”«» ,.')
        words = words[m.end() :] if (m := _THAT.match(words)) else words
        days: list[dt.date] = [rows[i][0].day for i in members if rows[i][0].day is not None]  # type: ignore[misc]
        independent, unknown, ids = weigh([rows[i][2] for i in members if i not in denied], setting.origins.groups)
        claims.append(
            Claim(
                finding_id("claim", *sorted(members)),
                "statement",
                words[:160],
                None,
                None,
                None,
                min(days, default=None),
                max(days, default=None),
                independent,
                unknown,
                tuple(members),
                ids,
            )
        )
    return claims, relations
