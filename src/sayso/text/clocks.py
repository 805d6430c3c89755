"""Clock times that open the entries of a live page: ``2050 The President tells ...``, ``1028 Aid is on its way``.

Four digits are read as such where the text has several of them at the head of a sentence, all of them times of a day
and not all of them years: a list of years alone (``1914 War breaks out``) is none.
"""

from __future__ import annotations

import re

_OPENING = re.compile(r"(?:\A|\n|[.!?:;\"'”’)] )\s{0,3}(\d{4})(?= [\"'“‘`]{0,2}[A-Z])")
_FEWEST = 3  # entries that make a live page
_YEARS = range(1900, 2060)  # what may as well be a year


def live_clocks(text: str) -> tuple[tuple[int, int], ...]:
    """Ranges of code points of the clock times that open an entry, in text order; none where it is no live page."""
    found = [m.span(1) for m in _OPENING.finditer(text)]
    said = [int(text[a:b]) for a, b in found]
    clocks = [n // 100 < 24 and n % 100 < 60 for n in said]
    if len(found) < _FEWEST or not all(clocks) or all(n in _YEARS for n in said):
        return ()
    return tuple(found)
