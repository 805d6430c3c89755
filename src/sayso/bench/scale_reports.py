"""Any number of reports, made from real dated ones so that copies, names, figures and dates stay as they are in life.

An **event** is one real report, cut to some 500 words, in which rarer words, names and numbers are put through a
substitution of the event's own: a word becomes one of about its frequency and ending, a name another name, a number of
two to four digits (no year) is scaled. The words that carry attribution, grammar, dates and units are among the
frequent ones and stay. An event is told by one to eight **outlets** within four days: as it is, cut, with words
changed, or as a report of its own with later figures. As many events fall on a day in a small pile as in a large one,
and every real report is as likely a model. Two events of one model share some runs of frequent words; from the third
occasion on these count as common property, as phrases do in life. So pairs of unrelated reports are most often looked
at in piles of some 10,000, less in smaller and larger ones. Seeded: the same count gives the same bytes.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from sayso.lexicon.calendar import MONTH_NAMES, WEEKDAYS

WORDS = 500
A_DAY = 33  # reports: 100,000 in about eight years
OUTLETS = 40
KEPT = 2000  # the most frequent words, which stay
BAND, NAME_BAND = 200, 40  # words, names of about one frequency
_FIRST = dt.date(2015, 1, 1)
_WORD = re.compile(r"[A-Za-z]{3,}")
_NUMBER = re.compile(r"\b[1-9]\d{1,3}\b")
_CALENDAR = frozenset("mr mrs ms dr president minister prime general the and but for with".split()) | {
    *MONTH_NAMES,
    *WEEKDAYS,
}


_ENDINGS = ("ing", "ed", "ly", "s")


@dataclass(frozen=True, slots=True)
class Made:
    """A generated report."""

    path: str
    text: str
    outlet: str
    published: dt.date


class Words:
    """The words and names of the real reports by frequency."""

    def __init__(self, texts: Sequence[str]) -> None:
        low: Counter[str] = Counter()
        capital: Counter[str] = Counter()
        for text in texts:
            for word in _WORD.findall(text):
                (capital if word[0].isupper() else low)[word] += 1
        names = [w for w in capital if low[w.lower()] * 10 < capital[w] and w.lower() not in _CALENDAR]
        rare = sorted(low, key=lambda w: (-low[w], w))[KEPT:]
        self._word: _Bands = {}
        for ending in (*_ENDINGS, ""):  # a verb gives way to a verb, as far as endings tell
            self._word |= _bands([w for w in rare if _ending(w) == ending], BAND)
        self._name = _bands(sorted(names, key=lambda w: (-capital[w], w)), NAME_BAND)

    def event(self, text: str, rng: random.Random) -> str:
        """The text with words, names and numbers of its own."""
        turn = rng.randrange(1, 1_000_000)
        scale = rng.uniform(0.4, 2.5)

        def other(match: re.Match[str]) -> str:
            word = match.group()
            if word[0].isupper():
                return _other(word, self._name, turn) or word
            return _other(word, self._word, turn) or word

        return _NUMBER.sub(lambda m: _scaled(m.group(), scale), _WORD.sub(other, text))

    def edited(self, text: str, rng: random.Random) -> str:
        """The text with one in ten of its rarer words changed."""

        def other(match: re.Match[str]) -> str:
            word = match.group()
            return (_other(word, self._word, rng.randrange(1, 999)) or word) if rng.random() < 0.1 else word

        return _WORD.sub(other, text)


_Bands = dict[str, tuple[list[str], int]]


def _ending(word: str) -> str:
    return next((e for e in _ENDINGS if word.endswith(e)), "")


def _bands(ordered: Sequence[str], size: int) -> _Bands:
    out: _Bands = {}
    for start in range(0, len(ordered), size):
        band = list(ordered[start : start + size])
        out |= {word: (band, place) for place, word in enumerate(band)}
    return out


def _other(word: str, bands: _Bands, turn: int) -> str | None:
    found = bands.get(word)
    return found[0][(found[1] + turn) % len(found[0])] if found else None


def _scaled(digits: str, by: float) -> str:
    value = int(digits)
    return digits if 1900 <= value <= 2100 else str(max(2, round(value * by)))


def reports(texts: Sequence[str], count: int, seed: int = 20250412) -> Iterator[Made]:
    """``count`` reports from real texts, in the order of their paths."""
    words = Words(texts)
    bases = [_cut(text) for text in texts]
    span = max(1, count // A_DAY)
    made = event = 0
    while made < count:
        event += 1
        rng = random.Random(seed * 1_000_003 + event)
        text = words.event(bases[rng.randrange(len(bases))], rng)
        day = _FIRST + dt.timedelta(rng.randrange(span))
        for n in range(min(count - made, 1 + int(rng.expovariate(0.4)) % 8)):
            told = text if n == 0 else _told(text, words, rng)
            path = f"{made // 1000:03d}/{made:06d}.txt"
            yield Made(path, told, f"Outlet {rng.randrange(OUTLETS)}", day + dt.timedelta(rng.randrange(4) if n else 0))
            made += 1


def _cut(text: str) -> str:
    lines, count = [], 0
    for line in text.splitlines():
        lines.append(line)
        count += len(line.split())
        if count >= WORDS:
            break
    return "\n".join(lines)


def _told(text: str, words: Words, rng: random.Random) -> str:
    """How another outlet tells an event."""
    lines = text.splitlines()
    kind = rng.randrange(4)
    if kind == 0:
        return text
    if kind == 1:
        return "\n".join(lines[: max(3, len(lines) // 3)])
    if kind == 2:
        return words.edited(text, rng)
    rng.shuffle(lines)
    later = rng.uniform(1.05, 1.6)
    return _NUMBER.sub(lambda m: _scaled(m.group(), later), "\n".join(lines[: max(3, len(lines) // 2)]))


def write(texts: Sequence[str], count: int, folder: Path) -> Path:
    """Write ``count`` reports below ``folder``/reports and their side table, which comes last; returns its path."""
    return _written(reports(texts, count), folder, folder / "meta.tsv", "")


def write_more(texts: Sequence[str], count: int, more: int, folder: Path) -> Path:
    """Write ``more`` reports, of any day, beside the ``count`` that :func:`write` wrote, and a table of all of them."""
    before = (folder / "meta.tsv").read_text(encoding="utf-8")
    return _written(islice(reports(texts, count + more), count, None), folder, folder / "meta-more.tsv", before)


def _written(made: Iterable[Made], folder: Path, table: Path, before: str) -> Path:
    aside = table.with_suffix(".part")
    with aside.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter="\t", lineterminator="\n")
        if before:
            file.write(before)
        else:
            rows.writerow(("path", "published", "outlet"))
        for one in made:
            path = folder / "reports" / one.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(one.text, encoding="utf-8")
            rows.writerow((one.path, one.published.isoformat(), one.outlet))
    return aside.rename(table)
