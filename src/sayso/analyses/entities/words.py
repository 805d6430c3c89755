"""What is known of a word inside a name: head noun, role, given name, translated word; its possible lemmas."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from sayso.lexicon import Entry, table
from sayso.text.transliteration import cyrillic, fold, latin

Gender = Literal["m", "f"]
_SHORTEST_STEM = 2

# Case endings of Russian, Ukrainian and Belarusian nouns and adjectives, longest first, and what the
# nominative may end in. Names only: patterns of neuter nouns are left out.
_ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ського", ("ський",)), ("ському", ("ський",)), ("ским", ("ский",)), ("ского", ("ский",)),
    ("скому", ("ский",)), ("ском", ("ский",)), ("ской", ("ская",)), ("скую", ("ская",)), ("ською", ("ська",)),
    ("овым", ("ов",)), ("евым", ("ев",)), ("иным", ("ин",)), ("овой", ("ова",)), ("евой", ("ева",)),
    ("иной", ("ина",)), ("ову", ("ова", "ов")), ("еву", ("ева", "ев")), ("ому", ("ый", "ой")),
    ("ого", ("ый", "ой", "ий")), ("его", ("ий",)), ("ові", ("", "о")), ("еві", ("",)), ("ией", ("ия",)),
    ("ии", ("ия",)), ("ию", ("ия",)), ("ією", ("ія",)), ("ії", ("ія",)), ("ію", ("ія",)), ("ой", ("а",)),
    ("ою", ("а",)), ("ем", ("", "й", "ь", "ец")), ("ом", ("",)), ("ей", ("я", "ья")), ("ым", ("",)), ("им", ("ий",)),
    ("ах", ("а", "ы")), ("ам", ("ы",)), ("ы", ("а", "")), ("и", ("я", "ь", "а", "й")), ("і", ("а", "я", "")),
    ("у", ("а", "")), ("ю", ("я", "й", "ь")), ("е", ("а", "", "я", "й")), ("а", ("", "о")), ("я", ("й", "ь", "")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Index:
    exact: Mapping[str, tuple[Entry, ...]]
    stems: Mapping[str, tuple[Entry, ...]]

    def find(self, word: str) -> tuple[Entry, ...]:
        found = list(self.exact.get(word, ()))
        for size in range(len(word), _SHORTEST_STEM - 1, -1):
            for entry in self.stems.get(word[:size], ()):
                if entry not in found:
                    found.append(entry)
        return tuple(found)


@cache
def _index(name: str) -> _Index:
    exact: dict[str, tuple[Entry, ...]] = {}
    stems: dict[str, tuple[Entry, ...]] = {}
    for entry in table(name).entries:
        for form in entry.forms:
            target, key = (stems, form[:-1]) if form.endswith("*") else (exact, form)
            target[key] = (*target.get(key, ()), entry)
    return _Index(exact, stems)


@lru_cache(maxsize=200_000)
def plain(word: str) -> str:
    """Lower case without accents and outer marks, Cyrillic kept."""
    return (word.lower() if word.isascii() else fold(word).text).strip(".,'\"-")


@lru_cache(maxsize=100_000)
def heads(word: str) -> frozenset[str]:
    """Keys of the organisation, unit, place or work heads that the word may be."""
    return frozenset(e.key for e in _index("names_heads").find(plain(word)))


@cache
def head_kind(key: str) -> str:
    """What a head names: organisation, unit, place or other."""
    return next(str(e.fields["kind"]) for e in table("names_heads").entries if e.key == key)


@lru_cache(maxsize=100_000)
def concepts(word: str) -> frozenset[str]:
    """Keys of the translated words that the word may be."""
    return frozenset(e.key for e in _index("names_words").find(plain(word)))


@cache
def concept_place(key: str) -> str | None:
    """The country that a word of nationality stands for."""
    found = next(e for e in table("names_words").entries if e.key == key).fields.get("place")
    return str(found) if found else None


@lru_cache(maxsize=100_000)
def roles(word: str) -> tuple[tuple[str, str, Gender | None], ...]:
    """(key, kind, gender) of the titles, ranks and roles that the word may be."""
    return tuple(
        (e.key, str(e.fields["kind"]), e.fields.get("gender")) for e in _index("names_roles").find(plain(word))
    )


@cache
def _places() -> dict[str, str]:
    return {form: entry.key for entry in table("names_places").entries for form in entry.forms}


@lru_cache(maxsize=100_000)
def place_key(words: str) -> str | None:
    """The key of a place or body that has several names; ``words`` is a whole name."""
    low = " ".join(fold(words).text.replace(".", " . ").split()).replace(" . ", ".").strip(" .")
    return _places().get(low.removeprefix("the "))


@cache
def _given() -> dict[str, tuple[tuple[str, Gender], ...]]:
    found: dict[str, tuple[tuple[str, Gender], ...]] = {}
    for entry in table("names_given").entries:
        for form in entry.forms:
            for spelling in {form, fold(form).text}:
                found[spelling] = (*found.get(spelling, ()), (entry.key, entry.fields["gender"]))
    return found


@lru_cache(maxsize=100_000)
def given_groups(word: str) -> frozenset[str]:
    """Groups of given names to which the word belongs, as it stands or in a case form."""
    known = _given()
    for form in lemmas(plain(word)):
        if form in known:
            return frozenset(key for key, _ in known[form])
    if cyrillic(word):
        for form in lemmas(plain(word)):
            if latin(form) in known:
                return frozenset(key for key, _ in known[latin(form)])
    return frozenset()


@lru_cache(maxsize=100_000)
def given_gender(word: str) -> Gender | None:
    """The gender of a given name, when all its readings agree."""
    known = _given()
    for form in lemmas(plain(word)):
        genders = {g for _, g in known.get(form, ())} or {g for _, g in known.get(latin(form), ())}
        if genders:
            return genders.pop() if len(genders) == 1 else None
    return None


_FAMILY_F = re.compile(r"(?:ova|eva|ina|yna|skaya|skaia|ska|ская|ова|ева|ёва|ина|ська|цька|цкая)$")
_FAMILY_M = re.compile(r"(?:ov|ev|off|sky|skiy|skyi|skii|ski|skyy|ский|цкий|ов|ев|ёв|ський|цький|cki|tsky)$")


def family_gender(word: str) -> Gender | None:
    """The gender that a Slavic family name shows."""
    low = plain(word)
    if _FAMILY_F.search(low) and len(low) > 4:
        return "f"
    return "m" if _FAMILY_M.search(low) and len(low) > 4 else None


def masculine(word: str) -> str:
    """A gendered family name in its masculine form; other words as they are."""
    low = plain(word)
    for ending, other in (
        ("skaya", "sky"), ("skaia", "sky"), ("ska", "ski"), ("ova", "ov"), ("eva", "ev"), ("ina", "in"), ("yna", "yn"),
        ("ская", "ский"), ("ська", "ський"), ("цкая", "цкий"), ("цька", "цький"), ("ова", "ов"), ("ева", "ев"),
        ("ёва", "ёв"), ("ина", "ин"),
    ):  # fmt: skip
        if low.endswith(ending) and len(low) > len(ending) + 1:
            return low[: -len(ending)] + other
    return low


@lru_cache(maxsize=100_000)
def lemmas(word: str) -> tuple[str, ...]:
    """The word itself, and for Cyrillic words the nominatives of which it may be a case form."""
    found = [word]
    if cyrillic(word) and len(word) > 3:
        for ending, others in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= 2:
                stem = word[: -len(ending)]
                found.extend(stem + other for other in others if stem + other not in found)
    found += [w.replace("ё", "е") for w in found if "ё" in w]
    return tuple(found)


_SOUNDS: tuple[tuple[str, str], ...] = (
    ("ousk", "ofsk"), ("eusk", "efsk"), ("ausk", "afsk"),  # Belarusian -ouski is Russian -ovsky
    ("shch", "s"), ("szcz", "s"), ("sch", "s"), ("sh", "s"), ("sz", "s"), ("tch", "s"), ("tsch", "s"), ("ch", "s"),
    ("cz", "s"), ("zh", "s"), ("kh", "h"), ("gh", "h"), ("ph", "f"), ("ck", "k"), ("th", "t"), ("ts", "s"), ("tz", "s"),
    ("dzh", "s"), ("dj", "s"), ("x", "ks"), ("qu", "k"), ("ou", "u"), ("ow", "u"),
)  # fmt: skip
_SAME_SOUND: tuple[tuple[str, str], ...] = (
    ("shch", "5"), ("szcz", "5"), ("tsch", "4"), ("tch", "4"), ("sch", "6"), ("ch", "4"), ("cz", "4"), ("sh", "6"),
    ("sz", "6"), ("zh", "7"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("ck", "k"), ("th", "t"), ("ts", "8"), ("tz", "8"),
    ("x", "ks"), ("qu", "k"), ("q", "k"), ("ou", "u"), ("iia", "ia"), ("iya", "ia"),
    ("ya", "ia"), ("ja", "ia"), ("yu", "iu"), ("ju", "iu"), ("yo", "io"), ("jo", "io"),
    ("ye", "e"), ("je", "e"), ("ie", "e"), ("iy", "i"), ("ij", "i"), ("yi", "i"), ("yy", "i"), ("ii", "i"), ("y", "i"),
    ("j", "i"), ("w", "v"), ("oo", "u"), ("ee", "i"), ("aa", "a"),
)  # fmt: skip


@lru_cache(maxsize=200_000)
def sounds(word: str) -> str:
    """A word in plain Latin letters with the usual romanisations of one sound written alike."""
    low = plain(word)
    low = latin(low, "ukrainian" if set(low) & set("іїєґ") else "russian")
    for old, new in _SAME_SOUND:
        low = low.replace(old, new)
    return re.sub(r"(\w)\1+", r"\1", low.replace("'", "").replace("-", ""))


_ALIKE = str.maketrans({"y": "i", "j": "i", "w": "v"})
_LETTER = str.maketrans({"q": "k", "c": "s", "z": "s", "j": None, "g": "h", "v": "f", "w": "f", "b": "p", "d": "t"})


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """The consonants of a word as one hears them, whatever the letters: for finding what is worth comparing.

    Letters that romanisations confuse fall together, so does the order of neighbours (a common slip).
    """
    low = latin(plain(word))
    for old, new in _SOUNDS:
        low = low.replace(old, new)
    if low[:1] in "aeiouy":
        low = "a" + low
    kept = re.sub(r"[aeiouy'’\-\s.]", "", low.translate(_LETTER))
    kept = re.sub(r"(.)\1+", r"\1", kept.replace("h", "") or kept)
    if len(kept) < 2:
        return low.translate(_ALIKE)[:4]
    return "".join(sorted(kept[:7]))
