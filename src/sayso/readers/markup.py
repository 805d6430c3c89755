"""The visible words of HTML source with their places: where an extracted word stands in the decoded page.

One pass over the source, no tree: tags, comments, scripts, styles and the page's ``<title>`` are passed over,
character references are resolved. Words found elsewhere (by a library that keeps no places) are looked up in
the order in which they stand.
"""

from __future__ import annotations

import html
import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator

_SILENT = ("script", "style", "title", "textarea", "svg", "template")
_SILENT_TAG = re.compile(r"(?:script|style|title|textarea|svg|template)\b", re.IGNORECASE)
_WORD = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?|[^\s&]+|&")
_WINDOW = 4000  # characters within which the next word is looked for, once a passage as a whole is not found


class Source:
    """The visible characters of a page without white space, and the place of each in the source."""

    def __init__(self, source: str) -> None:
        parts: list[str] = []
        self._starts = array("q")  # place among the visible characters, of each run
        self._places = array("q")  # its place in the source
        self._length = array("q")  # its length in the source
        size = 0
        for start, end in _visible(source):
            for found in _WORD.finditer(source, start, end):
                word = found.group()
                shown = html.unescape(word) if word[0] == "&" and len(word) > 1 else word
                shown = shown if shown == word else "".join(shown.split())
                if shown:
                    parts.append(shown)
                    self._starts.append(size)
                    self._places.append(found.start())
                    self._length.append(len(word))
                    size += len(shown)
        self.source = source
        self.shown = "".join(parts)
        self._at = 0

    def locate(self, text: str) -> list[tuple[int, int, int]]:
        """Triples ``(start, end, source start)`` for the words of ``text``, in order; what is not found is left out.

        Looked for from behind the last passage found, then from the beginning.
        """
        key = "".join(text.split())
        if not key:
            return []
        at = self.shown.find(key, self._at)
        if at < 0:
            at = self.shown.find(key)
        if at >= 0:
            self._at = at + len(key)
            return list(self._runs(text, at))
        return self._word_by_word(text)

    def holds(self, text: str) -> bool:
        """Whether the words stand somewhere in the page as they are."""
        return "".join(text.split()) in self.shown

    def find(self, text: str) -> int:
        """The place in the source where the words begin, or -1."""
        at = self.shown.find("".join(text.split()))
        return next(self._runs(text, at))[2] if at >= 0 and text.strip() else -1

    def at(self, text: str, place: int) -> list[tuple[int, int, int]]:
        """The triples of words that :meth:`find` found at ``place``."""
        run = bisect_right(self._places, place) - 1
        reference = self._length[run] != self._shown_length(run)
        return list(self._runs(text, self._starts[run] + (0 if reference else place - self._places[run])))

    def _shown_length(self, run: int) -> int:
        end = self._starts[run + 1] if run + 1 < len(self._starts) else len(self.shown)
        return end - self._starts[run]

    def _word_by_word(self, text: str) -> list[tuple[int, int, int]]:
        triples: list[tuple[int, int, int]] = []
        at = self._at
        for found in re.finditer(r"\S+", text):
            place = self.shown.find(found.group(), at, at + _WINDOW)
            if place >= 0:
                at = place + len(found.group())
                triples.extend(
                    (s + found.start(), e + found.start(), p) for s, e, p in self._runs(found.group(), place)
                )
        self._at = at
        return triples

    def _runs(self, text: str, at: int) -> Iterator[tuple[int, int, int]]:
        """The runs of ``text``, whose first visible character is the one at ``at``."""
        for found in re.finditer(r"\S+", text):
            start, left = found.start(), len(found.group())
            while left:
                run = bisect_right(self._starts, at) - 1
                inside = at - self._starts[run]
                end = self._starts[run + 1] if run + 1 < len(self._starts) else len(self.shown)
                count = min(left, end - at)
                reference = self._length[run] != end - self._starts[run]
                yield start, start + count, self._places[run] + (0 if reference else inside)
                start, left, at = start + count, left - count, at + count


def _visible(source: str) -> Iterator[tuple[int, int]]:
    """The stretches of source between tags, comments and silent elements."""
    lower = source.lower()
    if len(lower) != len(source):  # a few letters grow when they are made small
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in source)
    at, size = 0, len(source)
    while at < size:
        start = source.find("<", at)
        if start < 0:
            yield at, size
            return
        if start > at:
            yield at, start
        following = source[start + 1 : start + 2]
        if source.startswith("<!--", start):
            end = source.find("-->", start + 4)
            at = size if end < 0 else end + 3
        elif following.isalpha() or following in ("/", "!", "?"):
            at = _tag_end(source, start)
            silent = _SILENT_TAG.match(source, start + 1)
            if silent and source[at - 2 : at] != "/>":
                name = silent.group().lower()
                end = lower.find("</" + name, at)
                at = (size if name != "title" else at) if end < 0 else end
        else:
            yield start, start + 1
            at = start + 1


def _tag_end(source: str, start: int) -> int:
    """The place behind a tag; a ``>`` inside a quoted attribute does not end it."""
    end = source.find(">", start)
    for _ in range(8):
        if end < 0:
            return len(source)
        inside = source[start:end]
        if inside.count('"') % 2 == 0 or len(inside) > 4000:
            return end + 1
        further = source.find(">", end + 1)
        if further < 0:
            return end + 1
        end = further
    return end + 1


def join(triples: list[tuple[int, int, int]], text: str, source: str) -> tuple[tuple[int, int, int], ...]:
    """Neighbouring triples as one where the words between them are the same in both."""
    joined: list[tuple[int, int, int]] = []
    for start, end, place in triples:
        if joined:
            first, last, origin = joined[-1]
            apart = place - origin == start - first and text[last:start] == source[origin + last - first : place]
            literal = text[start:end] == source[place : place + end - start]
            if apart and literal and text[first:last] == source[origin : origin + last - first]:
                joined[-1] = (first, end, origin)
                continue
        joined.append((start, end, place))
    return tuple(joined)
