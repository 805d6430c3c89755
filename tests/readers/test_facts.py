"""Facts from flattened text, from the side table and from what the user gives; nothing is guessed."""

from __future__ import annotations

import datetime as dt

import pytest

from sayso.plugins import ReadOptions
from sayso.text.languages import language
from sayso.text.scripts import main_script, script, scripts

from .making import one, results

BODY = (
    "The river rose by two metres during the night, the water board said on Monday. Forty families were "
    "moved to the school. Officials expect the level to fall by Thursday.\n"
)


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Status: 12/19/2022 08:59 a.m", "2022-12-19"),
        ("Sunday, April 28, 2019", "2019-04-28"),
        ("September 05, 2007", "2007-09-05"),
        ("Published: 4 March 2022, 10:15 GMT", "2022-03-04"),
        ("Published on 2022-03-04", "2022-03-04"),
        ("Veröffentlicht am 19.12.2022", "2022-12-19"),
        ("Опубликовано: 5 марта 2022", "2022-03-05"),
        ("Updated 3 May 2021", "2021-05-03"),
        ("Kozhara, 14 April 2025", "2025-04-14"),
        ("2022-03-04T10:15:00Z", "2022-03-04"),
        ("August 12, 20222:15 PM UTCUpdated 2 years ago", "2022-08-12"),
        ("Fri 12 Aug 2022 11.30 BST", "2022-08-12"),
        ("By Ayesha Khan | Dawn | Published August 12, 2022", "2022-08-12"),
        ("Geneva, 12 August 2022 – The board met.", "2022-08-12"),
        ("2022年8月12日", "2022-08-12"),
    ],
)
def test_date_lines(head: str, day: str) -> None:
    document = one(f"River rises by two metres\n\n{head}\n\n{BODY}")
    assert str(document.published) == day
    assert document.title == "River rises by two metres"
    start, end = map(int, document.evidence["published"].split()[1].split(".."))
    assert document.text[start:end] and document.text[start:end] in head


@pytest.mark.parametrize(
    "head",
    [
        "Yesterday", "Monday", "3 hours ago", "Published: 2 days ago", "03/04/2022", "April 12", "Updated 10:15 GMT",
        "The 4 March 2022 protests", "In 2022", "Published: 31/31/2022",
    ],
)  # fmt: skip
def test_no_date_is_guessed(head: str) -> None:
    document = one(f"River rises by two metres\n\n{head}\n\n{BODY}")
    assert document.published is None


def test_date_in_running_text_is_not_the_publication() -> None:
    assert one(f"River rises by two metres\n\nOn 4 March 2022 the dam broke. {BODY}").published is None


def test_ambiguous_date_says_why() -> None:
    document = one(f"River rises by two metres\n\n03/04/2022\n\n{BODY}")
    assert document.evidence["published"].startswith("unknown")
    assert "2022-04-03" in document.evidence["published"] and "2022-03-04" in document.evidence["published"]


@pytest.mark.parametrize(("other", "day"), [("25/03/2022", "2022-04-03"), ("03/25/2022", "2022-03-04")])
def test_another_date_of_the_document_decides(other: str, day: str) -> None:
    document = one(f"River rises by two metres\n\n03/04/2022\n\n{BODY}\nThe last count was made on {other}.\n")
    assert str(document.published) == day


def test_byline_with_affiliation() -> None:
    document = one(f"River rises by two metres\n\nBy Andrea Beer, WDR, currently Kyiv\n\n{BODY}")
    assert (document.byline, document.outlet) == ("Andrea Beer", "WDR")
    assert "affiliation" in document.evidence["outlet"]


@pytest.mark.parametrize("line", ["By Jo Doe, Associated Press", "By Jo Doe, Reuters"])
def test_agency_in_the_byline_is_no_outlet(line: str) -> None:
    document = one(f"River rises by two metres\n\n{line}\n\n{BODY}")
    assert document.byline == "Jo Doe"
    assert document.outlet is None
    assert "agency" in document.evidence


@pytest.mark.parametrize("line", ["By Sunday, 300 people had died.", "By the sea", "By Monday morning"])
def test_no_byline(line: str) -> None:
    assert one(f"River rises by two metres\n\n{line}\n\n{BODY}").byline is None


def test_credit_line() -> None:
    document = one(f"River rises by two metres\n{BODY}\n- Source : Kyle Anzalone - GreatGameIndia")
    assert (document.byline, document.outlet) == ("Kyle Anzalone", "GreatGameIndia")


def test_empty_credit_line() -> None:
    assert one(f"River rises by two metres\n{BODY}\nSource: Read Full Article").outlet is None


@pytest.mark.parametrize(
    ("opening", "agency"),
    [
        ("KYIV, March 3 (Reuters) - ", "Reuters"),
        ("ZELNICA, Sorvenia, April 12 (Lantern Press) - ", "Lantern Press"),
        ("MOSCOW, March 3. /TASS/. ", "TASS"),
        ("BEIRUT (AP) — ", "AP"),
    ],
)
def test_agency_of_a_dateline_is_noted_and_is_no_outlet(opening: str, agency: str) -> None:
    document = one(f"River rises by two metres\n\n{opening}{BODY}")
    assert document.evidence["agency"].startswith(agency)
    assert document.outlet is None
    assert document.published is None
    assert [r.kind for r in document.regions] == ["title", "dateline"]


def test_dateline_with_its_year() -> None:
    assert one(f"River rises\n\nTIRSUND, 16 April 2025 - {BODY}").published == dt.date(2025, 4, 16)


def test_dateline_without_year_says_so() -> None:
    assert "no year" in one(f"River rises\n\nKYIV, March 3 (Reuters) - {BODY}").evidence["published"]


def test_no_dateline_in_prose() -> None:
    document = one(f"The mayor (Labour) - a farmer - said nothing. {BODY}")
    assert "agency" not in document.evidence


def test_repeated_heading_is_the_title() -> None:
    document = one(f"My Blog\nAll the world news today\n\nWho broke the dam?\n\nWho broke the dam?\n\n{BODY}")
    assert document.title == "Who broke the dam?"


@pytest.mark.parametrize("text", [BODY, "World | Sport | Weather\n" + BODY, "https://news.example/a\n" + BODY])
def test_no_title(text: str) -> None:
    assert one(text).title is None


def test_user_overrides_and_evidence_says_so() -> None:
    text = f"River rises by two metres\n\n4 March 2022\n\n{BODY}"
    meta = {"report.txt": {"published": "2020-01-02", "outlet": "The Example"}}
    document = one(text, options=ReadOptions(meta=meta, published=dt.date(2019, 1, 1)))
    assert (document.published, document.outlet) == (dt.date(2020, 1, 2), "The Example")
    assert (document.evidence["published"], document.evidence["outlet"]) == ("meta", "meta")
    given = one(text, options=ReadOptions(published=dt.date(2019, 1, 1)))
    assert (given.published, given.evidence["published"]) == (dt.date(2019, 1, 1), "given")


def test_bad_date_in_the_side_table_is_coded_and_the_document_stays() -> None:
    found = results(BODY, options=ReadOptions(meta={"report.txt": {"published": "soon"}}))
    assert [type(f).__name__ for f in found] == ["Problem", "Document"]
    assert found[0].code == "bad-date"  # type: ignore[union-attr]


def test_side_table_by_address_first() -> None:
    meta = {"b/report.txt": {"outlet": "B"}, "report.txt": {"outlet": "A"}}
    assert one(BODY, "b/report.txt", ReadOptions(meta=meta)).outlet == "B"
    assert one(BODY, "c/report.txt", ReadOptions(meta=meta)).outlet == "A"


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        (BODY, "en"),
        ("Das Verteidigungsministerium erklärte, die Truppen hätten sich aus der Stadt zurückgezogen.", "de"),
        ("Le ministère de la Défense a déclaré que les troupes s'étaient retirées de la ville.", "fr"),
        ("Міністерство оборони заявило, що війська відійшли від міста після кількох днів боїв.", "uk"),
        ("Министерство обороны заявило, что войска отошли от города после нескольких дней боёв.", "ru"),
        ("قالت وزارة الدفاع إن القوات انسحبت من المدينة بعد عدة أيام من القتال العنيف", "ar"),
        ("12 34", None),
    ],
)
def test_language(text: str, tag: str | None) -> None:
    assert language(text) == tag


def test_scripts() -> None:
    assert script("ж") == "Cyrillic" and script("é") == "Latin" and script("1") is None
    assert scripts("Київ Kyiv 1") == {"Cyrillic": 4, "Latin": 4}
    assert main_script("Київ and") == "Cyrillic"
    assert main_script("12") is None


def test_language_decides_the_order_of_day_and_month() -> None:
    body = "Le fleuve est monté de deux mètres pendant la nuit, a annoncé lundi le service des eaux de la ville.\n"
    document = one(f"Inondations : des milliers de déplacés\n\nPublié le 03/04/2022 à 10h15\n\n{body}")
    assert str(document.published) == "2022-04-03"
    assert "day first: language fr" in document.evidence["published"]


@pytest.mark.parametrize(
    ("lines", "byline"),
    [
        ("Ayesha Khan\nAugust 12, 2022", "Ayesha Khan"),
        ("Ayesha Khan and Tom Lee\nFri 12 Aug 2022 11.30 BST", "Ayesha Khan and Tom Lee"),
        ("*By Jo Doe, 12 August 2022*", "Jo Doe"),
        ("Reuters\n12 Aug 2022", None),
        ("At a Glance\n12 Aug 2022", None),
    ],
)
def test_bare_names_before_the_date(lines: str, byline: str | None) -> None:
    document = one(f"Floods displace thousands\n\n{lines}\n\n{BODY}")
    assert (document.title, document.byline) == ("Floods displace thousands", byline)


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("© 2022 The Example Times. All rights reserved.", "The Example Times"),
        ("This article was originally published on Bellingcat.", "Bellingcat"),
        ("© 2022 Thomson Reuters", "Thomson Reuters"),
        ("Copyright law is unclear", None),
    ],
)
def test_copyright_and_first_print(line: str, outlet: str | None) -> None:
    assert one(f"Floods displace thousands\n\n{BODY}\n{line}\n").outlet == outlet


def test_labelled_head() -> None:
    document = one(f"Title: Floods hit the coast\nDate: 2022-08-12\nSource: The Example\nAuthor: Jo Doe\n\n{BODY}")
    assert (document.title, document.outlet, document.byline) == ("Floods hit the coast", "The Example", "Jo Doe")
    assert document.text[slice(*map(int, document.evidence["title"].split()[1].split("..")))] == document.title
