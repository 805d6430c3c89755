"""What the words around a phrase tell of it: quotations, tense, and whether a bare number is a year."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from .grammar import Phrase
from .readings import Deictic, Partial
from .words import Words, vocabulary

_CLAUSE = 60  # words looked at on either side for the verb that governs a phrase
_NARRATIVE_YEARS = 6  # explicit years that a text must have before it can be taken for a narrative
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
    code = vocabulary().codes
    other = f"[x{code['edword']}]"
    ahead = f"{code['ahead']}|{code['perhaps_ahead']}"
    infinitive = f"(?:{code['present']}|{code['behind']}|{code['be']})(?:x)?{code['to']}{other}|{code['to']}{code['be']}"
    return re.compile(f"(?P<ahead>{infinitive}|{ahead})|(?P<behind>{code['behind']}|{code['edword']})")


def looks_ahead(words: Words, first: int, last: int) -> bool | None:
    """Whether the clause around words ``first..last`` speaks of what is to come; ``None``: no verb tells."""
    stop = vocabulary().codes
    ends = f"{stop['line']}{stop['mark']}"
    low = max(0, first - _CLAUSE)
    before = words.classes[low:first]
    cut = max((before.rfind(c) for c in ends), default=-1)
    dot = _last_stop(words, low, first)
    before = before[max(cut + 1, dot) :]
    found = None
    for found in _tense().finditer(before):
        pass
    if found is not None:
        return found.lastgroup == "ahead"
    after = words.classes[last : last + _CLAUSE]
    for i, code in enumerate(after):
        if code in ends or (code == stop["dot"] and _ends_sentence(words, last + i)):
            after = after[:i]
            break
    ahead = _tense().search(after)
    return ahead.lastgroup == "ahead" if ahead else None


def _last_stop(words: Words, low: int, first: int) -> int:
    """How far behind ``low`` the sentence of word ``first`` begins."""
    dot = vocabulary().codes["dot"]
    at = first
    while (at := words.classes.rfind(dot, low, at)) >= 0:
        if _ends_sentence(words, at):
            return at + 1 - low
    return 0


def _ends_sentence(words: Words, i: int) -> bool:
    """Whether the stop at word ``i`` ends a sentence: a word of two letters or more before, a capital after."""
    if words.words[i] != ".":
        return True
    after = words.words[i + 1] if i + 1 < len(words) else "A"
    before = words.words[i - 1] if i else ""
    return len(before) > 1 and (after[0].isupper() or not after[0].isalnum()) and words.kind(i - 1) != "month"


_YEAR_OPENERS = frozenset(
    "in since by of from until till to and or the between through throughout during into before after early late "
    "mid dash open comma part which at on or month season unit_Y a article that than just about for line".split()
)


def is_time(words: Words, phrase: Phrase) -> bool:
    """Whether an unsure phrase (a bare number, month or season) is a time where it stands."""
    reading = phrase.reading
    if not isinstance(reading, Partial) or not reading.unsure:
        return True
    before, after = words.kind(phrase.first - 1), words.kind(phrase.last)
    if reading.quarter is not None:
        return words.kind(phrase.first) in ("the", "which") or after != "other" or True
    if reading.season is not None:
        return _is_season(words, phrase, before)
    if reading.month is not None and reading.day is None:
        return before in _MONTH_OPENERS or (before == "comma" and words.kind(phrase.first - 2) == "month")
    return _is_year(words, phrase, before, after)


_MONTH_OPENERS = frozenset(
    "in since by of from until till to and or between through throughout during into before after part which".split()
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
    if 1900 <= year <= 2050:
        return True
    return 1000 <= year < 2100 and before in _YEAR_OPENERS and after not in ("other", "edword")


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
    return deictic * 8 <= len(phrases) and far * 10 >= 8 * len(years) and len(years) * 4 >= len(phrases)
