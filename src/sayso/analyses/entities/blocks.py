"""The entities of one report, remembered: of many reports only those that are new, or of which a name is now taken for
another kind, or of which a person told mentions apart, are gone through again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sayso.model import Mention
from sayso.model.records import MentionKind

from ..memory import Memory, key_of
from .coreference import entities_of
from .kinds import name_key
from .names import Name, parse
from .sieve import Local

_RULES = "2"  # raise when a rule changes what the entities of one report are
Places = Sequence[tuple[int, int, str]]


class Blocks:
    """Entities report by report. ``memory``: where they are kept; ``text_of``: reads a report's text when needed."""

    def __init__(self, memory: Memory, text_of: Callable[[str], str], kinds: Mapping[str, MentionKind]) -> None:
        self._memory = memory
        self._text_of = text_of
        self._kinds = kinds

    def of(
        self, document: str, mark: str, mentions: Sequence[Mention], apart: frozenset[frozenset[str]], places: Places
    ) -> list[Local]:
        """The entities of one report (:func:`.coreference.entities_of`). ``mark``: of the extraction of its rows."""
        inside = {m.id for m in mentions}
        key = key_of(
            _RULES, document, mark,
            *(f"{m.id} {m.kind} {self._kinds.get(name_key(m.text), '')}" for m in mentions),
            *(f"{start} {end} {id}" for start, end, id in places),
            *sorted(" ".join(sorted(pair)) for pair in apart if pair <= inside),
        )  # fmt: skip
        packed = self._memory.get("entities", key)
        if packed is not None:
            return _unpack(document, json.loads(packed), mentions)
        found = entities_of(document, self._text_of(document), mentions, apart, places, self._kinds)
        if all(_again(n) == n for e in found for n in (e.name, *e.names)):
            self._memory.put("entities", key, json.dumps([_pack(e) for e in found]).encode())
        return found


def _again(name: Name) -> Name:
    return parse(name.text, name.kind)


def _pack(e: Local) -> dict[str, Any]:
    return {
        "kind": e.kind, "name": [e.name.text, e.name.kind], "names": [[n.text, n.kind] for n in e.names],
        "mentions": [m.id for m in e.mentions], "reasons": e.reasons, "ages": sorted(e.ages), "roles": sorted(e.roles),
        "gender": e.gender, "gazetteer": e.gazetteer, "passages": sorted(e.passages),
    }  # fmt: skip


def _unpack(document: str, packed: Sequence[Mapping[str, Any]], mentions: Sequence[Mention]) -> list[Local]:
    by_id = {m.id: m for m in mentions}
    return [
        Local(
            document, e["kind"], parse(*e["name"]), [parse(*n) for n in e["names"]],
            [by_id[m] for m in e["mentions"]], list(e["reasons"]), set(e["ages"]), set(e["roles"]), e["gender"],
            e["gazetteer"], set(e["passages"]),
        )
        for e in packed
    ]  # fmt: skip
