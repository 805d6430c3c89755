"""Listed wordings in a text, looked for only where their first words stand.

An alternation of many forms is tried at every code point of a text; the words of the text are known after one
pass (:func:`sayso.text.words.places`), so the pattern is tried at a few of them instead.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache

from sayso.text.words import places

_FIRST = re.compile(r"\w+")
_TEXTS = 4  # texts whose places are remembered; bounds the memory, not the result


class Wordings:
    """A pattern that can only begin with the first word of one of ``forms``.

    Raises :class:`ValueError` for a form that begins with no word character.
    """

    def __init__(self, pattern: re.Pattern[str], forms: Iterable[str]) -> None:
        self._pattern = pattern
        self._openers = frozenset(_opener(form) for form in forms)
        self._places = lru_cache(maxsize=_TEXTS)(self._look)

    def _look(self, text: str) -> list[int]:
        found = places(text)
        return sorted(at for word in self._openers & found.keys() for at in found[word])

    def all(self, words: str) -> Iterator[re.Match[str]]:
        """The matches in a few words of lower case that are looked at once."""
        if not self._openers.isdisjoint(_FIRST.findall(words)):
            yield from self._pattern.finditer(words)

    def within(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The matches in ``start..end``, left to right, none overlapping another."""
        at = self._places(text)
        k = bisect_left(at, start)
        while k < len(at) and at[k] < end:
            m = self._pattern.match(text, at[k], end)
            k += 1
            if m is not None:
                yield m
                while k < len(at) and at[k] < m.end():
                    k += 1


def _opener(form: str) -> str:
    first = _FIRST.match(form)
    if first is None:
        raise ValueError(f"begins with no word: {form!r}")
    return first.group().lower()
