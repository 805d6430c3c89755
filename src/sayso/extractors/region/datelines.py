"""Datelines: lines that say only when (and where) a report was filed, and the same glued to its first words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.model import Region
from sayso.text.dates import MONTHS

from .lines import Line

_MONTH = "|".join(sorted((form for form in MONTHS if len(form) > 2), key=lambda f: (-len(f), f)))
_WEEKDAY = r"(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?"
_YEAR = r"(?:19|20)\d\d"
_DATE = (
    rf"(?:(?:{_WEEKDAY}\.?,? )?(?:\d{{1,2}}(?:st|nd|rd|th|\.)? (?:{_MONTH})\.?,? {_YEAR}"
    rf"|(?:{_MONTH})\.? \d{{1,2}}(?:st|nd|rd|th)?,? ?{_YEAR})"
    rf"|{_YEAR}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]{_YEAR})"
)
_CLOCK = (
    r"(?:(?:,| ?[|–—-]| at| um| à)? ?\d{1,2}[:.]?\d\d(?: ?[ap]\.? ?m\.?\b)?"
    r"(?: ?(?:uk time|local time|[a-z]{2,4}(?:[+-]\d{1,2})?\b))?)?"
)
_LABEL = (
    r"(?:status|stand|as of|date|published|posted|updated|modified|created|issued|filed|last updated?|"
    r"last modified|first published|publication date|released?|upd|added|edited)(?: on| at)?(?: ?[:–|-])? ?(?:at |on )?"
)
_WHOLE = re.compile(
    rf"[(\[]?(?:{_LABEL})?{_DATE}{_CLOCK}(?: ?[|,;·/–-]? ?(?:{_LABEL})(?:{_DATE})?{_CLOCK}){{0,2}}"
    r"(?: ?[|·–-] ?\d{1,3} min(?:ute)?s? read)?[)\].]?",
    re.IGNORECASE,
)
# A person, an outlet and a date: the credit of a linked piece.
_SIGNED = re.compile(rf"[^\n]{{3,60}}, {_DATE}{_CLOCK}\.?", re.IGNORECASE)
_GLUED = re.compile(rf"(?:{_LABEL})?{_DATE}{_CLOCK}(?=\s*[A-Z\"“'‘«\d])", re.IGNORECASE)
# KYIV, Ukraine (Reuters) — / HONG KONG | Tue May 12 , 2009 8:56 am EDT / BEIRUT, May 3 (AP) -
_PLACE = r"[A-ZÀ-ÖØ-ÞА-Я][A-ZÀ-ÖØ-ÞА-ЯЁІЇЄ.'’\-]+(?: [A-ZÀ-ÖØ-ÞА-Я][A-ZÀ-ÖØ-ÞА-Я.'’\-]+){0,3}"
_BRACKET = r"(?:\(|-LRB- ?)[\w .&/,\-]{2,40}(?:\)| ?-RRB-)"
_WIRE = re.compile(
    rf"{_PLACE}(?:(?: ?[,/] ?)[A-Z][\w.'’]+(?: [A-Z][\w.'’]+)?)?(?:,? [A-Z][a-z]{{2,8}}\.? \d{{1,2}})?"
    rf" ?(?:{_BRACKET} ?(?:[—–:]|--?)|[—–]|--|- )"
)
_STAMP = re.compile(
    rf"{_PLACE}(?: ?, ?[A-Z][\w.]+)? \| (?:{_WEEKDAY} )?(?:{_MONTH}) \d{{1,2}} ?, {_YEAR}{_CLOCK}", re.IGNORECASE
)
_DIGIT = re.compile(r"\d")
_NOT_BODY = ("THE", "A", "AN")


def dateline(line: Line) -> Region | None:
    """The region of a line that is nothing but a date, or a signature with its date."""
    if len(line.text) > 120 or _DIGIT.search(line.text) is None:
        return None
    if _WHOLE.fullmatch(line.text):
        return Region(line.start, line.end, "dateline", "dateline:line")
    if line.words <= 10 and _SIGNED.fullmatch(line.text):
        return Region(line.start, line.end, "byline", "dateline:signed")
    return None


def glued(text: str, line: Line) -> Iterator[Region]:
    """Datelines at the beginning of a body line (``line`` is the first, or the only one)."""
    at = line.start
    for pattern, rule in ((_GLUED, "dateline:glued"), (_STAMP, "dateline:stamp"), (_WIRE, "dateline:wire")):
        found = pattern.match(text, at, min(line.end, at + 160))
        if found is None or text[found.end() : found.end() + 12].split()[:1] in ([], ["--"]):
            continue
        if rule == "dateline:wire" and found.group().split()[0] in _NOT_BODY:
            continue
        yield Region(at, at + len(found.group().rstrip()), "dateline", rule)
        at = found.end()
        while at < line.end and text[at].isspace():
            at += 1
