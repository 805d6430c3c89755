"""The shipped encoder: two int8 graphs run by onnxruntime on one thread.

``lower`` reads a window once and gives cue and name tags; ``upper`` reads the slice around one marked cue.
Every call holds pieces of one window only, so a document's result never depends on what else is read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from sayso.model import Document, Span
from sayso.model.records import MentionKind
from sayso.text.quotes import Quotation, quotations
from sayso.text.scripts import mostly_cyrillic
from sayso.text.sentences import paragraphs, sentences
from sayso.text.tokens import tokens

from .analysis import Analysis
from .decode import ATTRIBUTES, Proposal, Scores, Tagged, proposals, softmax, tagged
from .reading import Found, Named, Reading
from .windows import Window, distances, slice_for, windows

NAME_KINDS: tuple[MentionKind, ...] = ("person", "organisation", "unit", "place", "other")
_ROLES = ("source", "content", "teller")
_UPPER = (*_ROLES, *ATTRIBUTES)
_TRY = 0.28  # cue probability below which the engine's acceptance (0.5 of 0.7 cue + 0.3 valid) is out of reach
_LONGEST = 4_000_000  # code points; what lies behind is not read by the model


def _session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


class Encoder:
    """Reads documents. Holds no state between them; safe to use from one thread at a time."""

    def __init__(self, folder: Path) -> None:
        card = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        self.folder = folder
        self.name: str = card["name"]
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._lower = _session(folder / "lower.onnx")
        self._upper = _session(folder / "upper.onnx")

    def analyse(self, document: Document) -> Analysis:
        """Sentences, tokens, quotations and the model's reading of one document."""
        made = plain(document)
        if mostly_cyrillic(document.text):
            return made
        quoted = made.outputs["quotations"]
        assert isinstance(quoted, tuple)
        outputs = dict(made.outputs) | {"reading": self._read(document.text[:_LONGEST], made, quoted)}
        return Analysis(made.paragraphs, made.sentences, made.tokens, MappingProxyType(outputs))

    def _read(self, text: str, made: Analysis, quoted: tuple[Quotation, ...]) -> Reading:
        held: list[Found] = []
        names: list[Named] = []
        for window in windows(text, made.paragraphs, made.sentences, quoted, self._tokenizer):
            hidden, cues, named = self._lower.run(
                None,
                {"ids": window.ids[None], "shape": window.shape[None], "quoted": window.quoted[None]},
            )
            names.extend(_names(text, window, named[0]))
            for t in self._tag(window, hidden[0], proposals(window, cues[0], _TRY)):
                made_of = found(text, window, t, self.name)
                if made_of is not None:
                    held.append(made_of)
        held.sort(key=lambda f: (f.anchor, f.context))
        return Reading(self.name, tuple(held), tuple(names))

    def _tag(self, window: Window, hidden: Scores, tried: Iterable[Proposal]) -> list[Tagged]:
        groups: dict[tuple[int, int], list[Proposal]] = {}
        for p in tried:
            groups.setdefault(slice_for(window, p.first), []).append(p)
        made: list[Tagged] = []
        for (low, high), members in groups.items():
            size = high - low
            marks = np.stack([distances(size, p.first - low, p.last - low, p.bare) for p in members])
            at = np.array([min(max(p.first - low, 0), size - 1) for p in members], np.int64)
            out = self._upper.run(
                list(_UPPER),
                {"hidden": np.repeat(hidden[None, low:high], len(members), 0), "marks": marks, "at": at},
            )
            scores = dict(zip(_UPPER, out, strict=True))
            scores |= {n: softmax(scores[n]) for n in ATTRIBUTES}
            for k, p in enumerate(members):
                made.append(tagged(p, low, {n: v[k] for n, v in scores.items()}, size))
        return made


def plain(document: Document) -> Analysis:
    """The analysis that needs no model: sentences, tokens and quotations."""
    lines = paragraphs(document.text)
    outputs = {"quotations": quotations(document.text, lines)}
    return Analysis(lines, sentences(document.text), tokens(document.text), MappingProxyType(outputs))


def _whole(text: str, start: int, end: int) -> Span:
    """The range with its first and last words whole."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span(start, end)


def _span(text: str, window: Window, pieces: tuple[int, int]) -> Span | None:
    held = [k for k in range(*pieces) if window.starts[k] >= 0]
    if not held:
        return None
    return _whole(text, int(window.starts[held[0]]), int(window.ends[held[-1]]))


def found(text: str, window: Window, t: Tagged, model: str) -> Found | None:
    """One decoded cue in code points of the text; ``None`` where it has no content."""
    content = [s for s in (_span(text, window, c) for c in t.content) if s is not None]
    cue = None if t.cue.bare else _span(text, window, (t.cue.first, t.cue.last))
    low, high = slice_for(window, t.cue.first)
    context = _span(text, window, (low, high))
    if not content or context is None:
        return None
    return Found(
        cue=cue,
        source=_span(text, window, t.source) if t.source else None,
        content=tuple(content),
        tellers=tuple(s for s in (_span(text, window, c) for c in t.tellers) if s is not None),
        context=context,
        anchor=int(window.starts[t.cue.first]),
        cue_score=t.cue.score,
        valid=t.valid,
        clarity=t.clarity,
        stance=tuple(float(x) for x in t.stance),
        factuality=tuple(float(x) for x in t.factuality),
        identification=tuple(float(x) for x in t.identification),
        rule=model,
    )


def _names(text: str, window: Window, logits: Scores) -> list[Named]:
    tags = logits.argmax(-1)
    found: list[Named] = []
    size, end = len(window), 0
    for k in np.flatnonzero(tags).tolist():
        if k < end or window.starts[k] < 0 or window.shape[k] == 5:
            continue
        kind = (int(tags[k]) - 1) % 5
        end = k + 1
        while end < size and window.starts[end] >= 0 and (window.shape[end] == 5 or tags[end] == kind + 6):
            end += 1
        span = _whole(text, int(window.starts[k]), int(window.ends[end - 1]))
        score = float(softmax(logits[k:end])[:, [kind + 1, kind + 6]].sum(-1).mean())
        found.append(Named(span.start, span.end, NAME_KINDS[kind], round(score, 4)))
    return found


@cache
def load() -> Encoder:
    """The encoder that ships with the package. Raises ``FileNotFoundError`` where its files are missing."""
    with as_file(files("sayso.resources") / "models" / "attribution") as folder:
        return Encoder(folder)


def outputs(analysis: Analysis) -> tuple[tuple[Quotation, ...], Reading | None]:
    """The quotations and the reading that an analysis carries."""
    held: Any = analysis.outputs
    return held.get("quotations", ()), held.get("reading")
