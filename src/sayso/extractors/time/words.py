"""Text -> words, each with the class by which the grammar calls it.

A class is one character, so that a text becomes a string of classes over which the grammar's patterns run.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, compress

from sayso.lexicon import Entry, table

OTHER = "x"
_SHAPES = (
    "day_number two_digits number year clock dotted full_date hundred_hours comma dash slash apostrophe dot "
    "open close mark edword lower_month line skipped"
).split()
_MARKS = {
    ",": "comma", "/": "slash", "-": "dash", "~": "dash", "–": "dash", "—": "dash", "‐": "dash", "‑": "dash",
    "−": "dash", "'": "apostrophe", "’": "apostrophe", "ʼ": "apostrophe", "`": "apostrophe", ".": "dot", "(": "open",
    "{": "open", "[": "open", ")": "close", "}": "close", "]": "close", '"': "mark", "“": "mark", "”": "mark",
    "«": "mark", "»": "mark", "„": "mark", "\n": "line",
}  # fmt: skip
# a.m. and B.C. are one word; 10:30, 24.02.2022 and 1,500 are one number; a mark is a word of its own.
# Plain words come first: a class of ASCII letters is scanned several times faster than one of all letters.
_WORD = re.compile(
    r"([A-Za-z]{2,}+(?![^\W\d_])|[AaPp]\.\s?[Mm]\b\.?|[Bb]\.\s?[Cc]\b(?:\.(?:\s?[Ee]\.)?)?|[^\W\d_]+|"
    r"\d+(?:[.:,]\d+)*|\n|[^\w\s]|_)"
)
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4])[:][0-5]\d(?::[0-5]\d)?$")
_DOTTED = re.compile(r"(?:[01]?\d|2[0-4])[.][0-5]\d$")
_FULL_DATE = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:\d{4}|\d\d)$")
_CAPITAL_HOLIDAYS = frozenset(("september", "sept", "may"))  # begin other phrases when written small
_COMPACT = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$")
_NO_PAST = frozenset("ed bed need indeed speed seed feed exceed proceed bleed breed weed embed red shed wed".split())
_MEMO_LIMIT = 50_000  # words remembered with their class; bounds the memory, not the result


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a matched phrase: its place, its class by name and what the lexicon says it stands for."""

    start: int
    end: int
    text: str
    kind: str
    value: str | int | None

    @property
    def number(self) -> int:
        """The number that the word writes or stands for; raises :class:`ValueError` when there is none."""
        return int(self.value if self.value is not None else self.text)


class _Classes(dict[str, str]):
    """Word -> class code, worked out once for each word; bounded in size."""

    def __init__(self, classify: Callable[[str], str]) -> None:
        super().__init__()
        self._work_out = classify

    def __missing__(self, word: str) -> str:
        if len(self) >= _MEMO_LIMIT:
            self.clear()
        code = self[word] = self._work_out(word)
        return code


class Vocabulary:
    """The classes of words, from the lexicon and from the shape of numbers."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        names = list(_SHAPES)
        for entry in table("times").entries:
            kind = _kind(entry)
            if kind not in names:
                names.append(kind)
            for form in entry.forms:
                words = tuple(w.lower() for w in _WORD.findall(form))
                if kind == "holiday":
                    self._phrases.setdefault(words[0], []).append((words, entry))
                elif len(words) == 1:
                    self._entries.setdefault(words[0], entry)
        for phrases in self._phrases.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))
        self.codes = {name: chr(0xE000 + i) for i, name in enumerate(names)}
        self.names = {code: name for name, code in self.codes.items()}
        self.classes = _Classes(self._classify)
        openers = self._phrases.keys()
        self.openers = frozenset(
            {w.capitalize() for w in openers} | {w.upper() for w in openers} | (openers - _CAPITAL_HOLIDAYS)
        )

    def _classify(self, word: str) -> str:
        mark = _MARKS.get(word)
        if mark:
            return self.codes[mark]
        if word[0].isdecimal():
            name = _number_kind(word)
            return self.codes[name] if name else OTHER
        lower = word.lower()
        entry = self._entries.get(lower)
        if entry is None:
            return self.codes["edword"] if word.endswith("ed") and word.islower() and word not in _NO_PAST else OTHER
        kind, case = _kind(entry), entry.fields.get("case")
        if case == "upper" and not word.isupper():
            return OTHER
        if case == "capital" and word[0].islower():
            return self.codes["lower_month"] if kind == "unsure_month" else OTHER
        return self.codes[kind]

    def value(self, word: str) -> str | int | None:
        """What the lexicon says the word stands for."""
        entry = self._entries.get(word.lower())
        value = entry.fields.get("value") if entry else None
        return value if isinstance(value, (str, int)) else None

    def phrase(self, words: list[str], at: int) -> tuple[int, Entry] | None:
        """The longest name of a holiday that begins at word ``at``: how many words, and its entry."""
        for forms, entry in self._phrases.get(words[at].lower(), ()):
            end = at + len(forms)
            if end <= len(words) and all(words[at + i].lower() == forms[i] for i in range(1, len(forms))):
                return len(forms), entry
        return None


def _kind(entry: Entry) -> str:
    kind = str(entry.fields["class"])
    if kind == "unit":
        return f"unit_{entry.fields['value']}"
    return "daypart_noon" if entry.key in ("noon", "midnight") and kind == "daypart_noon" else kind


def _number_kind(word: str) -> str | None:
    if not word.isdecimal():
        if _CLOCK.match(word):
            return "clock"
        if _FULL_DATE.match(word):
            return "full_date"
        return "dotted" if _DOTTED.match(word) else None
    if not word.isascii() or len(word) > 4:
        return "full_date" if len(word) == 8 and _COMPACT.match(word) else None
    number = int(word)
    if len(word) <= 2:
        return "day_number" if 1 <= number <= 31 else "two_digits"
    if len(word) == 3:
        return "number"
    if word[0] == "0":
        return "hundred_hours" if number % 100 < 60 else None
    return "year" if number < 2200 else ("hundred_hours" if number <= 2400 and number % 100 < 60 else None)


@cache
def vocabulary() -> Vocabulary:
    """The one vocabulary, read from the compiled lexicon."""
    return Vocabulary()


class Words:
    """The words of one text and their classes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._vocabulary = vocabulary()
        pieces = _WORD.split(text)  # white space, and every other one a word
        self._borders = list(accumulate(map(len, pieces[:-1])))  # where each word begins and ends, by turns
        self.words = pieces[1::2]
        self._values: dict[int, str] = {}
        codes = list(map(self._vocabulary.classes.__getitem__, self.words))
        self._join_phrases(codes)
        self.classes = "".join(codes)

    def _join_phrases(self, codes: list[str]) -> None:
        vocab = self._vocabulary
        openers = vocab.openers
        for i in list(compress(range(len(self.words)), map(openers.__contains__, self.words))):
            phrase = vocab.phrase(self.words, i)
            if phrase is not None and codes[i] != vocab.codes["skipped"]:
                length, entry = phrase
                codes[i] = vocab.codes["holiday"]
                self._values[i] = str(entry.fields["value"])
                for j in range(i + 1, i + length):
                    codes[j] = vocab.codes["skipped"]

    def __len__(self) -> int:
        return len(self.words)

    def end(self, i: int) -> int:
        """Offset behind word ``i``."""
        return self._borders[2 * i + 1]

    def start(self, i: int) -> int:
        """Offset at which word ``i`` begins."""
        return self._borders[2 * i]

    def any_of(self, kind: str, first: int, last: int) -> bool:
        """Whether some word of ``first..last`` has this class."""
        return self._vocabulary.codes[kind] in self.classes[max(0, first) : last]

    def kind(self, i: int) -> str:
        """Name of the class of word ``i``; ``other`` outside the text and for unknown words."""
        if not 0 <= i < len(self.words):
            return "other"
        return self._vocabulary.names.get(self.classes[i], "other")

    def stops(self, first: int, last: int) -> bool:
        """Whether a sentence ends between two words."""
        codes = self._vocabulary.codes
        part = self.classes[first:last]
        if codes["line"] in part:
            return True
        at = part.find(codes["dot"])
        while at >= 0:
            if ends_sentence(self, first + at):
                return True
            at = part.find(codes["dot"], at + 1)
        return False

    def word(self, i: int) -> Word:
        """Word ``i`` with what it stands for."""
        text = self.words[i]
        value: str | int | None = self._values.get(i)
        if value is None and not text[0].isdecimal():
            value = self._vocabulary.value(text)
        return Word(self.start(i), self.end(i), text, self.kind(i), value)


def ends_sentence(words: Words, i: int) -> bool:
    """Whether the stop at word ``i`` ends a sentence: a word of two letters or more before, a capital after."""
    if words.words[i] != ".":
        return True
    after = words.words[i + 1] if i + 1 < len(words) else "A"
    before = words.words[i - 1] if i else ""
    return len(before) > 1 and (after[0].isupper() or not after[0].isalnum()) and words.kind(i - 1) != "month"
