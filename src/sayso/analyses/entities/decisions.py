"""Persons' decisions on who is who, applied before anything is clustered.

A subject is a mention's id or an entity's id. An entity's id is made from one of its mentions
(:func:`entity_id`), so it leads back to that mention whatever the clusters are later.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.model import Judgement
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


def decisions(judgements: Iterable[Judgement], mentions: Iterable[str]) -> Decisions:
    """The join and split judgements that name mentions or entities; later ones overrule earlier ones."""
    known: dict[str, str] = {}
    for mention in mentions:
        known[mention] = mention
        known[entity_id(mention)] = mention
    verdicts: dict[frozenset[str], tuple[str, str]] = {}
    for judgement in judgements:
        if judgement.kind not in ("join", "split"):
            continue
        subjects = list(dict.fromkeys(known[s] for s in judgement.subjects if s in known))
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
