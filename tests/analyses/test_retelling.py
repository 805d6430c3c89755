"""Rows that a report has from its model take the model's origin and meaning."""

from __future__ import annotations

from sayso.analyses.retelling import Retold, root_of, settle


def test_a_carried_row_has_the_origin_named_most() -> None:
    own = {"wire": "?wire", "copy": "ministry", "mail": "front", "other": "ministry"}
    settle(
        own,
        Retold({"copy": "wire", "mail": "wire", "other": "wire"}, {}),
        {"ministry", "front"},
        {"ministry", "front"},
        set(),
    )
    assert set(own.values()) == {"ministry"}


def test_a_row_told_again_keeps_the_source_that_its_report_names() -> None:
    own = {"wire": "ministry", "rewrite": "?rewrite", "own": "monitor", "citing": "mirror"}
    told = dict.fromkeys(("rewrite", "own", "citing"), "wire")
    settle(own, Retold({}, told), {"ministry", "monitor"}, {"ministry", "monitor"}, set())
    assert own == {"wire": "ministry", "rewrite": "ministry", "own": "monitor", "citing": "ministry"}


def test_a_ring_of_models_ends() -> None:
    assert root_of("a", {"a": "b", "b": "a"}) in ("a", "b")
