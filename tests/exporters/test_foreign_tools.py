"""Each format is opened with a tool of its own field and holds what the case holds."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import bagit
import duckdb
import networkx
import openpyxl
import pytest
import rdflib
import shapely.geometry
from rdflib.namespace import PROV

from sayso.ledger import View
from sayso.model import text_sha256
from sayso.pipeline import BuildOptions, build
from sayso.pipeline.export import export
from sayso.plugins import ReadOptions
from sayso.views import CaseView

Exported = Callable[..., Path]


@pytest.fixture
def view(case: Path) -> View:
    return View(case)


def test_xlsx_opens_in_openpyxl(exported: Exported, view: View) -> None:
    book = openpyxl.load_workbook(exported("xlsx"))
    counts = view.counts()
    for table in ("documents", "statements", "figures", "times", "places", "mentions", "caveats", "claims"):
        assert book[table].max_row == counts[table] + 1
    heading = [c.value for c in book["figures"][1]]
    words = [c.value for c in book["figures"]["ABCDEFGHIJKLMNOPQRSTUVWXYZ".__getitem__(heading.index("text"))]]
    assert words[1:] == [p.row.text for p in view.figures()]
    assert all(c.data_type != "f" for sheet in book for row in sheet.iter_rows() for c in row)


def test_parquet_opens_in_duckdb(exported: Exported, view: View) -> None:
    path = exported("parquet")
    rows = duckdb.sql(f"SELECT measure, low, high FROM '{path}/figures.parquet'").fetchall()
    assert rows == [(p.row.measure, p.row.low, p.row.high) for p in view.figures()]
    joined = (
        f"SELECT count(*) FROM '{path}/statements.parquet' s JOIN '{path}/documents.parquet' d ON d.id = s.document"
    )
    assert duckdb.sql(joined).fetchall() == [(view.counts()["statements"],)]


def test_csv_opens_in_duckdb(exported: Exported, view: View) -> None:
    found = duckdb.sql(
        f"SELECT id FROM read_csv('{exported('csv')}/statements.csv', header = true, all_varchar = true)"
    )
    assert {r[0] for r in found.fetchall()} == {p.row.id for p in view.statements()}


def test_tables_can_be_read_without_joining_them(exported: Exported, view: View) -> None:
    folder = exported("csv")
    known = {row: o.name for o in CaseView(view).origins() if o.known for row in o.rows}
    figures = duckdb.sql(f"SELECT id, origin FROM read_csv('{folder}/figures.csv', header = true, all_varchar = true)")
    told = {id: origin for id, origin in figures.fetchall() if origin}
    assert told and all(known[id] == origin for id, origin in told.items())
    ends = duckdb.sql(
        f"SELECT a_text, a_path, b_path FROM read_csv('{folder}/relations.csv', header = true, all_varchar = true) "
        "WHERE relation = 'not-comparable'"
    ).fetchall()
    assert ends and all(text and a and b for text, a, b in ends)


def test_graphml_opens_in_networkx(exported: Exported, view: View) -> None:
    graph = networkx.read_graphml(exported("graphml"), force_multigraph=True)
    kinds = [d["kind"] for _, d in graph.nodes(data=True)]
    counts = view.counts()
    for kind, table in (("document", "documents"), ("statement", "statements"), ("claim", "claims")):
        assert kinds.count(kind) == counts[table]
    first = next(view.statements())
    assert graph.has_edge(first.row.id, first.document)


def test_geojson_is_read_by_shapely(exported: Exported, view: View, tmp_path: Path) -> None:
    found = json.loads(exported("geojson").read_text())
    assert found["type"] == "FeatureCollection" and len(found["features"]) == view.counts()["places"]
    assert all(f["geometry"] is None for f in found["features"]), "the example's places are invented"
    (tmp_path / "a.txt").write_text("Officials in Lisbon said 12 people were rescued near Nairobi on Monday.\n")
    build([tmp_path / "a.txt"], tmp_path / "a.sayso", BuildOptions(ReadOptions(), "fast", 1))
    export(tmp_path / "a.sayso", "geojson", tmp_path / "a.geojson")
    features = json.loads((tmp_path / "a.geojson").read_text())["features"]
    assert {f["properties"]["text"] for f in features if f["geometry"]} == {"Lisbon", "Nairobi"}
    boxes = {"Lisbon": (-10, 38, -8, 40), "Nairobi": (36, -2, 38, 0)}
    for feature in features:
        point = shapely.geometry.shape(feature["geometry"])
        assert point.within(shapely.geometry.box(*boxes[feature["properties"]["text"]]))


def test_prov_is_read_by_rdflib(exported: Exported, view: View) -> None:
    graph = rdflib.Graph().parse(exported("prov"), format="turtle")
    counts = view.counts()
    quoted = set(graph.subjects(PROV.wasQuotedFrom))
    assert len(quoted) == counts["statements"] + counts["figures"]
    revised = {(str(r.b.id), str(r.a.id)) for r in view.relations() if r.relation == "revision"}
    assert {(str(b)[14:], str(a)[14:]) for b, a in graph.subject_objects(PROV.wasRevisionOf)} == revised
    assert list(graph.subjects(PROV.hadPrimarySource))
    for entity in graph.objects(predicate=PROV.wasQuotedFrom):
        assert (entity, rdflib.RDF.type, PROV.Entity) in graph


def test_the_bag_is_valid(exported: Exported, view: View) -> None:
    path = exported("ro-crate")
    bag = bagit.Bag(str(path))
    bag.validate()
    graph = {x["@id"]: x for x in json.loads((path / "data/ro-crate-metadata.json").read_text())["@graph"]}
    assert graph["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    assert {p["@id"] for p in graph["./"]["hasPart"]} <= set(graph)
    for part in graph["./"]["hasPart"]:
        assert (path / "data" / part["@id"]).is_file()
    on_disk = {p.relative_to(path / "data").as_posix() for p in (path / "data").rglob("*") if p.is_file()}
    assert on_disk == {p["@id"] for p in graph["./"]["hasPart"]} | {"ro-crate-metadata.json"}
    assert len(list((path / "data" / "items").iterdir())) == len({d.item_sha256 for d in view.documents()})


def test_followthemoney_accepts_every_entity(exported: Exported, view: View) -> None:
    model = pytest.importorskip("followthemoney", reason="followthemoney is not installed").model
    kinds: dict[str, int] = {}
    lines = exported("ftm").read_text("utf-8").splitlines()
    for line in lines:
        entity = json.loads(line)
        proxy = model.get_proxy(entity)
        proxy.schema.validate(entity)
        kinds[proxy.schema.name] = kinds.get(proxy.schema.name, 0) + 1
        for name, values in entity["properties"].items():
            assert name in proxy.schema.properties, (proxy.schema.name, name)
            assert values
    assert kinds["Article"] == view.counts()["documents"] and kinds["Note"] == view.counts()["statements"]
    ids = {json.loads(x)["id"] for x in lines}
    for line in lines:
        for name in ("proof", "document", "resolved", "entity"):
            assert set(json.loads(line)["properties"].get(name, [])) <= ids


def test_annotations_point_at_their_words(exported: Exported, view: View) -> None:
    page = json.loads(exported("webannotation").read_text())
    assert page["@context"][0] == "http://www.w3.org/ns/anno.jsonld" and page["type"] == "AnnotationPage"
    texts = {f"urn:sha256:{d.text_sha256}": d.text for d in view.documents()}
    targets = [t for a in page["items"] for t in a["target"]]
    assert len(page["items"]) == sum(view.counts()[k] for k in ("statements", "figures", "times", "places", "caveats"))
    for target in targets:
        text = texts[target["source"]["id"]]
        quote, position = target["selector"]
        assert quote["type"] == "TextQuoteSelector" and position["type"] == "TextPositionSelector"
        start, end = position["start"], position["end"]
        assert text[start:end] == quote["exact"]
        assert text[:start].endswith(quote["prefix"]) and text[end:].startswith(quote["suffix"])


def test_citations_follow_the_schema(exported: Exported, view: View) -> None:
    found = json.loads(exported("csl").read_text())
    assert [c["id"] for c in found] == [d.id for d in view.documents()]
    for cited, d in zip(found, view.documents(), strict=True):
        assert cited["type"] == "article-newspaper" and text_sha256(d.text) in cited["note"]
        if d.published:
            assert cited["issued"]["date-parts"] == [[d.published.year, d.published.month, d.published.day]]


STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"><info><title>t</title><id>t</id>
<updated>2025-01-01T00:00:00+00:00</updated></info><citation><layout><text variable="title"/></layout></citation>
<bibliography><layout><names variable="author"/><text variable="title" prefix=" "/><text variable="container-title"
prefix=". "/><date variable="issued" prefix=", "><date-part name="year"/></date></layout></bibliography></style>"""


def test_citations_are_rendered_by_a_csl_processor(exported: Exported, view: View, tmp_path: Path) -> None:
    pytest.importorskip("citeproc", reason="citeproc-py is not installed")
    import citeproc
    from citeproc.source.json import CiteProcJSON

    found = json.loads(exported("csl").read_text())
    (tmp_path / "t.csl").write_text(STYLE)
    style = citeproc.CitationStylesStyle(str(tmp_path / "t"), validate=False)
    listed = citeproc.CitationStylesBibliography(style, CiteProcJSON(found), citeproc.formatter.plain)
    for cited in found:
        listed.register(citeproc.Citation([citeproc.CitationItem(cited["id"])]))
    said = " ".join(str(line) for line in listed.bibliography())
    for document in view.documents():
        assert document.title is None or document.title[:20] in said


def test_the_crate_opens_in_rocrate(exported: Exported, view: View) -> None:
    crate = pytest.importorskip("rocrate.rocrate", reason="rocrate is not installed")
    opened = crate.ROCrate(str(exported("ro-crate") / "data"))
    parts = {e.id for e in opened.data_entities}
    assert {f"texts/{d.id}.txt" for d in view.documents()} <= parts
    assert opened.root_dataset["license"] or opened.root_dataset["datePublished"]


def test_annotations_are_linked_data(exported: Exported, view: View) -> None:
    """Read as JSON-LD with the terms that the vocabulary's own context gives them; that context is on the network."""
    page = json.loads(exported("webannotation").read_text())
    terms = {
        "oa": "http://www.w3.org/ns/oa#", "as": "http://www.w3.org/ns/activitystreams#", "id": "@id", "type": "@type",
        "@vocab": "http://www.w3.org/ns/oa#", "items": {"@id": "as:items", "@container": "@list"},
        "body": {"@id": "oa:hasBody", "@type": "@id"}, "target": {"@id": "oa:hasTarget", "@type": "@id"},
        "source": {"@id": "oa:hasSource", "@type": "@id"}, "selector": {"@id": "oa:hasSelector", "@type": "@id"},
        "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"}, "exact": "oa:exact",
    }  # fmt: skip
    page["@context"] = [terms, page["@context"][1]]
    graph = rdflib.Graph().parse(data=json.dumps(page), format="json-ld")
    oa = rdflib.Namespace("http://www.w3.org/ns/oa#")
    annotations = set(graph.subjects(rdflib.RDF.type, oa.Annotation))
    assert len(annotations) == len(page["items"])
    for annotation in annotations:
        target = graph.value(annotation, oa.hasTarget)
        assert set(graph.objects(annotation, oa.hasBody)) and target is not None
        kinds = {graph.value(s, rdflib.RDF.type) for s in graph.objects(target, oa.hasSelector)}
        assert kinds == {oa.TextQuoteSelector, oa.TextPositionSelector}
    exact = {str(w) for w in graph.objects(None, oa.exact)}
    assert {p.row.text for p in view.figures()} <= exact


def test_figure_table_leaves_the_best_to_a_person(exported: Exported, view: View) -> None:
    table = f"read_csv('{exported('ucdp')}', header = true, all_varchar = true)"
    best, filled, total = duckdb.sql(f"SELECT count(best), count(candidates), count(*) FROM {table}").fetchall()[0]
    assert best == 0 and filled == total > 0
    in_claims = {m for c in view.claims() for m in c.members}
    alone = [p for p in view.figures() if p.row.id not in in_claims]
    claims = [c for c in view.claims() if c.kind == "figure"]
    assert total == len(alone) + len(claims)


def test_datasette_opens_the_case_as_it_is(case: Path) -> None:
    import asyncio

    from datasette.app import Datasette

    async def ask() -> dict[str, object]:
        datasette = Datasette([str(case)], memory=False)
        await datasette.invoke_startup()
        found = await datasette.client.get(f"/{case.stem}/figures.json?_shape=array&_size=3")
        assert found.status_code == 200, found.text
        return {"rows": found.json()}

    with ThreadPoolExecutor(1) as pool:  # a browser test may have left its loop in this thread
        rows = pool.submit(asyncio.run, ask()).result()["rows"]
    assert isinstance(rows, list) and len(rows) == 3 and all(r["text"] for r in rows)
