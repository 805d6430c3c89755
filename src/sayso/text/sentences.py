"""Paragraphs and sentences as offsets of an unchanged text.

A sentence ends at ``. ! ? …`` with the closing marks that follow, before white space and a beginning that
can open a sentence; it never crosses an empty line. Abbreviations, initials, and a closing quotation mark
followed by a reporting clause (``"Stop!" he said``) do not end it. The rule is that of Grefenstette and
Tapanainen (1994), with lists of abbreviations for the languages that are read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from sayso.model import Span

_ABBREVIATIONS = frozenset(
    "mr mrs ms mx dr prof rev fr sr jr st gen lt col maj capt cmdr adm sgt cpl pvt brig gov sen rep pres "
    "hon amb atty supt insp det vs etc eg ie cf al ca approx no nos vol pp fig est inc ltd co corp bros "
    "dept univ assn mt ft jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur "
    "thurs fri sat sun ave blvd rd sq km cm mm kg mg hrs min max tel ext art sec ed eds трлн млн млрд "
    "тыс тис ул вул г гг см им ім св д стр рис напр"
    .split()
)  # fmt: skip
_NEVER_LAST = frozenset(
    "mr mrs ms mx dr prof rev gen lt col maj capt cmdr adm sgt cpl pvt brig gov sen rep st им ім св"
    .split()
)  # fmt: skip
_END = re.compile(r"[.!?…]+[\"'”’»“)\]\}]*(?=\s|$)|[。！？]+[”’」』）]*")
_WORD = re.compile(r"\S+")
_NARROW, _WIDE = 40, 100  # the width at which programs break lines lies between
_FEW_BREAKS, _FORCED = 3, 0.8  # of so many breaks within paragraphs, this share must be owed to the width
_PARAGRAPH = re.compile(r"\S(?:.*\S)?", re.UNICODE)
_OPENING = re.compile(r"\s*[\"'“”‘’«»„‚(\[—–\-•*]*\s*")
_WORD_BEFORE = re.compile(r"[^\s\"'“”‘’«»„(\[]+$")


def paragraphs(text: str) -> tuple[Span, ...]:
    """Non-empty lines, without the white space around them.

    Where a text was broken at a fixed width (e-mail, wire copy), the lines that only the width parts are one.
    """
    lines = tuple(Span(m.start(), m.end()) for m in _PARAGRAPH.finditer(text))
    width = max((len(line) for line in lines if " " in text[line.start : line.end]), default=0)
    if not _NARROW <= width <= _WIDE:
        return lines
    neighbours = {a.start for a, b in pairwise(lines) if text.count("\n", a.end, b.start) == 1}
    forced = {
        a.start for a, b in pairwise(lines) if a.start in neighbours and len(a) + 1 + _first_word(text, b) > width
    }
    if len(neighbours) < _FEW_BREAKS or len(forced) < _FORCED * len(neighbours):
        return lines
    joined: list[Span] = []
    for before, line in zip((None, *lines), lines, strict=False):
        if before is not None and before.start in forced:
            joined[-1] = Span(joined[-1].start, line.end)
        else:
            joined.append(line)
    return tuple(joined)


def unbroken(text: str, lines: Sequence[Span]) -> str:
    """The text with a space for every line break within one of its paragraphs; every offset stays where it was."""
    parts, at = [], 0
    for line in lines:
        held = text[line.start : line.end]
        if "\n" in held:
            parts += [text[at : line.start], held.replace("\r", " ").replace("\n", " ")]
            at = line.end
    return "".join((*parts, text[at:])) if parts else text


def _first_word(text: str, line: Span) -> int:
    """The length of a line's first word: what did not fit into the line before."""
    found = _WORD.match(text, line.start, line.end)
    return found.end() - line.start if found else 0


def _ends(text: str, start: int, end: int, mark: re.Match[str], stop: int) -> bool:
    """Whether the mark found ends a sentence of the paragraph ``start..stop``."""
    rest = _OPENING.match(text, end, stop)
    after = rest.end() if rest else end
    if after >= stop:
        return True
    following = text[after]
    if following.islower():
        return False  # "Stop!" he said; e.g. this; 5 p.m. on Monday
    marks = mark.group()
    if not marks.startswith(".") or marks.startswith(".."):
        return True
    before = _WORD_BEFORE.search(text, max(start, mark.start() - 40), mark.start())
    if before is None:
        return True
    word = before.group()
    folded = word.lower().replace(".", "")
    if len(marks) > 1:  # a closing quotation mark or bracket follows the stop
        return folded not in _NEVER_LAST
    if folded in _NEVER_LAST:
        return False
    if "." in word and len(word) <= 6:  # U.S., a.m., J.R.: ends only before a plain capitalised opener
        return word.lower() in ("a.m", "p.m") or following in '"“«„'
    if len(word) == 1 and word.isupper():
        return word == "I"  # an initial
    if folded in ("no", "nos"):
        return not following.isdigit()
    return not (folded in _ABBREVIATIONS and (following.isdigit() or folded not in _MONTHS_AND_DAYS))


_MONTHS_AND_DAYS = frozenset(
    "jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun min "
    "max sec art ed mm cm al no etc co inc ltd corp"
    .split()
)  # fmt: skip


def sentences(text: str, lines: Sequence[Span] | None = None) -> tuple[Span, ...]:
    """Sentences in order, without the white space around them; headings and list lines are sentences.

    ``lines`` are the paragraphs of the text where the caller has them already.
    """
    found: list[Span] = []
    for paragraph in paragraphs(text) if lines is None else lines:
        start = paragraph.start
        for mark in _END.finditer(text, paragraph.start, paragraph.end):
            if mark.end() > start and _ends(text, start, mark.end(), mark, paragraph.end):
                found.append(Span(start, mark.end()))
                start = mark.end()
                while start < paragraph.end and text[start].isspace():
                    start += 1
        if start < paragraph.end:
            found.append(Span(start, paragraph.end))
    return tuple(found)
