"""The rows of the ledger. Field meanings: docs/ledger.md. All records are frozen and small.

Offsets are Unicode code points of the document's text layer, half open. Every row names the
``rule`` (or model) that made it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from .spans import Quote, Span

StatementType = Literal["direct", "indirect", "mixed", "narrated"]
Identification = Literal[
    "named", "pseudonym", "role", "unnamed", "anonymous", "organisation", "document", "unspecified"
]
Factuality = Literal["CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "CTu", "Uu"]
Stance = Literal["neutral", "claim", "confirm", "deny", "admit", "doubt", "promise", "warn", "order", "belief"]
RegionKind = Literal["title", "byline", "dateline", "boilerplate", "caption"]
FigureKind = Literal["total", "increment", "part"]
MentionKind = Literal["person", "organisation", "unit", "place", "other"]
CaveatKind = Literal["unverified", "withheld", "disputed", "corrected", "conflict-of-interest", "headline"]

STATEMENT_TYPES: tuple[StatementType, ...] = get_args(StatementType)
IDENTIFICATIONS: tuple[Identification, ...] = get_args(Identification)
FACTUALITIES: tuple[Factuality, ...] = get_args(Factuality)
STANCES: tuple[Stance, ...] = get_args(Stance)
REGION_KINDS: tuple[RegionKind, ...] = get_args(RegionKind)
CAVEAT_KINDS: tuple[CaveatKind, ...] = get_args(CaveatKind)
MEASURES: tuple[str, ...] = (
    "strength", "joined", "applied", "arrived", "left", "deployed", "stationed", "killed", "wounded",
    "casualties", "missing", "captured", "detained", "charged", "displaced", "rescued", "infected",
    "tested", "attended", "voted", "destroyed", "produced", "events", "share", "change", "money", "age",
    "duration", "distance", "area", "speed", "weight", "volume", "temperature", "rate", "score", "other",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """A file or archive record as it came. ``address`` is relative to the source given."""

    sha256: str
    address: str
    data: bytes = field(repr=False)
    collected: str  # ISO 8601, UTC
    media_type: str


@dataclass(frozen=True, slots=True)
class Box:
    """Where a stretch of the text layer stands on a PDF page: points from the top left corner."""

    start: int
    end: int
    page: int  # from 1
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Origin:
    """How the text layer leads back to the item.

    ``kind`` is ``bytes`` (decoded with ``encoding``; line ends folded), ``map`` (``map`` holds triples
    ``(start, end, item_start)``: code points of the layer and of the decoded item), ``boxes`` (PDF), or
    ``field`` (``path`` names the column, part or element of the item that holds the text).
    """

    kind: Literal["bytes", "map", "boxes", "field"]
    encoding: str | None = None
    path: str | None = None
    map: tuple[tuple[int, int, int], ...] = ()
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One report read from an item. Facts that are not there are ``None``, never guessed.

    ``evidence`` says for each fact where it comes from (``published``: ``meta``, ``html``, ``text 12..34``, ...).
    """

    id: str
    path: str  # address relative to the source given
    item_sha256: str
    text: str = field(repr=False)
    text_sha256: str
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    published: dt.date | None = None
    language: str | None = None
    url: str | None = None
    evidence: Mapping[str, str] = field(default_factory=dict)
    origin: Origin = Origin("bytes")
    regions: tuple[Region, ...] = ()  # known to the reader; the region extractor adds its own


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of the text layer that is not body text: marked, never cut out."""

    start: int
    end: int
    kind: RegionKind
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Teller:
    """One link of a chain. ``text`` is the fullest name that the document gives; the range is where
    this link is mentioned for the statement (``None`` where it is only understood)."""

    text: str
    kind: Identification | None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One attribution relation. ``chain``: nearest teller first, origin last, the outlet left out."""

    id: str
    type: StatementType
    content: tuple[Quote, ...]
    source: Quote | None
    cue: Quote | None
    chain: tuple[Teller, ...]
    identification: Identification
    stance: Stance
    factuality: Factuality
    confidence: float  # 0..1, calibrated
    rule: str
    anonymity_reason: Quote | None = None
    hedges: tuple[Quote, ...] = ()
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts. ``low..high`` is the hard interval under ``profile``; ``None`` is open."""

    id: str
    start: int
    end: int
    text: str
    low: float | None
    high: float | None
    typical_low: float | None
    typical_high: float | None
    unit: str | None
    counted: str | None
    measure: str
    group: str | None
    place: str | None
    as_of: str | None
    kind: FigureKind
    rule: str
    part_of: str | None = None
    direction: Literal["up", "down"] | None = None
    statement: str | None = None
    profile: str = "ledger"


@dataclass(frozen=True, slots=True)
class Time:
    """A time phrase with the interval of days that it denotes. An unresolved time has two nulls."""

    id: str
    start: int
    end: int
    text: str
    from_: dt.date | None
    to: dt.date | None
    resolved: bool
    granularity: str  # day, week, month, season, quarter, year, decade, century, part-of-day, ...
    anchor: str | None  # "published", "text", the id of another time, or None for absolute
    rule: str
    value: str | None = None  # TIMEX3 value
    reason: str | None = None  # why unresolved


@dataclass(frozen=True, slots=True)
class Place:
    """A toponym with a gazetteer id, or unresolved (``gazetteer`` is ``None``)."""

    id: str
    start: int
    end: int
    text: str
    gazetteer: str | None
    lat: float | None
    lon: float | None
    precision: str | None  # point, city, district, region, country, continent, area
    country: str | None  # ISO 3166-1 alpha-2
    rule: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of a person, organisation, unit or place. ``entity`` is filled across documents."""

    id: str
    start: int
    end: int
    text: str
    kind: MentionKind
    rule: str
    entity: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Caveat:
    """Words by which the report limits what it tells, and the statements it limits."""

    id: str
    start: int
    end: int
    text: str
    kind: CaveatKind
    statements: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All rows of one document, each kind in text order."""

    document: str
    regions: tuple[Region, ...] = ()
    statements: tuple[Statement, ...] = ()
    figures: tuple[Figure, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    mentions: tuple[Mention, ...] = ()
    caveats: tuple[Caveat, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read or resolved: kept, named and coded."""

    code: str
    address: str
    message: str
    document: str | None = None


def spans(row: Statement | Figure | Time | Place | Mention | Caveat | Region) -> tuple[Span, ...]:
    """The anchor of a row: the content ranges of a statement, else the one range."""
    if isinstance(row, Statement):
        return tuple(q.span for q in row.content)
    return (Span(row.start, row.end),)
