"""Compile the offline map outlines: `python tools/compile_outlines.py countries-50m.json`.

Takes the TopoJSON of Natural Earth's 1:50m countries (public domain; npm package `world-atlas`), thins each arc
(Douglas and Peucker 1973) and writes arcs as whole hundredths of a degree, with rings as lists of arcs.
"""

from __future__ import annotations

import itertools
import json
import sys
from pathlib import Path
from typing import Any

OUT = Path(__file__).parent.parent / "src" / "sayso" / "resources" / "outlines.json"
TOLERANCE = 0.03  # degrees, about three kilometres
SMALLEST = 0.02  # square degrees: islands below this are left out

Point = tuple[float, float]


def arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """Absolute longitudes and latitudes of every arc."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    out = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        out.append(points)
    return out


def thin(points: list[Point]) -> list[Point]:
    """Points that lie more than the tolerance off the line between their kept neighbours."""
    keep = {0, len(points) - 1}
    waiting = [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        (x1, y1), (x2, y2) = points[first], points[last]
        length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
        far, at = 0.0, -1
        for n in range(first + 1, last):
            x, y = points[n]
            off = (
                abs((y2 - y1) * x - (x2 - x1) * y + x2 * y1 - y2 * x1) / length
                if length
                else ((x - x1) ** 2 + (y - y1) ** 2) ** 0.5
            )
            if off > far:
                far, at = off, n
        if far > TOLERANCE:
            keep.add(at)
            waiting += [(first, at), (at, last)]
    return [points[n] for n in sorted(keep)]


def area(ring: list[int], every: list[list[Point]]) -> float:
    """The ring's area in square degrees."""
    points = [p for n in ring for p in (every[n] if n >= 0 else every[~n][::-1])]
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1], strict=True))) / 2


def main() -> int:
    """Compile."""
    topology = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    every = arcs(topology)
    rings: list[list[int]] = []
    for country in topology["objects"]["countries"]["geometries"]:
        shapes = country.get("arcs", [])
        for shape in [shapes] if country["type"] == "Polygon" else shapes:
            rings += [ring for ring in shape if area(ring, every) > SMALLEST]
    used = sorted({n if n >= 0 else ~n for ring in rings for n in ring})
    place = {n: i for i, n in enumerate(used)}
    flat = []
    for n in used:
        line = [(round(x * 100), round(y * 100)) for x, y in thin(every[n])]
        steps = [line[0]] + [(b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise(line)]
        flat.append([v for s in steps for v in s])
    numbered = [[place[n] if n >= 0 else ~place[~n] for n in ring] for ring in rings]
    OUT.write_text(json.dumps({"arcs": flat, "rings": numbered}, separators=(",", ":")) + "\n", "utf-8")
    print(f"{OUT}: {OUT.stat().st_size} bytes, {len(numbered)} rings")
    return 0


if __name__ == "__main__":
    sys.exit(main())
