"""A name taken apart: rank, role, given and family name, call sign; or head noun and the words that go with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sayso.model.records import MentionKind
from sayso.text.transliteration import cyrillic, fold

from .words import Gender, concept_place, concepts, family_gender, given_gender, given_groups, heads, plain, roles

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’ʼʻ`‘\-‐‑&.][^\W_]+)*\.?")
_OWNER = re.compile(r"((?:[^\W_][\w-]*\s+){0,3}[^\W_][\w-]*)['’]s?\s")
_QUOTED = re.compile(r"[\"“”«»„]([^\"“”«»„]{2,30})[\"“”«»„]")
_CALL_SIGN = re.compile(
    r"\b(?:call[- ]?sign|codenamed?|nicknamed|nom de guerre|known as|позывн\w+|позивн\w+|прозвищ\w+)"
    r"\s*[\"“«]?([^\W\d_]\w*)",
    re.IGNORECASE,
)
_SMALL = frozenset(
    "the a an of for and in on at to by de la le les des du und der das y i и і та й в на за із з при по имени імені "
    "імя named after & with from as".split()
)
_PARTICLES = frozenset(
    "van von der den de del della di da dos las el al ul bin ibn ben bint abu um ter ten af av zu".split()
)
_SUFFIXES = frozenset("jr sr ii iii iv esq phd md obe cbe мл ст".split())
LEGAL_FORMS = frozenset(
    "inc incorporated ltd limited llc llp lp plc corp corporation co company gmbh ag sa nv bv ab as oy spa srl kg kgaa "
    "pty pte ojsc oao ooo zao pao jsc pjsc cjsc оао ооо зао пао ао "
    "corporation aktiengesellschaft".split()
)
_PATRONYMIC = re.compile(
    r"(?:ovich|evich|ovych|evych|avich|ievich|ovna|evna|ivna|ична|ович|евич|ёвич|овна|евна|ивна|івна|йович)$"
)
_ORDINAL = re.compile(r"^(\d+)(?:st|nd|rd|th|-?я|-?й|-?го|-?ая|-?ый|-?а)?$", re.IGNORECASE)
_NUMBER_WORDS = {
    "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7",
    "eighth": "8", "ninth": "9", "tenth": "10", "twelfth": "12", "one": "1", "two": "2", "three": "3", "four": "4",
    "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
    "twenty": "20", "thirty": "30", "forty": "40", "fourty": "40", "fifty": "50", "sixty": "60", "seventy": "70",
    "eighty": "80", "ninety": "90", "ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9",
    "xi": "11", "xii": "12",
}  # fmt: skip
_TENS = frozenset("twenty thirty forty fourty fifty sixty seventy eighty ninety".split())
_ACRONYM = re.compile(r"^(?:[A-ZА-ЯІЇЄҐ]\.?){2,7}$")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in its parts. Words are plain (lower case, no accents, Cyrillic kept).

    Persons have ``given``, ``middle``, ``family``; others have ``head`` (its words) and ``words`` (the rest).
    ``words`` of a person are all parts in order.
    """

    text: str
    kind: MentionKind
    words: tuple[str, ...]
    given: str | None = None
    middle: tuple[str, ...] = ()
    family: str | None = None
    roles: tuple[str, ...] = ()
    gender: Gender | None = None
    call_sign: str | None = None
    head: str | None = None
    numbers: tuple[str, ...] = ()
    places: frozenset[str] = frozenset()  # countries that a word of nationality names
    owners: frozenset[str] = frozenset()  # words in the possessive: whose it is
    acronym: str | None = None
    cyrillic: bool = False

    @property
    def full(self) -> bool:
        """Whether a person is given with given and family name."""
        return self.given is not None and self.family is not None

    @property
    def heads(self) -> frozenset[str]:
        """Keys of what the head may be."""
        return heads(self.head) if self.head else frozenset()


def tokens(text: str) -> list[str]:
    """The words of a name, possessive endings cut."""
    found = []
    for m in _WORD.finditer(text):
        word = m.group()
        word = re.sub(r"['’ʼ]s$", "", word)
        found.append(word.rstrip(".") if not re.fullmatch(r"(?:\w\.)+", word) else word)
    return [w for w in found if w]


@lru_cache(maxsize=200_000)
def parse(text: str, kind: MentionKind) -> Name:
    """Take a name apart. A name without a single word has no parts."""
    return _person(text) if kind == "person" else _other(text, kind)


def _person(text: str) -> Name:
    call = _QUOTED.search(text) or _CALL_SIGN.search(text)
    call_sign = plain(call.group(1)) if call else None
    rest = text.replace(call.group(), " ") if call and call.end() - call.start() < len(text) - 2 else text
    if rest is text:
        call_sign = None
    inverted = re.fullmatch(r"\s*([^,]+),\s*([^,]+)", rest)
    if inverted and not roles(tokens(inverted.group(2))[0] if tokens(inverted.group(2)) else ""):
        rest = f"{inverted.group(2)} {inverted.group(1)}"
    words = tokens(rest.split(",")[0] if "," in rest else rest)
    shown: list[str] = []
    gender: Gender | None = None
    while len(words) > 1:
        found = roles(words[0])
        if not (found or words[0].lower() in _SMALL or (words[0][0].islower() and words[0].lower() not in _PARTICLES)):
            break
        if given_groups(words[0]) and not found:
            break
        for key, _, told in found[:1]:
            shown.append(key)
            gender = gender or told
        words.pop(0)
    while len(words) > 1 and plain(words[-1]) in _SUFFIXES:
        words.pop()
    low = tuple(p for p in (plain(w) for w in words) if p)
    parts = [p for p in low if p not in _PARTICLES] or list(low)
    given, middle, family = _order(parts)
    first_gender = given_gender(given) if given else None
    told = gender or first_gender
    if told is None and middle and _PATRONYMIC.search(middle[-1]):
        told = "f" if re.search(r"(?:na|на)$", middle[-1]) else "m"
    if told is None and family:
        told = family_gender(family)
    return Name(
        text, "person", tuple(parts), given, middle, family, tuple(shown), told, call_sign, cyrillic=cyrillic(text)
    )


def _order(parts: Sequence[str]) -> tuple[str | None, tuple[str, ...], str | None]:
    if not parts:
        return None, (), None
    if len(parts) == 1:
        return (parts[0], (), None) if given_groups(parts[0]) else (None, (), parts[0])
    if len(parts) == 3 and _PATRONYMIC.search(parts[2]) and given_groups(parts[1]):
        return parts[1], (parts[2],), parts[0]  # Иванов Иван Иванович
    if len(parts) == 2 and given_groups(parts[1]) and not given_groups(parts[0]) and cyrillic(parts[0]):
        return parts[1], (), parts[0]
    return parts[0], tuple(parts[1:-1]), parts[-1]


def _other(text: str, kind: MentionKind) -> Name:
    words = tokens(text)
    while len(words) > 1 and words[0].lower() in _SMALL:
        words.pop(0)
    acronym = None
    joined = text.strip()
    longest = 3 if kind == "place" else 5  # longer capitals are words in capitals
    if len(words) == 1 and _ACRONYM.match(joined) and len(joined.replace(".", "")) <= longest:
        acronym = joined.replace(".", "").casefold()
    low = [plain(w) or w.casefold() for w in words]
    at = _head_at(low)
    head = low[at] if at is not None else None
    numbers: list[str] = []
    kept: list[str] = []
    for i, w in enumerate(low):
        if w in _NUMBER_WORDS and numbers and i and low[i - 1] in _TENS and len(_NUMBER_WORDS[w]) == 1:
            numbers[-1] = str(int(numbers[-1]) + int(_NUMBER_WORDS[w]))  # forty-four
            continue
        digits = _ORDINAL.match(w)
        if digits:
            numbers.append(digits.group(1))
        elif w in _NUMBER_WORDS and len(low) > 1:
            numbers.append(_NUMBER_WORDS[w])
        elif i != at and w not in _SMALL and not (w in LEGAL_FORMS and len(low) > 1) and heads(w) != {"republic"}:
            kept.append(w)
    places = frozenset(p for w in kept for c in concepts(w) if (p := concept_place(c)))
    return Name(
        text, kind, tuple(kept), head=head, numbers=tuple(numbers), places=places, owners=_owners(text),
        acronym=acronym, cyrillic=cyrillic(text),
    )  # fmt: skip


def _owners(text: str) -> frozenset[str]:
    return frozenset(plain(w) for m in _OWNER.finditer(text) for w in tokens(m.group(1)))


def _head_at(low: Sequence[str]) -> int | None:
    found = [i for i, w in enumerate(low) if heads(w)]
    if not found:
        return None
    if any(cyrillic(low[i]) for i in found):
        return found[0]  # the genitive follows its head
    stop = next((i for i, w in enumerate(low) if w in ("of", "for", "in", "at") and i > 0), len(low))
    before = [i for i in found if i < stop]
    strong = [i for i in before if not (heads(low[i]) <= {"firm", "company"})]
    return (strong or before or found)[-1]


def initials(name: Name) -> str:
    """The letters that an acronym of this name would have."""
    words = [w for w in tokens(name.text) if plain(w) not in _SMALL]
    return "".join(fold(w[0]).text for w in words if w[:1].isupper() or len(words) > 2)
