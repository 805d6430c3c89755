"""What a program's rows have, lack and add beside the example's gold.

Rows pair one to one, best overlap first: statements at half of the words of both contents, other kinds at a
fifth of theirs and the same ``kind`` where the kind has one. A pair still says which fields differ.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

Row = dict[str, Any]

KINDS = ("regions", "statements", "figures", "times", "places", "mentions", "caveats")
FIELDS: Mapping[str, tuple[str, ...]] = {
    "regions": (),
    "statements": ("source", "cue", "origin", "type", "identification", "stance", "factuality"),
    "figures": ("low", "high", "measure", "counted", "kind", "as_of", "direction"),
    "times": ("from", "to", "resolved"),
    "places": ("gazetteer",),
    "mentions": ("kind",),
    "caveats": (),
}
SAME_KIND = frozenset(("regions", "caveats"))
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Rows of one kind: pairs of (gold, found), gold rows missed, rows that only the program has."""

    found: list[tuple[Row, Row]] = field(default_factory=list)
    missed: list[Row] = field(default_factory=list)
    extra: list[Row] = field(default_factory=list)

    @property
    def recall(self) -> float:
        total = len(self.found) + len(self.missed)
        return len(self.found) / total if total else 1.0

    @property
    def precision(self) -> float:
        total = len(self.found) + len(self.extra)
        return len(self.found) / total if total else 1.0

    def differing(self, kind: str) -> Counter[str]:
        """How many of the found pairs differ in each field."""
        return Counter(name for gold, found in self.found for name in differences(kind, gold, found))


def words(text: str, row: Row) -> frozenset[int]:
    """Where the row's words start; the words of all ranges of a statement's content."""
    ranges = row.get("content", (row,))
    return frozenset(r["start"] + m.start() for r in ranges for m in WORD.finditer(text[r["start"] : r["end"]]))


def compare_kind(text: str, kind: str, gold: list[Row], found: list[Row]) -> Comparison:
    """Pair the rows of one kind of one document."""
    least = 0.5 if kind == "statements" else 0.2
    wanted, given = [words(text, r) for r in gold], [words(text, r) for r in found]
    scored = sorted(
        (-len(a & b) / len(a | b), i, j)
        for i, a in enumerate(wanted)
        for j, b in enumerate(given)
        if a & b and (kind not in SAME_KIND or gold[i]["kind"] == found[j]["kind"])
    )
    pairs: dict[int, int] = {}
    for overlap, i, j in scored:
        if -overlap >= least and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return Comparison(
        [(gold[i], found[j]) for i, j in sorted(pairs.items())],
        [r for i, r in enumerate(gold) if i not in pairs],
        [r for j, r in enumerate(found) if j not in pairs.values()],
    )


def compare_document(gold: Row, found: Row) -> dict[str, Comparison]:
    """Every kind of one document; narrated statements, which the program may judge otherwise, are left out."""

    def rows(document: Row, kind: str) -> list[Row]:
        return [r for r in document.get(kind, ()) if r.get("type") != "narrated"]

    return {kind: compare_kind(gold["text"], kind, rows(gold, kind), rows(found, kind)) for kind in KINDS}


def compare_ledgers(gold: Iterable[Row], found: Iterable[Row]) -> dict[str, Comparison]:
    """All documents together, paired by file name; a document that ``found`` lacks counts as empty."""
    by_name = {name(d): d for d in found}
    total = {kind: Comparison() for kind in KINDS}
    for document in gold:
        for kind, part in compare_document(document, by_name.get(name(document), {})).items():
            path = {"path": name(document)}
            total[kind].found.extend(({**a, **path}, {**b, **path}) for a, b in part.found)
            total[kind].missed.extend({**r, **path} for r in part.missed)
            total[kind].extra.extend({**r, **path} for r in part.extra)
    return total


def name(document: Row) -> str:
    return str(document["document"]["path"]).rsplit("/", 1)[-1]


def differences(kind: str, gold: Row, found: Row) -> list[str]:
    """The fields in which a pair differs."""
    return [f for f in FIELDS[kind] if not same(f, gold, found)]


def same(field_name: str, gold: Row, found: Row) -> bool:
    if field_name in ("source", "cue"):
        a, b = gold.get(field_name), found.get(field_name)
        return (not a and not b) or bool(a and b and a["start"] < b["end"] and b["start"] < a["end"])
    if field_name == "origin":
        a_words, b_words = last_teller(gold), last_teller(found)
        return bool(a_words & b_words) or (not a_words and not b_words)
    if field_name == "counted":
        return head(gold.get("counted")) == head(found.get("counted"))
    return bool(gold.get(field_name) == found.get(field_name))


def last_teller(statement: Row) -> set[str]:
    chain = statement.get("chain") or []
    return set(re.findall(r"\w{3,}", chain[-1]["text"].lower())) - {"the"} if chain else set()


def head(counted: str | None) -> str:
    parts = (counted or "").lower().split()
    return parts[-1][:5] if parts else ""


def compare_facts(gold: Iterable[Row], found: Iterable[Row]) -> list[tuple[str, str, object, object]]:
    """Document facts that differ: (report, fact, gold, found)."""
    by_name = {name(d): d["document"] for d in found}
    facts = ("title", "byline", "outlet", "published", "language")
    return [
        (name(d), fact, d["document"].get(fact), by_name.get(name(d), {}).get(fact))
        for d in gold
        for fact in facts
        if d["document"].get(fact) != by_name.get(name(d), {}).get(fact)
    ]


# Across documents


def compare_copies(gold: Row, found: Iterable[Row]) -> Comparison:
    """Relations between reports. A pair that shares a family is not extra, whatever form the program gives it."""
    families = [frozenset((f["of"], *f["reports"])) for f in gold["families"]]
    wanted = {pair_of(r): r for r in gold["copies"]}
    given: dict[frozenset[str], list[Row]] = {}
    for row in found:
        given.setdefault(pair_of(row), []).append(row)
    hits, missed = [], []
    for pair, row in wanted.items():
        match = next((f for f in given.get(pair, ()) if f["relation"] == row["relation"]), None)
        if match:
            hits.append((row, match))
        elif row["relation"] != "same-event-only":
            missed.append(row)
    copied = ("copy", "excerpt", "rewrite", "translation", "same-origin")
    extra = [
        row
        for pair, rows in given.items()
        if not any(pair <= family for family in families)
        for row in rows
        if row["relation"] in (*copied, "shared-quote")
        and (pair not in wanted or wanted[pair]["relation"] == "same-event-only")
    ]
    return Comparison(hits, missed, extra)


def pair_of(relation: Row) -> frozenset[str]:
    return frozenset(str(relation[side]["path"]).rsplit("/", 1)[-1] for side in ("a", "b"))


def allowed(gold: Row) -> dict[frozenset[str], set[str]]:
    """Which relations hold between two gold rows: those listed, and those that follow from a claim's values."""
    out: dict[frozenset[str], set[str]] = {}
    for relation in gold["relations"]:
        out.setdefault(frozenset((relation["a"]["id"], relation["b"]["id"])), set()).add(relation["relation"])
    for claim in gold["claims"]:
        agree = "agree" if claim["kind"] == "figure" else "supports"
        for rows in claim["classes"].values():
            for a, b in combinations(rows, 2):
                out.setdefault(frozenset((a, b)), set()).add(agree)
        for link in claim["between"]:
            for a in claim["classes"][link["a"]]:
                for b in claim["classes"][link["b"]]:
                    out.setdefault(frozenset((a, b)), set()).add(link["relation"])
    return out


def compare_relations(gold: Row, ledger: list[Row], found: Iterable[Row]) -> Comparison:
    """Relations between figures and statements; ``found`` rows are brought to gold rows by path and overlap.

    Missed are the relations that the gold lists; extra are those that it neither lists nor implies
    (``not-comparable`` apart, which a program may say of any two rows).
    """
    holds = allowed(gold)
    given: dict[frozenset[str], list[Row]] = {}
    unplaced: list[Row] = []
    for relation in found:
        kind = "statements" if relation["relation"] in ("supports", "denies") else "figures"
        a, b = (gold_id(ledger, kind, relation[side]) for side in ("a", "b"))
        if a and b:
            given.setdefault(frozenset((a, b)), []).append(relation)
        elif relation["relation"] != "not-comparable":
            unplaced.append(relation)
    hits, missed = [], []
    for row in gold["relations"]:
        match = next((f for f in given.get(pair_ids(row), ()) if f["relation"] == row["relation"]), None)
        if match:
            hits.append((row, match))
        else:
            missed.append(row)
    extra = [
        row
        for pair, rows in given.items()
        for row in rows
        if row["relation"] != "not-comparable" and row["relation"] not in holds.get(pair, ())
    ]
    return Comparison(hits, missed, [*extra, *unplaced])


def pair_ids(relation: Row) -> frozenset[str]:
    return frozenset((relation["a"]["id"], relation["b"]["id"]))


def gold_id(ledger: list[Row], kind: str, node: Row) -> str | None:
    """The gold row of this kind on most of the node's words."""
    for document in ledger:
        if name(document) == str(node["path"]).rsplit("/", 1)[-1]:
            text = document["text"]
            mine = words(text, node)
            scored = [
                (len(mine & w) / len(mine | w), str(r["id"])) for r in document[kind] if (w := words(text, r)) & mine
            ]
            return max(scored)[1] if scored and max(scored)[0] >= 0.2 else None
    return None


def compare_entities(ledger: list[Row], found: Iterable[Row]) -> Comparison:
    """Joins between mentions, pair by pair, on the mentions that both sides have."""
    by_name = {name(d): d for d in found}
    wanted: list[tuple[Row, str | None, str | None]] = []
    for document in ledger:
        path = name(document)
        part = compare_document(document, by_name.get(path, {}))["mentions"]
        wanted += [({**g, "path": path}, g["entity"], f.get("entity")) for g, f in part.found]
    hits, missed, extra = [], [], []
    for (a, gold_a, found_a), (b, gold_b, found_b) in combinations(wanted, 2):
        together = found_a is not None and found_a == found_b
        if gold_a == gold_b and together:
            hits.append((a, b))
        elif gold_a == gold_b:
            missed.append({"a": a, "b": b})
        elif together:
            extra.append({"a": a, "b": b})
    return Comparison(hits, missed, extra)


def lines(comparisons: Mapping[str, Comparison]) -> Iterator[str]:
    """The comparison as plain lines: a line of counts a kind, then what is missed and what is extra."""
    for kind, c in comparisons.items():
        counts = f"{len(c.found)} found, {len(c.missed)} missed, {len(c.extra)} extra"
        yield f"{kind}: {counts} (precision {c.precision:.2f}, recall {c.recall:.2f})"
        if kind in FIELDS:
            yield from (f"  differs in {f}: {n}" for f, n in sorted(c.differing(kind).items()))
        for label, rows in (("missed", c.missed), ("extra", c.extra)):
            yield from (f"  {label}: {shown(r)}" for r in rows)


def shown(row: Row) -> str:
    if "a" in row:
        ends = (f"{row[s].get('path')}: {row[s].get('text', '')}" for s in ("a", "b"))
        return f"{row.get('relation', 'join')}: " + " | ".join(ends)
    text = " … ".join(r["text"] for r in row.get("content", (row,)) if "text" in r)
    return f"{row.get('path', '')}: {text or (row['start'], row['end'])}"
