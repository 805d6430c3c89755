"""Findings put right by the build of their sentence: each rule on a sentence that it is for and on one that it is not."""

from __future__ import annotations

import pytest

from sayso.encoders.reading import Found
from sayso.extractors.attribution.mending import mended
from sayso.model import Span
from sayso.text.sentences import sentences

_NONE: tuple[float, ...] = ()


def at(text: str, words: str | None) -> Span | None:
    return None if words is None else Span(text.index(words), text.index(words) + len(words))


def found(text: str, cue: str | None, source: str | None, *content: str) -> Found:
    spans = [s for s in (at(text, c) for c in content) if s is not None]
    place = at(text, cue) or spans[0]
    whole = Span(0, len(text))
    return Found(
        at(text, cue), at(text, source), tuple(spans), (), whole, place.start, 0.9, 0.9, 0.9, *[_NONE] * 3, "m"
    )


def told(text: str, *made: Found) -> list[tuple[str | None, str | None, tuple[str, ...]]]:
    def words(s: Span | None) -> str | None:
        return s.of(text) if s is not None else None

    rows = mended(text, sentences(text), made)
    return [(words(f.cue), words(f.source), tuple(c.of(text) for c in f.content)) for f in rows]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("The self-confident-looking miller stayed.", ("confident", None, "looking miller")),
        ("The harbour: Why the pumps failed", (None, "The harbour", "Why the pumps failed")),
    ],
)
def test_what_is_no_statement_goes(text: str, made: tuple[str | None, str | None, str]) -> None:
    assert told(text, found(text, *made)) == []


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("The miller was confident that it would hold.", ("confident", "The miller", "that it would hold")),
        ("The mayor: Why did nobody warn us?", (None, "The mayor", "Why did nobody warn us?")),
        ("The mayor: We will rebuild", (None, "The mayor", "We will rebuild")),
    ],
)
def test_what_only_looks_like_it_stays(text: str, made: tuple[str | None, str | None, str]) -> None:
    assert len(told(text, found(text, *made))) == 1


def test_an_auxiliary_is_part_of_the_cue_behind_it() -> None:
    text = "Many experts do not believe that the dam will fail."
    verb = found(text, "believe", "Many experts", "that the dam will fail")
    assert told(text, found(text, "do", "Many experts", "not believe that the dam will fail"), verb) == told(text, verb)


def test_as_cited_by_is_a_relay_and_no_second_statement() -> None:
    text = "“It held,” the clerk said, as cited by Marlpress."
    said = found(text, "said", "the clerk", "“It held,”")
    assert told(text, said, found(text, "cited by", "Marlpress", "“It held,” the clerk said")) == told(text, said)
    alone = found(text, "cited by", "Marlpress", "“It held,” the clerk said")
    assert len(told(text, alone)) == 1


def test_a_noun_that_is_the_cue_leaves_its_light_verb() -> None:
    text = "Officials have made calls to arm the town."
    noun = found(text, "calls", "Officials", "to arm the town")
    assert told(text, found(text, "made", "Officials", "calls to arm the town"), noun) == told(text, noun)
    text = "The city issued a statement saying the pumps work."
    both = (found(text, "issued a statement", "The city", "saying the pumps work"),
            found(text, "saying", "The city", "the pumps work"))  # fmt: skip
    assert len(told(text, *both)) == 2


def test_a_participle_has_the_subject_of_its_own_sentence() -> None:
    text = "Marlia warned of a flood, arguing that the dam is old. Clerk Ana Brik said no."
    warned = found(text, "warned", "Marlia", "of a flood")
    assert told(text, warned, found(text, "arguing", "Ana Brik", "that the dam is old"))[1][1] == "Marlia"
    text = "“It is old,” adding that it leaks, said Ana Brik."
    assert told(text, found(text, "adding", "Ana Brik", "that it leaks"))[0][1] == "Ana Brik"


def test_the_subject_stands_before_the_dashes() -> None:
    text = "The polling — hard where few pollsters exist — shows that people are tired."
    assert told(text, found(text, "shows", "pollsters exist", "that people are tired"))[0][1] == "The polling"
    text = "The office — which runs the dam — shows that it holds."
    assert told(text, found(text, "shows", "The office", "that it holds"))[0][1] == "The office"


def test_only_the_name_before_the_dash_is_thought_to_be_so() -> None:
    text = "The first boat left for Port Marl – thought to be closed – on Monday."
    row = told(text, found(text, "thought", None, "The first boat left for Port Marl", "to be closed"))[0]
    assert row[2] == ("Port Marl", "to be closed")
    text = "The first boat is thought to be lost."
    row = told(text, found(text, "thought", None, "The first boat", "to be lost"))[0]
    assert row[2] == ("The first boat", "to be lost")


def test_who_vows_is_the_source() -> None:
    text = "Up to 300 millers have reportedly vowed to leave."
    assert told(text, found(text, "vowed", None, "Up to 300 millers", "to leave"))[0][1:] == (
        "Up to 300 millers", ("to leave",),
    )  # fmt: skip
    text = "The millers are said to have left."
    assert told(text, found(text, "said", None, "The millers", "to have left"))[0][1] is None


def test_who_asks_stands_behind_from() -> None:
    text = "It had requests from “several veterans” on how to join."
    row = told(text, found(text, "requests", None, "“several veterans” on how to join"))[0]
    assert row[1:] == ("“several veterans”", ("on how to join",))


@pytest.mark.parametrize(
    ("tail", "parts"),
    [
        ("although the army has not told how many", 1),
        ("but the army has not disclosed how many", 1),
        ("but not enough to matter", 2),
    ],
)
def test_a_concession_is_the_reports_own(tail: str, parts: int) -> None:
    text = f"Hundreds came, officials said, {tail}."
    made = [found(text, "said", "officials", "Hundreds came", tail)]
    if "disclosed" in tail:
        made.append(found(text, "disclosed", "the army", "how many"))
    assert len(told(text, *made)[0][2]) == parts
