"""Titles: the headline, its repetitions and second decks, headings inside the body, and stray headlines.

A headline stands above the body. Among the lines there, the one whose words return in the body is the
headline; a site's own name does not return. A heading-like line inside the body whose words the report never
uses again leads elsewhere: it is a link to another story.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from sayso.model import Region

from .lines import Line, stems, title_case

_ZONE = 12  # lines; a headline stands no deeper
_SHARED = 0.34  # share of a headline's content words that return in the body
_FOREIGN = 0.5  # a stray headline shares less than this with the rest of the report
_SUBHEAD_WORDS = 10
_STRAY_WORDS = 5
_QUESTIONS = 2  # lines ending in a question mark that no report but an interview has
_GLUED = 400  # characters from the beginning in which a known title is looked for


def zone(lines: Sequence[Line]) -> int:
    """How many lines stand above the first paragraph of body text."""
    for index, line in enumerate(lines[: _ZONE + 1]):
        if line.body:
            return index
    return min(1, len(lines)) if len(lines) <= 2 else min(_ZONE, len(lines) // 3)


def _key(line: Line) -> str:
    return line.fold.strip(" \"'“”‘’.!?")


def titles(
    text: str,
    lines: Sequence[Line],
    above: int,
    taken: frozenset[int],
    known: str | None,
    marked: frozenset[int] = frozenset(),
) -> Iterator[Region]:
    """Title regions of the zone above the body, and what else stands there.

    ``taken``: starts of lines that are already something else; ``marked``: of those, titles that a reader has
    marked. ``known``: the title's words, where a reader has them.
    """
    free = [line for line in lines[:above] if line.start not in taken or line.start in marked]
    candidates = [line for line in free if line.heading]
    if sum(line.text.endswith("?") for line in lines) > _QUESTIONS:  # an interview asks again and again
        candidates = [line for line in candidates if not line.text.endswith("?")] or candidates
    if not candidates:
        if not marked:
            yield from _glued_title(text, lines, known)
        return
    given = next((line for line in free if line.start in marked), None)
    chosen = given or _choose(candidates, lines, above, known)
    for line in free:
        if line.start in marked:
            continue
        if line is chosen or _key(line) == _key(chosen):
            yield Region(line.start, line.end, "title", "title:first" if line is chosen else "title:again")
        elif line.start < chosen.start:
            yield Region(line.start, line.end, "boilerplate", "title:above")
        elif not line.heading:
            continue
        elif ":" in line.text[:40] and not title_case(line.text):
            yield Region(line.start, line.end, "caption", "title:below")
        elif title_case(line.text) and line.words > 3:
            yield Region(line.start, line.end, "title", "title:deck")


def _choose(candidates: Sequence[Line], lines: Sequence[Line], above: int, known: str | None) -> Line:
    if len(candidates) == 1:
        return candidates[0]
    if known:
        wanted = known.casefold().strip()
        for line in candidates:
            if line.fold == wanted or (line.words > 2 and wanted.startswith(line.fold)):
                return line
    again = Counter(_key(line) for line in candidates)
    for line in candidates:
        if again[_key(line)] > 1 and line.words > 2:
            return line
    body = stems(" ".join(line.text for line in lines[above:]))
    shared = []
    for line in candidates:
        own = stems(line.text)
        shared.append(len(own & body) / len(own) if own else 0.0)
    for line, share in zip(candidates, shared, strict=True):
        if share >= _SHARED and line.words > 2:
            return line
    best = max(range(len(candidates)), key=lambda i: (shared[i], min(candidates[i].words, 4), -i))
    return candidates[best]


def _glued_title(text: str, lines: Sequence[Line], known: str | None) -> Iterator[Region]:
    """A known title that opens the first body line, after a date or a name at most."""
    if not known or not lines or len(known) < 12:
        return
    title = known.strip().rstrip(".")
    at = text.casefold().find(title.casefold(), lines[0].start, lines[0].start + _GLUED)
    if at < 0 or at > lines[0].start + 120:
        return
    end = at + len(title)
    if text[at:end].casefold() == title.casefold() and not text[end : end + 1].isalnum():
        yield Region(at, end, "title", "title:glued")


def inner(lines: Sequence[Line], above: int, taken: frozenset[int]) -> Iterator[Region]:
    """Headings between paragraphs of body text, and headlines of other stories there."""
    runs: list[list[int]] = [[]]
    for index in range(above, len(lines)):
        line = lines[index]
        if line.start not in taken and line.heading and _plain(line):
            runs[-1].append(index)
        elif runs[-1]:
            runs.append([])
    runs = [run for run in runs if run and _between(run, lines, above, taken)]
    if not runs:
        return
    spread = Counter(stem for line in lines[above:] for stem in stems(line.text))
    for run in runs:
        yield from _judge(run, lines, spread)


def _between(run: Sequence[int], lines: Sequence[Line], above: int, taken: frozenset[int]) -> bool:
    """Whether a run of heading-like lines stands behind the body, and before it or at the end."""
    before, following = run[0] - 1, run[-1] + 1
    if before < above or not (lines[before].body or lines[before].start in taken):
        return False
    return following >= len(lines) or lines[following].body


def _plain(line: Line) -> bool:
    """Not a question of an interview, a label, an attribution, a list item or a piece of a quotation."""
    return line.text[0] not in "(-–—•*\"“«‘'" and not line.ends_sentence and line.text[-1] not in "\"”»:'"


def _judge(run: Sequence[int], lines: Sequence[Line], spread: Mapping[str, int]) -> Iterator[Region]:
    """What the heading-like lines of a run are. ``spread``: how many lines of the body hold a stem."""
    here = Counter(stem for index in run for stem in stems(lines[index].text))
    after = run[-1] + 1 < len(lines)
    for line in (lines[index] for index in run):
        own = stems(line.text)
        known = sum(spread[stem] > here[stem] for stem in own)
        foreign = bool(own) and known < _FOREIGN * len(own)
        sole = len(run) == 1 and after and line.words <= _SUBHEAD_WORDS
        if foreign and line.gap and line.words >= _STRAY_WORDS:
            yield Region(line.start, line.end, "boilerplate", "heading:foreign")
        elif sole and (not foreign or line.words < _STRAY_WORDS):
            yield Region(line.start, line.end, "title", "heading:inner")
