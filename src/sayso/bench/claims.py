"""Relations of figures, copies and origins on labelled reports of fifteen hostile outlets (FA-KES).

The labels (``bench/labels/fakes``) were made by hand and hold rows, offsets and labels, no texts; a second pass over
a sample of pairs, made without sight of the first, is in ``relations.tsv``; another hand labelled other pairs from the
texts alone, without sight of either (``second-hand.tsv``). Pairs judged otherwise are left out.
Half of the first events are a check part; ten further events (``extra``) and then eleven (``more``) were labelled
later, before the program was run on them, by the hand of the first. A relation of two labelled figures counts as found
when the comparison gives it to the two rows, or to the earlier rows that a shared passage carried them from.
"""

from __future__ import annotations

import csv
import datetime as dt
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from sayso.ledger import View, Writer
from sayso.model import (
    Document,
    Extraction,
    Figure,
    OriginGroup,
    Quote,
    Relation,
    Span,
    Statement,
    Teller,
    document_id,
    row_id,
    text_sha256,
)
from sayso.pipeline import BuildOptions, build
from sayso.pipeline.compare import compare_case
from sayso.plugins import ReadOptions

from . import need

LABELS = Path(__file__).parents[3] / "bench" / "labels" / "fakes"
COLUMNS = {"text": "article_content", "published": "date", "outlet": "source", "title": "article_title"}
_NAMES = {
    "sohr": "Syrian Observatory for Human Rights",
    "rus": "Russian Defence Ministry",
    "scd": "Syria Civil Defence",
}
_NOUNS = frozenset(
    (
        "people",
        "civilians",
        "children",
        "schoolchildren",
        "teachers",
        "women",
        "soldiers",
        "medics",
        "rebels",
        "fighters",
        "policemen",
        "officers",
        "evacuees",
        "extremists",
        "militants",
        "victims",
        "dead",
        "mercenaries",
        "foreign",
        "regime",
        "rebel",
        "terrorists",
        "persons",
    )
)
JUDGED = ("agree", "conflict", "revision")
PARTS = ("dev", "extra", "more", "check")


@dataclass(frozen=True, slots=True)
class Label:
    """A labelled figure: ``row`` of the table from 1, its place, what it counts, its origin and which count it is."""

    row: int
    start: int
    end: int
    event: str
    scope: str
    low: float | None
    high: float | None
    origin: str
    stage: int
    part: str

    @property
    def key(self) -> tuple[int, int]:
        return self.row, self.start


def run(data: Path) -> dict[str, Any]:
    """Scores by part: from the bare reports, and with the labelled figures and origins given."""
    table = need(data / "fakes" / "FA-KES-Dataset.csv")
    figures, copies = labels(), copy_labels()
    out: dict[str, Any] = {"two hands": agreement(figures), "independent hand": independent(figures)}
    with tempfile.TemporaryDirectory() as folder:
        bare, given = Path(folder) / "bare.sayso", Path(folder) / "given.sayso"
        build([table], bare, BuildOptions(read=ReadOptions(columns=COLUMNS)))
        give_rows(table, figures, given)
        for name, case in (("from the bare reports", bare), ("labelled figures given", given)):
            with View(case) as view:
                found = Found(view)
                out[name] = {part: score(found, figures, copies, part) for part in PARTS}
    return out


def give_rows(table: Path, figures: list[Label], case: Path) -> None:
    """A case of the labelled reports with the labelled figures, each under its origin, in place of extracted rows."""
    by_row: dict[int, list[Label]] = defaultdict(list)
    for label in figures:
        by_row[label.row].append(label)
    with table.open(encoding="latin-1") as file:
        raw = {n: r for n, r in enumerate(csv.DictReader(file), 1) if n in by_row}
    with Writer(case) as writer:
        with writer.transaction():
            for n, r in sorted(raw.items()):
                document, rows = _given(n, r, by_row[n])
                writer.put_document(document, rows, "given")
        compare_case(case, writer)


def _given(n: int, raw: Mapping[str, str], mine: list[Label]) -> tuple[Document, Extraction]:
    text = raw["article_content"]
    month, day, year = map(int, raw["date"].split("/"))
    address = f"FA-KES-Dataset.csv#{n}"
    id = document_id("0" * 64, address)
    document = Document(
        id,
        address,
        "0" * 64,
        text,
        text_sha256(text),
        raw["article_title"],
        None,
        raw["source"],
        dt.date(year, month, day),
        "en",
    )
    statements, found = [], []
    for label in sorted(mine, key=lambda f: f.start):
        words = text[label.start : label.end]
        statement = None
        if label.origin:
            quote = Quote(label.start, label.end, words)
            statement = Statement(
                row_id(id, "statement", [quote.span], str(label.start)),
                "indirect",
                (quote,),
                None,
                None,
                (Teller(_NAMES.get(label.origin, label.origin.capitalize()), "organisation"),),
                "organisation",
                "neutral",
                "Uu",
                1.0,
                "label",
            )
            statements.append(statement)
        noun = next((w for w in reversed(words.casefold().split()) if w.strip(".,") in _NOUNS), None)
        found.append(
            Figure(
                row_id(id, "figure", [Span(label.start, label.end)], str(label.start)),
                label.start,
                label.end,
                words,
                label.low,
                label.high,
                label.low,
                label.high,
                "people",
                noun,
                "wounded" if label.scope == "W" else "killed",
                None,
                None,
                None,
                "total",
                "label",
                statement=statement.id if statement else None,
            )
        )
    return document, Extraction(id, statements=tuple(statements), figures=tuple(found))


def labels() -> list[Label]:
    """All labelled figures."""
    with need(LABELS / "figures.tsv").open(encoding="utf-8") as file:
        return [
            Label(
                int(r["row"]),
                int(r["start"]),
                int(r["end"]),
                r["event"],
                r["scope"],
                float(r["low"]) if r["low"] else None,
                float(r["high"]) if r["high"] else None,
                r["origin"],
                int(r["stage"]),
                r["part"],
            )
            for r in csv.DictReader(file, delimiter="\t")
        ]


def copy_labels() -> dict[tuple[int, int], tuple[str, str]]:
    """Pairs of rows -> (label, part)."""
    with need(LABELS / "copies.tsv").open(encoding="utf-8") as file:
        return {(int(r["a"]), int(r["b"])): (r["label"], r["part"]) for r in csv.DictReader(file, delimiter="\t")}


def wanted(a: Label, b: Label) -> str | None:
    """The relation of two labelled figures by the meaning of the rows; ``None`` where none is asked for.

    A pair that the second pass judged otherwise is left out (``relations.tsv``).
    """
    if (a.event, a.scope) != (b.event, b.scope):
        return None
    overlap = not _below(a, b) and not _below(b, a)
    same = (a.low, a.high) == (b.low, b.high)
    if a.origin and a.origin == b.origin and a.stage != b.stage:
        return "agree" if same else "revision"
    if overlap:
        return "agree"
    if a.stage == b.stage and a.origin != b.origin:
        return "conflict"
    return "not-comparable" if a.origin != b.origin or not a.origin else None


def _below(a: Label, b: Label) -> bool:
    return a.high is not None and b.low is not None and a.high < b.low


class Found:
    """What the comparison found, by row of the table."""

    def __init__(self, view: View) -> None:
        self.row = {d.id: int(d.path.rpartition("#")[2]) for d in view.documents(text=False)}
        self.figures: dict[int, list[Figure]] = defaultdict(list)
        for placed in view.figures():
            self.figures[self.row[placed.document]].append(placed.row)
        self.model: dict[str, str] = {}
        self.relation: dict[frozenset[str], Relation] = {}
        self.between: dict[tuple[int, int], set[str]] = defaultdict(set)
        for r in view.relations():
            if r.a.id is None or r.b.id is None:
                first, second = sorted((self.row[r.a.document], self.row[r.b.document]))
                self.between[(first, second)].add(r.relation)
            elif r.by == "claims:carried":
                self.model[r.b.id] = r.a.id
            elif r.relation in (*JUDGED, "tension", "not-comparable"):
                pair = frozenset((r.a.id, r.b.id))
                if pair not in self.relation or self.relation[pair].relation == "not-comparable":
                    self.relation[pair] = r
        self.origins: dict[str, OriginGroup] = {row: o for o in view.origins() for row in o.rows}
        self.claims = list(view.claims())

    def figure(self, label: Label) -> Figure | None:
        """The extracted figure on a label's words with its value."""
        near = [
            f for f in self.figures[label.row] if f.start < label.end and label.start < f.end and f.low == label.low
        ]
        return max(near, key=lambda f: min(f.end, label.end) - max(f.start, label.start), default=None)

    def root(self, id: str) -> str:
        """The earliest row that shared passages carried a row from."""
        seen = set()
        while id in self.model and id not in seen:
            seen.add(id)
            id = self.model[id]
        return id

    def between_figures(self, a: Figure, b: Figure) -> str | None:
        """The relation of two rows, or of those that they were carried from."""
        for x in dict.fromkeys((a.id, self.root(a.id))):
            for y in dict.fromkeys((b.id, self.root(b.id))):
                if x == y:
                    return "agree"
                found = self.relation.get(frozenset((x, y)))
                if found is not None:
                    return found.relation
        return None


def score(
    found: Found, figures: list[Label], copies: Mapping[tuple[int, int], tuple[str, str]], part: str
) -> dict[str, Any]:
    """Precision, recall, F1 of relations, copies and shared origins on one part; origin counts that are too high."""
    mine = [f for f in figures if f.part == part]
    rows = {f.key: found.figure(f) for f in mine}
    second = second_pass()
    pairs: list[tuple[str | None, str | None]] = []
    origins: list[tuple[bool, bool]] = []
    for a, b in combinations(mine, 2):
        want = wanted(a, b)
        key = frozenset((a.key, b.key))
        if key in second and second[key] != (want or "none"):
            continue
        x, y = rows[a.key], rows[b.key]
        got = found.between_figures(x, y) if x and y and x.id != y.id else None
        if got == "tension" and want == "agree":
            got = "agree"  # the labels hold what the words allow, not what they usually mean
        pairs.append((want, got))
        if want is not None and a.row != b.row and a.origin and b.origin and x and y:
            one, two = found.origins.get(x.id), found.origins.get(y.id)
            origins.append((a.origin == b.origin, bool(one and two and one.known and one.id == two.id)))
    out: dict[str, Any] = {kind: _prf((w == kind, g == kind) for w, g in pairs) for kind in JUDGED}
    out["figures found"] = f"{sum(r is not None for r in rows.values())} of {len(rows)}"
    out["confused"] = dict(
        sorted(Counter(f"{w} as {g}" for w, g in pairs if w != g and (w in JUDGED or g in JUDGED)).items())
    )
    out["same origin of figures"] = _prf(origins)
    judged = {p: label for p, (label, of) in copies.items() if of == part and label != "unsure"}
    got_copies = {p: bool(found.between.get(p, set()) & {"copy", "excerpt"}) for p in judged}
    out["copy pairs"] = _prf((judged[p] == "copy", got_copies[p]) for p in sorted(judged))
    out["origin counts too high"] = _too_high(found, mine, rows)
    return out


def second_pass() -> dict[frozenset[tuple[int, int]], str]:
    """The relations that the second pass and the second hand gave to samples of pairs."""
    return {**_judged("relations.tsv"), **_judged("second-hand.tsv")}


def _judged(name: str) -> dict[frozenset[tuple[int, int]], str]:
    with need(LABELS / name).open(encoding="utf-8") as file:
        return {
            frozenset(((int(r["a_row"]), int(r["a_start"])), (int(r["b_row"]), int(r["b_start"])))): r["second"]
            for r in csv.DictReader(file, delimiter="\t")
        }


def agreement(figures: list[Label]) -> dict[str, Any]:
    """How far the second hand's relations are those of the labels: share, and Cohen's kappa."""
    by_key = {f.key: f for f in figures}
    pairs = []
    for pair, theirs in _judged("second-hand.tsv").items():
        a, b = sorted(pair)
        pairs.append((wanted(by_key[a], by_key[b]) or "none", theirs))
    return _agreement(pairs)


def independent(figures: list[Label]) -> dict[str, Any]:
    """How far a third hand, who saw neither labels nor program, agrees: copies against the rest, and relations.

    A tension is counted as agreement, as in the scores, and what the labels leave out as not comparable.
    """
    with need(LABELS / "independent_copies.tsv").open(encoding="utf-8") as file:
        theirs = {(int(r["a"]), int(r["b"])): r["label"] for r in csv.DictReader(file, delimiter="\t")}
    copies = [
        (str(label == "copy"), str(theirs[pair] == "copy"))
        for pair, (label, _) in copy_labels().items()
        if pair in theirs and "unsure" not in (label, theirs[pair])
    ]
    by_key = {f.key: f for f in figures}
    relations = []
    with need(LABELS / "independent_relations.tsv").open(encoding="utf-8") as file:
        for r in csv.DictReader(file, delimiter="\t"):
            a, b = by_key[int(r["a_row"]), int(r["a_start"])], by_key[int(r["b_row"]), int(r["b_start"])]
            label = "agree" if r["label"] == "tension" else r["label"]
            relations.append((wanted(a, b) or "not-comparable", label))
    return {"copies": _agreement(copies), "relations": _agreement(relations)}


def _agreement(pairs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Share of equal labels, and Cohen's kappa."""
    same = sum(x == y for x, y in pairs) / len(pairs)
    mine, other = Counter(x for x, _ in pairs), Counter(y for _, y in pairs)
    chance = sum(mine[k] * other[k] for k in mine) / len(pairs) ** 2
    return {"pairs": len(pairs), "same": round(same, 3), "kappa": round((same - chance) / (1 - chance), 3)}


def _too_high(found: Found, figures: list[Label], rows: Mapping[tuple[int, int], Figure | None]) -> dict[str, int]:
    """Claims that consist of labelled figures, and those among them that count more origins than there are."""
    by_id = {f.id: label for label in figures if (f := rows[label.key]) is not None}
    counted = high = silent = 0
    for claim in found.claims:
        inside = [by_id[m] for m in claim.members if m in by_id]
        if len(inside) < 2 or len(inside) < len(claim.members) / 2:
            continue
        counted += 1
        most = len({i.origin for i in inside if i.origin})
        unlabelled = sum(m not in by_id for m in claim.members)
        if claim.origins > most + unlabelled:
            high += 1
            silent += claim.unknown_lineage == 0
    return {"claims": counted, "too high": high, "too high without an unknown beside it": silent}


def _prf(pairs: Iterable[tuple[bool, bool]]) -> dict[str, float]:
    """Precision, recall, F1 of (wanted, got)."""
    right = wanted_n = got_n = 0
    for want, got in pairs:
        right += want and got
        wanted_n += want
        got_n += got
    precision = right / got_n if got_n else 1.0
    recall = right / wanted_n if wanted_n else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {
        "precision": round(precision, 3),
        "recall": round(recall, 3),
        "f1": round(f1, 3),
        "wanted": wanted_n,
        "got": got_n,
    }
