"""Names in other letters: readings of a text with a map back to it.

Romanisations: ``russian`` is BGN/PCGN 1947 as newspapers print it (without signs for ъ and ь), ``ukrainian``
the resolution of the Cabinet of Ministers No. 55 of 2010, ``belarusian`` the instruction on the
transliteration of geographical names of 2000 in its edition of 2007. The way back takes the longest match
of the same tables and is one possible spelling, not the only one.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import Literal

from sayso.model import Span

Scheme = Literal["russian", "ukrainian", "belarusian"]
SCHEMES: tuple[Scheme, ...] = ("russian", "ukrainian", "belarusian")

_COMMON = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "yo", "є": "ie", "ж": "zh",
    "з": "z", "и": "i", "і": "i", "ї": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o",
    "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ў": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch",
    "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "ѣ": "e",
    "ʼ": "", "’": "", "'": "",
    "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "ђ": "dj", "џ": "dz",
}  # fmt: skip
_TABLES: dict[Scheme, dict[str, str]] = {
    "russian": _COMMON,
    "ukrainian": _COMMON | {"г": "h", "зг": "zgh", "и": "y", "й": "i", "ю": "iu", "я": "ia"},
    "belarusian": _COMMON
    | {
        "г": "h", "ж": "ž", "й": "j", "ў": "ŭ", "х": "ch", "ц": "c", "ч": "č", "ш": "š", "е": "ie", "ё": "io",
        "ю": "iu", "я": "ia", "сь": "ś", "зь": "ź", "нь": "ń", "ць": "ć", "ль": "l", "ле": "le", "лё": "lo",
        "лю": "lu", "ля": "la", "лі": "li", "л": "l",
    },
}  # fmt: skip
_FIRST: dict[Scheme, dict[str, str]] = {  # at the beginning of a word
    "russian": {"е": "ye"},
    "ukrainian": {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"},
    "belarusian": {"е": "je", "ё": "jo", "ю": "ju", "я": "ja"},
}
_BACK_EXTRA: dict[Scheme, dict[str, str]] = {
    "russian": {"ia": "ия", "iy": "ий", "yy": "ый", "x": "кс", "w": "в", "j": "й", "h": "х", "c": "к", "q": "к"},
    "ukrainian": {"ia": "ія", "x": "кс", "w": "в", "j": "й", "c": "ц", "q": "к"},
    "belarusian": {"x": "кс", "w": "ў", "v": "в", "q": "к"},
}
_SOFT = frozenset("аеёиоуыэюяєіїўaeiouy")
_PLAIN = {
    "ł": "l", "đ": "d", "ð": "d", "ø": "o", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ə": "e",
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "ʻ": "'", "‐": "-", "‑": "-", "–": "-",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading of a text: ``starts[i]`` is where character ``i`` of ``text`` comes from; the last entry is
    the length of the original."""

    text: str
    starts: tuple[int, ...]

    def back(self, start: int, end: int) -> Span:
        """The stretch of the original behind ``text[start:end]``."""
        if start >= end:
            at = self.starts[min(start, len(self.text))]
            return Span(at, at)
        last = self.starts[end - 1]
        after = bisect_right(self.starts, last)
        return Span(self.starts[start], self.starts[after] if after < len(self.starts) else self.starts[-1])


class _Writer:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.starts: list[int] = []

    def put(self, words: str, at: int) -> None:
        self.parts.append(words)
        self.starts.extend([at] * len(words))

    def done(self, length: int) -> Reading:
        return Reading("".join(self.parts), (*self.starts, length))


def _cased(words: str, model: str, following: str) -> str:
    if not model[:1].isupper():
        return words
    return words.upper() if len(words) > 1 and following.isupper() else words[:1].upper() + words[1:]


def romanise(text: str, scheme: Scheme = "russian") -> Reading:
    """Cyrillic letters as Latin ones; everything else stays as it is."""
    table, first = _TABLES[scheme], _FIRST[scheme]
    out = _Writer()
    i, before = 0, ""
    lower = text.lower() if len(text.lower()) == len(text) else text
    while i < len(text):
        pair, letter = lower[i : i + 2], lower[i]
        if len(pair) == 2 and pair in table:
            out.put(_cased(table[pair], text[i], text[i + 1 : i + 2]), i)
            before, i = pair[-1], i + 2
            continue
        sign = letter in "'’ʼ"
        if sign and not ("Ѐ" <= before <= "ӿ" and "Ѐ" <= lower[i + 1 : i + 2] <= "ӿ"):
            out.put(text[i], i)
        elif letter in table:
            opening = not before.isalpha() or (scheme != "ukrainian" and before in _SOFT | {"ь", "ъ"})
            words = first[letter] if opening and letter in first else table[letter]
            out.put(_cased(words, text[i], text[i + 1 : i + 2]), i)
        else:
            out.put(text[i], i)
        if not sign:
            before = letter
        i += 1
    return out.done(len(text))


@cache
def _back(scheme: Scheme) -> dict[str, str]:
    table: dict[str, str] = {}
    letters = {
        "russian": "абвгдеёжзийклмнопрстуфхцчшщыэюя",
        "ukrainian": "абвгґдеєжзиіїйклмнопрстуфхцчшщюя",
        "belarusian": "абвгдеёжзійклмнопрстуўфхцчшыэюя",
    }[scheme]
    for source in (_FIRST[scheme], _TABLES[scheme]):
        for cyrillic, latin in source.items():
            if latin and all(c in letters or c == "ь" for c in cyrillic):
                table.setdefault(latin, cyrillic)
    if scheme == "russian":
        table["e"], table["y"], table["ay"], table["ey"], table["oy"] = "е", "ы", "ай", "ей", "ой"
    if scheme == "ukrainian":
        table["y"] = "и"
    return _BACK_EXTRA[scheme] | table


def cyrillise(text: str, scheme: Scheme = "russian") -> Reading:
    """Latin letters as Cyrillic ones: the likeliest spelling that romanises to the text."""
    table = _back(scheme)
    longest = max(map(len, table))
    out = _Writer()
    i = 0
    lower = text.lower() if len(text.lower()) == len(text) else text
    while i < len(text):
        for size in range(min(longest, len(text) - i), 0, -1):
            words = table.get(lower[i : i + size])
            if words is not None:
                last = i + size >= len(text) or not text[i + size].isalpha()
                if scheme == "russian" and lower[i : i + size] == "y" and last:
                    words = "ий"
                out.put(_cased(words, text[i], text[i + size : i + size + 1]), i)
                i += size
                break
        else:
            out.put(text[i], i)
            i += 1
    return out.done(len(text))


def fold(text: str) -> Reading:
    """Lower case without accents: ``Kalinoŭski`` reads ``kalinouski``, ``Łódź`` reads ``lodz``."""
    out = _Writer()
    for at, letter in enumerate(text):
        for low in letter.lower():
            plain = _PLAIN.get(low)
            if plain is None:
                cyrillic = "Ѐ" <= low <= "ӿ"
                parts = low if cyrillic else unicodedata.normalize("NFD", low)
                plain = "".join(c for c in parts if not unicodedata.combining(c))
            out.put(plain, at)
    return out.done(len(text))


def cyrillic(text: str) -> bool:
    """Whether the text has a Cyrillic letter."""
    return any("Ѐ" <= c <= "ӿ" for c in text)


@cache
def latin(word: str, scheme: Scheme = "russian") -> str:
    """A word in plain lower-case Latin letters."""
    return fold(romanise(word, scheme).text).text
