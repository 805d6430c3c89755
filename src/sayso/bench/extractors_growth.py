"""Adversarial texts of growing size through the extractors and a mask: how processor time grows with their length.

Each kind is read at one, two and four times a length; ``exponent`` is the growth from the second to the third (1 is
linear, 2 is the square). Times under a fiftieth of a second are too short to tell and count as linear.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sayso.masking import Masker, Person, load_policy
from sayso.masking.persons import forms
from sayso.model import Document, document_id, text_sha256
from sayso.pipeline import extract

_LENGTH = 16_000  # characters
_TOO_SHORT = 0.02
_PIECES: dict[str, str] = {
    "one word": "a", "spaces": " ", "line ends": "\n", "quotation marks": "“", "straight quotation marks": '" ',
    "quotations that do not end": "“We ran, ", "brackets": "(", "closing brackets": ")", "digits": "1",
    "grouped digits": "1,000,", "decimal points": "1.", "dashes": "— ", "hyphens": "well-", "capitals": "A",
    "capital words": "Lund ", "initials": "J. ", "numbers in words": "one hundred and ", "said": "said ",
    "according to": "according to ", "that": "said that ", "of": "the son of ", "names and commas": "Oksana Lund, ",
    "titles": "Governor ", "ages": "aged 41, ", "years": "in 2022 and ", "dates": "3 March 2022 ",
    "weekdays": "Monday ",
    "since": "since ", "between": "between 1 and ", "at least": "at least more than ", "addresses": "http://x/",
    "mail": "a.b@", "handles": "@a_b", "hashtags": "#FreeLund", "escapes": "%D0%9E", "references": "&#1060;",
    "Cyrillic": "сказал, что ", "Cyrillic names": "Людмила ", "accents": "e\u0301", "hidden": "\u200b",
    "torn": "Ok sana ",
    "letters apart": "L u ", "not confirmed": "could not be ", "who": "who said ", "colons": "Lund: ",
    "from": "from Ost, ",
    "family": "his brother’s wife’s ", "born": "born in ", "possessives": "Lund’s ", "stops": "...", "percent": "5% ",
}  # fmt: skip


def run(data: Path) -> dict[str, Any]:
    """Seconds and growth of each kind, for the extractors and for the mask; needs no data."""
    person = Person(1, "Oksana Lund", frozenset(forms("Oksana Lund") | forms("Людмила Гончаренко")), True, "given")
    mask = Masker([person], load_policy("default"))
    result: dict[str, Any] = {}
    for kind, piece in _PIECES.items():
        texts = [_text(piece, _LENGTH * times) for times in (1, 2, 4)]
        result[kind] = {"extractors": _growth(texts, _extract), "mask": _growth(texts, mask.layer)}
    return result


def worst(result: dict[str, Any]) -> float:
    """The largest exponent of all kinds."""
    return max(float(part["exponent"]) for kind in result.values() for part in kind.values())


def _text(piece: str, length: int) -> str:
    return "The dam broke on Monday, officials said.\n\n" + (piece * (length // len(piece) + 1))[:length] + " end.\n"


def _extract(text: str) -> object:
    digest = text_sha256(text)
    return extract(Document(document_id(digest, "a.txt"), "a.txt", digest, text, digest, language="en"), "fast")


def _growth(texts: list[str], work: Callable[[str], object]) -> dict[str, Any]:
    seconds = []
    for text in texts:
        took = []
        for _ in range(2):  # the better of two, for what else runs beside it disturbs the short ones
            began = time.process_time()
            work(text)
            took.append(time.process_time() - began)
        seconds.append(min(took))
    grown = math.log2(seconds[2] / seconds[1]) if seconds[2] > _TOO_SHORT and seconds[1] > 0 else 1.0
    return {"seconds": [round(s, 3) for s in seconds], "exponent": round(grown, 1)}
