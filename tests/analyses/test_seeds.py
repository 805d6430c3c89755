"""Five real reports: one regiment under three spellings, two single names, two accounts of one raid.

The reports lie outside the repository; without them these tests are skipped.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.ledger import View
from sayso.pipeline import BuildOptions, build

SEEDS = Path(os.environ.get("SAYSO_DATA", Path(__file__).parents[3] / "shared")) / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason=f"no reports at {SEEDS}")


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    case = tmp_path_factory.mktemp("seeds") / "seeds.sayso"
    build(sorted(SEEDS.glob("00*.txt")), case, BuildOptions(workers=1))
    with View(case) as view:
        yield view


def entity_ids(view: View, words: str, report: str) -> set[str]:
    mentions = {m.row.id for m in view.mentions() if m.row.text == words and m.path.startswith(report)}
    assert mentions, words
    return {e.id for e in view.entities() if mentions & set(e.mentions)}


def test_one_regiment_under_three_spellings_and_not_the_man(view: View) -> None:
    unit = entity_ids(view, "Kastuś Kalinoŭski regiment", "002")
    assert unit == entity_ids(view, "Kalinovsky regiment", "001")
    assert unit == entity_ids(view, "Belarusian Kalinovksy regiment", "001")
    assert not unit & entity_ids(view, "Kastus Kalinovsky", "000")
    (only,) = unit
    assert next(e for e in view.entities() if e.id == only).kind == "unit"


def test_single_names_of_two_reports_are_offered_and_not_joined(view: View) -> None:
    assert not entity_ids(view, "Denis", "000") & entity_ids(view, "Denys", "001")
    offered = [{r.a.text, r.b.text} for r in view.relations() if r.relation == "possible-join"]
    assert {"Denis", "Denys"} in offered


def test_the_accounts_of_the_raid_stand_against_each_other(view: View) -> None:
    against = [(r.a.text, r.b.text) for r in view.relations() if r.relation == "denies"]
    assert any("pushed back into Ukraine" in a and "was continuing" in b for a, b in against)
