"""Two well-known readers of quantities on our own probe sentences, for comparison.

Neither is a dependency: ``pip install quantulum3 recognizers-text-suite "emoji<2"`` beside this package, then
``sayso bench figure-peers``. A sentence with a figure counts as found where the other program gives a
value whose words overlap the figure's; its interval is right where both ends of the hard interval agree (one
value for both ends of an exact figure; quantulum3's range is its value and uncertainty). A sentence without a
figure counts as right where nothing is given. Vague words, zero and bounds are outside of what both set out to do.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from sayso.encoders.analysis import plain
from sayso.extractors.quantity import extract_figures

Found = list[tuple[int, int, float | None, float | None]]
PROBES = Path(__file__).parents[3] / "tests" / "probes" / "figures.yaml"


def quantulum() -> Callable[[str], Found]:
    """quantulum3 as a function; raises :class:`ImportError` where it is not installed."""
    parser = importlib.import_module("quantulum3.parser")

    def read(text: str) -> Found:
        rows: Found = []
        for quantity in parser.parse(text):
            spread = quantity.uncertainty or 0.0
            rows.append((*quantity.span, quantity.value - spread, quantity.value + spread))
        return rows

    return read


def recognizers() -> Callable[[str], Found]:
    """Recognizers-Text (numbers, percentages; its Python has no ranges) as a function; raises :class:`ImportError`."""
    numbers = importlib.import_module("recognizers_number")

    def read(text: str) -> Found:
        rows: Found = []
        for recognise in (numbers.recognize_percentage, numbers.recognize_number):
            for result in recognise(text, "en-us"):
                if not any(a <= result.end and result.start < b for a, b, _, _ in rows):
                    rows.append((result.start, result.end + 1, *_ends(str(result.resolution.get("value", "")))))
        return rows

    return read


def _ends(value: str) -> tuple[float | None, float | None]:
    parts = value.strip("[]()%").split(",")
    numbers = [float(p) if p not in ("", "null") else None for p in parts]
    return (numbers[0], numbers[0]) if len(numbers) == 1 else (numbers[0], numbers[1])


def score(read: Callable[[str], Found]) -> dict[str, int]:
    """Sentences, how many were found, and how many with the hard interval."""
    total = {"sentences": 0, "found": 0, "interval": 0}
    for probe in yaml.safe_load(PROBES.read_text(encoding="utf-8")):
        total["sentences"] += 1
        wanted = probe["figure"]
        rows = read(probe["text"])
        if wanted is None:
            total["found"] += not rows
            total["interval"] += not rows
            continue
        here = [r for r in rows if r[0] < wanted["end"] and wanted["start"] < r[1]]
        total["found"] += bool(here)
        total["interval"] += any(_same(r[2], wanted["low"]) and _same(r[3], wanted["high"]) for r in here)
    return total


def _same(a: float | None, b: float | None) -> bool:
    return (a is None) == (b is None) and (a is None or b is None or abs(a - b) <= 1e-3 * max(1.0, abs(b)))


def ours() -> Callable[[str], Found]:
    """This package's own reading, in the same shape."""

    def read(text: str) -> Found:
        return [(f.start, f.end, f.low, f.high) for f in extract_figures(text, plain(text))]

    return read


def run(data: Path) -> dict[str, Any]:
    """The scores of this package and of those that are installed; needs no data but the probes."""
    out: dict[str, Any] = {"sayso": score(ours())}
    for name, make in (("quantulum3", quantulum), ("recognizers-text", recognizers)):
        try:
            out[name] = score(make())
        except ImportError as missing:
            out[name] = f"not installed: {missing}"
    return out


if __name__ == "__main__":
    json.dump(run(PROBES.parent), sys.stdout, indent=1)
