"""A case in which every field attacks: script, style, SVG, attributes, URLs, text direction."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from sayso.ledger import Writer
from sayso.model import (
    Anchor,
    Caveat,
    Claim,
    Document,
    Entity,
    Extraction,
    Figure,
    Findings,
    Item,
    Mention,
    OriginGroup,
    Place,
    Problem,
    Quote,
    Region,
    Relation,
    Statement,
    Teller,
    Time,
    document_id,
    sha256,
    text_sha256,
)

ATTACKS = (
    "<script>window.ran=1</script>",
    '"><img src=x onerror="window.ran=2">',
    "'onmouseover='window.ran=3' x='",
    "</title></style></textarea><script>window.ran=4</script>",
    '<svg xmlns="http://www.w3.org/2000/svg" onload="window.ran=5"><script>window.ran=6</script></svg>',
    "<style>body{display:none}*{background:url(http://attacker.invalid/x)}</style>",
    "javascript:window.ran=7",
    "data:text/html,<script>parent.ran=8</script>",
    "{{ 7*7 }}{% raw %}${window.ran=9}",
    "\u202edesrever si siht\u202c \u2066isolated\u2067 \u200f\u200e",
    "]]><!-- --><![CDATA[",
    "<a href=javascript:window.ran=10 autofocus onfocus=window.ran=11>x</a>",
    "W" * 900,
    "<base href=http://attacker.invalid/><meta http-equiv=refresh content='0;url=http://attacker.invalid/'>",
    "../../../etc/passwd\x00\x1b[31m",
)


def hostile_case(path: Path) -> Path:
    """One report an attack; each attack stands in every field of its report's rows and findings."""
    documents, extractions, relations, claims, origins, entities = [], [], [], [], [], []
    for n, attack in enumerate(ATTACKS):
        document, rows = _report(n, attack)
        documents.append(document)
        extractions.append(rows)
        figure, statement = rows.figures[0], rows.statements[0]
        here = Anchor(document.id, document.path, figure.start, figure.end, figure.text, figure.id)
        first = extractions[0].figures[0]
        there = Anchor(documents[0].id, documents[0].path, first.start, first.end, first.text, first.id)
        relations += [
            Relation(f"r{n}{attack}", "conflict", here, there, attack, 0.5, attack, attack),
            Relation(
                f"c{n}{attack}", "copy", Anchor(documents[0].id, documents[0].path), Anchor(document.id, document.path),
                attack, 0.5, attack, directed=True,
            ),
        ]  # fmt: skip
        origins.append(
            OriginGroup(
                f"o{n}{attack}",
                attack,
                attack,
                n % 2 == 0,
                (figure.id, statement.id),
                (document.id,),
                (attack,),
                attack,
            )
        )
        claims.append(
            Claim(
                f"k{n}{attack}", "figure", attack, attack, attack, attack, dt.date(2025, 1, 1), None, 1, 1,
                (figure.id, first.id), (origins[-1].id,),
            )
        )  # fmt: skip
        claims.append(
            Claim(
                f"s{n}{attack}",
                "statement",
                attack,
                None,
                None,
                None,
                None,
                None,
                1,
                0,
                (statement.id,),
                (origins[-1].id,),
            )
        )
        entities.append(
            Entity(
                f"e{n}{attack}",
                "person",
                attack,
                (attack, "other"),
                (rows.mentions[0].id,),
                (document.id,),
                (attack,),
                0.4,
            )
        )
    with Writer(path) as writer, writer.transaction():
        for document, rows in zip(documents, extractions, strict=True):
            data = document.text.encode("utf-8", "surrogatepass")
            writer.add_item(
                "source", Item(document.item_sha256, document.path, data, "2025-01-01T00:00:00Z", "text/plain")
            )
            writer.put_document(document, rows, "full hostile")
            writer.add_problem("source", Problem("malformed", document.path, document.title or "", document.id))
        writer.put_findings(Findings(tuple(relations), tuple(entities), tuple(origins), tuple(claims)), "hostile")
    return path


def _report(n: int, attack: str) -> tuple[Document, Extraction]:
    text = f"{attack}\n\nAt least 40 {attack} died on Monday, {attack} told {attack}.\n"
    data = text.encode("utf-8", "surrogatepass")
    name = f"{n:02d}{attack}.txt"
    document = Document(
        id=document_id(sha256(data), name), path=name, item_sha256=sha256(data), text=text, text_sha256=text_sha256(text),
        title=attack, byline=attack, outlet=attack, published=dt.date(2025, 1, 1 + n), language="en", url=attack,
        evidence={"published": attack},
    )  # fmt: skip

    def quote(words: str, after: int = 0) -> Quote:
        start = text.index(words, after)
        return Quote(start, start + len(words), words)

    body = len(attack) + 2
    content = quote(f"At least 40 {attack} died on Monday", body)
    source = quote(attack, content.end)
    cue = quote("told", source.end)
    time = quote("Monday", body)
    statement = Statement(
        f"st{n}{attack}", "indirect", (content,), source, cue, (Teller(attack, None), Teller(attack, "named")),
        "named", "claim", "CT+", 0.4, attack, source, (quote("At least", body),), None,
    )  # fmt: skip
    figure = quote(f"40 {attack}", body)
    caveat = quote("died", body)
    return document, Extraction(
        document.id,
        regions=(Region(0, len(attack), "title", attack), Region(len(attack), body, "boilerplate", attack)),
        statements=(statement,),
        figures=(
            Figure(
                f"fi{n}{attack}", figure.start, figure.end, figure.text, 40.0 + n, None, 40.0 + n, 60.0 + n, attack,
                attack, "killed", attack, attack, "2025-01-01", "total", attack, statement=statement.id,
            ),
        ),
        times=(
            Time(f"ti{n}{attack}", time.start, time.end, time.text, None, None, False, attack, attack, attack, None, attack),
        ),
        places=(
            Place(f"pl{n}{attack}", source.start, source.end, source.text, f"g{n}{attack}", 10.0 + n, 20.0 + n, "city",
                  "XX", attack, attack),
            Place(f"pu{n}{attack}", source.start, source.end, source.text, None, None, None, None, None, attack),
        ),
        mentions=(Mention(f"me{n}{attack}", source.start, source.end, source.text, "person", attack),),
        caveats=(Caveat(f"ca{n}{attack}", caveat.start, caveat.end, caveat.text, "unverified", (statement.id,), attack),),
    )  # fmt: skip
