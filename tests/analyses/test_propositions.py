"""Which accounts bear each other out or stand against each other, and which only seem to."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from sayso.analyses.propositions import bearings, gather_said
from sayso.analyses.reports import Report
from sayso.model import Document, Extraction, Quote, Statement, Teller

TEXT = (
    "On Tuesday the Free Russia Legion said that the fighting in the Belgorod region was continuing, although "
    "Russia’s Ministry of Defense said all the fighters who had not been killed had been pushed back into Ukraine."
)


def statement(id: str, words: str, source: str, stance: str = "neutral") -> Statement:
    start = TEXT.index(words)
    named = TEXT.find(source)
    who = Quote(named, named + len(source), source) if named >= 0 else None
    return Statement(
        id, "indirect", (Quote(start, start + len(words), words),), who, None, (Teller(source, "organisation"),),
        "organisation", stance, "CT+", 1.0, "test",
    )  # type: ignore[arg-type]  # fmt: skip


@pytest.mark.parametrize("content", [
    "that the fighting in the Belgorod region was continuing",
    "that the fighting in the Belgorod region was continuing, although "
    "Russia’s Ministry of Defense said all the fighters who had not been killed had been pushed back into Ukraine",
])  # fmt: skip
def test_two_accounts_of_one_raid_stand_against_each_other(content: str) -> None:
    legion = statement("s1", content, "Free Russia Legion")
    ministry = statement(
        "s2", "all the fighters who had not been killed had been pushed back into Ukraine", "Ministry of Defense"
    )
    report = Report(Document("d", "003.txt", "", TEXT, ""), Extraction("d", statements=(legion, ministry)))
    said = gather_said([report], {"s1": "o1", "s2": "o2"}, {"o1": True, "o2": True}, frozenset())
    found = bearings(said, {"o1": "Legion", "o2": "Russia"}, {"d": "d"})
    assert [(f.relation, {f.a.statement.id, f.b.statement.id}) for f in found] == [("denies", {"s1", "s2"})]


def test_one_source_does_not_stand_against_itself() -> None:
    one = statement("s1", "that the fighting in the Belgorod region was continuing", "Legion")
    two = statement("s2", "all the fighters who had not been killed had been pushed back into Ukraine", "Legion")
    report = Report(Document("d", "003.txt", "", TEXT, ""), Extraction("d", statements=(one, two)))
    said = gather_said([report], {"s1": "o1", "s2": "o1"}, {"o1": True}, frozenset())
    assert bearings(said, {"o1": None}, {"d": "d"}) == []


def said(words: str, source: str, text: str, report: str, stance: str = "neutral", factuality: str = "CT+") -> Report:
    at, who = text.index(words), text.index(source)
    row = Statement(
        f"s-{report}", "indirect", (Quote(at, at + len(words), words),), Quote(who, who + len(source), source), None,
        (Teller(source, "organisation"),), "organisation", stance, factuality, 1.0, "test",
    )  # type: ignore[arg-type]  # fmt: skip
    return Report(Document(report, f"{report}.txt", "", text, ""), Extraction(report, statements=(row,)))


@pytest.mark.parametrize(
    ("one", "other", "stance", "factuality"),
    [
        # two who complain of the same want do not deny each other
        ("many families have still seen no foreign aid at all", "some families have not seen foreign aid", "neutral", "CT-"),
        # a few words of the subject are no denial
        ("it will not be the answer in the devastated country", "the country is devastated and poor", "neutral", "CT-"),
        # whoever could not confirm has not denied
        ("the missing children of the Marl hospitals", "children are missing from the Marl hospitals", "confirm", "CT-"),
    ],
)  # fmt: skip
def test_what_is_no_denial(one: str, other: str, stance: str, factuality: str) -> None:
    a = said(one, "Marl office", f"The Marl office said {one}.", "a", stance, factuality)
    b = said(other, "Red Band", f"The Red Band said {other}.", "b")
    both = gather_said([b, a], {"s-a": "o1", "s-b": "o2"}, {"o1": True, "o2": True}, frozenset())
    assert [f for f in bearings(both, {"o1": "x", "o2": "y"}, {"a": "a", "b": "b"}) if f.relation == "denies"] == []


def test_a_word_of_contrast_somewhere_between_sets_nobody_against_anybody() -> None:
    text = (
        "The Marl office said many survivors wait. Rain came, but the roads held. Prices rose, and traders met. "
        "The Red Band said survivors were fed."
    )
    first, second = "many survivors wait", "survivors were fed"
    rows = [
        said(first, "Marl office", text, "a").rows.statements[0],
        said(second, "Red Band", text, "b").rows.statements[0],
    ]
    report = Report(Document("d", "d.txt", "", text, ""), Extraction("d", statements=tuple(rows)))
    both = gather_said([report], {"s-a": "o1", "s-b": "o2"}, {"o1": True, "o2": True}, frozenset())
    assert bearings(both, {"o1": "x", "o2": "y"}, {"d": "d"}) == []


def pair_of(one: str, other: str, *, stance: str = "neutral", factuality: str = "CT+") -> list[str]:
    """The relations of what the Marl office and, in another report, the Red Band say on one day."""
    a = said(one, "Marl office", f"The Marl office said {one}.", "a", stance, factuality)
    b = said(other, "Red Band", f"The Red Band said {other}.", "b")
    reports = [replace(r, document=replace(r.document, published=dt.date(2025, 4, 11))) for r in (b, a)]
    both = gather_said(reports, {"s-a": "o1", "s-b": "o2"}, {"o1": True, "o2": True}, frozenset())
    return [f.relation for f in bearings(both, {"o1": "x", "o2": "y"}, {"a": "a", "b": "b"})]


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        # one deed, one name and one thing: the same account; turned by a negation, a denial
        ("shells of the Marl Guard struck the spillway", "the spillway was struck by the Marl Guard", ["supports"]),
        ("the Marl Guard had not struck the spillway", "the spillway was struck by the Marl Guard", ["denies"]),
        # two verbs of one deed
        ("the head of the mission, Hedi Annabi, was killed", "mission head Hedi Annabi died", ["supports"]),
        # both say that it was not so
        ("the Marl Guard had not struck the spillway", "the spillway was never struck by the Marl Guard", ["supports"]),
        # the parts of one name are one thing, and no deed is common
        ("units shelled the spillway of the Ilya Dovrik dam", "the Ilya Dovrik dam breach kills many", []),
        # `not only` negates nothing
        ("the Marl Guard not only struck the spillway", "the spillway was struck by the Marl Guard", ["supports"]),
        # a negation elsewhere in the sentence does not govern what is shared
        ("it could not reach staff when the quake hit southern Marl", "a quake hit southern Marl", ["supports"]),
        # what is said in passing of somebody is not what the sentence says
        ("a first case in a person who has not travelled to Marl", "a first case in a man who had travelled to Marl", []),
        # none of a thing, in another deed
        ("he could hear no ambulances or helicopters", "he has secured ambulances that will help", []),
        ("no soldiers were hurt", "how many soldiers had been posted there", []),
        # a code is one word
        ("the H5N1 strain was confirmed in ducks", "the H5N1 strain killed a woman", []),
        # unlike names
        ("rescuers reached the village of Brodek with water", "rescuers reached the village of Maresk with water", []),
    ],
)  # fmt: skip
def test_what_ties_two_accounts(one: str, other: str, found: list[str]) -> None:
    assert pair_of(one, other, factuality="CT-" if {"not", "no"} & set(one.split()) else "CT+") == found


def test_a_denied_content_is_turned() -> None:
    assert pair_of("that the Marl Guard struck the spillway", "the Marl Guard struck the lower spillway",
                   stance="deny", factuality="CT-") == ["denies"]  # fmt: skip
    assert pair_of("that the Marl Guard struck the spillway", "the Marl Guard struck the lower spillway",
                   stance="confirm", factuality="CT-") == []  # fmt: skip


def test_what_somebody_says_does_not_stand_against_what_he_tells_of() -> None:
    text = "Oleg recalled: But the Marl police thought he and his friends were enemies, though friends came."
    whole = said("But the Marl police thought he and his friends were enemies", "Oleg", text, "a").rows.statements[0]
    inner = said("he and his friends were enemies", "Marl police", text, "b").rows.statements[0]
    rows = (whole, replace(inner, parent=whole.id))
    report = Report(Document("d", "d.txt", "", text, ""), Extraction("d", statements=rows))
    both = gather_said([report], {"s-a": "o1", "s-b": "o2"}, {"o1": True, "o2": True}, frozenset())
    assert bearings(both, {"o1": "x", "o2": "y"}, {"d": "d"}) == []


def test_a_word_that_most_tellings_have_ties_nothing() -> None:
    reports, origins = [], {}
    for n in range(12):
        words = f"the flood destroyed homes in quarter{n} {'with water' if n < 2 else 'at noon'}"
        reports.append(said(words, "Marl office", f"The Marl office said {words}.", f"r{n}"))
        origins[f"s-r{n}"] = f"o{n}"
    both = gather_said(reports, origins, dict.fromkeys(origins.values(), True), frozenset())
    found = bearings(both, dict.fromkeys(origins.values()), {f"r{n}": f"r{n}" for n in range(12)})
    assert found == []
