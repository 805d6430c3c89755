"""House rules see what a profile asks for, and only that; every shipped profile loads."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.errors import RequestError
from sayso.ledger import View
from sayso.pipeline import BuildOptions, build
from sayso.plugins import ReadOptions
from sayso.views import CaseView
from sayso.views.check import RULES, check, load_profile, profiles
from sayso.views.claims import Findings

LINES = (
    "An official who asked not to be named said 40 soldiers were killed in Ost.\n\n"
    "A diplomat, who spoke on condition of anonymity because he was not allowed to brief the press, said 12 were missing.\n"
)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("check")
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(LINES)
    build([folder / "a.txt", folder / "b.txt"], folder / "c.sayso", BuildOptions(ReadOptions(), "fast", 1))
    return folder / "c.sayso"


def test_what_the_rules_find(case: Path) -> None:
    with View(case) as view:
        found = Findings(CaseView(view))
        checked = check(found, load_profile("two-source"))
        by_rule = {r: [b for b in checked.breaches if b.rule == r] for r in RULES}
        assert by_rule["figure_without_date"], "the reports have no date"
        for breach in checked.breaches:
            if breach.document is not None and breach.start is not None:
                text = view.document(breach.document).text
                assert text[breach.start : breach.end].startswith(breach.text[:10])
        claims = list(view.claims())
        assert len(by_rule["one_origin"]) == sum(c.origins < 2 for c in claims)
        assert checked.failed == any(b.weight == "fail" for b in checked.breaches)
        notes = check(found, load_profile("notes"))
        assert not notes.failed and len(notes.breaches) == len(checked.breaches)


def test_profiles(tmp_path: Path) -> None:
    assert {"two-source", "notes"} <= set(profiles())
    for name in profiles():
        assert load_profile(name).about
    own = tmp_path / "own.yaml"
    own.write_text("like: two-source\none_origin: off\nmin_origins: 3\n")
    assert load_profile(str(own)).one_origin == "off" and load_profile(str(own)).min_origins == 3
    for bad in (
        "one_origin: maybe",
        "nothing: note",
        "- a",
        "min_origins: 0",
        "measures: killed",
        "a: [",
        "like: nobody",
    ):
        own.write_text(bad)
        with pytest.raises(RequestError) as refused:
            load_profile(str(own))
        assert refused.value.code in ("bad-profile", "unknown-profile")
