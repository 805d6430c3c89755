"""The handlers of all pages: from a request to a context and its template."""

from . import comparing, judging, lists, pictures, reading

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
    ("/timeline", pictures.timeline),
    ("/map", pictures.map_),
    ("/read/{document}", reading.read),
    ("/item/{document}", reading.item),
    ("/compare", comparing.compare),
    ("/judgements", judging.judgements),
)
POST = (("/judge", judging.judge),)

__all__ = ["GET", "POST"]
