"""Where a content begins and ends beside its cue; who speaks in a headline."""

from __future__ import annotations

import pytest

from sayso.encoders.reading import Found
from sayso.extractors.attribution.engine import Draft, link, parents
from sayso.extractors.attribution.inventory import Inventory
from sayso.extractors.attribution.leads import turned
from sayso.extractors.attribution.shape import Quoted
from sayso.model import Span
from sayso.text.quotes import quotations
from sayso.text.sentences import sentences


def draft(text: str, source: str, cue: str, content: str, after: int = 0) -> Draft:
    spans = []
    for words in (source, cue, content):
        at = text.index(words, after)
        spans.append(Span(at, at + len(words)))
    s, c, t = spans
    return Draft(Found(c, s, (t,), (), Span(0, len(text)), c.start, 1.0, 1.0, 1.0, (), (), (), "test"), c, s, (t,))


@pytest.mark.parametrize(
    ("text", "source", "cue", "read", "right"),
    [
        ("The crown asked Judge Brik to wait.", "The crown", "asked", "to wait", ["Judge Brik to wait"]),
        ("She was asked by Brik to wait.", "Brik", "asked", "to wait", ["to wait"]),
        ("Marl promised to wait.", "Marl", "promised", "to wait", ["to wait"]),
        ("After the flood, Brik said, the mill fell.", "Brik", "said", "the mill fell",
         ["After the flood", "the mill fell"]),
        ("In an interview, Brik said, the mill fell.", "Brik", "said", "the mill fell", ["the mill fell"]),
        ("In Marl, Brik said, “The mill fell.”", "Brik", "said", "“The mill fell.”", ["“The mill fell.”"]),
        ("I vow that it will be open; that it will be fair.", "I", "vow", "that it will be open",
         ["that it will be open; that it will be fair"]),
        ("Brik announced on Monday the end of tolls.", "Brik", "announced", "on Monday the end of tolls",
         ["the end of tolls"]),
        ("Brik announced Monday's count.", "Brik", "announced", "Monday's count", ["Monday's count"]),
    ],
)  # fmt: skip
def test_words_beside_the_cue(text: str, source: str, cue: str, read: str, right: list[str]) -> None:
    quoted = Quoted(text, quotations(text, (Span(0, len(text)),)))
    [made] = turned(text, sentences(text), quoted, [draft(text, source, cue, read)])
    assert [c.of(text) for c in made.content] == right


def test_one_rule_after_another() -> None:
    text = "On Monday, the mill fell, “and the dam as well,” Brik said, which he called theft."
    d = draft(text, "Brik", "said", "the mill fell")
    more = text.index("“and"), text.index("” Brik") + 1
    both = (*d.content, Span(*more))
    made = [Draft(d.found, d.cue, d.source, both)]
    [whole] = turned(text, sentences(text), Quoted(text, quotations(text, (Span(0, len(text)),))), made)
    assert [c.of(text) for c in whole.content] == ["On Monday, the mill fell", "“and the dam as well,”"]


def test_what_a_speaker_says_of_it_apart() -> None:
    text = "Brik said he may build a wall, which he said would cost little."
    made = [
        draft(text, "Brik", "said", "he may build a wall, which he said would cost little"),
        draft(text, "he", "said", "would cost little", text.index("which")),
    ]
    first, second = turned(text, sentences(text), Quoted(text, ()), made)
    assert [c.of(text) for c in (*first.content, *second.content)] == ["he may build a wall", "would cost little"]


HEADED = (
    "Marl leader announces end of river tolls\n\nOn Friday, Mayor Ana Brik announced the end of river tolls in Marl."
)


@pytest.mark.parametrize(
    ("text", "called", "said", "origin"),
    [
        (HEADED, "Marl leader", "end of river tolls", "Ana Brik"),
        (HEADED.replace("Marl leader", "Marl council"), "Marl council", "end of river tolls", "Marl council"),
        (HEADED.replace("end of river tolls\n", "new school\n"), "Marl leader", "new school", "Marl leader"),
    ],
)
def test_a_headline_means_whom_the_report_below_names(text: str, called: str, said: str, origin: str) -> None:
    body = text.index("\n")
    made = [
        draft(text, called, "announces", said),
        draft(text, "Mayor Ana Brik", "announced", "the end of river tolls in Marl", body),
    ]
    linked = link(Inventory(text, ()), made, parents(made))
    assert linked[0].chain[-1].text == origin
    assert linked[1].chain[-1].text == "Ana Brik"
