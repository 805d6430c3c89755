"""Mutated inputs through every reader; the finds of larger campaigns stand as tests of their readers."""

from __future__ import annotations

import pytest

from sayso.bench.readers_fuzz import case, check, run_range, seeds


def test_inputs_in_order_are_read() -> None:
    for name, data in seeds():
        results = list(check(name, data))
        assert any(result.startswith("document") for result in results), name


def test_the_same_number_gives_the_same_input() -> None:
    sources = seeds()
    assert case(7, 1, sources) == case(7, 1, sources)
    assert case(7, 1, sources) != case(8, 1, sources)


@pytest.mark.parametrize("first", [0, 300, 600, 900])
def test_mutated_inputs(first: int) -> None:
    outcome = run_range(first, first + 300, seed=3)
    assert outcome.inputs == 300
    assert outcome.failures == []
    assert sum(outcome.results.values()) >= 300


def test_a_failure_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str, data: bytes) -> list[str]:
        raise KeyError(name)

    monkeypatch.setattr("sayso.bench.readers_fuzz.check", broken)
    assert len(run_range(0, 3, seed=3).failures) == 3
