"""Clock times at the head of a live page's entries; years and single numbers are none."""

from __future__ import annotations

import pytest

from sayso.text.clocks import live_clocks

PAGE = "2358 The council meets. 2050 Haiti's President speaks.\n1921 Countries send aid. 0957 A plane lands."


def test_the_entries_of_a_live_page() -> None:
    assert [PAGE[a:b] for a, b in live_clocks(PAGE)] == ["2358", "2050", "1921", "0957"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1914 War breaks out. 1918 Peace is made. 1939 War again.",
        "2050 Visitors came. They left at noon.",
        "1204 Houses fell. 2399 People fled. 1010 Boats sank.",
        "In 2050 he spoke. It was 1921 then. At 0957 he left.",
    ],
)
def test_no_live_page(text: str) -> None:
    assert live_clocks(text) == ()
