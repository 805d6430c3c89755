"""What earlier comparisons worked out, by the content that it was worked out from, so that nothing is done twice.

Only pure functions are remembered: a comparison with an empty memory gives the same findings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b

from sayso.ledger import View

Entry = tuple[str, str, bytes]  # kind, key, value
KEY_BYTES = 12
_ROOM = 32 * 2**20  # bytes of new results that are held before they are kept


def key_of(*parts: str | bytes) -> str:
    """A key for the content that a result depends on."""
    digest = blake2b(digest_size=KEY_BYTES)
    for part in parts:
        data = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


class Memory:
    """Results by kind and key, fetched from the case when they are asked for.

    New ones are handed to ``keep`` whenever there are many, so that they need no room here and a comparison that was
    cut off goes on from them; without it all stay in ``fresh``. ``stale``: what the case keeps and nobody asked for or
    held.
    """

    def __init__(self, view: View | None = None, keep: Callable[[Iterable[Entry]], None] | None = None) -> None:
        self._db = view.db if view is not None and view.remembers() else None
        self._keep = keep
        self._used: set[bytes] = set()
        self._fresh: dict[tuple[str, str], bytes] = {}
        self._size = 0

    def get(self, kind: str, key: str) -> bytes | None:
        """A remembered result."""
        found = self.peek(kind, key)
        if found is not None:
            self._used.add(_short(kind, key))
        return found

    def peek(self, kind: str, key: str) -> bytes | None:
        """A remembered result that need not be kept for having been asked for."""
        found = self._fresh.get((kind, key))
        if found is None and self._db is not None:
            row = self._db.execute("SELECT value FROM memory WHERE kind = ? AND key = ?", (kind, key)).fetchone()
            found = row["value"] if row else None
        return found

    def put(self, kind: str, key: str, value: bytes) -> None:
        """Remember a result."""
        self._used.add(_short(kind, key))
        self._fresh[(kind, key)] = value
        self._size += len(value)
        if self._keep is not None and self._size > _ROOM:
            self._keep(self.fresh)
            self._fresh.clear()
            self._size = 0

    def hold(self, kind: str, key: str) -> None:
        """Say that a result stays wanted, though its value is not needed now."""
        self._used.add(_short(kind, key))

    @property
    def fresh(self) -> Iterator[Entry]:
        """What is new and not kept yet, in order."""
        return ((kind, key, self._fresh[(kind, key)]) for kind, key in sorted(self._fresh))

    @property
    def stale(self) -> Iterator[tuple[str, str]]:
        """What the case keeps and was not asked for, in order; its view must still be open."""
        if self._db is not None:
            for row in self._db.execute("SELECT kind, key FROM memory ORDER BY kind, key"):
                if _short(row["kind"], row["key"]) not in self._used:
                    yield row["kind"], row["key"]


def _short(kind: str, key: str) -> bytes:
    """A key in as little room as it takes: a large case has a million."""
    return kind.encode() + bytes.fromhex(key)
