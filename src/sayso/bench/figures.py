"""Figures measured: annotated reports, input-to-result cases (Recognizers-Text), labels of clauses, probes, speed.

The cases of Recognizers-Text are written for an assistant; :data:`EXCLUDED` says where its meaning is not the
ledger's. ``python -m sayso.bench.figures`` prints the figures, with ``--misses`` also the cases that failed.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import yaml

from sayso.bench import MissingDataError, data_folder, need
from sayso.encoders.analysis import plain
from sayso.extractors.quantity import Profile, extract_figures, profile
from sayso.extractors.time import TimeExtractor
from sayso.model import Document, Extraction, Figure, text_sha256

from .accuracy import annotated, load_scorer, scores

_CHECKOUT = Path(__file__).parents[3]
_METRICS = ("figure", "figure+interval", "figure+counted")
EXCLUDED = {
    "ordinal": "an ordinal is no figure (between the tenth and the fifteenth)",
    "no value": "a unit without a number counts nothing",
    "about": "about widens a range in the ledger (about 20~100)",
}
_NUMBERS = ("NumberModel", "NumberModelExperimentalMode", "NumberModelPercentMode")
_RANGES = ("NumberRangeModel", "NumberRangeModelExperimentalMode")
_UNITS = {
    "AgeModel": {"age", "duration"},
    "TemperatureModel": {"temperature"},
    "CurrencyModel": {"money"},
    "DimensionModel": {"distance", "area", "weight", "volume", "speed", "other", "duration", "temperature"},
}


def run(data: Path) -> dict[str, Any]:
    """F1 on the annotated parts, cases right, labels right, probes right, and what a report costs."""
    return {
        "annotated": annotated_parts(data),
        "cases": {name: result[0] for name, result in cases(data).items()},
        "labels": labels(data),
        "probes": probes(),
        "speed": speed(data),
    }


def annotated_parts(data: Path) -> dict[str, Any]:
    """F1 and its interval of the figure metrics, by part. ``check`` is never tuned on."""
    scorer = load_scorer(data)
    out: dict[str, Any] = {}
    for part in ("check", "train"):
        gold = annotated(data, part)
        found = {}
        for report in gold:
            rows = _rows(report["text"], report["document"].get("published"))
            found[Path(report["document"]["path"]).name] = {
                **{kind: [] for kind in scorer.EMPTY},
                "figures": [_contract(f) for f in rows],
            }
        measured = scores(scorer, gold, found)
        out[part] = {metric: {k: measured[metric][k] for k in ("f1", "interval")} for metric in _METRICS}
    return out


def _rows(text: str, published: str | None) -> tuple[Figure, ...]:
    analysis = plain(text)
    day = dt.date.fromisoformat(published) if published else None
    document = Document("d", "a.txt", "", text, text_sha256(text), published=day)
    times = TimeExtractor().extract(document, analysis, Extraction("d")).times
    return extract_figures(text, analysis, document="d", times=times)


def _contract(figure: Figure) -> dict[str, Any]:
    names = ("start", "end", "text", "low", "high", "counted", "measure")
    return {name: getattr(figure, name) for name in names}


# --- input-to-result cases ------------------------------------------------------------------------------------


def cases(data: Path) -> dict[str, tuple[dict[str, Any], list[str]]]:
    """By kind of case: how many of how many are right, and the inputs of those that are not."""
    folder = need(data / "specs")
    exact = profile()
    words_alone = replace(exact, bounds=dict.fromkeys(exact.bounds, exact.bounds["exact"]))
    kinds: dict[str, list[tuple[bool, str]]] = defaultdict(list)
    for name in (*_NUMBERS, *_RANGES):
        for case, result in _results(folder / "Number" / f"{name}.json"):
            if name in _RANGES:
                kinds["number range"].append((_range_right(case, result), case["Input"]))
            else:
                kinds["number"].append((_number_right(case["Input"], result), case["Input"]))
    for name, measures in _UNITS.items():
        for case, result in _results(folder / "NumberWithUnit" / f"{name}.json"):
            kinds["unit"].append((_unit_right(case["Input"], result, measures, words_alone), case["Input"]))
    everything = [judged for kind in kinds.values() for judged in kind]
    return {
        name: (
            {"right": sum(ok for ok, _ in judged), "cases": len(judged), "share": _share(judged)},
            [text for ok, text in judged if not ok],
        )
        for name, judged in (*kinds.items(), ("all", everything))
    }


def _share(judged: Sequence[tuple[bool, str]]) -> float:
    return round(sum(ok for ok, _ in judged) / max(1, len(judged)), 4)


def _results(path: Path) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    for case in json.loads(path.read_text(encoding="utf-8-sig")):
        for result in case.get("Results", ()):
            start = _span(case["Input"], result)[0]
            ordinal = re.search(r"(?:enth|nth)\b", result["Text"]) and "Range" in path.stem
            about = "Range" in path.stem and case["Input"][:start].endswith("are about ")
            if result["Resolution"].get("value") is not None and not ordinal and not about:
                yield case, result


def _span(text: str, result: Mapping[str, Any]) -> tuple[int, int]:
    start = result.get("Start")
    if start is None:
        start = text.lower().find(result["Text"].lower())
    return start, start + len(result["Text"])


def _number_right(text: str, result: Mapping[str, Any]) -> bool:
    """Whether the numeral grammar gives the value; whether the number is a figure is another question."""
    from sayso.extractors.quantity import exclude
    from sayso.extractors.quantity.context import Context
    from sayso.extractors.quantity.numerals import is_trigger
    from sayso.extractors.quantity.reading import numeral_at
    from sayso.extractors.quantity.words import read

    start, end = _span(text, result)
    analysis = plain(text)
    words = read(text, analysis.tokens, analysis.sentences)
    context = Context(words, profile(), (), exclude.names(words))
    for first, stop in words.bounds:
        i = first
        while i < stop:
            found = numeral_at(context, i, stop) if is_trigger(words.low[i]) or words.low[i] in ("a", "an") else None
            if found is None:
                i += 1
                continue
            if words.start[found.first] < end and start < words.end[found.stop - 1]:
                value = found.value / 100 if found.share else found.value
                signed = text[start] == "-" or text[start:].lower().startswith(("minus", "negative"))
                return _close(-value if signed else value, float(result["Resolution"]["value"]))
            i = found.stop
    return False


def _close(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-6 * max(1.0, abs(b))


def _range_right(case: Mapping[str, Any], result: Mapping[str, Any]) -> bool:
    """Both ends, each within one of the case's: it tells (30,) from [31,), the ledger counts. Two bounds on one
    number (more than 10 and less than 20) are two figures in the ledger; their overlap is compared."""
    text = case["Input"]
    start, end = _span(text, result)
    wanted = [None if not side else float(side) for side in result["Resolution"]["value"][1:-1].split(",")]
    low: float | None = None
    high: float | None = None
    for figure in extract_figures(text, plain(text)):
        if figure.start < end and start < figure.end:
            unit = 100 if figure.unit == "%" else 1
            if figure.low is not None and (figure.low != 0 or wanted[0] == 0):
                low = max(figure.low / unit, low if low is not None else figure.low / unit)
            if figure.high is not None:
                high = min(figure.high / unit, high if high is not None else figure.high / unit)
    return all(_near(a, b) for a, b in zip((low, high), wanted, strict=True))


def _near(a: float | None, b: float | None) -> bool:
    if a is None or b is None:
        return a is None and b is None
    return abs(a - b) <= 1e-3 * max(1.0, abs(b)) or abs(a - b) == 1


def _unit_right(text: str, result: Mapping[str, Any], measures: set[str], reading: Profile) -> bool:
    """The number that stands in the words, and a unit of the right kind; feet and inches are told in inches."""
    start, end = _span(text, result)
    wanted = float(result["Resolution"]["value"])
    for figure in extract_figures(text, plain(text), reading=reading):
        if figure.start < end and start < figure.end and figure.measure in measures and figure.unit:
            ends = [x for x in (figure.low, figure.high) if x is not None]
            feet = [x / 12 for x in ends if figure.unit == "inch"]
            if any(_close(x, wanted) for x in (*ends, *feet)):
                return True
    return False


# --- labels of clauses ----------------------------------------------------------------------------------------


def labels(data: Path) -> dict[str, Any]:
    """How often measure, group, place and as-of time are as labelled by hand (bench/labels/figures).

    ``first``: labelled while the rules for clauses were written; ``second``: labelled after, scored once blind
    (measure 0.90, group 0.98, place 0.97, as-of 0.97), then looked at. ``again``: 200 of both labelled a second
    time from the words alone, with the first labels and the program's rows out of sight. ``two passes``: how
    often the two labels are the same; ``agreed``: the program where they are.
    """
    folder = need(_CHECKOUT / "bench" / "labels" / "figures")
    once, again = _labels(folder / "clauses.jsonl"), _labels(folder / "again.jsonl")
    texts = _texts(data)
    rows: dict[tuple[str, str], tuple[Figure, ...]] = {}

    def found(label: Label) -> Figure | None:
        key = (label["set"], label["document"])
        if key not in rows:
            rows[key] = _rows(*texts[key])
        return next((f for f in rows[key] if f.start < label["end"] and label["start"] < f.end), None)

    def right(chosen: Sequence[Label]) -> dict[str, float]:
        figures = [(found(label), label) for label in chosen]
        return {"figures": len(chosen)} | {
            name: _ratio([f is not None and _same(name, getattr(f, name), label[name]) for f, label in figures])
            for name in _LABELLED
        }

    first = {_place_of(label): label for label in once}
    pairs = [(first[_place_of(label)], label) for label in again]
    return {
        **{sample: right([x for x in once if x["sample"] == sample]) for sample in ("first", "second")},
        "again": right(again),
        "two passes": {"figures": len(pairs)}
        | {name: _ratio([_same(name, a[name], b[name]) for a, b in pairs]) for name in _LABELLED},
        "agreed": {name: right([b for a, b in pairs if _same(name, a[name], b[name])])[name] for name in _LABELLED},
    }


Label = Mapping[str, Any]
_LABELLED = ("measure", "group", "place", "as_of")


def _labels(path: Path) -> list[Label]:
    return [json.loads(line) for line in need(path).read_text(encoding="utf-8").splitlines()]


def _place_of(label: Label) -> tuple[str, str, int, int]:
    return label["set"], label["document"], label["start"], label["end"]


def _ratio(judged: Sequence[bool]) -> float:
    return round(sum(judged) / max(1, len(judged)), 3)


def _same(field: str, a: str | None, b: str | None) -> bool:
    if field in ("measure", "as_of") or not a or not b:
        return (a or None) == (b or None)
    words = [set(re.findall(r"\w{3,}", x.lower())) - {"the"} for x in (a, b)]
    return bool(words[0] & words[1]) or a.lower() == b.lower()


def _texts(data: Path) -> dict[tuple[str, str], tuple[str, str | None]]:
    found: dict[tuple[str, str], tuple[str, str | None]] = {}
    with need(data / "annotated" / "INDEX.tsv").open(encoding="utf-8", newline="") as index:
        sets = {row["file"]: row["set"] for row in csv.DictReader(index, delimiter="\t")}
    for report in annotated(data, "train"):
        name = Path(report["document"]["path"]).name
        found[sets[name], name] = (report["text"], report["document"].get("published"))
    with need(data / "fakes" / "FA-KES-Dataset.csv").open(encoding="latin-1", newline="") as table:
        for n, row in enumerate(csv.DictReader(table)):
            month, day, year = (int(x) for x in row["date"].split("/"))
            text = row["article_title"] + "\n" + row["article_content"]
            found["fakes", str(n)] = (text, dt.date(year, month, day).isoformat())
    tree = ElementTree.parse(need(data / "places" / "GeoVirus.xml"))
    for n, article in enumerate(tree.getroot().iter("article")):
        found["geovirus", str(n)] = (article.findtext("text") or "", None)
    return found


# --- probes, speed --------------------------------------------------------------------------------------------


def probes() -> dict[str, Any]:
    """Own probe sentences (tests/probes): figures found at their place, and with the hard interval."""
    path = need(_CHECKOUT / "tests" / "probes" / "figures.yaml")
    score = {"sentences": 0, "found": 0, "interval": 0}
    for probe in yaml.safe_load(path.read_text(encoding="utf-8")):
        score["sentences"] += 1
        text, wanted = probe["text"], probe["figure"]
        rows = extract_figures(text, plain(text))
        if wanted is None:
            score["found"] += not rows
            score["interval"] += not rows
            continue
        here = [f for f in rows if f.start < wanted["end"] and wanted["start"] < f.end]
        score["found"] += bool(here)
        score["interval"] += any((f.low, f.high) == (wanted["low"], wanted["high"]) for f in here)
    return score


def speed(data: Path) -> dict[str, Any]:
    """Milliseconds of one core for a report of 500 words, beyond sentences and tokens: the best of three passes."""
    texts = [report["text"] for report in annotated(data, "train")]
    analyses = [plain(text) for text in texts]
    words = sum(len(text.split()) for text in texts)
    best = float("inf")
    for _ in range(3):
        begun = time.process_time()
        for text, analysis in zip(texts, analyses, strict=True):
            extract_figures(text, analysis)
        best = min(best, time.process_time() - begun)
    return {"words": words, "ms_per_500_words": round(best / words * 500 * 1000, 2)}


def main() -> int:
    """Print the result; with ``--misses`` also the inputs of the cases that failed."""
    data = data_folder()
    try:
        print(json.dumps(run(data), indent=1, ensure_ascii=False))
        if "--misses" in sys.argv:
            for name, (_, missed) in cases(data).items():
                for text in missed if name != "all" else ():
                    print(f"{name}\t{text}")
    except MissingDataError as missing:
        print(missing, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
