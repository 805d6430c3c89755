"""Rows found against annotated reports, by the scorer that stands beside the data.

``check`` is never tuned on; ``train`` is what rules and weights were made from, and is given for comparison only.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import math
import random
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any

from sayso.model import Problem
from sayso.pipeline.oneoff import extract_files
from sayso.plugins import ReadOptions
from sayso.views.contract import extraction_json

from . import need

SETS = ("wikinews", "meantime", "statements")


def run(data: Path) -> dict[str, Any]:
    """F1, precision, recall and 95 % interval of every metric on the check part, the train part and the seeds."""
    scorer = load_scorer(data)
    out: dict[str, Any] = {}
    for part in ("check", "train"):
        gold = annotated(data, part)
        out[part] = {"reports": len(gold), "metrics": scores(scorer, gold, find(gold, data))}
    seeds = data.parent / "seeds"
    if seeds.is_dir():
        gold = [json.loads(line) for line in next(seeds.glob("gold-*.jsonl")).read_text(encoding="utf-8").splitlines()]
        out["seeds"] = {"reports": len(gold), "metrics": scores(scorer, gold, find(gold, data))}
    return out


def load_scorer(data: Path) -> ModuleType:
    """The scorer that stands beside the data, as a module."""
    return load_module(data.parent / "score" / "score.py")


def load_module(path: Path) -> ModuleType:
    """A script that is no part of the package, as a module."""
    spec = importlib.util.spec_from_file_location(f"sayso_bench_{path.stem}", need(path))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def annotated(data: Path, part: str) -> list[dict[str, Any]]:
    """The annotated reports of one part, with their publication dates."""
    folder = need(data / "annotated")
    with (folder / "INDEX.tsv").open(encoding="utf-8") as lines:
        index = {row["file"]: row for row in csv.DictReader(lines, delimiter="\t")}
    found = []
    for name in SETS:
        for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            report = json.loads(line)
            row = index[report["document"]["path"]]
            if row["part"] == part:
                report["document"]["published"] = row["published"] or None
                found.append(report)
    return found


def find(gold: Iterable[dict[str, Any]], data: Path) -> dict[str, dict[str, Any]]:
    """What the program finds in the texts of annotated reports, by file name."""
    found = {}
    for report in gold:
        name = Path(report["document"]["path"]).name
        file = next(p for p in (data / "annotated" / "texts" / name, data.parent / "seeds" / name) if p.exists())
        problems: list[Problem] = []
        facts = {k: report["document"][k] for k in ("published", "url") if report["document"].get(k)}
        options = ReadOptions(meta={name: facts} if facts else {})
        for extracted in extract_files([file], options, "full", problems):
            assert extracted.document.text == report["text"], f"{name}: another text layer than the gold's"
            found[name] = extraction_json(extracted.document, extracted.rows)
    return found


def scores(scorer: ModuleType, gold: list[dict[str, Any]], found: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Precision, recall, F1 and its 95 % interval (500 resamplings of the reports) of every metric."""
    rows = [scorer.tally(g["text"], g, found.get(Path(g["document"]["path"]).name, scorer.EMPTY), None) for g in gold]
    rng = random.Random(0)
    draws = [[rows[rng.randrange(len(rows))] for _ in rows] for _ in range(500)]
    out: dict[str, Any] = {}
    for metric in dict.fromkeys(m for row in rows for m in row):
        agreed, wanted, given = scorer.total(rows, metric)
        sample = sorted(x for x in (scorer.f1(scorer.total(d, metric)) for d in draws) if not math.isnan(x))
        out[metric] = {
            "precision": round(agreed / given, 4) if given else None,
            "recall": round(agreed / wanted, 4) if wanted else None,
            "f1": round(2 * agreed / (wanted + given), 4) if wanted + given else None,
            "interval": [round(sample[int(0.025 * len(sample))], 4), round(sample[int(0.975 * len(sample)) - 1], 4)]
            if sample
            else None,
            "agreed": agreed,
            "gold": wanted,
            "found": given,
        }
    return out
