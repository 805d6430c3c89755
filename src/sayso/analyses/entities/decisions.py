"""Persons' decisions on who is who, applied before anything is clustered.

A subject is a mention's id or an entity's id. An entity's id is made from one of its mentions
(:func:`entity_id`), so it leads back to that mention whatever the clusters are later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sayso.model import Judgement, Mention
from sayso.model.ids import finding_id


def entity_id(mention: str) -> str:
    """The id of the entity whose founding mention this is."""
    return finding_id("entity", mention)


@dataclass(frozen=True, slots=True)
class Decisions:
    """Pairs of mention ids to keep together or apart, each with its reason."""

    together: tuple[tuple[str, str, str], ...] = ()
    apart: frozenset[frozenset[str]] = frozenset()
    reasons: tuple[tuple[frozenset[str], str], ...] = ()


def decisions(judgements: Iterable[Judgement], placed: Iterable[tuple[str, Mention]]) -> Decisions:
    """The join and split judgements that name mentions or entities; later ones overrule earlier ones.

    ``placed``: mentions with their documents. A mention that a new extraction gave another id is found again by
    the anchor that the judgement keeps of it.
    """
    known: dict[str, str] = {}
    by_document: dict[str, list[Mention]] = defaultdict(list)
    for document, mention in placed:
        known[mention.id] = mention.id
        known[entity_id(mention.id)] = mention.id
        by_document[document].append(mention)

    def found(judgement: Judgement, subject: str) -> str | None:
        if subject in known:
            return known[subject]
        anchor = judgement.detail.get("anchors", {}).get(subject, {})
        near = [
            m
            for m in by_document.get(anchor.get("document", ""), ())
            if m.start < (anchor.get("end") or 0) and (anchor.get("start") or 0) < m.end
        ]
        return min(near, key=lambda m: (m.text != anchor.get("text"), m.start, m.id)).id if near else None

    verdicts: dict[frozenset[str], tuple[str, str]] = {}
    for judgement in judgements:
        if judgement.kind not in ("join", "split"):
            continue
        subjects = list(dict.fromkeys(m for s in judgement.subjects if (m := found(judgement, s)) is not None))
        for other in subjects[1:]:
            why = f"{judgement.kind} by {judgement.who}, {judgement.at[:10]}"
            verdicts[frozenset((subjects[0], other))] = (judgement.kind, why)
    together = []
    for pair, (kind, why) in verdicts.items():
        if kind == "join":
            a, b = sorted(pair)
            together.append((a, b, why))
    split = {pair: why for pair, (kind, why) in verdicts.items() if kind == "split"}
    return Decisions(tuple(together), frozenset(split), tuple(split.items()))
