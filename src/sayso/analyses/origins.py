"""Where every statement and figure of a story comes from: the end of its chain, merged across reports.

Ten outlets with one wire behind them are one origin. Where nobody is named, the lineage is not recorded: such
rows are a group of their own for every family of copies, and are never counted as independent.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from sayso.lexicon import table
from sayso.lexicon.tables import alternation
from sayso.model import Figure, Interval, OriginGroup, Relation, Statement, finding_id

from .reports import Report
from .retelling import Retold, settle
from .sources import Sources

RETELLING = ("copy", "excerpt", "rewrite", "translation")
COPYING = (*RETELLING, "same-origin")
_UNKNOWN = "?"
_STOP = re.compile(r"[.?!](?:\s|$)|\n")
_TURNS = re.compile(r"\b(?:but|while|whereas|although|though|after|when|as|because|and)\b|[;:\"“”]", re.IGNORECASE)
_BEHIND = 160  # characters between a figure and the source that ends its sentence
NAMELESS = frozenset(("anonymous", "role"))  # identifications of sources that no name tells apart


@dataclass(frozen=True, slots=True)
class Origins:
    """The origin groups of a story. ``of``: row id -> group id; ``family``: report id -> its earliest model."""

    groups: tuple[OriginGroup, ...]
    of: Mapping[str, str]
    family: Mapping[str, str]

    def group(self, row: str) -> OriginGroup | None:
        """The group of a row."""
        wanted = self.of.get(row)
        return next((g for g in self.groups if g.id == wanted), None)


def families(
    reports: Sequence[Report], relations: Sequence[Relation], kinds: tuple[str, ...] = COPYING
) -> dict[str, str]:
    """Report id -> the report that stands for its family: everything tied by relations of these kinds."""
    parent = {r.id: r.id for r in reports}

    def root(id: str) -> str:
        while parent[id] != id:
            id = parent[id]
        return id

    rank = {r.id: n for n, r in enumerate(reports)}
    for relation in sorted(relations, key=lambda r: r.id):
        if relation.relation in kinds and relation.a.document in rank and relation.b.document in rank:
            first, second = sorted((root(relation.a.document), root(relation.b.document)), key=rank.__getitem__)
            parent[second] = first
    return {r.id: root(r.id) for r in reports}


def origins(reports: Sequence[Report], relations: Sequence[Relation], again: Retold) -> Origins:
    """The origins of a story's rows. ``reports`` in their order of rank; ``relations`` between them; ``again``:
    rows that a report has from another."""
    family = families(reports, relations)
    sources = Sources(frozenset(r.outlet for r in reports if r.outlet))
    key_of: dict[str, str] = {}
    words_of: dict[str, str] = {}
    for report in reports:
        for statement in report.rows.statements:
            key = sources.add(report, statement, family[report.id])
            if key is not None:
                key_of[statement.id] = key
            if statement.source is not None:
                words_of[statement.id] = statement.source.text
    sources.settle()
    default = {r.id: sources.issuer(r) or f"{_UNKNOWN}{family[r.id]}" for r in reports}
    members: dict[str, list[tuple[str, Report]]] = defaultdict(list)
    own: dict[str, str] = {}
    reacts = re.compile(alternation([f for e in table("copying").where(role="reacts") for f in e.forms]), re.IGNORECASE)
    for report in reports:
        said = {s.id: s for s in report.rows.statements}
        for statement in report.rows.statements:
            group = sources[key_of[statement.id]].key if statement.id in key_of else default[report.id]
            own[statement.id] = group
        for figure in report.rows.figures:
            own[figure.id] = _of_figure(report, figure, own, default[report.id], said, reacts)
    _follow_outlets(reports, own, sources)
    _lend_to_organs(reports, own, sources)
    for report in reports:  # who retells a number is not its origin, though its sentence names only itself
        for figure in report.rows.figures:
            if figure.id in again.told and own[figure.id] in named_after_itself(report, sources, own[figure.id]):
                own[figure.id] = f"{_UNKNOWN}{family[report.id]}"
    named = {k for k in own.values() if not k.startswith(_UNKNOWN)}
    tellers = _tellers(reports, own, sources) | {k for k in named if sources.is_agency(k)}
    nameless = {k for k in named if sources[k].kind in NAMELESS}
    able = named - tellers - nameless
    settle(own, again, {k for k in able if sources[k].kind == "organisation"}, able, nameless)
    _lend_to_organs(reports, own, sources)
    _head_lines(reports, own)
    _openings(reports, own, {k for k in nameless if sources.is_class(k)}, able)
    for report in reports:
        for id in (*(s.id for s in report.rows.statements), *(f.id for f in report.rows.figures)):
            members[own[id]].append((id, report))
    groups = {key: _group(key, members[key], sources, family, words_of) for key in sorted(members)}
    return Origins(tuple(groups.values()), {row: groups[key].id for row, key in own.items()}, family)


def _of_figure(
    report: Report,
    figure: Figure,
    own: Mapping[str, str],
    default: str,
    said: Mapping[str, Statement],
    reacts: re.Pattern[str],
) -> str:
    """The origin of a figure: of its statement; else of the one source that stands behind it in its sentence; else of
    the statement that gives the same number. Who condemns an attack does not vouch for its toll."""
    statement = said.get(figure.statement or "")
    if statement is not None and statement.cue is not None and reacts.match(statement.cue.text):
        return default
    if statement is not None and own[statement.id] != default:
        return own[statement.id]
    if statement is None:
        behind = _said_behind(report, figure, own, default)
        if behind is not None:
            return behind
    same = {
        own[f.statement]
        for f in report.rows.figures
        if f.statement in own
        and f.statement is not None
        and (f.measure, f.low, f.high) == (figure.measure, figure.low, figure.high)
    }
    same.discard(default)
    return same.pop() if len(same) == 1 else default


def _said_behind(report: Report, figure: Figure, own: Mapping[str, str], default: str) -> str | None:
    """The origin of the nearest source that ends the sentence of a figure: `12 were killed, the ministry said.`"""
    text = report.text
    stop = next((m.start() for m in _STOP.finditer(text, figure.end)), len(text))
    for s in sorted(report.rows.statements, key=lambda s: s.source.start if s.source else 0):
        if s.source is None or s.cue is None or not figure.end <= s.source.start < stop or own[s.id] == default:
            continue
        between = text[figure.end : s.source.start]
        if len(between) > _BEHIND or _TURNS.search(between) or not 0 <= s.cue.start - s.source.end <= 2:
            return None
        return own[s.id]
    return None


def _head_lines(reports: Sequence[Report], own: dict[str, str]) -> None:
    """A title tells what its body tells: its figures that name nobody have the origin of the body's."""
    for report in reports:
        titles = [r for r in report.rows.regions if r.kind == "title"]
        for figure in report.rows.figures if titles else ():
            if not own[figure.id].startswith(_UNKNOWN) or not any(r.start <= figure.start < r.end for r in titles):
                continue
            body = {
                own[f.id] for f in report.rows.figures
                if f.measure == figure.measure and not own[f.id].startswith(_UNKNOWN) and _fits(f, figure)
            }  # fmt: skip
            if len(body) == 1:
                own[figure.id] = body.pop()


def _openings(reports: Sequence[Report], own: dict[str, str], described: Set[str], named: Set[str]) -> None:
    """An opening names by description (`a monitoring group said`) whom the body names: where the body gives the same
    figure by name, it is the same source. All that its report has from that description follows."""
    for report in reports:
        for key in sorted({own[f.id] for f in report.rows.figures} & described):
            mine = [f for f in report.rows.figures if own[f.id] == key]
            by_name = {
                own[g.id] for f in mine for g in report.rows.figures
                if own[g.id] in named and g.measure == f.measure and g.low == f.low and g.start > f.start
            }  # fmt: skip
            if len(by_name) == 1:
                name = by_name.pop()
                rows = (*(s.id for s in report.rows.statements), *(f.id for f in report.rows.figures))
                own.update({row: name for row in rows if own[row] == key})


def _fits(exact: Figure, loose: Figure) -> bool:
    """Whether a headline's figure is a looser word for the body's."""
    inside = Interval(exact.low, exact.high).overlaps(Interval(loose.low, loose.high))
    return inside and exact.low is not None and loose.low is not None and exact.low == loose.low


def named_after_itself(report: Report, sources: Sources, key: str) -> frozenset[str]:
    """The source ``key``, where it bears the name with which the report opens: its own masthead."""
    if key.startswith(_UNKNOWN):
        return frozenset()
    return frozenset((key,)) if report.text.lstrip().startswith(sources[key].name) else frozenset()


def _tellers(reports: Sequence[Report], own: Mapping[str, str], sources: Sources) -> set[str]:
    """Outlets among the sources whose own reports tell mostly what others say: they are no origin of it."""
    others: Counter[str] = Counter()
    for report in reports:
        outlet = sources.issuer(report)
        for row in report.rows.statements if outlet is not None else ():
            key = own[row.id]
            if outlet is not None and not key.startswith(_UNKNOWN):
                others[outlet] += -1 if key == outlet else 1
    return {k for k, n in others.items() if n > 0}


def _follow_outlets(reports: Sequence[Report], own: dict[str, str], sources: Sources) -> None:
    """A figure on the word of an outlet whose own report is here is followed to that report's origin of it."""
    reported: dict[tuple[str, str, float | None, float | None], set[str]] = defaultdict(set)
    for report in reports:
        outlet = sources.issuer(report)
        for f in report.rows.figures if outlet is not None else ():
            if own[f.id] != outlet and not own[f.id].startswith(_UNKNOWN):
                reported[(outlet or "", f.measure, f.low, f.high)].add(own[f.id])
    for report in reports:
        for f in report.rows.figures:
            further = reported.get((own[f.id], f.measure, f.low, f.high), set())
            if len(further) == 1:
                own[f.id] = next(iter(further))


def _lend_to_organs(reports: Sequence[Report], own: dict[str, str], sources: Sources) -> None:
    """A body that gives the figure of its own organ is a teller of it: `the Front` of `the Front's health office`."""
    by_value: dict[tuple[str, float | None, float | None], set[str]] = defaultdict(set)
    for report in reports:
        for f in report.rows.figures:
            if not own[f.id].startswith(_UNKNOWN):
                by_value[(f.measure, f.low, f.high)].add(own[f.id])
    for report in reports:
        for f in report.rows.figures:
            mine = own[f.id]
            if mine.startswith(_UNKNOWN):
                continue
            organs = sorted(k for k in by_value[(f.measure, f.low, f.high)] if k != mine and sources.part_of(k, mine))
            if len(organs) == 1:
                own[f.id] = organs[0]


def _group(
    key: str,
    members: Sequence[tuple[str, Report]],
    sources: Sources,
    family: Mapping[str, str],
    words_of: Mapping[str, str],
) -> OriginGroup:
    documents: dict[str, Report] = {}
    for _, report in members:
        documents.setdefault(report.id, report)
    rows = tuple(row for row, _ in members)
    if key.startswith(_UNKNOWN):
        first = next(iter(documents.values()))
        name = first.outlet_name or first.document.path
        argument = [f"{first.document.path} names nobody in particular: where it has this from is not recorded"]
        kind, known, side = "unknown", False, None
    else:
        source = sources[key]
        name, kind, known, side = source.name, source.kind, True, sources.side(key)
        argument = _wordings(members, words_of)
        argument += list(dict.fromkeys(source.reasons))[:3]
        if kind in NAMELESS:
            argument.append("has no name: taken as one person only where the text is one")
    by_family: dict[str, list[str]] = defaultdict(list)
    for report in documents.values():
        by_family[family[report.id]].append(report.document.path)
    paths = {r.id: r.document.path for r in documents.values()}
    for root, shared in sorted(by_family.items()):
        if len(shared) > 1:
            model = paths.get(root, shared[0])
            rest = [p for p in shared if p != model]
            argument.append(f"{_listed(rest)} go back to {model}: one telling")
    if len(by_family) > 1 and known:
        argument.append(f"named by {len(by_family)} reports or families of copies: still one origin")
    return OriginGroup(
        finding_id("origin", key, *sorted(documents)), name, kind, known, rows, tuple(documents), tuple(argument), side
    )


def _wordings(members: Sequence[tuple[str, Report]], words_of: Mapping[str, str]) -> list[str]:
    """The first three wordings of the source, each with a report that has it."""
    seen: dict[str, str] = {}
    for row, report in members:
        words = " ".join(words_of.get(row, "").split())
        if words:
            seen.setdefault(words, report.document.path)
    return [f"{path}: `{words}`" for words, path in list(seen.items())[:3]]


def _listed(names: Sequence[str]) -> str:
    shown = list(names[:6])
    more = f" and {len(names) - 6} more" if len(names) > 6 else ""
    return ", ".join(shown) + more
