"""Who cites whom, in columns: reports' outlets, tellers, origins. Labels never meet, so 200 names stay legible."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from .svg import el, fit, linked, picture, text

ROW, TOP = 19.0, 30.0


@dataclass(frozen=True, slots=True)
class Vertex:
    """A name in one of the columns. ``weight``: how many statements."""

    key: str
    name: str
    column: int
    weight: int
    href: str | None = None
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """``a`` tells what ``b`` said, in ``weight`` statements."""

    a: str
    b: str
    weight: int


@dataclass(frozen=True, slots=True)
class Graph:
    """Vertices and edges from a column to a later one."""

    title: str
    columns: tuple[str, ...]
    vertices: tuple[Vertex, ...]
    edges: tuple[Edge, ...]


def draw_graph(graph: Graph, width: float = 940.0) -> Markup:
    """Columns ordered so that few edges cross (barycentre sweeps, Sugiyama et al. 1981)."""
    columns = _ordered(graph)
    tall = max((len(c) for c in columns), default=1)
    height = TOP + ROW * max(tall, 1) + 10
    room = width / max(len(columns), 1)
    label = room * 0.62
    places: dict[str, tuple[float, float]] = {}
    parts: list[Markup] = []
    for n, (heading, column) in enumerate(zip(graph.columns, columns, strict=True)):
        parts.append(text(n * room, 14, heading, "tick"))
        row = tall * ROW / max(len(column), 1)  # a short column is spread, so that lines run level
        for m, vertex in enumerate(column):
            places[vertex.key] = (n * room, TOP + (m + 0.5) * row)
    most = max((e.weight for e in graph.edges), default=1)
    for edge in graph.edges:
        (x1, y1), (x2, y2) = places[edge.a], places[edge.b]
        x1 += label + 4
        bend = (x2 - x1) / 2
        d = f"M{x1:.1f} {y1:.1f} C{x1 + bend:.1f} {y1:.1f} {x2 - bend - 6:.1f} {y2:.1f} {x2 - 6:.1f} {y2:.1f}"
        thick = 1 + round(3 * edge.weight / most)
        parts.append(el("path", d=d, class_=f"edge w{thick}", data_a=edge.a, data_b=edge.b))
    for column in columns:
        for vertex in column:
            x, y = places[vertex.key]
            name = fit(vertex.name, label - 30, 11.5)
            inner = [
                el(
                    "rect",
                    x=x,
                    y=y - 8.5,
                    width=label,
                    height=17.0,
                    rx=2.0,
                    class_="chip chosen" if vertex.chosen else "chip",
                ),
                text(x + 5, y + 4, name, "name"),
                text(x + label - 5, y + 4, str(vertex.weight), "note", "end"),
            ]
            parts.append(el("g", linked(vertex.href, f"{vertex.name}: {vertex.weight}", *inner), data_v=vertex.key))
    names = {v.key: v.name for v in graph.vertices}
    words = "; ".join(f"{names[e.a]} cites {names[e.b]} {e.weight} times" for e in graph.edges[:200])
    return picture("graph", graph.title, words, width, height, *parts)


def _ordered(graph: Graph) -> list[list[Vertex]]:
    columns = [
        sorted((v for v in graph.vertices if v.column == n), key=lambda v: (-v.weight, v.name, v.key))
        for n in range(len(graph.columns))
    ]
    near: dict[str, list[str]] = {v.key: [] for v in graph.vertices}
    for edge in graph.edges:
        near[edge.a].append(edge.b)
        near[edge.b].append(edge.a)
    for _ in range(4):
        for n, column in enumerate(columns):
            place = {v.key: i / max(len(c), 1) for m, c in enumerate(columns) if m != n for i, v in enumerate(c)}
            means = {
                v.key: sum(seen) / len(seen) if (seen := [place[k] for k in near[v.key] if k in place]) else 1.0
                for v in column
            }
            column.sort(key=lambda v: (means[v.key], v.name, v.key))
    return columns
