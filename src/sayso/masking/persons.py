"""Who the persons of a case are, by which forms they are named, and who of them is masked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from sayso.analyses.entities.kinds import kind_of
from sayso.analyses.entities.words import given_gender, given_groups
from sayso.lexicon import table
from sayso.model import Document, Entity, Extraction
from sayso.text.transliteration import cyrillic, cyrillise, fold, romanise

from .letters import seen
from .policy import Policy

_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ\-‐‑][^\W\d_]+)*")
_CALL_SIGN = re.compile(
    r"(?:call[ -]?sign|nom de guerre|goes by the name|позывн\w{1,4}|позивн\w{1,4})(?:\s+(?:of|is|was))?[\s:,—–-]{1,3}"
    r"[\"'“«‘]?([^\W\d_][\w-]{2,30})",
    re.IGNORECASE,
)
_SMALL_NAMES = ("ka", "ko", "onka", "ochka", "ushka", "чка", "ка", "ко", "очка", "ушка", "онька")
_DIGRAPHS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
_AROUND = 90  # code points before and after a name in which an office is looked for
_PRONOUNS = frozenset("i we he she they it you this that who он она они мы я він вона вони ми".split())
_SHORT = frozenset("van von der den de del la al el bin ibn abu ben the mr mrs ms dr prof sir of and".split())


@dataclass(frozen=True, slots=True)
class Person:
    """One person: the pseudonym's number, every known form, and why they are (not) masked."""

    n: int
    name: str
    forms: frozenset[str]
    masked: bool
    why: str


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a document: where, its words, and the entity that it belongs to, where that is known."""

    document: str
    start: int
    end: int
    text: str
    entity: str | None
    sign: bool = False  # a call sign or a given name alone


def names_of(document: Document, rows: Extraction) -> Iterator[Named]:
    """The names of persons in a document: mentions, and links of chains that are named persons."""
    seen = set()
    for mention in rows.mentions:
        if mention.kind == "person" and kind_of(mention.text) in ("person", None):
            start = _with_given_name(document.text, mention.start)
            seen.add((start, mention.end))
            yield Named(document.id, start, mention.end, document.text[start : mention.end], mention.entity)
    for statement in rows.statements:
        for link in statement.chain:
            if link.start is None or link.end is None or any(a < link.end and link.start < b for a, b in seen):
                continue
            personal = link.kind == "pseudonym" or (link.kind == "named" and kind_of(link.text) in ("person", None))
            if personal and _looks_named(link.text):
                yield Named(document.id, link.start, link.end, link.text, None, link.kind == "pseudonym")
    for match in _CALL_SIGN.finditer(document.text):
        if match[1][0].isupper() and kind_of(match[1]) in ("person", None):
            yield Named(document.id, match.start(1), match.end(1), match[1], None, True)
    if document.byline:
        for word in re.split(r"[,;/&]| and | und ", document.byline):
            bare = re.sub(r"^\s*(?:by|von|par|de|автор)\s+", "", word, flags=re.IGNORECASE).strip()
            if _looks_named(bare) and len(bare.split()) in (2, 3):
                at = document.text.find(bare)
                yield Named(document.id, max(at, 0), max(at, 0) + (len(bare) if at >= 0 else 0), bare, None)


def _with_given_name(text: str, start: int) -> int:
    """Where the name begins when a given name or an initial stands right before what was found."""
    before = re.search(r"([^\W\d_]+\.?)\s$", text[max(0, start - 30) : start])
    if before is None or not before[1][0].isupper():
        return start
    known = given_gender(before[1].casefold()) is not None or (len(before[1]) == 2 and before[1].endswith("."))
    return start - len(before[0]) if known else start


def _looks_named(words: str) -> bool:
    parts = _NAME_WORD.findall(words)
    if not 1 <= len(parts) <= 4 or parts[0].casefold() in _PRONOUNS:
        return False
    return all(p[0].isupper() or p.lower() in _SHORT for p in parts)


def persons(
    documents: Iterable[tuple[Document, Extraction]], entities: Iterable[Entity], policy: Policy
) -> list[Person]:
    """The persons of a case in the order in which the documents name them.

    Names of one entity are one person; a name that no entity holds is joined to a person who has all its words.
    """
    by_entity: dict[str, list[Named]] = defaultdict(list)
    loose: dict[str, list[Named]] = defaultdict(list)
    texts: dict[str, str] = {}
    order: dict[str, int] = {}
    for document, rows in documents:
        texts[document.id] = document.text
        for named in names_of(document, rows):
            key = named.entity or "name " + _key(named.text)
            order.setdefault(key, len(order))
            (by_entity if named.entity else loose)[key].append(named)
    for found_by in (by_entity, loose):
        for key in [k for k, held in found_by.items() if _ordinary(held, texts)]:
            del found_by[key]
    aliases = {e.id: e for e in entities if e.kind == "person"}
    groups: dict[str, tuple[set[str], list[Named]]] = {}
    for key, held in by_entity.items():
        entity = aliases.get(key)
        groups[key] = ({n.text for n in held} | set((entity.name, *entity.aliases) if entity else ()), held)
    words_of = {key: {w for text in names for w in _words(text)} for key, (names, _) in groups.items()}
    for key in sorted(loose, key=lambda k: (-len(_words(k[5:])), order[k])):
        words = set(_words(key[5:]))
        home = next((k for k in sorted(groups, key=lambda k: order[k]) if words and words <= words_of[k]), None)
        if home is None:
            groups[key] = (set(), [])
            words_of[key] = set()
            home = key
        groups[home][0].update(n.text for n in loose[key])
        groups[home][1].extend(loose[key])
        words_of[home] |= words
    found: list[Person] = []
    for key in sorted(groups, key=lambda k: order[k]):
        names, held = groups[key]
        masked, why = _judge(names, held, texts, policy)
        name = max(names, key=lambda n: (len(n), n))
        found.append(Person(len(found) + 1, name, frozenset(f for n in names for f in forms(n)), masked, why))
    extra = [n for n in policy.always if not any(n in p.forms for p in found)]
    found += [
        Person(len(found) + 1 + k, n, frozenset(forms(n)), True, "named by the policy") for k, n in enumerate(extra)
    ]
    return found


def _ordinary(held: list[Named], texts: dict[str, str]) -> bool:
    """Whether what is taken for a name is a single word that the reports also write small (``Ministry``)."""
    keys = {_key(n.text) for n in held}
    if len(keys) != 1 or any(n.sign for n in held):
        return False
    key = keys.pop()
    if not key or " " in key or given_gender(key) is not None:
        return False
    # in running text: a part of an address, a handle or a file name makes no ordinary word
    small = re.compile(rf"(?<![^\s\"'“«‘(]){re.escape(key)}(?=[\s\"'”»’)!?;:,]|\.(?:\s|$)|$)")
    return any(small.search(text) for text in texts.values())


def _key(name: str) -> str:
    return " ".join(_words(name))


def _words(name: str) -> list[str]:
    return [w for w in (fold(m).text.casefold() for m in _NAME_WORD.findall(name)) if w not in _SHORT]


def forms(name: str) -> set[str]:
    """Every form under which a name may appear: whole, by its longer words, by initials, in other letters."""
    whole = " ".join(seen(name).split())
    parts = [p for p in _NAME_WORD.findall(whole) if p.lower() not in _SHORT]
    found = {whole}
    found |= {p for p in parts if len(p) >= 3 and p[0].isupper()}
    if parts:
        found |= {half for half in re.split(r"[-‐‑]", parts[-1]) if len(half) >= 4}
    if parts and len(parts[0]) >= 4 and given_gender(parts[0].casefold()) is not None:
        stem = parts[0].rstrip("aаяyий")
        found |= {stem + ending for ending in _SMALL_NAMES if cyrillic(stem) == cyrillic(ending)}
    if len(parts) >= 2:
        found.add(f"{parts[0]} {parts[-1]}")
        found.add(f"{parts[0][0]}. {parts[-1]}")
        found.add(f"{parts[0][0]}.{parts[-1]}")
        found.add(f"{parts[-1]}, {parts[0]}")
        found.add(".".join(p[0] for p in (parts[0], parts[-1])) + ".")
        found |= _handles(parts[0], parts[-1])
        for spelling in _spellings(parts[0]):
            found.add(f"{spelling} {parts[-1]}")
    other: set[str] = set()
    for form in found:
        if len(form) < 4:
            continue
        if cyrillic(form):
            other |= {romanise(form, scheme).text for scheme in ("russian", "ukrainian", "belarusian")}
        else:
            folded = fold(form).text.title()
            other.add(folded)
            other.add(fold(form.translate(_DIGRAPHS)).text.title())
            other |= {cyrillise(folded, scheme).text for scheme in ("russian", "ukrainian")}
    return {f for f in found | other if len(f) >= 3}


def _handles(given: str, family: str) -> set[str]:
    """The name as one word, as in addresses and file names (``oksanalund``, ``olund``)."""
    first, last = fold(given).text.casefold(), fold(family).text.casefold()
    made = {first + last, last + first}
    return made | ({first[0] + last, last + first[0]} if len(last) >= 4 else set())


def _spellings(given: str) -> set[str]:
    """A given name as other languages and diminutives have it; each stands for the person with the family name only."""
    low, groups = given.casefold(), given_groups(given.casefold())
    held = (e.forms for e in table("names_given").entries if e.key in groups)
    return {form.title() for forms_ in held for form in forms_ if form != low}


def _judge(names: set[str], held: list[Named], texts: dict[str, str], policy: Policy) -> tuple[bool, str]:
    if any(n in names for n in policy.always):
        return True, "named by the policy"
    if any(n in names for n in policy.never):
        return False, "left by the policy"
    found: dict[str, str] = {}
    for named in held:
        text = texts[named.document]
        before = text[max(0, named.start - _AROUND) : named.start].casefold()
        after = text[named.end : named.end + _AROUND].casefold()
        for role, words in (("hidden", policy.never_exempt), ("office", policy.offices), ("speaker", policy.speakers)):
            if role not in found and (word := _stands_with(words, before, after)):
                found[role] = word
    if "hidden" in found:
        return True, f"goes by another name ({found['hidden']})"
    if "office" in found:
        return policy.mask_offices, f"public office: {found['office']}"
    if "speaker" in found:
        return policy.mask_speakers, f"speaks for an organisation: {found['speaker']}"
    return True, "no public office or speaker's role is given"


@lru_cache(maxsize=64)
def _patterns(words: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """An office right before a name (``Governor X``, ``the mayor of Ost, X``), and in the apposition right after
    (``X, the governor``, ``X, who is the mayor``). A negation or a possessive (``the governor's brother X``,
    ``X, who is not related to the governor``) is neither."""
    listed = "|".join(re.escape(w.casefold()).replace(r"\*", r"\w*") for w in words)
    before = rf"(?<!\w)(?P<word>{listed})(?:\s+(?:of|for|in)\s+[^,.;:!?]{{1,40}},?)?[\s,(–—«\"“]*$"
    after = (
        rf"^[\s»\"”]*[,(–—-]\s*(?:(?:who\s+(?:is|was)|then|now)\s+)?(?:(?:the|a|an|its|their|his|her|our)\s+)?"
        rf"(?:(?!not\b|related\b)[^\s,.;:!?()]+\s+){{0,4}}?(?P<word>{listed})(?!\w|['’]s)"
    )
    return re.compile(before), re.compile(after)


def _stands_with(words: tuple[str, ...], before: str, after: str) -> str | None:
    """The word of ``words`` by which the name between ``before`` and ``after`` is identified."""
    for pattern, text in zip(_patterns(words), (before, after), strict=True):
        if match := pattern.search(text):
            return match["word"]
    return None
