"""Which stories' rows a case holds, so that a comparison hands over only those of stories that changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.ledger.codec import from_json
from sayso.model import Claim, Findings, OriginGroup, Relation

from .memory import KEY_BYTES, Memory

_PAIR = 2 * KEY_BYTES


@dataclass(frozen=True, slots=True)
class StoryFindings:
    """What one story gave."""

    relations: tuple[Relation, ...]
    origins: tuple[OriginGroup, ...]
    claims: tuple[Claim, ...]

    @classmethod
    def unpack(cls, packed: bytes) -> StoryFindings:
        """As :class:`.memory.Memory` holds them."""
        return from_json(cls, json.loads(packed))


class Standing:
    """The stories whose rows stand in a case, and those that a comparison met.

    ``known``: what :meth:`note` gave when the rows were written; for each story the key of its rows as they stand, and
    the key under which its findings are remembered. A report is in one story, so that no two share a row.
    """

    def __init__(self, known: bytes = b"") -> None:
        pairs = (known[i : i + _PAIR] for i in range(0, len(known), _PAIR))
        self._known = {pair[:KEY_BYTES]: pair[KEY_BYTES:] for pair in pairs}
        self._met: dict[bytes, bytes] = {}
        self.changed = 0  # stories met that do not stand as they are

    def holds(self, rows: str, story: str) -> bool:
        """Whether a story's rows stand as they are; from now on it counts as met."""
        key = bytes.fromhex(rows)
        self._met[key] = bytes.fromhex(story)
        stands = key in self._known
        self.changed += not stands
        return stands

    def replaced(self, memory: Memory) -> Iterator[Findings] | None:
        """The findings whose rows stand in the case and were not met: they give way. ``None`` where that is not known,
        or where so many do that all rows may as well be gone through."""
        gone = [story.hex() for rows, story in self._known.items() if rows not in self._met]
        if not self._known or 2 * len(gone) > len(self._known):
            return None
        if any(memory.peek("story", story) is None for story in gone):
            return None
        found = (StoryFindings.unpack(memory.peek("story", story) or b"") for story in gone)
        return (Findings(f.relations, origins=f.origins, claims=f.claims) for f in found)

    def note(self) -> bytes:
        """What to keep with the rows of the stories that were met."""
        return b"".join(rows + story for rows, story in sorted(self._met.items()))
