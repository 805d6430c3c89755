"""More reports cost what they touch: other stories are not compared again, other rows are not written again."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from pathlib import Path

from sayso.analyses import Memory, compare
from sayso.ledger import View, Writer
from sayso.model import Document, Extraction, Figure, Span, document_id, row_id, text_sha256

EVENTS = 30


def report(event: int, version: int, day: dt.date) -> tuple[Document, Extraction]:
    """One of three tellings of an invented event, with its toll; words and names are the event's own."""
    rng = random.Random(event)
    words = ["".join(rng.choice("bdfgklmnprst") + rng.choice("aeiou") for _ in range(3)) for _ in range(90)]
    place = words[0].capitalize()
    toll = 20 + event
    body = [*words[: 60 + 10 * version]]
    random.Random(version).shuffle(body[50:])
    text = f"Flood in {place} kills {toll}. {place} " + " ".join(body) + "."
    path = f"{day.isoformat()}-{event}-{version}.txt"
    id = document_id(f"{event:032d}{version:032d}", path)
    start = text.index(str(toll))
    span = Span(start, start + len(str(toll)))
    figure = Figure(
        row_id(id, "figure", [span]), span.start, span.end, str(toll), toll, toll, toll, toll, "people", None, "killed",
        None, None, None, "total", "test",
    )  # fmt: skip
    document = Document(
        id, path, "0" * 64, text, text_sha256(text), None, None, f"Outlet {version}", day + dt.timedelta(version), "en"
    )
    return document, Extraction(id, figures=(figure,))


def put(case: Path, events: range, first: dt.date) -> tuple[Counter[str], int]:
    """Add events a fortnight apart; what was worked out anew by kind, and how many rows were written."""
    with Writer(case) as writer:
        with writer.transaction():
            for n, event in enumerate(events):
                for version in range(3):
                    writer.put_document(*report(event, version, first + dt.timedelta(14 * n)), "test")
        with View(case) as view:
            memory = Memory(view)
            findings = compare(view, memory)
            fresh, stale = list(memory.fresh), list(memory.stale)
        with writer.transaction():
            written = writer.put_findings(findings, f"{events}")
            writer.remember(fresh, stale)
    return Counter(kind for kind, _, _ in fresh), written


def test_reports_of_another_event_leave_the_rest_alone(tmp_path: Path) -> None:
    case = tmp_path / "grows.sayso"
    first, rows = put(case, range(EVENTS), dt.date(2020, 1, 1))
    assert first["story"] >= EVENTS - 2
    assert rows > 3 * EVENTS
    # earlier than all others, so that every report's place in the order moves
    fresh, written = put(case, range(900, 902), dt.date(2019, 6, 1))
    assert fresh["print"] == 6
    assert fresh["wording"] == 6
    assert fresh["story"] <= 4
    assert fresh["passages"] <= 6  # three a story
    assert fresh["repeats"] <= 4  # a report with the later ones of its story
    assert 0 < written < rows / 6


def test_a_second_comparison_writes_nothing(tmp_path: Path) -> None:
    case = tmp_path / "same.sayso"
    put(case, range(6), dt.date(2020, 1, 1))
    fresh, written = put(case, range(0), dt.date(2020, 1, 1))
    assert not fresh
    assert written == 0


def test_the_findings_are_those_of_a_comparison_at_once(tmp_path: Path) -> None:
    grown, whole = tmp_path / "grown.sayso", tmp_path / "whole.sayso"
    put(grown, range(8), dt.date(2020, 1, 1))
    put(grown, range(8, 12), dt.date(2020, 4, 22))
    put(whole, range(12), dt.date(2020, 1, 1))
    with View(grown) as a, View(whole) as b:
        assert list(a.relations()) == list(b.relations())
        assert list(a.claims()) == list(b.claims())
        assert list(a.origins()) == list(b.origins())
