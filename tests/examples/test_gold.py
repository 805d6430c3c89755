"""The example's gold: current, anchored, complete. What the program makes of it is tested elsewhere."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from sayso.examples import GOLD, META, REPORTS
from sayso.model.records import CAVEAT_KINDS, FACTUALITIES, IDENTIFICATIONS, REGION_KINDS, STANCES, STATEMENT_TYPES
from sayso.readers import read
from tests.examples.compare import (
    KINDS,
    compare_copies,
    compare_entities,
    compare_ledgers,
    compare_relations,
    lines,
)

ROOT = Path(__file__).parents[2]
Row = dict[str, Any]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("example_gold", ROOT / "tools" / "example_gold.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def ledger() -> list[Row]:
    return [json.loads(line) for line in (GOLD / "ledger.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def relations() -> Row:
    return dict(json.loads((GOLD / "relations.json").read_text(encoding="utf-8")))


def rows(ledger: list[Row], kind: str) -> list[Row]:
    return [row for document in ledger for row in document[kind]]


def anchors(value: object) -> Iterator[Row]:
    """Every ``start``, ``end``, ``text`` in a row, however deep; a teller's text is a name, not a slice."""
    if isinstance(value, dict):
        if {"start", "end", "text"} <= set(value):
            yield value
        for key, inner in value.items():
            if key != "chain":
                yield from anchors(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from anchors(inner)


def test_compiled_gold_is_current(tool: ModuleType) -> None:
    assert tool.main(["--check"]) == 0


def test_every_anchor_is_its_words(ledger: list[Row], relations: Row) -> None:
    texts = {d["document"]["path"]: d["text"] for d in ledger}
    count = 0
    for document in ledger:
        for anchor in anchors({k: document[k] for k in KINDS}):
            assert document["text"][anchor["start"] : anchor["end"]] == anchor["text"]
            count += 1
    for row in (*relations["copies"], *relations["relations"]):
        for side in ("a", "b"):
            for anchor in anchors(row[side]):
                assert texts[row[side]["path"]][anchor["start"] : anchor["end"]] == anchor["text"]
    assert count > 1000


def test_every_report_has_gold(ledger: list[Row]) -> None:
    assert [d["document"]["path"] for d in ledger] == sorted(p.name for p in REPORTS.iterdir())


def test_references_lead_somewhere(ledger: list[Row], relations: Row) -> None:
    ids = {r["id"] for kind in ("statements", "figures", "caveats") for r in rows(ledger, kind)}
    named = [s["parent"] for s in rows(ledger, "statements")]
    named += [f[k] for f in rows(ledger, "figures") for k in ("part_of", "statement")]
    named += [s for c in rows(ledger, "caveats") for s in c["statements"]]
    named += [r for o in relations["origins"] for r in o["rows"]]
    named += [m for c in relations["claims"] for m in c["members"]]
    assert {n for n in named if n is not None} <= ids


def test_values_are_the_contract_s(ledger: list[Row]) -> None:
    for statement in rows(ledger, "statements"):
        assert statement["type"] in STATEMENT_TYPES
        assert statement["stance"] in STANCES
        assert statement["factuality"] in FACTUALITIES
        assert statement["identification"] in IDENTIFICATIONS
        assert (statement["chain"] == []) == (statement["identification"] == "unspecified")
    for figure in rows(ledger, "figures"):
        low, high = figure["low"], figure["high"]
        assert low is not None or high is not None
        assert low is None or high is None or low <= high
    for time in rows(ledger, "times"):
        assert time["resolved"] == (time["from"] is not None or time["to"] is not None)


def some(ledger: list[Row], kind: str, **wanted: object) -> bool:
    return any(all(r.get(k) == v for k, v in wanted.items()) for r in rows(ledger, kind))


@pytest.mark.parametrize("field_name, values", [
    ("type", STATEMENT_TYPES), ("stance", STANCES), ("factuality", FACTUALITIES), ("identification", IDENTIFICATIONS),
])  # fmt: skip
def test_every_value_of_a_statement_occurs(ledger: list[Row], field_name: str, values: tuple[str, ...]) -> None:
    found = {s[field_name] for s in rows(ledger, "statements")}
    assert set(values) - found <= {"CT+"} - found


def test_every_region_caveat_and_figure_kind_occurs(ledger: list[Row]) -> None:
    assert {r["kind"] for r in rows(ledger, "regions")} == set(REGION_KINDS)
    assert {c["kind"] for c in rows(ledger, "caveats")} == set(CAVEAT_KINDS)
    assert {f["kind"] for f in rows(ledger, "figures")} == {"total", "increment", "part"}


WORDS = (
    r"dozens", r"scores", r"hundreds of", r"several hundred", r"several thousand", r"tens of thousands", r"several of",
    r"barely 40", r"at least 37", r"up to 300", r"a further 300", r"50 patients", r"nearly two", r"almost two",
    r"more than 4,000", r"fewer than 20", r"about 120", r"around 60", r"some 15", r"roughly 90", r"a pair", r"half of",
    r"the majority", r"no fighters", r"over a week",
)  # fmt: skip


@pytest.mark.parametrize("wording", WORDS)
def test_vague_number_is_a_figure_with_an_interval(ledger: list[Row], wording: str) -> None:
    found = [f for f in rows(ledger, "figures") if re.match(wording, f["text"], re.IGNORECASE)]
    assert found
    assert all(f["low"] is not None or f["high"] is not None for f in found)


FEATURES: dict[str, Callable[[Row], bool]] = {
    "content in several ranges": lambda s: len(s["content"]) > 1,
    "two tellers": lambda s: len(s["chain"]) == 2,
    "three tellers": lambda s: len(s["chain"]) == 3,
    "nested": lambda s: s["parent"] is not None,
    "no source": lambda s: s["source"] is None and s["type"] != "narrated",
    "hedged": lambda s: bool(s["hedges"]),
    "reason for anonymity": lambda s: s["anonymity_reason"] is not None,
    "direct speech without marks": lambda s: (
        s["type"] == "direct" and not re.search(r"[\"“«]", s["content"][0]["text"])
    ),
    "noun cue": lambda s: s["cue"] is not None and s["cue"]["text"] in ("claim", "accusation"),
    "quotation over paragraphs": lambda s: s["type"] == "direct" and "\n" in s["content"][0]["text"],
    "Cyrillic": lambda s: bool(re.search(r"[а-я]", s["content"][0]["text"])),
}


@pytest.mark.parametrize("feature", FEATURES)
def test_statement_feature_occurs(ledger: list[Row], feature: str) -> None:
    assert any(FEATURES[feature](s) for s in rows(ledger, "statements"))


def test_times_with_and_without_a_publication_date(ledger: list[Row]) -> None:
    august = {t["resolved"] for t in rows(ledger, "times") if t["text"] == "since last August"}
    assert august == {True, False}
    assert some(ledger, "times", granularity="decade")
    assert some(ledger, "times", text="mid-March")
    undated = [d for d in ledger if d["document"]["published"] is None]
    assert len(undated) == 2
    assert not any(t["resolved"] for d in undated for t in d["times"])


def test_names(ledger: list[Row], relations: Row) -> None:
    spelled = {e["id"]: {m["text"] for m in e["mentions"]} for e in relations["entities"]}
    assert {"Zelnica", "Zelnitsa"} <= spelled["zelnica"]
    assert {"Pavel Oreshin", "Pavlo Oreshyn", "Павел Орешин"} <= spelled["oreshin"]
    assert spelled["dovrik"] == {"Ilya Dovrik"}
    assert {"Ilya Dovrik dam", "Dovrik"} <= spelled["dam"]
    assert {"Verenko", "Sergei Verenko"} == spelled["farmer"]
    assert all({pair["a"], pair["b"]} <= set(spelled) for pair in relations["apart"])


def test_relations_of_every_kind_occur(relations: Row) -> None:
    copies = {"copy", "excerpt", "rewrite", "translation", "shared-quote", "same-event-only", "same-origin"}
    between = {"agree", "tension", "conflict", "revision", "part", "not-comparable", "supports", "denies"}
    assert {r["relation"] for r in relations["copies"]} == copies
    assert {r["relation"] for r in relations["relations"]} == between
    assert all(r["field"] for r in relations["relations"] if r["relation"] == "not-comparable")


def test_intervals_bear_out_the_relations(ledger: list[Row], relations: Row) -> None:
    figures = {f["id"]: f for f in rows(ledger, "figures")}
    for relation, one, other in figure_pairs(relations):
        a, b = figures[one], figures[other]
        apart = disjoint(a["low"], a["high"], b["low"], b["high"])
        typically_apart = disjoint(a["typical_low"], a["typical_high"], b["typical_low"], b["typical_high"])
        assert apart == (relation == "conflict"), (one, other)
        assert a["measure"] == b["measure"]
        assert relation != "tension" or typically_apart


def figure_pairs(relations: Row) -> Iterator[tuple[str, str, str]]:
    """Every pair of figures said to agree, to stand in tension or in conflict: those listed and those of claims."""
    for row in relations["relations"]:
        if row["relation"] in ("agree", "tension", "conflict"):
            yield row["relation"], row["a"]["id"], row["b"]["id"]
    for claim in relations["claims"]:
        if claim["kind"] != "figure":
            continue
        for members in claim["classes"].values():
            yield from (("agree", a, b) for a, b in combinations(members, 2))
        for link in claim["between"]:
            if link["relation"] in ("agree", "tension", "conflict"):
                one, other = (claim["classes"][link[side]] for side in ("a", "b"))
                yield from ((link["relation"], a, b) for a in one for b in other)


def disjoint(a: float | None, b: float | None, c: float | None, d: float | None) -> bool:
    """Whether a..b and c..d share nothing; ``None`` is open."""
    return (b is not None and c is not None and b < c) or (d is not None and a is not None and d < a)


def test_the_summary_is_borne_out(relations: Row) -> None:
    killed = next(c for c in relations["claims"] if c["id"] == "killed")
    assert set(killed["classes"]) == {"58", "58..", "72", "85", "86", "100"}
    assert killed["origins"] == 2
    assert len(relations["fourteen"]) == 14
    repeats = set(relations["repeat-the-wire"])
    assert len(repeats) == 11
    assert repeats < set(relations["fourteen"])
    assert repeats == {r for family in relations["families"] for r in family["reports"]}


def test_meta_names_reports() -> None:
    names = [line.split(",")[0] for line in META.read_text(encoding="utf-8").splitlines()[1:]]
    assert all((REPORTS / name).is_file() for name in names)


def test_gold_compared_with_itself_misses_nothing(ledger: list[Row], relations: Row) -> None:
    whole = compare_ledgers(ledger, ledger)
    assert all(c.found and not c.missed and not c.extra for c in whole.values())
    assert not any(c.differing(kind) for kind, c in whole.items())
    assert len(list(lines(whole))) == len(KINDS)
    for comparison in (
        compare_copies(relations, relations["copies"]),
        compare_relations(relations, ledger, relations["relations"]),
        compare_entities(ledger, ledger),
    ):
        assert comparison.found and not comparison.missed and not comparison.extra


def test_comparison_sees_what_is_missing_and_added(ledger: list[Row], relations: Row) -> None:
    shorter = [{**d, "figures": d["figures"][1:]} for d in ledger]
    assert len(compare_ledgers(ledger, shorter)["figures"].missed) == sum(bool(d["figures"]) for d in ledger)
    assert compare_ledgers(shorter, ledger)["figures"].extra
    wrong = [{**r, "relation": "conflict"} for r in relations["relations"] if r["relation"] == "agree"]
    assert len(compare_relations(relations, ledger, wrong).extra) == len(wrong)
    false_copy = {**relations["copies"][0], "b": {"path": "14-maresk-observer.html"}}
    assert compare_copies(relations, [false_copy]).extra == [false_copy]
    joined = [{**d, "mentions": [{**m, "entity": "one"} for m in d["mentions"]]} for d in ledger]
    assert compare_entities(ledger, joined).extra


@pytest.mark.parametrize("quote, word", [
    ("not in any report", "not found"), ("Podvilsk", "times"), ("Oreshin @9", "only"),
])  # fmt: skip
def test_a_quote_that_does_not_fit_fails_loudly(tool: ModuleType, quote: str, word: str) -> None:
    text = (REPORTS / "01-lantern-wire.txt").read_text(encoding="utf-8")
    with pytest.raises(tool.GoldError, match=word):
        tool.Layer("01-lantern-wire.txt", text).find(quote, "figure x")


def test_pdf_reports_are_set_to_the_same_bytes(tmp_path: Path) -> None:
    pytest.importorskip("reportlab")
    made = []
    for run in ("first", "second"):
        folder = tmp_path / run
        folder.mkdir()
        subprocess.run([sys.executable, str(ROOT / "tools" / "example_pdf.py"), str(folder)], check=True)
        made.append({p.name: p.read_bytes() for p in folder.iterdir()})
    assert made[0] == made[1]
    assert set(made[0]) == {p.name for p in REPORTS.glob("*.pdf")}
    for name in made[0]:
        assert read(tmp_path / "first" / name).text == read(REPORTS / name).text
