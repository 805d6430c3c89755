"""Persons' decisions, as the comparison applies them: before clustering, whatever was extracted anew.

``join``: rows (or documents) are about the same thing; ``split``: they are not; ``relate``: they stand in this
relation. Rows are named by id; ``detail`` keeps where each stood and its words, so that a decision finds its
rows again when a new extraction gave them other ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sayso.ledger import View
from sayso.model import Anchor, Relation, finding_id

from .reports import Listed


@dataclass(frozen=True)
class Decisions:
    """Standing decisions on rows and documents. ``related``: relations as persons set them."""

    joined: tuple[frozenset[str], ...] = ()
    split: frozenset[frozenset[str]] = frozenset()
    related: tuple[Relation, ...] = ()
    anchors: Mapping[str, Anchor] = field(default_factory=dict)

    def key(self, documents: Sequence[str]) -> str:
        """The decisions that touch these documents, as a string."""
        inside = set(documents)

        def touches(ids: Iterable[str]) -> bool:
            return any(i in inside or (i in self.anchors and self.anchors[i].document in inside) for i in ids)

        parts = [f"j{sorted(j)}" for j in self.joined if touches(j)]
        parts += sorted(f"s{sorted(s)}" for s in self.split if touches(s))
        parts += [f"r{r.id}" for r in self.related if r.a.document in inside or r.b.document in inside]
        return "\n".join(parts)

    def hold_together(self, order: Sequence[Listed], pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Pairs of reports by rank that belong to one story, the decided ones with them and without those set apart."""
        rank = {r.id: n for n, r in enumerate(order)}

        def document(id: str) -> str:
            return self.anchors[id].document if id in self.anchors else id

        out = [(a, b) for a, b in pairs if frozenset((order[a].id, order[b].id)) not in self.split]
        for group in (*self.joined, *({r.a.document, r.b.document} for r in self.related)):
            ranks = sorted({rank[document(i)] for i in group if document(i) in rank})
            out += [(ranks[0], other) for other in ranks[1:]]
        return sorted(set(out))

    def amend(self, found: Iterable[Relation]) -> Iterator[Relation]:
        """Relations with those that persons set in place of the computed ones of the same pair."""
        decided = {_pair(r) for r in self.related} | self.split
        seen = set()
        for relation in found:
            if relation.by.startswith("person:"):
                if relation.id not in seen:
                    seen.add(relation.id)
                    yield relation
            elif _pair(relation) not in decided:
                yield relation
        for relation in self.related:
            if relation.id not in seen:
                seen.add(relation.id)
                yield relation


def _pair(relation: Relation) -> frozenset[str]:
    return frozenset((relation.a.id or relation.a.document, relation.b.id or relation.b.document))


def decisions(view: View) -> Decisions:
    """The decisions of a case's standing judgements. Those on entities are left to who resolves entities."""
    joined: list[frozenset[str]] = []
    split: set[frozenset[str]] = set()
    related: list[Relation] = []
    anchors: dict[str, Anchor] = {}
    for judgement in view.judgements():
        if judgement.kind not in ("join", "split", "relate"):
            continue
        stored = {s: Anchor(**raw) for s, raw in dict(judgement.detail.get("anchors", {})).items()}
        here = {s: found for s, a in stored.items() if (found := _find(view, a)) is not None}
        subjects = tuple((here[s].id or here[s].document) if s in here else s for s in judgement.subjects)
        anchors |= {(a.id or a.document): a for a in here.values()}
        if judgement.kind == "join":
            joined.append(frozenset(subjects))
        elif judgement.kind == "split":
            for i, a in enumerate(subjects):
                split |= {frozenset((a, b)) for b in subjects[i + 1 :]}
        elif len(subjects) == 2 and all(s in anchors for s in subjects):
            kind = judgement.detail["relation"]
            why = str(judgement.detail.get("note") or "so judged")
            related.append(
                Relation(
                    finding_id("relation", kind, *subjects),
                    kind,
                    anchors[subjects[0]],
                    anchors[subjects[1]],
                    why,
                    1.0,
                    f"person:{judgement.who}",
                    judgement.detail.get("field"),
                    directed=True,
                )
            )
    return Decisions(tuple(joined), frozenset(split), tuple(related), anchors)


def _find(view: View, anchor: Anchor) -> Anchor | None:
    """Where a judged row or report stands now: by its id, else by its report and the words at its place."""
    document = view.db.execute(
        "SELECT id, path FROM documents WHERE withdrawn IS NULL AND (id = ?1 OR path = ?2) "
        "ORDER BY id <> ?1, id LIMIT 1",
        (anchor.document, anchor.path),
    ).fetchone()
    if document is None:
        return None
    if anchor.id is None or anchor.start is None or anchor.end is None:
        return Anchor(document["id"], document["path"])
    best: tuple[tuple[bool, bool, int], Anchor] | None = None
    for table, words in _TABLES:
        query = (
            f'SELECT id, start, "end", {words} AS words FROM {table} WHERE document = ?1 AND '
            f'(id = ?2 OR (start < ?4 AND "end" > ?3) OR {words} = ?5) ORDER BY start, id'
        )
        values = (document["id"], anchor.id, anchor.start, anchor.end, anchor.text)
        for row in view.db.execute(query, values):
            far = abs(row["start"] - anchor.start) + abs(row["end"] - anchor.end)
            rank = (row["id"] != anchor.id, row["words"] != anchor.text, far)
            if best is None or rank < best[0]:
                here = Anchor(document["id"], document["path"], row["start"], row["end"], row["words"], row["id"])
                best = rank, here
    return best[1] if best is not None else None


_TABLES = (("figures", "text"), ("statements", "words"), ("mentions", "text"))
