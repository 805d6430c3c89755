"""The word lists of the lexicon ``places``."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from sayso.lexicon.tables import table


@dataclass(frozen=True, slots=True)
class Words:
    """Lists in lower case; ``demonyms`` gives the country of a people's name, ``common`` has words of the
    language that are names of places too."""

    locative: frozenset[str]
    direction: frozenset[str]
    type_after: frozenset[str]
    type_before: frozenset[str]
    person_title: frozenset[str]
    role_after: frozenset[str]
    organisation: frozenset[str]
    illness: frozenset[str]
    function: frozenset[str]
    never: frozenset[str]
    given_name: frozenset[str]
    connector: frozenset[str]
    common: frozenset[str]
    demonyms: Mapping[str, str]


@cache
def words() -> Words:
    """The lists, read once a process."""
    lists = {entry.key: frozenset(entry.forms) for entry in table("places").entries}
    folder = files("sayso.resources") / "gazetteer"
    demonyms = folder / "demonyms.tsv"
    people: dict[str, str] = {}
    for row in csv.DictReader(demonyms.read_text(encoding="utf-8").splitlines(), delimiter="\t"):
        for word in row["words"].split():
            people.setdefault(word, row["country"])
    return Words(
        lists["locative"],
        lists["direction"],
        lists["type-after"],
        lists["type-before"],
        lists["person-title"],
        lists["role-after"],
        lists["organisation-word"],
        lists["illness"],
        lists["function"],
        lists["never"],
        lists["given-name"],
        lists["connector"],
        frozenset((folder / "common.txt").read_text(encoding="utf-8").split()),
        MappingProxyType(people),
    )
