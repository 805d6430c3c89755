"""The lines of a text layer and what their shape tells."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.model import Span

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_CLOSING = "\"'”’»)] "
_HEADING_WORDS = 22
_BODY_CHARACTERS = 140
_BODY_WORDS = 8
_STEM = 5  # letters by which inflected forms of one word are taken as one (as in the score of counted nouns)
_SMALL = frozenset(
    "a an the and or but of in on at to by for from with as is are was were be been it its that this into over "
    "after before than not no who whom what why how when where we you he she they his her their our up out new "
    "says said say will has have had about against amid".split()
)


@dataclass(frozen=True, slots=True)
class Line:
    """One non-empty line without the white space around it; ``gap``: an empty line stands before it."""

    start: int
    end: int
    text: str
    fold: str
    gap: bool

    @property
    def words(self) -> int:
        """How many words the line has."""
        return len(self.text.split())

    @property
    def ends_sentence(self) -> bool:
        """Whether the line ends as a sentence does (closing marks aside)."""
        return self.text.rstrip(_CLOSING)[-1:] in (".", "…", "!", "?")

    @property
    def body(self) -> bool:
        """Whether the line is running text: long, or a sentence of eight words or more."""
        if len(self.text) >= _BODY_CHARACTERS:
            return self.ends_sentence or self.words > _HEADING_WORDS
        return self.words >= _BODY_WORDS and self.text.rstrip(_CLOSING)[-1:] == "."

    @property
    def heading(self) -> bool:
        """Whether the line could be a heading: short, opens like one, ends without a full stop."""
        first = self.text.lstrip("\"'“‘«([")[:1]
        return (
            self.words <= _HEADING_WORDS
            and (first.isupper() or first.isdecimal() or not first.isascii())
            and self.text.rstrip(_CLOSING)[-1:] not in (".", ",", ";", ":", "…")
            and not self.body
        )


def lines(text: str, paragraphs: tuple[Span, ...]) -> tuple[Line, ...]:
    """The lines that the paragraphs of an analysis are."""
    found: list[Line] = []
    before = 0
    for paragraph in paragraphs:
        words = text[paragraph.start : paragraph.end]
        gap = text.count("\n", before, paragraph.start) > 1
        found.append(Line(paragraph.start, paragraph.end, words, words.casefold(), gap))
        before = paragraph.end
    return tuple(found)


def stems(text: str) -> frozenset[str]:
    """The first letters of a text's content words, for comparing a heading with a body."""
    return frozenset(word[:_STEM] for word in _WORD.findall(text.casefold()) if len(word) > 2 and word not in _SMALL)


def title_case(text: str) -> bool:
    """Whether nearly all longer words begin with a capital letter."""
    longer = [word for word in _WORD.findall(text) if word.casefold() not in _SMALL and word[0].isalpha()]
    return len(longer) > 2 and sum(word[0].isupper() for word in longer) >= 0.85 * len(longer)
