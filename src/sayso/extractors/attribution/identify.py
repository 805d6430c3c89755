"""Who the origin is taken to be: named, by role, a group, an organisation, a document, nobody; and why unnamed."""

from __future__ import annotations

import re

from sayso.lexicon import pronouns
from sayso.model import Span
from sayso.model.records import IDENTIFICATIONS, Identification
from sayso.text.words import places

from .inventory import Inventory
from .resolve import Speaker, is_body, is_pronoun

_ANONYMOUS = re.compile(
    r"(?:(?:on|under)\s+(?:the\s+)?condition\s+(?:of\s+(?:anonymity|not being (?:named|identified))|"
    r"(?:that\s+)?(?:he|she|they|their name\w*|his name|her name)[^.,;]{0,40}(?:not|withheld)[^.,;]{0,30})"
    r"|(?:declined|refused|asked|requested|wished|wanted|preferred|chose|"
    r"spoke)\s+(?:not\s+)?(?:to\s+(?:be\s+(?:named|identified)|remain\s+anonymous|give (?:his|her|"
    r"their) names?)|anonymously)"
    r"|(?:not\s+(?:to\s+be|being)\s+(?:named|identified)|anonymously|whose\s+names?\s+(?:was|were|is|"
    r"are|has been|have been)\s+(?:withheld|changed|not\s+(?:given|released))|"
    r"(?:not|un)\s?authori[sz]ed\s+to\s+(?:speak|talk|comment|discuss|brief))[^.;\n]{0,10})",
    re.IGNORECASE,
)  # fmt: skip
_ANONYMOUS_WORDS = frozenset(  # one of these stands in every wording above
    "condition named identified anonymous anonymously name names authorised authorized "
    "unauthorised unauthorized".split()
)
_REASON = re.compile(
    r"(?:\s+(?:because|as|since|due\s+to|for\s+fear\s+of|out\s+of\s+fear|fearing|given|owing\s+to|"
    r"to\s+(?:discuss|reveal|protect|avoid|describe|speak|talk)|in\s+order\s+to|citing)\b[^.;\n”\"]{3,160})",
    re.IGNORECASE,
)
_AUTHORISED = re.compile(
    r"(?:because|as|since)\s+(?:he|she|they|it|the\s+\w+)\s+(?:was|were|is|"
    r"are)\s+not\s+(?:authori[sz]ed|permitted|allowed)\s+to\s+[^.;,\n”\"]{3,80}",
    re.IGNORECASE,
)
_GOES_ON = re.compile(  # the next sentence of the paragraph, where it goes on about the same speaker
    r"[.!?”\"’]*[ \t]+(?:He|She|They|The (?:official|source|officer|diplomat|witness|soldier|man|woman|aide|insider))\b"
    r"[^\n]{0,120}"
)
_THEN_SAYS = re.compile(r",\s+(?:said|says|told|\w+ed)\b")
_ANON_WORD = re.compile(r"\b(?:anonymous|unnamed|unidentified|undisclosed)\b", re.IGNORECASE)
_DOCUMENT = re.compile(
    r"\b(?:report|study|studies|statement|survey|poll|data|figures?|documents?|papers?|records?|"
    r"article|memo|letter|ruling|bill|act|law|"
    r"research|census|statistics|estimates?|analysis|review|release|filing|complaint|indictment|video|footage|rules?|"
    r"agreement|treaty|constitution|charter|plan|forecast|findings?|results?|book|memoirs?|post|tweet|"
    r"website|petition|"
    r"resolution|clause|advisory|bulletin|notice|transcript|recording|banner|placards?|sign|lawsuit|"
    r"suit|order|decree)s?$",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"\b(?:police|government|ministry|department|agency|company|firm|army|military|navy|council|court|"
    r"committee|commission|"
    r"union|party|office|administration|authority|university|team|board|group|organi[sz]ation|network|"
    r"newspaper|channel|"
    r"embassy|parliament|congress|senate|house|bank|airline|manufacturer|coalition|forces|service|"
    r"association|club|media|"
    r"press|jury|church|school|hospital|website|station|state|city|country|nation|regime|side|alliance|fund)$",
    re.IGNORECASE,
)
_PLURAL = re.compile(
    r"(?:[a-z](?<!s)s|people|men|women|children|police officers|personnel|staff|many|some|others|"
    r"several|most|few|both|all|"
    r"those|they|critics|others)$",
    re.IGNORECASE,
)
_SINGLE = re.compile(
    r"(?:a|an|one|another|the|this|that|his|her|its|their|my|our)\s+(?!(?:two|three|four|five|six|"
    r"seven|eight|nine|ten|\d+(?!-year-old)|others?|many|few)\b)",
    re.IGNORECASE,
)
_CALL_SIGN = re.compile(
    r"\b(?:call[- ]?sign(?:ed)?|nom de guerre|nicknamed|known (?:only )?as|alias|pseudonym|goes by|"
    r"who gave only (?:his|her) first name)\b",
    re.IGNORECASE,
)


def head(phrase: str) -> str:
    """The head noun phrase: what stands before the first preposition, comma or relative pronoun."""
    cut = re.split(
        r"\s*[,(]|\s+(?:of|from|in|at|for|with|who|which|that|to|on|by|close|familiar|inside|near|within)\b",
        phrase,
        maxsplit=1,
    )
    return cut[0].strip() or phrase


def anonymity(text: str, source: Span | None, context: Span) -> Span | None:
    """The words that give the reason for anonymity, or else those that say that it was asked for."""
    if source is None:
        return None
    low, high = min(source.start, context.start), max(source.end, context.end)
    goes_on = _GOES_ON.match(text, high)
    high = goes_on.end() if goes_on else high
    m = _ANONYMOUS.search(text, low, high) if not places(text).keys().isdisjoint(_ANONYMOUS_WORDS) else None
    if m is None:
        return None
    why = _REASON.match(text, m.end(), min(len(text), m.end() + 200)) or _AUTHORISED.search(
        text, m.start(), min(len(text), m.end() + 160)
    )
    found = why or m
    start, end = found.span()
    verb = _THEN_SAYS.search(text, start, end)
    end = verb.start() if verb else end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1] in ' ,.;:\n"”':
        end -= 1
    return Span(start, end) if end > start else None


def identification(
    names: Inventory, source: Span | None, speaker: Speaker | None, scores: tuple[float, ...], anonymous: bool
) -> Identification:
    """How the origin is identified; ``scores`` are the model's, in the order of ``IDENTIFICATIONS``."""
    if source is None or speaker is None:
        return "unspecified"
    words = source.of(names.text)
    anonymous = anonymous and (speaker.kind != "person" or _ANONYMOUS.search(words) is not None)
    if anonymous or (_ANON_WORD.search(words) and not _DOCUMENT.search(head(words))):
        return "anonymous"
    if _CALL_SIGN.search(words):
        return "pseudonym"
    if speaker.kind == "person":
        return "named"
    phrase = head(speaker.name)
    if _DOCUMENT.search(phrase):
        return "document"
    if speaker.kind in ("organisation", "place") or _ORGANISATION.search(phrase) or is_body(speaker.name):
        return "organisation"
    if is_pronoun(words) and not is_pronoun(speaker.name):
        words = f"{'they' if words.lower() in pronouns.THEY else 'the'} {speaker.name}"  # what the pronoun stands for
    single = _SINGLE.match(words)
    if single is not None and not _PLURAL.search(phrase) and " and " not in phrase:
        return "role"
    if single is None and _PLURAL.search(phrase) and not phrase[:1].isupper():
        return "unnamed"
    if scores and max(scores) > 0.0:
        best = IDENTIFICATIONS[max(range(len(scores)), key=lambda k: scores[k])]
        if best not in ("unspecified", "anonymous"):
            return best
    if _PLURAL.search(phrase):
        return "unnamed"
    return "named" if phrase[:1].isupper() and " " in phrase else "role"
