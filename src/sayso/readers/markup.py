"""The visible words of HTML source with their places: where an extracted word stands in the decoded page.

One pass over the source, no tree: tags, comments, scripts, styles and the page's ``<title>`` are passed over,
character references are resolved. Words found elsewhere (by a library that keeps no places) are looked up in
the order in which they stand. A triple ``(start, end, source start)`` says that the words ``start..end`` of a
text stand in the source from there on, literally or as a character reference.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from enum import IntEnum

Triple = tuple[int, int, int]

_NAME = re.compile(r"/?\w+")  # of a tag; what follows a hyphen or a colon is not looked at
_SILENT = frozenset("script style title textarea svg template".split())
_BLOCK = frozenset(
    "p div br li ul ol dl dt dd h1 h2 h3 h4 h5 h6 tr table blockquote section article aside header footer figure hr "
    "pre main".split()
)
_INLINE = frozenset("a b i em strong u s sup sub mark font small big abbr acronym del ins wbr".split())
_BLANK_FREE = re.compile(r"\S+")
_WORD = re.compile(r"&(?:#[0-9]{1,12}|#[xX][0-9a-fA-F]{1,12}|[A-Za-z][A-Za-z0-9]{1,31});?|[^\s&]+|&")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,12}|#[xX][0-9a-fA-F]{1,12}|[A-Za-z][A-Za-z0-9]{1,31});?")
_WINDOW = 4000  # characters within which the next word is looked for, once a passage as a whole is not found
_LONGEST_TAG = 4000
_MOST_MISSES = 50


class Border(IntEnum):
    """What stands between two stretches: nothing that parts words, a blank (or its like), a block's border."""

    NONE = 0
    BLANK = 1
    BLOCK = 2


class Source:
    """The visible characters of a page without white space, and the place of each in the source."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._stretches: list[tuple[int, int]] = []  # of source, between tags
        self._begins: list[int] = []  # where each begins among the visible characters
        self._words: dict[int, list[tuple[int, int, int]]] = {}
        self._breaks: set[int] = set()  # places in the source where the first word of a block stands
        self._glued: set[int] = set()  # and where a word goes on behind a tag
        shown: list[str] = []
        size = 0
        for start, end, border in _visible(source):
            stretch = source[start:end]
            words = "".join(stretch.split() if "&" not in stretch else map(_resolved, _WORD.findall(stretch)))
            if words:
                self._stretches.append((start, end))
                self._begins.append(size)
                shown.append(words)
                if border is Border.BLOCK:
                    self._breaks.add(start + len(stretch) - len(stretch.lstrip()))
                elif border is Border.NONE and not stretch[0].isspace():
                    self._glued.add(start)
                size += len(words)
        self.shown = "".join(shown)
        self._at = self._misses = 0

    def opens_block(self, place: int) -> bool:
        """Whether the word at a place of the source is the first behind a tag that begins or ends a block."""
        return place in self._breaks

    def goes_on(self, place: int) -> bool:
        """Whether the characters at a place of the source go on a word that a tag for a few letters cuts."""
        return place in self._glued

    def holds(self, text: str) -> bool:
        """Whether the words stand somewhere in the page as they are."""
        return "".join(text.split()) in self.shown

    def find(self, text: str) -> list[Triple]:
        """The triples of the first place where the words stand; none where they do not."""
        key = "".join(text.split())
        at = self.shown.find(key) if key else -1
        return list(self._triples(text, at)) if at >= 0 else []

    def locate(self, text: str) -> list[Triple]:
        """Triples for the words of ``text``, in order; what is not found is left out.

        Looked for from behind the last passage found, then from the beginning, then word by word.
        """
        key = "".join(text.split())
        if not key:
            return []
        if self._misses < _MOST_MISSES:
            at = self.shown.find(key, self._at)
            at = self.shown.find(key) if at < 0 else at
        else:  # a page made to have nothing found must not be searched from end to end for each line
            at = self.shown.find(key, self._at, self._at + len(key) + _WINDOW)
        if at < 0:
            self._misses += 1
            return self._word_by_word(text)
        self._at = at + len(key)
        return list(self._triples(text, at))

    def _word_by_word(self, text: str) -> list[Triple]:
        triples: list[Triple] = []
        at = self._at
        for found in _BLANK_FREE.finditer(text):
            word = found.group()
            place = self.shown.find(word, at, at + len(word) + _WINDOW)
            if place >= 0:
                at = place + len(word)
                first = found.start()
                triples.extend((s + first, e + first, p) for s, e, p in self._triples(word, place))
        self._at = at
        return triples

    def _triples(self, text: str, at: int) -> Iterator[Triple]:
        """The triples of ``text``, whose first visible character is the one at ``at``."""
        number = bisect_right(self._begins, at) - 1
        begin, end = self._stretches[number]
        literal = self.source.find(text, begin, end)
        if literal >= 0 and len("".join(self.source[begin:literal].split())) == at - self._begins[number]:
            lead = len(text) - len(text.lstrip())
            yield lead, len(text.rstrip()), literal + lead
            return
        referred = self._referred(text, number) if at == self._begins[number] else None
        if referred is not None:
            yield from referred
            return
        words = self._stretch(number)
        index = max(0, bisect_right(words, at, key=lambda word: word[0]) - 1)
        for found in _BLANK_FREE.finditer(text):
            start, left = found.start(), len(found.group())
            while left:
                while index >= len(words) or words[index][0] + words[index][1] <= at:
                    index += 1
                    if index >= len(words):
                        number += 1
                        words, index = self._stretch(number), 0
                begin, length, place = words[index]
                inside = at - begin
                count = min(left, length - inside)
                yield start, start + count, place + inside
                start, left, at = start + count, left - count, at + count

    def _referred(self, text: str, number: int) -> list[Triple] | None:
        """The triples of a text that a whole stretch shows, its references resolved; ``None`` where it is not so
        simple: white space folded, or references of several characters."""
        begin, end = self._stretches[number]
        found: list[Triple] = []
        shown: list[str] = []
        size, last = 0, begin
        for m in _REFERENCE.finditer(self.source, begin, end):
            char = html.unescape(m.group())
            if char == m.group():
                continue
            if len(char) != 1 or char.isspace():
                return None
            before = self.source[last : m.start()]
            if before and not before.isspace():
                lead = len(before) - len(before.lstrip())
                found.append((size + lead, size + len(before.rstrip()), last + lead))
            size += len(before)
            found.append((size, size + 1, m.start()))
            shown += (before, char)
            size, last = size + 1, m.end()
        rest = self.source[last:end]
        if rest and not rest.isspace():
            lead = len(rest) - len(rest.lstrip())
            found.append((size + lead, size + len(rest.rstrip()), last + lead))
        whole = "".join((*shown, rest))
        off = (len(text) - len(text.lstrip())) - (len(whole) - len(whole.lstrip()))
        if whole.strip() != text.strip():
            return None
        return [(a + off, b + off, place) for a, b, place in found]

    def _stretch(self, number: int) -> list[tuple[int, int, int]]:
        """The words of one stretch: place among the visible characters, length there, place in the source.

        A character reference is a word of its own, whose characters all stand where it begins.
        """
        known = self._words.get(number)
        if known is not None:
            return known
        start, end = self._stretches[number]
        at = self._begins[number]
        words: list[tuple[int, int, int]] = []
        for found in _WORD.finditer(self.source, start, end):
            word = found.group()
            shown = _resolved(word)
            if shown == word:
                words.append((at, len(word), found.start()))
            else:
                words.extend((at + n, 1, found.start()) for n in range(len(shown)))
            at += len(shown)
        self._words[number] = words
        return words


def _resolved(word: str) -> str:
    """A word as it is shown: a character reference resolved, white space left out."""
    if word[0] != "&" or len(word) == 1:
        return word
    shown = html.unescape(word)
    return shown if shown == word else "".join(shown.split())


def _visible(source: str) -> Iterator[tuple[int, int, Border]]:
    """The stretches of source between tags, comments and silent elements, and what parts each from the last."""
    lower = _lower(source)
    at, size = 0, len(source)
    border = Border.BLOCK
    unclosed: set[str] = set()
    while at < size:
        start = source.find("<", at)
        if start < 0:
            yield at, size, border
            return
        if start > at:
            yield at, start, border
            if not source[at:start].isspace():
                border = Border.BLANK if source[start - 1].isspace() else Border.NONE
            else:
                border = max(border, Border.BLANK)
        following = source[start + 1 : start + 2]
        if following.isalpha() or following in ("/", "!", "?"):
            if source.startswith("<!--", start):
                end = source.find("-->", start + 4)
                at = size if end < 0 else end + 3
                continue
            at = _tag_end(source, start)
            tag = _NAME.match(source, start + 1)
            name = tag.group().lower() if tag else ""
            if border is not Border.BLOCK and (shape := name.removeprefix("/")) not in _INLINE:
                border = Border.BLOCK if shape in _BLOCK else Border.BLANK
            if name in _SILENT and source[at - 2 : at] != "/>":
                end = -1 if name in unclosed else lower.find("</" + name, at)
                if end >= 0:
                    at = end
                elif name in ("script", "style"):
                    at = size
                else:
                    unclosed.add(name)
        else:
            yield start, start + 1, border
            border = Border.NONE
            at = start + 1


def _lower(source: str) -> str:
    """In small letters, each at its place: a few letters would grow."""
    lower = source.lower()
    if len(lower) == len(source):
        return lower
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in source)


def _tag_end(source: str, start: int) -> int:
    """The place behind a tag; a ``>`` inside a quoted attribute does not end it, as far as that can be seen."""
    first = end = source.find(">", start)
    if end < 0:
        return len(source)
    for _ in range(8):
        if end - start > _LONGEST_TAG or source.count('"', start, end) % 2 == 0:
            break
        end = source.find(">", end + 1, start + _LONGEST_TAG)
        if end < 0:
            return first + 1
    return end + 1


def join(triples: list[Triple], text: str, source: str) -> tuple[Triple, ...]:
    """Neighbouring triples as one where the words, and what stands between them, are the same in both."""
    joined: list[Triple] = []
    literal = False  # whether the last of them stands literally in the source
    for start, end, place in triples:
        here = text[start:end] == source[place : place + end - start]
        if joined and literal and here:
            first, last, origin = joined[-1]
            if place - origin == start - first and text[last:start] == source[origin + last - first : place]:
                joined[-1] = (first, end, origin)
                continue
        joined.append((start, end, place))
        literal = here
    return tuple(joined)
