"""All statements of a case in columns, so that any combination of facets is counted exactly and at once.

Twelve small integers a statement: a million statements take about 60 MB. Made in one pass over the case and kept
until it changes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sayso.ledger import View

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

# name, heading, SQL value of a statement (s) of a document (d)
COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("outlet", "Outlet", "d.outlet"),
    ("source", "Source", "coalesce(s.origin, s.source)"),
    ("teller", "Teller", "s.teller"),
    ("stance", "Stance: how it is said", "s.stance"),
    ("factuality", "Factuality: how sure it is put", "s.factuality"),
    ("identification", "Identification of the source", "s.identification"),
    ("type", "Type: quoted or not", "s.type"),
)
# name, heading, query of pairs (number of the statement, value)
_WITHIN = 'j.document = s.document AND j.start < s."end" AND j."end" > s.start'
PAIRS: tuple[tuple[str, str, str], ...] = (
    ("measure", "Measure", "SELECT s.n, j.measure FROM figures j JOIN statements s ON s.id = j.statement"),
    ("place", "Place", f"SELECT s.n, coalesce(j.name, j.text) FROM places j JOIN statements s ON {_WITHIN}"),
    (
        "entity",
        "Entity",
        f"""SELECT s.n, e.name FROM entities e JOIN entity_mentions x ON x.entity = e.id
        JOIN mentions j ON j.id = x.mention JOIN statements s ON {_WITHIN}""",
    ),
)
_HELD = "LEFT JOIN figures f ON f.id = {row} JOIN statements s ON s.id = coalesce(f.statement, {row})"
FLAGS: tuple[tuple[str, str, str], ...] = (
    (
        "single",
        "On a single origin",
        f"""SELECT s.n FROM claims c JOIN claim_members m ON m.claim = c.id {_HELD.format(row="m.member")}
        WHERE c.origins + c.unknown_lineage = 1""",
    ),
    (
        "disputed",
        "Disputed",
        " UNION ".join(
            f"""SELECT s.n FROM relations r {_HELD.format(row=f"r.{side}_id")}
            WHERE r.relation IN ('conflict', 'denies')"""
            for side in ("a", "b")
        ),
    ),
)
MOST = 8  # values of a facet that are shown


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow: its values with how many of the matches have them."""

    name: str
    heading: str
    values: tuple[tuple[str, int], ...]
    chosen: str | None


@dataclass(frozen=True)
class FacetIndex:
    """The columns. ``numbers`` are the statements' numbers in the case, ascending; a code of -1 is no value."""

    numbers: Ints
    published: Ints  # proleptic ordinal of the day; 0 where unknown
    codes: Mapping[str, Ints]
    names: Mapping[str, tuple[str, ...]]
    pairs: Mapping[str, tuple[Ints, Ints]]  # positions and codes
    flags: Mapping[str, Bools]

    def places(self, numbers: Iterable[int]) -> Ints:
        """Positions of statements by number, in the order given; numbers that are not held are left out."""
        asked = np.fromiter(numbers, np.int64)
        return _positions(self.numbers, asked)[0]

    def mask(self, narrow: Mapping[str, str]) -> Bools:
        """Which statements have all the values asked for."""
        kept = np.ones(len(self.numbers), np.bool_)
        for name, codes in self.codes.items():
            if narrow.get(name):
                kept &= codes == self._code(name, narrow[name])
        for name, (positions, codes) in self.pairs.items():
            if narrow.get(name):
                has = np.zeros(len(kept), np.bool_)
                has[positions[codes == self._code(name, narrow[name])]] = True
                kept &= has
        for name, has in self.flags.items():
            if narrow.get(name):
                kept &= has
        first, last = ordinal(narrow.get("from")), ordinal(narrow.get("to"))
        if first:
            kept &= self.published >= first
        if last:
            kept &= (self.published <= last) & (self.published > 0)
        return kept

    def facets(self, kept: Bools, narrow: Mapping[str, str]) -> tuple[Facet, ...]:
        """Values with their counts among the kept statements, the most frequent first."""
        out = []
        for name, heading, _ in COLUMNS:
            codes = self.codes[name][kept]
            out.append(self._facet(name, heading, codes[codes >= 0], narrow))
        for name, heading, _ in PAIRS:
            positions, codes = self.pairs[name]
            out.append(self._facet(name, heading, codes[kept[positions]], narrow))
        return tuple(f for f in out if f.values or f.chosen)

    def _facet(self, name: str, heading: str, codes: Ints, narrow: Mapping[str, str]) -> Facet:
        counts = np.bincount(codes, minlength=1)
        most = min(MOST * 4, len(counts))
        top = np.argpartition(-counts, most - 1)[:most]
        names = self.names[name]
        ranked = sorted(((names[i], int(counts[i])) for i in top if counts[i] > 0), key=lambda v: (-v[1], v[0]))
        return Facet(name, heading, tuple(ranked[:MOST]), narrow.get(name))

    def _code(self, name: str, value: str) -> int:
        names = self.names[name]
        return names.index(value) if value in names else -2


def facet_index(view: View) -> FacetIndex:
    """Read all standing statements into columns."""
    columns = ", ".join(sql for _, _, sql in COLUMNS)
    found = _plain(
        view,
        f"""SELECT s.n, d.published, {columns} FROM statements s JOIN documents d ON d.id = s.document
        WHERE d.withdrawn IS NULL ORDER BY s.n""",
    )
    vocabulary: dict[str, dict[str, int]] = {name: {} for name, *_ in (*COLUMNS, *PAIRS)}
    days: dict[str | None, int] = {}
    coders = [vocabulary[name] for name, *_ in COLUMNS]
    held: list[tuple[int, ...]] = []
    for n, published, *values in found:
        if published not in days:
            days[published] = ordinal(published)
        held.append(
            (
                n,
                days[published],
                *(-1 if v is None else c.setdefault(v, len(c)) for c, v in zip(coders, values, strict=True)),
            )
        )
    table = np.array(held, np.int64).reshape(-1, 2 + len(COLUMNS))
    numbers = table[:, 0].copy()
    pairs = {name: _pairs(view, sql, numbers, vocabulary[name]) for name, _, sql in PAIRS}
    flags = {}
    for name, _, sql in FLAGS:
        has = np.zeros(len(numbers), np.bool_)
        has[_positions(numbers, np.array([n for (n,) in _plain(view, sql)], np.int64))[0]] = True
        flags[name] = has
    return FacetIndex(
        numbers, table[:, 1].copy(), {name: table[:, 2 + k].copy() for k, (name, *_) in enumerate(COLUMNS)},
        {name: tuple(words) for name, words in vocabulary.items()}, pairs, flags,
    )  # fmt: skip


def _plain(view: View, sql: str) -> Iterator[tuple[Any, ...]]:
    rows = view.db.cursor()
    rows.row_factory = None
    return rows.execute(sql)


def _positions(numbers: Ints, asked: Ints) -> tuple[Ints, Bools]:
    """Where the asked numbers stand, for those that are held, and which are."""
    at = np.minimum(np.searchsorted(numbers, asked), max(len(numbers) - 1, 0))
    held = numbers[at] == asked if len(numbers) else np.zeros(len(asked), np.bool_)
    return at[held], held


def _pairs(view: View, sql: str, numbers: Ints, coder: dict[str, int]) -> tuple[Ints, Ints]:
    """Each pair once, by position."""
    both = [(n, coder.setdefault(value, len(coder))) for n, value in _plain(view, sql) if value is not None]
    table = np.array(both, np.int64).reshape(-1, 2)
    positions, held = _positions(numbers, table[:, 0])
    wide = max(len(coder), 1)
    once = np.unique(positions * wide + table[held, 1])
    return once // wide, once % wide


def ordinal(value: str | None) -> int:
    try:
        return dt.date.fromisoformat(value).toordinal() if value else 0
    except ValueError:
        return 0
