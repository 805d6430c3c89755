"""From the words of a source to the fullest name that the document gives for it.

Names inside the source win, unless they stand in a phrase that only describes its head noun. Pronouns and
role nouns look back: first to the statement that holds this one, then to whoever spoke or was spoken of
last. What cannot be tied keeps its own words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from sayso.lexicon import Entry, pronouns, table
from sayso.model import Span

from .chains import is_outlet
from .inventory import DEMONYM, Inventory, Name, drawn_from, organised

_FIRST = pronouns.FIRST | pronouns.WE
_WE = pronouns.WE
_SECOND = pronouns.SECOND
_SINGULAR = pronouns.MALE | pronouns.FEMALE
_WOMEN = pronouns.FEMALE
_PLURAL = pronouns.THEY
_NEUTER = pronouns.NEUTER
_RELATIVE = pronouns.RELATIVE
PRONOUNS = _FIRST | _SECOND | _SINGULAR | _PLURAL | _NEUTER | _RELATIVE
_PREPOSITION = re.compile(
    r"(?<!\w)(?:of|from|for|in|at|with|by|to|on|about|into|near|inside|within|against|under|among|between|"
    r"including|than|as)\s+(?:[\w’'-]+\s+){0,5}$",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^(?:the|a|an|both|another|other|this|these|those|its|their|his|her|our|my)\s+", re.IGNORECASE)
_ROLE = re.compile(
    r"^(?:the|this|that|these|those|his|her|its|their|our|a|an)?\s*((?:[\w’'-]+\s+){0,4}[\w’-]+)$", re.IGNORECASE
)
_OUTLET_BACK = 700  # code points in which "the outlet" looks back for an outlet's name
_ROLES = 400  # the latest holders of a role that are weighed
_OUTLET_HEADS = frozenset("outlet newspaper paper magazine daily publication broadcaster website site".split())
_GROUP_HEADS = frozenset(
    "company firm carrier airline automaker manufacturer group agency organisation organization network paper "
    "newspaper outlet site website party team club publication corporation maker channel service".split()
)
_ONE_GROUP = [[head] for head in sorted(_GROUP_HEADS)]
_PERSON_HEADS = frozenset(
    "president minister premier governor mayor senator spokesman spokeswoman spokesperson official officer "
    "commander general chief director head leader chairman chairwoman executive ceo analyst expert professor "
    "doctor lawyer attorney judge prosecutor activist author actor singer player coach captain secretary "
    "chancellor king queen prince pope bishop candidate congressman congresswoman representative man woman "
    "boy girl teenager suspect victim witness politician commissioner ambassador diplomat researcher "
    "scientist journalist reporter star champion winner driver pilot founder owner son daughter father "
    "mother brother sister wife husband fiancée fiancé widow old soldier fighter volunteer veteran resident "
    "worker nurse teacher farmer survivor source insider aide adviser advisor detective sergeant neighbour "
    "neighbor shopkeeper colleague friend relative student pensioner paramedic medic firefighter policeman "
    "policewoman businessman businesswoman villager refugee migrant prisoner hostage protester engineer "
    "lieutenant colonel major serviceman servicewoman deputy mp lawmaker economist historian".split()
)
_OWNED_PAPER = re.compile(  # The NHC's "Storm Advisory Number 25A", released at 8 p.m. AST
    r"(?:[Tt]he\s+)?([A-Z][\w.&-]*(?:\s(?:of\s)?[A-Z][\w.&-]*){0,5})['’]s?\s[“\"]?(?:[A-Z][\w’-]*\s){0,5}"
    r"(?:Advisory|Bulletin|Report|Statement|Warning|Alert|Forecast|Release)\b"
)
_PAPER = re.compile(
    r"\s+(?:news )?(?:report|statement|release|advisory|bulletin|study|survey|data|website|announcement|spokesperson)$"
)
_ALIAS = re.compile(
    r"\b(?:known (?:only )?(?:as|by)|named|called|nicknamed|identified (?:only )?as|call[- ]?sign|who goes by|going by|"
    r"(?:name|nickname|pseudonym|nom de guerre) (?:of|is|was)?)\s*"
    r"(?:the\s+(?:call[- ]?sign|name|nickname)\s+)?[“\"'‘]?$",
    re.IGNORECASE,
)
_UNIT_HEAD = re.compile(  # the head noun in small letters of a body's name: the Kalina regiment, the Czech police
    r"\s((?:[a-z]{3,12}\s)?(?:regiment|battalion|brigade|division|corps|legion|squadron|platoon|army|police|military|"
    r"government|ministry|embassy|parliament|navy|militia|coalition|movement|party))(?!\w)"
)
_PLURAL_SOURCE = re.compile(
    r"\b(?:and|officials|police|authorities|people|researchers|scientists|\w+ers|\w+ists|\w+ians)\b"
)
_MANY = re.compile(
    r"(?:(?:The|These|Those|Many|Some|Several|Most|All|Both|Other|Two|Three|Four|Five|Six|A (?:few|number) of)\s)?"
    rf"(?:[\w-]+\s){{0,3}}?(?:{'|'.join(sorted(h + 's' for h in _PERSON_HEADS if not h.endswith(('man', 'woman'))))}"
    r"|police|people|men|women|\w+men|\w+women|residents|locals|authorities|parents|families|children)(?!\w)"
    r"(?=\s+[a-z]|\s*[,–—(])"
)
_SPOKEN_WITH = re.compile(  # an opening phrase that names whom somebody spoke to or about
    r"(?:\b[Ii]n (?:an? |his |her )?(?:\w+ )?(?:interview|conversation|call|meeting|e-?mail|letter|message) "
    r"(?:with|to)|\b(?:[Ss]peaking|[Tt]alking) (?:to|with|about|of)|\b[Aa]sked about|\b[Rr]egarding|\b[Aa]bout)"
    r"\s[^,.;“\"]{0,60}$"
)
_AGED = re.compile(r"\d{1,3}-year-old|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty)-something")
_AGE_OF = r"[\s,(—–-]+(?:now\s+|aged\s+|then\s+)?(\d{1,3})(?:[\s-]years?[\s-]old|\s*[,)])"  # Mirik, now 23 years old
_HEAD_END = re.compile(
    r"\s*[,(]|\s+(?:of|from|in|at|for|with|who|which|that|to|on|by|near|close|familiar|interviewed|quoted|cited)\b"
)
_REPORTS_FROM = re.compile(
    r"(?:(?:the|an?|these|some|several|early|initial|new|latest|other|another|separate|recent|official)\s+){0,2}"
    r"(?:reports?|statements?|data|figures|information|messages?|dispatch(?:es)?|accounts?|footage|videos?|studies|study|"
    r"findings|estimates?)\s+(?:from|by|(?:on \w+day|made) by)\s",
    re.IGNORECASE,
)
_SPEECH_ITEM = frozenset(
    "statement release website tweet post page account letter memo report announcement spokesperson press "
    "blog email e-mail video message".split()
)


_HONORIFIC = re.compile(
    r"\b(Mr|Sir|Lord|King|Prince|Mrs|Ms|Miss|Lady|Dame|Queen|Princess)\.?\s+([A-Z][\w’'-]+)(?:\s+([A-Z][\w’'-]+))?"
)


def _both(name: str) -> bool:
    """Whether a name holds two: ``Ana and Ben``."""
    return " and " in name


def is_pronoun(words: str) -> bool:
    """Whether a source is a pronoun; ``WHO`` and ``US`` are none."""
    low = words.lower()
    if len(words) > 1 and words.isupper():
        return False
    return low in PRONOUNS or (" " not in low and low.rstrip("’'s") in PRONOUNS)


@cache
def _given_names() -> dict[str, Entry]:
    return table("given_names").by_form()


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is responsible: the fullest name, and where it is named."""

    name: str
    start: int
    end: int
    kind: str | None  # person, organisation, place, other; None when it is no name

    def same(self, other: Speaker) -> bool:
        """Whether two speakers are plainly one."""
        mine, its = significant(self.name), significant(other.name)
        if self.kind == other.kind == "organisation":
            return mine <= its or its <= mine
        return mine == its or bool(self.kind == other.kind == "person" and mine & its)


def significant(name: str) -> frozenset[str]:
    """The words of a name that tell it from others, in lower case."""
    words = re.findall(r"\w+", name.lower())
    return frozenset(w for w in words if len(w) > 2 and w not in ("the", "and", "for", "mrs")) or frozenset(words)


def in_source(names: Inventory, source: Span) -> Name | None:
    """The name that heads a source, if one does."""
    text = names.text
    inside = names.between(source.start, source.end)
    best: Name | None = None
    for n in inside:
        lead = text[source.start : n.start]
        last = n.end >= source.end - 2 and names.kind(n.core) == "person"
        if last and inside.index(n) > 0 and text[inside[inside.index(n) - 1].end : n.start].strip() == "":
            return n  # Senator from Vermont Bernie Sanders
        titled = best is None or names.kind(best.core) != "person"
        if last and titled and _ROLE_LEADS.search(lead) and not _PREPOSITION.search(lead):
            return n  # The Senate Minority Leader, Ana Brik; morning show performer Ana Brik
        after = text[n.end : n.end + 2]
        if _ALIAS.search(lead):
            return n  # a participant known as Oskar
        if _PREPOSITION.search(lead.rpartition(",")[2]):
            continue
        if best is not None and lead.endswith(", ") and names.kind(n.core) == "place":
            continue  # the health office in Munich, Germany
        if re.match(r"['’]s?(?!\w)", after) and n.end + 1 < source.end:
            rest = text[n.end + 2 : source.end].strip().lower().split()
            if rest and rest[-1] not in _SPEECH_ITEM:
                best = best if best is not None else None
                continue
        if re.search(r",\s*(?:who|which|a|an|the)\b.*$", lead) and (best is not None or _WHO_TELLS.search(lead)):
            continue
        if best is not None and (names.kind(best.core) == "person" or _opens(text, source, best)):
            break
        follows = text[n.end : source.end].strip(" .").lower()
        if (
            follows
            and re.match(r"^[a-z-]+", follows)
            and not re.match(r"^(?:(?:of|from|in|at|for|who|which|and|on|with)\b|—|-)", follows)
        ):
            # "Chelyabinsk governor", "CBS reporters": the name only describes the head noun
            if not any(m.start > n.start for m in inside):
                continue
            continue
        best = n
    return best


_ROLE_LEADS = re.compile(rf"\b(?:{'|'.join(sorted(_PERSON_HEADS))}|performer|writer|host)s?,?\s$", re.IGNORECASE)
_WHO_TELLS = re.compile(r",\s*(?:who|which|whose)\b")  # what follows tells about the source and does not name it


def _opens(text: str, source: Span, name: Name) -> bool:
    """Whether a source begins with this name and only explains it after a comma: ``Carson, head of Brik Airways``."""
    return (
        text.startswith(",", name.end) and re.fullmatch(r"(?:[Tt]he\s+)?", text[source.start : name.start]) is not None
    )


_BODY_HEADS = _GROUP_HEADS | frozenset(
    "office brigade battalion division squadron corps coastguard watchdog observatory tribunal jury ministry "
    "department committee council commission authority administration court union front legion bureau board bank "
    "institute institution hospital university embassy force government parliament movement association federation "
    "foundation inspectorate directorate secretariat body panel court army navy regiment clinic school charity "
    "league society centre center laboratory museum church cabinet assembly congress senate".split()
)
_BODY = re.compile(
    rf"(?:The|An?|Its|Their)\s+(?P<body>(?:[\w’'-]+\s+){{0,3}}?(?:{'|'.join(sorted(_BODY_HEADS))})"
    r"(?:\s+(?:of|for)\s+(?:the\s+)?[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*)?)(?=,|\s+[a-z]+)"
)


_PAPERS = frozenset(
    "release report study statement advisory bulletin survey ruling warning announcement letter complaint lawsuit "
    "indictment video footage decree memo document press-release communiqué notice order filing".split()
)
_ISSUED_PAPERS = frozenset("release advisory bulletin warning announcement notice filing forecast alert".split())
_OWNS = re.compile(r"['’]s\s+[A-Z]")
_LABEL = re.compile(r"(\(\()?([A-Z]{2,4})(?:\)\))?")
_FIRST_SENTENCE = re.compile(r"(?<=[a-z0-9”\"][.!?])\s")
_ISSUED_BY = re.compile(
    r"\s*(?:(?:Joint|Press|Public|Opening|Closing|Prepared|Written|Full|Official)\s+)*"
    r"(?:Statement|Remarks|Speech|Message|Letter|Address|Testimony|Op-Ed|Comments)\s+(?:by|from|of)\s+([^\n,:]{3,120}?)"
    r"(?=\s+(?:[Oo]n|[Rr]egarding|[Aa]bout|[Ff]ollowing|[Aa]t|[Tt]o|[Ff]or|[Ii]n|[Aa]fter|[Mm]arking)\s|\s*[,:\n])"
)


_SEX_OF = dict.fromkeys(
    "man boy father brother son husband uncle nephew grandfather widower king prince actor spokesman chairman "
    "policeman businessman congressman fisherman priest monk".split(),
    "male",
) | dict.fromkeys(
    "woman girl mother sister daughter wife aunt niece grandmother widow queen princess actress spokeswoman chairwoman "
    "policewoman businesswoman congresswoman nun waitress".split(),
    "female",
)


def _head(called: str) -> str:
    return _HEAD_END.split(called, maxsplit=1)[0].lower().rpartition(" ")[2]


def is_one(called: str) -> bool:
    """Whether words without a name mean one person by their head noun: ``a soldier``, ``the 25-year-old``."""
    return _head(called) in _PERSON_HEADS or _AGED.fullmatch(_head(called)) is not None


def is_body(called: str) -> bool:
    """Whether words without a name mean a body by their head noun: ``the health office``."""
    return _head(called) in _BODY_HEADS


_OFFICE_OF = re.compile(
    r"(?:[A-Z][\w-]*\s+){0,3}(?:Director|Director-General|Secretary-General|President|Speaker|Chair|Chairman|Chairwoman|Head|Chief|"
    r"Minister|Secretary|Member|Leader|Ambassador|Representative|Commissioner|Governor|Dean|Editor)\s+(?:of|for)\s+(?:the\s+)?"
)
_VERB_NEXT = re.compile(r",?\s+[a-z]")  # and no possessive
_TEAM = re.compile(
    r"(?:(?:When|After|As|Once|Before|While|Since)\s+)?(?P<team>(?:[Tt]he|[Aa]|[Tt]his)\s+(?:[\w’'-]+\s+){0,3}?"
    r"(?:team|couple|pair|duo|trio|council|committee|panel|family|group|crew|board|band|company|jury))(?=,|\s+[a-z]+)"
)
_ACTS = re.compile(
    r"\s+(?:(?:strongly|deeply|again|also|fully|today|further|firmly|continues? to|will|has|have)\s+){0,2}"
    r"(?:is|are|remains?|condemns?|supports?|welcomes?|calls?|congratulates?|stands?|urges?|expresses|commends?|extends?|"
    r"believes?|affirms?|reaffirms?|joins?|offers?|mourns?|regrets?|rejects?|recalls?|notes?|looks?|wishes|applauds?|"
    r"announces?|provided?|appreciates?|reiterates?|honou?rs?|thanks?)(?!\w)"
)


class Resolver:
    """Resolves sources in the order of the text."""

    def __init__(self, names: Inventory, outlet: frozenset[str] = frozenset()) -> None:
        self.names = names
        self._outlet = outlet
        self.text = names.text
        self._sides: dict[str, Speaker | None] = {}
        self._tied: dict[Span, Speaker] = {}  # a pronoun whose speech goes on later still means whom it meant

    def resolve(self, source: Span, holder: Speaker | None, before: list[Speaker], in_speech: bool) -> Speaker:
        """Who a source is. ``holder``: the speaker of the statement that holds this one; ``before``: the
        speakers of earlier statements, latest last; ``in_speech``: the source stands in the holder's own words.
        """
        text = source.of(self.text)
        low = text.lower().strip("\"“”'‘’ ,")
        words = low.split()
        if not words:
            return self._own(source)
        if is_pronoun(text.strip("\"“”'‘’ ,")):
            if source not in self._tied:
                self._tied[source] = self._pronoun(low, source, holder, before, in_speech)
            return self._tied[source]
        house = self._house(source)
        if house is not None:
            return house
        paper = self._paper_of(source) or self._same_paper(words, source, before)
        if paper is not None:
            return paper
        head = in_source(self.names, source)
        if head is not None:
            return self._named(head)
        if words[0] in ("his", "her", "its", "their", "our", "my") and words[-1] in _SPEECH_ITEM:
            return self._pronoun(words[0], source, holder, before, in_speech)
        m = re.match(r"^(.*?)['’]s?\s+(?:\w+\s+){0,2}(\w+)$", text)
        if m and m.group(2).lower() in _SPEECH_ITEM:
            owner = self.names.between(source.start, source.start + len(m.group(1)) + 2)
            if owner:
                return self._named(owner[-1])
        if holder is not None and holder.kind == "organisation" and words[0] == "the" and words[1:] in _ONE_GROUP:
            return holder  # Ostrel Motors announced that the company had …
        tied = self._role(low, words, source, before)
        if tied is None and words[0] == "the" and _AGED.fullmatch(words[-1]) and len(words) < 4:
            people = [s for s in before if s.kind == "person" and not _both(s.name) and self._is_aged(s, words[-1])]
            tied = people[-1] if people else None
        return tied or self._own(source)

    def _paper_of(self, source: Span) -> Speaker | None:
        """The body behind a document that bears its name: ``a UN report``, ``the NHC advisory``."""
        told = _REPORTS_FROM.match(self.text, source.start, source.end)
        if told is not None:
            for n in self.names.between(told.end(), source.end):
                if self.names.kind(n.core) in ("organisation", "place", "unit"):
                    return self._named(n)
        owned = _OWNED_PAPER.match(self.text, source.start, source.end)
        owner = self.names.between(owned.start(1), owned.end(1) + 2) if owned is not None else ()
        if owner and self.names.kind(owner[0].core) == "organisation":
            return self._named(owner[0])
        m = _PAPER.search(self.text, source.start, source.end)
        if m is None or m.end() < source.end:
            return None
        for n in self.names.between(source.start, m.start() + 1):
            if n.end == m.start() and self.names.kind(n.core) in ("organisation", "place"):
                return self._named(n)
        return None

    def _house(self, source: Span) -> Speaker | None:
        """The report's own outlet behind the label of its interviewer: ``((WN))``, ``MT:`` in the Marl Tribune."""
        label = _LABEL.fullmatch(source.of(self.text))
        if label is None or not (label.group(1) or self.text.startswith(":", source.end)):
            return None
        for plain in sorted(self._outlet):
            if drawn_from(label.group(2), plain):
                named = re.search(rf"\b{re.escape(plain)}\b", self.text, re.IGNORECASE)
                at = named.span() if named else (source.start, source.end)
                return Speaker(self.text[at[0] : at[1]] if named else plain.capitalize(), *at, "organisation")
        return None

    def _same_paper(self, words: list[str], source: Span, before: list[Speaker]) -> Speaker | None:
        """Whose ``the release`` is: that of the last speaker who was named with a release of his own."""
        if len(words) != 2 or words[0] not in ("the", "this", "that") or words[1].rstrip("s") not in _PAPERS:
            return None
        noun = re.compile(rf"\b{words[1].rstrip('s')}s?\b", re.IGNORECASE)
        for s in reversed(before):
            ends = self.text.find("\n", s.start)
            sentence = self.text[s.start : min(ends if ends > 0 else len(self.text), s.start + 200)]
            if s.end <= source.start and s.kind != "place" and noun.search(_FIRST_SENTENCE.split(sentence, 1)[0]):
                return s
        if words[1].rstrip("s") in _ISSUED_PAPERS:
            for s in list(reversed(before))[:2]:
                if s.kind == "organisation" and s.start < source.start:
                    return s
        return None

    @cached_property
    def _issuer(self) -> Speaker | None:
        """The person whose own words the whole report is, by its heading: ``Statement by Minister Ana Brik on …``."""
        heading = _ISSUED_BY.match(self.text)
        words = heading.group(1).split() if heading is not None else []
        name = " ".join(words[-2:])
        if heading is None or len(words) < 2 or organised(name) or not all(w[0].isupper() for w in words[-2:]):
            return None
        return Speaker(self.names.fullest(name), heading.end(1) - len(name), heading.end(1), "person")

    @cached_property
    def _voice(self) -> Speaker | None:
        """The body in whose name a communiqué speaks: the one that its sentences begin with most."""
        count: dict[str, int] = {}
        first: dict[str, Name] = {}
        for n in self.names.names:
            lead = self.text[self._sentence_start(n.start) : n.start].rpartition(",")[2].strip().lower()
            if lead in ("", "the") and self.names.kind(n.core) in ("organisation", "place"):
                if _ACTS.match(self.text, n.end) is None:
                    continue
                name = self.names.fullest(n.core)
                count[name] = count.get(name, 0) + 1
                first.setdefault(name, n)
        best = max(count, key=lambda name: (count[name], -first[name].start), default=None)
        return self._named(first[best]) if best is not None else None

    def _own(self, source: Span) -> Speaker:
        text = source.of(self.text)
        cut = re.split(r"\s*,\s*(?:who|which|whom|whose|speaking|in)\b|\s*\(", text, maxsplit=1)[0].strip(" ,")
        text = _LEAD.sub("", cut or text) if len((cut or text).split()) > 1 else (cut or text)
        text = self.names.acronyms.get(text.replace(".", ""), text)
        return Speaker(text.strip('"“”'), source.start, source.end, None)

    def _named(self, name: Name) -> Speaker:
        headed = _UNIT_HEAD.match(self.text, name.end)
        if headed is not None:
            return Speaker(f"{name.core} {headed.group(1)}", name.start, headed.end(), "organisation")
        return Speaker(self.names.fullest(name.core), name.start, name.end, self.names.kind(name.core))

    def _pronoun(
        self, low: str, source: Span, holder: Speaker | None, before: list[Speaker], in_speech: bool
    ) -> Speaker:
        word = low.rstrip("’'")
        if word in _WE and holder is not None and holder.kind == "person":
            return self._side(holder) or holder
        if word in _FIRST and holder is not None:
            return holder
        if word in _FIRST and self._issuer is not None:
            return (self._side(self._issuer) if word in _WE else None) or self._issuer
        if word in _WE and self._voice is not None:
            return self._voice
        if word in _FIRST and before:
            return next((s for s in reversed(before) if s.kind == "person" or word in _WE), before[-1])
        if word in _SECOND:
            return self._own(source)
        if in_speech and holder is not None:  # whoever speaks does not call himself he
            other = self._other_than(holder, source, word)
            return other or self._own(source)
        if word in _RELATIVE:
            return self._relative(source)
        if word in _SINGULAR:
            return self._person(source, holder, before)
        if word in _NEUTER:
            return self._group(source, holder, before)
        if word in _PLURAL:
            return self._several(source, holder, before)
        return self._own(source)

    def _other_than(self, holder: Speaker, source: Span, word: str) -> Speaker | None:
        """The last one named before a pronoun in somebody's own words, the speaker apart."""
        wanted = ("person",) if word in _SINGULAR else ("organisation", "place")
        for n in reversed(self.names.between(max(0, source.start - 700), source.start)):
            found = self._named(n)
            sex = "female" if word in _WOMEN else "male"
            fits = found.kind != "person" or self._fits(found.name, sex)
            if found.kind in wanted and fits and not found.same(holder):
                return found
        return None

    def _side(self, speaker: Speaker) -> Speaker | None:
        """The organisation that a person speaks for, where the words beside the name give it."""
        if speaker.name not in self._sides:
            self._sides[speaker.name] = self._find_side(speaker)
        return self._sides[speaker.name]

    def _find_side(self, speaker: Speaker) -> Speaker | None:
        names = self.names
        for n in names.names:
            if n.core != speaker.name and names.fullest(n.core) != speaker.name:
                continue
            after = re.match(
                r"[\s,]*(?:[\w’'-]+[\s,]+){0,8}?(?:of|for|at|from|with)\s+(?:the\s+)?", self.text[n.end : n.end + 90]
            )
            around = names.between(n.end, n.end + 110) if after else ()
            for other in around[:2]:
                if names.kind(other.core) == "organisation" and not re.search(
                    r"[.;\n”\"]", self.text[n.end : other.start]
                ):
                    return self._body_of(other)
            for other in names.between(max(0, n.start - 90), n.start)[-2:]:
                gap = self.text[other.end : n.start]
                spoken_for = re.search(
                    r"[Ss]peaking (?:for|on behalf of) (?:the )?$", self.text[max(0, other.start - 40) : other.start]
                )
                if names.kind(other.core) == "organisation" and spoken_for and gap.startswith(","):
                    return self._body_of(other)
                if names.kind(other.core) == "organisation" and re.fullmatch(
                    r"(?:['’]s)?\s+(?:[\w-]+[\s,]+){0,5}", gap
                ):
                    return self._body_of(other)
            lead = self.text[n.start : n.end]
            head = re.match(
                r"([A-Z][\w&.-]+)\s+(?:CEO|President|Chairman|Chief|Secretary|Spokes\w+|Captain|Director)", lead
            )
            if head and names.kind(head.group(1)) == "organisation":
                return Speaker(names.fullest(head.group(1)), n.start, n.start + len(head.group(1)), "organisation")
        return None

    def _body_of(self, name: Name) -> Speaker:
        """The body of an office that was taken for its name: ``WHO`` of ``Director-General of the WHO``."""
        office = _OFFICE_OF.match(name.core)
        if office is None:
            return self._named(name)
        at = name.end - len(name.core) + office.end()
        return Speaker(self.names.fullest(name.core[office.end() :]), at, name.end, "organisation")

    def _relative(self, source: Span) -> Speaker:
        lead = self.names.between(max(0, source.start - 120), source.start)
        if lead and not re.search(r"[.!?]\s", self.text[lead[-1].end : source.start]):
            return self._named(lead[-1])
        m = re.search(r"((?:[\w’'-]+\s+){1,5})[,\s]*$", self.text[max(0, source.start - 60) : source.start])
        if m:
            end = source.start
            return self._own(Span(max(0, end - len(m.group(0))), end))
        return self._own(source)

    def _sentence_start(self, at: int) -> int:
        start = max(0, at - 400)
        cut = max(self.text.rfind(mark, start, at) for mark in (". ", "\n", "? ", "! ", '." ', '" '))
        return max(start, cut + 1)

    def _person(self, source: Span, holder: Speaker | None, before: list[Speaker]) -> Speaker:
        here = self._sentence_start(source.start)
        wanted = "female" if source.of(self.text).lower() in _WOMEN else "male"
        people = [
            n
            for n in (() if self._goes_on(here, source) else self.names.between(here, source.start))
            if self._may_be(n, wanted) and not _SPOKEN_WITH.search(self.text, here, n.start)
        ]
        if holder is not None and holder.kind == "person" and self._fits(holder.name, wanted):
            return holder
        if people:
            return self._named(people[0])
        if holder is not None and holder.kind is None and significant(holder.name).isdisjoint(_GROUP_HEADS):
            return holder if _SEX_OF.get(_head(holder.name), wanted) == wanted else self._own(source)
        if before and _both(before[-1].name) and before[-1].start >= self._sentence_start(max(0, here - 2)):
            return self._own(source)  # Ana and Ben think so. He expects …: the report does not say which of them
        last = next(
            (
                s
                for s in reversed(before)
                if s.kind == "person" and s.start < source.start and self._fits(s.name, wanted)
            ),
            None,
        )
        subject = self._subject_person(here, wanted)
        latest = before[-1] if before else None
        if latest is not None and self._is_one(latest) and latest.start > (subject.start if subject else -1):
            return latest  # a soldier said …; he added …
        if last is not None and (subject is None or last.start >= subject.start):
            return last
        if subject is not None:
            return self._named(subject)
        role = next(
            (s for s in reversed(before) if s.kind != "organisation" and s.start < source.start and not _both(s.name)),
            None,
        )
        return role or self._own(source)

    def _is_aged(self, speaker: Speaker, words: str) -> bool:
        """Whether nothing in the report speaks against a person's being as old as ``25-year-old`` says."""
        told = re.match(r"\d+", words)
        ages = re.findall(re.escape(speaker.name) + _AGE_OF, self.text)
        return told is None or not ages or told.group() in ages

    def _goes_on(self, here: int, source: Span) -> bool:
        """Whether the sentence up to a pronoun begins with the same one: ``He said Brik was honest, he added``."""
        word = re.match(r"\W*(\w+)", self.text[here : source.start])
        return word is not None and word.group(1).lower() == source.of(self.text).lower()

    def _fits(self, name: str, wanted: str) -> bool:
        """Whether a name may belong to one woman, or to one man."""
        return not _both(name) and self._gender(name) in (None, wanted)

    def _may_be(self, name: Name, wanted: str) -> bool:
        return self.names.kind(name.core) == "person" and self._fits(self.names.fullest(name.core), wanted)

    def _gender(self, name: str) -> str | None:
        """``female`` or ``male`` by honorific or given name; ``None`` where neither tells."""
        words = name.split()
        titled = self._titled.get(words[-1])
        if titled is not None:
            return titled
        entry = _given_names().get(words[0].lower())
        return entry.key if entry else None

    @cached_property
    def _titled(self) -> dict[str, str]:
        """The last names that the text gives an honorific."""
        found: dict[str, str] = {}
        for m in _HONORIFIC.finditer(self.text):
            sex = "male" if m.group(1) in ("Mr", "Sir", "Lord", "King", "Prince") else "female"
            for last in (m.group(3), m.group(2)):
                if last:
                    found.setdefault(last, sex)
        return found

    def _is_one(self, speaker: Speaker) -> bool:
        """Whether a speaker without a name is one person by its head noun: ``a soldier``, ``the 25-year-old``."""
        return speaker.kind is None and is_one(speaker.name)

    def _subject_person(self, here: int, wanted: str) -> Name | None:
        """The first person named in the nearest earlier sentence that names one of the sex looked for."""
        at = here
        for _ in range(6):
            begin = self._sentence_start(max(0, at - 2))
            people = [n for n in self.names.between(begin, at) if self._may_be(n, wanted)]
            if people:
                return people[0]
            if begin <= 0 or begin >= at:
                return None
            at = begin
        return None

    def _group(self, source: Span, holder: Speaker | None, before: list[Speaker]) -> Speaker:
        here = self._sentence_start(source.start)
        groups = [
            n
            for n in self.names.between(here, source.start)
            if self.names.kind(n.core) in ("organisation", "place") and not _OWNS.match(self.text, n.end)
        ]
        if groups and not (holder is not None and any(self._named(n).same(holder) for n in groups)):
            return self._named(groups[0])
        if holder is not None and holder.kind != "person":
            return holder
        subject = self._subject_group(here)
        if subject is not None and not any(subject.end <= s.start < here for s in before):
            return subject
        for s in reversed(before):
            if s.kind not in ("person",):
                return s
        return self._nearest(source, ("organisation", "place"))

    def _subject_group(self, here: int) -> Speaker | None:
        """The body that the sentence before begins with: ``The health office of the Front, which …``."""
        begin = self._sentence_start(max(0, here - 2))
        begin += len(self.text[begin:here]) - len(self.text[begin:here].lstrip())
        if begin >= here or "\n" in self.text[begin:here].strip():
            return None
        body = _BODY.match(self.text, begin, here)
        if body is None:
            return None
        start = body.start("body")
        return Speaker(body["body"], start, start + len(body["body"]), "organisation")

    def _several(self, source: Span, holder: Speaker | None, before: list[Speaker]) -> Speaker:
        if holder is not None and self._may_be_many(holder):
            return holder
        subject = self._plural_subject(source) or self._body_subject(source)
        if subject is not None:
            return subject
        for s in list(reversed(before))[:4]:
            if self._may_be_many(s):
                return s
        return self._nearest(source, ("organisation",))

    def _may_be_many(self, speaker: Speaker) -> bool:
        """Whether ``they`` can mean a speaker: a body, a plural, two names; not one person, not one thing."""
        if speaker.kind == "person":
            return _both(speaker.name)
        if speaker.kind is not None or is_pronoun(speaker.name):
            return True
        head = _HEAD_END.split(speaker.name, maxsplit=1)[0].lower().rpartition(" ")[2]
        return head in _BODY_HEADS or head.endswith("s") or _PLURAL_SOURCE.search(speaker.name.lower()) is not None

    def _plural_subject(self, source: Span) -> Speaker | None:
        """The persons in the plural with whom this sentence, or the one before it, begins: ``The volunteers …``."""
        here = self._sentence_start(source.start)
        for start, end in ((here, source.start), (self._sentence_start(max(0, here - 2)), here)):
            at = start + len(self.text[start:end]) - len(self.text[start:end].lstrip())
            m = _MANY.match(self.text, at, end) if "\n" not in self.text[at:end].strip() else None
            if m is not None:
                return self._own(Span(*m.span()))
        return None

    def _body_subject(self, source: Span) -> Speaker | None:
        """The body with which this sentence, or the one before it, begins: ``The Marl team, led by Ana Brik, …``."""
        here = self._sentence_start(source.start)
        for start, end in ((here, source.start), (self._sentence_start(max(0, here - 2)), here)):
            at = start + len(self.text[start:end]) - len(self.text[start:end].lstrip())
            if "\n" in self.text[at:end].strip():
                continue
            first = next(iter(self.names.between(at, min(end, at + 80))), None)
            lead = self.text[at : first.start].strip().lower() if first is not None else "-"
            named = first is not None and self.names.kind(first.core) == "organisation"
            if first is not None and named and lead in ("", "the") and _VERB_NEXT.match(self.text, first.end):
                return self._named(first)
            team = _TEAM.match(self.text, at, end)
            if team is not None:
                return self._own(Span(*team.span("team")))
        return None

    def _told_of(self, source: Span) -> Speaker | None:
        """The organisation that the nearest earlier sentence of a report begins with."""
        for n in reversed(self.names.between(max(0, source.start - 1500), source.start)):
            lead = self.text[self._sentence_start(n.start) : n.start].strip().lower()
            if lead in ("", "the") and self.names.kind(n.core) == "organisation":
                return self._named(n)
        return None

    def _nearest(self, source: Span, kinds: tuple[str, ...]) -> Speaker:
        earlier = self.names.between(max(0, source.start - 1500), source.start)
        for n in reversed(earlier):
            if self.names.kind(n.core) in kinds and DEMONYM.search(n.core) is None:
                return self._named(n)
        return self._own(source)

    def _called(self, head: str, words: list[str], source: Span, before: list[Speaker]) -> Speaker | None:
        """``The official`` after ``a senior official``: the last speaker called so."""
        if words[0] not in ("the", "this"):
            return None
        for s in reversed(before):
            called = _HEAD_END.split(s.name.lower(), maxsplit=1)[0].split()[-1:]
            if s.kind is None and called == [head] and s.start < source.start:
                return s
        return None

    def _role(self, low: str, words: list[str], source: Span, before: list[Speaker]) -> Speaker | None:
        """``the president`` -> the person whom the report gave that role; ``the company`` -> the firm."""
        m = _ROLE.match(re.sub(r"['’]s?$", "", low))
        if not m or (not re.match(r"^(?:the|this|his|her|its|their)\s", low) and len(words) > 3):
            return None
        wanted = [w for w in re.findall(r"[\w-]+", m.group(1)) if len(w) > 2]
        if not wanted:
            return None
        head = wanted[-1]
        definite = words[0] not in ("a", "an", "another", "one", "some", "any") and (
            words[0] == "the" or len(words) <= 3
        )
        if head in _PERSON_HEADS and definite:
            best: tuple[int, int, str] | None = None
            for have, name, at in self.names.roles.get(head, ())[-_ROLES:]:
                if at < source.end + 400:
                    score = len(have & set(wanted)) * 10 - (5 if at > source.start else 0)
                    if best is None or (score, at) > best[:2]:
                        best = (score, at, name)
            if best is not None:
                at = best[1]
                return Speaker(best[2], at, at + len(best[2]), "person")
            return self._called(head, words, source, before)
        if head.endswith("s") and head[:-1] in _PERSON_HEADS and len(words) == 2:
            return self._called(head, words, source, before)
        modified = any(w[:1].isupper() for w in source.of(self.text).split()[1:])
        if head in _OUTLET_HEADS and words[0] in ("the", "this") and len(words) == 2:
            for n in reversed(self.names.between(max(0, source.start - _OUTLET_BACK), source.start)):
                if is_outlet(n.core) and self.names.kind(n.core) not in ("person", "place"):
                    return self._named(n)
        if head in _GROUP_HEADS and words[0] in ("the", "this") and len(words) <= 3 and not modified:
            for s in list(reversed(before))[:3]:
                if s.kind == "organisation":
                    return s
            if head in ("report", "study", "document", "statement"):
                return None
            found = self._told_of(source) or self._nearest(source, ("organisation",))
            return found if found.kind == "organisation" else None
        return None
