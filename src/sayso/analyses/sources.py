"""Who is who among the sources of one story: names of one origin, its speakers, its side.

Names join when one's words lie in the other's and both have the same head (`the ministry`, `Sorvenia's
Ministry of Emergencies`), and when only one name fits. Somebody who speaks for an organisation is that
organisation; another official of it is a source of his own on its side.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from sayso.lexicon import table
from sayso.lexicon.tables import alternation
from sayso.model import Statement

from .reports import Report, name_words
from .words import fold, text_words

_VAGUE = frozenset(
    (
        "he",
        "she",
        "it",
        "they",
        "who",
        "officials",
        "sources",
        "source",
        "media",
        "reports",
        "some",
        "others",
        "witnesses",
        "activists",
        "residents",
        "people",
        "many",
        "analysts",
        "experts",
        "claim",
        "statement",
        "toll",
        "figure",
        "local",
        "preliminary",
        "initial",
        "early",
        "unconfirmed",
        "several",
        "various",
        "press",
        "news",
        "unofficial",
    )
)
_RELATIVE = re.compile(r",?\s(?:which|who|whom|whose|citing|quoting|quoted|when|where)\s")
_PASSING = re.compile(
    r"(?<!\w)(?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b[A-Z]\w+[- ]based\b|\bso-called\b|\bsaid\b",
    re.IGNORECASE,
)
_POINTING = re.compile(r"(?:the\s)?(?:same|this|that|these|those|latter|former)\s", re.IGNORECASE)
_APPOSED = re.compile(r",?\s(?:an?|which|who|that|(?:also |better )?known as)\s.*$", re.DOTALL)
_ALSO = re.compile(r"\s(?:and|or|as well as)\s(?:the\s|\w+\s(?=[a-z])|[a-z])")  # a second source behind the first
_ONLY_BASED = re.compile(
    r"[\w.]+-(?:based|led|backed|run|linked)(?:\s(?:group|body|network|organi[sz]ation|monitors?))?"
)
_INNER = re.compile(r"(?<=\w)(?<!\bof)(?<!\bfor)(?<!\bin)(?<!\bat)(?<!\bto)(?<!\bfrom)(?<!\band)\sthe\s(?=[A-Z])")
_REFERS = frozenset(("claim", "statement", "report", "account"))  # `the claim said`: whoever made it, named before
_NEXT = 600  # characters after a description in which the report names whom it means
_BEHIND = re.compile(r"[\s,(]*(?:[A-Z]{2,}\)?[\s,]+)?(an?\s(?:[\w-]+\s){1,6}[\w-]+)")
_BEFORE = re.compile(r"(?<![\w-])((?:an?|the|[\w-]+-based)\s(?:[\w-]+\s){1,4})(?:the\s)?$", re.IGNORECASE)
_GENERIC = frozenset(("group", "organis", "organiz", "body", "local", "senior", "unnam"))
_TELLS = 3  # words of a name that tell a body apart
_AROUND = 90  # characters after a name in which a report may say what it is
_NAMED = frozenset(("named", "pseudonym", "organisation", "document"))


@dataclass(slots=True)
class Source:
    """One origin of a story, as it is gathered. ``wordings``: names with how often each is used."""

    key: str
    kind: str
    words: frozenset[str]
    head: str
    wordings: Counter[str] = field(default_factory=Counter)
    entities: set[str] = field(default_factory=set)
    side: str | None = None
    reasons: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The most frequent wording with a capital and of more than one word, where there is one."""

        def rank(w: str) -> tuple[object, ...]:
            return w != w.lower(), len(name_words(w)) > 1, self.wordings[w], len(name_words(w)), w

        return max(self.wordings, key=rank)


def _told_apart(name: str) -> frozenset[str]:
    """The words of a name that tell it apart: days and `London-based` say nothing of who it is."""
    return name_words(_PASSING.sub(" ", name)) or name_words(name)


def _head_nouns() -> frozenset[str]:
    """Head nouns of bodies, as folded words."""
    entries = [e for e in table("names_heads").entries if e.fields.get("kind") in ("organisation", "unit")]
    return frozenset(fold(f) for e in entries for f in e.forms if not f.endswith("*"))


def head_word(name: str) -> str:
    """The head of a name: the last word before `of`, `for`, `in`; else the last word."""
    core = re.split(r"\s(?:of|for|in|at|from|against)\s|,", " " + name.strip(), maxsplit=1)[0].split() or name.split()
    return fold(re.sub(r"\W", "", core[-1])) if core else ""


def is_vague(name: str) -> bool:
    """Whether a wording names nobody in particular."""
    found = _told_apart(name) - {"on"}
    return not found or found <= _VAGUE or "agencies" in found or bool(_POINTING.match(name))


class Sources:
    """The sources of one story. Fill with :meth:`add` in a fixed order, then :meth:`settle`."""

    def __init__(self, outlets: frozenset[frozenset[str]] = frozenset()) -> None:
        self._outlets = outlets
        self._by_key: dict[str, Source] = {}
        self._links: list[tuple[str, str, str, bool, str]] = []  # key, organisation, reason, speaks for it, report
        self._uses: Counter[tuple[str, str]] = Counter()  # (report, key): statements
        self._same: dict[str, str] = {}
        self._texts: dict[str, str] = {}
        self._descriptions: dict[tuple[str, str], frozenset[str]] = {}
        self._heads = _head_nouns()
        self._at: dict[str, int] = {}  # key -> where it is used last
        self._definite: set[str] = set()  # keys with an article that points back
        self._seats = {f: e.key for e in table("copying").where(role="seat") for f in e.forms}
        self._last: dict[str, tuple[int, str]] = {}  # report -> its last source and where that was used
        self._bare: dict[str, tuple[str, frozenset[str]]] = {}  # key -> (report, its words)
        self._speaker = re.compile(
            alternation([f for e in table("copying").where(role="speaker") for f in e.forms]), re.IGNORECASE
        )
        self._class = re.compile(
            alternation([f for e in table("copying").where(role="class") for f in e.forms]) + r"$", re.IGNORECASE
        )
        self._class_heads = {fold(f) for e in table("copying").where(role="class_head") for f in e.forms}
        self._agency = re.compile(alternation([f for e in table("copying").where(role="agency") for f in e.forms]))

    def add(self, report: Report, statement: Statement, family: str) -> str | None:
        """Note the origin of a statement; returns its key, ``None`` when nobody in particular is named.

        ``family`` tells apart sources without a name, who are one only where the text is one.
        """
        if not statement.chain:
            return None
        teller = statement.chain[-1]
        name = self._plain_name(teller.text)
        start = statement.content[0].start
        if name.casefold().removeprefix("the ") in _REFERS and report.id in self._last:
            at, before = self._last[report.id]
            if 0 <= start - at <= _NEXT:
                return before
        if is_vague(name) or (teller.kind or statement.identification) in ("unspecified", "unnamed"):
            return None
        words = _told_apart(name)
        if words & self._seats.keys() and head_word(name) in self._heads:
            words = frozenset(self._seats.get(w, w) for w in words)
        kind = self._kind(name, words, teller.kind or statement.identification)
        plain = " ".join(sorted(words))
        if _ONLY_BASED.fullmatch(name):
            kind = "role"
        bare = kind in ("organisation", "role") and self._describes(name, words)
        own = bare and kind == "organisation"
        key = f"{report.id}\x1f{plain}" if own else plain if kind in _NAMED else f"{family}\x1f{plain}"
        if bare:  # `the ministry` is whichever ministry this report speaks of
            self._bare[key] = (report.id, frozenset(text_words(report.text)))
        self._texts.setdefault(report.id, report.text)
        source = self._by_key.setdefault(key, Source(key, kind, words, head_word(name)))
        source.wordings[name] += 1
        self._at[key] = start
        if statement.source is not None and statement.source.text[:4].casefold() == "the ":
            self._definite.add(key)
        self._last[report.id] = start, key
        self._uses[(report.id, key)] += 1
        entity = _entity(report, name, teller.start, teller.end)
        if entity and not bare:
            source.entities.add(entity)
        self._note_side(report, statement, source, name)
        return key

    def _note_side(self, report: Report, statement: Statement, source: Source, name: str) -> None:
        """What the wording of the source says of the organisation that it belongs to."""
        wording = _RELATIVE.split(statement.source.text if statement.source else name, maxsplit=1)[0]
        rest = wording
        for word in re.findall(r"[^\W_]+", name):
            rest = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", " ", rest)
        speaks = bool(self._speaker.search(wording))
        if source.kind in ("organisation", "document") and not (speaks and name_words(rest)):
            outer = re.split(r"\s(?:of|for)\s(?:the\s)?", name, maxsplit=1)
            owner = outer[1] if len(outer) > 1 else ""
            if not owner and "’s " in name.replace("'s ", "’s "):
                owner = name.replace("'s ", "’s ").split("’s ")[0]
            if owner:
                self._links.append((source.key, owner, "", False, report.id))
            return
        rest = self._speaker.sub(" ", rest)
        if len(name_words(rest)) and len(rest) < 160:
            reason = f"`{' '.join(wording.split())}` ({report.document.path})"
            self._links.append((source.key, rest, reason, speaks, report.id))

    def settle(self) -> None:
        """Join names, and speakers with whom they speak for."""
        named = [s for s in self._by_key.values() if s.kind in _NAMED]
        parent = {k: k for k in self._by_key}

        def root(key: str) -> str:
            while parent[key] != key:
                key = parent[key]
            return key

        by_entity: dict[str, str] = {}
        for source in sorted(named, key=lambda s: s.key):
            for entity in sorted(source.entities):
                first = by_entity.setdefault(entity, source.key)
                parent[root(source.key)] = root(first)
        everyone = [*named, *(s for k, s in self._by_key.items() if k in self._bare and s not in named)]
        for source in sorted(everyone, key=lambda s: (s.key in self._bare, -len(s.words), s.key)):
            wider = {root(o.key) for o in named if o is not source and _within(source, o)}
            if source.key in self._bare:
                ways = (self._meant, self._only, self._described)
                wider = next((f for way in ways if len(f := way(source, named, root)) == 1), set())
            wider.discard(root(source.key))
            if len(wider) == 1:
                parent[root(source.key)] = wider.pop()
            elif len(wider) > 1 and len(source.words) >= _TELLS and source.key not in self._bare:
                for other in sorted(wider):  # a full name, and longer wordings that describe it
                    parent[other] = root(source.key)
            elif source.key in self._bare and root(source.key) == source.key:
                source.kind = "role"  # a description that fits no body named here: no name tells it apart
        self._same = {k: root(k) for k in self._by_key}
        votes: dict[str, Counter[str]] = {}
        because: dict[tuple[str, str], str] = {}
        for key, wording, reason, speaks, report in self._links:
            organisation = self._organisation(wording, key, report)
            me = self._same[key]
            if organisation is None or organisation == me:
                continue
            if speaks:
                votes.setdefault(me, Counter())[organisation] += 1
                because.setdefault((me, organisation), reason)
            else:
                self._by_key[me].side = self._by_key[me].side or organisation
        bodies = {o for found in votes.values() for o in found}
        spoken: set[str] = set()
        for me in sorted(votes.keys() - bodies):  # who is spoken for does not move
            organisation = max(votes[me], key=lambda o: (votes[me][o], o))
            mine = {k for k, r in self._same.items() if r == me}
            spoken |= mine
            self._same |= dict.fromkeys(mine, organisation)
            self._by_key[organisation].reasons.append(f"speaks for it: {because[(me, organisation)]}")
        for key, target in self._same.items():
            if key != target and key not in spoken:
                self._by_key[target].wordings.update(self._by_key[key].wordings)

    def _plain_name(self, name: str) -> str:
        """A name without what is said of it: `Rami Abdel Rahman director of …`, `… a Britain-based group`."""
        bare = _APPOSED.sub("", name) if name[:1].isupper() else name
        *_, bare = _INNER.split(bare)  # `Turkey the Britain-based Observatory`, where a text has lost its commas
        second = _ALSO.search(bare)
        if second and len(re.findall(r"(?<!\w)[A-Z]\w+", bare[: second.start()])) > 1:
            bare = bare[: second.start()]  # `the Observatory for Human Rights and medics`: the first by name
        role = self._speaker.search(bare)
        if role and role.start() > 3 and bare[:1].isupper() and bare[role.end() :].startswith((" of ", " for ")):
            return bare[: role.start()].rstrip(" ,") or name
        return bare or name

    def _kind(self, name: str, words: frozenset[str], kind: str) -> str:
        """What a name names, where its words tell: a body by its head noun or as an outlet; a person by capitals."""
        if words in self._outlets:
            return "organisation"
        capitals = [w for w in re.findall(r"[^\W\d_]+", _PASSING.sub(" ", name)) if w[0].isupper()]
        if kind in ("organisation", "document", "named", "pseudonym") or not capitals:
            return kind
        if head_word(name) in self._heads:
            return "organisation"
        return "named" if len(capitals) > 1 and len(capitals) == len(name.split()) and kind != "role" else kind

    def _describes(self, name: str, words: frozenset[str]) -> bool:
        """Whether a source is told by a description, which names nobody outside its report: `the ministry`."""
        core = _PASSING.sub(" ", name).strip()
        if _ONLY_BASED.fullmatch(name) or self._class.fullmatch(core):
            return True
        return core == core.lower() != core.upper() or (len(words) == 1 and words <= self._heads)

    def _described(self, source: Source, named: Sequence[Source], root: Callable[[str], str]) -> set[str]:
        """Which named body a description means: the one of which its report, else any, says that it is such a thing."""
        report, _ = self._bare[source.key]
        wanted = stems_of(source.words) - _GENERIC
        if not wanted:
            return set()
        bodies: dict[str, list[Source]] = {}
        for other in named:
            if other.key not in self._bare and other.kind == "organisation" and len(other.words) > 1:
                bodies.setdefault(root(other.key), []).append(other)
        for reports in ((report,), tuple(self._texts)):
            found = {k for k, names in bodies.items() if any(wanted <= self._said_of(names, r) for r in reports)}
            if found:
                return found
        return set()

    def _only(self, source: Source, named: Sequence[Source], root: Callable[[str], str]) -> set[str]:
        """The body that a report names, where the description says no more than that it is a body of some class: `a
        monitoring group said` opens what `the Observatory` goes on with. It is the next such body that the report
        names; without one, the one body that the report relies on."""
        report, _ = self._bare[source.key]
        wording = max(source.wordings)
        if not self._class.search(wording) and not _ONLY_BASED.fullmatch(wording):
            return set()
        text, start = self._texts[report], self._at[source.key]
        bodies = [
            o for o in named
            if o is not source and o.kind == "organisation" and o.words not in self._outlets
            and (o.key not in self._bare or self._bare[o.key][0] == report)
            and not any(self._agency.fullmatch(n) for n in o.wordings)
        ]  # fmt: skip
        watching = [o for o in bodies if o.head in self._class_heads and not self._class.fullmatch(o.name)]
        if source.key in self._definite:
            places = {(at, root(o.key)) for o in watching for n in o.wordings if (at := text.rfind(n, 0, start)) >= 0}
            if places:
                return {key for at, key in places if at == max(places)[0]}
        places = {(at, root(o.key)) for o in watching for n in o.wordings if (at := text.find(n, start)) >= 0}
        near = sorted(x for x in places if x[0] - start <= _NEXT)
        if near:
            return {key for at, key in near if at == near[0][0]}
        found = {
            root(o.key) for o in bodies
            if o.key not in self._bare and self._uses[(report, o.key)] and not self._class.search(o.name)
        }  # fmt: skip
        return found if len(found) == 1 else set()

    def _said_of(self, names: Sequence[Source], report: str) -> frozenset[str]:
        """Stems of the words by which a report says what a body is: `Name, a monitoring group`, `the monitor Name`."""
        out: set[str] = set()
        for source in names:
            key = (source.key, report)
            if key not in self._descriptions:
                self._descriptions[key] = _descriptions(source.wordings, self._texts[report])
            out |= self._descriptions[key]
        return frozenset(out)

    def _meant(self, source: Source, named: Sequence[Source], root: Callable[[str], str]) -> set[str]:
        """Which named body a bare word means in its report: the one named there; of several the one relied on most."""
        report, words = self._bare[source.key]
        found: Counter[str] = Counter()
        for other in named:
            if other.key not in self._bare and _within(source, other) and other.words <= words:
                found[root(other.key)] += 1 + 2 * self._uses[(report, other.key)]
        if len(found) < 2:
            return set(found)
        (first, most), (_, next_most) = found.most_common(2)
        return {first} if most > next_most else set()

    def _organisation(self, wording: str, not_key: str, report: str) -> str | None:
        """The one organisation of the story that a wording names; of several the one that the report relies on most."""
        words = [fold(w) for w in re.findall(r"[^\W_]+", wording.replace("’s", "").replace("'s", ""))]
        found: Counter[str] = Counter()
        for source in self._by_key.values():
            if source.kind != "organisation" or source.key == not_key:
                continue
            if source.head in words and (len(source.words & set(words)) == len(source.words) or len(words) <= 4):
                found[self._same[source.key]] += self._uses[(report, source.key)]
        if len(found) < 2:
            return next(iter(found), None)
        (first, most), (_, next_most) = found.most_common(2)
        return first if most > next_most else None

    def __getitem__(self, key: str) -> Source:
        return self._by_key[self._same.get(key, key)]

    def issuer(self, report: Report) -> str | None:
        """The source that a report's outlet is, where others name it: a body that tells of itself is origin."""
        head, words = head_word(report.outlet_name), report.outlet
        found = {
            self[s.key].key
            for s in self._by_key.values()
            if s.kind == "organisation"
            and s.head == head
            and (s.words == words or (len(s.words) > 1 and (s.words < words or words < s.words)))
        }
        return found.pop() if len(found) == 1 else None

    def is_described(self, key: str) -> bool:
        """Whether a source is told by a description only."""
        return self._same.get(key, key) in self._bare

    def is_class(self, key: str) -> bool:
        """Whether a source is told only as a body of some class: `a monitoring group`."""
        return self.is_described(key) and any(self._class.search(w) for w in self[key].wordings)

    def is_agency(self, key: str) -> bool:
        """Whether a source is a news agency, which tells what others say."""
        return any(self._agency.fullmatch(name) for name in self[key].wordings)

    def side(self, key: str) -> str | None:
        """The name of the organisation or party behind a source: its own, where it is one."""
        source = self[key]
        if source.side is not None:
            return self[source.side].name
        return source.name if source.kind == "organisation" else None

    def part_of(self, part: str, whole: str) -> bool:
        """Whether one source is an organ of the other: a name of it holds a name of the other."""
        a, b = self[part], self[whole]
        if a.key == b.key or a.kind != "organisation":
            return False
        mine = [s.words for s in self._by_key.values() if self[s.key].key == a.key and s.kind == "organisation"]
        theirs = [s.words for s in self._by_key.values() if self[s.key].key == b.key and s.kind == "organisation"]
        return any(len(w) > 1 and w < m for w in theirs for m in mine)


def _descriptions(names: Iterable[str], text: str) -> frozenset[str]:
    """Stems of what a text says of a name: in apposition behind it or before it, or in a longer form of it."""
    out: set[str] = set()
    for name in names:
        at = text.find(name)
        if at >= 0:
            out |= stems_of((name,))
        while at >= 0:
            end = at + len(name)
            behind = _BEHIND.match(text[end : end + _AROUND])
            before = _BEFORE.search(text[max(0, at - _AROUND) : at])
            out |= stems_of(m.group(1) for m in (behind, before) if m)
            at = text.find(name, end)
    return frozenset(out)


def _within(short: Source, long: Source) -> bool:
    if short.kind != long.kind and {short.kind, long.kind} != {"named", "pseudonym"}:
        return False
    return short.head == long.head and short.words < long.words


def _entity(report: Report, name: str, start: int | None, end: int | None) -> str | None:
    """The entity of the mention at a teller's place, where half of both overlap and a word is common."""
    if start is None or end is None:
        return None
    for mention in report.rows.mentions:
        shared = min(end, mention.end) - max(start, mention.start)
        if (
            mention.entity
            and name_words(mention.text) & name_words(name)
            and 2 * shared >= max(end - start, mention.end - mention.start)
        ):
            return mention.entity
    return None


def stems_of(texts: Iterable[str]) -> frozenset[str]:
    """Light stems of all words, for comparing what is said."""
    return frozenset(light_stem(w) for t in texts for w in text_words(t) if len(w) > 2 or w.isdigit())


def light_stem(word: str) -> str:
    """A word without its commonest English endings; at most seven letters."""
    for ending in ("ingly", "edly", "ings", "ing", "ied", "ies", "ers", "ed", "er", "es", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    if len(word) > 3 and word[-1] == word[-2]:
        word = word[:-1]
    return word[:7]
