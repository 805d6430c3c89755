"""The rows of one document in the shape that other programs rely on: keys and their order are fixed."""

from __future__ import annotations

from typing import Any

from sayso.model import (
    Caveat,
    Document,
    Extraction,
    Figure,
    Mention,
    Place,
    Quote,
    Region,
    Statement,
    Teller,
    Time,
)


def quote_json(quote: Quote | None) -> dict[str, Any] | None:
    """An anchored wording."""
    return {"start": quote.start, "end": quote.end, "text": quote.text} if quote else None


def number(value: float | None) -> int | float | None:
    """A whole number without a decimal point."""
    if value is None:
        return None
    return int(value) if value == int(value) and abs(value) < 1e15 else value


def document_json(document: Document) -> dict[str, Any]:
    """The facts of a document."""
    return {
        "id": document.id,
        "path": document.path,
        "sha256": document.item_sha256,
        "text_sha256": document.text_sha256,
        "title": document.title,
        "byline": document.byline,
        "outlet": document.outlet,
        "published": document.published.isoformat() if document.published else None,
        "language": document.language,
        "characters": len(document.text),
        "url": document.url,
        "evidence": dict(sorted(document.evidence.items())),
    }


def region_json(region: Region) -> dict[str, Any]:
    """A region."""
    return {"start": region.start, "end": region.end, "kind": region.kind, "rule": region.rule}


def teller_json(teller: Teller) -> dict[str, Any]:
    """One link of a chain."""
    return {"text": teller.text, "kind": teller.kind, "start": teller.start, "end": teller.end}


def statement_json(statement: Statement) -> dict[str, Any]:
    """A statement."""
    return {
        "id": statement.id,
        "type": statement.type,
        "content": [quote_json(q) for q in statement.content],
        "source": quote_json(statement.source),
        "cue": quote_json(statement.cue),
        "chain": [teller_json(t) for t in statement.chain],
        "identification": statement.identification,
        "anonymity_reason": quote_json(statement.anonymity_reason),
        "stance": statement.stance,
        "factuality": statement.factuality,
        "hedges": [quote_json(q) for q in statement.hedges],
        "parent": statement.parent,
        "confidence": round(statement.confidence, 4),
        "rule": statement.rule,
    }


def figure_json(figure: Figure) -> dict[str, Any]:
    """A figure."""
    return {
        "id": figure.id,
        "start": figure.start,
        "end": figure.end,
        "text": figure.text,
        "low": number(figure.low),
        "high": number(figure.high),
        "typical_low": number(figure.typical_low),
        "typical_high": number(figure.typical_high),
        "unit": figure.unit,
        "counted": figure.counted,
        "measure": figure.measure,
        "group": figure.group,
        "place": figure.place,
        "as_of": figure.as_of,
        "kind": figure.kind,
        "part_of": figure.part_of,
        "direction": figure.direction,
        "statement": figure.statement,
        "rule": figure.rule,
        "profile": figure.profile,
    }


def time_json(time: Time) -> dict[str, Any]:
    """A time."""
    return {
        "id": time.id,
        "start": time.start,
        "end": time.end,
        "text": time.text,
        "from": time.from_.isoformat() if time.from_ else None,
        "to": time.to.isoformat() if time.to else None,
        "resolved": time.resolved,
        "granularity": time.granularity,
        "anchor": time.anchor,
        "value": time.value,
        "reason": time.reason,
        "rule": time.rule,
    }


def place_json(place: Place) -> dict[str, Any]:
    """A place."""
    return {
        "id": place.id,
        "start": place.start,
        "end": place.end,
        "text": place.text,
        "gazetteer": place.gazetteer,
        "lat": place.lat,
        "lon": place.lon,
        "precision": place.precision,
        "country": place.country,
        "name": place.name,
        "rule": place.rule,
    }


def mention_json(mention: Mention) -> dict[str, Any]:
    """A mention."""
    return {
        "id": mention.id,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "kind": mention.kind,
        "entity": mention.entity,
        "confidence": round(mention.confidence, 4),
        "rule": mention.rule,
    }


def caveat_json(caveat: Caveat) -> dict[str, Any]:
    """A caveat."""
    return {
        "id": caveat.id,
        "start": caveat.start,
        "end": caveat.end,
        "text": caveat.text,
        "kind": caveat.kind,
        "statements": list(caveat.statements),
        "rule": caveat.rule,
    }


def extraction_json(document: Document, rows: Extraction, *, text: bool = False) -> dict[str, Any]:
    """One document with all its rows, as ``sayso extract --format jsonl`` prints it."""
    out: dict[str, Any] = {"document": document_json(document)}
    if text:
        out["text"] = document.text
    out["regions"] = [region_json(r) for r in rows.regions]
    out["statements"] = [statement_json(r) for r in rows.statements]
    out["figures"] = [figure_json(r) for r in rows.figures]
    out["times"] = [time_json(r) for r in rows.times]
    out["places"] = [place_json(r) for r in rows.places]
    out["mentions"] = [mention_json(r) for r in rows.mentions]
    out["caveats"] = [caveat_json(r) for r in rows.caveats]
    return out
