"""The dossier: claims with every telling, the reports that they cite, and how it was made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from sayso.errors import RequestError
from sayso.model import (
    Caveat,
    Claim,
    Document,
    Extraction,
    Figure,
    Judgement,
    OriginGroup,
    Problem,
    Relation,
    Statement,
)
from sayso.version import __version__

from .case import CaseView
from .claims import Findings
from .evidence import Conclusion, EvidenceTable, conclusions, evidence_tables
from .figures import figure_boards
from .pages.claims import ClaimLine, ClaimPage, by_origin
from .pages.headline import Phrase, told_phrases
from .pages.rows import Origin, Report, Telling, Tie
from .reader import Piece, paragraphs


@dataclass(frozen=True, slots=True)
class Narrow:
    """What a dossier is narrowed to; empty means everything. ``claims``: ids, or words of labels."""

    claims: tuple[str, ...] = ()
    entity: str | None = None
    measure: str | None = None

    def __bool__(self) -> bool:
        return bool(self.claims or self.entity or self.measure)


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """One line of the list of reports."""

    report: Report
    item_sha256: str
    text_sha256: str
    characters: int
    cited: int
    caveats: tuple[Caveat, ...]


@dataclass(frozen=True, slots=True)
class CitedReport:
    """A report with its text in marked pieces. ``notes``: the footnote numbers of its rows."""

    document: Document
    paragraphs: tuple[tuple[Piece, ...], ...]
    notes: dict[str, int]


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything but the texts, which :func:`cited_reports` reads one by one.

    ``headlines``: claims of figures in a sentence. ``notes`` numbers each cited row in the order of the claims;
    ``copies`` are relations between whole documents.
    """

    name: str
    version: str
    narrow: Narrow
    claims: tuple[ClaimPage, ...]
    headlines: dict[str, tuple[Phrase, ...]]
    notes: dict[str, int]
    reports: tuple[ReportFacts, ...]
    copies: tuple[Relation, ...]
    judgements: tuple[Judgement, ...]
    problems: tuple[Problem, ...]
    rules: tuple[tuple[str, int], ...]  # rule or model, rows that it made
    counts: dict[str, int] = field(default_factory=dict)
    origins: tuple[Origin, ...] = ()  # of the claims, those with an argument
    conclusions: tuple[Conclusion, ...] = ()
    tables: tuple[EvidenceTable, ...] = ()


def dossier(case: CaseView, narrow: Narrow | None = None) -> Dossier:
    """Gather a dossier. The texts of reports are not held: memory grows with rows, not with words.

    Raises :class:`RequestError` (``no-such-row``) where it is narrowed to nothing.
    """
    narrow = narrow or Narrow()
    wanted = _chosen(case, narrow)
    if narrow and not wanted:
        asked = ", ".join(filter(None, (*narrow.claims, narrow.entity, narrow.measure)))
        raise RequestError("no-such-row", asked, "no claim is about this")
    members = {m for c in wanted for m in c.members}
    relations = list(case.relations())
    origin_of = _origins(case)
    told: dict[str, Telling] = {}
    facts: list[ReportFacts] = []
    rules: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for document in case.documents():
        rows = case.extraction(document.id)
        here = _tellings(document, rows, members, origin_of)
        told |= here
        facts.append(
            ReportFacts(
                _report(document),
                document.item_sha256,
                document.text_sha256,
                len(document.text),
                len(here),
                rows.caveats,
            )
        )
        for kind in ("statements", "figures", "times", "places", "mentions", "caveats"):
            for row in getattr(rows, kind):
                rules[f"{kind}: {row.rule}"] += 1
                counts[kind] += 1
    by_row: dict[str, list[Relation]] = {}
    for relation in relations:
        for id_ in {relation.a.id, relation.b.id} - {None}:
            by_row.setdefault(str(id_), []).append(relation)
    pages = tuple(
        sorted(
            (_page(c, told, by_row) for c in wanted),
            key=lambda p: (-p.line.contested, -p.line.reports, -p.line.members, p.line.label, p.line.id),
        )
    )
    notes = {t.id: n for n, t in enumerate((t for p in pages for t in p.tellings), 1)}
    cited = [f for f in facts if f.cited or not narrow]
    kept = {f.report.id for f in cited}
    return Dossier(
        case.name, __version__, _told(case, narrow), pages, _headlines(case),
        dict(sorted(notes.items(), key=lambda x: x[1])),
        tuple(cited),
        tuple(r for r in relations if r.a.id is None and r.a.document in kept and r.b.document in kept),
        tuple(j for j in case.judgements()), tuple(case.problems()),
        tuple(sorted(rules.items(), key=lambda x: (-x[1], x[0]))), dict(sorted(counts.items())),
        _argued(pages), conclusions(case), evidence_tables(case),
    )  # fmt: skip


def _argued(pages: tuple[ClaimPage, ...]) -> tuple[Origin, ...]:
    """The claims' origins that have an argument, each once, in the order of the claims."""
    origins = {g.origin.id: g.origin for p in pages for g in p.groups if g.origin and g.origin.argument}
    return tuple(origins.values())


class _WithoutTexts(CaseView):
    """A case whose documents hold no text: what a sentence on a claim needs of them are names and days."""

    def documents(self) -> Iterator[Document]:
        return (replace(d, text="") for d in super().documents())


def _headlines(case: CaseView) -> dict[str, tuple[Phrase, ...]]:
    boards = figure_boards(Findings(_WithoutTexts(case.view, case.mask)))
    return {b.claim.id: told_phrases(b) for b in boards}


def _told(case: CaseView, narrow: Narrow) -> Narrow:
    """What was asked for, in words that may leave the case."""
    return Narrow(tuple(map(case.words, narrow.claims)), narrow.entity and case.words(narrow.entity), narrow.measure)


def cited_reports(case: CaseView, dossier: Dossier) -> Iterator[CitedReport]:
    """The reports that the dossier cites, one at a time; all of them where it has no claims."""
    cited = {f.report.id for f in dossier.reports if f.cited or not dossier.claims}
    for document in case.documents():
        if document.id in cited:
            rows = case.extraction(document.id)
            own = {s.id for s in rows.statements} | {f.id for f in rows.figures}
            notes = {i: n for i, n in dossier.notes.items() if i in own}
            yield CitedReport(document, paragraphs(document.text, rows, 0, len(document.text)), notes)


def _chosen(case: CaseView, narrow: Narrow) -> list[Claim]:
    claims = list(case.claims())
    if narrow.claims:
        asked = [w.casefold() for w in narrow.claims]
        claims = [c for c in claims if c.id.casefold() in asked or any(w in c.label.casefold() for w in asked)]
    if narrow.measure:
        claims = [c for c in claims if c.measure == narrow.measure]
    if narrow.entity:
        near = _near(case, narrow.entity.casefold())
        claims = [c for c in claims if near & set(c.members)]
    return claims


def _near(case: CaseView, name: str) -> set[str]:
    """Rows whose source or words name an entity, by id, name or alias."""
    entities = [
        e for e in case.entities() if name == e.id.casefold() or any(name in a.casefold() for a in (e.name, *e.aliases))
    ]
    mentions = {m for e in entities for m in e.mentions}
    near: set[str] = set()
    for document in case.documents():
        rows = case.extraction(document.id)
        spans = [(m.start, m.end) for m in rows.mentions if m.id in mentions or name in m.text.casefold()]
        for s in rows.statements:
            parts = [*s.content, *([s.source] if s.source else [])]
            if any(q.start < e and q.end > b for q in parts for b, e in spans):
                near.add(s.id)
        near |= {f.id for f in rows.figures if f.statement in near}
    return near


def _origins(case: CaseView) -> dict[str, Origin]:
    out: dict[str, Origin] = {}
    groups: list[OriginGroup] = sorted(case.origins(), key=lambda o: (o.known, o.id))
    for o in groups:
        origin = Origin(o.id, o.name, o.kind, o.known, o.side, o.argument)
        out |= dict.fromkeys(o.rows, origin)
    return out


def _tellings(
    document: Document, rows: Extraction, members: set[str], origin_of: dict[str, Origin]
) -> dict[str, Telling]:
    statements = {s.id: s for s in rows.statements}
    report = _report(document)
    out: dict[str, Telling] = {}
    for f in rows.figures:
        if f.id in members:
            out[f.id] = _telling(report, f, statements.get(f.statement or ""), origin_of)
    for s in rows.statements:
        if s.id in members:
            out[s.id] = _telling(report, s, s, origin_of)
    return out


def _telling(report: Report, row: Figure | Statement, held: Statement | None, origin_of: dict[str, Origin]) -> Telling:
    content = " … ".join(q.text for q in held.content) if held else None
    origin = origin_of.get(row.id) or (origin_of.get(held.id) if held else None)
    if isinstance(row, Figure):
        start, end, words = row.start, row.end, row.text
    else:
        start, end = (row.content[0].start, row.content[-1].end) if row.content else (0, 0)
        words = content or ""
    telling = Telling(
        id=row.id, kind="statement", report=report, start=start, end=end, words=words,
        statement=held.id if held else None, content=content, source=held.source.text if held and held.source else None,
        cue=held.cue.text if held and held.cue else None, chain=tuple(t.text for t in held.chain) if held else (),
        identification=held.identification if held else None, stance=held.stance if held else None,
        factuality=held.factuality if held else None, hedges=tuple(h.text for h in held.hedges) if held else (),
        origin=origin,
    )  # fmt: skip
    if isinstance(row, Statement):
        return telling
    return replace(
        telling, kind="figure", low=row.low, high=row.high, typical_low=row.typical_low, typical_high=row.typical_high,
        unit=row.unit, counted=row.counted, measure=row.measure, group=row.group, place=row.place, as_of=row.as_of,
        figure_kind=row.kind,
    )  # fmt: skip


def _page(claim: Claim, told: dict[str, Telling], by_row: dict[str, list[Relation]]) -> ClaimPage:
    tellings = [told[m] for m in claim.members if m in told]
    touching = {r.id: r for m in claim.members for r in by_row.get(m, ())}
    counts = Counter(r.relation for r in touching.values())
    line = ClaimLine(
        claim.id, claim.kind, claim.label, claim.measure, claim.group, claim.place,
        claim.from_.isoformat() if claim.from_ else None, claim.to.isoformat() if claim.to else None,
        claim.origins, claim.unknown_lineage, len(claim.members), len({t.report.id for t in tellings}),
        counts["conflict"], counts["tension"], counts["revision"], counts["denies"],
    )  # fmt: skip
    ties = tuple(sorted((_tie(r) for r in touching.values()), key=lambda t: (t.relation, t.a_path, t.b_path, t.id)))
    return ClaimPage(line, by_origin(tellings, {o: n for n, o in enumerate(claim.origin_ids)}), ties, 0)


def _tie(r: Relation) -> Tie:
    return Tie(
        r.id, r.relation, r.a.id or "", r.b.id or "", r.a.text or "", r.b.text or "", r.a.path, r.b.path,
        r.a.document, r.b.document, r.field, r.why, r.confidence, r.by,
    )  # fmt: skip


def _report(document: Document) -> Report:
    return Report(
        document.id, document.path, document.title, document.outlet,
        document.published.isoformat() if document.published else None, document.language,
        document.evidence.get("agency", "").partition(" (")[0] or None,
    )  # fmt: skip
