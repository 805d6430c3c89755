"""From a number to the noun that it counts: a scan over the noun phrase with closed classes, no parse.

The scan walks right over modifiers and stops at the head: the first plural noun, or the last noun before a
word that cannot belong to the phrase. Participles pass only where a plural noun still follows.
"""

from __future__ import annotations

from dataclasses import dataclass

from sayso.lexicon import table

from .words import (
    ADVERB,
    ATTRIBUTIVE,
    AUXILIARY,
    CARDINAL,
    CONJUNCTION,
    DETERMINER,
    FINITE,
    HYPHENS,
    ING_NOUN,
    MODIFIER,
    PLURAL,
    PREPOSITION,
    PRONOUN,
    Words,
    plural,
    possessive,
)

_QUOTES = frozenset("\"'“”‘’«»`")
_REACH = 9  # words from a number to its head
_STATES = frozenset(
    "dead wounded injured deceased missing detained arrested displaced homeless killed hurt infected".split()
)
_NEVER = DETERMINER | PRONOUN | AUXILIARY | PREPOSITION | {"of"}
_NOUN_VERBS = frozenset("vote work lead test share force march strike show win loss sale play".split())
_SHORT_NOUNS = frozenset("shot hit win loss lead use call need make break drive run stand cut fight thought".split())
_MARKS = frozenset("mark level barrier threshold milestone line range".split())
_WHEN = frozenset("last next past this earlier".split())
VERB_S = frozenset(
    "accepts accuses achieves acknowledges acquires adds admits adopts advises affects affirms agrees alleges "
    "allows announces appears applies appoints approves argues arises arrives asks asserts assists assumes "
    "attends attracts avoids awaits becomes begins begs believes belongs borrows breathes brings builds buys "
    "calls carries causes ceases celebrates chooses cites clarifies closes combines comes comprises concludes "
    "condemns confirms considers consists consumes contains continues convenes convinces creates criticises "
    "criticizes crosses decides declares declines defends defines delivers demonstrates denies depends "
    "describes deserves destroys determines develops dies disagrees discovers discusses dominates drops earns "
    "elects eliminates emerges emphasises emphasizes employs encourages endangers ends enjoys ensures enters "
    "establishes evaluates examines exceeds exists expands expects explains explores expresses extends faces "
    "fails falls features fills finds finishes follows gathers generates gets gives goes governs grows happens "
    "hears helps hires hits holds hopes identifies ignores illustrates imagines implies imposes improves "
    "includes increases indicates informs injures insists intends introduces invests invites involves joins "
    "jumps justifies keeps kills knows lacks lasts launches leads learns leaves lets lies lives looks loses "
    "loves lowers maintains makes manages marches means meets merges moves narrows needs negotiates notifies "
    "observes obtains occupies occurs offers opens operates opposes owns passes pays performs persists "
    "persuades plans pleads possesses posts predicts prefers prepares presides prevents produces promises "
    "promotes proposes protects proves provides publishes pursues puts qualifies raises reaches realises "
    "realizes rebuilds receives recognises recognizes recommends recovers reduces refers reflects refuses "
    "rejects relates relies remains remembers removes renders repeats replaces represents requires rescues "
    "resembles resides resigns resists responds resumes retains retires returns reveals rises runs satisfies "
    "says secures seeks seems sees selects sells sends separates serves sets shares shows sings sits solves "
    "speaks specialises specializes spends stands starts stays stops strengthens submits succeeds suffers "
    "suggests supports surpasses survives swears takes teaches tells tends terminates thinks threatens thrives "
    "transforms translates transmits tries turns undergoes understands undertakes unites unveils urges uses "
    "varies views visits votes waits wants warns wears welcomes wins wishes withdraws works worries worsens "
    "wounds writes".split()
)


# plain forms of the verbs above that are nouns or adjectives as well
_ALSO_NOUNS = frozenset(
    "arrive benefit call cause close cross drop end face fall feature fill find fly gain gather hit hope "
    "jump lack launch lead live look lower march merge move narrow need offer open own pass pay permit "
    "plan post protest read rise run sell set share show sit stand start stay stop support take tell "
    "threaten try turn view visit vote wait wear welcome wish work worry write appeal estimate help hire "
    "hold increase keep last lie love mean produce promise raise reach refuse repeat rescue return secure "
    "select separate urge use want wound kill exist elect resume".split()
)
_LY_NOUNS = frozenset(
    "family ally assembly supply reply rally bully jelly belly lily fly anomaly butterfly monopoly melancholy gully "
    "early daily weekly monthly yearly hourly elderly friendly deadly likely lonely only".split()
)
_PERSONS = frozenset(form for e in table("persons").entries for form in e.forms)


@dataclass(frozen=True, slots=True)
class Noun:
    """The head noun at word ``head`` and the end of the phrase up to it."""

    head: int
    stop: int
    plural: bool


def noun_like(words: Words, k: int, limit: int) -> bool:
    """Whether word ``k`` could be a noun or its modifier."""
    if k >= limit:
        return False
    low = words.low[k]
    return low[0].isalpha() and low not in _NEVER and low not in CONJUNCTION


def _plural_soon(words: Words, k: int, limit: int, reach: int) -> bool:
    """Whether a plural noun follows within ``reach`` words with nothing but modifiers between."""
    for m in range(k, min(limit, k + reach)):
        low = words.low[m]
        if low in _STATES:
            return False
        if low in HYPHENS and words.touches(m):
            continue
        if not low[0].isalpha() or low in _NEVER or low in CONJUNCTION:
            return False
        if plural(low) and low not in VERB_S:
            return True
        if low in FINITE:
            return False
    return False


def head_noun(words: Words, j: int, limit: int, singular: bool = False) -> Noun | None:
    """The noun counted by a number that ends before word ``j``; ``singular``: the number is one."""
    if j < limit and "\u0400" <= words.low[j][0] <= "\u04ff":
        return _cyrillic(words, j, limit)
    candidate = -1
    stop = min(limit, j + _REACH)
    k = j
    while k < stop:
        low = words.low[k]
        first = low[0]
        if k > j and words.low[k - 1] in HYPHENS and words.touches(k) and first.isalpha():
            if plural(low) and low not in _STATES:
                return Noun(k, k + 1, True)
            candidate = k
            k += 1
            continue
        if k + 1 < limit and words.touches(k + 1) and words.low[k + 1][0].isdecimal() and words.capital(k):
            k = _code_end(words, k, limit)
            candidate = k - 1
            if words.low[candidate] == "s":
                return Noun(candidate, k, True)
            continue
        if not first.isalpha():
            if first.isdecimal() and k + 1 < limit and words.low[k + 1] == "s" and words.touches(k + 1):
                return Noun(k + 1, k + 2, True)  # 787s
            if low in HYPHENS and k + 1 < limit and (words.touches(k) or candidate < 0) and words.touches(k + 1):
                k += 1
                continue
            if low in _QUOTES and candidate < 0:
                k += 1
                continue
            if low == "," and candidate >= 0 and words.capital(candidate) and _list_goes_on(words, k, limit):
                k += 1  # American, Canadian and German veterans
                continue
            if low == "." and len(words.low[k - 1]) == 1 and words.touches(k) and words.capital(k - 1):
                k += 1  # U.S.
                continue
            if low == "[" and candidate < 0:
                k += 1
                continue
            if low in "([" and candidate >= 0 and words.capital(candidate):
                closed = _closed(words, k, limit)
                if closed and _plural_soon(words, closed, limit, 2):
                    k, stop = closed, max(stop, min(limit, closed + 2))  # Islamic State (IS) fighters
                    continue
            sized = (
                first.isdecimal() and k == j and k + 3 < limit and words.low[k + 1] in HYPHENS and words.touches(k + 1)
            )
            if sized and words.low[k + 2][0].isalpha() and words.touches(k + 2):
                k += 3  # two 500-pound bombs
                continue
            if first.isdecimal() and k > j and (words.capital(k - 1) or words.low[k - 1] in HYPHENS or candidate < 0):
                k += 1
                continue
            if first.isdecimal() and k > j and candidate >= 0 and _plural_soon(words, k + 1, limit, 2):
                k += 1
                continue
            break
        if low in ("us", "it") and words.raw(k).isupper():
            candidate = k
            k += 1
            continue
        if low in CONJUNCTION:
            joins = low in ("and", "or") and candidate >= 0 and not plural(words.low[candidate]) and not singular
            counts = k + 1 < limit and words.low[k + 1] in CARDINAL  # of the town and two thirds of the crop
            if joins and not counts and _plural_soon(words, k + 1, limit, 3):
                k += 1
                continue
            break
        if low == "a" and candidate >= 0 and words.raw(k) == "A" and noun_like(words, k + 1, limit):
            k += 1  # two influenza A viruses
            continue
        if low in _NEVER:
            break
        if possessive(low):
            k += 1
            continue
        if plural(low) and not (low in VERB_S and (candidate >= 0 or (singular and k == j))):
            if (
                singular
                and (low in ATTRIBUTIVE or low in PLURAL or words.capital(k))
                and _single_follows(words, k + 1, limit)
            ):
                candidate = k
                k += 1
                continue
            if words.capital(k) and k > j and _plural_soon(words, _past_short_form(words, k + 1, limit), limit, 4):
                candidate = k
                k = _past_short_form(words, k + 1, limit)
                continue
            if low in _STATES and _plural_soon(words, k + 1, limit, 3):
                k += 1
                continue
            if _goes_on(words, k, limit):
                candidate = k
                k += 1
                continue
            return Noun(k, k + 1, True)
        if low in _WHEN and k + 1 < limit and words.low[k + 1] in ("week", "month", "year", "night", "summer", "day"):
            break
        if low in _MARKS and candidate < 0:
            return None
        opens = k == j and (
            singular or words.low[k - 1] in DETERMINER or words.low[k - 1] == "of" or noun_like(words, k + 1, limit)
        )
        if low in _NOUN_VERBS and (candidate >= 0 or opens):
            candidate = k
            k += 1
            continue
        if low in FINITE or low in VERB_S or (low + "s" in VERB_S and low not in _ALSO_NOUNS and candidate < 0):
            named = candidate >= 0 and not singular and words.capital(candidate)
            if named and low.endswith("ing") and _plural_soon(words, k + 1, limit, 2):
                k += 1  # 13 Daesh fighting positions
                continue
            if candidate < 0 and _plural_soon(words, k + 1, limit, 3):
                k += 1
                continue
            if candidate < 0 and singular and k == j and not low.endswith(("ed", "ing")) and low not in VERB_S:
                ends = k + 1 >= limit or words.low[k + 1] in _NEVER or not words.low[k + 1][0].isalpha()
                if ends and low in _SHORT_NOUNS:
                    candidate = k
                    k += 1
                    continue
            break
        if singular and candidate >= 0 and low in _STATES:
            if k + 1 < limit and words.low[k + 1] in _PERSONS:
                k += 1  # one young wounded soldier
                continue
            break  # one man dead
        if candidate < 0 and low.endswith("ly") and low not in _LY_NOUNS and low not in MODIFIER:
            after = words.low[k + 1] if k + 1 < limit else ""
            if after.endswith("ed") and noun_like(words, k + 2, limit):
                k += 2  # 13 locally confirmed cases
                continue
        if low in ADVERB and low not in MODIFIER:
            if _plural_soon(words, k + 1, limit, 2):
                k += 1
                continue
            break
        if candidate < 0 and k == j and _stands_alone(words, k, limit):
            break
        if singular and low.endswith("ed") and k + 1 < limit and words.low[k + 1] in _PERSONS:
            k += 1
            continue
        if candidate >= 0 and not words.capital(k):
            ending = low.endswith("ed") or (low.endswith("ing") and low not in ING_NOUN) or low.endswith("ly")
            if ending and not _plural_soon(words, k + 1, limit, 3):
                break
        if not (low in MODIFIER and candidate < 0):
            candidate = k
        if singular and low == "person":
            break  # one person sleeping there
        k += 1
    if candidate < 0:
        return None
    return Noun(candidate, candidate + 1, False)


def _closed(words: Words, k: int, limit: int) -> int:
    """The word after the bracket that opens at ``k``; 0 when it does not close within a short name."""
    for m in range(k + 1, min(limit, k + 10)):
        if words.low[m] in ")]":
            return m + 1
    return 0


def _past_short_form(words: Words, k: int, limit: int) -> int:
    """The word after a short form in brackets at ``k`` (United Auto Workers (UAW) members); else ``k``."""
    return k + 3 if k + 2 < limit and words.low[k] == "(" and words.low[k + 2] == ")" and words.capital(k + 1) else k


def _list_goes_on(words: Words, k: int, limit: int) -> bool:
    """Whether the comma at ``k`` stands in a list of capitalised modifiers that ends in a plural noun."""
    joined = False
    for m in range(k + 1, min(limit, k + 9)):
        low = words.low[m]
        if low == "," or low in ("and", "or"):
            joined = joined or low != ","
            continue
        if joined and plural(low) and not words.capital(m):
            return True
        if not (words.capital(m) or joined) or low in _NEVER or low in FINITE or not low[0].isalpha():
            return False
    return False


def _single_follows(words: Words, k: int, limit: int) -> bool:
    """Whether a singular noun follows an attributive plural (a single police officer)."""
    if not noun_like(words, k, limit):
        return False
    low = words.low[k]
    if low + "s" in VERB_S and low not in _ALSO_NOUNS:
        return False  # one aircraft delivers, a single aircraft deliver
    return low not in FINITE and low not in ADVERB and low not in VERB_S and not low.endswith(("ed", "ing", "ly"))


def _stands_alone(words: Words, k: int, limit: int) -> bool:
    """Whether a participle right after the number has no noun to modify (nine jailed over ...)."""
    low = words.low[k]
    if not (low.endswith("ed") and len(low) > 4) and not (low.endswith("ing") and low not in ING_NOUN):
        return False
    if words.capital(k) and words.low[k - 1] not in ("one", "1") and k + 1 < limit and words.low[k + 1][0].isdecimal():
        return False  # 20 Boeing 787 jets
    if low.endswith("ing") and words.low[k - 1] not in ("one", "1") and not _plural_soon(words, k + 1, limit, 3):
        return not words.capital(k)  # 47 requiring treatment
    return not noun_like(words, k + 1, limit) or words.low[k + 1] in ADVERB


def _code_end(words: Words, k: int, limit: int) -> int:
    """The word after a code written in one piece (A330s, B-17s)."""
    k += 1
    while k < limit and words.touches(k) and (words.low[k][0].isalnum() or words.low[k] in HYPHENS):
        k += 1
    return k


def noun_text(words: Words, head: int) -> str:
    """The head noun as written; a code's plural takes the whole code with it (B-17s)."""
    first = head
    if words.low[head] == "s" or words.low[head][0].isdecimal():
        while (
            first > 0
            and words.touches(first)
            and (words.low[first - 1][0].isalnum() or words.low[first - 1] in HYPHENS)
        ):
            first -= 1
    return words.phrase(first, head + 1)


def _cyrillic(words: Words, j: int, limit: int) -> Noun | None:
    """Russian and Ukrainian: the first word after the number that has no adjective's ending."""
    k = j
    while (
        k < limit
        and "\u0400" <= words.low[k][0] <= "\u04ff"
        and words.low[k] not in _NEVER
        and words.low[k] not in CONJUNCTION
    ):
        adjective = (
            words.low[k].endswith(_ADJECTIVE_ENDINGS) and k + 1 < limit and "\u0400" <= words.low[k + 1][0] <= "\u04ff"
        )
        if not adjective:
            return Noun(k, k + 1, True)
        k += 1
    return None


_ADJECTIVE_ENDINGS = ("ых", "их", "ого", "ый", "ий", "ные", "ные", "ний")


_MODIFYING = frozenset(
    "sports arms rights police military crew women drugs news human swine fish media data staff aircraft livestock "
    "cattle infantry cavalry militia clergy airlines customs communications".split()
)


def _goes_on(words: Words, k: int, limit: int) -> bool:
    """Whether the plural at ``k`` only modifies a plural that follows (rights groups, crew members)."""
    if k + 1 >= limit:
        return False
    after = words.low[k + 1]
    if words.low[k] not in ATTRIBUTIVE and words.low[k] not in PLURAL:
        return False
    if not after[0].isalpha() or after in FINITE or after in VERB_S or after in _NEVER:
        return False
    return (plural(after) and after not in _STATES) or (
        words.low[k] in _MODIFYING and _plural_soon(words, k + 1, limit, 2)
    )


def of_phrase(words: Words, k: int, limit: int) -> int | None:
    """Where the noun phrase of ``of (the|his|Boeing's) ...`` at word ``k`` begins; ``None`` without ``of``."""
    if k >= limit or words.low[k] != "of":
        return None
    m = k + 1
    while m < limit and (words.low[m] in DETERMINER or words.low[m] in _QUOTES):
        m += 1
    return m
