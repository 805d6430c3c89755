"""Through whom a statement reached the report: tellers named near the cue, and the statements that hold it."""

from __future__ import annotations

import re

from sayso.model import Span
from sayso.text.words import places

from .inventory import Inventory

_HEARERS = re.compile(
    r"\s*(?:(?:the|assembled|local|foreign|some)\s+)*(?:reporters|journalists|press|media)(?!\w)", re.IGNORECASE
)
_TOLD = re.compile(
    r"\s*(?:(?:in|on)\s+[A-Z]\w+\s+)?(?:(?:[A-Z]\w+(?=\s(?:[a-z-]+\s)?(?:agency|broadcaster|newspaper|news|daily|magazine|"
    r"network|outlet|website|channel|television|radio)\b)|the|a|an|semi-official|local|state|news|newspaper|agency|"
    r"magazine|daily|broadcaster|network|"
    r"outlet|website|channel|[\w-]+-based|television|TV|radio|media|American|British|Russian|French|German)\s+){0,5}"
)
_OUTLET_NOUN = re.compile(
    r"\b(?:agency|broadcaster|newspaper|daily|magazine|network|outlet|website|channel|television|radio|TV)\s+$"
)
_SAID_TO = re.compile(
    r"(?:(?:has|had|have)\s+)?(?:(?:told|telling|tells|informed|informing)"
    r"|(?:shared|confided|confirmed|explained|said|stated|revealed|disclosed|admitted|complained|described|commented|"
    r"spoke|relayed|recounted|wrote|sharing|confiding|explaining|confirming|revealing|admitting)\s+(?:with|to|in)(?=\s))",
    re.IGNORECASE,
)
_THROUGH = re.compile(
    r"(?i:(?:(?:in|during) (?:an?|his|her|their) (?:\w+ )?(?:interview|remarks|comments|statement|letter|e-?mail|"
    r"article|essay|piece|column|"
    r"conversation|call|message|op-ed|post|appearance) (?:with|to|for|on|in|published (?:in|by))|"
    r"speaking (?:to|with|on)|(?:described|called|told|explained|commented|remarked|talked)(?: [\w’'-]+){0,8}? to|"
    r"(?:interviewed|quoted|cited) (?:by|on|in)|"
    r"(?:remarks|comments|statement|message|interview|video|address)(?: \w+){0,3}? "
    r"(?:carried|published|broadcast|aired|reported|released|shown) (?:by|on|in)|"
    r"in (?:remarks|comments) (?:to|published by)|as (?:cited|quoted|reported) (?:by|in)|"
    r"(?:wrote|writing|published|reported|report|writes|said|reporting|publishing|"
    r"appeared) (?:\w+ ){0,6}?(?:in|on))\s+"
    r"(?:(?:the|a|an|journal|newspaper|magazine|local|state|broadcaster|television|outlet|programme|"
    r"show|programs?|channel|news|agency|[\w-]+)\s+){0,4}?)$"
)
_THROUGH_WORDS = re.compile(  # one of these stands in every wording above
    "interview|remarks|comments|statement|letter|mail|article|essay|piece|column|conversation|call|message|op-ed|post|"
    "appearance|speaking|described|told|explained|quoted|cited|report|wrote|writ|publish|said|appeared"
)
_OUTLET = re.compile(
    r"(?:News|Times|Post|Journal|Press|Herald|Tribune|Gazette|Guardian|Telegraph|Observer|Magazine|"
    r"Radio|Television|TV|Reuters|"
    r"BBC|CNN|NBC|CBS|ABC|AFP|AP|Agence|Network|Broadcasting|Mail|Sun|Mirror|Independent|Standard|"
    r"Daily|Weekly|Review|Chronicle|"
    r"Examiner|Bild|Spiegel|Monde|Figaro|Newsweek|Bloomberg|Politico|Axios|Interfax|TASS|Xinhua|"
    r"Jazeera|Sky|MSNBC|Fox|NPR|CNBC|"
    r"Voice of America|Mercury|Star|Dawn|Zeitung|Today|Report|Insider|Wire|Vice|VICE|Nature|Science|"
    r"Lancet|Advances|Letters|"
    r"Proceedings|PLOS|Wikinews|\.com|\.org|\.net)"
)


def is_outlet(name: str) -> bool:
    """Whether a name looks like that of a newspaper, agency, broadcaster or journal."""
    return _OUTLET.search(name) is not None


_BROADCASTER = re.compile(r"BBC|CNN|NBC|CBS|ABC|CNBC|NPR|Fox|Sky|Jazeera|TV|Television|Radio|Channel|Broadcast|Show\b")
_PUBLISHED_TALK = re.compile(
    r"\s+(?:has\s+|had\s+)?(?:published|ran|printed|carried|aired|broadcast|released)\s+an?\s+(?:\w+\s+){0,2}interview\s+with\s+"
)


def _aired(text: str, start: int, end: int, source: Span) -> bool:
    """Whether a name is that of a programme on which the source spoke, or of a paper that printed the talk with it."""
    talk = _PUBLISHED_TALK.match(text, end, source.start)
    if (
        talk is not None
        and source.start - talk.end() < 90
        and not re.search(r"[.;\n]", text[talk.end() : source.start])
    ):
        return True
    gap = text[source.end : start] if source.end < start else ""
    on = gap.endswith((" on ", " on the ", " on state-run ")) and len(gap) < 70 and not re.search(r"[.;:\n“”\"]", gap)
    return on and _BROADCASTER.search(text, start, end) is not None


def teller(
    names: Inventory, cue: Span | None, source: Span | None, context: Span, tagged: tuple[Span, ...]
) -> tuple[str, Span] | None:
    """The teller that the words near the cue name: its fullest name and where it stands.

    ``tagged`` are what the model took for tellers. Patterns: told X, in an interview with X, wrote in X.
    """
    text = names.text
    heard = _SAID_TO.match(text, cue.start, min(len(text), cue.end + 6)) if cue is not None else None
    if cue is not None and heard is not None and heard.end() >= cue.end:
        lead = _TOLD.match(text, heard.end(), min(len(text), heard.end() + 120))
        at = lead.end() if lead else heard.end()
        if _HEARERS.match(text, cue.end):
            return None  # whoever stood there: no teller of its own
        introduced = _OUTLET_NOUN.search(text, heard.end(), at) is not None
        for n in names.between(cue.end, min(context.end, at + 60)):
            if n.end <= at:
                continue
            if (
                n.start <= at + 2
                and (introduced or is_outlet(n.core) or names.kind(n.core) == "organisation")
                and not _assembly(n.core)
            ):
                return names.fullest(n.core), Span(n.start, n.end)
    for n in names.between(context.start, context.end):
        if source is not None and source.start <= n.start < source.end:
            continue
        if source is not None and _aired(text, n.start, n.end, source):
            return names.fullest(n.core), Span(n.start, n.end)
        lead_in = text[max(context.start, n.start - 90) : n.start]
        through = _THROUGH.search(lead_in) if _THROUGH_WORDS.search(lead_in.lower()) else None
        if through is None or _assembly(n.core):
            continue
        if is_outlet(n.core) or (
            names.kind(n.core) in ("organisation", None) and re.search("interview|[Ss]peaking", through.group())
        ):
            return names.fullest(n.core), Span(n.start, n.end)
    for span in tagged:
        held = [n for n in names.between(span.start - 60, span.end + 60) if n.start < span.end and span.start < n.end]
        if source is not None and source.overlaps(span):
            continue
        if held and _assembly(held[0].core) and _SPOKE_TO.search(text, max(0, span.start - 30), span.start):
            continue
        if held:
            return names.fullest(held[0].core), Span(held[0].start, held[0].end)
        if not _HEARERS.match(text, span.start):
            return span.of(text), span
    return None


_CITING = re.compile(
    r"^(.*?\S),?\s+(?:which\s+|who\s+)?(?:citing|quoting|cited|quoted|quotes|cites|attributed to)\s+(.+)$", re.DOTALL
)
_ISSUED = re.compile(
    r"^((?:(?:an?|the|its|his|her|their)\s+)?\S.*?)\s+(?:(?:\w+ly|first|later|also|then|jointly)\s+)?(?:released|published|posted|"
    r"issued|compiled|obtained|seen|provided|gathered|conducted|commissioned|carried|broadcast|aired)"
    r"\s+(?:[\w ]{0,25}?)by\s+(.+)$",
    re.DOTALL,
)
_HEARD = re.compile(
    r"^(\S.*?),?\s+(?:(?:who|that) (?:was|were|has been|had been|is|are) )?(?:(?:interviewed|quoted|cited) (?:by|in|on)"
    r"|(?:speaking|talking|writing|who (?:spoke|talked|wrote)) (?:to|with|for|in))"
    r"\s+((?:(?i:the|a|an|state|news|newspaper|agency|daily|broadcaster) ){0,4}[A-Z][^,;()\n]{1,60}?)"
    r"(?=$|,|;|\(|\s(?:on|in|after|before|last|this|who|which|that|and)\s)",
    re.DOTALL,
)
_BY = re.compile(r"\sby\s")
_CITING_WORDS = re.compile("citing|quot|cited|cites|attributed")
_HEARD_WORDS = re.compile("interviewed|quoted|cited|speaking|talking|writing|who")
_OWNED = re.compile(r"^(?:the\s+)?(.+?)['’]s\s+", re.IGNORECASE)


_CITED = re.compile(
    r"[\w’' -]{0,70}?(?:officials?|sources?|activists?|spokes\w+|"
    r"witness(?:es)?|police|residents?|experts?|analysts?|minist\w+|agenc(?:y|ies)|media|diplomats?|commanders?|soldiers?|"
    r"officers?|doctors?|relatives?|people|persons?|authorit(?:y|ies)|governor|director|groups?|"
    r"data|figures|statistics|documents?|records|statements?|reports?|researchers|scientists|lawyers?)\b"
)
_CITING_FIRST = frozenset(("citing", "quoting", "cited", "quoted"))
_CITING_CLAUSE = re.compile(
    r"(?<![\w’'-])(?:[Cc]iting|[Qq]uoting|(?:which|who) (?:cited|quoted))\s+([^,.;\n“\"]{3,90}?)(?=,|\.|;|\n|$)"
)


def is_cited(text: str, span: Span) -> bool:
    """Whether a noun phrase names somebody whom one can cite, rather than a reason or a paragraph."""
    return _CITED.match(span.of(text)) is not None


def cited(text: str, context: Span, source: Span | None) -> Span | None:
    """Whom the source cites in the sentence of a statement: ``Citing an activist, X said …``."""
    if source is None or places(text).keys().isdisjoint(_CITING_FIRST):
        return None
    m = _CITING_CLAUSE.search(text, context.start, context.end)
    if m is None:
        return None
    span = Span(m.start(1), m.end(1))
    return span if is_cited(text, span) and not span.overlaps(source) else None


def within(names: Inventory, source: Span) -> tuple[Span, Span] | None:
    """Teller and origin where the source's own words name both.

    ``a report citing the mayor's office``; ``figures released by NPD Group`` (the group tells, the figures
    are the origin); ``BBC's Jonathan Marcus``.
    """
    text = source.of(names.text)
    m = _HEARD.match(text) if _HEARD_WORDS.search(text) else None
    if m and names.between(source.start + m.start(2), source.start + m.end(2)):
        return Span(source.start + m.start(2), source.start + m.end(2)), Span(source.start, source.start + m.end(1))
    m = _CITING.match(text) if _CITING_WORDS.search(text) else None
    if m:
        return Span(source.start, source.start + m.end(1)), Span(source.start + m.start(2), source.end)
    m = _ISSUED.match(text) if _BY.search(text) else None
    if m:
        return Span(source.start + m.start(2), source.end), Span(source.start, source.start + m.end(1))
    m = _OWNED.match(text)
    if m and is_outlet(m.group(1)):
        rest = Span(source.start + m.end(), source.end)
        if any(names.kind(n.core) == "person" for n in names.between(rest.start, rest.end)):
            return Span(source.start + m.start(1), source.start + m.end(1)), rest
    return None


_SPOKE_TO = re.compile(r"\b(?:told|(?:speaking|said|testified|testifying) (?:to|before)|address\w*)\s+(?:the\s+)?$")


def _assembly(name: str) -> bool:
    return re.search(r"Congress|Parliament|Senate|House|Court|Commons|Council|Committee|Assembly", name) is not None
