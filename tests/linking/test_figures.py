"""Figures tied to the innermost statement, and parts to their wholes."""

from __future__ import annotations

from sayso.encoders.analysis import plain
from sayso.extractors.quantity import extract_figures
from sayso.linking.figures import link_figures
from sayso.model import Document, Extraction, Figure, Quote, Statement, text_sha256


def statement(name: str, text: str, words: str) -> Statement:
    start = text.index(words)
    quote = Quote(start, start + len(words), words)
    return Statement(name, "indirect", (quote,), None, None, (), "unspecified", "neutral", "CT+", 1.0, "test")


def linked(text: str, *contents: str) -> tuple[Figure, ...]:
    analysis = plain(text)
    document = Document("d", "a.txt", "", text, text_sha256(text))
    statements = tuple(statement(f"s{n}", text, words) for n, words in enumerate(contents))
    rows = Extraction("d", statements=statements, figures=extract_figures(text, analysis, document="d"))
    return link_figures(document, analysis, rows).figures


def test_the_innermost_statement_has_the_figure() -> None:
    text = "He said the ministry had claimed 20 tanks were lost. Thirty remain."
    found = linked(text, "the ministry had claimed 20 tanks were lost", "20 tanks were lost")
    assert [(f.text, f.statement) for f in found] == [("20 tanks", "s1"), ("Thirty", None)]


def test_a_part_points_at_its_whole() -> None:
    found = linked("Thirty people died, including 11 children.")
    assert [f.part_of for f in found] == [None, found[0].id]
    found = linked("He won 12 of the 41 delegates.")
    assert [f.part_of for f in found] == [found[1].id, None]


def test_a_part_is_never_larger_than_its_whole() -> None:
    found = linked("Five people died, including 11 children.")
    assert [f.part_of for f in found] == [None, None]


def test_parts_do_not_reach_over_sentences() -> None:
    found = linked("Thirty people died. Including 11 children, all fled.")
    assert all(f.part_of is None for f in found)
