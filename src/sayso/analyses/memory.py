"""What earlier comparisons worked out, by the content that it was worked out from, so that nothing is done twice.

Only pure functions are remembered: a comparison with an empty memory gives the same findings.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b

from sayso.ledger import View


def key_of(*parts: str | bytes) -> str:
    """A key for the content that a result depends on."""
    digest = blake2b(digest_size=12)
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


class Memory:
    """Results by kind and key. ``fresh`` holds what was added, ``stale`` what was not asked for again."""

    def __init__(self, view: View | None = None) -> None:
        self._held: dict[tuple[str, str], bytes] = {}
        self._used: set[tuple[str, str]] = set()
        self._fresh: dict[tuple[str, str], bytes] = {}
        if view is not None and view.remembers():
            for row in view.db.execute("SELECT kind, key, value FROM memory"):
                self._held[(row["kind"], row["key"])] = row["value"]

    def get(self, kind: str, key: str) -> bytes | None:
        """A remembered result."""
        found = self._held.get((kind, key))
        if found is not None:
            self._used.add((kind, key))
        return found

    def put(self, kind: str, key: str, value: bytes) -> None:
        """Remember a result."""
        self._held[(kind, key)] = value
        self._used.add((kind, key))
        self._fresh[(kind, key)] = value

    @property
    def fresh(self) -> Iterator[tuple[str, str, bytes]]:
        """What is new, in order."""
        return ((kind, key, self._fresh[(kind, key)]) for kind, key in sorted(self._fresh))

    @property
    def stale(self) -> Iterator[tuple[str, str]]:
        """What was not asked for, in order."""
        return iter(sorted(set(self._held) - self._used))
