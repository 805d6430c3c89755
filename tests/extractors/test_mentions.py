"""Names: kinds, titles, units, repeats; anchors hold and none overlap."""

from __future__ import annotations

from itertools import pairwise

import pytest

from sayso.encoders.encoder import load, plain
from sayso.examples import REPORTS
from sayso.extractors.mentions import MentionExtractor, mentions
from sayso.model import Document, Extraction, text_sha256

TEXT = (
    "President Otto Lang met Anna Berg of the World Health Organization in Vienna. Lang thanked the 47th Mechanised "
    "Brigade. Berg left for Poland. Mr Lang's visit ended on Monday."
)


def document(text: str) -> Document:
    return Document("d-test", "t.txt", "0" * 64, text, text_sha256(text))


def test_names_and_kinds() -> None:
    made = document(TEXT)
    found = {(m.text, m.kind) for m in mentions(made, load().analyse(made))}
    assert {("Anna Berg", "person"), ("Otto Lang", "person"), ("47th Mechanised Brigade", "unit")} <= found
    assert ("World Health Organization", "organisation") in found
    assert {("Vienna", "place"), ("Poland", "place")} <= found


def test_anchors_hold_and_do_not_overlap() -> None:
    made = document(TEXT)
    for analysis in (load().analyse(made), plain(made)):
        rows = MentionExtractor().extract(made, analysis, Extraction(made.id)).mentions
        assert rows
        assert all(TEXT[m.start : m.end] == m.text for m in rows)
        assert all(a.end <= b.start for a, b in pairwise(rows))


@pytest.mark.parametrize("path", ["02-lantern-update.txt", "06-saltmarsh-brief.txt", "08-nordhalv-auto.txt"])
def test_a_body_s_name_goes_on_over_its_small_word(path: str) -> None:
    made = document((REPORTS / path).read_text("utf-8"))
    found = [m.text for m in mentions(made, load().analyse(made))]
    assert {"Ministry of Emergencies", "Ministry of the Emergencies"} & set(found)
    assert not [name for name in found if name.split()[0] in ("of", "for") or name.split()[-1] in ("of", "for", "the")]
