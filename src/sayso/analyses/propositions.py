"""Which statements answer or bear out each other: the same participants and the same deed, for or against.

A denial is scoped: of the count, of the responsibility, of the event. Both sides stay under their sources.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.lexicon import table
from sayso.lexicon.tables import alternation
from sayso.model import Statement

from .reports import Report
from .sources import stems_of
from .words import text_words

_NEGATIVE = frozenset(("CT-", "PR-", "PS-"))
_NO_DENIAL = ("confirm", "admit")  # whoever could not confirm has not denied
_SMALL = stems_of(
    (
        "the that this these those and for with from have has had were was been are not but they them their his her",
        "its he she it will would could should said says who whom which when where what there here also more than",
        "into over under after before about because while during being some any all each other such only very our",
        "your you one two people many much most make made take taken took give given gave get got need needs come came",
        "going know think time times day days week weeks month months year years new still just like work working help",
        "world country way thing things part back even well good according able",
    )
)
_POINTING = frozenset(
    (
        "that",
        "this",
        "it",
        "so",
        "them",
        "these",
        "those",
        "accusation",
        "accusations",
        "allegation",
        "allegations",
        "claim",
        "claims",
        "charge",
        "charges",
        "charged",
        "responsibility",
        "involvement",
        "anything",
        "report",
        "reports",
        "figure",
        "figures",
        "count",
        "the",
        "any",
        "such",
        "all",
        "having",
        "do",
        "to",
        "with",
        "had",
        "of",
        "which",
        "both",
    )
)
_OPEN = frozenset(("how", "whether", "what", "who", "why", "when", "where", "if", "to"))
_COUNT = re.compile(r"\b(?:figure|number|count|toll|tally)", re.IGNORECASE)
_BRIDGE = 110  # characters from one account over the word of contrast and the other's source to the other account
_STOP = re.compile(r"[.!?;\n“\"«]")
_SENTENCES = re.compile(r"\w\W*[.!?\n]\s*\w")  # more than the end of one sentence
_NEAR = 320  # characters between two accounts that one word sets against each other
_FAR = 700  # characters back in which a pointing word finds what it points at
_SHARE, _LEAST = 0.5, 3
_SLACK = 0.09
_NO_THING = re.compile(
    r"\bno ([^\W\d_]{4,})(?=\s*(?:[,.;:!?\"”’)]|$)"
    r"|\s+(?:in|at|on|near|from|was|were|had|has|during|by|to|and|or|when)\b)",
    re.IGNORECASE,
)
_MARKS = " .,;:“”\"‘’'«»`"
_BRIEF = 16  # words: a longer denial of a thing must share more than the thing
_EVERYWHERE = 0.8  # share of a story's reports: a stem in more of them says nothing of its own


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

    figures: bool  # it carries a figure, whose agreement is told figure by figure
    negated: bool  # its words hold a negation
    own: frozenset[str] = frozenset()  # all its stems, those of the whole story's subject with them

    @property
    def start(self) -> int:
        return self.statement.content[0].start

    @property
    def end(self) -> int:
        return self.statement.content[-1].end


@dataclass(frozen=True, slots=True)
class Bearing:
    """``relation`` of statement ``a`` to ``b``: supports or denies."""

    relation: str
    a: Said
    b: Said
    why: str
    confidence: float


def gather_said(
    reports: Sequence[Report], origin_of: Mapping[str, str], known: Mapping[str, bool], repeated: frozenset[str]
) -> list[Said]:
    """The statements of a story whose content can be compared, in the order of its reports.

    ``repeated``: statements that a shared passage carries over from an earlier report; they say nothing new.
    """
    negations = re.compile(alternation([f for e in table("copying").where(role="negation") for f in e.forms]), re.I)
    out = []
    for rank, report in enumerate(reports):
        carrying = {f.statement for f in report.rows.figures}
        for s in report.rows.statements:
            if s.type == "narrated" or not s.content or s.id in repeated:
                continue
            content = " ".join(q.text for q in s.content)
            words = text_words(content)
            stems = stems_of((content,)) - _SMALL
            negated = negations.search(content) is not None
            denies = s.stance in ("deny", "doubt") or (s.factuality in _NEGATIVE and s.stance not in _NO_DENIAL)
            if not denies and negated and s.stance in ("neutral", "claim"):
                denies = bool(negations.match(content.lstrip('"“«‘ ')))
            origin = origin_of.get(s.id, "")
            out.append(
                Said(
                    s,
                    report,
                    rank,
                    origin,
                    known.get(origin, False),
                    content,
                    stems,
                    denies,
                    denies and len(words) <= 8 and all(w in _POINTING for w in words),
                    s.id in carrying,
                    negated,
                    stems,
                )
            )
    return out


def bearings(said: Sequence[Said], sides: Mapping[str, str | None], family: Mapping[str, str]) -> list[Bearing]:
    """How the statements of a story bear on each other. Each is compared with those that share rare stems."""
    counts: dict[str, int] = defaultdict(int)
    for stem in (t for stems in _by_report(said).values() for t in stems):
        counts[stem] += 1
    total = len({s.report.id for s in said})
    said = [replace(s, stems=frozenset(t for t in s.stems if counts[t] <= max(3, total * _EVERYWHERE))) for s in said]
    common = max(12, total // 2)
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
        negative = bool(_NO_THING.search(s.content))
        near: dict[int, int] = defaultdict(int)
        for stem in sorted(s.stems):
            for m in index.get(stem, ())[:60]:
                near[m] += 1
        for m in sorted(near):
            other = said[m]
            if m == n or (near[m] < 2 and not negative):
                continue
            found = _bearing(s, other, sides, family)
            if found:
                out.append(found)
    return _once(out + _contrasts(said, sides))


def _contrasts(said: Sequence[Said], sides: Mapping[str, str | None]) -> list[Bearing]:
    """Accounts of one matter that a report itself sets against each other: `although the ministry said …`."""
    pattern = re.compile(alternation([f for e in table("copying").where(role="contrast") for f in e.forms]), re.I)
    by_report: dict[str, list[Said]] = defaultdict(list)
    for s in said:
        if s.known and not s.points and not _asks(s):
            by_report[s.report.id].append(s)
    out = []
    for mine in by_report.values():
        for b in sorted(mine, key=lambda s: (s.start, s.end)):
            before = [a for a in mine if a.start < b.start and b.start - min(a.end, b.start) <= _NEAR]
            before = [a for a in before if a.end <= b.start or b.start - a.start <= _NEAR]
            if not before:
                continue
            a = max(before, key=lambda s: (min(s.end, b.start), s.start))  # the word stands between neighbours
            if a.origin == b.origin or not _other_side(a, b, sides):
                continue
            lead = a.report.text[max(a.start, b.start - _BRIDGE) if b.start < a.end else a.end : b.start]
            marks = list(pattern.finditer(lead))
            mark = marks[-1] if marks and not _STOP.search(lead, marks[-1].end()) else None
            speaker = b.statement.source
            if mark and (speaker is None or not b.start - len(lead) + mark.end() <= speaker.start < b.start):
                mark = None  # whose account it is must stand behind the word
            if mark and b.start >= a.end and (len(lead) > _BRIDGE or _SENTENCES.search(lead[: mark.start()])):
                mark = None
            shared = a.own & b.own & stems_of((" ".join(w for w in a.content.split() if w[:1].islower()),))
            if mark and shared:  # one report's own contrast: what it is all about counts too, its names do not
                why = f"set against each other by `{mark.group()}`: both speak of {_listed(shared, a.content)}"
                out.append(Bearing("denies", b, a, why, 0.6))
    return out


def _by_report(said: Sequence[Said]) -> dict[str, set[str]]:
    out: dict[str, set[str]] = defaultdict(set)
    for s in said:
        out[s.report.id] |= s.stems
    return out


def _pointed_at(s: Said, said: Sequence[Said], sides: Mapping[str, str | None]) -> Bearing | None:
    """What a denial of `that` denies: the last thing said before it by another side."""
    before = [
        o
        for o in said
        if o.report is s.report
        and o.start < s.start
        and s.start - o.start <= _FAR
        and o.origin != s.origin
        and not o.denies
        and _other_side(s, o, sides)
        and len(o.stems) >= 2
    ]
    if _COUNT.search(s.content):
        before = [o for o in before if o.figures]
    if not before:
        return None
    target = max(before, key=lambda o: (o.statement.stance == "claim", o.start))
    return Bearing(
        "denies", s, target, f"`{_short(s)}` answers `{_short(target)}`, the last thing said of it by the other", 0.75
    )


def _bearing(a: Said, b: Said, sides: Mapping[str, str | None], family: Mapping[str, str]) -> Bearing | None:
    shared = a.stems & b.stems
    least = min(len(a.stems), len(b.stems))
    if not least:
        return None
    share = len(shared) / least
    if a.report is not b.report and a.origin != b.origin and not b.denies and _other_side(a, b, sides):
        gone = stems_of(_NO_THING.findall(a.content)) & stems_of((" ".join(b.content.split()[:5]),)) - _SMALL
        if gone and (len(shared) > 1 or len(text_words(a.content)) <= _BRIEF):
            return Bearing("denies", a, b, f"denies the event: there was no {_listed(gone, b.content)}", 0.55)
    if len(shared) < 2:
        return None
    if a.report is b.report and a.start < b.end and b.start < a.end:
        return None
    if a.denies and not b.denies and a.origin != b.origin and _other_side(a, b, sides):
        if (a.negated and b.negated) or a.content.strip(_MARKS) in b.content or b.content.strip(_MARKS) in a.content:
            return None  # both say that it is not so, or one words the other
        outright = a.statement.stance in ("deny", "doubt") and share >= 0.6
        if outright or (len(shared) >= _LEAST and share >= 0.34):
            scope = _scope(a, b)
            return Bearing(
                "denies", a, b, f"denies {scope}: both speak of {_listed(shared, a.content)}", round(0.6 + share / 4, 2)
            )
        return None
    if a.denies or b.denies or a.rank < b.rank or a.figures or b.figures:
        return None
    if a.origin == b.origin and a.statement.type in ("direct", "mixed") and b.statement.type in ("direct", "mixed"):
        return None  # one utterance, quoted twice
    if a.report is b.report or family[a.report.id] == family[b.report.id]:
        return None
    if _asks(a) or _asks(b):
        return None
    if len(shared) >= _LEAST and share >= _SHARE:
        who = "the same origin" if a.origin == b.origin else "different origins"
        return Bearing(
            "supports",
            a,
            b,
            f"the same account under {who}: both speak of {_listed(shared, a.content)}",
            round(0.55 + share / 3, 2),
        )
    return None


def _asks(s: Said) -> bool:
    """Whether a statement asserts nothing: a question, an order, a thing left open."""
    first = s.content.split(maxsplit=1)[0].casefold() if s.content.split() else ""
    return s.statement.factuality == "Uu" or s.statement.stance in ("order", "promise") or first in _OPEN


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


def _listed(stems: frozenset[str], content: str) -> str:
    """The words of a content that have these stems, the longest first."""
    words: dict[str, str] = {}
    for word in text_words(content):
        for stem in stems & stems_of((word,)):
            words.setdefault(stem, word)
    return ", ".join(sorted((words.get(s, s) for s in stems), key=lambda w: (-len(w), w))[:5])


def _short(s: Said) -> str:
    words = " ".join(s.content.split())
    return words if len(words) <= 60 else words[:59] + "…"


def _once(found: Sequence[Bearing]) -> list[Bearing]:
    """One relation a pair, and of a denial the earliest of its plain targets: later ones repeat it."""
    pairs: dict[frozenset[str], Bearing] = {}
    for f in found:
        pair = frozenset((f.a.statement.id, f.b.statement.id))
        if pair not in pairs or f.confidence > pairs[pair].confidence:
            pairs[pair] = f
    denials: dict[str, list[Bearing]] = defaultdict(list)
    out = []
    for f in pairs.values():
        if f.relation == "denies":
            denials[f.a.statement.id].append(f)
        else:
            out.append(f)
    for id in sorted(denials):
        top = max(f.confidence for f in denials[id])
        near = [f for f in denials[id] if f.confidence >= top - _SLACK]
        out.append(min(near, key=lambda f: (f.b.rank, -f.confidence, f.b.start)))
    return sorted(out, key=lambda f: (f.relation, f.a.statement.id, f.b.statement.id))
