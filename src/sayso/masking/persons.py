"""Who the persons of a case are, by which forms they are named, and who of them is masked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from sayso.analyses.entities.words import given_gender, given_groups
from sayso.lexicon import table
from sayso.model import Document, Entity, Extraction
from sayso.text.transliteration import cyrillic, cyrillise, fold, romanise

from .letters import seen
from .names import NAME_WORD, SHORT, Named, names_of
from .names import key as key_of
from .names import words as words_in
from .policy import Policy

_SMALL_NAMES = ("ka", "ko", "onka", "ochka", "ushka", "чка", "ка", "ко", "очка", "ушка", "онька")
_DIGRAPHS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


@dataclass(frozen=True, slots=True)
class Person:
    """One person: the pseudonym's number, every known form, and why they are (not) masked."""

    n: int
    name: str
    forms: frozenset[str]
    masked: bool
    why: str


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
            key = named.entity or "name " + key_of(named.text)
            order.setdefault(key, len(order))
            (loose if key.startswith("name ") else by_entity)[key].append(named)
    titles = {w.casefold() for w in (*policy.offices, *policy.speakers)}
    for found_by in (by_entity, loose):
        for key in [k for k, held in found_by.items() if _ordinary(held, texts) or _titles(held, titles)]:
            del found_by[key]
    aliases = {e.id: e for e in entities if e.kind == "person"}
    groups: dict[str, tuple[set[str], list[Named]]] = {}
    for key, held in by_entity.items():
        entity = aliases.get(key)
        groups[key] = ({n.text for n in held} | set((entity.name, *entity.aliases) if entity else ()), held)
    words_of = {key: {w for text in names for w in words_in(text)} for key, (names, _) in groups.items()}
    holding: dict[str, set[str]] = defaultdict(set)  # word -> the groups that have it
    for key, held_words in words_of.items():
        for word in held_words:
            holding[word].add(key)
    for key in sorted(loose, key=lambda k: (-len(words_in(k[5:])), order[k])):
        words = set(words_in(key[5:]))
        homes = set.intersection(*(holding[w] for w in words)) if words else set()
        home = min(homes, key=lambda k: order[k]) if homes else key
        if not homes:
            groups[key] = (set(), [])
            words_of[key] = set()
        groups[home][0].update(n.text for n in loose[key])
        groups[home][1].extend(loose[key])
        words_of[home] |= words
        for word in words:
            holding[word].add(home)
    found: list[Person] = []
    for key in sorted(groups, key=lambda k: order[k]):
        names, held = groups[key]
        masked, why = _judge(names, held, policy)
        name = max(names, key=lambda n: (len(n), n))
        found.append(Person(len(found) + 1, name, frozenset(f for n in names for f in forms(n)), masked, why))
    extra = [n for n in policy.always if not any(n in p.forms for p in found)]
    found += [
        Person(len(found) + 1 + k, n, frozenset(forms(n)), True, "named by the policy") for k, n in enumerate(extra)
    ]
    return found


def _ordinary(held: list[Named], texts: dict[str, str]) -> bool:
    """Whether what is taken for a name is a single word that the reports also write small (``Ministry``)."""
    keys = {key_of(n.text) for n in held}
    if len(keys) != 1 or any(n.sign for n in held):
        return False
    key = keys.pop()
    if not key or " " in key or given_gender(key) is not None:
        return False
    # in running text: a part of an address, a handle or a file name makes no ordinary word
    small = re.compile(rf"(?<![^\s\"'“«‘(]){re.escape(key)}(?=[\s\"'”»’)!?;:,]|\.(?:\s|$)|$)")
    return any(small.search(text) for text in texts.values())


def _titles(held: list[Named], titles: set[str]) -> bool:
    """Whether what is taken for a name is an office without a name (``Governor``)."""
    return all(" ".join(n.text.split()).casefold() in titles for n in held)


def forms(name: str) -> set[str]:
    """Every form under which a name may appear: whole, by its longer words, by initials, in other letters."""
    whole = " ".join(seen(name).split())
    parts = [p for p in NAME_WORD.findall(whole) if p.lower() not in SHORT]
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
    for part in parts:
        found |= _declined(part)
    found |= {re.sub("['’ʼ]", "", form) for form in found if re.search("['’ʼ]", form)}
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
    return {f for f in found | other if len(f) >= 3 or (f == whole and len(f) == 2 and f.isupper())}


# what case forms of a Cyrillic name have for its own ending: adjectives, vowels that fall out, і for о or е
_DECLINED = (
    (re.compile(r"(?<=[а-яіїєґ]{2})(?:ий|ый|ой|ій)$"), tuple("ого ому им ым ім ом ая а ої ой ую у".split())),
    (re.compile(r"(?<=[а-яіїєґ]{2})(?:ая|яя)$"), ("ой", "ою", "ую")),
    (re.compile(r"(?<=[а-яіїєґ])ец$"), ("ца", "цу", "цом", "цем", "це")),
    (re.compile(r"(?<=[а-яіїєґ])(?:ец|єц)ь$"), ("ця", "цю", "цем", "ці", "йця", "йцю", "йцем")),
    (re.compile(r"(?<=[а-яіїєґ])[еёо]к$"), ("ка", "ку", "ком", "ке", "кові", "ька")),
    (re.compile(r"(?<=[а-яіїєґ])[её]л$"), ("ла", "лу", "лом", "ле")),
    (re.compile(r"(?<=[а-яіїєґ])ев$"), ("ьва", "ьву", "ьвом", "ьве", "ева")),
    (re.compile(r"(?<=[а-яіїєґ])ей$"), ("ья", "ью", "ьем", "ье")),
    (re.compile(r"(?<=[а-яіїєґ])ень$"), ("ня", "ню", "нем", "ні")),
)
_CLOSED = re.compile(r"(?<=[а-яіїєґ])і(?=[бвгґджзйклмнпрстфхцчшщ]$)")


def _declined(word: str) -> set[str]:
    """Case forms of a Cyrillic word that are more than its beginning with another ending."""
    if not cyrillic(word):
        return set()
    found = {pattern.sub(ending, word) for pattern, endings in _DECLINED if pattern.search(word) for ending in endings}
    return found | {_CLOSED.sub(vowel, word) + "а" for vowel in "оеє" if _CLOSED.search(word)}


def _handles(given: str, family: str) -> set[str]:
    """The name as one word, as in addresses and file names (``oksanalund``, ``olund``)."""
    first, last = fold(given).text.casefold(), fold(family).text.casefold()
    made = {first + last, last + first, first + last[0]} if len(first) >= 4 else {first + last, last + first}
    return made | ({first[0] + last, last + first[0]} if len(last) >= 4 else set())


def _spellings(given: str) -> set[str]:
    """A given name as other languages and diminutives have it; each stands for the person with the family name only."""
    low, groups = given.casefold(), given_groups(given.casefold())
    held = (e.forms for e in table("names_given").entries if e.key in groups)
    return {form.title() for forms_ in held for form in forms_ if form != low}


def _judge(names: set[str], held: list[Named], policy: Policy) -> tuple[bool, str]:
    if any(n in names for n in policy.always):
        return True, "named by the policy"
    if any(n in names for n in policy.never):
        return False, "left by the policy"
    found: dict[str, str] = {}
    for named in held:
        before, after = named.before.casefold(), named.after.casefold()
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
