#!/usr/bin/env python3
"""Train the name matcher from pairs of name tokens.

    names_matcher.py PAIRS -o src/sayso/resources/names_matcher.json [--held PAIRS]

``PAIRS`` has lines ``latin<TAB>c y r i l l i c<TAB>count`` (Wikidata, CC0). The positives are its pairs; each
positive gets one hard negative: the most similar other word by letter trigrams that is not a spelling of the
same word. Latin spellings of one Cyrillic word are the positives of the second model.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from sayso.analyses.entities.transducer import SHAPES, Costs, Matcher, align, decode, features, spelt
from sayso.bench.fitting import Fitted, fit
from sayso.text.transliteration import latin

Pair = tuple[str, str]
VOWELS = set("aeiouyаеёиоуыэюяіїє")


def read(path: Path) -> list[Pair]:
    """Pairs in file order, spelt as the models read them."""
    pairs = []
    for line in path.read_text(encoding="utf-8").splitlines():
        a, b, _ = line.split("\t")
        x, y = spelt(a), spelt(b.replace(" ", ""))
        if x and y:
            pairs.append((x, y))
    return pairs


def first_costs() -> dict[Pair, float]:
    """Where training begins: the romanisation, then vowel for vowel, consonant for consonant."""
    table: dict[Pair, float] = {}
    cyr = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў"
    lat = "abcdefghijklmnopqrstuvwxyz"
    for c in cyr:
        table[("", c)] = 3.0 if c in "ьъ" else 6.0
        for a in lat:
            table[(a, c)] = 5.0 if (a in VOWELS) == (c in VOWELS) else 8.0
        roman = latin(c)
        if roman:
            table[(roman, c)] = 1.0
    for a in lat:
        table[(a, "")] = 6.0
        for b in lat:
            table[(a, b)] = 0.5 if a == b else 5.0 if (a in VOWELS) == (b in VOWELS) else 8.0
        table[("", a)] = 6.0
    return table


def trained(pairs: list[Pair], rounds: int, keep: int = 8) -> Costs:
    """Viterbi training. After the first round segments grow: neighbours on the path may be taken together."""
    joint: dict[Pair, float] = first_costs()
    made = Costs(joint, joint, joint)
    for turn in range(rounds):
        counts: Counter[Pair] = Counter()
        for a, b in pairs:
            cost, path = align(joint, a, b)
            if cost / max(len(a), len(b)) > (3.5 if turn else 4.5):
                continue  # two names that were paired by mistake
            for i, (x, y) in enumerate(path):
                counts[(x, y)] += 1
                if turn < rounds - 2 and i + 1 < len(path):
                    p, q = path[i + 1]
                    if (len(x) + len(p), len(y) + len(q)) in SHAPES:
                        counts[(x + p, y + q)] += 0.5  # type: ignore[assignment]
        made = costs_of(counts, keep)
        joint = dict(made.joint)
        print("round", turn, "segments", len(joint), flush=True)
    return made


def costs_of(counts: Counter[Pair], keep: float) -> Costs:
    left: Counter[str] = Counter()
    right: Counter[str] = Counter()
    kept = {p: n for p, n in counts.items() if n >= keep or len(p[0]) + len(p[1]) <= 2}
    total = sum(kept.values())
    for (x, y), n in kept.items():
        left[x] += n
        right[y] += n
    joint = {p: -math.log(n / total) for p, n in kept.items()}
    to_right = {(x, y): -math.log(n / left[x]) if x else joint[(x, y)] for (x, y), n in kept.items()}
    to_left = {(x, y): -math.log(n / right[y]) if y else joint[(x, y)] for (x, y), n in kept.items()}
    return Costs(joint, to_right, to_left)


def grams(word: str) -> set[str]:
    padded = f"^{word}$"
    return {padded[i : i + 3] for i in range(len(padded) - 2)} | {padded[i : i + 2] for i in range(len(padded) - 1)}


def hard_negatives(pairs: list[Pair], groups: dict[str, set[str]], seed: int) -> list[Pair]:
    """For each pair the most similar right-hand word that is no spelling of the left-hand one."""
    rng = random.Random(seed)
    words = sorted({b for _, b in pairs})
    shown = {w: grams(latin(w)) for w in words}
    index: dict[str, list[str]] = defaultdict(list)
    for w in words:
        for g in shown[w]:
            index[g].append(w)
    out = []
    for a, b in pairs:
        mine = grams(a)
        votes: Counter[str] = Counter()
        for g in mine:
            found = index.get(g, ())
            if 0 < len(found) < 400:
                for w in found:
                    votes[w] += 1
        allowed = groups.get(a, set())
        ranked = sorted(
            ((2 * n / (len(mine) + len(shown[w])), w) for w, n in votes.items() if w not in allowed and w != b),
            reverse=True,
        )[:1]
        if ranked:
            out.append((a, ranked[0][1]))
        else:
            other = rng.choice(words)
            if other not in allowed and other != b:
                out.append((a, other))
    return out


def latin_pairs(pairs: list[Pair], seed: int, most: int = 40_000) -> tuple[list[Pair], dict[str, set[str]]]:
    """Latin spellings of one Cyrillic word, ordered; and each spelling's fellows."""
    rng = random.Random(seed)
    by: dict[str, set[str]] = defaultdict(set)
    for a, b in pairs:
        by[b].add(a)
    fellows: dict[str, set[str]] = defaultdict(set)
    found: set[Pair] = set()
    for group in by.values():
        ordered = sorted(group)
        for a in ordered:
            fellows[a] |= group
        if len(ordered) > 1:
            for _ in range(len(ordered)):
                a, b = sorted(rng.sample(ordered, 2))
                found.add((a, b))
    listed = sorted(found)
    rng.shuffle(listed)
    return listed[:most], fellows


def rows(costs: Costs, pairs: Iterable[Pair]) -> np.ndarray:
    return np.array([features(costs, a, b) for a, b in pairs])


def stored(costs: Costs, net: Fitted) -> dict[str, object]:
    segments = [
        [a, b, round(c, 2), round(costs.right[(a, b)], 2), round(costs.left[(a, b)], 2)]
        for (a, b), c in sorted(costs.joint.items())
    ]
    return {
        "segments": segments,
        "network": net.stored(),
    }


def f1(matcher: Matcher, good: list[Pair], bad: list[Pair], least: float = 0.5) -> tuple[float, float, float]:
    hits = sum(matcher(a, b) >= least for a, b in good)
    wrong = sum(matcher(a, b) >= least for a, b in bad)
    precision, recall = hits / max(1, hits + wrong), hits / len(good)
    return precision, recall, 2 * precision * recall / (precision + recall)


def main() -> None:
    """Train both models and write them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--sample", type=int, default=40_000)
    args = parser.parse_args()
    everything = read(args.pairs)
    random.Random(1).shuffle(everything)
    groups: dict[str, set[str]] = defaultdict(set)
    for a, b in everything:
        groups[a].add(b)
    made = {}
    pairs = everything[: args.sample]
    both, fellows = latin_pairs(everything, 3)
    for name, good, known in (("latin-cyrillic", pairs, groups), ("latin-latin", both[: args.sample], fellows)):
        costs = trained(good, 5)
        bad = hard_negatives(good, known, 2)
        if name == "latin-latin":
            bad = [(min(p), max(p)) for p in bad]
        cut = int(len(good) * 0.9)
        # words that have nothing in common, so that the network knows them too
        far = [(a, b) for (a, _), (_, b) in zip(good[::3], good[1::3], strict=False) if b not in known.get(a, ())]
        x = np.concatenate([rows(costs, good), rows(costs, bad), rows(costs, far)])
        y = np.concatenate([np.ones(len(good)), np.zeros(len(bad)), np.zeros(len(far))])
        train = np.concatenate([np.arange(len(good)) < cut, np.arange(len(bad)) < cut, np.ones(len(far), bool)])
        net = fit(x[train], y[train], seed=5, units=24, epochs=60, decay=0.0, rate=3e-3, batch=256)
        made[name] = stored(costs, net)
        print(name, "held out", f1(decode(made[name]), good[cut:], bad[cut:]), flush=True)
    lines = ",\n".join(
        f"{json.dumps(k)}: {json.dumps(v, ensure_ascii=False, separators=(',', ':'))}" for k, v in made.items()
    )
    args.output.write_text("{" + lines + "}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
