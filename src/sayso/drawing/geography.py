"""The map: offline outlines, and every place as an area as wide as its precision, never a false point.

Outlines: Natural Earth 1:50m countries (public domain), compiled by tools/compile_outlines.py.
"""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from markupsafe import Markup

from .svg import el, line, linked, picture, text

# Kilometres around the coordinates within which a place of this precision lies: orders of size, not surveys.
RADIUS = {
    "point": 1.0, "city": 8.0, "district": 25.0, "region": 90.0, "area": 120.0, "country": 300.0, "continent": 1500.0,
}  # fmt: skip
SEEN = 1.5  # units of the picture below which an outline's detail is left out
EDGE = 0.06  # share of the mentions on each side that may lie beyond the picture's edge
_KM = 111.2  # of one degree of latitude


@dataclass(frozen=True, slots=True)
class Area:
    """A place that reports name. ``weight``: how often."""

    name: str
    lat: float
    lon: float
    precision: str
    weight: int
    href: str | None = None
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Geography:
    """Places to show. ``whole``: all of them, else the window in which nearly all mentions lie."""

    title: str
    areas: tuple[Area, ...]
    whole: bool = False


@cache
def _outlines() -> tuple[tuple[tuple[tuple[float, float], ...], tuple[float, float, float, float]], ...]:
    """Rings of longitudes and latitudes with their boxes (west, south, east, north)."""
    data = json.loads(files("sayso.resources").joinpath("outlines.json").read_text("utf-8"))
    arcs: list[list[tuple[float, float]]] = []
    for flat in data["arcs"]:
        x = y = 0
        points = []
        for n in range(0, len(flat), 2):
            x, y = x + flat[n], y + flat[n + 1]
            points.append((x / 100, y / 100))
        arcs.append(points)
    rings = []
    for ring in data["rings"]:
        whole: list[tuple[float, float]] = []
        for n in ring:
            whole += arcs[n] if n >= 0 else arcs[~n][::-1]
        for points in _unwrapped(whole):
            xs, ys = [p[0] for p in points], [p[1] for p in points]
            rings.append((tuple(points), (min(xs), min(ys), max(xs), max(ys))))
    return tuple(rings)


def _unwrapped(ring: list[tuple[float, float]]) -> Iterator[list[tuple[float, float]]]:
    """A ring that crosses the line of change of date goes on beyond 180 degrees, and stands at both edges."""
    out: list[tuple[float, float]] = []
    turn = 0.0
    for n, (lon, lat) in enumerate(ring):
        step = lon - ring[n - 1][0] if n else 0.0
        turn -= 360.0 * (step > 180) - 360.0 * (step < -180)
        out.append((lon + turn, lat))
    if turn or (max(lon for lon, _ in out) <= 180 and min(lon for lon, _ in out) >= -180):
        yield ring  # one that goes around a pole has no other side
        return
    yield out
    back = -360.0 if max(lon for lon, _ in out) > 180 else 360.0
    yield [(lon + back, lat) for lon, lat in out]


def draw_map(geography: Geography, width: float = 940.0, height: float = 520.0) -> Markup:
    """An equirectangular map, true to scale at its middle latitude. What lies beyond its edge is counted there."""
    held = geography.areas if geography.whole else _most(geography.areas)
    west, south, east, north = _window(held, width / height)
    squeeze = math.cos(math.radians((south + north) / 2))
    unit = width / ((east - west) * squeeze)

    def at(lon: float, lat: float) -> tuple[float, float]:
        return (lon - west) * squeeze * unit, (north - lat) * unit

    parts: list[Markup] = [el("rect", x=0.0, y=0.0, width=width, height=height, class_="sea")]
    for ring, (w, s, e, n) in _outlines():
        if e < west or w > east or n < south or s > north or max(e - w, n - s) * unit < SEEN:
            continue
        d = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in _seen(at(*p) for p in ring)) + "Z"
        parts.append(el("path", d=d, class_="land"))
    names: list[tuple[float, float, float]] = []
    for area in sorted(geography.areas, key=lambda a: (-RADIUS.get(a.precision, 50.0), -a.weight, a.name)):
        x, y = at(area.lon, area.lat)
        radius = max(RADIUS.get(area.precision, 50.0) / _KM * unit, 4.0)
        vague = area.precision in ("region", "area", "country", "continent")
        shape = el(
            "circle",
            cx=x,
            cy=y,
            r=radius,
            class_="area" + (" vague" if vague else "") + (" chosen" if area.chosen else ""),
        )
        label = f"{area.name}: named {area.weight} times, known to the {area.precision}"
        inner = [shape]
        wide = 7.0 * len(area.name) + 30
        if all(abs(y - b) > 14 or x + wide < a or x > a + w for a, b, w in names):
            names.append((x, y, wide))
            inner.append(text(x + 6, y + 4, f"{area.name} ({area.weight})", "place"))
        parts.append(linked(area.href, label, *inner))
    parts += _bar(unit, height)
    beyond = sum(not (west <= a.lon <= east and south <= a.lat <= north) for a in geography.areas)
    if beyond:
        told = f"{beyond} place{'s' if beyond > 1 else ''} beyond the edge"
        parts.append(text(width - 12, height - 16, told, "tick", "end"))
    words = "; ".join(f"{a.name} {a.weight}" for a in geography.areas[:200])
    return picture("map", geography.title, words, width, height, *parts)


def _seen(points: Iterable[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Points that lie far enough from the last one to be told from it."""
    last = (float("-inf"), 0.0)
    for point in points:
        if abs(point[0] - last[0]) + abs(point[1] - last[1]) >= SEEN:
            last = point
            yield point


def _bar(unit: float, height: float) -> list[Markup]:
    """A bar of a round number of kilometres."""
    rough = 140.0 / unit * _KM
    base = 10.0 ** math.floor(math.log10(rough))
    km = max(base * m for m in (1, 2, 5) if base * m <= rough)
    right = 16 + km / _KM * unit
    return [
        line(16, height - 16, right, height - 16, "bar"),
        text(16, height - 22, f"{km:,.0f} km", "tick"),
    ]


def _most(areas: tuple[Area, ...]) -> tuple[Area, ...]:
    """Areas without those far from where nearly all mentions are. Spots and regions count: a country that is named
    is not where a thing happened."""
    some = [a for a in areas if a.precision not in ("country", "continent")]
    total = sum(a.weight for a in some)
    if not total:
        return areas
    (west, east), (south, north) = (
        _middle(sorted(at), total) for at in ([(a.lon, a.weight) for a in some], [(a.lat, a.weight) for a in some])
    )
    return tuple(a for a in areas if a.chosen or (west <= a.lon <= east and south <= a.lat <= north))


def _middle(weighted: list[tuple[float, int]], total: int) -> tuple[float, float]:
    """The first and the last of ordered values without those at either edge."""
    sums = list(itertools.accumulate(weight for _, weight in weighted))
    low = next(value for (value, _), seen in zip(weighted, sums, strict=True) if seen > total * EDGE)
    high = next(value for (value, _), seen in zip(weighted, sums, strict=True) if seen >= total * (1 - EDGE))
    return low, high


def _window(areas: tuple[Area, ...], shape: float) -> tuple[float, float, float, float]:
    """West, south, east, north of a window of the picture's shape around all places with air."""
    if not areas:
        return -180.0, -60.0, 180.0, 85.0
    lats, lons = [a.lat for a in areas], [a.lon for a in areas]
    air = max((max(lats) - min(lats)) * 0.15, (max(lons) - min(lons)) * 0.15, 4.0)
    south, north = max(min(lats) - air, -89.0), min(max(lats) + air, 89.0)
    west, east = min(lons) - air, max(lons) + air
    squeeze = math.cos(math.radians((south + north) / 2))
    wide, tall = (east - west) * squeeze, north - south
    if wide / tall < shape:
        more = (tall * shape - wide) / squeeze / 2
        west, east = west - more, east + more
    else:
        more = (wide / shape - tall) / 2
        south, north = south - more, north + more
    return west, south, east, north
