"""Which language a text is in: ISO 639-1, or ``None`` where there is too little to tell.

English is told by the share of its commonest words, which needs no model; every other text goes to the
bundled naive Bayes model over byte n-grams of py3langid (Lui and Baldwin 2012), read once on first use.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier


_WINDOW = 1500  # characters looked at
_FEW = 24  # letters below which nothing is said
_WORD = re.compile(r"[A-Za-z]++(?![^\W\d_])|[^\W\d_]+")  # the class of ASCII letters is the faster one
_ENGLISH = frozenset("the of and to that was were with for from said has have had his her their which who".split())
_ENGLISH_SHARE = 0.12  # in running English a quarter of all words; in no other language above a twentieth


def language(text: str) -> str | None:
    """The language of the text's beginning; deterministic."""
    window = text[:_WINDOW]
    words = _WORD.findall(window)
    if sum(map(len, words)) < _FEW:
        return None
    common = sum(map(_ENGLISH.__contains__, map(str.lower, words)))
    if len(words) >= 20 and common >= len(words) * _ENGLISH_SHARE:
        return "en"
    found, _score = _identifier().classify(window)
    return str(found)


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import LanguageIdentifier  # its model takes half a second: only where it is asked

    return LanguageIdentifier.from_model_file("data/model.npz.xz")
