"""Two outlets that open with one count at one place on one day tell of one occasion, in whatever words."""

from __future__ import annotations

from pathlib import Path

from sayso.analyses.index import build_index
from sayso.analyses.occasions import occasions
from sayso.analyses.prints import make_print
from sayso.analyses.reports import Shelf, listed
from sayso.analyses.stories import stories
from sayso.ledger import View
from sayso.pipeline import BuildOptions, build

REPORTS = {
    "a.txt": "5 July 2016\n\nRiders on a motorcycle struck a bakery in Paris on Tuesday, killing 16 people, police said.\n",
    "b.txt": "5 July 2016\n\nSixteen people were killed in Paris when explosives went off before dawn, medics said.\n",
    "c.txt": "9 August 2016\n\nA ferry sank off Lisbon on Tuesday and 16 people were killed, the harbour master said.\n",
}


def test_one_count_one_place_one_day(tmp_path: Path) -> None:
    for name, text in REPORTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    case = tmp_path / "case.sayso"
    build([tmp_path / n for n in REPORTS], case, BuildOptions(depth="fast", workers=1))
    with View(case) as view:
        order = listed(view)
        shelf = Shelf(view, {})
        index = build_index(order, [make_print(shelf[e.id]) for e in order])
        met = occasions(view, index)
        assert [{order[a].path, order[b].path} for a, b, _ in met] == [{"a.txt", "b.txt"}]
        groups = [{order[i].path for i in g} for g in stories(index, [], met)]
    assert {"a.txt", "b.txt"} in groups
    assert {"c.txt"} in groups
