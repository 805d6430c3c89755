"""Pictures of a case as SVG with their numbers as text: one renderer for the page, the dossier and the notebook.

A picture is made from a small frozen record; it styles itself by classes only (:func:`style`), so that a strict
content security policy holds wherever it stands.
"""

from .board import Bar, Board, Group, Tie, draw_board
from .geography import Area, Geography, draw_map
from .graph import Edge, Graph, Vertex, draw_graph
from .steps import Step, Steps, draw_steps
from .svg import page_style, style
from .text import anchor, draw_text
from .timeline import Stretch, Timeline, draw_timeline
from .tree import Node, draw_tree

__all__ = [
    "Area",
    "Bar",
    "Board",
    "Edge",
    "Geography",
    "Graph",
    "Group",
    "Node",
    "Step",
    "Steps",
    "Stretch",
    "Tie",
    "Timeline",
    "Vertex",
    "anchor",
    "draw_board",
    "draw_graph",
    "draw_map",
    "draw_steps",
    "draw_text",
    "draw_timeline",
    "draw_tree",
    "page_style",
    "style",
]
