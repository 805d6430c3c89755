"""Who is who: the bundled example, the probes, in-report ties, judgements, possible joins, determinism."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from sayso.analyses.entities import Report, entity_id, resolve_reports
from sayso.bench.entities import example, made_up, probes
from sayso.model import Judgement, Mention

PROBES = Path(__file__).resolve().parents[2] / "probes"
KINDS = {"p": "person", "o": "organisation", "u": "unit", "l": "place", "x": "other"}


def report(document: str, marked: str, year: int | None = None) -> Report:
    """A report from text in which ``[p Name]`` marks a person, ``[o …]``, ``[u …]``, ``[l …]``, ``[x …]`` others."""
    text, found = "", []
    for part in re.split(r"(\[[pouxl] [^\]]*\])", marked):
        m = re.fullmatch(r"\[([pouxl]) ([^\]]*)\]", part)
        if m:
            start = len(text)
            found.append(
                Mention(f"{document}-{start:04}", start, start + len(m[2]), m[2], KINDS[m[1]], "test")  # type: ignore[arg-type]
            )
        text += m[2] if m else part
    return Report(document, f"{document}.txt", text, tuple(found), (), year)


def groups(reports: Sequence[Report], judgements: Sequence[Judgement] = ()) -> list[set[str]]:
    """The entities as sets of ``document:words``."""
    words = {m.id: f"{r.document}:{m.text}" for r in reports for m in r.mentions}
    return [{words[m] for m in e.mentions} for e in resolve_reports(reports, judgements).entities]


def joined(reports: Sequence[Report], a: str, b: str, judgements: Sequence[Judgement] = ()) -> bool:
    return any({a, b} <= g for g in groups(reports, judgements))


def test_the_example_is_found_and_nothing_invented() -> None:
    found = example()
    assert found["joins"]["missed"] == found["joins"]["invented"] == 0
    assert found["entities"] == found["gold entities"]
    assert found["kept apart"] == "6 of 6"


@pytest.mark.parametrize("name", ["names", "names_unseen"])
def test_namesakes_stay_apart(name: str) -> None:
    found = probes(PROBES / f"{name}.yaml")
    assert found["apart"]["share joined"] < 0.02
    assert found["offered"]["joined"] == 0
    assert found["together"]["share joined"] >= 0.8


def test_a_regiment_under_three_spellings_is_not_the_man() -> None:
    reports = [
        report("a", "A veteran named [p Kastus Kalinovsky] spoke. [p Denis] nodded."),
        report("b", "[p Denys] joined the [u Kalinovsky regiment]. The [u Kalinovksy regiment] grew."),
        report("c", "Many of the [u Kastuś Kalinoŭski regiment] came. The [p Kastuś Kalinoŭski] top brass fell."),
    ]
    assert {
        "b:Kalinovsky regiment",
        "b:Kalinovksy regiment",
        "c:Kastuś Kalinoŭski regiment",
        "c:Kastuś Kalinoŭski",
    } in groups(reports)
    assert {"a:Kastus Kalinovsky"} in groups(reports)
    made = resolve_reports(reports)
    assert not joined(reports, "a:Denis", "b:Denys")
    offers = [{p.a.text, p.b.text} for p in made.possible]
    assert {"Denis", "Denys"} in offers
    assert all(p.relation == "possible-join" and p.why for p in made.possible)


def test_surnames_go_to_the_person_named_before() -> None:
    text = "[p Sergei Verenko] farms. [p Verenko], no kin of the governor, spoke. Governor [p Nadia Verenko] did not."
    assert groups([report("a", text)]) == [{"a:Nadia Verenko"}, {"a:Sergei Verenko", "a:Verenko"}]


def test_acronyms_short_forms_and_other_spellings_inside_a_report() -> None:
    one = report("a", "The [o World Grain Council] ([o WGC]) met. The [o Council] voted, and the [o WGC] left.")
    assert groups([one]) == [{"a:World Grain Council", "a:WGC", "a:Council"}]
    two = report("a", "They found [l Zelnitsa] there. The town, spelled [l Zelnica] on most signs, is full.")
    assert groups([two]) == [{"a:Zelnitsa", "a:Zelnica"}]


def test_ages_forbid_a_join() -> None:
    a = report("a", "[p Ivan Petrov], 24, spoke.", 2025)
    assert not joined([a, report("b", "[p Ivan Petrov], 57, spoke.", 2025)], "a:Ivan Petrov", "b:Ivan Petrov")
    assert joined([a, report("b", "[p Ivan Petrov], 25, spoke.", 2026)], "a:Ivan Petrov", "b:Ivan Petrov")


def test_a_copied_sentence_joins_a_single_name() -> None:
    words = "A fighter with the call sign [p Heron] said that several hundred people had crossed the river."
    assert joined([report("a", words), report("b", words)], "a:Heron", "b:Heron")
    assert not joined([report("a", words), report("b", "[p Heron] was seen again.")], "a:Heron", "b:Heron")


def judgement(kind: str, *subjects: str, n: int = 0) -> Judgement:
    return Judgement(f"j{n}", kind, subjects, {}, "ada", "2026-01-02T00:00:00Z")  # type: ignore[arg-type]


def test_judgements_join_and_split_and_can_be_undone() -> None:
    reports = [report("a", "[p Denis] spoke."), report("b", "[p Denys] spoke."), report("c", "[p Pavel Oreshin] spoke."),
               report("d", "[p Pavel Oreshin] left.")]  # fmt: skip
    assert not joined(reports, "a:Denis", "b:Denys")
    assert joined(reports, "c:Pavel Oreshin", "d:Pavel Oreshin")
    decided = [judgement("join", entity_id("a-0000"), entity_id("b-0000")), judgement("split", "c-0000", "d-0000", n=1)]
    assert joined(reports, "a:Denis", "b:Denys", decided)
    assert not joined(reports, "c:Pavel Oreshin", "d:Pavel Oreshin", decided)
    why = next(e for e in resolve_reports(reports, decided).entities if "a-0000" in e.mentions).reasons
    assert "join by ada, 2026-01-02" in why
    later = [*decided, judgement("split", "a-0000", "b-0000", n=2)]
    assert not joined(reports, "a:Denis", "b:Denys", later)


def test_a_judgement_finds_its_mentions_by_their_place() -> None:
    reports = [report("a", "[p Denis] spoke."), report("b", "[p Denys] spoke.")]
    anchors = {
        "gone1": {"document": "a", "start": 0, "end": 5, "text": "Denis"},
        "gone2": {"document": "b", "start": 0, "end": 5, "text": "Denys"},
    }
    decided = Judgement("j", "join", ("gone1", "gone2"), {"anchors": anchors}, "ada", "2026-01-02T00:00:00Z")
    assert joined(reports, "a:Denis", "b:Denys", [decided])
    lost = Judgement("j", "join", ("gone1", "gone3"), {"anchors": anchors}, "ada", "2026-01-02T00:00:00Z")
    assert not joined(reports, "a:Denis", "b:Denys", [lost])


def test_a_split_holds_inside_a_report() -> None:
    one = report("a", "[p Ivan Petrov] spoke. Another [p Ivan Petrov] left.")
    first, second = (m.id for m in one.mentions)
    assert len(groups([one])) == 1
    assert len(groups([one], [judgement("split", first, second)])) == 2


def test_the_order_of_reports_does_not_matter_twice() -> None:
    reports = made_up(30)
    first, second = resolve_reports(reports), resolve_reports(reports)
    assert first == second
    assert all(len(set(e.mentions)) == len(e.mentions) for e in first.entities)
    held = [m for e in first.entities for m in e.mentions]
    assert sorted(held) == sorted(m.id for r in reports for m in r.mentions)


def test_a_name_a_letter_off_is_offered_and_not_joined_in_whatever_company() -> None:
    reports = [
        report("a", "[p Vladimir Orlin] met [p Mira Sandal] of [o Lantern Press] in [l Tirsund] today, it was said."),
        report("b", "In [l Tirsund] the [o Lantern Press] wrote of [p Mira Sandal]. [p Vladimir Orkin] kept silent."),
    ]
    made = resolve_reports(reports)
    assert not joined(reports, "a:Vladimir Orlin", "b:Vladimir Orkin")
    assert [{p.a.text, p.b.text} for p in made.possible] == [{"Vladimir Orlin", "Vladimir Orkin"}]


def test_a_name_written_together_or_with_a_hyphen_is_the_same_name() -> None:
    reports = [report("a", "[p Kim Dae-jin] spoke."), report("b", "[p Kim Dae Jin] left.")]
    assert joined(reports, "a:Kim Dae-jin", "b:Kim Dae Jin")


def test_descriptions_and_pronouns_given_as_mentions_go_to_their_names() -> None:
    reports = [
        report(
            "a",
            "[o Airbus] , [o Europe's biggest maker] , cut jobs .\n[o The company] said [o it] would help .\n"
            "[o Boeing] won .",
        ),
        report("b", "[o Airbus] sold more than [o Boeing] .\n[p Its head] spoke of [p his successor] ."),
    ]
    assert joined(reports, "a:Airbus", "a:The company")
    assert joined(reports, "a:it", "b:Airbus")
    assert not joined(reports, "a:it", "a:Boeing")
    together = [g for g in groups(reports) if "b:Airbus" in g]
    assert "b:Boeing" not in together[0]


def test_without_descriptions_every_mention_is_read_as_a_whole_name() -> None:
    reports = [report("a", "The [u Kalinovsky regiment] held. [u Kalinovsky regiment] spoke to [p Denis].")]
    assert groups(reports) == [{"a:Denis"}, {"a:Kalinovsky regiment"}]
    small = [report("a", "Так заявило [o министерство культуры Ильмары]."), report("b", "[o faberlick corp] grew.")]
    assert groups(small) == [{"b:faberlick corp"}, {"a:министерство культуры Ильмары"}]
    assert all(e.name[0].islower() for e in resolve_reports(small).entities)


def test_every_mention_is_in_one_entity_where_a_person_told_two_apart() -> None:
    marked = report("a", "[o Airbus] grew.\n[o the company] said [o it] would help. [o Airbus] fell.")
    first, *_, last = marked.mentions
    assert len(resolve_reports([marked]).entities) == 1
    decided = Judgement("j", "split", (first.id, last.id), {}, "ada", "2026-01-02T00:00:00Z")
    made = resolve_reports([marked], [decided]).entities
    assert sorted(m for e in made for m in e.mentions) == sorted(m.id for m in marked.mentions)
    assert not any({first.id, last.id} <= set(e.mentions) for e in made)
