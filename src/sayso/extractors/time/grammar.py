"""The grammar of time phrases: rules over classes of words, compiled from the lexicon table ``times_grammar``.

A pattern is a sequence of class names; ``( a | b )`` are alternatives, ``?`` makes the item before it
optional, a name in capitals stands for a part. A pattern becomes a regular expression over class codes
without any repetition, so that a match costs at most the pattern's own length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from sayso.lexicon import table

from .build import BUILDERS, Builder
from .readings import Pair, Reading
from .words import OTHER, Vocabulary, Words, vocabulary

_ITEM = re.compile(r"[A-Za-z_]+|[()|?]")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name, its pattern over class codes and the function that reads its words."""

    name: str
    pattern: re.Pattern[str]
    reader: Builder
    timex_only: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words ``first..last`` (half open) of a text and what they say."""

    rule: str
    first: int
    last: int
    reading: Reading | Pair


def compile_pattern(pattern: str, parts: Mapping[str, str], vocab: Vocabulary) -> str:
    """The regular expression of a pattern; raises :class:`KeyError` for an unknown class or part."""
    out: list[str] = []
    for item in _ITEM.findall(pattern):
        if item == "(":
            out.append("(?:")
        elif item in ")|?":
            out.append(item)
        elif item.isupper():
            out.append(parts[item])
        elif item == "holiday":  # the further words of a holiday's name are skipped
            out.append(f"(?:{vocab.codes[item]}{vocab.codes['skipped']}*)")
        else:
            out.append(OTHER if item == "other" else vocab.codes[item])
    return "".join(out)


@cache
def rules() -> tuple[Rule, ...]:
    """The rules in file order."""
    vocab = vocabulary()
    parts: dict[str, str] = {}
    found: list[Rule] = []
    for entry in table("times_grammar").entries:
        pattern = compile_pattern(str(entry.fields["pattern"]), parts, vocab)
        if "as" in entry.fields:
            reader, timex_only = BUILDERS[str(entry.fields["as"])], bool(entry.fields.get("timex_only"))
            found.append(Rule(entry.key, re.compile(pattern), reader, timex_only))
        else:
            parts[entry.key] = f"(?:{pattern})"
    return tuple(found)


@cache
def _openers(timex: bool) -> dict[str, tuple[re.Pattern[str], tuple[Rule, ...]]]:
    """Class code -> the rules that can begin with it, and all of them as one pattern."""
    vocab = vocabulary()
    openers: dict[str, list[Rule]] = {}
    for rule in rules():
        if rule.timex_only and not timex:
            continue
        first = _first_codes(rule.pattern.pattern)
        for code in sorted(first & set(vocab.names)):
            openers.setdefault(code, []).append(rule)
    return {
        code: (re.compile("|".join(f"(?:{rule.pattern.pattern})" for rule in found)), tuple(found))
        for code, found in openers.items()
    }


@cache
def _island() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Runs of words that phrases are made of, and the words that can bear a time: each run needs one."""
    names = sorted(vocabulary().names.items())
    inner = "".join(code for code, name in names if name not in _NEVER)
    bearers = "".join(code for code, name in names if name in _BEARERS or name.startswith("unit_"))
    return re.compile(f"[{inner}]+"), re.compile(f"[{bearers}]")


# Words of which no phrase consists, and words of which each phrase holds at least one.
_NEVER = frozenset("edword mark line behind was be present perhaps_ahead ahead intends skipped period_end".split())
_BEARERS = frozenset(
    "month unsure_month lower_month weekday unsure_weekday year number full_date clock dotted hundred_hours season "
    "daypart deictic now now_adverb recently overnight holiday meridiem zone moment period writing then far date "
    "decade_word ordinal_ending h modern recent past past_reference future_reference current set_word bc ad q time "
    "two_digits".split()
)


def phrases(words: Words, timex: bool = False) -> Iterator[Phrase]:
    """The longest phrases that say a time, left to right, none overlapping another.

    With ``timex`` also durations, sets and vague references.
    """
    classes, openers = words.classes, _openers(timex)
    runs, bearer = _island()
    start = 0
    for island in runs.finditer(classes):
        start, stop = max(start, island.start()), island.end()
        if bearer.search(classes, start, stop) is None:
            continue
        while start < stop:
            opener = openers.get(classes[start])
            if opener is not None and opener[0].match(classes, start) is not None:
                found = _phrase(words, start, opener[1])
                if found is not None:
                    phrase, start = found
                    yield phrase
                    continue
            start += 1


def _phrase(words: Words, start: int, candidates: tuple[Rule, ...]) -> tuple[Phrase, int] | None:
    """The longest of the candidate rules' readings at word ``start``, and the word behind it."""
    ends = []
    for order, rule in enumerate(candidates):
        match = rule.pattern.match(words.classes, start)
        if match is not None and match.end() > start:
            ends.append((-match.end(), order))
    ends.sort()
    for negative_end, order in ends:
        rule, last = candidates[order], -negative_end
        reading = rule.reader([words.word(i) for i in range(start, last)])
        if reading is not None:
            article = rule.name in _BARE and words.kind(start) == "the" and words.kind(start + 1) in _DATED
            first = start + article
            return Phrase(rule.name, first, _trimmed(words, last), reading), last
    return None


_DATED = ("month", "unsure_month", "year", "number")
_BARE = ("month and day", "month and year", "month", "year", "two years")  # an article before these belongs to a noun


def _trimmed(words: Words, last: int) -> int:
    """The end of a phrase without a trailing comma or the stop of its sentence (that of Dec. stays)."""
    if words.words[last - 1] == ",":
        return last - 1
    before = words.words[last - 2] if last > 1 else ""
    stop = words.words[last - 1] == "." and (len(before) > 4 or before in ("May", "June", "July", "мая"))
    return last - stop


def _first_codes(pattern: str) -> set[str]:
    """The characters with which a match of ``pattern`` can begin."""
    return _first(pattern, 0)[0]


def _first(pattern: str, at: int) -> tuple[set[str], bool, int]:
    """Of the alternatives from ``at`` to the closing bracket: their first characters, whether one of them can
    be empty, and where the bracket stands."""
    found: set[str] = set()
    empty, some_empty = True, False  # everything so far in this alternative, some alternative
    while at < len(pattern) and pattern[at] != ")":
        if pattern[at] == "|":
            empty, some_empty, at = True, some_empty or empty, at + 1
            continue
        if pattern[at] == "(":
            inner, optional, at = _first(pattern, at + 3)
        else:
            inner, optional = {pattern[at]}, False
        at += 1
        if at < len(pattern) and pattern[at] in "?*":
            optional, at = True, at + 1
        if empty:
            found |= inner
        empty = empty and optional
    return found, some_empty or empty, at
