"""Who may ask, and what a page may do."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.ledger import View
from sayso.workbench import Access, application

from .addresses import addresses
from .hostile import ATTACKS, hostile_case


@pytest.fixture(scope="module")
def client(example: Path) -> TestClient:
    return TestClient(application(example, Access(token="right")), base_url="http://127.0.0.1")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hostile_case(tmp_path_factory.mktemp("hostile") / "hostile.sayso")


def test_policy_admits_nothing_inline_and_nothing_foreign(client: TestClient) -> None:
    for path in ("/", "/static/workbench.js", "/nowhere", "/read/nowhere"):
        policy = client.get(path).headers["content-security-policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert not re.search(r"https?:|\*", policy)


def test_another_host_name_is_refused(client: TestClient) -> None:
    for host in ("attacker.invalid", "attacker.invalid:80", "127.0.0.1.attacker.invalid", ""):
        assert client.get("/", headers={"host": host}).status_code == 421
    assert client.get("/", headers={"host": "localhost:9999"}).status_code == 200
    assert client.get("/", headers={"host": "[::1]:80"}).status_code == 200


@pytest.mark.parametrize("form", [{}, {"token": "wrong"}, {"token": ""}])
def test_a_change_needs_the_token(client: TestClient, example: Path, form: dict[str, str]) -> None:
    answer = client.post("/judge", data={"kind": "note", "subject": "killed", "note": "x", "who": "a", **form})
    assert answer.status_code == 403
    with View(example) as view:
        assert not list(view.judgements(standing=False))


def test_a_change_from_another_site_is_refused(client: TestClient) -> None:
    form = {"kind": "note", "subject": "killed", "note": "x", "token": "right"}
    assert client.post("/judge", data=form, headers={"sec-fetch-site": "cross-site"}).status_code == 403


def test_a_change_by_get_is_refused(client: TestClient) -> None:
    assert client.get("/judge?kind=note&subject=killed&note=x&token=right").status_code == 405


def test_a_huge_form_is_refused(client: TestClient) -> None:
    assert client.post("/judge", data={"token": "right", "note": "x" * 100_000}).status_code == 413


def test_after_a_change_nobody_is_sent_elsewhere(example: Path, tmp_path: Path) -> None:
    case = Path(shutil.copy(example, tmp_path))
    client = TestClient(application(case, Access(token="right")), base_url="http://127.0.0.1")
    for back in ("http://attacker.invalid/", "//attacker.invalid", "/\\attacker.invalid", ""):
        form = {
            "token": "right",
            "kind": "note",
            "subject": "01-lantern-wire.txt",
            "note": "x",
            "who": "a",
            "back": back,
        }
        answer = client.post("/judge", data=form, follow_redirects=False)
        assert answer.status_code == 303
        assert answer.headers["location"] == "/"


def test_no_path_leads_outside_the_case(client: TestClient) -> None:
    for path in (
        "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd",
        "/item/..%2f..%2fetc%2fpasswd", "/read/..%2f..%2fetc%2fpasswd", "/item/%2fetc%2fpasswd",
    ):  # fmt: skip
        answer = client.get(path)
        assert answer.status_code == 404, path
        assert "root:" not in answer.text
        assert "def application" not in answer.text


def test_an_item_is_a_download_and_never_a_page(client: TestClient, example: Path) -> None:
    with View(example) as view:
        html = next(d for d in view.documents(text=False) if d.path.endswith(".html"))
        data = view.item(html.item_sha256)
    answer = client.get(f"/item/{html.id}")
    assert answer.content == data
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_off_this_machine_a_password_is_asked_for(example: Path) -> None:
    access = Access(hosts=("case.example",), password="open sesame", token="right")
    client = TestClient(application(example, access), base_url="http://case.example", follow_redirects=False)
    assert client.get("/").headers["location"] == "/enter"
    assert client.get("/read/anything").status_code == 303
    assert client.get("/", cookies={"sayso_session": "guessed"}).status_code == 303
    client.cookies.clear()
    wrong = client.post("/enter", data={"token": "right", "password": "open"})
    assert wrong.status_code == 401
    right = client.post("/enter", data={"token": "right", "password": "open sesame"})
    assert right.status_code == 303
    assert "HttpOnly" in right.headers["set-cookie"]
    assert client.get("/").status_code == 200


def test_hostile_words_are_words_on_every_page(hostile: Path) -> None:
    client = TestClient(application(hostile), base_url="http://127.0.0.1")
    with View(hostile) as view:
        documents = [d.id for d in view.documents(text=False)]
    paths = [
        *addresses(hostile).values(),
        *(f"/read/{d}?rows=all" for d in documents),
        "/search",
        "/sources?q=%3Cscript",
    ]
    for path in paths:
        answer = client.get(path)
        assert answer.status_code == 200, path
        page = answer.text
        assert not re.search(r"<script(?! src=\"/static/workbench\.js\" defer>)", page), path
        assert not re.search(r"<(?:img|style|base|iframe|object|embed|textarea)\b", page), path
        assert not re.search(r"<[^>]*\s(?:on\w+|style)\s*=", re.sub(r"\"[^\"]*\"", '""', page)), path
        assert not re.search(r"(?:href|src|action)=\"(?!/|#)", page), path
        assert not re.search("[\x00-\x08\x0b-\x1f\u200e\u200f\u202a-\u202e\u2066-\u2069]", page), path
        assert "49" not in re.findall(r"\{\{ (\d+)", page)


def test_each_attack_is_among_the_fields(hostile: Path) -> None:
    with View(hostile) as view:
        assert len(list(view.documents(text=False))) == len(ATTACKS)
        for document in view.documents():
            for statement in view.extraction(document.id).statements:
                for q in statement.content:
                    assert document.text[q.start : q.end] == q.text
