"""Entities: names alike, names of two scripts, namesakes, chains over reports, the example, cost by size."""

from __future__ import annotations

import csv
import json
import math
import random
import re
import time
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

from sayso.analyses.entities import Report, resolve_reports
from sayso.analyses.entities.matching import SPELT_ALIKE
from sayso.analyses.entities.transducer import likeness
from sayso.model import Mention
from sayso.model.records import MentionKind
from sayso.text.transliteration import latin

from . import MissingDataError, need
from .coreference import scores

MEANTIME_KINDS: Mapping[str, MentionKind] = {
    "ORG": "organisation", "PER": "person", "LOC": "place", "PRO": "other", "FIN": "other",
}  # fmt: skip
_COMPANY: tuple[tuple[MentionKind, str], ...] = (
    ("person", "Mira Sandal"),
    ("organisation", "Lantern Press"),
    ("place", "Tirsund"),
)
_REST = (
    (" was named in the morning.\n", " spoke later that day in public.\n", " had the news first, as others said.\n",
     " was calm after a long night.\n"),
    (" appears in this account.\n", " did not want to comment on it.\n", " wrote so in a short dispatch.\n",
     " had seen worse in the past.\n"),
)  # fmt: skip


def measures(hits: int, wrong: int, missed: int) -> dict[str, float]:
    """Precision, recall and F1."""
    precision = hits / (hits + wrong) if hits + wrong else 1.0
    recall = hits / (hits + missed) if hits + missed else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def name_bench(data: Path) -> dict[str, Any]:
    """Pairs of names, same or not (nomenklatura's collection), each in two reports, resolved as a build resolves them:
    what is joined or offered as a possible join, and what is joined, each name alone or in shared company."""
    with need(data / "names" / "name_bench.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    gold = [r["is_match"] == "true" for r in rows]

    def against(found: Sequence[bool]) -> dict[str, float]:
        pairs = list(zip(found, gold, strict=True))
        return measures(pairs.count((True, True)), pairs.count((True, False)), pairs.count((False, True)))

    kinds: list[MentionKind] = ["person" if r["schema"] == "Person" else "organisation" for r in rows]
    alone, company = (
        [pair_case((k, r["name1"]), (k, r["name2"]), shared) for r, k in zip(rows, kinds, strict=True)]
        for shared in (False, True)
    )
    return {
        "pairs": len(rows),
        **against([j or o for j, o in alone]),
        "joined": against([j for j, _ in alone]),
        "joined in shared company": against([j for j, _ in company]),
    }


def script_pairs(data: Path, sample: int = 6000) -> dict[str, Any]:
    """Latin and Cyrillic tokens of one name against, for each, the most similar other token."""
    pairs = []
    for line in need(data / "names" / "wd_russian_16").read_text(encoding="utf-8").splitlines():
        a, b, _ = line.split("\t")
        pairs.append((a, b.replace(" ", "")))
    random.Random(4).shuffle(pairs)
    good = pairs[:sample]
    bad = list(_hardest(good, sorted({b for _, b in pairs}), dict(pairs)))
    yes, no = [likeness(*p) for p in good], [likeness(*p) for p in bad]

    def at(least: float) -> dict[str, float]:
        hits = sum(s >= least for s in yes)
        return measures(hits, sum(s >= least for s in no), len(yes) - hits)

    recall = max((m["recall"] for t in range(20, 200) if (m := at(t / 200))["precision"] >= 0.95), default=0.0)
    return {
        "positives": len(good),
        "negatives": len(bad),
        **at(0.5),
        "recall at precision 0.95": recall,
        "where a build joins": at(SPELT_ALIKE),
    }


def _hardest(
    pairs: Sequence[tuple[str, str]], words: Sequence[str], own: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    def grams(word: str) -> set[str]:
        padded = f"^{word}$"
        return {padded[i : i + n] for n in (2, 3) for i in range(len(padded) - n + 1)}

    shown = {w: grams(latin(w)) for w in words}
    index: dict[str, list[str]] = defaultdict(list)
    for w in words:
        for g in shown[w]:
            index[g].append(w)
    for a, _ in pairs:
        mine = grams(latin(a))
        votes: dict[str, int] = defaultdict(int)
        for g in mine:
            if len(index.get(g, ())) < 400:
                for w in index.get(g, ()):
                    votes[w] += 1
        ranked = [(2 * n / (len(mine) + len(shown[w])), w) for w, n in votes.items() if w != own[a]]
        if ranked:
            yield a, max(ranked)[1]


def pair_case(a: tuple[MentionKind, str], b: tuple[MentionKind, str], shared: bool) -> tuple[bool, bool]:
    """Two reports that name one of the names each: whether the names were joined, whether offered."""
    reports = []
    for i, (kind, name) in enumerate((a, b)):
        text, found = "", []
        for (k, n), rest in zip(((kind, name), *(_COMPANY if shared else ())), _REST[i], strict=False):
            start = len(text)
            text += n + rest
            found.append(Mention(f"m{i}-{start:04}", start, start + len(n), n, k, "probe"))
        reports.append(Report(f"d{i}", f"{i}.txt", text, tuple(found)))
    made = resolve_reports(reports)
    ends = {"m0-0000", "m1-0000"}
    joined = any(ends <= set(e.mentions) for e in made.entities)
    return joined, any({p.a.id, p.b.id} == ends for p in made.possible)


def probes(path: Path) -> dict[str, Any]:
    """Namesakes, neighbours in spelling and one thing under two names: how often they were joined."""
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    result: dict[str, Any] = {}
    for group in ("apart", "offered", "together"):
        pairs = [((kind, a), (kind, b)) for kind, listed in raw.get(group, {}).items() for a, b in listed]
        if group == "apart":
            pairs += [((k, a), (other, b)) for k, a, other, b in raw.get("across", ())]
        done = [pair_case(a, b, shared) for a, b in pairs for shared in (False, True)]
        result[group] = {
            "cases": len(done),
            "joined": sum(j for j, _ in done),
            "offered": sum(o for _, o in done),
            "share joined": round(sum(j for j, _ in done) / max(1, len(done)), 4),
        }
    return result


def _meantime(data: Path) -> Iterator[tuple[str, str, list[tuple[int, int, MentionKind]], list[str]]]:
    """Documents with their gold mentions: id, text, (start, end, kind), chain."""
    tokens: dict[str, dict[tuple[int, int], str]] = defaultdict(dict)
    key = ""
    for line in need(data / "entities" / "meantime_en.conll").read_text(encoding="utf-8").splitlines():
        if line.startswith("#begin"):
            key = re.sub(r"^.*\((.*?)\).*$", r"\1", line)
        parts = line.split("\t")
        if len(parts) >= 5:
            tokens[key][(int(parts[1]), int(parts[2]))] = parts[3]
    mentions: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for m in json.loads(need(data / "entities" / "meantime_en_entities.json").read_text(encoding="utf-8")):
        mentions[m["conll_doc_key"]].append(m)
    for name in sorted(mentions):
        text, places, last = "", {}, -1
        for (s, t), word in sorted(tokens[name].items()):
            text += ("" if not text else "\n" if s != last else " ") + word
            places[(s, t)] = (len(text) - len(word), len(text))
            last = s
        spans: list[tuple[int, int, MentionKind]] = []
        gold = []
        for m in mentions[name]:
            s, numbers = m["sent_id"], m["tokens_number"]
            kind = MEANTIME_KINDS[m["mention_type"]]
            spans.append((places[(s, numbers[0])][0], places[(s, numbers[-1])][1], kind))
            # the prefix says at which level a mention was annotated; the instance is what follows it
            gold.append(re.sub(r"^(?:cross_intra_|cross_|intra_)", "", m["coref_chain"]))
        yield name, text, spans, gold


def meantime(data: Path) -> dict[str, Any]:
    """Chains over all English MEANTIME documents, as a build resolves the gold mentions with their kinds."""
    gold: dict[Hashable, Hashable] = {}
    ids: dict[Hashable, str] = {}
    reports = []
    for name, text, spans, chain_ids in _meantime(data):
        mentions = []
        for i, ((start, end, kind), chain) in enumerate(zip(spans, chain_ids, strict=True)):
            ids[(name, i)], gold[(name, i)] = f"{name} {i:04}", chain
            mentions.append(Mention(f"{name} {i:04}", start, end, text[start:end], kind, "gold"))
        reports.append(Report(name, name, text, tuple(mentions)))
    joined = {m: e.id for e in resolve_reports(reports).entities for m in e.mentions}
    built: dict[Hashable, Hashable] = {m: joined.get(id, m) for m, id in ids.items()}
    return {
        "mentions": len(gold),
        "across documents": scores(gold, built),
        "within documents": scores(_apart(gold), _apart(built)),
    }


def _apart(chains_of: Mapping[Hashable, Hashable]) -> dict[Hashable, Hashable]:
    """The chains of mentions ``(document, number)``, cut at the documents' borders."""
    return {m: (m[0], chain) for m, chain in chains_of.items()}  # type: ignore[index]


def example() -> dict[str, Any]:
    """The bundled example from gold mentions: joins found, missed, invented; names kept apart."""
    folder = files("sayso.examples") / "ilmara" / "gold"
    reports, gold = [], {}
    for line in (folder / "ledger.jsonl").read_text(encoding="utf-8").splitlines():
        d = json.loads(line)
        path, published = d["document"]["path"], d["document"].get("published")
        found = []
        for i, m in enumerate(d["mentions"]):
            id = f"m{path}-{i:03}"
            gold[id] = m["entity"]
            found.append(Mention(id, m["start"], m["end"], d["text"][m["start"] : m["end"]], m["kind"], "gold"))
        reports.append(Report(path, path, d["text"], tuple(found), (), int(published[:4]) if published else None))
    made = resolve_reports(reports)
    entity = {m: e.id for e in made.entities for m in e.mentions}
    counts = {"found": 0, "missed": 0, "invented": 0}
    together = set()
    for a, b in combinations(sorted(gold), 2):
        same, joined = gold[a] == gold[b], entity[a] == entity[b]
        if same or joined:
            counts["found" if same and joined else "missed" if same else "invented"] += 1
        if joined:
            together.add(frozenset((gold[a], gold[b])))
    apart = json.loads((folder / "relations.json").read_text(encoding="utf-8"))["apart"]
    return {
        "entities": len(made.entities),
        "gold entities": len(set(gold.values())),
        "joins": counts,
        "kept apart": f"{sum(frozenset((x['a'], x['b'])) not in together for x in apart)} of {len(apart)}",
    }


def made_up(size: int, seed: int = 1) -> list[Report]:
    """Reports with twelve names each, from a population that grows with their number."""
    rng = random.Random(seed)
    start, middle, end = (
        ["Ka", "Lo", "Mi", "Ne", "Pa", "Ro", "Sa", "Te", "Vo", "Zu", "Bel", "Dor", "Gra", "Hol", "Jan", "Stre"],
        ["ri", "lo", "ma", "ne", "sko", "ta", "vi", "zen", "bro", "du", "kha", "shi", "tro", "va", "ler", "min"],
        ["nov", "sky", "enko", "er", "son", "ich", "a", "in", "ov", "man", "ez", "ian", "uk", "ski", "berg", "ton"],
    )  # fmt: skip
    given = ["Anna", "Boris", "Pavel", "Maria", "Ivan", "Oksana", "Timur", "Vera", "John", "Mary", "Ali", "Lev", "Nina"]

    def word() -> str:
        return rng.choice(start) + rng.choice(middle) + rng.choice(middle) + rng.choice(end)

    people = [f"{rng.choice(given)} {word()}" for _ in range(size)]
    places = [word() for _ in range(size // 2 + 10)]
    bodies = [
        f"{word()} {rng.choice(['Front', 'Ministry', 'Bank', 'League', 'Regiment'])}" for _ in range(size // 2 + 10)
    ]
    reports = []
    for n in range(size):
        text, found = "", []
        near = rng.randrange(size)
        for kind, pool in (("person", people),) * 5 + (("place", places),) * 4 + (("organisation", bodies),) * 3:
            name = pool[(near + int(rng.expovariate(0.2))) % len(pool)]
            begin = len(text)
            text += f"{name} was there on day {rng.randrange(99)} of it.\n"
            found.append(Mention(f"m{n:06}-{begin:04}", begin, begin + len(name), name, kind, "made"))  # type: ignore[arg-type]
        reports.append(Report(f"d{n:06}", f"{n}.txt", text, tuple(found), (), 2025))
    return reports


def cost(sizes: Sequence[int] = (500, 1000, 2000, 4000)) -> dict[str, Any]:
    """Seconds of processor time by number of reports, and the exponent of their growth."""
    taken = []
    for size in sizes:
        reports = made_up(size)
        begun = time.process_time()
        resolve_reports(reports)
        taken.append(time.process_time() - begun)
    growth = math.log(taken[-1] / taken[0]) / math.log(sizes[-1] / sizes[0])
    return {"seconds": {str(n): round(t, 2) for n, t in zip(sizes, taken, strict=True)}, "exponent": round(growth, 2)}


def run(data: Path) -> dict[str, Any]:
    """All measures. The probes are read from ``tests/probes`` of a checkout and left out without one."""
    result = {
        "name_bench": name_bench(data),
        "wd_russian_16": script_pairs(data),
        "meantime": meantime(data),
        "example": example(),
    }
    try:
        for name in ("names", "names_unseen"):
            result[f"probes {name}"] = probes(need(Path(__file__).parents[3] / "tests" / "probes" / f"{name}.yaml"))
    except MissingDataError as missing:
        result["probes"] = {"skipped": str(missing)}
    result["cost"] = cost()
    return result
