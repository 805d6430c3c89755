"""What the words around a phrase tell of it: quotations, tense, and whether a bare number is a year."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache

from .grammar import Phrase
from .readings import DayPart, Deictic, Pair, Partial, Reading, Shift, Span, Tense, Unit, Vague
from .words import Words, ends_sentence, vocabulary

_CLAUSE = 60  # words looked at on either side for the verb that governs a phrase
_NARRATIVE_YEARS = 4  # explicit years that a text must have before it can be taken for a narrative
_FAR = 2  # years from the publication at which a time is history
_NOT_AFTER_A_YEAR = frozenset(
    "people persons km kilometers kilometres miles meters metres feet points percent troops soldiers men women "
    "children deaths cases votes dollars euros pounds tons tonnes kg hours minutes seconds seats jobs homes houses "
    "aftershocks attendees planes aircraft cars units copies pages words times acres hectares m mph kph bhp hp "
    "% °".split()
)
_NOT_AFTER_A_YEAR_KINDS = ("number_word", "zone", "hours_mark", "meridiem", "day_number")
_BEFORE_A_NUMBER = frozenset("$ € £ ¥ # % № + = × * nasdaq boeing airbus version model number flight no".split())


class Quotations:
    """Which words stand between quotation marks. Marks pair within a line."""

    def __init__(self, words: Words) -> None:
        codes = vocabulary().codes
        self._edges: list[int] = []
        inside = False
        for found in re.finditer(f"[{codes['mark']}{codes['line']}]", words.classes):
            i = found.start()
            mark = words.words[i]
            if mark == "\n":
                if inside:
                    self._edges.append(i)
                    inside = False
                continue
            opens = mark in "“„«" or (mark == '"' and not inside)
            if opens != inside:
                self._edges.append(i)
                inside = opens
        if inside:
            self._edges.append(len(words))

    def holds(self, i: int) -> bool:
        """Whether word ``i`` is quoted."""
        return bisect_right(self._edges, i) % 2 == 1

    def start(self, i: int) -> int:
        """The word at which the quotation around word ``i`` opens."""
        return self._edges[bisect_right(self._edges, i) - 1]

    def stop(self, i: int) -> int:
        """The word at which the quotation around word ``i`` closes."""
        return self._edges[bisect_right(self._edges, i)]


@cache
def _tense() -> re.Pattern[str]:
    """Verbs that place a clause: ahead (will meet, is to be opened), weakly ahead (would, was to), behind."""
    code = vocabulary().codes
    other, ed = f"[x{code['edword']}{code['behind']}]", f"[{code['edword']}{code['behind']}]"
    tail = f"(?:[x{code['be']}{code['present']}]?[x{code['be']}{code['present']}]?{ed})?"
    ahead = (
        f"{code['present']}x?{code['to']}(?:{code['be']}|{other}){tail}|{code['ahead']}{tail}"
        f"|{code['intends']}(?:{code['to']}(?:{code['be']}|{code['which']}|{other}){tail}|{code['for']})|[x{code['s']}]{code['effect']}"
    )
    weak = (
        f"{code['was']}[{code['ahead']}{code['intends']}]?{code['to']}{other}|{code['was']}{code['ahead']}|{code['to']}{code['be']}{tail}"
        f"|[{code['perhaps_ahead']}{code['lower_month']}]{tail}"
    )
    behind = f"{code['was']}|{ed}"
    return re.compile(f"(?P<weak>{weak})|(?P<ahead>{ahead})|(?P<behind>{behind})")


def tense(words: Words, first: int, last: int) -> Tense | None:
    """Whether the clause around words ``first..last`` tells of what is to come; ``None``: no verb tells."""
    code = vocabulary().codes
    ends = f"{code['line']}{code['mark']}"
    low = max(0, first - _CLAUSE)
    before = words.classes[low:first]
    cut = max((before.rfind(c) for c in ends), default=-1)
    before = before[max(cut + 1, _last_stop(words, low, first)) :]
    after = words.classes[last : last + _CLAUSE]
    for i, c in enumerate(after):
        if c in ends or (c == code["dot"] and ends_sentence(words, last + i)):
            after = after[:i]
            break
    opener = before.rstrip("".join(code[k] for k in ("from", "on", "in", "by", "since", "at", "until", "till")))
    fronted = not opener or opener[-1] in (code["comma"], code["that"], code["and"])
    found = max(_tense().finditer(before), key=lambda m: m.start(), default=None)
    following = _tense().search(after)
    progressive = _progressive(words, first - len(before), first)
    if progressive >= 0 and (found is None or found.start() <= progressive):
        return "ahead"  # the court is hearing the appeal on Thursday
    chosen = (following or found) if fronted else (found or following)
    return _TENSES[chosen.lastgroup or ""] if chosen else None


def _progressive(words: Words, low: int, high: int) -> int:
    """Where, counted from ``low``, words ``low..high`` last say that something is doing; -1: nowhere."""
    present = vocabulary().codes["present"]
    at = high
    while (at := words.classes.rfind(present, low, at)) >= 0:
        if at + 1 < high and words.words[at].lower() in ("is", "are") and words.words[at + 1].endswith("ing"):
            return at - low
    return -1


_TENSES: dict[str, Tense] = {"ahead": "ahead", "weak": "weak", "behind": "behind"}


def _last_stop(words: Words, low: int, first: int) -> int:
    """How far behind ``low`` the sentence of word ``first`` begins."""
    dot = vocabulary().codes["dot"]
    at = first
    while (at := words.classes.rfind(dot, low, at)) >= 0:
        if ends_sentence(words, at):
            return at + 1 - low
    return 0


_YEAR_OPENERS = frozenset(
    "in since by of from until till to and or the between through throughout during into before after early late "
    "mid dash open comma part which at on or month season unit_Y a article that than just about for line".split()
)


def is_time(words: Words, phrase: Phrase, years: Sequence[int]) -> bool:
    """Whether an unsure phrase (a bare number, month or season) is a time where it stands."""
    reading = phrase.reading
    glued = 0 < phrase.last < len(words) and words.start(phrase.last) == words.end(phrase.last - 1)
    if glued and words.kind(phrase.first) in ("q", "h") and words.words[phrase.last][0].isalnum():
        return False  # H1N1
    if isinstance(reading, Partial) and (_is_name(words, phrase, reading) or _is_habit(words, phrase, reading)):
        return False
    if isinstance(reading, Vague):
        following = words.words[phrase.last].lower() if phrase.last < len(words) else ""
        if reading.kind == "to date":
            return following not in ("as", "away", "from", "apart")
        again = words.words[phrase.last + 1].lower() if following == "and" and phrase.last + 1 < len(words) else ""
        idiom = words.kind(phrase.first - 1) == "every" or again in ("then", "again")
        reason = words.words[phrase.first].lower() == "now" and following == "that"  # now that we know
        return not (reading.kind == "now" and (idiom or reason))
    if isinstance(reading, Shift):
        back = words.words[phrase.last - 1].lower() == "back" and words.kind(phrase.last) == "other"
        will_be = words.kind(phrase.last - 1) == "before" and words.kind(phrase.first - 1) in ("be", "was", "present")
        ranged = words.kind(phrase.first - 1) in ("to", "or", "dash") and words.kind(phrase.first - 2) in _COUNTED
        return not (back or will_be or ranged)  # a week back home; a week before they come; 12 to 72 hours after
    if isinstance(reading, DayPart) and phrase.last - phrase.first == 1 and words.kind(phrase.first) == "daypart":
        return _is_bare_daypart(words, phrase.first)
    if isinstance(reading, Deictic):
        return not _is_paper(words, phrase.first)
    if isinstance(reading, Span) and words.words[phrase.first].lower() == "last":
        return words.kind(phrase.first - 1) not in ("to", "perhaps_ahead", "ahead", "lower_month")
    if isinstance(reading, Unit) and words.words[phrase.first] == "last":
        return words.kind(phrase.first - 1) not in ("to", "perhaps_ahead", "ahead", "lower_month")
    if isinstance(reading, Partial) and words.kind(phrase.last - 1) == "unit_Y":
        following = words.words[phrase.last].lower() if phrase.last < len(words) else ""
        if following in ("old", "long"):
            return False  # a 2000 year old tradition
    if isinstance(reading, Partial) and reading.decade is not None:
        age = words.words[phrase.first - 1].lower() if phrase.first else ""
        return age not in ("his", "her", "their", "my", "our", "your", "its")  # a man in his late 40s
    if not isinstance(reading, Partial) or not reading.unsure:
        return True
    before, after = words.kind(phrase.first - 1), words.kind(phrase.last)
    if reading.day is not None and reading.month is None:
        return _is_bare_day(words, phrase, before, after)
    if reading.quarter is not None:
        return words.kind(phrase.first) in ("the", "which") or after != "other" or True
    if reading.clock is not None:
        following = words.words[phrase.last].lower() if phrase.last < len(words) else ""
        counts = following in _NOT_AFTER_A_YEAR or after == "dash" or after.startswith("unit_")
        return not (phrase.rule == _SPOKEN and counts)
    if reading.season is not None:
        return _is_season(words, phrase, before)
    if reading.month is not None and reading.day is None:
        if reading.month == _MARCH and after == "apostrophe":
            return True  # March's toll; May's may be somebody's
        return before in _MONTH_OPENERS or (before == "comma" and words.kind(phrase.first - 2) == "month")
    return _is_year(words, phrase, before, after, years)


def _is_bare_daypart(words: Words, i: int) -> bool:
    """Whether a part of the day without an article is that of the day spoken of: by evening, before dawn; but at
    night and until morning tell of habits as well, so that they are left out."""
    before = words.kind(i - 1)
    after = words.words[i + 1] if i + 1 < len(words) else ""
    if words.kind(i + 1) in ("other", "edword") and after[:1].islower() and before != "by":
        return words.words[i].lower() in _MOMENTS and before in ("at", "before", "after")
    if words.words[i].lower() in _MOMENTS:
        return before in ("at", "by", "before", "after", "until", "since", "about", "just")
    return before == "by" and words.words[i].lower() in ("morning", "evening", "afternoon")


def _is_bare_day(words: Words, phrase: Phrase, before: str, after: str) -> bool:
    """Whether the 7th is a day: where a time is said to lie, with no noun behind it (the 7th floor)."""
    if words.kind(phrase.first) != "the" and before != "on":
        return False
    return before in _DAY_OPENERS and (after in _DAY_ENDS or phrase.last >= len(words))


_DAY_OPENERS = frozenset(("on", "until", "till", "by", "since", "through"))
_DAY_ENDS = frozenset(
    "dot comma and or line close open mark in at to by until till be was present behind ahead perhaps_ahead intends "
    "but after before when that".split()
)
_SPOKEN = "clock time in words"
_MOMENTS = frozenset("dawn dusk noon midday midnight nightfall sunset sunrise daybreak".split())


def _is_name(words: Words, phrase: Phrase, reading: Partial) -> bool:
    """A weekday or a clock time that is none: the Baltimore Sun, Super Tuesday, a race won in 2:14:04."""
    first = phrase.first
    if phrase.last - first <= 2 and words.kind(first) == "unsure_weekday":
        return True
    if _is_given_name(words, phrase, reading):
        return True
    if reading.holiday and reading.year is None and first and words.kind(first - 1) == "other":
        name = words.words[first - 1]
        return phrase.last - first == 1 and name[0].isupper() and not words.stops(first - 2, first)
    if reading.weekday is not None and reading.month is None and words.kind(first) == "weekday":
        before = words.words[first - 1 if first else 0]
        following = words.words[phrase.last] if phrase.last < len(words) else ""
        if before in ("Super", "Black", "Bloody", "Ruby") or (following in _PAPERS and first + 1 == phrase.last):
            return True
        if words.words[first].endswith("days") and words.kind(first - 1) == "on" and following[:1] in _MARKS:
            return True  # the shop opens on Sundays
        return words.words[first].endswith("s") and words.words[first][0].isupper() and words.kind(first - 1) == "the"
    if reading.clock and reading.weekday is None and reading.month is None and phrase.last - first == 1:
        shape = words.words[first]
        return shape.count(":") > 1 or words.kind(first - 1) not in _CLOCK_OPENERS
    return False


def _is_given_name(words: Words, phrase: Phrase, reading: Partial) -> bool:
    """Whether a month alone is a name: April Jones, Jan Egeland, the DEC."""
    if reading.month is None or reading.day is not None or reading.year is not None or reading.year_which:
        return False
    word = words.words[phrase.first]
    if phrase.last - phrase.first != 1 or reading.which or reading.part:
        return False
    if len(word) <= 4 and word.isupper() and word.lower() not in ("may", "june", "july"):
        return True
    following = words.words[phrase.last] if phrase.last < len(words) else ""
    named = following[:1].isupper() and following.isalpha() and words.kind(phrase.last) == "other"
    if word.lower() not in _GIVEN or not named:
        return False
    before = words.kind(phrase.first - 1)
    return before not in _MONTH_OPENERS or before in ("and", "or", "to", "of", "by", "from", "part", "as", "between")


def _is_paper(words: Words, today: int) -> bool:
    """``told USA Today``, ``India Today reported``: a capital behind a capital, and running text beside the two."""
    if words.words[today] != "Today" or not today or not words.words[today - 1][:1].isupper():
        return False
    beside = (*words.words[max(0, today - 2) : today - 1], *words.words[today + 1 : today + 3])
    return any(word.islower() for word in beside)


_GIVEN = frozenset("april may june august jan mar sep dec jun jul aug apr oct nov feb sept".split())
_PAPERS = frozenset("Times Telegraph Mirror Post Express Mail Herald Independent Star Tribune Nation Age Sport".split())
_MARKS = (".", ",", ";", ")", "", "\n")
_COUNTED = ("number_word", "day_number", "two_digits", "number")
_CLOCK_OPENERS = frozenset(
    "at by until till from since before after to and about just open dash weekday year day_number".split()
)
_MONTH_OPENERS = frozenset(
    "in since by of from until till to and or between through throughout during into before after part which as".split()
)


def _is_habit(words: Words, phrase: Phrase, reading: Partial) -> bool:
    """A month or season of every year: the usual time of late January."""
    if reading.year is not None or reading.year_which is not None or reading.day is not None or reading.which:
        return False
    if words.kind(phrase.first - 1) == "every" or words.words[phrase.last - 1].lower() in _NIGHTS:
        return True  # each Monday, on Monday nights
    then = [words.words[i].lower() for i in range(phrase.last, min(len(words), phrase.last + 2))]
    if len(then) == 2 and then[0] in ("is", "are") and then[1] in _HABITUAL:
        return True  # Friday night is usually a busy night
    before = range(max(0, phrase.first - 5), phrase.first)
    return any(words.words[i].lower() in _HABITUAL for i in before) and not words.stops(before.start, phrase.first)


_NIGHTS = frozenset("nights mornings evenings afternoons".split())
_HABITUAL = frozenset("usual usually typically normally traditionally customarily".split())


def is_ranked(words: Words, first: int) -> bool:
    """Whether a superlative of the clause is measured over what follows: the worst drought in 60 years."""
    for i in range(first - 1, max(-1, first - 1 - _RANK_REACH), -1):
        word = words.words[i].lower()
        if words.kind(i) in ("line", "comma", "mark") or (words.kind(i) == "dot" and ends_sentence(words, i)):
            return False
        if word in _RANKS or (word.endswith("est") and len(word) > 4 and word not in _NOT_RANKS):
            return True
    return False


_MARCH = 3
_RANK_REACH = 10  # words between a superlative and the time over which it holds
_RANKS = frozenset(
    "first worst best most least record lowest highest time times doubling tripling increase rise fall drop decline "
    "jump growth gain surge loss".split()
)
_NOT_RANKS = frozenset("west midwest southwest northwest protest arrest guest forest interest request contest".split())


def _is_season(words: Words, phrase: Phrase, before: str) -> bool:
    if words.kind(phrase.last) == "of":
        return False  # the spring of a clock
    plain = phrase.last - phrase.first <= 2
    if plain and any(w.lower() in _SEASONAL for w in words.words[phrase.last : phrase.last + 2]):
        return False  # the spring offensive
    if words.words[phrase.last - 1].lower() == "fall":
        return words.kind(phrase.first) == "the" and before in ("in", "during", "by", "since", "until", "of")
    return words.kind(phrase.first) == "the" or before in ("in", "during", "by", "since", "until", "of", "this")


_SEASONAL = frozenset(
    "season seasons semester term carnival festival collection collections break holiday holidays vacation offensive "
    "campaign training session sessions meeting meetings conference schedule crop crops harvest rains floods racing "
    "breeding games olympics planting sowing recess residence house home school schools camp camps migration sale "
    "sales budget statement equinox solstice weather storm storms tour rolls olympics blockbuster wardrobe wear "
    "tyres coat clothes clothing fuel uniform squash job jobs internship reading bulbs onions onion water chicken "
    "lamb cleaning".split()
)


def _is_year(words: Words, phrase: Phrase, before: str, after: str, years: Sequence[int]) -> bool:
    """Whether a bare number is a year: by what stands beside it, and the other years of the text."""
    reading, first = phrase.reading, phrase.first
    assert isinstance(reading, Partial)
    previous = words.words[first - 1] if first else ""
    following = words.words[phrase.last].lower() if phrase.last < len(words) else ""
    if previous.lower() in _BEFORE_A_NUMBER or following in _NOT_AFTER_A_YEAR:
        return False
    if after.startswith("unit_") or after in _NOT_AFTER_A_YEAR_KINDS or "slash" in (before, after):
        return False
    glued = first > 0 and words.start(first) == words.end(first - 1)
    if glued and before in ("dash", "dot"):
        return before == "dash" and words.kind(first - 2) in ("year", "month", "part", "comma")
    if words.kind(first) == "year" and before == "other" and first > 1 and previous[0].isupper():
        return False  # a name that ends with a number
    year = reading.year or 0
    several = following.endswith("s") and len(following) > 4 and words.words[phrase.last].islower()
    if year % 100 == 0 and several and before in ("other", "and", "about", "comma", "or", "of", "to"):
        return False  # 200 detectors and 2000 leaflets
    if _MODERN[0] <= year <= _MODERN[1]:
        return True
    opener = before if words.kind(first) in ("year", "number") else words.kind(first)
    if opener not in _YEAR_OPENERS:
        return False
    if year < 0:
        return len(years) > 1 and opener in _BC_OPENERS and years[0] - 100 <= year <= min(-1, years[-1] + 100)
    near = bisect_left(years, year - _EPOCH) < bisect_right(years, year + _EPOCH)
    return near and opener not in ("and", "a")


_MODERN = (1900, 2050)  # bare numbers in this range are years unless something speaks against it
_EPOCH = 60  # years from a certain one within which a bare number is taken for a year
_BC_OPENERS = frozenset("in from by of until since open dash to the part".split())


def is_narrative(phrases: Sequence[Phrase], published_year: int | None) -> bool:
    """Whether the text tells of years far from its own publication rather than of its days.

    Such a text dates its events itself: the years it names lie at least two years off, and it seldom counts
    from the day of writing (today, last week, two years ago, a bare weekday).
    """
    years = [p.reading.year for p in phrases if isinstance(p.reading, Partial) and p.reading.year is not None]
    if len(years) < _NARRATIVE_YEARS:
        return False
    deictic = sum(_counts_from_now(p.reading) for p in phrases)
    if published_year is None:  # nothing tells how far the years are, so that nothing may speak against it
        return not deictic and not any(isinstance(p.reading, Vague) for p in phrases)
    far = sum(published_year is None or published_year - y >= _FAR for y in years)
    return deictic * 20 <= len(phrases) and far * 20 >= 11 * len(years)


def _counts_from_now(reading: Reading | Pair) -> bool:
    if isinstance(reading, (Deictic, Vague)):
        return isinstance(reading, Deictic)
    if isinstance(reading, (Unit, DayPart)):
        return reading.which in ("last", "this", "next")
    if isinstance(reading, Shift):
        return reading.base == "now"
    return isinstance(reading, Partial) and (
        (reading.weekday is not None and reading.month is None)
        or reading.which in ("last", "this", "next")
        or reading.year_which in ("last", "this", "next")
    )


def certain_years(words: Words, phrases: Sequence[Phrase]) -> list[int]:
    """The years of which the text leaves no doubt: with a month, an era, or plainly of our time."""
    found = []
    for p in phrases:
        if isinstance(p.reading, Partial) and p.reading.year is not None:
            year = p.reading.year
            sure = (
                not p.reading.unsure
                or _MODERN[0] <= year <= _MODERN[1]
                or (year >= 1000 and words.kind(p.first - 1) in ("in", "since"))
            )
            if sure:
                found.append(p.reading.year)
    return sorted(found)
