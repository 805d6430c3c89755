"""What things are: frozen records, ids, spans and intervals. Imports the standard library only."""

from .findings import (
    Anchor,
    Claim,
    Entity,
    Findings,
    Judgement,
    OriginGroup,
    Passage,
    Relation,
)
from .ids import document_id, finding_id, row_id, sha256, text_sha256
from .intervals import Days, Interval
from .records import (
    Box,
    Caveat,
    Document,
    Extraction,
    Figure,
    Item,
    Mention,
    Origin,
    Place,
    Problem,
    Region,
    Statement,
    Teller,
    Time,
    spans,
)
from .spans import Quote, Span

__all__ = [
    "Anchor", "Box", "Caveat", "Claim", "Days", "Document", "Entity", "Extraction", "Figure", "Findings",
    "Interval", "Item", "Judgement", "Mention", "Origin", "OriginGroup", "Passage", "Place", "Problem",
    "Quote", "Region", "Relation", "Span", "Statement", "Teller", "Time", "document_id", "finding_id",
    "row_id", "sha256", "spans", "text_sha256",
]  # fmt: skip
