"""The shipped encoder: offsets hold, and a document's result depends on nothing but the document."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.encoders.decode import best_span, segments
from sayso.encoders.encoder import Encoder, load, outputs
from sayso.encoders.windows import LIMIT, distances
from sayso.model import Document, text_sha256

REPORT = (
    "Flood in Torre\n\nThe mayor, Alma Ruiz, said on Monday that nine people had died. “We lost the bridge,” she "
    "told Reuters. “And the mill.”\n\nAccording to the fire brigade, the dam may fail. Officials denied that."
)
OTHER = "Prices rose by three per cent in May, the bank said. Analysts expect more."


def document(text: str) -> Document:
    return Document("d-test", "t.txt", "0" * 64, text, text_sha256(text))


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load()


def test_offsets_hold(encoder: Encoder) -> None:
    _, reading = outputs(encoder.analyse(document(REPORT)))
    assert reading is not None
    assert reading.found
    for f in reading.found:
        for span in (f.cue, f.source, *f.content, *f.tellers, f.context):
            assert span is None or (0 <= span.start < span.end <= len(REPORT))
            assert span is None or not REPORT[span.start : span.end].isspace()


def test_result_does_not_depend_on_what_else_is_read(encoder: Encoder) -> None:
    first = encoder.analyse(document(REPORT)).outputs["reading"]
    encoder.analyse(document(OTHER * 20))
    assert encoder.analyse(document(REPORT)).outputs["reading"] == first
    assert Encoder(encoder.folder).analyse(document(REPORT)).outputs["reading"] == first


def test_a_cyrillic_report_is_not_read_by_the_model(encoder: Encoder) -> None:
    _, reading = outputs(encoder.analyse(document("Министр сообщил, что мост закрыт. Погибли два человека.")))
    assert reading is None


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet="aB. \n\"“”'’,1é日\u200b\u00a0", max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    _, reading = outputs(load().analyse(document(text)))
    for f in reading.found if reading else ():
        assert 0 <= f.context.start < f.context.end <= len(text)


def test_long_lines_are_cut_into_windows(encoder: Encoder) -> None:
    text = "word " * 2000 + "and the mayor said that it was late"
    _, reading = outputs(encoder.analyse(document(text)))
    assert reading is not None
    cues = [f.cue.of(text) for f in reading.found if f.cue is not None]
    assert cues == ["said"], "what stands beyond the first window is read too"
    assert all(f.context.end > LIMIT and f.context.end - f.context.start < len(text) for f in reading.found)


def test_distances_count_from_the_cue() -> None:
    assert list(distances(6, 2, 4, False)) == [2, 1, 0, 0, 10, 11]
    assert distances(3, 1, 2, True)[1] == 19


def test_decoding_takes_the_best_span_and_the_best_segments() -> None:
    import numpy as np

    logits = np.array([[4, 0, 0], [0, 5, 0], [0, 0, 5], [4, 0, 0]], dtype=np.float32)
    assert best_span(logits) == (1, 3)
    assert best_span(np.array([[4, 0, 0]] * 3, dtype=np.float32)) is None
    gain = np.array([-3.0, 4.0, -0.5, 4.0, -6.0, 5.0])
    assert segments(gain, np.zeros(6, np.bool_)) == [(1, 4), (5, 6)]
