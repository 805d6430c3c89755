"""What the gazetteer remembers may be let go at any time without a name being lost (found by fuzzing)."""

from __future__ import annotations

import pytest

from sayso.extractors.place.gazetteer import gazetteer


def test_a_full_memory_loses_no_name_of_the_question(monkeypatch: pytest.MonkeyPatch) -> None:
    places = gazetteer()
    monkeypatch.setattr(places, "_limit", 1)
    monkeypatch.setattr(places, "_memory", {})
    first = places.find(["paris", "lantern press"])
    assert places.find(["paris", "lantern press", "london"]) == first | places.find(["london"])
    assert "paris" in first
