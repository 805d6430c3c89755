"""The handlers of all pages: from a request to a context and its template."""

from collections.abc import Callable
from typing import Any

from sayso.ledger import View
from sayso.views.doubts import doubts
from sayso.views.entities import entities
from sayso.views.map import map_page
from sayso.views.pages.facets import facet_index
from sayso.views.pages.home import front
from sayso.views.pages.reports import report_index
from sayso.views.pages.sources import source_lines
from sayso.views.timeline import case_times

from . import comparing, judging, lists, pictures, reading, telling, weighing

GET = (
    ("/", lists.home),
    ("/figures", lists.figures),
    ("/claims", lists.claims),
    ("/reports", lists.reports),
    ("/search", lists.search),
    ("/doubts", lists.doubts),
    ("/origins", pictures.origins),
    ("/sources", pictures.sources),
    ("/names", lists.names),
    ("/rests", pictures.rests),
    ("/timeline", pictures.timeline),
    ("/map", pictures.map_),
    ("/read/{document}", reading.read),
    ("/item/{document}", reading.item),
    ("/compare", comparing.compare),
    ("/judgements", judging.judgements),
    ("/evidence", weighing.evidence),
    ("/news", telling.news_),
)
POST = (("/judge", judging.judge), ("/weigh", weighing.weigh))

# What pages keep of a whole case, by the name under which they ask for it; the first makes the first page.
KEPT: tuple[tuple[str, Callable[[View], Any]], ...] = (
    ("front", front),
    ("reports", report_index),
    ("facets", facet_index),
    ("timeline", case_times),
    ("map", map_page),
    ("doubts", doubts),
    ("names", entities),
    ("sources", source_lines),
    ("citing", pictures.citing_picture),
    ("gradable", pictures.gradable),
)

__all__ = ["GET", "KEPT", "POST"]
