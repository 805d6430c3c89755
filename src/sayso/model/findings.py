"""Computed results across documents, and persons' decisions. A finding can be thrown away and made
again; a judgement survives a new extraction."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from .ids import finding_id
from .records import MentionKind

RowRelation = Literal["agree", "tension", "conflict", "revision", "part", "not-comparable", "supports", "denies"]
EntityRelation = Literal["possible-join"]  # two entities that may be one; a and b are mentions
DocumentRelation = Literal[
    "copy", "excerpt", "rewrite", "translation", "same-origin", "shared-quote", "same-event-only"
]
JudgementKind = Literal["join", "split", "relate", "grade", "note", "conclude", "ask", "weigh", "undo"]
ROW_RELATIONS: tuple[str, ...] = get_args(RowRelation)
DOCUMENT_RELATIONS: tuple[str, ...] = get_args(DocumentRelation)  # the closest first
JUDGEMENT_KINDS: tuple[str, ...] = get_args(JudgementKind)


@dataclass(frozen=True, slots=True)
class Anchor:
    """One side of a relation: a row (``id``, ``start``, ``end``, ``text``) or a whole document (no range)."""

    document: str
    path: str
    start: int | None = None
    end: int | None = None
    text: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch that two documents share: code points of either text layer."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int


@dataclass(frozen=True, slots=True)
class Relation:
    """How two rows or two documents relate, why, and by which rule or person.

    ``revision``: b supersedes a. ``part``: a is part of b. Document relations with ``directed`` set run
    from a (earlier) to b (later); without it the direction is not known.
    """

    id: str
    relation: RowRelation | DocumentRelation | EntityRelation
    a: Anchor
    b: Anchor
    why: str
    confidence: float
    by: str
    field: str | None = None
    directed: bool = False
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """Mentions that name the same thing. ``reasons`` says why each alias was joined."""

    id: str
    kind: MentionKind
    name: str
    aliases: tuple[str, ...]
    mentions: tuple[str, ...]  # mention row ids
    documents: tuple[str, ...]
    reasons: tuple[str, ...]
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class OriginGroup:
    """An independent first telling behind some rows, or (``known`` false) a group of unrecorded lineage.

    ``argument`` is the evidence, one sentence a step; ``rows`` are statement and figure ids.
    """

    id: str
    name: str
    kind: str  # identification of the origin, or "outlet", or "unknown"
    known: bool
    rows: tuple[str, ...]
    documents: tuple[str, ...]
    argument: tuple[str, ...]
    side: str | None = None  # the organisation or party that several sources belong to


@dataclass(frozen=True, slots=True)
class Claim:
    """Statements or figures of different documents about the same thing.

    ``origins`` counts independent origins; ``unknown_lineage`` counts groups whose lineage is not recorded
    and that are therefore never counted as independent.
    """

    id: str
    kind: Literal["figure", "statement"]
    label: str
    measure: str | None
    group: str | None
    place: str | None
    from_: dt.date | None
    to: dt.date | None
    origins: int
    unknown_lineage: int
    members: tuple[str, ...]
    origin_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision: who, when, about which rows; ``undone`` names the judgement that undid it."""

    id: str
    kind: JudgementKind
    subjects: tuple[str, ...]
    detail: Mapping[str, Any]
    who: str
    at: str  # ISO 8601, UTC
    undone: str | None = None


def judgement_id(kind: str, subjects: Sequence[str], detail: Mapping[str, Any], who: str, at: str) -> str:
    """Id of a judgement: all that it says, but for the anchors, which a masked export leaves out."""
    said = {k: v for k, v in detail.items() if k != "anchors"}
    return finding_id("judgement", kind, *subjects, who, at, json.dumps(said, sort_keys=True, ensure_ascii=False))


@dataclass(frozen=True, slots=True)
class Findings:
    """All computed results of one case."""

    relations: tuple[Relation, ...] = ()
    entities: tuple[Entity, ...] = ()
    origins: tuple[OriginGroup, ...] = ()
    claims: tuple[Claim, ...] = ()
