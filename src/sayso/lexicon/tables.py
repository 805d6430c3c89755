"""Compiled tables of words, and their loader.

A table is written by hand as ``resources/lexicon/NAME.yaml``, checked and compiled by
``tools/compile_lexicon.py`` to ``sayso/resources/lexicon/NAME.json``, and read from there. In the YAML each
entry has ``key`` (unique), ``forms`` (its wordings, lower case; ``{a,b}`` lists alternatives inside one, and
``{,b}`` makes one optional), ``hit`` and ``miss`` (sentences in which a form must, and must not, be found),
and whatever fields its reader wants. Without ``forms``, all its lists of words together are its forms. The
examples are for the tests and are not compiled. A table with ``examples: reader`` at its top has examples
that only its reader's own tests can judge (patterns, scopes).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its key, its wordings and its other fields."""

    key: str
    forms: tuple[str, ...]
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """The entries of one table in file order."""

    name: str
    entries: tuple[Entry, ...]

    def by_form(self) -> dict[str, Entry]:
        """Form -> entry; the first entry that lists a form has it."""
        index: dict[str, Entry] = {}
        for entry in self.entries:
            for form in entry.forms:
                index.setdefault(form, entry)
        return index

    def where(self, **fields: object) -> tuple[Entry, ...]:
        """The entries whose fields have these values."""
        return tuple(e for e in self.entries if all(e.fields.get(k) == v for k, v in fields.items()))


def decode(name: str, raw: Mapping[str, Any]) -> Table:
    """A table from its compiled form."""
    entries = tuple(Entry(e["key"], tuple(e["forms"]), MappingProxyType(e.get("fields", {}))) for e in raw["entries"])
    return Table(name, entries)


@cache
def table(name: str) -> Table:
    """The compiled table ``name``; raises :class:`FileNotFoundError` when there is none."""
    path = files("sayso.resources") / "lexicon" / f"{name}.json"
    return decode(name, json.loads(path.read_text(encoding="utf-8")))


def alternation(forms: Iterable[str]) -> str:
    """A regular expression for whole-word forms, longest first; a space stands for any white space.

    Case is the caller's (``re.IGNORECASE``). The result has no quantifier within a quantifier.
    """
    ordered = sorted(set(forms), key=lambda f: (-len(f), f))
    parts = [r"\s+".join(re.escape(word) for word in form.split()) for form in ordered]
    return r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)"


def finder(entry: Entry) -> re.Pattern[str]:
    """The pattern that finds an entry's forms in a text."""
    return re.compile(alternation(entry.forms), re.IGNORECASE)
