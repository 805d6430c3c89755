"""Dates of reports: what :func:`sayso.text.dates.parse_date` reads, and the forms that pages are full of."""

from __future__ import annotations

import datetime as dt
import re

from sayso.text.dates import parse_date

_EAST_ASIAN = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_GLUED = re.compile(r"\b((?:19|20)\d\d)(?=\d{1,2}:\d\d)")  # "August 12, 20222:15 PM": a flattened page
_FIRST_YEAR, _LAST_YEAR = 1600, 2100  # newspapers begin in 1605; a date outside is a default or a fault
# languages in whose countries 3/4/2022 is the third of April, and nothing else
DAY_FIRST = frozenset(
    "ar be bg bs ca cs da de el es et fi fr hr id is it lv mk nb nl nn no pl pt ro ru sk sl sq sr tr uk vi".split()
)


def date_in(words: str, day_first: bool | None = None) -> dt.date | None:
    """The first full date in a few words, or ``None``."""
    return parse_date(_plain(words), day_first=day_first)


def has_date(words: str) -> bool:
    """Whether a few words hold a full date, be it one that can be read two ways."""
    plain = _plain(words)
    return parse_date(plain, day_first=True) is not None or parse_date(plain, day_first=False) is not None


def read_date(value: str, day_first: bool | None = None) -> tuple[dt.date | None, str]:
    """The date in a value, or why there is none (an empty word where it holds no date at all)."""
    one, other = date_in(value, True), date_in(value, False)
    found = date_in(value, day_first)
    if one is None and other is None:
        return None, ""
    if day_first is None and one != other:
        return None, f"{value.strip()[:40]!r} can be read as {one} or as {other}"
    if found is None or not _FIRST_YEAR <= found.year <= _LAST_YEAR or found == dt.date(1970, 1, 1):
        return None, f"{value.strip()[:40]!r} is no date of a report"
    return found, ""


def _plain(words: str) -> str:
    return _EAST_ASIAN.sub(r"\1-\2-\3", _GLUED.sub(r"\1 ", words))
