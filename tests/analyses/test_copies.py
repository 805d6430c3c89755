"""What two reports are to each other, by their words."""

from __future__ import annotations

import datetime as dt

import pytest

from sayso.analyses.align import align
from sayso.analyses.copies import Evidence, relate_reports, repetition
from sayso.analyses.credits import credits_of
from sayso.analyses.index import build_index
from sayso.analyses.prints import make_print
from sayso.analyses.reports import Listed, Report
from sayso.analyses.rewriting import likeness, sentence_stems, stem_weights
from sayso.model import Document, Extraction, Relation

FERRY = """The ferry Maribel Star ran onto a sandbank off Kestrel Point on Tuesday night with 214 passengers on board.
Lifeboats from Port Orsay and Lannick took everybody off within three hours, the coastguard said.
Eleven people were treated for bruises in the Saint Brannoc hospital.
Captain Joris Veldkamp had steered closer to the shore than usual to avoid a storm, according to the owner, Halden Lines.
The ship, built in Tarnow in 1987, passed its last inspection in March.
Prosecutor Inés Calloway opened an inquiry and seized the voyage recorder on Wednesday.
Halden Lines said that all its sailings to Lannick were cancelled until Friday."""
RETOLD = """Prosecutors are looking into why a ferry with 214 people aboard stranded near Kestrel Point late on Tuesday.
Inés Calloway, who leads the inquiry, had the recorder of the Maribel Star secured the day after.
A storm made Captain Joris Veldkamp keep nearer to land than he normally would, explains Halden Lines, which owns her.
It took three hours until boats out of Lannick and Port Orsay had brought every passenger to safety, coastguards report.
At Saint Brannoc hospital, doctors looked after eleven of them, who had bruises.
Inspectors had found nothing wrong in March with the vessel, which left the Tarnow yard in 1987.
Until Friday no ship of Halden Lines will sail for Lannick."""
OTHER = """A ferry of Halden Lines got stuck near Kestrel Point, and many of those who were on it had a long night.
Rosa Quint, a nurse from Vell, had been asleep in a chair when the floor began to lean.
She counted the children in the saloon and sang with them until a man with a lamp came.
On the quay at Port Orsay volunteers handed out soup, blankets and dry socks.
Fishermen say that the channel there has been silting up for years and that nobody dredges it.
The harbour council will talk about it next month, its chairwoman promised.
Quint wants her suitcase back, but she is in no hurry to board a ship again."""
SPEECH = (
    "We have lost a brother and a friend, and no words of mine can give him back to those who loved him; what we can do"
    " is to finish the bridge that he began, to pay those who built it with him, and to write his name where all who"
    " cross it can read it"
)


def _report(name: str, text: str, outlet: str, day: int) -> Report:
    document = Document(name, name, "", text, "", outlet=outlet, published=dt.date(2025, 4, day), language="en")
    return Report(document, Extraction(name))


def _related(a: Report, b: Report) -> Relation | None:
    order = [a, b]
    index = build_index(
        [Listed(r.id, r.id, "", r.day, r.document.outlet) for r in order], [make_print(r) for r in order]
    )
    stems = [sentence_stems(r) for r in order]
    told = likeness(stems[0], stems[1], stem_weights(stems))
    evidence = Evidence(align(a.words, b.words), told, index.likeness(0, 1), index.shared_particulars(0, 1))
    return relate_reports(a, b, evidence, credits_of(order))


def _kind(a: Report, b: Report) -> str:
    relation = _related(a, b)
    return relation.relation if relation else "none"


def test_two_sentences_inside_another_report_are_an_excerpt() -> None:
    two = " ".join(FERRY.splitlines()[4:6])
    lines = OTHER.splitlines()
    host = _report("b", "\n".join((*lines[:3], two, *lines[3:])), "Vell Post", 3)
    relation = _related(_report("a", FERRY, "Orsay Gazette", 2), host)
    assert relation is not None
    assert (relation.relation, relation.directed) == ("excerpt", True)
    assert [host.text[p.b_start : p.b_end] for p in relation.passages] == [two.rstrip(".")]


def test_a_reused_quotation_of_any_length_is_no_copy() -> None:
    lines, others = FERRY.splitlines(), OTHER.splitlines()
    a = _report("a", "\n".join((*lines[:3], f"“{SPEECH},” said the mayor.", *lines[3:])), "Orsay Gazette", 2)
    b = _report("b", "\n".join((*others[:4], f"“{SPEECH}.” That was all.", *others[4:])), "Vell Post", 2)
    assert _kind(a, b) == "shared-quote"
    assert repetition(align(a.words, b.words), len(a.words), len(b.words)) < 1


def test_a_report_that_is_nearly_all_quotation_and_stands_whole_in_another_is_its_copy() -> None:
    text = f"The mayor of Lannick released this statement:\n\n“{SPEECH}.”"
    assert _kind(_report("a", text, "Orsay Gazette", 2), _report("b", f"{text}\n", "Vell Post", 3)) == "copy"


def test_every_sentence_in_other_words_and_another_order_is_a_rewrite() -> None:
    relation = _related(_report("a", FERRY, "Orsay Gazette", 2), _report("b", RETOLD, "Vell Post", 3))
    assert relation is not None
    assert (relation.relation, relation.by) == ("rewrite", "copies:same-particulars")
    assert relation.a.document == "a"


def test_another_report_of_the_same_event_is_no_rewrite() -> None:
    assert _kind(_report("a", FERRY, "Orsay Gazette", 2), _report("b", OTHER, "Vell Post", 2)) in (
        "same-event-only",
        "none",
    )


@pytest.mark.parametrize(("outlet", "day", "kind"), [("Vell Post", 7, "rewrite"), ("Orsay Gazette", 7, "other")])
def test_an_outlets_own_later_report_is_not_its_rewrite(outlet: str, day: int, kind: str) -> None:
    found = _kind(_report("a", FERRY, "Orsay Gazette", 2), _report("b", RETOLD, outlet, day))
    assert (found == "rewrite") == (kind == "rewrite")
