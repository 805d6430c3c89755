"""The names of one document: every capitalised name with its kind, its fullest form and its roles."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal
from unicodedata import combining, normalize

from sayso.encoders.reading import Named
from sayso.lexicon import table
from sayso.lexicon.calendar import MONTH_NAMES, WEEKDAYS

Kind = Literal["person", "organisation", "place", "other"]

_SHORT = (
    r"(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Rep|Lt|Col|Jr|Sr|Inc|Corp|Co|Ltd|Gov|Prof|Maj|Capt|Sgt|Adm|Rev|Bros|"
    r"Spc|Asst|Cpl|Pvt|Pfc|Brig|Cmdr|Hon|Insp|Supt)\."
)
_WORD = (
    rf"(?:(?:[A-Z]\.){{2,}}|(?<!\w)[A-Z]\.|(?<!\w){_SHORT}|"
    r"[^\W\d_a-zа-яёіїєґ](?:[\w’'-]|[&–](?=[A-Z]))*)"
)
_CAPITAL = re.compile(r"[^\W\d_a-zа-яёіїєґ](?<!\w.)", re.DOTALL)
_LINE = re.compile(r"\S[^\n]*")
_LONGER = re.compile(r"[A-Za-z]{4,}+(?![^\W\d_])|[^\W\d_]{4,}")  # words of four letters or more
_ALNUM = re.compile(r"\w+")
_INITIALS = re.compile(r"[A-Z](?<!\w[A-Z])\.?(?:[A-Z]\.?){1,5}(?!\w)")
_CALLED = re.compile(
    r"\b(?:m[ae]n|wom[ae]n|fighter|soldier|veteran|volunteer|participant|companion|interviewee|officer|commander|boy|girl|"
    r"resident|medic|nurse|doctor|driver|pilot|deserter|prisoner|refugee|survivor|activist|serviceman|recruit)\s"
    r"(?:(?:known (?:only )?as|named|called|nicknamed|with the (?:call[- ]?sign|nickname)|who goes by)\s)"
    r"(?:the (?:call[- ]?sign|name) )?[“\"'‘]?$"
)
_AGAINST = re.compile(r"\b(?:anti|pro|non|post|ex|mid)-$", re.IGNORECASE)
DEMONYM = re.compile(r"(?:ian|ish|ese|ean|can)$")  # Belarusian data are no Belarusian regiment's
_PART = re.compile(r"\S+")
_LINK = r"(?:of|the|and|for|de|del|da|dos|la|le|van|von|der|den|bin|ibn|al|el|ul|&)"
_NAME = re.compile(rf"(?<!\w)(?:{_WORD})(?:[ \u00a0](?:{_LINK}[ \u00a0]){{0,2}}(?:{_WORD}|\d+(?!\w)))*")
_TITLES = frozenset(
    "mr mrs ms miss dr sir dame lord lady prof professor rev reverend president vice prime minister "
    "chancellor king queen prince princess pope bishop cardinal imam rabbi senator sen representative rep "
    "congressman congresswoman congressperson governor gov lieutenant mayor councillor secretary ambassador "
    "general gen colonel col major maj captain capt sergeant sgt lt admiral commander chief judge justice "
    "attorney spc cpl pvt pfc brig cmdr hon insp supt "
    "spokesman spokeswoman spokesperson director chairman chairwoman ceo officer analyst coach "
    "detective inspector deputy former acting then us u.s uk state foreign defence defense head premier "
    "commissioner superintendent police democratic republican democrat special counsel speaker sheikh "
    "ayatollah mp mep executive astronaut driver author singer actor actress historian economist".split()
)
_STRONG = frozenset(
    "president minister secretary general senator governor mayor colonel admiral captain ambassador prince "
    "king queen pope judge justice commissioner spokesman spokeswoman spokesperson chancellor premier ceo "
    "chairman director representative congressman congresswoman professor dr mr mrs ms".split()
)
_OFFICES = frozenset(
    "president minister secretary senator governor mayor ambassador chancellor spokesman spokeswoman spokesperson "
    "premier ceo chairman chairwoman director commissioner congressman congresswoman".split()
)
_GENERALS = frozenset("attorney secretary director solicitor surgeon governor major brigadier lieutenant".split())
_NOT_NAME = frozenset(
    "the a an on in at by it he she they we i you his her their its our my this that these those there but "
    "and or if as when while after before according however although since for from with to of not no one "
    "two some many most several both all other another such what who how why where which yes meanwhile "
    "also then now today yesterday earlier later last next more "
    "under during despite because so still even just only first once additionally furthermore moreover "
    "nevertheless speaking asked".split()
) | {*MONTH_NAMES, *WEEKDAYS}  # fmt: skip
_ORGANISED = frozenset(
    "Ministry Department Agency Authority Commission Committee Council Court Party University College School "
    "Institute Institution Association Organisation Organization Federation Union Group Company Corporation "
    "Corp Inc Ltd LLC plc Bank Fund Board Bureau Office Service Services Police Army Navy Force Forces Guard "
    "Congress Senate House Parliament Government Administration Center Centre Hospital Church Club League "
    "Society Foundation Network News Times Post Journal Press Herald Tribune Gazette Guardian Telegraph "
    "Observer Magazine Radio Television TV Airlines Airways Motors Technologies Industries Systems Holdings "
    "Nations Front Movement Alliance Coalition Command Embassy Observatory Survey Airport Campaign "
    "Republicans Democrats Labour Team Trust Exchange Reserve Treasury Pentagon Kremlin".split()
)  # fmt: skip
_WORDS_BEFORE = re.compile(r"((?:[\w’'-]+[^\S\n]+){1,6})$")
_ROLE_BEFORE = re.compile(r"((?:[\w’'-]+[^\S\n]+){0,8}[\w’'-]+),$")
_ROLE_AFTER = re.compile(
    r"\s*[,(]\s*(?:(?:the|a|an|who|its|their|his|her|former|then|currently|"
    r"also)\s+)?([^,()\n.;]{3,90}?)\s*(?=[,().;\n])"
)


@cache
def _agencies() -> frozenset[str]:
    """The names of news agencies."""
    return frozenset(f for e in table("copying").where(role="agency") for f in e.forms)


def organised(name: str) -> bool:
    """Whether a word of the name says that it is a body."""
    return not _ORGANISED.isdisjoint(_ALNUM.findall(name))


@dataclass(frozen=True, slots=True)
class Name:
    """One mention of a name; ``core`` is the name without titles."""

    start: int
    end: int
    core: str
    kind: Kind | None


class Inventory:
    """The names of ``text``; ``named`` are the model's, empty where none ran."""

    def __init__(self, text: str, named: Sequence[Named]) -> None:
        self.text = text
        self._kinds = [(n.start, n.end, n.kind) for n in named if n.kind != "unit"]
        self._kind_starts = [k[0] for k in self._kinds]
        self.names = tuple(self._find())
        self._starts = [n.start for n in self.names]
        self._kind_by_core = self._vote()

    def _find(self) -> list[Name]:
        found = []
        heads = self._headlines()
        for start, end in self._runs():
            if end - start > 24 and any(a <= start < b for a, b in heads):
                continue
            if self.text[start - 1 : start] == "-" and _AGAINST.search(self.text, max(0, start - 7), start):
                continue  # anti-Kremlin volunteers
            words = [w.span() for w in _PART.finditer(self.text, start, end)]
            while words and self._plain(*words[0]):
                words.pop(0)
            while words and self.text[words[-1][0] : words[-1][1]].lower() in ("the", "of", "and", "for", "in", "on"):
                words.pop()
            if not words or len(words) > _LONGEST_NAME:
                continue
            for owned in self._owned(words):
                for part in self._parted(owned):
                    name = self._name(part)
                    if name is not None:
                        found.append(name)
        return found

    def _runs(self) -> Iterator[tuple[int, int]]:
        """The runs of capitalised words: every match of the pattern of names, tried at capitals only."""
        capital = _CAPITAL.search(self.text)
        while capital is not None:
            run = _NAME.match(self.text, capital.start())
            if run is not None:
                yield run.span()
            capital = _CAPITAL.search(self.text, run.end() if run else capital.end())

    def _owned(self, words: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
        """The words of one run of capitals, cut after each possessive: ``CNN's Rosa Lima``."""
        out: list[list[tuple[int, int]]] = [[]]
        for a, b in words:
            out[-1].append((a, b))
            if self.text[a:b].endswith(("'s", "’s")):
                out.append([])
        return [part for part in out if part]

    def _parted(self, words: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
        """The words of one run of capitals, cut where the model sees a person end or begin inside it."""
        start, end = words[0][0], words[-1][1]
        at = bisect_left(self._kind_starts, start)
        while at < len(self._kinds) and self._kinds[at][0] < end:
            s, e, kind = self._kinds[at]
            at += 1
            if kind != "person" or e - s < 5:
                continue
            inner = [w for w in words if s <= w[0] and w[1] <= e + 2]
            after = [w for w in words if w[0] >= e]
            before = [w for w in words if w[1] <= s]
            if len(inner) < 2:
                continue
            if after and self.text[after[0][0] : after[0][1]] in ("of", "for", "from", "in", "at", "on"):
                rest = after[1:]
                while rest and self._plain(*rest[0]):
                    rest.pop(0)
                return [before + inner, rest] if rest else [before + inner]
            if before and not after and len(before) > 1:
                return [before, inner]
        return [words]

    def _name(self, words: list[tuple[int, int]]) -> Name | None:
        core = self._core(words)
        if not core:
            return None
        begin, stop = core[0][0], core[-1][1]
        word = self.text[begin:stop]
        if (
            word[-1] == "."
            and (len(word) < 3 or word[-2].islower())
            and not word.endswith(("Jr.", "Inc.", "Co.", "Ltd."))
        ):
            stop -= 1
        for tail in ("'s", "’s", "s'", "s’", "'", "’"):
            if self.text[begin:stop].endswith(tail):
                stop -= len(tail) if tail[0] in "'’" else 1
                break
        if stop - begin < 2 and self.text[begin:stop] != "X":
            return None
        titled = core[0] != words[0]
        return Name(words[0][0], stop, self.text[begin:stop], self._guess(begin, stop, titled))

    def _core(self, words: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """The words of a name without the titles before it; empty where nothing but titles is left.

        ``U.S. Army General Joseph Votel`` has a title inside: the name is what follows it. A title that ``of``
        follows is a role (``President of the United States``), not a titled name.
        """
        low = [self.text[a:b].lower().strip(".,'’") for a, b in words]
        cut = 0
        for k, word in enumerate(low[:-1]):
            if word in _TITLES and low[k + 1] not in ("of", "for", "the", "and", "on", "in"):
                rest = [self.text[a:b] for a, b in words[k + 1 :]]
                body = organised(" ".join(rest))
                if body and word == "general" and len(rest) < 4:
                    continue  # General Motors is no officer
                if (k == cut and (not body or word in _STRONG)) or (len(rest) <= 4 and not body and word in _STRONG):
                    cut = k + 1
        if len(words) - cut == 1 and low[-1] in _TITLES:
            return []
        return words[cut : _without_office(low, cut)]

    def _headlines(self) -> list[tuple[int, int]]:
        """Lines in which nearly every word has a capital: headings, whose words are no names."""
        found = []
        for line in _LINE.finditer(self.text, 0, 4000):
            words = _LONGER.findall(line.group())
            if 3 <= len(words) <= 20 and sum(w[0].isupper() for w in words) > 0.85 * len(words):
                found.append(line.span())
        return found

    def _plain(self, start: int, end: int) -> bool:
        raw = self.text[start:end].strip(".,'’")
        if raw in ("WHO", "US", "IT") and any(c.islower() for c in self.text[max(0, start - 20) : end + 20]):
            return False  # a body, where the line is not all in capitals
        return raw.lower() in _NOT_NAME or raw.isdigit()

    def _guess(self, start: int, end: int, titled: bool) -> Kind | None:
        word = self.text[start:end]
        at = bisect_left(self._kind_starts, start - 40)
        best: Kind | None = None
        while at < len(self._kinds) and self._kinds[at][0] < end:
            s, e, kind = self._kinds[at]
            if s < end and start < e:
                best = kind
            at += 1
        if organised(word) or word in _agencies() or (word.isupper() and 2 <= len(word) <= 7 and word.isalpha()):
            return "organisation"
        if titled or (best != "person" and _CALLED.search(self.text, max(0, start - 60), start)):
            return "person"
        return best

    def _vote(self) -> dict[str, Kind]:
        votes: dict[str, dict[Kind, int]] = {}
        for n in self.names:
            if n.kind is not None:
                tally = votes.setdefault(n.core, {})
                tally[n.kind] = tally.get(n.kind, 0) + 1
        return {core: max(sorted(t), key=lambda k: t[k]) for core, t in votes.items()}

    def kind(self, core: str) -> Kind | None:
        """The kind of a name, by what most of its mentions say; a surname has its bearer's kind."""
        found = self._kind_by_core.get(core)
        full = self.fullest(core)
        return self._kind_by_core.get(full, found) if found is None or found == "other" else found

    @cached_property
    def _by_last(self) -> dict[str, list[str]]:
        index: dict[str, list[str]] = {}
        for n in self.names:
            words = n.core.split()
            if len(words) > 1:
                for w in {words[-1], words[0]}:
                    held = index.setdefault(w, [])
                    if n.core not in held:
                        held.append(n.core)
        return index

    @cached_property
    def _marked(self) -> dict[str, str]:
        """Names written without the marks that their letters bear elsewhere in the text -> with them."""
        marked: dict[str, str] = {}
        for n in self.names:
            if not n.core.isascii():
                for whole in (n.core, n.core.rpartition(" ")[2]):
                    marked.setdefault(_bare(whole), whole)
        plain = {n.core for n in self.names if n.core.isascii()} if marked else set()
        return {bare: full for bare, full in marked.items() if bare in plain}

    @cached_property
    def acronyms(self) -> dict[str, str]:
        """Short form -> the full name that the document gives for it."""
        found: dict[str, str] = {}
        for m in re.finditer(r"\(([A-Z][A-Za-z&-]{1,9})\)", self.text):
            short = m.group(1)
            before = self.text[max(0, m.start() - 120) : m.start()]
            words = re.findall(r"[\w’'-]+", before)
            full = _spelled_by(short, words) if sum(c.isupper() for c in short) > 1 else None
            if full:
                at = before.rfind(full[0])
                found.setdefault(short, before[at:].strip(' ,\n“"'))
                continue
            named = [n for n in self.between(max(0, m.start() - 120), m.start()) if n.end == m.start() - 1]
            if named and named[0].kind == "organisation" and len(short) > 2 and drawn_from(short, named[0].core):
                found.setdefault(short, named[0].core)
        for n in self.names:
            words = n.core.split()
            if len(words) > 1:
                initials = "".join(w[0] for w in words if w[0].isupper())
                known = n.kind in ("organisation", "place") and len(initials) == len(words)
                if (len(initials) > 2 or known) and len(initials) <= 6 and initials in self._capitals:
                    found.setdefault(initials, n.core)
        return found

    @cached_property
    def _capitals(self) -> frozenset[str]:
        """The words of the text that are all capitals, without their stops."""
        return frozenset(w.replace(".", "") for w in _INITIALS.findall(self.text))

    def fullest(self, core: str) -> str:
        """The fullest form of a name that the document gives."""
        short = core.replace(".", "")
        if short in self.acronyms:
            return self.acronyms[short]
        core = self._marked.get(core, core)
        words = core.split()
        if len(words) == 1:
            options = [
                c
                for c in self._by_last.get(core, [])
                if c.split()[-1] == core and " and " not in c and not organised(c)
            ]
            if not options and not DEMONYM.search(core):
                options = [c for c in self._by_last.get(core, []) if c.split()[0] == core and organised(c)]
            if options:
                return max(options, key=lambda c: (len(c.split()) <= 4, len(c)))
        return core

    def between(self, start: int, end: int) -> tuple[Name, ...]:
        """The names that lie in ``start..end``."""
        at = bisect_left(self._starts, start)
        found = []
        while at < len(self.names) and self.names[at].start < end:
            if self.names[at].end <= end:
                found.append(self.names[at])
            at += 1
        return tuple(found)

    @cached_property
    def roles(self) -> dict[str, list[tuple[frozenset[str], str, int]]]:
        """For each role word its holders: (all words of the role, fullest name, where), in text order.

        From ``President X``, ``the spokesman X`` and ``X, the head of Y,``.
        """
        found: list[tuple[str, str, int]] = []
        for n in self.names:
            full = self.fullest(n.core)
            lead = self.text[n.start : n.end].lower()
            if len(lead) > len(n.core):
                found.append((lead[: -len(n.core)].strip() or lead, full, n.start))
            person = self.kind(n.core) == "person"
            before = _WORDS_BEFORE.search(self.text[max(0, n.start - 70) : n.start]) if person else None
            if before and before.group(1).lower().split()[-1] not in _BEFORE_NAMES:
                found.append((before.group(1).lower().strip(), full, n.start))
            above = self.text[max(0, n.start - 90) : n.start].rstrip() if person else ""
            before = _ROLE_BEFORE.search(above) if above.endswith(",") else None
            if before:
                found.append((before.group(1).lower().strip(), full, n.start))
            after = _ROLE_AFTER.match(self.text, n.end) if self.kind(n.core) not in ("organisation", "place") else None
            if after:
                found.append((after.group(1).lower(), full, n.start))
        index: dict[str, list[tuple[frozenset[str], str, int]]] = {}
        for role, full, at in found:
            have = frozenset(re.findall(r"[\w-]+", role))
            for word in sorted(have):
                index.setdefault(word, []).append((have, full, at))
        return index


_BEFORE_NAMES = frozenset("of in for from at by with to on and the a an or".split())
_LONGEST_NAME = 16  # words; a longer run of capitals is no name
_PASSED = frozenset("of the and for on in de to corporation company corp inc group limited ltd plc".split())


def _without_office(words: Sequence[str], first: int) -> int:
    """Where a name ends before the office that its last words name: ``Tunisian Prime Minister`` names nobody."""
    end = len(words)
    while end > first and (
        words[end - 1] in _OFFICES
        or (words[end - 1] == "general" and end > first + 1 and words[end - 2] in _GENERALS)
        or (end < len(words) and words[end - 1] in _TITLES)
    ):
        end -= 1
    return end


_STROKES = str.maketrans("łŁøØđĐ", "lLoOdD")


def _bare(name: str) -> str:
    """A name without the marks on its letters: ``Kaczynski`` for ``Kaczyński``, ``Jaroslaw`` for ``Jarosław``."""
    return "".join(c for c in normalize("NFD", name.translate(_STROKES)) if not combining(c))


def drawn_from(short: str, full: str) -> bool:
    """Whether a short form takes its letters in order from a name, the first from its first word: ``Phivolcs``."""
    left = iter(full.lower())
    return full[:1].lower() == short[:1].lower() and all(c in left for c in short.lower())


def _spelled_by(short: str, words: Sequence[str]) -> list[str] | None:
    """The last words whose initials spell ``short``, small words allowed between."""
    letters = [c for c in short if c.isupper()]
    at, k = len(words) - 1, len(letters) - 1
    while at >= 0 and k >= 0:
        if words[at][0].upper() == letters[k] and (words[at][0].isupper() or len(letters) > 2):
            k -= 1
            if k < 0:
                return list(words[at:])
        elif words[at].lower() not in _PASSED:
            return None
        at -= 1
    return None
