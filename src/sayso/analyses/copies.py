"""What repeats what: the relation of two reports, from their shared passages, their likeness and their credits.

The longest shared run outside quotation marks is the signal of verbatim reuse. A reused quotation makes the
speaker common, not the report a copy. Passages that are common property were taken out before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sayso.model import Anchor, Passage, Relation, finding_id
from sayso.model.findings import DocumentRelation

from .align import Alignment, Run
from .credits import Credits
from .direction import Direction, changed_figures, direction
from .index import days_between
from .reports import Report
from .retelling import TELLING
from .rewriting import Likeness

# Words. Found on perturbed reports against reports of other outlets on the same event (docs/copies.md).
SURE = 15.0  # strength of the shared passages (:attr:`Alignment.strength`)
LIKELY, LIKELY_TOTAL, LIKELY_SHARE = 12.0, 24, 0.1
SHARE_STRENGTH, SHARE_TOTAL, SHARE = 9.0, 22, 0.35
ALL_WORDS, ALL_SHARE = 40, 0.5  # of the shorter, quotations and all: most of a report is no mere reuse of a quotation
LATE_DAYS, LATE_RUN, LATE_SHARE = 21, 30, 0.25
WHOLE, EVEN = 0.6, 0.45  # share of the shorter report; how much shorter it may be for a whole copy
QUOTE_RUN = 5
WORTH = 0.2  # likeness from which on two reports are of one event, and are compared sentence by sentence
REWRITE_TOLD, REWRITE_ORDER, REWRITE_SENTENCES, REWRITE_COSINE = 0.36, 0.85, 6, 0.35
REWRITE_PARTICULARS = 0.5
RETOLD, RETOLD_COSINE, RETOLD_PARTICULARS = 0.38, 0.5, 0.65
OWN_DAYS = 1  # an outlet's own reports follow one pattern: further apart none is another's rewrite by likeness
CREDITED_TOLD = 0.34
CHANGED = 0.06  # less sure of a model that gives another figure: a misprint travels with its own copies
BY_LIKENESS = "copies:likeness"
NEARLY = 0.85  # of the best model's share: below it another model is taken to be the nearer one


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known of two reports side by side."""

    alignment: Alignment
    likeness: Likeness | None
    cosine: float
    particulars: float = 0.0  # :meth:`Index.shared_particulars`


def relate_reports(a: Report, b: Report, evidence: Evidence, credits: Mapping[str, Credits]) -> Relation | None:
    """The relation of two reports, earlier first where the direction is known; ``None`` when nothing ties them."""
    found = _kind(a, b, evidence, credits)
    if found is None:
        return None
    kind, why, confidence, rule = found
    way = Direction(0, ())
    if kind in ("copy", "excerpt", "rewrite", "translation", "same-origin"):
        way = direction(a, b, kind, evidence.alignment, credits)
    first, second = (b, a) if way.sign < 0 else (a, b)
    passages = _passages(a, b, evidence.alignment, kind)
    changed = changed_figures(a, b, evidence.alignment) if kind in ("copy", "excerpt", "rewrite") else []
    if way.sign < 0:
        passages = tuple(Passage(p.b_start, p.b_end, p.a_start, p.a_end) for p in passages)
    sentences = [why, *way.reasons]
    if changed:
        confidence = round(confidence - CHANGED, 2)
        told, heard = changed[0] if way.sign >= 0 else (changed[0][1], changed[0][0])
        sentences.append(f"but it has {heard.text} where the other has {told.text}")
    if kind in ("copy", "excerpt", "rewrite", "translation") and not way.sign:
        sentences.append("which of the two came first is not known")
    return Relation(
        id=finding_id("relation", kind, first.id, second.id),
        relation=kind,
        a=Anchor(first.id, first.document.path),
        b=Anchor(second.id, second.document.path),
        why="; ".join(sentences),
        confidence=confidence,
        by=rule,
        directed=way.sign != 0,
        passages=passages,
    )


_Verdict = tuple[DocumentRelation, str, float, str]


def _kind(a: Report, b: Report, evidence: Evidence, credits: Mapping[str, Credits]) -> _Verdict | None:
    verbatim = _verbatim(a, b, evidence.alignment)
    if verbatim:
        return verbatim
    mine, theirs = credits[a.id], credits[b.id]
    like = evidence.likeness
    told = like.told if like else 0.0
    ordered = like is not None and like.order >= REWRITE_ORDER and like.sentences >= REWRITE_SENTENCES
    shared_agency = sorted(mine.agencies & theirs.agencies)
    gap = days_between(a.day, b.day) or 0
    credit = (a.id in theirs.reports and gap >= 0) or (b.id in mine.reports and gap <= 0)
    noted = mine.translated or theirs.translated
    if like and noted and credit and (told >= CREDITED_TOLD or evidence.cosine >= REWRITE_COSINE):
        why = "says that it is translated, names the other's outlet, and tells the same"
        return "translation", why, 0.75, "copies:translation-note"
    own = bool(a.outlet) and a.outlet == b.outlet and abs(gap) > OWN_DAYS
    near = evidence.cosine >= REWRITE_COSINE and evidence.particulars >= REWRITE_PARTICULARS
    free = like if not own and abs(gap) <= LATE_DAYS else None
    if free and near and ordered and told >= REWRITE_TOLD:
        why = f"the same particulars in the same order in other words ({told:.0%} of the shorter is told in the other)"
        return "rewrite", why, min(0.95, 0.5 + told), "copies:same-order"
    if free and retelling(free, evidence.cosine, evidence.particulars) >= 1:
        why = f"the same names and figures ({evidence.particulars:.0%}) told in other words ({told:.0%} of the shorter)"
        return "rewrite", why, min(0.9, 0.45 + told), "copies:same-particulars"
    if like and credit and near and told >= CREDITED_TOLD:
        why = f"credits the other's outlet and tells the same in other words ({told:.0%})"
        return "rewrite", why, 0.8, "copies:credited-rewrite"
    if credit and _same_figures(a, b):
        whose = b if b.id in mine.reports else a
        return "same-origin", f"says so: it names {whose.outlet_name}, and figures are the same", 0.85, "copies:credit"
    if shared_agency and evidence.cosine >= REWRITE_COSINE and _same_figures(a, b):
        return "same-origin", f"both credit {shared_agency[0]}, and figures are the same", 0.75, "copies:shared-agency"
    issued = (a.id in theirs.issuers and gap >= 0) or (b.id in mine.issuers and gap <= 0)
    if issued and _same_figures(a, b):
        issuer = a if a.id in theirs.issuers else b
        why = f"its figures are those of {issuer.outlet_name}, which it names and whose own report this is"
        return "same-origin", why, 0.8, "copies:issuer"
    if evidence.alignment.longest_quoted >= QUOTE_RUN:
        words = evidence.alignment.longest_quoted
        return "shared-quote", f"{words} words of one quotation in both, otherwise told apart", 0.9, "copies:quotation"
    if evidence.cosine >= WORTH:
        return "same-event-only", alike_only(evidence.cosine), 0.7, BY_LIKENESS
    return None


def alike_only(like: float) -> str:
    """Why two reports that share no passage are of one event."""
    return f"the same event, no shared passage (likeness {like:.2f})"


def retelling(like: Likeness, cosine: float, particulars: float) -> float:
    """How near two reports come to telling the same in other words, in whatever order; from 1 on one does.

    They are alike in all their terms, they share names and figures that are rare elsewhere, and sentence by sentence
    much of the shorter is found in the other. Correspondents at one event share some of each, seldom much of all.
    """
    if like.sentences < REWRITE_SENTENCES:
        return 0.0
    return min(like.told / RETOLD, cosine / RETOLD_COSINE, particulars / RETOLD_PARTICULARS)


def repetition(alignment: Alignment, words_a: int, words_b: int) -> float:
    """How near two reports come to repeating each other's words; from 1 on they do.

    By the strength of the shared passages, less of which is asked where they are much of the shorter report; or by all
    words, quoted ones too, where these are most of it.
    """
    shorter = min(words_a, words_b)
    if not shorter:
        return 0.0
    strength, total = alignment.strength, alignment.total(5)
    share = total / shorter
    return max(
        strength / SURE,
        min(strength / LIKELY, total / LIKELY_TOTAL, share / LIKELY_SHARE),
        min(strength / SHARE_STRENGTH, total / SHARE_TOTAL, share / SHARE),
        alignment.words() / max(ALL_WORDS, ALL_SHARE * shorter),
    )


def is_verbatim(alignment: Alignment, words_a: int, words_b: int, a: dt.date | None, b: dt.date | None) -> bool:
    """Whether one of two reports repeats the other's words, from their passages, lengths and dates."""
    if repetition(alignment, words_a, words_b) < 1:
        return False
    gap = days_between(a, b)
    late = gap is not None and abs(gap) > LATE_DAYS
    return not (late and alignment.words() < LATE_SHARE * min(words_a, words_b) and alignment.longest < LATE_RUN)


def _verbatim(a: Report, b: Report, alignment: Alignment) -> _Verdict | None:
    if not is_verbatim(alignment, len(a.words), len(b.words), a.day, b.day):
        return None
    shorter, longer = sorted((len(a.words), len(b.words)))
    longest, total = alignment.longest, alignment.total(5)
    share, whole = total / shorter, alignment.words() / shorter
    confidence = round(min(0.99, 0.7 + 0.01 * longest + 0.2 * share), 2)
    why = f"longest passage shared outside quotation marks {longest} words, {total} in all ({share:.0%} of the shorter)"
    if whole >= ALL_SHARE > share:
        why += f", with quotations {whole:.0%}"
    if max(share, whole if total else 0.0) >= WHOLE and shorter >= EVEN * longer:
        return "copy", why, confidence, "copies:passages"
    return "excerpt", why, confidence, "copies:passages"


def _same_figures(a: Report, b: Report) -> bool:
    """Whether two figures of the same measure and value stand in both, or one where there are few.

    Of telling numbers the value alone counts: a short report may not say once more what it counts.
    """

    def values(report: Report) -> set[tuple[str, float | None, float | None]]:
        return {
            ("" if (f.low or 0) > TELLING else f.measure, f.low, f.high)
            for f in report.rows.figures if f.low is None or f.low > 2
        }  # fmt: skip

    mine, theirs = values(a), values(b)
    return len(mine & theirs) >= min(2, len(mine), len(theirs)) and bool(mine & theirs)


def _passages(a: Report, b: Report, alignment: Alignment, kind: DocumentRelation) -> tuple[Passage, ...]:
    if kind not in ("copy", "excerpt", "rewrite", "shared-quote"):
        return ()
    runs = [r for r in alignment.runs if kind != "shared-quote" or r.length - r.unquoted >= QUOTE_RUN]
    return tuple(passage for run in runs for passage in _unbroken(a, b, run))


def _unbroken(a: Report, b: Report, run: Run) -> Iterator[Passage]:
    """A run as passages: one, or several where furniture of either report stands in its midst."""
    breaks = sorted({*_furniture(a, run.a, run.length), *_furniture(b, run.b, run.length)})
    for first, end in zip((0, *breaks), (*breaks, run.length), strict=True):
        yield Passage(
            int(a.words.starts[run.a + first]),
            int(a.words.ends[run.a + end - 1]),
            int(b.words.starts[run.b + first]),
            int(b.words.ends[run.b + end - 1]),
        )


def _furniture(report: Report, start: int, length: int) -> list[int]:
    """Before which words of a run (from 1) words stand that are not body."""
    ends, starts = report.words.ends[start : start + length - 1], report.words.starts[start + 1 : start + length]
    wide = np.flatnonzero(starts - ends > 3).tolist()
    return [i + 1 for i in wide if any(c.isalnum() for c in report.text[int(ends[i]) : int(starts[i])])]


def nearest(relations: Sequence[Relation], told: Mapping[frozenset[str], float]) -> list[Relation]:
    """Of several models that a report might have rewritten or been told by, the one that it tells most of.

    Verbatim relations are all kept: the passages are there. A report that repeats another has the figures of
    an issuer through it.
    """
    weak = ("rewrite", "translation", "same-origin")
    retold = ("copy", "excerpt", "rewrite", "translation")
    heirs = {r.b.document for r in relations if r.directed and r.relation in retold}
    best: dict[str, float] = {}
    for r in relations:
        if r.directed and r.relation in weak and r.by != "copies:issuer":
            best[r.b.document] = max(best.get(r.b.document, 0.0), told[_ends(r)])
    out = []
    for r in relations:
        if r.relation not in weak or not r.directed:
            out.append(r)
        elif r.by == "copies:issuer":
            if r.b.document not in heirs and r.b.document not in best:
                out.append(r)
        elif told[_ends(r)] >= NEARLY * best[r.b.document]:
            out.append(r)
    return out


def _ends(relation: Relation) -> frozenset[str]:
    return frozenset((relation.a.document, relation.b.document))
