"""The scores of coreference against values worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from sayso.bench.coreference import assignment, scores


def test_scores_by_hand() -> None:
    key = {"a": 1, "b": 1, "c": 1, "d": 2}
    answer = {"a": 1, "b": 1, "c": 2, "d": 2}
    found = scores(key, answer)
    # MUC: one of two links found, one of two given right. B-cubed: recall (4/3 + 1/3 + 1) / 4, precision (2 + 1) / 4.
    # CEAF-e: {a b c}-{a b} 0.8, {d}-{c d} 2/3, over two chains each.
    assert found["muc"] == 0.5
    assert found["b_cubed"] == pytest.approx(2 * (8 / 12) * 0.75 / (8 / 12 + 0.75), abs=1e-4)
    assert found["ceaf_e"] == pytest.approx((0.8 + 2 / 3) / 2, abs=1e-4)
    assert scores(key, key) == {"muc": 1.0, "b_cubed": 1.0, "ceaf_e": 1.0, "conll": 1.0}


def test_the_assignment_is_the_cheapest() -> None:
    cost = np.array([[4.0, 1.0, 3.0], [2.0, 0.0, 5.0], [3.0, 2.0, 2.0]])
    found = assignment(cost)
    assert sorted(found) == [0, 1, 2]
    assert cost[np.arange(3), found].sum() == 5.0
