"""What the clause says of a figure: measure, group, place and as-of time.

Cues are looked for outward from the figure, within its clause, and the nearest one decides: participles and
verbs after it (``20 people were killed``), verbs before it (``killing 20 people``), else the counted noun itself
(``20 deaths``), else other words of the sentence. Coordinated figures are stepped over.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.lexicon import Entry, table
from sayso.lexicon.calendar import MONTHS, WEEKDAYS
from sayso.model import Time
from sayso.text.tokens import tokens

from .context import Draft
from .nouns import head_noun, noun_like, of_phrase
from .sets import DOWN, RUNGS, UP
from .words import (
    ADVERB,
    AUXILIARY,
    CONJUNCTION,
    DETERMINER,
    HYPHENS,
    MODIFIER,
    PREPOSITION,
    PRONOUN,
    Words,
    plural,
    possessive,
)

_MEASURES = table("measures").entries
_PERSON_FORMS = frozenset(
    form for e in table("persons").entries for form in e.forms if e.fields["role"] != "collective"
)
_COLLECTIVES = frozenset(
    form for e in table("persons").entries for form in e.forms if e.fields["role"] == "collective"
) | {"nations", "countries", "states", "organisations", "organizations", "governments", "firms"}
_UNIT_WORDS = {f: str(e.fields["measure"]) for e in table("units").entries for f in e.forms if len(f) > 2}
_REACH = 8  # words from a figure to its verb
_CLAUSE_END = frozenset(";:.!?")
_IN_PLACE = frozenset("in at near across outside inside around throughout within".split())
_NOT_PLACES = frozenset(
    "mr mrs ms dr president prime minister general covid sars god i congress parliament".split()
) | set(WEEKDAYS)


def _key(form: str) -> str:
    return " ".join(form[t.start : t.end] for t in tokens(form))


def _index(part: str) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for entry in _MEASURES:
        for form in entry.fields.get(part) or ():
            found.setdefault(_key(form), entry)
    return found


_NOUNS = _index("nouns")
_PASSIVE = _index("passive")
_ACTIVE = _index("active")
_OBJECT = _index("object")
_NEAR = _index("near")
_LONGEST = 4
_AFTER_FIRST = frozenset(k.split()[0] for k in (*_PASSIVE, *_ACTIVE))
_OBJECT_LAST = frozenset(k.split()[-1] for k in _OBJECT)
_NEAR_FIRST = frozenset(k.split()[0] for k in _NEAR)
_SAYS = frozenset("said told says tells told asked explained added argued claimed wrote".split())
_EPIDEMIC = frozenset(
    "virus viruses disease diseases infection infections infected outbreak epidemic pandemic coronavirus "
    "covid cholera ebola measles flu influenza malaria polio bacteria contagious quarantine vaccine".split()
)
_BE = frozenset("is are was were been being be".split())
_STATES = frozenset(("displaced", "missing", "wounded", "detained", "rescued"))
_WEAK = frozenset(("strength", "produced", "events"))


@dataclass(frozen=True, slots=True)
class Said:
    """What the clause says of one figure. Spans are of the text layer."""

    measure: str
    group: str | None
    place: str | None
    as_of: str | None


def _applies(entry: Entry, persons: bool | None) -> bool:
    return not entry.fields.get("persons") or persons is not False


def _persons(draft: Draft) -> bool | None:
    """Whether persons are counted; ``None`` where nothing is named."""
    if draft.counted is None:
        return None
    low = draft.counted.lower()
    if low in _PERSON_FORMS or any(w in _PERSON_FORMS for w in low.split()):
        return True
    if low in ("on-board", "aboard", "onboard", "own"):
        return None
    if low in _COLLECTIVES:
        return True
    # a capitalised plural names persons by where they are from: Swedes, Belarusians
    return draft.counted[0].isupper() and draft.counted.isalpha() and plural(low) and not draft.counted.isupper()


def measure(words: Words, drafts: Sequence[Draft], n: int, floor: int, limit: int, earlier: Sequence[str] = ()) -> str:
    """The measure of the ``n``-th figure; its sentence is the words ``floor..limit``; ``earlier`` are the measures
    of the figures before it."""
    draft = drafts[n]
    if draft.family == "share":
        return "change" if _is_change(words, draft, floor, limit) else "share"
    if draft.family == "points":
        return "change" if _is_change(words, draft, floor, limit) else draft.measure or "other"
    if draft.measure is not None and draft.family != "count":
        return draft.measure
    if draft.measure in ("rate", "strength"):
        return draft.measure
    if draft.counted is None and any(w in RUNGS for w in words.low[max(floor, draft.first - 3) : draft.first]):
        return "other"
    persons = _persons(draft)
    name = (draft.counted or "").lower()
    if name in _UNIT_WORDS:
        return _UNIT_WORDS[name]
    own = _NOUNS.get(name)
    if own is not None and own.key == "infected" and not _EPIDEMIC & set(words.low):
        own = None
    if own is not None and (draft.head is None or draft.head < draft.first):
        own_words = min(limit, drafts[n + 1].first) if n + 1 < len(drafts) else limit
        told_of = _after(words, drafts, n, own_words, True)
        if told_of is not None and told_of[1].key in _STATES:
            return told_of[1].key  # the toll is 200, with 3,000 thought to be homeless
    if own is not None and own.key not in _WEAK and not (own.key == "charged" and persons):
        return own.key
    for k in range(draft.after, draft.stop):
        state = _PASSIVE.get(words.low[k])
        if draft.head is None and state is not None and _applies(state, True):
            return state.key  # three million displaced
    after = _after(words, drafts, n, limit, persons)
    before = _before(words, drafts, n, floor, persons)
    if (
        before is not None
        and before[1].key == "strength"
        and (persons is False or (own is not None and own.key != "strength"))
    ):
        before = None
    if (
        before is not None
        and (after is None or before[0] <= after[0])
        and not (before[1].key == "strength" and after is not None)
    ):
        return before[1].key
    if after is not None:
        return after[1].key
    if _predicated(words, draft, limit):
        return "other"
    inner = _inner(words, draft, persons)
    if inner is not None:
        return inner
    if own is not None and own.key == "strength" and persons is False:
        own = None
    if own is not None and not _speaks(words, draft, limit):
        return own.key
    if (
        draft.head is None
        and n > 0
        and n <= len(earlier)
        and drafts[n - 1].number >= floor
        and drafts[n - 1].family == "count"
    ):
        return earlier[n - 1]  # and another five outside the town
    counted = _number_that(words, draft, floor)
    if counted is not None:
        return counted
    told = " ".join(words.low[floor : draft.first])
    if "number of deaths" in told or "death toll" in told:
        return "killed"
    if draft.counted is None or name == "people" or draft.head is None:
        near = _near(words, floor, limit)
        if near is not None and _applies(near, persons):
            return near.key
    if draft.measure is not None:
        return draft.measure
    return "other"


def _predicated(words: Words, draft: Draft, limit: int) -> bool:
    """Whether a participle that no measure knows says what befell the counted: up to three million affected, people
    have been affected. What is said of a neighbour is not said of them then."""
    low, k = words.low, draft.stop
    helped = False
    while k < limit and (low[k] in AUXILIARY or low[k] in ADVERB or (low[k] == "people" and not helped)):
        helped = helped or low[k] in _BE
        k += 1
    if k >= limit or not low[k].endswith("ed") or len(low[k]) < _PARTICIPLE or low[k] in _PASSIVE:
        return False
    closed = k + 1 >= limit or not low[k + 1][0].isalnum() or low[k + 1] in CONJUNCTION or low[k + 1] in PREPOSITION
    return (helped or (draft.head is None and low[k - 1] != "have")) and closed


_PARTICIPLE = 5  # letters


def _number_that(words: Words, draft: Draft, floor: int) -> str | None:
    """``the number of people that have been killed ... increased to 19``: what befell those whose number it is."""
    if draft.head is not None:
        return None
    low = words.low
    at = next((k for k in range(floor, draft.first - 2) if low[k] == "number" and low[k + 1] == "of"), None)
    turn = next((k for k in range(at, draft.first) if low[k] in ("that", "who")), None) if at is not None else None
    if turn is None:
        return None
    found = (_PASSIVE.get(low[k]) or _ACTIVE.get(low[k]) for k in range(turn, min(draft.first, turn + _REACH)))
    return next((entry.key for entry in found if entry is not None), None)


def _speaks(words: Words, draft: Draft, limit: int) -> bool:
    """Whether the figure is who speaks (two officials said): it measures nothing."""
    return any(words.low[k] in _SAYS for k in range(draft.stop, min(limit, draft.stop + 3)))


def _inner(words: Words, draft: Draft, persons: bool | None) -> str | None:
    """A participle between the number and its noun (hundreds of badly injured civilians)."""
    if draft.head is None:
        return None
    for k in range(draft.after, draft.head):
        entry = _PASSIVE.get(words.low[k])
        if entry is not None and _applies(entry, persons):
            return entry.key
    return None


def _is_change(words: Words, draft: Draft, floor: int, limit: int) -> bool:
    """Whether a percentage is a rise or a fall and not a share."""
    if draft.direction is not None:
        return True
    low = words.low
    if draft.head is not None:
        return False
    after = [low[k] for k in range(draft.stop, min(limit, draft.stop + 3))]
    if any(
        w in UP
        or w in DOWN
        or w in ("sell-off", "swing", "lower", "higher", "less", "more", "fewer", "increase", "decrease")
        for w in after[:2]
    ):
        return True
    k = draft.first - 1
    while k >= floor and (
        low[k] in DETERMINER or low[k] in ADVERB or low[k] in ("by", "of", "around", "about", "some", "value", "in")
    ):
        k -= 1
    return k >= floor and low[k] in UP | DOWN


def _after(words: Words, drafts: Sequence[Draft], n: int, limit: int, persons: bool | None) -> tuple[int, Entry] | None:
    """The nearest cue after the figure: (distance in words, entry)."""
    low = words.low
    k = drafts[n].stop
    distance = 0
    skip = n + 1
    verb_seen = False
    while k < limit and distance <= _REACH:
        if skip < len(drafts) and k >= drafts[skip].first and low[k - 1] in ("and", ",", "or"):
            if verb_seen:
                return None
            k = max(k + 1, drafts[skip].stop)
            skip += 1
            continue
        word = low[k]
        if word in _CLAUSE_END or word in ("but", "while", "after", "when"):
            return None
        if word == "," and verb_seen:
            return None
        if word in _AFTER_FIRST:
            for size in range(min(_LONGEST, limit - k), 0, -1):
                phrase = " ".join(low[k : k + size])
                previous = low[k - 1]
                entry = _PASSIVE.get(phrase) or _ACTIVE.get(phrase)
                if entry is None or not _applies(entry, persons):
                    continue
                if phrase in _ACTIVE and previous in ("to",) and entry.key not in ("attended",):
                    continue
                return distance, entry
        if word not in AUXILIARY and word not in ADVERB and word not in (",", "who", "of", "to"):
            distance += 1
            if word not in DETERMINER and word not in PREPOSITION and word.endswith("ed"):
                verb_seen = True
        k += 1
    return None


def _before(
    words: Words, drafts: Sequence[Draft], n: int, floor: int, persons: bool | None
) -> tuple[int, Entry] | None:
    """The nearest cue before the figure: (distance in words, entry)."""
    low = words.low
    k = drafts[n].first - 1
    distance = 0
    skip = n - 1
    while k >= floor and distance <= _REACH:
        if skip >= 0 and drafts[skip].stop - 1 >= k >= drafts[skip].first:
            if low[k + 1] not in ("and", ",", "or", "including", "(", "of") and distance:
                return None
            k = drafts[skip].first - 1
            skip -= 1
            continue
        word = low[k]
        if word in _CLAUSE_END:
            return None
        if word in _OBJECT_LAST and not (word in ("has", "have", "had") and _perfect(words, k)):
            for size in range(min(_LONGEST, k - floor + 1), 0, -1):
                entry = _OBJECT.get(" ".join(low[k - size + 1 : k + 1]))
                passive = k - size >= floor and low[k - size] in _BE and not words.raw(k - size).isupper()
                if entry is not None and passive and word.endswith(("ed", "t", "n")):
                    return None  # its own clause is over: the trucks were destroyed and 20 civilians
                if entry is not None and _applies(entry, persons) and not (entry.key == "strength" and distance > 2):
                    return distance, entry
        if word not in DETERMINER and word not in ADVERB and word not in ("of", "and", ","):
            distance += 1
        k -= 1
    return None


def _perfect(words: Words, k: int) -> bool:
    """Whether ``has`` at word ``k`` only helps a participle (has recalled)."""
    after = words.low[k + 1] if k + 1 < len(words.low) else ""
    return after.endswith(("ed", "en")) or after in ADVERB or after in ("been", "not", "seen", "made", "found", "to")


def _near(words: Words, floor: int, limit: int) -> Entry | None:
    low = words.low
    for k in range(floor, limit):
        if low[k] in _NEAR_FIRST:
            for size in range(min(_LONGEST, limit - k), 0, -1):
                entry = _NEAR.get(" ".join(low[k : k + size]))
                if entry is not None:
                    return entry
    return None


# --- group, place, time ---------------------------------------------------------------------------------------


def _name_end(words: Words, k: int, limit: int) -> int:
    """The end of a capitalised name that begins at word ``k``, with its inner ``of`` and ``and the``."""
    stop = k
    while stop < limit:
        written = words.low[stop]
        if (
            (
                words.capital(stop)
                or (written in HYPHENS and words.touches(stop))
                or (written[0].isdecimal() and stop > k)
                or (written in ("th", "st", "nd", "rd") and words.touches(stop))
            )
            or (
                written in ("of", "the", "for", "and", "de", "al", "el", "ul")
                and stop > k
                and stop + 1 < limit
                and (
                    words.capital(stop + 1)
                    or (words.low[stop + 1] == "the" and stop + 2 < limit and words.capital(stop + 2))
                )
                and written not in ("and",)
            )
            or (written == "." and len(words.low[stop - 1]) == 1 and words.touches(stop) and words.capital(stop - 1))
        ):
            stop += 1
        else:
            break
    while stop > k and words.low[stop - 1] in ("of", "the", "for", "and", ",", "-"):
        stop -= 1
    return stop


def group(words: Words, draft: Draft, limit: int) -> str | None:
    """Who or what the counted belong to: ``members of the tribe``, ``U.S. troops``, ``Boeing's planes``."""
    low = words.low
    if draft.family == "share" and draft.head is None and draft.stop + 1 < limit and low[draft.stop] == "in":
        at = draft.stop + 1 + (low[draft.stop + 1] in DETERMINER)
        if (
            at < limit
            and words.capital(at)
            and low[at] not in MONTHS
            and draft.measure == "share"
            and not draft.direction
        ):
            return words.phrase(draft.stop + 1, _name_end(words, at, limit))
    if draft.head is not None and draft.family in ("count", "share"):
        m = of_phrase(words, draft.head + 1, limit)
        definite = m is not None and m > draft.head + 2 and low[draft.head + 2] not in ("a", "an", "any", "some")
        owned = (
            m is not None
            and m < limit
            and (words.capital(m) or definite or low[draft.head] in _PERSON_FORMS or draft.family == "share")
            and low[draft.head] not in ("cases", "case", "infections", "outbreaks", "strains", "doses", "signs")
        )
        if m is not None and owned and low[m] not in ("which", "whom", "them") and noun_like(words, m, limit):
            stop = _name_end(words, m, limit) if words.capital(m) else 0
            if not stop:
                noun = head_noun(words, m, limit, singular=True)
                stop = noun.stop if noun is not None else m
                stop = next((c for c in range(m, stop) if low[c].endswith("ing")), stop)
            if stop > m:
                return words.phrase(draft.head + 2, stop)
        if draft.head + 2 < limit and low[draft.head + 1] == "from":
            m = draft.head + 2 + (low[draft.head + 2] in DETERMINER)
            if m + 1 < limit and low[m][0].isdecimal() and low[m + 1] in ("th", "st", "nd", "rd"):
                return words.phrase(draft.head + 2, _name_end(words, m + 1, limit))  # from the 12th Fleet
            if m < limit and low[m][0].isdecimal():
                noun = head_noun(words, m + 1, limit)  # samples from 9 countries, not from the 2017 election
                return words.phrase(m, noun.stop) if noun is not None and noun.plural else None
            if m < limit and words.capital(m):
                return words.phrase(draft.head + 2, _name_end(words, m, limit))
        k = draft.after
        start = k
        head = draft.head
        while (
            head > k
            and words.touches(head)
            and (low[head] == "s" or low[head][0].isdecimal() or low[head - 1] in HYPHENS)
        ):
            head -= 1  # a code's plural: A350s
        while start < draft.head and (low[start] in DETERMINER or low[start] in ("of", "out", '"', "“", "[")):
            start += 1
        if start > 0 and low[start - 1] in HYPHENS:
            start = min(head, start + 1)
        first_capital = next((c for c in range(start, head) if words.capital(c)), None)
        if first_capital is not None:
            stop = _name_end(words, first_capital, draft.head)
            text = words.phrase(first_capital, stop)
            return text[:-2] if text.endswith(("'s", "’s")) else text
        owner = next((c for c in range(start, draft.head) if possessive(low[c])), None)
        if owner is not None:
            text = words.phrase(start, owner + 1)
            return text[:-2] if text.endswith(("'s", "’s")) else text.rstrip("'’")
        if low[draft.head] in ("dead", "wounded", "injured", "missing"):
            return None
        modifiers = [
            c
            for c in range(start, draft.head)
            if low[c][0].isalpha() and low[c] not in MODIFIER and low[c] not in PREPOSITION
        ]
        if modifiers and not low[modifiers[0]].endswith(("ed", "ing", "ly")) and plural(low[draft.head]):
            return (
                words.phrase(modifiers[0], draft.head)
                if (low[modifiers[0]] in _PERSON_FORMS and low[modifiers[0]] != "member")
                or low[modifiers[0]] in _GROUPS
                else None
            )
    return None


_GROUPS = frozenset(
    "government police army navy rebel opposition foreign civilian military state federal security militia coalition "
    "enemy regime hospital prison school union party church company airline airport police tribal".split()
)


def _name_starts(words: Words, k: int) -> bool:
    """Whether a name begins at word ``k``: a capital, or an Arabic article before one (al-Quria)."""
    if words.capital(k):
        return True
    written = words.raw(k)
    return len(written) > 3 and written[2] in "-‐‑" and written[3].isupper() and written[:2] in _AL


def _place_of(words: Words, k: int, limit: int) -> int:
    """Past ``the town of``, ``the U.S. border city of``, to the name."""
    for m in range(k, min(limit - 2, k + 8)):
        low = words.low[m]
        if low in _SETTLEMENTS and words.low[m + 1] == "of":
            return m + 2 + (words.low[m + 2] in DETERMINER)
        if low == "." and words.touches(m):
            continue
        if not low[0].isalpha() or low in PREPOSITION or low in CONJUNCTION:
            break
    return k


def _toponym_end(words: Words, k: int, limit: int) -> int:
    """The end of a toponym: capitalised words, with hyphens and the particles of names."""
    stop = k
    while stop < limit:
        if (
            _name_starts(words, stop)
            or (words.low[stop] in HYPHENS and words.touches(stop))
            or (
                words.low[stop] in ("of", "de", "al", "el", "la", "upon")
                and stop > k
                and stop + 1 < limit
                and words.capital(stop + 1)
            )
            or (words.low[stop] == "." and len(words.low[stop - 1]) == 1 and words.touches(stop))
        ):
            stop += 1
        else:
            break
    return stop


_AL = frozenset("al el ul as ad ar an at az ash".split())
_ADJECTIVE = ("an", "ese", "ish", "ch", "ic", "qi", "eli", "ani")
_HOLDS = frozenset("share shares stake stakes interest confidence stock invested investment".split())
_TURNS = frozenset("which who while because whose".split())
_COMPASS = frozenset(
    "northern southern eastern western central downtown nearby northwestern northeastern southwestern southeastern "
    "north south east west mainland continental greater upper lower rural neighboring neighbouring".split()
)
_SETTLEMENTS = frozenset(
    "town city village province region suburb district neighbourhood neighborhood camp capital state county island "
    "port governorate municipality area areas part parts outskirts villages towns cities provinces districts regions "
    "nation country kingdom republic territory".split()
)
_BODIES = frozenset(
    "command force party coalition department senate house congress parliament committee university "
    "council army navy ministry agency court series league cup championship championships games times "
    "post news tv radio union association bank corporation inc ltd company group act".split()
)
_MOVING = frozenset(("arrived", "deployed", "displaced", "joined"))
_PLACELESS = frozenset(("age", "duration", "distance", "speed", "weight", "volume"))


def place(
    words: Words, draft: Draft, floor: int, limit: int, known: Sequence[tuple[int, int, str]], moving: bool = False
) -> str | None:
    """The place that the clause names for the figure: after it first, else before it, else ``the town of X``
    anywhere in the sentence. Where the toponyms are ``known``, only they count; ``moving``: ``to X`` counts too."""
    low = words.low
    for k in range(draft.stop, limit):
        goes_on = k + 1 < limit and (low[k + 1] in _IN_PLACE or low[k + 1][0].isdecimal() or low[k + 1] == "and")
        if (low[k] in (";", ",", ":") and not goes_on) or low[k] in _TURNS:
            break
        found = _toponym(words, k, limit, known, moving)
        if found is not None:
            return found[0]
    crossed = draft.first
    for k in range(draft.first - 1, floor - 1, -1):
        if low[k] == ";" or (low[k] == "that" and k > floor and low[k - 1] in _SAYS):
            break
        if low[k] == ",":
            crossed = k
        found = _toponym(words, k, limit, known)
        if found is not None and (crossed == draft.first or found[1] == crossed or k <= floor + 1):
            return found[0]
    for k in range(floor, draft.first - 3):
        if low[k] in _SETTLEMENTS and low[k + 1] == "of" and _name_starts(words, k + 2):
            return words.phrase(k + 2, _toponym_end(words, k + 2, limit))
    return None


def _toponym(
    words: Words, k: int, limit: int, known: Sequence[tuple[int, int, str]], moving: bool = False
) -> tuple[str, int] | None:
    """The toponym after the preposition at word ``k``, and the word after it."""
    low = words.low
    towards = moving and low[k] in ("to", "into")
    if (low[k] not in _IN_PLACE and low[k] != "on" and not towards) or k + 1 >= limit:
        return None
    if k > 0 and (low[k - 1] in _SAYS or low[k - 1] in _HOLDS):
        return None
    m = _place_of(words, k + 1, limit)
    while m < limit and (low[m] in DETERMINER or low[m] in _COMPASS or (low[m].endswith("-held") and low[k] != "of")):
        m += 1
    if m >= limit or not _name_starts(words, m) or low[m] in MONTHS or low[m] in _NOT_PLACES:
        return None
    end = _toponym_end(words, m, limit)
    if end - m > 1 and possessive(low[m]):
        m += 1  # Syria's Idlib province
    if any(low[c] in _BODIES for c in range(m, end)) or possessive(low[end - 1]):
        return None
    follows = low[end] if end < limit else ""
    if low[k] == "on" and follows not in _SETTLEMENTS:
        return None
    if (
        (
            low[end - 1].endswith(_ADJECTIVE)
            and end < limit
            and noun_like(words, end, limit)
            and follows not in _SETTLEMENTS
        )
        and low[end] not in AUXILIARY
        and low[end] not in ADVERB
        and not low[end].endswith("ed")
    ):
        return None  # in Chinese markets
    at = bisect_left(known, words.start[m], key=lambda p: p[1])
    toponym = known[at][2] if at < len(known) and known[at][0] < words.end[end - 1] else None
    if known and toponym is None:
        return None
    return toponym or words.phrase(m, end), end


_LONG_AGO = 800  # days: a decade dates no figure


def _attributive(text: str, time: Time) -> bool:
    """Whether a year only names the thing after it (the 1991 settlement)."""
    if not time.text.isdecimal():
        return False
    before = text[max(0, time.start - 4) : time.start].lower()
    after = text[time.end : time.end + 2]
    return before.endswith(("the ", " a ", "'s ", "’s ")) and after[:1] == " " and after[1:].isalpha()


_RELATIVE = re.compile(r",\s+(?:which|who|whose|where)\b[^,]*$", re.IGNORECASE)


def _in_relative(text: str, floor: int, time: Time, figure: int) -> bool:
    """Whether a time belongs to a relative clause that closes before the figure: ``which fell in May, counted 72``."""
    return time.end <= figure and "," in text[time.end : figure] and bool(_RELATIVE.search(text[floor : time.start]))


def as_of(words: Words, draft: Draft, floor: int, limit: int, times: Sequence[Time]) -> str | None:
    """The resolved time nearest to the figure in its sentence, as ``from`` or ``from/to`` in ISO dates."""
    if not times:
        return None
    first, last = words.start[floor], words.end[limit - 1]
    start, end = words.start[draft.first], words.end[draft.stop - 1]
    best: tuple[int, Time] | None = None
    for n in range(bisect_left(times, first, key=lambda t: t.end), len(times)):
        time = times[n]
        if time.start >= last:
            break
        if not time.resolved or time.end <= first:
            continue
        if time.start < end and start < time.end and draft.family == "unit":
            return None  # the figure itself is a time: two weeks ago
        if time.from_ is not None and time.to is not None and (time.to - time.from_).days > _LONG_AGO:
            continue
        if _attributive(words.text, time) or _in_relative(words.text, first, time, start):
            continue
        distance = max(time.start - end, start - time.end, 0)
        between = words.text[min(end, time.end) : max(start, time.start)]
        distance += 200 * (";" in between)
        following = words.text[time.end : time.end + 2]
        if time.start == first and following[:1] == " " and following[1:].isupper():
            distance += 100  # a dateline glued to the sentence
        if best is None or distance < best[0]:
            best = (distance, time)
    if best is None:
        return None
    low, high = best[1].from_, best[1].to
    if low == high and low is not None:
        return low.isoformat()
    return f"{low.isoformat() if low else '..'}/{high.isoformat() if high else '..'}"


def direction(words: Words, draft: Draft, floor: int) -> str | None:
    """``up`` or ``down`` where the clause tells a change to, from or by the figure; ``None`` elsewhere."""
    low = words.low
    k = draft.first - 1
    if k < floor or (low[k] not in ("to", "from", "by", "at", "of") and low[k] not in UP and low[k] not in DOWN):
        return None
    for m in range(k, max(floor, k - 7) - 1, -1):
        if low[m] in (",", ";") and m != k - 1:
            break
        if low[m] in UP or low[m] in DOWN:
            told = (
                low[k] in UP or low[k] in DOWN or low[k] in ("to", "from", "by") or draft.family in ("share", "points")
            )
            return ("up" if low[m] in UP else "down") if told else None
    return None


def is_part(words: Words, draft: Draft, floor: int, limit: int) -> bool:
    """Whether the figure is told as a part of another: including 11, among them 50, four of the 41, of whom."""
    low = words.low
    k = draft.first - 1
    before = [low[m] for m in range(max(floor, k - 2), k + 1)]
    if (
        before[-1:] == ["including"]
        or before[-2:] == ["among", "them"]
        or before[-2:] in (["of", "which"], ["of", "whom"], ["of", "them"])
    ):
        return True
    if before[-1:] == [","] and before[-2:-1] in (["which"], ["whom"]):
        return True
    j = draft.after
    if (
        j + 1 < limit
        and low[j] == "of"
        and low[j + 1] in ("them", "whom", "which", "those", "these", "the", "its", "his", "their", "her", "our")
    ):
        return True
    if j + 2 < limit and low[j] == "of" and (low[j + 1][0].isdecimal() or possessive(low[j + 1])):
        return True
    if j + 1 < limit and low[j] == "out" and low[j + 1] == "of":
        return True
    return draft.family == "share" and draft.head is not None


def said(
    words: Words,
    drafts: Sequence[Draft],
    n: int,
    times: Sequence[Time],
    places: Sequence[tuple[int, int, str]],
    earlier: Sequence[str] = (),
) -> Said:
    """Everything that the clause says of the ``n``-th figure."""
    floor, limit = words.bounds[words.sentence[drafts[n].number]]
    draft = drafts[n]
    what = measure(words, drafts, n, floor, limit, earlier)
    loose = what in _PLACELESS
    return Said(
        what,
        group(words, draft, limit),
        None if loose else place(words, draft, floor, limit, places, what in _MOVING),
        None if loose else as_of(words, draft, floor, limit, times),
    )


__all__ = ["CONJUNCTION", "PRONOUN", "Said", "is_part", "said"]
