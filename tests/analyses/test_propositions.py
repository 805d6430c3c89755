"""Accounts that stand against each other."""

from __future__ import annotations

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
    return Statement(
        id, "indirect", (Quote(start, start + len(words), words),), None, None, (Teller(source, "organisation"),),
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
