"""Which of its names an entity is shown by."""

from __future__ import annotations

import pytest

from sayso.analyses.entities import _best_name
from sayso.analyses.entities.clustering import Cluster
from sayso.analyses.entities.names import parse
from sayso.analyses.entities.sieve import Local
from sayso.model.records import MentionKind


@pytest.mark.parametrize(
    ("kind", "counts", "shown"),
    [
        ("organisation", {"UN": 199, "Mexico City One Chilean UN": 1}, "UN"),  # a caption glued to a sentence
        ("organisation", {"UN": 38, "United Nations": 12}, "United Nations"),
        ("organisation", {"CDC": 7, "Centers for Disease Control and Prevention": 2},
         "Centers for Disease Control and Prevention"),
        ("person", {"Bruschke": 60, "Christianne Bruschke": 1}, "Christianne Bruschke"),  # a person has one full name
    ],
)  # fmt: skip
def test_the_full_name_that_stands_often_enough(kind: MentionKind, counts: dict[str, int], shown: str) -> None:
    local = Local("d", kind, parse(shown, kind), [parse(text, kind) for text in counts], [])
    assert _best_name(Cluster.of(local, 0, 0), counts) == shown
