"""Furniture, credits and captions, found by the lexicon ``regions`` and by the shape of lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from sayso.lexicon.tables import Entry, alternation, table
from sayso.model import Region, Span
from sayso.model.records import RegionKind

from .lines import Line

_WORD = re.compile(r"[^\W_]+")
_CREDIT = re.compile(r"\b(?:ima|pho|pic|vid|fot|map|gra)")  # a credit names what it credits
_OPENING = ("", "(", '"', "“", "‘", "[", "-")
_CLOSING = ("", ".", ",", ":", ";", "!", "?", ")", "]", '"', "”", "…")
_SIGNED = re.compile(r"[Bb]y |[Ss]ource|--|[-–—] ?[A-Za-z/ ]{2,24}\.?$|agencies|contributed to this|\(.{0,3}[Ww]ith")
_LINE_LIMIT = 200  # characters; no furniture line of the lexicon is longer
_TAIL = 320  # characters at the end of the text in which credits are looked for
_BETWEEN_WORDS = 15  # a sentence as short as this between two sentences of furniture is furniture
_CAPTION_WORDS = 45
_GLUED_WORDS = 30


@dataclass(frozen=True, slots=True)
class Rules:
    """The lexicon by scope, each part in the form in which it is asked."""

    whole: Mapping[str, Entry]  # folded line -> entry of scope line, next or list
    lead: Mapping[str, Entry]  # the same for lines above the title
    patterns: tuple[tuple[re.Pattern[str], Entry], ...]  # whole lines
    labels: tuple[tuple[str, Entry], ...]
    openers: tuple[str, ...]  # the wordings of the labels
    marks: tuple[tuple[str, Entry], ...]
    bars: tuple[tuple[frozenset[str], frozenset[str], Entry], ...]
    phrases: tuple[tuple[str, Entry], ...]  # wordings of scope sentence and tail
    triggers: Mapping[str, tuple[int, ...]]  # word between spaces -> indexes of phrases that hold it
    runs: tuple[tuple[frozenset[str], re.Pattern[str], Entry], ...]
    credits: tuple[tuple[re.Pattern[str], Entry], ...]
    tails: tuple[tuple[re.Pattern[str], Entry], ...]


@cache
def rules() -> Rules:
    """The lexicon ``regions``, ready to use."""
    whole: dict[str, Entry] = {}
    lead: dict[str, Entry] = {}
    patterns: list[tuple[re.Pattern[str], Entry]] = []
    labels: list[tuple[str, Entry]] = []
    marks: list[tuple[str, Entry]] = []
    bars: list[tuple[frozenset[str], frozenset[str], Entry]] = []
    phrases: list[tuple[str, Entry]] = []
    triggers: dict[str, list[int]] = {}
    runs: list[tuple[frozenset[str], re.Pattern[str], Entry]] = []
    credits: list[tuple[re.Pattern[str], Entry]] = []
    tails: list[tuple[re.Pattern[str], Entry]] = []
    for entry in table("regions").entries:
        scope = entry.fields["scope"]
        pattern = re.compile(entry.fields.get("pattern", alternation(entry.forms)), re.IGNORECASE)
        if scope in ("line", "lead", "next", "list") and "pattern" not in entry.fields:
            for form in entry.forms:
                (lead if scope == "lead" else whole).setdefault(form, entry)
        elif scope == "line":
            patterns.append((pattern, entry))
        elif scope == "label":
            labels += [(form, entry) for form in entry.forms]
        elif scope == "mark":
            marks += [(form, entry) for form in entry.forms]
        elif scope == "bar":
            bars.append((frozenset(entry.forms), frozenset(entry.fields["strong"]), entry))
        elif scope in ("sentence", "tail"):
            for form in entry.forms:
                for word in _trigger(form):
                    triggers.setdefault(word, []).append(len(phrases))
                phrases.append((form, entry))
        elif scope == "run":
            runs.append((frozenset(word for form in entry.forms for word in _trigger(form)), pattern, entry))
        elif scope == "credit":
            credits.append((re.compile(r"(?:^|(?<=[\s.]))" + entry.fields["pattern"] + r"$", re.I), entry))
        elif scope == "tail-credit":
            tails.append((pattern, entry))
    return Rules(
        MappingProxyType(whole),
        MappingProxyType(lead),
        tuple(patterns),
        tuple(labels),
        tuple(label for label, _ in labels),
        tuple(marks),
        tuple(bars),
        tuple(phrases),
        MappingProxyType({word: tuple(indexes) for word, indexes in triggers.items()}),
        tuple(runs),
        tuple(credits),
        tuple(tails),
    )


def _trigger(form: str) -> tuple[str, ...]:
    """The longest word of a wording, as it may stand between spaces: at an edge it may touch a mark."""
    words = form.split()
    at = max(range(len(words)), key=lambda i: len(words[i]))
    before = _OPENING if at == 0 else ("",)
    after = _CLOSING if at == len(words) - 1 else ("",)
    return tuple(b + words[at] + a for b in before for a in after)


def _region(start: int, end: int, entry: Entry, kind: RegionKind | None = None) -> Region:
    return Region(start, end, kind or entry.fields["kind"], f"lexicon:{entry.key}")


def _named(line: Line, entry: Entry) -> bool:
    """A line of people's names: the word after the opening one begins with a capital."""
    return entry.fields["kind"] != "byline" or any(word[0].isupper() for word in line.text.split()[1:3])


def line_entry(line: Line, above: bool) -> Entry | None:
    """The entry that the whole line answers to. ``above``: it stands above the body."""
    if len(line.text) > _LINE_LIMIT:
        return None
    known = rules()
    plain = line.fold.rstrip(" :»›>→")
    entry = known.whole.get(plain) or (known.lead.get(plain) if above else None)
    if entry is not None:
        return entry
    words = set(_WORD.findall(line.fold))
    for forms, strong, bar in known.bars:
        if words & strong and all(word in forms or word.isdecimal() for word in words) and not line.body:
            return bar
    for pattern, found in known.patterns:
        if pattern.fullmatch(line.text) and _named(line, found):
            return found
    if line.ends_sentence and not line.fold.endswith(("?", "!")):
        return None
    for label, found in known.labels if line.fold.startswith(known.openers) else ():
        if line.fold.startswith(label) and (line.words > len(label.split()) or label[-1] != ":"):
            opener = line.text[len(label) :].strip()[:1]
            if found.fields.get("any_case") or not opener.islower() or label[-1] not in ":|-":
                return found
    if line.fold.endswith(("]", ")")):
        for mark, found in known.marks:
            if line.fold.endswith(mark):
                return found
    return None


def line_regions(lines: tuple[Line, ...], lead: int) -> Iterator[Region]:
    """Lines that are furniture or credits. ``lead``: lines before this index may stand above the title."""
    index = 0
    while index < len(lines):
        line = lines[index]
        index += 1
        entry = line_entry(line, index <= lead)
        if entry is None:
            continue
        scope = entry.fields["scope"]
        yield _region(line.start, line.end, entry)
        if scope == "next" and index < len(lines) and not lines[index].body:
            yield _region(lines[index].start, lines[index].end, entry)
            index += 1
        elif scope == "list":
            while index < len(lines) and not lines[index].body:
                yield _region(lines[index].start, lines[index].end, entry)
                index += 1


def phrase_regions(text: str, fold: str, sentences: tuple[Span, ...]) -> Iterator[Region]:
    """Sentences and runs of words of furniture inside running text. ``fold`` has the text's offsets."""
    known = rules()
    words = set(fold.split())
    starts = [sentence.start for sentence in sentences]
    hits: dict[int, Entry] = {}
    tail: tuple[int, Entry] | None = None
    wanted = {index for word in words & known.triggers.keys() for index in known.triggers[word]}
    for form, entry in (known.phrases[i] for i in sorted(wanted)):
        at = fold.find(form)
        while at >= 0:
            index = bisect_right(starts, at) - 1
            other_word = text[at - 1 : at].isalnum()
            if other_word or index < 0 or (entry.fields.get("opening") and not text[at].isupper()):
                pass  # an appeal to the reader opens with a capital letter
            elif entry.fields["scope"] == "tail":
                if at > len(text) - _TAIL and (tail is None or at < tail[0]):
                    tail = (at, entry)
            elif text[at].isupper() and text[at - 1 : at].isspace() and at > starts[index]:
                end = sentences[index].end  # glued behind other words: only from its capital letter on
                if len(text[at:end].split()) > _GLUED_WORDS:
                    end = at + len(form)
                yield _region(at, end, entry)
            elif len(sentences[index]) < 2 * _TAIL:
                hits.setdefault(index, entry)
            at = fold.find(form, at + len(form))
    if tail is not None:
        yield _region(tail[0], len(text.rstrip()), tail[1])
    for index in sorted(hits):
        yield _region(sentences[index].start, sentences[index].end, hits[index])
        if index + 2 in hits and index + 1 not in hits:
            between = sentences[index + 1]
            if len(text[between.start : between.end].split()) <= _BETWEEN_WORDS:
                yield _region(between.start, between.end, hits[index])
        follower = index + 1
        if follower < len(sentences) and follower not in hits:
            after = sentences[follower]
            if "\n" not in text[sentences[index].end : after.start] and after.end - after.start < 20:
                yield _region(after.start, after.end, hits[index])  # "More info" after a notice
    for triggers, pattern, entry in known.runs:
        if words & triggers:
            for found in pattern.finditer(text):
                yield _region(found.start(), found.end(), entry)


def credit_regions(text: str, lines: tuple[Line, ...]) -> Iterator[Region]:
    """Picture credits with their captions, and the credits at the end of the text."""
    known = rules()
    for index, line in enumerate(lines):
        for pattern, entry in known.credits if _CREDIT.search(line.fold, max(0, len(line.text) - 100)) else ():
            found = pattern.search(line.text, max(0, len(line.text) - 100))
            if found is None:
                continue
            yield _region(line.start + found.start(), line.end, entry)
            before = line.text[: found.start()].rstrip()
            if before and len(before.split()) <= _CAPTION_WORDS:
                yield _region(line.start, line.start + len(before), entry, "caption")
            elif not before and index and _is_caption(lines[index - 1]):
                yield _region(lines[index - 1].start, lines[index - 1].end, entry, "caption")
            break
    end = len(text.rstrip())
    start = max(0, end - _TAIL)
    for pattern, entry in known.tails if _SIGNED.search(text, start, end) else ():
        for found in pattern.finditer(text, start, end):
            yield _region(found.start() + len(found.group()) - len(found.group().lstrip()), found.end(), entry)


def _is_caption(line: Line) -> bool:
    """A line above a picture's credit: short, and it names what is seen (``Denys and Oleg: …``)."""
    return line.words <= _CAPTION_WORDS and (":" in line.text[:60] or not line.body)
