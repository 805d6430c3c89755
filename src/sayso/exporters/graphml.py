"""GraphML: reports, statements, figures, claims, origins and entities as one directed graph (Gephi, yEd, networkx)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sayso.views import CaseView

from .files import whole_file, xml_text

_NODE = ("kind", "label", "path", "outlet", "published", "detail")
_EDGE = ("relation", "why", "confidence")


class GraphMlExporter:
    """Edges run from what rests on something to what it rests on; relations between rows from ``a`` to ``b``."""

    name = "graphml"
    suffix = ".graphml"

    def export(self, view: CaseView, path: Path) -> None:
        """Write the graph."""
        with whole_file(path) as file:
            for line in lines(view):
                file.write(line.encode() + b"\n")


def lines(view: CaseView) -> Iterator[str]:
    """The file, line by line; an edge to a node that is not there (a withdrawn report's) is left out."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for side, keys in (("node", _NODE), ("edge", _EDGE)):
        for name in keys:
            kind = "double" if name == "confidence" else "string"
            yield f'<key id="{side[0]}_{name}" for="{side}" attr.name="{name}" attr.type="{kind}"/>'
    yield '<graph id="case" edgedefault="directed">'
    nodes: set[str] = set()
    edges: list[tuple[str, str, str, str | None, float | None]] = []

    def node(id: str, **facts: str | None) -> str:
        nodes.add(id)
        data = "".join(f'<data key="n_{k}">{xml_text(v)}</data>' for k, v in facts.items() if v)
        return f'<node id="{xml_text(id)}">{data}</node>'

    for d in view.documents():
        day = d.published.isoformat() if d.published else None
        yield node(d.id, kind="document", label=d.title or d.path, path=d.path, outlet=d.outlet, published=day)
        rows = view.extraction(d.id)
        for s in rows.statements:
            words = " … ".join(q.text for q in s.content)
            who = " > ".join(t.text for t in s.chain)
            yield node(s.id, kind="statement", label=words, path=d.path, detail=who)
            edges.append((s.id, d.id, "in", None, None))
            if s.parent:
                edges.append((s.id, s.parent, "within", None, None))
        for f in rows.figures:
            yield node(f.id, kind="figure", label=f.text, path=d.path, detail=f.measure)
            edges.append((f.id, f.statement or d.id, "in", None, None))
    for e in view.entities():
        yield node(e.id, kind=e.kind, label=e.name, detail=", ".join(e.aliases) or None)
        edges += [(d_id, e.id, "names", None, e.confidence) for d_id in e.documents]
    for o in view.origins():
        yield node(o.id, kind="origin" if o.known else "unknown origin", label=o.name, detail=o.kind)
        edges += [(row, o.id, "rests on", None, None) for row in o.rows]
    for c in view.claims():
        yield node(c.id, kind="claim", label=c.label, detail=f"{c.origins} origins, {c.unknown_lineage} unknown")
        edges += [(c.id, member, "has", None, None) for member in c.members]
    for r in view.relations():
        edges.append((r.a.id or r.a.document, r.b.id or r.b.document, r.relation, r.why, r.confidence))
    for n, (a, b, relation, why, confidence) in enumerate(edges):
        if a not in nodes or b not in nodes:
            continue
        held = (("relation", relation), ("why", why), ("confidence", confidence))
        data = "".join(f'<data key="e_{k}">{xml_text(v)}</data>' for k, v in held if v is not None)
        yield f'<edge id="e{n}" source="{xml_text(a)}" target="{xml_text(b)}">{data}</edge>'
    yield "</graph></graphml>"
