"""Which numbers of two reports count one thing: what is named on both sides keeps them apart, what is open does not."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from sayso.analyses.claims import Setting, claims_of
from sayso.analyses.credits import credits_of
from sayso.analyses.figures import (
    Counted,
    _share_a_name,
    compare_scope,
    compare_values,
    gather,
    is_misprint,
    one_subject,
)
from sayso.analyses.origins import Origins
from sayso.analyses.reports import Report
from sayso.model import Document, Extraction, Figure, OriginGroup, Place, Time

FIRST = dt.date(2016, 8, 2)


def report(
    id: str, text: str, *figures: tuple[str, float, str | None], day: dt.date = FIRST, **more: tuple[Time, ...]
) -> Report:
    """A report with figures of killed: (words, number, what is counted)."""
    rows = []
    for n, (words, number, counted) in enumerate(figures):
        at = text.index(words)
        high = None if re.search(r"at least", words, re.IGNORECASE) else number
        rows.append(
            Figure(
                f"{id}-{n}", at, at + len(words), words, number, high, number, high, "people", counted, "killed",
                None, None, None, "total", "test",
            )
        )  # fmt: skip
    document = Document(id, f"{id}.txt", "", text, "", None, None, f"Outlet {id}", day, "en")
    return Report(document, Extraction(id, figures=tuple(rows), **more))  # type: ignore[arg-type]


def time(text: str, words: str, day: dt.date) -> Time:
    at = text.index(words)
    return Time(words, at, at + len(words), words, day, day, True, "day", "published", "test")


def counted(*reports: Report, origin: dict[str, str] | None = None) -> dict[str, Counted]:
    """Figures by id; each report is a family of its own, and each figure has the origin that is given, or its report's."""
    of = {f.id: (origin or {}).get(f.id, r.id) for r in reports for f in r.rows.figures}
    known = dict.fromkeys(of.values(), True)
    return {c.figure.id: c for c in gather(reports, of, known, {r.id: r.id for r in reports})}


def test_others_beside_a_number_are_no_total() -> None:
    found = counted(
        report("a", "The slide killed 15 people in Orva and six others in Selm.", ("15 people", 15, "people"),
               ("six others", 6, "others")),
        report("b", "More than 30 people were killed, the council said.", ("More than 30 people", 31, "people")),
    )  # fmt: skip
    assert [c.kind for c in found.values()] == ["total", "rest", "total"]


def test_some_of_the_dead_are_not_set_against_all_of_them() -> None:
    found = counted(
        report("a", "Six civilians were among the 22 people killed in the shaft.", ("Six civilians", 6, "civilians"),
               ("22 people", 22, "people")),
        report("b", "The office counted eight civilians killed in the shaft.", ("eight civilians", 8, "civilians")),
    )  # fmt: skip
    some, all_, other = found.values()
    assert compare_scope(some, all_, False, True, True).field == "counted"
    assert compare_scope(some, other, False, True, True).comparable


def test_an_open_noun_fits_a_named_one_but_no_part() -> None:
    found = counted(
        report("a", "The mine fire left 32 miners dead.", ("32 miners", 32, "miners")),
        report("b", "The toll of the mine fire stood at 27.", ("27", 27, None)),
        report("c", "The mine fire killed 11 children.", ("11 children", 11, "children")),
    )
    miners, toll, children = found.values()
    assert compare_scope(miners, toll, False, True, True).comparable
    assert compare_scope(children, toll, False, True, True).field == "counted"


def test_one_number_said_twice_in_a_report_is_one_count() -> None:
    text = "Ferry fire kills 22. At least 22 people were killed on the ferry; 14 of the victims were asleep."
    found = counted(
        report("a", text, ("22.", 22, None), ("At least 22 people", 22, "people"), ("14", 14, None)),
    )
    title, body, part = found.values()
    assert one_subject(title, body)
    assert part.kind == "part"


@pytest.mark.parametrize(
    ("old", "new", "days", "slip"),
    [(58, 85, 1, True), (58, 72, 1, False), (18, 19, 0, True), (18, 19, 1, False), (72, 58, 1, True), (4, 5, 0, False)],
)
def test_a_number_changed_on_the_way_is_told_from_a_later_count(old: int, new: int, days: int, slip: bool) -> None:
    found = counted(
        report("a", f"The flood killed {old} people.", (str(old), old, "people")),
        report("b", f"The flood killed {new} people.", (str(new), new, "people"), day=FIRST + dt.timedelta(days)),
        origin={"a-0": "ministry", "b-0": "ministry"},
    )
    assert is_misprint(*found.values()) is slip


def test_a_running_count_of_one_source_does_not_fall_unsaid() -> None:
    found = counted(
        report("a", "The flood killed 45 people.", ("45 people", 45, "people")),
        report("b", "The flood killed 10 people.", ("10 people", 10, "people"), day=FIRST + dt.timedelta(1)),
        report("c", "The flood killed 70 people.", ("70 people", 70, "people"), day=FIRST + dt.timedelta(1)),
        origin={"a-0": "ministry", "b-0": "ministry", "c-0": "ministry"},
    )
    first, fewer, more = found.values()
    assert compare_values(first, fewer, facing=False, corrects=False) is None
    outcome = compare_values(first, more, facing=False, corrects=False)
    assert outcome is not None and outcome.relation == "revision"


@pytest.mark.parametrize(("weeks", "apart"), [(0, False), (1, False), (3, True)])
def test_a_weekday_is_one_within_two_weeks(weeks: int, apart: bool) -> None:
    text = "The storm killed 12 people on Tuesday, the council said."
    later = FIRST + dt.timedelta(7 * weeks)
    found = counted(
        report("a", text, ("12 people", 12, "people"), times=(time(text, "Tuesday", FIRST),)),
        report("b", text, ("12 people", 12, "people"), day=later, times=(time(text, "Tuesday", later),)),
    )
    one, other = found.values()
    assert compare_scope(one, other, False, True, True).apart is apart


def test_what_a_side_clause_tells_of_makes_no_aside() -> None:
    text = "A flood struck. The Front, which has held the bank since last August, put the dead at 72 on Tuesday."
    side = Time("t", text.index("last"), text.index("last") + 11, "last August", dt.date(2015, 8, 1), dt.date(2015, 8, 31),
                True, "month", "published", "test")  # fmt: skip
    (found,) = counted(report("a", text, ("72", 72, None), times=(side, time(text, "Tuesday", FIRST)))).values()
    assert found.subject


def test_counts_of_two_countries_are_apart_and_an_open_one_fits_either() -> None:
    def in_(id: str, name: str | None, country: str) -> Report:
        text = f"The fever has killed 40 people in {name or 'the region'}."
        found = report(id, text, ("40 people", 40, "people"))
        places = (
            (Place("p", text.index(name), text.index(name) + len(name), name, "g:" + country, 0.0, 0.0, "country",
                   country, "test", name),) if name else ()
        )  # fmt: skip
        figures = tuple(
            Figure(f.id, f.start, f.end, f.text, f.low, f.high, f.typical_low, f.typical_high, f.unit, f.counted,
                   f.measure, f.group, name, f.as_of, f.kind, f.rule)
            for f in found.rows.figures
        )  # fmt: skip
        return Report(found.document, Extraction(id, figures=figures, places=places))

    fiji, brazil, open_ = counted(in_("a", "Fiji", "FJ"), in_("b", "Brazil", "BR"), in_("c", None, "")).values()
    assert compare_scope(fiji, brazil, False, True, True).field == "place"
    assert compare_scope(fiji, open_, False, True, True).comparable


def test_two_romanisations_of_a_name_are_one() -> None:
    assert _share_a_name(frozenset(("raqqa",)), frozenset(("raqa",)))
    assert _share_a_name(frozenset(("salah",)), frozenset(("salahe",)))
    assert not _share_a_name(frozenset(("orva",)), frozenset(("selm",)))


def test_an_initial_toll_is_recalled_and_conflicts_with_no_other_source() -> None:
    found = counted(
        report("a", "An initial toll from the slide above the river Orva reported 15 people dead.",
               ("15 people", 15, "people")),
        report("b", "The council said that 18 people were killed.", ("18 people", 18, "people")),
        report("c", "An initial toll was low. The council counted 15 people dead.", ("15 people", 15, "people")),
    )  # fmt: skip
    initial, later, fresh = found.values()
    assert initial.past and not fresh.past
    assert compare_values(initial, later, facing=False, corrects=False) is None
    outcome = compare_values(fresh, later, facing=False, corrects=False)
    assert outcome is not None and outcome.relation == "conflict"


def test_one_report_that_counts_people_and_fewer_civilians_counts_two_things() -> None:
    text = "The Front said 10 people were killed. The mayor said eight civilians were killed."
    one = counted(
        report("a", text, ("10 people", 10, "people"), ("eight civilians", 8, "civilians")),
        report("b", "The office said that seven civilians were killed.", ("seven civilians", 7, "civilians")),
        origin={"a-0": "front", "a-1": "mayor", "b-0": "office"},
    )
    people, civilians, elsewhere = one.values()
    assert compare_values(people, civilians, facing=False, corrects=False) is None
    outcome = compare_values(people, elsewhere, facing=False, corrects=False)
    assert outcome is not None and outcome.relation == "conflict"


def conflicts(origin: dict[str, str], *reports: Report) -> set[frozenset[str]]:
    """Pairs of figures of one event that stand against each other."""
    of = {f.id: origin[f.id] for r in reports for f in r.rows.figures}
    groups = tuple(
        OriginGroup(o, o, "organisation", True, tuple(f for f in of if of[f] == o), (), ())
        for o in sorted({*of.values()})
    )
    alike = {(a.id, b.id): 0.5 for i, a in enumerate(reports) for b in reports[i + 1 :]}
    origins = Origins(groups, of, {r.id: r.id for r in reports})
    setting = Setting(reports, origins, credits_of(reports), {}, alike, {r.id: r.id for r in reports})
    _, relations = claims_of(setting)
    return {frozenset((r.a.id or "", r.b.id or "")) for r in relations if r.relation == "conflict"}


def test_a_conflict_needs_one_claim() -> None:
    """The council's two numbers are two claims, of which the ministry's joins one: it stands against that one only."""
    council = "18 people were killed in the slide. The council counted 24 people killed."
    two = ("18 people", 18.0, "people"), ("24 people", 24.0, "people")
    apart = report("a", council, *two), report("b", "The slide killed 30 people.", ("30 people", 30, "people"))
    origin = {"a-0": "council", "a-1": "council", "b-0": "ministry"}
    assert len(conflicts(origin, *apart)) == 1
