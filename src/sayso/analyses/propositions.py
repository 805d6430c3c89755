"""Which statements answer or bear out each other: the same participants and the same deed, for or against.

A denial is scoped: of the count, of the responsibility, of the event. Both sides stay under their sources.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from sayso.lexicon import table
from sayso.lexicon.tables import alternation
from sayso.model import Statement

from .deeds import Sentence, Tie, deed_key, read_sentences, tie, widened
from .reports import Report
from .sources import light_stem, stems_of
from .words import fold, text_words

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
_HELD = 60  # statements that are looked up by one stem
_NEAR = 320  # characters between two accounts that one word sets against each other
_FAR = 700  # characters back in which a pointing word finds what it points at
_SLACK = 0.09
_NO_THING = re.compile(
    r"(?:^|[,;:—–“\"]\s*|\bthere (?:was|were|is|are|had been|has been) |\band )no ([^\W\d_]{4,})"
    r"(?=\s*(?:[,.;:!?\"”’)]|$)|\s+(?:and|or|nor|in|at|on|near)\b)",
    re.IGNORECASE,
)
_SUBJECT = 5  # words at the head of an account in which it names what it is about
_CODE = re.compile(r"\b[^\W\d_]+\d\w*")
_MARKS = " .,;:“”\"‘’'«»`"
_FEW, _OFTEN = 8, 0.3  # tellings, and their share: a word in more than both says nothing of its own in a story
# The share of the sentence that says less that must be common: with a name, number or day; by words alone; in any
# case where little is said, where one of the two names somebody, or where it is not known that they are of one time.
_WITH_PARTICULAR, _BY_WORDS, _ALIKE = 0.6, 0.6, 0.8
_MUCH = 3  # deeds, particulars and other words in common
_NEAR_DAYS = 14  # days between two reports that words alone may tie


Value = tuple[str, float | None, float | None]  # a measure, and the least and the most that the words allow


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

    figures: frozenset[Value]  # those that it carries, whose agreement is told figure by figure
    own: frozenset[str] = frozenset()  # all its stems, those of the whole story's subject with them

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """What is tied to what others say."""
        return read_sentences(self.report, self.statement)

    @cached_property
    def turned(self) -> bool:
        """Whether its content is told as not so by words outside it: `denied that …`, `did not believe that …`."""
        negative = self.statement.stance == "deny" or self.statement.factuality in _NEGATIVE
        return negative and (self.statement.stance == "deny" or not any(s.negates for s in self.sentences))

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
        carried: dict[str | None, set[Value]] = defaultdict(set)
        for f in report.rows.figures:
            carried[f.statement].add((f.measure, f.low, f.high))
        for s in report.rows.statements:
            if s.type == "narrated" or not s.content or s.id in repeated:
                continue
            content = " ".join(q.text for q in s.content)
            words = text_words(content)
            codes = frozenset(light_stem(fold(m)) for m in _CODE.findall(content))  # `H5N1` is one word
            stems = (stems_of((content,)) | codes) - _SMALL
            denies = s.stance in ("deny", "doubt") or (s.factuality in _NEGATIVE and s.stance not in _NO_DENIAL)
            if not denies and s.stance in ("neutral", "claim"):
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
                    frozenset(carried.get(s.id, ())),
                    stems,
                )
            )
    return out


def bearings(said: Sequence[Said], sides: Mapping[str, str | None], family: Mapping[str, str]) -> list[Bearing]:
    """How the statements of a story bear on each other. Each is compared with those that share rare stems."""
    common = _common(said, family)
    said = [replace(s, stems=s.stems - common) for s in said]
    common = widened(common)
    index: dict[str, list[int]] = defaultdict(list)
    heads: dict[str, list[int]] = defaultdict(list)
    for n, s in enumerate(said):
        for word in dict.fromkeys(text_words(s.content)[:_SUBJECT]):
            heads[deed_key(word)].append(n)
        for stem in sorted(s.stems):
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
            for m in index[stem][:_HELD]:
                near[m] += 1
        pairs = {m for m, shared in near.items() if m > n and shared > 1}
        for word in _NO_THING.findall(s.content):
            pairs.update(m for m in heads[deed_key(fold(word))][:_HELD] if m != n)
        for m in sorted(pairs):
            found = _bearing(s, said[m], common, sides, family)
            if found:
                out.append(found)
    return _once(out + _contrasts(said, sides))


def _common(said: Sequence[Said], family: Mapping[str, str]) -> frozenset[str]:
    """The stems that a story's tellings have in common; copies of one telling are one."""
    tellings: dict[str, set[str]] = defaultdict(set)
    for s in said:
        tellings[family[s.report.id]] |= s.stems
    counts: dict[str, int] = defaultdict(int)
    for stems in tellings.values():
        for stem in stems:
            counts[stem] += 1
    most = max(_FEW, _OFTEN * len(tellings))
    return frozenset(stem for stem, n in counts.items() if n > most)


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
            if a.origin == b.origin or not _other_side(a, b, sides) or _one_holds_other(a, b):
                continue
            if a.figures and b.figures:
                continue
            lead = a.report.text[max(a.start, b.start - _BRIDGE) if b.start < a.end else a.end : b.start]
            marks = list(pattern.finditer(lead))
            mark = marks[-1] if marks and not _STOP.search(lead, marks[-1].end()) else None
            speaker = b.statement.source
            if mark and (speaker is None or not b.start - len(lead) + mark.end() <= speaker.start < b.start):
                mark = None  # whose account it is must stand behind the word
            if mark and b.start >= a.end and (len(lead) > _BRIDGE or _SENTENCES.search(lead[: mark.start()])):
                mark = None
            said_before = a.report.text[a.start : min(a.end, b.start - len(lead) + mark.start())] if mark else ""
            shared = a.own & b.own & stems_of((" ".join(w for w in said_before.split() if w[:1].islower()),))
            if mark and shared:  # one report's own contrast: what it is all about counts too, its names do not
                why = f"set against each other by `{mark.group()}`: both speak of {_listed(shared, a.content)}"
                out.append(Bearing("denies", b, a, why, 0.6))
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


def _bearing(
    a: Said, b: Said, common: frozenset[str], sides: Mapping[str, str | None], family: Mapping[str, str]
) -> Bearing | None:
    """How two statements bear on each other by what they share: the closest of their sentences tell."""
    if _asks(a) or _asks(b) or b.points or _one_holds_other(a, b):
        return None
    if a.report is b.report and a.start < b.end and b.start < a.end:
        return None
    if ("warn" in (a.statement.stance, b.statement.stance) and a.statement.stance != b.statement.stance) or (
        _open(a) != _open(b)
    ):
        return None  # what may come is not what is
    for denier, other in ((a, b), (b, a)):
        plain = _count_denied(denier, other) or _no_such_thing(denier, other, common)
        if plain and _against(denier, other, sides):
            return Bearing("denies", denier, other, plain, 0.65)
    found = [t for x in a.sentences for y in b.sentences if (t := tie(x, y, common)) and _ties(t, a, b)]
    if not found:
        return None
    best = max(found, key=lambda t: (t.particulars, len(t.words), t.share, sorted(t.deeds)))
    shared = _listed(best.deeds | best.words | best.named, a.content, b.content)
    nots = (best.negated[0] != a.turned, best.negated[1] != b.turned)
    if nots[0] != nots[1]:
        return _denial(*((a, b) if nots[0] else (b, a)), best, shared, sides)
    if best.gone or a.figures or b.figures or a.rank == b.rank or family[a.report.id] == family[b.report.id]:
        return None
    if a.origin == b.origin and a.statement.type in ("direct", "mixed") and b.statement.type in ("direct", "mixed"):
        return None  # one utterance, quoted twice
    later, earlier = (a, b) if a.rank > b.rank else (b, a)
    who = "the same origin" if a.origin == b.origin else "different origins"
    why = f"the same account under {who}: both speak of {shared}"
    return Bearing("supports", later, earlier, why, round(0.55 + best.share / 3, 2))


def _ties(t: Tie, a: Said, b: Said) -> bool:
    """Whether what two sentences share is enough for one thing to be told in both."""
    much = len(t.deeds) + t.particulars + len(t.words)
    if t.particulars and t.share >= (_WITH_PARTICULAR if much >= _MUCH else _ALIKE):
        return True
    near = _near_in_time(a, b)
    if near is False:
        return False
    if t.gone and near:
        return True
    if much <= _MUCH and t.share < 1:
        return False
    return len(t.words) > 1 and t.share >= (_BY_WORDS if near and not t.lone else _ALIKE)


def _denial(denier: Said, other: Said, t: Tie, shared: str, sides: Mapping[str, str | None]) -> Bearing | None:
    """One says that it was not so, the other that it was."""
    if not (denier.denies or t.gone) or not _against(denier, other, sides):
        return None
    why = f"denies {_scope(denier, other)}: both speak of {shared}"
    return Bearing("denies", denier, other, why, round(0.6 + t.share / 4, 2))


def _against(denier: Said, other: Said, sides: Mapping[str, str | None]) -> bool:
    """Whether two that say unlike things of one matter can stand against each other."""
    if denier.statement.stance in _NO_DENIAL or other.statement.stance == "deny":
        return False
    mine, theirs = denier.content.strip(_MARKS), other.content.strip(_MARKS)
    worded = mine in theirs or theirs in mine
    return not worded and denier.origin != other.origin and _other_side(denier, other, sides)


def _near_in_time(a: Said, b: Said) -> bool | None:
    """Whether two reports are of one time; ``None`` where it is not known."""
    if a.report is b.report:
        return True
    one, other = a.report.day, b.report.day
    return abs((one - other).days) <= _NEAR_DAYS if one and other else None


def _count_denied(denier: Said, other: Said) -> str | None:
    """Why somebody denies another's count outright: he names that very count."""
    shared = {v for v in denier.figures & other.figures if v[0] != "other" and v[1] == v[2] and v[1] is not None}
    if denier.statement.stance != "deny" or not shared or not _near_in_time(denier, other):
        return None
    return f"denies the count: both give {', '.join(f'{v[1]:g} {v[0]}' for v in sorted(shared))}"


def _no_such_thing(denier: Said, other: Said, common: frozenset[str]) -> str | None:
    """Why somebody denies another's account: by him there was none of what the other's account begins with."""
    gone = frozenset(deed_key(fold(w)) for w in _NO_THING.findall(denier.content))
    told = frozenset(deed_key(w) for w in text_words(other.content)[:_SUBJECT])
    if not gone & told or not _near_in_time(denier, other) or any(s.governed for s in other.sentences):
        return None
    without = [s for s in denier.sentences if s.gone & gone]
    if any(s.telling(common) and not any(s.shares(o, common) for o in other.sentences) for s in without):
        return None  # there was none in another place
    if _unlike_days(denier, other):
        return None
    return f"denies the event: there was no {_listed(gone & told, other.content)}"


def _unlike_days(a: Said, b: Said) -> bool:
    one, other = (frozenset(d for s in x.sentences for d in s.days) for x in (a, b))
    return bool(one and other and not one & other)


def _open(s: Said) -> bool:
    return s.statement.factuality in ("PS+", "PS-")


def _one_holds_other(a: Said, b: Said) -> bool:
    """Whether one of two statements is told within the other: it is a part of what the other says."""
    if a.report is not b.report:
        return False
    above = {s.id: s.parent for s in a.report.rows.statements}
    for low, high in ((a, b), (b, a)):
        at = low.statement.parent
        while at is not None:
            if at == high.statement.id:
                return True
            at = above.get(at)
    return False


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


def _listed(shared: frozenset[str], *contents: str) -> str:
    """The words of the contents that are shared, the longest first; each by the first content that has it."""
    words: dict[str, str] = {}
    for content in contents:
        for word in text_words(content):
            for key in shared & {*stems_of((word,)), deed_key(word)}:
                words.setdefault(key, word)
    return ", ".join(sorted(set(words.values()), key=lambda w: (-len(w), w))[:5])


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
