"""Lines that an outlet's reports share become furniture, whatever the order in which the reports came."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sayso.extractors.region import Repetition
from sayso.ledger import View
from sayso.pipeline import BuildOptions, build, verify
from sayso.pipeline import furniture as furniture_module
from sayso.plugins import ReadOptions

SLOGAN = "Gullhaven's oldest paper and still its best one on every day of the year."
WORDS = "harbour bridge council ferry market school clinic orchard quarry mill tower lantern".split()


def reports(folder: Path, numbers: range) -> None:
    folder.mkdir(exist_ok=True)
    for n in numbers:
        body = "\n\n".join(
            f"The {w} stood {n * 7 + k} metres from the {WORDS[(k + n) % 12]}." for k, w in enumerate(WORDS)
        )
        (folder / f"{n:02}.txt").write_text(f"Story {n}\n\n{body}\n\n{SLOGAN}\n")


def furniture(case: Path) -> dict[str, list[str]]:
    with View(case) as view:
        found = {}
        for document in view.documents():
            marked = [r for r in view.extraction_regions(document.id) if r.rule == "repeated:across"]
            found[document.path] = [document.text[r.start : r.end] for r in marked]
        return found


def options(folder: Path) -> BuildOptions:
    meta = {path.name: {"outlet": "Gullhaven Post"} for path in folder.iterdir()}
    return BuildOptions(ReadOptions(meta=meta), depth="fast", workers=1)


def test_what_an_outlet_repeats_is_marked(tmp_path: Path) -> None:
    folder, case = tmp_path / "reports", tmp_path / "a.sayso"
    reports(folder, range(4))
    build([folder], case, options(folder))
    assert not any(furniture(case).values())  # four reports are too few
    reports(folder, range(4, 9))
    build([folder], case, options(folder))
    assert set(map(tuple, furniture(case).values())) == {(SLOGAN,)}
    assert verify(case).faults == ()
    whole = tmp_path / "b.sayso"
    build([folder], whole, options(folder))
    assert furniture(whole) == furniture(case)


def test_reports_of_no_outlet_are_left_alone(tmp_path: Path) -> None:
    folder, case = tmp_path / "reports", tmp_path / "a.sayso"
    reports(folder, range(8))
    build([folder], case, BuildOptions(depth="fast", workers=1))
    assert not any(furniture(case).values())


def test_lines_are_unmarked_where_they_are_shared_no_more(tmp_path: Path) -> None:
    folder, case = tmp_path / "reports", tmp_path / "a.sayso"
    reports(folder, range(6))
    build([folder], case, options(folder))
    kept = furniture(case)
    more = tmp_path / "more"
    reports(more, range(20, 28))
    for path in more.iterdir():
        path.write_text(path.read_text().replace(SLOGAN, ""))
        shutil.copy(path, folder / path.name)
    build([folder], case, options(folder))
    assert len(furniture(case)) == 14
    assert {p: v for p, v in furniture(case).items() if v} == {p: v for p, v in kept.items() if v}


def test_reports_outside_the_sample_are_not_counted_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which reports are counted hangs on their ids: once there are more than the sample, most of those that come in
    leave it as it is."""
    read: list[str] = []
    count = Repetition.add

    def counted(self: Repetition, text: str) -> None:
        read.append(text)
        count(self, text)

    monkeypatch.setattr(furniture_module, "SAMPLE", 6)
    monkeypatch.setattr(Repetition, "add", counted)
    folder, case = tmp_path / "reports", tmp_path / "a.sayso"
    reports(folder, range(12))
    build([folder], case, options(folder))
    assert len(read) == 6
    with View(case) as view:
        ids = sorted(d.id for d in view.documents())
    sampled, n = ids[5], 12
    while True:  # the first report whose id falls behind the sample
        reports(folder, range(n, n + 1))
        read.clear()
        build([folder], case, options(folder))
        with View(case) as view:
            behind = view.document(f"{n:02}.txt").id > sampled
            sampled = sorted(d.id for d in view.documents())[5]
        if behind:
            break
        n += 1
    assert not read
    assert furniture(case)[f"{n:02}.txt"] == [SLOGAN]
