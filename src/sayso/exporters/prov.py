"""PROV-O (W3C Recommendation of 30 April 2013) as Turtle: what was quoted from what, and who is behind it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from sayso.model import Document
from sayso.version import __version__
from sayso.views import CaseView

from .files import CONTROL, whole_file

_RETELLING = ("copy", "excerpt", "rewrite", "translation", "same-origin")
_HEAD = """@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


class ProvExporter:
    """Statements ``prov:wasQuotedFrom`` their report, retellings ``prov:hadPrimarySource`` what they go back to,
    later counts ``prov:wasRevisionOf`` earlier ones; sources are agents."""

    name = "prov"
    suffix = ".ttl"

    def export(self, view: CaseView, path: Path) -> None:
        """Write the graph."""
        with whole_file(path) as file:
            file.write(_HEAD.encode())
            for subject, facts in triples(view):
                file.write(f"{subject} {' ; '.join(facts)} .\n".encode())


def triples(view: CaseView) -> Iterator[tuple[str, list[str]]]:
    """Subjects with their predicates and objects."""
    tool = f"<urn:sayso:software:{__version__}>"
    yield tool, ["a prov:SoftwareAgent", f"rdfs:label {literal('sayso ' + __version__)}"]
    agents: dict[str, str] = {}
    origin_of = {row: o for o in view.origins() for row in o.rows}
    standing = set()
    for d in view.documents():
        standing.add(d.id)
        yield _iri(d.id), _document(d, tool)
        for s in view.extraction(d.id).statements:
            standing.add(s.id)
            facts = [
                "a prov:Entity", f"rdfs:label {literal(' … '.join(q.text for q in s.content))}",
                f"prov:wasQuotedFrom {_iri(d.id)}",
            ]  # fmt: skip
            origin = origin_of.get(s.id)
            if origin is not None:
                agents[origin.id] = origin.name
                facts.append(f"prov:wasAttributedTo {_iri(origin.id)}")
            yield _iri(s.id), facts
        for f in view.extraction(d.id).figures:
            standing.add(f.id)
            yield _iri(f.id), ["a prov:Entity", f"rdfs:label {literal(f.text)}", f"prov:wasQuotedFrom {_iri(d.id)}"]
    for id, name in sorted(agents.items()):
        yield _iri(id), ["a prov:Agent", f"rdfs:label {literal(name)}"]
    for r in view.relations():
        a, b = r.a.id or r.a.document, r.b.id or r.b.document
        if a not in standing or b not in standing:
            continue
        if r.relation in _RETELLING and r.directed:
            yield _iri(b), [f"prov:hadPrimarySource {_iri(a)}"]
        elif r.relation == "revision":
            yield _iri(b), [f"prov:wasRevisionOf {_iri(a)}"]


def _document(d: Document, tool: str) -> list[str]:
    facts = [
        "a prov:Entity", f"rdfs:label {literal(d.title or d.path)}",
        f"dct:identifier {literal('sha256:' + d.text_sha256)}",
        f"prov:wasDerivedFrom <urn:sha256:{d.item_sha256}>", f"prov:wasAttributedTo {tool}",
    ]  # fmt: skip
    if d.outlet:
        facts.append(f"dct:publisher {literal(d.outlet)}")
    if d.published:
        facts.append(f'dct:issued "{d.published.isoformat()}"^^xsd:date')
    return facts


def _iri(id: str) -> str:
    return f"<urn:sayso:row:{id}>"


def literal(text: str) -> str:
    """A Turtle string; JSON's escapes are Turtle's, lone surrogates become the replacement character."""
    written = json.dumps(text.encode("utf-8", "replace").decode(), ensure_ascii=False)
    return CONTROL.sub(lambda m: f"\\u{ord(m.group()):04X}", written)
