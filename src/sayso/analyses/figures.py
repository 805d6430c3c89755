"""Which figures are comparable, and how two comparable ones relate.

Comparable: the same measure, the same kind of thing counted, kind of figure (total, increment, part), group,
place and event. The rules abstain: figures that stand apart in any of these without a plain tie are left alone.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sayso.lexicon import table
from sayso.lexicon.calendar import MONTH_NAMES, SHORT_MONTHS, WEEKDAYS
from sayso.lexicon.tables import alternation
from sayso.model import Figure, Interval, Time
from sayso.text.sentences import sentences

from .asides import aside
from .occasions import OF_PEOPLE
from .reports import Report, name_words
from .rewriting import stems
from .sources import light_stem
from .words import text_words

_IN_PLACE = re.compile(
    r"\b(?:in|at|near)\s+(?:the\s)?(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Jan|Feb|Mar|Apr|May\b|June|July|Aug|Sep"
    r"|Oct|Nov|Dec)([A-Z][\w'’-]+)"
)
_CAPITAL = re.compile(r"(?<=\s)[A-Z][\w'’-]+")
_AROUND = 80  # characters around a number in which a place is that of what it counts
_SAID = 12  # characters behind a cue in which a day is that of the saying: `said on Saturday`
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_HEAD = 120  # characters at the head of a text in which a full date is that of the report
_WEEKS = frozenset((0, 7, 14))  # days between a weekday and that of a report dated later
_BEHIND = 120  # characters behind a figure in which a day is that of what it counts
_RECENT = 3  # days before its publication that a report of an event tells of
_DAYS = frozenset(("day", "part-of-day", "time", "hour", "minute"))
_SPAN = re.compile(
    r"\b(?:since|earlier (?:this|in the) (?:week|month|year)|last (?:week|month|year)|(?:a|one|two|three|several) "
    r"(?:weeks?|months?|years?) (?:ago|after|earlier|later)|so far this|in the (?:past|last))\b",
    re.IGNORECASE,
)
_COUNTING = re.compile(
    r"\b(?:count(?:s|ed|ing)?|tall(?:y|ied|ies)|as of|so far|rose|risen|rises|raised|announce[sd]?|updat(?:ed|ing)|"
    r"by (?:this|the) (?:morning|evening|afternoon)|toll)\b",
    re.IGNORECASE,
)
_LOWER = re.compile(r"(?<![\w'’-])[^\W\dA-ZА-Я_][^\W\d_'’-]+")
_IDLE = frozenset(w[:6] for w in (*WEEKDAYS, *MONTH_NAMES, *SHORT_MONTHS))
_OTHERS = re.compile(r"\b(?:others?|another|more(?!\s+than)|further)\b", re.IGNORECASE)
_OTHER_BEFORE, _OTHER_BEHIND = 10, 8  # characters around a number in which it says that it counts others
_WORLD = re.compile(
    r"\b(?:world-?wide|globally|(?:around|across) the (?:world|globe)|global (?:total|toll|count))\b",
    re.IGNORECASE,
)
_WHO_HAS = re.compile(r",\s(?:which|who|whose|where)\s[^,.]{1,160},")
_AND = re.compile(r"\s(?:and|or|и|та|і)\s")
_AMONG = re.compile(
    r"(?:\s(?!(?:and|but|while|when)\b)[\w’'-]+){0,6}?\s(?:was|were|are|is)\s(?:\w+\s)?among\b"
    r"|\s+of\s+(?:them|those|these|the\s+(?:dead|victims|wounded|injured|killed|missing))\b"
)
_FIRST_TOLL = re.compile(
    r"\b(?:initial|preliminary|previous|earlier) (?:death )?(?:tolls?|counts?|figures?|estimates?)\b[^.;:\d]*$",
    re.IGNORECASE,
)
_TOLL_BEFORE = 120  # characters before a number in which a toll is called an initial one
_HELD_MEASURES = frozenset(("change", "score", "voted"))
_HELD_UNITS = frozenset(("points", "delegates", "seats", "votes"))
_NAME_RUN = re.compile(r"(?<![\w:])[A-Z][A-Za-z&]{2,}(?:[ -][A-Z][A-Za-z&]*)*")
_NO_NAME = frozenset("the but and while after for its their this that with utc gmt est edt cet".split())
_CLAUSE = re.compile(r"[;:]\s|,?\s(?:while|whereas|but)\s")
_MOST = re.compile(r"\b(?:most|many|half|some|majority) of (?:the \w+|them|those)\W+(?:\w+\W+)?$")
_STOPS = re.compile(r"[.?!](?=\s|$)|\n")
_NEAR_DEAD = 90  # characters before a number in which its sentence may say that it counts the dead
_INCLUDES = re.compile(r"\b(?:includ(?:ed|es|ing)|among|were|with|of (?:them|whom))\b", re.IGNORECASE)
_REPORTS_OF = re.compile(
    r"\b(?:reports?|claims?|figures?|tolls?|numbers?|rumou?rs?|allegations?|accounts?|сообщени\w+|повідомленн\w+)\s+"
    r"(?:of|that|about|о|об|про)\s(?:\w+\s){0,2}$",
    re.IGNORECASE,
)
_DEAD = re.compile(r"\b(?:victims?|dead|deaths?|fatalities|bodies|the (?:death )?toll|those killed)\b", re.IGNORECASE)
_BASED = re.compile(r"\b[\w.]+-(?:based|led|backed|run|linked)\b")  # says where a body is, not what happened
_EVERYWHERE = 0.3  # share of a story's reports: a name in more of them tells no events apart
_LONG_BEFORE = 60  # days: a figure since then counts the whole war, not the event
_LONG_RUN = re.compile(
    r"\bsince\b.{0,60}\b(?:19|20)\d\d\b|\bsince (?:the|its|their)\b.{0,40}\b(?:war|conflict|uprising|crisis"
    r"|outbreak|revolution|beginning|start)\b|\bso far this year\b|\bin the (?:past|last) (?:\w+ )?(?:months|years)\b"
    r"|\b(?:year|month)-old (?!boy|girl|child|baby|man|woman|son|daughter|infant|toddler)\w+",
    re.IGNORECASE,
)


_PEOPLE = frozenset(
    ("people", "person", "persons", "individual", "individuals", "lives", "life", "людей", "человек", "осіб")
)
_MEMBER = light_stem("members")


@dataclass(frozen=True)
class Counted:
    """A figure with what decides its comparability."""

    figure: Figure
    report: Report
    rank: int
    family: str  # the report at the head of its family of copies
    origin: str
    known: bool
    head: str  # what is counted: a stem, or "" for people in general
    group: frozenset[str]
    places: frozenset[str]
    lands: frozenset[str]  # the countries of which it is told; "world" where it counts everywhere
    context: frozenset[str]  # stems of its sentence
    lead: bool  # stands in the title or the first sentences of the body
    day: dt.date | None  # as of when; the day of publication where nothing is said
    dated: bool  # whether the day is said of the figure itself
    long_run: bool
    past: bool  # an older count that the report only recalls: `from 58`
    rejected: bool  # a count that the report takes back: `not 85`
    alone: bool  # the only one of its measure, thing counted and kind in its report
    kind: str  # total, increment or part; a part of another measure's figure is a total of its own
    sentence: tuple[int, int] = (0, 0)
    names: frozenset[str] = field(default_factory=frozenset)
    updated: bool = False  # its sentence says that it is newer than another count
    when: frozenset[dt.date] = frozenset()  # days that its sentence, else its report's lead, tells of
    aside: str = ""  # of another time, of every year, of what might be; nothing: of the report's own matter
    subject: bool = False  # counts what its report is about: in the lead, or with no word of another time or span

    @property
    def unstated(self) -> bool:
        """Whether it is left open who is counted: `the toll stood at 58`, `15 deaths`, `25 members of the group`."""
        said = (self.figure.counted or "").casefold().split()
        return self.head == _MEMBER or (not self.head and (not said or said[-1] not in _PEOPLE))

    @property
    def hard(self) -> Interval:
        """What the words allow."""
        return Interval(self.figure.low, self.figure.high)

    @property
    def typical(self) -> Interval:
        """What readers usually take."""
        low = self.figure.typical_low if self.figure.typical_low is not None else self.figure.low
        high = self.figure.typical_high if self.figure.typical_high is not None else self.figure.high
        return Interval(low, high)

    @property
    def value(self) -> tuple[float | None, float | None]:
        return self.figure.low, self.figure.high


def gather(
    reports: Sequence[Report], origin_of: Mapping[str, str], known: Mapping[str, bool], family: Mapping[str, str]
) -> list[Counted]:
    """All figures of a story, in the order of its reports."""
    words = _Words()
    out: list[Counted] = []
    for rank, report in enumerate(map(_with_parts, reports)):
        spans = sentences(report.text)
        starts = [s.start for s in spans]
        lead = _lead(report, [(s.start, s.end) for s in spans])
        opening = _names(report, 0, lead) | _name_stems(report.document.title or "")
        by_id = {f.id: f for f in report.rows.figures}
        days = _event_days(report, lead)
        told_days = _days_told(report, 0, lead)
        told_of = [p.country for p in report.rows.places if p.start < lead and p.country]
        opening_lands = frozenset(told_of if len(told_of) > 1 and len(set(told_of)) == 1 else ())
        kinds = {f.id: _kind(report.text, f, by_id, words.head(f)) for f in report.rows.figures}
        alone = Counter(
            (f.measure, words.head(f), kinds[f.id]) for f in {_key(f): f for f in report.rows.figures}.values()
        )
        for figure in report.rows.figures:
            n = max(0, bisect_right(starts, figure.start) - 1)
            begin, end = (spans[n].start, spans[n].end) if spans else (figure.start, figure.end)
            sentence = report.text[begin:end]
            as_of = _date(figure.as_of)
            title = any(r.kind == "title" and r.start <= figure.start < r.end for r in report.rows.regions)
            subject = (
                title
                or figure.start < lead
                or not (_is_aside(report, figure, begin, end, days) or _in_another(report, figure, begin, end, lead))
            )
            head = words.head(figure)
            if head == "civilians" and (figure.kind == "part" or _is_some(report.text, figure)):
                head = CIVILIANS
            past = words.is_past(report.text, figure)
            rejected = words.is_rejected(report.text, figure, begin, end)
            day = as_of or (None if past else report.day)
            origin = origin_of.get(figure.id, "")
            out.append(
                Counted(
                    figure,
                    report,
                    rank,
                    family[report.id],
                    origin,
                    known.get(origin, False),
                    head,
                    name_words(figure.group or "") or _holder(report, figure, begin),
                    _places(report, figure, begin, end),
                    _lands(report, figure, begin, end) or (opening_lands if subject else frozenset()),
                    stems(sentence),
                    title or figure.start < lead,
                    day,
                    as_of is not None,
                    _is_long_run(report, figure, begin, end),
                    past,
                    rejected,
                    alone[(figure.measure, words.head(figure), kinds[figure.id])] == 1,
                    kinds[figure.id],
                    (begin, end),
                    _names(report, begin, end) | (opening if title or figure.start < lead else frozenset()),
                    words.is_updated(sentence),
                    _days_told(report, begin, end)
                    or _day_of(report, figure, begin, end)
                    or (told_days if subject else frozenset()),
                    aside(report, spans, n, figure, title or figure.start < lead),
                    subject,
                )
            )
    return _telling_names(out)


def _with_parts(report: Report) -> Report:
    """The report with the measure of the whole given to its parts that say none: `35 killed, including 11 pupils`,
    `the victims included 20 children`."""
    by_id = {f.id: f for f in report.rows.figures}

    def read(f: Figure) -> Figure:
        whole = by_id.get(f.part_of or "")
        if f.measure not in ("other", "strength"):
            return f
        if whole is not None and whole.measure in OF_PEOPLE:
            return replace(f, measure=whole.measure)
        before = report.text[max(0, f.start - _NEAR_DEAD) : f.start].rpartition(". ")[2]
        if (
            f.unit in (None, "people", "persons")
            and whole is None
            and _DEAD.search(before)
            and _INCLUDES.search(before)
        ):
            return replace(f, measure="killed")
        return f

    figures = tuple(map(read, report.rows.figures))
    return report if figures == report.rows.figures else replace(report, rows=replace(report.rows, figures=figures))


def _days_told(report: Report, start: int, end: int) -> frozenset[dt.date]:
    """The single days that a stretch of a report tells of; not those on which somebody said it or counted."""
    if _COUNTING.search(report.text, start, end):
        return frozenset()
    told = [(q.start, q.end) for s in report.rows.statements for q in s.content if q.start < end and start < q.end]
    apart = [(r.start, r.end) for r in report.rows.regions if r.kind in ("byline", "dateline", "boilerplate")]
    apart += [(s.cue.end, s.cue.end + _SAID) for s in report.rows.statements if s.cue is not None]
    return frozenset(
        t.from_ for t in report.rows.times
        if start <= t.start < end and t.from_ is not None and t.from_ == t.to and not _is_dateline(report, t)
        and (not told or any(a <= t.start < b for a, b in told)) and not any(a <= t.start < b for a, b in apart)
    )  # fmt: skip


def _is_dateline(report: Report, time: Time) -> bool:
    """Whether a full date is that of the report itself: it stands at its head, or is the day of publication."""
    if not _YEAR.search(time.text):
        return False
    near = report.day is not None and time.from_ is not None and abs((time.from_ - report.day).days) <= 1
    return near or time.start < _HEAD


def _day_of(report: Report, figure: Figure, start: int, end: int) -> frozenset[dt.date]:
    """The single days named behind a figure in its sentence: `killed 21 on Monday, a monitor said`."""
    if _COUNTING.search(report.text, start, end) or figure.direction:
        return frozenset()
    said = [(s.cue.start, s.cue.end + _SAID) for s in report.rows.statements if s.cue is not None]
    return frozenset(
        t.from_ for t in report.rows.times
        if figure.end <= t.start < min(end, figure.end + _BEHIND) and t.from_ is not None and t.from_ == t.to
        and not _is_dateline(report, t) and not any(a <= t.start < b for a, b in said)
    )  # fmt: skip


def _other_day(a: Counted, b: Counted) -> bool:
    """Whether two figures are told of other days: of none that is the same, nor of one weekday within two weeks.

    Weekdays count where a report's date is that of a later copy: its `Monday` is resolved to another week.
    """
    if a.report.document.language != b.report.document.language or not a.when or not b.when:
        return False
    if any(abs((x - y).days) in _WEEKS for x in a.when for y in b.when):
        return False
    return a.report is not b.report or not (a.lead or b.lead)


def _event_days(report: Report, lead: int) -> tuple[dt.date, dt.date] | None:
    """From when to when that is of which a report tells: the days of its lead, and those before its publication."""
    days = [d for t in report.rows.times if t.start < lead and t.granularity in _DAYS for d in (t.from_, t.to) if d]
    if report.day is not None:
        days += [report.day, report.day - dt.timedelta(_RECENT)]
    return (min(days), max(days)) if days else None


def _is_aside(report: Report, figure: Figure, start: int, end: int, days: tuple[dt.date, dt.date] | None) -> bool:
    """Whether a sentence tells of another time than its report is about, or counts over a longer one; what it says in
    between of somebody (`the Front, which has held the bank since August,`) left out."""
    if not report.rows.times:
        return True  # where no time is known, none can be told from another
    between = [m.span() for m in _WHO_HAS.finditer(report.text, start, end) if not m.start() <= figure.start < m.end()]

    def inside(at: int) -> bool:
        return any(a <= at < b for a, b in between)

    if any(not inside(m.start()) for m in _SPAN.finditer(report.text, start, end)):
        return True
    for t in report.rows.times:
        if not start <= t.start < end or t.from_ is None or t.to is None or inside(t.start):
            continue
        if (t.to - t.from_).days > _RECENT or (days is not None and (t.to < days[0] or t.from_ > days[1])):
            return True
    return False


def _in_another(report: Report, figure: Figure, start: int, end: int, lead: int) -> bool:
    """Whether the words around a number name a place that its report does not open with, and none that it does: it
    counts a part, or another event."""
    opening = report.text[:lead]
    near = max(start, figure.start - _AROUND), min(end, figure.end + _AROUND)
    if any(w in opening for w in _CAPITAL.findall(report.text, figure.end, near[1])):
        return False
    return any(m.group(1) not in opening for m in _IN_PLACE.finditer(report.text, *near))


def _telling_names(figures: list[Counted]) -> list[Counted]:
    """Figures without the names that tell no two events apart: those of most reports of the story, those of who is
    cited in it, of agencies and of days, and words that have a capital only where a sentence or headline begins."""
    idle = {w[:6] for e in table("copying").where(role="agency") for f in e.forms for w in f.casefold().split()} | _IDLE
    for report in {c.report.id: c.report for c in figures}.values():
        idle |= {w[:6] for w in _LOWER.findall(report.text)}
        idle |= {w[:6] for s in report.rows.statements for t in s.chain for w in name_words(t.text)}
    figures = [replace(c, names=c.names - idle) for c in figures]
    of_report: dict[str, frozenset[str]] = {}
    for c in figures:
        of_report[c.report.id] = of_report.get(c.report.id, frozenset()) | c.names
    counts = Counter(name for names in of_report.values() for name in names)
    most = max(3, _EVERYWHERE * len(of_report))
    telling = {n for n, count in counts.items() if count <= most}
    return [replace(c, names=c.names & telling) for c in figures]


def _key(figure: Figure) -> tuple[str, float | None, float | None, str]:
    return figure.measure, figure.low, figure.high, figure.kind


def _kind(text: str, figure: Figure, by_id: Mapping[str, Figure], head: str) -> str:
    """Total, increment, part, or what is counted beside another number: `15 were killed and six others elsewhere`.

    A part that names what it counts (`including 11 children`) is the total of those.
    """
    whole = by_id.get(figure.part_of or "")
    own_measure = whole is not None and whole.measure != figure.measure
    if figure.kind == "total" and not head and _is_some(text, figure):
        return "part"
    if figure.kind == "total" and _is_rest(text, figure, by_id):
        return "rest"
    return "total" if figure.kind == "part" and (own_measure or head) else figure.kind


def _is_some(text: str, figure: Figure) -> bool:
    """Whether a number is told as some of another: `six civilians were among the 22`, `14 of the victims`."""
    return bool(
        _AMONG.match(text, figure.end) or _MOST.search(text, max(0, figure.start - _OTHER_BEFORE * 3), figure.start)
    )


def _is_rest(text: str, figure: Figure, by_id: Mapping[str, Figure]) -> bool:
    """Whether a number counts others than one of the same measure that stands before it in its sentence."""
    if not _OTHERS.search(text, max(0, figure.start - _OTHER_BEFORE), figure.end + _OTHER_BEHIND):
        return False
    return any(
        f.measure == figure.measure and f.end <= figure.start and not _STOPS.search(text, f.end, figure.start)
        for f in by_id.values()
    )


class _Words:
    """The words that decide what is counted, and whether a count is recalled."""

    def __init__(self) -> None:
        self._generic = {f for e in table("copying").where(role="generic") for f in e.forms}
        self._kin = {f: e.key for e in table("copying").where(role="kin") for f in e.forms}
        earlier = [f for e in table("copying").where(role="earlier") for f in e.forms]
        updated = [f for e in table("copying").where(role="updated") for f in e.forms]
        self._updated = re.compile(alternation(updated), re.IGNORECASE)
        self._earlier = re.compile(alternation(earlier), re.IGNORECASE)
        rejects = [f for e in table("copying").where(role="rejects") for f in e.forms]
        self._rejects = re.compile(alternation(rejects), re.IGNORECASE)

    def head(self, figure: Figure) -> str:
        """What is counted, as a stem; empty for people in general."""
        found = text_words(re.sub(r"'s|’s", "", figure.counted or ""))
        word = found[-1] if found else ""
        if not word or word in self._generic:
            return "" if (figure.unit in (None, "people", "persons")) else light_stem(figure.unit or "")
        return self._kin.get(word) or light_stem(_PLURALS.get(word, word))

    def is_past(self, text: str, figure: Figure) -> bool:
        """Whether a count is told only as what was said before."""
        before = text[max(0, figure.start - 14) : figure.start].casefold().split()
        if before and before[-1] in ("from", "с", "от", "від"):
            return True
        if _FIRST_TOLL.search(text, max(0, figure.start - _TOLL_BEFORE), figure.start):
            return True
        near = text[max(0, figure.start - 60) : figure.start]
        return bool(self._earlier.search(near.rpartition(". ")[2]))

    def is_updated(self, sentence: str) -> bool:
        """Whether a sentence says that its count is newer than another."""
        return bool(self._updated.search(sentence))

    def is_rejected(self, text: str, figure: Figure, start: int, end: int) -> bool:
        """Whether a count is told as what is not so: `not 85`; `he called the reports of 72 dead invented`."""
        before = text[max(0, figure.start - 40) : figure.start]
        last = before.casefold().split()
        if last and last[-1] in ("not", "не"):
            return True
        return bool(_REPORTS_OF.search(before)) and bool(self._rejects.search(text, start, end))


_GROWING = frozenset(("killed", "wounded", "casualties", "infected", "displaced", "rescued", "destroyed", "detained"))
_TELLING = 12  # numbers above this seldom agree by chance
CIVILIANS = "civilians alone"  # what is counted where civilians are told as some of the people
_SOME = frozenset(("children", *map(light_stem, ("woman", "girl", "boy", "elder")), CIVILIANS))  # never all of the dead
SMALL = 4  # numbers up to this often do, even in one report
_PLURALS = {"children": "child", "women": "woman", "policemen": "policeman", "servicemen": "serviceman"}


def _date(words: str | None) -> dt.date | None:
    """The last day of a figure's as-of time."""
    found = re.findall(r"\d{4}-\d\d-\d\d", words or "")
    return dt.date.fromisoformat(found[-1]) if found else None


def _lead(report: Report, spans: Sequence[tuple[int, int]]) -> int:
    """Where the lead ends: after the second sentence of the body."""
    apart = [(r.start, r.end) for r in report.rows.regions if r.kind in ("title", "byline", "dateline", "boilerplate")]
    body = [e for s, e in spans if e - s > 25 and not any(a <= s and e <= b for a, b in apart)]
    return body[1] if len(body) > 1 else (body[0] if body else 0)


def _holder(report: Report, figure: Figure, start: int) -> frozenset[str]:
    """Whose points, votes or change a number tells: of the body, index or person named last before it in its clause."""
    if figure.measure not in _HELD_MEASURES and (figure.unit or figure.counted or "") not in _HELD_UNITS:
        return frozenset()
    clause = max((m.end() for m in _CLAUSE.finditer(report.text, start, figure.start)), default=start)
    named = [
        m for m in report.rows.mentions
        if m.kind in ("organisation", "person", "other") and clause <= m.start and m.end <= figure.start
    ]  # fmt: skip
    if named:
        return name_words(max(named, key=lambda m: (m.start, m.end)).text)
    runs = [
        words
        for m in _NAME_RUN.finditer(report.text, clause, figure.start)
        if m.group()[:6].casefold() not in _IDLE and (words := name_words(m.group()) - _NO_NAME)
    ]
    return runs[-1] if runs else frozenset()


def _places(report: Report, figure: Figure, start: int, end: int) -> frozenset[str]:
    """Resolved places below the level of a country: of the figure, else of its sentence; by gazetteer id."""
    near = [p for p in report.rows.places if start <= p.start < end and p.gazetteer is not None]
    if figure.place:
        named = [p for p in near if figure.place in (p.text, p.name, p.gazetteer)]
        near = named or near
    return frozenset(p.gazetteer for p in near if p.gazetteer and p.precision in ("point", "city", "district"))


def _lands(report: Report, figure: Figure, start: int, end: int) -> frozenset[str]:
    """The countries of a figure's own place; `world` where its sentence says that it counts everywhere."""
    if figure.place:
        named = {p.country for p in report.rows.places if figure.place in (p.text, p.name, p.gazetteer) and p.country}
        if named:
            return frozenset(named)
    return frozenset(("world",)) if _WORLD.search(report.text, start, end) else frozenset()


def _names(report: Report, start: int, end: int) -> frozenset[str]:
    """Words with a capital inside the sentence: names of places and bodies, for want of better."""
    return _name_stems(report.text[start:end])


def _name_stems(text: str) -> frozenset[str]:
    words = re.findall(r"(?<=[\w,;] )[^\W\d_][\w'’-]+", _BASED.sub(" ", text))
    return frozenset(w.casefold()[:6] for w in words if w[0].isupper())


def _is_long_run(report: Report, figure: Figure, start: int, end: int) -> bool:
    """Whether a figure counts since long before: the clause around it says since when."""
    text = report.text
    left = max(start, text.rfind(",", start, figure.start) + 1)
    stop = text.find(",", figure.end, end)
    right = stop if stop >= 0 else end
    if _LONG_RUN.search(text[left : min(right + 60, end)]):
        return True
    if report.day is None:
        return False
    return any(
        t.from_ is not None and (report.day - t.from_).days > _LONG_BEFORE and (t.to is None or t.to >= report.day)
        for t in report.rows.times
        if left <= t.start < right
    )


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether two figures are comparable, and how plainly; else the field in which they differ (empty: not decided)."""

    comparable: bool
    field: str
    why: str
    plain: int = 0
    apart: bool = False  # two events: never in one claim


def compare_scope(a: Counted, b: Counted, same_text: bool, same_event: bool, plainly: bool) -> Verdict:
    """Whether two figures count the same thing.

    ``same_text``: the two stand at one place of a passage that one report has from the other; ``same_event``:
    the reports are alike; ``plainly``: so much that their subject is one.
    """
    f, g = a.figure, b.figure
    if f.measure != g.measure:
        return Verdict(False, "measure", f"{f.measure} against {g.measure}")
    if a.aside != b.aside and not same_text:
        return Verdict(False, "as_of", f"{_ASIDES.get(a.aside, a.aside)} against {_ASIDES.get(b.aside, b.aside)}")
    equal = a.value == b.value and (f.low or 0) > _TELLING
    retold = a.value == b.value and a.known and a.origin == b.origin and same_event and (equal or _close(a, b))
    loosely = _one_thing(a, b)
    named_apart = bool(a.group & b.group) and a.alone and b.alone
    if a.head != b.head and not loosely and not named_apart and not (retold and (equal or (a.head and b.head))):
        return Verdict(False, "counted", f"{f.counted or 'people'} against {g.counted or 'people'}")
    if a.kind != b.kind:
        return Verdict(False, "kind", f"{a.kind} against {b.kind}")
    if f.measure in _LOOSE and not same_text and not (a.head and _close(a, b)):
        return Verdict(False, "", "")
    if a.long_run != b.long_run:
        return Verdict(False, "as_of", "one counts since long before, the other one event")
    if a.group and b.group and not _one_group(a, b) and not same_text and not retold:
        one, other = (c.figure.group or " ".join(sorted(c.group)) for c in (a, b))
        return Verdict(False, "group", f"{one} against {other}")
    if f.measure in OF_PEOPLE and _other_day(a, b):
        return Verdict(False, "", "told of other days", apart=True)
    if a.lands and b.lands and not (a.lands & b.lands) and not same_text:
        return Verdict(False, "place", "in different countries")
    if a.places and b.places and not (a.places & b.places) and not same_text:
        return Verdict(False, "place", "at different places")
    if same_text:
        return Verdict(True, "", "the same place of one passage", 4)
    if a.report is b.report:
        return Verdict(one_subject(a, b), "", "in one report of one subject")
    close = same_event and _close(a, b)
    if close and a.value == b.value:
        return Verdict(True, "", "one number, told in like words", 4)
    if same_event and a.lead and b.lead and not _elsewhere(a, b):
        return Verdict(True, "", "what both reports lead with", 3)
    if close:
        return Verdict(True, "", "told in like words of one event", 2)
    if same_event and equal and not _elsewhere(a, b):
        return Verdict(True, "", "one number of one measure in two reports of one event", 1)
    if same_event and a.subject and b.subject and not _elsewhere(a, b) and f.measure in OF_PEOPLE:
        return Verdict(True, "", "counts of what both reports are about", 1)
    if plainly and a.alone and b.alone and a.origin == b.origin and a.known:
        return Verdict(True, "", "the one figure of its kind that the source gives in either report")
    return Verdict(False, "", "")


_ASIDES = {"": "what the report tells of", "might": "what might come", "each": "what every year or day brings"}
_LOOSE = frozenset(
    (
        "other",
        "duration",
        "distance",
        "age",
        "money",
        "share",
        "rate",
        "area",
        "speed",
        "weight",
        "volume",
        "temperature",
        "score",
        "events",
        "change",
    )
)


def _close(a: Counted, b: Counted) -> bool:
    """Whether two sentences tell of one thing: names in common and a third of the shorter's stems."""
    if _elsewhere(a, b):
        return False
    shared = a.context & b.context
    least = min(len(a.context), len(b.context))
    names = a.names & b.names
    like = len(shared) >= 4 and len(shared) / least >= 0.4 if least else False
    return like or (len(names) >= 2 and len(shared) >= 4)


def set_apart(a: Counted, b: Counted) -> bool:
    """Whether one report gives two numbers of one known source for one day: then it counts two things."""
    if a.report is not b.report or a.value == b.value or a.origin != b.origin or not (a.known and b.known):
        return False
    told = a.figure.direction and b.figure.direction and a.sentence == b.sentence
    if a.figure.low == b.figure.low:
        return False  # `at least 18` and `18`
    if a.subject and b.subject and a.sentence != b.sentence and None in (*a.value, *b.value) and _moved(a, b):
        return False  # two times `at least`: a count that grew
    return (
        not told and not (a.dated and b.dated and a.day != b.day) and not (a.past or b.past or a.rejected or b.rejected)
    )


def _elsewhere(a: Counted, b: Counted) -> bool:
    """Whether two sentences name things that tell events apart, and none in common; never within a family of copies."""
    if a.family == b.family or a.report.document.language != b.report.document.language:
        return False
    return bool(a.names and b.names) and not _share_a_name(a.names, b.names)


def _share_a_name(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two names are one, or one in two romanisations: `Raqa` and `Raqqa`, `Salah al-Din` and `Salaheddin`."""
    if a & b:
        return True
    mine, theirs = ([k for n in names if len(k := _bones(n)) > 1] for names in (a, b))
    return any(x.startswith(y) or y.startswith(x) for x in mine for y in theirs)


def _bones(name: str) -> str:
    """A name's consonants, each once where doubled."""
    return re.sub(r"(.)\1+", r"\1", name[:1] + re.sub(r"[aeiouyhw’'-]", "", name[1:]))


def one_subject(a: Counted, b: Counted) -> bool:
    """Two totals within one report: comparable where one number is said twice, where the words tell of a change, or
    where each stands for a side's count."""
    if not _one_thing(a, b):
        return False
    if a.figure.direction and b.figure.direction:
        return a.sentence == b.sentence
    if a.figure.low == b.figure.low and a.subject and b.subject:
        return a.origin == b.origin or (a.figure.low or 0) > SMALL
    if a.origin == b.origin or not (a.known or b.known):
        recounted = a.updated or b.updated or a.past or b.past or not (a.when and b.when)
        return a.origin == b.origin and a.dated and b.dated and a.day != b.day and recounted and a.subject and b.subject
    if _separate(a, b):
        return False
    return (a.known and b.known) or (a.subject and b.subject and a.head == b.head and kindred(a, b))


def _separate(a: Counted, b: Counted) -> bool:
    """Whether names in the two sentences point to two places."""
    return bool(a.names and b.names and not (a.names & b.names) and a.sentence != b.sentence and a.places and b.places)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How two comparable figures relate; ``flip``: the first row is the later one."""

    relation: str
    why: str
    confidence: float
    field: str | None = None
    flip: bool = False


def compare_values(a: Counted, b: Counted, *, facing: bool, corrects: bool) -> Outcome | None:
    """The relation of two comparable figures, ``a`` in the earlier report.

    ``facing``: they stand at one place of one passage; ``corrects``: the later report corrects the earlier one.
    """
    overlap = a.hard.overlaps(b.hard)
    same_origin = a.origin == b.origin and a.known
    later = _later(a, b)
    told = a.report is b.report and a.sentence == b.sentence and a.figure.direction and b.figure.direction
    within = a.report is b.report and a.dated and b.dated
    recount = (
        (a.lead and b.lead)
        or (a.subject and b.subject)
        or a.updated
        or b.updated
        or within
        or (a.alone and b.alone and _close(a, b))
    )
    if same_origin and later and overlap and not told and _moved(a, b):
        return _revision(a, b, later) if recount else None
    if same_origin and not later and overlap and recount and _moved(a, b) and _grown(a, b):
        return _revision(a, b, 1 if _low(b) > _low(a) else -1)
    if overlap and a.day != b.day and _moved(a, b):
        return Outcome("agree", "one number fits both, only because an end is open; counted on different days", 0.55)
    if overlap:
        if a.typical.overlaps(b.typical):
            return Outcome("agree", _agreement(a, b, same_origin), 0.9 if a.value == b.value else 0.75)
        return Outcome("tension", "what the words allow overlaps, what they usually mean does not", 0.75)
    if b.rejected or a.rejected:
        return None
    if corrects and not facing:
        return Outcome("revision", f"a correction: {b.figure.text} stands for {a.figure.text}", 0.85)
    if told:
        flip = _rises_to(a, b)
        return Outcome("revision", "the report tells the change itself", 0.9, flip=flip)
    if facing and is_misprint(a, b):
        why = f"one passage, but {a.figure.text} in one report and {b.figure.text} in the other: changed on the way"
        return Outcome("conflict", why, 0.85)
    if same_origin and later:
        fell = a.figure.measure in _GROWING and not _grows(a, b, later) and not (a.updated or b.updated)
        return _revision(a, b, later) if recount and not fell else None
    if same_origin:
        grew = a.figure.measure in _GROWING and recount and not _elsewhere(a, b)
        return _revision(a, b, 1 if _low(b) > _low(a) else -1) if grew else None
    if a.past or b.past or _of_all(a, b):
        return None
    if not (a.known and b.known):
        why = "of unknown lineage: it may be an earlier or a later count of the other's origin"
        same = a.family == b.family and abs(later) <= 1
        opens = (b if a.known else a).lead
        if (a.known or b.known) and same and opens and a.subject and b.subject and kindred(a, b):
            return Outcome("conflict", "no number fits both; one telling sets them beside each other", 0.65)
        return Outcome("not-comparable", why, 0.6, field="as_of")
    if a.day is None or b.day is None:
        return Outcome("not-comparable", "as of when is not known for both", 0.6, field="as_of")
    gap = 0 if a.report is b.report and not (a.dated and b.dated) else abs(later)
    if gap >= 2 or (gap == 1 and _grows(a, b, later)):
        why = f"as of {a.day} against {b.day}, and not of one origin"
        return Outcome("not-comparable", why, 0.7, field="as_of")
    return Outcome("conflict", "no number fits both, and they have different origins", 0.85)


def is_misprint(model: Counted, heir: Counted) -> bool:
    """Whether a figure that has changed within a shared passage was changed on the way, and is no later count.

    No word says that it is newer or another source's, and its digits are the same in another order, or it is no
    higher, or but for one digit of several the same on the same day.
    """
    if (
        model.hard.overlaps(heir.hard)
        or model.updated
        or heir.updated
        or (model.known and heir.known and model.origin != heir.origin)
    ):
        return False
    one, other = (f"{c.figure.low:g}" if c.figure.low is not None else "" for c in (model, heir))
    if sorted(one) == sorted(other) or not _grows(model, heir, 1) or model.figure.measure not in _GROWING:
        return True
    slip = len(one) == len(other) > 1 and sum(x != y for x, y in zip(one, other, strict=True)) == 1
    return slip and _later(model, heir) <= 0


def _of_all(a: Counted, b: Counted) -> bool:
    """Whether one report counts all people and, with a lower number, civilians: they may be some of all."""
    if a.report is not b.report or {a.head, b.head} != {"", "civilians"}:
        return False
    all_people, civilians = (a, b) if b.head else (b, a)
    return _low(civilians) < _low(all_people)


def _one_group(a: Counted, b: Counted) -> bool:
    """Whether two groups may be one: they have a word in common, and neither is the other and somebody else."""
    if not a.group & b.group:
        return False
    wide, narrow = (a, b) if len(a.group) > len(b.group) else (b, a)
    return not (narrow.group < wide.group and _AND.search(wide.figure.group or ""))


def _one_thing(a: Counted, b: Counted) -> bool:
    """Whether no two things are named: one is counted in both, civilians among people, or one report leaves it open."""
    heads = {a.head, b.head}
    recalled = a.past or b.past or a.updated or b.updated
    some = heads & _SOME or "part" in (a.figure.kind, b.figure.kind)
    open_one = (a.unstated or b.unstated) and not some and (a.report is not b.report or recalled)
    return len(heads) == 1 or heads <= {"", "civilians"} or heads <= {CIVILIANS, "civilians"} or open_one


def _grown(a: Counted, b: Counted) -> bool:
    """Whether both may be one running count: a measure that only grows, of one thing counted, and no rounder word."""
    return a.figure.measure in _GROWING and _one_thing(a, b) and not _elsewhere(a, b)


def kindred(a: Counted, b: Counted) -> bool:
    """Whether two disjoint counts are near enough to be of one whole: neither more than twice the other."""
    low, high = sorted((a.figure.low or 0, b.figure.low or 0))
    return low > 0 and high <= 2 * low


def _moved(a: Counted, b: Counted) -> bool:
    """Whether two overlapping figures of one origin are two counts: only an open end lets one number fit both."""
    open_end = None in (*a.value, *b.value)
    return open_end and a.figure.low != b.figure.low


def _revision(a: Counted, b: Counted, later: int) -> Outcome:
    first, second = (a, b) if later > 0 else (b, a)
    if first.day == second.day:
        why = f"the same origin, a count that grew: {first.figure.text}, then {second.figure.text}"
        return Outcome("revision", why, 0.65, flip=later < 0)
    one, other = (f"{c.day or 'undated'} {c.figure.text}" for c in (first, second))
    why = f"the same origin, later: {one}, {other}"
    return Outcome("revision", why, 0.85, flip=later < 0)


def _low(c: Counted) -> float:
    return c.figure.low if c.figure.low is not None else float("-inf")


def _later(a: Counted, b: Counted) -> int:
    """Days from a's time to b's; 0 where one is unknown."""
    return (b.day - a.day).days if a.day and b.day else 0


def _grows(a: Counted, b: Counted, later: int) -> bool:
    first, second = (a, b) if later > 0 else (b, a)
    return first.figure.high is not None and second.figure.low is not None and second.figure.low > first.figure.high


def _rises_to(a: Counted, b: Counted) -> bool:
    """Of `to 86 from 58` and `from 58 to 86`: whether the first figure is the new one."""
    text = a.report.text
    before = text[max(0, a.figure.start - 8) : a.figure.start].casefold().split()
    if before and before[-1] in ("from", "с", "от"):
        return False
    behind = text[a.figure.end : b.figure.start].casefold().split()
    return bool(behind and behind[-1] in ("from", "с", "от"))


def _agreement(a: Counted, b: Counted, same_origin: bool) -> str:
    values = "the same figure" if a.value == b.value else "figures that one number fits"
    return f"{values}, of the same origin" if same_origin else f"{values}, under different origins"
