"""Profiles: the five that come with the package, a user's own, and faulty ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from figure_rows import only

from sayso.errors import RequestError
from sayso.extractors.quantity import from_file, profile
from sayso.extractors.quantity.profile import missing, roundness

SOURCES = Path(__file__).parents[3] / "resources" / "profiles" / "intervals"
NAMES = sorted(p.stem for p in SOURCES.glob("*.yaml"))


def test_the_five_are_there() -> None:
    assert {"ledger", "entailed", "readers", "acled", "ccc"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_each_reads_every_term_and_cites_its_source(name: str) -> None:
    assert not missing(profile(name))
    source = (SOURCES / f"{name}.yaml").read_text(encoding="utf-8")
    assert "cite:" in source
    assert from_file(SOURCES / f"{name}.yaml") == profile(name)


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [("ledger", 24, 99), ("entailed", 24, None), ("readers", 12, 58), ("acled", 12, None), ("ccc", 24, 99)],
)
def test_dozens(name: str, low: float, high: float | None) -> None:
    figure = only("Dozens of people fled.", profile(name))
    assert (figure.low, figure.high, figure.profile) == (low, high, name)


def test_about_widens_with_roundness_where_the_profile_says_so() -> None:
    wide = only("About 150 people fled.", profile("readers"))
    narrow = only("About 153 people fled.", profile("readers"))
    assert (wide.low, wide.high) == (100, 200)
    assert (narrow.low, narrow.high) == (152, 154)


@pytest.mark.parametrize(
    ("n", "step"), [(100, 100), (150, 50), (40, 10), (45, 5), (7, 1), (2.5, 0.1), (0, 1), (500, 100), (15, 5)]
)
def test_roundness(n: float, step: float) -> None:
    assert roundness(n) == pytest.approx(step)


@pytest.mark.parametrize("name", NAMES)
def test_typical_lies_within_hard_for_words(name: str) -> None:
    own = profile(name)
    for reading in (*own.vague.values(), *own.share.values()):
        low, high = reading.hard.at(1, 1)
        soft_low, soft_high = reading.typical.at(1, 1)
        assert low is None or soft_low is None or low <= soft_low
        assert high is None or soft_high is None or soft_high <= high


def test_unknown_profile() -> None:
    with pytest.raises(RequestError, match="unknown-profile"):
        profile("no-such")
    with pytest.raises(RequestError, match="unknown-profile"):
        profile("../ledger")


@pytest.mark.parametrize(
    "content",
    [
        "",
        "- 1",
        "vague: {}\nplural: {}\nshare: {}\n",
        "vague: {few: {hard: [2]}}\nplural: {}\nshare: {}\nbounds: {}\n",
        "vague: {few: {hard: [2, 5x]}}\nplural: {}\nshare: {}\nbounds: {}\n",
        "vague: {few: {hard: [2, 5]}}\nplural: {}\nshare: {}\nbounds: {}\n",
        "a: [",
    ],
)
def test_faulty_profile(tmp_path: Path, content: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RequestError, match="bad-profile"):
        from_file(path)


def test_own_profile(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    text = (SOURCES / "ledger.yaml").read_text(encoding="utf-8")
    path.write_text(text.replace("name: ledger", "name: mine").replace("[24, 99]", "[36, 60]"), encoding="utf-8")
    figure = only("Dozens of people fled.", from_file(path))
    assert (figure.low, figure.high, figure.profile) == (36, 60, "mine")
