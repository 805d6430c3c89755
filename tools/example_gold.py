"""Compiles the bundled example's gold ledger from quoted words to offsets in the readers' text layers.

    python tools/example_gold.py            write gold/ledger.jsonl and gold/relations.json
    python tools/example_gold.py --check    exit 1 when the written files are not what would be written

The sources are ``gold/NN-*.yaml`` (one a report), ``gold/entities.yaml`` and ``gold/relations.yaml``. They name
words, never offsets. A quote is found with any white space for white space and any quotation mark for
another; ``first words ~ last words`` leaves out the middle; ``before ‹words› after`` anchors only the words
in the brackets; `` @2`` at the end takes the second occurrence. A quote that is not found, or is found more than once
without a number, is an error that names the report and the row.
"""

from __future__ import annotations

import copy
import datetime as dt
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

EXAMPLE = Path(__file__).parents[1] / "src" / "sayso" / "examples" / "ilmara"
MARKS = {**dict.fromkeys('"“”„«»', '["“”„«»]'), **dict.fromkeys("'’‘", "['’‘]"), **dict.fromkeys("-–—", "[-–—]")}
GAP = r"[\s\S]{0,1500}?"
QUOTES = re.compile('[“”„«»"]')

Row = dict[str, Any]


class GoldError(Exception):
    """The gold does not fit the reports; the message names the report, the row and the words."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A report's text layer and the name it goes by in messages."""

    path: str
    text: str

    def find(self, quote: str, row: str) -> tuple[int, int]:
        """Where ``quote`` stands. Raises :class:`GoldError` when it is not found exactly as it says."""
        wanted, _, number = quote.partition(" @")
        hits = list(pattern(wanted).finditer(self.text))
        if not hits:
            raise GoldError(f"{self.path}: {row}: not found: {quote!r}")
        if number:
            if len(hits) < int(number):
                raise GoldError(f"{self.path}: {row}: only {len(hits)} times: {quote!r}")
            return hits[int(number) - 1].span("words")
        if len(hits) > 1:
            raise GoldError(f"{self.path}: {row}: {len(hits)} times: {quote!r}")
        return hits[0].span("words")

    def anchor(self, quote: str, row: str) -> Row:
        """The quote as ``{"start", "end", "text"}``, the text read from the layer."""
        start, end = self.find(quote, row)
        return {"start": start, "end": end, "text": self.text[start:end]}


def pattern(quote: str) -> re.Pattern[str]:
    """The quote as a linear-time expression whose group ``words`` is what it anchors."""
    if "‹" not in quote:
        quote = f"‹{quote}›"
    out = []
    for part in re.split(r"( ~ |\s+|[‹›])", quote):
        if part == " ~ ":
            out.append(GAP)
        elif part == "‹":
            out.append("(?P<words>")
        elif part == "›":
            out.append(")")
        elif part.isspace():
            out.append(r"\s+")
        else:
            out.append("".join(MARKS.get(c) or re.escape(c) for c in part))
    return re.compile("".join(out))


def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def sources(folder: Path) -> dict[str, Row]:
    """Every report's rows by number (``01``), those of reprints worked out from their models."""
    read = {p.name[:2]: {"file": p.stem, **load(p)} for p in sorted(folder.glob("[0-9][0-9]-*.yaml"))}
    return {number: inherit(source, read) for number, source in read.items()}


def inherit(source: Row, read: Mapping[str, Row]) -> Row:
    """A report whose rows are those of another (``like``), less ``drop``, with ``swap`` words and ``via`` a teller."""
    like = source.get("like")
    if like is None:
        return source
    model = copy.deepcopy(read[like["report"]])
    drop, swap, changed = set(like.get("drop", ())), like.get("swap", {}), like.get("set", {})
    known = {k for kind in ("statements", "figures", "caveats") for k in model[kind]}
    for key in (*drop, *changed):
        if key not in known and not any(key in t[0] for t in model["times"]):
            raise GoldError(f"{source['file']}: no row {key!r} in report {like['report']}")
    out = dict(source)
    for kind in ("statements", "figures", "caveats"):
        rows = {k: {**v, **changed.get(k, {})} for k, v in model[kind].items() if k not in drop}
        out[kind] = {**{k: exchanged(v, swap) for k, v in rows.items()}, **source.get(kind, {})}
    if like.get("via"):
        for row in out["statements"].values():
            row["chain"] = f"{like['via']} > {row['chain']}" if row.get("chain") else like["via"]
    for row in out["caveats"].values():
        row["limits"] = [k for k in row["limits"] if k in out["statements"]]
    times = [exchanged(t, swap) for t in model["times"] if not any(d in t[0] for d in drop)]
    out["times"] = [*times, *source.get("times", [])]
    return out


def exchanged(value: Any, swap: Mapping[str, str]) -> Any:
    """``value`` with the words of ``swap`` exchanged in every string that it holds."""
    if isinstance(value, str):
        for old, new in swap.items():
            value = value.replace(old, new)
        return value
    if isinstance(value, list):
        return [exchanged(v, swap) for v in value]
    if isinstance(value, dict):
        return {k: exchanged(v, swap) for k, v in value.items()}
    return value


def iso(value: object) -> str | None:
    return value.isoformat() if isinstance(value, dt.date) else (str(value) if value is not None else None)


def statement_type(contents: list[str]) -> str:
    """Direct where the marks hold all the words, mixed where they hold some."""
    joined = " ".join(c.strip() for c in contents)
    if not QUOTES.search(joined):
        return "indirect"
    whole = all(QUOTES.match(c.strip()[0]) and QUOTES.match(c.strip()[-1]) for c in contents)
    return "direct" if whole else "mixed"


def tellers(layer: Layer, chain: str, source: Row | None, kinds: Mapping[str, str], row: str) -> list[Row]:
    """The chain's links; the origin stands where the source stands, an earlier teller where the source names it."""
    out: list[Row] = []
    names = [n.strip() for n in chain.split(">")] if chain else []
    for at, name in enumerate(names):
        if name not in kinds:
            raise GoldError(f"{layer.path}: {row}: no kind for teller {name!r}")
        hit = pattern(name).search(layer.text)
        if hit is None:
            raise GoldError(f"{layer.path}: {row}: teller not in the report: {name!r}")
        inside = None
        if source is not None:
            inside = pattern(name).search(layer.text, source["start"], source["end"])
        place = inside.span("words") if inside else None
        if place is None and source is not None and at == len(names) - 1:
            place = (source["start"], source["end"])
        start, end = place or (None, None)
        out.append({"text": hit["words"], "kind": kinds[name], "start": start, "end": end})
    return out


def statement(layer: Layer, number: str, key: str, row: Row, kinds: Mapping[str, str]) -> Row:
    where = f"statement {key}"
    narrated = "narrates" in row
    said = row["narrates"] if narrated else row["says"]
    contents = [layer.anchor(q, where) for q in ([said] if isinstance(said, str) else said)]
    source = layer.anchor(row["by"], where) if row.get("by") else None
    chain = tellers(layer, row.get("chain", ""), source, kinds, where)
    return {
        "id": f"{number}/{key}",
        "type": "narrated" if narrated else row.get("type") or statement_type([c["text"] for c in contents]),
        "content": contents,
        "source": source,
        "cue": layer.anchor(row["cue"], where) if row.get("cue") else None,
        "chain": chain,
        "identification": chain[-1]["kind"] if chain else "unspecified",
        "anonymity_reason": layer.anchor(row["why"], where) if row.get("why") else None,
        "stance": row.get("stance", "neutral"),
        "factuality": row.get("fact", "CT+"),
        "hedges": [layer.anchor(q, where) for q in row.get("hedges", ())],
        "parent": f"{number}/{row['in']}" if row.get("in") else None,
        "confidence": 1.0,
        "rule": "gold",
    }


def holder(figure: Row, statements: list[Row]) -> str | None:
    """The innermost statement whose content holds the figure."""
    held = [
        (sum(c["end"] - c["start"] for c in s["content"]), s["id"])
        for s in statements
        if any(c["start"] <= figure["start"] and figure["end"] <= c["end"] for c in s["content"])
    ]
    return min(held)[1] if held else None


def figure(layer: Layer, number: str, key: str, row: Row, statements: list[Row]) -> Row:
    anchor = layer.anchor(row["at"], f"figure {key}")
    value = row["is"]
    low, high = value if isinstance(value, list) else (value, value)
    typical_low, typical_high = row.get("typical", (low, high) if low == high else (None, None))
    return {
        "id": f"{number}/{key}",
        **anchor,
        "low": low,
        "high": high,
        "typical_low": typical_low,
        "typical_high": typical_high,
        "unit": row.get("unit"),
        "counted": row.get("counted"),
        "measure": row["measure"],
        "group": row.get("group"),
        "place": row.get("place"),
        "as_of": iso(row.get("as_of")),
        "kind": row.get("kind", "total"),
        "part_of": f"{number}/{row['part_of']}" if row.get("part_of") else None,
        "direction": row.get("dir"),
        "statement": holder(anchor, statements),
        "rule": "gold",
    }


def time(layer: Layer, row: list[Any], published: object) -> Row:
    quote, *ends, granularity, relative_to = row
    start, end = (iso(published if e == "published" else e) for e in ends)
    return {
        **layer.anchor(quote, "time"),
        "from": start,
        "to": end,
        "resolved": start is not None or end is not None,
        "granularity": granularity,
        "anchor": relative_to,
    }


def mentions(layer: Layer, number: str, entities: list[Row], furniture: list[Row]) -> list[Row]:
    """Every name of the entities in the report, the longest name first, outside the furniture."""
    names: list[tuple[str, Row]] = []
    for entity in entities:
        own = entity.get("only", {}).get(number, [])
        names += [(name, entity) for name in (*entity.get("as", ()), *own)]
    found: list[Row] = []
    taken = [(r["start"], r["end"]) for r in furniture]
    for name, entity in sorted(names, key=lambda pair: (-len(pair[0]), pair[0], pair[1]["id"])):
        for hit in re.finditer(rf"(?<!\w){pattern(name).pattern}(?!\w)", layer.text):
            start, end = hit.span("words")
            if not any(start < b and a < end for a, b in taken):
                taken.append((start, end))
                found.append(
                    {"start": start, "end": end, "text": hit["words"], "kind": entity["kind"], "entity": entity["id"]}
                )
    return sorted(found, key=lambda r: r["start"])


def report(layer: Layer, number: str, source: Row, entities: Row) -> Row:
    """One report's gold in the shape of ``sayso extract --text``."""
    kinds = {e["name"]: {"person": "named"}.get(e["kind"], "organisation") for e in entities["entities"]}
    for entity in entities["entities"]:
        for name in (*entity.get("as", ()), *entity.get("only", {}).get(number, ())):
            kinds[name] = kinds[entity["name"]]
    kinds |= entities["tellers"]
    facts = {k: iso(v) for k, v in source["document"].items()}
    regions = [
        {**layer.anchor(q, f"region {kind}"), "kind": kind}
        for kind, quotes in source["regions"].items()
        for q in quotes
    ]
    statements = [statement(layer, number, k, r, kinds) for k, r in source["statements"].items()]
    figures = [figure(layer, number, k, r, statements) for k, r in source["figures"].items()]
    found = mentions(layer, number, entities["entities"], [r for r in regions if r["kind"] == "boilerplate"])
    places = [
        {k: m[k] for k in ("start", "end", "text")} | dict.fromkeys(("gazetteer", "lat", "lon", "precision", "country"))
        for m in found
        if m["kind"] == "place"
    ]
    caveats = [
        {
            "id": f"{number}/{k}",
            **layer.anchor(r["at"], f"caveat {k}"),
            "kind": r["kind"],
            "statements": [f"{number}/{s}" for s in r["limits"]],
        }
        for k, r in source["caveats"].items()
    ]
    row = {
        "document": {"id": layer.path, "path": layer.path, **facts, "characters": len(layer.text)},
        "text": layer.text,
        "regions": ordered(regions),
        "statements": sorted(statements, key=lambda s: (s["content"][0]["start"], s["content"][0]["end"], s["id"])),
        "figures": ordered(figures),
        "times": ordered([time(layer, t, source["document"].get("published")) for t in source["times"]]),
        "places": places,
        "mentions": found,
        "caveats": ordered(caveats),
    }
    check_references(row)
    return row


def ordered(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda r: (r["start"], r["end"], r.get("id", "")))


def check_references(row: Row) -> None:
    """Raises :class:`GoldError` when a row names another that the report does not have."""
    ids = [r["id"] for kind in ("statements", "figures", "caveats") for r in row[kind]]
    if len(ids) != len(set(ids)):
        raise GoldError(f"{row['document']['path']}: one key for two rows")
    named = [s["parent"] for s in row["statements"]] + [f["part_of"] for f in row["figures"]]
    named += [s for c in row["caveats"] for s in c["statements"]]
    for reference in named:
        if reference is not None and reference not in ids:
            raise GoldError(f"{row['document']['path']}: no row {reference}")


def compile_ledger(layers: Mapping[str, str], gold: Path) -> list[Row]:
    """Gold rows of every report. ``layers`` holds the text layers by file name.

    Raises :class:`GoldError` when a report has no gold, or the gold does not fit its report.
    """
    entities = load(gold / "entities.yaml")
    by_number = sources(gold)
    missing = {Path(p).name[:2] for p in layers} ^ set(by_number)
    if missing:
        raise GoldError(f"without report or without gold: {sorted(missing)}")
    return [report(Layer(p, layers[p]), p[:2], by_number[p[:2]], entities) for p in sorted(layers)]


def compile_relations(ledger: list[Row], gold: Path) -> Row:
    """The rows across documents, each end with its words. Raises :class:`GoldError` on an unknown row."""
    spec, entities = load(gold / "relations.yaml"), load(gold / "entities.yaml")
    paths = {row["document"]["path"][:2]: row["document"]["path"] for row in ledger}
    nodes = {i: node for row in ledger for i, node in addressed(row)}

    def end(reference: str) -> Row:
        if reference in paths:
            return {"document": reference, "path": paths[reference]}
        if reference not in nodes:
            raise GoldError(f"relations: no row {reference!r}")
        return nodes[reference]

    copies = []
    for entry in spec["copies"]:
        a, b = entry["pair"]
        passages = [
            {side: Layer(paths[n], layer_of(ledger, n)).anchor(q, "passage") for side, n in (("a", a), ("b", b))}
            for q in entry.get("passages", ())
        ]
        copies.append(
            {
                "relation": entry["relation"],
                "a": end(a),
                "b": end(b),
                "derived": paths[entry["derived"]] if entry.get("derived") else None,
                "passages": passages,
                "why": entry["why"],
                "by": "gold",
            }
        )
    relations = [
        {
            "relation": entry["relation"],
            "a": end(entry["pair"][0]),
            "b": end(entry["pair"][1]),
            "field": entry.get("field"),
            "why": entry["why"],
            "by": "gold",
        }
        for entry in spec["relations"]
    ]
    origins = [{**o, "rows": [end(r)["id"] for r in o["rows"]]} for o in spec["origins"]]
    known = {o["id"] for o in origins}
    claims = [claim(entry, known, lambda reference: str(end(reference)["id"])) for entry in spec["claims"]]
    groups = {k: [paths[n] for n in spec[k]] for k in ("fourteen", "repeat-the-wire")}
    families = [{"of": paths[f["of"]], "reports": [paths[n] for n in f["reports"]]} for f in spec["families"]]
    return {
        "summary": spec["summary"],
        **groups,
        "families": families,
        "copies": copies,
        "origins": origins,
        "claims": claims,
        "relations": relations,
        "entities": [joined(entity, ledger) for entity in entities["entities"]],
        "apart": entities["apart"],
        "notes": [*spec["notes"], *entities["notes-on-entities"]],
    }


def claim(entry: Row, origins: set[str], row_id: Callable[[str], str]) -> Row:
    """A claim with its members by value (``classes``) and how the values relate (``between``)."""
    if not set(entry["origin_ids"]) <= origins:
        raise GoldError(f"relations: claim {entry['id']} names an unknown origin")
    classes = {name: [row_id(r) for r in rows] for name, rows in entry["classes"].items()}
    for link in entry["between"]:
        if not {link["a"], link["b"]} <= set(classes):
            raise GoldError(f"relations: claim {entry['id']} relates an unknown class")
    dates = {k: iso(entry.get(k)) for k in ("from", "to")}
    members = [m for rows in classes.values() for m in rows]
    return {**entry, **dates, "origins": len(entry["origin_ids"]), "classes": classes, "members": members}


def layer_of(ledger: list[Row], number: str) -> str:
    return next(str(row["text"]) for row in ledger if row["document"]["path"].startswith(number))


def addressed(row: Row) -> Iterator[tuple[str, Row]]:
    """Every statement and figure of a report as the end of a relation."""
    path = row["document"]["path"]
    for item in (*row["statements"], *row["figures"]):
        words = item["content"][0] if "content" in item else item
        anchor = {k: words[k] for k in ("start", "end", "text")}
        yield item["id"], {"document": path[:2], "path": path, **anchor, "id": item["id"]}


def joined(entity: Row, ledger: list[Row]) -> Row:
    """An entity with every mention of it. Raises :class:`GoldError` when there is none."""
    named = [
        {"path": row["document"]["path"], **{k: m[k] for k in ("start", "end", "text")}}
        for row in ledger
        for m in row["mentions"]
        if m["entity"] == entity["id"]
    ]
    if not named:
        raise GoldError(f"entities: {entity['id']} is nowhere mentioned")
    return {"id": entity["id"], "kind": entity["kind"], "name": entity["name"], "mentions": named}


def rendered(ledger: list[Row], relations: Row) -> dict[str, str]:
    """File name to content, the same bytes for the same rows."""
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ledger)
    return {"ledger.jsonl": lines, "relations.json": json.dumps(relations, ensure_ascii=False, indent=1) + "\n"}


def text_layers(example: Path) -> dict[str, str]:
    """The reports' text layers by file name, as the package's readers give them."""
    from sayso.readers import read

    return {path.name: read(path).text for path in sorted((example / "reports").iterdir())}


def main(arguments: list[str]) -> int:
    gold = EXAMPLE / "gold"
    try:
        ledger = compile_ledger(text_layers(EXAMPLE), gold)
        files = rendered(ledger, compile_relations(ledger, gold))
    except GoldError as error:
        print(error, file=sys.stderr)
        return 1
    if "--check" in arguments:
        stale = [n for n, s in files.items() if (gold / n).read_text(encoding="utf-8") != s]
        for name in stale:
            print(f"not current: gold/{name}", file=sys.stderr)
        return 1 if stale else 0
    for name, content in files.items():
        (gold / name).write_text(content, encoding="utf-8")
        print(f"gold/{name}: {len(content.encode())} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
