"""From possible statements to rows: accept, repair, nest, resolve, chain, name, and weigh them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.encoders.reading import Found
from sayso.model import Document, Span, Statement, Teller, row_id
from sayso.model.records import Identification

from . import chains, headings, identify, particles, relays
from .certainty import factuality, hedges, stance
from .confidence import confidence, features
from .inventory import Inventory
from .resolve import Resolver, Speaker, is_pronoun
from .shape import Quoted, lost_marks, repaired, trimmed, type_of, words

_SPOKEN = ("speaker-label", "first-person-passage")  # rules whose contents are somebody's own words
ALONE = "quotation-alone"  # rule of a quotation without source and cue
_NEAR = 4000  # code points within which two findings can be one
_AROUND = 60  # drafts before and after among which a parent is looked for, and speakers that a pronoun can mean
ACCEPT = 0.4  # chosen on held-out training reports
LIKELY = 0.3  # where F1 on held-out reports is at its best and most is found


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement whose spans are settled."""

    found: Found
    cue: Span | None
    source: Span | None
    content: tuple[Span, ...]

    @property
    def anchor(self) -> int:
        """Where its cue, or without one its content, begins."""
        return self.cue.start if self.cue else self.content[0].start

    @property
    def extent(self) -> Span:
        """From its first to its last word of content."""
        return Span(self.content[0].start, self.content[-1].end)

    def holds(self, offset: int) -> bool:
        """Whether the content covers this offset."""
        return any(c.start <= offset < c.end for c in self.content)


def ruled(cue: Span | None, source: Span | None, content: tuple[Span, ...], rule: str) -> Draft:
    """A draft that a rule makes without a model's finding behind it; ``content`` in text order, not empty."""
    around = Span(content[0].start, content[-1].end)
    anchor = cue.start if cue else around.start
    return Draft(Found(cue, source, content, (), around, anchor, 0.6, 0.7, 0.6, (), (), (), rule), cue, source, content)


def score(found: Found) -> float:
    """How sure the model is that there is a statement here at all, 0..1."""
    return 0.7 * found.cue_score + 0.3 * found.valid


def drafts(names: Inventory, quoted: Quoted, found: Sequence[Found], accept: float = ACCEPT) -> list[Draft]:
    """The accepted statements with their spans repaired, best first where two claim one place."""
    text = names.text
    found = relays.quoted_as(text, found)
    made: list[Draft] = []
    near: dict[int, list[Draft]] = {}
    sure = [f for f in found if score(f) >= accept and not _cites(text, f)]
    found = [f for f in found if not _only_cites(text, f, sure)]
    for f in sorted(found, key=lambda f: (-score(f), f.anchor)):
        if score(f) < accept:
            continue
        source = _settled(names, f.source, f.cue)
        taken = [s for s in (f.cue, source) if s is not None]
        content = repaired(quoted, [_with_names(names, c) for c in f.content], taken)
        if not content or not words(text, content):
            continue
        cue = f.cue
        if cue is not None:
            cue, content = particles.whole(text, cue, content)
        draft = Draft(f, cue, source, content)
        place = draft.anchor // _NEAR
        if not any(_same(text, draft, other) for k in (place - 1, place, place + 1) for other in near.get(k, ())):
            made.append(draft)
            near.setdefault(place, []).append(draft)
    return sorted(made, key=lambda d: (d.anchor, d.extent))


def likely(text: str, quoted: Quoted, made: Sequence[Draft], floor: float = LIKELY) -> list[Draft]:
    """The drafts that are right often enough to be worth a reader's time; what rules found is kept."""
    kept = []
    for d, up in zip(made, parents(made), strict=True):
        x = features(text, d.found, type_of(quoted, d.content, d.cue), d.source, d.content, up is not None)
        if not d.found.stance or confidence(x) >= floor:
            kept.append(d)
    return kept


def _cites(text: str, f: Found) -> bool:
    return f.cue is not None and f.cue.of(text).lower() in ("citing", "quoting")


def _only_cites(text: str, f: Found, sure: Sequence[Found]) -> bool:
    """Whether a finding only names whom somebody cites: that makes a teller, not a statement of its own.

    ``sure``: the findings with other cues, one of which has what was said.
    """
    if f.cue is None or not _cites(text, f):
        return False
    first = f.content[0]
    if f.source is not None and f.source.start >= f.cue.end:
        return any(c.overlaps(first) for g in sure for c in g.content)
    return 0 < first.start - f.cue.end < 15 and chains.is_cited(text, first)


_POSSESSIVE = re.compile(r"(?<!\w)(his|her|its|their|my|our|your)\s+$", re.IGNORECASE)
_CONTRACTED = re.compile(r"^(I|we|you|he|she|they|it)['’](?:m|re|ve|ll|d|s)$", re.IGNORECASE)
_ARTICLE = re.compile(r"(?<!\w)(the|a|an)\s+$", re.IGNORECASE)
_AGENT = re.compile(r"\s+by\s+((?:the\s+)?[A-Z][\w.&’-]*(?:\s+(?:of\s+(?:the\s+)?)?[A-Z][\w.&’-]*){0,5}(?<!\.))")
_OWNER = re.compile(r"['’]s?(?!\w)")
_RELATIVE = re.compile(r"\s*,?\s+(?:who|which|that)$")
_CLAUSE = re.compile(r",\s+(?:who|which|whose|a|an|the)\s")
_WHO = re.compile(r",\s+(?:who|whose)\s")
_WHO_TO_THE_END = re.compile(r",\s+(?:who|whose)\s[^.,;:!?\n“”\"]{3,160}(?=\.\s|\.?\n|\.?$)")
_STOP = re.compile(r"[.;:!?\n“”\"]")
_SHORT_FORM = re.compile(r"\s\([A-Z][A-Za-z.&-]{1,9}\)")
_NEXT_WORD = re.compile(r"\s+\w[\w’'-]*")
_DETERMINER = re.compile(r"(?:the|a|an|this|these|those)?\s*", re.IGNORECASE)
_CITES = re.compile(r",?\s+(?:(?:which|who)\s+(?:cited|quoted|was citing)|citing|quoting)\s+[^,.;\n“\"]{3,90}(?=[,.;])")
_EMPTY = frozenset(("there", "here", "nobody", "no one"))


def _settled(names: Inventory, source: Span | None, cue: Span | None) -> Span | None:
    """The source with its names whole; a possessive right before the cue (``their claim``) is the source."""
    text = names.text
    if cue is not None:
        m = _POSSESSIVE.search(text, max(0, cue.start - 8), cue.start)
        if m and (source is None or source.end < m.start() or source.start > cue.end):
            return Span(m.start(1), m.end(1))
    if source is None and cue is not None:
        agent = _AGENT.match(text, cue.end)
        return Span(agent.start(1), agent.end(1)) if agent and cue.of(text).endswith("ed") else None
    if source is None or source.of(text).lower() in _EMPTY:
        return None
    source = _whole_name(names, source)
    short = _CONTRACTED.match(source.of(text))
    if short is not None:
        return Span(source.start, source.start + len(short.group(1)))
    article = _ARTICLE.search(text, max(0, source.start - 5), source.start)
    start = article.start(1) if article else source.start
    owner = _OWNER.match(text, source.end)
    owned = owner and cue is not None and 0 < cue.start - owner.end() < 12 and not is_pronoun(source.of(text))
    end = owner.end() if owner and owned else source.end
    cited = _CITES.match(text, end)
    end = cited.end() if cited else _clause_end(text, Span(start, end), cue)
    settled = trimmed(text, Span(start, end))
    if settled is None:
        return None
    tail = _RELATIVE.search(settled.of(text))
    cut = Span(settled.start, settled.start + tail.start()) if tail else settled
    if not _DETERMINER.fullmatch(cut.of(text)):
        return cut
    noun = _NEXT_WORD.match(text, cut.end)  # the model broke off after the article
    return Span(cut.start, noun.end()) if noun and (cue is None or not cut.start <= cue.start < noun.end()) else None


def _with_names(names: Inventory, content: Span) -> Span:
    """A content range with the names at its borders whole, and the short form in brackets after them."""
    start, end = content.start, content.end
    for n in names.between(max(0, start - 60), start + 60):
        if n.start < start < n.end:
            start = n.start
    for n in names.between(max(0, end - 60), end + 60):
        if n.start < end < n.end:
            end = n.end
    short = _SHORT_FORM.match(names.text, end)
    return Span(start, short.end() if short else end)


def _clause_end(text: str, source: Span, cue: Span | None) -> int:
    """Where the relative clause of a source ends: at the comma before the cue, or with the sentence behind it."""
    if text[source.end - 1] == ",":
        source = Span(source.start, source.end - 1)
    if cue is not None and cue.end <= source.start:
        behind = _WHO_TO_THE_END.match(text, source.end)
        return behind.end() if behind else source.end
    if cue is None or cue.start <= source.end:
        return source.end
    gap = text[source.end : cue.start]
    if not _CLAUSE.search(source.of(text)) and not _WHO.match(gap):
        return source.end
    comma = gap.rfind(",")
    if len(gap) > 220 or comma < 0 or _STOP.search(gap) or len(gap) - comma > 12:
        return source.end
    return source.end + comma


def _whole_name(names: Inventory, source: Span) -> Span:
    """A source that breaks off inside a name, or before the end of a word, goes on to its end."""
    end, text = source.end, names.text
    for n in names.between(max(0, source.start - 80), min(len(text), source.end + 80)):
        if n.start < end < n.end:
            end = n.end
    while end < len(text) and end > 0 and text[end - 1] in "'’" and text[end].isalpha():
        end += 1
    return Span(source.start, end)


def _same(text: str, a: Draft, b: Draft) -> bool:
    """Whether two drafts tell one statement twice."""
    if a.cue is not None and b.cue is not None and a.cue.overlaps(b.cue):
        return True
    if a.content == b.content:
        return True
    if a.cue is None or b.cue is None:
        shared = sum(
            words(text, [Span(max(x.start, y.start), min(x.end, y.end))])
            for x in a.content
            for y in b.content
            if x.overlaps(y)
        )
        return shared > 0.5 * min(words(text, a.content), words(text, b.content))
    return False


def parents(made: Sequence[Draft]) -> list[int | None]:
    """For each draft the index of the innermost other draft whose content holds its cue."""
    found: list[int | None] = []
    extents = [(min(c.start for c in d.content), max(c.end for c in d.content)) for d in made]
    for k, d in enumerate(made):
        best: int | None = None
        anchor = d.anchor
        for j in range(max(0, k - _AROUND), min(len(made), k + _AROUND)):
            if j == k or not extents[j][0] <= anchor < extents[j][1]:
                continue
            other = made[j]
            if not other.holds(anchor):
                continue
            if d.holds(other.anchor) and (d.extent.start, -len(d.extent)) <= (other.extent.start, -len(other.extent)):
                continue  # each in the other: the wider one is the parent
            if best is None or len(other.extent) < len(made[best].extent):
                best = j
        found.append(best)
    return _without_loops(found)


def _without_loops(parent: list[int | None]) -> list[int | None]:
    made = list(parent)
    for k in range(len(made)):
        seen, at = {k}, made[k]
        while at is not None:
            if at in seen:
                made[k] = None
                break
            seen.add(at)
            at = made[at]
    return made


@dataclass(frozen=True, slots=True)
class _Linked:
    speaker: Speaker | None
    chain: tuple[Teller, ...]
    kind: Identification
    reason: Span | None  # for which the origin stays unnamed


def link(
    names: Inventory, made: Sequence[Draft], parent: Sequence[int | None], outlet: frozenset[str] = frozenset(),
    quoted: Quoted | None = None,
) -> list[_Linked]:  # fmt: skip
    """The speaker and the chain of every draft; parents before what they hold."""
    resolver = Resolver(names, outlet)
    done: dict[int, _Linked] = {}
    order = sorted(range(len(made)), key=lambda k: (_depth(parent, k), made[k].anchor))
    for k in order:
        d, up = made[k], parent[k]
        holder = done[up] if up is not None else None
        earlier = [j for j in range(max(0, k - _AROUND), k) if j in done and made[j].anchor < d.anchor]
        before = [done[j].speaker for j in earlier if parent[j] is None]
        speaker = through = None
        if d.source is not None:
            both = chains.within(names, d.source)
            behind = chains.cited(names.text, d.found.context, d.source) if both is None and up is None else None
            if behind is not None:
                both = (d.source, behind)
            spoken = up is not None and quoted is not None and _in_speech(quoted, d, made[up])
            said_by = [b for b in before if b is not None]
            above = holder.speaker if holder else None
            speaker = resolver.resolve(both[1] if both else d.source, above, said_by, spoken)
            if both is not None:
                through = resolver.resolve(both[0], above, said_by, spoken)
        elif d.found.rule == ALONE and up is None:
            last = next((done[j] for j in reversed(earlier) if parent[j] is None and done[j].speaker), None)
            if last is not None and "\n" not in names.text[made[earlier[-1]].anchor : d.anchor]:
                done[k] = last
                continue
        reason = identify.anonymity(names.text, d.source, d.found.context)
        kind = identify.identification(names, d.source, speaker, d.found.identification, reason is not None)
        chain = _chain(names, d, speaker, through, kind, holder, outlet)
        if speaker is None and up is not None and holder is not None and _is_rejected(names.text, d, made[up]):
            chain = holder.chain[:-1]  # who accuses is not told; it is not whoever rejects it
        chain = _continued(names.text, d, speaker, chain, [(made[j], done[j]) for j in earlier])
        done[k] = _Linked(speaker, chain, kind, reason)
    return _headed(names.text, made, parent, _beside(made, parent, [done[k] for k in range(len(made))]))


def _is_rejected(text: str, d: Draft, holder: Draft) -> bool:
    """Whether a draft is an accusation of somebody else's that its holder denies: `rejected the accusation that …`."""
    told = d.cue is not None and any(c.start <= d.cue.start and d.cue.end <= c.end for c in holder.content)
    return told and stance(text, holder.cue, holder.found.stance) == "deny"


def _beside(made: Sequence[Draft], parent: Sequence[int | None], linked: Sequence[_Linked]) -> list[_Linked]:
    """What one source says in one breath comes through one teller: ``Calling it theft, Brik told Reuters …``."""
    through = {
        d.source: w.chain for d, w, up in zip(made, linked, parent, strict=True) if up is None and len(w.chain) == 2
    }
    out = list(linked)
    for k, (d, who) in enumerate(zip(made, linked, strict=True)):
        told = through.get(d.source)
        if d.source is not None and parent[k] is None and told is not None and len(who.chain) == 1:
            out[k] = replace(who, chain=(*told[:-1], *who.chain))
    return out


def _headed(text: str, made: Sequence[Draft], parent: Sequence[int | None], linked: Sequence[_Linked]) -> list[_Linked]:
    """The drafts, those of a headline that names no speaker with the speaker of the statement that tells the same."""
    head = headings.heading(text)
    out = list(linked)
    below = [
        (k, d.cue, d.content)
        for k, d in enumerate(made)
        if parent[k] is None and d.anchor >= head.end and linked[k].speaker is not None
    ]
    for k, d in enumerate(made):
        speaker = linked[k].speaker
        if d.anchor >= head.end or parent[k] is not None or d.source is None or len(linked[k].chain) != 1:
            continue
        if speaker is None or speaker.kind is not None:
            continue
        same = headings.told_again(text, (d.cue, d.content), below)
        if same is None:
            continue
        fuller = linked[same]
        if fuller.speaker is not None and headings.may_be(speaker.name, fuller.speaker):
            out[k] = _Linked(fuller.speaker, fuller.chain[-1:], fuller.kind, linked[k].reason)
    return out


def publisher(document: Document) -> frozenset[str]:
    """What the report's own publisher is called, in plain letters: its name and the label of its address."""
    found = {_plain(document.outlet)} if document.outlet else set()
    host = re.match(r"https?://([^/:]+)", document.url or "")
    if host:
        labels = [label for label in host.group(1).split(".") if label not in ("www", "com", "org", "net", "co")]
        found |= {_plain(label) for label in labels if len(label) > 3}
    return frozenset(found)


def _plain(name: str) -> str:
    return "".join(c for c in name.lower().removeprefix("the ") if c.isalnum())


def _in_speech(quoted: Quoted, d: Draft, holder: Draft) -> bool:
    """Whether a source stands inside quotation marks that the holder's cue stands outside of."""
    q = quoted.at(d.source.start) if d.source is not None else None
    return q is not None and (holder.cue is None or not q.start <= holder.cue.start < q.end)


def _continued(
    text: str, d: Draft, speaker: Speaker | None, chain: tuple[Teller, ...], earlier: Sequence[tuple[Draft, _Linked]]
) -> tuple[Teller, ...]:
    """A speaker who goes on in the same paragraph goes on through the same teller.

    Somebody without a name (``the soldier``), whom the report has through a teller only, does so in the paragraphs
    that follow too.
    """
    if speaker is None or len(chain) != 1 or d.source is None:
        return chain
    for other, linked in reversed(earlier):
        if linked.speaker is None:
            continue
        if "\n" in text[other.anchor : d.anchor] and (speaker.kind is not None or not linked.speaker.same(speaker)):
            return chain
        if linked.speaker.same(speaker):
            return (*linked.chain[:-1], *chain) if len(linked.chain) == 2 else chain
        if linked.speaker.kind == "person":
            return chain
    return chain


_OF_OTHERS = re.compile(r"^(?:the|his|her|its|their)\s+", re.IGNORECASE)


def _around(text: str, d: Draft) -> Span:
    """The words of a statement's sentence that are none of its content."""
    low = min(d.anchor, d.source.start if d.source else d.anchor)
    start = max(text.rfind(mark, max(0, low - 160), low) for mark in (". ", "\n", "? ", "! ", "” ", '" ')) + 1
    start = max(start, max((c.end for c in d.content if c.end <= low), default=0), low - 160)
    after = min((c.start for c in d.content if c.start >= d.anchor), default=min(len(text), d.anchor + 90))
    return Span(start, max(start, after))


def _depth(parent: Sequence[int | None], k: int) -> int:
    depth, at = 0, parent[k]
    while at is not None:
        depth, at = depth + 1, parent[at]
    return depth


def _chain(
    names: Inventory, d: Draft, speaker: Speaker | None, through: Speaker | None, kind: Identification,
    holder: _Linked | None, outlet: frozenset[str],
) -> tuple[Teller, ...]:  # fmt: skip
    above = holder.chain if holder else ()
    if speaker is None:
        return above
    place = d.source
    origin = Teller(speaker.name, kind, place.start if place else None, place.end if place else None)
    if holder is not None and holder.speaker is not None:
        if holder.speaker.same(speaker):
            return above
        return (*above, origin)
    if above and Speaker(above[-1].text, 0, 0, None).same(speaker):
        return above
    if through is not None and _plain(through.name) not in outlet and not through.same(speaker):
        return (*above, Teller(through.name, None, through.start, through.end), origin)
    told = chains.teller(names, d.cue, d.source, d.found.context, d.found.tellers)
    passed = relays.passed_on(names.text, d.source, _around(names.text, d)) if told is None and not above else None
    if passed is not None:
        name = _OF_OTHERS.sub("", passed.of(names.text))
        return (Teller(name, None, passed.start, passed.end), origin)
    if told is not None and _plain(told[0]) not in outlet:
        name, span = told
        if not Speaker(name, span.start, span.end, None).same(speaker):
            return (*above, Teller(name, "organisation", span.start, span.end), origin)
    return (*above, origin)


def statements(document: Document, names: Inventory, quoted: Quoted, made: Sequence[Draft]) -> tuple[Statement, ...]:
    """The rows of a document, in text order."""
    text, own = names.text, document.text  # broken lines are whole in what the rules read
    parent = parents(made)
    linked = link(names, made, parent, publisher(document), quoted)
    ids = [row_id(document.id, "statement", d.content, f"{d.anchor}") for d in made]
    children: dict[int, list[int]] = {}
    for k, up in enumerate(parent):
        if up is not None:
            children.setdefault(up, []).append(k)
    rows = []
    for k, (d, who) in enumerate(zip(made, linked, strict=True)):
        kind = type_of(quoted, d.content, d.cue)
        rule = d.found.rule
        if rule in _SPOKEN or (kind == "indirect" and _unmarked(text, quoted, d)):
            kind, rule = "direct", rule if rule in _SPOKEN else f"{rule}+lost-marks"
        up = parent[k]
        rows.append(
            Statement(
                id=ids[k],
                type=kind,
                content=tuple(c.quote(own) for c in d.content),
                source=d.source.quote(own) if d.source else None,
                cue=d.cue.quote(own) if d.cue else None,
                chain=who.chain,
                identification=who.kind,
                stance=stance(text, d.cue, d.found.stance),
                factuality=factuality(text, d.cue, d.content, d.found.factuality),
                confidence=confidence(features(text, d.found, kind, d.source, d.content, up is not None)),
                rule=rule,
                anonymity_reason=who.reason.quote(own) if who.reason else None,
                hedges=tuple(h.quote(own) for h in hedges(text, d.cue, d.content, _inner(made, children.get(k, ())))),
                parent=ids[up] if up is not None else None,
            )
        )
    return tuple(sorted(rows, key=lambda r: (r.content[0].start, -r.content[-1].end, r.id)))


def _unmarked(text: str, quoted: Quoted, d: Draft) -> bool:
    inside = quoted.at(d.anchor) is not None
    return not inside and lost_marks(text, d.content, d.cue, d.source)


def _inner(made: Sequence[Draft], held: Sequence[int]) -> tuple[Span, ...]:
    """The contents of the statements that a draft holds: their hedges are theirs."""
    return tuple(c for j in held for c in made[j].content)
