"""A slice of the campaign over the extractors; and the campaign sees what it is there to see."""

from __future__ import annotations

import pytest

from sayso.bench import fuzz
from sayso.extractors.quantity import QuantityExtractor


def test_a_slice_of_the_campaign() -> None:
    found = fuzz.campaign(120, seed=3)
    assert found["texts"] == 120 and found["anchors_checked"] > 200
    assert found["failures"] == []


def test_the_campaign_sees_an_extractor_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ValueError("planted")

    monkeypatch.setattr(QuantityExtractor, "extract", fail)
    assert fuzz.campaign(3)["failed"] == 3
