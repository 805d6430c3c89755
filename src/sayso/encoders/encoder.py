"""The shipped encoder: two int8 graphs run by onnxruntime on one thread.

``lower`` reads a window once and gives cue and name tags; ``upper`` reads the slice around one marked cue.
A call to ``lower`` holds one window, a call to ``upper`` slices of one document in their order: ranges for int8
are chosen by call, so a document's result never depends on what else is read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from sayso.model import Document, Span
from sayso.model.records import MentionKind
from sayso.text.quotes import Quotation, quotations
from sayso.text.scripts import mostly_cyrillic
from sayso.text.sentences import paragraphs, sentences
from sayso.text.tokens import tokens

from .analysis import Analysis
from .decode import ATTRIBUTES, Proposal, Scores, Tagged, clarity, proposals, softmax, tagged
from .reading import Found, Named, Reading
from .windows import Window, distances, slice_for, windows

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

NAME_KINDS: tuple[MentionKind, ...] = ("person", "organisation", "unit", "place", "other")
_ROLES = ("source", "content", "teller")
_UPPER = (*_ROLES, *ATTRIBUTES)
_TRY = 0.28  # cue probability below which the engine's acceptance (0.5 of 0.7 cue + 0.3 valid) is out of reach
_PACK = 128  # pieces in a call to ``upper``
_TOGETHER = 16  # windows read before any is decoded: a turn of the graph leaves nothing else in the caches
_LONGEST = 4_000_000  # code points; what lies behind is not read by the model


def _session(path: Path) -> InferenceSession:
    import onnxruntime  # only where the model is asked

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # The graphs are written with the runtime's fused operators; its own further fusions make them slower.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


class Encoder:
    """Reads documents. Holds no state between them; safe to use from one thread at a time."""

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer  # only where the model is asked

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
        split = windows(text, made.paragraphs, made.sentences, quoted, self._tokenizer)
        for k in range(0, len(split), _TOGETHER):
            group = split[k : k + _TOGETHER]
            tried: list[_Slice] = []
            for window, (hidden, cues, named) in zip(group, [self._look(w) for w in group], strict=True):
                names.extend(_names(text, window, named[0]))
                for p in proposals(window, cues[0], _TRY):
                    low, high = slice_for(window, p.first)
                    tried.append(_Slice(window, hidden[0, low:high], p, low, high))
            packs = list(_packs(tried))
            for pack, scores in zip(packs, [self._score(pack) for pack in packs], strict=True):
                made_of = (found(text, s.window, t, self.name, (s.low, s.high)) for s, t in _tagged(pack, scores))
                held.extend(f for f in made_of if f is not None)
        held.sort(key=lambda f: (f.anchor, f.context))
        return Reading(self.name, tuple(held), tuple(names))

    def _look(self, window: Window) -> list[Scores]:
        """Hidden states, cue tags and name tags of a window."""
        given = {"ids": window.ids[None], "shape": window.shape[None], "quoted": window.quoted[None]}
        return list(self._lower.run(None, given))

    def _score(self, pack: Sequence[_Slice]) -> dict[str, Scores]:
        """Roles by piece and attributes by slice."""
        sizes = [s.high - s.low for s in pack]
        begins = np.cumsum(sizes) - sizes
        marks = [distances(s.high - s.low, s.cue.first - s.low, s.cue.last - s.low, s.cue.bare) for s in pack]
        at = [b + min(s.cue.first - s.low, n - 1) for b, n, s in zip(begins.tolist(), sizes, pack, strict=True)]
        given = {
            "hidden": np.concatenate([s.hidden for s in pack])[None],
            "marks": np.concatenate(marks),
            "number": np.repeat(np.arange(len(pack)), sizes),
            "at": np.array(at, np.int64),
        }
        return dict(zip(_UPPER, self._upper.run(list(_UPPER), given), strict=True))


def _tagged(pack: Sequence[_Slice], scores: dict[str, Scores]) -> Iterator[tuple[_Slice, Tagged]]:
    scores |= {n: softmax(scores[n]) for n in ATTRIBUTES} | {"clarity": clarity(scores)}
    begin = 0
    for k, s in enumerate(pack):
        end = begin + s.high - s.low
        own = {n: scores[n][begin:end] for n in (*_ROLES, "clarity")} | {n: scores[n][k] for n in ATTRIBUTES}
        yield s, tagged(s.cue, s.low, own, end - begin)
        begin = end


@dataclass(frozen=True, slots=True)
class _Slice:
    """What is read again for one cue: pieces ``low..high`` of a window."""

    window: Window
    hidden: Scores
    cue: Proposal
    low: int
    high: int


def _packs(slices: Sequence[_Slice]) -> Iterator[list[_Slice]]:
    """The slices of a document in calls of at most ``_PACK`` pieces: short calls waste the processor's caches."""
    pack: list[_Slice] = []
    size = 0
    for s in slices:
        if pack and size + s.high - s.low > _PACK:
            yield pack
            pack, size = [], 0
        pack.append(s)
        size += s.high - s.low
    if pack:
        yield pack


def plain(document: Document) -> Analysis:
    """The analysis that needs no model: sentences, tokens and quotations."""
    lines = paragraphs(document.text)
    outputs = {"quotations": quotations(document.text, lines)}
    return Analysis(lines, sentences(document.text, lines), tokens(document.text), MappingProxyType(outputs))


def _whole(text: str, start: int, end: int) -> Span:
    """The range with its first and last words whole."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Span(start, end)


def _span(text: str, window: Window, pieces: tuple[int, int]) -> Span | None:
    first, last = pieces[0], pieces[1] - 1
    while first <= last and window.starts[first] < 0:
        first += 1
    while last >= first and window.starts[last] < 0:
        last -= 1
    return _whole(text, int(window.starts[first]), int(window.ends[last])) if first <= last else None


def found(text: str, window: Window, t: Tagged, model: str, read: tuple[int, int]) -> Found | None:
    """One decoded cue in code points of the text; ``None`` where it has no content. ``read``: its slice."""
    content = [s for s in (_span(text, window, c) for c in t.content) if s is not None]
    cue = None if t.cue.bare else _span(text, window, (t.cue.first, t.cue.last))
    context = _span(text, window, read)
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
        stance=tuple(t.stance.tolist()),
        factuality=tuple(t.factuality.tolist()),
        identification=tuple(t.identification.tolist()),
        rule=model,
    )


def _names(text: str, window: Window, logits: Scores) -> list[Named]:
    tagged_as = logits.argmax(-1)
    found: list[Named] = []
    p = softmax(logits).tolist()
    tags, starts, ends, shape = (x.tolist() for x in (tagged_as, window.starts, window.ends, window.shape))
    size, end = len(window), 0
    for k in np.flatnonzero(tagged_as).tolist():
        if k < end or starts[k] < 0 or shape[k] == 5:
            continue
        kind = (tags[k] - 1) % 5
        end = k + 1
        while end < size and starts[end] >= 0 and (shape[end] == 5 or tags[end] == kind + 6):
            end += 1
        span = _whole(text, starts[k], ends[end - 1])
        score = sum(p[n][kind + 1] + p[n][kind + 6] for n in range(k, end)) / (end - k)
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
