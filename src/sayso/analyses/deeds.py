"""A sentence of what somebody says, as far as others can bear it out or deny it: its deeds, names, numbers and days,
what else it speaks of, and what a negation in it governs.

A deed is told by its form (an ending, a helping verb before it, the lists of ``grammar`` and ``measures``): there is no
parser here, so a tie between two sentences needs a deed of the one that the other names too, in whatever form.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache

from sayso.lexicon import table
from sayso.model import Statement

from .reports import Report
from .sources import light_stem
from .words import fold

_WORD = re.compile(r"\d+(?:[.,]\d+)*(?![^\W_])|[^\W_]+(?:['’ʼ][^\W\d_]+)*")
_SENTENCE = re.compile(r"[.!?…]+[\"”’»)]*\s+|\n")
_YEAR = re.compile(r"(?:19|20)\d\d")
_HELPERS = frozenset("to will would could can may might must should shall did does do".split())
_BETWEEN = frozenset("not never also now still even".split())  # stand between a helping verb and the deed
_NO_DEED = frozenset(
    "said say says saying told tell tells telling according including regarding concerning following during "
    "united report reports reported reporting announced add added adding expected call called know knew known "
    "thinking think base based related use used uses using tried try trying start started starting begin began "
    "begins become becomes became want wants wanted ask asked being have having go goes went gone going do "
    "doing done get gets got getting make makes made making take takes took taken taking give gives gave given "
    "giving see sees saw seen seeing come comes came coming keep kept need indeed hundred speed feed seed "
    "nothing something anything everything morning evening king ring spring wing string ceiling confirm "
    "confirmed confirming warn warned fear feared believe believes believed thought find finds found continue "
    "continues continued continuing remain remains remained understood hold holds held bring brought leave "
    "leaves left set lead led run runs seem seems appear appears appeared work working works worked able "
    "available due ready present responsible necessary eligible worldwide shall born aged named".split()
)
_BRACKETS = frozenset("LRB RRB LSB RSB LCB RCB".split())  # as treebank tokenisers write them
_IDLE = frozenset(
    "the a an and or of in on at by to for from with as is was were are be been has have had that this these those it "
    "its he she they their his her we our you your not no nor but who which what when where there here some any all "
    "more most very also than then so such own other others just only about into over under after before".split()
)
_OF_SPEAKER = frozenset("its their our we us his her he she they i my".split())
_MERE = frozenset("only just merely simply necessarily".split())  # `not only` negates nothing
_BREAKS = frozenset(
    "but when while because as although though since after before if unless until that which who whom whose "
    "where".split()
)
_RELATIVE = frozenset("who whom whose which".split())
_NOUNS = frozenset("no neither none nor".split())  # negations of a thing, next to it
_NO_REACH = 4  # words behind `no` that it governs as a thing
_SYNONYMS = ("killed", "wounded", "captured", "detained", "displaced", "rescued", "destroyed")


@cache
def _verbs() -> frozenset[str]:
    forms = {f for e in table("grammar").entries if e.key == "finite verb" for f in e.forms}
    return frozenset(fold(f) for f in forms | set(_like()) if " " not in f)


@cache
def _nouns() -> frozenset[str]:
    return frozenset(fold(f) for e in table("grammar").entries if e.key == "noun in -ing" for f in e.forms)


@cache
def _like() -> dict[str, str]:
    """Form -> the deed that it words, where several verbs word one: `slain`, `murdered`."""
    out: dict[str, str] = {}
    for entry in table("measures").entries:
        if entry.key in _SYNONYMS:
            for form in (*entry.fields.get("passive", ()), *entry.fields.get("active", ())):
                if " " not in form:
                    out.setdefault(fold(form), f"={entry.key}")
    return out


@cache
def _negations() -> frozenset[str]:
    forms = {fold(f) for e in table("copying").where(role="negation") for f in e.forms if " " not in f}
    return frozenset(forms)


def widened(common: Set[str]) -> frozenset[str]:
    """Stems, and the deeds that several verbs word where one of the verbs is among them."""
    return frozenset(common) | {key for form, key in _like().items() if light_stem(form) in common}


def _is_negation(word: str) -> bool:
    return word in _negations() or word in _CONTRACTED


def deed_key(word: str) -> str:
    """What makes two wordings of a deed one: its stem, or the deed that several verbs word."""
    return _like().get(word) or light_stem(word)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a statement's content. Words are told by their stems; a name is the stems of its parts."""

    deeds: frozenset[str]
    words: frozenset[str]  # everything said in small letters, deeds too, as :func:`deed_key` gives it
    said: frozenset[str]  # those of them that are not said in passing: `who had been …`
    names: tuple[frozenset[str], ...]
    speaker: tuple[frozenset[str], ...]  # the names of who speaks, where it tells of `its units`
    numbers: frozenset[str]
    days: frozenset[dt.date]
    governed: frozenset[str]  # keys that a negation governs
    gone: frozenset[str]  # the things that there was none of
    negates: bool  # it holds a negation, of whatever

    def telling(self, common: Set[str]) -> list[frozenset[str]]:
        """The names that are not of the whole story: their stems that are not ``common``."""
        return [rest for n in self.names if (rest := n - common)]

    def shares(self, other: Sentence, common: Set[str]) -> list[frozenset[str]]:
        """What names two sentences have in common, each once."""
        mine = [n - common for n in (*self.names, *self.speaker)]
        theirs = [n - common for n in (*other.names, *other.speaker)]
        return _one_each([m & t for m in mine for t in theirs if m & t])


@dataclass(frozen=True, slots=True)
class Tie:
    """What two sentences share: ``deeds``; ``particulars`` (names, numbers, days); other ``words``."""

    deeds: frozenset[str]
    particulars: int
    words: frozenset[str]
    named: frozenset[str]
    share: float  # of what the sentence that says less says
    negated: tuple[bool, bool]  # whether the one, the other says that it was not so
    lone: bool  # one names what the other does not
    gone: frozenset[str]  # things that one says there was none of, and the other tells of


def read_sentences(report: Report, statement: Statement) -> tuple[Sentence, ...]:
    """The sentences of a statement's content, in order."""
    return tuple(_read(report, statement, spans) for spans in _sentence_spans(report.text, statement))


def _sentence_spans(text: str, statement: Statement) -> Iterator[list[tuple[int, int]]]:
    held: list[tuple[int, int]] = []
    for q in statement.content:
        at = q.start
        for m in _SENTENCE.finditer(text, q.start, q.end):
            yield [*held, (at, m.end())]
            held, at = [], m.end()
        if at < q.end:
            held.append((at, q.end))
    if held:
        yield held


def _read(report: Report, statement: Statement, spans: Sequence[tuple[int, int]]) -> Sentence:
    named = [(m.start, m.end) for m in report.rows.mentions if any(a <= m.start and m.end <= b for a, b in spans)]
    names: list[frozenset[str]] = []
    for start, end in named:
        names.append(_stems(w.group() for w in _WORD.finditer(report.text, start, end)))
    tokens: list[tuple[str, int]] = []  # folded words in order; where a clause ends before one, 1
    run: list[str] = []
    numbers: set[str] = set()
    apart = 0
    before = ""
    for start, end in spans:
        last = start
        for m in _WORD.finditer(report.text, start, end):
            between = report.text[last : m.start()]
            apart |= any(c in ",;:—–()" for c in between)
            last = m.end()
            raw, word = m.group(), fold(m.group())
            if raw in _BRACKETS:
                continue
            coded = any(c.isdigit() for c in raw) and not raw[0].isdigit()
            capital = raw[0].isupper() and (bool(before) or (len(raw) > 1 and raw.isupper()))
            inside = any(a <= m.start() and m.end() <= b for a, b in named)
            if run and (between.strip(" -’'") or not capital or inside):
                names.append(_stems(run))
                run = []
            if raw[0].isdigit():
                if not _YEAR.fullmatch(word):
                    numbers.add(word)
            elif inside:
                pass
            elif coded or (capital and word not in _IDLE):
                run.append(raw)
            else:
                tokens.append((word, apart))
                apart = 0
            before = word
    if run:
        names.append(_stems(run))
    speaks = statement.source is not None and any(w in _OF_SPEAKER for w, _ in tokens)
    days = frozenset(
        t.from_ for t in report.rows.times
        if t.from_ is not None and t.from_ == t.to and any(a <= t.start < b for a, b in spans)
    )  # fmt: skip
    passing = _in_passing(tokens)
    governed, gone = _governed(tokens, passing)
    small = {n: deed_key(w) for n, (w, _) in enumerate(tokens) if len(w) > 2 and w not in _IDLE | _negations()}
    return Sentence(
        _deeds([w for w, _ in tokens], passing),
        frozenset(small.values()),
        frozenset(key for n, key in small.items() if n not in passing),
        tuple(n for n in names if n),
        tuple(_source_names(statement)) if speaks else (),
        frozenset(numbers),
        days,
        governed,
        gone,
        any(_is_negation(w) for w, _ in tokens),
    )


def _source_names(statement: Statement) -> list[frozenset[str]]:
    found = [statement.chain[-1].text] if statement.chain else []
    if statement.source is not None:
        found.append(statement.source.text)
    return [_stems(w for w in _WORD.findall(t) if w[0].isupper()) for t in found]


def _stems(words: Iterator[str] | Sequence[str]) -> frozenset[str]:
    folded = (fold(w) for w in words)
    return frozenset(light_stem(w) for w in folded if len(w) > 2 and w not in _IDLE)


def _deeds(words: Sequence[str], passing: Set[int]) -> frozenset[str]:
    out = set()
    for n, word in enumerate(words):
        if n in passing or len(word) < 3 or word in _NO_DEED or word in _IDLE or word in _negations():
            continue
        back = n - 2 if n > 1 and words[n - 1] in _BETWEEN else n - 1
        helped = back >= 0 and words[back] in _HELPERS and (word[-1] != "s" or word.endswith("ss"))
        formed = len(word) > 4 and word.endswith(("ed", "ing")) and (word not in _nouns() or helped)
        if helped or formed or word in _verbs():
            out.add(deed_key(word))
    return frozenset(out)


def _in_passing(tokens: Sequence[tuple[str, int]]) -> frozenset[int]:
    """Places of words said in passing of somebody, `a person who has not travelled`: not what the sentence says."""
    out = set()
    passing = False
    for n, (word, ends) in enumerate(tokens):
        passing = not ends and (passing or word in _RELATIVE)
        if passing:
            out.add(n)
    return frozenset(out)


def _governed(tokens: Sequence[tuple[str, int]], passing: Set[int]) -> tuple[frozenset[str], frozenset[str]]:
    """The keys that negations govern, up to the end of their clause; and the things that `no` stands before."""
    governed: set[str] = set()
    gone: set[str] = set()
    for n, (word, _) in enumerate(tokens):
        if n in passing or not _is_negation(word):
            continue
        if n + 1 < len(tokens) and tokens[n + 1][0] in _MERE:
            continue
        for k, (other, apart) in enumerate(tokens[n + 1 :]):
            if apart or other in _BREAKS:
                break
            governed.add(deed_key(other))
            if word in _NOUNS and k < _NO_REACH and len(other) > 2 and other not in _IDLE:
                gone.add(deed_key(other))
    return frozenset(governed), frozenset(gone)


_CONTRACTED = frozenset(
    "didnt doesnt dont wasnt werent isnt arent hasnt havent hadnt wont wouldnt cant couldnt shouldnt mustnt".split()
)


def tie(a: Sentence, b: Sentence, common: Set[str]) -> Tie | None:
    """What two sentences share, if there is a deed in it; nothing where they name unlike days or unlike names.
    ``common``: what tells nothing in this story."""
    deeds = (a.deeds & b.said) | (b.deeds & a.said)
    if not deeds or (a.days and b.days and not a.days & b.days):
        return None
    mine, theirs = a.telling(common), b.telling(common)
    shared = a.shares(b, common)
    if mine and theirs and not shared:
        return None
    words = frozenset(w for w in (a.words & b.words) - common if w not in deeds)
    particulars = len(shared) + len(a.numbers & b.numbers) + len(a.days & b.days)
    weight = min(_weight(a, common), _weight(b, common))
    share = (len(deeds) + particulars + len(words)) / max(1, weight)
    negated = (_negated(a, deeds, words), _negated(b, deeds, words))
    named = frozenset().union(*shared)
    return Tie(
        deeds,
        particulars,
        words,
        named,
        min(1.0, share),
        negated,
        bool(mine) != bool(theirs),
        (a.gone | b.gone) & words if a.deeds & b.deeds else frozenset(),
    )


def _one_each(found: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """The parts of one name are one thing."""
    out: list[frozenset[str]] = []
    for stems in found:
        near = [o for o in out if o & stems]
        out = [o for o in out if not o & stems]
        out.append(frozenset().union(stems, *near))
    return out


def _weight(s: Sentence, common: Set[str]) -> int:
    """How much a sentence says: its names, numbers, days, and the words that are not common."""
    return len(_one_each(s.telling(common))) + len(s.numbers) + len(s.days) + len(s.words - common)


def _negated(s: Sentence, deeds: Set[str], words: Set[str]) -> bool:
    """Whether what is shared is said not to be so."""
    return bool(deeds & s.governed) or bool(words & s.gone)
