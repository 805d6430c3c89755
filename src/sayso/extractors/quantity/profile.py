"""Profiles: what interval the words of a figure denote, hard (what they allow) and typical (what is meant).

A profile is one readable file (``resources/profiles/intervals``); its ends are small expressions in ``n``, the
number that the words name, and ``r``, its roundness. A user's own file is read with :func:`from_file`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from sayso.errors import RequestError

_EXPRESSION = re.compile(
    r"(?:(?P<times>\d*\.?\d*)n)?\s*(?:(?P<sign>[+-])\s*(?P<round>\d*\.?\d*)r)?\s*(?P<plus>[+-]?\s*\d+\.?\d*)?$"
)
_PARTS = ("vague", "plural", "share", "bounds")
_LARGEST = 1e15  # beyond this a number's roundness says nothing


@dataclass(frozen=True, slots=True)
class End:
    """One end of an interval: ``times`` n + ``rounds`` r + ``plus``."""

    times: float
    rounds: float
    plus: float

    def at(self, n: float) -> float:
        """The value for the number ``n``, rounded so that 0.9 x 70 is 63."""
        value = self.times * n + (self.rounds * roundness(n) if self.rounds else 0.0) + self.plus
        return round(value, 6)


@dataclass(frozen=True, slots=True)
class Ends:
    """A pair of ends; ``None`` is open."""

    low: End | None
    high: End | None

    def at(self, low: float | None, high: float | None) -> tuple[float | None, float | None]:
        """The interval when the number itself lies in ``low..high``."""
        bottom = None if self.low is None else self.low.at(low) if low is not None else _constant(self.low)
        top = None if self.high is None else self.high.at(high) if high is not None else _constant(self.high)
        if bottom is not None and top is not None and bottom > top:
            bottom, top = top, bottom
        return bottom, top


@dataclass(frozen=True, slots=True)
class Reading:
    """How one word is read: hard, hard for things counted one by one, typical."""

    hard: Ends
    counts: Ends
    typical: Ends


@dataclass(frozen=True, slots=True)
class Profile:
    """A named way to read the words of figures."""

    name: str
    vague: Mapping[str, Reading]
    plural: Mapping[str, Reading]
    share: Mapping[str, Reading]
    bounds: Mapping[str, Reading]


def _constant(end: End) -> float | None:
    return None if end.times or end.rounds else end.plus


def roundness(n: float) -> float:
    """The largest of 1, 5, 10, 50, 100, ... (or of 0.1, 0.01, ... for fractions) that divides ``n``.

    Krifka (2007): the coarser the scale on which a number is round, the less exactly it is meant.
    """
    size = abs(n)
    if size == 0 or size > _LARGEST:
        return 1.0
    if size != int(size):
        digits = f"{size:.6f}".rstrip("0").split(".")[1]
        return float(10 ** -len(digits)) if digits else 1.0
    whole, step = int(size), 1
    while whole % (step * 10) == 0:
        step *= 10
    return float(step * 5) if whole % (step * 5) == 0 and whole > step * 5 else float(step)


def _end(text: object, where: str) -> End | None:
    if text is None:
        return None
    written = str(text).replace(" ", "")
    found = _EXPRESSION.match(written)
    if not written or found is None:
        raise RequestError("bad-profile", where, f"cannot read the end {text!r}")
    times = found["times"]
    rounds = found["round"]
    return End(
        0.0 if times is None else float(times or 1),
        0.0 if rounds is None else float(rounds or 1) * (-1 if found["sign"] == "-" else 1),
        float(found["plus"] or 0),
    )


def _ends(pair: object, where: str) -> Ends:
    if not isinstance(pair, list) or len(pair) != 2:
        raise RequestError("bad-profile", where, "an interval is a list of two ends")
    return Ends(_end(pair[0], where), _end(pair[1], where))


def decode(raw: Mapping[str, Any], where: str) -> Profile:
    """A profile from its file's content; raises :class:`RequestError` (``bad-profile``)."""
    parts: dict[str, dict[str, Reading]] = {}
    for part in _PARTS:
        entries = raw.get(part)
        if not isinstance(entries, dict):
            raise RequestError("bad-profile", where, f"the part {part!r} is missing")
        parts[part] = {}
        for term, ends in entries.items():
            if not isinstance(ends, dict) or "hard" not in ends:
                raise RequestError("bad-profile", where, f"{part}: {term}: no hard interval")
            hard = _ends(ends["hard"], where)
            counts = _ends(ends["counts"], where) if "counts" in ends else hard
            typical = _ends(ends["typical"], where) if "typical" in ends else hard
            parts[part][str(term)] = Reading(hard, counts, typical)
    return Profile(str(raw.get("name", where)), **parts)


@cache
def profile(name: str = "ledger") -> Profile:
    """The built-in profile ``name``; raises :class:`RequestError` (``unknown-profile``)."""
    path = files("sayso.resources") / "profiles" / "intervals" / f"{name}.json"
    if not re.fullmatch(r"[a-z0-9-]+", name) or not path.is_file():
        raise RequestError("unknown-profile", name)
    built_in = decode(json.loads(path.read_text(encoding="utf-8")), name)
    if name != "ledger" and missing(built_in):
        raise RequestError("bad-profile", name, "it lacks " + ", ".join(missing(built_in)))
    return built_in


def missing(own: Profile) -> tuple[str, ...]:
    """The terms that the default profile has and this one lacks."""
    default = profile("ledger")
    return tuple(
        f"{part}: {term}" for part in _PARTS for term in getattr(default, part) if term not in getattr(own, part)
    )


def from_file(path: Path) -> Profile:
    """A user's profile (YAML); raises :class:`RequestError` (``bad-profile``) when it cannot be used."""
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
        raise RequestError("bad-profile", str(path), str(problem)) from problem
    if not isinstance(raw, dict):
        raise RequestError("bad-profile", str(path), "not a mapping")
    own = decode({"name": path.stem, **raw}, str(path))
    if missing(own):
        raise RequestError("bad-profile", str(path), "it lacks " + ", ".join(missing(own)))
    return own
