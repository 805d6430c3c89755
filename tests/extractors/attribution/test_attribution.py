"""Statements end to end: anchors, chains, shapes, the path without a model."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.encoders.encoder import load, plain
from sayso.extractors.attribution import AttributionExtractor, extract, narrated
from sayso.model import Document, Extraction, Region, Span, Statement, text_sha256


def document(text: str, outlet: str | None = None) -> Document:
    return Document("d-test", "t.txt", "0" * 64, text, text_sha256(text), outlet=outlet)


def read(text: str, outlet: str | None = None) -> tuple[Statement, ...]:
    made = document(text, outlet)
    return extract(made, load().analyse(made))


def listed(text: str) -> tuple[Statement, ...]:
    made = document(text)
    return extract(made, plain(made))


def quotes(s: Statement) -> list[tuple[int, int, str]]:
    held = [*s.content, *s.hedges, *(q for q in (s.source, s.cue, s.anonymity_reason) if q)]
    return [(q.start, q.end, q.text) for q in held]


REPORT = (
    "Flood in Torre\n\nThe mayor, Alma Ruiz, said on Monday that nine people had died. “We lost the bridge,” she "
    "told Reuters. “And the mill.”\n\nAccording to the fire brigade, the dam may fail. An official, who asked not to "
    "be named because he was not authorised to speak, denied that it had leaked."
)


def test_words_are_the_slice() -> None:
    for found in (read(REPORT), listed(REPORT)):
        assert found
        for s in found:
            assert all(REPORT[a:b] == words for a, b, words in quotes(s))
            assert 0 <= s.confidence <= 1
            assert s.rule


def test_the_same_text_gives_the_same_rows() -> None:
    assert read(REPORT) == read(REPORT)
    ids = [s.id for s in read(REPORT)]
    assert len(ids) == len(set(ids))


def test_parents_are_rows_of_the_document_and_never_loop() -> None:
    text = "The envoy said the rebels had promised that the army would leave. “I think he knew,” she told the BBC."
    found = {s.id: s for s in read(text)}
    for s in found.values():
        seen = set()
        at = s.parent
        while at is not None:
            assert at in found
            assert at not in seen
            seen.add(at)
            at = found[at].parent


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(REPORT.replace("\n", " \n ").split(" ")), max_size=40).map(" ".join))
def test_any_order_of_words_holds(text: str) -> None:
    for found in (read(text), listed(text)):
        for s in found:
            assert all(text[a:b] == words for a, b, words in quotes(s))


def test_anonymity_has_its_reason() -> None:
    (denial,) = [s for s in read(REPORT) if s.cue and s.cue.text == "denied"]
    assert denial.identification == "anonymous"
    assert denial.anonymity_reason is not None
    assert "not authorised to speak" in denial.anonymity_reason.text
    assert denial.stance == "deny"


def test_the_publisher_is_no_teller_of_its_own_report() -> None:
    text = "Anna Berg told the Harbour Gazette that the mill had burned down."
    assert [t.text for t in read(text)[0].chain] == ["Harbour Gazette", "Anna Berg"]
    assert [t.text for t in read(text, outlet="Harbour Gazette")[0].chain] == ["Anna Berg"]


def test_a_transcript_keeps_its_speakers() -> None:
    text = "Ruiz: The dam held.\nBerg: It did not hold.\nRuiz: We saw it.\nBerg: So did we.\nRuiz: Enough.\nBerg: Yes."
    found = [s for s in listed(text) if s.rule == "speaker-label"]
    assert [s.source.text for s in found if s.source] == ["Ruiz", "Berg"] * 3
    assert {s.type for s in found} == {"direct"}


def test_statements_do_not_begin_in_furniture() -> None:
    text = "Subscribe now, said Anna Berg.\n\nThe mayor said the dam would hold."
    made = document(text)
    rows = Extraction(made.id, regions=(Region(0, 30, "boilerplate", "test"),))
    found = AttributionExtractor().extract(made, load().analyse(made), rows).statements
    assert [s.source.text for s in found if s.source] == ["The mayor"]


def test_the_outlets_own_figures_become_narrated_statements() -> None:
    text = "Forty houses burned down. The mayor said that six people died."
    made = document(text)
    analysis = load().analyse(made)
    rows = extract(made, analysis)
    figures = [Span(0, 12), Span(text.index("six"), text.index("six") + 3)]
    (only,) = narrated(made, analysis, rows, figures)
    assert only.type == "narrated"
    assert only.content[0].text == "Forty houses burned down"


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("According to police, two people died.", "police", "According to", "two people died"),
        ("“We are ready,” said Tom Hill, a farmer.", "Tom Hill, a farmer", "said", "“We are ready,”"),
        ("The army said that it had left.", "The army", "said", "that it had left"),
        ("«Мы готовы к переговорам», — заявил Сергей Лавров.", "Сергей Лавров", "заявил", "«Мы готовы к переговорам»"),
        ("За словами мера, двоє людей загинули.", "мера", "За словами", "двоє людей загинули"),
    ],
)
def test_rules_alone(text: str, source: str, cue: str, content: str) -> None:
    (only,) = listed(text)
    assert only.source is not None
    assert only.cue is not None
    assert (only.source.text, only.cue.text, only.content[0].text) == (source, cue, content)


def test_a_passage_of_first_person_speech_without_marks_is_direct() -> None:
    text = (
        "Harvest lost in Vell\n\nThe valley stood under water for a week. The fire brigade came too late, says Ilo "
        "Marten.\n\nWe carried the children up to the chapel and we waited there for two nights. Nobody told us that "
        "the dam was open. I lost my cows and my brother lost his house.\n\nThe district office has opened an inquiry."
        "\n\nThe water has since gone down, and the road to the chapel is open again, the office said."
    )
    passage = next(s for s in read(text) if s.rule == "first-person-passage")
    assert passage.type == "direct"
    assert passage.chain[-1].text == "Ilo Marten"
    assert passage.content[0].text.startswith("We carried") and passage.content[0].text.endswith("his house")


def test_a_report_in_the_first_person_is_nobody_elses_passage() -> None:
    text = "\n\n".join(
        f"The mayor spoke, says Ana Brik. We went down to the river with our boats and we saw {n} houses gone."
        for n in ("three", "four", "five", "six")
    )
    assert not [s for s in read(text) if s.rule == "first-person-passage"]


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("According to a soldier interviewed by Ostrel News, the bridge was mined.", ["Ostrel News", "soldier"]),
        ("A deserter known as Falk told Ostrel News that the bridge was mined.", ["Ostrel News", "Falk"]),
        ("A nurse quoted by the Vell Gazette said the wards were full.", ["Vell Gazette", "nurse"]),
        (
            "The May issue of the Vell Gazette published an interview with Ana Brik, in which she said it was full.",
            ["Vell Gazette", "Ana Brik"],
        ),
        ("Ana Brik appeared on Ostrel TV, saying that the wards were full.", ["Ostrel TV", "Ana Brik"]),
        ("During an interview on Vell Radio on Monday, Ana Brik said the wards were full.", ["Vell Radio", "Ana Brik"]),
        ("Ana Brik told the Marlian broadcaster Nemz that the wards were full.", ["Nemz", "Ana Brik"]),
    ],
)
def test_the_paper_that_heard_a_source_is_its_teller(text: str, chain: list[str]) -> None:
    assert [t.text.split(" quoted")[0].split(" interviewed")[0] for t in read(text)[0].chain] == chain


def test_whom_somebody_cites_in_front_is_the_origin_behind_him() -> None:
    text = "Citing a Marlian activist in Ostrel, war correspondent Ana Brik said “two battalions” were ready to fight."
    (said,) = read(text)
    assert [t.text for t in said.chain] == ["Ana Brik", "Marlian activist in Ostrel"]


def test_a_turn_of_several_sentences_is_one_statement() -> None:
    turns = "".join(
        f"\n\n((MN)) : How would you lead the {w} office?  Who taught you that?" for w in ("tax", "port", "water")
    )
    found = read("The Marl News spoke to Ana Brik." + turns)
    assert sum(s.rule == "speaker-label" and "Who taught" in s.content[0].text for s in found) == 3
    assert not any(s.cue is None and s.rule != "speaker-label" and "office" in s.content[0].text for s in found)


def test_the_anonymity_of_one_is_not_that_of_his_neighbour() -> None:
    text = (
        "Each side blames the other. Tevosh denied that. “Nobody drowns his own fields,” he said.\n\nA senior official of "
        "the inspectorate, who asked not to be named because he was not authorised to speak, said the water had stood high."
    )
    kinds = {s.cue.text: (s.identification, s.anonymity_reason) for s in read(text) if s.cue and s.source}
    assert kinds["denied"] == ("named", None)
    (official,) = [s for s in read(text) if s.source and s.source.text.startswith("A senior")]
    assert official.identification == "anonymous"
    assert official.anonymity_reason is not None
    assert official.anonymity_reason.text == "because he was not authorised to speak"


def test_anonymity_told_in_the_next_sentence_is_the_same_mans() -> None:
    text = "An official said the dam failed. He spoke on condition of anonymity because he feared reprisals."
    (said,) = [s for s in read(text) if s.cue and s.cue.text == "said"]
    assert (said.identification, said.anonymity_reason and said.anonymity_reason.text) == (
        "anonymous", "because he feared reprisals",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "source", "speech"),
    [
        (
            "“They would be hard on me,” Mirik Olm said.\n\n“The cell would be cold and small.”\n\nRain fell in Torre.",
            "Mirik Olm",
            "“The cell would be cold and small.”",
        ),
        (
            "The regiment is large. And for now, Mirik Olm is vague when asked about it: “When the time comes, "
            "everyone will see.”",
            "Mirik Olm",
            "“When the time comes, everyone will see.”",
        ),
    ],
)
def test_a_quotation_that_no_cue_claims_has_a_speaker(text: str, source: str, speech: str) -> None:
    own = [s for s in read(text) if any(c.text == speech for c in s.content)]
    assert [s.source.text for s in own if s.source] == [source]
    assert own[0].type == "direct"


def test_a_soldier_whom_an_agency_interviewed_goes_on_through_it() -> None:
    text = (
        "According to a soldier interviewed by RIA Novosti, the fight was a month ago. He claimed that it was short.\n\n"
        "The soldier contended that most of them were miners."
    )
    chains = [[t.text for t in s.chain] for s in read(text) if s.type != "narrated"]
    assert chains == [["RIA Novosti", "soldier"]] * 3


def test_whom_a_writer_cites_first_is_the_origin() -> None:
    text = "It rained.\nCiting an activist in Torre, reporter Elio Marn said two boats had sunk."
    chains = [[t.text for t in s.chain] for s in read(text) if s.type != "narrated"]
    assert chains == [["Elio Marn", "activist in Torre"]]


@pytest.mark.parametrize(
    ("text", "source", "cue", "contents"),
    [
        ("Car sales fell.\n\n\"The old lures do not draw anybody in today's market,\" Jesse Brik, an analyst for Ostrel.",
         "Jesse Brik, an analyst for Ostrel", None, 1),
        ("General Ana Brik released the following statement today:\n\n\"We mourn the loss of one of our own in Marl.\"\n\n"
         "\"Her service was in keeping with our finest traditions.\"",
         "General Ana Brik", "released the following statement", 2),
        ("Ana Brik said the mask was hot. The costume \"is so warm that I have to drink all day long\".", None, None, 1),
    ],
)  # fmt: skip
def test_a_long_quotation_is_somebodys_statement(text: str, source: str | None, cue: str | None, contents: int) -> None:
    made = listed(text)
    [s] = [s for s in made if any('"' in q.text for q in s.content)]
    assert (s.source and s.source.text, s.cue and s.cue.text, len(s.content)) == (source, cue, contents)
    assert s.chain
    assert s.chain[-1].text in ("Jesse Brik", "Ana Brik")


def test_a_title_in_quotation_marks_is_nobodys_statement() -> None:
    assert not read(
        'Ana Brik left Marl in May. On the table lay "A Short Study of Marsh Birds in the Lower Ostrel Valley".'
    )


def test_a_line_that_only_the_width_breaks_ends_no_sentence() -> None:
    text = textwrap.fill(
        "The number of people killed when the Ilya Dovrik dam gave way rose to 86 from 58, Sorvenia's Ministry of "
        "Emergencies said on Monday, as rescue teams reached the lower streets of Podvilsk. The health office of the "
        "Upper Ilmara Front, which controls the eastern bank, gave a higher figure. It said on Monday that 100 people "
        "had been killed, including 11 children there.",
        78,
    )
    broken = [s for s in read(text) if s.source and s.source.text == "It"]
    assert [s.chain[-1].text for s in broken] == ["health office of the Upper Ilmara Front"]
    assert all(text[c.start : c.end] == c.text for s in read(text) for c in s.content)


def test_whoever_rejects_an_accusation_did_not_make_it() -> None:
    text = (
        "The Front of Upper Ilmara names 72 dead, said its speaker Ruslan Tevos. He rejected the accusation that the "
        "Front has mined the gate."
    )
    found = {s.id: s for s in read(text)}
    [inner] = [s for s in found.values() if s.parent and s.source is None and "mined the gate" in s.content[0].text]
    assert found[inner.parent or ""].stance == "deny"
    assert inner.chain == ()
