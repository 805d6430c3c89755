"""FollowTheMoney entities, one a line: reports are Articles, statements Notes, names Persons and Organizations."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sayso.model import Entity
from sayso.views import CaseView

from .files import json_bytes, whole_file

_SCHEMA = {"person": "Person", "organisation": "Organization", "unit": "Organization"}

# ISO 639-1 to 639-3, which FollowTheMoney wants; another language is left out
_LANGUAGE = dict(
    pair.split(":")
    for pair in (
        "ar:ara az:aze be:bel bg:bul bn:ben cs:ces da:dan de:deu el:ell en:eng es:spa et:est fa:fas fi:fin "
        "fr:fra he:heb hi:hin hr:hrv hu:hun hy:hye id:ind it:ita ja:jpn ka:kat kk:kaz ko:kor lt:lit lv:lav "
        "mk:mkd nl:nld no:nor pl:pol ps:pus pt:por ro:ron ru:rus sk:slk sl:slv so:som sq:sqi sr:srp sv:swe "
        "sw:swa ta:tam th:tha tr:tur uk:ukr ur:urd uz:uzb vi:vie zh:zho "
    ).split()
)


class FtmExporter:
    """Entities as ``ftm`` and Aleph read them. A place or another thing becomes no entity of its own."""

    name = "ftm"
    suffix = ".ftm.json"

    def export(self, view: CaseView, path: Path) -> None:
        """Write all lines."""
        with whole_file(path) as file:
            for line in entities(view):
                file.write(json_bytes(line))


def entities(view: CaseView) -> Iterator[dict[str, Any]]:
    """Reports, their statements with the report as proof, then who is named in them."""
    known: dict[str, Entity] = {e.id: e for e in view.entities() if e.kind in _SCHEMA}
    for d in view.documents():
        rows = view.extraction(d.id)
        yield entity(
            d.id, "Article", title=d.title, name=d.title or d.path, fileName=d.path, author=d.byline,
            publisher=d.outlet,
            publishedAt=d.published.isoformat() if d.published else None, sourceUrl=d.url,
            language=_LANGUAGE.get(d.language or ""),
            bodyText=d.text,
        )  # fmt: skip
        for s in rows.statements:
            yield entity(
                s.id, "Note",
                name=" > ".join(t.text for t in s.chain) or (s.source.text if s.source else "nobody named"),
                description=" … ".join(q.text for q in s.content), proof=d.id, entity=d.id,
                notes=f"{s.type}, {s.stance}, {s.factuality}, {s.identification}, characters "
                + ", ".join(f"{q.start}..{q.end}" for q in s.content),
            )  # fmt: skip
        for m in rows.mentions:
            if m.entity in known:
                yield entity(
                    m.id,
                    "Mention",
                    document=d.id,
                    name=m.text,
                    resolved=m.entity,
                    detectedSchema=_SCHEMA[known[m.entity].kind],
                )
    for id, e in known.items():
        yield entity(id, _SCHEMA[e.kind], name=e.name, alias=list(e.aliases), proof=list(e.documents))


def entity(id: str, schema: str, **properties: str | list[str] | None) -> dict[str, Any]:
    """One entity; every property is a list, an empty one is left out."""
    listed = {k: v if isinstance(v, list) else [v] for k, v in properties.items() if v}
    return {"id": id, "schema": schema, "properties": listed}
