"""Nobody who is masked can be read in what leaves a case, and the rows still hold their words."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from sayso.errors import CheckError, RequestError
from sayso.examples import META, REPORTS
from sayso.exporters.jsonl import JsonlExporter
from sayso.ledger import View
from sayso.masking import Masker, Person, load_policy, policies, scan
from sayso.masking.names import names_of
from sayso.masking.persons import forms
from sayso.masking.scan import scan_bytes, scan_text
from sayso.model import Document, Extraction, Judgement, Quote, Statement, Teller, text_sha256
from sayso.pipeline import BuildOptions, build
from sayso.pipeline.export import export
from sayso.pipeline.verify import quotes
from sayso.plugins import ReadOptions, exporters
from sayso.readers import load_meta
from sayso.views import CaseView


def person(n: int, name: str, masked: bool = True, *more: str) -> Person:
    return Person(n, name, frozenset(f for x in (name, *more) for f in forms(x)), masked, "test")


@pytest.fixture
def masker() -> Masker:
    people = [
        person(1, "Oksana Lund"),
        person(2, "Sergei Verenko"),
        person(3, "Nadia Verenko", False),
        person(4, "Heron"),
    ]
    return Masker(people, load_policy("default"), ["a heron stood there", "plain words"])


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Oksana Lund said", "Person 1 said"),
        ("OKSANA LUND SAID", "Person 1 SAID"),
        ("said Lund’s sister", "said Person 1’s relative"),
        ("O. Lund and Lund, Oksana", "Person 1 and Person 1"),
        ("жительницы Оксаны Лунд нет", "жительницы Person 1 нет"),
        ("Governor Nadia Verenko spoke", "Governor Nadia Verenko spoke"),
        ("Sergei Verenko and Nadia Verenko", "Person 2 and Nadia Verenko"),
        ("Verenko said", "[shared name] said"),
        ("Heron saw a heron", "Person 4 saw a heron"),
        ("Lundberg is another name", "Lundberg is another name"),
        ("the 27-year-old and a boy aged 9", "the person in their twenties and a boy in their childhood"),
        ("people aged 18-60", "people aged 18-60"),
        ("her brother knew", "her relative knew"),
    ],
)
def test_forms_of_a_name(masker: Masker, text: str, masked: str) -> None:
    assert masker.text(text) == masked


@pytest.fixture
def many() -> Masker:
    people = [
        person(1, "Oksana Lund"), person(2, "José García Müller"), person(3, "Sergei Verenko"), person(4, "Ulla Strand"),
        person(5, "Nadia Kell", False), person(6, "Сергій Бондаренко"), person(7, "Anna Moss"),
    ]  # fmt: skip
    return Masker(people, load_policy("default"), ["plain words of the U.S. at 10 a.m."])


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Ok\u00adsana Lund said", "Person 1 said"),
        ("Lu\u200bnd said", "Person 1 said"),
        ("Ok-\nsana Lund said", "Person 1 said"),
        ("by Ver-\nenko's men", "by Person 3's men"),
        ("a well-\nknown name", "a well-\nknown name"),
        ("Jose\u0301 Garci\u0301a", "Person 2"),
        ("Jose Garcia Mueller", "Person 2"),
        ("О\u0430k sana, \u041eks\u0430na Lund", "О\u0430k sana, Person 1"),
        ("Ｏｋｓａｎａ Ｌｕｎｄ", "Person 1"),
        ("@OksanaLund, olund@x.example, lundoksana", "@Person 1, Person 1@x.example, Person 1"),
        ("https://x.example/oksanalund.html", "https://x.example/Person 1.html"),
        ("the Lunds and the Lunds’ house", "the Person 1 and the Person 1’ house"),
        ("Oksana P. Lund or Oksana Petrivna Lund or Oksana “Ksenia” Lund", "Person 1 or Person 1 or Person 1"),
        ("Oksana Lund met Lund", "Person 1 met Person 1"),
        ("Mykola Lund ran", "[shared name] ran"),
        ("in the U.S. at 10 a.m. for the u.s. and O. L.", "in the U.S. at 10 a.m. for the u.s. and Person 1."),
        ("Serhiy Verenko, Sergej Verenko, Сергія Веренка", "Person 3, Person 3, Person 3"),
        ("Sergey Bondarenko, Serhii Bondarienko", "Person 6, Person 6"),
        ("Oksana Lund, 41, a farmer", "Person 1, in their forties, a farmer"),
        ("Oksana Lund (41)", "Person 1 (in their forties)"),
        ("she died at the age of 41", "she died in their forties"),
        ("41-летняя жительница", "person in their forties жительница"),
        ("Lund’s younger sister and her late grandmother", "Person 1’s relative and her relative"),
        ("killed, 41, and wounded", "killed, 41, and wounded"),
        ("They took Oksanka and Оксанку", "They took Person 1 and Person 1"),
        ("García, Garci\u200ba-Müller, Garcia-Mueller", "Person 2, Person 2-Person 2, Person 2-Person 2"),
        ("Оксана Лунд, 41 год, дома", "Person 1, in their forties, дома"),
        ("Anna P. Lund", "Person 7"),
        ("Nadia Kell’s sister, Nadia Kell, 41,", "Nadia Kell’s sister, Nadia Kell, 41,"),
    ],
)
def test_disguises_of_a_name(many: Masker, text: str, masked: str) -> None:
    assert many.text(text) == masked
    assert scan_text("x", masked, many) == []
    if text != masked and "Person" in masked:
        assert scan_text("x", text, many) or "41" in text


@pytest.mark.parametrize(
    "path", ["in/oksana-lund_2.html", "Oksana%20Lund.txt", "https://x.example/a?q=LUND+oksana", "o.lund.eml"]
)
def test_file_names_and_addresses(masker: Masker, path: str) -> None:
    assert "lund" not in masker.name(path).casefold() and "oksana" not in masker.name(path).casefold()


def test_offsets_move_with_the_text(masker: Masker) -> None:
    text = "“Wait,” Oksana Lund told Heron, aged 41, on Monday."
    layer = masker.layer(text)
    for words, now in (
        ("“Wait,”", "“Wait,”"),
        ("Oksana Lund", "Person 1"),
        ("Lund", "Person 1"),
        ("on Monday", "on Monday"),
        ("told Heron", "told Person 4"),
    ):
        start = text.index(words)
        a, b = layer.span(start, start + len(words))
        assert layer.text[a:b] == now
    assert layer.span(0, len(text)) == (0, len(layer.text))
    assert layer.span(7, 7)[0] == layer.span(7, 7)[1]


def test_the_scan_sees_every_disguise(masker: Masker, tmp_path: Path) -> None:
    for text in ("Oksana Lund", "oksana\nlund", "Lund", "Оксана Лунд", "see lund-oksana.jpg"):
        assert scan_text("x", text, masker), text
        assert not scan_text("x", masker.text(text), masker), text
    for data in (b"Oksana&#32;L&#117;nd", b"Oksana%20Lund", b'"Oksana L\\u0075nd"', "Oksana Lund".encode("utf-16-le")):
        assert scan_bytes("x", data, masker), data
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("inner/readme.txt", "by Oksana Lund")
    assert scan(tmp_path / "a.zip", masker)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "oksana-lund.txt").write_text("nothing", encoding="utf-8")
    assert scan(tmp_path / "folder", masker), "names of files count"
    assert not scan_text("x", "Nadia Verenko; a heron; id d5e8aecc976bab3a7c1ada00", masker)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("case") / "example.sayso"
    build([REPORTS], path, BuildOptions(ReadOptions(meta=load_meta(META)), "full", 1))
    return path


def test_the_example_leaves_without_its_private_persons(case: Path, tmp_path: Path) -> None:
    export(case, "jsonl", tmp_path / "masked.jsonl", "default")
    text = (tmp_path / "masked.jsonl").read_text(encoding="utf-8")
    for private in ("Oksana", "Lund", "Sergei Verenko", "Mira Sandal", "Jana Kostel", "Оксан"):
        assert private not in text, private
    for public in ("Nadia Verenko", "Ruslan Tevosh"):
        assert public in text, public
    for line in text.splitlines():
        whole = json.loads(line)
        if "document" not in whole:
            continue
        assert whole["document"]["text_sha256"] == text_sha256(whole["text"])
        for kind in ("figures", "times", "places", "mentions", "caveats"):
            for row in whole[kind]:
                assert whole["text"][row["start"] : row["end"]] == row["text"]


def test_masked_rows_hold_in_the_masked_layer(case: Path) -> None:
    from sayso.pipeline.masked import masker as made

    with View(case) as view:
        masked = CaseView(view, made(view, "everyone"))
        documents = list(masked.documents())
        assert len(documents) == 21
        for document in documents:
            for row, quote in quotes(masked.extraction(document.id), document):
                assert quote.holds_in(document.text), (document.path, row, quote)
        by_id = {d.id: d for d in documents}
        for relation in masked.relations():
            for side in (relation.a, relation.b):
                if side.start is not None and side.end is not None:
                    assert by_id[side.document].text[side.start : side.end] == side.text
        for document in view.documents():
            if by_id[document.id].text != document.text:
                assert document.item_sha256 != by_id[document.id].item_sha256, "no hash leads back to an original"
                assert document.text_sha256 != by_id[document.id].text_sha256


def test_every_exporter_gets_masked_rows_only(case: Path, tmp_path: Path) -> None:
    for name in exporters():
        target = tmp_path / name / f"out{exporters()[name].suffix}"
        target.parent.mkdir()
        try:
            export(case, name, target, "everyone")
        except RequestError as error:
            assert error.code == "missing-extra"


def test_an_exporter_that_goes_around_the_mask_is_refused(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def around(self: object, view: CaseView, path: Path) -> None:
        path.write_text("\n".join(d.text for d in view.view.documents()), encoding="utf-8")

    monkeypatch.setattr(JsonlExporter, "export", around)
    with pytest.raises(CheckError, match="leak"):
        export(case, "jsonl", tmp_path / "leaky.jsonl", "default")
    assert not (tmp_path / "leaky.jsonl").exists()


def test_policies(tmp_path: Path) -> None:
    assert set(policies()) >= {"default", "everyone"}
    assert load_policy("everyone").offices == load_policy("default").offices
    own = tmp_path / "own.yaml"
    own.write_text("like: default\nalways: [Nadia Verenko]\ncoarsen_ages: false\n", encoding="utf-8")
    assert load_policy(str(own)).always == ("Nadia Verenko",)
    for wrong in ("nonsense: 1", "- a", "always: Nadia", "mask_offices: maybe", "pseudonym: X", "a: [", "like: nobody"):
        own.write_text(wrong, encoding="utf-8")
        with pytest.raises(RequestError):
            load_policy(str(own))
    with pytest.raises(RequestError, match="unknown-profile"):
        load_policy("no-such-policy")


def test_quotes_and_documents_are_moved_together(masker: Masker) -> None:
    text = "Oksana Lund said so."
    document = Document("d1", "lund.txt", "0" * 64, text, text_sha256(text), title="By Oksana Lund")
    masked = masker.document(document)
    assert (masked.path, masked.title, masked.text) == ("Person 1.txt", "By Person 1", "Person 1 said so.")
    assert masked.item_sha256 == masked.text_sha256 == text_sha256(masked.text)
    assert Quote(0, 11, "Oksana Lund").holds_in(text)


def test_judgements_leave_without_names_and_without_anchors(masker: Masker) -> None:
    anchor = {"document": "d1", "path": "oksana-lund.txt", "start": 3, "end": 9, "text": "Oksana Lund"}
    detail = {"anchors": {"s1": anchor}, "note": "asked Oksana Lund", "tags": ["Lund", "x"]}
    made = masker.judgement(Judgement("j1", "note", ("s1",), detail, "ann", "2025-01-01T00:00:00Z"))
    assert dict(made.detail) == {"note": "asked Person 1", "tags": ["Person 1", "x"]} and made.who == "ann"


def test_a_small_letter_in_an_address_makes_no_ordinary_word(tmp_path: Path) -> None:
    text = (
        "“We ran,” said Oksana Lund. Lund wrote under @oksana_lund and olund@lund.example, at "
        "https://x.example/lund/oksana-lund.pdf?who=lund. Lund was seen on Monday.\n"
    )
    text += "“Heron knows,” said a fighter with the call sign Heron. A grey heron stood there. “Ask Heron.”\n"
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "oksana-lund.txt").write_text(text, encoding="utf-8")
    build([tmp_path / "in"], tmp_path / "c.sayso", BuildOptions(ReadOptions(), "full", 1))
    for form in ("jsonl", "graphml"):
        export(tmp_path / "c.sayso", form, tmp_path / f"out.{form}", "default")
        written = (tmp_path / f"out.{form}").read_text("utf-8")
        assert "lund" not in written.casefold() and "oksana" not in written.casefold() and "Heron" not in written
        assert "grey heron" in written or form != "jsonl"


def test_what_is_left_of_a_name_in_what_somebody_is_called(many: Masker) -> None:
    assert many.called("José Garci") == "Person 2" and many.called("Oksana Petrivna") == "Person 1"
    assert many.called("Governor Nadia Kell") == "Governor Nadia Kell"
    assert many.called("Oksana Lund of the Valley Press") == "Person 1 of the Valley Press"


def test_a_call_sign_is_masked_and_not_the_words_that_introduce_it() -> None:
    text = "A fighter of the River Battalion who goes by the call sign Heron said the boats came late."
    document = Document("d", "d.txt", "0" * 64, text, text_sha256(text))
    at, end = 0, text.index(" said")
    link = Teller("Heron", "pseudonym", at, end)
    row = Statement(
        "s", "indirect", (Quote(end + 6, len(text) - 1, text[end + 6 : -1]),), Quote(at, end, text[at:end]), None,
        (link,), "pseudonym", "neutral", "CT+", 1.0, "test",
    )  # fmt: skip
    assert {n.text for n in names_of(document, Extraction("d", statements=(row,)))} == {"Heron"}


def test_the_house_in_a_byline_is_no_person() -> None:
    text = "By Jana Kostel, Lantern Press\n\nThe dam broke."
    document = Document("d", "d.txt", "0" * 64, text, text_sha256(text), byline="Jana Kostel, Lantern Press")
    assert {n.text for n in names_of(document, Extraction("d"))} == {"Jana Kostel"}
