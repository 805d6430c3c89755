"""What a page shows, as what a picture draws."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sayso.drawing.from_pages import figure_board
from sayso.ledger import View
from sayso.views.pages.claims import ClaimPage, claim_index, claim_page
from tests.workbench.goldcase import gold_case


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> ClaimPage:
    with View(gold_case(tmp_path_factory.mktemp("pages") / "example.sayso")) as view:
        index = {c.id: c for c in claim_index(view)}
        first = next(c for c in index.values() if c.kind == "figure" and c.unknown)
        return claim_page(view, first.id, index)


def test_groups_of_unknown_lineage_of_one_outlet_stand_under_one_head_with_their_number(page: ClaimPage) -> None:
    alone = figure_board(page, lambda _: None)
    unknown = next(g for g in page.groups if g.colour is None and g.tellings)
    twice = figure_board(replace(page, groups=(*page.groups, unknown)), lambda _: None)
    names = [g.name for g in alone.groups]
    assert unknown.name in names and not any("groups" in n for n in names)
    assert [g.name for g in twice.groups] == [f"{n}, 2 groups" if n == unknown.name else n for n in names]
    assert len({b.key for g in twice.groups for b in g.bars}) == sum(len(g.bars) for g in twice.groups)
