"""Whom a personal pronoun means, among names of persons in the same text.

For each candidate a small network weighs what readers go by: nearness, whether the name is the subject of its
sentence, how often the person is named, gender, what stands between. ``tools/train/pronouns.py`` makes the
weights from GAP (Webster et al. 2018, Apache-2.0).
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from sayso.lexicon import table
from sayso.lexicon.pronouns import FEMALE, MALE
from sayso.model import Span
from sayso.text.sentences import sentences

_NAME = re.compile(r"(?<!\w)[A-ZÀ-Ž][\w'’.-]*(?:\s+(?:(?:de|van|von|der|la|del|bin|al|of)\s+)?[A-ZÀ-Ž][\w'’.-]*)*")
_WORD = re.compile(r"[\w’'-]+|[^\w\s]")
_PREPOSITIONS = frozenset(
    "of with by to for from in on at about against between into over under after before near alongside like than "
    "including featuring as".split()
)
_SUBJECT_BREAKS = frozenset(
    "that when while because although though as if where which who and but or after before since until".split()
)
_VERBS = re.compile(
    r"^(?:is|was|were|are|has|had|have|would|will|could|did|does|can|may|might|should|\w+ed|\w+s|\w{2,}ew|took|went|came|got|won|met|made|gave|found|told|said|left|became|began|kept|saw|ran|led|lost|felt)$"
)
_NOT_NAMES = frozenset(
    "the a an he she it they his her their its in on at by for with from of to as but and or if when while after "
    "before "
    "this that these those there then also however although though during since i we you who which what where".split()
)
_MALE_WORDS = frozenset(
    "mr sir king prince father brother son husband uncle grandfather boy actor lord duke emperor boyfriend "
    "nephew".split()
)
_FEMALE_WORDS = frozenset(
    "mrs ms miss queen princess mother sister daughter wife aunt grandmother girl actress lady duchess "
    "empress girlfriend niece".split()
)


@dataclass(frozen=True, slots=True)
class _Scene:
    """A text read once for all its pronouns."""

    text: str
    starts: tuple[int, ...]
    words: tuple[Span, ...]
    word_starts: tuple[int, ...]
    names: tuple[Span, ...]

    def sentence(self, at: int) -> int:
        return bisect_right(self.starts, at) - 1

    def word(self, at: int) -> int:
        return max(0, bisect_right(self.word_starts, at) - 1)

    def shown(self, i: int) -> str:
        return self.words[i].of(self.text) if 0 <= i < len(self.words) else ""


def scene(text: str) -> _Scene:
    """Read a text: sentences, words, names."""
    words = tuple(Span(m.start(), m.end()) for m in _WORD.finditer(text))
    names = []
    for m in _NAME.finditer(text):
        start = m.start()
        first = re.match(r"[\w’'-]+", m.group())
        if first and first.group().lower() in _NOT_NAMES:
            rest = m.group()[first.end() :].lstrip()
            if not rest:
                continue
            start = m.end() - len(rest)
        names.append(Span(start, m.end()))
    return _Scene(
        text, tuple(s.start for s in sentences(text)) or (0,), words, tuple(w.start for w in words), tuple(names)
    )


@cache
def _genders() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for entry in table("names_given").entries:
        for form in entry.forms:
            gender = str(entry.fields["gender"])
            found[form] = gender if found.get(form, gender) == gender else "?"
    return found


def _gender_fit(name: str, before: str, pronoun: str) -> float:
    wanted = "m" if pronoun in MALE else "f" if pronoun in FEMALE else "?"
    told = _genders().get(name.split(maxsplit=1)[0].lower().strip(".,"))
    if before.lower() in _MALE_WORDS:
        told = "m"
    if before.lower() in _FEMALE_WORDS:
        told = "f"
    if told is None or told == "?" or wanted == "?":
        return 0.0
    return 1.0 if told == wanted else -1.0


_GENDERED = re.compile(r"\b(?:(he|him|his|himself)|(she|her|hers|herself))\b", re.IGNORECASE)
_OPENS = re.compile(r"\b(?:that|because|when|while|as|if|after|before|until|where)\s*$")
_KIN = frozenset(
    "wife husband son daughter mother father brother sister girlfriend boyfriend friend partner aunt uncle cousin "
    "niece "
    "nephew fiancé fiancée widow lover assistant boss colleague rival mentor teacher student".split()
)
_SPEECH = frozenset(
    "said says told tells claimed claims stated states believed believes thought thinks felt feels "
    "knew realized realizes revealed reveals admitted announced".split()
)


def candidate_features(scene: _Scene, pronoun: Span, name: Span, title: str = "") -> tuple[float, ...]:
    """What speaks for one name; numbers of the order of one. ``title``: of the report, where it has one."""
    text = scene.text
    word = pronoun.of(text).lower()
    p, n = scene.word(pronoun.start), scene.word(name.start)
    n_end = scene.word(max(name.start, name.end - 1))
    gap_sentences = scene.sentence(pronoun.start) - scene.sentence(name.start)
    before = name.start < pronoun.start
    s_start = scene.word(scene.starts[scene.sentence(name.start)])
    p_start = scene.word(scene.starts[scene.sentence(pronoun.start)])
    previous, following = scene.shown(n - 1).lower(), scene.shown(n_end + 1)
    into = n - s_start
    tokens = [w for w in re.findall(r"\w+", name.of(text)) if len(w) > 1]
    last, first = (tokens[-1], tokens[0]) if tokens else ("", "")
    mentions = [m for m in scene.names if last and (last in re.findall(r"\w+", m.of(text)) or first == m.of(text))]
    earlier = [m for m in mentions if m.start < pronoun.start]
    between = [m for m in scene.names if before and name.end <= m.start < pronoun.start and last not in m.of(text)]
    recent = max((m.start for m in earlier), default=-1)
    rivals_since = sum(1 for m in scene.names if recent < m.start < pronoun.start and last not in m.of(text))
    subject = _subject(scene, n, n_end, s_start)
    p_subject = word in ("he", "she")
    p_possessive = word == "his" or (word == "her" and re.match(r"\s+[a-z]+", text[pronoun.end :]) is not None)
    p_first = p - p_start <= 1
    possessive = following in ("'", "’") or text[name.end : name.end + 2] in ("'s", "’s")
    inner = text[name.end : pronoun.start] if before else text[pronoun.end : name.start]
    same = gap_sentences == 0
    words_between = abs(p - n)
    clause = sum(w in _SUBJECT_BREAKS for w in re.findall(r"\w+", inner.lower()))
    after_prep = previous in _PREPOSITIONS
    male = word in MALE
    spoken = [m.start() for m in _GENDERED.finditer(text) if bool(m.group(1)) == male]
    start_of_name = min(name.start, mentions[0].start if mentions else name.start)
    low, high = (name.end, pronoun.start) if before else (pronoun.end, name.start)
    between_pronouns = sum(low <= at < high for at in spoken)
    ahead = sum(at < start_of_name for at in spoken)
    before_pronoun = scene.shown(p - 1).lower()
    verb_before = bool(_VERBS.match(previous)) and not after_prep
    kin = previous in _KIN or scene.shown(n - 2).lower() in _KIN
    owner = possessive and following and any(scene.shown(k).lower() in _KIN for k in range(n_end + 1, n_end + 4))
    enumerated = previous in (",", "and") and following in (",", "and")
    near_subjects = [
        m for m in scene.names
        if m.start < pronoun.start and last not in m.of(text)
        and scene.sentence(m.start) == scene.sentence(name.start) and m.start < name.start
    ]  # fmt: skip
    title_words = {w.lower() for w in re.findall(r"\w+", title)}
    titled = sum(w.lower() in title_words for w in tokens) / max(1, len(tokens))
    opened = _OPENS.search(inner) is not None
    strangers = {w for m in scene.names for w in re.findall(r"\w+", m.of(text))} - set(tokens)
    titled_other = sum(w.lower() in title_words for w in strangers)
    rest = text[pronoun.end : pronoun.end + 30]
    last_only = len(tokens) == 1 and bool(earlier) and any(len(m.of(text).split()) > 1 for m in earlier)
    verb_of = scene.shown(n_end + 1).lower()
    return (
        titled,
        min(titled_other, 3) / 2,
        float(titled_other == 0 and titled > 0),
        float(titled > 0 and ahead > 0),
        min(between_pronouns, 4) / 2,
        float(between_pronouns == 0),
        min(ahead, 4) / 2,
        float(ahead > 0 and subject),
        float(verb_before),
        float(verb_before and not p_subject),
        float(after_prep and not p_subject and before_pronoun in _PREPOSITIONS),
        float(kin),
        float(owner),
        float(enumerated),
        min(len(near_subjects), 3) / 2,
        float(last_only),
        float(before and same and re.search(r"(?:,\s*|\s)(?:and|but)\s*$", inner) is not None),
        float(before and same and subject and opened),
        float(before and same and not subject and opened),
        float(verb_of in _SPEECH and same),
        float(before_pronoun in _PREPOSITIONS),
        float(before_pronoun in _PREPOSITIONS and same and subject),
        float(bool(_VERBS.match(before_pronoun))),
        float(bool(_VERBS.match(before_pronoun)) and same and subject and words_between < 4),
        float(not before and re.match(r"[^.]*,\s*$", inner) is not None and p_first),
        float(not before and subject and p_start == s_start),
        float(p_possessive and kin and not before),
        float(re.match(r"\s+(?:and|,|\.)", rest) is not None),
        float(subject and not same and gap_sentences == 1 and p_subject and p_first),
        float(gap_sentences >= 2 and subject),
        float(into <= 1 and gap_sentences == 1),
        float(bool(near_subjects) and not subject),
        float(text.count(last) == 1 if last else 0),
        float(before),
        float(same and before),
        float(same and not before),
        float(gap_sentences == 1),
        min(max(gap_sentences, -2), 5) / 3,
        math.log1p(words_between) / 3,
        float(subject),
        float(subject and p_subject),
        float(subject and p_possessive),
        float(subject and same),
        float(after_prep),
        float(after_prep and same),
        float(previous in ("and", "&", "or")),
        float(following.lower() in ("and", "&")),
        float(possessive),
        float(possessive and same),
        float(into <= 1),
        min(into, 20) / 10,
        float(p_first),
        float(p_first and subject and gap_sentences == 1),
        min(len(mentions), 6) / 3,
        min(len(earlier), 5) / 3,
        min(rivals_since, 5) / 3,
        float(rivals_since == 0),
        min(len(between), 6) / 3,
        _gender_fit(name.of(text), previous, word),
        float(following == ","),
        float(following.lower() in ("who", "whose", "(")),
        float(scene.shown(n_end + 2).lower() in ("who", "whose") if following == "," else 0),
        float("(" in text[max(0, name.start - 2) : name.start] or previous in ("(", '"')),
        float(name.start < 60),
        float(bool(mentions) and mentions[0].start < 40),
        float(len(tokens) > 1),
        float(same and ";" in inner),
        float(same and "," in inner),
        min(clause, 4) / 2,
        float(p_possessive),
        float(p_possessive and same and before and words_between < 8),
        float(word in ("him", "her") and not p_possessive and same and subject),
        float(word in ("him", "her") and not p_possessive and same and before and words_between < 6),
        float(_quoted(text, name.start) == _quoted(text, pronoun.start)),
    )  # fmt: skip


def _quoted(text: str, at: int) -> bool:
    return (text.count('"', 0, at) + text.count("“", 0, at) + text.count("”", 0, at)) % 2 == 1


def _subject(scene: _Scene, n: int, n_end: int, s_start: int) -> bool:
    """Whether a name stands where subjects stand: first in its clause, a verb behind it."""
    previous = scene.shown(n - 1).lower()
    if previous in _PREPOSITIONS:
        return False
    following = scene.shown(n_end + 1)
    k = n_end + 1
    if following == ",":  # an apposition or relative clause may stand between
        last = min(n_end + 16, len(scene.words))
        k = next((i + 1 for i in range(n_end + 2, last) if scene.shown(i) == ","), last - 1)
        following = scene.shown(k)
    while following.lower() in ("also", "then", "later", "never", "soon", "once", "not", "again", "who"):
        k += 1
        following = scene.shown(k)
    opens = (
        n == s_start or previous in _SUBJECT_BREAKS or previous in (",", ";", ":", "—", "-", '"') or n - s_start <= 3
    )
    return opens and bool(_VERBS.match(following.lower()))


@dataclass(frozen=True, slots=True)
class _Model:
    mean: Sequence[float]
    scale: Sequence[float]
    hidden: Sequence[Sequence[float]]
    output: Sequence[float]
    threshold: float

    def __call__(self, values: Sequence[float]) -> float:
        x = [(v - m) / s for v, m, s in zip(values, self.mean, self.scale, strict=True)]
        units = [max(0.0, sum(w * v for w, v in zip(row, x, strict=False)) + row[-1]) for row in self.hidden]
        z = sum(w * u for w, u in zip(self.output, units, strict=False)) + self.output[-1]
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))


@cache
def _model() -> _Model:
    raw = json.loads((files("sayso.resources") / "pronouns.json").read_text(encoding="utf-8"))
    return _Model(raw["mean"], raw["scale"], raw["hidden"], raw["output"], raw["threshold"])


def pair_features(own: Sequence[float], rival: Sequence[float]) -> tuple[float, ...]:
    """A candidate's features beside those of its strongest rival."""
    return (*own, *(a - b for a, b in zip(own, rival, strict=True)))


def scores(text: str, pronoun: Span, candidates: Sequence[Span], title: str = "") -> tuple[float, ...]:
    """For each candidate name the probability that the pronoun means it. ``title``: of the report.

    A candidate is weighed against the others, so with one alone the probability says only whether it fits.
    """
    read = scene(text)
    model = _model()
    own = [candidate_features(read, pronoun, c, title) for c in candidates]
    found = []
    for i, features in enumerate(own):
        rivals = [o for j, o in enumerate(own) if j != i] or [features]
        found.append(min(model(pair_features(features, r)) for r in rivals))
    return tuple(found)


def antecedent(text: str, pronoun: Span, candidates: Sequence[Span], title: str = "") -> Span | None:
    """The name that the pronoun means, or ``None`` when none is likely."""
    found = scores(text, pronoun, candidates, title)
    best = max(range(len(found)), key=lambda i: (found[i], -i), default=None)
    return candidates[best] if best is not None and found[best] >= _model().threshold else None
