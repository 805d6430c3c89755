"""The rules of the lexicon ``caveats``: sequences of words, compiled to regular expressions.

How a rule is written is told at the head of ``resources/lexicon/caveats.yaml``. A gap is bounded and each
item is one alternation, so that matching a sentence takes time linear in its length.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, cast

from sayso.lexicon.tables import Entry, table
from sayso.model.records import CaveatKind

WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_OPENING = ("(", '"', "“", "‘", "[", "«", "—", "–")
_CLOSING = (".", ",", ":", ";", "!", "?", ")", "]", '"', "”", "»", "…", '."', ',"', ".”", ",”", "—", "–", "'s", "'")
_START = r"\A[\s\"'“‘«(\[*•–—-]*"
_MARKS = {"colon": r"\s?:", "end": r"(?=[.!?…\"'”’»)\]]*\Z)"}


@dataclass(frozen=True, slots=True)
class Rule:
    """One way in which a caveat is worded."""

    key: str
    kind: CaveatKind
    span: Literal["clause", "sentence", "match"]
    pattern: re.Pattern[str]
    barred: re.Pattern[str] | None  # words that rule the sentence out
    needs: tuple[frozenset[str], ...]  # a sentence without a word of each of these cannot match


@dataclass(frozen=True, slots=True)
class Grammar:
    """All rules, by the words of which a sentence must hold one, as they stand between spaces."""

    by_trigger: Mapping[str, tuple[int, ...]]  # word -> indexes of rules, in file order
    triggers: frozenset[str]  # its keys
    rules: tuple[Rule, ...]


def _alternation(words: tuple[str, ...]) -> str:
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    return "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in ordered)


def compile_pattern(pattern: str, lists: Mapping[str, tuple[str, ...]]) -> re.Pattern[str]:
    """A rule's sequence as a regular expression for one folded sentence.

    Raises :class:`KeyError` for a list that is not there.
    """
    parts: list[str] = []
    items = pattern.split()
    for index, raw in enumerate(items):
        item, optional = (raw[:-1], True) if raw.endswith("?") else (raw, False)
        if item == "start":
            parts.append(_START)
            continue
        if item[0] == "_" and item[1:].isdecimal():
            last = index == len(items) - 1
            word = r"(?:\s*[^\s;,.]+)" if last else r"(?:[^\s;]+\s+)"
            parts.append(word + "{0," + item[1:] + "}" + ("" if last else "?"))
            continue
        words: list[str] = []
        for choice in item.split("|"):
            words.extend(lists[choice[1:-1]] if choice.startswith("<") else (choice,))
        marks = [_MARKS[w] for w in words if w in _MARKS]
        plain = tuple(w for w in words if w not in _MARKS)
        found = r"(?<!\w)(?:" + _alternation(plain) + r")(?!\w)" if plain else ""
        if marks:
            found = "(?:" + "|".join(filter(None, (found, *marks))) + r"),?\s*"
            parts.append(r"\s*" + found)
        elif optional:
            parts.append("(?:" + found + r",?\s+)?")
        else:
            parts.append(found + r"(?:,?\s+|(?=[^\w\s]|\Z))")
    return re.compile("".join(parts))


def needed(pattern: str, lists: Mapping[str, tuple[str, ...]]) -> tuple[frozenset[str], ...]:
    """For each item that must be there, the words with which its choices begin."""
    sets: list[frozenset[str]] = []
    for item in pattern.split():
        if item.endswith("?") or item == "start" or item[0] == "_" or _MARKS.keys() & set(item.split("|")):
            continue
        forms = [form for c in item.split("|") for form in (lists[c[1:-1]] if c.startswith("<") else (c,))]
        sets.append(frozenset(WORD.findall(form)[0] for form in forms))
    return tuple(sorted(sets, key=len))


def _triggers(entry: Entry, lists: Mapping[str, Entry]) -> frozenset[str]:
    """The words of which a sentence must hold one: the rule's forms, else its negations, else its main list."""
    forms = list(entry.forms) if entry.forms != (entry.key,) else []
    names = re.findall(r"<(\w+)>(\??)(?=\s|$)", entry.fields["pattern"])
    if not forms and ("no", "") in names:
        forms = list(lists["no"].forms)
    elif not forms:
        forms = [f for name in re.findall(r"<(\w+)>", entry.fields["pattern"]) if lists[name].fields.get("trigger")
                 for f in lists[name].forms]  # fmt: skip
    return frozenset(max(form.split(), key=len) for form in forms)


def _as_written(word: str) -> tuple[str, ...]:
    """A word as it may stand between spaces."""
    return (word, *(word + mark for mark in _CLOSING), *(mark + word for mark in _OPENING))


@cache
def grammar() -> Grammar:
    """The compiled lexicon."""
    entries = table("caveats").entries
    lists = {e.key: e for e in entries if e.fields["role"] == "words"}
    words = {key: e.forms for key, e in lists.items()}
    rules: list[Rule] = []
    triggers: dict[str, list[int]] = {}
    for entry in entries:
        if entry.fields["role"] != "rule":
            continue
        for word in sorted(_triggers(entry, lists)):
            for form in _as_written(word):
                triggers.setdefault(form, []).append(len(rules))
        barred = entry.fields.get("except")
        rules.append(
            Rule(
                entry.key,
                cast(CaveatKind, entry.fields["kind"]),
                entry.fields.get("span", "clause"),
                compile_pattern(entry.fields["pattern"], words),
                re.compile(r"(?<!\w)(?:" + _alternation(tuple(barred.split("|"))) + r")(?!\w)") if barred else None,
                needed(entry.fields["pattern"], words),
            )
        )
    by_trigger = {word: tuple(indexes) for word, indexes in triggers.items()}
    return Grammar(MappingProxyType(by_trigger), frozenset(by_trigger), tuple(rules))
