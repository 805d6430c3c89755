"""What the index keeps of a report: traces of its wording, its terms, names and numbers. A pure function of
the report, so that it is made once."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.text.transliteration import romanise

from .reports import Report
from .shingles import LENGTH, WINDOW, shingles
from .words import Numbers, form_of

_SENTENCE_END = frozenset('.!?:;\n"“”«»([')
_SPELLED = 5  # letters of a name that are compared across scripts: endings differ
_SOUNDS = (("shch", "s"), ("kh", "h"), ("ts", "c"), ("tz", "c"), ("zh", "z"), ("sh", "s"), ("ch", "c"), ("sch", "s"),
           ("ph", "f"), ("w", "v"), ("y", "i"), ("j", "i"), ("k", "c"), ("ii", "i"))  # fmt: skip
_LEAST_TERM = 4  # letters: shorter words say little, and it spares a stop list a language


@dataclass(frozen=True, slots=True)
class Print:
    """Arrays in parallel: ``traces`` with the word at which each begins; ``terms`` with their counts."""

    traces: Numbers
    at: NDArray[np.int32]
    terms: Numbers
    counts: NDArray[np.int32]
    names: Numbers
    numbers: Numbers
    spelled: Numbers  # names in plain Latin letters, for reports in other scripts
    length: NDArray[np.int32]  # one value: words of the body

    def pack(self) -> bytes:
        """As bytes."""
        parts = [np.asarray([len(getattr(self, f.name)) for f in fields(self)], np.int64).tobytes()]
        parts += [getattr(self, f.name).tobytes() for f in fields(self)]
        return b"".join(parts)

    @classmethod
    def unpack(cls, data: bytes) -> Print:
        """The inverse of :meth:`pack`."""
        names = [f.name for f in fields(cls)]
        lengths = np.frombuffer(data, np.int64, len(names))
        at = lengths.nbytes
        values: dict[str, Any] = {}
        for name, length in zip(names, lengths, strict=True):
            kind = np.dtype(np.uint64 if name in ("traces", "terms", "names", "numbers", "spelled") else np.int32)
            values[name] = np.frombuffer(data, kind, int(length), at)
            at += int(length) * kind.itemsize
        return cls(**values)


def make_print(report: Report) -> Print:
    """The print of one report."""
    words = report.words
    numbers = shingles(words.forms)
    at = _kept(numbers)
    traces, first = np.unique(numbers[at], return_index=True)
    text = report.text
    long: list[int] = []
    names: set[int] = set()
    spelled: set[int] = set()
    figures = {form_of(w) for f in report.rows.figures if f.low == f.high and (w := _written(f.low))}
    for start, end, form in zip(words.starts.tolist(), words.ends.tolist(), words.forms.tolist(), strict=True):
        letter = text[start]
        if letter.isdigit():
            if end - start > 1:
                figures.add(form)
            continue
        if end - start >= _LEAST_TERM:
            long.append(form)
        if letter.isupper() and end - start > 2 and not _opens(text, start):
            names.add(form)
            if len(plain := plain_letters(text[start:end])) == _SPELLED:
                spelled.add(form_of(plain))
    terms, counts = np.unique(np.asarray(long, np.uint64), return_counts=True)
    return Print(
        traces, at[first].astype(np.int32), terms, counts.astype(np.int32),
        np.asarray(sorted(names), np.uint64), np.asarray(sorted(figures), np.uint64),
        np.asarray(sorted(spelled), np.uint64),
        np.asarray([len(words)], np.int32),
    )  # fmt: skip


def _written(value: float | None) -> str:
    """A whole number of two digits or more as it is written; empty for others."""
    return str(int(value)) if value is not None and 9 < value < 1e12 and value == int(value) else ""


@lru_cache(maxsize=100_000)
def plain_letters(name: str) -> str:
    """The beginning of a name in Latin letters, spellings of one sound brought together: Зельницу, Zelnica: zelni."""
    word = "".join(c for c in unicodedata.normalize("NFKD", romanise(name).text) if c.isalpha()).casefold()
    for spelling, letter in _SOUNDS:
        word = word.replace(spelling, letter)
    return "".join(c for c, before in zip(word, " " + word, strict=False) if c != before)[:_SPELLED]


def _kept(numbers: Numbers) -> NDArray[np.int64]:
    """Positions that winnowing keeps."""
    if len(numbers) <= WINDOW:
        return np.arange(len(numbers))
    least = np.lib.stride_tricks.sliding_window_view(numbers, WINDOW).argmin(axis=1)
    return np.unique(least + np.arange(len(least)))


def _opens(text: str, start: int) -> bool:
    """Whether a word opens a sentence, as far as the marks before it tell."""
    before = text[max(0, start - 3) : start].rstrip(" \t\r")
    return not before or before[-1] in _SENTENCE_END


def worn(a_print: Print, common: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """For every word whether it stands in a passage that is common property (``common``: one value a trace)."""
    out = np.zeros(int(a_print.length[0]), np.bool_)
    for at in a_print.at[common].tolist():
        out[at : at + LENGTH] = True
    return out
