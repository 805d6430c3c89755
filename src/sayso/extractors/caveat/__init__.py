"""Caveats: words by which the report limits what it tells, and the statements that they limit."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.encoders.analysis import Analysis
from sayso.model import Caveat, Document, Extraction, Region, Span, row_id
from sayso.model.records import CaveatKind

from .clauses import clause
from .grammar import WORD, Rule, grammar
from .headline import behind_headline, headline
from .limits import Limits

__all__ = ["CaveatExtractor", "Found", "find", "worded"]

_ORDER: dict[CaveatKind, int] = {
    "corrected": 0, "conflict-of-interest": 1, "unverified": 2, "withheld": 3, "disputed": 4, "headline": 5,
}  # fmt: skip
_LONGEST = 1200  # characters of a sentence that is searched; what is longer is no sentence


@dataclass(frozen=True, slots=True)
class Found:
    """A caveat before it has an id and statements."""

    start: int
    end: int
    kind: CaveatKind
    rule: str


def folded(text: str) -> str:
    """Lower case with straight apostrophes, every offset kept."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lower.replace("’", "'")


def worded(fold: str, sentences: Sequence[Span], regions: Sequence[Region] = ()) -> Iterator[Found]:
    """Caveats of a folded text by their wording, sentence by sentence; furniture and titles are left out."""
    known = grammar()
    triggers = known.triggers
    away = [(r.start, r.end) for r in regions if r.kind in ("boilerplate", "title")]
    for sentence in sentences:
        if len(sentence) > _LONGEST:
            continue
        words = fold[sentence.start : sentence.end]
        hits = triggers.intersection(words.split())
        if not hits:
            continue
        wanted = {index for word in hits for index in known.by_trigger[word]}
        own = set(WORD.findall(words))
        rules = [known.rules[i] for i in sorted(wanted)]
        rules = [rule for rule in rules if not any(map(own.isdisjoint, rule.needs))]
        if rules and not _covered(sentence, away):
            yield from _in_sentence(words, sentence.start, rules)


def _covered(sentence: Span, away: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(away, (sentence.start, len(away) + sentence.end)) - 1
    return at >= 0 and away[at][1] > sentence.start


def _in_sentence(words: str, offset: int, rules: Sequence[Rule]) -> Iterator[Found]:
    """The caveats of one sentence, without overlaps; of two on one stretch the stronger kind stays."""
    kept: list[Found] = []
    for rule in rules:
        if rule.barred is not None and rule.barred.search(words):
            continue
        for match in rule.pattern.finditer(words):
            start, end = match.start(), match.start() + len(match.group().rstrip(" ,"))
            if rule.span == "sentence":
                start, end = 0, len(words)
            elif rule.span == "clause":
                start, end = clause(words, start, end)
            kept.append(Found(offset + start, offset + end, rule.kind, f"caveat:{rule.key}"))
    taken: list[Found] = []
    for found in sorted(kept, key=lambda f: (_ORDER[f.kind], f.start, f.start - f.end, f.rule)):
        if not any(t.start < found.end and found.start < t.end for t in taken):
            taken.append(found)
    yield from sorted(taken, key=lambda f: f.start)


class CaveatExtractor:
    """Unverified, withheld, disputed, corrected, conflict of interest, and headline against body."""

    name = "caveat"
    needs: tuple[str, ...] = ("regions", "statements", "figures")
    gives: tuple[str, ...] = ("caveats",)

    def extract(self, document: Document, analysis: Analysis, rows: Extraction) -> Extraction:
        """``rows`` with the document's caveats."""
        text = document.text
        found = find(text, analysis, rows)
        limits = Limits(rows.statements, analysis.sentences, analysis.paragraphs)
        made = tuple(
            Caveat(
                row_id(document.id, "caveats", [Span(f.start, f.end)], f.kind),
                f.start,
                f.end,
                text[f.start : f.end],
                f.kind,
                _limited(folded(text[f.start : f.end]), f, limits, rows),
                f.rule,
            )
            for f in found
        )
        return replace(rows, caveats=(*rows.caveats, *made))


def find(text: str, analysis: Analysis, rows: Extraction) -> tuple[Found, ...]:
    """The caveats of a text in text order."""
    fold = folded(text)
    found = list(worded(fold, analysis.sentences, rows.regions))
    title = next((r for r in rows.regions if r.kind == "title"), None)
    if title is not None:
        span = Span(title.start, title.end)
        for start, end, rule in headline(fold, span, analysis.sentences, rows.figures):
            found.append(Found(start, end, "headline", rule))
    return tuple(sorted(found, key=lambda f: (f.start, f.end, f.kind)))


def _limited(words: str, found: Found, limits: Limits, rows: Extraction) -> tuple[str, ...]:
    if found.kind == "headline":
        return behind_headline(found.start, found.end, rows.figures, rows.statements)
    return limits.of(words, found.start, found.end)
