"""Romanisation and its way back, with the map to the original."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.text.transliteration import SCHEMES, cyrillise, fold, romanise


@pytest.mark.parametrize(
    ("scheme", "cyrillic", "latin"),
    [
        ("russian", "Щукин", "Shchukin"),
        ("russian", "Хрущёв", "Khrushchyov"),
        ("russian", "Ельцин", "Yeltsin"),
        ("russian", "Павел Орешин", "Pavel Oreshin"),
        ("ukrainian", "Зеленський", "Zelenskyi"),
        ("ukrainian", "Згурський", "Zghurskyi"),
        ("ukrainian", "Юрій", "Yurii"),
        ("belarusian", "Калиноўскі".replace("и", "і"), "Kalinoŭski"),
        ("belarusian", "Васіль", "Vasil"),
    ],
)
def test_romanises(scheme: str, cyrillic: str, latin: str) -> None:
    assert romanise(cyrillic, scheme).text == latin  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("scheme", "latin", "cyrillic"),
    [
        ("russian", "Shchukin", "Щукин"),
        ("russian", "Pavel Oreshin", "Павел Орешин"),
        ("russian", "Kalinovsky", "Калиновский"),
        ("ukrainian", "Kharkiv", "Харків"),
    ],
)
def test_cyrillises(scheme: str, latin: str, cyrillic: str) -> None:
    assert cyrillise(latin, scheme).text == cyrillic  # type: ignore[arg-type]


def test_leads_back_to_the_original() -> None:
    text = "Дом Щукина, Łódź"
    read = romanise(text)
    start = read.text.index("Shchukin")
    span = read.back(start, start + len("Shchukin"))
    assert span.of(text) == "Щукин"
    plain = fold(text)
    at = plain.text.index("lodz")
    assert plain.back(at, at + 4).of(text) == "Łódź"


@given(st.text(max_size=60))
def test_every_range_leads_back(text: str) -> None:
    for read in (*(romanise(text, s) for s in SCHEMES), *(cyrillise(text, s) for s in SCHEMES), fold(text)):
        assert len(read.starts) == len(read.text) + 1
        assert list(read.starts) == sorted(read.starts)
        for i in range(len(read.text)):
            span = read.back(i, i + 1)
            assert 0 <= span.start <= span.end <= len(text)
