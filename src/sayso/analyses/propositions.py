"""Which statements answer or bear out each other: the same participants and the same deed, for or against.

A denial is scoped: of the count, of the responsibility, of the event. Both sides stay under their sources.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.lexicon import table
from sayso.lexicon.tables import alternation
from sayso.model import Statement

from .reports import Report
from .sources import stems_of
from .words import text_words

_NEGATIVE = frozenset(("CT-", "PR-", "PS-"))
_SMALL = frozenset(light for light in stems_of((
    "the that this these those and for with from have has had were was been are not but they them their his her its he she it "
    "will would could should said says who whom which when where what there here also more than into over under after before "
    "about because while during being some any all each other such only very our your you one two",
)))  # fmt: skip
_POINTING = frozenset(("that", "this", "it", "so", "them", "these", "those", "accusation", "accusations", "allegation",
                       "allegations", "claim", "claims", "charge", "charges", "charged", "responsibility", "involvement", "anything",
                       "report", "reports", "figure", "figures", "count", "the", "any", "such", "all", "having", "do", "to", "with",
                       "had", "of", "which", "both"))  # fmt: skip
_FAR = 700  # characters back in which a pointing word finds what it points at
_SHARE, _LEAST = 0.5, 3


@dataclass(frozen=True)
class Said:
    """A statement with what is compared of it."""

    statement: Statement
    report: Report
    rank: int
    origin: str
    known: bool
    content: str
    stems: frozenset[str]
    denies: bool
    points: bool  # its content only points back

    @property
    def start(self) -> int:
        return self.statement.content[0].start if self.statement.content else 0


@dataclass(frozen=True, slots=True)
class Bearing:
    """``relation`` of statement ``a`` to ``b``: supports or denies."""

    relation: str
    a: Said
    b: Said
    why: str
    confidence: float


def gather_said(reports: Sequence[Report], origin_of: Mapping[str, str], known: Mapping[str, bool]) -> list[Said]:
    """The statements of a story whose content can be compared, in the order of its reports."""
    negations = re.compile(alternation([f for e in table("copying").where(role="negation") for f in e.forms]), re.I)
    out = []
    for rank, report in enumerate(reports):
        for s in report.rows.statements:
            if s.type == "narrated" or not s.content:
                continue
            content = " ".join(q.text for q in s.content)
            words = text_words(content)
            stems = stems_of((content,)) - _SMALL
            denies = s.stance in ("deny", "doubt") or s.factuality in _NEGATIVE
            if not denies and negations.search(content) and s.stance in ("neutral", "claim"):
                denies = bool(negations.match(content.lstrip("\"“«‘ ")))
            origin = origin_of.get(s.id, "")
            out.append(
                Said(s, report, rank, origin, known.get(origin, False), content, stems, denies,
                     denies and len(words) <= 8 and all(w in _POINTING for w in words))
            )  # fmt: skip
    return out


def bearings(said: Sequence[Said], sides: Mapping[str, str | None], family: Mapping[str, str]) -> list[Bearing]:
    """How the statements of a story bear on each other. Each is compared with those that share rare stems."""
    counts: dict[str, int] = defaultdict(int)
    for s in said:
        for stem in s.stems:
            counts[stem] += 1
    common = max(8, len(said) // 6)
    index: dict[str, list[int]] = defaultdict(list)
    for n, s in enumerate(said):
        for stem in sorted(s.stems):
            if counts[stem] <= common:
                index[stem].append(n)
    out: list[Bearing] = []
    for n, s in enumerate(said):
        if s.points:
            found = _pointed_at(s, said, sides)
            if found:
                out.append(found)
            continue
        near: dict[int, int] = defaultdict(int)
        for stem in sorted(s.stems):
            for m in index.get(stem, ())[:60]:
                near[m] += 1
        for m in sorted(near):
            other = said[m]
            if m == n or near[m] < 2:
                continue
            found = _bearing(s, other, sides, family)
            if found:
                out.append(found)
    return _once(out)


def _pointed_at(s: Said, said: Sequence[Said], sides: Mapping[str, str | None]) -> Bearing | None:
    """What a denial of `that` denies: the last thing said before it by another side."""
    before = [
        o for o in said
        if o.report is s.report and o.start < s.start and s.start - o.start <= _FAR
        and o.origin != s.origin and not o.denies and _other_side(s, o, sides) and len(o.stems) >= 2
    ]  # fmt: skip
    if not before:
        return None
    target = max(before, key=lambda o: (o.statement.stance == "claim", o.start))
    return Bearing("denies", s, target, f"`{_short(s)}` answers `{_short(target)}`, the last thing said of it by the other",
                   0.75)  # fmt: skip


def _bearing(a: Said, b: Said, sides: Mapping[str, str | None], family: Mapping[str, str]) -> Bearing | None:
    shared = a.stems & b.stems
    least = min(len(a.stems), len(b.stems))
    if len(shared) < 2 or not least:
        return None
    share = len(shared) / least
    if a.denies and not b.denies and a.origin != b.origin and _other_side(a, b, sides):
        if len(shared) >= _LEAST and share >= 0.34 or (len(shared) >= 2 and share >= 0.6):
            scope = _scope(a, b)
            return Bearing("denies", a, b, f"denies {scope}: both speak of {_listed(shared)}", round(0.6 + share / 4, 2))
        return None
    if a.denies or b.denies or a.rank < b.rank:
        return None
    if a.report is b.report or family[a.report.id] == family[b.report.id]:
        return None
    if len(shared) >= 4 and share >= _SHARE:
        who = "the same origin" if a.origin == b.origin else "different origins"
        return Bearing("supports", a, b, f"the same account under {who}: both speak of {_listed(shared)}",
                       round(0.55 + share / 3, 2))  # fmt: skip
    return None


def _other_side(a: Said, b: Said, sides: Mapping[str, str | None]) -> bool:
    mine, theirs = sides.get(a.origin), sides.get(b.origin)
    return mine is None or theirs is None or mine != theirs


def _scope(a: Said, b: Said) -> str:
    digits = {w for w in text_words(a.content) if w.isdigit()} & {w for w in text_words(b.content) if w.isdigit()}
    if digits:
        return "the count"
    if re.search(r"\b(?:responsib|involve|behind|blame|role in)", a.content, re.IGNORECASE):
        return "the responsibility"
    return "the event"


def _listed(stems: frozenset[str]) -> str:
    return ", ".join(sorted(stems, key=lambda s: (-len(s), s))[:5])


def _short(s: Said) -> str:
    words = " ".join(s.content.split())
    return words if len(words) <= 60 else words[:59] + "…"


def _once(found: Sequence[Bearing]) -> list[Bearing]:
    seen: dict[frozenset[str], Bearing] = {}
    for f in found:
        key = frozenset((f.a.statement.id, f.b.statement.id))
        if key not in seen or f.confidence > seen[key].confidence:
            seen[key] = f
    return list(seen.values())
