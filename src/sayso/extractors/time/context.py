"""What the words around a phrase tell of it: quotations, tense, and whether a bare number is a year."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from .grammar import Phrase
from .readings import Deictic, Partial, Span, Tense, Unit
from .words import Words, ends_sentence, vocabulary

_CLAUSE = 60  # words looked at on either side for the verb that governs a phrase
_NARRATIVE_YEARS = 8  # explicit years that a text must have before it can be taken for a narrative
_FAR = 2  # years from the publication at which a time is history
_NOT_AFTER_A_YEAR = frozenset(
    "people persons km kilometers kilometres miles meters metres feet points percent troops soldiers men women "
    "children deaths cases votes dollars euros pounds tons tonnes kg hours minutes seconds seats jobs homes houses "
    "aftershocks attendees planes aircraft cars units copies pages words times acres hectares m mph kph bhp hp".split()
)
_BEFORE_A_NUMBER = frozenset("$ € £ ¥ # % № + = ~ × * nasdaq boeing airbus version model number flight no".split())


class Quotations:
    """Which words stand between quotation marks. Marks pair within a line."""

    def __init__(self, words: Words) -> None:
        codes = vocabulary().codes
        self._edges: list[int] = []
        self.opened_by: list[int] = []
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


@cache
def _tense() -> re.Pattern[str]:
    """Verbs that place a clause: ahead (will meet, is to be opened), weakly ahead (would, was to), behind."""
    code = vocabulary().codes
    other, ed = f"[x{code['edword']}{code['behind']}]", f"[{code['edword']}{code['behind']}]"
    tail = f"(?:[x{code['be']}{code['present']}]?[x{code['be']}{code['present']}]?{ed})?"
    ahead = (
        f"{code['present']}x?{code['to']}(?:{code['be']}|{other}){tail}|{code['ahead']}{tail}"
        f"|{code['intends']}(?:{code['to']}(?:{code['be']}|{other}){tail}|{code['for']})"
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
    found = None
    for found in _tense().finditer(before):
        pass
    following = _tense().search(after)
    chosen = (following or found) if fronted else (found or following)
    return _TENSES[chosen.lastgroup or ""] if chosen else None


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


def is_time(words: Words, phrase: Phrase) -> bool:
    """Whether an unsure phrase (a bare number, month or season) is a time where it stands."""
    reading = phrase.reading
    if isinstance(reading, Partial) and _is_name(words, phrase, reading):
        return False
    if isinstance(reading, Deictic):
        return words.words[phrase.first - 1 if phrase.first else 0] not in ("USA", "Russia", "India")
    if isinstance(reading, Span) and words.words[phrase.first].lower() == "last":
        return words.kind(phrase.first - 1) not in ("to", "perhaps_ahead", "ahead", "lower_month")
    if isinstance(reading, Unit) and words.words[phrase.first] == "last":
        return words.kind(phrase.first - 1) not in ("to", "perhaps_ahead", "ahead", "lower_month")
    if not isinstance(reading, Partial) or not reading.unsure:
        return True
    before, after = words.kind(phrase.first - 1), words.kind(phrase.last)
    if reading.quarter is not None:
        return words.kind(phrase.first) in ("the", "which") or after != "other" or True
    if reading.clock is not None:
        return True
    if reading.season is not None:
        return _is_season(words, phrase, before)
    if reading.month is not None and reading.day is None:
        return before in _MONTH_OPENERS or (before == "comma" and words.kind(phrase.first - 2) == "month")
    return _is_year(words, phrase, before, after)


def _is_name(words: Words, phrase: Phrase, reading: Partial) -> bool:
    """A weekday or a clock time that is none: the Baltimore Sun, Super Tuesday, a race won in 2:14:04."""
    first = phrase.first
    if phrase.last - first <= 2 and words.kind(first) == "unsure_weekday":
        return True
    if reading.weekday is not None and reading.month is None and words.kind(first) == "weekday":
        if words.words[first - 1 if first else 0] in ("Super", "Black", "Bloody", "Ruby"):
            return True
        return words.words[first].endswith("s") and words.words[first][0].isupper() and words.kind(first - 1) == "the"
    if reading.clock and reading.weekday is None and reading.month is None and phrase.last - first == 1:
        shape = words.words[first]
        return shape.count(":") > 1 or words.kind(first - 1) not in _CLOCK_OPENERS
    return False


_CLOCK_OPENERS = frozenset(
    "at by until till from since before after to and about just open dash other comma weekday line dot year day_number".split()
) - {"other", "comma", "line", "dot"}
_MONTH_OPENERS = frozenset(
    "in since by of from until till to and or between through throughout during into before after part which as".split()
)


def _is_season(words: Words, phrase: Phrase, before: str) -> bool:
    if words.words[phrase.last - 1].lower() == "fall":
        return words.kind(phrase.first) == "the" and before in ("in", "during", "by", "since", "until", "of")
    return words.kind(phrase.first) == "the" or before in ("in", "during", "by", "since", "until", "of", "this")


def _is_year(words: Words, phrase: Phrase, before: str, after: str) -> bool:
    reading = phrase.reading
    assert isinstance(reading, Partial)
    previous = words.words[phrase.first - 1].lower() if phrase.first else ""
    following = words.words[phrase.last].lower() if phrase.last < len(words) else ""
    if previous in _BEFORE_A_NUMBER or following in _NOT_AFTER_A_YEAR or following in ("%", "°"):
        return False
    if after.startswith("unit_") or after in ("number_word", "zone", "hours_mark", "meridiem", "day_number"):
        return False
    if before == "slash" or after == "slash" or (before == "dot" and words.starts[phrase.first] == words.end(phrase.first - 1)):
        return False
    if before == "dash" and words.starts[phrase.first] == words.end(phrase.first - 1):
        return words.kind(phrase.first - 2) in ("year", "month", "part", "comma")
    year = reading.year or 0
    if words.kind(phrase.first) == "year" and before == "other" and previous and words.words[phrase.first - 1][0].isupper() and phrase.first > 1:
        return False  # a name that ends with a number
    if 1900 <= year <= 2050:
        return True
    return 1000 <= year < 2100 and before in _YEAR_OPENERS and (
        before != "and" or words.kind(phrase.first - 2) == "year"
    )


def is_narrative(phrases: Sequence[Phrase], published_year: int | None) -> bool:
    """Whether the text tells of years far from its own publication rather than of its days.

    Such a text dates its events itself: most of its times bear a year, those years lie at least two years
    off, and it seldom counts from the day of writing (today, yesterday, a bare weekday).
    """
    years = [p.reading.year for p in phrases if isinstance(p.reading, Partial) and p.reading.year is not None]
    if len(years) < _NARRATIVE_YEARS:
        return False
    deictic = sum(
        isinstance(p.reading, Deictic)
        or (isinstance(p.reading, Partial) and p.reading.weekday is not None and p.reading.month is None)
        for p in phrases
    )
    far = sum(published_year is None or published_year - y >= _FAR for y in years)
    return deictic * 20 <= len(phrases) and far * 10 >= 8 * len(years) and len(years) * 4 >= len(phrases)
