"""What kind of thing a case takes a name for, gathered while its rows are read once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from sayso.analyses.entities.kinds import kind_of, name_key
from sayso.model import Document, Extraction

from .names import DAYS


class Kinds:
    """Counts, for each name of a case, how often it is read as a place and how often as something else."""

    def __init__(self) -> None:
        self._counts: dict[str, Counter[str]] = defaultdict(Counter)

    def watch(self, rows: Iterable[tuple[Document, Extraction]]) -> Iterator[tuple[Document, Extraction]]:
        """The same documents, counted as they pass."""
        for document, held in rows:
            for place in held.places:
                self._counts[name_key(place.text)]["place"] += 1
            for mention in held.mentions:
                self._counts[name_key(mention.text)][mention.kind] += 1
            yield document, held

    def town(self, words: str) -> bool:
        """Whether somebody may live there: a name that the case reads as a place, or has not read and whose words do
        not say that it is something else."""
        counts = self._counts.get(name_key(words))
        if counts:
            return counts["place"] >= max(counts.values())
        return kind_of(words) in ("place", None) and words.casefold() not in DAYS
