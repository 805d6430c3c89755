"""The gazetteer: places from GeoNames, with areas, seas and rivers added by hand. Read where it lies on disk.

``places.bin`` is one JSON header line and then plain arrays (``tools/compile_gazetteer.py`` writes it). It is
mapped, not read: opening takes a millisecond, and processes share its pages. Names are found by a 32-bit hash
of their key, checked by 16 more bits: one wrong name in about 10**9 look-ups.
"""

from __future__ import annotations

import json
import mmap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .keys import hashed

CONTINENT, AREA, COUNTRY, REGION, DISTRICT, CITY, POINT, CAPITAL = range(8)
PRECISION = ("continent", "area", "country", "region", "district", "city", "point", "city")
_NONE = 0xFFFF
_OWN = 1 << 31  # set in a name's row where the name is the place's own


@dataclass(frozen=True, slots=True)
class Entry:
    """One place. ``admin1`` and ``admin2`` are rows of the divisions that hold it (-1: none); ``own``: the name
    that it was found by is its own, or as good as its own."""

    row: int
    geonames: int  # 0 where GeoNames has no id
    name: str
    lat: float
    lon: float
    kind: int
    country: str  # ISO 3166-1 alpha-2, empty for what lies in several
    population: int
    admin1: int
    admin2: int
    own: bool

    @property
    def settlement(self) -> bool:
        """Whether it is a city, town or village."""
        return self.kind in (CITY, CAPITAL)


class Gazetteer:
    """Look-ups by key. Immutable, but for a bounded memory of answers."""

    def __init__(self, data: bytes | mmap.mmap) -> None:
        head = data[: data.find(b"\n") + 1]
        header: dict[str, Any] = json.loads(head)
        self._countries: tuple[str, ...] = tuple(header["countries"])
        self._arrays: Mapping[str, NDArray[Any]] = {
            name: np.frombuffer(data, dtype, count, len(head) + at)
            for name, (dtype, at, count) in header["sections"].items()
        }
        self._memory: dict[str, tuple[Entry, ...]] = {}
        self._limit = 20_000

    def __len__(self) -> int:
        return len(self._arrays["kind"])

    def entry(self, row: int, own: bool = True) -> Entry:
        """The place of a row."""
        a = self._arrays
        at = int(a["name"][row])
        names = a["names"]
        end = int(a["name"][row + 1]) if row + 1 < len(a["name"]) else len(names)
        first, second = int(a["admin1"][row]), int(a["admin2"][row])
        return Entry(
            row,
            int(a["geonames"][row]),
            names[at : end - 1].tobytes().decode(),
            int(a["lat"][row]) / 1e5,
            int(a["lon"][row]) / 1e5,
            int(a["kind"][row]),
            self._countries[int(a["country"][row])],
            int(a["population"][row]),
            -1 if first == _NONE else first,
            -1 if second == _NONE else second,
            own,
        )

    def find(self, keys: Sequence[str]) -> dict[str, tuple[Entry, ...]]:
        """The places of each key that has any."""
        if len(self._memory) > self._limit:
            self._memory.clear()  # before it is asked what is in it
        new = [k for k in dict.fromkeys(keys) if k not in self._memory]
        if new:
            pairs = [hashed(k) for k in new]
            wanted = np.array([p[0] for p in pairs], "<u4")
            column = self._arrays["key"]
            left = np.searchsorted(column, wanted, "left").tolist()
            right = np.searchsorted(column, wanted, "right").tolist()
            for word, pair, low, high in zip(new, pairs, left, right, strict=True):
                places = [
                    int(self._arrays["place"][i]) for i in range(low, high) if self._arrays["check"][i] == pair[1]
                ]
                self._memory[word] = tuple(self.entry(p & ~_OWN, p >= _OWN) for p in places)
        return {k: self._memory[k] for k in keys if self._memory[k]}


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of the package, opened once a process."""
    with as_file(files("sayso.resources") / "gazetteer" / "places.bin") as path, path.open("rb") as file:
        return Gazetteer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
